"""What webdoc is made of is bounded, locked for CI, and listed."""

from __future__ import annotations

import configparser
import json
import re
import runpy
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCKS = sorted((ROOT / "scripts" / "locked").glob("*.txt"))


def required(extra: str = "") -> list[str]:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", "utf-8")
    text = setup["options.extras_require"][extra] if extra else setup["options"]["install_requires"]
    return [line for line in text.splitlines() if line]


def test_every_library_has_a_lower_and_an_upper_bound() -> None:
    assert all(re.fullmatch(r"[\w-]+ >=[\d.]+,<[\d.]+", line) for line in required()), required()


def test_a_lock_names_every_library_with_its_digest() -> None:
    assert LOCKS
    for path in LOCKS:
        lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
        assert all(re.fullmatch(r"[a-z0-9-]+==\S+ --hash=sha256:[0-9a-f]{64}", line) for line in lines), path
        locked = {line.partition("==")[0] for line in lines}
        wanted = {line.split(" ")[0].lower().replace("_", "-") for line in (*required(), *required("test"))}
        assert wanted <= locked, path


def test_the_bill_of_materials_lists_libraries_and_typefaces() -> None:
    bill = runpy.run_path(str(ROOT / "scripts" / "sbom.py"))["document"]()
    assert json.dumps(bill) == json.dumps(runpy.run_path(str(ROOT / "scripts" / "sbom.py"))["document"]())
    refs = [one["bom-ref"] for one in bill["components"]]
    assert len(set(refs)) == len(refs)
    names = {one["name"] for one in bill["components"]}
    assert {line.split(" ")[0] for line in required()} <= names
    assert {"spectral", "newsreader", "latin"} <= names
    assert all(one["licenses"] for one in bill["components"])
    known = {*refs, bill["metadata"]["component"]["bom-ref"]}
    assert all({one["ref"], *one["dependsOn"]} <= known for one in bill["dependencies"])
