"""Texts of 50 to 200 KB on which readers of Markdown hang, or end with a traceback."""

from __future__ import annotations

import random
from collections.abc import Iterator

SIZE = 60_000


def cases() -> Iterator[tuple[str, str]]:
    """Name and text of each."""
    for o, c in ("()", "[]", "{}", "<>", "“”", "«»"):
        yield f"open {o}", o * SIZE
        yield f"nested {o}{c}", o * (SIZE // 2) + c * (SIZE // 2)
        yield f"pairs {o}{c}", (o + c) * (SIZE // 2)
        yield f"lines {o}", (o + "\n") * (SIZE // 2)
        yield f"paras {o}", (o + "\n\n") * 2900
    for m in (
        "*",
        "_",
        "~",
        "`",
        "**",
        "***",
        "__",
        "~~",
        "``",
        "*_",
        "**_",
        "*a",
        "_a ",
        "a*",
        "*a_",
        "**a",
        "*a **a ",
        "a**b",
        "`a",
        "`` a",
        "~a~",
    ):
        yield f"run {m}", m * (SIZE // len(m))
        yield f"run spaced {m}", (m + " ") * (SIZE // (len(m) + 1))
        yield f"paragraphs {m}", ((m + "a ") * 40 + "\n\n") * 400
        yield f"lines {m}", ((m + "a ") * 40 + "\n") * 400
    yield "backticks growing", " ".join("`" * i for i in range(1, 350))
    yield "backticks growing paras", "\n\n".join("`" * i + "a" for i in range(3, 350))
    yield "quotes deep", ">" * SIZE
    yield "quotes deep spaced", "> " * (SIZE // 2)
    yield "quotes lines", ("> " * 19 + "a\n") * 3000
    yield "quotes growing", "\n".join("> " * (i % 19) + "a" for i in range(5900))
    yield "lists deep", "\n".join("  " * i + "- a" for i in range(300))
    yield "lists deep19", "\n".join("  " * (i % 19) + "- a" for i in range(5900))
    yield "lists wide", "- a\n" * 5900
    yield "lists loose", "- a\n\n" * 2900
    yield "ordered", "\n".join(f"{i}. a" for i in range(5900))
    yield "lists one line", "- " * SIZE
    yield "lists one line 18", ("- " * 18 + "a\n") * 3000
    yield "mixed containers", ("> - 1. " * 6 + "a\n") * 3000
    yield "list in quote", "\n".join("> " * 10 + "  " * (i % 9) + "- a" for i in range(5900))
    yield "link defs", "\n".join(f"[a{i}]: x" for i in range(5900))
    yield "link defs many uses", "[a]: x\n\n" + "[a] " * 15000
    yield (
        "link defs long",
        "\n".join(f"[a{i}]: x" for i in range(2900)) + "\n\n" + " ".join(f"[a{i}]" for i in range(2900)),
    )
    yield "link def title open", '[a]: x "' + "b\n" * 5000
    yield "link def title open many", '[a]: x "b\n' * 5000
    yield "link def label long", "[" + "a" * SIZE + "]: x"
    yield "link def label bracket", "[a\\]" * 15000
    yield "links", "[a](b) " * 9000
    yield "links open paren", "[a](" * 15000
    yield "links open title", '[a](b "' * 9000
    yield "links angle", "[a](<b" * 10000
    yield "links nested images", "![[" * 20000
    yield "images", "![a](b.jpg) " * 5000
    yield "images nested", "![" * 20000 + "a" + "](b)" * 20000
    yield "links nested 55", ("[" * 55 + "a" + "](b)" * 55 + "\n\n") * 200
    yield "link label refs", "[a][b]" * 10000
    yield "footnotes", "\n\n".join(f"[^{i}]: a[^{i + 1}]" for i in range(2900)) + "\n\na[^0]"
    yield "footnotes used", "[^a]: x\n\n" + "a[^a] " * 9000
    yield "footnotes self", "[^a]: x[^a]\n\na[^a]"
    yield "footnotes same", "[^a]: x\n\n" * 2900 + "y[^a]"
    yield "footnotes nested inline", "^[" * 20000
    yield "entities", "&amp;" * 12000
    yield "entities broken", "&" * SIZE
    yield "entities long", "&" + "a" * SIZE
    yield "entities num", "&#" + "9" * SIZE + ";"
    yield "entities many num", "&#1114112;" * 6000
    yield "table wide", "|a" * 99 + "|\n" + "|-" * 99 + "|\n" + ("|a" * 99 + "|\n") * 400
    yield "table very wide", "|a" * 30000 + "|\n" + "|-" * 30000 + "|\n"
    yield "table tall", "|a|b|\n|-|-|\n" + "|a|b|\n" * 5900
    yield "table tall short rows", "|a" * 90 + "|\n" + "|-" * 90 + "|\n" + "|\n" * 5800
    yield "table escapes", "|a|\n|-|\n" + "|" + "\\|" * 20000 + "|\n"
    yield "table code", "|a|\n|-|\n" + "|" + "`|" * 20000 + "|\n"
    yield "tables lots", "|a|\n|-|\n|b|\n\n" * 1400
    yield "deflists", "a\n: b\n\n" * 1900
    yield "abbr", "\n".join(f"*[A{i}]: x" for i in range(2000)) + "\n\n" + " ".join(f"A{i}" for i in range(2000))
    yield "abbr same", "*[A]: x\n\n" + "A " * 30000
    yield "abbr overlapping", "\n".join("*[" + "A" * i + "]: x" for i in range(1, 500)) + "\n\n" + "A" * 5000
    yield "comments open", "<!--" * 15000
    yield "comments", "<!-- a -->" * 6000
    yield "comment dashes", "<!" + "-" * SIZE
    yield "declaration", "<!A" * 15000
    yield "pi", "<?" * 20000
    yield "cdata", "<![CDATA[" * 6000
    yield "tags open", "<b>" * 20000
    yield "tags open99", "<b>" * 99 + "a" * SIZE
    yield "tags p", "<p>" * 15000
    yield "tags td", "<td>" * 15000
    yield "tags li", "<li>" * 15000
    yield "tags a", "<a>" * 15000
    yield "tags a closed", "<a></b>" * 8000
    yield "tags formatting", ("<b><i><u>" * 30 + "<p>") * 600
    yield "tags table", "<table>" * 8000
    yield "tags attr", "<a " + "b=c " * 15000 + ">"
    yield "tags attr open", '<a b="' * 10000
    yield "tags closing", "</b>" * 15000
    yield "tags select", "<select><option>" * 4000
    yield "tags ruby", "<ruby><rt>" * 6000
    yield "tags custom", "".join(f"<x{i}>" for i in range(9000))
    yield "tags aaa", "<b>a<i>b<p>c</b>d</i>" * 2500
    yield "tags para mis-nested", "\n\n".join("<b><i>a</b>" for _ in range(1900))
    yield "html block", "<div>\n" * 5900
    yield "autolinks", "<http://a>" * 6000
    yield "autolink open", "<http:" * 10000
    yield "bare", "http://a " * 6500
    yield "bare joined", "http://" * 8000
    yield "bare www", "www." * 15000
    yield "bare parens", "http://a" + "(" * SIZE
    yield "bare parens balanced", "http://a" + "()" * (SIZE // 2)
    yield "bare trailing", "http://a" + ".,;:" * 15000
    yield "bare entity", "http://a" + "&amp;" * 12000
    yield "mails", "a@b.c " * 10000
    yield "mails joined", "a@" * 30000
    yield "mail dots", "a@" + "b." * 30000
    yield "mail plus", "a." * 30000 + "@"
    yield "mail long local", "a" * SIZE + "@b.c"
    yield "underscore host", "http://" + "a_b." * 15000
    yield "hard breaks", "a  \n" * 5900
    yield "backslashes", "\\" * SIZE
    yield "escapes", "\\*" * (SIZE // 2)
    yield "spaces", " " * SIZE + "a"
    yield "a spaces", "a" + " " * SIZE + "b"
    yield "spaces lines", (" " * 99 + "\n") * 900
    yield "tabs", "\t" * SIZE
    yield "tabs in list", "-\t" * 20000
    yield "nbsp", "\u00a0" * SIZE
    yield "newlines", "\n" * 5999
    yield "setext", "a\n=\n" * 2900
    yield "setext long", "a\n" * 5800 + "="
    yield "headings", "## a\n" * 5900
    yield "headings same", "## a\n\n" * 2900
    yield "headings hashes", "#" * SIZE
    yield "heading closing", "## a " + "#" * SIZE
    yield "heading closing spaced", "## a " + "# " * (SIZE // 2)
    yield "heading attrs", "## a {#" + "a" * SIZE + "}"
    yield "heading attrs braces", "## a " + "{" * SIZE
    yield "attrs", "![a](b.jpg){" + "a=b " * 15000 + "}"
    yield "attrs open", "![a](b.jpg){" * 5000
    yield "attrs quotes", '![a](b.jpg){a="' + '\\"' * 20000
    yield "fences", "```\n" * 5900
    yield "fences growing", "\n".join("`" * (3 + i % 90) for i in range(1900))
    yield "fences tilde", "~~~\n" * 5900
    yield "code indent", "    a\n" * 5900
    yield "hr", "---\n" * 5900
    yield "hr star", "* " * 30000
    yield "blocks", "::: note x\na\n:::\n\n" * 1400
    yield "blocks open", "::: note x\n" * 5900
    yield "blocks open scene", "::: scene a.jpg\n" * 3000
    yield "blocks nested", "".join(":" * (200 - i) + " note x\n" for i in range(190))
    yield "colons", ":" * SIZE
    yield "colons lines", ":::\n" * 5900
    yield "block long arg", "::: note " + "a" * 90000 + "\n:::\n"
    yield "block options", "::: photo a.jpg\n" + "".join(f"a{i}: b\n" for i in range(5000)) + ":::"
    yield "block option long", "::: photo a.jpg\ncaption: " + "a" * 90000 + "\n:::"
    yield "block option same", "::: photo a.jpg\n" + "alt: b\n" * 5000 + ":::"
    yield "block bar", "::: scene a.jpg\n" + "---\n" * 5000 + ":::"
    yield "gallery", "::: gallery\n" + "![a](b.jpg)\n" * 2900 + ":::"
    yield "timeline", "::: timeline\n" + "1900: a\n" * 5000 + ":::"
    yield "timeline dashes", "::: timeline\n" + "1900" + "-" * 50000 + ": a\n" + ":::"
    yield "quiz", "::: quiz a\n" + "- [x] a\n" * 5000 + ":::"
    yield "hotspots", "::: hotspots a.jpg\n" + "10,10 a: b\n" * 5000 + ":::"
    yield "sequence", "::: sequence a.mp3\n" + "0:00 ![a](b.jpg)\n" * 2900 + ":::"
    yield "compare", "::: compare\n" + "![a](b.jpg)\n" * 2900 + ":::"
    yield "cites", "[@a] " * 15000
    yield "cites many", "[@a; @b; " * 9000
    yield "cites open", "[@" * 20000
    yield "cite long", "[@" + "a" * SIZE + "]"
    for q in (
        '"',
        "'",
        "«",
        "»",
        "“",
        "’",
        "--",
        "...",
        "!",
        "?",
        ":",
        ";",
        " ?",
        " !",
        "- ",
        "--- ",
        "1/2 ",
        "(c) ",
        "2x4 ",
        "50 %",
        "10 000 ",
        " «",
        "« ",
    ):
        yield f"typo {q!r}", q * (SIZE // len(q))
        yield f"typo word {q!r}", ("a" + q) * (SIZE // (len(q) + 1))
    yield "digits", "1" * SIZE
    yield "digits grouped", "1 000 " * 10000
    yield "digits comma", "1," * 30000
    yield "hyphen words", "a-" * 30000
    yield "apostrophes", "a'b’c " * 8000
    yield "combining", "e" + "\u0301" * SIZE
    yield "zwj", "a\u200d" * (SIZE // 2)
    yield "rtl", "\u202e" * SIZE
    yield "surrogates-ish", "\U0001f600" * 30000
    yield "word long", "a" * 99000
    yield "words", "a " * 48000
    yield "task list", "- [ ] a\n" * 5900
    yield "stx", "\x02wzxhzdk:0\x03" * 5000
    yield "ns names", "<a:b c:d=e>" * 5000
    yield "marks forged", "<webdoc-mark ref='x'></webdoc-mark>" * 1500
    yield "svg deep", "<svg><g>" * 40 + "x"
    yield "svg many", "<svg><desc>" * 5000
    yield "math", "<math><mi>" * 6000
    yield "noscript", "<noscript><p title='</noscript>" * 1500
    yield "style", "<style>" * 8000
    yield "title", "<title>" * 8000
    yield "plaintext", "<plaintext>" * 5000
    r = random.Random(1)
    for i in range(12):
        yield f"random {i}", "".join(r.choice("[]()<>!*_`~#>-+=|:{}\"'&;\\/ \n\n.a1@^") for _ in range(50000))
    for i in range(6):
        yield (
            f"random lines {i}",
            "\n".join(
                r.choice(
                    [
                        "> ",
                        "- ",
                        "1. ",
                        "    ",
                        "```",
                        "| a ",
                        "|-|",
                        "::: note x",
                        ":::",
                        "<div>",
                        "</div>",
                        "[a]: b",
                        "[^a]: b",
                        "# a",
                        "---",
                        "a",
                    ]
                )
                * r.randint(1, 3)
                for _ in range(5900)
            ),
        )
    for i in range(6):
        yield (
            f"random tags {i}",
            "".join(
                "<"
                + r.choice(["", "/"])
                + r.choice(
                    "b i p a table td tr div span svg math style li ul h2 ruby rt select form button section".split()
                )
                + r.choice([">", " >", " a=b>", "/>"])
                for _ in range(9000)
            ),
        )
