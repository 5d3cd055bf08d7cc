"""Ranges of every length and kind through xlwings' own pipeline: one call for a whole column."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import pytest

from funnel_addin.catalog import CATALOG, Argument, Kind, WorksheetFunction
from funnel_core.bridge import factor_bridge, mix_bridge
from funnel_core.capacity import team_capacity
from funnel_core.channels import channel_volumes
from funnel_core.correlation import lagged_correlations
from funnel_core.forecast import expected_final
from funnel_core.pace import expected_to_date
from funnel_core.rates import conversion_rates, stage_rates
from funnel_core.required import required_volumes
from funnel_core.response import allocated_spend
from funnel_core.schedule import expected_wins, required_entries, spread
from funnel_core.shrinkage import shrunk_rates
from funnel_core.trends import series_trend, xmr_chart
from tests.udfs.test_pipeline import error, grid, outside, refused
from tests.xlwings_windows import LAST_ROW, OMITTED, Cells, Currency, Excel

ROWS = 10_000
LISTS = (Kind.LIST, Kind.COLUMNS, Kind.ROWS, Kind.STEPS, Kind.COUNTS)
YEAR = (dt.date(2027, 1, 1), dt.date(2027, 12, 31), dt.date(2027, 5, 31))

_RANDOM = Random(2027)
_ENTERED = [_RANDOM.randint(50, 5_000) for _ in range(ROWS)]
_ADVANCED = [_RANDOM.randint(0, each) for each in _ENTERED]
_FALLING = sorted((_RANDOM.randint(1_000, 10**6) for _ in range(ROWS)), reverse=True)
_SHARES = [_RANDOM.uniform(0.1, 1) for _ in range(ROWS)]
_OTHERS = [_RANDOM.uniform(0.1, 1) for _ in range(ROWS)]
_NEAR_ONE = [_RANDOM.uniform(0.9999, 1.0001) for _ in range(ROWS)]
_WEEKS = [_RANDOM.gauss(50, 5) for _ in range(ROWS)]
_RISING = [week + row / 100 for row, week in enumerate(_WEEKS)]
_FEW = [_RANDOM.randint(0, 9) for _ in range(ROWS)]
_EVEN = [1 / ROWS] * ROWS
_LAG = (0.1, 0.5, 0.4)


def column(values: Sequence[float], top: int = 1) -> Cells:
    """Give a column of cells, as Excel holds numbers."""
    return Cells([[float(each)] for each in values], top=top)


def down(values: Sequence[Any]) -> tuple[tuple[Any, ...], ...]:
    """Lay an answer in a column."""
    return tuple((each,) for each in values)


def schedule() -> tuple[tuple[Any, ...], ...]:
    """Answer the schedule of few wins, entries beside unmet wins."""
    made = required_entries(_FEW, _LAG, 0.2)
    return tuple(zip(made.entries, made.unmet, strict=True))


def chart() -> tuple[tuple[Any, ...], ...]:
    """Answer the chart of the weeks."""
    made = xmr_chart(_WEEKS)
    return tuple((made.centre, made.lower, made.upper, signal) for signal in made.signals)


def intervals() -> tuple[tuple[Any, ...], ...]:
    """Answer the rates of a long funnel between their bounds."""
    return tuple(
        (each.interval.low, each.rate, each.interval.high) for each in stage_rates(_FALLING, 0.95)
    )


def correlations() -> tuple[tuple[Any, ...], ...]:
    """Answer what the rising series follows."""
    found = lagged_correlations([_WEEKS, _OTHERS], _RISING, 2)
    return tuple((each.lag, each.r, each.p, each.q) for each in found if each)


def trend() -> tuple[tuple[Any, ...], ...]:
    """Answer the trend of the rising series."""
    made = series_trend(_RISING)
    return ((made.direction, made.slope, made.p),)


def mixed() -> tuple[tuple[Any, ...], ...]:
    """Answer a target over ten thousand channels."""
    rates = [(each,) for each in _SHARES]
    return tuple(zip(*channel_volumes(10**8, _EVEN, rates), strict=True))


Answer = Callable[[], tuple[tuple[Any, ...], ...]]
LONG: dict[str, tuple[str, tuple[Any, ...], Answer]] = {
    "rates": ("FUNNEL_RATES", (column(_FALLING),), lambda: down(conversion_rates(_FALLING))),
    "rates with their bounds": ("FUNNEL_RATES", (column(_FALLING), 0.95), intervals),
    "shrunk rates": (
        "FUNNEL_SHRINK",
        (column(_ENTERED), column(_ADVANCED)),
        lambda: down(shrunk_rates(_ENTERED, _ADVANCED)),
    ),
    "spread": ("FUNNEL_SPREAD", (5e7, column(_SHARES)), lambda: down(spread(50_000_000, _SHARES))),
    "bridge": (
        "FUNNEL_BRIDGE",
        (column(_NEAR_ONE), column(_NEAR_ONE[::-1])),
        lambda: down(factor_bridge(_NEAR_ONE, _NEAR_ONE[::-1])),
    ),
    "mix bridge": (
        "FUNNEL_MIX_BRIDGE",
        (column(_ENTERED), column(_SHARES), column(_FALLING), column(_OTHERS)),
        lambda: (mix_bridge(_ENTERED, _SHARES, _FALLING, _OTHERS),),
    ),
    "chart": ("FUNNEL_XMR", (column(_WEEKS),), chart),
    "trend": ("FUNNEL_TREND", (column(_RISING),), trend),
    "correlation": (
        "FUNNEL_CORRELATE",
        (Cells(list(map(list, zip(_WEEKS, _OTHERS, strict=True)))), column(_RISING), 2.0),
        correlations,
    ),
    "expected to date": (
        "FUNNEL_EXPECTED",
        (1e6, *(Cells([[day]]) for day in YEAR), column(_SHARES)),
        lambda: ((expected_to_date(1e6, *YEAR, _SHARES),),),
    ),
    "schedule": ("FUNNEL_SCHEDULE", (column(_FEW), column(_LAG), 0.2), schedule),
    "wins": (
        "FUNNEL_WINS",
        (column(_FEW), column(_LAG), 0.25),
        lambda: down(expected_wins(_FEW, _LAG, 0.25)),
    ),
    "capacity": (
        "FUNNEL_CAPACITY",
        (column(_FEW), 15.0, column(_LAG)),
        lambda: down(team_capacity(_FEW, 15, _LAG)),
    ),
    "mix": ("FUNNEL_MIX", (1e8, Cells([_EVEN]), Cells([_SHARES])), mixed),
    "allocation": (
        "FUNNEL_ALLOCATE",
        (1e6, column(_WEEKS), column(_ENTERED)),
        lambda: down(allocated_spend(1e6, _WEEKS, _ENTERED, 1)),
    ),
    "required": (
        "FUNNEL_REQUIRED",
        (1.0, column([0.9999] * ROWS)),
        lambda: down(required_volumes(1, [0.9999] * ROWS)),
    ),
    "forecast": (
        "FUNNEL_FORECAST",
        (column([*_ENTERED, 0]), column([0.999] * ROWS)),
        lambda: ((expected_final([*_ENTERED, 0], [0.999] * ROWS),),),
    ),
}


@pytest.mark.parametrize("case", LONG)
def test_ten_thousand_rows_in_one_call(excel: Excel, case: str) -> None:
    """A column of 10,000 rows answers what the core answers, to the last digit."""
    name, arguments, core = LONG[case]
    shown = excel.call(name, *arguments)
    assert not refused(shown), shown
    assert grid(shown) == core()
    assert excel.cells_read() in (ROWS, ROWS + 1, 2 * ROWS)


def test_ten_thousand_rows_across(excel: Excel) -> None:
    """A row of 10,000 cells answers a row of 9,999."""
    across = Cells([[float(each) for each in _FALLING]])
    assert grid(excel.call("FUNNEL_RATES", across)) == (conversion_rates(_FALLING),)


def test_one_bad_cell_of_ten_thousand_is_named(excel: Excel) -> None:
    """By its row in the range; nothing is dropped in silence."""
    values: list[Any] = [float(each) for each in _WEEKS]
    values[7_777] = "n/a"
    shown = excel.call("FUNNEL_XMR", Cells([[each] for each in values]))
    assert error(shown) == (
        "#VALUE!",
        "'series' must be numbers; row 7778 is the text 'n/a': write a number",
    )
    values[7_777] = None
    shown = excel.call("FUNNEL_XMR", Cells([[each] for each in values]))
    assert "row 7778 is blank" in error(shown)[1]


Example = tuple[WorksheetFunction, tuple[Any, ...]]


def upright(argument: Argument, value: Any) -> Any:
    """Lay a row of the catalog's example as a column, where it is a plain list."""
    if argument.kind not in (Kind.LIST, Kind.STEPS) or not isinstance(value, list):
        return value
    return [[each] for each in value[0]] if len(value) == 1 else value


def example(function: WorksheetFunction) -> tuple[Any, ...]:
    """Give the catalog's example of a function, an argument each; None where it is omitted."""
    given = json.loads(function.example)
    padded = [*given, *[None] * (len(function.arguments) - len(given))]
    if function.name != "FUNNEL_MIX":  # its channels lie across
        pairs = zip(function.arguments, padded, strict=True)
        padded = [upright(argument, value) for argument, value in pairs]
    return tuple(padded)


def rows_of(value: Any) -> list[list[Any]]:
    """Give an argument as rows of cells, days as dates."""
    rows = value if isinstance(value, list) else [[value]]
    return [[day(each) if isinstance(each, str) else each for each in row] for row in rows]


def day(text: str) -> dt.date:
    """Read a day of an example."""
    return dt.date.fromisoformat(text)


def handed(value: Any) -> Any:
    """Hand an argument over as cells."""
    return OMITTED if value is None else Cells(rows_of(value))


def same(shown: Any, wanted: tuple[Any, ...]) -> bool:
    """Tell whether Excel is shown what the functions answer outside of it."""
    return (error(shown) if refused(shown) else grid(shown)) == wanted


WITH_LISTS = [
    function for function in CATALOG if any(each.kind in LISTS for each in function.arguments)
]


@pytest.mark.parametrize("function", WITH_LISTS, ids=lambda each: each.name)
@pytest.mark.parametrize("blank_above", [0, 2])
def test_whole_columns_are_cut_before_they_are_read(
    excel: Excel, function: WorksheetFunction, blank_above: int
) -> None:
    """B:B answers as the cells that are used in it, of which no more are read."""
    given = example(function)
    whole, largest = [], 0
    for argument, value in zip(function.arguments, given, strict=True):
        if argument.kind not in LISTS or value is None:
            whole.append(handed(value))
            continue
        rows = [[None] * len(value[0])] * blank_above + rows_of(value)
        largest = max(largest, len(rows) * len(rows[0]))
        whole.append(Cells(rows, rows=LAST_ROW))
    shown = excel.call(function.name, *whole)
    assert not refused(shown), shown
    assert same(shown, outside(function.name, given))
    assert excel.cells_read() == max(largest, 1)


@pytest.mark.parametrize("function", WITH_LISTS, ids=lambda each: each.name)
def test_another_column_may_be_longer(excel: Excel, function: WorksheetFunction) -> None:
    """Blank rows up to the last used row of the sheet are trimmed, and are all that is read."""
    given = example(function)
    whole = []
    for argument, value in zip(function.arguments, given, strict=True):
        if argument.kind not in LISTS or value is None:
            whole.append(handed(value))
            continue
        rows = rows_of(value)
        blank = [[None] * len(rows[0])] * (1_000 - len(rows))
        whole.append(Cells(rows + blank, rows=LAST_ROW))
    assert same(excel.call(function.name, *whole), outside(function.name, given))
    assert excel.cells_read() <= 1_000 * 2


def test_from_below_the_heading_to_the_last_row(excel: Excel) -> None:
    """B2:B1048576 leaves out the heading, which B:B refuses by its row, and reads what is used."""
    weeks = [[float(each)] for each in _WEEKS]
    below = excel.call("FUNNEL_XMR", Cells(weeks, top=2, rows=LAST_ROW - 1))
    assert grid(below) == chart()
    assert excel.cells_read() == ROWS
    whole = excel.call("FUNNEL_XMR", Cells([["week"], *weeks], rows=LAST_ROW))
    assert "row 1 is the text 'week'" in error(whole)[1]
    assert excel.cells_read() == ROWS + 1


ARGUMENTS = [
    pytest.param(function, at, id=f"{function.name}-{argument.name}")
    for function in CATALOG
    for at, argument in enumerate(function.arguments)
]


def with_argument(function: WorksheetFunction, at: int, cells: Any) -> list[Any]:
    """Hand the example over with one argument replaced."""
    return [*map(handed, example(function)[:at]), cells, *map(handed, example(function)[at + 1 :])]


def usable(function: WorksheetFunction, at: int) -> Any:
    """Give a value that the argument takes: the example's, or another where that omits it."""
    value = example(function)[at]
    if value is not None:
        return value
    kind, name = function.arguments[at].kind, function.arguments[at].name
    if kind is Kind.FLAG:
        return True
    if kind in LISTS:
        return [[1.0]] * 3 if name == "shape" else [[1.0], [2.0]]
    known = {"stage": 2, "max_lag": 2, "value": 10, "purchases": 2, "alpha": 0.05, "change": 0.1}
    return known.get(name, 0.5)


@pytest.mark.parametrize(("function", "at"), ARGUMENTS)
def test_currency_counts_as_its_number(excel: Excel, function: WorksheetFunction, at: int) -> None:
    """Cells formatted as money answer as plain ones do, in each argument of each function."""
    value = usable(function, at)
    if function.arguments[at].kind is Kind.DATE:
        value = float((day(value) - dt.date(1899, 12, 30)).days)
    rows = rows_of(value)
    money = [[Currency(float(each)) for each in row] for row in rows]
    plain = [[float(each) for each in row] for row in rows]
    shown = excel.call(function.name, *with_argument(function, at, Cells(money)))
    assert same(shown, outside(function.name, (*example(function)[:at], plain,
                                               *example(function)[at + 1 :])))  # fmt: skip
    assert not refused(shown), shown


@pytest.mark.parametrize(("function", "at"), ARGUMENTS)
def test_a_date_is_a_date_and_no_number(excel: Excel, function: WorksheetFunction, at: int) -> None:
    """A date cell answers where a date belongs; elsewhere it is refused as such, by its row."""
    argument = function.arguments[at]
    if argument.kind is Kind.DATE:
        rows = rows_of(usable(function, at))
        shown = excel.call(function.name, *with_argument(function, at, Cells(rows)))
        assert same(shown, outside(function.name, example(function)))
        return
    rows = rows_of(usable(function, at))
    rows[-1] = [*rows[-1][:-1], dt.date(2027, 3, 1)]
    code, sentence = error(excel.call(function.name, *with_argument(function, at, Cells(rows))))
    assert code == "#VALUE!"
    assert f"'{argument.name}' must be " in sentence
    assert "2027-03-01" in sentence or "datetime.datetime(2027, 3, 1" in sentence


@pytest.mark.parametrize(("function", "at"), ARGUMENTS)
def test_a_blank_cell_is_as_if_omitted(excel: Excel, function: WorksheetFunction, at: int) -> None:
    """A blank cell, an empty text and nothing at all: the default, or what is missing by name."""
    argument = function.arguments[at]
    wanted = outside(function.name, (*example(function)[:at], None, *example(function)[at + 1 :]))
    blanks: list[Any] = [Cells([[None]]), Cells([[""]]), None, ""]
    if argument.optional:
        blanks.append(OMITTED)
    for blank in blanks:
        shown = excel.call(function.name, *with_argument(function, at, blank))
        assert same(shown, wanted), blank
        if not argument.optional:
            assert error(shown)[1].startswith(f"'{argument.name}' is missing in ")


@pytest.mark.parametrize(("function", "at"), ARGUMENTS)
def test_one_cell_is_one_number(excel: Excel, function: WorksheetFunction, at: int) -> None:
    """A reference to one cell, that number typed, and an array constant of one answer alike.

    Excel hands a single cell over without its row and column around it.
    """
    value = usable(function, at)
    first = rows_of(value)[0][0]
    typed = first if isinstance(first, bool) else (
        dt.datetime(first.year, first.month, first.day, tzinfo=dt.UTC)
        if isinstance(first, dt.date)
        else float(first)
    )  # fmt: skip
    plain = str(first) if isinstance(first, dt.date) else first
    wanted = outside(function.name, (*example(function)[:at], plain, *example(function)[at + 1 :]))
    for cells in (Cells([[first]]), typed, ((typed,),)):
        assert same(excel.call(function.name, *with_argument(function, at, cells)), wanted), cells


@pytest.mark.parametrize("function", WITH_LISTS, ids=lambda each: each.name)
def test_a_blank_within_is_named_by_its_row(excel: Excel, function: WorksheetFunction) -> None:
    """A blank between two numbers is never skipped: every list says where it is, or what it is."""
    for at, argument in enumerate(function.arguments):
        value = usable(function, at)
        if argument.kind is not Kind.LIST or len(value) < 3:
            continue
        rows = [[None], [None], *rows_of(value)]
        rows[3] = [None]
        shown = excel.call(function.name, *with_argument(function, at, Cells(rows)))
        assert "row 4 is blank" in error(shown)[1]


def test_the_examples_cover_each_kind() -> None:
    """No kind of argument is left out above."""
    kinds = {each.kind for each in itertools.chain(*(entry.arguments for entry in CATALOG))}
    assert kinds == set(Kind)
