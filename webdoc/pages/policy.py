"""What a page may load and run: its Content-Security-Policy, in the page itself and for hosts that send headers. Pure.

The sanitizer sees to it that nothing of an editor's runs; this sees to it that nothing would run even if it failed:
https://www.w3.org/TR/CSP3/. A page has one style of its own, which is named by its digest, and no script of its own at
all. Everything else comes from files of the site. On a disk no file has an origin that ``'self'`` could mean, so the
scheme ``file:`` stands beside it; from the web no browser follows that one.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from urllib.parse import urlsplit

from markupsafe import Markup

from webdoc.pages.actionviews import FormView
from webdoc.pages.pageviews import PageView
from webdoc.pages.views import within

_OWN = "'self' file:"
_HOST = re.compile(r"[a-z0-9.-]+(:\d+)?")


def meta(page: PageView, style: str) -> Markup:
    """The element for the head of a page with that style in it; it has to stand before the style.

    ``data:`` is for the empty still of a video that shows its first frame.
    """
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    parts = (
        f"default-src {_OWN}",
        f"img-src {_OWN} data:",
        f"style-src {_OWN} 'sha256-{digest}'",
        "object-src 'none'",
        "base-uri 'none'",
        f"form-action {forms(page)}",
    )
    return Markup('<meta http-equiv="content-security-policy" content="{}">').format(Markup(";".join(parts)))


def forms(page: PageView) -> str:
    """Where forms of the page may send to: the editor's addresses, and back from there; else nowhere."""
    found = [one.url for one in within(page.blocks, page.ladder, page.act) if isinstance(one, FormView)]
    if not found:
        return "'none'"
    return " ".join(dict.fromkeys(["'self'", *map(origin, filter(None, [*found, page.url]))]))


def origin(url: str) -> str:
    """Where an address leads, as a policy names it: ``https://lists.example``.

    >>> origin("https://lists.example:8443/join?to=1")
    'https://lists.example:8443'

    What cannot be named without doubt is any address that is encrypted, for a form that nobody can send helps nobody.

    >>> origin("https://example.org;script-src *")
    'https:'
    """
    try:
        parts = urlsplit(url)
        host = parts.netloc.encode("idna").decode().lower()
    except (ValueError, UnicodeError):
        return "https:"
    return f"{parts.scheme}://{host}" if parts.scheme in ("http", "https") and _HOST.fullmatch(host) else "https:"
