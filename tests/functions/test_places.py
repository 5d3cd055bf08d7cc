"""An entry that the core complains about is called by its row in the range as handed over."""

from __future__ import annotations

import pytest

from funnel_addin.catalog import Argument, Kind, WorksheetFunction
from funnel_addin.functions.grid import Cells
from funnel_addin.functions.places import located
from funnel_core.errors import Fault, OutOfRange

FUNCTION = WorksheetFunction(
    "FUNNEL_SAMPLE",
    "",
    (
        Argument("rates", Kind.STEPS, ""),
        Argument("counts", Kind.COUNTS, ""),
        Argument("one", Kind.NUMBER, ""),
        Argument("result", Kind.LIST, "", group="series"),
        Argument("activities", Kind.COLUMNS, "", group="series"),
        Argument("shape", Kind.LIST, "", group="series", single=True, optional=True),
        Argument("shares", Kind.LIST, "", group="mix"),
        Argument("steps", Kind.ROWS, "", group="mix"),
    ),
    "[]",
    "",
    (),
)
HANDED = {
    "rates": [[None, 0.5, 0.25, 0.125]],
    "counts": [[None, ""], [20, 10], [30, 5]],
    "one": 3,
    "result": [[None], [1], [2], [None]],
    "activities": [[None, None, None], [None, 1, 2], [None, 3, 4], [None, None, None]],
    "shape": 2,
    "shares": [["", 0.5, 0.5]],
    "steps": [[None, None, None], [None, 0.5, 0.25]],
}


@pytest.mark.parametrize(
    ("argument", "entry", "series", "place"),
    [
        ("rates", 0, None, "column 2"),
        ("rates", 2, None, "column 4"),
        ("counts", 0, None, "row 2"),
        ("counts", 1, None, "row 3"),
        ("one", 0, None, "it"),
        ("result", 1, None, "row 3"),
        ("activities", 1, None, "row 3"),
        ("activities", 1, 0, "row 3, column 2"),
        ("activities", 0, 1, "row 2, column 3"),
        ("shape", 0, None, "it"),
        ("shape", 1, None, "it"),
        ("shares", 1, None, "column 3"),
        ("steps", 1, 0, "row 2, column 3"),
        ("rates", 9, None, "row 10"),
        ("unknown", 1, None, "row 2"),
    ],
)
def test_an_entry_is_called_by_its_row_in_the_range(argument, entry, series, place):
    """Blanks that were trimmed count; what is across is called by its column."""
    cells = {name: Cells.of(name, handed) for name, handed in HANDED.items()}
    error = OutOfRange("expected", [Fault(argument, entry, "is wrong", series)], "mend it")
    told = str(located(error, FUNCTION, cells))
    assert told == f"expected; {place} is wrong: mend it"


def test_counts_in_a_range_of_rates_are_called_by_their_row():
    """Two columns of counts where rates are due; a single row of them needs no name."""
    error = OutOfRange("expected", [Fault("rates", 1, "is wrong")])
    tall = {"rates": Cells.of("rates", [[None, None], [20, 10], [30, 5]])}
    assert str(located(error, FUNCTION, tall)) == "expected; row 3 is wrong"
    alone = OutOfRange("expected", [Fault("rates", 0, "is wrong")])
    assert str(located(alone, FUNCTION, {"rates": Cells.of("rates", [[20, 10]])})) == (
        "expected; it is wrong"
    )
