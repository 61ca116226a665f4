"""Procedural materials at real scale: textures are driven by the world position, in metres."""

import functools
import math
import zlib

import bpy


def rgb(code):
    """Linear RGB of an sRGB hex colour such as "c8b9a0"."""
    channels = [int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)


def kelvin(temperature):
    """Linear RGB of a black body, brightest channel at 1."""
    t = temperature / 100
    red = 255 if t <= 66 else 329.7 * (t - 60) ** -0.1332
    green = 99.47 * math.log(t) - 161.1 if t <= 66 else 288.1 * (t - 60) ** -0.0755
    blue = 255 if t >= 66 else 0 if t <= 19 else 138.5 * math.log(t - 10) - 305.0
    scaled = [(min(255.0, max(0.0, c)) / 255) ** 2.2 for c in (red, green, blue)]
    return tuple(c / max(scaled) for c in scaled)


def shade(color, factor):
    """A colour made darker (below 1) or lighter (above 1)."""
    return tuple(min(1.0, c * factor) for c in color)


def named(build):
    """Build each material once per scene, under a name made of its arguments."""

    @functools.wraps(build)
    def wrapper(*args, **kwargs):
        key = f"{build.__name__}-{zlib.crc32(repr((args, kwargs)).encode()):08x}"
        found = bpy.data.materials.get(key)
        return found or build(Graph(key), *args, **kwargs)

    return wrapper


class Graph:
    """A small vocabulary over the shader nodes of one material."""

    def __init__(self, name):
        self.material = bpy.data.materials.new(name)
        self.material.use_nodes = True
        self.tree = self.material.node_tree
        self.tree.nodes.clear()
        self.position = self.node("NewGeometry", out="Position")

    def node(self, kind, inputs=None, out=0, **props):
        node = self.tree.nodes.new("ShaderNode" + kind)
        for name, value in props.items():
            setattr(node, name, value)
        for key, value in (inputs or {}).items():
            self.put(node.inputs[key], value)
        return node.outputs[out]

    def put(self, socket, value):
        if isinstance(value, bpy.types.NodeSocket):
            self.tree.links.new(value, socket)
        elif socket.type == "RGBA" and len(value) == 3:
            socket.default_value = (*value, 1.0)
        else:
            socket.default_value = value

    def use_uv(self):
        """Drive the following textures by the UV map (in metres) instead of the world position."""
        self.position = self.node("TexCoord", out="UV")

    def math(self, operation, a, b=0.0, clamp=False):
        return self.node("Math", {0: a, 1: b}, operation=operation, use_clamp=clamp)

    def add(self, a, b):
        return self.math("ADD", a, b)

    def mul(self, a, b):
        return self.math("MULTIPLY", a, b)

    def invert(self, a):
        return self.math("SUBTRACT", 1.0, a, clamp=True)

    def rise(self, value, low, high, start=0.0, end=1.0):
        """Smooth step from `start` to `end` while the value goes from low to high."""
        inputs = {0: value, 1: low, 2: high, 3: start, 4: end}
        return self.node("MapRange", inputs, interpolation_type="SMOOTHSTEP")

    def fall(self, value, low, high):
        return self.rise(value, low, high, 1.0, 0.0)

    def mix(self, factor, a, b, blend="MIX"):
        inputs = {0: factor, 6: a, 7: b}
        return self.node("Mix", inputs, out=2, data_type="RGBA", blend_type=blend, clamp_factor=True)

    def vector(self, stretch=(1, 1, 1), offset=0.0):
        scaled = self.node("VectorMath", {0: self.position, 1: stretch}, operation="MULTIPLY")
        shift = (offset, offset * 1.7, offset * 0.6)
        return self.node("VectorMath", {0: scaled, 1: shift}, operation="ADD")

    def noise(self, scale, detail=2.0, rough=0.55, distort=0.0, stretch=(1, 1, 1), offset=0.0):
        inputs = {
            "Vector": self.vector(stretch, offset),
            "Scale": scale,
            "Detail": detail,
            "Roughness": rough,
            "Distortion": distort,
        }
        return self.node("TexNoise", inputs)

    def voronoi(self, scale, feature="F1", random=1.0, out="Distance", stretch=(1, 1, 1), offset=0.0):
        inputs = {"Vector": self.vector(stretch, offset), "Scale": scale, "Randomness": random}
        return self.node("TexVoronoi", inputs, out=out, feature=feature)

    def xyz(self):
        split = self.node("SeparateXYZ", {0: self.position})
        return [split.node.outputs[i] for i in range(3)]

    def blot(self, centre, radius, wobble=0.42, scale=2.2):
        """A ragged distance field: below 1 inside a patch around `centre`."""
        offset = self.node("VectorMath", {0: self.position, 1: centre}, operation="SUBTRACT")
        size = tuple(1 / r for r in (radius if hasattr(radius, "__len__") else (radius,) * 3))
        scaled = self.node("VectorMath", {0: offset, 1: size}, operation="MULTIPLY")
        length = self.node("VectorMath", {0: scaled}, out="Value", operation="LENGTH")
        ragged = self.mul(self.math("SUBTRACT", self.noise(scale, 4, 0.6, offset=sum(centre)), 0.5), wobble * 2)
        return self.add(length, ragged)

    def bricks(self, width, height, gap, vector, offset=0.5, smooth=0.1):
        """Random value per brick and the mask of the joints."""
        inputs = {
            "Vector": vector,
            "Color1": (0, 0, 0),
            "Color2": (1, 1, 1),
            "Mortar": (0.5, 0.5, 0.5),
            "Scale": 1.0,
            "Mortar Size": gap,
            "Mortar Smooth": smooth,
            "Brick Width": width,
            "Row Height": height,
        }
        tint = self.node("TexBrick", inputs, offset=offset)
        return tint, tint.node.outputs["Fac"]

    def swizzle(self, x, y, z=0.0):
        return self.node("CombineXYZ", {0: x, 1: y, 2: z})

    def done(self, color, rough=0.6, height=None, relief=0.002, flat=None, **extra):
        """Close the material; diffuse bounces see a flat colour, which costs far less."""
        inputs = {"Base Color": color, "Roughness": rough}
        inputs.update({key.replace("_", " ").title().replace("Ior", "IOR"): v for key, v in extra.items()})
        if height is not None:
            inputs["Normal"] = self.node("Bump", {"Strength": 1.0, "Distance": relief, "Height": height})
        shader = self.node("BsdfPrincipled", inputs)
        if flat is not None:
            indirect = self.node("LightPath", out="Is Diffuse Ray")
            cheap = self.node("BsdfDiffuse", {"Color": flat})
            shader = self.node("MixShader", {0: indirect, 1: shader, 2: cheap})
        return self.output(shader)

    def output(self, shader):
        self.node_output = self.tree.nodes.new("ShaderNodeOutputMaterial")
        self.tree.links.new(shader, self.node_output.inputs["Surface"])
        return self.material


@named
def plaster(g, color, damp=(), mould=(), peel=(), grime=0.5, under=None, gloss_below=None, relief=0.0012):
    """Painted plaster wall. damp, mould, peel: sequences of (centre, radius, strength)."""
    base = rgb(color)
    cloud = g.noise(1.3, 4, 0.6)
    tone = g.mix(g.rise(cloud, 0.3, 0.7), shade(base, 0.84), shade(base, 1.08))
    rough = g.rise(g.noise(5, 2), 0.3, 0.7, 0.55, 0.75)
    height = g.add(g.mul(g.noise(110, 2), 0.35), g.mul(g.noise(7, 3), 1.2))
    if gloss_below:
        level, code = gloss_below
        z = g.add(g.xyz()[2], g.mul(g.noise(3, 1), 0.004))
        lower = g.fall(z, level - 0.002, level + 0.002)
        dado = g.mix(g.rise(cloud, 0.3, 0.7), shade(rgb(code), 0.8), shade(rgb(code), 1.1))
        tone = g.mix(lower, tone, dado)
        rough = g.math("SUBTRACT", rough, g.mul(lower, 0.22))
        line = g.mul(lower, g.rise(z, level - 0.035, level - 0.028))
        tone = g.mix(g.mul(line, 0.75), tone, shade(rgb(code), 0.3))
    if grime:
        z = g.xyz()[2]
        low = g.mul(g.fall(g.add(z, g.mul(g.noise(3, 4), 0.5)), 0.15, 0.9), 0.75 * grime)
        tone = g.mix(low, tone, shade(rgb("6d5b45"), 0.8), "MULTIPLY")
        smear = g.mul(g.rise(g.noise(2.2, 5, 0.7, 0.8, (1, 1, 0.45), 3.1), 0.5, 0.75), 0.45 * grime)
        tone = g.mix(smear, tone, rgb("8a7a62"), "MULTIPLY")
        scuffs = g.mul(g.rise(g.noise(14, 3, 0.8, 1.5, (1, 1, 0.25), 9.0), 0.66, 0.72), 0.35 * grime)
        tone = g.mix(scuffs, tone, rgb("4d4438"))
    for centre, radius, strength in damp:
        field = g.blot(centre, radius)
        wet = g.mul(g.fall(field, 0.15, 1.02), strength)
        tone = g.mix(wet, tone, rgb("94835f"), "MULTIPLY")
        inner = g.mul(g.fall(g.blot(centre, shade_radius(radius, 0.62), 0.8, 4), 0.4, 1.0), strength * 0.7)
        tone = g.mix(inner, tone, rgb("7d735c"), "MULTIPLY")
        ring = g.mul(g.rise(field, 0.78, 0.98), g.fall(field, 0.985, 1.03))
        tone = g.mix(g.mul(ring, 0.75 * strength), tone, rgb("6b4c22"))
        second = g.mul(g.rise(field, 0.52, 0.66), g.fall(field, 0.665, 0.69))
        tone = g.mix(g.mul(second, 0.4 * strength), tone, rgb("6b4c22"))
        rough = g.math("SUBTRACT", rough, g.mul(inner, 0.22))
        blister = g.mul(g.rise(g.noise(28, 3, 0.6, 0.4), 0.45, 0.75), inner)
        height = g.add(height, g.mul(blister, 4.0))
    for centre, radius, strength in peel:
        field = g.blot(centre, radius, 0.9, 5)
        gone = g.mul(g.fall(g.add(field, g.mul(g.noise(19, 4, 0.6), 0.5)), 1.08, 1.1), strength)
        bare = g.mix(g.rise(g.noise(16, 4, 0.7), 0.35, 0.7), rgb(under or "8d7f6c"), shade(rgb(under or "8d7f6c"), 1.5))
        tone = g.mix(gone, tone, bare)
        lip = g.mul(g.rise(g.add(field, g.mul(g.noise(19, 4, 0.6), 0.5)), 1.09, 1.1), 1.0)
        curl = g.mul(lip, g.fall(field, 0.85, 1.1))
        tone = g.mix(g.mul(curl, 0.35), tone, shade(base, 1.25))
        height = g.add(g.math("SUBTRACT", height, g.mul(gone, 3.0)), g.mul(curl, 2.5))
        rough = g.add(rough, g.mul(gone, 0.2))
    for centre, radius, strength in mould:
        density = g.mul(g.fall(g.blot(centre, radius, 0.9, 3), 0.05, 1.05), strength)
        veil = g.mul(g.rise(g.noise(9, 6, 0.75), 0.38, 0.7), g.mul(density, 0.75))
        tone = g.mix(veil, tone, rgb("39382c"))
        limit = g.math("SUBTRACT", 0.74, g.mul(density, 0.30))
        speck = g.math("GREATER_THAN", g.noise(70, 4, 0.65, 0.3), limit)
        colony = g.math("LESS_THAN", g.voronoi(30), g.mul(density, g.mul(g.noise(5, 3), 0.62)))
        black = g.mul(g.math("MAXIMUM", speck, colony), g.rise(density, 0.02, 0.2))
        tone = g.mix(g.mul(black, 0.88), tone, rgb("17170f"))
        rough = g.add(rough, g.mul(black, 0.2))
    return g.done(tone, rough, height, relief, flat=shade(base, 0.9))


def shade_radius(radius, factor):
    """A smaller or larger copy of a scalar or (x, y, z) radius."""
    return tuple(r * factor for r in radius) if hasattr(radius, "__len__") else radius * factor


@named
def wallpaper(g, color, ink, damp=(), torn=()):
    """Old printed paper: vertical stripes with sprigs, seams, faded and torn patches."""
    x, y, z = g.xyz()
    u = g.add(x, y)
    base, print_color = rgb(color), rgb(ink)
    period = g.math("PINGPONG", u, 0.053)
    stripe = g.rise(period, 0.036, 0.038)
    fine = g.mul(g.rise(period, 0.028, 0.029), g.fall(period, 0.031, 0.032))
    cell_u = g.math("SUBTRACT", g.math("FLOORED_MODULO", u, 0.106), 0.053)
    cell_z = g.math("SUBTRACT", g.math("FLOORED_MODULO", z, 0.13), 0.065)
    angle = g.math("ARCTAN2", cell_z, cell_u)
    distance = g.math("SQRT", g.add(g.mul(cell_u, cell_u), g.mul(cell_z, g.mul(cell_z, 0.55))))
    petals = g.add(g.mul(g.math("COSINE", g.mul(angle, 5.0)), 0.006), 0.017)
    flower = g.math("LESS_THAN", distance, petals)
    heart = g.math("LESS_THAN", distance, 0.006)
    worn = g.rise(g.noise(22, 5, 0.7), 0.36, 0.55, 0.35, 0.9)
    tone = g.mix(g.mul(stripe, 0.22), base, print_color)
    tone = g.mix(g.mul(fine, 0.5), tone, print_color)
    tone = g.mix(g.mul(flower, g.mul(worn, 0.7)), tone, print_color)
    tone = g.mix(g.mul(heart, worn), tone, shade(base, 1.1))
    tone = g.mix(g.mul(g.rise(g.noise(1.6, 5, 0.65), 0.4, 0.75), 0.55), tone, rgb("a08a5f"), "MULTIPLY")
    seam = g.math("LESS_THAN", g.math("PINGPONG", g.add(u, 0.11), 0.265), 0.0012)
    tone = g.mix(g.mul(seam, 0.6), tone, shade(base, 0.35))
    height = g.add(g.mul(g.noise(160, 2), 0.5), g.mul(g.noise(6, 3), 1.5))
    height = g.add(height, g.mul(g.rise(g.noise(4, 2, 0.5, 0.5, (1, 1, 0.3)), 0.55, 0.62), 0.8))
    for centre, radius, strength in damp:
        field = g.blot(centre, radius)
        tone = g.mix(g.mul(g.fall(field, 0.2, 1.0), strength), tone, rgb("8c7a55"), "MULTIPLY")
        ring = g.mul(g.rise(field, 0.85, 0.98), g.fall(field, 0.985, 1.02))
        tone = g.mix(g.mul(ring, 0.6 * strength), tone, rgb("6e5129"))
    for centre, radius, strength in torn:
        field = g.add(g.blot(centre, radius, 0.7, 6), g.mul(g.noise(25, 4), 0.3))
        gone = g.mul(g.fall(field, 1.1, 1.115), strength)
        rim = g.mul(g.rise(field, 1.11, 1.115), g.fall(field, 1.14, 1.17))
        tone = g.mix(gone, tone, g.mix(g.noise(12, 5, 0.7), rgb("8a7c68"), rgb("bfb4a2")))
        tone = g.mix(g.mul(rim, 0.8), tone, rgb("d9d0bd"))
        height = g.add(g.math("SUBTRACT", height, g.mul(gone, 3.0)), g.mul(rim, 2.0))
    return g.done(tone, 0.72, height, 0.0012, flat=shade(base, 0.8))


@named
def boards(g, color, width=0.11, along="y", gap=0.003, worn=0.6, gloss=0.4):
    """Floorboards with a tint per plank, grain, worn varnish and dirty joints."""
    x, y, _ = g.xyz()
    flat_vector = g.swizzle(y, x) if along == "y" else g.swizzle(x, y)
    tint, joint = g.bricks(1.9, width, gap, flat_vector, 0.37)
    stretch = (1, 0.05, 1) if along == "y" else (0.05, 1, 1)
    base = rgb(color)
    grain = g.noise(60, 4, 0.65, 0.6, stretch)
    tone = g.mix(grain, shade(base, 0.55), shade(base, 1.25))
    tone = g.mix(g.mul(tint, 0.55), tone, shade(base, 0.5))
    bald = g.mul(g.rise(g.noise(1.7, 5, 0.65), 0.45, 0.68), worn)
    tone = g.mix(g.mul(bald, 0.6), tone, g.mix(grain, rgb("6e6154"), rgb("9a8d7c")))
    dust = g.mul(g.rise(g.noise(9, 6, 0.8), 0.5, 0.8), 0.35 * worn)
    tone = g.mix(dust, tone, rgb("3a3129"), "MULTIPLY")
    tone = g.mix(g.mul(joint, 0.9), tone, rgb("15110d"))
    rough = g.add(g.rise(grain, 0.3, 0.7, gloss - 0.08, gloss + 0.1), g.mul(bald, 0.3))
    height = g.math("SUBTRACT", g.mul(grain, 0.3), g.mul(joint, 1.5))
    return g.done(tone, rough, height, 0.0015, flat=shade(base, 0.7))


@named
def lino(g, color, second=None, size=0.33, worn=0.6):
    """Sheet or chequered floor covering, dull in the walked part, dirty joints."""
    x, y, _ = g.xyz()
    base = rgb(color)
    tone = g.mix(g.rise(g.noise(45, 5, 0.8), 0.35, 0.65), shade(base, 0.75), shade(base, 1.15))
    joint = 0.0
    if second:
        parity = g.add(g.math("FLOOR", g.math("DIVIDE", x, size)), g.math("FLOOR", g.math("DIVIDE", y, size)))
        odd = g.math("FLOORED_MODULO", parity, 2.0)
        other = g.mix(g.rise(g.noise(45, 5, 0.8), 0.35, 0.65), shade(rgb(second), 0.7), shade(rgb(second), 1.2))
        tone = g.mix(odd, tone, other)
        tint, joint = g.bricks(size, size, 0.0016, g.swizzle(x, y), 0.0)
        tone = g.mix(g.mul(tint, 0.25), tone, rgb("77695a"), "MULTIPLY")
        tone = g.mix(g.mul(joint, 0.85), tone, rgb("1b1611"))
    bald = g.mul(g.rise(g.noise(1.4, 5, 0.7), 0.42, 0.7), worn)
    tone = g.mix(g.mul(bald, 0.55), tone, rgb("7b6c58"), "MULTIPLY")
    specks = g.math("GREATER_THAN", g.noise(34, 5, 0.8), 0.71)
    tone = g.mix(g.mul(specks, 0.5 * worn), tone, rgb("2c251d"))
    rough = g.add(g.rise(g.noise(6, 4, 0.7), 0.35, 0.65, 0.24, 0.42), g.mul(bald, 0.22))
    height = g.add(g.mul(g.noise(4, 2), 1.0), g.mul(g.noise(150, 1), 0.1))
    height = g.math("SUBTRACT", height, g.mul(joint, 0.8))
    return g.done(tone, rough, height, 0.0012, flat=shade(base, 0.75))


@named
def tiles(g, color, size=0.15, gap=0.004, dirty=0.6, floor=False, height_ratio=1.0, gloss=0.12):
    """Glazed ceramic tiles with uneven glaze and grey joints."""
    x, y, z = g.xyz()
    surface = g.swizzle(x, y) if floor else g.swizzle(g.add(x, y), z)
    tint, joint = g.bricks(size, size * height_ratio, gap, surface, 0.0)
    base = rgb(color)
    tone = g.mix(tint, shade(base, 0.86), shade(base, 1.06))
    stain = g.mul(g.rise(g.noise(4, 5, 0.7), 0.45, 0.75), 0.5 * dirty)
    tone = g.mix(stain, tone, rgb("84745a"), "MULTIPLY")
    cracks = g.fall(g.voronoi(7, "DISTANCE_TO_EDGE"), 0.002, 0.008)
    broken = g.mul(cracks, g.mul(g.rise(g.noise(1.7, 2), 0.56, 0.6), 0.5 * dirty))
    tone = g.mix(broken, tone, rgb("4a3f33"))
    grout = g.mix(g.noise(9, 4, 0.7), rgb("4d453b"), rgb("9a9083"))
    tone = g.mix(joint, tone, grout)
    rough = g.add(g.rise(g.noise(12, 3), 0.3, 0.7, gloss, gloss + 0.16), g.mul(joint, 0.5))
    height = g.math("SUBTRACT", g.add(g.mul(g.noise(9, 2), 0.25), g.mul(tint, 0.2)), joint)
    return g.done(tone, rough, height, 0.002, flat=shade(base, 0.85))


@named
def painted(g, color, under="6b5a46", chips=0.5, gloss=0.32, axis=2, dirt=0.5):
    """Gloss paint on wood or metal, chipped at the edges, brush marks, greasy hands."""
    base = rgb(color)
    stretch = tuple(0.06 if i == axis else 1.0 for i in range(3))
    brush = g.noise(150, 2, 0.5, 0.0, stretch)
    tone = g.mix(g.rise(g.noise(2.3, 4, 0.6), 0.3, 0.7), shade(base, 0.8), shade(base, 1.1))
    grease = g.mul(g.rise(g.noise(3.5, 5, 0.7, 0.6), 0.45, 0.78), dirt)
    tone = g.mix(grease, tone, rgb("6a5a45"), "MULTIPLY")
    rough = g.add(g.rise(brush, 0.3, 0.7, gloss - 0.05, gloss + 0.08), g.mul(grease, 0.12))
    height = g.mul(brush, 0.4)
    if chips:
        rounded = g.node("Bevel", {"Radius": 0.007}, samples=3)
        true = g.node("NewGeometry", out="Normal")
        bend = g.node("VectorMath", {0: rounded, 1: true}, out="Value", operation="DOT_PRODUCT")
        edge = g.mul(g.fall(bend, 0.72, 0.985), 0.34)
        patchy = g.add(edge, g.mul(g.noise(3, 3), 0.16))
        lost = g.rise(g.add(g.mul(g.noise(38, 5, 0.7, 0.4), 1.0), patchy), 0.88 - 0.18 * chips, 0.9 - 0.18 * chips)
        bare = g.mix(g.noise(30, 3), shade(rgb(under), 0.6), shade(rgb(under), 1.3))
        tone = g.mix(lost, tone, bare)
        rough = g.add(rough, g.mul(lost, 0.3))
        height = g.math("SUBTRACT", height, g.mul(lost, 1.4))
    return g.done(tone, rough, height, 0.0012, flat=shade(base, 0.85))


@named
def wood(g, color, axis=2, gloss=0.42, worn=0.4):
    """Bare or varnished furniture wood with a grain along one axis."""
    base = rgb(color)
    stretch = tuple(0.05 if i == axis else 1.0 for i in range(3))
    grain = g.noise(48, 5, 0.65, 1.2, stretch)
    tone = g.mix(grain, shade(base, 0.5), shade(base, 1.3))
    tone = g.mix(g.mul(g.rise(g.noise(5, 4, 0.7), 0.5, 0.75), worn), tone, rgb("4b3a2a"), "MULTIPLY")
    rough = g.rise(grain, 0.3, 0.7, gloss - 0.07, gloss + 0.12)
    return g.done(tone, rough, g.mul(grain, 0.3), 0.0012, flat=shade(base, 0.85))


@named
def fabric(g, color, pattern=None, second="ffffff", pitch=0.06, rough=0.9, weave=420.0, through=0.0):
    """Cloth; the pattern follows the UV map, which the props give in metres."""
    g.use_uv()
    u, v, _ = g.xyz()
    base, other = rgb(color), rgb(second)
    tone = g.mix(g.rise(g.noise(3, 4, 0.6), 0.3, 0.7), shade(base, 0.84), shade(base, 1.06))
    if pattern == "stripes":
        tone = g.mix(g.math("GREATER_THAN", g.math("PINGPONG", u, pitch), pitch * 0.62), tone, other)
    elif pattern == "checks":
        a = g.math("GREATER_THAN", g.math("PINGPONG", u, pitch), pitch * 0.5)
        b = g.math("GREATER_THAN", g.math("PINGPONG", v, pitch), pitch * 0.5)
        tone = g.mix(g.mul(a, 0.55), tone, other)
        tone = g.mix(g.mul(b, 0.55), tone, other)
    elif pattern == "dots":
        spot = g.math("LESS_THAN", g.voronoi(1 / pitch, random=0.0), 0.24)
        tone = g.mix(spot, tone, other)
    elif pattern == "flowers":
        spot = g.voronoi(1 / pitch, random=0.75)
        petals = g.math("LESS_THAN", g.add(spot, g.mul(g.noise(3.2 / pitch, 2), 0.3)), 0.38)
        tint = g.node("HueSaturation", {"Color": g.voronoi(1 / pitch, random=0.75, out="Color"), "Saturation": 0.5})
        tone = g.mix(petals, tone, g.mix(0.65, tint, other))
    height = g.add(g.mul(g.noise(weave, 1), 0.6), g.mul(g.noise(24, 3), 0.8))
    extra = {"sheen_weight": 0.25, "sheen_roughness": 0.4, "specular_ior_level": 0.2}
    if not through:
        return g.done(tone, rough, height, 0.0012, flat=shade(base, 0.9), **extra)
    normal = g.node("Bump", {"Strength": 1.0, "Distance": 0.001, "Height": height})
    front = g.node("BsdfDiffuse", {"Color": tone, "Normal": normal})
    back = g.node("BsdfTranslucent", {"Color": tone, "Normal": normal})
    return g.output(g.node("MixShader", {0: through, 1: front, 2: back}))


@named
def plastic(g, color, rough=0.35, wear=0.4, metallic=0.0):
    """Moulded plastic or plain lacquer with fine scratches."""
    base = rgb(color)
    scratch = g.rise(g.noise(30, 5, 0.8, 2.0), 0.45, 0.7)
    tone = g.mix(g.mul(g.rise(g.noise(6, 5, 0.7), 0.4, 0.8), wear), base, shade(base, 0.6))
    return g.done(tone, g.add(rough, g.mul(scratch, 0.18 * wear)), g.noise(90, 2), 0.0002, flat=base, metallic=metallic)


@named
def metal(g, color="b9b6b0", rough=0.28, rust=0.0):
    """Worn metal, chromed to rusty."""
    base = rgb(color)
    scratch = g.noise(70, 4, 0.75, 1.0)
    rusty = g.mul(g.rise(g.noise(16, 5, 0.75), 0.62 - 0.25 * rust, 0.72 - 0.2 * rust), 1.0 if rust else 0.0)
    tone = g.mix(rusty, base, g.mix(g.noise(50, 3), rgb("4a2a15"), rgb("8a5427")))
    bare = g.math("SUBTRACT", 1.0, rusty)
    roughness = g.add(g.rise(scratch, 0.3, 0.7, rough - 0.1, rough + 0.14), g.mul(rusty, 0.5))
    return g.done(tone, roughness, g.mul(scratch, 0.2), 0.0006, flat=base, metallic=bare)


@named
def enamel(g, color="e9e6dd", chips=0.3):
    """White goods and sinks: glossy, yellowed, chipped down to dark iron."""
    base = rgb(color)
    tone = g.mix(g.rise(g.noise(2.5, 5, 0.7), 0.35, 0.75), base, g.mix(0.5, base, rgb("b9a376")))
    drip = g.mul(g.rise(g.noise(7, 5, 0.75, 0.5, (1, 1, 0.25)), 0.55, 0.8), 0.55)
    tone = g.mix(drip, tone, rgb("8b7448"), "MULTIPLY")
    chip = g.mul(g.rise(g.noise(16, 5, 0.75), 0.74 - 0.08 * chips, 0.75 - 0.08 * chips), 1.0 if chips else 0.0)
    tone = g.mix(chip, tone, rgb("2a211a"))
    return g.done(tone, g.add(0.18, g.mul(chip, 0.5)), g.noise(5, 2), 0.0008, flat=base)


@named
def cardboard(g, color="a9804f"):
    """Brown corrugated board, scuffed."""
    base = rgb(color)
    _, _, z = g.xyz()
    ribs = g.math("SINE", g.mul(z, 900.0))
    tone = g.mix(g.noise(3, 5, 0.7), shade(base, 0.75), shade(base, 1.15))
    tone = g.mix(g.mul(g.rise(g.noise(30, 5, 0.8), 0.55, 0.75), 0.35), tone, rgb("d6bd94"))
    return g.done(tone, 0.82, g.add(g.mul(ribs, 0.15), g.mul(g.noise(5, 3), 2)), 0.0012, flat=base)


@named
def glow(g, color, strength):
    """A light emitting surface (bulb, tube, display)."""
    return g.output(g.node("Emission", {"Color": color, "Strength": strength}))


@named
def glass(g, tint="ffffff", rough=0.0):
    """Cheap clear pane: mostly transparent, a little reflection."""
    clear = g.node("BsdfTransparent", {"Color": rgb(tint)})
    shiny = g.node("BsdfGlossy", {"Roughness": rough + 0.02})
    grazing = g.math("POWER", g.node("LayerWeight", {"Blend": 0.5}, out="Facing"), 4.0)
    mirror = g.add(g.mul(grazing, 0.5), 0.03)
    return g.output(g.node("MixShader", {0: mirror, 1: clear, 2: shiny}))


@named
def solid_glass(g, tint="ffffff", rough=0.0):
    """Refracting glass for thick objects."""
    return g.output(g.node("BsdfGlass", {"Color": rgb(tint), "Roughness": rough, "IOR": 1.45}))


@named
def wet_glass(g, top=2.0, bottom=1.0, fog=0.9):
    """A pane running with condensation: fog, tracks wiped by running drops, beads."""
    _, _, z = g.xyz()
    tracks = g.noise(26, 3, 0.6, 0.25, (1, 1, 0.055))
    cut = g.mul(g.rise(tracks, 0.56, 0.6), g.rise(g.noise(3, 2, stretch=(1, 1, 0.4)), 0.35, 0.5))
    beads = g.voronoi(150)
    bead = g.fall(beads, 0.28, 0.5)
    big = g.fall(g.voronoi(48, stretch=(1, 1, 0.72)), 0.16, 0.3)
    big = g.mul(big, g.rise(g.noise(11, 2), 0.45, 0.55))
    level = g.rise(z, bottom, top, 1.0, 0.72)
    haze = g.mul(g.mul(g.invert(g.math("MAXIMUM", cut, big)), level), fog)
    height = g.add(g.mul(bead, 0.35), g.add(g.mul(big, 1.6), g.mul(tracks, 0.9)))
    normal = g.node("Bump", {"Strength": 0.9, "Distance": 0.0016, "Height": height})
    rough = g.rise(haze, 0.0, 1.0, 0.03, 0.42)
    through = g.node("BsdfRefraction", {"Roughness": rough, "IOR": 1.12, "Normal": normal})
    shine = g.node("BsdfGlossy", {"Roughness": g.rise(haze, 0, 1, 0.05, 0.35), "Normal": normal})
    veil = g.node("BsdfTranslucent", {"Color": (0.85, 0.88, 0.9)})
    body = g.node("MixShader", {0: g.mul(haze, 0.22), 1: through, 2: veil})
    return g.output(g.node("MixShader", {0: 0.05, 1: body, 2: shine}))


@named
def sheet_plastic(g, tint="dfe3e2", opacity=0.16):
    """Thin translucent polythene: mostly see-through, sharp highlights on the folds."""
    height = g.noise(14, 4, 0.6, 1.0)
    normal = g.node("Bump", {"Strength": 1.0, "Distance": 0.006, "Height": height})
    clear = g.node("BsdfTransparent", {"Color": rgb(tint)})
    milk = g.node("BsdfDiffuse", {"Color": rgb(tint), "Normal": normal})
    shine = g.node("BsdfGlossy", {"Roughness": 0.14, "Normal": normal})
    body = g.node("MixShader", {0: opacity, 1: clear, 2: milk})
    return g.output(g.node("MixShader", {0: 0.2, 1: body, 2: shine}))


@named
def picture(g, image, emission=0.0, rough=0.7):
    """An image (made by the scripts) on a UV mapped sheet; optionally shining by itself."""
    color = g.node("TexImage", {"Vector": g.node("TexCoord", out="UV")}, image=bpy.data.images[image])
    if emission:
        return g.output(g.node("Emission", {"Color": color, "Strength": emission}))
    return g.done(color, rough, g.noise(20, 3), 0.0012)


@named
def ground(g, color="4d4a33", mud="3a2f24"):
    """Field edge: earth, wet patches, thin grass cover."""
    earth = g.mix(g.noise(2, 6, 0.75), shade(rgb(mud), 0.6), shade(rgb(mud), 1.4))
    green = g.mix(g.noise(30, 4, 0.7), shade(rgb(color), 0.6), shade(rgb(color), 1.4))
    tone = g.mix(g.rise(g.noise(0.6, 5, 0.7), 0.42, 0.58), green, earth)
    wet = g.rise(g.noise(0.5, 3, 0.6, offset=4.0), 0.58, 0.64)
    tone = g.mix(g.mul(wet, 0.6), tone, shade(rgb(mud), 0.4))
    return g.done(tone, g.rise(wet, 0, 1, 0.9, 0.12), g.noise(12, 6, 0.75), 0.03, flat=rgb(mud))


def veil(colour, density, top=3.0, horizon=60.0, start=6.0):
    """Lay mist over every material of the scene: thicker with distance, thinner with height."""
    for material in bpy.data.materials:
        if not material.use_nodes or material.get("no_mist"):
            continue
        outputs = [n for n in material.node_tree.nodes if n.bl_idname == "ShaderNodeOutputMaterial"]
        links = outputs[0].inputs["Surface"].links if outputs else ()
        if not links:
            continue
        source = links[0].from_socket
        g = Graph.__new__(Graph)
        g.material, g.tree = material, material.node_tree
        g.position = g.node("NewGeometry", out="Position")
        far = g.math("MAXIMUM", g.math("SUBTRACT", g.node("CameraData", out="View Distance"), start), 0.0)
        z = g.xyz()[2]
        band = g.fall(g.add(z, g.mul(g.noise(0.12, 3), 2.0)), 0.5, top + 1.5)
        thick = g.mul(g.add(g.mul(band, 0.75), 0.3), density)
        clear = g.math("POWER", 2.718, g.mul(g.mul(g.math("MINIMUM", far, horizon), thick), -1.0))
        camera = g.node("LightPath", out="Is Camera Ray")
        factor = g.mul(g.invert(clear), camera)
        mist = g.node("Emission", {"Color": colour, "Strength": 1.0})
        mixed = g.node("MixShader", {0: factor, 1: source, 2: mist})
        g.tree.links.new(mixed, outputs[0].inputs["Surface"])
