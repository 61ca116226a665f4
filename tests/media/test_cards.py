"""Cards: shaped right, never cut, light, on their plates, the same on every run."""

from __future__ import annotations

import io
import itertools
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from tests.conftest import picture
from tests.hard import HARD
from webdoc.media import bidi, cards, faces, images, lettering, plan
from webdoc.media.store import Store
from webdoc.media.work import Job, work
from webdoc.model import CARD_SIZES, Card, CardFormat, CardText, Face, Media
from webdoc.pages.theme import Theme

ROOT = Path(__file__).parent.parent.parent
THEMES = ("constat", "affiche", "veille")
PHOTO = (18, 200, 40)
"""A colour that no theme has: where it shows, there is the photograph."""
QUOTE = CardText(kind="quote", text="“We take turns sleeping.”", byline="Marie, 34", work="Seventeen square metres")


@cache
def theme(name: str) -> Theme:
    return Theme(name, ROOT)


def flat(width: int, height: int) -> Image.Image:
    return Image.new("RGB", (width, height), PHOTO)


def drawn(text: CardText, name: str = "constat", format: CardFormat = "landscape", photo: bool = True) -> Image.Image:
    card = Card(text=text, design=theme(name).cards.design)
    return cards.draw(card, CARD_SIZES[format], flat if photo else None, theme(name).cards.typefaces)


def layout(text: CardText, name: str = "constat", format: CardFormat = "landscape") -> cards.Layout:
    card = Card(text=text, design=theme(name).cards.design)
    return cards.layout(card, CARD_SIZES[format], True, theme(name).cards.typefaces)


def inked(image: Image.Image, ground: str) -> Image.Image:
    """White where the picture is not of that colour."""
    plain = Image.new("RGB", image.size, ground)
    return ImageChops.difference(image, plain).convert("L").point(lambda value: 255 if value > 8 else 0)


@pytest.mark.parametrize(
    "format", ["landscape", *(pytest.param(format, marks=pytest.mark.slow) for format in ("square", "story"))]
)
@pytest.mark.parametrize("name", THEMES)
def test_nothing_of_what_is_hard_to_set_is_cut_or_leaves_its_plate(name: str, format: CardFormat) -> None:
    design = theme(name).cards.design
    for text in HARD:
        placed = layout(text, name, format)
        boxes = [(one.top, one.top + one.block.height) for one in placed.texts]
        for one in placed.texts:
            assert one.block.width <= one.width + 1, text.text
            assert one.left >= placed.plate.left
            assert one.left + one.width <= placed.plate.right
            assert one.top + one.block.height <= placed.plate.bottom - 20, text.text
        # Nothing stands on something else: each begins where the one above it has ended.
        boxes.sort()
        assert all(above[1] <= below[0] + 1 for above, below in itertools.pairwise(boxes)), text.text
        assert placed.photo is not None
        left, _top, right, bottom = placed.photo.sides
        assert left >= placed.plate.right or right <= placed.plate.left or bottom <= placed.plate.top
        if design.tilt == 0 and design.print == "plain":
            # To the pixel: where the photograph stands, no letter does.
            assert drawn(text, name, format).crop(placed.photo.sides).getcolors() == [
                (placed.photo.width * placed.photo.height, PHOTO)
            ]


@pytest.mark.parametrize("name", THEMES)
def test_letters_leave_an_edge_of_the_plate_free(name: str) -> None:
    for text in HARD:
        image = drawn(text, name, photo=False)
        design = theme(name).cards.design
        ground = inked(image, design.paper)
        edge = 24
        for box in ((0, 40, edge, 630), (1200 - edge, 40, 1200, 630), (0, 630 - edge, 1200, 630)):
            assert ground.crop(box).getbbox() is None, (name, text.text)


def test_arabic_letters_are_joined() -> None:
    (word,) = paragraph("بيت")
    apart = sum(paragraph(letter)[0].widths[-1] for letter in "بيت")
    assert word.widths[-1] < apart * 0.9
    run = word.runs[0]
    infos, _ = lettering.shape(word.text, run)
    # Marks apart, each letter has another form than alone.
    alone = {lettering.shape(letter, faces.runs(letter, 1, [run.face])[0])[0][0].codepoint for letter in "بيت"}
    assert len({info.codepoint for info in infos} - alone) >= 3


def test_devanagari_conjuncts_are_one_glyph_and_no_line_parts_them() -> None:
    (word,) = paragraph("क्ष")
    infos, _ = lettering.shape(word.text, word.runs[0])
    assert len(infos) == 1
    (sign,) = paragraph("कि")
    first, second = lettering.shape(sign.text, sign.runs[0])[0]
    (bare,) = paragraph("क")
    assert second.codepoint == lettering.shape(bare.text, bare.runs[0])[0][0].codepoint != first.codepoint


def paragraph(text: str, lang: str = "en") -> tuple[lettering.Paragraph, ...]:
    return lettering.paragraphs(text, Face(), faces.chain(Face(), "", lang), lang)


def lines(text: str, width: float, lang: str = "en") -> list[str]:
    """How a text is broken at that width, in sizes."""
    block = lettering.fit(paragraph(text, lang), Face(), width * 20, 2000, 20, 20)
    return [one.text[start:end].strip() for one, start, end in block.lines]


def test_lines_are_balanced_and_leave_no_word_alone() -> None:
    broken = lines("The window that does not close, and the door that does", 14)
    assert len(broken) > 1
    assert min(map(len, broken)) > max(map(len, broken)) / 2


def test_french_marks_stay_with_their_words() -> None:
    text = "Il a dit\u00a0: «\u202fNon\u202f!\u202f» et la porte s’est fermée\u00a0; voilà-t-il"
    for width in range(6, 20):
        for line in lines(text, width, "fr"):
            assert not line.startswith((":", "!", "»", ";", "-")), (width, line)
            assert not line.endswith(("«", "-")), (width, line)


def test_japanese_lines_begin_with_no_mark_and_no_small_letter() -> None:
    text = "「交代で眠ります。」ベッドは一つ、きゃっと言って、ずっと待っていた。"
    for width in range(3, 20):
        broken = lines(text, width, "ja")
        assert "".join(broken) == text
        assert not [line for line in broken if line[0] in "、。」ゃっー"], (width, broken)
        assert not [line for line in broken if line[-1] in "「"]


def test_korean_is_broken_at_spaces_alone() -> None:
    text = "우리는 교대로 잠을 잡니다 침대는 하나이고 우리는 넷입니다"
    assert " ".join(lines(text, 8, "ko")) == text


def test_a_word_that_is_wider_than_its_plate_is_parted_and_not_cut() -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    placed = layout(CardText(kind="chapter", text=word, work="x"))
    main = placed.texts[1].block if placed.texts[0].block.lines[0][0].text == "x" else placed.texts[0].block
    shown = "".join(
        one.text[start:end] for block in [one.block for one in placed.texts] for one, start, end in block.lines
    )
    assert word in shown
    assert main.size > 10


def test_among_words_from_right_to_left_a_name_in_latin_letters_comes_after_what_stands_before_it() -> None:
    for title, base in (("باب على النهر", 1), ("A door", 0)):
        placed = layout(CardText(kind="quote", text=title, byline="كتب Marie-Claire Dupont", work="Six Doors"))
        _, byline, work = sorted(placed.texts, key=lambda one: (one.block.lines[0][0].text != title, one.top))
        assert byline.block.lines[0][0].base == base
        assert work.block.lines[0][0].base == 0


def test_a_text_from_right_to_left_has_its_plate_at_the_right() -> None:
    arabic = layout(next(text for text in HARD if text.lang == "ar"))
    assert arabic.photo is not None
    assert arabic.plate.right == 1200
    assert arabic.photo.left == 0
    latin = layout(QUOTE)
    assert latin.plate.left == 0


def test_letters_that_no_typeface_has_are_told_and_leave_no_box() -> None:
    stack = faces.chain(Face(), "", "en")
    assert faces.missing("Łódź été Ελλάδα Москва العربية हिन्दी 漢字かな한글 🏠", stack) == ""
    assert faces.missing("ab\U00010480\u1000", stack) == "\U00010480\u1000"
    assert [one.text for one in lettering.paragraphs("ab\U00010480c", Face(), stack, "en")] == ["abc"]
    for text in HARD:
        for part in (text.text, text.label, text.byline, text.work):
            assert faces.missing(unicodedata.normalize("NFC", part), stack) == "", part


def test_no_glyph_of_a_hard_text_is_the_box_of_a_missing_one() -> None:
    for name in THEMES:
        design, files = theme(name).cards.design, theme(name).cards.typefaces
        for text in HARD:
            face = Card(text=text, design=design).face
            stack = faces.chain(face, files[face.digest], text.lang)
            for one in lettering.paragraphs(text.text, face, stack, text.lang):
                for run in one.runs:
                    assert 0 not in {info.codepoint for info in lettering.shape(one.text, run)[0]}, (name, one.text)


def test_a_word_is_never_set_in_two_typefaces() -> None:
    face = theme("constat").cards.design.title
    stack = faces.chain(face, theme("constat").cards.typefaces[face.digest], "en")
    assert len({run.face for run in faces.runs("Z\u0306a\u030b et Łódź", 0, stack)}) == 1


def test_the_same_card_has_the_same_bytes() -> None:
    once, again = (cards.encode(drawn(QUOTE, "affiche")) for _ in range(2))
    assert once == again


@pytest.mark.slow
@pytest.mark.parametrize("format", CARD_SIZES)
def test_the_heaviest_photograph_gives_a_card_that_networks_take(format: CardFormat) -> None:
    noise = Image.effect_noise((1080, 1920), 90).convert("RGB")
    for name in THEMES:
        card = Card(text=QUOTE, design=theme(name).cards.design)
        made = cards.draw(card, CARD_SIZES[format], lambda *size: noise.resize(size), theme(name).cards.typefaces)
        data = cards.encode(made)
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as opened:
            opened.load()
            assert opened.size == CARD_SIZES[format]
        assert len(data) < 300_000


def test_the_focus_of_the_photograph_stays_in_sight(tmp_path: Path) -> None:
    image = Image.new("RGB", (2000, 1000), (90, 90, 90))
    image.paste((250, 0, 250), (1900, 480, 1960, 540))
    out = io.BytesIO()
    image.save(out, "PNG")
    media = Media(path="a.png", kind="photo", digest="d" * 64, size=1, width=2000, height=1000, focus=(0.965, 0.51))
    made = plan.card(media, QUOTE, theme("constat").cards.design)
    ((_, data),) = images.make(io.BytesIO(out.getvalue()), "PNG", [made], theme("constat").cards.typefaces)
    with Image.open(io.BytesIO(data)) as opened:
        shown = opened.convert("RGB")
    found = [colour for _, colour in shown.getcolors(1 << 20) if colour[0] > 220 and colour[1] < 60 and colour[2] > 220]
    assert found


def test_a_worker_draws_cards_with_and_without_a_photograph(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(picture(800, 600))
    media = Media(path="a.jpg", kind="photo", digest=_digest(tmp_path / "a.jpg"), size=1, width=800, height=600)
    made = [plan.card(one, QUOTE, theme("veille").cards.design) for one in (media, None)]
    store = Store(tmp_path / ".webdoc")
    typefaces = theme("veille").cards.typefaces
    for one, family in zip(made, ("picture", "type"), strict=True):
        job = Job(file=str(tmp_path / "a.jpg"), source=one.source, digest=one.digest, family=family, size=1,
                  derivatives=(one,), typefaces=typefaces)  # fmt: skip
        outcome = work(job, str(store.root), store.token)
        assert outcome.issues == ()
        assert outcome.made == (one.name,)
        with Image.open(store.path(one.name), formats=["JPEG"]) as opened:
            assert opened.size == (1200, 630)


def _digest(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_makes_other_bytes_gives_another_name() -> None:
    design = theme("constat").cards.design
    media = Media(path="a.jpg", kind="photo", digest="d" * 64, size=1, width=800, height=600)
    other = Theme("constat", ROOT, {"accent": "#00FFCC"}).cards.design
    names = [
        plan.card(media, QUOTE, design).name,
        plan.card(None, QUOTE, design).name,
        plan.card(media, QUOTE, design, "square").name,
        plan.card(media, QUOTE, other).name,
        plan.card(Media(path="a.jpg", kind="photo", digest="e" * 64, size=1, width=8, height=6), QUOTE, design).name,
        plan.supplied(media).name,
    ]
    assert len(set(names)) == len(names)
    moved = Media(path="media/b.jpg", kind="photo", digest="d" * 64, size=1, width=800, height=600)
    assert plan.card(moved, QUOTE, design).name == names[0]


@given(st.text(alphabet="abc XYZ אבג ابت ١٢ 123 .,:-+%€()[]«»!?\u0301\u064b/", min_size=1, max_size=14), st.booleans())
def test_letters_stand_in_the_order_of_the_bidirectional_algorithm(text: str, right: bool) -> None:
    from bidi import get_display

    ordered = "".join(text[at] for at in bidi.order(bidi.levels(text, int(right))))
    assert ordered == get_display(text, base_dir="R" if right else "L")


@given(st.text(max_size=300))
def test_any_text_at_all_makes_a_card(text: str) -> None:
    placed = layout(CardText(kind="quote", text=text, byline=text[:40], work="x"))
    for one in placed.texts:
        assert one.block.width <= one.width + 1
