"""From Markdown to blocks: text in, values and Issues out.

Owns the content language: `:::` blocks, Markdown as on GitHub, typography, the cleaning of HTML, captions.
Must not open a file, ask the clock or the network, or know of Flask, themes, media files or addresses.
Enter by `chapter.parse`, `chapter.fragment` and `captions.read`; all that is wrong comes back as an `Issue`.
"""
