"""The format of golden files (markdown-it's): a title, a dot, the text, a dot, what is expected, a dot."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"


def cases(name: str) -> list[object]:
    """Each case of a golden file as a pytest parameter (text, expected), named by line and title."""
    found = []
    parts: list[list[str]] = [[]]
    start = 1
    for number, line in enumerate((FOLDER / name).read_text("utf-8").split("\n"), 1):
        if line == ".":
            parts.append([])
            if len(parts) == 4:
                title = next(line for line in reversed(parts[0]) if line.strip())
                found.append(pytest.param("\n".join(parts[1]), "\n".join(parts[2]), id=f"{start} {title}"))
                parts, start = [[]], number + 1
        else:
            parts[-1].append(line)
    return found
