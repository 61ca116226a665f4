// node eleventy.mjs PHOTOS OUT FORMATS WIDTHS: all photographs of a folder through @11ty/eleventy-img, its own settings.
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const [photos, out, formats, widths] = process.argv.slice(2);
const require = createRequire(path.join(process.env.PEERS ?? import.meta.dirname, "package.json"));
const found = require("@11ty/eleventy-img");
const Image = found.default ?? found;
await Promise.all(fs.readdirSync(photos).filter((name) => name.endsWith(".jpg")).sort().map((name) =>
  Image(path.join(photos, name), {
    widths: widths.split(",").map(Number), formats: formats.split(","), outputDir: out, useCache: false,
    filenameFormat: (id, src, width, format) => `${path.parse(src).name}-${width}.${format}`,
  })));
