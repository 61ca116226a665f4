"""A documentary of many chapters with real media, the same every time: what a large work weighs and how it moves."""

from __future__ import annotations

import array
import math
import random
import wave
from pathlib import Path

import av
from corpus import sentence
from PIL import Image, ImageDraw, ImageFilter

PHOTOGRAPHS, SOUNDS = 12, 4
SECONDS = 40
LONG = 400
"""Lines of the one long transcript."""
LANGUAGES = ("fr", "en")
SETTINGS = """title: Trente portes
lang: fr
base_url: https://example.org/
cover: photo-0.jpg
cover_alt: Une porte
summary: Trente chapitres courts, avec des sons et des photographies.
share: {networks: [mastodon, email]}
actions:
  lettre: {kind: write, title: Écrire, url: 'https://example.org/a', body: Une lettre.}
  petition:
    kind: sign
    title: Signer
    url: https://example.org/b
    goal: 100
    signed: 40
    counted: 2026-11-02
    form: {url: 'https://example.org/sign', fields: [name, email], privacy: Un an.}
glossary: {témoin: Qui a vu.}
sources:
  rapport: {author: Une ville, title: Un rapport, date: '2024', url: 'https://example.org/rapport'}
languages:
  fr: {}
  en: {title: Thirty doors, summary: 'Thirty short chapters, with sounds and photographs.'}
"""


def film(folder: Path, chapters: int = 30) -> Path:
    """Write the project: each chapter has every kind of block and of quiz, a voice, an ambient sound; two languages."""
    for name in ("chapters", "media"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for number in range(PHOTOGRAPHS):
        photograph(folder / "media" / f"photo-{number}.jpg", number)
    photograph(folder / "media" / "wide.jpg", PHOTOGRAPHS, 2700, 900)
    for number in range(SOUNDS):
        sound(folder / "media" / f"voice-{number}.wav", number, SECONDS)
        pick = random.Random(number)
        (folder / "media" / f"voice-{number}.fr.vtt").write_text(captions(pick, SECONDS / 3, 3), "utf-8")
    sound(folder / "media" / "long.wav", 9, LONG * 2)
    (folder / "media" / "long.fr.vtt").write_text(captions(random.Random(9), LONG, 2), "utf-8")
    video(folder / "media" / "film.mp4")
    (folder / "media" / "table.csv").write_text("Année,Portes\n2023,12\n2024,19\n2025,31\n", "utf-8")
    (folder / "webdoc.yaml").write_text(SETTINGS, "utf-8")
    for number in range(1, chapters + 1):
        for lang in LANGUAGES:
            path = folder / "chapters" / f"{number:02}-chapitre-{number}{'' if lang == LANGUAGES[0] else f'.{lang}'}.md"
            path.write_text(chapter(random.Random(f"{number} {lang}" if lang != "fr" else number), number), "utf-8")
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
slug: chapitre-{number}
summary: "{sentence(pick, 10, 14)}"
cover: photo-{photos[0]}.jpg
cover_alt: {alt[0]}
ambient: voice-0.wav
ambient_alt: Un ton, très bas
facts: {{Surface: {pick.randint(9, 90)} m², Loyer: {pick.randint(200, 900)} €}}
goals: ["{sentence(pick, 6, 9)}"]
in_short:
  - "{sentence(pick, 6, 9)}"
action: petition
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

{blocks(pick, photos, alt)}
"""


def blocks(pick: random.Random, photos: list[int], alt: list[str]) -> str:
    """One of each kind that the story itself has not."""
    return f"""::: quote {sentence(pick, 1, 1)[:-1]}, {pick.randint(9, 90)}
{sentence(pick)}
:::

::: number {pick.randint(2, 900)} 000
source: @rapport

portes, et un témoin. {sentence(pick)}
:::

::: note {sentence(pick, 3, 5)[:-1]}
{sentence(pick)} [@rapport, p. 2]
:::

::: sound voice-3.wav
title: {sentence(pick, 3, 5)[:-1]}

{sentence(pick, 4, 8)}
:::

::: video film.mp4
title: {sentence(pick, 3, 5)[:-1]}
alt: {alt[1]}
poster: photo-{photos[7]}.jpg
:::

::: timeline {sentence(pick, 3, 5)[:-1]}
2023: {sentence(pick, 4, 8)}
2024: {sentence(pick, 4, 8)}
:::

::: hotspots photo-{photos[3]}.jpg
alt: {alt[3]}

33%,26% Un: {sentence(pick, 4, 8)}
70%,63% Deux: {sentence(pick, 4, 8)}
:::

::: map
title: {sentence(pick, 3, 5)[:-1]}

48.8900,2.3600 Un: {sentence(pick, 4, 8)}
48.8560,2.3650 Deux: {sentence(pick, 4, 8)}
:::

::: chart table.csv
title: {sentence(pick, 3, 5)[:-1]}
:::


::: panorama wide.jpg
alt: {alt[4]}
:::

::: quiz {sentence(pick, 5, 8)[:-1]} ?
- [x] {sentence(pick, 2, 4)}
- [x] {sentence(pick, 2, 4)}
- [ ] {sentence(pick, 2, 4)}
:::

::: quiz {sentence(pick, 5, 8)[:-1]} ?
answer: {pick.randint(2, 90)}
tolerance: 1
:::

::: quiz {sentence(pick, 5, 8)[:-1]} ?
answer: true
:::

::: embed https://video.example.org/watch/1
title: {sentence(pick, 3, 5)[:-1]}
provider: PeerTube
poster: photo-{photos[2]}.jpg
:::

::: action lettre
:::
"""


def photograph(path: Path, number: int, wide: int = 1800, high: int = 1200) -> None:
    """Something with edges, gradients and grain, so that it weighs what a photograph weighs."""
    pick = random.Random(number)
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


def video(path: Path, seconds: int = 4) -> None:
    """A film with something that moves across."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuv420p"
        for number in range(seconds * 25):
            image = Image.new("RGB", (640, 360), (40, 60, 70))
            ImageDraw.Draw(image).rectangle((number * 4, 80, number * 4 + 120, 200), fill=(210, 180, 60))
            container.mux(stream.encode(av.VideoFrame.from_image(image)))
        container.mux(stream.encode(None))


def captions(pick: random.Random, lines: float, step: int) -> str:
    """WebVTT with a line every so many seconds."""
    cues = [
        f"{clock(at * step)} --> {clock(at * step + step - 0.1)}\n{sentence(pick, 5, 9)}" for at in range(int(lines))
    ]
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


def clock(seconds: float) -> str:
    return f"{int(seconds) // 3600:02}:{int(seconds) // 60 % 60:02}:{seconds % 60:06.3f}"
