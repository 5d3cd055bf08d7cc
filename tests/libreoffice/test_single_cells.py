"""What Calc does in a way of its own: single empty cells, days counted from elsewhere, chains."""

from __future__ import annotations

from typing import Any

import pytest

from funnel_addin.functions import call
from tests.libreoffice.calc import Sheet, codes

STARTERS = [[8], [2]]


def capacity(per_rep: float, ramp: float | None) -> Any:
    """Give the sum of what the core answers for one cell of `ramp`, None where it is empty."""
    return sum(row[0] for row in call("FUNNEL_CAPACITY", [STARTERS, per_rep, ramp]))


@pytest.fixture
def team(sheet: Sheet) -> Sheet:
    """Give a sheet with a team's starters in A1:A2, and what a rep can do in B1 and in B2."""
    sheet.type(A1=STARTERS[0][0], A2=STARTERS[1][0], B1=15, B2="=5*3")
    return sheet


@pytest.mark.parametrize("other", ["15", "B1", "B2", "5*3", "MAX(B1;3)", "B2+0*SUM(A1:A2)"])
def test_an_empty_cell_and_a_zero_are_told_apart(team: Sheet, other: str):
    """Whatever is beside it: left out at first, then 0, left out again, then 0 by a formula."""
    left_out, zero = capacity(15, None), capacity(15, 0)
    assert left_out != zero
    team.type(D1=f"=SUM(FUNNEL_CAPACITY(A1:A2;{other};C1))")
    for content, shown in (("", left_out), (0, zero), ("", left_out), ("=1-1", zero)):
        team.type(C1=content)
        for hard in (False, True):
            team.office.recalculate(team.book, hard=hard)
            assert codes(team.rows("D1")) == [[shown]]


def test_an_empty_cell_and_a_zero_beside_each_other(team: Sheet):
    """Two calls that differ in another number, one of them with an empty cell, are told apart."""
    team.type(C2=0, B3=16)
    team.type(D1="=SUM(FUNNEL_CAPACITY(A1:A2;B1;C1))", D2="=SUM(FUNNEL_CAPACITY(A1:A2;B3;C2))")
    for _ in range(2):
        assert team.rows("D1:D2") == [[capacity(15, None)], [capacity(16, 0)]]
        team.office.recalculate(team.book, hard=True)


def test_a_chain_through_empty_cells_is_worked_out(team: Sheet):
    """Sixty calls, each handed the one before and an empty cell: no Err:522, no Err:523."""
    expected, per_rep = [], 15.0
    for row in range(1, 61):
        before = "B1" if row == 1 else f"D{row - 1}/18"
        team.type(**{f"D{row}": f"=SUM(FUNNEL_CAPACITY(A1:A2;{before};C1))"})
        expected.append([capacity(per_rep, None)])
        per_rep = expected[-1][0] / 18
    for hard in (False, True):
        team.office.recalculate(team.book, hard=hard)
        assert codes(team.rows("D1:D60")) == [[pytest.approx(row[0])] for row in expected]
    team.type(B1=30)
    assert codes(team.rows("D1:D60")) == [[pytest.approx(2 * row[0])] for row in expected]


@pytest.mark.parametrize("day_zero", [(1904, 1, 1), (1899, 12, 30), (1900, 1, 1)])
def test_dates_are_days_wherever_counting_begins(sheet: Sheet, day_zero: tuple[int, int, int]):
    """A workbook that counts its days from 1904, as Excel's for the Mac do, shows the same."""
    sheet.office.count_days_from(sheet.book, *day_zero)
    dates = ["2027-01-01", "2027-12-31", "2027-07-01"]
    for row, date in enumerate(dates, start=1):
        year, month, day = (int(each) for each in date.split("-"))
        sheet.type(**{f"A{row}": f"=DATE({year};{month};{day})", f"B{row}": date})
    sheet.type(C1="=FUNNEL_EXPECTED(120;A1;A2;A3)", C2="=FUNNEL_EXPECTED(120;B1;B2;B3)")
    expected = call("FUNNEL_EXPECTED", [120, *dates])[0][0]
    for _ in range(2):
        assert codes(sheet.rows("C1:C2")) == [[pytest.approx(expected)]] * 2
        sheet.office.recalculate(sheet.book, hard=True)
