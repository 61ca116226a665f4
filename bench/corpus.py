"""A corpus of chapters that is the same every time: prose with lists, tables, quotations, notes and code."""

from __future__ import annotations

import random
from pathlib import Path

WORDS = (
    "la le une des dans sur sous vers chez pour sans avec entre depuis pendant après avant hiver forêt rivière montagne"
    " mémoire témoin récit quartier usine école élève hôpital théâtre musée chantier gare fenêtre lumière bruit silence"
    " voix chœur œuvre sœur enfant ancêtre siècle année matinée soirée crépuscule était avait sera faisait disait"
    " regarde marche traverse découvre raconte refuse accepte espère revient commence demeure résiste transforme petit"
    " grand ancien nouveau dernier première fragile brûlé gelé oublié caché public privé étrange familier lentement"
    " déjà encore toujours jamais souvent parfois ailleurs ici partout enquête données carte chiffre contrat élection"
).split()


def chapters(folder: Path, count: int, words: int = 800) -> None:
    """Write ``count`` chapters of about ``words`` words into ``folder/chapters``, and a webdoc.yaml beside."""
    (folder / "chapters").mkdir(parents=True, exist_ok=True)
    (folder / "webdoc.yaml").write_text("title: Banc\nlang: fr\nbase_url: https://example.org/\n", "utf-8")
    for number in range(1, count + 1):
        pick = random.Random(number)
        (folder / "chapters" / f"{number:04}-chapitre-{number}.md").write_text(chapter(pick, number, words), "utf-8")


def chapter(pick: random.Random, number: int, words: int) -> str:
    """One chapter with its front matter."""
    title, summary = sentence(pick, 4, 6)[:-1], sentence(pick, 12, 18)
    parts, written, section = [], 0, 0
    while written < words:
        section += 1
        parts.append(f"## Partie {section} : {sentence(pick, 3, 5)[:-1]}")
        for _ in range(2):
            text = " ".join(sentence(pick) for _ in range(4))
            parts.append(text)
            written += len(text.split())
        extra = extras(pick, section, (section + number) % 5)
        parts.append(extra)
        written += len(extra.split())
    head = f'---\ntitle: "{title}"\nsummary: "{summary}"\n---\n\n'
    return head + "\n\n".join(parts) + "\n"


def sentence(pick: random.Random, least: int = 8, most: int = 20) -> str:
    """Some words, now and then one of them strong, stressed or linked."""
    words = [pick.choice(WORDS) for _ in range(pick.randint(least, most))]
    place, kind = pick.randrange(len(words)), pick.random()
    if least > 6 and kind < 0.18:
        words[place] = f"**{words[place]}**"
    elif least > 6 and kind < 0.33:
        words[place] = f"*{words[place]}*"
    elif least > 6 and kind < 0.41:
        words[place] = f"[{words[place]}](https://example.org/{pick.randint(1, 999)})"
    text = " ".join(words)
    return text[0].upper() + text[1:] + "."


def extras(pick: random.Random, section: int, kind: int) -> str:
    """What stands between paragraphs."""
    if kind == 0:
        return "\n".join(f"- {sentence(pick, 4, 9)}" for _ in range(5))
    if kind == 1:
        rows = "".join(
            f"| {1950 + pick.randint(0, 70)} | {pick.choice(WORDS)} | {pick.randint(1, 900)} |\n" for _ in range(6)
        )
        return f"| Année | Lieu | Témoins |\n| --- | :--- | ---: |\n{rows}"
    if kind == 2:
        return f"> {sentence(pick)}\n>\n> {sentence(pick)}"
    if kind == 3:
        return "```python\nfor year, town in sorted(found.items()):\n    print(year, town)\n```"
    return f"{sentence(pick)}[^n{section}]\n\n[^n{section}]: {sentence(pick)}"
