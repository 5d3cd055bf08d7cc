"""The three workbooks as they are described: where their fields stand, and their bytes."""

from __future__ import annotations

import importlib
from functools import cache

from templates.builder.describing import Contents, Workbook
from templates.builder.making import packed
from templates.builder.placing import Layout, Spot, laid_out
from templates.builder.writing import written
from tests.templates.handed_out import NAMES
from tests.templates.workbooks import Cell, bare, cells_of

__all__ = ["NAMES", "book", "example", "layout", "used_cells", "workbook"]


@cache
def workbook(name: str) -> Workbook:
    """Give a workbook's description."""
    described = importlib.import_module(f"templates.{name}").WORKBOOK
    assert isinstance(described, Workbook)
    return described


@cache
def layout(name: str) -> Layout:
    """Give where the fields of a workbook stand."""
    return laid_out(workbook(name))


@cache
def example(name: str) -> Contents:
    """Give what is typed in a workbook's example."""
    contents: Contents = importlib.import_module(f"templates.{name}").STORY
    return contents


@cache
def book(name: str, with_example: bool = False) -> bytes:
    """Give a workbook's formulas and contents, without looks, and without values of formulas."""
    contents = example(name) if with_example else {}
    return bare(packed(written(workbook(name), contents, {})))


def used_cells(spot: Spot) -> list[Cell]:
    """Give a field's cells; of a long table only the first two rows, and the last one."""
    cells = cells_of(spot)
    if spot.rows <= LONG:
        return cells
    return [*cells[: 2 * spot.columns], *cells[-spot.columns :]]


LONG = 20
