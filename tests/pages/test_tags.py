"""What a site tells networks, readers of feeds and search engines: read back by their own rules."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest
import zxingcpp
from lxml import etree, html
from PIL import Image, ImageDraw

from tests.conftest import CAPTIONS, Project, picture, sound
from webdoc import build
from webdoc.pages import qr
from webdoc.pages.app import Edition

BASE = "https://film.example/"
SETTINGS = f"""title: A film
summary: What it is about.
base_url: {BASE}
date: 2025-03-04
authors: [Ann, Bob]
licence: CC-BY-4.0
cover: a.jpg
share: {{fediverse: "@film@example.social"}}
"""
PRINTED = ("missing", "embedded", "poster", "leaflet")
"""Kinds of pages that nobody passes on: no page at all, those in frames, those for paper."""
FILES: dict[str, str | bytes] = {
    "webdoc.yaml": SETTINGS,
    "chapters/01-door.md": "---\ntitle: The door & <the key>\nsummary: It closes.\n---\n\n"
    "::: quote Marie, 34\nWe take turns.\n:::\n\n::: number 9 m²\nfor four people.\n:::\n\n"
    "::: sequence a.wav\ntitle: The hinge\ncaptions: a.en.vtt\nwitness: Ann\nshare: 0:01\n\n"
    "0:00 ![A door](a.jpg)\n:::\n",
    "chapters/01-door.easy.md": "---\ntitle: The door\n---\n\nIt closes.\n",
    "chapters/02-key.md": "---\ntitle: The key\ndate: 2025-04-01\n---\n\nIt turns.\n",
    "chapters/01-door.fr.md": "---\ntitle: La porte\n---\n\n::: quote Marie, 34 ans\nÀ tour de rôle.\n:::\n",
    "chapters/02-key.fr.md": "---\ntitle: La clé\n---\n\nElle tourne.\n",
    "media/a.jpg": picture(320, 200), "media/a.wav": sound(2), "media/a.en.vtt": CAPTIONS,
}  # fmt: skip


@pytest.fixture
def edition(project: Project) -> Edition:
    return of(project(FILES))


def of(root: Path) -> Edition:
    prepared = build.prepare(root)
    assert prepared.edition is not None
    assert not prepared.failed, prepared.issues
    return prepared.edition


def head(edition: Edition, path: str) -> Any:
    return html.document_fromstring(edition.page(path)).head


def meta(edition: Edition, path: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in head(edition, path).iterfind("meta"):
        found.setdefault(one.get("property") or one.get("name") or "", []).append(one.get("content"))
    return found


def pages(edition: Edition) -> list[str]:
    return [path for path, page in edition.outline.pages.items() if page.kind not in PRINTED]


def test_every_page_has_the_tags_that_open_graph_wants_once_each(edition: Edition) -> None:
    assert len(pages(edition)) > 8
    for path in pages(edition):
        found = meta(edition, path)
        for name in ("og:title", "og:type", "og:url", "og:site_name", "og:description", "og:locale", "twitter:card"):
            assert len(found[name]) == 1, (path, name)
            assert found[name][0], (path, name)
        # Tags that belong to a picture follow it.
        assert len(found["og:image"]) == len(found["og:image:alt"]) == 1, path
        assert (found["og:image:width"], found["og:image:height"]) == (["1200"], ["630"]), path
        assert found["og:image"][0].startswith(f"{BASE}media/"), path
        assert found["og:type"][0] in ("website", "article"), path
        assert re.fullmatch(r"[a-z]{2}_[A-Z]{2}", found["og:locale"][0])
        assert found["fediverse:creator"] == ["@film@example.social"]
        assert "via=" not in found["og:url"][0]
        canonical = [one.get("href") for one in head(edition, path).iterfind("link[@rel='canonical']")]
        assert canonical == found["og:url"], path
        assert "robots" not in found, path
    assert meta(edition, "door/index.html")["og:locale:alternate"] == ["fr_FR"]
    assert meta(edition, "door/index.html")["og:audio"][0].startswith(f"{BASE}media/a-")
    assert "og:video" not in meta(edition, "door/index.html")


def test_pages_name_themselves_in_other_languages_and_are_named_back(edition: Edition) -> None:
    named: dict[str, dict[str, str]] = {}
    for path in pages(edition):
        links = head(edition, path).iterfind("link[@hreflang]")
        url = meta(edition, path)["og:url"][0]
        named[url] = {one.get("hreflang"): one.get("href") for one in links}
    assert sum(map(bool, named.values())) >= 8
    for url, others in named.items():
        assert not others or url in others.values()
        for other in others.values():
            assert named[other] == others


VOCABULARY = {
    "LearningResource": {
        "name", "description", "url", "image", "inLanguage", "datePublished", "isPartOf", "hasPart", "position",
        "author", "license", "learningResourceType", "timeRequired", "teaches", "educationalLevel", "typicalAgeRange",
        "about", "accessibilityFeature", "audio", "video",
    },
    "Quotation": {"name", "description", "url", "image", "inLanguage", "isPartOf", "text", "creator"},
    "Claim": {"name", "description", "url", "image", "inLanguage", "isPartOf", "text"},
    "Clip": {"name", "description", "url", "image", "inLanguage", "isPartOf", "text", "startOffset"},
    "AudioObject": {"name", "duration", "contentUrl"},
    "VideoObject": {"name", "duration", "contentUrl", "thumbnailUrl", "uploadDate"},
    "Person": {"name"},
    "AboutPage": {"name", "description", "url", "image", "inLanguage", "isPartOf"},
    "DefinedTermSet": {"name", "description", "url", "image", "inLanguage", "isPartOf"},
    "WebPage": {"name", "description", "url", "image", "inLanguage", "isPartOf"},
}  # fmt: skip
"""Of schema.org's types those that pages use, each with those of its properties that they may use."""


def check(value: Any) -> int:
    """Every type and property is one of schema.org's; returns how many things are told of."""
    if isinstance(value, list):
        return sum(map(check, value))
    if not isinstance(value, dict):
        return 0
    properties = set(value) - {"@type", "@context"}
    assert properties <= VOCABULARY[value["@type"]], value
    for name in ("url", "image", "contentUrl", "thumbnailUrl"):
        assert str(value.get(name, BASE)).startswith(BASE), value
    return 1 + sum(map(check, value.values()))


def data(edition: Edition, path: str) -> Any:
    (found,) = head(edition, path).iterfind("script[@type='application/ld+json']")
    return json.loads(found.text)


def test_data_keeps_to_the_words_of_schema_org(edition: Edition) -> None:
    told = [path for path in pages(edition) if edition.outline.pages[path].kind != "kit"]
    assert sum(check(data(edition, path)) for path in told) > 30
    chapter = data(edition, "door/index.html")
    assert chapter["hasPart"] == [{"@type": "Quotation", "url": f"{BASE}door/q/we-take-turns/"}]
    assert chapter["audio"][0]["contentUrl"].startswith(f"{BASE}media/a-")
    quote = data(edition, "door/q/we-take-turns/index.html")
    assert (quote["@type"], quote["text"]) == ("Quotation", "We take turns.")
    assert quote["creator"] == {"@type": "Person", "name": "Marie, 34"}
    assert quote["isPartOf"]["url"] == f"{BASE}door/"
    assert data(edition, "door/q/a-0-01/index.html")["startOffset"] == 1.0
    assert data(edition, "index.html")["datePublished"] == "2025-03-04"


def test_the_feed_keeps_to_the_rules_of_atom(edition: Edition) -> None:
    body, _ = edition.file("feed.xml")
    read = feedparser.parse(body)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    feed, space = etree.fromstring(body), "{http://www.w3.org/2005/Atom}"
    # RFC 4287, 4.1.1 and 4.1.2: what has to be there, and how often.
    for name in ("id", "title", "updated", "subtitle", "rights"):
        assert len(feed.findall(space + name)) == 1, name
    assert [author.findtext(f"{space}name") for author in feed.findall(f"{space}author")] == ["Ann", "Bob"]
    assert [link.get("href") for link in feed.findall(f"{space}link[@rel='self']")] == [f"{BASE}feed.xml"]
    entries = feed.findall(f"{space}entry")
    for entry in entries:
        for name in ("id", "title", "updated"):
            assert len(entry.findall(space + name)) == 1, name
        assert len(entry.findall(f"{space}link[@rel='alternate']")) == 1
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", entry.findtext(f"{space}updated"))
    # The newest first; names that stay.
    assert [entry.findtext(f"{space}id") for entry in entries] == [f"{BASE}key/", f"{BASE}door/"]
    assert feed.findtext(f"{space}updated") == "2025-04-01T00:00:00Z"
    assert read.entries[1].title == "The door & <the key>"
    assert read.entries[1].link == f"{BASE}door/?via=door.feed"
    links = [one.get("href") for one in head(edition, "index.html").iterfind("link[@type='application/atom+xml']")]
    assert links == ["feed.xml"]
    assert b"La porte" not in body
    assert "La porte" in edition.file("fr/feed.xml")[0].decode()


def test_without_a_day_there_is_no_feed_and_days_are_of_the_calendar(project: Project) -> None:
    root = project(
        {**FILES, "webdoc.yaml": SETTINGS.replace("date: 2025-03-04\n", ""), "chapters/02-key.md": "# Key\n"}
    )
    assert "feed.xml" not in set(of(root).addresses())
    root = project({**FILES, "webdoc.yaml": SETTINGS.replace("2025-03-04", "2025-02-30")})
    (issue,) = [one for one in build.prepare(root).issues if one.level == "error"]
    assert (issue.code, issue.source.line) == ("value-choice", 4)
    root = project({**FILES, "chapters/02-key.md": "---\ntitle: Key\ndate: soon\n---\n\nText.\n"})
    (issue,) = [one for one in build.prepare(root).issues if one.level == "error"]
    assert (issue.code, issue.source.path, issue.source.line) == ("value-choice", "chapters/02-key.md", 3)


SITEMAP_XSD = """<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
 targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<xsd:element name="urlset"><xsd:complexType><xsd:sequence>
<xsd:element name="url" minOccurs="1" maxOccurs="50000"><xsd:complexType><xsd:sequence>
<xsd:element name="loc"><xsd:simpleType><xsd:restriction base="xsd:anyURI"><xsd:minLength value="12"/>
<xsd:maxLength value="2048"/></xsd:restriction></xsd:simpleType></xsd:element>
<xsd:element name="lastmod" type="xsd:date" minOccurs="0"/>
<xsd:any namespace="##other" minOccurs="0" maxOccurs="unbounded" processContents="lax"/>
</xsd:sequence></xsd:complexType></xsd:element>
</xsd:sequence></xsd:complexType></xsd:element></xsd:schema>"""
"""The rules of sitemaps.org for the elements that are used here, in their order."""


def test_the_sitemap_keeps_to_its_rules_and_lists_every_page_once(edition: Edition) -> None:
    tree = etree.fromstring(edition.file("sitemap.xml")[0])
    etree.XMLSchema(etree.fromstring(SITEMAP_XSD)).assertValid(tree)
    space, xhtml = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}"
    listed = [one.text for one in tree.iter(f"{space}loc")]
    wanted = [meta(edition, path)["og:url"][0] for path in pages(edition) if "/q/" not in path]
    assert sorted(listed) == sorted(wanted)
    assert f"{BASE}door/easy/" in listed
    for url in tree:
        here = url.findtext(f"{space}loc")
        links = {one.get("hreflang"): one.get("href") for one in url.iter(f"{xhtml}link")}
        assert not links or here in links.values()
        assert not links or links["x-default"] == links["en"]
    assert edition.file("robots.txt")[0].decode().endswith(f"Sitemap: {BASE}sitemap.xml\n")


def test_in_a_folder_of_a_host_there_is_no_robots_txt(project: Project) -> None:
    edition = of(project({**FILES, "webdoc.yaml": SETTINGS.replace(BASE, f"{BASE}film/")}))
    assert "robots.txt" not in set(edition.addresses())
    assert f"{BASE}film/door/" in edition.file("sitemap.xml")[0].decode()


def test_a_chapter_says_how_it_is_embedded(edition: Edition) -> None:
    (link,) = head(edition, "door/index.html").iterfind("link[@type='application/json+oembed']")
    address = link.get("href").removeprefix(BASE)
    told = json.loads(edition.file(address)[0])
    # oembed.com, 2.3.4: these have to be there for a rich answer.
    assert (told["version"], told["type"]) == ("1.0", "rich")
    assert isinstance(told["width"], int)
    assert isinstance(told["height"], int)
    frame = html.fragment_fromstring(told["html"])
    assert frame.tag == "iframe"
    path = frame.get("src").removeprefix(BASE) + "index.html"
    assert edition.outline.pages[path].kind == "embedded"
    assert {"thumbnail_url", "thumbnail_width", "thumbnail_height"} <= set(told), "all three or none"


def drawn(svg: str) -> Image.Image:
    """A QR code as pixels, drawn from its path alone."""
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg)[1])  # type: ignore[index]
    image = Image.new("L", (side * 4, side * 4), 255)
    pen, (x, y) = ImageDraw.Draw(image), (0.0, 0.0)
    path = re.search(r'stroke="#000" d="([^"]+)"', svg)
    assert path is not None
    for sign, numbers in re.findall(r"([Mmh])([^Mmh]*)", path[1]):
        values = [float(one) for one in re.findall(r"-?[\d.]+", numbers)]
        if sign == "h":
            pen.rectangle((x * 4, (y - 0.5) * 4, (x + values[0]) * 4 - 1, (y + 0.5) * 4 - 1), fill=0)
            x += values[0]
        else:
            x, y = (values[0], values[1]) if sign == "M" else (x + values[0], y + values[1])
    return image


@pytest.mark.parametrize("length", [1, 20, 60, 150, 400, 900])
def test_a_code_is_read_by_another_reader(length: int) -> None:
    url = f"{BASE}{'a%D9%86' * (length // 7)}/?via=door.qr"
    (read,) = zxingcpp.read_barcodes(drawn(qr.svg(url)))
    assert read.text == url


def test_each_page_offers_the_code_of_what_is_passed_on(edition: Edition) -> None:
    for path, wanted in (
        ("door/index.html", f"{BASE}door/?via=door.qr"),
        ("door/q/we-take-turns/index.html", f"{BASE}door/q/we-take-turns/?via=we-take-turns.qr"),
        ("door/easy/index.html", f"{BASE}door/easy/?via=door-easy.qr"),
        ("end/index.html", f"{BASE}?via=documentary.qr"),
    ):
        (image,) = html.document_fromstring(edition.page(path)).iterfind(".//img[@class='qr']")
        code = urljoin(f"/{path}", image.get("src")).removeprefix("/")
        (read,) = zxingcpp.read_barcodes(drawn(edition.file(code)[0].decode()))
        assert read.text == wanted


def test_a_project_may_want_no_tags_in_links(project: Project) -> None:
    root = project({**FILES, "webdoc.yaml": SETTINGS.replace("share: {", "share: {via: no, ")})
    edition = of(root)
    for path in edition.addresses():
        assert b"via=" not in edition.file(path)[0] or path.startswith("assets/"), path
        assert b"via%3D" not in edition.file(path)[0], path


def test_without_a_base_nothing_is_said_that_needs_one_and_one_issue_tells(project: Project) -> None:
    prepared = build.prepare(project({**FILES, "webdoc.yaml": SETTINGS.replace(f"base_url: {BASE}\n", "")}))
    assert [issue.code for issue in prepared.issues].count("base-url-missing") == 1
    assert prepared.edition is not None
    addresses = set(prepared.edition.addresses())
    assert not [name for name in addresses if name.endswith((".xml", "qr.svg", "oembed.json", "robots.txt"))]
    for path, page in prepared.edition.outline.pages.items():
        if page.kind == "missing":
            continue
        text = prepared.edition.page(path)
        for word in ("canonical", "og:url", "oembed", "atom+xml", 'class="qr"', "https://film"):
            assert word not in text, (path, word)


def test_the_title_of_a_chapter_that_is_not_translated_says_its_language(project: Project) -> None:
    (root := project(FILES)).joinpath("chapters/02-key.fr.md").unlink()
    edition = build.prepare(root).edition
    assert edition is not None
    for path in ("fr/index.html", "fr/door/index.html", "fr/end/index.html"):
        places = re.findall(r"<([^<>]*)>(?:2\. )?The key<", edition.page(path).partition("<body")[2])
        assert places, path
        assert all(' lang="en"' in one for one in places), places
    assert "The key<" in (own := edition.page("door/index.html"))
    assert ' lang="en">The key' not in own
