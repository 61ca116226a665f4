"""Meshes, cloth and household objects, in metres. Z is up; furniture faces -Y unless said."""

import contextlib
import hashlib
import itertools
import math
import os
import pathlib
import random
import tempfile

import bmesh
import bpy
import materials as mt
import numpy as np
from mathutils import Euler, Matrix, Vector, noise

CACHE = pathlib.Path(os.environ.get("PICTURES_CACHE", tempfile.gettempdir())) / "six-doors-cloth"
_parents = []


# ---------------------------------------------------------------- building blocks


def _link(obj, mat=None):
    if mat:
        obj.data.materials.append(mat)
    bpy.context.scene.collection.objects.link(obj)
    if _parents:
        obj.parent = _parents[-1]
    return obj


@contextlib.contextmanager
def at(x=0.0, y=0.0, z=0.0, turn=0.0, tilt=(0.0, 0.0), scale=1.0):
    """Everything made inside is placed at this spot; turn is about Z, in degrees."""
    empty = bpy.data.objects.new("group", None)
    empty.location = (x, y, z)
    empty.rotation_euler = (math.radians(tilt[0]), math.radians(tilt[1]), math.radians(turn))
    empty.scale = (scale,) * 3
    _link(empty)
    _parents.append(empty)
    yield empty
    _parents.pop()


def from_bmesh(bm, mat, loc=(0, 0, 0), rot=(0, 0, 0), smooth=True, sharp=35):
    mesh = bpy.data.meshes.new("mesh")
    bm.to_mesh(mesh)
    bm.free()
    if smooth:
        mesh.shade_smooth()
        mesh.set_sharp_from_angle(angle=math.radians(sharp))
    obj = bpy.data.objects.new("mesh", mesh)
    obj.location = loc
    obj.rotation_euler = [math.radians(a) for a in rot]
    return _link(obj, mat)


def box(size, loc, mat, rot=(0, 0, 0), bevel=0.004, segments=2):
    """A box with broken edges; loc is the centre."""
    bm = bmesh.new()
    bmesh.ops.create_cube(bm, size=1.0, matrix=Matrix.Diagonal((*size, 1.0)))
    bevel = min(bevel, min(size) * 0.45)
    if bevel:
        bmesh.ops.bevel(bm, geom=bm.edges[:], offset=bevel, segments=segments, profile=0.6, affect="EDGES")
    return from_bmesh(bm, mat, loc, rot, smooth=bevel > 0, sharp=50)


def span(low, high, mat, bevel=0.004, segments=2):
    """A box given by two opposite corners."""
    size = [abs(b - a) for a, b in zip(low, high, strict=False)]
    return box(size, [(a + b) / 2 for a, b in zip(low, high, strict=False)], mat, bevel=bevel, segments=segments)


def lathe(profile, mat, loc=(0, 0, 0), rot=(0, 0, 0), steps=40, sharp=40):
    """Turn a list of (radius, height) about Z."""
    bm = bmesh.new()
    rings = []
    for radius, height in profile:
        ring = []
        for i in range(steps):
            angle = 2 * math.pi * i / steps
            ring.append(bm.verts.new((radius * math.cos(angle), radius * math.sin(angle), height)))
        rings.append(ring)
    for low, high in itertools.pairwise(rings):
        for i in range(steps):
            j = (i + 1) % steps
            bm.faces.new((low[i], low[j], high[j], high[i]))
    for ring in (rings[0][::-1], rings[-1]):
        bm.faces.new(ring)
    return from_bmesh(bm, mat, loc, rot, sharp=sharp)


def rod(start, end, radius, mat, steps=16):
    """A straight round bar between two points."""
    direction = Vector(end) - Vector(start)
    bm = bmesh.new()
    turn = direction.to_track_quat("Z", "Y").to_matrix().to_4x4()
    place = Matrix.Translation((Vector(start) + Vector(end)) / 2) @ turn
    bmesh.ops.create_cone(
        bm,
        cap_ends=True,
        segments=steps,
        radius1=radius,
        radius2=radius,
        depth=direction.length,
        matrix=place,
    )
    return from_bmesh(bm, mat, sharp=50)


def tube(points, radius, mat, closed=False):
    """A smooth cable or pipe through the points."""
    curve = bpy.data.curves.new("tube", "CURVE")
    curve.dimensions = "3D"
    curve.bevel_depth = radius
    curve.bevel_resolution = 4
    curve.resolution_u = 10
    spline = curve.splines.new("BEZIER")
    spline.bezier_points.add(len(points) - 1)
    spline.use_cyclic_u = closed
    for point, place in zip(spline.bezier_points, points, strict=False):
        point.co = place
        point.handle_left_type = point.handle_right_type = "AUTO"
    return _link(bpy.data.objects.new("tube", curve), mat)


def ball(radius, loc, mat, squash=(1, 1, 1), detail=3, lumps=0.0, seed=0):
    bm = bmesh.new()
    bmesh.ops.create_icosphere(bm, subdivisions=detail, radius=radius)
    for vert in bm.verts:
        push = noise.noise(vert.co / radius * 1.7 + Vector((seed, 0, 0))) * lumps if lumps else 0
        vert.co = Vector([c * s for c, s in zip(vert.co * (1 + push), squash, strict=False)])
    return from_bmesh(bm, mat, loc, sharp=180)


def label(text, size, loc, mat, rot=(90, 0, 0), depth=0.0008):
    """Raised lettering, centred."""
    curve = bpy.data.curves.new("label", "FONT")
    curve.body = text
    curve.size = size
    curve.extrude = depth
    curve.align_x = "CENTER"
    curve.align_y = "CENTER"
    obj = bpy.data.objects.new("label", curve)
    obj.location = loc
    obj.rotation_euler = [math.radians(a) for a in rot]
    return _link(obj, mat)


def cloth_grid(width, length, columns, rows, shape=None):
    """A grid in XY with UVs in metres; shape(x, y) may return another position."""
    mesh = bpy.data.meshes.new("cloth")
    xs = np.linspace(-width / 2, width / 2, columns + 1)
    ys = np.linspace(-length / 2, length / 2, rows + 1)
    flat = [(x, y) for y in ys for x in xs]
    verts = [tuple(shape(x, y)) if shape else (x, y, 0.0) for x, y in flat]
    step = columns + 1
    faces = [
        (r * step + c, r * step + c + 1, (r + 1) * step + c + 1, (r + 1) * step + c)
        for r in range(rows)
        for c in range(columns)
    ]
    mesh.from_pydata(verts, [], faces)
    layer = mesh.uv_layers.new(name="UV")
    corners = np.array([flat[i] for face in faces for i in face], dtype=np.float32)
    layer.data.foreach_set("uv", corners.ravel())
    mesh.shade_smooth()
    return mesh


def soften(obj, thickness=0.0, levels=1):
    """Give cloth a thickness and smooth it."""
    if thickness:
        solid = obj.modifiers.new("solid", "SOLIDIFY")
        solid.thickness = thickness
        solid.offset = 0.0
    if levels:
        obj.modifiers.new("smooth", "SUBSURF").render_levels = levels
    return obj


def hang(mesh, mat, loc=(0, 0, 0), rot=(0, 0, 0), thickness=0.003, levels=1):
    """Put a ready-shaped cloth mesh in the scene."""
    obj = bpy.data.objects.new("cloth", mesh)
    obj.location = loc
    obj.rotation_euler = [math.radians(a) for a in rot]
    return soften(_link(obj, mat), thickness, levels)


def simulate(obj, frames, colliders=(), pins=None, grow=0.0, stiff=8.0, mass=0.25, self_collide=False, pressure=0):
    """Let cloth fall for some frames and keep the result; baked shapes are cached on disk."""
    mesh = obj.data
    coords = np.empty(len(mesh.vertices) * 3, dtype=np.float32)
    mesh.vertices.foreach_get("co", coords)
    bpy.context.view_layer.update()
    world = [np.array(c.matrix_world).round(4).tobytes() for c in colliders]
    recipe = repr((frames, pins, grow, stiff, mass, self_collide, pressure, np.array(obj.matrix_world).round(4)))
    digest = hashlib.sha1(coords.tobytes() + recipe.encode() + b"".join(world)).hexdigest()[:20]
    stored = CACHE / f"{digest}.npy"
    if not stored.exists():
        added = []
        for collider in colliders:
            collider.modifiers.new("hit", "COLLISION")
            collider.collision.thickness_outer = 0.008
            collider.collision.cloth_friction = 25
            added.append(collider)
        if pins:
            group = obj.vertex_groups.new(name="pin")
            group.add(list(pins), 1.0, "ADD")
        cloth = obj.modifiers.new("sim", "CLOTH")
        settings = cloth.settings
        settings.quality = 5
        settings.mass = mass
        settings.bending_stiffness = stiff * 0.02
        settings.tension_stiffness = settings.compression_stiffness = stiff
        settings.shear_stiffness = stiff * 0.5
        settings.shrink_min = -grow
        settings.air_damping = 2.0
        if pins:
            settings.vertex_group_mass = "pin"
        if pressure:
            settings.use_pressure = True
            settings.uniform_pressure_force = pressure
        cloth.collision_settings.distance_min = 0.008
        cloth.collision_settings.use_self_collision = self_collide
        cloth.collision_settings.self_distance_min = 0.006
        cloth.point_cache.frame_end = frames
        scene = bpy.context.scene
        for frame in range(1, frames + 1):
            scene.frame_set(frame)
        done = obj.evaluated_get(bpy.context.evaluated_depsgraph_get()).to_mesh()
        done.vertices.foreach_get("co", coords)
        obj.modifiers.remove(cloth)
        scene.frame_set(1)
        for collider in added:
            collider.modifiers.remove(collider.modifiers["hit"])
        CACHE.mkdir(parents=True, exist_ok=True)
        np.save(stored, coords)
    mesh.vertices.foreach_set("co", np.load(stored))
    mesh.update()
    return obj


def wrinkle(vector, scale, amount, seed=0.0):
    """Ridged noise for folds, in metres."""
    place = Vector(vector) * scale + Vector((seed, seed * 0.7, 0))
    return (0.5 - abs(noise.noise(place))) * amount + noise.noise(place * 2.3) * amount * 0.35


def sheet_image(name, painter, width, height):
    """Make an image with Pillow once and hand it to Blender; returns its name."""
    if name not in bpy.data.images:
        picture = painter(width, height).convert("RGB").transpose(1)
        pixels = np.ones((height, width, 4), dtype=np.float32)
        pixels[..., :3] = np.asarray(picture, dtype=np.float32) / 255
        image = bpy.data.images.new(name, width, height)
        image.pixels.foreach_set(pixels.ravel())
        image.pack()
    return name


def sheet(image, width, height, loc, rot=(90, 0, 0), curl=0.004, emission=0.0, seed=0, rough=0.7):
    """A paper with an image, slightly curled; rot (90, 0, 0) hangs it on a wall facing -Y."""

    def shape(x, y):
        lift = curl * ((abs(x) / width * 2) ** 3 + (abs(y) / height * 2) ** 3)
        return x, y, lift + noise.noise((x * 9 + seed, y * 9, seed)) * curl * 0.5

    mesh = cloth_grid(width, height, 16, 16, shape)
    data = mesh.uv_layers[0].data
    uv = np.empty(len(data) * 2, dtype=np.float32)
    data.foreach_get("uv", uv)
    uv = uv.reshape(-1, 2) / (width, height) + 0.5
    data.foreach_set("uv", uv.astype(np.float32).ravel())
    return hang(mesh, mt.picture(image, emission, rough), loc, rot, thickness=0.0, levels=0)


def disc(image, radius, loc, rot=(90, 0, 0)):
    """A round card with an image."""
    bm = bmesh.new()
    bmesh.ops.create_circle(bm, cap_ends=True, segments=64, radius=radius)
    layer = bm.loops.layers.uv.new("UV")
    for face in bm.faces:
        for loop in face.loops:
            loop[layer].uv = (loop.vert.co.x / radius / 2 + 0.5, loop.vert.co.y / radius / 2 + 0.5)
    return from_bmesh(bm, mt.picture(image), loc, rot, smooth=False)


# ---------------------------------------------------------------- architecture


def wall(start, end, height, mat, openings=(), thickness=0.14, base=0.0, skirt=None):
    """A wall from start to end, its room on the left; openings are (from, to, bottom, top)."""
    (x0, y0), (x1, y1) = start, end
    length = math.hypot(x1 - x0, y1 - y0)
    pieces = []
    with at(x0, y0, base, math.degrees(math.atan2(y1 - y0, x1 - x0))) as group:
        edge = -thickness
        for left, right, bottom, top in sorted(openings):
            pieces.append(span((edge, -thickness, 0), (left, 0, height), mat, 0))
            if bottom > 0:
                pieces.append(span((left, -thickness, 0), (right, 0, bottom), mat, 0))
            if top < height:
                pieces.append(span((left, -thickness, top), (right, 0, height), mat, 0))
            edge = right
        pieces.append(span((edge, -thickness, 0), (length + thickness, 0, height), mat, 0))
        if skirt:
            edge = 0.0
            for left, right, bottom, _ in sorted(openings):
                if bottom <= 0.1:
                    span((edge, 0, 0), (left - 0.06, 0.016, 0.085), skirt, 0.003)
                    edge = right + 0.06
            span((edge, 0, 0), (length, 0.016, 0.085), skirt, 0.003)
    return group, pieces


def room(width, depth, height, walls, floor, ceiling=None, openings=None, skirt=None, hidden=(), low=None):
    """Four walls s, e, n, w around (0,0)-(width,depth); openings use plain x or y coordinates.

    hidden: sides the camera and the lamps see through (they still bounce light).
    low: heights of the walls that do not reach the ceiling.
    """
    openings = openings or {}
    corners = {
        "s": ((0, 0), (width, 0), lambda a, b: (a, b)),
        "e": ((width, 0), (width, depth), lambda a, b: (a, b)),
        "n": ((width, depth), (0, depth), lambda a, b: (width - b, width - a)),
        "w": ((0, depth), (0, 0), lambda a, b: (depth - b, depth - a)),
    }
    for side, (start, end, flip) in corners.items():
        mat = walls.get(side, walls["*"]) if isinstance(walls, dict) else walls
        holes = [(*flip(a, b), low, high) for a, b, low, high in openings.get(side, ())]
        group, _ = wall(start, end, (low or {}).get(side, height), mat, holes, skirt=skirt)
        if side in hidden:
            for child in group.children:
                child.visible_camera = False
                child.visible_shadow = False
    span((-0.2, -0.2, -0.1), (width + 0.2, depth + 0.2, 0), floor, 0)
    if ceiling:
        span((-0.2, -0.2, height), (width + 0.2, depth + 0.2, height + 0.1), ceiling, 0)


def window(width, height, frame, pane, panes=2, transom=0.0, depth=0.07, sill=None, ajar=0.0):
    """A casement in a wall; origin at the bottom centre of the opening, room towards -Y."""
    bar = 0.055
    for x in (-width / 2 + bar / 2, width / 2 - bar / 2):
        box((bar, depth, height), (x, 0, height / 2), frame)
    for z in (bar / 2, height - bar / 2):
        box((width, depth - 0.003, bar), (0, 0, z), frame)
    inner = (width - 2 * bar) / panes
    for i in range(panes):
        turn = -ajar if i == panes - 1 else 0.0
        centre = -width / 2 + bar + inner * (i + 0.5)
        hinge = inner / 2 if turn else 0.0
        with at(centre + hinge, -0.012, 0, turn):
            edge = 0.048
            for x in (-inner / 2 + edge / 2 + 0.002, inner / 2 - edge / 2 - 0.002):
                box((edge, 0.045, height - 2 * bar), (x - hinge, 0, height / 2), frame, bevel=0.006)
            for z in (bar + edge / 2, height - bar - edge / 2):
                box((inner - 0.004, 0.043, edge), (-hinge, 0, z), frame, bevel=0.006)
            if transom:
                box((inner - 0.004, 0.04, 0.03), (-hinge, 0, transom), frame, bevel=0.006)
            box((inner, 0.004, height - 2 * bar), (-hinge, 0.008, height / 2), pane, bevel=0)
    handle = mt.metal("8c8578", 0.3)
    box((0.022, 0.02, 0.11), (0.028, -0.045, height * 0.48), handle, bevel=0.005)
    rod((0.028, -0.05, height * 0.48), (0.028, -0.085, height * 0.48), 0.008, handle)
    box((0.018, 0.016, 0.12), (0.028, -0.088, height * 0.48 - 0.05), handle, bevel=0.006)
    if sill:
        box((width + 0.12, 0.2, 0.03), (0, -0.11, -0.005), sill, bevel=0.008)


def door(width, height, paint, frame, style="panels", number=None, turn=0.0, hand="left", lock=True, depth=0.14):
    """A door in its frame; origin at the middle of the threshold, seen from -Y; turn opens it to +Y."""
    brass = mt.metal("9b7b3f", 0.32)
    steel = mt.metal("8f8b84", 0.35)
    for x in (-1, 1):
        box((0.075, 0.03, height + 0.075), (x * (width / 2 + 0.032), -0.012, (height + 0.075) / 2), frame)
        box((0.03, depth, height), (x * (width / 2 + 0.005), depth / 2, height / 2), frame)
    box((width + 0.14, 0.034, 0.075), (0, -0.012, height + 0.0375), frame)
    box((width + 0.04, depth, 0.03), (0, depth / 2, height + 0.012), frame)
    box((width, depth, 0.012), (0, depth / 2, 0.002), mt.wood("5b4630", 0, worn=0.8))
    side = -1 if hand == "left" else 1
    with at(side * width / 2, 0.035, 0, turn * -side if turn else 0.0):
        leaf = width - 0.012
        x = -side * leaf / 2
        if style == "flush":
            box((leaf, 0.04, height - 0.01), (x, 0, height / 2 + 0.004), paint, bevel=0.003)
        else:
            box((leaf, 0.018, height - 0.01), (x, 0, height / 2 + 0.004), paint, bevel=0)
            stile, rail = 0.105, 0.12
            for sx in (-1, 1):
                box((stile, 0.04, height - 0.01), (x + sx * (leaf - stile) / 2, 0, height / 2 + 0.004), paint)
            rows = [0.0, 0.42, 0.52, 1.0] if style == "panels" else [0.0, 0.3, 0.62, 1.0]
            for share in rows:
                z = 0.09 + (height - 0.16) * share
                box((leaf - 0.19, 0.039, rail), (x, 0, z), paint)
            if style == "panels":
                box((0.09, 0.0375, height - 0.1), (x, 0, height / 2), paint)
                columns = (-1, 1)
            else:
                columns = (0,)
            inside = (leaf - 2 * stile - (0.09 if len(columns) == 2 else 0)) / len(columns)
            for sx in columns:
                px = x + sx * (inside / 2 + 0.045)
                for low, high in itertools.pairwise(rows):
                    z0, z1 = (0.09 + (height - 0.16) * s for s in (low, high))
                    if z1 - z0 > 0.3:
                        box(
                            (inside - 0.06, 0.03, z1 - z0 - rail - 0.06),
                            (px, 0, (z0 + z1) / 2),
                            paint,
                            bevel=0.012,
                        )
        hx = -side * (leaf - 0.055)
        box((0.042, 0.008, 0.21), (hx, -0.024, 1.02), brass, bevel=0.003)
        rod((hx, -0.02, 1.05), (hx, -0.062, 1.05), 0.009, brass)
        rod((hx, -0.06, 1.05), (hx + side * 0.11, -0.06, 1.045), 0.0085, brass)
        lathe([(0.006, 0), (0.006, 0.003)], mt.plastic("101010"), (hx, -0.0285, 0.975), (90, 0, 0), 12)
        if lock:
            lathe([(0.026, 0), (0.026, 0.012), (0.016, 0.016)], steel, (hx, -0.02, 1.32), (90, 0, 0), 24)
            lathe([(0.013, 0), (0.013, 0.006), (0.008, 0.007)], steel, (x, -0.02, 1.52), (90, 0, 0), 20)
        if number:
            box((0.07, 0.004, 0.055), (x, -0.024, 1.66), mt.enamel("dfe0d6", 0.5), bevel=0.0015)
            label(number, 0.042, (x, -0.0265, 1.66), mt.plastic("1d2a4a"))


def radiator(width, height, paint):
    """A ribbed cast radiator, origin at the floor, back towards +Y."""
    count = int(width / 0.06)
    for i in range(count):
        x = -width / 2 + 0.03 + i * 0.06
        box((0.046, 0.13, height - 0.12), (x, 0, 0.1 + (height - 0.12) / 2), paint, bevel=0.021, segments=3)
    for z in (0.14, height - 0.06):
        rod((-width / 2, 0, z), (width / 2, 0, z), 0.022, paint)
    rod((width / 2, 0, 0.14), (width / 2 + 0.09, 0, 0.14), 0.011, paint)
    rod((width / 2 + 0.09, 0, 0), (width / 2 + 0.09, 0, 0.2), 0.011, paint)


def pipe(points, radius=0.011, color="d8d2c4"):
    """A painted pipe with clips."""
    tube(points, radius, mt.painted(color, chips=0.6, gloss=0.3))


def switch(loc, rot=0.0, color="e6e0cf"):
    with at(*loc, rot):
        box((0.08, 0.012, 0.08), (0, -0.006, 0), mt.plastic(color, 0.3), bevel=0.006)
        box((0.03, 0.012, 0.05), (0, -0.012, 0), mt.plastic(color, 0.25), rot=(6, 0, 0), bevel=0.003)


def outlet(loc, rot=0.0, color="e6e0cf"):
    with at(*loc, rot):
        box((0.08, 0.014, 0.08), (0, -0.007, 0), mt.plastic(color, 0.3), bevel=0.006)
        lathe([(0.021, 0), (0.02, 0.001)], mt.plastic("6f6a60"), (0, -0.0135, 0), (90, 0, 0), 24)


def bulb(loc, ceiling, power=40, temperature=2700, visible=60.0, swing=0.0):
    """A bare bulb on a twisted flex; swing in degrees about Y."""
    drop = ceiling - loc[2]
    with at(loc[0], loc[1], ceiling, 0, (0, swing)):
        lathe([(0.045, 0), (0.04, -0.018), (0.01, -0.03)], mt.plastic("d8d0bd"), (0, 0, 0), steps=24)
        tube(
            [(0, 0, -0.02), (0.006, 0.003, -drop * 0.5), (0, 0, -drop + 0.1)],
            0.0032,
            mt.plastic("cfc7b4", 0.5),
        )
        socket = [(0.008, 0.115), (0.019, 0.105), (0.021, 0.06), (0.019, 0.045)]
        lathe(socket, mt.plastic("1c1a18", 0.3), (0, 0, -drop), steps=24)
        shape = [
            (0.014, 0.05),
            (0.016, 0.036),
            (0.028, 0.012),
            (0.0315, -0.008),
            (0.028, -0.026),
            (0.015, -0.038),
        ]
        color = mt.kelvin(temperature)
        body = lathe([*shape, (0.001, -0.041)], mt.glow(color, visible), (0, 0, -drop), steps=28)
        body.visible_shadow = False
        body.visible_diffuse = False
        light = bpy.data.lights.new("bulb", "POINT")
        light.energy = power
        light.color = color
        light.shadow_soft_size = 0.035
        lamp = bpy.data.objects.new("bulb", light)
        lamp.location = (0, 0, -drop)
        _link(lamp)
        lamp.visible_camera = False


def area(loc, target, size, power, color, spread=180):
    """An area light, invisible to the camera."""
    light = bpy.data.lights.new("area", "AREA")
    light.shape = "RECTANGLE"
    light.size, light.size_y = size
    light.energy = power
    light.color = color
    light.spread = math.radians(spread)
    obj = bpy.data.objects.new("area", light)
    obj.location = loc
    obj.rotation_euler = (Vector(target) - Vector(loc)).to_track_quat("-Z", "Y").to_euler()
    _link(obj)
    obj.visible_camera = False
    return obj


def sun(azimuth, elevation, power, temperature=4800, angle=0.8):
    """Sunlight coming from this compass azimuth (0 is +Y, clockwise)."""
    light = bpy.data.lights.new("sun", "SUN")
    light.energy = power
    light.color = mt.kelvin(temperature)
    light.angle = math.radians(angle)
    obj = bpy.data.objects.new("sun", light)
    obj.rotation_euler = Euler((math.radians(90 - elevation), 0, math.radians(180 - azimuth)))
    return _link(obj)


def point(loc, power, color, radius=0.05):
    light = bpy.data.lights.new("point", "POINT")
    light.energy = power
    light.color = color
    light.shadow_soft_size = radius
    obj = bpy.data.objects.new("point", light)
    obj.location = loc
    _link(obj)
    obj.visible_camera = False
    return obj


def backdrop(painter, width, height, loc, rot=(90, 0, 0), strength=1.0, pixels=(900, 600)):
    """A shining picture far outside a window; it lights nothing by itself."""
    name = sheet_image(painter.__name__ + str(strength), painter, *pixels)
    obj = sheet(name, width, height, loc, rot, curl=0.0, emission=strength)
    obj.visible_diffuse = False
    obj.visible_shadow = False
    return obj


# ---------------------------------------------------------------- beds and cloth


def pillow(width, length, loc, mat, turn=0.0, seed=0, plump=0.075, tilt=0.0):
    """A used pillow with a dent and pulled corners."""
    bm = bmesh.new()
    n = 40
    rows = {}
    for face in (1, -1):
        for i in range(n + 1):
            for j in range(n + 1):
                u, v = i / n * 2 - 1, j / n * 2 - 1
                edge = (1 - u**4) * (1 - v**4)
                if face < 0 and edge <= 0:
                    rows[face, i, j] = rows[1, i, j]
                    continue
                pull = 1 - 0.07 * (1 - abs(u) ** 2) * v * v - 0.05 * (1 - abs(v) ** 2) * u * u
                place = Vector((u * width / 2 * pull, v * length / 2 * pull, 0))
                folds = wrinkle((u * 1.3, v * 1.3, face), 2.2, 0.02, seed) + wrinkle((u, v, 1), 5.5, 0.006, seed)
                dent = 0.035 * math.exp(-((u - 0.1) ** 2 + v * v) * 2.5) if face > 0 else 0
                place.z = face * (plump * max(edge, 0) ** 0.42) + (folds - dent) * max(edge, 0) ** 0.5
                rows[face, i, j] = bm.verts.new(place)
        for i in range(n):
            for j in range(n):
                quad = [
                    rows[face, i, j],
                    rows[face, i + 1, j],
                    rows[face, i + 1, j + 1],
                    rows[face, i, j + 1],
                ]
                bm.faces.new(quad if face > 0 else quad[::-1])
    layer = bm.loops.layers.uv.new("UV")
    for face in bm.faces:
        for loop in face.loops:
            loop[layer].uv = loop.vert.co.xy
    obj = from_bmesh(bm, mat, loc, (tilt, 0, turn), sharp=180)
    return soften(obj, 0, 1)


def mattress(width, length, top, mat, thickness=0.16):
    return box((width, length, thickness), (0, 0, top - thickness / 2), mat, bevel=0.035, segments=4)


def blanket(
    width,
    length,
    drop,
    colliders,
    mat,
    loc,
    turn=0.0,
    seed=0,
    fold=0.0,
    thickness=0.022,
    grow=0.06,
    frames=38,
    cell=0.032,
    crumple=0.05,
):
    """A blanket thrown on a bed: falls on the colliders and keeps its creases."""
    columns, rows = int(width / cell), int(length / cell)

    def shape(x, y):
        lift = wrinkle((x, y, 0), 2.1, crumple * 2.2, seed) + wrinkle((x, y, 1), 5.0, crumple * 0.7, seed)
        bent = y
        if fold and y > length / 2 - fold:
            over = y - (length / 2 - fold)
            bent = length / 2 - fold - over * 0.85
            lift += 0.05 + min(over, 0.1)
        squeeze = 0.93 + 0.04 * noise.noise((x * 1.1 + seed, y * 1.1, 2))
        slant = 0.06 * noise.noise((y * 1.3 + seed, 3, 4))
        return x * squeeze + slant, bent * squeeze, lift + drop

    mesh = cloth_grid(width, length, columns, rows, shape)
    obj = bpy.data.objects.new("blanket", mesh)
    obj.location = loc
    obj.rotation_euler = (0, 0, math.radians(turn))
    _link(obj, mat)
    simulate(obj, frames, colliders, grow=grow, stiff=6.0, self_collide=fold > 0)
    lined = [v.normal * crease_depth(v.co, seed) * crumple * 14 for v in mesh.vertices]
    for vert, push in zip(mesh.vertices, lined, strict=False):
        vert.co += push
    return soften(obj, thickness, 1)


def crease_depth(place, seed):
    """Small creases left by sleep and washing, always outwards."""
    broad = max(0.0, wrinkle((place.x * 1.2 + place.y * 0.5, place.y, 0), 4.2, 0.02, seed))
    fine = max(0.0, wrinkle((place.x - place.y * 0.6, place.y * 1.3, 1), 10.0, 0.008, seed))
    return broad + fine


def tucked_sheet(width, length, top, mat, seed=0, crease=0.012):
    """A fitted sheet, creased where somebody slept."""

    def shape(x, y):
        inside = min(1.0, (0.5 - abs(x) / (width + 0.12)) * 9, (0.5 - abs(y) / (length + 0.12)) * 9)
        fall = 0.0
        px, py = x, y
        if abs(x) > width / 2:
            fall, px = abs(x) - width / 2, math.copysign(width / 2 + 0.006, x)
        if abs(y) > length / 2:
            fall, py = max(fall, abs(y) - length / 2), math.copysign(length / 2 + 0.006, y)
        slope = wrinkle((x * 0.8 + y * 0.5, y, 0), 3.0, crease * 1.6, seed)
        slope += wrinkle((x, y * 1.6 - x, 1), 8.0, crease * 0.7, seed)
        return px, py, top + 0.008 - fall + max(slope, -0.004) * max(0.15, inside)

    mesh = cloth_grid(width + 0.2, length + 0.2, 90, 130, shape)
    return hang(mesh, mat, thickness=0.0, levels=1)


def bed(width, length, top, frame_mat, style="wood", sheet_mat=None, seed=0):
    """A bed with a sheet, head towards +Y, origin on the floor in the middle; returns the mattress."""
    if style == "wood":
        for y, high in ((length / 2 + 0.02, top + 0.32), (-length / 2 - 0.02, top + 0.05)):
            for x in (-1, 1):
                box((0.05, 0.05, high), (x * width / 2, y, high / 2), frame_mat)
            box((width, 0.025, high - 0.22), (0, y, 0.2 + (high - 0.22) / 2), frame_mat)
        for x in (-1, 1):
            box((0.025, length, 0.13), (x * (width / 2 + 0.005), 0, top - 0.16), frame_mat)
    elif style == "metal":
        for y, high in ((length / 2 + 0.02, top + 0.38), (-length / 2 - 0.02, top + 0.2)):
            arch = [(-width / 2, y, 0), (-width / 2, y, high * 0.85), (-width / 2 + 0.09, y, high)]
            arch += [(-x, yy, z) for x, yy, z in arch[::-1]]
            tube(arch, 0.016, frame_mat)
            for i in range(1, 6):
                x = -width / 2 + width * i / 6
                rod((x, y, top - 0.15), (x, y, high - 0.004), 0.007, frame_mat)
            rod((-width / 2, y, top - 0.16), (width / 2, y, top - 0.16), 0.012, frame_mat)
        for x in (-1, 1):
            rod(
                (x * width / 2, -length / 2, top - 0.16),
                (x * width / 2, length / 2, top - 0.16),
                0.014,
                frame_mat,
            )
    body = mattress(width, length, top, mt.fabric("cfc6b4", "stripes", "8fa0b4", 0.02))
    if sheet_mat:
        tucked_sheet(width, length, top, sheet_mat, seed)
    return body


def curtain(width, height, mat, loc, turn=0.0, folds=9, seed=0, depth=0.045, gather=0.0, levels=1):
    """A hanging curtain, top edge at loc; gather pulls the bottom to one side."""

    def shape(x, y):
        share = 0.5 - y / height
        phase = x / width * folds * 2 * math.pi + noise.noise((x * 3 + seed, share * 0.8, 0)) * 2.2
        deep = depth * (0.5 + 0.7 * share)
        wave = math.sin(phase) * deep + noise.noise((x * 4, y * 2.2, seed)) * depth * 0.6 * share
        return x * (1 - 0.08 * share) + gather * share**2, wave, y - height / 2 + math.cos(phase * 2) * 0.003

    mesh = cloth_grid(width, height, folds * 14, 44, shape)
    return hang(mesh, mat, loc, (0, 0, turn), thickness=0.0, levels=levels)


def towel(width, length, bar_height, mat, loc, turn=0.0, seed=0, front=0.55):
    """A towel over a bar or line along X; front: share hanging on the -Y side."""

    def shape(x, y):
        along = y + length / 2
        split = length * (1 - front)
        ripple = noise.noise((x * 7 + seed, along * 1.3, 0)) * 0.022 + noise.noise((x * 17, along * 2, seed)) * 0.006
        radius = 0.012
        if along < split - radius:
            return x + ripple * 0.3, radius + ripple * min(1, (split - along) * 5), -(split - along)
        if along > split + radius:
            over = along - split
            return x * (1 - 0.05 * over) + ripple * 0.3, -radius - ripple * min(1, over * 5), -over
        angle = (along - split) / radius * math.pi / 2
        return x, -radius * math.sin(angle), radius * math.cos(angle)

    mesh = cloth_grid(width, length, 60, 110, shape)
    return hang(mesh, mat, (loc[0], loc[1], bar_height), (0, 0, turn), thickness=0.006, levels=1)


def rolled_towel(length, radius, mat, loc, turn=0.0, seed=0):
    """A towel rolled up and laid down to stop a draught or soak up water."""
    bm = bmesh.new()
    rings, steps = 90, 40
    grid = []
    for i in range(rings + 1):
        x = (i / rings - 0.5) * length
        bend = noise.noise((x * 2.2 + seed, 0, 0)) * 0.03
        ring = []
        for j in range(steps):
            angle = 2 * math.pi * j / steps
            twist = angle + x * 5
            size = radius * (1 + 0.22 * noise.noise((x * 9, math.cos(twist) * 1.5, math.sin(twist) * 1.5 + seed)))
            size += wrinkle((x * 3, math.cos(twist), math.sin(twist)), 3.0, radius * 0.3, seed)
            size *= 1 - 0.25 * (abs(x) / length * 2) ** 8
            y, z = math.cos(angle) * size * 1.25, math.sin(angle) * size
            ring.append(bm.verts.new((x, y + bend, max(z, -radius * 0.75))))
        grid.append(ring)
    for a, b in itertools.pairwise(grid):
        for j in range(steps):
            bm.faces.new((a[j], b[j], b[(j + 1) % steps], a[(j + 1) % steps]))
    bm.faces.new(grid[0])
    bm.faces.new(grid[-1][::-1])
    layer = bm.loops.layers.uv.new("UV")
    for face in bm.faces:
        for loop in face.loops:
            loop[layer].uv = (loop.vert.co.x, loop.vert.co.y + loop.vert.co.z)
    return from_bmesh(bm, mat, (loc[0], loc[1], loc[2] + radius * 0.75), (0, 0, turn), sharp=180)


def garment(mat, loc, turn=0.0, length=0.85, width=0.46, seed=0, sleeves=True, depth=0.09):
    """A coat or pullover hanging by its collar from a hook; loc is the hook, back towards +Y."""
    bm = bmesh.new()
    rings, steps = 46, 56
    grid = []
    for i in range(rings + 1):
        share = i / rings
        shoulder = min(1.0, 0.16 + (share / 0.16) ** 0.7 * 0.6) if share < 0.16 else 0.76 + 0.24 * (share - 0.16) / 0.84
        ring = []
        for j in range(steps):
            angle = 2 * math.pi * j / steps
            hang_folds = 0.5 + 0.5 * math.sin(angle * 5 + seed + noise.noise((share * 2, seed, 0)) * 2.5)
            half = width / 2 * shoulder * (0.86 + 0.1 * noise.noise((share * 2.2, math.cos(angle), seed)))
            thick = depth * (0.35 + 0.65 * share) * (0.55 + 0.6 * hang_folds)
            thick *= min(1.0, 0.25 + share * 4)
            x = math.cos(angle) * half + noise.noise((share * 3, seed, 1)) * 0.02
            y = math.sin(angle) * thick - 0.04 + wrinkle((x * 4, share * 4, seed), 1.6, 0.016)
            z = -share * length - 0.05 * (1 - abs(math.cos(angle))) * (share < 0.03)
            ring.append(bm.verts.new((x, min(y, 0.0), z + noise.noise((x * 6, seed, 2)) * 0.02 * share)))
        grid.append(ring)
    for a, b in itertools.pairwise(grid):
        for j in range(steps):
            bm.faces.new((a[j], b[j], b[(j + 1) % steps], a[(j + 1) % steps]))
    _planar_uv(bm)
    hook = from_bmesh(bm, mat, loc, (0, 0, turn), sharp=180)
    soften(hook, 0.006, 1)
    if sleeves:
        with at(*loc, turn):
            for side in (-1, 1):
                _sleeve(mat, side, width, length, seed)
            tube([(-0.03, -0.03, -0.02), (0, -0.02, 0.01), (0.03, -0.03, -0.02)], 0.004, mat)


def _sleeve(mat, side, width, length, seed):
    bm = bmesh.new()
    grid = []
    for i in range(31):
        share = i / 30
        x = side * (width * 0.3 + 0.05 * math.sin(share * 2.4)) + 0.02 * math.sin(share * 5 + seed + side)
        z = -0.11 - share * min(0.58, length * 0.72)
        ring = []
        for j in range(20):
            angle = 2 * math.pi * j / 20
            size = 0.056 * (1 - 0.25 * share) + wrinkle((share * 7, math.cos(angle), seed + side), 1.5, 0.022)
            ring.append(bm.verts.new((x + math.cos(angle) * size, -0.06 + math.sin(angle) * size * 0.55, z)))
        grid.append(ring)
    for a, b in itertools.pairwise(grid):
        for j in range(20):
            bm.faces.new((a[j], b[j], b[(j + 1) % 20], a[(j + 1) % 20]))
    _planar_uv(bm)
    return soften(from_bmesh(bm, mat, sharp=180), 0.005, 1)


def _planar_uv(bm):
    layer = bm.loops.layers.uv.new("UV")
    for face in bm.faces:
        for loop in face.loops:
            loop[layer].uv = (loop.vert.co.x + loop.vert.co.y, loop.vert.co.z)


def hooks(count, pitch, loc, turn=0.0):
    """A board with coat hooks on a wall facing -Y."""
    iron = mt.metal("4a4642", 0.4, 0.2)
    with at(*loc, turn):
        width = pitch * count
        box((width, 0.02, 0.09), (0, -0.01, 0), mt.painted("cbbf9f", chips=0.7, axis=0))
        for i in range(count):
            x = (i + 0.5) * pitch - width / 2
            tube([(x, -0.02, 0.02), (x, -0.06, 0.0), (x, -0.075, 0.045)], 0.005, iron)
            ball(0.009, (x, -0.075, 0.047), iron, detail=2)


def sock(mat, loc, turn=0.0, length=0.24, seed=0):
    """A sock or tights leg pegged on a line, hanging."""
    bm = bmesh.new()
    grid = []
    for i in range(25):
        share = i / 24
        bend = max(0.0, share - 0.6) * 0.16
        ring = []
        for j in range(16):
            angle = 2 * math.pi * j / 16
            size = 0.036 * (1 - 0.15 * share) * (1 if share < 0.93 else 0.65)
            lump = wrinkle((share * 4, math.cos(angle), seed), 1.8, 0.008)
            point_x = bend + math.cos(angle) * (size + lump)
            ring.append(bm.verts.new((point_x, math.sin(angle) * (size + lump) * 0.3, -share * length)))
        grid.append(ring)
    for a, b in itertools.pairwise(grid):
        for j in range(16):
            bm.faces.new((a[j], b[j], b[(j + 1) % 16], a[(j + 1) % 16]))
    bm.faces.new(grid[-1])
    _planar_uv(bm)
    return soften(from_bmesh(bm, mat, loc, (0, 0, turn), sharp=180), 0.003, 1)


def shirt(mat, loc, turn=0.0, width=0.4, length=0.5, seed=0):
    """A small shirt pegged by its hem on a line, hanging upside down."""

    def outline(x, y):
        down = 0.5 - y / length
        half = width / 2 * (1 + 0.3 * min(1.0, max(0.0, (down - 0.6) / 0.2)) - 0.03 * math.sin(down * 5))
        down *= 1 - 0.14 * max(0.0, 1 - (x / width * 3.4) ** 4) * down**6
        sag = math.sin(x / width * math.pi * 3) ** 2 * 0.015 * (1 - down)
        ripple = noise.noise((x * 9 + seed, y * 1.6, 0)) * 0.045 + wrinkle((x * 1.6, y, seed), 7, 0.016)
        return x / (width / 2) * half, ripple * (0.3 + down), -down * length - sag

    return hang(cloth_grid(width, length, 44, 54, outline), mat, loc, (0, 0, turn), 0.006, 1)


def peg(loc, color="c9a46a"):
    with at(*loc):
        box((0.009, 0.012, 0.07), (0, 0, 0), mt.wood(color, 2), bevel=0.002)
        box((0.012, 0.016, 0.008), (0, 0, 0.006), mt.metal(), bevel=0.002)


# ---------------------------------------------------------------- things


def chair(color="8a6a45", paint=False, seat="wood"):
    """A plain kitchen chair, origin on the floor, backrest towards +Y."""
    mat = mt.painted(color, chips=0.8) if paint else mt.wood(color)
    box((0.4, 0.4, 0.028), (0, 0, 0.45), mat, bevel=0.01, segments=3)
    for x in (-1, 1):
        rod((x * 0.17, -0.16, 0.44), (x * 0.19, -0.185, 0), 0.015, mat)
        rod((x * 0.17, 0.17, 0.44), (x * 0.19, 0.21, 0), 0.015, mat)
        rod((x * 0.17, 0.18, 0.44), (x * 0.185, 0.25, 0.9), 0.0155, mat)
        rod((x * 0.18, -0.175, 0.2), (x * 0.18, 0.19, 0.22), 0.009, mat)
    box((0.4, 0.02, 0.12), (0, 0.243, 0.84), mat, rot=(-10, 0, 0), bevel=0.008)
    box((0.36, 0.016, 0.05), (0, 0.215, 0.65), mat, rot=(-8, 0, 0), bevel=0.006)
    rod((-0.18, -0.175, 0.26), (0.18, -0.175, 0.26), 0.009, mat)
    if seat == "cushion":
        cushion = mt.fabric("8c4b3e", "checks", "d6c7ae", 0.03)
        pillow(0.38, 0.38, (0, -0.01, 0.485), cushion, plump=0.028, seed=5)


def table(width, depth, height, top, legs, cloth=None):
    box((width, depth, 0.026), (0, 0, height - 0.013), top, bevel=0.006)
    for x in (-1, 1):
        for y in (-1, 1):
            box(
                (0.045, 0.045, height - 0.026),
                (x * (width / 2 - 0.05), y * (depth / 2 - 0.05), height / 2),
                legs,
            )
    for y in (-1, 1):
        box((width - 0.12, 0.02, 0.08), (0, y * (depth / 2 - 0.05), height - 0.07), legs)
    if cloth:

        def shape(x, y):
            px = min(max(x, -width / 2 - 0.004), width / 2 + 0.004)
            py = min(max(y, -depth / 2 - 0.004), depth / 2 + 0.004)
            fall = math.hypot(x - px, y - py)
            ripple = math.sin((x + y) * 30) * 0.012 * min(1, fall * 8)
            push = ripple + fall * 0.06
            sx, sy = (x > px) - (x < px), (y > py) - (y < py)
            return px + sx * push, py + sy * push, height + 0.003 - fall

        hang(cloth_grid(width + 0.36, depth + 0.36, 90, 70, shape), cloth, thickness=0.001, levels=0)


def fridge(height=0.85, color="e6e2d6", width=0.5):
    """A small fridge, door towards -Y, origin on the floor."""
    shell = mt.enamel(color, 0.2)
    box((width, 0.5, height - 0.03), (0, 0.02, height / 2 + 0.015), shell, bevel=0.014, segments=4)
    box((width - 0.004, 0.05, height - 0.08), (0, -0.262, height / 2 + 0.03), shell, bevel=0.016, segments=4)
    box(
        (width - 0.02, 0.012, height - 0.1),
        (0, -0.232, height / 2 + 0.03),
        mt.plastic("4b4842", 0.6),
        bevel=0,
    )
    box((0.02, 0.03, 0.2), (-width / 2 + 0.045, -0.296, height - 0.22), mt.plastic("bdb8ab", 0.3), bevel=0.006)
    box((0.05, 0.003, 0.014), (width / 2 - 0.07, -0.288, height - 0.09), mt.metal("a8a49c"), bevel=0.001)
    for x in (-1, 1):
        rod(
            (x * (width / 2 - 0.05), -0.2, 0),
            (x * (width / 2 - 0.05), -0.2, 0.04),
            0.015,
            mt.plastic("222222"),
        )


def hot_plate(lit=0.0):
    """A two-ring electric plate with knobs and a cable; lit makes one ring glow."""
    box((0.46, 0.27, 0.055), (0, 0, 0.04), mt.enamel("ddd9cf", 0.6), bevel=0.012, segments=3)
    iron = mt.metal("35322f", 0.5, 0.4)
    for i, x in enumerate((-0.115, 0.115)):
        radius = 0.085 if i == 0 else 0.07
        lathe([(radius + 0.008, 0), (radius + 0.007, 0.004)], mt.metal("9b978f", 0.25), (x, 0.02, 0.066))
        rings = [
            (radius, 0),
            (radius - 0.003, 0.012),
            (radius * 0.45, 0.012),
            (radius * 0.4, 0.009),
            (0.001, 0.009),
        ]
        lathe(rings, mt.glow((1, 0.12, 0.02), lit) if lit and i else iron, (x, 0.02, 0.068))
        lathe(
            [(0.018, 0), (0.017, 0.016), (0.012, 0.018)],
            mt.plastic("222120"),
            (x, -0.135, 0.04),
            (90, 0, 0),
            20,
        )
    for x in (-1, 1):
        box((0.03, 0.03, 0.015), (x * 0.19, 0, 0.008), mt.plastic("1d1c1b"))


def saucepan(loc, color="9a9790", lid=False):
    mat = mt.metal(color, 0.3)
    with at(*loc):
        lathe(
            [
                (0.001, 0),
                (0.085, 0),
                (0.09, 0.006),
                (0.092, 0.1),
                (0.088, 0.1),
                (0.086, 0.008),
                (0.001, 0.006),
            ],
            mat,
        )
        box((0.15, 0.02, 0.012), (0.165, 0, 0.085), mt.plastic("1d1b1a"), rot=(0, -6, 0), bevel=0.005)
        if lid:
            lathe([(0.093, 0.1), (0.09, 0.106), (0.03, 0.116), (0.001, 0.118)], mat)
            ball(0.014, (0, 0, 0.13), mt.plastic("1d1b1a"))


def kettle(loc, color="b2aea6", turn=0.0):
    """A dented whistling kettle."""
    mat = mt.metal(color, 0.2)
    with at(*loc, turn):
        profile = [
            (0.001, 0),
            (0.1, 0),
            (0.107, 0.012),
            (0.1, 0.075),
            (0.072, 0.122),
            (0.042, 0.136),
            (0.04, 0.14),
        ]
        lathe([*profile, (0.036, 0.148), (0.001, 0.152)], mat, steps=48)
        ball(0.013, (0, 0, 0.163), mt.plastic("191817"))
        tube([(0.085, 0, 0.055), (0.125, 0, 0.09), (0.15, 0, 0.128)], 0.014, mat)
        grip = [(-0.07, 0, 0.12), (-0.062, 0, 0.2), (0, 0, 0.228), (0.062, 0, 0.2), (0.07, 0, 0.12)]
        tube(grip, 0.0075, mt.plastic("191817", 0.4))


def mug(loc, color="c4502f", turn=0.0, band=None):
    mat = mt.plastic(color, 0.16, 0.2)
    with at(*loc, turn):
        lathe(
            [
                (0.001, 0),
                (0.037, 0),
                (0.04, 0.004),
                (0.041, 0.09),
                (0.0375, 0.091),
                (0.036, 0.01),
                (0.001, 0.008),
            ],
            mat,
        )
        lathe([(0.0372, 0.068), (0.001, 0.0685)], mt.plastic("2a1509", 0.05, 0))
        tube([(0.039, 0, 0.075), (0.065, 0, 0.07), (0.066, 0, 0.03), (0.039, 0, 0.02)], 0.0055, mat)
        if band:
            lathe([(0.0412, 0.05), (0.0416, 0.052), (0.0416, 0.066), (0.0412, 0.068)], mt.plastic(band, 0.2))


def plate(loc, color="e4dfd2", spoon=True):
    with at(*loc):
        profile = [(0.001, 0.004), (0.055, 0.004), (0.062, 0), (0.07, 0.006), (0.11, 0.02), (0.112, 0.022)]
        lathe([*profile, (0.108, 0.022), (0.07, 0.01), (0.001, 0.008)], mt.plastic(color, 0.14, 0.2), steps=56)
        if spoon:
            steel = mt.metal("c6c3bd", 0.18)
            ball(0.022, (0.03, 0.02, 0.02), steel, (1.5, 1, 0.3))
            tube([(0.06, 0.03, 0.022), (0.1, 0.05, 0.03), (0.16, 0.085, 0.026)], 0.0035, steel)


def bottle(loc, color="7fa08a", height=0.26, cap="b33a2f"):
    with at(*loc):
        r = height * 0.14
        body = [(0.001, 0), (r, 0), (r, height * 0.62), (r * 0.85, height * 0.72), (r * 0.36, height * 0.86)]
        lathe([*body, (r * 0.36, height * 0.93)], mt.plastic(color, 0.12, 0.1))
        lathe([(r * 0.42, height * 0.92), (r * 0.42, height), (0.001, height)], mt.plastic(cap), steps=20)


def medicine(loc, turn=0.0, color="e9e6de", accent="3f79a8", size=(0.09, 0.04, 0.055)):
    with at(*loc, turn):
        box(size, (0, 0, size[2] / 2), mt.plastic(color, 0.55, 0.2), bevel=0.0015)
        front = (size[0] * 0.9, 0.001, size[2] * 0.3)
        box(front, (0, -size[1] / 2 - 0.0003, size[2] * 0.66), mt.plastic(accent, 0.5, 0), bevel=0)
        for i in range(3):
            box(
                (size[0] * (0.5 - 0.1 * i), 0.001, 0.0025),
                (-size[0] * 0.15, -size[1] / 2 - 0.0003, size[2] * (0.38 - 0.1 * i)),
                mt.plastic("555555"),
                bevel=0,
            )


def carton(size, loc, turn=0.0, opened=False, text=None, seed=0):
    """A moving box with brown tape; opened shows its flaps."""
    board = mt.cardboard()
    w, d, h = size
    with at(*loc, turn):
        if not opened:
            box((w, d, h), (0, 0, h / 2), board, bevel=0.006, segments=3)
            box((w + 0.001, 0.05, 0.001), (0, 0, h + 0.0006), mt.plastic("8f6a34", 0.15), bevel=0)
            box((0.001, 0.05, 0.09), (-w / 2 - 0.0006, 0, h - 0.045), mt.plastic("8f6a34", 0.15), bevel=0)
            box((0.001, 0.05, 0.09), (w / 2 + 0.0006, 0, h - 0.045), mt.plastic("8f6a34", 0.15), bevel=0)
        else:
            for x in (-1, 1):
                box((0.005, d, h), (x * w / 2, 0, h / 2), board, bevel=0.001)
                box(
                    (0.2, d, 0.005),
                    (x * (w / 2 + 0.07), 0, h - 0.065),
                    board,
                    rot=(0, x * 42, 0),
                    bevel=0.001,
                )
            for y in (-1, 1):
                box((w, 0.005, h), (0, y * d / 2, h / 2), board, bevel=0.001)
                box((w, 0.2, 0.005), (0, y * (d / 2 + 0.05), h + 0.08), board, rot=(y * 58, 0, 0), bevel=0.001)
            box((w, d, 0.005), (0, 0, 0.003), board, bevel=0)
        box((0.09, 0.002, 0.03), (0, -d / 2 - 0.0006, h * 0.72), mt.plastic("4e3518"), bevel=0.001)
        if text:
            label(text, h * 0.2, (0, -d / 2 - 0.001, h * 0.4), mt.plastic("1c1a17"), rot=(90, 2, 0), depth=0.0)


def suitcase(loc, color="3c4a5e", turn=0.0, size=(0.48, 0.24, 0.68), tilt=(0, 0)):
    """A trolley case standing up, front towards -Y."""
    w, d, h = size
    shell = mt.plastic(color, 0.42, 0.7)
    dark = mt.plastic("17171a", 0.5)
    with at(*loc, turn, tilt):
        box((w, d, h), (0, 0, h / 2 + 0.04), shell, bevel=0.045, segments=5)
        box((w + 0.004, 0.012, h + 0.004), (0, 0.01, h / 2 + 0.04), dark, bevel=0.045, segments=4)
        for i in range(5):
            x = -w * 0.34 + i * w * 0.17
            box((0.022, 0.01, h * 0.78), (x, -d / 2, h / 2 + 0.04), shell, bevel=0.0045)
        tube(
            [(-0.07, 0, h + 0.03), (-0.06, 0, h + 0.065), (0.06, 0, h + 0.065), (0.07, 0, h + 0.03)],
            0.009,
            dark,
        )
        for x in (-1, 1):
            for y in (-1, 1):
                lathe(
                    [(0.024, -0.01), (0.024, 0.01)],
                    dark,
                    (x * (w / 2 - 0.05), y * (d / 2 - 0.05), 0.024),
                    (0, 90, 0),
                    18,
                )


def school_bag(loc, color="28527a", accent="d9a13b", turn=0.0, tilt=(0, 0)):
    """A child's satchel with a front pocket, reflective strip and straps."""
    cloth = mt.fabric(color, weave=700)
    trim = mt.fabric(accent)
    with at(*loc, turn, tilt):
        body = box((0.31, 0.17, 0.38), (0, 0, 0.19), cloth, bevel=0.045, segments=4)
        crumple(body, 0.012, 9)
        box((0.3, 0.03, 0.27), (0, -0.085, 0.245), cloth, bevel=0.014, segments=3)
        pocket = box((0.25, 0.07, 0.15), (0, -0.1, 0.1), trim, bevel=0.026, segments=4)
        crumple(pocket, 0.008, 12)
        box((0.24, 0.004, 0.022), (0, -0.102, 0.2), mt.plastic("d9dcd8", 0.2), bevel=0.001)
        for x in (-1, 1):
            box((0.03, 0.006, 0.1), (x * 0.08, -0.104, 0.2), mt.plastic("1b1b1d"), bevel=0.002)
            strap = [
                (x * 0.08, 0.08, 0.36),
                (x * 0.11, 0.15, 0.28),
                (x * 0.12, 0.14, 0.1),
                (x * 0.09, 0.085, 0.03),
            ]
            tube(strap, 0.012, mt.fabric("1c2733"))
        tube(
            [(-0.04, 0.05, 0.375), (-0.03, 0.05, 0.415), (0.03, 0.05, 0.415), (0.04, 0.05, 0.375)],
            0.008,
            cloth,
        )


def crumple(obj, amount, scale, seed=0.0):
    """Subdivide and dent an object so it stops being geometric."""
    bm = bmesh.new()
    bm.from_mesh(obj.data)
    bmesh.ops.triangulate(bm, faces=bm.faces[:])
    for _ in range(4):
        long = [e for e in bm.edges if e.calc_length() > 0.035]
        if not long:
            break
        bmesh.ops.subdivide_edges(bm, edges=long, cuts=1)
    bm.normal_update()
    for vert in bm.verts:
        vert.co += vert.normal * (wrinkle(vert.co, scale, amount, seed) - amount * 0.3)
    _planar_uv(bm)
    bm.to_mesh(obj.data)
    bm.free()
    obj.data.shade_smooth()
    return obj


def carrier_bag(loc, color="e8e8e4", turn=0.0, size=0.3, seed=0):
    """A full plastic carrier bag, slumped, with its two handles."""
    film = mt.plastic(color, 0.22, 0.1)
    with at(*loc, turn):
        bm = bmesh.new()
        bmesh.ops.create_icosphere(bm, subdivisions=5, radius=1.0)
        for vert in bm.verts:
            c = vert.co.copy()
            top = max(0.0, c.z)
            pinch = 1 - 0.72 * top**1.6
            body = Vector((c.x * size * 0.52 * pinch, c.y * size * 0.36 * pinch, (c.z * 0.5 + 0.5) * size * 1.05))
            body += c * (wrinkle(c + Vector((0, 0, seed)), 1.6, size * 0.15) + wrinkle(c, 4.5, size * 0.06, seed))
            body.z = max(body.z, 0.0) + 0.002
            vert.co = body
        _planar_uv(bm)
        from_bmesh(bm, film, sharp=60)
        for y in (-0.02, 0.02):
            handle = [
                (-0.04, y, size * 0.95),
                (-0.03, y * 2, size * 1.18),
                (0.035, y * 2, size * 1.16),
                (0.04, y, size * 0.95),
            ]
            tube(handle, 0.006, film)


def boot(mat, side, loc, turn=0.0, height=0.2, size=1.0, tilt=(0, 0)):
    """A child's rubber boot, toe towards -Y."""
    bm = bmesh.new()
    rows = []
    foot = [(-0.155, 0.012, 0.022), (-0.14, 0.03, 0.036), (-0.105, 0.04, 0.046), (-0.06, 0.042, 0.056)]
    for y, half, top in foot:
        rows.append([(math.cos(a) * half, y, max(0.0, top * (0.5 + 0.5 * math.sin(a)))) for a in _angles(24)])
    for i in range(13):
        share = i / 12
        z0 = 0.058 + share * (height - 0.058)
        lean = 0.9 - share * 0.9
        ring = []
        for a in _angles(24):
            half_x, half_y = 0.043 + 0.008 * share, 0.052 + 0.006 * share
            y = 0.006 + math.sin(-a) * half_y
            slope = max(0.0, lean) * -0.315 * y
            fold = wrinkle((math.cos(a), share * 2.5, side), 2.0, 0.006)
            ring.append((math.cos(a) * (half_x + fold), y, z0 - max(0.0, slope) * (1 - share)))
        rows.append(ring)
    verts = [[bm.verts.new(v) for v in row] for row in rows]
    bm.faces.new(verts[0])
    for a, b in itertools.pairwise(verts):
        for j in range(24):
            bm.faces.new((a[j], a[(j + 1) % 24], b[(j + 1) % 24], b[j]))
    bmesh.ops.recalc_face_normals(bm, faces=bm.faces[:])
    with at(*loc, turn, tilt, size):
        soften(from_bmesh(bm, mat, (0, 0, 0.012), sharp=180), 0.005, 1)
        sole = mt.plastic("2a2724", 0.6)
        box((0.082, 0.2, 0.018), (0, -0.05, 0.01), sole, bevel=0.008, segments=3)
        box((0.078, 0.075, 0.024), (0, 0.012, 0.014), sole, bevel=0.008, segments=3)
        lathe_open(
            [(0.052, 0), (0.056, 0.002), (0.056, 0.016), (0.052, 0.018)],
            mt.plastic("d9d4c6", 0.4),
            (0, 0.006, height + 0.002),
            steps=24,
        )


def _angles(count):
    return [2 * math.pi * i / count for i in range(count)]


def shoe(mat, loc, turn=0.0, size=1.0, sole="d8d4c8", laces="e9e6dc", tilt=(0, 0), seed=0):
    """A worn trainer, toe towards -Y, about 26 cm long at size 1."""
    sections = [
        # y, half width, top height, opening share
        (-0.128, 0.016, 0.03),
        (-0.12, 0.03, 0.043),
        (-0.1, 0.04, 0.052),
        (-0.07, 0.046, 0.062),
        (-0.035, 0.046, 0.078),
        (0.0, 0.041, 0.093),
        (0.03, 0.037, 0.098),
        (0.06, 0.036, 0.094),
        (0.09, 0.036, 0.097),
        (0.115, 0.032, 0.103),
        (0.128, 0.02, 0.1),
    ]
    bm = bmesh.new()
    rows = []
    for y, half, top in sections:
        row = []
        opened = y > 0.005
        for i in range(17):
            a = math.pi * i / 16
            x = math.cos(a) * half
            z = math.sin(a) ** (0.62 if y < 0 else 0.4) * top
            if opened and 0.3 < i / 16 < 0.7:
                z = top - 0.05 * math.sin((i / 16 - 0.3) / 0.4 * math.pi) ** 0.35
            dent = wrinkle((x * 20, y * 20, seed), 1.2, 0.004)
            row.append(bm.verts.new((x + dent * 0.5, y, z + 0.016 + dent)))
        rows.append(row)
    for a, b in itertools.pairwise(rows):
        for j in range(16):
            bm.faces.new((a[j], a[j + 1], b[j + 1], b[j]))
    bm.faces.new(rows[0])
    bm.faces.new(rows[-1][::-1])
    _planar_uv(bm)
    with at(*loc, turn, tilt, size):
        soften(from_bmesh(bm, mat, sharp=180), 0.003, 2)
        rubber = mt.plastic(sole, 0.55, 0.9)
        bm = bmesh.new()
        outline = [(h + 0.004, y) for y, h, _ in sections] + [(-h - 0.004, y) for y, h, _ in sections[::-1]]
        low = [bm.verts.new((x, y, 0.0)) for x, y in outline]
        high = [bm.verts.new((x, y, 0.024)) for x, y in outline]
        count = len(outline)
        for j in range(count):
            bm.faces.new((low[j], low[(j + 1) % count], high[(j + 1) % count], high[j]))
        bm.faces.new(low[::-1])
        bm.faces.new(high)
        bmesh.ops.recalc_face_normals(bm, faces=bm.faces[:])
        from_bmesh(bm, rubber, sharp=60)
        thread = mt.fabric(laces)
        for i, y in enumerate((-0.05, -0.034, -0.018, -0.003)):
            z = 0.1 + i * 0.006 - 0.012
            tube(
                [(-0.026, y + 0.006, z - 0.012), (0, y, z + 0.004), (0.026, y - 0.004, z - 0.012)],
                0.003,
                thread,
            )


def pair(make, loc, turn=0.0, gap=0.1, splay=8.0):
    """Two shoes or boots side by side; make(loc, turn)."""
    with at(*loc, turn):
        make((-gap / 2, 0.0, 0), -splay)
        make((gap / 2, 0.03, 0), splay * 0.6)


def teddy(loc, color="a5764a", turn=0.0, tilt=(0, 0), size=1.0, hair=True):
    """A worn stuffed bear, sitting, facing -Y."""
    fur = mt.fabric(color, weave=150)
    shapes = [
        (0.075, (0, 0, 0.085), (1, 0.85, 1.15)),
        (0.058, (0, -0.012, 0.205), (1.05, 0.95, 0.95)),
        (0.022, (-0.043, 0, 0.252), (1, 0.6, 1)),
        (0.022, (0.043, 0, 0.252), (1, 0.6, 1)),
        (0.027, (0, -0.06, 0.19), (1.1, 0.9, 0.85)),
        (0.033, (-0.085, -0.035, 0.12), (0.85, 0.9, 1.7)),
        (0.033, (0.085, -0.035, 0.115), (0.85, 0.9, 1.7)),
        (0.036, (-0.06, -0.09, 0.036), (0.95, 1.9, 0.95)),
        (0.036, (0.06, -0.09, 0.036), (0.95, 1.9, 0.95)),
    ]
    with at(*loc, turn, tilt, size):
        for i, (radius, place, squash) in enumerate(shapes):
            part = ball(radius, place, fur, squash, 4, 0.06, i)
            if hair:
                system = part.modifiers.new("fur", "PARTICLE_SYSTEM").particle_system.settings
                system.type = "HAIR"
                system.count = int(900000 * radius**2)
                system.hair_length = 0.009
                system.hair_step = 3
                system.brownian_factor = 0.02
                system.root_radius, system.tip_radius = 0.05, 0.02
        dark = mt.plastic("120d0a", 0.15)
        for x in (-1, 1):
            ball(0.007, (x * 0.023, -0.064, 0.222), dark)
        ball(0.01, (0, -0.087, 0.2), dark, (1.2, 0.6, 0.8))


def radio(loc, turn=0.0):
    with at(*loc, turn):
        box((0.26, 0.08, 0.15), (0, 0, 0.075), mt.plastic("38342f", 0.4), bevel=0.01, segments=3)
        lathe([(0.05, 0), (0.048, 0.004)], mt.fabric("151413"), (-0.06, -0.04, 0.07), (90, 0, 0))
        box((0.1, 0.004, 0.03), (0.06, -0.041, 0.105), mt.plastic("c7bfa6", 0.2), bevel=0.002)
        lathe([(0.018, 0), (0.016, 0.014)], mt.metal(), (0.08, -0.04, 0.045), (90, 0, 0), 20)
        rod((0.1, 0.02, 0.15), (0.2, 0.05, 0.5), 0.0022, mt.metal())


def extension_lead(points, loc, turn=0.0):
    """A four-way socket strip with its cable running through the points."""
    white = mt.plastic("e3ded0", 0.35, 0.6)
    with at(*loc, turn):
        box((0.27, 0.055, 0.04), (0, 0, 0.02), white, bevel=0.008)
        for i in range(4):
            lathe([(0.019, 0), (0.018, 0.001)], mt.plastic("57534b"), (-0.09 + i * 0.058, 0, 0.0402), steps=20)
    tube(points, 0.0038, white)


def bucket(loc, color="3f6f9c", turn=0.0):
    mat = mt.plastic(color, 0.4, 0.8)
    with at(*loc, turn):
        profile = [
            (0.001, 0),
            (0.105, 0),
            (0.108, 0.006),
            (0.14, 0.25),
            (0.147, 0.252),
            (0.147, 0.268),
            (0.137, 0.268),
        ]
        lathe([*profile, (0.102, 0.012), (0.001, 0.01)], mat, steps=56)
        lathe([(0.125, 0.17), (0.001, 0.171)], mt.solid_glass("cfdad8"), steps=40)
        arc = [
            (-0.145, 0, 0.25),
            (-0.13, -0.1, 0.235),
            (0, -0.155, 0.228),
            (0.13, -0.1, 0.235),
            (0.145, 0, 0.25),
        ]
        tube(arc, 0.003, mt.metal("8d8a84", 0.3, 0.3))


def lamp(loc, power=14, turn=0.0, shade_color="d7b98a"):
    """A bedside lamp with a cloth shade."""
    with at(*loc, turn):
        lathe(
            [(0.001, 0), (0.06, 0), (0.055, 0.012), (0.014, 0.03), (0.011, 0.16), (0.02, 0.17)],
            mt.plastic("6d4c33", 0.25),
        )
        cloth = mt.fabric(shade_color, through=0.6)
        lathe_open([(0.105, 0.14), (0.098, 0.17), (0.066, 0.29)], cloth)
        point((0, 0, 0.21), power, mt.kelvin(2500), 0.03)
        bulb_body = ball(0.024, (0, 0, 0.205), mt.glow(mt.kelvin(2500), 25))
        bulb_body.visible_shadow = False
        bulb_body.visible_diffuse = False


def lathe_open(profile, mat, loc=(0, 0, 0), steps=48):
    """A turned surface without end caps (shades, tubes)."""
    obj = lathe(profile, mat, loc, steps=steps, sharp=180)
    bm = bmesh.new()
    bm.from_mesh(obj.data)
    bmesh.ops.delete(bm, geom=[f for f in bm.faces if len(f.verts) > 4], context="FACES_ONLY")
    bm.to_mesh(obj.data)
    bm.free()
    return obj


def microwave(loc, turn=0.0):
    with at(*loc, turn):
        box((0.46, 0.34, 0.27), (0, 0, 0.14), mt.enamel("dddad0", 0.1), bevel=0.01, segments=3)
        box((0.33, 0.012, 0.23), (-0.05, -0.172, 0.14), mt.plastic("1a1a1b", 0.08, 0.1), bevel=0.004)
        box((0.09, 0.008, 0.23), (0.17, -0.172, 0.14), mt.plastic("b9b5aa", 0.35), bevel=0.003)
        label("0:00", 0.024, (0.17, -0.1775, 0.225), mt.glow((0.1, 1.0, 0.5), 4.0))
        for z in (0.16, 0.085):
            lathe([(0.022, 0), (0.019, 0.018)], mt.plastic("3a3835"), (0.17, -0.176, z), (90, 0, 0), 20)
        box((0.014, 0.02, 0.18), (0.1, -0.186, 0.14), mt.metal("a7a39a"), bevel=0.005)


def sink(loc, turn=0.0):
    """A small stone sink on the wall with one brass tap; back towards +Y."""
    white = mt.enamel("e2ddd0", 0.9)
    with at(*loc, turn):
        w, d, h = 0.46, 0.34, 0.17
        for x in (-1, 1):
            box((0.03, d, h), (x * (w / 2 - 0.015), -d / 2, 0), white, bevel=0.013, segments=4)
        for y in (-0.015, -d + 0.015):
            box((w, 0.03, h), (0, y, 0), white, bevel=0.013, segments=4)
        box((w - 0.02, d - 0.02, 0.025), (0, -d / 2, -h / 2 + 0.013), white, bevel=0.01)
        box((w, 0.03, 0.34), (0, -0.012, 0.16), white, bevel=0.012, segments=3)
        lathe([(0.02, 0), (0.018, 0.002)], mt.metal("3c3a38"), (0, -d / 2, -h / 2 + 0.026), steps=20)
        tube(
            [(0, -d / 2, -0.1), (0, -d / 2, -0.3), (0, -0.08, -0.36), (0, 0, -0.36)],
            0.018,
            mt.metal("8b8983", 0.4, 0.5),
        )
        tap((0, -0.03, 0.24))


def tap(loc):
    """An old brass bib tap with a cross handle, spout towards -Y."""
    brass = mt.metal("a58a52", 0.24, 0.12)
    with at(*loc):
        lathe([(0.026, 0), (0.024, 0.006), (0.012, 0.008)], brass, rot=(90, 0, 0), steps=28)
        rod((0, 0, 0), (0, -0.075, 0), 0.0115, brass)
        lathe(
            [(0.016, -0.016), (0.018, 0.0), (0.015, 0.02), (0.011, 0.034), (0.007, 0.04)],
            brass,
            (0, -0.072, 0),
        )
        tube([(0, -0.075, 0), (0, -0.11, 0.004), (0, -0.13, -0.014), (0, -0.132, -0.045)], 0.0105, brass)
        lathe_open([(0.012, -0.05), (0.013, -0.04)], brass, (0, -0.132, 0))
        rod((0, -0.072, 0.03), (0, -0.072, 0.06), 0.006, brass)
        rod((-0.032, -0.072, 0.058), (0.032, -0.072, 0.058), 0.0055, brass)
        rod((0, -0.104, 0.058), (0, -0.04, 0.058), 0.0055, brass)
        for x, y in ((-0.032, -0.072), (0.032, -0.072), (0, -0.104), (0, -0.04)):
            ball(0.0085, (x, y, 0.058), brass)
        ball(0.0042, (0, -0.132, -0.057), mt.solid_glass(), (0.8, 0.8, 1.5))


def key_ring(loc, turn=0.0):
    """Three keys and a tag on a ring, lying on the floor."""
    steel = mt.metal("aaa79f", 0.22)
    brass = mt.metal("a8873f", 0.25)
    with at(*loc, turn):
        circle = [(math.cos(a) * 0.016, math.sin(a) * 0.016, 0.004) for a in _angles(12)]
        tube(circle, 0.0011, steel, closed=True)
        for i, (angle, mat) in enumerate(((-20, brass), (38, steel), (100, brass))):
            with at(
                math.cos(math.radians(angle)) * 0.018,
                math.sin(math.radians(angle)) * 0.018,
                0.002 + i * 0.0016,
                angle,
            ):
                lathe(
                    [(0.0125, 0), (0.013, 0.0005), (0.013, 0.002), (0.0125, 0.0025)],
                    mat,
                    (0.012, 0, 0),
                    steps=32,
                )
                lathe([(0.0035, 0.0026), (0.0034, 0.0027)], mt.plastic("0c0b0a"), (0.004, 0, 0), steps=16)
                box((0.034, 0.0078, 0.0022), (0.04, 0.0008, 0.0013), mat, bevel=0.0004)
                teeth = random.Random(i)
                for k in range(6):
                    deep = teeth.uniform(0.0015, 0.004)
                    box(
                        (0.0038, deep, 0.0022),
                        (0.03 + k * 0.0045, -0.003 - deep / 2, 0.0013),
                        mat,
                        bevel=0.0003,
                    )
        with at(-0.02, -0.012, 0.001, 205):
            tag = mt.plastic("b3362b", 0.3)
            tube([(-0.004, 0, 0.002), (0.01, 0, 0.003)], 0.001, steel)
            box((0.05, 0.026, 0.003), (0.036, 0, 0.002), tag, bevel=0.0012)
            box((0.034, 0.018, 0.0006), (0.038, 0, 0.0038), mt.plastic("e9e5d8", 0.5), bevel=0)
            label("4 B", 0.013, (0.038, 0, 0.0042), mt.plastic("1d2a5a"), rot=(0, 0, 0), depth=0.0)


def scooter(loc, turn=0.0, tilt=(0, 0)):
    """A child's kick scooter, front towards +X."""
    steel = mt.metal("a9a7a3", 0.25, 0.2)
    red = mt.painted("a83226", chips=0.8, gloss=0.25)
    black = mt.plastic("1c1b1b", 0.6)
    with at(*loc, turn, tilt):
        box((0.36, 0.1, 0.02), (0, 0, 0.075), red, bevel=0.008)
        box((0.33, 0.085, 0.003), (0, 0, 0.087), black, bevel=0.001)
        for x in (-0.24, 0.27):
            lathe(
                [
                    (0.03, -0.012),
                    (0.055, -0.013),
                    (0.06, -0.006),
                    (0.06, 0.006),
                    (0.055, 0.013),
                    (0.03, 0.012),
                ],
                black,
                (x, 0, 0.06),
                (90, 0, 0),
            )
            lathe([(0.03, -0.01), (0.03, 0.01)], steel, (x, 0, 0.06), (90, 0, 0))
        rod((0.17, 0, 0.078), (0.255, 0, 0.14), 0.014, red)
        rod((0.27, 0, 0.06), (0.2, 0, 0.72), 0.015, steel)
        rod((0.2, -0.17, 0.72), (0.2, 0.17, 0.72), 0.011, steel)
        for y in (-1, 1):
            rod((0.2, y * 0.09, 0.72), (0.2, y * 0.175, 0.72), 0.0155, black)


def book(loc, size=(0.15, 0.21, 0.02), color="7d2f2c", turn=0.0):
    with at(*loc, turn):
        w, d, h = size
        box((w, d, h * 0.75), (0.002, 0, h / 2), mt.plastic("d8cfb8", 0.8), bevel=0.0005)
        for z in (h * 0.06, h * 0.94):
            box((w + 0.004, d + 0.006, h * 0.1), (0, 0, z), mt.plastic(color, 0.5, 0.6), bevel=0.0006)
        box((0.002, d + 0.006, h), (-w / 2, 0, h / 2), mt.plastic(color, 0.5, 0.6), bevel=0.0006)


def open_book(image, loc, turn=0.0, width=0.21, depth=0.29):
    """An exercise book lying open, both pages bulging from the fold."""

    def shape(x, y):
        away = abs(x) / width
        return (
            x,
            y,
            0.016 * math.sin(min(1.0, away * 1.2) * math.pi) * 0.6 + 0.004 + noise.noise((x * 9, y * 9, 1)) * 0.0015,
        )

    mesh = cloth_grid(width * 2, depth, 40, 12, shape)
    data = mesh.uv_layers[0].data
    uv = np.empty(len(data) * 2, dtype=np.float32)
    data.foreach_get("uv", uv)
    data.foreach_set("uv", (uv.reshape(-1, 2) / (width * 2, depth) + 0.5).astype(np.float32).ravel())
    with at(*loc, turn):
        hang(mesh, mt.picture(image), thickness=0, levels=0)
        box((width * 2, depth, 0.003), (0, 0, 0.0015), mt.plastic("2f5d7c", 0.5), bevel=0.0005)


def gas_bottle(loc, color="8f3a2a"):
    with at(*loc):
        mat = mt.painted(color, chips=0.9, gloss=0.35)
        lathe(
            [
                (0.1, 0),
                (0.12, 0.03),
                (0.15, 0.06),
                (0.153, 0.1),
                (0.153, 0.42),
                (0.14, 0.5),
                (0.08, 0.545),
                (0.03, 0.555),
            ],
            mat,
        )
        lathe_open([(0.085, 0.54), (0.09, 0.63)], mat)
        lathe([(0.018, 0.55), (0.018, 0.6), (0.03, 0.605), (0.03, 0.62)], mt.metal("a58a52"))
        tube(
            [(0.02, 0, 0.59), (0.15, 0.05, 0.6), (0.3, 0.2, 0.4), (0.42, 0.3, 0.5)],
            0.008,
            mt.plastic("c9622c", 0.5),
        )
