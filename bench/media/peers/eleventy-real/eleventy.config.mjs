// Eleventy with eleventy-img in a shortcode, its own settings; markdown-it with footnotes as it comes.
import Image from "@11ty/eleventy-img";
import path from "node:path";

const made = { outputDir: "_site/img/", urlPath: "/img/", svgShortCircuit: false };

export default function (config) {
  config.addAsyncShortcode("picture", async (name, alt, said) => {
    const photo = path.join("media", name);
    const [webp, jpeg] = await Promise.all([
      Image(photo, { ...made, widths: [480, 960, 1600, 2400], formats: ["webp"] }),
      Image(photo, { ...made, widths: [1600, 2400], formats: ["jpeg"] }),
    ]);
    const html = Image.generateHTML({ ...webp, ...jpeg }, { alt, loading: "lazy", decoding: "async", sizes: "100vw" });
    return `<figure>${html}<figcaption>${said}</figcaption></figure>`;
  });
  config.addCollection("chapters", (found) => {
    const all = found.getFilteredByGlob("chapters/*.md").sort((one, other) => one.data.order - other.data.order);
    all.forEach((one, at) => Object.assign(one.data, { before: all[at - 1], after: all[at + 1] }));
    return all;
  });
  config.setQuietMode(true);
  return { markdownTemplateEngine: "njk", htmlTemplateEngine: "njk" };
}
