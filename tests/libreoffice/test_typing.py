"""The ways in which people type the functions: numbers in the formula, names, nested, in German."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from funnel_addin.functions import call
from tests.libreoffice.calc import Office, Sheet, codes, other_person

RATES = [[0.01], [0.47], [0.38], [0.7], [0.5], [0.25]]
REQUIRED = [list(row) for row in call("FUNNEL_REQUIRED", [1e6, RATES, 1e4])]


@pytest.fixture
def filled(sheet: Sheet) -> Sheet:
    """Give a sheet with a target in A1, a value in A2, and rates down B1:B6 and across B8:G8."""
    sheet.type(A1=1e6, A2=1e4)
    for number, (rate,) in enumerate(RATES):
        sheet.type(**{f"B{number + 1}": rate, f"{chr(ord('B') + number)}8": rate})
    return sheet


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("=FUNNEL_REQUIRED(1000000;B1:B6;10000)", 640_000),
        ("=funnel_required(a1;b1:b6;a2)", 640_000),
        ("=FUNNEL_REQUIRED(1E6;{0.01|0.47|0.38|0.7|0.5|0.25};1E4)", 640_000),
        ("=FUNNEL_REQUIRED(1E6;{0.01;0.47;0.38;0.7;0.5;0.25};1E4)", 640_000),
        ("=FUNNEL_REQUIRED(100;B1:B6)", 640_000),
        ("=FUNNEL_REQUIRED(100;B1:B6;;;7)", 100),
        ("=FUNNEL_REQUIRED(A1;B1:B6;A2;;;TRUE())", 639_897.616381379),
        ("=FUNNEL_REQUIRED(A1/A2;B1:B6)", 640_000),
        ("=FUNNEL_REQUIRED(100;B8:Z8)", 640_000),
        ("=FUNNEL_REQUIRED(100;$B$1:$B$7)", 640_000),
        ("=SUM(FUNNEL_REQUIRED(A1;B1:B6;A2))", sum(row[0] for row in REQUIRED)),
        ("=INDEX(FUNNEL_REQUIRED(A1;B1:B6;A2);2)", 6_400),
        ("=MAX(FUNNEL_SPREAD(100;B1:B6))", 30),
        ("=IF(A1>0;FUNNEL_REQUIRED(A1;B1:B6;A2);0)", 640_000),
        ('=IFERROR(FUNNEL_REQUIRED(-1;B1:B6);"check")', "check"),
        ("=ISERROR(FUNNEL_REQUIRED(-1;B1:B6))", 1),
        ("=ISNA(FUNNEL_FINISH(1;0;1))", 1),
        ("=ISERROR(FUNNEL_REQUIRED(A1;B1:B6;A2))", 0),
        ("=FUNNEL_CAC(FUNNEL_LTV(10;0.5;0.05);4)", 25),
        ('=FUNNEL_PACE(47;60)&"!"', "behind!"),
        ("=FUNNEL_EXPECTED(120;DATE(2027;1;1);DATE(2027;12;31);DATE(2027;12;31))", 120),
        ("=FUNNEL_REQUIRED(1%*1E4;B1:B6)", 640_000),
    ],
)
def test_a_formula_shows(filled: Sheet, typed: str, shown: Any):
    """Numbers, arrays, references and formulas may stand for arguments, and it nests as others."""
    filled.type(D1=typed)
    if isinstance(shown, float):
        assert filled.cell("D1") == pytest.approx(shown, rel=1e-12)
    else:
        assert filled.cell("D1") == shown


def test_a_matrix_lies_as_its_rates_lie(filled: Sheet):
    """Rates in a column answer in a column, in a row in a row; beyond it the cells are #N/A."""
    down, across = "=FUNNEL_REQUIRED(A1;B1:B6;A2)", "=FUNNEL_REQUIRED(A1;B8:G8;A2)"
    filled.put([["D1:D7", "array", down], ["A10:H10", "array", across]])
    assert filled.rows("D1:D7") == REQUIRED
    shown = filled.rows("A10:H10")[0]
    assert shown[:-1] == [row[0] for row in REQUIRED]
    assert shown[-1]["shown"] == "#N/A"


def test_a_matrix_may_be_taken_apart(filled: Sheet):
    """TRANSPOSE and SUMPRODUCT work on an answer, as on any other matrix."""
    turned = "=TRANSPOSE(FUNNEL_REQUIRED(A1;B1:B6;A2))"
    filled.put([["A10:G10", "array", turned]])
    assert filled.rows("A10:G10") == [[row[0] for row in REQUIRED]]
    filled.type(D1="=SUMPRODUCT(FUNNEL_REQUIRED(A1;B1:B6;A2)>1000)")
    assert filled.cell("D1") == sum(row[0] > 1000 for row in REQUIRED)


def test_names_may_stand_for_arguments(filled: Sheet):
    """A defined name is taken as the cells it stands for."""
    for name, place in {"Goal": "$A$1", "Deal": "$A$2", "Shares": "$B$1:$B$6"}.items():
        filled.office.name(filled.book, name, f"$Sheet1.{place}")
    filled.type(D1="=FUNNEL_REQUIRED(Goal;Shares;Deal)")
    assert filled.cell("D1") == 640_000
    filled.type(A1=2e6)
    assert filled.cell("D1") == 1_280_000


def test_a_blank_cell_for_an_optional_argument_is_as_if_it_were_omitted(filled: Sheet):
    """`value` in a cell that is still blank counts as left out; once it is filled, it counts."""
    filled.type(A4=100, D1="=FUNNEL_REQUIRED(A4;B1:B6;F1)")
    assert filled.cell("D1") == 640_000
    filled.type(F1=1)
    assert filled.cell("D1") == 640_000
    filled.type(F1=100)
    assert filled.cell("D1") == call("FUNNEL_REQUIRED", [100, RATES, 100])[0][0]


def test_a_blank_cell_beside_the_same_call_with_a_zero_is_refused(sheet: Sheet):
    """Calc hands over a blank cell as 0: where it cannot be known which is meant, both say so."""
    sheet.type(A1=8, A2=2, B1=15, C2=0)
    sheet.type(D1="=SUM(FUNNEL_CAPACITY(A1:A2;B1;C1))", E1="=FUNNEL_WHY(D1)")
    assert sheet.cell("D1") == 270
    sheet.type(D2="=FUNNEL_CAPACITY(A1:A2;B1;C2)", E2="=FUNNEL_WHY(D2)")
    sheet.office.recalculate(sheet.book, hard=True)
    assert [row[0] for row in codes(sheet.rows("D1:D2"))] == ["#VALUE!"] * 2
    assert "leave the argument out where its cell is empty" in sheet.cell("E2")
    sheet.type(D2="")
    sheet.office.recalculate(sheet.book, hard=True)
    assert sheet.cell("D1") == 270


def test_other_sheets_and_whole_columns(filled: Sheet):
    """Arguments may stand on another sheet, and a whole column is taken to its last filled cell."""
    other = Sheet(filled.office, filled.book, "Other sheet")
    other.type(A1="=FUNNEL_REQUIRED(100;$Sheet1.B1:B6)")
    assert other.cell("A1") == 640_000
    filled.type(C1="share", H1=0.5, H2=0.25, D1="=FUNNEL_REQUIRED(100;H:H)")
    assert filled.cell("D1") == 800


def test_why_says_the_reason(filled: Sheet):
    """FUNNEL_WHY gives the sentence of an error, and is blank beside an answer."""
    filled.type(D1="=FUNNEL_REQUIRED(100;B1:B6)", E1="=FUNNEL_WHY(D1)")
    assert filled.cell("E1") == ""
    filled.type(B2=47)
    assert filled.cell("D1")["shown"] == "#NUM!"
    filled.office.recalculate(filled.book, hard=True)
    told = filled.cell("E1")
    assert "'rates'" in told
    assert "row 2 is 47" in told
    filled.type(F1="=1/0", G1="=FUNNEL_WHY(F1)", F2="fine", G2="=FUNNEL_WHY(F2)")
    assert "FUNNEL" in filled.cell("G1")
    assert filled.cell("G2") == ""


@pytest.fixture(scope="module")
def abroad(places: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give a LibreOffice whose locale a test may change."""
    folder = tmp_path_factory.mktemp("abroad")
    with Office(folder, other_person(places, folder)) as running:
        yield running


@pytest.mark.parametrize("locale", ["de-DE", "pt-BR"])
def test_where_a_comma_parts_the_decimals(abroad: Office, locale: str):
    """Typed in a window in German and in Portuguese, numbers with a decimal comma mean the same."""
    abroad.configure("/org.openoffice.Setup/L10N", ooSetupSystemLocale=locale)
    book = abroad.new(hidden=False)
    sheet = Sheet(abroad, book)
    for place, typed in {
        "A1": "0,5",
        "A2": "25%",
        "B1": "=FUNNEL_REQUIRED(100,5;A1:A2;;;;TRUE())",
        "B2": "=FUNNEL_ROI(0,5;0,25)",
        "B3": "=FUNNEL_REQUIRED(100;{0,5;0,25})",
        "B4": "=FUNNEL_REQUIRED(100;{0,5.0,25})",
    }.items():
        abroad.enter(book, "Sheet1", place, typed)
    assert sheet.rows("A1:A2") == [[0.5], [0.25]]
    assert sheet.shown("A1") == "0,5"
    assert sheet.rows("B1:B4") == [[804], [1], [800], [800]]
    assert "FUNNEL_ROI(0,5;0,25)" in abroad.formula(book, "Sheet1", "B2", local=True)
    abroad.close(book)
