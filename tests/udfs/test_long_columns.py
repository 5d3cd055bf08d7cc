"""Ten thousand rows in one call, through xlwings' own pipeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import pytest

from funnel_core.bridge import factor_bridge, mix_bridge
from funnel_core.capacity import team_capacity
from funnel_core.channels import channel_volumes
from funnel_core.correlation import lagged_correlations
from funnel_core.forecast import expected_final
from funnel_core.levers import step_swings
from funnel_core.model import Transition
from funnel_core.pace import expected_to_date
from funnel_core.rates import conversion_rates, stage_rates
from funnel_core.required import required_volumes
from funnel_core.response import allocated_spend
from funnel_core.schedule import expected_wins, required_entries, spread
from funnel_core.shrinkage import shrunk_rates
from funnel_core.trends import series_trend, xmr_chart
from tests.excel_objects import LAST_ROW, Cells
from tests.udfs.test_pipeline import error, grid, refused
from tests.xlwings_windows import Excel

ROWS = 10_000
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
_COUNTED = [[10_000.0, 9_999.0 - row % 2] for row in range(ROWS)]
_LEARNT = [Transition.learnt(int(entered), int(advanced)) for entered, advanced in _COUNTED]


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
    "required by counts": (
        "FUNNEL_REQUIRED",
        (1.0, Cells(_COUNTED)),
        lambda: down(required_volumes(1, _LEARNT)),
    ),
    "sensitivity": (
        "FUNNEL_SENSITIVITY",
        (Cells(_COUNTED), 1e6),
        lambda: step_swings(_LEARNT, 1e6, 0.95),
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


def test_from_below_the_heading_to_the_last_row(excel: Excel) -> None:
    """B2:B1048576 leaves out the heading, which B:B refuses by its row, and reads what is used."""
    weeks = [[float(each)] for each in _WEEKS]
    below = excel.call("FUNNEL_XMR", Cells(weeks, top=2, rows=LAST_ROW - 1))
    assert grid(below) == chart()
    assert excel.cells_read() == ROWS
    whole = excel.call("FUNNEL_XMR", Cells([["week"], *weeks], rows=LAST_ROW))
    assert "row 1 is the text 'week'" in error(whole)[1]
    assert excel.cells_read() == ROWS + 1
