"""SVG drawings, cleaned through a list of what may stay, and drawn as pixels.

Nothing of the file itself is published. What can not be seen in a still picture (scripts, links, animations, notes of
the drawing program) is left out; what would be seen but cannot be drawn in the same way everywhere (letters, pictures
from elsewhere) is refused, so that nothing vanishes without a word. Work and memory are bounded before drawing begins.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree
from xml.parsers import expat

from webdoc.media import trouble
from webdoc.model import say

LONGER: Final = 2400
"""Pixels of the longer side of the drawn picture."""

LONGEST: Final = 1e9
"""Units of a drawing's sides at most: a map in metres has millions."""

LARGEST: Final = 8 << 20
"""Bytes of the largest drawing that is opened."""

SHAPES: Final = 200_000
"""How many shapes may be drawn, those that are drawn again by `use` counted each time."""

LAYERS: Final = 12
"""How many see-through, masked or blurred groups may stand in one another: each takes a canvas of its own."""

DEEP: Final = 200

SIMPLE: Final = 64 << 10
"""Characters of a drawing that is surely drawn within a second, when nothing in it is drawn twice or blurred."""

SECONDS: Final = 30
"""Of a processor that drawing may take: long strokes across the whole cost more than any count of them tells."""

_UNITS: Final = {None: 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}

_SVG: Final = "{http://www.w3.org/2000/svg}"
_HREFS: Final = ("href", "{http://www.w3.org/1999/xlink}href")
_KEPT: Final = frozenset(
    "svg g defs symbol use switch a path rect circle ellipse line polyline polygon linearGradient radialGradient stop"
    " clipPath mask pattern marker style filter feGaussianBlur feOffset feMerge feMergeNode feFlood feComposite feBlend"
    " feColorMatrix feDropShadow feComponentTransfer feFuncR feFuncG feFuncB feFuncA".split()
)
_UNSEEN: Final = frozenset(
    "title desc metadata script animate animateTransform animateMotion set mpath view cursor discard".split()
)
_LETTERS: Final = frozenset("text tspan textPath tref altGlyph font font-face glyph".split())
_POINTS: Final = re.compile(r"url\(\s*['\"]?\s*([^)'\"\s]*)")
_LAYER: Final = re.compile(r"(?:^|;)\s*(?:opacity|filter|mask|clip-path|mix-blend-mode|isolation)\s*:")
_LAYERED: Final = ("opacity", "filter", "mask", "clip-path")
_HINT: Final = say("Export it as a PNG, 2400 pixels wide, and use that.")


# Of where modules are found the child knows what this process knows; no fonts, as letters were refused.
_ALONE: Final = """
import sys
sys.path[:] = sys.argv[2:]
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1]) + 1))
except (ImportError, ValueError, OSError):
    pass
import resvg_py
text = sys.stdin.buffer.read().decode()
sys.stdout.buffer.write(bytes(resvg_py.svg_to_bytes(svg_string=text, skip_system_fonts=True)))
"""


def png(data: bytes) -> bytes:
    """The drawing as a PNG, `LONGER` pixels on its longer side. Raises `trouble.BadMedium`."""
    if len(data) > LARGEST:
        raise trouble.unsupported(say("a drawing of more than {most} MB", most=LARGEST >> 20), _HINT)
    root = _read(data)
    _clean(root)
    plain = _bound(root)
    width, height = _size(root)
    scale = LONGER / max(width, height)
    root.set("width", str(max(1, round(width * scale))))
    root.set("height", str(max(1, round(height * scale))))
    text = ElementTree.tostring(root, encoding="unicode")
    return _draw(text) if plain and len(text) < SIMPLE else _draw_alone(text)


def _draw(text: str) -> bytes:
    import resvg_py

    try:
        # No fonts: they would differ from machine to machine, and letters were refused.
        return bytes(resvg_py.svg_to_bytes(svg_string=text, skip_system_fonts=True))
    except Exception as error:  # the library raises what it likes
        raise trouble.unreadable(" ".join(str(error).split())[:120]) from error


def _draw_alone(text: str) -> bytes:
    """Draws in a process of its own, that ends when it takes too long; nothing can stop the library itself."""
    command = [sys.executable, "-I", "-c", _ALONE, str(SECONDS), *(one for one in sys.path if one)]
    try:
        # The clock goes on while other work has the processors, so it is given more than is measured.
        done = subprocess.run(command, input=text.encode(), capture_output=True, check=False, timeout=10 * SECONDS)
    except subprocess.TimeoutExpired as error:
        raise _endless() from error
    if done.returncode < 0:
        raise _endless()
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise trouble.unreadable(" ".join(said[-1:])[:120])
    return done.stdout


def _endless() -> trouble.BadMedium:
    return trouble.unsupported(say("a drawing that takes more than {seconds} seconds to draw", seconds=SECONDS), _HINT)


def _read(data: bytes) -> ElementTree.Element:
    """The tree of the file; entities, which can grow without end or fetch what they like, are refused."""
    parser = expat.ParserCreate(namespace_separator="}")
    tree = ElementTree.TreeBuilder()
    deep = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal deep
        deep += 1
        if deep > DEEP:
            raise trouble.unsupported(say("a drawing with groups in groups, {deep} deep", deep=DEEP), _HINT)
        tree.start(_qualified(name), {_qualified(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal deep
        deep -= 1
        tree.end(_qualified(name))

    def entity(*declared: object) -> None:
        raise trouble.unsupported(
            say("a drawing with entities (<!ENTITY>)"), say("Save it as “plain SVG”. Or: {hint}", hint=_HINT)
        )

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = tree.data
    parser.EntityDeclHandler = entity
    parser.buffer_text = True
    try:
        parser.Parse(data, True)
        root = tree.close()
    except expat.ExpatError as error:
        if "no element found" in str(error) or "unclosed token" in str(error):
            raise trouble.truncated() from error
        raise trouble.unreadable(str(error)) from error
    if root.tag != f"{_SVG}svg":
        raise trouble.unreadable(say("its first element is not <svg>"))
    return root


def _qualified(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def _clean(root: ElementTree.Element) -> None:
    """Takes away what is not seen, refuses what would be missed."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        _clean_attributes(element)
        for child in list(element):
            name = child.tag.removeprefix(_SVG)
            if name in _LETTERS:
                raise trouble.unsupported(
                    say("letters in a drawing"), say("Turn them into outlines (paths). Or: {hint}", hint=_HINT)
                )
            if name in ("image", "feImage", "foreignObject"):
                raise trouble.unsupported(say("a drawing that has pictures or web pages in it"), _HINT)
            if name in _KEPT:
                waiting.append(child)
            elif name in _UNSEEN or "}" in name:  # the drawing program's own
                element.remove(child)
            else:
                raise trouble.unsupported(say("<{name}> in a drawing", name=name[:40]), _HINT)


def _clean_attributes(element: ElementTree.Element) -> None:
    for key, value in list(element.attrib.items()):
        if key in _HREFS:
            if not value.strip().startswith("#"):
                if element.tag not in (f"{_SVG}a",):
                    raise trouble.unsupported(say("a drawing that points at other files"), _HINT)
                del element.attrib[key]
        elif key.lower().startswith("on") or "}" in key:
            del element.attrib[key]
        else:
            _local(value)


def _local(value: str) -> None:
    """Raises when a value points out of the file."""
    for target in _POINTS.findall(value):
        if not target.startswith("#"):
            raise trouble.unsupported(say("a drawing that points at other files"), _HINT)


def _bound(root: ElementTree.Element) -> bool:
    """Counts what will be drawn: shapes, and canvases over one another. Raises when it is too much.

    True when each shape is drawn once at most, without effects.
    """
    by_id: dict[str, list[ElementTree.Element]] = {}
    for element in root.iter():
        by_id.setdefault(element.get("id", ""), []).append(element)
    layering = _styles(root, by_id)
    known: dict[int, tuple[int, int]] = {}
    under_way: set[int] = set()

    def weigh(element: ElementTree.Element) -> tuple[int, int]:
        key = id(element)
        if key in known:
            return known[key]
        if key in under_way or len(under_way) > DEEP:
            raise trouble.unsupported(say("a drawing that is drawn inside itself"), _HINT)
        under_way.add(key)
        shapes, layers = 1, 0
        for part in (*element, *(one for name in _points(element) for one in by_id.get(name, ()))):
            more, deep = weigh(part)
            shapes += more
            layers = max(layers, deep)
        under_way.remove(key)
        style = element.get("style", "")
        own = layering or any(name in element.attrib for name in _LAYERED) or bool(_LAYER.search(style))
        known[key] = shapes, layers + own
        if shapes > SHAPES:
            raise trouble.unsupported(say("a drawing with so many shapes"), _HINT)
        if layers + own > LAYERS:
            raise trouble.unsupported(say("a drawing with so many shapes in one another"), _HINT)
        return known[key]

    shapes, _ = weigh(root)
    effects = sum(1 for element in root.iter() if element.tag.startswith(f"{_SVG}fe"))
    if effects > 100:
        raise trouble.unsupported(say("a drawing with so many effects"), _HINT)
    return not effects and shapes <= sum(1 for _ in root.iter())


def _styles(root: ElementTree.Element, by_id: dict[str, list[ElementTree.Element]]) -> bool:
    """Whether rules of a style make canvases, of which elements we do not ask. Raises for what rules may not do."""
    layering = False
    for element in root.iter(f"{_SVG}style"):
        rules = re.sub(r"/\*.*?\*/", "", element.text or "", flags=re.DOTALL)
        _local(rules)
        if "@" in rules:
            raise trouble.unsupported(say("a drawing whose style asks for more (@import, @media…)"), _HINT)
        for name in _POINTS.findall(rules):
            if any(not one.tag.endswith("Gradient") for one in by_id.get(name.removeprefix("#"), ())):
                raise trouble.unsupported(say("a drawing whose style has masks or patterns"), _HINT)
        layering = layering or bool(_LAYER.search(re.sub(r"[{}]", ";", rules)))
    return layering


def _points(element: ElementTree.Element) -> Iterator[str]:
    """The ids that an element points at, once each time."""
    for key, value in element.attrib.items():
        if key in _HREFS:
            yield value.strip().removeprefix("#")
        elif "url(" in value:
            yield from (target.removeprefix("#") for target in _POINTS.findall(value))


def _size(root: ElementTree.Element) -> tuple[float, float]:
    """Width and height in the drawing's own units, whose ratio alone matters."""
    box = [_number(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    width, height = _number(root.get("width", "")), _number(root.get("height", ""))
    boxed = len(box) == 4 and box[2] > 0 and box[3] > 0
    if width > 0 and height > 0:
        if not boxed:
            root.set("viewBox", f"0 0 {width} {height}")
        return width, height
    if boxed:
        return box[2], box[3]
    raise trouble.unsupported(
        say("a drawing that does not say how large it is"), say("Give it a viewBox, or export it as a PNG.")
    )


def _number(text: str) -> float:
    """A length in pixels of CSS, 96 to the inch; 0 for what depends on something else."""
    found = re.fullmatch(r"\s*(-?\d*\.?\d+(?:[eE][-+]?\d+)?)\s*(px|pt|mm|cm|in|pc)?\s*", text)
    value = float(found[1]) * _UNITS[found[2]] if found else 0.0
    return value if abs(value) < LONGEST else 0.0
