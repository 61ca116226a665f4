"""Share links: what each network documents, and texts cut before addresses."""

from __future__ import annotations

import re
from typing import get_args
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from webdoc.pages import share
from webdoc.settings import Network

URL = "https://six-doors.example/damp/"
LONG = "A sentence that says much, " * 60


def link(network: str, text: str = "A text", via: str = "") -> tuple[str, dict[str, str]]:
    (found,) = share.links((network,), url=URL, title="A title", text=text, via=via)
    parts = urlsplit(found.href)
    query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    return f"{parts.scheme}://{parts.netloc}{parts.path}", query


@pytest.mark.parametrize(
    ("network", "address", "query"),
    [
        ("facebook", "https://www.facebook.com/sharer/sharer.php", {"u": URL}),
        ("x", "https://x.com/intent/tweet", {"text": "A text", "url": URL}),
        ("mastodon", "https://share.joinmastodon.org/", {"text": f"A text\n\n{URL}"}),
        ("bluesky", "https://bsky.app/intent/compose", {"text": f"A text\n\n{URL}"}),
        ("whatsapp", "https://wa.me/", {"text": f"A text\n{URL}"}),
        ("telegram", "https://t.me/share/url", {"url": URL, "text": "A text"}),
        ("linkedin", "https://www.linkedin.com/sharing/share-offsite/", {"url": URL}),
        ("threads", "https://www.threads.com/intent/post", {"text": "A text", "url": URL}),
        ("reddit", "https://www.reddit.com/submit", {"url": URL, "title": "A title", "type": "LINK"}),
        ("email", "mailto://", {"subject": "A title", "body": f"A text\r\n\r\n{URL}"}),
        ("sms", "sms://", {"body": f"A text {URL}"}),
    ],
)
def test_each_network_gets_what_it_documents(network: str, address: str, query: dict[str, str]) -> None:
    assert link(network) == (address, query)


@pytest.mark.parametrize(("network", "limit"), [("x", 280 - 24), ("mastodon", 500), ("bluesky", 300), ("threads", 500)])
def test_a_long_text_is_cut_and_the_address_is_not(network: str, limit: int) -> None:
    _, query = link(network, LONG)
    counted = query["text"].replace(URL, "x" * 23) if network == "mastodon" else query["text"]
    assert share.graphemes(counted) <= limit
    assert URL in query["text"] + query.get("url", "")
    assert "…" in query["text"]


LIMITS = {"x": 280, "mastodon": 500, "bluesky": 300, "threads": 500, "reddit": 300, "email": 2_000}
COUNTED = {"x": 23, "mastodon": 23}
"""Networks that count every address as so many characters."""


def test_every_network_has_a_place_in_the_table() -> None:
    assert set(share.LABELS) == set(get_args(Network))


@settings(max_examples=150, deadline=None, database=None)
@given(st.sampled_from(sorted(share.LABELS)), st.text(max_size=900), st.booleans())
def test_whatever_is_written_the_address_arrives_whole_and_the_limit_is_kept(
    network: str, text: str, told: bool
) -> None:
    assume(text.strip() and not re.search("[\ud800-\udfff]", text))
    via = "we-take-turns-sleeping" if told else ""
    url = f"{URL}?via={via}.{network}" if told else URL
    address, query = link(network, text, via)
    everything = " ".join(query.values())
    assert everything.count(url) == 1
    assert not set(query) - {"u", "url", "text", "title", "type", "subject", "body"}
    said = everything.replace(url, "")
    if network in LIMITS:
        length = share.graphemes(said) + COUNTED.get(network, len(url))
        assert length <= LIMITS[network] + (len(url) + 10 if network in ("threads", "reddit") else 0)
    assert address


def test_a_letter_has_its_lines_and_its_address() -> None:
    href = share.mail("mayor@town.example", "Homes & heat", "Dear all,\nnine m² is not enough.")
    body = "Dear%20all%2C%0D%0Anine%20m%C2%B2%20is%20not%20enough."
    assert href == f"mailto:mayor@town.example?subject=Homes%20%26%20heat&body={body}"


def test_without_a_public_address_there_are_no_links() -> None:
    assert share.links(("facebook",), url="", title="x") == ()


@given(st.text(max_size=400), st.integers(min_value=1, max_value=300))
def test_a_cut_text_is_never_longer_than_asked(text: str, length: int) -> None:
    assert share.graphemes(share.cut(text, length)) <= length
