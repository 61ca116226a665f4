"""From blocks to HTML: addresses, words of the interface, share links, what templates are given, themes, the Flask app.

This wing decides nothing about files: of media it knows names and sizes (`webdoc.media.plan`), never bytes. Templates
are the only place where HTML is written, with autoescape on; no text of an editor is ever a template.
"""
