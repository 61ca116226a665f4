"""Links that lead to other sites: whether somebody answers there. Polite: few at a time, one host after the other.

Each address is asked for once with HEAD, with GET where a server does not know that, and what it answered is kept under
``.webdoc/`` for a week (a day, when it was wrong). Hosts are asked side by side, the pages of one with a pause between.
"""

from __future__ import annotations

import contextlib
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlsplit

import msgspec
from msgspec import Struct

from webdoc import __version__, contents
from webdoc.model import Issue, Site, Source, say

AGENT = f"webdoc/{__version__} (checks the links of a documentary)"
HOSTS, PAUSE, PATIENCE = 8, 1.0, 20.0
"""Hosts that are asked at once; seconds between two questions to one; seconds that an answer may take."""
FRESH, FRESH_WRONG = 7 * 86_400.0, 86_400.0
"""Seconds for which an answer counts, and one that was wrong."""
_REFUSES = (401, 403, 405, 429, 451, 501, 999)
"""Answers of servers that are there and do not speak with programs, or not so."""


class Answer(Struct, frozen=True):
    """What an address answered: a status (0: nobody), in words why not, where it led, and when (seconds)."""

    status: int
    why: str
    goal: str
    at: float

    @property
    def wrong(self) -> bool:
        """Whether a visitor would find nothing there."""
        return self.status == 0 or (self.status >= 400 and self.status not in _REFUSES)


def issues(site: Site, cache: Path, *, pause: float = PAUSE) -> tuple[Issue, ...]:
    """Links of all chapters to other sites that are dead or have moved for good; ``cache``: a file for the answers."""
    links: dict[str, list[Source]] = defaultdict(list)
    for documentary in site.documentaries:
        for chapter in documentary.texts:
            for link in chapter.links:
                if link.target.startswith(("https://", "http://")) and link.source not in links[link.target]:
                    links[link.target].append(link.source)
    known = _kept(cache)
    now = time.time()
    fresh = {url for url, answer in known.items() if now - answer.at < (FRESH_WRONG if answer.wrong else FRESH)}
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in links:
        if url not in fresh:
            hosts[urlsplit(url).netloc].append(url)
    with ThreadPoolExecutor(HOSTS) as pool:
        for answers in pool.map(lambda urls: dict(_asked(urls, pause)), hosts.values()):
            known |= answers
    with contextlib.suppress(OSError):
        cache.parent.mkdir(parents=True, exist_ok=True)
        contents.remember(cache, msgspec.json.encode({url: known[url] for url in links}))
    return tuple(issue for url, places in links.items() for place in places for issue in _told(url, known[url], place))


def _kept(cache: Path) -> dict[str, Answer]:
    try:
        return msgspec.json.decode(contents.remembered(cache), type=dict[str, Answer])
    except (OSError, msgspec.DecodeError):
        return {}


def _asked(urls: list[str], pause: float) -> Iterator[tuple[str, Answer]]:
    for number, url in enumerate(urls):
        if number:
            time.sleep(pause)
        answer = ask(url, "HEAD")
        if answer.wrong or answer.status in _REFUSES:
            time.sleep(pause)
            answer = ask(url, "GET")
        yield url, answer


def ask(url: str, method: str) -> Answer:
    """What an address answers."""
    try:
        # As browsers write what is no ASCII; a fragment is not sent.
        sent = quote(url.partition("#")[0], safe="%/:=&?~#+!$,;'@()*[]")
        request = urllib.request.Request(sent, method=method, headers={"User-Agent": AGENT, "Accept": "*/*"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return Answer(answer.status, "", answer.geturl() if answer.geturl() != sent else "", time.time())
    except urllib.error.HTTPError as error:
        error.close()
        return Answer(error.code, str(error.reason), "", time.time())
    except (OSError, ValueError, urllib.error.URLError) as error:
        return Answer(0, str(getattr(error, "reason", error))[:120], "", time.time())


def _told(url: str, answer: Answer, place: Source) -> Iterator[Issue]:
    if answer.wrong:
        why = f"{answer.status} {answer.why}".strip() if answer.status else answer.why
        yield Issue(
            code="link-dead",
            level="warning",
            source=place,
            message=say("Nothing is found at “{url}” ({why}).", url=url, why=why),
            hint=say("Look for where it went, or link to a copy in an archive, as web.archive.org."),
        )
    elif answer.goal:
        yield Issue(
            code="link-moved",
            level="info",
            source=place,
            message=say("“{url}” leads on to “{goal}”.", url=url, goal=answer.goal),
            hint=say("Write the new address, when it is the same page."),
        )
