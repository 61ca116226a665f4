"""The two moving pictures: python clips.py [rain-window] [bulb] --out media.

Both are made over renders of this folder; they need `render.py damp-window damp-room` to have run at the
same quality with the same --work folder.
"""

import argparse
import fractions
import math
import pathlib
import tempfile

import av
import bpy
import finish
import materials
import numpy as np
import render
import rooms
from bpy_extras.object_utils import world_to_camera_view
from mathutils import Vector

RATE = 25
SIZE = (1280, 720)


def crop_wide(linear, top=0.5):
    """A 16:9 strip of a 3:2 picture; top is the share of the surplus cut above."""
    height, width = linear.shape[:2]
    keep = round(width * SIZE[1] / SIZE[0])
    start = round((height - keep) * top)
    return linear[start : start + keep], start


def encode(path, frames, count, crf, sound=None):
    """H.264 (and AAC when there is sound), web-ready."""
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as target:
        stream = target.add_stream("libx264", rate=RATE)
        stream.width, stream.height = SIZE
        stream.pix_fmt = "yuv420p"
        stream.options = {"crf": str(crf), "preset": "slow", "profile": "high"}
        track = None
        if sound is not None:
            track = target.add_stream("aac", rate=44100, layout="mono")
            track.bit_rate = 72000
        for index in range(count):
            frame = av.VideoFrame.from_ndarray(frames(index), format="rgb24")
            target.mux(stream.encode(frame))
        target.mux(stream.encode())
        if track:
            for start in range(0, len(sound) - 1023, 1024):
                block = av.AudioFrame.from_ndarray(sound[None, start : start + 1024], format="fltp", layout="mono")
                block.sample_rate = 44100
                block.pts = start
                block.time_base = fractions.Fraction(1, 44100)
                target.mux(track.encode(block))
            target.mux(track.encode())
    return path.stat().st_size


def fit(path, frames, count, limit, sound=None, crf=23):
    """Encode, and encode again a little harder until the file is small enough."""
    stored = [frames(i) for i in range(count)]
    while encode(path, stored.__getitem__, count, crf, sound) > limit and crf < 36:
        crf += 2
    print(f"{path.name}: {path.stat().st_size // 1024} KB at crf {crf}")


def rain_sound(seconds, seed=5):
    """Soft broadband rain with single drops on the sill, fading in and out."""
    generator = np.random.default_rng(seed)
    count = int(seconds * 44100)
    spectrum = np.fft.rfft(generator.standard_normal(count))
    hertz = np.fft.rfftfreq(count, 1 / 44100)
    shape = (hertz / 400) ** 0.4 / (1 + (hertz / 2600) ** 1.5) * (hertz > 90)
    noise = np.fft.irfft(spectrum * shape, count)
    noise *= 0.055 / noise.std()
    swell = 1 + 0.18 * np.sin(np.arange(count) / 44100 * 2 * math.pi * 0.21)
    noise *= swell
    for _ in range(int(seconds * 17)):
        start = generator.integers(0, count - 3000)
        length = generator.integers(500, 2600)
        time = np.arange(length) / 44100
        pitch = generator.uniform(700, 3200)
        drop = np.sin(2 * math.pi * pitch * time * (1 + 3 * time)) * np.exp(-time * generator.uniform(120, 420))
        noise[start : start + length] += drop * generator.uniform(0.01, 0.07)
    fade = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / (0.5 * 44100))
    return (noise * fade).astype(np.float32)


def pane_mask(name):
    """Render a mask: 1 where the camera sees bare wet glass, 0 elsewhere."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    shot = rooms.SHOTS[name]()
    shot.fstop = 64
    rooms.camera(shot)
    white = materials.glow((1.0, 1.0, 1.0), 1.0)
    black = materials.glow((0.0, 0.0, 0.0), 0.0)
    for obj in bpy.data.objects:
        if obj.type == "LIGHT":
            obj.hide_render = True
        for slot in obj.material_slots:
            slot.material = white if slot.material and slot.material.name.startswith("wet_glass") else black
    rooms.world((0, 0, 0))
    render.setup(shot, SIZE[0], 8, 2)
    bpy.context.scene.cycles.use_denoising = False
    return np.clip(render.shoot(pathlib.Path(tempfile.gettempdir()) / "pane-mask.exr")[..., 0], 0, 1)


class Rain:
    """Beads sitting on a pane and drops running through them, as a height map with cleared tracks."""

    def __init__(self, mask, seed=3):
        self.generator = np.random.default_rng(seed)
        self.mask = mask
        self.height, self.width = mask.shape
        rows, columns = np.nonzero(mask > 0.9)
        self.top, self.bottom = rows.min(), rows.max()
        pick = self.generator.integers(0, len(rows), 2100)
        radius = self.generator.gamma(1.7, 0.62, 2100) + 0.8
        self.beads = np.column_stack([columns[pick], rows[pick], np.minimum(radius, 4.2)]).astype(np.float32)
        self.track = np.zeros(mask.shape, dtype=np.float32)
        self.runners = [self.start(columns) for _ in range(34)]
        for runner in self.runners:
            runner["y"] = self.generator.uniform(self.top, self.bottom)
        self.columns = columns

    def start(self, columns):
        return {
            "x": float(self.generator.choice(columns)),
            "y": float(self.top - 6),
            "radius": self.generator.uniform(3.6, 6.6),
            "speed": 0.0,
            "wait": self.generator.integers(0, 60),
            "phase": self.generator.uniform(0, 6.28),
        }

    def step(self):
        self.track *= 0.992
        for index, drop in enumerate(self.runners):
            if drop["wait"] > 0:
                drop["wait"] -= 1
                drop["speed"] *= 0.6
            else:
                drop["speed"] = min(drop["speed"] + 0.35, drop["radius"] * 1.25)
                if self.generator.random() < 0.035:
                    drop["wait"] = self.generator.integers(6, 46)
            old = drop["y"]
            drop["y"] += drop["speed"]
            drop["x"] += math.sin(drop["y"] * 0.045 + drop["phase"]) * 0.32 * min(1.0, drop["speed"])
            self.wipe(drop, old)
            near = (
                np.hypot(self.beads[:, 0] - drop["x"], self.beads[:, 1] - drop["y"]) < drop["radius"] + self.beads[:, 2]
            )
            if near.any() and drop["speed"] > 0.3:
                drop["radius"] = min(8.5, drop["radius"] + 0.02 * near.sum())
                self.beads = self.beads[~near]
            if drop["speed"] > 1.2 and self.generator.random() < 0.3:
                left = [
                    drop["x"] + self.generator.normal(0, 0.8),
                    old - drop["radius"] * 1.4,
                    self.generator.uniform(0.8, 1.9),
                ]
                self.beads = np.vstack([self.beads, np.float32(left)])
                drop["radius"] = max(3.2, drop["radius"] - 0.05)
            if drop["y"] > self.bottom + 10:
                self.runners[index] = self.start(self.columns)

    def wipe(self, drop, old):
        half = drop["radius"] * 0.72
        x0, x1 = max(0, int(drop["x"] - half - 2)), min(self.width, int(drop["x"] + half + 3))
        y0, y1 = max(0, int(old)), min(self.height, int(drop["y"]) + 1)
        if x1 > x0 and y1 > y0:
            profile = np.clip(1.2 - np.abs(np.arange(x0, x1) - drop["x"]) / half, 0, 1)
            self.track[y0:y1, x0:x1] = np.maximum(self.track[y0:y1, x0:x1], profile)

    def relief(self):
        """Height of the water over the glass, in pixels."""
        field = np.zeros(self.mask.shape, dtype=np.float32)
        for x, y, radius in self.beads:
            self.blob(field, x, y, radius, 1.0)
        for drop in self.runners:
            stretch = 1.0 + min(0.9, drop["speed"] * 0.12)
            self.blob(field, drop["x"], drop["y"], drop["radius"], stretch)
        return field

    def blob(self, field, x, y, radius, stretch):
        reach = int(radius * stretch + 2)
        x0, x1 = max(0, int(x) - reach), min(self.width, int(x) + reach + 1)
        y0, y1 = max(0, int(y) - reach), min(self.height, int(y) + reach + 1)
        if x1 <= x0 or y1 <= y0:
            return
        dy = (np.arange(y0, y1)[:, None] - y) / np.where(np.arange(y0, y1)[:, None] < y, stretch, 1.0)
        dx = np.arange(x0, x1)[None, :] - x
        dome = np.clip(1 - (dx * dx + dy * dy) / radius**2, 0, None)
        patch = field[y0:y1, x0:x1]
        np.maximum(patch, dome**0.8 * radius, out=patch)


def rain_frames(picture, mask, seconds):
    """Frames of rain on the panes of a developed picture (float RGB, 0..1)."""
    rain = Rain(mask)
    height, width = mask.shape
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    far = finish.blur(picture, 7)
    clear = np.clip((far - 0.5) * 1.28 + 0.47, 0, 1)
    noise = [finish.grain(height, width, i)[..., None] * 0.012 for i in range(7)]
    inside = mask[..., None]
    for _ in range(50):
        rain.step()
    frames = []
    for index in range(int(seconds * RATE)):
        rain.step()
        relief = rain.relief()
        slope_y, slope_x = np.gradient(relief)
        bent_x = np.clip(columns + slope_x * 16, 0, width - 1).astype(np.int32)
        bent_y = np.clip(rows + slope_y * 20, 0, height - 1).astype(np.int32)
        water = np.clip(relief / 1.2, 0, 1)[..., None]
        track = np.clip(rain.track, 0, 1)[..., None]
        surface = picture * (1 - 0.75 * track) + clear * 0.75 * track
        light = np.clip(-slope_y * 0.55 - slope_x * 0.2, -0.6, 0.6)[..., None]
        drops = clear[bent_y, bent_x] * (1 + light * 0.6) + np.clip(light - 0.34, 0, 1) * 0.5
        wet = surface * (1 - water) + drops * water
        shown = picture * (1 - inside) + wet * inside + noise[index % 7]
        frames.append((np.clip(shown, 0, 1) * 255 + 0.5).astype(np.uint8))
    return frames


def developed(linear, shot, height=None):
    """The darkroom at clip size, without grain."""
    photograph = finish.develop(
        linear,
        width=SIZE[0],
        height=height,
        exposure=shot.exposure,
        contrast=shot.contrast,
        warmth=shot.warmth,
        grain_amount=0.0,
        balance=materials.kelvin(shot.balance) if shot.balance else (1, 1, 1),
    )
    return np.asarray(photograph, dtype=np.float32) / 255


def rain_window(args):
    """Eight seconds of rain over the dawn window, with sound."""
    linear = np.load(args.work / f"damp-window-{args.quality}.npy").astype(np.float32)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    shot = rooms.SHOTS["damp-window"]()
    whole = developed(linear, shot)
    mask = pane_mask("damp-window")[: whole.shape[0], : whole.shape[1]]
    picture, start = crop_wide(whole, 0.3)
    mask = mask[start : start + SIZE[1]]
    frames = rain_frames(picture[: SIZE[1]], mask, 8)
    fit(args.out / "rain-window.mp4", frames.__getitem__, len(frames), 2_450_000, rain_sound(8))


def anchor_points(shot):
    """Where the flex leaves the ceiling and where the bulb hangs, as x, y fractions of the picture."""
    camera = rooms.camera(shot)
    bpy.context.scene.render.resolution_x, bpy.context.scene.render.resolution_y = 1500, 1000
    bpy.context.view_layer.update()
    points = [
        world_to_camera_view(bpy.context.scene, camera, Vector((*rooms.BULB[:2], z))) for z in (2.5, rooms.BULB[2])
    ]
    return [(point.x, 1 - point.y) for point in points]


def sway(picture, anchor, end, shift):
    """Move the hanging bulb sideways by bending the picture around it."""
    height, width = picture.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    reach = (rows - anchor[1]) / (end[1] - anchor[1])
    along = np.clip(reach, 0, 1.25) * np.clip((1.6 - reach) / 0.35, 0, 1)
    near = np.exp(-(((columns - end[0]) / (width * 0.022)) ** 4))
    moved = columns - shift * along * near
    left = np.clip(np.floor(moved), 0, width - 2).astype(np.int32)
    part = (moved - left)[..., None]
    lines = rows.astype(np.int32)
    return picture[lines, left] * (1 - part) + picture[lines, left + 1] * part


def bulb(args):
    """Five seconds, seamless: the bulb of the damp room sways and its light breathes."""
    lit = np.load(args.work / f"damp-room-{args.quality}.npy").astype(np.float32)
    stored = args.work / f"damp-room-dark-{args.quality}.npy"
    if not stored.exists():
        bpy.ops.wm.read_factory_settings(use_empty=True)
        shot = rooms.damp_room(lit=False)
        rooms.camera(shot)
        render.setup(shot, lit.shape[1], 12, 2)
        np.save(stored, render.shoot(args.work / "damp-room-dark.exr").astype(np.float16))
    dark = np.load(stored).astype(np.float32)
    bpy.ops.wm.read_factory_settings(use_empty=True)
    shot = rooms.SHOTS["damp-room"]()
    (ax, ay), (bx, by) = anchor_points(shot)
    height, width = lit.shape[:2]
    wide_lit, start = crop_wide(lit, 0.12)
    wide_dark, _ = crop_wide(dark, 0.12)
    count = 5 * RATE
    scale = SIZE[0] / width
    anchor = (ax * SIZE[0], (ay * height - start) * scale)
    end = (bx * SIZE[0], (by * height - start) * scale)
    dips = {31: 0.72, 32: 0.5, 33: 0.86, 35: 0.78, 88: 0.8, 89: 0.66, 90: 0.93}
    noise = [finish.grain(SIZE[1], SIZE[0], i)[..., None] * 0.008 for i in range(5)]

    def frame(index):
        turn = 2 * math.pi * index / count
        breath = 0.95 + 0.035 * math.sin(turn * 3) + 0.02 * math.sin(turn * 7 + 1)
        power = breath * dips.get(index, 1.0)
        picture = developed(wide_dark + (wide_lit - wide_dark) * power, shot, SIZE[1])
        picture = sway(picture, anchor, end, 3.2 * math.sin(turn * 2)) + noise[index % 5]
        return (np.clip(picture, 0, 1) * 255 + 0.5).astype(np.uint8)

    fit(args.out / "bulb.mp4", frame, count, 1_150_000, crf=21)


CLIPS = {"rain-window": rain_window, "bulb": bulb}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("clips", nargs="*", metavar="clip", help="both when none is named")
    parser.add_argument("--quality", choices=render.QUALITIES, default="final")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("media"))
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "six-doors-work")
    args = parser.parse_args()
    for name in args.clips or CLIPS:
        CLIPS[name](args)


if __name__ == "__main__":
    main()
