"""A thousand calls on one sheet; tests/benchmarks/test_calc.py times them."""

from __future__ import annotations

from funnel_addin.functions import call
from tests.libreoffice.calc import Sheet

ROWS = 1_000


def test_a_thousand_calls_recalculate(sheet: Sheet):
    """A cell that all of them refer to is changed, and each shows the core's new answer."""
    shares = [0.05 + 0.9 * number / ROWS for number in range(ROWS)]
    rows = [
        [share, f"=FUNNEL_REQUIRED($D$1;$A{number}:$B{number})"]
        for number, share in enumerate(shares, start=1)
    ]
    sheet.type(D1=100)
    where = f"A1:C{ROWS}"
    filled = [[share, 0.25, formula] for share, formula in rows]
    sheet.office.fill(sheet.book, sheet.name, where, filled)
    for target in (100, 250):
        sheet.type(D1=target)
        expected = [[call("FUNNEL_REQUIRED", [target, [[each, 0.25]]])[0][0]] for each in shares]
        assert sheet.rows(f"C1:C{ROWS}") == expected
    sheet.office.recalculate(sheet.book, hard=True)
    assert sheet.rows(f"C1:C{ROWS}") == expected


def test_one_call_answers_ten_thousand_rows(sheet: Sheet):
    """One matrix over 10,000 rows shows what the core answers, and follows a change."""
    rows = 10_000
    weights = [[float(number % 7 + 1)] for number in range(rows)]
    sheet.office.fill(sheet.book, sheet.name, f"A1:A{rows}", weights)
    sheet.type(C1=1_000_000)
    sheet.put([[f"B1:B{rows}", "array", f"=FUNNEL_SPREAD(C1;A1:A{rows})"]])
    for target in (1_000_000, 123_457):
        sheet.type(C1=target)
        expected = [list(row) for row in call("FUNNEL_SPREAD", [target, weights])]
        assert sheet.rows(f"B1:B{rows}") == expected
