"""Whose work the bundles hold besides ours, and under which licences: said at the top of each."""

from __future__ import annotations

import json
import re
from pathlib import Path

__all__ = ["banner"]

_FOLDER = Path(__file__).parent
_LICENCES = ("NOTICE", "LICENSE", "LICENCE", "LICENSE.md", "LICENCE.md")


def banner() -> str:
    """Give a comment of JavaScript: the packages that are bundled, and what their licences ask."""
    told = ["The funnel planner's worksheet functions (MIT). It holds parts of these packages:"]
    told += [_package(name) for name in _bundled()]
    told += ["", *_mit().splitlines()]
    lines = "\n".join(f" * {line}".rstrip() for line in told)
    return f"/*!\n{lines}\n */\n"


def _bundled() -> list[str]:
    asked = json.loads((_FOLDER / "package.json").read_text(encoding="utf-8"))
    return sorted(asked["dependencies"])


def _package(name: str) -> str:
    folder = _FOLDER / "node_modules" / name
    described = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    text = "".join(
        (folder / licence).read_text(encoding="utf-8")
        for licence in _LICENCES
        if (folder / licence).is_file()
    )
    owners = re.findall(r"^.*?(copyright \(c\) [^\n]*)", text, re.IGNORECASE | re.MULTILINE)
    told = "; ".join([described["license"], *dict.fromkeys(each.strip() for each in owners)])
    return f"{name} {described['version']}: {told}"


def _mit() -> str:
    """Give the words that the MIT licence asks to be included, as one of the packages has them."""
    text = (_FOLDER / "node_modules" / "fraction.js" / "LICENSE").read_text(encoding="utf-8")
    return text[text.index("Permission is hereby") :].strip()
