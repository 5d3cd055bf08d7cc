"""A call on the way that Excel takes, under Wine: xlwings' DLL, COM, xlwings, and back.

The floor is an identity function that xlwings serves in the same process, handed just what the
wrapper of ours hands over: what any function costs there. A round trip of COM takes longer under
Wine than on Windows, so that the times say less than the ratios.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.timing import tell
from tests.excel_objects import Book, Cells
from tests.wine.excel import PlayedExcel
from tests.wine.windows import Unavailable, some_windows
from tests.xlwings_windows import MODULE

FLOOR = ("tests.wine.identity", "identity")
PLAN = Book(
    names={
        "Plan_Target": Cells([[1e6]]),
        "Plan_Value": Cells([[1e4]]),
        "Plan_Rates": Cells([[0.01], [0.47], [0.38], [0.7], [0.5], [0.25]]),
    }
)
RATES = ((0.01,), (0.47,), (0.38,), (0.7,), (0.5,), (0.25,))
LONG = tuple((float(week % 7 + 1),) for week in range(10_000))


@pytest.fixture(scope="module")
def excel() -> Iterator[PlayedExcel]:
    """Give an Excel that is played in a Windows of its own."""
    try:
        with some_windows() as windows, PlayedExcel(windows) as running:
            yield running
    except Unavailable as lacking:
        pytest.skip(str(lacking))


@pytest.mark.parametrize(
    ("name", "arguments", "rounds"),
    [
        ("FUNNEL_PACE", (47.0, 60.0), 200),
        ("FUNNEL_CAC", (5e4, 100.0), 200),
        ("FUNNEL_REQUIRED", (1e6, RATES, 1e4), 200),
        ("FUNNEL_REQUIRED", (1e6, Cells(RATES), 1e4), 40),
        ("FUNNEL_REQUIRED", (Cells([[1e6]]), Cells(RATES), Cells([[1e4]])), 20),
        ("FUNNEL_REQUIRED", (), 10),
        ("FUNNEL_SPREAD", (52_000.0, LONG), 5),
        ("FUNNEL_SPREAD", (52_000.0, Cells(LONG)), 5),
    ],
    ids=[
        "two numbers",
        "a ratio",
        "worked case, an array",
        "worked case, a reference",
        "worked case, three references",
        "worked case, from names",
        "ten thousand rows, an array",
        "ten thousand rows, a reference",
    ],
)
def test_call_over_com(
    benchmark: BenchmarkFixture,
    request: pytest.FixtureRequest,
    excel: PlayedExcel,
    name: str,
    arguments: tuple[Any, ...],
    rounds: int,
):
    """The median of calls from a cell, in turn with the identity's. Aim: at most 1.25 of it.

    Where there are no arguments the workbook's names are read as well, which takes longer.
    """
    ours, floor = excel.medians([(MODULE, name), FLOOR], arguments, PLAN, rounds)
    what = request.node.callspec.id
    tell(benchmark, f"{name}, {what}, against an identity function", ours, floor)
    benchmark.pedantic(excel.medians, args=([(MODULE, name)], arguments, PLAN, 1), rounds=1)
