"""The keys that editors may write: ``webdoc.yaml``, a chapter's front matter, ``media/media.yaml``.

These structs are the whole list: reading (`webdoc.config`), the documentation and the schema are made from them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from webdoc.model import ActionKind, FieldKind

Network = Literal[
    "facebook",
    "x",
    "mastodon",
    "bluesky",
    "whatsapp",
    "telegram",
    "linkedin",
    "threads",
    "reddit",
    "email",
    "sms",
]
NETWORKS: tuple[Network, ...] = (
    "facebook",
    "x",
    "mastodon",
    "bluesky",
    "whatsapp",
    "telegram",
    "linkedin",
    "email",
)


def key(help: str) -> Any:
    """The one-sentence help of a key; it is shown in the documentation and by editors' programs."""
    return Meta(description=help)


class ShareSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What visitors are offered to pass the work on."""

    networks: Annotated[list[Network], key("The share buttons, in their order.")] = []
    text: Annotated[str, key("The sentence that goes with a link to the whole work.")] = ""
    via: Annotated[
        bool,
        key("Whether links say what was passed on and by which button (`?via=damp.mastodon`); it names no person."),
    ] = True
    fediverse: Annotated[
        str, key("The account in the fediverse that links are ascribed to, as `@doors@example.social`.")
    ] = ""


class SoundSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How sounds are published."""

    loudness: Annotated[
        str,
        key("How loud voices, sounds and videos are made, in LUFS (EBU R128): `-16`; `keep` leaves them as they are."),
    ] = "-16"
    mp3: Annotated[bool, key("Whether an MP3 is made too, for those who take a sound home or into an old player.")] = (
        False
    )
    tags: Annotated[
        bool, key("Whether title, artist, copyright, licence and the cover's picture stay in sound files.")
    ] = False


class PhotographSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How photographs are published."""

    tags: Annotated[
        bool,
        key(
            "Whether author and copyright stay in photographs: `credit` and `licence` of `media.yaml`, else what they "
            "say themselves. All else is always removed."
        ),
    ] = False


class FormSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A form that is filled in on the page."""

    url: Annotated[str, key("The address that it is sent to (https). Required.")] = ""
    fields: Annotated[list[FieldKind], key("What has to be filled in, in its order.")] = []
    optional: Annotated[list[FieldKind], key("What may be filled in.")] = []
    names: Annotated[
        dict[str, str], key("How the receiver calls them, where it is otherwise: `email: your_email`.")
    ] = {}
    extra: Annotated[dict[str, str], key("What is sent besides, by its name: `list: spring`.")] = {}
    privacy: Annotated[str, key("What becomes of what one fills in: who gets it, for what, until when.")] = ""
    consent: Annotated[str, key("What one says yes to by ticking `consent`.")] = ""


class FormText(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of a form in another language."""

    url: Annotated[str, key("The address in that language.")] = ""
    extra: Annotated[dict[str, str], key("What is sent besides in that language.")] = {}
    privacy: Annotated[str, key("What becomes of what one fills in.")] = ""
    consent: Annotated[str, key("What one says yes to.")] = ""


class ActionSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that a visitor may do."""

    kind: Annotated[ActionKind, key("What one does: sign, write, give, join, volunteer, come or learn.")]
    title: Annotated[str, key("One line above the button.")]
    text: Annotated[str, key("One or two sentences: what it is for, what happens then.")] = ""
    label: Annotated[str, key("What the button says.")] = ""
    url: Annotated[str, key("The address of the page where it is done (https).")] = ""
    form: Annotated[FormSettings, key("A form on the page itself; not for write and give.")] = FormSettings()
    to: Annotated[str, key("For write: whom the letter is for, as `The mayor of your town`.")] = ""
    address: Annotated[str, key("For write: the postal address; for come: street and town.")] = ""
    email: Annotated[str, key("For write: the address that the letter goes to.")] = ""
    subject: Annotated[str, key("For write: the letter's subject.")] = ""
    body: Annotated[
        str, key("For write: the letter, which the visitor may change; `[your name]` is filled in by hand.")
    ] = ""
    goal: Annotated[str, key("For sign: how many are hoped for, as `20000`.")] = ""
    signed: Annotated[str, key("For sign: how many have signed.")] = ""
    counted: Annotated[str, key("For sign: the day on which they were counted, as `2026-11-05`.")] = ""
    amounts: Annotated[list[str], key("For give: the amounts that are proposed, as `[10, 25, 50]`.")] = []
    amount_url: Annotated[str, key("For give: the address for an amount, with `{amount}` where it stands.")] = ""
    currency: Annotated[str, key("For give: the currency's three letters, as `EUR`.")] = ""
    start: Annotated[str, key("For come: when it begins, as `2026-11-05 19:00`, or the day alone.")] = ""
    end: Annotated[str, key("For come: when it ends.")] = ""
    timezone: Annotated[str, key("For come: by which clock, as `Europe/Paris`.")] = ""
    place: Annotated[str, key("For come: the name of the place.")] = ""
    online: Annotated[str, key("For come: the web address for those who follow it from elsewhere.")] = ""
    changed: Annotated[str, key("For come: the day on which it was last changed, for calendars that have it.")] = ""
    over: Annotated[str, key("For come: what is said once it has taken place; it takes the place of the button.")] = ""


class ActionText(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of an action in another language; what is left out stays as it is."""

    title: Annotated[str, key("One line above the button.")] = ""
    text: Annotated[str, key("One or two sentences.")] = ""
    label: Annotated[str, key("What the button says.")] = ""
    url: Annotated[str, key("The address in that language.")] = ""
    form: Annotated[FormText, key("The form's words.")] = FormText()
    to: Annotated[str, key("Whom the letter is for.")] = ""
    address: Annotated[str, key("The address.")] = ""
    subject: Annotated[str, key("The letter's subject.")] = ""
    body: Annotated[str, key("The letter.")] = ""
    amount_url: Annotated[str, key("The address for an amount.")] = ""
    place: Annotated[str, key("The name of the place.")] = ""
    online: Annotated[str, key("The web address for those who follow it from elsewhere.")] = ""
    over: Annotated[str, key("What is said once it has taken place.")] = ""


class CreditSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who did what."""

    role: Annotated[str, key("What was done: Photographs, Sound, Voices…")]
    name: Annotated[str, key("Who did it.")]


SourceKind = Literal["article", "book", "data", "film", "interview", "law", "page", "report", "sound"]


class SourceSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where something is known from: a law, a report, a page."""

    title: Annotated[str, key("What it is called. Required, in `webdoc.yaml` itself.")] = ""
    author: Annotated[str, key("Who wrote it.")] = ""
    publisher: Annotated[str, key("Who published it, or where it appeared.")] = ""
    date: Annotated[str, key("When: a year, or a day as `2023-05-04`.")] = ""
    url: Annotated[str, key("Its address (https).")] = ""
    accessed: Annotated[str, key("When its page was read, as `2025-11-02`.")] = ""
    kind: Annotated[SourceKind, key("What it is.")] = "page"
    lang: Annotated[str, key("The language of its title, when it is another than the documentary's.")] = ""


class KitSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ambassadors are given to pass the work on."""

    texts: Annotated[
        dict[str, str], key("Texts to post, by their tone, as `In anger: …`; without them they are made from quotes.")
    ] = {}


class LearningSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For whom it is to learn with: what catalogues of teaching material ask for."""

    level: Annotated[str, key("For which classes, as `Lower secondary`.")] = ""
    age: Annotated[str, key("For which age, as `12-15` or `14-`.")] = ""
    subject: Annotated[str, key("In which subject, as `Civics, geography`.")] = ""


class LanguageSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of the whole in one language; what is left out stays as it is."""

    title: Annotated[str, key("The title in that language.")] = ""
    subtitle: Annotated[str, key("The line under the title.")] = ""
    summary: Annotated[str, key("One or two sentences for search engines and share cards.")] = ""
    about: Annotated[str, key("About the work, in Markdown, for its last page.")] = ""
    cover_alt: Annotated[str, key("What the cover shows, for those who do not see it.")] = ""
    card: Annotated[str, key("The card in that language, because it has words on it.")] = ""
    share_text: Annotated[str, key("The sentence that goes with a link to the whole work.")] = ""
    kit_texts: Annotated[dict[str, str], key("The texts of the kit in that language, instead of the others.")] = {}
    actions: Annotated[dict[str, ActionText], key("The words of the actions, by their name.")] = {}
    credits: Annotated[list[CreditSettings], key("Who did what, for the last page.")] = []
    glossary: Annotated[dict[str, str], key("The glossary in that language, instead of the other.")] = {}
    sources: Annotated[
        dict[str, str | SourceSettings], key("What is said otherwise of a source in that language, by its name.")
    ] = {}
    learning: Annotated[LearningSettings, key("The same as `learning`, in that language.")] = LearningSettings()


class BudgetSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a chapter may weigh on a phone; `webdoc check` warns above it."""

    opening: Annotated[str, key("What is loaded before anything is scrolled, as `400 KB`.")] = ""
    chapter: Annotated[str, key("All that is loaded when the chapter is read, seen and heard, as `10 MB`.")] = ""


class IgnoreSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A warning or a remark that is not told, and why."""

    code: Annotated[str, key("The code, as `webdoc check` prints it; errors cannot be ignored.")]
    because: Annotated[str, key("The reason: who reads this next year wants to know it.")]
    path: Annotated[str, key("The file, or a pattern as `chapters/03-*.md`; without it, every file.")] = ""


class CheckSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `webdoc check` does not tell."""

    ignore: Annotated[list[IgnoreSettings], key("What is left as it is.")] = []


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``webdoc.yaml``."""

    title: Annotated[str, key("The title of the documentary. The one key that is required.")]
    subtitle: Annotated[str, key("A line under the title, on the cover.")] = ""
    summary: Annotated[str, key("One or two sentences for search engines and share cards.")] = ""
    lang: Annotated[str, key("The language that chapters are written in, as in `en` or `pt-BR`.")] = "en"
    languages: Annotated[dict[str, LanguageSettings], key("The words of the whole in each language.")] = {}
    editor_lang: Annotated[
        str, key("The language in which webdoc tells you what to mend, `en` or `fr`, when not that of your machine.")
    ] = ""
    base_url: Annotated[str, key("Where the site will stand on the web, as in `https://example.org/film/`.")] = ""
    host: Annotated[
        Literal["apache", "cloudflare", "netlify", "nginx", "none"],
        key("Who serves the site: a file is written for them that says what they send with every page."),
    ] = "none"
    authors: Annotated[list[str], key("Who made the work.")] = []
    licence: Annotated[str, key("Under which licence others may use it, as in `CC-BY-4.0`.")] = ""
    date: Annotated[
        str, key("The day on which it was published, as `2025-03-04`: for the feed and search engines.")
    ] = ""
    cover: Annotated[str, key("The picture of the cover: a file in `media/`.")] = ""
    cover_alt: Annotated[str, key("What the cover shows, for those who do not see it.")] = ""
    card: Annotated[
        str, key("The picture that networks show, 1200 x 630 pixels, instead of a drawn one: a file in `media/`.")
    ] = ""
    about: Annotated[str, key("About the work, in Markdown, for its last page.")] = ""
    theme: Annotated[str, key("The look: a theme that ships, or a folder in `themes/`.")] = "constat"
    options: Annotated[
        dict[str, str], key('The options of the theme, as `accent: "#B3121D"`; `webdoc theme show` lists them.')
    ] = {}
    photographs: Annotated[PhotographSettings, key("How photographs are published.")] = PhotographSettings()
    sound: Annotated[SoundSettings, key("How sounds are published.")] = SoundSettings()
    budget: Annotated[BudgetSettings, key("What a chapter may weigh, when not what the theme says.")] = BudgetSettings()
    check: Annotated[CheckSettings, key("What `webdoc check` does not tell.")] = CheckSettings()
    share: Annotated[ShareSettings, key("What visitors are offered to pass the work on.")] = ShareSettings()
    kit: Annotated[
        bool | KitSettings, key("What ambassadors are given: texts, pictures, posters; `false` for nothing.")
    ] = True
    embed: Annotated[bool, key("Whether other sites are given the code to show a chapter or a sequence.")] = True
    actions: Annotated[dict[str, ActionSettings], key("What a visitor may do, by name.")] = {}
    ladder: Annotated[
        list[str],
        key("The actions in the order in which they are offered, `share` among them; else as written, `share` second."),
    ] = []
    credits: Annotated[list[CreditSettings], key("Who did what, for the last page.")] = []
    glossary: Annotated[dict[str, str], key("Words that are explained, each with what it means.")] = {}
    sources: Annotated[
        dict[str, str | SourceSettings],
        key("Where things are known from, by names that `[@name]` cites; one line of text, or the keys of a source."),
    ] = {}
    learning: Annotated[LearningSettings, key("For whom it is to learn with.")] = LearningSettings()


class ChapterShare(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a chapter is passed on."""

    text: Annotated[str, key("The sentence that goes with a link to the chapter.")] = ""


class FrontMatter(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands between the two ``---`` lines at the head of a chapter."""

    title: Annotated[str, key("The chapter's title. Required, unless the text begins with a `# Heading`.")] = ""
    slug: Annotated[str, key("The chapter's address, when it is not to be taken from the file's name.")] = ""
    lang: Annotated[str, key("The chapter's language, when it is not to be taken from the file's name.")] = ""
    summary: Annotated[str, key("One sentence under the title, for search engines and share cards.")] = ""
    cover: Annotated[str, key("The picture that the chapter opens with: a file beside it or in `media/`.")] = ""
    cover_alt: Annotated[str, key("What the cover shows, for those who do not see it.")] = ""
    card: Annotated[str, key("The picture that networks show for it, 1200 x 630 pixels, instead of a drawn one.")] = ""
    ambient: Annotated[str, key("A sound that is heard softly all through the chapter, if the visitor asks.")] = ""
    ambient_alt: Annotated[str, key("What is to be heard in it, for those who do not hear it.")] = ""
    place: Annotated[str, key("Where it happens.")] = ""
    witness: Annotated[str, key("Who is heard or seen.")] = ""
    facts: Annotated[dict[str, str], key("A few facts for the strip under the title, as `Rent: 612 €`.")] = {}
    goals: Annotated[list[str], key("What one knows after the chapter; stands at its head.")] = []
    in_short: Annotated[list[str], key("The chapter in a few sentences; stands at its end.")] = []
    questions: Annotated[list[str], key("What there is to think about; stands at its end.")] = []
    share: Annotated[ChapterShare, key("How the chapter is passed on.")] = ChapterShare()
    date: Annotated[str, key("The day on which it was published, when another than the documentary's.")] = ""
    action: Annotated[str, key("The name of the action that the chapter ends with; `none` for none.")] = ""
    embed: Annotated[bool, key("Whether other sites may show the chapter in a frame.")] = True
    draft: Annotated[bool, key("A draft is shown in the preview and left out of the build.")] = False


class MediaNote(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What ``media/media.yaml`` says of one file."""

    credit: Annotated[str, key("Who made it.")] = ""
    licence: Annotated[str, key("Under which licence it may be used.")] = ""
    alt: Annotated[str, key("What it shows, for those who do not see it.")] = ""
    witness: Annotated[str, key("Who is heard or seen.")] = ""
    focus: Annotated[str, key("The point that crops keep, as `0.3,0.6`: from the left, from the top.")] = ""
    stream: Annotated[
        bool, key("Whether a long video is cut into pieces (HLS) too, so that players change its size while it plays.")
    ] = False
    loudness: Annotated[str, key("How loud its sound is made, in LUFS, as `-23`; `keep` leaves it as it is.")] = ""
