"""The preview: the site as it will be, drafts included, from the files as they are now.

It owns what an editor sees while writing: what has changed, what is shown of it, who may see it. Pages are rendered by
`webdoc.pages` as for the build, media are made by `webdoc.media` in processes of their own, behind everything else;
what the preview adds to a page (its panel and its script) is never part of a site.
"""
