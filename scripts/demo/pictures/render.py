"""Render the pictures: python render.py [shot ...] --quality draft|final --out media."""

import argparse
import os
import pathlib
import tempfile
import time

import bpy
import finish
import materials
import numpy as np
import rooms
import wide as panoramas

SHOTS = rooms.SHOTS | {"camp-lane": panoramas.camp_lane}
QUALITIES = {"preview": (600, 8), "draft": (900, 14), "final": (984, None)}
PLACES = {"damp-room": (48.85661, 2.35222)}


def setup(shot, width, samples, threads):
    """Cycles with few samples, adaptive sampling, clamped indirect light and the denoiser."""
    scene = bpy.context.scene
    wide, high = shot.ratio
    scene.render.engine = "CYCLES"
    scene.render.resolution_x = width if wide >= high else round(width * 0.7)
    scene.render.resolution_y = round(scene.render.resolution_x * high / wide)
    scene.render.resolution_percentage = 100
    scene.render.threads_mode = "FIXED"
    scene.render.threads = threads
    cycles = scene.cycles
    cycles.samples = samples
    cycles.seed = 7
    cycles.use_adaptive_sampling = True
    cycles.adaptive_threshold = 0.06
    cycles.adaptive_min_samples = max(5, samples // 2)
    cycles.use_denoising = True
    cycles.denoiser = "OPENIMAGEDENOISE"
    cycles.denoising_input_passes = "RGB_ALBEDO_NORMAL"
    cycles.max_bounces = 5
    cycles.diffuse_bounces = 2
    cycles.glossy_bounces = 2
    cycles.transmission_bounces = 5
    cycles.transparent_max_bounces = 10
    cycles.sample_clamp_indirect = 3.0
    cycles.sample_clamp_direct = 0.0
    cycles.caustics_reflective = False
    cycles.caustics_refractive = False
    cycles.blur_glossy = 1.0
    cycles.light_sampling_threshold = 0.02
    scene.render.image_settings.file_format = "OPEN_EXR"
    scene.render.image_settings.color_depth = "16"
    scene.render.image_settings.exr_codec = "ZIP"


def shoot(target):
    """Render the scene through an EXR file and return its linear RGB pixels."""
    bpy.context.scene.render.filepath = str(target)
    bpy.ops.render.render(write_still=True)
    image = bpy.data.images.load(str(target))
    wide, high = image.size
    pixels = np.empty(wide * high * 4, dtype=np.float32)
    image.pixels.foreach_get(pixels)
    target.unlink()
    return pixels.reshape(high, wide, 4)[::-1, :, :3].copy()


def expose(name, quality, work, threads):
    """Build and render one shot; returns the shot and its linear pixels."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    shot = SHOTS[name]()
    rooms.camera(shot)
    width, samples = QUALITIES[quality]
    setup(shot, round(width * shot.detail), samples or shot.samples, threads)
    linear = shoot(work / f"{name}-{quality}.exr")
    np.save(work / f"{name}-{quality}.npy", linear.astype(np.float16))
    return shot, linear


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shots", nargs="*", metavar="shot", help="all of them when none is named")
    parser.add_argument("--quality", choices=QUALITIES, default="draft")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("media"))
    parser.add_argument("--work", type=pathlib.Path, default=pathlib.Path(tempfile.gettempdir()) / "six-doors-work")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--develop-only", action="store_true", help="reuse the stored render of this quality")
    args = parser.parse_args()
    for folder in (args.out, args.work):
        folder.mkdir(parents=True, exist_ok=True)
    if hasattr(os, "nice"):
        os.nice(5)
    for name in args.shots or SHOTS:
        started = time.time()
        stored = args.work / f"{name}-{args.quality}.npy"
        if args.develop_only and stored.exists():
            bpy.ops.wm.read_factory_settings(use_empty=True)
            shot, linear = SHOTS[name](), np.load(stored).astype(np.float32)
        else:
            shot, linear = expose(name, args.quality, args.work, args.threads)
        wide, high = shot.ratio
        width = shot.width if wide >= high else round(shot.width * 2 / 3)
        if args.quality == "preview":
            width = linear.shape[1]
        photograph = finish.develop(
            linear,
            width=width,
            height=round(width * high / wide),
            seed=sum(map(ord, name)),
            exposure=shot.exposure,
            contrast=shot.contrast,
            warmth=shot.warmth,
            grain_amount=shot.grain,
            balance=materials.kelvin(shot.balance) if shot.balance else (1, 1, 1),
        )
        quality, size = finish.export(photograph, args.out / f"{name}.jpg", shot.limit, PLACES.get(name))
        print(
            f"{name}: {photograph.size}, q{quality}, {size // 1024} KB, {time.time() - started:.0f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
