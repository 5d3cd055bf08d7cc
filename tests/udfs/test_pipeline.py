"""What a cell shows when a worksheet function runs through xlwings' own conversions."""

from __future__ import annotations

import datetime as dt
import decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funnel_addin import functions
from funnel_addin.udfs import MARK
from funnel_core.errors import FunnelError
from tests.excel_objects import (
    ERROR_NUMBERS,
    FIRST_ERROR,
    LAST_ROW,
    OMITTED,
    Cells,
    Computed,
    Currency,
    Failed,
)
from tests.xlwings_windows import Excel

RATES = (0.01, 0.47, 0.38, 0.7, 0.5, 0.25)
WORKED = (640_000, 6_400, 3_008, 1_143, 800, 400, 100)
COLUMN = Cells([[rate] for rate in RATES], top=4, left=3)
ROW = Cells([RATES])
COUNTS = ((400, 188), (200, 76), (200, 50))


def grid(answer: Any) -> tuple[tuple[Any, ...], ...]:
    """Lay what VBA receives as rows of cells: it gets a scalar, one row, or rows."""
    if not isinstance(answer, list):
        return ((answer,),)
    if not isinstance(answer[0], list):
        return (tuple(answer),)
    return tuple(tuple(row) for row in answer)


def error(answer: Any) -> tuple[str, str]:
    """Part a marked error into its code and its sentence."""
    assert refused(answer), answer
    _, code, sentence = answer.split(MARK)
    return code, sentence


def refused(answer: Any) -> bool:
    """Tell whether an answer is a marked error."""
    return isinstance(answer, str) and answer.startswith(MARK)


def outside(name: str, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """Give what the function answers outside Excel: rows, or code and sentence."""
    try:
        return functions.call(name, arguments)
    except FunnelError as fault:
        return fault.code, str(fault)


@pytest.mark.parametrize(
    "arguments",
    [
        (Cells([[1e6]]), COLUMN, Cells([[1e4]])),
        (1e6, COLUMN, 1e4),
        (Cells([[Currency(1e6)]]), COLUMN, Cells([[Currency(1e4)]])),
        (decimal.Decimal("1000000"), COLUMN, decimal.Decimal("10000")),
        (1e6, tuple((rate,) for rate in RATES), 1e4),
        (1e6, COLUMN, 1e4, OMITTED, OMITTED, OMITTED),
        (1e6, COLUMN, 1e4, Cells([[None]]), Cells([[""]]), Cells([[False]])),
        (1e6, Cells([[Computed("=A1", rate)] for rate in RATES]), 1e4),
    ],
    ids=[
        "ranges",
        "typed",
        "currency",
        "computed currency",
        "array",
        "omitted",
        "blank",
        "formula",
    ],
)
def test_the_worked_case_however_it_is_handed_over(excel: Excel, arguments: tuple[Any, ...]):
    """The worked numbers come back as a column, whatever the inputs arrive as."""
    assert grid(excel.call("FUNNEL_REQUIRED", *arguments)) == tuple((each,) for each in WORKED)


@pytest.mark.parametrize("rates", [ROW, RATES], ids=["range", "array constant"])
def test_a_row_in_is_a_row_out(excel: Excel, rates: Any):
    """Rates that run across answer across; an array constant {…,…} arrives with one dimension."""
    assert grid(excel.call("FUNNEL_REQUIRED", 1e6, rates, 1e4)) == (WORKED,)


PARITY: list[tuple[str, tuple[Any, ...]]] = [
    ("FUNNEL_REQUIRED", (100, [[rate] for rate in RATES])),
    ("FUNNEL_REQUIRED", (100, [RATES])),
    ("FUNNEL_REQUIRED", (1e6, [[0.5], [0.25]], 10_000, None, 2)),
    ("FUNNEL_REQUIRED", (100, [[0.7]], None, None, None, True)),
    ("FUNNEL_REQUIRED", (100, COUNTS)),
    ("FUNNEL_REQUIRED", (100, COUNTS, None, 0.8)),
    ("FUNNEL_REQUIRED", (57, [[0.57], [None], [None]])),
    ("FUNNEL_FORECAST", ([[400], [100], [7]], [[0.5], [0.25]])),
    ("FUNNEL_FORECAST", ([[400, 100, 7]], [[0.5, 0.25]], 10_000, 0.8)),
    ("FUNNEL_PROBABILITY", (100, [[400], [0]], [[0.25]])),
    ("FUNNEL_PROBABILITY", (100, [[400, 0]], [[200, 50]])),
    ("FUNNEL_RATES", ([[6400, 3008, 1143, 800]],)),
    ("FUNNEL_RATES", ([[6400], [3008], [1143], [800]], 0.95)),
    ("FUNNEL_SPREAD", (100, [[1, 1, 1]])),
    ("FUNNEL_EXPECTED", (365, dt.date(2027, 1, 1), dt.date(2027, 12, 31), dt.date(2027, 1, 31))),
    ("FUNNEL_PACE", (47, 60)),
    ("FUNNEL_REQUIRED", (100, [[47]])),
    ("FUNNEL_REQUIRED", (100, [[0.5], [None], [0.5]])),
    ("FUNNEL_REQUIRED", (100, [["47%"]])),
    ("FUNNEL_REQUIRED", (100, [[True]])),
    ("FUNNEL_REQUIRED", (0, [[0.5]])),
    ("FUNNEL_REQUIRED", (None, [[0.5]])),
    ("FUNNEL_REQUIRED", (dt.datetime(2027, 1, 1), [[0.5]])),
    ("FUNNEL_RATES", ([[0], [0]],)),
]


@pytest.mark.parametrize(("name", "arguments"), PARITY)
def test_the_same_answer_as_the_functions(excel: Excel, name: str, arguments: tuple[Any, ...]):
    """A function answers, or refuses with code and sentence, exactly as it does outside Excel."""
    cells = [
        each if each is None else Cells(each if isinstance(each, (list, tuple)) else [[each]])
        for each in arguments
    ]
    shown = excel.call(name, *(OMITTED if each is None else each for each in cells))
    assert (error(shown) if refused(shown) else grid(shown)) == outside(name, arguments)


ANY_CELL = st.one_of(
    st.floats(0.001, 1),
    st.floats(0, 1e6).map(lambda amount: Currency(round(amount, 4))),
    st.integers(-3, 10**12).map(float),
    st.none(),
    st.sampled_from(["", "47%", "n/a", True, False]),
    st.sampled_from(sorted(ERROR_NUMBERS)).map(Failed),
    st.dates(dt.date(1950, 1, 1), dt.date(2050, 1, 1)),
)
ANY_BLOCK = st.tuples(st.integers(1, 5), st.integers(1, 3)).flatmap(
    lambda size: st.lists(
        st.lists(ANY_CELL, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


def plainly(block: list[list[Any]]) -> list[list[Any]]:
    """Write cells as the functions take them outside Excel."""

    def plain(cell: Any) -> Any:
        if isinstance(cell, Failed):
            return cell.code
        if isinstance(cell, Currency):
            return cell.amount
        if isinstance(cell, dt.date):
            return dt.datetime(cell.year, cell.month, cell.day)
        return None if cell == "" else cell

    return [[plain(cell) for cell in row] for row in block]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    target=st.lists(st.lists(ANY_CELL, min_size=1, max_size=1), min_size=1, max_size=1),
    rates=ANY_BLOCK,
)
def test_any_cells_answer_as_outside_excel(
    excel: Excel, target: list[list[Any]], rates: list[list[Any]]
):
    """Whatever stands in the cells, nothing is lost or changed on the way in or back."""
    shown = excel.call("FUNNEL_REQUIRED", Cells(target), Cells(rates))
    wanted = outside("FUNNEL_REQUIRED", (plainly(target), plainly(rates)))
    assert (error(shown) if refused(shown) else grid(shown)) == wanted


@pytest.mark.parametrize("code", sorted(ERROR_NUMBERS))
def test_an_error_cell_passes_its_own_code_on(excel: Excel, code: str):
    """Every error that Excel knows arrives as its code, in a range, in an array and on its own."""
    number = FIRST_ERROR + ERROR_NUMBERS[code] - 2000
    for rates in (Cells([[0.5], [Failed(code)]]), ((0.5,), (number,)), number):
        shown, sentence = error(excel.call("FUNNEL_REQUIRED", 100.0, rates))
        assert shown == code
        assert f"holds the error {code}" in sentence


def test_no_error_is_a_plain_text(excel: Excel):
    """An error never comes back as its bare code or as a traceback, which a cell takes for text."""
    shown = excel.call("FUNNEL_REQUIRED", 100.0, Cells([[47.0]]))
    assert "Traceback" not in shown
    assert error(shown) == (
        "#NUM!",
        "'rates' must be shares above 0 and up to 1; it is 47: write 47% or 0.47",
    )


def test_cells_that_cannot_be_read_show_an_error_and_no_traceback(excel: Excel):
    """What fails inside xlwings' own conversion is caught as well, and told in a sentence."""
    code, sentence = error(excel.call("FUNNEL_REQUIRED", 100.0, Cells([[0.5]], refused=True)))
    assert code == "#VALUE!"
    assert sentence.startswith("FUNNEL_REQUIRED failed in a way that nobody foresaw")
    assert "\n" not in sentence


def test_a_currency_cell_counts_in_full(excel: Excel):
    """A price of 1000000/3000 shown as money is not cut to four decimals, which would ask for 3001.

    Excel hands such a cell over as 333.3333; a target of a million then takes 3000.0003 wins.
    """
    price = Cells([[Currency(1_000_000 / 3_000)]])
    assert grid(excel.call("FUNNEL_REQUIRED", 1e6, 0.5, price)) == ((6_000,), (3_000,))


def test_a_whole_column_is_read_to_its_last_used_cell_only(excel: Excel):
    """A:A as an argument answers at once, and row numbers still count from its first row."""
    column = Cells([[None], [None], *([rate] for rate in RATES)], rows=LAST_ROW)
    assert grid(excel.call("FUNNEL_REQUIRED", 1e6, column, 1e4)) == tuple((x,) for x in WORKED)
    assert excel.cells_read() == 8
    wrong = Cells([[None], [None], [0.5], ["half"]], rows=LAST_ROW)
    assert "row 4 is the text 'half'" in error(excel.call("FUNNEL_REQUIRED", 1.0, wrong))[1]


def test_an_unused_column_is_an_error_and_no_crash(excel: Excel):
    """A whole column beyond the used part of its sheet is blank, and said to be."""
    beyond = Cells([[None]], top=1, rows=LAST_ROW)
    assert error(excel.call("FUNNEL_REQUIRED", 100.0, beyond))[0] == "#VALUE!"


@pytest.mark.parametrize(
    ("name", "arguments", "references"),
    [
        ("FUNNEL_PACE", (47.0, 60.0), 0),
        ("FUNNEL_REQUIRED", (1e6, RATES, 1e4), 0),
        ("FUNNEL_REQUIRED", (1e6, COLUMN, 1e4), 1),
        ("FUNNEL_REQUIRED", (Cells([[1e6]]), COLUMN, Cells([[1e4]])), 3),
    ],
    ids=["numbers", "an array", "a reference", "three references"],
)
def test_few_calls_go_to_excel(
    excel: Excel, name: str, arguments: tuple[Any, ...], references: int
):
    """Each look at a range is a call between two processes: none at the cell that calls.

    At a reference xlwings looks five times before our code runs; we ask for its size and values.
    """
    looks = excel.looks(name, *arguments)
    assert len(looks) <= 7 * references
    assert looks.count("Value") == references


def test_a_reference_of_several_areas_is_refused(excel: Excel):
    """(A1:A2,C1:C2) is not cut to its first area in silence, as Excel's Value does."""
    assert error(excel.call("FUNNEL_REQUIRED", 100.0, Cells([[0.5], [0.5]], areas=2))) == (
        "#VALUE!",
        "'rates' must be one block of cells; got 2 blocks: put the cells side by side",
    )


def test_whole_numbers_beyond_32_bits_come_back_as_doubles(excel: Excel):
    """Ten billion visitors stay ten billion: pywin32 would send an int of 64 bits."""
    answer = excel.call("FUNNEL_REQUIRED", 1e8, Cells([[0.01], [1.0]]))
    assert answer == [[1e10], [1e8], [1e8]]
    assert all(type(cell) is float for row in answer for cell in row)


def test_one_cell_comes_back_as_a_scalar(excel: Excel):
    """A single number or text is no array, so that it fills one cell in every version of Excel."""
    assert excel.call("FUNNEL_REQUIRED", 1e6, COLUMN, 1e4, OMITTED, 1.0) == 640_000
    assert excel.call("FUNNEL_PACE", 48.0, 60.0) == "on pace"


def test_a_date_cell_arrives_as_a_date(excel: Excel):
    """Date cells, serial numbers and the three of them mixed answer alike."""
    days = [Cells([[dt.date(2027, 1, 1)]]), 46752.0, dt.datetime(2027, 1, 31, 18, tzinfo=dt.UTC)]
    assert excel.call("FUNNEL_EXPECTED", 365.0, *days) == pytest.approx(31.0, rel=1e-12)


def test_excel_itself_refuses_too_few_and_too_many_arguments(excel: Excel):
    """A required argument is required in the wrapper, too, and there is no hidden extra one."""
    with pytest.raises(RuntimeError, match="does not accept"):
        excel.call("FUNNEL_SPREAD", 100.0)
    with pytest.raises(RuntimeError, match="does not accept"):
        excel.call("FUNNEL_REQUIRED", *[1.0] * 7)


@pytest.mark.parametrize("left_out", [0, 1, 2, 4])
def test_the_calling_cell_and_what_is_optional_need_not_be_handed_over(excel: Excel, left_out: int):
    """Whoever hands over a function's own arguments, or the first of them, is answered."""
    own = (100.0, ((0.5,), (0.25,)), OMITTED, OMITTED, OMITTED, OMITTED)
    answer = excel.call_with("FUNNEL_REQUIRED", *own[: len(own) - left_out])
    assert grid(answer) == ((800,), (400,), (100,))


def test_too_few_arguments_are_told_by_name(excel: Excel):
    """What is not handed over and needed is missing, in the function's own sentence."""
    assert error(excel.call_with("FUNNEL_ROI", 100.0))[1].startswith("'cost' is missing")
    assert "must stand in a cell" in error(excel.call_with("FUNNEL_REQUIRED"))[1]


def test_a_macro_may_call_a_function(excel: Excel):
    """Called from VBA there is no calling cell, which only the call without arguments needs."""
    assert grid(excel.call_from_macro("FUNNEL_REQUIRED", 100.0, (0.5, 0.25))) == ((800, 400, 100),)
