"""What the façade and xlwings' conversions add to a worksheet function, apart from COM itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.excel_objects import OMITTED, Cells
from tests.xlwings_windows import Excel

RATES = [[0.01], [0.47], [0.38], [0.7], [0.5], [0.25]]
COUNTS = [[6400, 3008], [3008, 1143], [1143, 800], [800, 400], [400, 100], [100, 25]]
LONG = [[float(week % 4 + 1)] for week in range(1_000)]


@pytest.fixture(scope="module")
def excel() -> Iterator[Excel]:
    """Give the pipeline."""
    if sys.platform == "win32":
        pytest.skip("the stand-ins would replace the real pywin32; use Excel itself there")
    with Excel() as running:
        yield running


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("FUNNEL_PACE", (47.0, 60.0)),
        ("FUNNEL_REQUIRED", (1e6, Cells(RATES), 1e4)),
        ("FUNNEL_REQUIRED", (100.0, Cells(COUNTS), OMITTED, 0.8)),
        ("FUNNEL_SPREAD", (52_000.0, Cells(LONG))),
    ],
    ids=["two typed numbers", "worked case", "counts at a confidence", "a thousand cells"],
)
def test_call_through_xlwings(
    benchmark: BenchmarkFixture, excel: Excel, name: str, arguments: tuple[object, ...]
):
    """One call through XLPython().CallUDF against the same call of the functions alone.

    The timed round trip includes the pipe to the pipeline's process; the ratio, measured within
    that process, does not.
    """
    seconds = excel.seconds(name, *arguments)
    added = (seconds["pipeline"] - seconds["functions"]) * 1e6
    told = (
        f"{seconds['pipeline'] * 1e6:.0f} µs against {seconds['functions'] * 1e6:.0f} µs: "
        f"{seconds['pipeline'] / seconds['functions']:.2f}×, {added:+.0f} µs"
    )
    print(f"\n{name} through xlwings against functions.call: {told}")
    benchmark.extra_info["against functions.call"] = told
    benchmark(excel.call, name, *arguments)


ROWS = 10_000
FALLING = [[float(10**7 - 900 * row)] for row in range(ROWS)]


def test_one_call_a_column_against_one_a_cell(benchmark: BenchmarkFixture, excel: Excel):
    """The rates of 10,000 rows: =FUNNEL_RATES(B2:B10001), or =FUNNEL_RATES(B2:B3) filled down.

    What Excel and COM add to each call comes on top; tests/wine measures that.
    """
    column = excel.seconds("FUNNEL_RATES", Cells(FALLING), rounds=5)["pipeline"]
    cell = excel.seconds("FUNNEL_RATES", Cells(FALLING[:2]), rounds=2_000)["pipeline"]
    cells = cell * (ROWS - 1)
    told = (
        f"one call {column * 1e3:,.0f} ms; {ROWS - 1:,} calls of {cell * 1e6:,.0f} µs "
        f"{cells * 1e3:,.0f} ms: {cells / column:.1f}×"
    )
    print(f"\n{ROWS:,} rows through xlwings: {told}")
    benchmark.extra_info["one a cell against one a column"] = told
    benchmark.pedantic(excel.call, ("FUNNEL_RATES", Cells(FALLING)), rounds=3)
