"""The pictures: one function per shot builds the scene and returns how to photograph it."""

import dataclasses
import math
import random

import bpy
import materials as mt
import papers
import props as p
from mathutils import Vector


@dataclasses.dataclass
class Shot:
    """Camera and darkroom settings of a picture."""

    eye: tuple
    look: tuple
    lens: float = 28
    focus: tuple = None
    fstop: float = 4.0
    ratio: tuple = (3, 2)
    shift: tuple = (0.0, 0.0)
    exposure: float = 0.0
    contrast: float = 1.25
    warmth: float = 0.0
    grain: float = 0.015
    balance: float = 0
    width: int = 2400
    limit: int = 450_000
    samples: int = 10
    detail: float = 1.0
    roll: float = 0.0
    sweep: float = 0.0
    """Degrees of a panorama, or 0: a wide picture as if rolled around the camera."""
    below: float = 0.0
    """How much of a panorama lies under the horizon, in distances to the picture."""


def world(color=(0.02, 0.025, 0.035), strength=1.0):
    """A plain surrounding light."""
    scene = bpy.context.scene
    scene.world = bpy.data.worlds.new("world")
    scene.world.use_nodes = True
    back = scene.world.node_tree.nodes["Background"]
    back.inputs[0].default_value = (*color, 1)
    back.inputs[1].default_value = strength


def camera(shot):
    """The physical camera of a shot; wide prints keep vertical lines nearly upright."""
    data = bpy.data.cameras.new("camera")
    data.lens = shot.lens
    data.sensor_width = 36
    data.sensor_fit = "HORIZONTAL" if shot.ratio[0] >= shot.ratio[1] else "VERTICAL"
    data.sensor_height = 36
    data.clip_start = 0.02
    data.shift_x, data.shift_y = shot.shift
    obj = bpy.data.objects.new("camera", data)
    obj.location = shot.eye
    turn = (Vector(shot.look) - Vector(shot.eye)).to_track_quat("-Z", "Y")
    obj.rotation_euler = turn.to_euler()
    obj.rotation_euler.rotate_axis("Z", math.radians(shot.roll))
    bpy.context.scene.collection.objects.link(obj)
    data.dof.use_dof = True
    forward = turn @ Vector((0, 0, -1))
    data.dof.focus_distance = (Vector(shot.focus or shot.look) - Vector(shot.eye)).dot(forward)
    data.dof.aperture_fstop = shot.fstop
    if shot.sweep:
        half = math.radians(shot.sweep) / 2
        data.type, data.panorama_type = "PANO", "CENTRAL_CYLINDRICAL"
        data.central_cylindrical_radius = 1.0
        data.central_cylindrical_range_u_min, data.central_cylindrical_range_u_max = -half, half
        data.central_cylindrical_range_v_min = -shot.below
        data.central_cylindrical_range_v_max = 2 * half * shot.ratio[1] / shot.ratio[0] - shot.below
    bpy.context.scene.camera = obj
    return obj


def tape(loc, rot, length=0.06, width=0.02, color="cdbd8e"):
    p.box((length, width, 0.0006), loc, mt.plastic(color, 0.3, 0.3), rot, bevel=0)


def drawing(name, loc, rot=(90, 0, 0), width=0.3, seed=0):
    """A child's drawing held by two pieces of tape, on a wall facing -Y (or turned)."""
    image = p.sheet_image(name, getattr(papers, name), 600, 430)
    p.sheet(image, width, width * 0.72, loc, rot, curl=0.006, seed=seed)


# ---------------------------------------------------------------- the room with the damp wall


def _damp_room():
    """The child's room: three by three and a half metres, the outer corner is wet."""
    corner = (0.0, 3.4)
    wall = mt.plaster(
        "c9c4b2",
        damp=(
            ((0.25, 3.4, 0.35), (1.35, 1.7, 1.0), 0.9),
            ((0.0, 3.4, 2.3), (0.9, 1.3, 0.8), 0.55),
            ((1.5, 3.4, 2.5), (0.7, 1, 0.4), 0.5),
        ),
        mould=(((*corner, 0.35), (1.15, 1.2, 0.8), 1.0), ((*corner, 2.3), (0.75, 0.9, 0.55), 0.95)),
        peel=(((0.62, 3.4, 0.62), (0.36, 0.3, 0.3), 1.0), ((0.0, 2.5, 0.8), (0.3, 0.4, 0.26), 1.0)),
        grime=0.7,
        under="a39a86",
    )
    ceiling = mt.plaster(
        "d0ccc0",
        damp=(((*corner, 2.5), (1.3, 1.2, 1), 0.8),),
        mould=(((*corner, 2.5), (0.9, 0.9, 1), 0.9),),
        grime=0.2,
    )
    floor = mt.lino("8d7458", "b9aa8c", 0.3, worn=0.8)
    p.room(
        3.0,
        3.4,
        2.5,
        wall,
        floor,
        ceiling,
        skirt=mt.painted("b5ad98", chips=0.9, axis=0),
        hidden=("s",),
        openings={"e": [(1.5, 2.6, 0.95, 2.15)]},
    )
    with p.at(3.07, 2.05, 0.95, -90):
        p.window(1.1, 1.2, mt.painted("cfcabb", chips=0.8), mt.glass())
    p.curtain(0.75, 1.45, mt.fabric("6d7c88", "dots", "c9c4b6", 0.07, through=0.35), (2.89, 2.5, 2.28), -90, 7, 3)
    world((0.012, 0.02, 0.04))
    p.area((3.35, 2.05, 1.6), (1.0, 2.2, 0.8), (1.1, 1.2), 16, (0.35, 0.5, 1.0))


BULB = (1.42, 2.05, 1.92)


def damp_room(lit=True):
    _damp_room()
    with p.at(0.67, 2.36):
        linen = mt.fabric("d8d3c6", weave=600)
        body = p.bed(0.9, 1.75, 0.46, mt.painted("5f7f8f", chips=1.0, gloss=0.35), "metal", linen, seed=3)
        p.pillow(0.56, 0.4, (0.02, 0.58, 0.53), mt.fabric("d9d6cc", "flowers", "7b94b4", 0.05), 6, 2)
        p.blanket(
            1.25,
            1.35,
            0.62,
            [body],
            mt.fabric("6a7276", "checks", "7d564b", 0.11),
            (0.1, -0.3, 0),
            12,
            4,
            crumple=0.08,
        )
    p.teddy((0.78, 3.0, 0.5), turn=28, tilt=(-22, 0))
    p.bulb(BULB, 2.5, power=52 if lit else 0, visible=60.0 if lit else 0.0)
    drawing("drawing_house", (2.02, 3.392, 1.42), (90, 3, 0))
    drawing("drawing_family", (2.42, 3.392, 1.3), (90, -4, 0), 0.28, 4)
    for x, z in ((2.02, 1.52), (2.42, 1.4)):
        tape((x, 3.386, z), (90, 12, 0))
    with p.at(2.42, 3.13):
        p.box((0.62, 0.3, 0.03), (0, 0.08, 0.62), mt.wood("9a7b52", 0))
        for x in (-1, 1):
            p.box((0.03, 0.3, 0.62), (x * 0.3, 0.08, 0.31), mt.wood("9a7b52"))
        p.box((0.6, 0.28, 0.02), (0, 0.08, 0.3), mt.wood("9a7b52", 0))
        for i, (color, thick) in enumerate((("7d2f2c", 0.03), ("2c5a4a", 0.02), ("b98a2f", 0.026), ("34486e", 0.018))):
            p.box(
                (thick, 0.16, 0.2 + 0.02 * (i % 2)),
                (-0.24 + i * 0.035, 0.06, 0.41),
                mt.plastic(color, 0.6, 0.6),
                rot=(0, 2 * i, 0),
            )
        p.carrier_bag((0.12, 0.05, 0.31), "d9d5cc", 20, 0.22, 2)
        p.medicine((-0.2, 0.0, 0.635), 14)
        p.medicine((-0.1, 0.05, 0.635), -8, accent="b0473c", size=(0.07, 0.035, 0.09))
        p.bottle((0.0, 0.06, 0.635), "8a5a2a", 0.15, "e8e4da")
        p.mug((0.16, 0.02, 0.635), "d8d1bd", 40, "3d6d8c")
    p.school_bag((2.22, 2.5, 0.0), turn=-35, tilt=(-7, 4))
    p.pair(lambda loc, turn: p.boot(mt.plastic("c8a32c", 0.22, 0.6), 1, loc, turn), (1.5, 2.2, 0), 64, 0.11)
    p.bucket((1.42, 3.16, 0), "7a8f95")
    p.outlet((2.9, 3.4, 0.3))
    p.switch((2.8, 3.4, 1.2))
    p.pipe([(1.92, 3.37, 0.0), (1.92, 3.37, 1.2), (1.92, 3.37, 2.5)], 0.012)
    return Shot(
        (2.42, -0.55, 1.4),
        (1.18, 3.0, 0.98),
        lens=27,
        focus=(0.9, 3.0, 0.7),
        fstop=3.2,
        exposure=0.6,
        contrast=1.36,
        balance=3500,
        limit=520_000,
        samples=13,
        detail=1.2,
    )


def damp_bed():
    _damp_room()
    p.area((2.6, 1.1, 1.9), (0.6, 2.6, 0.6), (0.9, 0.9), 26, mt.kelvin(5200))
    with p.at(0.67, 2.36):
        linen = mt.fabric("d9d5ca", weave=600)
        body = p.bed(0.9, 1.75, 0.46, mt.painted("5f7f8f", chips=1.0, gloss=0.35), "metal")
        p.tucked_sheet(0.9, 1.75, 0.455, linen, 3, crease=0.02)
        p.pillow(0.56, 0.4, (0.02, 0.58, 0.54), mt.fabric("d9d6cc", "flowers", "7b94b4", 0.05), -9, 2, tilt=14)
        wool = mt.fabric("8f9aa0", "stripes", "b9b09a", 0.09)
        p.blanket(1.3, 1.5, 0.7, [body], wool, (0.12, -0.2, 0), 24, 7, crumple=0.16)
    p.teddy((0.84, 2.72, 0.505), turn=58, tilt=(-30, 12))

    def folds(x, y):
        lift = p.wrinkle((x * 2.2, y * 0.7, 2), 2.2, 0.05, 5) + p.wrinkle((x + y, y, 1), 6, 0.012, 2)
        return x, y, max(0.004, 0.012 + lift)

    mesh = p.cloth_grid(1.15, 1.5, 90, 110, folds)
    p.hang(mesh, mt.sheet_plastic(), (0.004, 2.55, 1.12), (90, 0, 90), 0, 1)
    for y, z, turn in ((1.99, 1.85, 40), (2.55, 1.87, 2), (3.1, 1.84, -35), (1.98, 1.2, 85), (2.0, 0.7, 95)):
        p.box((0.002, 0.16, 0.05), (0.035, y, z), mt.plastic("8f6f3c", 0.2, 0.6), (turn, 0, 0), bevel=0)
    p.bulb((1.42, 2.05, 1.92), 2.5, power=22)
    drawing("drawing_family", (0.78, 3.392, 1.46), (90, -3, 0), 0.28, 4)
    return Shot(
        (1.9, 1.0, 1.4),
        (0.56, 2.62, 0.66),
        lens=40,
        focus=(0.8, 2.7, 0.6),
        fstop=2.2,
        ratio=(2, 3),
        exposure=0.9,
        balance=4300,
        limit=430_000,
        samples=12,
    )


def damp_window():
    wall = mt.plaster(
        "bdb9ac",
        damp=(((0.7, 1.2, 0.9), (0.7, 0.6, 0.5), 0.9), ((2.3, 1.2, 0.9), (0.5, 0.6, 0.4), 0.8)),
        mould=(((0.75, 1.2, 2.3), (0.5, 0.6, 0.6), 1.0), ((2.25, 1.2, 1.1), (0.4, 0.6, 0.5), 0.8)),
        grime=0.4,
        peel=(((2.36, 1.2, 1.0), (0.16, 0.2, 0.13), 1.0),),
    )
    p.room(3.0, 1.2, 2.6, wall, mt.lino("6d5b45"), None, openings={"n": [(0.85, 2.15, 0.98, 2.3)]}, hidden=("s",))
    paint = mt.painted("d5d1c5", "6d553b", chips=1.0, dirt=0.8)
    with p.at(1.5, 1.26, 0.98):
        p.window(1.3, 1.32, paint, mt.wet_glass(2.3, 1.05, 0.9), panes=2, sill=paint)
    towel = mt.fabric("9fb0a8", "stripes", "d8d3c4", 0.05)
    p.rolled_towel(0.98, 0.042, towel, (1.42, 1.1, 0.99), 2, 3)
    p.mug((2.02, 1.1, 0.992), "d6cfbd", 30, "a8482f")
    p.medicine((0.93, 1.12, 0.992), 24, accent="b0473c")
    line = [(-0.2, 0.75, 2.2), (0.9, 0.74, 2.06), (1.9, 0.74, 2.03), (3.2, 0.76, 2.2)]
    p.tube(line, 0.0025, mt.plastic("d7d9d2"))
    cloths = (("a97f74", "stripes", "cfc6b6"), ("75808a", None, "ffffff"), ("d9d4c6", "dots", "a2574a"))
    for i, (x, size) in enumerate(((0.78, 0.36), (2.12, 0.4))):
        color, pattern, second = cloths[i]
        p.shirt(
            mt.fabric(color, pattern, second, 0.02),
            (x, 0.74, 2.075 - 0.01 * i),
            4 - 8 * i,
            size,
            size * 1.15,
            i,
        )
        for dx in (-0.14, 0.14):
            p.peg((x + dx, 0.74, 2.06))
    for i, x in enumerate((1.2, 1.3, 1.43, 1.53)):
        p.sock(mt.fabric(("8d4a4a", "8d4a4a", "d8d2c0", "d8d2c0")[i]), (x, 0.74, 2.05), 8 * i, 0.2, i)
        p.peg((x, 0.74, 2.045))
    p.backdrop(papers.view_dawn, 9.0, 6.0, (1.5, 6.2, 2.4), strength=1.1)
    world((0.06, 0.08, 0.12))
    p.area((1.5, 1.17, 1.65), (1.5, -2, 1.3), (1.2, 1.2), 9, (0.62, 0.75, 1.0))
    p.area((2.6, -0.6, 1.9), (1.3, 1.2, 1.2), (0.6, 0.6), 5, mt.kelvin(3400))
    p.area((0.2, -0.6, 1.6), (1.3, 1.2, 1.2), (0.9, 0.9), 4, (0.6, 0.75, 1.0))
    return Shot(
        (1.36, -0.75, 1.6),
        (1.5, 1.2, 1.56),
        lens=32,
        focus=(1.5, 1.24, 1.5),
        fstop=4.0,
        exposure=1.05,
        warmth=-0.01,
        limit=450_000,
    )


# ---------------------------------------------------------------- the landing of the cover


def landing_door(side, centre, width, room_size, **kwargs):
    """Place a door in a wall of a room; returns the side and the opening it needs."""
    wide, deep = room_size
    spots = {"n": (centre, deep, 0), "w": (0, centre, 90), "e": (wide, centre, -90)}
    x, y, turn = spots[side]
    with p.at(x, y, 0, turn):
        p.door(width, 2.06, **kwargs)
    return side, (centre - width / 2 - 0.03, centre + width / 2 + 0.03, 0, 2.1)


def cover():
    size = (4.3, 3.5)
    height = 2.95
    wall = mt.plaster(
        "c4b596",
        damp=(((4.3, 2.6, 2.9), (1, 1.1, 0.7), 0.8), ((2.1, 3.5, 2.95), (0.6, 1, 0.45), 0.7)),
        peel=(
            ((2.08, 3.5, 1.25), (0.2, 0.3, 0.42), 1.0),
            ((0.0, 1.6, 0.5), (0.3, 0.22, 0.3), 1.0),
            ((4.3, 1.72, 0.55), (0.3, 0.3, 0.3), 1.0),
            ((0.35, 3.5, 2.5), (0.3, 0.3, 0.3), 1.0),
        ),
        mould=(((4.3, 3.5, 2.95), (0.8, 0.8, 0.6), 0.7),),
        grime=0.9,
        under="8f8069",
        gloss_below=(1.32, "5c6a58"),
    )
    frame = mt.painted("6b5138", "b59b74", chips=0.9, gloss=0.3)
    doors = (
        (
            "w",
            0.72,
            0.86,
            {"paint": mt.painted("5b3527", chips=0.9), "style": "panels", "number": "1", "hand": "right"},
        ),
        (
            "w",
            2.5,
            0.86,
            {"paint": mt.painted("71806f", chips=1.1), "style": "wide", "number": "2", "hand": "right"},
        ),
        (
            "n",
            1.1,
            0.88,
            {"paint": mt.painted("5e3029", "4a3826", chips=1.0), "style": "panels", "number": "3"},
        ),
        (
            "n",
            3.1,
            0.88,
            {
                "paint": mt.painted("3f5a6e", chips=1.1),
                "style": "panels",
                "number": "4",
                "turn": 58,
                "hand": "right",
            },
        ),
        ("e", 2.5, 0.86, {"paint": mt.painted("a08a62", chips=1.0), "style": "wide", "number": "5"}),
        ("e", 0.72, 0.86, {"paint": mt.painted("4b3a2a", chips=0.8), "style": "flush", "number": "6"}),
    )
    openings = {}
    for side, centre, width, kwargs in doors:
        place, hole = landing_door(side, centre, width, size, frame=frame, **kwargs)
        openings.setdefault(place, []).append(hole)
    floor = mt.lino("74523f", "a39377", 0.2, worn=1.3)
    ceiling = mt.plaster("c9c0ab", damp=(((3.6, 3.0, 2.95), (1.0, 1.0, 1), 0.8),), grime=0.2)
    p.room(*size, height, wall, floor, ceiling, openings, mt.painted("3d3a34", chips=1.0, axis=0), hidden=("s",))
    p.span((-0.2, -3.2, -0.1), (size[0] + 0.2, -0.2, 0), floor, 0)
    with p.at(2.2, 3.725):
        paper = mt.wallpaper("cdb383", "8d5b3a")
        p.room(
            1.9,
            2.2,
            2.5,
            paper,
            mt.boards("7a5636"),
            mt.plaster("d5ccb8"),
            openings={"s": [(0.4, 1.4, 0, 2.1)]},
        )
        with p.at(1.62, 2.16, 1.55):
            p.hooks(3, 0.16, (-0.5, 0, 0))
            p.garment(mt.fabric("7c3b33"), (-0.64, -0.05, 0.02), length=0.7, width=0.36, seed=2)
            p.garment(mt.fabric("3d4c5c"), (-0.34, -0.05, 0.02), length=0.85, width=0.42, seed=5)
        p.point((1.15, 0.9, 2.05), 330, mt.kelvin(3000), 0.09)
    steel, wood = mt.metal("2b2a2a", 0.4, 0.4), mt.wood("4a2d1a", 0, gloss=0.25)
    p.tube([(-0.3, -0.5, 0.98), (0.6, -0.5, 0.98), (1.28, -0.5, 0.98)], 0.026, wood)
    for i in range(11):
        p.rod((-0.1 + i * 0.13, -0.5, -0.3), (-0.1 + i * 0.13, -0.5, 0.97), 0.008, steel)
    p.box((0.085, 0.085, 1.25), (1.32, -0.5, 0.5), wood, bevel=0.012)
    p.ball(0.06, (1.32, -0.5, 1.16), wood)
    mat_fiber = mt.fabric("5a4a33", weave=180)
    for x, y, turn in ((1.1, 3.2, 2), (0.3, 2.5, 91), (4.0, 2.5, 88), (3.12, 3.2, -3)):
        p.crumple(p.box((0.6, 0.36, 0.014), (x, y, 0.009), mat_fiber, (0, 0, turn)), 0.006, 8)
    red, grey = mt.fabric("8e332c"), mt.fabric("4b5560")
    p.pair(lambda loc, turn: p.shoe(grey, loc, turn, 1.05), (3.72, 3.24, 0.0), 186, 0.12)
    p.pair(lambda loc, turn: p.shoe(red, loc, turn, 0.72), (2.52, 3.28, 0), 172, 0.09)
    p.pair(lambda loc, turn: p.boot(mt.plastic("c8a32c", 0.22, 0.6), 1, loc, turn), (2.35, 3.18, 0), 168, 0.11)
    with p.at(0.26, 1.62):
        p.carton((0.34, 0.26, 0.26), (0, 0, 0), 84)
        p.carrier_bag((0.02, 0.02, 0.26), "d2d6cf", 10, 0.24, 6)
    p.box((0.12, 0.32, 0.42), (4.24, 1.62, 1.68), mt.painted("8d9084", chips=0.8), bevel=0.008)
    p.pipe([(4.27, 1.55, 1.9), (4.27, 1.55, 2.4), (4.27, 1.55, 2.95)], 0.012, "a89d85")
    p.pipe([(4.27, 1.66, 1.9), (4.27, 1.66, 2.4), (4.27, 1.66, 2.95)], 0.009, "a89d85")
    p.pipe([(1.92, 3.47, 0), (1.92, 3.47, 1.5), (1.92, 3.47, 2.95)], 0.02, "b5a888")
    p.pipe([(0.03, 3.4, 2.72), (0.03, 1.6, 2.74), (0.03, -0.2, 2.72)], 0.008, "a89d85")
    p.switch((2.42, 3.5, 1.18), 0, "c9bfa5")
    p.box((0.012, 0.006, 0.012), (2.42, 3.484, 1.2), mt.glow((1, 0.25, 0.05), 6), bevel=0.002)
    p.lathe(
        [(0.001, -0.13), (0.09, -0.1), (0.12, -0.02), (0.12, 0), (0.001, 0.001)],
        mt.enamel("d0cbb9", 0.2),
        (2.15, 1.9, 2.95),
    )
    world((0.01, 0.014, 0.02))
    p.area((0.5, -1.7, 2.8), (2.6, 2.4, 0.7), (1.2, 1.2), 66, (0.66, 0.81, 1.0))
    p.area((4.1, -1.6, 2.6), (1.0, 3.0, 1.1), (1.0, 1.0), 12, (0.68, 0.85, 0.92))
    return Shot(
        (1.98, -2.62, 1.5),
        (2.34, 3.4, 1.22),
        lens=26.5,
        focus=(2.9, 3.4, 1.2),
        fstop=3.5,
        exposure=1.1,
        balance=4900,
        limit=680_000,
        samples=20,
        detail=1.25,
    )


# ---------------------------------------------------------------- under the roof


def _slope(length, low, run, top, mat, hole):
    """A sloped ceiling rising from x=0, with a skylight hole (s0, s1, y0, y1) measured along the slope."""
    angle = math.degrees(math.atan2(top - low, run))
    reach = math.hypot(top - low, run)
    s0, s1, y0, y1 = hole
    with p.at(0, 0, low, 0, (0, -angle)):
        p.span((-0.2, -0.2, 0), (s0, length + 0.2, 0.14), mat, 0)
        p.span((s1, -0.2, 0), (reach, length + 0.2, 0.14), mat, 0)
        p.span((s0, -0.2, 0), (s1, y0, 0.14), mat, 0)
        p.span((s0, y1, 0), (s1, length + 0.2, 0.14), mat, 0)
        iron = mt.painted("8c8f8c", "6a3a1e", chips=1.0)
        for a, b in (
            ((s0, y0), (s0 + 0.03, y1)),
            ((s1 - 0.03, y0), (s1, y1)),
            ((s0, y0), (s1, y0 + 0.03)),
            ((s0, y1 - 0.03), (s1, y1)),
        ):
            p.span((*a, 0.02), (*b, 0.19), iron, 0.004)
        p.span(((s0 + s1) / 2 - 0.01, y0, 0.14), ((s0 + s1) / 2 + 0.01, y1, 0.17), iron, 0.002)
        p.span((s0, y0, 0.15), (s1, y1, 0.153), mt.glass("dfe6e4"), 0)
        p.rod((s0 + 0.03, (y0 + y1) / 2, 0.03), (s0 + 0.22, (y0 + y1) / 2 + 0.02, -0.1), 0.006, iron)
        sky = p.area(
            ((s0 + s1) / 2, (y0 + y1) / 2, 0.14),
            ((s0 + s1) / 2, (y0 + y1) / 2, -1),
            (s1 - s0, y1 - y0),
            34,
            (0.66, 0.82, 1.0),
        )
        sky.visible_glossy = False


def roof_room():
    width, depth, low, run, top = 2.9, 3.2, 0.95, 1.75, 2.3
    wall = mt.plaster(
        "c9bda2",
        damp=(((0.3, 3.2, 1.2), (0.9, 1, 0.8), 0.8), ((1.9, 3.2, 2.35), (0.5, 0.6, 0.3), 0.7)),
        grime=0.7,
        peel=(((2.9, 2.0, 0.7), (0.3, 0.3, 0.24), 1.0), ((1.35, 3.2, 0.4), (0.2, 0.2, 0.2), 1.0)),
        mould=(((0, 3.2, 0.9), (0.6, 0.7, 0.6), 0.9),),
    )
    slope = mt.plaster(
        "cfc6b2",
        damp=(((0.9, 2.4, 1.6), (0.6, 0.65, 0.6), 0.95), ((0.3, 0.9, 1.2), (0.5, 0.5, 0.5), 0.7)),
        grime=0.1,
        peel=(((1.3, 2.55, 2.0), (0.22, 0.26, 0.2), 1.0),),
    )
    p.room(
        width,
        depth,
        top,
        wall,
        mt.boards("75502f", 0.13, worn=0.9),
        None,
        hidden=("s",),
        low={"w": low},
        skirt=mt.painted("8f8467", chips=1.0, axis=0),
    )
    p.span((run, -0.2, top), (width + 0.2, depth + 0.2, top + 0.1), slope, 0)
    _slope(depth, low, run, top, slope, (0.72, 1.42, 1.35, 2.15))
    beam = mt.wood("4c3320", 0, worn=0.8)
    with p.at(0, 0, low, 0, (0, -math.degrees(math.atan2(top - low, run)))):
        p.span((-0.1, 2.55, -0.1), (2.22, 2.68, 0.0), beam, 0.01)
    p.span((run - 0.07, -0.2, top - 0.13), (run + 0.07, depth + 0.1, top), mt.wood("4c3320", 1, worn=0.8), 0.012)
    with p.at(0.52, 2.16):
        body = p.bed(0.82, 1.85, 0.4, mt.wood("6b4a2c", 1), "wood", mt.fabric("d6d2c6", weave=600), 5)
        p.pillow(0.5, 0.4, (0.0, 0.62, 0.475), mt.fabric("dcd8cc", "stripes", "93a3ac", 0.03), 5, 7)
        p.blanket(
            1.3,
            1.3,
            0.6,
            [body],
            mt.fabric("76503c", "stripes", "a58a62", 0.12),
            (0.12, -0.15, 0),
            6,
            11,
            crumple=0.09,
        )
    p.book((0.78, 1.5, 0.47), color="33536b", turn=35)
    with p.at(2.55, 2.9):
        p.fridge(0.84)
        with p.at(0.0, -0.02, 0.85):
            p.hot_plate()
            p.saucepan((0.115, 0.02, 0.08), lid=True)
            p.kettle((-0.12, 0.02, 0.08), turn=150)
    p.bottle((2.36, 3.1, 0.86), "a8b59a", 0.24)
    with p.at(2.55, 3.18, 1.52):
        p.box((0.6, 0.2, 0.022), (0, -0.1, 0), mt.wood("8a6a45", 0), bevel=0.004)
        for x in (-0.22, 0.22):
            p.box((0.02, 0.16, 0.12), (x, -0.09, -0.07), mt.wood("8a6a45", 2))
        for i, (color, tall) in enumerate((("b0473c", 0.17), ("d9c28a", 0.13), ("5a7a54", 0.2), ("cfc9ba", 0.11))):
            p.bottle((-0.22 + 0.1 * i, -0.1, 0.011), color, tall, "e4ded0" if i % 2 else "3a3632")
        p.mug((0.2, -0.1, 0.011), "3d6d8c", 60)
    p.hooks(4, 0.19, (1.72, 3.2, 1.66))
    p.garment(mt.fabric("44494c"), (1.435, 3.14, 1.67), length=0.86, width=0.44, seed=3)
    p.garment(mt.fabric("8f7350", "checks", "5d4a38", 0.025), (1.63, 3.13, 1.67), length=0.66, width=0.38, seed=8)
    p.garment(mt.fabric("5f3a36"), (1.83, 3.14, 1.67), length=0.74, width=0.4, seed=1)
    p.towel(0.32, 0.8, 1.68, mt.fabric("c9cfc6", "stripes", "7f9aa5", 0.06), (2.02, 3.12, 0), 0, 4, 0.7)
    with p.at(1.74, 1.72, 0, 205):
        p.chair("8a6a45", seat="wood")
        p.blanket(
            0.62,
            0.5,
            0.52,
            [p.box((0.41, 0.41, 0.01), (0, 0, 0.465), mt.wood("8a6a45"))],
            mt.fabric("56646b"),
            (0.02, 0.02, 0),
            20,
            3,
            thickness=0.008,
            cell=0.02,
            frames=26,
        )
    p.plate((1.06, 1.34, 0.002))
    p.suitcase((0.2, 0.98, 0.0), "5c3d2a", 92, (0.6, 0.2, 0.42))
    p.carton((0.4, 0.3, 0.28), (0.34, 0.62, 0), 14)
    p.pair(lambda loc, turn: p.shoe(mt.fabric("3a3f45"), loc, turn, 1.1), (1.26, 1.08, 0), 130, 0.12)
    p.extension_lead(
        [(2.154, 2.49, 0.02), (2.15, 2.1, 0.012), (2.4, 1.7, 0.012), (2.7, 1.9, 0.016), (2.88, 2.3, 0.2)],
        (2.2, 2.62, 0),
        70,
    )
    p.bulb((1.95, 1.7, 1.85), 2.3, power=5, visible=12)
    drawing("drawing_house", (2.892, 2.3, 1.35), (90, 4, -90), 0.26)
    world((0.35, 0.5, 0.8), 1.0)
    p.sun(262, 50, 15.0, 4600, 1.0)
    p.area((2.3, -0.7, 1.9), (1.0, 2.8, 0.8), (0.9, 1.1), 10, mt.kelvin(4600))
    return Shot(
        (2.32, -0.75, 1.42),
        (1.28, 2.6, 0.86),
        lens=23,
        focus=(1.7, 2.7, 0.9),
        fstop=4.0,
        exposure=0.8,
        balance=5400,
        limit=500_000,
    )


def roof_tap():
    wall = mt.plaster(
        "b7ac93",
        damp=(((1.5, 1.6, 0.5), (0.9, 0.6, 0.7), 0.9),),
        peel=(((0.55, 1.6, 1.9), (0.4, 0.3, 0.3), 1.0), ((2.55, 1.6, 1.3), (0.3, 0.3, 0.5), 1.0)),
        grime=0.9,
        under="8a7a64",
        gloss_below=(1.45, "7d8b78"),
    )
    p.room(
        3.0,
        1.6,
        2.6,
        wall,
        mt.tiles("8a4a34", 0.11, 0.004, 0.9, floor=True, gloss=0.3),
        None,
        skirt=mt.painted("4c463c", chips=1.0, axis=0),
        hidden=("s", "w"),
    )
    p.span((0.98, 1.588, 0.62), (2.02, 1.6, 1.52), mt.tiles("d8d5c6", 0.13, 0.004, 1.0), 0.002)
    with p.at(1.5, 1.588, 0.84):
        p.sink((0, 0, 0))
    p.pipe([(1.5, 1.57, 1.1), (1.72, 1.565, 1.12), (1.74, 1.565, 1.8), (1.74, 1.565, 2.6)], 0.011, "a39c8b")
    p.tube([(1.5, 1.57, 1.085), (1.6, 1.562, 1.09), (1.73, 1.562, 1.11)], 0.012, mt.metal("8d6a3f", 0.35, 0.2))
    soap = mt.plastic("c7b27f", 0.22, 0.3)
    p.crumple(
        p.box((0.085, 0.052, 0.028), (1.69, 1.29, 0.942), soap, (0, 0, 18), bevel=0.011, segments=4),
        0.004,
        18,
    )
    p.bucket((2.14, 1.25, 0), "3d6ea0", 20)
    p.bucket((1.5, 1.36, 0), "9a9c98", -30)
    p.box((0.02, 0.05, 0.02), (2.3, 1.58, 1.52), mt.metal("55514c", 0.4, 0.5))
    p.towel(0.3, 0.9, 1.5, mt.fabric("c7b9a2", "stripes", "a2503f", 0.07), (2.3, 1.555, 0), 0, 6, 0.55)
    p.bottle((1.34, 1.5, 0.925), "b9c6b2", 0.18, "3d6d8c")
    with p.at(1.27, 1.36, 0.925):
        p.lathe_open([(0.028, 0), (0.034, 0.09)], mt.plastic("b7c4c9", 0.15))
        for i, color in enumerate(("b0473c", "3f79a8", "d9b23a")):
            p.rod((0.006 * i, 0.0, 0.01), (0.02 * (i - 1), 0.012 * i, 0.17), 0.0045, mt.plastic(color, 0.25))
    p.box((0.2, 0.012, 0.26), (0.72, 1.592, 1.62), mt.plastic("cfc8b2", 0.4, 0.8), bevel=0.002)
    p.label("WATER OFF\n22 - 6 H", 0.034, (0.72, 1.584, 1.64), mt.plastic("702018"))
    with p.at(0.62, 1.42):
        p.rod((0, 0.1, 0.02), (-0.06, 0.16, 1.25), 0.012, mt.wood("9a7a4c"))
        p.crumple(
            p.box((0.3, 0.06, 0.05), (0, 0.09, 0.05), mt.fabric("7f8a8c", weave=60), (0, 0, 8), bevel=0.02),
            0.03,
            14,
        )
    world((0.02, 0.025, 0.03))
    p.area((-0.3, 0.2, 1.9), (1.7, 1.6, 0.9), (0.9, 1.3), 42, (0.75, 0.87, 1.0))
    p.area((2.9, -0.4, 2.4), (1.6, 1.6, 1.0), (0.5, 0.5), 7, mt.kelvin(2900))
    return Shot(
        (1.12, -0.98, 1.28),
        (1.56, 1.6, 0.8),
        lens=36,
        focus=(1.5, 1.45, 1.08),
        fstop=2.8,
        exposure=0.6,
        balance=5600,
        limit=430_000,
        samples=12,
    )


def roof_stairs():
    steps, rise, going, width = 15, 0.205, 0.215, 0.92
    top, far = steps * rise, steps * going
    wall = mt.plaster(
        "b9ac8c",
        peel=(
            ((0, 1.5, 2.2), (0.5, 0.7, 0.5), 1.0),
            ((0.92, 2.2, 3.9), (0.5, 0.8, 0.5), 1.0),
            ((0.0, 3.0, 4.6), (0.5, 0.5, 0.5), 1.0),
            ((0.92, 0.4, 1.2), (0.4, 0.5, 0.4), 1.0),
        ),
        damp=(((0.92, 1.0, 2.9), (1, 0.9, 0.8), 0.9), ((0, 3.2, 3.4), (1, 1, 0.8), 0.7)),
        grime=0.8,
        under="8c7a62",
    )
    for x, turn in ((0.0, 1), (width, -1)):
        start, end = ((x, far + 1.6), (x, -2.4)) if turn > 0 else ((x, -2.4), (x, far + 1.6))
        p.wall(start, end, top + 2.5, wall)
    p.span((0, far + 1.5, top - 0.2), (width, far + 1.64, top + 2.5), wall, 0)
    p.span(
        (-0.1, 0.9, top + 2.3),
        (width + 0.1, far + 1.7, top + 2.42),
        mt.plaster("c2b69c", damp=(((0.4, 3.0, top + 2.3), (0.7, 1.1, 1), 0.9),)),
        0,
    )
    p.span(
        (-0.1, -2.5, -0.1),
        (width + 0.1, 0.05, 0),
        mt.tiles("7d4634", 0.14, 0.004, 1.0, floor=True, gloss=0.3),
        0,
    )
    tread, riser = mt.boards("6d4d30", 0.4, "x", worn=1.0), mt.painted("5a4636", "8a7152", chips=1.3, axis=0)
    for i in range(steps):
        y, z = i * going, (i + 1) * rise
        p.span((0, y, z - rise), (width, y + 0.02, z - 0.03), riser, 0)
        p.span((0, y - 0.028, z - 0.032), (width, y + going + 0.02, z), tread, 0.011, 3)
    p.span((0, far, top - 0.03), (width, far + 1.6, top), tread, 0)
    slant = [
        (width - 0.07, -0.1, 1.02),
        (width - 0.07, far * 0.5, 1.02 + top * 0.5),
        (width - 0.07, far + 0.05, 1.02 + top),
    ]
    p.tube(slant, 0.019, mt.wood("4f2f1b", 1, gloss=0.22))
    for share in (0.08, 0.42, 0.78):
        y = far * share
        p.tube(
            [
                (width, y, 0.93 + top * share),
                (width - 0.07, y, 0.96 + top * share),
                (width - 0.07, y, 1.03 + top * share),
            ],
            0.006,
            mt.metal("3a3734", 0.4, 0.4),
        )
    for z in (0.0, 0.03):
        p.pipe([(0.02, -1.2, 1.9 + z), (0.02, 0.6, 2.3 + z), (0.02, far, 2.3 + top * 0.86 + z)], 0.006, "a89d85")
    with p.at(width / 2 - 0.02, far + 1.5, top):
        p.door(0.72, 1.95, mt.painted("55614f", chips=1.0), mt.painted("6b5138", chips=1.0), "panels", "9")
    globe = p.ball(0.085, (0.1, far + 0.75, top + 1.78), mt.glow(mt.kelvin(2900), 14))
    globe.visible_shadow = False
    globe.visible_diffuse = False
    p.lathe([(0.06, 0), (0.05, 0.03)], mt.plastic("2a2724"), (0.0, far + 0.75, top + 1.78), (0, 90, 0), 24)
    p.point((0.13, far + 0.75, top + 1.78), 60, mt.kelvin(2750), 0.08)
    p.switch((0, -0.25, 1.25), 90, "cfc6ae")
    p.box((0.006, 0.014, 0.014), (0.017, -0.25, 1.28), mt.glow((1, 0.25, 0.05), 9), bevel=0.002)
    p.carrier_bag((0.66, 3 * going - 0.09, 3 * rise), "d5d8d2", 30, 0.22, 4)
    p.shoe(mt.fabric("8e332c"), (0.2, 5 * going - 0.11, 5 * rise), 70, 0.75)
    world((0.01, 0.012, 0.016))
    p.area((0.5, -2.3, 1.9), (0.45, 1.2, 1.2), (0.8, 1.2), 30, (0.92, 0.95, 1.0))
    return Shot(
        (0.4, -1.75, 1.12),
        (0.47, 2.6, 2.62),
        lens=26,
        focus=(0.5, 1.2, 1.5),
        fstop=4.0,
        ratio=(2, 3),
        exposure=0.55,
        balance=4700,
        limit=450_000,
        contrast=1.32,
    )


# ---------------------------------------------------------------- the hotel


def hotel_room():
    paper = mt.wallpaper(
        "b79a78",
        "7c4a3a",
        damp=(((3.3, 2.8, 2.5), (0.8, 0.9, 0.6), 0.8),),
        torn=(((2.05, 3.9, 0.9), (0.22, 0.3, 0.16), 1.0),),
    )
    p.room(
        3.3,
        3.9,
        2.5,
        paper,
        mt.lino("5d4a44", worn=0.8),
        mt.plaster("c9c1b1", damp=(((2.8, 3.4, 2.5), (0.9, 0.9, 1), 0.8),), grime=0.3),
        hidden=("s",),
        skirt=mt.wood("4b2f1e", 0),
        openings={"n": [(1.55, 2.75, 0.85, 2.15)]},
    )
    frame = mt.painted("b9b0a0", chips=0.8)
    with p.at(2.15, 3.97, 0.85):
        p.window(1.2, 1.3, frame, mt.glass(), sill=frame)
    cloth = mt.fabric("6d3a3c", through=0.4)
    p.curtain(0.5, 1.75, cloth, (1.42, 3.83, 2.3), 0, 6, 2)
    p.curtain(0.42, 1.75, cloth, (2.86, 3.83, 2.3), 0, 5, 9)
    p.rod((1.1, 3.83, 2.31), (3.2, 3.83, 2.31), 0.011, mt.metal("8c7748", 0.3))
    p.backdrop(papers.view_night, 9.0, 6.0, (2.15, 8.5, 2.0), strength=1.0)
    with p.at(0.82, 2.62, 0, 0):
        linen = mt.fabric("cfcabd", weave=600)
        body = p.bed(1.4, 1.95, 0.5, mt.wood("5a3722", 0, gloss=0.25), "wood", linen, 8)
        for x, turn, seed in ((-0.34, 6, 3), (0.34, -9, 14)):
            p.pillow(0.58, 0.42, (x, 0.68, 0.575), mt.fabric("d4cfc2", weave=600), turn, seed)
        p.blanket(
            1.75,
            1.5,
            0.7,
            [body],
            mt.fabric("6b3e37", "checks", "a58a72", 0.09),
            (0.12, -0.1, 0),
            4,
            3,
            crumple=0.1,
        )
    p.teddy((1.1, 2.95, 0.57), "8b8378", 30, (-30, 10), 0.85, hair=False)
    with p.at(2.42, 1.72, 0, 4):
        low = p.mattress(0.85, 1.75, 0.16, mt.fabric("c9c2b2", "stripes", "7e8fa4", 0.02), 0.14)
        p.tucked_sheet(0.85, 1.75, 0.16, mt.fabric("c7cdd0", "dots", "7d94b5", 0.08), 12)
        p.pillow(0.5, 0.36, (0.03, 0.64, 0.235), mt.fabric("c7cdd0", "dots", "7d94b5", 0.08), -8, 6)
        p.blanket(
            1.05,
            1.15,
            0.35,
            [low],
            mt.fabric("4a5358", "stripes", "9a8f70", 0.13),
            (0.02, -0.3, 0),
            -10,
            6,
            crumple=0.1,
        )
    with p.at(3.02, 3.52, 0, -20):
        p.chair("6d4a2c")
        p.microwave((0, -0.02, 0.465), 0)
        p.plate((0.02, -0.02, 0.737), "b9c4c4")
        p.bottle((-0.13, 0.06, 0.742), "d9d4c3", 0.23, "a8322a")
    p.suitcase((2.1, 3.7, 0), "4a525a", 4)
    p.suitcase((2.1, 3.69, 0.74), "6b3a33", 3, (0.5, 0.2, 0.34))
    p.suitcase((2.6, 3.66, 0), "3a3a3d", -6, (0.42, 0.24, 0.58))
    p.carrier_bag((2.6, 3.64, 0.63), "c9c7bd", 50, 0.26, 8)
    p.school_bag((1.72, 1.48, 0), "4a3d3c", "b08a3c", -24, (-9, 0))
    p.pair(lambda loc, turn: p.shoe(mt.fabric("4a505a"), loc, turn, 1.05), (1.72, 2.28, 0), 112, 0.13)
    p.pair(lambda loc, turn: p.shoe(mt.fabric("b9b2a5"), loc, turn, 0.68), (1.74, 2.62, 0), 100, 0.09)
    with p.at(0.2, 3.74):
        p.box((0.36, 0.3, 0.5), (0.0, 0, 0.25), mt.wood("5a3722", 0), bevel=0.006)
    with p.at(1.7, 3.72, 0):
        p.box((0.3, 0.28, 0.48), (-0.02, 0, 0.24), mt.wood("5a3722", 0), bevel=0.006)
    p.lamp((1.62, 3.58, 0.48), 120, shade_color="d2a66c")
    p.medicine((1.77, 3.63, 0.48), 20)
    p.tube([(0.0, 3.2, 2.12), (0.6, 3.3, 2.02), (1.3, 3.86, 2.16)], 0.0025, mt.plastic("d7d9d2"))
    for i, (x, y, z) in enumerate(((0.22, 3.24, 2.07), (0.6, 3.3, 2.02), (0.95, 3.58, 2.06))):
        if i != 1:
            p.shirt(
                mt.fabric(("8fa5b5", "d8cfc0", "a86a5a")[i], ("stripes", None, "dots")[i], "dfe3e2", 0.025),
                (x, y, z),
                12 + 25 * (i == 2),
                0.3 + 0.04 * i,
                0.42,
                i + 4,
            )
        for dx in (-0.1, 0.1):
            p.peg((x + dx, y, z - 0.01))
    drawing("drawing_family", (3.292, 2.6, 1.35), (90, -3, -90), 0.3, 3)
    drawing("drawing_house", (3.292, 2.2, 1.28), (90, 5, -90), 0.26, 6)
    p.extension_lead([(1.9, 3.4, 0.01), (2.1, 3.2, 0.004), (1.8, 3.0, 0.004), (1.6, 3.5, 0.01)], (2.0, 3.36, 0), -18)
    world((0.006, 0.008, 0.016))
    p.area((2.15, 4.3, 1.7), (1.7, 1.6, 0.3), (1.2, 1.2), 30, (0.42, 0.5, 1.0))
    p.area((2.9, 4.6, 1.1), (1.6, 1.6, 1.2), (0.3, 1.0), 26, (1.0, 0.16, 0.4))
    p.area((3.1, -0.2, 0.95), (1.2, 2.6, 0.7), (0.75, 0.45), 9, (0.45, 0.62, 1.0))
    return Shot(
        (1.75, -0.62, 1.5),
        (1.55, 2.9, 0.74),
        lens=24,
        focus=(1.5, 2.9, 0.7),
        fstop=3.2,
        exposure=1.3,
        balance=3900,
        limit=500_000,
    )


def hotel_door():
    width, length, height = 1.5, 11.6, 2.42
    wall = mt.plaster(
        "b8a98a",
        grime=1.0,
        gloss_below=(1.05, "6a3d33"),
        peel=(((0, 1.05, 0.5), (0.2, 0.2, 0.2), 1.0),),
        damp=(((1.5, 3.0, 2.4), (1, 0.9, 0.5), 0.8), ((0, 5.5, 2.4), (1, 1.2, 0.5), 0.8)),
        under="8f8069",
    )
    frame = mt.painted("57402c", chips=0.9, gloss=0.28)
    openings = {"w": [], "e": [], "n": []}
    leaf = mt.painted("7a4f33", "b59b74", chips=0.9, gloss=0.26)
    for i in range(7):
        centre = 1.0 + i * 1.56
        for side, number in (("w", 11 + 2 * i), ("e", 12 + 2 * i)):
            place, hole = landing_door(
                side,
                centre,
                0.78,
                (width, length),
                paint=leaf,
                frame=frame,
                style="flush",
                number=str(number),
                hand="right" if side == "w" else "left",
            )
            openings[place].append(hole)
    p.room(
        width,
        length,
        height,
        wall,
        mt.lino("5f4a45", "4a3d3c", 0.25, worn=0.9),
        mt.plaster("bdb6a4", damp=(((0.9, 4.4, height), (0.6, 0.8, 1), 0.9),), grime=0),
        openings,
        hidden=("s",),
        skirt=mt.painted("3a2c24", chips=0.7, axis=0),
    )
    p.box((0.9, 0.03, 2.0), (width / 2, length - 0.01, 1.0), mt.painted("8a8d86", chips=0.8), bevel=0.004)
    p.box((0.28, 0.02, 0.14), (width / 2, length - 0.03, 2.16), mt.glow((0.08, 1.0, 0.35), 2.0), bevel=0.002)
    for i, y in enumerate((1.9, 4.6, 7.3, 10.0)):
        alive = i != 2
        p.box((0.12, 1.24, 0.05), (width / 2, y, height - 0.025), mt.enamel("cfcdc4", 0.1), bevel=0.006)
        color = (0.78, 1.0, 0.86)
        p.rod(
            (width / 2, y - 0.58, height - 0.075),
            (width / 2, y + 0.58, height - 0.075),
            0.014,
            mt.glow(color, 9.0 if alive else 0.6),
        ).visible_shadow = False
        p.area((width / 2, y, height - 0.11), (width / 2, y, 0), (0.07, 1.15), 26 if alive else 1.2, color)
    p.scooter((1.24, 1.66, 0.0), 86, (0, 0))
    for i, (x, y, turn, color, size) in enumerate(
        (
            (0.16, 1.42, 88, "4a505a", 1.05),
            (0.17, 1.56, 80, "4a505a", 1.05),
            (0.15, 1.72, 96, "8e332c", 0.7),
            (0.16, 1.81, 84, "8e332c", 0.7),
            (0.15, 1.94, 104, "c9c3b4", 0.6),
            (0.17, 2.02, 90, "c9c3b4", 0.6),
        )
    ):
        p.shoe(mt.fabric(color), (x, y, 0), turn, size, seed=i)
    p.carrier_bag((1.36, 2.5, 0), "d9dbd4", 30, 0.3, 3)
    p.crumple(p.box((0.36, 0.56, 0.014), (0.24, 1.02, 0.009), mt.fabric("4a3a2c", weave=180)), 0.006, 8)
    p.pipe([(0.05, -0.3, 2.3), (0.05, 5, 2.3), (0.05, length, 2.3)], 0.014, "a89d85")
    p.pipe([(0.05, -0.3, 2.22), (0.05, 5, 2.22), (0.05, length, 2.22)], 0.009, "a89d85")
    p.switch((width, 1.76, 1.15), -90, "c9bfa5")
    world((0.004, 0.005, 0.006))
    p.area((0.75, -1.0, 1.9), (0.75, 2, 0.8), (0.8, 0.8), 5, (0.8, 1.0, 0.9))
    return Shot(
        (0.86, -0.95, 1.42),
        (0.7, 5.0, 1.02),
        lens=27,
        focus=(0.6, 1.7, 0.8),
        fstop=3.5,
        ratio=(2, 3),
        exposure=0.75,
        balance=5200,
        limit=430_000,
        samples=9,
    )


# ---------------------------------------------------------------- the cold flat


def cooker():
    """A gas cooker with its oven door down and the oven on, facing -Y."""
    shell = mt.enamel("ddd8cb", 0.7)
    black = mt.plastic("171615", 0.4)
    w, d, h = 0.5, 0.55, 0.86
    for x in (-1, 1):
        p.box((0.025, d, h), (x * (w / 2 - 0.0125), 0, h / 2), shell, bevel=0.006)
    p.box((w, d, 0.03), (0, 0, h), shell, bevel=0.008)
    p.box((w, 0.03, 0.11), (0, -d / 2 + 0.0, h - 0.07), shell, bevel=0.008)
    p.box((w, 0.03, 0.3), (0, -d / 2 + 0.005, 0.16), shell, bevel=0.008)
    p.box((w - 0.05, 0.02, 0.45), (0, d / 2 - 0.02, 0.53), mt.metal("3a3028", 0.5, 0.4), bevel=0)
    for z in (0.31, 0.76):
        p.box((w - 0.05, d - 0.05, 0.012), (0, 0, z), mt.metal("3a3028", 0.5, 0.4), bevel=0)
    for z in (0.46, 0.6):
        for i in range(9):
            p.rod((-0.2 + i * 0.05, -0.2, z), (-0.2 + i * 0.05, 0.22, z), 0.003, mt.metal("8f8b84"))
    p.rod((-0.19, 0.12, 0.325), (0.19, 0.12, 0.325), 0.008, mt.glow((1.0, 0.22, 0.04), 26))
    p.rod((-0.19, -0.06, 0.325), (0.19, -0.06, 0.325), 0.008, mt.glow((1.0, 0.22, 0.04), 26))
    p.area((0, -0.05, 0.34), (0, -0.6, 0.75), (0.38, 0.3), 42, (1.0, 0.34, 0.08))
    p.box((w - 0.02, 0.42, 0.028), (0, -d / 2 - 0.2, 0.315), shell, rot=(1.5, 0, 0), bevel=0.01)
    p.box((w - 0.12, 0.3, 0.004), (0, -d / 2 - 0.2, 0.332), mt.plastic("2a211b", 0.1), rot=(1.5, 0, 0), bevel=0)
    p.rod((-0.16, -d / 2 - 0.39, 0.285), (0.16, -d / 2 - 0.39, 0.285), 0.009, black)
    for i in range(5):
        p.lathe(
            [(0.02, 0), (0.019, 0.014), (0.012, 0.022)],
            black,
            (-0.18 + i * 0.09, -d / 2 - 0.015, h - 0.07),
            (90, 0, 0),
            20,
        )
    for x in (-0.12, 0.12):
        for y in (-0.13, 0.12):
            p.lathe(
                [(0.045, 0), (0.042, 0.012), (0.03, 0.016)],
                mt.metal("2d2a27", 0.5, 0.3),
                (x, y, h + 0.015),
                steps=28,
            )
            for turn in (45, 135):
                p.box(
                    (0.2, 0.008, 0.01),
                    (x, y, h + 0.045),
                    mt.metal("23211f", 0.5, 0.3),
                    (0, 0, turn),
                    bevel=0.003,
                )


def cold_kitchen():
    wall = mt.plaster(
        "b9bcae",
        damp=(((0, 3.2, 2.4), (0.9, 0.9, 0.6), 0.8), ((3.1, 2.2, 0.6), (0.7, 1.0, 0.7), 0.8)),
        grime=0.7,
        mould=(((1.62, 3.2, 2.45), (0.7, 0.6, 0.4), 0.8), ((3.1, 3.2, 2.3), (0.7, 0.8, 0.6), 0.9)),
        peel=(((2.85, 3.2, 0.7), (0.2, 0.2, 0.2), 1.0),),
    )
    p.room(
        3.1,
        3.2,
        2.5,
        wall,
        mt.lino("6f7a72", "aaa793", 0.3, worn=0.9),
        mt.plaster("c2c1b6", grime=0.2),
        hidden=("s",),
        skirt=mt.painted("8b8a7c", chips=1.0, axis=0),
        openings={"n": [(1.32, 2.36, 0.98, 2.2)]},
    )
    p.span((0.0, 3.188, 0.9), (1.3, 3.2, 1.5), mt.tiles("c9c9b9", 0.15, 0.004, 1.0), 0)
    frame = mt.painted("c9c9c0", "6d553b", chips=1.1)
    with p.at(1.84, 3.27, 0.98):
        p.window(1.04, 1.22, frame, mt.wet_glass(2.2, 1.0, 0.8), sill=frame)
    p.backdrop(papers.view_winter, 9.0, 6.0, (1.84, 8.0, 2.2), strength=1.0)
    p.rolled_towel(0.85, 0.035, mt.fabric("8b6b66", "stripes", "cfc6b5", 0.04), (1.84, 3.12, 0.99), 1, 5)
    p.curtain(0.34, 1.4, mt.fabric("9aa7ad", "checks", "d8dad4", 0.05, through=0.45), (1.26, 3.14, 2.34), 0, 5, 4)
    with p.at(0.62, 2.87):
        cooker()
        p.kettle((-0.12, 0.12, 0.91), turn=30)
        p.saucepan((0.12, -0.1, 0.91), "8a8680")
    with p.at(1.92, 2.92):
        p.box((1.1, 0.5, 0.035), (0.02, 0, 0.88), mt.wood("8a7557", 0), bevel=0.006)
        for x in (-0.5, 0.02, 0.54):
            p.box((0.03, 0.46, 0.86), (x, 0.01, 0.43), mt.painted("a9aea4", chips=0.9))
        p.box((0.5, 0.02, 0.76), (-0.24, -0.24, 0.46), mt.painted("a9aea4", chips=0.9), bevel=0.006)
        p.box((0.5, 0.02, 0.76), (0.28, -0.24, 0.46), mt.painted("a9aea4", chips=0.9), bevel=0.006)
        for x in (-0.04, 0.08):
            p.lathe([(0.014, 0), (0.012, 0.02)], mt.metal(), (x, -0.25, 0.6), (90, 0, 0), 16)
        p.plate((-0.3, 0.02, 0.9))
        p.bottle((0.42, 0.1, 0.9), "d5d7cf", 0.27, "3d6d8c")
        p.bottle((0.3, 0.12, 0.9), "8a9a62", 0.22, "e4ded0")
        p.radio((0.02, 0.1, 0.9), 14)
    with p.at(2.02, 1.72, 0, 6):
        p.table(0.95, 0.66, 0.75, mt.wood("9a7d57", 0), mt.painted("b9b3a0", chips=1.0))
        p.mug((-0.2, -0.04, 0.751), "a8482f", 200, "e8e2d2")
        p.mug((0.18, 0.16, 0.751), "d6d1c0", 100, "3d6d8c")
        image = p.sheet_image("letter", papers.letter, 620, 877)
        p.sheet(image, 0.21, 0.297, (0.06, -0.12, 0.756), (0, 0, 24), 0.012, seed=3)
        p.medicine((0.34, 0.06, 0.751), 40)
        p.plate((-0.3, 0.17, 0.751), "d3d6cf")
    with p.at(1.34, 1.78, 0, 96):
        p.chair("c2b58f", paint=True)
    with p.at(2.2, 1.12, 0, 172):
        p.chair("8a6a45", seat="cushion")
        p.garment(mt.fabric("3f4954", weave=300), (0, 0.25, 0.99), 180, length=0.8, width=0.5, seed=6, depth=0.1)
    with p.at(2.99, 2.2, 0, -90):
        p.radiator(0.72, 0.62, mt.painted("c6c2b4", chips=1.0))
    p.pair(lambda loc, turn: p.shoe(mt.fabric("5a4a3f"), loc, turn, 1.0), (0.55, 2.08, 0), 10, 0.12)
    p.towel(0.34, 0.7, 1.62, mt.fabric("b9a78a", "checks", "8b4a3f", 0.03), (0.06, 2.3, 0), 90, 3, 0.6)
    p.bulb((1.75, 1.9, 1.95), 2.5, power=0.01, visible=0.3)
    world((0.02, 0.028, 0.045))
    p.area((1.84, 3.0, 1.62), (1.76, 1.0, 1.25), (0.95, 1.1), 30, (0.42, 0.62, 1.0))
    p.area((2.9, -0.8, 2.0), (1.4, 2.0, 0.7), (1.0, 1.0), 8, (0.4, 0.58, 1.0))
    return Shot(
        (2.18, -0.78, 1.46),
        (1.28, 2.7, 0.86),
        lens=26,
        focus=(0.9, 2.45, 0.6),
        fstop=3.2,
        exposure=0.95,
        balance=6900,
        limit=480_000,
    )


def cold_meter():
    paper = mt.wallpaper(
        "c2b28c",
        "6f7d63",
        damp=(((0.15, 0, 0.95), (0.6, 1, 0.5), 0.8),),
        torn=(((1.3, 0, 1.86), (0.2, 1, 0.14), 1.0), ((0.42, 0, 1.22), (0.1, 1, 0.16), 1.0)),
    )
    p.wall((2.2, 0), (-0.2, 0), 2.5, paper)
    with p.at(0.95, 0.0, 1.62):
        shell = mt.plastic("cfc9b6", 0.35, 0.9)
        p.box((0.3, 0.05, 0.42), (0, -0.012, 0), mt.wood("6b5138", 2), bevel=0.006)
        p.box((0.2, 0.09, 0.27), (0, -0.08, 0.03), shell, bevel=0.014, segments=4)
        p.box((0.16, 0.07, 0.08), (0, -0.07, -0.15), mt.plastic("8d897c", 0.4, 0.8), bevel=0.008)
        p.box((0.15, 0.006, 0.068), (0, -0.126, 0.105), mt.plastic("22231f", 0.2), bevel=0.003)
        image = p.sheet_image("meter_display", papers.meter_display, 520, 200)
        p.sheet(image, 0.132, 0.05, (0, -0.13, 0.105), curl=0, emission=0.55)
        for row in range(2):
            for column in range(3):
                p.box(
                    (0.026, 0.012, 0.017),
                    (-0.045 + column * 0.045, -0.126, 0.045 - row * 0.03),
                    mt.plastic("3f4a57", 0.5),
                    bevel=0.004,
                )
        p.box((0.05, 0.008, 0.012), (0.0, -0.126, -0.045), mt.plastic("121212", 0.4), bevel=0.002)
        p.box((0.034, 0.05, 0.005), (0.0, -0.15, -0.045), mt.plastic("2b56a0", 0.35), bevel=0.002)
        p.box((0.007, 0.004, 0.007), (0.075, -0.127, 0.05), mt.glow((1, 0.06, 0.03), 14), bevel=0.002)
        p.box((0.1, 0.001, 0.022), (0, -0.1275, -0.075), mt.plastic("e1d9b8", 0.6), bevel=0)
        p.label("EMERGENCY  OFF", 0.0105, (0, -0.1285, -0.075), mt.plastic("5a1d18"))
        for x in (-0.13, 0.13):
            for z in (-0.19, 0.19):
                p.lathe([(0.006, 0), (0.005, 0.003)], mt.metal("6f6c66", 0.4, 0.4), (x, -0.037, z), (90, 0, 0), 14)
    for x, r in ((0.9, 0.012), (0.99, 0.009)):
        p.pipe([(x, -0.02, 1.83), (x, -0.02, 2.2), (x, -0.02, 2.6)], r, "b3a98f")
    p.tube(
        [(0.93, -0.05, 1.42), (0.925, -0.03, 1.3), (0.9, -0.012, 1.16), (0.89, -0.012, 0.9)],
        0.006,
        mt.plastic("3a3733", 0.5),
    )
    with p.at(1.32, 0, 1.5):
        p.lathe(
            [(0.062, 0), (0.068, 0.004), (0.068, 0.016), (0.061, 0.022), (0.058, 0.018)],
            mt.metal("a58a52", 0.3, 0.15),
            rot=(90, 0, 0),
            steps=56,
        )
        image = p.sheet_image("thermometer_face", papers.thermometer_face, 600, 600)
        p.disc(image, 0.061, (0, -0.0195, 0))
        p.lathe([(0.059, 0), (0.058, 0.002)], mt.glass(), (0, -0.021, 0), (90, 0, 0), 48)
    image = p.sheet_image("letter", papers.letter, 620, 877)
    p.sheet(image, 0.21, 0.297, (1.08, -0.012, 1.19), (88, 2.5, 0), 0.022, seed=5)
    p.ball(0.006, (1.084, -0.03, 1.325), mt.plastic("b0301f", 0.2))
    p.rod((1.084, -0.028, 1.325), (1.084, 0, 1.325), 0.0012, mt.metal())
    p.switch((1.42, 0, 1.22), 0, "d3c9af")
    world((0.02, 0.028, 0.04))
    p.area((-1.0, -0.7, 2.0), (1.0, 0, 1.45), (0.5, 0.9), 20, (0.5, 0.7, 1.0))
    p.area((2.6, -1.6, 2.2), (1.0, 0, 1.4), (0.35, 0.35), 13, mt.kelvin(2800))
    return Shot(
        (1.2, -1.25, 1.48),
        (1.08, 0, 1.44),
        lens=50,
        focus=(1.0, -0.1, 1.62),
        fstop=2.8,
        ratio=(4, 5),
        exposure=0.7,
        balance=4600,
        limit=420_000,
        samples=16,
        detail=1.25,
    )


# ---------------------------------------------------------------- the caravan


def caravan(stripe="7d4a35", lit=True):
    """A small old caravan seen from its door side (-Y), origin on the ground below the middle."""
    skin = mt.enamel("cfcbbd", 0.0)
    stripe = mt.painted(stripe, chips=0.4, axis=0)
    length, width = 4.3, 2.0
    outline = [
        (-2.15, 0.5),
        (-2.2, 1.2),
        (-2.1, 1.75),
        (-1.9, 2.2),
        (-1.6, 2.42),
        (1.5, 2.46),
        (1.85, 2.3),
        (2.05, 1.8),
        (2.15, 1.2),
        (2.1, 0.62),
        (1.8, 0.46),
        (-1.9, 0.44),
    ]
    bm = p.bmesh.new()
    front = [bm.verts.new((x, -width / 2, z)) for x, z in outline]
    bm.faces.new(front)
    moved = p.bmesh.ops.extrude_face_region(bm, geom=bm.faces[:])
    p.bmesh.ops.translate(
        bm, vec=(0, width, 0), verts=[v for v in moved["geom"] if isinstance(v, p.bmesh.types.BMVert)]
    )
    p.bmesh.ops.recalc_face_normals(bm, faces=bm.faces[:])
    p.bmesh.ops.bevel(bm, geom=bm.edges[:], offset=0.07, segments=4, profile=0.6, affect="EDGES")
    p.from_bmesh(bm, skin, sharp=30)
    face = -width / 2 - 0.004
    p.box((length - 0.06, 0.008, 0.14), (0, face, 1.02), stripe, bevel=0.003)
    p.box((length - 0.02, 0.02, 0.03), (0, face, 0.56), mt.metal("a7a6a2", 0.35), bevel=0.004)
    for x in (-0.42, 1.98):
        p.rod((x, face - 0.004, 0.6), (x, face - 0.004, 2.3), 0.006, mt.metal("a7a6a2", 0.4))
    rubber = mt.plastic("1c1c1b", 0.6)
    for x, w, z, h in ((-1.3, 1.15, 1.55, 0.62), (1.25, 0.85, 1.58, 0.55)):
        p.box((w + 0.07, 0.03, h + 0.07), (x, face + 0.002, z), rubber, bevel=0.014, segments=4)
        for dz in (-1, 1):
            p.box((w + 0.04, 0.05, 0.024), (x, face - 0.036, z + dz * h / 2), rubber, bevel=0.008)
        p.box((w, 0.012, h), (x, face - 0.014, z), mt.glow((1.0, 0.52, 0.17), 2.4 if lit else 0.2), bevel=0.004)
        cloth = mt.fabric("b3683f", "checks", "d9b98a", 0.06, through=0.75)
        for side in (-1, 1):
            p.curtain(
                w * 0.36,
                h,
                cloth,
                (x + side * w * 0.32, face - 0.038, z + h / 2),
                0,
                4,
                3 + side,
                depth=0.008,
            )
        p.box((w, 0.004, h), (x, face - 0.058, z), mt.glass("dfe4e2"), bevel=0)
        for dx in (-w / 2, 0, w / 2):
            p.box((0.02, 0.014, h), (x + dx, face - 0.062, z), mt.metal("8d8c88", 0.4), bevel=0.004)
    with p.at(0.18, face - 0.006):
        p.box((0.66, 0.02, 1.72), (0, 0, 1.42), mt.enamel("c6c2b3", 0.5), bevel=0.012, segments=3)
        p.box((0.7, 0.012, 1.76), (0, 0.004, 1.42), rubber, bevel=0.012)
        p.box((0.4, 0.014, 0.4), (0, -0.01, 1.85), mt.plastic("3c4a50", 0.08, 0.1), bevel=0.006)
        p.box((0.09, 0.03, 0.04), (0.25, -0.02, 1.32), mt.metal("55534f", 0.4), bevel=0.008)
    if lit:
        p.point((-1.2, face - 0.5, 1.5), 4, mt.kelvin(2500), 0.3)
    with p.at(0.9, face + 0.06, 0.29):
        tyre = [(0.12, -0.07), (0.27, -0.08), (0.3, -0.05), (0.3, 0.05), (0.27, 0.08), (0.12, 0.07)]
        p.lathe(tyre, rubber, rot=(90, 0, 0))
        hub = [(0.02, -0.075), (0.16, -0.075), (0.17, -0.06), (0.17, 0.06)]
        p.lathe(hub, mt.metal("9b9a95", 0.4, 0.4), rot=(90, 0, 0))
    p.tube(
        [
            (0.52, face - 0.01, 0.44),
            (0.62, face - 0.01, 0.62),
            (0.9, face - 0.01, 0.68),
            (1.18, face - 0.01, 0.62),
            (1.28, face - 0.01, 0.44),
        ],
        0.02,
        mt.plastic("8d8b82", 0.5),
    )
    steel = mt.metal("6d6b66", 0.4, 0.6)
    for y in (-0.35, 0.35):
        p.rod((-2.05, y, 0.5), (-3.1, 0, 0.46), 0.03, steel)
    p.rod((-3.05, 0, 0.0), (-3.05, 0, 0.75), 0.03, steel)
    p.box((0.14, 0.12, 0.1), (-3.15, 0, 0.5), steel, bevel=0.02)
    for x in (-1.8, 1.8):
        p.box((0.16, 0.16, 0.4), (x, -0.8, 0.22), mt.plaster("8d8a83", grime=0), bevel=0.01)
    p.lathe_open([(0.05, 0), (0.05, 0.28)], mt.metal("7f7d78", 0.4, 0.5), (1.4, 0.1, 2.42), 20)
    p.lathe([(0.09, 0.3), (0.02, 0.36), (0.001, 0.365)], mt.metal("7f7d78", 0.4, 0.5), (1.4, 0.1, 2.42), steps=20)
    p.rod((-1.3, 0.4, 2.4), (-1.32, 0.4, 3.3), 0.012, mt.metal("9b9a95"))
    for i in range(6):
        p.rod(
            (-1.55 + i * 0.02, 0.4, 2.75 + i * 0.09),
            (-1.08 - i * 0.02, 0.4, 2.75 + i * 0.09),
            0.005,
            mt.metal("9b9a95"),
        )
    for i, z in enumerate((0.12, 0.3)):
        p.box((0.62, 0.32, 0.04), (0.18, face - 0.5 + i * 0.2, z), mt.wood("7a6a52", 0), bevel=0.006)
        p.box((0.5, 0.2, z), (0.18, face - 0.46 + i * 0.2, z / 2), mt.wood("5d5040", 0), bevel=0.006)


def _grass(plane, count, seed, height, color):
    """Hair blades on the ground."""
    plane.data.materials.append(mt.plastic(color, 0.8, 0.5))
    system = plane.modifiers.new(f"grass{seed}", "PARTICLE_SYSTEM").particle_system
    system.seed = seed
    grass = system.settings
    grass.type = "HAIR"
    grass.count = count
    grass.hair_length = height
    grass.hair_step = 3
    grass.brownian_factor = height * 0.5
    grass.length_random = 0.8
    grass.root_radius, grass.tip_radius = 0.55, 0.1
    grass.radius_scale = 0.012
    grass.material = len(plane.data.materials)
    grass.use_advanced_hair = True
    grass.child_type = "INTERPOLATED"
    grass.rendered_child_count = 14
    grass.clump_factor = 0.5
    grass.roughness_1 = 0.06
    grass.child_length = 0.9


def _bare_tree(x, y, height, seed):
    """A winter tree grown by splitting branches."""
    generator = random.Random(seed)
    bark = mt.plastic("1d1915", 0.9, 0.3)
    curve = bpy.data.curves.new("tree", "CURVE")
    curve.dimensions = "3D"
    curve.bevel_depth = 1.0
    curve.bevel_resolution = 1

    def grow(start, direction, length, radius, depth):
        end = start + direction * length
        spline = curve.splines.new("POLY")
        spline.points.add(1)
        spline.points[0].co = (*start, 1)
        spline.points[1].co = (*end, 1)
        spline.points[0].radius, spline.points[1].radius = radius, radius * 0.7
        if depth == 0:
            return
        for _ in range(generator.choice((2, 3, 3))):
            push = Vector((generator.gauss(0, 0.42), generator.gauss(0, 0.42), generator.gauss(0.16, 0.2)))
            grow(
                end,
                (direction + push).normalized(),
                length * generator.uniform(0.62, 0.86),
                radius * 0.62,
                depth - 1,
            )

    grow(Vector((x, y, -0.2)), Vector((0, 0, 1)), height * 0.3, height * 0.018, 6)
    p._link(bpy.data.objects.new("tree", curve), bark)


def dawn():
    """The sky before the sun."""
    scene_world = bpy.data.worlds.new("dawn")
    bpy.context.scene.world = scene_world
    scene_world.use_nodes = True
    nodes, links = scene_world.node_tree.nodes, scene_world.node_tree.links
    coordinate = nodes.new("ShaderNodeTexCoord")
    split = nodes.new("ShaderNodeSeparateXYZ")
    ramp = nodes.new("ShaderNodeValToRGB")
    stops = (
        (0.0, (0.34, 0.33, 0.37)),
        (0.04, (0.62, 0.44, 0.36)),
        (0.12, (0.5, 0.42, 0.46)),
        (0.3, (0.2, 0.27, 0.42)),
        (1.0, (0.07, 0.12, 0.24)),
    )
    ramp.color_ramp.elements[0].color = (*stops[0][1], 1)
    ramp.color_ramp.elements[1].color = (*stops[-1][1], 1)
    for place, color in stops[1:-1]:
        ramp.color_ramp.elements.new(place).color = (*color, 1)
    links.new(coordinate.outputs["Generated"], split.inputs[0])
    links.new(split.outputs["Z"], ramp.inputs[0])
    links.new(ramp.outputs[0], nodes["Background"].inputs[0])


def camp_dawn():
    def land(x, y):
        bumps = p.noise.noise((x * 0.25, y * 0.25, 0)) * 0.16 + p.noise.noise((x * 1.1, y * 1.1, 3)) * 0.05
        rut = -0.07 * math.exp(-((y + 3.1 + 0.25 * math.sin(x * 0.4)) ** 2) * 9) - 0.07 * math.exp(
            -((y + 4.5 + 0.25 * math.sin(x * 0.4)) ** 2) * 9
        )
        return x, y, bumps + rut - 0.03

    field = p.hang(
        p.cloth_grid(26, 18, 180, 130, land),
        mt.ground("6b6847", "5a4a38"),
        (0, 1.0, 0),
        thickness=0,
        levels=0,
    )
    _grass(field, 6500, 1, 0.17, "77734f")
    far = p.hang(
        p.cloth_grid(240, 200, 60, 60, lambda x, y: (x, y, p.noise.noise((x * 0.02, y * 0.02, 5)) * 1.2 - 0.25)),
        mt.ground("57543a"),
        (0, 105, 0),
        thickness=0,
        levels=0,
    )
    far.name = "far field"
    with p.at(0.5, 0.6, 0.02, -12):
        caravan()
        p.gas_bottle((-2.55, -0.62, 0), "9a3b28")
        p.gas_bottle((-2.95, -0.5, 0), "5b6f7d")
        p.bucket((1.35, -1.5, 0), "3d6ea0", 20)
        p.pair(
            lambda loc, turn: p.boot(mt.plastic("3f5a3a", 0.25, 0.7), 1, loc, turn, height=0.26, size=1.3),
            (0.62, -1.42, 0.02),
            -20,
            0.14,
        )
        with p.at(-1.5, -2.0, 0, 200):
            p.chair("b9b4a6", paint=True)
        p.tube([(-2.1, -0.95, 2.0), (-3.4, -1.7, 1.78), (-4.7, -2.4, 2.0)], 0.004, mt.plastic("c9c9c2"))
        for i, x in enumerate((0.25, 0.45, 0.62)):
            spot = (-2.1 - 2.6 * x, -0.95 - 1.45 * x, 1.97 - 0.2 * math.sin(x * math.pi))
            p.shirt(mt.fabric(("7d4d45", "b9b5aa", "56606b")[i]), spot, 29, 0.42, 0.52, i)
    p.rod((-4.35, -0.75, 0), (-4.3, -0.75, 2.15), 0.04, mt.wood("5d5040"))
    generator = random.Random(3)
    for x, y, size in (
        (-9.5, 16, 8.5),
        (-14, 22, 10),
        (8.5, 19, 9.5),
        (13, 15, 7.5),
        (19, 30, 11),
        (-22, 34, 11),
        (2, 42, 10),
    ):
        _bare_tree(x, y, size, generator.randint(0, 99))
    steel = mt.metal("8a8c8d", 0.4, 0.2)
    for i in range(16):
        p.rod((-40 + i * 6, 30, 0), (-40 + i * 6, 30, 1.9), 0.07, steel)
    p.box((120, 0.08, 0.34), (0, 29.9, 1.8), steel, bevel=0.02)
    p.box((140, 10, 1.1), (0, 35, 0.5), mt.ground("3d3a33"), bevel=0)
    for x, high in ((-18, 10.5), (7.5, 10.5), (33, 10.5)):
        p.rod((x, 31.5, 0), (x, 31.5, high), 0.1, mt.plastic("23252a", 0.6))
        p.rod((x, 31.5, high), (x + 1.4, 31.2, high + 0.25), 0.05, mt.plastic("23252a", 0.6))
        lamp = p.ball(0.13, (x + 1.45, 31.2, high + 0.2), mt.glow((1.0, 0.42, 0.08), 90))
        lamp.visible_diffuse = False
    for x in (-6.0, -5.0, 15.5):
        headlight = p.ball(0.09, (x, 31, 2.0), mt.glow((1.0, 0.93, 0.8), 50))
        headlight.visible_diffuse = False
    mt.veil((0.30, 0.31, 0.37), 0.05, 1.6, 140.0, 7.5)
    dawn()
    p.sun(38, 4, 0.35, 2600, 6.0)
    return Shot(
        (-3.3, -7.6, 1.35),
        (0.0, 1.5, 1.5),
        lens=30,
        focus=(-1.0, -0.4, 1.4),
        fstop=4.0,
        exposure=1.05,
        contrast=1.2,
        limit=560_000,
        samples=9,
    )


def camp_inside():
    veneer = mt.wood("8f6a42", 2, gloss=0.32)
    side = mt.wood("9b774d", 0, gloss=0.32)
    p.room(
        2.1,
        2.2,
        1.95,
        {"*": veneer, "n": side},
        mt.lino("6b5744", worn=0.8),
        mt.plaster("cfc7b4", damp=(((1.6, 2.2, 1.95), (0.6, 0.7, 1), 0.8),), grime=0),
        hidden=("s",),
        openings={"n": [(0.42, 1.68, 0.98, 1.58)]},
    )
    rubber = mt.plastic("22211f", 0.5)
    with p.at(1.05, 2.27, 0.98):
        for x in (-1, 1):
            p.box((0.035, 0.06, 0.6), (x * 0.615, -0.02, 0.3), rubber, bevel=0.008)
        for z in (0.017, 0.583):
            p.box((1.26, 0.06, 0.035), (0, -0.02, z), rubber, bevel=0.008)
        p.box((1.24, 0.004, 0.58), (0, 0.0, 0.3), mt.wet_glass(1.6, 1.0, 1.0), bevel=0)
    p.backdrop(papers.view_dawn, 9.0, 6.0, (1.05, 7.5, 2.6), strength=1.0)
    cloth = mt.fabric("b3683f", "checks", "d9b98a", 0.04, through=0.5)
    for x, gather in ((0.4, -0.05), (1.72, 0.05)):
        p.curtain(0.3, 0.74, cloth, (x, 2.15, 1.63), 0, 6, x, depth=0.03, gather=gather)
    p.rod((0.15, 2.15, 1.64), (1.95, 2.15, 1.64), 0.006, mt.metal("a58a52"))
    seat = mt.fabric("7d5b43", weave=250)
    for x in (0.27, 1.83):
        p.box((0.54, 1.7, 0.36), (x, 1.35, 0.18), veneer, bevel=0.004)
        p.crumple(p.box((0.54, 1.66, 0.13), (x, 1.36, 0.425), seat, bevel=0.04, segments=4), 0.012, 3)
        lean = p.box(
            (0.11, 1.6, 0.38),
            (0.06 if x < 1 else 2.04, 1.36, 0.68),
            seat,
            (0, 8 if x < 1 else -8, 0),
            bevel=0.04,
            segments=4,
        )
        p.crumple(lean, 0.012, 3)
    base = p.box((0.5, 1.6, 0.02), (1.83, 1.3, 0.49), seat, bevel=0)
    p.blanket(
        0.8,
        1.2,
        0.68,
        [base],
        mt.fabric("506072", "stripes", "9aa3a0", 0.07),
        (1.8, 1.1, 0),
        10,
        5,
        crumple=0.12,
    )
    p.pillow(0.46, 0.34, (1.86, 1.92, 0.6), mt.fabric("d4cec0", "flowers", "8aa0b5", 0.05), 12, 3, tilt=-20)
    with p.at(1.05, 1.62, 0):
        p.box((0.6, 0.95, 0.024), (0, 0.02, 0.7), mt.plastic("b9a27c", 0.22, 0.7), bevel=0.01, segments=3)
        p.rod((0, 0.0, 0.0), (0, 0.0, 0.69), 0.035, mt.metal("9b9a95"))
        image = p.sheet_image("exercise", papers.exercise, 1200, 830)
        p.open_book(image, (-0.03, -0.2, 0.713), 8, 0.17, 0.235)
        p.rod((0.14, -0.24, 0.732), (0.06, -0.1, 0.735), 0.0038, mt.plastic("c9a42c", 0.3))
        p.rod((-0.25, 0.02, 0.717), (-0.13, 0.06, 0.717), 0.0038, mt.plastic("2f5d9c", 0.3))
        p.mug((0.2, 0.08, 0.713), "3d6d8c", -40, "e2dccb")
        p.plate((-0.13, 0.26, 0.713), spoon=True)
        p.box(
            (0.1, 0.06, 0.035),
            (-0.13, 0.27, 0.745),
            mt.plastic("a8743f", 0.85, 0.6),
            (4, 0, 25),
            bevel=0.015,
            segments=4,
        )
        p.bottle((0.22, 0.36, 0.713), "e2e4dd", 0.22, "3d7a5a")
        p.radio((0.02, 0.4, 0.713), 6)
    p.school_bag((0.34, 1.62, 0.49), "28527a", "b33a2f", 62, (-14, 0))
    p.book((0.42, 1.12, 0.49), color="7d2f2c", turn=30)
    p.book((0.42, 1.12, 0.511), (0.13, 0.19, 0.014), "2c5a4a", turn=12)
    p.box((2.1, 0.24, 0.02), (1.05, 2.07, 1.7), veneer, bevel=0.004)
    for i, (color, tall) in enumerate((("b0473c", 0.16), ("d9c28a", 0.12), ("5a7a54", 0.14))):
        p.bottle((0.3 + 0.11 * i, 2.08, 1.711), color, tall)
    p.medicine((1.5, 2.06, 1.711), 10)
    p.medicine((1.62, 2.08, 1.711), -20, accent="b0473c")
    p.bulb((1.02, 1.25, 1.66), 1.95, power=9, visible=30)
    world((0.01, 0.014, 0.02))
    p.area((1.05, 2.16, 1.28), (1.05, 0.6, 0.6), (1.15, 0.52), 13, (0.6, 0.72, 1.0))
    p.area((1.05, -0.5, 1.6), (1.05, 1.6, 0.7), (0.8, 0.6), 3, (0.6, 0.72, 1.0))
    return Shot(
        (0.93, -0.42, 1.3),
        (1.06, 1.9, 0.86),
        lens=25,
        focus=(1.03, 1.45, 0.75),
        fstop=2.5,
        exposure=0.95,
        balance=4400,
        limit=450_000,
        samples=9,
    )


# ---------------------------------------------------------------- the keys


def key_room():
    white = mt.plaster("e3ded2", grime=0.0, relief=0.0008)
    p.room(
        4.2,
        5.2,
        2.7,
        white,
        mt.boards("a5713d", 0.12, worn=0.25, gloss=0.26),
        mt.plaster("e9e6de", grime=0.0),
        hidden=("s",),
        skirt=mt.painted("ebe8df", chips=0.0, axis=0, dirt=0.1),
        openings={"e": [(0.7, 1.9, 0.35, 2.35), (2.9, 4.1, 0.35, 2.35)], "n": [(1.02, 1.92, 0, 2.1)]},
    )
    frame = mt.painted("ebe8df", chips=0.0, gloss=0.25, dirt=0.1)
    for y in (1.3, 3.5):
        with p.at(4.27, y, 0.35, -90):
            p.window(1.2, 2.0, frame, mt.glass(), transom=1.3, sill=frame)
    with p.at(1.47, 5.2):
        p.door(
            0.84,
            2.06,
            mt.painted("e6e2d7", chips=0.0, gloss=0.25, dirt=0.1),
            frame,
            "panels",
            turn=62,
            hand="left",
            lock=True,
        )
    with p.at(0.3, 5.425):
        p.room(
            2.6,
            1.6,
            2.7,
            mt.plaster("d9cfb8", grime=0.1),
            mt.boards("8a5a30", 0.12),
            mt.plaster("e3e0d8", grime=0),
            openings={"s": [(0.72, 1.62, 0, 2.1)]},
        )
        p.point((1.9, 0.8, 2.3), 45, mt.kelvin(3600), 0.12)
    p.carton((0.55, 0.4, 0.38), (0.42, 4.3, 0), 6, text="KITCHEN")
    p.carton((0.5, 0.4, 0.34), (0.44, 4.32, 0.381), -5, text="BOOKS")
    p.carton((0.5, 0.38, 0.34), (1.02, 4.46, 0), -12, opened=True)
    p.carton((0.42, 0.36, 0.3), (0.38, 3.7, 0), 22)
    p.suitcase((2.35, 4.85, 0), "6b2f33", -8, (0.46, 0.24, 0.62))
    with p.at(3.2, 4.72, 0, -150):
        p.chair("8a6a45")
    with p.at(0.09, 2.9, 0, 90):
        p.radiator(0.96, 0.62, frame)
    p.box((0.4, 0.3, 0.012), (2.85, 4.7, 0.006), mt.plastic("d8d5cc", 0.6), (0, 0, 20), bevel=0.001)
    p.lathe(
        [(0.085, 0), (0.09, 0.005), (0.092, 0.19), (0.088, 0.19), (0.086, 0.01), (0.001, 0.01)],
        mt.metal("c9c7c1", 0.3),
        (2.86, 4.7, 0.013),
    )
    p.rod((2.78, 4.7, 0.21), (3.0, 4.76, 0.22), 0.009, mt.wood("b98a4f", 0))
    p.tube([(2.1, 3.4, 2.7), (2.1, 3.4, 2.5), (2.1, 3.4, 2.36)], 0.003, mt.plastic("e6e3da"))
    p.lathe(
        [(0.012, 0.06), (0.02, 0.05), (0.021, 0.0), (0.018, -0.01)],
        mt.plastic("1c1a18", 0.3),
        (2.1, 3.4, 2.32),
    )
    for y in (1.33, 5.0):
        p.outlet((4.2, y + 1.1, 0.3), -90, "ece9e0")
    with p.at(1.6, 0.52, scale=1.2):
        p.key_ring((0, 0, 0.0), 20)
    p.backdrop(papers.view_day, 40.0, 16.0, (14.0, 10.0, 3.0), (90, 0, -90), strength=2.2)
    world((0.62, 0.78, 1.0), 1.0)
    for y in (1.3, 3.5):
        p.area((4.45, y, 1.45), (2.0, y, 0.8), (1.2, 1.9), 70, (0.7, 0.84, 1.0))
    p.sun(76, 33, 14.0, 4700, 0.6)
    return Shot(
        (1.42, -0.2, 0.31),
        (1.66, 1.6, 0.2),
        lens=28,
        focus=(1.6, 0.5, 0.0),
        fstop=4.5,
        exposure=0.4,
        contrast=1.2,
        balance=6200,
        limit=480_000,
    )


def _key_flat(after):
    """One room, twice: before and after the works; the camera and the walls do not move."""
    width, depth, height = 3.7, 4.1, 2.65
    if after:
        wall = mt.plaster("e5e0d4", grime=0.0, relief=0.0008)
        floor = mt.boards("a9743f", 0.12, worn=0.15, gloss=0.28)
        ceiling = mt.plaster("ebe8e0", grime=0.0, relief=0.0006)
        trim = mt.painted("ece9e0", chips=0.0, gloss=0.25, axis=0, dirt=0.1)
    else:
        wall = mt.plaster(
            "b7b39a",
            grime=1.0,
            under="93836b",
            damp=(
                ((3.7, 4.1, 0.4), (1.4, 1.6, 0.95), 0.95),
                ((0.4, 4.1, 2.5), (1.2, 1.2, 0.8), 0.85),
                ((0.0, 1.6, 0.3), (1, 1.3, 0.6), 0.8),
            ),
            mould=(((3.7, 4.1, 0.5), (0.9, 1.0, 0.7), 1.0), ((0, 4.1, 2.5), (0.9, 1.0, 0.7), 1.0)),
            peel=(
                ((0.5, 4.1, 1.5), (0.42, 0.5, 0.5), 1.0),
                ((3.2, 4.1, 1.1), (0.3, 0.4, 0.36), 1.0),
                ((0.0, 2.6, 1.4), (0.3, 0.8, 0.5), 1.0),
                ((3.7, 2.6, 1.7), (0.4, 0.6, 0.5), 1.0),
            ),
        )
        floor = mt.boards("5d4a38", 0.12, worn=1.2, gloss=0.6)
        ceiling = mt.plaster(
            "b9b5a4",
            damp=(((0.5, 3.6, height), (1.2, 1.2, 1), 0.95),),
            mould=(((0, 4.1, height), (1.0, 1.0, 1), 0.9),),
            peel=(((1.9, 2.9, height), (0.6, 0.5, 1), 1.0),),
            grime=0,
        )
        trim = mt.painted("8d8672", chips=1.3, axis=0)
    p.room(
        width,
        depth,
        height,
        wall,
        floor,
        ceiling,
        hidden=("s",),
        skirt=trim,
        openings={"n": [(1.3, 2.5, 0.8, 2.3)], "e": [(2.95, 3.75, 0, 2.08)]},
    )
    frame = (
        mt.painted("ece9e0", chips=0.0, gloss=0.25, dirt=0.1) if after else mt.painted("a59f8c", "5d4630", chips=1.4)
    )
    with p.at(1.9, depth + 0.07, 0.8):
        p.window(1.2, 1.5, frame, mt.glass(), transom=1.0, sill=frame)
    with p.at(width, 3.35, 0, -90):
        p.door(0.76, 2.04, frame, frame, "panels", lock=False)
    with p.at(1.9, depth - 0.09, 0):
        p.radiator(0.96, 0.6, frame if after else mt.painted("9b917c", "6a3a1e", chips=1.5))
    if after:
        world((0.62, 0.78, 1.0), 1.0)
        p.backdrop(papers.view_day, 16.0, 9.0, (1.9, 12.0, 2.6), strength=2.0)
        p.sun(22, 34, 9.0, 4700, 0.7)
        p.area((1.9, depth + 0.25, 1.55), (1.9, 1.5, 0.6), (1.15, 1.45), 90, (0.75, 0.87, 1.0))
        p.curtain(0.42, 2.1, mt.fabric("d8cdb5", through=0.5), (1.12, depth - 0.12, 2.44), 0, 6, 2)
        p.curtain(0.42, 2.1, mt.fabric("d8cdb5", through=0.5), (2.68, depth - 0.12, 2.44), 0, 6, 5)
        p.rod((0.8, depth - 0.12, 2.45), (3.0, depth - 0.12, 2.45), 0.011, mt.metal("3a3835", 0.4))
        with p.at(1.0, 2.75, 0, 8):
            p.table(0.8, 0.8, 0.74, mt.wood("a9824f", 0), mt.wood("a9824f"))
            p.mug((0.1, -0.14, 0.741), "3d6d8c", 30)
            p.lathe(
                [(0.03, 0), (0.045, 0.06), (0.05, 0.1), (0.026, 0.17), (0.03, 0.19)],
                mt.plastic("8fa5a0", 0.2),
                (-0.16, 0.14, 0.741),
            )
            for i in range(7):
                turn = i * 0.9
                p.tube(
                    [
                        (-0.16, 0.14, 0.9),
                        (-0.16 + 0.05 * math.cos(turn), 0.14 + 0.05 * math.sin(turn), 1.05),
                        (-0.16 + 0.13 * math.cos(turn), 0.14 + 0.13 * math.sin(turn), 1.12 + 0.02 * i),
                    ],
                    0.003,
                    mt.plastic("4f6b3a", 0.6),
                )
                p.ball(
                    0.028,
                    (-0.16 + 0.13 * math.cos(turn), 0.14 + 0.13 * math.sin(turn), 1.13 + 0.02 * i),
                    mt.plastic("c9b23c", 0.6),
                    (1, 1, 0.7),
                    2,
                    0.3,
                    i,
                )
        with p.at(1.62, 2.62, 0, -70):
            p.chair("a9824f")
        with p.at(0.5, 2.35, 0, 120):
            p.chair("a9824f")
        p.lathe_open([(0.02, 0.16), (0.1, 0.12), (0.19, 0.0)], mt.plastic("d9d4c5", 0.4), (1.2, 2.7, 1.72))
        p.tube([(1.2, 2.7, 2.65), (1.2, 2.7, 2.2), (1.2, 2.7, 1.88)], 0.003, mt.plastic("22211f"))
        drawing("drawing_house", (3.2, depth - 0.008, 1.5), (90, 0, 0), 0.36)
        p.school_bag((3.32, 2.9, 0), "28527a", "d9a13b", -60, (-6, 0))
        p.crumple(
            p.box(
                (1.5, 1.0, 0.012),
                (1.9, 1.5, 0.007),
                mt.fabric("8b5a4a", "stripes", "cdbb9a", 0.1, weave=150),
                (0, 0, 4),
            ),
            0.004,
            5,
        )
    else:
        world((0.10, 0.13, 0.18), 1.0)
        plank = mt.boards("7d6547", 0.4, "x", worn=1.0)
        generator = random.Random(2)
        for i in range(8):
            z = 0.92 + i * 0.185
            if i == 5:
                continue
            p.box(
                (1.34 + generator.uniform(-0.06, 0.08), 0.022, 0.165),
                (1.9 + generator.uniform(-0.03, 0.03), depth - 0.03, z),
                plank,
                (0, generator.uniform(-2.2, 2.2), 0),
                bevel=0.003,
            )
        p.sun(20, 30, 7.0, 4600, 0.5)
        p.area((1.9, depth + 0.3, 1.85), (1.9, 1.0, 0.2), (1.15, 0.3), 60, (0.75, 0.87, 1.0))
        p.area((2.9, -0.8, 2.2), (1.7, 2.8, 1.0), (1.2, 1.2), 30, (0.72, 0.84, 1.0))
        p.tube(
            [(1.2, 2.7, 2.65), (1.22, 2.7, 2.45), (1.15, 2.72, 2.3), (1.26, 2.68, 2.2)],
            0.004,
            mt.plastic("22211f"),
        )
        p.tube([(3.69, 2.6, 1.3), (3.6, 2.55, 1.2), (3.62, 2.6, 1.0)], 0.004, mt.plastic("8f3a2a"))
        with p.at(0.62, 3.0, 0, 12):
            body = p.mattress(0.8, 1.7, 0.16, mt.fabric("a39a84", "stripes", "6f7a80", 0.025), 0.15)
            p.blanket(
                0.9,
                0.9,
                0.4,
                [body],
                mt.fabric("5d5348"),
                (0.1, -0.3, 0),
                40,
                4,
                thickness=0.012,
                crumple=0.14,
            )
        for i in range(46):
            x, y = generator.gauss(2.6, 0.55), generator.gauss(3.4, 0.4)
            size = abs(generator.gauss(0.0, 0.03)) + 0.008
            if 0.1 < x < 3.6 and y < 4.0:
                p.ball(size, (x, y, size * 0.4), mt.plaster("b7ac98", grime=0), (1, 0.8, 0.5), 2, 0.9, i)
        with p.at(2.75, 2.6, 0, 140):
            p.chair("8a6a45")
        p.bucket((2.3, 3.6, 0), "3a3d3f", 0)
        p.carton((0.45, 0.35, 0.3), (0.35, 1.7, 0), 30, opened=True)
        p.carrier_bag((3.35, 3.0, 0), "b9bcb8", 10, 0.3, 5)
    return Shot(
        (1.95, -0.75, 1.42),
        (1.83, 4.1, 1.12),
        lens=24,
        focus=(1.85, 3.6, 1.0),
        fstop=5.6,
        exposure=0.5 if after else 1.1,
        balance=6300 if after else 6000,
        contrast=1.2,
        width=2000,
        limit=420_000,
        samples=9,
    )


def key_before():
    return _key_flat(False)


def key_after():
    return _key_flat(True)


SHOTS = {
    "cover": cover,
    "damp-room": damp_room,
    "damp-window": damp_window,
    "damp-bed": damp_bed,
    "roof-stairs": roof_stairs,
    "roof-room": roof_room,
    "roof-tap": roof_tap,
    "hotel-room": hotel_room,
    "hotel-door": hotel_door,
    "cold-kitchen": cold_kitchen,
    "cold-meter": cold_meter,
    "camp-dawn": camp_dawn,
    "camp-inside": camp_inside,
    "key-room": key_room,
    "key-before": key_before,
    "key-after": key_after,
}
