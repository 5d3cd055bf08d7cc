"""Beside a formula of our own workbooks a fill stores just what an engine works out for it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import formulon
import pytest

from funnel_addin.books.cells import same
from funnel_addin.books.port import Cell, Grid
from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.fill import fill
from funnel_addin.given import Given
from funnel_addin.templates import calculates_as_shipped
from tests.plans import fillings
from tests.plans.sights import TODAY

TEMPLATES = Path(__file__).parents[2] / "templates"


def stored_and_native(path: Path) -> Iterator[tuple[str, Cell, Cell]]:
    """Give each formula cell behind a name: where it is, what is stored, what it works out."""
    book = XlsxBook.open(path)
    engine = formulon.Workbook.load(path.read_bytes())
    engine.recalc()
    sheets = {engine.sheet_name(at): at for at in range(engine.sheet_count())}
    for name, place in book.places().items():
        formulas, (block, _) = book.formulas_in(name), book.known(name)
        for row, flags in enumerate(formulas):
            for column, computed in enumerate(flags):
                if computed:
                    at = (place.top - 1 + row, place.left - 1 + column)  # type: ignore[union-attr]
                    found = engine.get_value(sheets[block.place.sheet], *at)
                    worked = found.text if found.number is None else found.number
                    yield block.place.cell(row, column), block.values[row][column], worked


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    ("name", "drawn"), [("funnel_plan", fillings.plan), ("channel_budget", fillings.budget)]
)
def test_what_is_stored_is_what_the_formula_works_out(
    name: str,
    drawn: Callable[[random.Random], dict[str, Grid]],
    seed: int,
    tmp_path: Path,
) -> None:
    """So that a viewer that does not calculate shows the right numbers, blank cells too."""
    path = tmp_path / "filled.xlsx"
    book = XlsxBook.open(TEMPLATES / f"{name}.xlsx")
    assert calculates_as_shipped(book)
    fill(book, Given(inputs=drawn(random.Random(seed))), TODAY, True)
    book.save(path)
    cells = list(stored_and_native(path))
    assert cells
    assert [each for each in cells if not same(each[1], each[2])] == []
