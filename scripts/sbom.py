"""What webdoc is made of, as a CycloneDX document (https://cyclonedx.org/docs/1.6/json/): libraries and typefaces.

    .venv/bin/python scripts/sbom.py > sbom.json

Libraries are those that `pip install webdoc` brings, in the versions of this environment, with their licences and what
each needs. The same environment gives the same document: no clock, no machine.
"""

from __future__ import annotations

import json
import re
import sys
import uuid
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
REQUIRED = re.compile(r"([A-Za-z0-9._-]+)\s*(?:\[[^\]]*\])?\s*[^;]*(?:;(.*))?")
CLASSIFIER = re.compile(r"License :: (?:OSI Approved :: )?(.+)")


def norm(name: str) -> str:
    """The name as registries write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needs(found: Distribution) -> list[str]:
    """The libraries that it needs here; those of its extras are left out."""
    names = []
    for line in found.requires or ():
        match = REQUIRED.match(line)
        if match is None or "extra" in (match[2] or ""):
            continue
        try:
            distribution(match[1])
        except PackageNotFoundError:  # for another system or Python
            continue
        names.append(norm(match[1]))
    return sorted(set(names))


def licences(found: Distribution) -> list[dict[str, Any]]:
    """As the library says it: an SPDX expression, else what it calls it."""
    meta = found.metadata
    if meta.get("License-Expression"):
        return [{"expression": meta["License-Expression"]}]
    said = [match[1] for one in meta.get_all("Classifier") or () if (match := CLASSIFIER.fullmatch(one))]
    named = said or [(meta.get("License") or "not said").partition("\n")[0][:80]]
    return [{"license": {"name": name}} for name in named]


def component(found: Distribution) -> dict[str, Any]:
    """A library."""
    name = norm(found.metadata["Name"])
    purl = f"pkg:pypi/{name}@{found.version}"
    return {
        "type": "library", "bom-ref": purl, "name": name, "version": found.version, "purl": purl,
        "description": found.metadata.get("Summary") or "", "licenses": licences(found),
    }  # fmt: skip


def typefaces() -> list[dict[str, Any]]:
    """Those that stand in the package, by the notice beside them."""
    notices = sorted([*ROOT.glob("themes/*/*/fonts/*-OFL.txt"), *ROOT.glob("themes/*/faces/*-OFL.txt"),
                      *ROOT.glob("webdoc/media/typefaces/*-OFL.txt")])  # fmt: skip
    found = {path.name.removesuffix("-OFL.txt"): path for path in reversed(notices)}
    return [
        {
            "type": "file", "bom-ref": f"typeface:{name}", "name": name,
            "copyright": path.read_text("utf-8").partition("\n")[0].strip(),
            "licenses": [{"license": {"id": "OFL-1.1"}}],
        }
        for name, path in sorted(found.items())
    ]  # fmt: skip


def document() -> dict[str, Any]:
    """All of it."""
    waiting, found = ["webdoc"], dict[str, Distribution]()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = distribution(name)
            waiting += needs(found[name])
    own = component(found.pop("webdoc")) | {"type": "application"}
    parts = [component(found[name]) for name in sorted(found)]
    refs = {one["name"]: one["bom-ref"] for one in (own, *parts)}
    drawn = typefaces()
    depends = [
        {"ref": refs[name], "dependsOn": [refs[other] for other in needs(distribution(name))]} for name in sorted(refs)
    ]
    body = {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {"component": own},
        "components": [*parts, *drawn], "dependencies": depends,
    }  # fmt: skip
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(body, sort_keys=True))
    return {**body, "serialNumber": f"urn:uuid:{serial}"}


if __name__ == "__main__":
    json.dump(document(), sys.stdout, indent=1, ensure_ascii=False)
    print()
