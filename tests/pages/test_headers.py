"""What a host sends, and under which licences stands what it sends."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Project
from tests.pages.test_policy import FORM
from webdoc.build import prepare
from webdoc.pages.app import Edition

ROOT = Path(__file__).parents[2]


def edition(root: Path) -> Edition:
    prepared = prepare(root)
    assert prepared.edition is not None, prepared.issues
    return prepared.edition


@pytest.mark.parametrize(
    ("host", "name", "line"),
    [
        ("netlify", "_headers", "  Content-Security-Policy: default-src 'self'; "),
        ("cloudflare", "_headers", "  X-Content-Type-Options: nosniff\n"),
        ("apache", ".htaccess", 'Header always set Referrer-Policy "strict-origin-when-cross-origin"\n'),
        ("nginx", "nginx.conf", "add_header Content-Security-Policy \"default-src 'self'; "),
    ],
)
def test_a_host_finds_its_headers_in_its_own_words(host: str, name: str, line: str, project: Project) -> None:
    shown = edition(project({"webdoc.yaml": f"host: {host}\n{FORM}", "chapters/01-a.md": "# A\n\nText.\n"}))
    assert name in shown.addresses()
    said = shown.file(name)[0].decode()
    assert line in said
    assert "form-action 'self' https://lists.example:8443" in said
    # A form's answer leads back to the site; chapters that others may show in a frame are shown there.
    assert "frame-ancestors" not in said
    assert said.count("immutable") == (2 if name == "_headers" else 1)


def test_a_site_that_nobody_may_frame_says_so(project: Project) -> None:
    shown = edition(project({"webdoc.yaml": "title: A\nhost: netlify\n", "chapters/01-a.md": "# A\n\nText.\n"}))
    assert "; frame-ancestors 'self'\n" in shown.file("_headers")[0].decode()


def test_no_host_no_headers(project: Project) -> None:
    shown = edition(project({"chapters/01-a.md": "# A\n\nText.\n"}))
    assert not {"_headers", ".htaccess", "nginx.conf"} & set(shown.addresses())


def test_every_typeface_of_a_site_is_among_its_licences() -> None:
    shown = edition(ROOT)
    assert "licences.txt" in shown.addresses()
    text, kind = shown.file("licences.txt")
    said = text.decode()
    assert kind == "text/plain; charset=utf-8"
    faces = {re.split(r"-[\w]+\.(?:woff2|ttf)|\.", path.name)[0] for folder in shown.theme.folders
             for path in (*folder.glob("static/fonts/*.woff2"), *folder.glob("faces/*.ttf"))}  # fmt: skip
    assert faces
    for face in faces:
        assert re.search(rf"^{face}: Copyright \d{{4}}", said, re.MULTILINE), face
    assert (ROOT / "LICENSE").read_text("utf-8").strip() in said
    assert "CC-BY-4.0" in said
    assert said.count("SIL OPEN FONT LICENSE Version 1.1") <= 3


def test_the_licence_that_is_shipped_is_the_projects_own() -> None:
    assert (ROOT / "webdoc" / "LICENSE.txt").read_bytes() == (ROOT / "LICENSE").read_bytes()
