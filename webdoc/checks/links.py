"""Links to chapters, and to places in them, that are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from webdoc import model
from webdoc.checks.ground import Ground
from webdoc.model import NOTHING, Chapter, Documentary, Issue, Link, Sentence, candidates, kind_of, say
from webdoc.pages.reading import chapter_link, every
from webdoc.sense import E_MAIL, did_you_mean


def broken(ground: Ground, documentary: Documentary, chapter: Chapter) -> Iterator[Issue]:
    """Links to chapters and to places in them that are not there."""
    files = ground.files
    for link in chapter.links:
        target = link.target
        if re.match(r"[a-z][a-z0-9+.-]*:|//", target, re.I) or not target:
            continue
        if target.startswith("#"):
            other, fragment = chapter, unquote(target[1:])
        else:
            found = chapter_link(documentary, target)
            if found is None:
                if any(path in files for path in candidates(unquote(target.partition("#")[0]), chapter.source.path)):
                    if kind_of(target) == "photo":
                        continue
                    if target.partition("#")[0].lower().endswith((".md", ".markdown")):
                        yield _to_draft(link)
                        continue
                    yield Issue(
                        code="link-unpublished",
                        source=link.source,
                        message=say(
                            "“{target}” is not published: only chapters and the media they show are.", target=target
                        ),
                        hint=say("Show it with an image, a sound or a video block, or link to a web address."),
                    )
                    continue
                names = [other.source.path.split("/", 1)[1] for other in documentary.texts]
                yield Issue(
                    code="link-broken",
                    source=link.source,
                    message=say("This link leads nowhere: “{target}”.", target=target),
                    hint=_address(target)
                    or _slug(target, documentary)
                    or did_you_mean(target, names)
                    or say("Write a chapter's file name or a whole web address."),
                )
                continue
            other, fragment = found
            if other.draft and not chapter.draft:
                yield _to_draft(link)
        if fragment and fragment not in anchors(other):
            yield Issue(
                code="anchor-missing",
                source=link.source,
                message=say("There is no place “#{fragment}” in {path}.", fragment=fragment, path=other.source.path),
                hint=did_you_mean(fragment, sorted(anchors(other)))
                or say("Give a heading of it this name: ## The heading {#{fragment}}", fragment=fragment),
            )


def _to_draft(link: Link) -> Issue:
    message = say("“{target}” is a draft: visitors cannot go there.", target=link.target)
    hint = say("Take “draft: true” out of it when it is ready, or take the link away.")
    return Issue(code="link-unpublished", source=link.source, message=message, hint=hint)


def _slug(target: str, documentary: Documentary) -> Sentence:
    """The file of a chapter that is linked to by its address or without its ending; nothing when there is none."""
    wanted = unquote(target.partition("#")[0]).removesuffix("index.html").strip("/").rsplit("/", 1)[-1]
    names = (
        one.source.path.rsplit("/", 1)[-1]
        for one in documentary.texts
        if not one.is_easy and wanted in (one.slug, one.key)
    )
    found = next(names, "")
    return say("Write {target}", target=found) if found else NOTHING


def _address(target: str) -> Sentence:
    """What an address of the web or of mail lacks; nothing when it is neither."""
    if E_MAIL.fullmatch(target):
        return say("Write mailto:{target}", target=target)
    return say("Write https://{target}", target=target) if target.lower().startswith("www.") else NOTHING


def anchors(chapter: Chapter) -> set[str]:
    """Every place of a chapter that a link can lead to."""
    ids = {heading.id for heading in chapter.headings} | {block.id for block in every(chapter.blocks) if block.id}
    for block in every(chapter.blocks):
        if isinstance(block, model.Prose):
            ids.update(re.findall(r'\sid="([^"]*)"', block.html))
    return ids
