"""The wide picture: the lane between the pitches at dawn, all that is seen from one spot in 150 degrees."""

import math
import random

import bpy
import materials as mt
import props as p
import rooms

# Left and right of the lane: how far along it, how far from it, how much askew, the stripe's colour, whether there is
# light. Who leaves for work at twenty to five has put it out.
LEFT = (
    (1.4, 6.9, 12, "7d4a35", True),
    (9.2, 6.6, -4, "3f5f78", False),
    (16.6, 7.0, 6, "5a6b46", True),
    (25.0, 6.6, 2, "7d4a35", True),
    (33.6, 7.1, -5, "8a7a4a", True),
)
RIGHT = (
    (3.4, 7.0, -10, "5a6b46", True),
    (11.6, 6.5, 5, "7d4a35", True),
    (19.8, 7.0, -3, "3f5f78", True),
    (28.6, 6.6, 4, "6d4a58", False),
    (37.6, 7.1, 0, "7d4a35", True),
)


def lane(x, y):
    """The ground: a gravel way with two ruts between two strips of grass."""
    bumps = p.noise.noise((x * 0.25, y * 0.25, 0)) * 0.14 + p.noise.noise((x * 1.1, y * 1.1, 3)) * 0.05
    ruts = sum(-0.07 * math.exp(-((x - side + 0.12 * math.sin(y * 0.3)) ** 2) * 7) for side in (-0.85, 0.85))
    return x, y, bumps * min(1, max(0.25, abs(x) / 4)) + ruts - 0.03


def smoke(x, y, z, seed, drift):
    """What leaves a stove pipe on a still morning: a ribbon that widens, thins and leans."""
    generator = random.Random(seed)
    vapour = bpy.data.materials.new(f"smoke{seed}")
    vapour.use_nodes = True
    vapour["no_mist"] = True
    nodes, links = vapour.node_tree.nodes, vapour.node_tree.links
    nodes.clear()
    out, mix = nodes.new("ShaderNodeOutputMaterial"), nodes.new("ShaderNodeMixShader")
    clear, light = nodes.new("ShaderNodeBsdfTransparent"), nodes.new("ShaderNodeEmission")
    light.inputs["Color"].default_value = (0.17, 0.18, 0.22, 1)
    edge, product, noise = (
        nodes.new("ShaderNodeAttribute"),
        nodes.new("ShaderNodeMath"),
        nodes.new("ShaderNodeTexNoise"),
    )
    edge.attribute_name = "thick"
    noise.inputs["Scale"].default_value = 2.2
    product.operation = "MULTIPLY"
    links.new(edge.outputs["Fac"], product.inputs[0])
    links.new(noise.outputs["Fac"], product.inputs[1])
    links.new(product.outputs[0], mix.inputs[0])
    links.new(clear.outputs[0], mix.inputs[1])
    links.new(light.outputs[0], mix.inputs[2])
    links.new(mix.outputs[0], out.inputs["Surface"])
    rows, columns, verts, faces, thick = 28, 9, [], [], []
    phase = generator.uniform(0, 6)
    across = math.atan2(y + 2.6, x)
    for row in range(rows):
        up = row / (rows - 1)
        lean = drift * up**1.6 + 0.16 * math.sin(phase + up * 7) * up
        for column in range(columns):
            off = (column / (columns - 1) * 2 - 1) * (0.07 + 0.62 * up**1.2)
            verts.append((x - math.sin(across) * (off + lean), y + math.cos(across) * (off + lean), z + 3.4 * up))
            side = 1 - abs(column / (columns - 1) * 2 - 1) ** 1.6
            thick.append(side * min(1, up * 14) * (1 - up) ** 1.1 * 1.5)
    for row in range(rows - 1):
        for column in range(columns - 1):
            at = row * columns + column
            faces.append((at, at + 1, at + columns + 1, at + columns))
    mesh = bpy.data.meshes.new("smoke")
    mesh.from_pydata(verts, [], faces)
    mesh.attributes.new("thick", "FLOAT", "POINT").data.foreach_set("value", thick)
    mesh.materials.append(vapour)
    for polygon in mesh.polygons:
        polygon.use_smooth = True
    ribbon = bpy.data.objects.new("smoke", mesh)
    bpy.context.scene.collection.objects.link(ribbon)
    ribbon.visible_shadow = ribbon.visible_diffuse = False


def pitch(number, x, y, turn, stripe, lit):
    """A caravan on its place with what gathers around one that does not leave."""
    generator = random.Random(number)
    with p.at(x, y, 0.02, turn):
        rooms.caravan(stripe, lit)
        for bottle in range(generator.choice((1, 2, 2))):
            p.gas_bottle(
                (-2.5 - 0.38 * bottle, -0.6 + 0.1 * bottle, 0), generator.choice(("9a3b28", "5b6f7d", "7d7a70"))
            )
        if number % 3 == 0:
            p.bucket((1.35, -1.5, 0), "3d6ea0", 20)
        if number % 2 == 0:
            with p.at(-1.4, -1.9, 0, generator.uniform(150, 240)):
                p.chair("b9b4a6", paint=True)
        if number in (2, 7):
            p.scooter((1.0, -1.75, 0.0), 70)
        if number in (1, 4, 8):
            p.tube([(-2.1, -0.95, 2.0), (-3.2, -1.6, 1.8), (-4.4, -2.2, 2.0)], 0.004, mt.plastic("c9c9c2"))
            p.rod((-4.4, -2.2, 0), (-4.4, -2.2, 2.05), 0.04, mt.wood("5d5040"))
            for i, share in enumerate((0.25, 0.45, 0.65)):
                spot = (-2.1 - 2.3 * share, -0.95 - 1.25 * share, 1.97 - 0.19 * math.sin(share * math.pi))
                cloth = mt.fabric(("7d4d45", "b9b5aa", "56606b")[(i + number) % 3])
                p.shirt(cloth, spot, 29, 0.42, 0.52, i)
    if lit:
        heel = math.radians(turn)
        pipe = (1.4 * math.cos(heel) - 0.1 * math.sin(heel), 1.4 * math.sin(heel) + 0.1 * math.cos(heel))
        smoke(x + pipe[0], y + pipe[1], 2.75, number, 0.5)


def camp_lane():
    field = p.hang(
        p.cloth_grid(64, 76, 320, 320, lane), mt.ground("6b6847", "5a4a38"), (0, 22, 0), thickness=0, levels=0
    )
    rooms._grass(field, 20000, 1, 0.15, "77734f")
    far = p.cloth_grid(320, 240, 60, 60, lambda x, y: (x, y, p.noise.noise((x * 0.02, y * 0.02, 5)) * 1.0 - 0.4))
    p.hang(far, mt.ground("57543a"), (0, 100, 0), thickness=0, levels=0)
    p.box((2.6, 70, 0.02), (0, 26, -0.045), mt.ground("6d675c", "4a443b"), bevel=0)
    for number, (y, x, askew, stripe, lit) in enumerate(LEFT):
        pitch(number, -x, y, 90 + askew, stripe, lit)
    for number, (y, x, askew, stripe, lit) in enumerate(RIGHT, 5):
        pitch(number, x, y, -90 + askew, stripe, lit)
    generator = random.Random(3)
    trees = (
        (-13, 6, 7.5),
        (-12.5, 20, 9),
        (12.5, 8.5, 8),
        (14, 26, 9.5),
        (-15, 33, 10),
        (5, 58, 9),
        (-6, 60, 10),
        (17, 44, 10),
    )
    for x, y, size in trees:
        rooms._bare_tree(x, y, size, generator.randint(0, 99))
    post = mt.plastic("8e8a7c", 0.7)
    for side, y in ((-1, 5.6), (1, 7.8), (-1, 13.4), (1, 16.2), (-1, 21.3)):
        p.rod((side * 3.4, y, 0), (side * 3.4, y, 0.95), 0.05, post)
        p.box((0.16, 0.1, 0.22), (side * 3.4, y, 0.86), mt.plastic("4d5a52", 0.5), bevel=0.01)
    steel = mt.metal("8a8c8d", 0.4, 0.2)
    p.box((260, 0.1, 0.36), (0, 66, 1.9), steel, bevel=0.02)
    p.box((260, 12, 1.2), (0, 72, 0.5), mt.ground("3d3a33"), bevel=0)
    for x in (-62, -34, -6, 22, 50):
        p.rod((x, 67.5, 0), (x, 67.5, 10.5), 0.1, mt.plastic("23252a", 0.6))
        p.rod((x, 67.5, 10.5), (x + 1.4, 67.2, 10.75), 0.05, mt.plastic("23252a", 0.6))
        p.ball(0.16, (x + 1.45, 67.2, 10.7), mt.glow((1.0, 0.42, 0.08), 90)).visible_diffuse = False
    for x in (-2.2, -1.0, 9.5, 31, 32.2):
        p.ball(0.1, (x, 66.6, 2.4), mt.glow((1.0, 0.93, 0.8), 60)).visible_diffuse = False
    mt.veil((0.30, 0.31, 0.37), 0.045, 1.6, 140.0, 7.0)
    rooms.dawn()
    p.sun(38, 4, 0.35, 2600, 6.0)
    return rooms.Shot(
        (-0.35, -2.6, 1.5),
        (-0.35, 10.0, 1.5),
        ratio=(7, 2),
        sweep=150,
        below=0.27,
        width=4200,
        detail=2.3,
        exposure=1.05,
        contrast=1.2,
        limit=780_000,
        samples=9,
    )
