from __future__ import annotations

import io
import struct
import zlib
from fractions import Fraction
from pathlib import Path

import av
import msgspec
import pytest
from PIL import Image, ImageChops, ImageCms, PngImagePlugin

from tests.media import samples
from webdoc.media import heic, images, plan, png, probe, strips, upright
from webdoc.media.trouble import BadMedium
from webdoc.model import Issue, Media

LADDER = plan.Ladder(widths=(120, 300), formats=("avif", "webp", "jpeg"))


def facts(path: Path) -> Media:
    found = probe.probe(path, f"media/{path.name}")
    assert isinstance(found, Media), found
    return found


def make(path: Path, wanted, format: str = "JPEG") -> dict[str, bytes]:
    with path.open("rb") as file:
        return {item.name: data for item, data in images.make(file, format, wanted)}


def decoded(path: Path, format: str = "JPEG", ladder: plan.Ladder = LADDER) -> dict[tuple[str, int], Image.Image]:
    wanted = plan.picture(facts(path), ladder)
    made = make(path, wanted, format)
    result = {}
    for item in wanted:
        image = Image.open(io.BytesIO(made[item.name]))
        image.load()
        assert image.size == (item.recipe.width, item.recipe.height)
        assert image.format == item.recipe.format.upper()
        result[item.recipe.format, item.recipe.width] = image
    return result


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(tmp_path, orientation) -> None:
    path = samples.photo(tmp_path / "a.jpg", orientation=orientation)
    media = facts(path)
    assert (media.width, media.height) == (900, 600)
    for image in decoded(path, ladder=plan.Ladder(widths=(300,), formats=("jpeg", "webp"))).values():
        for seen, true in zip(samples.corner_colours(image), samples.CORNERS, strict=True):
            assert samples.distance(seen, true) < 30


@pytest.mark.parametrize(
    ("suffix", "format"), [(".png", "PNG"), (".tif", "TIFF"), (".webp", "WEBP"), (".avif", "AVIF")]
)
def test_orientation_of_other_formats(tmp_path, suffix, format) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / f"a{suffix}"
    samples.corners(300, 200).transpose(Image.Transpose.ROTATE_90).save(path, format, exif=exif)
    media = facts(path)
    assert (media.width, media.height) == (300, 200)
    image = decoded(path, format)["jpeg", 300]
    for seen, true in zip(samples.corner_colours(image), samples.CORNERS, strict=True):
        assert samples.distance(seen, true) < 20


@pytest.mark.parametrize("turned", [0, 1, 2, 3])
def test_a_telephone_s_heic(tmp_path, turned) -> None:
    path = samples.heic(tmp_path / "a.heic", turned=turned)
    media = facts(path)
    assert (media.width, media.height) == ((320, 192) if turned % 2 == 0 else (192, 320))
    image = decoded(path, "HEIF", plan.Ladder(widths=(160,), formats=("jpeg",)))["jpeg", 160]
    for seen, true in zip(samples.corner_colours(image), samples.CORNERS, strict=True):
        assert samples.distance(seen, true) < 20


def test_a_telephone_s_jpeg_of_several_pictures(tmp_path) -> None:
    path = tmp_path / "a.jpg"
    samples.corners(600, 400).save(path, "MPO", save_all=True, append_images=[samples.corners(60, 40)])
    assert facts(path).width == 600
    for seen, true in zip(samples.corner_colours(decoded(path)["jpeg", 300]), samples.CORNERS, strict=True):
        assert samples.distance(seen, true) < 12


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_a_malformed_exif_block_is_passed_over(tmp_path) -> None:
    path = tmp_path / "a.jpg"
    samples.corners(300, 200).save(path, "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff broken")
    assert facts(path).width == 300


def test_no_word_of_metadata_is_left(tmp_path) -> None:
    path = samples.photo(tmp_path / "a.jpg", icc_profile=samples.wide_profile(), dpi=(333, 333))
    assert b"Secret" in path.read_bytes()
    made = make(path, (*plan.picture(facts(path), LADDER), plan.crop(facts(path), 120, 63)))
    assert len(made) == 7
    for name, data in made.items():
        for word in (b"Secret", b"Exif", b"EXIF", b"http", b"ICC", b"xmp", b"XMP", b"Photoshop", b"GPS"):
            assert word not in data, (name, word)
        image = Image.open(io.BytesIO(data))
        assert not image.getexif()
        assert not {"icc_profile", "exif", "xmp", "comment", "photoshop"} & set(image.info)
        if name.endswith(".jpg"):  # application segments: JFIF alone
            assert {marker for marker, _ in image.applist} == {"APP0"}


def test_author_and_copyright_stay_when_asked_and_nothing_else(tmp_path) -> None:
    path = samples.photo(tmp_path / "a.jpg", icc_profile=samples.wide_profile())
    media = msgspec.structs.replace(facts(path), tags=True)
    made = make(path, (*plan.picture(media, LADDER), plan.crop(media, 120, 63)))
    assert not set(made) & {item.name for item in plan.picture(facts(path), LADDER)}
    for name, data in made.items():
        image = Image.open(io.BytesIO(data))
        assert dict(image.getexif()) == {0x013B: "SecretAuthor"}, name
        for word in (b"SecretCamera", b"SecretComment", b"SecretXmp", b"GPS", b"ICC", b"http"):
            assert word not in data, (name, word)


def test_what_the_project_says_of_author_and_licence_goes_into_the_files_when_asked(tmp_path) -> None:
    path = samples.photo(tmp_path / "a.jpg")
    media = msgspec.structs.replace(facts(path), credit="Zoë Nuñez / Agency", licence="CC-BY-4.0")
    plain = plan.picture(media, LADDER)
    asked = plan.picture(msgspec.structs.replace(media, tags=True), LADDER)
    other = plan.picture(msgspec.structs.replace(media, tags=True, licence="CC0-1.0"), LADDER)
    assert len({item.name for item in (*plain, *asked, *other)}) == 3 * len(plain)
    made = make(path, (*plain, *asked, *other))
    for items, licence in ((plain, ""), (asked, "CC-BY-4.0"), (other, "CC0-1.0")):
        for item in items:
            data = made[item.name]
            exif = {
                tag: text.encode("latin-1").decode() for tag, text in Image.open(io.BytesIO(data)).getexif().items()
            }
            assert exif == ({0x013B: "Zoë Nuñez / Agency", 0x8298: licence} if licence else {}), item.name
            assert b"GPS" not in data
            assert b"SecretCamera" not in data


@pytest.mark.parametrize("where", ["exif", "xmp"])
def test_names_keep_their_letters(tmp_path, where) -> None:
    path = tmp_path / "a.jpg"
    exif, xmp = Image.Exif(), b""
    if where == "exif":
        exif[0x013B], exif[0x8298] = "Zoë Nuñez".encode(), "© 2026 Zoë".encode()
    else:
        xmp = (
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            '<r:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#">'
            "<dc:creator><r:Seq><r:li>Zoë Nuñez</r:li></r:Seq></dc:creator>"
            '<dc:rights><r:Alt><r:li xml:lang="x-default">© 2026 Zoë</r:li></r:Alt></dc:rights>'
            '<cc:license r:resource="https://example.org/by"/></r:Description></r:RDF></x:xmpmeta>'
        ).encode()
    samples.corners(300, 200).save(path, exif=exif, xmp=xmp)
    (item,) = plan.picture(msgspec.structs.replace(facts(path), tags=True), plan.Ladder((300,), ("jpeg",)))
    kept = Image.open(io.BytesIO(make(path, [item])[item.name])).getexif()
    said = [kept[tag].encode("latin-1").decode() for tag in (0x013B, 0x8298)]
    assert said == ["Zoë Nuñez", "© 2026 Zoë" + (" https://example.org/by" if where == "xmp" else "")]


def test_wide_gamut_becomes_srgb(tmp_path) -> None:
    profile = samples.wide_profile()
    path = tmp_path / "a.jpg"
    colour = (180, 90, 60)
    Image.new("RGB", (300, 200), colour).save(path, "JPEG", quality=98, icc_profile=profile, subsampling=0)
    seen = decoded(path)["webp", 300].getpixel((150, 100))
    true = ImageCms.profileToProfile(
        Image.new("RGB", (1, 1), colour),
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
    ).getpixel((0, 0))
    assert samples.distance(true, colour) > 8  # the profile does say something
    assert samples.distance(seen, true) <= 4


def test_a_profile_that_only_calls_itself_srgb_is_followed(tmp_path) -> None:
    """Programs export "Linear sRGB": its colours are those of sRGB, its light is not."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    assert "sRGB" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    path, colour = tmp_path / "a.png", (133, 81, 12)
    Image.new("RGB", (300, 200), colour).save(path, icc_profile=bytes(profile))
    assert decoded(path, "PNG")["webp", 300].getpixel((9, 9)) == pytest.approx(colour, abs=3)
    at = int.from_bytes(profile[profile.index(b"rTRC") + 4 :][:4], "big")
    struct.pack_into(">5i", profile, at + 12, 65536, 65536, 0, 0, 0)  # straight, for all three
    Image.new("RGB", (300, 200), colour).save(path, icc_profile=bytes(profile))
    assert decoded(path, "PNG")["webp", 300].getpixel((9, 9)) == pytest.approx((190, 152, 61), abs=4)


def test_wide_colours_told_by_numbers_become_srgb(tmp_path) -> None:
    """AVIF and HEIC say them so (ITU-T H.273), without a profile; Pillow alone would show them pale."""
    path, colour = tmp_path / "a.avif", (180, 90, 60)
    Image.new("RGB", (300, 200), colour).save(path, quality=95, subsampling="4:4:4")
    data = bytearray(path.read_bytes())
    at = data.index(b"colrnclx") + 8
    assert data[at : at + 2] == b"\0\1"
    path.write_bytes(data[:at] + b"\0\x0c" + data[at + 2 :])  # the primaries of Display P3
    assert samples.distance(decoded(path, "AVIF")["webp", 300].getpixel((150, 100)), (193, 83, 51)) <= 4

    heic = decoded(samples.heic(tmp_path / "a.heic", primaries=12), "HEIF")["jpeg", 300]
    assert samples.distance(samples.corner_colours(heic)[0], (218, 0, 26)) <= 12, "a stronger red than it says"


# What is seen of 16 bits in PQ or HLG with the primaries of BT.2020: paper of 203 nits, a skin under it, a lamp.
HIGH = [
    (16, (38_055, 38_055, 38_055), (229, 229, 229)),
    (16, (32_682, 30_508, 28_577), (194, 150, 130)),
    (16, (49_256, 49_256, 49_256), (255, 255, 255)),
    (18, (49_151, 49_151, 49_151), (229, 229, 229)),
]
# What is seen of `samples.CORNERS` when they are read so: bright lights.
BROUGHT = {
    16: ((255, 69, 95), (0, 236, 135), (0, 50, 195), (255, 218, 152)),
    18: ((255, 0, 69), (0, 175, 106), (0, 64, 180), (255, 221, 96)),
}


@pytest.mark.parametrize(("curve", "values", "colour"), HIGH)
def test_a_photograph_in_high_light_is_as_bright_as_it_was_meant(tmp_path, curve, values, colour) -> None:
    """PNG and AVIF say by numbers (ITU-T H.273) that their light is high, which Pillow does not read."""
    png = samples.png16(tmp_path / "a.png", 300, 200, values, bytes((9, curve, 0, 1)))
    assert samples.distance(decoded(png, "PNG")["webp", 300].getpixel((150, 100)), colour) <= 4
    path = tmp_path / "a.avif"
    Image.new("RGB", (300, 200), tuple(value >> 8 for value in values)).save(path, quality=95, subsampling="4:4:4")
    data = bytearray(path.read_bytes())
    at = data.index(b"colrnclx") + 8
    path.write_bytes(data[:at] + bytes((0, 9, 0, curve)) + data[at + 4 :])
    assert samples.distance(decoded(path, "AVIF")["webp", 300].getpixel((150, 100)), colour) <= 6


@pytest.mark.parametrize("curve", [16, 18])
def test_a_telephone_s_heic_in_high_light_is_brought_down(tmp_path, curve) -> None:
    """Lights of all colours, brighter than paper and purer than sRGB has them, keep their hues."""
    path = samples.heic(tmp_path / "a.heic", 600, 400, turned=1, primaries=9, curve=curve)
    image = decoded(path, "HEIF", plan.Ladder(widths=(400,), formats=("jpeg",)))["jpeg", 400]
    for seen, true in zip(samples.corner_colours(image), BROUGHT[curve], strict=True):
        assert samples.distance(seen, true) <= 14


@pytest.mark.parametrize(("turned", "curve"), [(0, 16), (1, 13), (2, 16)])
def test_a_large_heic_of_tiles_is_decoded_row_by_row_to_the_same_pixels(tmp_path, monkeypatch, turned, curve) -> None:
    path = samples.heic(tmp_path / "a.heic", 690, 470, turned, 9, curve, tile=128, deep=curve == 16)
    with path.open("rb") as file, monkeypatch.context() as patch:
        patch.setattr(upright, "LARGE", 200_000)
        patch.setattr(upright, "BAND", 20_000)
        image = upright.opened(file, "HEIF")
        some, few = upright.held(image, 300), upright.decoded(image, 300)
        patch.setattr(heic, "grid", lambda file: None)
        image = upright.opened(file, "HEIF")
        assert (few.width, few.height) == image.size
        assert few.image.tobytes() == upright.decoded(image, 300).image.tobytes()
        assert some < upright.held(image, 300)
    path.write_bytes(path.read_bytes()[:-4000])
    assert isinstance(found := probe.probe(path, "media/a.heic"), Issue), found


@pytest.mark.parametrize("format", ["rgb24", "rgba", "rgb48be", "rgba64be"])
@pytest.mark.parametrize("numbers", [(9, 16, 0, 1), (9, 18, 0, 0), (12, 13, 0, 1)])
def test_a_png_with_its_numbers_is_decoded_part_by_part_to_the_same_pixels(
    tmp_path, monkeypatch, format, numbers
) -> None:
    picture = samples.corners(301, 203, noise=20)
    picture.putalpha(Image.radial_gradient("L").resize(picture.size))
    codec = av.CodecContext.create("png", "w")
    codec.width, codec.height, codec.pix_fmt, codec.time_base = *picture.size, format, Fraction(1, 25)
    codec.options = {"pred": "mixed"}
    frame = av.VideoFrame(*picture.size, "rgba")
    plane = frame.planes[0]
    rows = (picture.crop((0, top, picture.width, top + 1)).tobytes() for top in range(picture.height))
    plane.update(b"".join(row.ljust(plane.line_size, b"\0") for row in rows))
    path = tmp_path / "a.png"
    path.write_bytes(b"".join(bytes(packet) for packet in codec.encode(frame.reformat(format=format))))
    samples.numbered(path, bytes(numbers))
    monkeypatch.setattr(png, "_PART", 20_000)
    with path.open("rb") as file:
        assert png.frame(file, picture.size) is not None
        few = upright.decoded(upright.opened(file, "PNG"), 150).image
        monkeypatch.setattr(png, "frame", lambda file, size: None)
        assert few.tobytes() == upright.decoded(upright.opened(file, "PNG"), 150).image.tobytes()
    monkeypatch.undo()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert isinstance(found := probe.probe(path, "media/a.png"), Issue), found


def test_what_a_camera_says_of_a_png_with_its_numbers_is_read_without_its_pixels(tmp_path, monkeypatch) -> None:
    """It may stand behind them; Pillow would decode the whole to look, and hold it beside what is decoded then."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, "Nadia"
    said = exif.tobytes().removeprefix(b"Exif\0\0")
    path = samples.png16(tmp_path / "a.png", 30, 20, (9000, 9000, 9000), bytes((9, 16, 0, 1)))
    chunk = len(said).to_bytes(4) + b"eXIf" + said + zlib.crc32(b"eXIf" + said).to_bytes(4)
    path.write_bytes(path.read_bytes()[:-12] + chunk + path.read_bytes()[-12:])
    with monkeypatch.context() as patch:
        patch.setattr(PngImagePlugin.PngImageFile, "load", lambda self: pytest.fail("Pillow decoded it"))
        media = facts(path)
    assert (media.width, media.height, media.author) == (20, 30, "Nadia")


def test_a_packed_tiff_in_one_strip_is_known_to_hold_more_than_one_in_many(tmp_path) -> None:
    picture, found = Image.merge("RGB", [Image.effect_noise((900, 600), 90) for _ in "RGB"]), []
    for name, rows in (("one.tif", 600), ("many.tif", 6)):
        picture.save(tmp_path / name, compression="tiff_adobe_deflate", strip_size=900 * 3 * rows)
        with (tmp_path / name).open("rb") as file:
            found.append(upright.held(upright.opened(file, "TIFF"), 300))
    assert found[0] > found[1] + 300_000


@pytest.mark.parametrize(("samples_", "bits"), [(1, 8), (1, 16), (2, 8), (3, 8), (3, 16), (4, 8), (4, 16)])
@pytest.mark.parametrize(("order", "predictor", "rows", "code"), [
    ("little", 1, 40, 8), ("little", 2, 40, 32946), ("big", 1, 7, 8), ("big", 2, 40, 8), ("big", 2, 1, 8)
])  # fmt: skip
def test_a_large_packed_tiff_is_taken_part_by_part_and_comes_out_as_from_its_library(
    tmp_path, monkeypatch, order, predictor, rows, code, samples_, bits
) -> None:
    path = samples.packed_tiff(tmp_path / "a.tif", order, samples_, bits, predictor, rows, code)
    monkeypatch.setattr(strips, "_PART", 1500)  # a few rows
    with path.open("rb") as file, Image.open(file) as whole:
        parts = strips.strips(whole)
        for top, bottom in ((0, 3), (1, 12), (9, 33), (30, 40)):
            part = parts.crop((0, top, 60, bottom))
            assert part.mode == whole.mode
            assert part.tobytes() == Image.open(path).crop((0, top, 60, bottom)).tobytes()


def in_parts(monkeypatch, path: Path, limit: int = 30) -> tuple[Image.Image | str, Image.Image | str]:
    """A small TIFF decoded as a large one is, by its parts and by its library; or the code of what is wrong with it."""
    found: list[Image.Image | str] = []
    monkeypatch.setattr(upright, "LARGE", 1)
    monkeypatch.setattr(upright, "BAND", 600)
    monkeypatch.setattr(upright, "_NARROW", 45)
    monkeypatch.setattr(strips, "_PART", 1500)
    for _ in range(2):
        with path.open("rb") as file:
            try:
                found.append(upright.decoded(upright.opened(file, "TIFF"), limit).image)
            except BadMedium as error:
                found.append(f"{error.code} {error.message}")
        monkeypatch.setattr(strips, "strips", lambda image: None)
    return found[0], found[1]


@pytest.mark.parametrize(
    ("samples_", "bits", "photometric"), [(1, 8, 0), (1, 16, 0), (1, 16, 1), (3, 16, 2), (4, 8, 2), (4, 8, 5)]
)
def test_a_packed_tiff_made_smaller_in_parts_is_the_same_picture(
    tmp_path, monkeypatch, samples_, bits, photometric
) -> None:
    path = samples.packed_tiff(tmp_path / "a.tif", "little", samples_, bits, 2, photometric=photometric)
    parts, whole = in_parts(monkeypatch, path)
    assert isinstance(parts, Image.Image)
    assert isinstance(whole, Image.Image)
    assert (parts.mode, parts.size, parts.tobytes()) == (whole.mode, whole.size, whole.tobytes())


@pytest.mark.parametrize("damage", ["cut", "inside", "at its begin", "short"])
def test_a_damaged_packed_tiff_in_parts_is_told_as_by_its_library(tmp_path, monkeypatch, damage) -> None:
    path = samples.packed_tiff(tmp_path / "a.tif", "big", 3, 16, 2)
    with Image.open(path) as image:
        start, length = image.tag_v2[273][0], image.tag_v2[279][0]
    data = bytearray(path.read_bytes())
    match damage:
        case "cut":
            del data[-9:]
        case "inside":
            data[start + length // 2 : start + length] = b"\xff" * (length - length // 2)
        case "at its begin":
            data[start : start + 2] = b"\0\0"
        case "short":  # fewer rows than it says
            data[start:] = zlib.compress(bytes(60 * 6 * 30), 0).ljust(length, b"\0")
    path.write_bytes(data)
    parts, whole = in_parts(monkeypatch, path)
    assert isinstance(whole, str)
    assert parts == whole


def test_the_tiles_of_a_heic_that_is_damaged_where_they_are_told_are_not_looked_for(tmp_path) -> None:
    path = samples.heic(tmp_path / "a.heic", 290, 290, tile=128)
    whole = path.read_bytes()
    with path.open("rb") as file:
        assert heic.grid(file)
    for at in range(whole.index(b"mdat")):
        for value in (0, 255):
            heic.grid(io.BytesIO(whole[:at] + bytes([value]) + whole[at + 1 :]))
    for at in range(0, whole.index(b"mdat"), 9):
        assert heic.grid(io.BytesIO(whole[:at])) is None


def test_of_a_photograph_with_a_second_picture_behind_it_the_first_is_taken(tmp_path) -> None:
    """Telephones put a map of high light behind the photograph (MPF), cameras a second view; messengers cut it off."""
    path, exif = tmp_path / "a.jpg", Image.Exif()
    exif[0x0112] = 6
    first, behind = samples.corners(600, 400).rotate(90, expand=True), Image.new("RGB", (150, 100), (255, 0, 255))
    first.save(path, "MPO", save_all=True, append_images=[behind], exif=exif)
    with Image.open(path) as opened:
        assert opened.n_frames == 2
    whole = path.read_bytes()
    for data in (whole, whole[:-60], whole[: whole.rindex(b"\xff\xd8")]):
        path.write_bytes(data)
        image = decoded(path, ladder=plan.Ladder(widths=(300,), formats=("jpeg",)))["jpeg", 300]
        assert not getattr(image, "is_animated", False)
        for seen, true in zip(samples.corner_colours(image), samples.CORNERS, strict=True):
            assert samples.distance(seen, true) < 30


def test_a_camera_s_word_for_adobe_rgb_is_understood(tmp_path) -> None:
    """Many cameras put no profile into a JPEG, but "R03" into its EXIF (DCF 2.0)."""
    path, colour = tmp_path / "a.jpg", (120, 150, 70)
    directories = (((0x8769, 4, 1, 26),), ((0xA001, 3, 1, 65535), (0xA005, 4, 1, 56)), ((1, 2, 4, 0x333052),))
    exif = b"II*\0\x08\0\0\0" + b"".join(
        struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags) + bytes(4)
        for tags in directories
    )
    Image.new("RGB", (300, 200), colour).save(path, quality=98, subsampling=0, exif=b"Exif\0\0" + exif)
    assert samples.distance(decoded(path)["webp", 300].getpixel((9, 9)), (105, 151, 61)) <= 4


@pytest.mark.parametrize("suffix", [".webp", ".avif"])
@pytest.mark.parametrize("size", [(1, 1), (3, 1), (17, 301), (301, 17)])
def test_odd_sizes_of_what_is_made_small_in_planes(tmp_path, suffix, size) -> None:
    path = tmp_path / f"a{suffix}"
    Image.new("RGB", size, (180, 90, 60)).save(path, quality=95)
    assert (facts(path).width, facts(path).height) == size
    image = decoded(path, suffix[1:].upper(), plan.Ladder((120,), ("jpeg",)))["jpeg", min(120, size[0])]
    assert samples.distance(image.getpixel((0, 0)), (180, 90, 60)) <= 8


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "I;16", "P", "CMYK"])
def test_bands_leave_no_seams(tmp_path, monkeypatch, mode) -> None:
    """What is large is made smaller in bands, and looks as if it were made at once."""
    picture = samples.corners(900, 700, noise=60)
    whole = picture.convert("L" if mode == "I;16" else mode)
    if mode == "I;16":
        whole = whole.convert("I").point(lambda value: value * 256 + 0).convert("I;16")
    if mode == "RGBA":
        whole.putalpha(Image.linear_gradient("L").resize(whole.size))
    path = tmp_path / ("a.tif" if mode == "CMYK" else "a.png")
    whole.save(path)
    format = path.suffix[1:].upper().replace("TIF", "TIFF")
    with path.open("rb") as file:
        at_once = upright.decoded(upright.opened(file, format), 301).image
        monkeypatch.setattr(upright, "_NARROW", 301)
        monkeypatch.setattr(upright, "LARGE", 50_000)
        monkeypatch.setattr(upright, "BAND", 40_000)
        banded = upright.decoded(upright.opened(file, format), 301).image
    assert banded.mode == at_once.mode
    extremes = ImageChops.difference(upright.flat(banded), upright.flat(at_once)).getextrema()
    for _, most in [extremes] if isinstance(extremes[0], (int, float)) else extremes:
        assert most <= 3


SEEN_THROUGH = {"a.webp": {"quality": 95}, "b.webp": {"lossless": True}, "a.avif": {"quality": 95}}


@pytest.mark.parametrize("name", SEEN_THROUGH)
@pytest.mark.parametrize("size", [(301, 203), (300, 202)])
def test_what_is_large_and_seen_through_is_taken_part_by_part_and_looks_the_same(tmp_path, monkeypatch, name, size):
    path = tmp_path / name
    picture = samples.corners(*size, noise=20)
    picture.putalpha(Image.radial_gradient("L").resize(size))
    picture.save(path, **SEEN_THROUGH[name])
    monkeypatch.setattr(upright, "BAND", 4000)
    monkeypatch.setattr(upright, "_NARROW", 150)
    with path.open("rb") as file:
        image = upright.opened(file, path.suffix[1:].upper())
        monkeypatch.setattr(image, "load", lambda: pytest.fail("Pillow decoded it"))
        made = upright.decoded(image, 150).image
    want = picture.resize(made.size, Image.Resampling.BICUBIC)
    assert (made.mode, made.size) == ("RGBA", (150, 101))
    assert samples.distance(_mean(made), _mean(want)) < 2
    lost = ImageChops.difference(made.getchannel("A"), want.getchannel("A"))
    assert lost.getextrema()[1] < 24
    for seen, true in zip(
        samples.corner_colours(upright.flat(made)), samples.corner_colours(upright.flat(want)), strict=True
    ):
        assert samples.distance(seen, true) < 8
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert not isinstance(probe.probe(path, f"media/{name}"), Media), "the half of it is told"


def _mean(image: Image.Image) -> tuple[int, ...]:
    return upright.flat(image).resize((1, 1)).getpixel((0, 0))


def test_a_broken_profile_is_passed_over(tmp_path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("RGB", (300, 200), (180, 90, 60)).save(path, "JPEG", quality=98, icc_profile=b"no profile at all" * 20)
    assert samples.distance(decoded(path)["webp", 300].getpixel((9, 9)), (180, 90, 60)) <= 4


def test_cmyk(tmp_path) -> None:
    path = tmp_path / "a.jpg"
    samples.corners(300, 200).convert("CMYK").save(path, "JPEG", quality=95)
    made = decoded(path)
    assert all(image.mode == "RGB" for image in made.values())
    for seen, true in zip(samples.corner_colours(made["jpeg", 300]), samples.CORNERS, strict=True):
        assert samples.distance(seen, true) < 20


@pytest.mark.parametrize("value", [0, 32768, 65535])
def test_sixteen_bit_grey_is_scaled_not_clipped(tmp_path, value) -> None:
    path = tmp_path / "a.png"
    Image.new("I;16", (300, 200), value).save(path)
    seen = decoded(path, "PNG")["jpeg", 300]
    assert abs(seen.getpixel((9, 9)) - value // 256) <= 1
    assert seen.mode == "L"


def test_sixteen_bit_colour(tmp_path) -> None:
    path = samples.png16(tmp_path / "a.png", 300, 200, (0xFFFF, 0x8000, 0x0010))
    assert samples.distance(decoded(path, "PNG")["webp", 300].getpixel((9, 9)), (255, 128, 0)) <= 3


def test_sixteen_bit_colour_in_planes_and_grey_as_a_negative(tmp_path) -> None:
    """As scanners and Photoshop ("per channel", "white is zero") write them."""
    path = samples.tiff16(tmp_path / "a.tif", 300, 200, (0xFFFF, 0x8000, 0x0010))
    assert samples.distance(decoded(path, "TIFF")["webp", 300].getpixel((9, 9)), (255, 128, 0)) <= 3
    path = samples.tiff16(tmp_path / "b.tif", 300, 200, (0x4000,), photometric=0)
    assert samples.distance(decoded(path, "TIFF")["jpeg", 300].convert("RGB").getpixel((9, 9)), (191,) * 3) <= 2


def test_grey_with_a_profile_is_alike_with_transparency_and_by_a_palette(tmp_path) -> None:
    """Pillow opens some greys in three colours, for which their profile was not made."""
    grey = Image.new("L", (300, 200), 100)
    see_through = grey.convert("LA")
    see_through.putpixel((0, 0), (0, 0))
    seen = []
    for number, image in enumerate((grey, see_through, grey.convert("P"))):
        path = tmp_path / f"{number}.png"
        image.save(path, icc_profile=samples.grey_profile(1.0))
        seen.append(decoded(path, "PNG")["jpeg", 300].convert("RGB").getpixel((9, 9)))
    assert seen[0][0] == pytest.approx(168, abs=2), "linear light, in sRGB"
    assert samples.distance(seen[0], seen[1]) <= 2
    assert samples.distance(seen[0], seen[2]) <= 2


@pytest.mark.parametrize("mode", ["1", "L", "P"])
def test_simple_modes(tmp_path, mode) -> None:
    path = tmp_path / "a.png"
    Image.new("L", (300, 200), 255).convert(mode).save(path)
    for image in decoded(path, "PNG").values():
        assert samples.distance(image.convert("RGB").getpixel((9, 9)), (255, 255, 255)) <= 2


@pytest.mark.parametrize("mode", ["P", "RGBA", "LA"])
def test_transparency_is_kept_or_put_on_paper(tmp_path, mode) -> None:
    picture = Image.new("RGBA", (300, 200), (10, 10, 10, 255))
    picture.paste((0, 0, 0, 0), (0, 0, 150, 200))
    path = tmp_path / "a.png"
    if mode == "P":
        palette = Image.new("P", (300, 200), 1)
        palette.putpalette([0, 0, 0, 10, 10, 10] + [0] * 762)
        palette.paste(0, (0, 0, 150, 200))
        palette.save(path, transparency=0)
    else:
        picture.convert(mode).save(path)
    made = decoded(path, "PNG")
    for form in ("avif", "webp"):
        assert made[form, 300].mode == "RGBA"
        assert made[form, 300].getpixel((20, 100))[3] <= 2
        assert made[form, 300].getpixel((280, 100))[3] >= 253
    assert samples.distance(made["jpeg", 300].convert("RGB").getpixel((20, 100)), (255, 255, 255)) <= 2
    assert samples.distance(made["jpeg", 300].convert("RGB").getpixel((280, 100)), (10, 10, 10)) <= 4


def test_a_colour_that_stands_for_nothing_is_known_in_sixteen_bits(tmp_path) -> None:
    samples.png16(tmp_path / "a.png", 300, 200, (0x8000, 0x4000, 0x2000), through=True)
    Image.new("I;16", (300, 200), 0x8000).save(tmp_path / "b.png", transparency=0x8000)
    for name in ("a.png", "b.png"):
        seen = decoded(tmp_path / name, "PNG")["jpeg", 300].convert("RGB").getpixel((9, 9))
        assert samples.distance(seen, (255, 255, 255)) <= 2


def test_an_animation_gives_its_first_picture(tmp_path) -> None:
    path = tmp_path / "a.gif"
    first, second = Image.new("RGB", (200, 100), samples.RED), Image.new("RGB", (200, 100), samples.BLUE)
    first.save(path, save_all=True, append_images=[second], duration=50)
    image = decoded(path, "GIF")["jpeg", 200]
    assert samples.distance(image.getpixel((50, 50)), samples.RED) < 12


@pytest.mark.parametrize(("focus", "corner"), [((0.0, 0.0), 0), ((1.0, 0.0), 1), ((0.0, 1.0), 2), ((0.95, 0.95), 3)])
@pytest.mark.parametrize("ratio", [(100, 300), (300, 20)])
def test_a_crop_keeps_its_focus(tmp_path, focus, corner, ratio) -> None:
    path = samples.photo(tmp_path / "a.jpg")
    media = facts(path)
    item = plan.crop(
        Media(path=media.path, kind="photo", digest=media.digest, size=1, width=900, height=600, focus=focus), *ratio
    )
    image = Image.open(io.BytesIO(make(path, [item])[item.name]))
    assert image.size == ratio
    near = samples.corner_colours(image)[corner]
    assert samples.distance(near, samples.CORNERS[corner]) < 30


def test_bytes_follow_from_the_recipe_alone(tmp_path) -> None:
    """What else is asked for, and in which run, changes nothing: a warm build equals a cold one."""
    path = samples.photo(tmp_path / "a.jpg", 2600, 900, orientation=8)
    media = facts(path)
    ladder = plan.Ladder(widths=(60, 200, 700, 2500), formats=("webp", "jpeg", "avif"))
    wanted = (*plan.picture(media, ladder), plan.crop(media, 400, 210))
    together = make(path, wanted)
    assert together == make(path, wanted)
    for item in (wanted[0], wanted[1], wanted[3], wanted[4], wanted[-1]):
        assert make(path, [item]) == {item.name: together[item.name]}


def test_a_wider_picture_than_the_intermediate_stays_sharp(tmp_path) -> None:
    path = tmp_path / "a.png"
    lines = Image.new("L", (2, 1))
    lines.putpixel((1, 0), 255)
    picture = Image.new("L", (3000, 60))
    for x in range(0, 3000, 2):
        picture.paste(lines, (x, 0))
    picture = picture.resize((3000, 60))
    picture.save(path)
    media = facts(path)
    (item,) = plan.picture(media, plan.Ladder(widths=(3000,), formats=("jpeg",)))
    image = Image.open(io.BytesIO(make(path, [item], "PNG")[item.name]))
    assert image.getextrema() == (0, 255)


def test_the_placeholder_is_a_few_colours_from_top_to_bottom(tmp_path) -> None:
    media = facts(samples.photo(tmp_path / "a.jpg", orientation=6))
    stops = [tuple(bytes.fromhex(stop.removeprefix("#"))) for stop in media.blur.split(",")]
    assert len(stops) == 3
    top, middle, bottom = (
        tuple((a + b) // 2 for a, b in zip(*two, strict=True))
        for two in ((samples.RED, samples.GREEN), (stops[0], stops[2]), (samples.BLUE, samples.YELLOW))
    )
    assert samples.distance(stops[0], top) < 20
    assert samples.distance(stops[1], middle) < 20
    assert samples.distance(stops[2], bottom) < 20
    assert len(f"#p99{{--g:{media.blur}}}") < 40


def test_what_can_be_seen_through_has_no_placeholder(tmp_path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGBA", (300, 200), (10, 10, 10, 0)).save(path)
    assert facts(path).blur == ""
    Image.new("RGBA", (300, 200), (10, 10, 10, 255)).save(path)
    assert facts(path).blur == "#0a0a0a,#0a0a0a,#0a0a0a"


def test_damage_is_found_when_made_too(tmp_path) -> None:
    path = samples.photo(tmp_path / "a.jpg")
    wanted = plan.picture(facts(path), LADDER)
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(BadMedium) as bad:
        make(path, wanted)
    assert bad.value.code == "medium-truncated"
