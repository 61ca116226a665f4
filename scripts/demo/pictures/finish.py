"""The darkroom: linear render in, graded and grained photograph out (numpy and Pillow only)."""

import io

import numpy as np
import piexif
from PIL import Image, ImageFilter

AGX = np.array(
    [
        [0.842479062253094, 0.0784335999999992, 0.0792237451477643],
        [0.0423282422610123, 0.878468636469772, 0.0791661274605434],
        [0.0423756549057051, 0.0784336, 0.879142973793104],
    ]
)
CURVE = (15.5, -40.14, 31.96, -6.868, 0.4298, 0.1191, -0.00232)


def luminance(image):
    return image @ np.array([0.2126, 0.7152, 0.0722], dtype=np.float32)


def tone(linear, exposure=0.0, contrast=1.25):
    """Film-like tone curve from scene-linear to display values 0..1."""
    scene = np.maximum(linear.astype(np.float32) * 2.0**exposure, 1e-10) @ AGX.T
    log = (np.clip(np.log2(scene), -12.47393, 4.026069) + 12.47393) / 16.5
    display = np.polyval(CURVE, log)
    display = display @ np.linalg.inv(AGX).T
    grey = luminance(display)[..., None]
    display = grey + (display - grey) * 1.1
    display = 0.42 + (display - 0.42) * contrast
    return np.clip(display, 0, 1).astype(np.float32)


def planes(image):
    return [Image.fromarray(np.ascontiguousarray(image[..., i]), mode="F") for i in range(3)]


def resize(image, size):
    return np.stack([np.asarray(p.resize(size, Image.LANCZOS)) for p in planes(image)], axis=-1)


def blur(image, radius):
    """Gaussian blur of a 0..1 image, done at reduced size when the radius is large."""
    height, width = image.shape[:2]
    step = max(1, int(radius / 4))
    small = Image.fromarray((np.clip(image, 0, 1) * 255).astype(np.uint8))
    small = small.resize((max(1, width // step), max(1, height // step)), Image.BOX)
    small = small.filter(ImageFilter.GaussianBlur(radius / step)).resize((width, height), Image.BICUBIC)
    return np.asarray(small, dtype=np.float32) / 255


def aberration(image, amount=0.0014):
    """Scale red a hair larger, as a fast lens does towards the corners."""
    height, width = image.shape[:2]
    factor = 1 + amount
    matrix = (1 / factor, 0, width / 2 * (1 - 1 / factor), 0, 1 / factor, height / 2 * (1 - 1 / factor))
    out = image.copy()
    red = Image.fromarray(np.ascontiguousarray(image[..., 0]), mode="F")
    out[..., 0] = np.asarray(red.transform((width, height), Image.AFFINE, matrix, Image.BICUBIC))
    return out


def grade(image, warmth=0.0):
    """The series' look: cool shadows, warm lights, slightly faded blacks, calm colours."""
    grey = luminance(image)[..., None]
    image = grey + (image - grey) * 0.9
    grey = np.clip(grey, 0, 1)
    shadows, lights = (1 - grey) ** 2.2, grey**1.6
    image = image + shadows * np.array([-0.010, 0.000, 0.012]) + lights * np.array([0.014, 0.004, -0.016])
    image = image * np.array([1 + warmth, 1.0, 1 - warmth])
    return 0.022 + image * 0.975


def radial(height, width):
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return np.hypot((x - width / 2) / (width / 2), (y - height / 2) / (height / 2)) / 2**0.5


def grain(height, width, seed, size=0.75):
    """Unit-variance luminance grain with a little clumping."""
    generator = np.random.default_rng(seed)
    field = generator.standard_normal((height, width)).astype(np.float32)
    kernel = np.exp(-0.5 * (np.arange(-2, 3) / size) ** 2)
    for axis in (0, 1):
        field = sum(weight * np.roll(field, shift - 2, axis) for shift, weight in enumerate(kernel))
    field = field.astype(np.float32)
    return field / field.std()


def white_balance(linear, gains):
    """Neutralise the light: gains is the colour that should become white."""
    gains = np.array(gains, dtype=np.float32)
    return linear * (luminance(gains) / gains)


def develop(
    linear,
    width=2400,
    height=None,
    seed=1,
    exposure=0.0,
    contrast=1.25,
    warmth=0.0,
    grain_amount=0.015,
    balance=(1, 1, 1),
):
    """The whole path from linear float pixels to an 8 bit photograph."""
    source_height, source_width = linear.shape[:2]
    height = height or 2 * int(width * source_height / source_width / 2)
    linear = white_balance(np.nan_to_num(linear, posinf=1e4), balance)
    image = np.clip(resize(tone(linear, exposure, contrast), (width, height)), 0, 1)
    highlights = np.clip((luminance(image) - 0.72) / 0.28, 0, 1)[..., None] * image
    halo = blur(highlights, width / 90) * 0.16 + blur(highlights, width / 28) * 0.12
    image = 1 - (1 - image) * (1 - halo * np.array([1.0, 0.82, 0.66]))
    edge = radial(height, width)[..., None]
    soft = np.clip((edge - 0.55) / 0.6, 0, 1) * 0.55
    image = image * (1 - soft) + blur(image, 2.2) * soft
    image = image + (image - blur(image, 1.6)) * 0.55
    image = aberration(image.astype(np.float32))
    image = grade(image, warmth) * (1 - 0.26 * edge**2.6)
    grey = luminance(image.astype(np.float32))
    strength = grain_amount * (0.55 + 1.8 * np.clip(grey, 0, 1) * (1 - np.clip(grey, 0, 1)))
    image = image + (grain(height, width, seed) * strength)[..., None]
    return Image.fromarray((np.clip(image, 0, 1) * 255 + 0.5).astype(np.uint8))


def rational(degrees):
    whole = int(degrees)
    minutes = int((degrees - whole) * 60)
    seconds = round((degrees - whole - minutes / 60) * 3600 * 100)
    return ((whole, 1), (minutes, 1), (seconds, 100))


def exif(position=None):
    """EXIF with the artist only, or with an invented camera and place for the metadata test."""
    block = {"0th": {piexif.ImageIFD.Artist: b"webdoc demo"}, "Exif": {}, "GPS": {}}
    if position:
        latitude, longitude = position
        block["0th"].update({piexif.ImageIFD.Make: b"Demo Optical", piexif.ImageIFD.Model: b"D-1 (invented)"})
        block["Exif"] = {piexif.ExifIFD.DateTimeOriginal: b"2024:01:17 18:42:10"}
        block["GPS"] = {
            piexif.GPSIFD.GPSLatitudeRef: b"N",
            piexif.GPSIFD.GPSLatitude: rational(latitude),
            piexif.GPSIFD.GPSLongitudeRef: b"E",
            piexif.GPSIFD.GPSLongitude: rational(longitude),
        }
    return piexif.dump(block)


def export(image, path, limit, position=None, quality=88):
    """Save a progressive JPEG at the best quality that fits the byte limit."""
    while True:
        buffer = io.BytesIO()
        image.save(
            buffer,
            "JPEG",
            quality=quality,
            optimize=True,
            progressive=True,
            subsampling=2,
            exif=exif(position),
        )
        if buffer.tell() <= limit or quality <= 60:
            break
        quality -= 2
    path.write_bytes(buffer.getvalue())
    return quality, buffer.tell()
