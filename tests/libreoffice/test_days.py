"""Days and whole columns: what Calc hands over is what the other hosts would."""

from __future__ import annotations

import pytest

from funnel_addin.functions import call
from tests.libreoffice.calc import Sheet

ZEROS = {"1899-12-30": 0, "1900-01-01": 2, "1904-01-01": 1462}
"""The days a spreadsheet can count from, and how many they are after the first."""
START, END, TODAY = 46_023.0, 46_387.0, 46_100.0
"""Of the year 2026, counted from 1899-12-30."""


@pytest.mark.parametrize(("zero", "later"), ZEROS.items())
def test_dates_mean_the_same_day_whichever_day_is_zero(sheet: Sheet, zero: str, later: int):
    """Typed as dates into cells, as a workbook from a Mac of old counts them from 1904."""
    sheet.office.null_date(sheet.book, *map(int, zero.split("-")))
    sheet.type(A1="=DATE(2026;1;1)", A2=END - later, A3=TODAY - later, A4=1_200)
    assert sheet.cell("A1") == START - later
    sheet.type(B1="=FUNNEL_EXPECTED(A4;A1;A2;A3)", B2="=FUNNEL_EXPECTED(A4;A1;A2;A3;{1;1;1;1;2})")
    for address, more in (("B1", []), ("B2", [[[1, 1, 1, 1, 2]]])):
        expected = call("FUNNEL_EXPECTED", [1_200, START, END, TODAY, *more])[0][0]
        assert sheet.cell(address) == expected


@pytest.mark.parametrize("zero", ZEROS)
def test_reasons_of_dates_count_from_the_spreadsheets_day(sheet: Sheet, zero: str):
    """What was got is told as the day that the cell shows."""
    sheet.office.null_date(sheet.book, *map(int, zero.split("-")))
    sheet.type(A1=100, A2="=DATE(2026;12;31)", A3="=DATE(2026;1;1)", A4="=DATE(2026;6;1)")
    sheet.type(B1="=FUNNEL_EXPECTED(A1;A2;A3;A4)", B2="=FUNNEL_WHY(B1)")
    assert sheet.shown("B1").startswith("#")
    assert "2026-12-31" in sheet.cell("B2")


def test_whole_columns_of_unlike_lengths_end_together(sheet: Sheet):
    """What is blank in one of them and not in another is told, and not cut away."""
    steps = [(100, 0.5), (200, 0.25), (50, 0.1)]
    for row, (volume, rate) in enumerate(steps, start=1):
        sheet.type(**{f"A{row}": volume, f"B{row}": rate})
    sheet.type(D1="=FUNNEL_FORECAST(A:A;B:B)", E1="=FUNNEL_FORECAST(A1:A3;B1:B3)")
    assert sheet.cell("D1") == sheet.cell("E1")
    sheet.type(B4=0.2)
    sheet.type(D1="=FUNNEL_FORECAST(A:A;B:B)", E1="=FUNNEL_FORECAST(A1:A4;B1:B4)")
    sheet.type(D2="=FUNNEL_WHY(D1)", E2="=FUNNEL_WHY(E1)")
    assert sheet.shown("D1") == sheet.shown("E1")
    assert sheet.cell("D2") == sheet.cell("E2") != ""


def test_a_whole_column_is_its_filled_part(sheet: Sheet):
    """A single blank in the middle stays, the blank end does not: a spread has its cells alone."""
    sheet.type(A1=2, A2=3, A3=5)
    sheet.type(C1="=ROWS(FUNNEL_SPREAD(100;A:A))", C2="=ROWS(FUNNEL_SPREAD(100;A1:A3))")
    assert sheet.cell("C1") == sheet.cell("C2") == 3
