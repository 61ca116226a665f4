"""Honest text is shown as it was written, whatever it looks like to a program."""

from __future__ import annotations

import html
import re

import yaml

from tests.conftest import Project
from webdoc.build import prepare

ODD = r"<b>x</b> {{ 7*7 }} {% x %} &amp; a < b > c C:\new\table #{x} ${x} </script> *|[x](y)"


def words(page: str) -> str:
    """What a visitor reads, and what attributes say, without the spaces that typography sets."""
    data = re.sub(r"<script[^>]*>.*?</script>|<style>.*?</style>", "", page, flags=re.S)
    return " ".join(html.unescape(data).replace("\u202f", " ").replace("\u00a0", " ").split())


def test_texts_of_settings_and_front_matter_are_never_anything_else(project: Project) -> None:
    settings = {
        "title": f"Whole {ODD}", "subtitle": f"Sub {ODD}", "summary": f"Sum {ODD}", "authors": [f"Author {ODD}"],
        "credits": [{"role": f"Role {ODD}", "name": f"Name {ODD}"}], "base_url": "https://film.example/",
    }  # fmt: skip
    front = {"title": f"Title {ODD}", "summary": f"Lead {ODD}", "place": f"Place {ODD}", "witness": f"Who {ODD}",
             "facts": {f"Fact {ODD}": f"Value {ODD}"}, "goals": [f"Goal {ODD}"]}  # fmt: skip
    root = project({
        "webdoc.yaml": yaml.safe_dump(settings, allow_unicode=True),
        "chapters/01-a.md": f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n\n`{ODD}`\n\n    {ODD}\n\n"
        r"Here a &lt; b, 5 \< 6, R&D, &amp;amp;, {{ x }}, {% y %}, C:\\dir, \*stars\*." "\n",
    })  # fmt: skip
    prepared = prepare(root)
    assert [one for one in prepared.issues if one.level == "error"] == []
    assert prepared.edition is not None
    pages = {path: words(prepared.edition.page(path)) for path in prepared.edition.outline.pages}
    chapter, cover, end = pages["a/index.html"], pages["index.html"], pages["end/index.html"]
    odd = " ".join(ODD.split())
    for said in ("Title", "Lead", "Place", "Who", "Fact", "Value", "Goal"):
        assert f"{said} {odd}" in chapter, said
    assert chapter.count(odd) >= 9
    for said in ("a < b", "5 < 6", "R&D", "&amp;", "{{ x }}", "{% y %}", r"C:\dir", "*stars*"):
        assert said in chapter, said
    for said in ("Whole", "Sub", "Sum"):
        assert f"{said} {odd}" in cover, said
    for said in ("Author", "Role", "Name"):
        assert f"{said} {odd}" in end, said


def test_an_address_among_the_facts_is_broken_at_its_joints(project: Project) -> None:
    front = "---\ntitle: A\nfacts:\n  Mail: anna@tenants-of-the-river.example\n  Rent: 4.20 €\n---\n\nText.\n"
    edition = prepare(project({"webdoc.yaml": "title: A\n", "chapters/01-a.md": front})).edition
    assert edition is not None
    page = edition.page("a/index.html")
    assert '<div class="two"><dt>Mail</dt><dd>anna<wbr>@tenants-of-the-river<wbr>.example</dd>' in page
    assert "<div><dt>Rent</dt><dd>4.20 €</dd>" in page
