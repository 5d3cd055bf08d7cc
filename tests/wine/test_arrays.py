"""A call for a whole column: many rows there and back in one call."""

from __future__ import annotations

from typing import Any

import pytest

from funnel_addin import functions
from tests.excel_objects import LAST_ROW, Cells
from tests.udfs.test_pipeline import grid
from tests.wine.excel import PlayedExcel

ROWS = 10_000
WEIGHTS = [[float(week % 7 + 1)] for week in range(ROWS)]


@pytest.mark.parametrize(
    "weights",
    [tuple(map(tuple, WEIGHTS)), Cells(WEIGHTS, top=4), Cells(WEIGHTS, rows=LAST_ROW)],
    ids=["an array", "a reference", "a whole column"],
)
def test_ten_thousand_rows_are_answered_in_one_call(excel: PlayedExcel, weights: Any):
    """A column as long as a sheet of leads comes back whole, each cell in its place."""
    answer = excel.call("FUNNEL_SPREAD", 1e6, weights)
    assert grid(answer) == functions.call("FUNNEL_SPREAD", [1e6, WEIGHTS])
