"""Typographic quotes, dashes, ellipsis, French spacing, numbers from right to left, by language, never in code."""

from __future__ import annotations

import html as entities
import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

THIN, WIDE = "\u202f", "\u00a0"
"""The narrow and the ordinary space at which a line is not broken."""
LEFTWARD = "\u200e"
"""The mark after which a number counts as Latin letters do (UAX #9, W2): from left to right, with its unit."""

TAG, CODE, BREAK, ADDRESS = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
"""Noncharacters that stand, while a text is set, for a tag in a line, code, the edge of a block, an address."""
STAND_INS = re.compile("[\ufdd0-\ufdd3]")


class Rules(Struct, frozen=True):
    """How a language is set."""

    open: str
    close: str
    inner_open: str
    inner_close: str
    spaced: bool = False
    """Whether double punctuation is set off by spaces, as in French."""
    mirrored: bool = False
    """Whether it is written from right to left."""


_ENGLISH = Rules("“", "”", "‘", "’")
_LATIN = Rules("«", "»", "“", "”")
_GERMAN = Rules("„", "“", "‚", "‘")
_POLISH = Rules("„", "”", "«", "»")
_RUSSIAN = Rules("«", "»", "„", "“")
_SWEDISH = Rules("”", "”", "’", "’")
LANGUAGES = {
    "fr": Rules("«" + THIN, THIN + "»", "“", "”", spaced=True),
    **dict.fromkeys(("ar", "fa"), Rules("«", "»", "“", "”", mirrored=True)),
    **dict.fromkeys(("he", "ps", "ur"), Rules("“", "”", "‘", "’", mirrored=True)),
    **dict.fromkeys(("ca", "el", "es", "gl", "it", "pt"), _LATIN),
    **dict.fromkeys(("es-419", "es-mx", "es-us", "pt-br"), _ENGLISH),
    **dict.fromkeys(("bg", "cs", "de", "et", "is", "lt", "sk", "sl"), _GERMAN),
    **dict.fromkeys(("de-ch", "de-li", "it-ch"), Rules("«", "»", "‹", "›")),
    **dict.fromkeys(("hr", "pl", "ro"), _POLISH),
    **dict.fromkeys(("be", "hy", "ru", "uk"), _RUSSIAN),
    **dict.fromkeys(("fi", "sv"), _SWEDISH),
    "hu": Rules("„", "”", "»", "«"),
    **dict.fromkeys(("nb", "nn", "no"), Rules("«", "»", "‘", "’")),
}
"""By language, or by language and country, after Unicode's CLDR; all others are set as English is."""

SKIP = frozenset("code pre kbd samp script style textarea var".split())
BLOCKS = frozenset(
    "address article aside blockquote br caption dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header"
    " hr li main nav ol p section summary table tbody td tfoot th thead tr ul webdoc-mark".split()
)
TOKEN = re.compile(r"<!--.*?(?:-->|$)|</?([A-Za-z][^\s/>]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>", re.DOTALL)
SPOKEN = re.compile(r"""(\s(?:alt|title)=)("[^"]*"|'[^']*')""", re.IGNORECASE)
URL = re.compile(r"(?:https?://|www\.|mailto:)[^\s<>\ufdd0-\ufdd3«»“”\"]+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]+")

SPACES = r"[ \t\u00a0\u202f]"
DASH = re.compile(
    r"(?<![-<>!|\w-])(-{2,3})(?=[ \t\n\ufdd0\ufdd2,.]|$)|(?<!<!)(?<=[\w.,;:!?»”’)\ufdd0])(-{2,3})(?![->|])"
)
ELLIPSIS = re.compile(r"(?<!\.)\.\.\.(?!\.)")
QUOTE = re.compile("[\"']")
GUILLEMET_OPEN = re.compile(rf"«{SPACES}*")
GUILLEMET_CLOSE = re.compile(rf"{SPACES}*»")
HIGH = re.compile(rf"(?<=[^\s?!;:(\[<«¿¡\ufdd2]){SPACES}*([;!?])(?![\w=/])")
COLON = re.compile(rf"(?<=[^\s?!;:(\[«\ufdd2]){SPACES}*:(?=\s|[\ufdd0\ufdd2]|$)")
SIGN = re.compile(rf"(?<=\d){SPACES}*([%‰€$£])")
GROUP = re.compile(r"(?<!\d )(?<![\d\u00a0\u202f.,])(\d{1,3}(?: \d{3})+)(?![\d.])")
UNIT = re.compile(rf"(?<=\d){SPACES}((?:km|m|cm|mm|ha|kg|g|t|h|min|s|l)[²³]?(?![\w]))")
MEASURE = re.compile(
    rf"(?<![0-9A-Za-z_.,/+\u200e-])([-−]?\d[\d.,]*)({SPACES}?)"
    r"((?:[kmcµ]?m|[km]?g|[km]?W|kWh|m?[lL]|ha|t|h|min|s|V|Hz|dB|°[CF])[²³]?)(?!\w)"
)
SIGNED = re.compile(r"(?<![0-9A-Za-z_.,/+\u200e-])(?=\+\d[\d ().-]{5,}\d|\d{4}-\d\d-\d\d(?![\w-]))")
CALLED = re.compile(r"(?<![\w.,+-])(?<!\d )\+?\d{1,4}(?: \d{1,4}){2,9}(?!\w| \d)")
"""A number in three groups or more, as of a telephone: half of it in the next line is misread."""
CLOSER = re.compile("(?<=[^\\s\ufdd2'])'(?!\\w)")
OPENERS = frozenset(" \t\n\u00a0\u202f\u2009([{«“„‘‚—–-/" + BREAK)


def one_line(text: str) -> str:
    """The text with its line ends and runs of spaces as one space each; the spaces that hold words together stay."""
    return re.sub(r"[ \t\n\r\f]+", " ", text).strip()


def typeset(text: str, lang: str) -> str:
    """Plain text as a typesetter of that language would set it. Setting it twice changes nothing."""
    return _set(STAND_INS.sub("", text), _rules(lang)) if text else text


def typeset_html(html: str, lang: str) -> str:
    """The same for a fragment of HTML: its text, and what ``alt`` and ``title`` say; never code, never addresses."""
    kept: list[str] = []
    line: list[str] = []
    rules = _rules(lang)
    for stand_in, text in _tokens(STAND_INS.sub("", html)):
        if stand_in:
            kept.append(SPOKEN.sub(lambda found: _spoken(found, rules), text) if stand_in != CODE else text)
            line.append(stand_in)
        else:
            line.append(entities.unescape(text) if "&" in text else text)
    parts = re.split("[\ufdd0-\ufdd2]", _set("".join(line), rules))
    out = [entities.escape(parts[0], quote=False)]
    for tag, part in zip(kept, parts[1:], strict=True):
        out += (tag, entities.escape(part, quote=False))
    return "".join(out)


def _tokens(html: str) -> Iterator[tuple[str, str]]:
    """The fragment in order: ("", text), or a stand-in and the markup that it stands for."""
    at = 0
    while found := TOKEN.search(html, at):
        if found.start() > at:
            yield "", html[at : found.start()]
        name = (found[1] or "").lower()
        end = found.end()
        if name in SKIP and not found[0].startswith("</"):
            close = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(html, end)
            end = close.end() if close else len(html)
            yield CODE, html[found.start() : end]
        else:
            yield BREAK if name in BLOCKS else TAG, found[0]
        at = end
    if at < len(html):
        yield "", html[at:]


def _spoken(found: re.Match[str], rules: Rules) -> str:
    text = entities.unescape(found[2][1:-1])
    return f'{found[1]}"{entities.escape(_set(STAND_INS.sub("", text), rules))}"'


def _rules(lang: str) -> Rules:
    tag = lang.replace("_", "-").lower()
    return LANGUAGES.get(tag) or LANGUAGES.get(tag.split("-")[0], _ENGLISH)


def _set(text: str, rules: Rules) -> str:
    """One pass over text in which stand-ins may be; their number and order stay as they are."""
    addresses: list[str] = []

    def hide(found: re.Match[str]) -> str:
        addresses.append(found[0])
        return ADDRESS

    text = URL.sub(hide, text) if "://" in text or "www." in text or "@" in text or "mailto:" in text else text
    if '"' in text or "'" in text:
        text = _quotes(text, rules)
    if "--" in text:
        text = DASH.sub(lambda found: "—" if len(found[1] or found[2]) == 3 else "–", text)
    if "..." in text:
        text = ELLIPSIS.sub("…", text)
    if rules.spaced:
        text = _french(text)
    if rules.mirrored:
        # Else Unicode's algorithm puts the parts of a telephone number, of 2030-10-17, of 19 °C in the opposite order.
        text = SIGNED.sub(LEFTWARD, text)
        text = MEASURE.sub(lambda found: f"{LEFTWARD}{found[1]}{WIDE if found[2] else ''}{found[3]}", text)
    text = CALLED.sub(lambda found: found[0].replace(" ", WIDE) if 8 <= len(found[0]) <= 20 else found[0], text)
    for address in addresses:
        text = text.replace(ADDRESS, address, 1)
    return text


def _quotes(text: str, rules: Rules) -> str:
    """Each straight quote by what stands before and after it."""
    out: list[str] = []
    at, inner = 0, 0
    closers = _closers(text) if "'" in text else []
    for found in QUOTE.finditer(text):
        here = found.start()
        out.append(text[at:here])
        at = here + 1
        before = _beside(text, here, -1)
        after = _beside(text, here, 1)
        opens = (before in OPENERS or (before in "'’" and after.isalnum())) and after not in " \t\n" + BREAK
        if found[0] == '"':
            out.append(rules.open if opens or (before in OPENERS and before != BREAK) else rules.close)
        elif opens and before not in "'’" and _closes(text, at, closers):
            inner += 1
            out.append(rules.inner_open)
        elif inner and not after.isalnum():
            inner -= 1
            out.append(rules.inner_close)
        else:
            out.append("’")
    out.append(text[at:])
    return "".join(out)


def _beside(text: str, here: int, step: int) -> str:
    """The nearest character that is no tag; the edge of a block at either end of the text."""
    here += step
    while 0 <= here < len(text) and text[here] == TAG:
        here += step
    return text[here] if 0 <= here < len(text) else BREAK


def _closers(text: str) -> list[int]:
    """Where a single quote can close: after a word, and before none."""
    return [found.start() for found in CLOSER.finditer(text)]


def _closes(text: str, start: int, closers: list[int]) -> bool:
    """Whether a single quote that opens before that place is closed later in the same block."""
    index = bisect_right(closers, start)
    return index < len(closers) and BREAK not in text[start : closers[index]]


def _french(text: str) -> str:
    text = GUILLEMET_OPEN.sub("«" + THIN, text)
    text = GUILLEMET_CLOSE.sub(THIN + "»", text)
    text = HIGH.sub(rf"{THIN}\1", text)
    text = COLON.sub(f"{WIDE}:", text)
    text = SIGN.sub(rf"{WIDE}\1", text)
    text = GROUP.sub(lambda found: found[1].replace(" ", THIN), text)
    return UNIT.sub(rf"{WIDE}\1", text)
