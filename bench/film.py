"""A documentary of many chapters with real media, the same every time: what a large work weighs and how it moves."""

from __future__ import annotations

import array
import math
import random
import wave
from pathlib import Path

from corpus import sentence
from PIL import Image, ImageDraw, ImageFilter

PHOTOGRAPHS, SOUNDS = 12, 4
SECONDS = 40
LONG = 400
"""Lines of the one long transcript."""


def film(folder: Path, chapters: int = 30) -> Path:
    """Write the project: each chapter has a sequence, a scene, a gallery, quizzes and an ambient sound."""
    for name in ("chapters", "media"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number in range(PHOTOGRAPHS):
        photograph(folder / "media" / f"photo-{number}.jpg", number)
    for number in range(SOUNDS):
        sound(folder / "media" / f"voice-{number}.wav", number, SECONDS)
        pick = random.Random(number)
        (folder / "media" / f"voice-{number}.fr.vtt").write_text(captions(pick, SECONDS / 3, 3), "utf-8")
    sound(folder / "media" / "long.wav", 9, LONG * 2)
    (folder / "media" / "long.fr.vtt").write_text(captions(random.Random(9), LONG, 2), "utf-8")
    (folder / "webdoc.yaml").write_text(
        "title: Trente portes\nlang: fr\nbase_url: https://example.org/\ncover: photo-0.jpg\ncover_alt: Une porte\n"
        "summary: Trente chapitres courts, avec des sons et des photographies.\n"
        "share:\n  networks: [mastodon, email]\n"
        "actions:\n  lettre:\n    kind: write\n    title: Écrire\n    url: https://example.org/a\n"
        "glossary:\n  témoin: Qui a vu.\n",
        "utf-8",
    )
    for number in range(1, chapters + 1):
        path = folder / "chapters" / f"{number:02}-chapitre-{number}.md"
        path.write_text(chapter(random.Random(number), number), "utf-8")
    return folder


def chapter(pick: random.Random, number: int) -> str:
    """One chapter; the second has the long transcript."""
    photos = pick.sample(range(PHOTOGRAPHS), 8)
    alt = [sentence(pick, 3, 5)[:-1] for _ in photos]
    voice = "long" if number == 2 else f"voice-{number % SOUNDS}"
    paragraphs = [" ".join(sentence(pick) for _ in range(4)) for _ in range(6)]
    frames = "\n".join(f"0:{at:02} ![{alt[at // 10]}](photo-{photos[at // 10]}.jpg)" for at in (0, 10, 20, 30))
    wall = "\n".join(f'![{alt[at]}](photo-{photos[at]}.jpg "{sentence(pick, 3, 6)}")' for at in (4, 5, 6))
    return f"""---
title: "{sentence(pick, 3, 5)[:-1]}"
summary: "{sentence(pick, 10, 14)}"
cover: photo-{photos[0]}.jpg
cover_alt: {alt[0]}
ambient: voice-0.wav
ambient_alt: Un ton, très bas
in_short:
  - "{sentence(pick, 6, 9)}"
---

{paragraphs[0]}

![{alt[1]}](photo-{photos[1]}.jpg "{sentence(pick, 4, 8)}"){{.wide}}

::: sequence {voice}.wav
title: Une voix
captions: {voice}.fr.vtt

{frames}
:::

## {sentence(pick, 3, 5)[:-1]}

{paragraphs[1]}

{paragraphs[2]}

::: scene photo-{photos[2]}.jpg
alt: {alt[2]}

{sentence(pick)}

---

{sentence(pick)}
:::

{paragraphs[3]}

::: gallery
{wall}
:::

::: compare
![{alt[5]}](photo-{photos[5]}.jpg)
![{alt[6]}](photo-{photos[6]}.jpg)
:::

{paragraphs[4]}

::: quiz {sentence(pick, 5, 8)[:-1]} ?
- [ ] {sentence(pick, 2, 4)} -- {sentence(pick, 4, 6)}
- [x] {sentence(pick, 2, 4)}
:::

::: quiz {sentence(pick, 5, 8)[:-1]} ?
1. {sentence(pick, 2, 4)}
2. {sentence(pick, 2, 4)}
3. {sentence(pick, 2, 4)}
:::

{paragraphs[5]}
"""


def photograph(path: Path, number: int) -> None:
    """Something with edges, gradients and grain, so that it weighs what a photograph weighs."""
    pick = random.Random(number)
    wide, high = 1800, 1200
    ground = Image.linear_gradient("L").resize((wide, high))
    image = Image.merge(
        "RGB", [ground.point([int(v * share) for v in range(256)]) for share in (0.8, 0.6, pick.random())]
    )
    draw = ImageDraw.Draw(image)
    for _ in range(60):
        x, y, size = pick.randrange(wide), pick.randrange(high), pick.randrange(30, 300)
        shape = draw.rectangle if pick.random() < 0.5 else draw.ellipse
        shape((x, y, x + size, y + size * pick.uniform(0.4, 2)), fill=tuple(pick.randrange(20, 230) for _ in range(3)))
    image = image.filter(ImageFilter.GaussianBlur(2))
    noise = Image.frombytes("L", (wide // 2, high // 2), pick.randbytes(wide * high // 4)).resize((wide, high))
    Image.blend(image, Image.merge("RGB", [noise] * 3), 0.06).save(path, quality=88)


def sound(path: Path, number: int, seconds: int) -> None:
    """A tone that swells and falls like a voice does."""
    rate = 16_000
    period = [
        int(9_000 * abs(math.sin(i / rate * 2 * math.pi)) * math.sin(i / rate * (180 + 40 * number) * 2 * math.pi))
        for i in range(rate)
    ]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(array.array("h", period).tobytes() * seconds)


def captions(pick: random.Random, lines: float, step: int) -> str:
    """WebVTT with a line every so many seconds."""
    cues = [
        f"{clock(at * step)} --> {clock(at * step + step - 0.1)}\n{sentence(pick, 5, 9)}" for at in range(int(lines))
    ]
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


def clock(seconds: float) -> str:
    return f"{int(seconds) // 3600:02}:{int(seconds) // 60 % 60:02}:{seconds % 60:06.3f}"
