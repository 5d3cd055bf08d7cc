"""Whose work the bundles hold besides ours, under which licences: at their top, and beside them.

The top says what each licence asks to stand there; `licences` gives their full texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

__all__ = ["banner", "licences"]

_FOLDER = Path(__file__).parent
_FILES = ("NOTICE", "LICENSE", "LICENCE", "LICENSE.md", "LICENCE.md")
_COPYRIGHT = re.compile(r"copyright \(c\) [^\n]*", re.IGNORECASE)
_GRANT = re.compile(r"Developed at SunPro.*?is preserved\.", re.DOTALL)

_HEAD = """\
The funnel planner's worksheet functions (MIT). They hold parts of these packages, whose licences
stand in LICENSES.txt beside this file:"""
_CHANGED = """\
of stdlib also what its erfc uses, but for `exp`, `setLowWord` and `format`, which are ours here
Apache-2.0: http://www.apache.org/licenses/LICENSE-2.0"""


def banner() -> str:
    """Give a comment of JavaScript: the packages that are bundled, and what their licences ask."""
    told = [*_HEAD.splitlines(), *(_package(name) for name in _bundled()), *_CHANGED.splitlines()]
    told += [*_granted(), "", *_mit().splitlines()]
    lines = "\n".join(f" * {line}".rstrip() for line in told)
    return f"/*!\n{lines}\n */\n"


def licences() -> str:
    """Give the licences of what is bundled, each word for word."""
    parts = [f"{_HEAD.partition(', whose')[0]}:\n", *map(_package, _bundled()), _CHANGED]
    parts += [f"\n{'=' * 72}\n{name}\n{'=' * 72}\n\n{_text(name).strip()}" for name in _bundled()]
    return "\n".join(parts) + "\n"


def _bundled() -> list[str]:
    asked = json.loads((_FOLDER / "package.json").read_text(encoding="utf-8"))
    return sorted(asked["dependencies"])


def _text(name: str) -> str:
    folder = _FOLDER / "node_modules" / name
    return "\n".join(
        (folder / licence).read_text(encoding="utf-8")
        for licence in _FILES
        if (folder / licence).is_file()
    )


def _package(name: str) -> str:
    folder = _FOLDER / "node_modules" / name
    described = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    owners = dict.fromkeys(each.strip() for each in _COPYRIGHT.findall(_text(name)))
    told = [f"{name} {described['version']}: {described['license']}", *owners]
    return "; ".join(told)


def _granted() -> Iterator[str]:
    """Give the notices that are to be kept in the source, as Sun's of erfc."""
    for name in _bundled():
        for notice in _GRANT.findall(_text(name)):
            yield from ("", *notice.splitlines())


def _mit() -> str:
    """Give the words that the MIT licence asks to be included, as one of the packages has them."""
    text = _text("fraction.js")
    return text[text.index("Permission is hereby") :].strip()
