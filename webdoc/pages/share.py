"""Share links: plain addresses, made when the site is built. Pure; no script, no counter, nothing of anybody else's.

The addresses and limits are those that the networks document: Mastodon's share page takes one text (500 characters, an
address counts 23); Bluesky 300 graphemes with the address; X 280 with the address as 23; Threads 500; Reddit's titles
300; Facebook and LinkedIn take the address alone and read the page's Open Graph tags; mail is kept under 2,000.
Where a text is too long it is the text that is cut, never the address.

A link may say what was passed on and by which button (``?via=damp.mastodon``), so that a host's ordinary logs can tell
later what worked. It is the same for everybody and names no person; canonical addresses never carry it.
"""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

from msgspec import Struct


class ShareLink(Struct, frozen=True):
    """A link that opens a network's own page with the text filled in."""

    network: str
    label: str
    href: str


LABELS = {
    "facebook": "Facebook",
    "x": "X",
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "linkedin": "LinkedIn",
    "threads": "Threads",
    "reddit": "Reddit",
    "email": "E-mail",
    "sms": "SMS",
}


def links(networks: tuple[str, ...], *, url: str, title: str, text: str = "", via: str = "") -> tuple[ShareLink, ...]:
    """The links for one share unit, in the order of ``networks``. ``url`` is absolute; without one there are none.

    ``via``: the name of the unit, for the tag that tells the channel; empty for none.
    """
    if not url:
        return ()
    return tuple(
        ShareLink(name, LABELS[name], _href(name, tagged(url, via, name), title, text or title)) for name in networks
    )


def tagged(url: str, via: str, channel: str) -> str:
    """The address with what was passed on, and how; as it is where one of the two is empty.

    >>> tagged("https://film.example/door/", "door", "mastodon")
    'https://film.example/door/?via=door.mastodon'
    """
    return f"{url}?via={via}.{channel}" if url and via else url


def _href(network: str, url: str, title: str, text: str) -> str:
    match network:
        case "facebook":
            return _query("https://www.facebook.com/sharer/sharer.php", u=url)
        case "x":
            return _query("https://x.com/intent/tweet", text=cut(text, 280 - 24), url=url)
        case "mastodon":
            return _query("https://share.joinmastodon.org/", text=post(network, text, url))
        case "bluesky":
            return _query("https://bsky.app/intent/compose", text=post(network, text, url))
        case "whatsapp":
            return _query("https://wa.me/", text=f"{text}\n{url}")
        case "telegram":
            return _query("https://t.me/share/url", url=url, text=text)
        case "linkedin":
            return _query("https://www.linkedin.com/sharing/share-offsite/", url=url)
        case "threads":
            return _query("https://www.threads.com/intent/post", text=cut(text, 500), url=url)
        case "reddit":
            return _query("https://www.reddit.com/submit", url=url, title=cut(title, 300), type="LINK")
        case "sms":
            return f"sms:?&body={_encoded(f'{text} {url}')}"
        case _:
            return mail("", title, f"{cut(text, 1_000)}\r\n\r\n{url}")


LIMITS = {"x": 280, "mastodon": 500, "bluesky": 300, "threads": 500}
"""Characters of a post, on networks that have a limit a text may meet."""

_COUNTED_AS = {"x": 23, "mastodon": 23}
"""Characters as which a network counts an address, however long it is."""


def post(network: str, text: str, url: str) -> str:
    """The text with the address below it, as long as the network allows."""
    if network in LIMITS:
        text = cut(text, LIMITS[network] - _COUNTED_AS.get(network, len(url)) - 2)
    return f"{text}\n\n{url}"


def counted(network: str, post: str, url: str) -> int:
    """The characters of a post as the network counts them."""
    return graphemes(post.replace(url, "")) + _COUNTED_AS.get(network, len(url))


def mail(address: str, subject: str, body: str) -> str:
    """A mail link (RFC 6068): lines end with CRLF, everything is percent-encoded."""
    lines = "\r\n".join(body.splitlines())
    return f"mailto:{quote(address, safe='@')}?subject={_encoded(subject)}&body={_encoded(lines)}"


def cut(text: str, length: int) -> str:
    """The text in at most that many visible characters, cut between words, with an ellipsis where it was cut."""
    if graphemes(text) <= length:
        return text
    if length < 1:
        return ""
    kept = ""
    for word in text.split(" "):
        longer = f"{kept} {word}" if kept else word
        if graphemes(longer) > length - 1:
            break
        kept = longer
    if not kept:
        kept = text[: max(0, length - 1)]
    return kept.rstrip(" ,;:.") + "…"


def graphemes(text: str) -> int:
    """About how many characters a person sees: marks, joiners and skin tones do not count by themselves."""
    count, joined = 0, False
    for character in text:
        code = ord(character)
        if unicodedata.combining(character) or code == 0xFE0F or 0x1F3FB <= code <= 0x1F3FF:
            continue
        if code == 0x200D:
            joined = True
        elif joined:
            joined = False
        else:
            count += 1
    return count


def _query(address: str, **values: str) -> str:
    return address + "?" + "&".join(f"{name}={_encoded(value)}" for name, value in values.items())


def _encoded(text: str) -> str:
    return quote(text, safe="")
