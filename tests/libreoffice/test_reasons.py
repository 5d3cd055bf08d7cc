"""FUNNEL_WHY tells the reason of the cell it is handed, and of no other."""

from __future__ import annotations

import pytest

from tests.libreoffice.calc import Sheet

NONE = "comes from no FUNNEL function"
UNTOLD = "The reason cannot be told while an argument of"


@pytest.fixture
def other(sheet: Sheet) -> Sheet:
    """Give a sheet on which other cells failed in many ways, and A1:A2 hold rates."""
    sheet.type(A1=0.5, A2=0.25, F2=5)
    for row, formula in enumerate(
        [
            "=FUNNEL_REQUIRED(100;A1:A2;-5)",
            "=FUNNEL_REQUIRED(-100;A1:A2)",
            "=FUNNEL_CAC(100;0)",
            "=FUNNEL_CAC(100;-3)",
            "=FUNNEL_ROI(5;0)",
        ],
        start=1,
    ):
        sheet.type(**{f"Z{row}": formula})
        assert sheet.shown(f"Z{row}").startswith("#")
    return sheet


def told(sheet: Sheet, formula: str) -> str:
    """Give what FUNNEL_WHY tells of a formula."""
    sheet.type(D1=formula, D2="=FUNNEL_WHY(D1)")
    assert sheet.shown("D1").startswith(("#", "Err:")), sheet.shown("D1")
    text: str = sheet.cell("D2")
    return text


@pytest.mark.parametrize(
    "formula",
    [
        "=FUNNEL_REQUIRED(100;A1:A2)/0",
        "=FUNNEL_CAC(100;F2*1)/0",
        "=IFERROR(FUNNEL_CAC(100;0);1)/0",
        "=IFERROR(FUNNEL_ROI(5;0);1)/0",
        "=1/0",
        "=SQRT(-1)",
    ],
)
def test_an_error_around_a_call_is_no_reason_of_the_calls(other: Sheet, formula: str):
    """Not of this call, which is well or was caught, and not of another that is alike."""
    assert NONE in told(other, formula)


@pytest.mark.parametrize(
    ("formula", "part"),
    [
        ("=FUNNEL_REQUIRED(-1*1;A1:A1)", "-1"),
        ("=FUNNEL_REQUIRED(-6*1;A:A)", "-6"),
        ("=FUNNEL_SPREAD(-5*1;A1:A1500)", "-5"),
        ("=FUNNEL_CAC(100;F2-(2*F2))", "-5"),
        ("=FUNNEL_CAC(50%*4;FUNNEL_CAC(9;0))", "customers"),
        ("=1+FUNNEL_REQUIRED(-8;A1:A2)", "-8"),
        ("=IFERROR(1/0;FUNNEL_REQUIRED(-9;A1:A2))", "-9"),
    ],
)
def test_the_reason_is_told_where_a_formula_works_an_argument_out(
    other: Sheet, formula: str, part: str
):
    """By adding, subtracting, multiplying and dividing; beside columns and ranges of any size."""
    reason = told(other, formula)
    assert part in reason
    assert NONE not in reason
    assert UNTOLD not in reason


@pytest.mark.parametrize(
    "formula",
    [
        "=FUNNEL_CAC(100;SUM(F2;-5))",
        "=FUNNEL_CAC(100;1^2/0)",
        "=FUNNEL_REQUIRED(100;(A1~A1))",
        "=FUNNEL_REQUIRED(-ABS(2);A1:A2)",
    ],
)
def test_a_reason_that_cannot_be_told_is_not_made_up(other: Sheet, formula: str):
    """The sentence says what to do to be told."""
    reason = told(other, formula)
    assert reason.startswith(UNTOLD)
    assert "in a cell of its own" in reason


def test_the_reason_follows_an_argument_into_a_cell_of_its_own(other: Sheet):
    """What the sentence says helps."""
    other.type(G1="=SUM(F2;-5)")
    assert "'customers'" in told(other, "=FUNNEL_CAC(100;G1)")


def test_a_range_with_an_error_in_it_is_named(other: Sheet):
    """Calc shows Err:504 without asking the function."""
    other.type(H1=0.5, H2="=1/0")
    assert "row 2" in told(other, "=FUNNEL_REQUIRED(100;H1:H2)")


@pytest.mark.parametrize(
    ("formula", "part"),
    [
        ("=FUNNEL_REQUIRD(100;0.5)", "no function is called FUNNEL_REQUIRD (did you mean"),
        ("=FUNNEL_NOPE(1)", "no function is called FUNNEL_NOPE"),
        ("=FUNNEL_WHY()", "FUNNEL_WHY takes one cell"),
        ("=FUNNEL_WHY(5)", "FUNNEL_WHY takes one cell"),
    ],
)
def test_a_name_that_is_typed_wrongly_is_told(sheet: Sheet, formula: str, part: str):
    """Also FUNNEL_WHY's own call, which Calc refuses where it is handed no cell."""
    assert part in told(sheet, formula)


def test_a_cell_beyond_the_answer_is_told_of(sheet: Sheet):
    """More cells were selected than the answer has: the last one shows #N/A."""
    sheet.put([["C1:C3", "array", "=FUNNEL_REQUIRED(100;0.25)"]])
    sheet.type(D2="=FUNNEL_WHY(C2)", D3="=FUNNEL_WHY(C3)")
    assert sheet.shown("C3") == "#N/A"
    assert sheet.cell("D2") == ""
    assert "2 × 1 cells" in sheet.cell("D3")
