"""Nothing that an editor writes can run in a visitor's browser."""

from __future__ import annotations

import pytest

from tests.text.safety import dangers, html_fields
from webdoc.text.chapter import parse
from webdoc.text.sanitize import clean, safe_address

HTML = [
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<script src=//evil.example></script>",
    "<script\n>alert(1)</script\n>",
    "<scr<script>ipt>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<script/x>alert(1)</script>",
    "<script>alert('</p>')</script>",
    "</script><script>alert(1)</script>",
    "<script type=module>import 'x'</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror='alert(1)'>",
    "<img/src=x/onerror=alert(1)>",
    "<img src='x' OnErRoR=alert(1)>",
    '<img src="x"onerror="alert(1)">',
    "<img src=x:x onerror\n=alert(1)>",
    "<img src=x onerror&#61;alert(1)>",
    "<img src=`x` onerror=alert(1)>",
    "<img src='jav&#x09;ascript:alert(1)'>",
    "<img src=javascript:alert(1)>",
    "<img srcset='javascript:alert(1) 1x'>",
    "<img src=data:text/html;base64,PHNjcmlwdD4=>",
    "<img lowsrc=javascript:alert(1) dynsrc=javascript:alert(1)>",
    "<image src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<svg><foreignObject><iframe src=javascript:alert(1)>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=alert(1)>#x'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<math href='javascript:alert(1)'>x</math>",
    "<math><annotation-xml encoding='text/html'><script>alert(1)</script>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<noscript><style></noscript><img src=x onerror=alert(1)></style>",
    "<title><img src=x onerror=alert(1)></title>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'></textarea>",
    "<xmp><img title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<noembed><img title='</noembed><img src=x onerror=alert(1)>'>",
    "<noframes><img title='</noframes><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<frameset onload=alert(1)>",
    "<body onload=alert(1)>",
    "<html onmouseover=alert(1)>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<p style='position:fixed;inset:0'>x</p>",
    "<div onclick=alert(1)>x</div>",
    "<div onmouseover\x0c=alert(1)>x</div>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video src=x onerror=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<input type=image src=x onerror=alert(1)>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<select autofocus onfocus=alert(1)><option>x</select>",
    "<select><style></select><img src=x onerror=alert(1)></style>",
    "<keygen autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<bgsound src=javascript:alert(1)>",
    "<table background=javascript:alert(1)><td>x</td></table>",
    "<table><td background='javascript:alert(1)'>x</td></table>",
    "<table><script>alert(1)</script></table>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='  javascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='java&Tab;script:alert(1)'>x</a>",
    "<a href='java&NewLine;script:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='&#x6A&#x61vascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='blob:https://example.org/x'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='ftp://example.org'>x</a>",
    "<a href='javascript\u200b:alert(1)'>x</a>",
    "<a href='\ufeffjavascript:alert(1)'>x</a>",
    "<a href='\u202ejavascript:alert(1)'>x</a>",
    "<a href='j\u00advascript:alert(1)'>x</a>",
    "<a href=x ping='https://evil.example'>x</a>",
    "<a href=x target=_blank onclick=alert(1)>x</a>",
    "<a xlink:href='javascript:alert(1)'>x</a>",
    "<a name=forms id=forms>x</a>",
    "<blockquote cite='javascript:alert(1)'>x</blockquote>",
    "<q cite=javascript:alert(1)>x</q>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><?xml-stylesheet href='javascript:alert(1)'?>",
    "<!DOCTYPE html><html><head><script>alert(1)</script>",
    "<p title='x>y<script>alert(1)</script>'>x</p>",
    "<p title=\"'><script>alert(1)</script>\">x</p>",
    "<b <script>alert(1)</script>0",
    "<a href='x' <img src=x onerror=alert(1)>",
    "<p/onclick=alert(1)>x",
    "<p onclick>x",
    "<p \x00onclick=alert(1)>x",
    "<p class='wd-menu'>x</p>",
    "<p class='footnotes evil'>x</p>",
    "<webdoc-mark ref='x-o0'></webdoc-mark>",
    "<WEBDOC-MARK ref=x-m0>",
    "</webdoc-mark><webdoc-block ref='0'>",
    "\x02wzxhzdk:0\x03",
    "\x02amp\x03lt;script\x02amp\x03gt;",
    "\ufdd0\ufdd1\ufdd2<script>alert(1)</script>",
    "{{ 7*7 }} {% include 'x' %} ${7*7} <%= 7*7 %>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<dialog open>x</dialog><slot></slot><portal src=x></portal>",
    "<p contenteditable autofocus tabindex=1 accesskey=x draggable=true>x</p>",
    "<p is=x-evil slot=x part=x>x</p>",
    "<ruby><rt><script>alert(1)</script></rt></ruby>",
    "<ol type=javascript:alert(1) start=99999999999999>x</ol>",
    "<img width='1;x' height='javascript:1' src='a.jpg'>",
]  # fmt: skip

ADDRESSES = [
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "javascript&#58;alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "java&Tab;script:alert(1)",
    "vbscript:x",
    "data:text/html,<script>alert(1)</script>",
    "livescript:x",
    "file:///etc/passwd",
    "java\u200bscript:alert(1)",
    "\u00a0javascript:alert(1)",
    "x-webdoc:y",
]

CONTEXTS = {
    "a link": "[x]({})",
    "a link in brackets": "[x](<{}>)",
    "a link by reference": "[x][y]\n\n[y]: {}",
    "a picture in a line": "text ![x]({})",
    "a picture alone": "![x]({})",
    "an address in brackets": "<{}>",
}

MARKDOWN = [
    '![a" onerror="alert(1)](x.jpg) text',
    '![a](x.jpg "b\\" onerror=\\"alert(1)") text',
    '![a](x.jpg "<script>alert(1)</script>")',
    '![a](x.jpg "<img src=x onerror=alert(1)>")',
    "![<script>alert(1)</script>](x.jpg)",
    '[a](<x" onclick="alert(1)>)',
    "## <script>alert(1)</script>",
    '## a {#x onclick="alert(1)"}',
    "![a](b.jpg){onerror=alert(1)}",
    '```"><script>alert(1)</script>\nx\n```',
    "```x onload=alert(1)\nx\n```",
    "`<script>alert(1)</script>`",
    '*[HTML]: "><script>alert(1)</script>\n\nHTML',
    '[^"><script>]: x\n\ny[^"><script>]',
    "[^1]: <script>alert(1)</script>\n\ny[^1]",
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "Term\n: <script>alert(1)</script>",
    "- [x] <script>alert(1)</script>",
    "::: quote <script>alert(1)</script>\n<b onclick=alert(1)>x</b>\n:::",
    "::: photo a.jpg\ncaption: <script>alert(1)</script>\n:::",
    "::: photo a.jpg\nalt: <script>\n\n<img src=x onerror=alert(1)>\n:::",
    '::: gallery <script>\n![a](a.jpg "<svg onload=alert(1)>")\n:::',
    '::: sequence a.mp3\n\n0:00 ![a](a.jpg "<svg onload=alert(1)>")\n:::',
    "::: scene a.jpg\n<script>\n---\nalert(1)</script>\n:::",
    "<div\n\n::: note x\nonclick=alert(1)>\n:::",
    "<!--\n\n::: note x\n--><script>alert(1)</script>\n:::",
    "<p title='\n\n![a](b.jpg \"'><script>alert(1)</script>\")",
    'www.example.org/"onclick="alert(1)',
    "https://example.org/'onclick='alert(1)",
    '<https://example.org/"onclick=alert(1)>',
]


def assert_safe(text: str) -> None:
    chapter, _ = parse(f"---\ntitle: A\n---\n{text}\n".encode("utf-8", "surrogatepass"), "chapters/01-a.md", "en")
    for html in html_fields(chapter):
        assert dangers(html) == []


@pytest.mark.parametrize("attack", HTML)
def test_html_does_not_run_whether_alone_or_in_text_or_after_a_block(attack: str) -> None:
    assert_safe(attack)
    assert_safe(f"Text {attack} text.")
    assert_safe(f"::: note x\n{attack}\n:::\n\n{attack}\n\n![a](b.jpg)")
    assert dangers(clean(attack).html.replace("<webdoc-mark", "<span").replace("</webdoc-mark", "</span")) == [] or (
        "webdoc-mark" in attack.lower()
    )


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("context", CONTEXTS.values(), ids=CONTEXTS.keys())
def test_no_address_runs_in_any_place(context: str, address: str) -> None:
    assert_safe(context.format(address))


@pytest.mark.parametrize("attack", MARKDOWN)
def test_markdown_does_not_run(attack: str) -> None:
    assert_safe(attack)


@pytest.mark.parametrize("attack", [case for case in HTML if "<" in case and "webdoc" not in case.lower()])
def test_what_is_clean_stays_as_it_is(attack: str) -> None:
    once = clean(attack).html
    assert clean(once).html == once


@pytest.mark.parametrize(
    ("html", "removed"),
    [
        ("<script>x</script>", ("<script>",)),
        ("<p onclick=x>y</p>", ("onclick=",)),
        ("<p style='color:red'>y</p>", ("style=",)),
        ("<a href='javascript:x'>y</a>", ('href="javascript:x"',)),
        ("<iframe src=x></iframe><font>y</font>", ("<iframe>", "<font>")),
        ("<p>y</p><!-- a note -->", ()),
    ],
)
def test_what_was_taken_away_is_told(html: str, removed: tuple[str, ...]) -> None:
    assert clean(html).removed == removed


@pytest.mark.parametrize(
    "html",
    [
        "<script>'<b>x</b>'</script>",
        "<svg><style><a title='</style><img src=x onerror=alert(1)>'>",
        "<xmp><p title='</xmp><b>'>",
    ],
)
def test_html_that_two_parsers_read_in_two_ways_is_refused(html: str) -> None:
    cleaned = clean(html)
    assert not cleaned.agreed
    assert cleaned.html == ""


@pytest.mark.parametrize(
    "html",
    [
        "<p>It’s &amp; &lt;b&gt; © “x” <br>y</p>",
        '<p lang="fr" dir="ltr">x <abbr title="y">z</abbr></p>',
        '<details open=""><summary>x</summary><p>y</p></details>',
        '<table><thead><tr><th scope="col">x</th></tr></thead><tbody><tr><td colspan="2">y</td></tr></tbody></table>',
        '<ol start="3"><li value="5">x</li></ol>',
        '<p><img src="a b.jpg" alt="" width="4" height="3"></p>',
        '<p><a href="02-river.md#delta" hreflang="fr">x</a></p>',
        "<p>H<sub>2</sub>O <kbd>x</kbd> <mark>y</mark> <del>z</del> <ruby>a<rt>b</rt></ruby></p>",
    ],
)
def test_what_belongs_in_a_text_is_kept(html: str) -> None:
    cleaned = clean(html)
    assert cleaned.agreed
    assert cleaned.removed == ()
    assert sorted(cleaned.html) == sorted(html)


@pytest.mark.parametrize(
    "address",
    ["02-river.md", "#there", "?a=1", "/x", "//example.org/x", "https://example.org/a:b", "mailto:a@b.c", "tel:+331",
     "a b.jpg", "HTTP://EXAMPLE.ORG", "./a:b.md", "é.md", ""],
)  # fmt: skip
def test_these_addresses_are_safe(address: str) -> None:
    assert safe_address(address)


def test_a_block_that_an_author_forges_is_text() -> None:
    text = "<webdoc-mark ref='x'></webdoc-mark>\n\n![a](b.jpg)\n"
    chapter, _ = parse(f"---\ntitle: A\n---\n{text}".encode(), "chapters/01-a.md", "en")
    assert chapter is not None
    assert [type(block).__name__ for block in chapter.blocks] == ["Prose", "Photo"]


def test_what_two_parsers_read_in_two_ways_is_shown_as_text_beside_its_issue() -> None:
    text = "<p><svg><style><a title='</style><b>x</b>'></p>\n\nMore.\n"
    chapter, issues = parse(f"---\ntitle: A\n---\n{text}".encode(), "chapters/01-a.md", "en")
    assert chapter is not None
    assert "&lt;svg&gt;" in chapter.blocks[0].html  # type: ignore[union-attr]
    assert "More." in chapter.blocks[0].html  # type: ignore[union-attr]
    assert "html-refused" in [issue.code for issue in issues]
