"""Every sound comes out as loud as it should, by the word of another meter than ours."""

from __future__ import annotations

import array
import wave
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import msgspec
import pytest
from av.stream import Disposition

from tests.media import samples
from webdoc.media import loudness, plan, probe, sniff, voice
from webdoc.model import Media

pyloudnorm = pytest.importorskip("pyloudnorm")
numpy = pytest.importorskip("numpy")
signal = pytest.importorskip("scipy.signal")


def facts(path: Path) -> Media:
    found = probe.probe(path, f"media/{path.name}")
    assert isinstance(found, Media), found
    return found


def published(path: Path, target: float, **more: object) -> dict[str, Path]:
    media = msgspec.structs.replace(facts(path), loudness=target, **more)
    outs = [(item.recipe, path.parent / item.name) for item in plan.sound(media)]
    voice.make_sound(path, sniff.sniff(path.read_bytes()[: sniff.HEAD]).format, outs)
    return {recipe.format: out for recipe, out in outs}


def decoded(path: Path) -> tuple[object, int]:
    with av.open(str(path)) as source:
        frames = [frame.to_ndarray().astype("float64") for frame in source.decode(audio=0)]
        return numpy.concatenate(frames, axis=1).T, source.streams.audio[0].rate


def heard(path: Path) -> float:
    data, rate = decoded(path)
    return float(pyloudnorm.Meter(rate).integrated_loudness(data))


def true_peak(path: Path) -> float:
    """Decibels between the samples too: there are four times as many of them."""
    data, _ = decoded(path)
    finer = signal.resample_poly(data.astype("float64"), 4, 1, axis=0)
    return 20 * float(numpy.log10(numpy.abs(finer).max()))


def speech(path: Path, seed: int, gain: float, rate: int = 44_100, seconds: float = 12.0, pops: float = 0.0) -> Path:
    """Vowels of a few overtones with a little breath, pauses between them, now and then a shout: uneven as a voice.

    ``pops``: how much louder than a vowel the consonant is with which each begins.
    """
    chance = numpy.random.default_rng(seed)
    parts, length = [], 0
    while length < rate * seconds:
        count = int(rate * chance.uniform(0.08, 0.35))
        times, pitch = numpy.arange(count) / rate, chance.uniform(90, 260)
        tone = sum(
            chance.uniform(0.2, 1) / number * numpy.sin(2 * numpy.pi * pitch * number * times)
            for number in range(1, 16)
        )
        level = gain * chance.uniform(0.3, 1.0) * (2.2 if chance.random() < 0.05 else 1.0)
        shape = numpy.sin(numpy.pi * numpy.arange(count) / count) ** 0.5
        pop = pops * numpy.exp(-times / 0.002) * chance.standard_normal(count)
        parts += [level * (shape * (tone / 3 + 0.02 * chance.standard_normal(count)) + pop)]
        parts += [0.001 * gain * chance.standard_normal(int(rate * chance.uniform(0.02, 0.4)))]
        length += count + len(parts[-1])
    out = numpy.clip(numpy.concatenate(parts), -1, 1)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((out * 32767).astype("<i2").tobytes())
    return path


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "gain"), list(enumerate((0.035, 0.07, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 2.0))))
def test_ten_voices_come_out_at_their_loudness(tmp_path: Path, seed: int, gain: float) -> None:
    for out in published(speech(tmp_path / "voice.wav", seed, gain), -16.0, mp3=True).values():
        assert heard(out) == pytest.approx(-16.0, abs=0.5)
        assert true_peak(out) < -1.0


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_a_voice_with_hard_consonants_comes_out_as_loud_as_the_others(tmp_path: Path, seed: int) -> None:
    path = speech(tmp_path / "voice.wav", seed, 0.1, pops=0.3)
    assert true_peak(path) - heard(path) > 19
    for out in published(path, -16.0, mp3=True).values():
        assert heard(out) == pytest.approx(-16.0, abs=0.5)
        assert true_peak(out) < -1.0


@pytest.mark.slow
@pytest.mark.parametrize("seed", [4])
def test_a_voice_that_was_an_mp3_before_does_not_overshoot(tmp_path: Path, seed: int) -> None:
    """What one encoder left out, the next one may put back at the wrong place, as a click."""
    spoken, path = speech(tmp_path / "a.wav", seed, 0.3, seconds=8.0), tmp_path / "b.mp3"
    with av.open(str(spoken)) as source, av.open(str(path), "w") as out:
        variable = {"flags": "+qscale", "global_quality": str(4 * 118)}
        stream = out.add_stream("libmp3lame", rate=44_100, layout="mono", options=variable)
        for frame in source.decode(audio=0):
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    for form, made in published(path, -16.0).items():
        assert true_peak(made) <= -1.0, form


def test_another_target_and_none(tmp_path: Path) -> None:
    path = speech(tmp_path / "voice.wav", 3, 0.1, seconds=4.0)
    with wave.open(str(path)) as file:
        raw = numpy.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768
    before = float(pyloudnorm.Meter(44_100).integrated_loudness(raw))
    assert heard(published(path, -23.0)["opus"]) == pytest.approx(-23.0, abs=0.5)
    assert heard(published(path, 0.0)["opus"]) == pytest.approx(before, abs=0.5)


def test_silence_stays_silence(tmp_path: Path) -> None:
    path = tmp_path / "silence.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(bytes(2 * 48_000))
    media = facts(path)
    assert (media.audible, media.peaks) == (False, "")
    for out in published(path, -16.0).values():
        data, _ = decoded(out)
        assert float(numpy.abs(data).max()) < 0.001


@pytest.mark.parametrize(("other", "opposed"), [(-1.0, True), (-0.9, True), (0.0, False), (0.5, False), (1.0, False)])
def test_what_one_loudspeaker_does_not_play_is_known_and_is_no_silence(
    tmp_path: Path, other: float, opposed: bool
) -> None:
    left = numpy.sin(numpy.arange(16_000) / 5) * 9_000
    with wave.open(str(tmp_path / "room.wav"), "wb") as file:
        file.setparams((2, 2, 16_000, 0, "NONE", ""))
        file.writeframes(numpy.stack([left, left * other], axis=1).astype("<i2").tobytes())
    media = facts(tmp_path / "room.wav")
    assert (media.audible, media.opposed) == (True, opposed)
    assert set(media.peaks) <= {"e", "f"}, "as loud as what one ear hears of it"


@pytest.mark.parametrize("seconds", [0.03, 0.2, 0.39])
def test_a_sound_too_short_for_the_standard_is_published_whole(tmp_path: Path, seconds: float) -> None:
    path = samples.sound(tmp_path / "click.wav", seconds)
    assert facts(path).duration == pytest.approx(seconds, abs=0.001)
    for out in published(path, -16.0).values():
        data, rate = decoded(out)
        assert len(data) / rate == pytest.approx(seconds, abs=0.03)
        assert true_peak(out) < -1.0


@pytest.mark.parametrize(("rate", "layout"), [(8_000, "mono"), (192_000, "stereo"), (48_000, "5.1"), (22_050, "mono")])
def test_rates_and_channels_of_every_kind(tmp_path: Path, rate: int, layout: str) -> None:
    path = tmp_path / "a.flac"
    chance = numpy.random.default_rng(1)
    channels = {"mono": 1, "stereo": 2, "5.1": 6}[layout]
    with av.open(str(path), "w") as out:
        stream = out.add_stream("flac", rate=rate, layout=layout)
        at = numpy.arange(2 * rate)
        tones = [
            sum(numpy.sin(2 * numpy.pi * (200 + 70 * one) * at * n / rate) for n in (1, 2, 3))
            for one in range(channels)
        ]
        noise = (numpy.stack(tones, axis=1).reshape(1, -1) * 900 + chance.standard_normal(1)).astype("int16")
        frame = av.AudioFrame.from_ndarray(noise, format="s16", layout=layout)
        frame.sample_rate = rate
        out.mux([*stream.encode(frame), *stream.encode(None)])
    for made in published(path, -20.0).values():
        data, _ = decoded(made)
        assert data.shape[1] == min(channels, 2)
        assert heard(made) == pytest.approx(-20.0, abs=0.5)


def test_the_waveform_shows_where_it_is_loud(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    tone = [int(20_000 * ((at // 40) % 2 * 2 - 1) * (at > 44_100)) for at in range(88_200)]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(44_100)
        file.writeframes(array.array("h", tone).tobytes())
    peaks = facts(path).peaks
    assert len(peaks) == 120
    assert set(peaks[:55]) == {"0"}
    assert set(peaks[65:]) == {"f"}


def test_tags_are_dropped_or_kept_by_choice(tmp_path: Path) -> None:
    path = samples.sound(tmp_path / "a.flac", 1.0, "flac")
    assert b"SecretTitle" in path.read_bytes()
    for out in published(path, -16.0).values():
        assert b"SecretTitle" not in out.read_bytes()
    for out in published(path, -16.0, tags=True).values():
        assert b"SecretTitle" in out.read_bytes()


def signed(path: Path, codec: str) -> Path:
    """A tone with a title, an artist, a licence, a place, and a photograph that says more on its cover."""
    with av.open(str(path), "w", format={"m4a": "mp4"}.get(path.suffix[1:])) as out:
        out.metadata.update({"title": "A title", "artist": "An artist", "copyright": "Ann Example"})
        out.metadata.update({"license": "CC-BY-4.0", "location": "SecretPlace", "encoded_by": "SecretProgram"})
        stream = out.add_stream(codec, rate=44_100, layout="mono")
        cover = out.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 64, 64, "yuvj420p"
        cover.disposition = Disposition.attached_pic
        photo = av.Packet(samples.photo(path.with_suffix(".jpg"), 64, 64).read_bytes())
        photo.stream, photo.pts, photo.dts, photo.time_base = cover, 0, 0, Fraction(1)
        out.mux(photo)
        samples._tone(out, stream, 1.0, 44_100, "mono")
    return path


@pytest.mark.parametrize(("name", "codec"), [("a.mp3", "libmp3lame"), ("a.m4a", "aac"), ("a.flac", "flac")])
def test_title_artist_licence_and_cover_are_kept_by_choice_and_nothing_else(
    tmp_path: Path, name: str, codec: str
) -> None:
    path = signed(tmp_path / name, codec)
    for form, out in published(path, -16.0, mp3=True).items():
        with av.open(str(out)) as source:
            said = {**source.metadata, **source.streams.audio[0].metadata}
            assert not {"title", "artist", "copyright"} & set(said), form
            assert not source.streams.video
    for form, out in published(path, -16.0, mp3=True, tags=True).items():
        with av.open(str(out)) as source:
            said = {**source.metadata, **source.streams.audio[0].metadata}
            assert (said["title"], said["artist"]) == ("A title", "An artist")
            assert said["copyright"].startswith("Ann Example")
            assert name == "a.m4a" or said["copyright"].endswith("CC-BY-4.0"), "an M4A has no place for a licence"
            if form != "opus":
                picture = next(source.decode(video=0)).to_image()
                assert samples.distance(samples.corner_colours(picture)[0], samples.RED) < 24
        assert b"Secret" not in out.read_bytes(), form


def test_an_mp3_is_made_where_it_is_asked_for_and_never_of_ambient_sound(tmp_path: Path) -> None:
    media = facts(samples.sound(tmp_path / "a.wav", 0.5))
    assert [item.recipe.format for item in plan.sound(media)] == ["opus", "m4a"]
    asked = msgspec.structs.replace(media, mp3=True)
    assert [item.recipe.format for item in plan.sound(asked)] == ["opus", "m4a", "mp3"]
    assert [item.recipe.format for item in plan.sound(asked, plan.AMBIENT)] == ["opus", "m4a"]
    out = published(tmp_path / "a.wav", -16.0, mp3=True)["mp3"]
    with av.open(str(out)) as source:
        assert (source.format.name, source.streams.audio[0].codec_context.name) == ("mp3", "mp3float")
    assert out.read_bytes() == published(tmp_path / "a.wav", -16.0, mp3=True)["mp3"].read_bytes()


def test_a_beep_stays_where_it_is(tmp_path: Path) -> None:
    """Encoders add some silence before and after; players are told to leave it out."""
    path = tmp_path / "a.wav"
    beep = [int(20_000 * (-1) ** (at // 24)) if 48_000 <= at < 52_800 else 0 for at in range(96_000)]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(array.array("h", beep).tobytes())
    for out in published(path, -16.0, mp3=True).values():
        data, rate = decoded(out)
        loud = numpy.flatnonzero(numpy.abs(data[:, 0]) > 0.3 * numpy.abs(data).max())
        assert loud[0] / rate == pytest.approx(1.0, abs=0.005)
        assert len(data) / rate == pytest.approx(2.0, abs=0.03)


def test_the_limiter_takes_no_more_than_it_may() -> None:
    slam = loudness.Measure(loudness=-45.0, peak=-1.0)
    level = loudness.level(slam, -16.0)
    assert level.limited
    assert level.gain == pytest.approx(loudness.CEILING - slam.peak + loudness.SQUASH)
    gains = [loudness.level(loudness.Measure(at, -30.0), -16.0).gain for at in (-40.0, -30.0, -16.0)]
    assert all(before > after for before, after in pairwise(gains))
