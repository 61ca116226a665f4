"""What visitors may do: what editors are told of it, what stands on the pages, what calendars take."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape
from urllib.parse import parse_qs, urlsplit

import icalendar
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Project
from webdoc import build, checks, config
from webdoc import project as projects
from webdoc.actions import amount, count
from webdoc.model import Action, Chapter, Documentary, Meeting, Site, Source
from webdoc.pages import calendar, qr
from webdoc.pages.data import safe

SIGN, GIVE, COME = (f"kind: {kind}\ntitle: S\n" for kind in ("sign", "give", "come"))
URL = "url: https://e.org/\n"
FORM = SIGN + "form:\n  url: https://e.org/\n  fields: "
PARIS = "\ntimezone: Europe/Paris\nplace: Here"


def told(yaml: str) -> list[tuple[str, str]]:
    """What is said of one action, by its lines: the line of webdoc.yaml and the code."""
    text = "title: x\nactions:\n  a:\n" + "".join(f"    {line}\n" for line in yaml.split("\n"))
    return [(str(issue.source).partition(":")[2], issue.code) for issue in config.settings(text)[2]]


@pytest.mark.parametrize(
    ("yaml", "found"),
    [
        (FORM + "[name, email]\n  privacy: p", []),
        (SIGN + "form: {fields: [name], privacy: p}", [("6:11", "key-missing")]),
        (SIGN + "form: {url: 'https://e.org/'}", [("6:11", "key-missing")]),
        (FORM + "[email]", [("7:7", "privacy-missing")]),
        (FORM.replace("https", "http") + "[email]\n  privacy: p", [("7:12", "form-insecure")]),
        (FORM.replace("https://e.org", "http://127.0.0.1:5000") + "[email]\n  privacy: p", []),
        (FORM + "[consent]", [("7:7", "key-missing")]),
        (FORM + "[emial]", [("8:16", "value-choice"), ("7:7", "key-missing")]),
        (FORM + "[name, name]\n  privacy: p", [("8:15", "value-choice"), ("7:7", "value-choice")]),
        (FORM + "[name]\n  privacy: p\n  names: {town: t}", [("10:15", "key-unknown")]),
        (FORM + "[name]\n  privacy: p\n  extra: {name: t}", [("7:7", "value-choice")]),
        (GIVE + URL + "goal: 12", [("7:11", "key-idle")]),
        (SIGN + URL + "goal: many\nsigned: 1", [("7:11", "value-type")]),
        (SIGN + URL + "goal: 100", [("7:11", "key-missing")]),
        (SIGN + URL + "signed: 1\ncounted: 2026-02-30", [("8:14", "value-choice")]),
        (
            GIVE + URL + "amounts: [5, x]\namount_url: https://e.org/?a={amount}\ncurrency: EUR",
            [("7:14", "value-type")],
        ),
        (GIVE + URL + "amounts: [5]\ncurrency: EUR", [("7:14", "key-missing")]),
        (GIVE + URL + "amounts: [5]\namount_url: https://e.org/?a={amount}", [("7:14", "value-choice")]),
        (GIVE + URL + "amount_url: https://e.org/?a=5", [("7:17", "value-choice")]),
        (COME + "start: 2026-11-05 19:00\nplace: Here", [("6:12", "key-missing")]),
        (COME + "start: 2026-11-31\nplace: Here", [("6:12", "value-choice")]),
        (COME + "start: 2026-03-29 02:30" + PARIS, [("6:12", "value-choice")]),
        (COME + "start: 2026-11-05 19:00" + PARIS.replace("Europe/", ""), [("7:15", "value-choice")]),
        (COME + "start: 2026-11-05 19:00\nend: 2026-11-05 18:00" + PARIS, [("7:10", "event-order")]),
        (COME + "start: 2026-11-05\nend: 2026-11-04\nplace: H", [("7:10", "event-order")]),
        (COME + "start: 2026-11-05\nend: 2026-11-05 20:00" + PARIS, [("7:10", "value-choice")]),
        (COME + "start: 2026-11-05\nplace: H", []),
        (COME + "start: 2026-11-05", [("3:3", "key-missing")]),
    ],
)
def test_an_editor_is_told_what_is_wrong_with_an_action(yaml: str, found: list[tuple[str, str]]) -> None:
    assert told(yaml) == found


@pytest.mark.parametrize("name", ["share", "none", "my action", "../a", "a/b"])
def test_a_name_that_is_no_name_is_refused(name: str) -> None:
    _, _, issues = config.settings(f"title: x\nactions:\n  {name}: {{kind: learn, title: L, url: 'https://e.org/'}}\n")
    assert [issue.code for issue in issues] == ["value-choice"]


def test_a_step_of_the_ladder_has_to_be_an_action_and_stands_once() -> None:
    _, _, issues = config.settings(
        "title: x\nactions: {a: {kind: learn, title: L, url: 'https://e.org/'}}\nladder: [a, shre, a, share]\n"
    )
    assert [(issue.code, str(issue.hint)) for issue in issues] == [
        ("action-unknown", "Did you mean “share”?"),
        ("value-choice", "Keep one."),
    ]


@pytest.mark.parametrize(("text", "number"), [("12480", 12480), ("12 480", 12480), ("12,480", 12480), ("12.5", -1),
                                              ("1,2,3", -1), ("-4", -1), ("", -1), ("twelve", -1)])  # fmt: skip
def test_people_are_counted_as_they_are_written(text: str, number: int) -> None:
    assert count(text) == number


@pytest.mark.parametrize(
    ("text", "plain"), [("12,5", "12.5"), ("10", "10"), ("0", ""), ("-1", ""), ("1e3", ""), ("٣", "")]
)
def test_an_amount_is_a_number(text: str, plain: str) -> None:
    assert amount(text) == plain


# --- rules over the site -------------------------------------------------------------------------------------------


def site(*actions: Action, ladder: tuple[str, ...] | None = None, words: int = 220, action: str = "") -> Site:
    """A site with these actions, and two chapters of so many words."""
    chapters = tuple(
        Chapter(key=key, slug=key, order=(at, key), lang="en", title=key, words=words, action=action,
                source=Source(f"chapters/{key}.md"))
        for at, key in enumerate(("one", "two"))
    )  # fmt: skip
    steps = tuple(one.name for one in actions) if ladder is None else ladder
    documentary = Documentary(lang="en", title="T", chapters=chapters, actions=actions, ladder=steps)
    return Site(documentaries=(documentary,), base_url="https://e.org/")


def rules(site: Site, today: str = "") -> list[tuple[str, str]]:
    return [(issue.code, issue.level) for issue in checks.site(site, (), {}, today)]


LEARN = Action(name="learn", kind="learn", title="Learn", url="https://e.org/")
EVENING = Action(name="evening", kind="come", title="Evening", meeting=Meeting(start="2026-11-05", place="Here"))


def test_a_date_that_has_passed_is_told_the_day_after() -> None:
    assert rules(site(EVENING), "2026-11-05") == []
    assert rules(site(EVENING), "2026-11-06") == [("event-over", "warning")]
    told = msgspec.structs.replace(EVENING, meeting=Meeting(start="2026-11-05", over="Forty came."))
    assert rules(site(told), "2026-11-06") == []
    assert rules(site(EVENING)) == []


def test_an_action_that_no_page_shows_is_told() -> None:
    assert rules(site(LEARN, EVENING, ladder=("learn", "share"))) == [("action-unplaced", "warning")]
    assert rules(site(EVENING, LEARN, ladder=("learn", "share"), action="evening")) == []


def test_something_can_be_done_before_the_seventh_minute() -> None:
    assert rules(site(LEARN, words=220 * 7)) == []
    assert rules(site(LEARN, words=220 * 8)) == [("action-late", "info")]
    # Where a documentary asks for nothing there is nothing to be late.
    assert rules(site(words=220 * 8)) == []


def test_more_signatures_than_hoped_for_are_good_news_that_has_to_be_written_down() -> None:
    petition = Action(name="p", kind="sign", title="P", url="https://e.org/", goal=10, signed=12, counted="2026-11-05")
    assert rules(site(petition), "2026-11-06") == [("goal-reached", "warning")]
    assert rules(site(petition), "2026-11-04") == [("goal-reached", "warning"), ("count-undated", "warning")]


def test_a_letter_too_long_for_a_mail_link_is_told() -> None:
    letter = Action(name="l", kind="write", title="L", email="a@e.org", subject="S", body="é" * 400)
    assert rules(site(letter)) == [("letter-long", "info")]
    assert rules(site(msgspec.structs.replace(letter, body="e" * 400))) == []


# --- what stands on the pages --------------------------------------------------------------------------------------

SETTINGS = """title: A film
base_url: https://film.example/
share: {networks: [email]}
actions:
  learn: {kind: learn, title: Learn more, url: 'https://e.org/learn'}
  letter:
    kind: write
    title: Write
    to: The mayor
    address: 1 Town Hall Square
    email: mayor@e.org
    subject: A question
    body: |
      Dear <Mayor>, I live in [your town].
  long: {kind: write, title: A long one, email: mayor@e.org, subject: A question, body: '%s'}
  petition:
    kind: sign
    title: Sign
    goal: 20000
    signed: 12480
    counted: 2026-11-02
    form:
      url: https://e.org/sign?x=1
      fields: [consent, name, email]
      optional: [message]
      names: {email: 'member[email]'}
      extra: {list: 'a"b'}
      privacy: Until May.
      consent: Write to me
  gift: {kind: give, title: Give, url: 'https://e.org/', amounts: [10, '12,5'], currency: EUR,
         amount_url: 'https://e.org/give?amount={amount}&from=film'}
  evening: {kind: come, title: An evening, start: 2030-10-17 19:00, end: 2030-10-17 21:30, timezone: Europe/Paris,
            place: The Hall, address: '4 Quay, Town', online: 'https://e.org/live',
            text: 'Bring, if you can; a \\chair'}
  past: {kind: come, title: The last one, start: 2020-10-17, place: The Hall, over: Forty people came.}
languages:
  fr: {actions: {petition: {title: Signer}, evening: {title: Une soirée}}}
""" % ("word " * 500)


@pytest.fixture
def pages(project: Project) -> dict[str, str]:
    """The HTML of every page, and every file for calendars."""
    chapter = "---\ntitle: {}\n---\n\nText.\n"
    root = project(
        {
            "webdoc.yaml": SETTINGS,
            "chapters/01-a.md": chapter.format("A"),
            "chapters/01-a.fr.md": chapter.format("A"),
            "chapters/02-b.md": "---\ntitle: B\naction: none\n---\n\n::: action petition\nMore *words*.\n:::\n",
            "chapters/02-b.fr.md": chapter.format("B"),
        }
    )
    prepared = build.prepare(root)
    assert prepared.edition is not None
    assert [issue.code for issue in prepared.issues] == ["letter-long"]
    return {
        path: prepared.edition.file(path)[0].decode() for path in prepared.edition.addresses() if "assets" not in path
    }


def part(html: str, name: str) -> str:
    """The action of that name, on the end page."""
    found = re.search(rf'<li id="act-{name}".*?</li>', html, re.S)
    assert found
    return found[0]


def test_the_quiet_action_comes_first_and_sharing_second(pages: dict[str, str]) -> None:
    end, first, second = (pages[path] for path in ("end/index.html", "a/index.html", "b/index.html"))
    steps = re.findall(r'<li[^>]* data-step="([^"]*)"', end)
    assert steps == ["learn", "share", "letter", "long", "petition", "gift", "evening", "past"]
    # After a chapter: the quiet one, then sharing, then one that takes more.
    assert first.index('data-act="learn"') < first.index('id="pass"') < first.index('class="further')
    onward = re.findall(r'<a href="([^"]*)" data-step="([^"]*)"( hidden)?>', first)
    assert onward == [("#pass", "share", " hidden"), ("../end/index.html#act-letter", "letter", ""),
                      ("../end/index.html", "", " hidden")]  # fmt: skip
    # A chapter that wants none at its end has none; what stands in it stays.
    assert 'class="further' not in second
    assert second.count("data-act=") == 1


def test_a_form_asks_for_what_was_chosen_and_says_where_it_goes(pages: dict[str, str]) -> None:
    form = re.search(r"<form.*?</form>", part(pages["end/index.html"], "petition"), re.S)
    assert form
    assert '<form class="form" action="https://e.org/sign?x=1" method="post"' in form[0]
    names = re.findall(r'<(?:input|textarea)[^>]*? name="([^"]*)"', form[0])
    assert names == ["name", "member[email]", "message", "consent", "list"]
    assert re.findall(r'autocomplete="([^"]*)"', form[0]) == ["name", "email"]
    assert len(re.findall(r"\srequired>", form[0])) == 3
    assert '<input type="hidden" name="list" value="a&#34;b">' in form[0]
    assert "Until May." in form[0]
    for id in re.findall(r'<(?:input|textarea)[^>]*? id="([^"]*)"', form[0]):
        assert f'<label for="{id}">' in form[0]
    # The same action in a chapter has other anchors, and the same names.
    own = re.search(r"<form.*?</form>", pages["b/index.html"], re.S)
    assert own
    assert re.findall(r' name="([^"]*)"', own[0]) == re.findall(r' name="([^"]*)"', form[0])
    assert "What has a * is needed." in form[0]


def test_how_far_a_petition_is_stands_in_words_and_in_the_language(pages: dict[str, str]) -> None:
    english, french = (part(pages[path], "petition") for path in ("end/index.html", "fr/end/index.html"))
    assert "<b>12,480</b> people have signed. The goal: 20,000. <small>Counted on 2 November 2026.</small>" in english
    assert '<progress max="20000" value="12480" aria-hidden="true">' in english
    assert "<b>12\u202f480</b> personnes ont signé. L’objectif\u202f: 20\u202f000." in french


def test_a_letter_is_a_mail_link_and_text_and_a_long_one_is_copied(pages: dict[str, str]) -> None:
    letter, long = (part(pages["end/index.html"], name) for name in ("letter", "long"))
    link = re.search(r'href="(mailto:[^"]*)"', letter)
    assert link
    sent = parse_qs(urlsplit(unescape(link[1])).query)
    assert sent["body"] == ["Dear <Mayor>, I live in [your town]."]
    assert "Dear &lt;Mayor&gt;, I live in <mark>[your town]</mark>." in letter
    assert "1 Town Hall Square" in letter
    assert '<details class="letter">' in letter
    assert "What stands in brackets" in letter
    other = re.search(r'href="(mailto:[^"]*)"', long)
    assert other
    assert len(other[1]) < 200
    assert '<details class="letter" open>' in long
    assert "too long for a link" in long
    assert "What stands in brackets" not in long


def test_amounts_stand_in_their_addresses_and_in_the_currency(pages: dict[str, str]) -> None:
    english, french = (part(pages[path], "gift") for path in ("end/index.html", "fr/end/index.html"))
    assert 'href="https://e.org/give?amount=10&amp;from=film" rel="external noopener">€10</a>' in english
    assert "amount=12.5&amp;from=film" in english
    assert ">10\xa0€</a>" in french
    assert ">12,50\xa0€</a>" in french


def test_a_date_is_told_in_the_language_and_to_programs(pages: dict[str, str]) -> None:
    english, french = (part(pages[path], "evening") for path in ("end/index.html", "fr/end/index.html"))
    assert '<time datetime="2030-10-17T19:00:00+02:00">' in english
    assert "Thursday, 17 October 2030, 19:00–21:30 (Paris time)" in english
    assert "jeudi 17 octobre 2030, 19:00–21:30 (heure de Paris)" in french
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', english)
    assert data
    event = msgspec.json.decode(data[1])
    assert event["@type"] == "Event"
    assert event["startDate"] == "2030-10-17T19:00:00+02:00"
    assert event["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [one["@type"] for one in event["location"]] == ["Place", "VirtualLocation"]
    assert event["url"] == "https://film.example/end/#act-evening"


def test_on_paper_a_square_leads_to_where_it_is_done(pages: dict[str, str]) -> None:
    found = re.findall(r'<img class="paper" src="([^"]*)"', pages["fr/end/index.html"])
    assert found == [f"{name}.svg" for name in ("learn", "letter", "long", "petition", "gift", "evening", "past")]
    assert pages["end/learn.svg"] == qr.svg("https://e.org/learn")
    assert pages["fr/end/petition.svg"] == qr.svg("https://film.example/fr/end/#act-petition")
    assert 'class="paper"' not in pages["a/index.html"]


def test_what_is_over_says_so_and_asks_for_nothing(pages: dict[str, str]) -> None:
    past = part(pages["end/index.html"], "past")
    assert "Forty people came." in past
    assert "<a " not in past


def test_a_calendar_takes_the_date(pages: dict[str, str]) -> None:
    raw = pages["dates/evening.ics"]
    assert raw.endswith("END:VCALENDAR\r\n")
    assert "\n" not in raw.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in raw.split("\r\n"))
    event = icalendar.Calendar.from_ical(raw).walk("VEVENT")[0]
    assert event.start == datetime(2030, 10, 17, 17, 0, tzinfo=UTC)
    assert event.end == datetime(2030, 10, 17, 19, 30, tzinfo=UTC)
    assert event["SUMMARY"] == "An evening"
    assert event["LOCATION"] == "The Hall, 4 Quay, Town"
    assert event["DESCRIPTION"] == "Bring, if you can; a \\chair\n\nhttps://e.org/live"
    other = icalendar.Calendar.from_ical(pages["fr/dates/evening.ics"]).walk("VEVENT")[0]
    assert other["SUMMARY"] == "Une soirée"
    # The same meeting in both languages; two meetings are two.
    assert event["UID"] == other["UID"]
    days = icalendar.Calendar.from_ical(pages["dates/past.ics"]).walk("VEVENT")[0]
    assert days["UID"] != event["UID"]
    assert days.start == date(2020, 10, 17)


@given(st.text(max_size=200), st.text(max_size=80))
def test_whatever_an_editor_writes_a_calendar_reads_it_back(text: str, title: str) -> None:
    clean = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]|[\ud800-\udfff]", "", text)
    name = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]|[\ud800-\udfff]", "", title)
    meeting = Meeting(start="2026-11-05", end="2026-11-06")
    action = Action(name="a", kind="come", title=name, text=clean, meeting=meeting)
    raw = calendar.file(site(action), action, meeting, "").encode()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    event = icalendar.Calendar.from_ical(raw).walk("VEVENT")[0]
    assert (event["SUMMARY"], event["DESCRIPTION"]) == (name, clean)
    assert event["DTEND"].dt == date(2026, 11, 7)
    assert b"</" not in safe({"a": clean}).encode()


def test_a_documentary_without_actions_has_no_trace_of_them(project: Project) -> None:
    root = project({"chapters/01-a.md": "---\ntitle: A\n---\n\nText.\n"})
    edition = build.prepare(root).edition
    assert edition is not None
    assert projects.load(root).issues == ()
    for path in ("a/index.html", "end/index.html"):
        html = edition.page(path)
        assert "act-" not in html.replace("act-ion", "")
        assert "ladder" not in re.sub(r"<style>.*?</style>", "", html, flags=re.S)
