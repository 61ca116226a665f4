"""Flat pictures drawn with Pillow: children's drawings, letters, displays, views behind windows."""

import itertools
import math
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont


def font(size, bold=False, serif=False):
    face = "DejaVuSerif" if serif else "DejaVuSans"
    return ImageFont.truetype(f"{face}{'-Bold' if bold else ''}.ttf", size)


def _crayon(draw, points, color, generator, width=5):
    """A wavering line, gone over twice."""
    for _ in range(2):
        line = []
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            steps = max(2, int(math.hypot(x1 - x0, y1 - y0) / 9))
            for i in range(steps):
                t = i / steps
                wander = generator.gauss(0, 1.6), generator.gauss(0, 1.6)
                line.append((x0 + (x1 - x0) * t + wander[0], y0 + (y1 - y0) * t + wander[1]))
        draw.line([*line, points[-1]], fill=color, width=width, joint="curve")


def _scribble(draw, box, color, generator, step=7):
    x0, y0, x1, y1 = box
    y = y0
    while y < y1:
        start, end = (x0 + generator.gauss(0, 5), y), (x1 + generator.gauss(0, 5), y + generator.gauss(2, 3))
        _crayon(draw, [start, end], color, generator, 4)
        y += step * generator.uniform(0.7, 1.5)


def _drawing(width, height, seed):
    generator = random.Random(seed)
    image = Image.new("RGB", (width, height), (236, 231, 217))
    draw = ImageDraw.Draw(image)
    ground = height * 0.78
    _scribble(draw, (10, ground, width - 10, height - 14), (96, 138, 70), generator, 11)
    x, w = width * generator.uniform(0.12, 0.4), width * 0.38
    top = height * 0.42
    wall = generator.choice([(178, 64, 50), (196, 140, 40), (70, 96, 160)])
    _crayon(draw, [(x, ground), (x, top), (x + w, top), (x + w, ground), (x, ground)], wall, generator, 6)
    _scribble(draw, (x + 5, top + 8, x + w - 5, ground - 5), wall, generator, 13)
    _crayon(draw, [(x - 20, top), (x + w / 2, top - height * 0.2), (x + w + 20, top)], (90, 50, 40), generator, 7)
    _crayon(
        draw,
        [
            (x + w * 0.4, ground),
            (x + w * 0.4, ground - 70),
            (x + w * 0.62, ground - 70),
            (x + w * 0.62, ground),
        ],
        (50, 40, 40),
        generator,
        6,
    )
    sun = (width * 0.83, height * 0.16)
    ring = [(sun[0] + math.cos(a) * 34, sun[1] + math.sin(a) * 34) for a in np.linspace(0, 6.3, 18)]
    _crayon(draw, ring, (224, 168, 30), generator, 7)
    for a in np.linspace(0, 5.7, 9):
        inner = (sun[0] + math.cos(a) * 42, sun[1] + math.sin(a) * 42)
        outer = (sun[0] + math.cos(a) * 66, sun[1] + math.sin(a) * 66)
        _crayon(draw, [inner, outer], (224, 168, 30), generator, 5)
    for i in range(3):
        px, size = width * (0.66 + 0.11 * i), height * (0.27 - 0.05 * i)
        color = [(40, 70, 150), (170, 50, 110), (60, 120, 60)][i]
        head = ground - size
        ring = [(px + math.cos(a) * size * 0.14, head + math.sin(a) * size * 0.14) for a in np.linspace(0, 6.3, 12)]
        _crayon(draw, ring, color, generator, 5)
        hip = ground - size * 0.35
        _crayon(draw, [(px, head + size * 0.14), (px, hip), (px - 14, ground)], color, generator, 5)
        _crayon(draw, [(px, hip), (px + 14, ground)], color, generator, 5)
        _crayon(
            draw,
            [(px - 22, head + size * 0.4), (px, head + size * 0.3), (px + 22, head + size * 0.42)],
            color,
            generator,
            5,
        )
    shadow = Image.effect_noise((width, height), 14).convert("RGB")
    return Image.blend(image, shadow, 0.06)


def drawing_house(width, height):
    return _drawing(width, height, 3)


def drawing_family(width, height):
    return _drawing(width, height, 11)


def letter(width, height):
    """An official letter: letterhead, a reference, grey lines of unreadable text, a stamp."""
    generator = random.Random(8)
    image = Image.new("RGB", (width, height), (229, 226, 216))
    draw = ImageDraw.Draw(image)
    draw.rectangle((width * 0.1, height * 0.07, width * 0.16, height * 0.12), fill=(40, 62, 110))
    draw.text(
        (width * 0.19, height * 0.075),
        "ENERGY SERVICE",
        font=font(int(width * 0.035), True),
        fill=(40, 44, 60),
    )
    draw.text(
        (width * 0.1, height * 0.25),
        "FINAL REMINDER",
        font=font(int(width * 0.052), True),
        fill=(150, 34, 30),
    )
    y = height * 0.33
    while y < height * 0.8:
        right = width * (0.88 if generator.random() > 0.22 else generator.uniform(0.35, 0.7))
        x = width * 0.1
        while x < right:
            word = width * generator.uniform(0.02, 0.085)
            draw.rectangle((x, y, min(x + word, right), y + height * 0.0075), fill=(96, 94, 92))
            x += word + width * 0.012
        y += height * 0.0225
    stamp = Image.new("L", (width, height), 0)
    ImageDraw.Draw(stamp).ellipse((width * 0.58, height * 0.8, width * 0.86, height * 0.95), outline=150, width=6)
    image.paste((90, 60, 130), mask=stamp.filter(ImageFilter.GaussianBlur(1)))
    for share in (0.345, 0.67):
        draw.line((0, height * share, width, height * share), fill=(202, 198, 187), width=5)
        draw.line((0, height * share + 5, width, height * share + 5), fill=(244, 242, 234), width=3)
    return image


def exercise(width, height):
    """Two ruled pages with a child's sums and lines of practised letters."""
    generator = random.Random(21)
    image = Image.new("RGB", (width, height), (238, 235, 224))
    draw = ImageDraw.Draw(image)
    for y in range(40, height, 26):
        draw.line((0, y, width, y), fill=(176, 196, 214), width=2)
    for x in (width * 0.07, width * 0.57):
        draw.line((x, 0, x, height), fill=(206, 120, 120), width=2)
    for page, rows in (
        (0.09, ("7 + 5 = 12", "9 + 4 = 13", "6 + 8 = 14", "12 - 5 = 7", "15 - 9 = 6", "8 + 8 =")),
        (0.59, ()),
    ):
        for i, row in enumerate(rows):
            draw.text((width * page + generator.uniform(0, 14), 46 + i * 52), row, font=font(32), fill=(44, 54, 120))
    for i in range(7):
        x, y = width * 0.6, 62 + i * 52
        points = [(x + k * 6, y + math.sin(k * 1.15) * 15 - (12 if k % 5 == 0 else 0)) for k in range(int(52 - i * 5))]
        draw.line(points, fill=(44, 54, 120), width=3, joint="curve")
    draw.line((width / 2, 0, width / 2, height), fill=(170, 166, 158), width=6)
    return image


def meter_display(width, height):
    image = Image.new("RGB", (width, height), (126, 142, 112))
    draw = ImageDraw.Draw(image)
    draw.text((width * 0.05, height * 0.07), "CREDIT", font=font(int(height * 0.2), True), fill=(34, 42, 34))
    draw.text(
        (width * 0.96, height * 0.62),
        "0001.37",
        font=font(int(height * 0.5), True),
        fill=(24, 30, 24),
        anchor="rm",
    )
    return image.filter(ImageFilter.GaussianBlur(1.0))


def thermometer_face(width, height):
    """A round dial from -10 to 50 degrees, its needle at 14."""
    image = Image.new("RGB", (width, height), (232, 227, 210))
    draw = ImageDraw.Draw(image)
    centre, radius = (width / 2, height / 2), width * 0.46

    def place(value, share):
        angle = math.radians(225 - (value + 10) / 60 * 270)
        return centre[0] + math.cos(angle) * radius * share, centre[1] - math.sin(angle) * radius * share

    for low, high, color in ((-10, 16, (84, 122, 168)), (16, 24, (112, 146, 88)), (24, 50, (178, 84, 66))):
        for i in range(int(low * 4), int(high * 4)):
            draw.line([place(i / 4, 0.9), place(i / 4, 0.97)], fill=color, width=7)
    for value in range(-10, 51, 2):
        long = value % 10 == 0
        draw.line(
            [place(value, 0.74 if long else 0.8), place(value, 0.88)],
            fill=(30, 28, 26),
            width=6 if long else 3,
        )
        if long:
            draw.text(
                place(value, 0.6),
                str(value),
                font=font(int(width * 0.075), True),
                fill=(30, 28, 26),
                anchor="mm",
            )
    draw.text(
        (centre[0], centre[1] + radius * 0.34),
        "°C",
        font=font(int(width * 0.09)),
        fill=(30, 28, 26),
        anchor="mm",
    )
    draw.line([place(14, -0.16), place(14, 0.82)], fill=(26, 24, 24), width=9)
    draw.ellipse((centre[0] - 18, centre[1] - 18, centre[0] + 18, centre[1] + 18), fill=(26, 24, 24))
    return image


def _facades(width, height, sky, wall, lit, seed, share, level, blur):
    """A block of flats behind the window: gradient sky, dark fronts, some lit windows."""
    generator = random.Random(seed)
    low, high = (np.array(c, dtype=np.float32) for c in sky)
    rows = np.linspace(0, 1, height)[:, None, None] ** 0.8
    image = Image.fromarray(np.broadcast_to(high + (low - high) * rows, (height, width, 3)).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    x = -30
    while x < width:
        block = generator.randint(width // 7, width // 3)
        top = height * (level + generator.uniform(-0.14, 0.1))
        tint = tuple(int(c * generator.uniform(0.75, 1.15)) for c in wall)
        draw.rectangle((x, top, x + block, height), fill=tint)
        draw.rectangle((x + block * 0.2, top - 26, x + block * 0.27, top), fill=tint)
        for wx in range(int(x) + 16, int(x + block) - 24, 44):
            for wy in range(int(top) + 22, height, 58):
                on = generator.random() < share
                color = (
                    tuple(int(c * generator.uniform(0.7, 1.0)) for c in lit)
                    if on
                    else tuple(int(c * 0.6) for c in tint)
                )
                draw.rectangle((wx, wy, wx + 22, wy + 34), fill=color)
        x += block + generator.randint(0, 20)
    return image.filter(ImageFilter.GaussianBlur(blur))


def view_dawn(width, height):
    return _facades(width, height, ((214, 158, 128), (92, 118, 158)), (46, 54, 72), (255, 196, 110), 5, 0.16, 0.5, 3)


def view_night(width, height):
    return _facades(width, height, ((38, 42, 58), (12, 16, 30)), (16, 18, 26), (255, 190, 104), 9, 0.28, 0.28, 3)


def view_winter(width, height):
    return _facades(
        width, height, ((196, 208, 222), (150, 172, 202)), (98, 108, 124), (255, 214, 150), 14, 0.08, 0.45, 3
    )


def view_day(width, height):
    return _facades(
        width, height, ((236, 240, 244), (190, 212, 238)), (176, 164, 146), (120, 128, 136), 17, 0.3, 0.55, 3
    )


def screen(width, height):
    """A television picture, only blurred colours."""
    generator = np.random.default_rng(4)
    small = generator.random((5, 8, 3)) * np.array([80, 140, 230]) + np.array([10, 30, 60])
    return Image.fromarray(small.clip(0, 255).astype(np.uint8)).resize((width, height), Image.BICUBIC)
