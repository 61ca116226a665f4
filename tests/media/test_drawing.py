from __future__ import annotations

import io
import time
from pathlib import Path

import pytest
from PIL import Image

from webdoc.media import drawing, images, plan, probe
from webdoc.media.trouble import BadMedium
from webdoc.model import Issue, Media

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 300 200">'


def svg(inside: str, head: str = HEAD) -> bytes:
    return f"{head}{inside}</svg>".encode()


def drawn(inside: str, head: str = HEAD) -> Image.Image:
    return Image.open(io.BytesIO(drawing.png(svg(inside, head))))


def at(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    found = image.convert("RGBA").getpixel((round(x * image.width), round(y * image.height)))
    assert isinstance(found, tuple)
    return found


def test_a_drawing_is_a_photograph_like_others(tmp_path: Path) -> None:
    path = tmp_path / "plan.svg"
    path.write_bytes(svg('<rect width="150" height="200" fill="#c02020"/><rect x="150" width="150" height="200"/>'))
    media = probe.probe(path, "media/plan.svg")
    assert isinstance(media, Media), media
    assert (media.kind, media.width, media.height) == ("photo", 2400, 1600)
    (item,) = plan.picture(media, plan.Ladder(widths=(300,), formats=("jpeg",)))
    with path.open("rb") as file:
        ((_, data),) = images.make(file, "SVG", [item])
    picture = Image.open(io.BytesIO(data))
    assert picture.size == (300, 200)
    left, right = picture.getpixel((75, 100)), picture.getpixel((225, 100))
    assert left[0] > 180 > 60 > left[1]
    assert max(right) < 12


def test_what_is_seen_is_drawn() -> None:
    image = drawn(
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/><stop offset="1"/></linearGradient>'
        '<g id="twice"><rect width="60" height="200"/></g></defs><style>.red{fill:#f00}</style>'
        '<rect width="300" height="200" fill="url(#g)"/><use href="#twice"/>'
        '<use xlink:href="#twice" x="240"/><circle class="red" cx="150" cy="100" r="40"/>'
    )
    assert image.size == (2400, 1600)
    assert at(image, 0.1, 0.5) == (0, 0, 0, 255)
    assert at(image, 0.9, 0.5) == (0, 0, 0, 255)
    assert at(image, 0.5, 0.5) == (255, 0, 0, 255)
    assert 150 < at(image, 0.3, 0.1)[0] < 200


def test_what_is_not_seen_is_left_out() -> None:
    """Scripts, handlers, links and the drawing program's own notes do no harm in pixels, and say nothing."""
    image = drawn(
        "<script>alert(1)</script><metadata>Secret</metadata><title>Secret</title>"
        '<a href="https://example.org/"><rect width="300" height="200" onclick="alert(1)" fill="#00f"/></a>'
        '<x:guide xmlns:x="http://example.org/x">Secret</x:guide><animate attributeName="x"/>'
    )
    assert at(image, 0.5, 0.5) == (0, 0, 255, 255)
    assert not image.info


def test_an_upright_drawing_and_one_without_a_box() -> None:
    assert drawn("", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="5 5 100 400">').size == (600, 2400)
    assert drawn("", '<svg xmlns="http://www.w3.org/2000/svg" width="40mm" height="20mm">').size == (2400, 1200)
    # Where width and height say another ratio than the viewBox, browsers go by them: stretched, or with room beside it.
    wide = '<svg xmlns="http://www.w3.org/2000/svg" width="2in" height="96" viewBox="0 0 100 100" '
    square = '<rect width="100" height="100" fill="#f00"/>'
    stretched, centred = drawn(square, wide + 'preserveAspectRatio="none">'), drawn(square, wide + ">")
    assert stretched.size == centred.size == (2400, 1200)
    assert at(stretched, 0.1, 0.5) == (255, 0, 0, 255)
    assert (at(centred, 0.1, 0.5)[3], at(centred, 0.5, 0.5)) == (0, (255, 0, 0, 255))
    inches = '<svg xmlns="http://www.w3.org/2000/svg" width="1in" height="1in">'
    assert at(drawn('<rect width="48" height="96" fill="#f00"/>', inches), 0.6, 0.5)[3] == 0, "96 pixels to the inch"
    land = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -20000000 40000000 20000000">'
    half = drawn('<rect y="-20000000" width="20000000" height="20000000" fill="#f00"/>', land)
    assert half.size == (2400, 1200), "a map in metres"
    assert (at(half, 0.49, 0.5), at(half, 0.51, 0.5)) == ((255, 0, 0, 255), (0, 0, 0, 0))


DOCTYPE = '<!DOCTYPE svg [<!ENTITY a "AAAA"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("what", "says"),
    [
        (svg("<text>Letters</text>"), "letters"),
        (svg('<image href="file:///etc/passwd"/>'), "pictures"),
        (svg('<image href="data:image/png;base64,AAAA"/>'), "pictures"),
        (svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'), "web pages"),
        (svg('<use href="http://localhost:1/a.svg#b"/>'), "other files"),
        (svg('<rect fill="url(http://localhost:1/a.svg#b)"/>'), "other files"),
        (svg("<rect style=\"fill:url( 'file:///etc/passwd')\"/>"), "other files"),
        (svg("<style>rect{fill:url(//localhost/x)}</style>"), "other files"),
        (svg("<style>/* */@import 'http://localhost:1/a.css';</style>"), "@import"),
        (svg('<style>g{mask:url(#m)}</style><mask id="m"/>'), "masks"),
        (DOCTYPE.encode() + svg("<title>&b;</title>"), "entities"),
        (b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("<title>&x;</title>"), "entities"),
        (svg('<g id="a"><use href="#a"/></g>'), "inside itself"),
        (svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "inside itself"),
        (svg("<g>" * 300 + "</g>" * 300), "groups in groups"),
        (svg('<g opacity=".9">' * 40 + "</g>" * 40), "so many shapes"),
        (svg("<style>g{opacity:.9}</style>" + "<g>" * 40 + "</g>" * 40), "so many shapes"),
        (svg('<filter id="f">' + "<feGaussianBlur/>" * 200 + "</filter>"), "effects"),
        (svg("<iframe/>"), "<iframe>"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>', "how large"),
        (b"<svg><rect/></svg>", "not <svg>"),
        (svg("<rect")[:-6], ""),
        (svg("<g>")[:-6], "too early"),
    ],
)
def test_what_cannot_be_drawn_everywhere_alike_is_refused(tmp_path: Path, what: bytes, says: str) -> None:
    (tmp_path / "a.svg").write_bytes(what)
    issue = probe.probe(tmp_path / "a.svg", "media/a.svg")
    assert isinstance(issue, Issue), issue
    assert says in issue.message
    assert issue.hint
    assert issue.source.path == "media/a.svg"


@pytest.mark.parametrize("link", ['<use href="#{}"/>', '<rect fill="url(#{})"/>', '<rect style="mask:url(#{})"/>'])
def test_a_drawing_that_multiplies_without_end_is_refused_at_once(link: str) -> None:
    """Ten times the one before, forty times over."""
    kind = "pattern" if "fill" in link else "mask" if "mask" in link else "g"
    parts = [f'<{kind} id="a0"><rect width="1" height="1"/></{kind}>']
    parts += [f'<{kind} id="a{n}">{link.format(f"a{n - 1}") * 10}</{kind}>' for n in range(1, 40)]
    begin = time.process_time()
    with pytest.raises(BadMedium) as bad:
        drawing.png(svg("".join(parts) + link.format("a39")))
    assert bad.value.code == "medium-unsupported"
    assert time.process_time() - begin < 1


def test_a_drawing_that_costs_too_much_ends_and_a_large_one_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Strokes from edge to edge: each is a few bytes, and thousands of dots to paint."""
    monkeypatch.setattr(drawing, "SECONDS", 1)
    strokes = "".join(f"L{300 * (n % 2)} {n % 199}" for n in range(120_000))
    with pytest.raises(BadMedium) as bad:
        drawing.png(svg(f'<path fill="none" stroke="#000" d="M0 0{strokes}"/>'))
    assert "seconds" in str(bad.value.message)
    dots = "".join(f'<rect x="{n % 300}" y="{n // 300}" width="1" height="1"/>' for n in range(2_000))
    monkeypatch.setattr(drawing, "SECONDS", 30)
    assert at(drawn(dots), 0.5, 0.01) == (0, 0, 0, 255)


def test_a_drawing_is_known_behind_a_long_comment_and_in_other_letters(tmp_path: Path) -> None:
    text = svg('<rect width="300" height="200"/>').decode()
    (tmp_path / "a.svg").write_text(f"<!-- {'a licence ' * 100} -->{text}")
    (tmp_path / "b.svg").write_bytes(f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16"))
    for name in ("a.svg", "b.svg"):
        assert isinstance(probe.probe(tmp_path / name, f"media/{name}"), Media)
