"""The peer: Flask, Frozen-Flask, Markdown, bleach and PyYAML, put together in the plainest way; no cache."""

import os
from pathlib import Path

import bleach
import markdown
import yaml
from flask import Flask, abort, render_template
from flask_frozen import Freezer

ROOT = Path(os.environ["CORPUS"])
TAGS = set(bleach.sanitizer.ALLOWED_TAGS)
TAGS |= set("p h1 h2 h3 h4 h5 h6 hr br pre table thead tbody tr th td img dl dt dd sup sub del div span".split())
ATTRIBUTES = {
    "*": ["class", "id", "title"],
    "a": ["href", "title", "rel"],
    "img": ["src", "alt", "title"],
    "abbr": ["title"],
}

app = Flask(__name__)
app.config["FREEZER_DESTINATION"] = os.environ["OUT"]
freezer = Freezer(app)


def load():
    chapters = []
    for path in sorted((ROOT / "chapters").glob("*.md")):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        chapters.append({**yaml.safe_load(head), "slug": path.stem.split("-", 1)[1], "body": body})
    return chapters


CHAPTERS = load()
PLACES = {chapter["slug"]: index for index, chapter in enumerate(CHAPTERS)}


@app.route("/")
def index():
    return render_template("index.html", chapters=CHAPTERS)


@app.route("/<slug>/")
def chapter(slug):
    if slug not in PLACES:
        abort(404)
    place = PLACES[slug]
    html = markdown.markdown(CHAPTERS[place]["body"], extensions=["extra", "smarty", "toc"])
    html = bleach.clean(html, tags=TAGS, attributes=ATTRIBUTES)
    before = CHAPTERS[place - 1] if place else None
    after = CHAPTERS[place + 1] if place + 1 < len(CHAPTERS) else None
    return render_template("chapter.html", chapter=CHAPTERS[place], html=html, before=before, after=after)


@freezer.register_generator
def addresses():
    for one in CHAPTERS:
        yield "chapter", {"slug": one["slug"]}


if __name__ == "__main__":
    freezer.freeze()
