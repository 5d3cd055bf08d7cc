"""A sheet of our functions in a real LibreOffice Calc, against its own formulas on such a sheet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks.timing import tell
from tests.libreoffice.calc import Office, install, missing, own_places

CELLS = 1_000
ROWS = 10_000
ROUNDS = 3

OURS = "=FUNNEL_REQUIRED($D$1;$A{row}:$B{row};;;1)"
NATIVE = "=ROUNDUP(ROUNDUP($D$1/$B{row};0)/$A{row};0)"
"""What a person would type instead, for two rates: it knows nothing of blanks, texts, bounds, or of
21 ÷ 0.7 being 30."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give a running LibreOffice with the extension."""
    if missing():
        pytest.skip(missing())
    folder = tmp_path_factory.mktemp("libreoffice")
    environment = own_places(folder)
    install(environment)
    with Office(folder, environment) as running:
        yield running


def filled(office: Office, formula: str, cells: int) -> int:
    """Give a spreadsheet with so many cells of a formula, and two rates beside each."""
    book = office.new()
    office.put(book, "Sheet1", [["D1", "value", 100.0]])
    rows = [
        [0.05 + 0.9 * row / cells, 0.25, formula.format(row=row)] for row in range(1, cells + 1)
    ]
    office.fill(book, "Sheet1", f"A1:C{cells}", rows)
    return book


def recalculated(office: Office, book: int) -> float:
    """Give the shortest time of a few hard recalculations of everything in a spreadsheet."""
    seconds: list[float] = [office.recalculate(book, hard=True) for _ in range(ROUNDS)]
    return min(seconds)


def test_a_sheet_of_a_thousand_calls(benchmark: BenchmarkFixture, office: Office):
    """1,000 calls against 1,000 native formulas, recalculated from scratch."""
    ours, native = filled(office, OURS, CELLS), filled(office, NATIVE, CELLS)
    shown = [office.read(book, "Sheet1", [f"C1:C{CELLS}"]) for book in (ours, native)]
    assert shown[0] == shown[1]
    took = recalculated(office, ours)
    tell(benchmark, f"{CELLS:,} calls against native", took, recalculated(office, native))
    print(f"one call: {took / CELLS * 1e6:,.0f} µs")
    benchmark.pedantic(office.recalculate, args=(ours, True), rounds=ROUNDS)
    for book in (ours, native):
        office.close(book)


def test_one_call_for_ten_thousand_rows(benchmark: BenchmarkFixture, office: Office):
    """One matrix over 10,000 rows against a call in each of 10,000 cells."""
    single = filled(office, OURS, ROWS)
    whole = office.new()
    office.fill(whole, "Sheet1", f"A1:A{ROWS}", [[row % 7 + 1] for row in range(ROWS)])
    office.put(whole, "Sheet1", [[f"B1:B{ROWS}", "array", f"=FUNNEL_SPREAD(1000000;A1:A{ROWS})"]])
    took = recalculated(office, whole)
    calls = recalculated(office, single)
    tell(benchmark, f"one matrix of {ROWS:,} rows against {ROWS:,} calls", took, calls)
    benchmark.pedantic(office.recalculate, args=(whole, True), rounds=ROUNDS)
    for book in (single, whole):
        office.close(book)
