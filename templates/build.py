"""Build the workbooks: `python -m templates.build`, from the root of the project.

Of each workbook the empty one and, filled with its story, the example; each with its dump as text.
With names, only those: `python -m templates.build channel_budget`.
"""

from __future__ import annotations

import datetime
import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.fill import fill
from funnel_addin.given import Given
from templates.builder.describing import Contents, Workbook
from templates.builder.making import made
from templates.builder.placing import Spot, laid_out
from templates.dump import dump

__all__ = ["NAMES", "build", "build_example", "described", "story"]

HERE = Path(__file__).parent
NAMES = ("funnel_plan", "marketing_system", "channel_budget")


def described(name: str) -> Workbook:
    """Give the description of a workbook."""
    workbook = importlib.import_module(f"templates.{name}").WORKBOOK
    assert isinstance(workbook, Workbook)
    return workbook


def story(name: str) -> tuple[Contents, datetime.date]:
    """Give what is typed into a workbook's example, and the day that it is filled as of."""
    package = importlib.import_module(f"templates.{name}")
    return package.STORY, package.DAY


def build(name: str = "funnel_plan") -> bytes:
    """Build an empty workbook, the same on every run."""
    return made(described(name))


def build_example(name: str = "funnel_plan") -> bytes:
    """Build an example: its story as typed, and what a fill adds as of the story's day."""
    workbook = described(name)
    typed, day = story(name)
    return made(workbook, {**typed, **_filled(workbook, typed, day)})


def _filled(workbook: Workbook, typed: Contents, day: datetime.date) -> dict[str, Any]:
    """Give what a fill writes into a workbook, by the keys of its fields."""
    book = XlsxBook(Path(f"{workbook.name}_example.xlsx"), made(workbook, typed))
    fill(book, Given(), day, formulas_agree=True)
    return {spot.field.key: _cells(book, spot) for spot in laid_out(workbook).filled}


def _cells(book: XlsxBook, spot: Spot) -> object:
    """Read a filled field: a value, a list along its axis, or rows."""
    block = book.read(str(spot.field.name))
    top, left = spot.row - block.place.top + 1, spot.column - block.place.left + 1
    rows = [row[left : left + spot.columns] for row in block.values[top : top + spot.rows]]
    if spot.down and spot.across:
        return rows
    cells = [cell for row in rows for cell in row]
    return cells if spot.down or spot.across else cells[0]


def main(names: Sequence[str] = (), say: Callable[[str], object] = print) -> None:
    """Rewrite the workbooks, their examples and their dumps beside this file."""
    builders: Mapping[str, Callable[[str], bytes]] = {"": build, "_example": build_example}
    for name in names or NAMES:
        for suffix, builder in builders.items():
            book = builder(name)
            target = HERE / f"{name}{suffix}.xlsx"
            target.write_bytes(book)
            text = dump(book)
            target.with_suffix(".txt").write_text(text, encoding="utf-8", newline="\n")
            say(f"wrote {target.name} ({len(book):,} bytes) and {target.stem}.txt")


if __name__ == "__main__":
    main(sys.argv[1:])
