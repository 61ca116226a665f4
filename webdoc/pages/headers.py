"""What a host sends with every file, in the words of the usual ones: a policy, no guess at types, what is kept. Pure.

A page says most of it itself (see `policy`). A header also holds for files that are no pages, and it alone can say who
may show the site in a frame. Each page has a style of its own, whose digest is in the page: both policies hold at once,
so that the header may be wider there.
"""

from __future__ import annotations

from webdoc.model import Site
from webdoc.pages import embed
from webdoc.pages.policy import origin

_FOREVER = "public, max-age=31536000, immutable"
"""For files whose names hold the digest of what is in them."""


def files(site: Site) -> dict[str, str]:
    """The file that the project's host reads, by its address; none where no host is named."""
    said = headers(site)
    lines = {
        "netlify": ("_headers", _pages(said)),
        "cloudflare": ("_headers", _pages(said)),
        "apache": (".htaccess", _apache(said)),
        "nginx": ("nginx.conf", _nginx(said)),
    }.get(site.host)
    return {lines[0]: "\n".join(lines[1]) + "\n"} if lines else {}


def headers(site: Site) -> dict[str, str]:
    """Name and value of each header for all files."""
    forms = [
        origin(action.form.url)
        for documentary in site.documentaries
        for action in documentary.actions
        if action.form is not None
    ]
    parts = [
        "default-src 'self'",
        "img-src 'self' data:",
        "style-src 'self' 'unsafe-inline'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action " + " ".join(dict.fromkeys(["'self'", *forms])),
    ]
    # Who may show a page in a frame can only be said for the whole site in words that all hosts read alike.
    if not any(embed.offered(site, chapter) for one in site.documentaries for chapter in one.chapters):
        parts.append("frame-ancestors 'self'")
    return {
        "Content-Security-Policy": "; ".join(parts),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }


def _pages(said: dict[str, str]) -> list[str]:
    kept = [line for folder in ("assets", "media") for line in (f"/{folder}/*", f"  Cache-Control: {_FOREVER}")]
    return ["/*", *(f"  {name}: {value}" for name, value in said.items()), *kept]


def _apache(said: dict[str, str]) -> list[str]:
    return [
        "<IfModule mod_headers.c>",
        *(f'Header always set {name} "{value}"' for name, value in said.items()),
        '<If "%{REQUEST_URI} =~ m#/(assets|media)/#">',
        f'Header set Cache-Control "{_FOREVER}"',
        "</If>",
        "</IfModule>",
    ]


def _nginx(said: dict[str, str]) -> list[str]:
    # A location that adds a header of its own loses those around it.
    always = [f'add_header {name} "{value}" always;' for name, value in said.items()]
    kept = ["location ~ /(assets|media)/ {", *(f"    {line}" for line in always)]
    return [
        "# Include this in the server block of the site.",
        *always,
        *kept,
        f'    add_header Cache-Control "{_FOREVER}";',
        "}",
    ]
