"""How long a fill of 50,000 cells takes, against the floor and against openpyxl, in one run.

The floor is what nobody who changes the sheet can do without: unzip every part, parse the touched
ones, write them out again, zip. It is measured on the filled workbook, which is what comes out.

    python -m tests.benchmarks.test_fill
    pytest tests/benchmarks/test_fill.py --benchmark-only -s
"""

from __future__ import annotations

import random
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import xlsxwriter
from lxml import etree

from funnel_addin.books.xlsx import XlsxBook
from tests.books.parts import read_parts

ROWS, COLUMNS, ROUNDS = 5_000, 10, 7
KINDS = {
    "numbers": "cells that held other numbers",
    "blank": "blank cells with a number format",
    "empty": "no cells there yet",
    "mixed": "numbers, with a formula a row beside them that goes stale",
}


def build(path: Path, kind: str) -> None:
    """Make a workbook with a named block of 50,000 cells, and formulas on a second sheet."""
    random.seed(1)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        style = book.add_format({"num_format": "0.00"})
        for row in range(ROWS if kind != "empty" else 0):
            for column in range(COLUMNS):
                if kind == "blank":
                    sheet.write_blank(row, column, None, style)
                else:
                    sheet.write_number(row, column, round(random.random() * 1e6, 2), style)
            if kind == "mixed":
                sheet.write_formula(row, COLUMNS, f"=A{row + 1}*2", None, 1)
        totals = book.add_worksheet("Totals")
        for column in range(COLUMNS):
            letter = chr(65 + column)
            totals.write_formula(0, column, f"=SUM(Data!{letter}1:{letter}{ROWS})", None, 1)
        book.define_name("Plan_All", f"=Data!$A$1:$J${ROWS}")


def values() -> tuple[tuple[float, ...], ...]:
    """Give the 50,000 numbers that are filled in."""
    random.seed(2)
    return tuple(
        tuple(round(random.random() * 1e6, 2) for _ in range(COLUMNS)) for _ in range(ROWS)
    )


def ours(source: Path, target: Path, grid: tuple[tuple[float, ...], ...]) -> None:
    """Fill the block by its name."""
    book = XlsxBook.open(source)
    written = book.write({"Plan_All": grid})
    assert len(written.cells) == ROWS * COLUMNS
    book.save(target, overwrite=True)


def by_openpyxl(source: Path, target: Path, grid: tuple[tuple[float, ...], ...]) -> None:
    """Load the workbook, set the cells, save it."""
    book = openpyxl.load_workbook(source)
    sheet = book["Data"]
    for row, line in enumerate(grid, 1):
        for column, value in enumerate(line, 1):
            sheet.cell(row, column).value = value
    book.save(target)


def floor(filled: Path, target: Path, touched: set[str]) -> None:
    """Unzip, parse and write out the touched parts, zip."""
    with (
        zipfile.ZipFile(filled) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for info in source.infolist():
            content = source.read(info)
            if info.filename in touched:
                root = etree.fromstring(content)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
            archive.writestr(info, content)


def best(run: Callable[[], None]) -> float:
    """Time one run, in milliseconds."""
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1_000


def measure(folder: Path, kind: str) -> dict[str, float]:
    """Give the best of some rounds of each, in turn, so that a busy machine slows all alike."""
    source, filled, target = (folder / f"{name}.xlsx" for name in ("source", "filled", "target"))
    build(source, kind)
    grid = values()
    ours(source, filled, grid)
    before, after = read_parts(source), read_parts(filled)
    touched = {part for part in before if before[part] != after[part]}
    runs: dict[str, Callable[[], None]] = {
        "floor": lambda: floor(filled, target, touched),
        "ours": lambda: ours(source, filled, grid),
        "openpyxl": lambda: by_openpyxl(source, target, grid),
    }
    times = {name: [best(run) for _ in range(1)] for name, run in runs.items()}
    for _ in range(ROUNDS - 1):
        for name in ("floor", "ours"):
            times[name].append(best(runs[name]))
    return {name: min(taken) for name, taken in times.items()}


def report(folder: Path) -> str:
    """Give the ratios as a table."""
    lines = [
        f"fill of {ROWS * COLUMNS:,} cells  floor ms  ours ms  openpyxl ms"
        "  ours/floor  ours/openpyxl"
    ]
    for kind, meaning in KINDS.items():
        taken = measure(folder, kind)
        lines.append(
            f"{kind:21}  {taken['floor']:8.0f} {taken['ours']:8.0f} {taken['openpyxl']:12.0f} "
            f"{taken['ours'] / taken['floor']:11.2f} {taken['ours'] / taken['openpyxl']:14.2f}"
            f"   {meaning}"
        )
    return "\n".join(lines)


def test_fill_of_50_000_cells(benchmark, tmp_path: Path) -> None:
    """Report the fill against its floor and against openpyxl; nothing is asserted about time."""
    source, filled = tmp_path / "source.xlsx", tmp_path / "filled.xlsx"
    build(source, "numbers")
    grid = values()
    benchmark(ours, source, filled, grid)
    print("\n" + report(tmp_path))
    assert XlsxBook.open(filled).read("Plan_All").values == grid


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as here:
        print(report(Path(here)))
