"""Build the template: `python -m templates.build`, from the root of the project.

Two passes: the formulas first, then, once a calculation engine has worked them out, the same
workbook with the values that they show, for viewers that do not calculate.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import formulon
import xlsxwriter

from templates.builder.chart_parts import finished
from templates.builder.styling import Styles
from templates.dump import dump
from templates.funnel import write_funnel
from templates.goal import write_goal
from templates.layout import NAMES
from templates.page import Cached, Page
from templates.schedule import write_schedule

HERE = Path(__file__).parent
WORKBOOK = HERE / "funnel_plan.xlsx"
DUMP = HERE / "funnel_plan.txt"

STAGES = (
    ("Visitor", "Marketing"),
    ("MCL", "Marketing"),
    ("MQL", "Marketing"),
    ("SAL", "Sales"),
    ("SQL", "Sales"),
    ("Opportunity", "Sales"),
    ("Closed won", "Sales"),
)
RATES = (0.01, 0.47, 0.38, 0.7, 0.5, 0.25)
MADE = datetime.datetime(2026, 1, 1)
START, END = datetime.date(2027, 1, 1), datetime.date(2027, 12, 31)
DAY_0 = datetime.date(1899, 12, 30)


def write(cached: Cached) -> bytes:
    """Write the workbook with the given cached values."""
    held = io.BytesIO()
    workbook = xlsxwriter.Workbook(held, {"in_memory": True})
    workbook.set_properties(
        {
            "title": "Funnel plan",
            "subject": "What must come in at the top of the funnel to reach the goal",
            "comments": "Fill the volumes with confidence with: funnel fill, or funnel sheets sync",
            "created": MADE,
        }
    )
    workbook.set_size(26000, 16000)
    styles = Styles(workbook)
    pages = {
        name: Page(workbook.add_worksheet(name), styles, cached)
        for name in ("Goal", "Funnel", "Schedule")
    }
    for page in pages.values():
        page.sheet.set_default_row(18)
    write_goal(pages["Goal"], (START - DAY_0).days, (END - DAY_0).days)
    write_funnel(pages["Funnel"], workbook, STAGES, RATES)
    write_schedule(pages["Schedule"], workbook)
    for name, place in NAMES.items():
        workbook.define_name(name, f"={place}")
    workbook.close()
    return with_finished_charts(held.getvalue())


def with_finished_charts(book: bytes) -> bytes:
    """Finish the charts, and pack every part with the same date and in the same way."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.startswith("xl/charts/chart"):
                content = finished(content)
            entry = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0o600 << 16
            new.writestr(entry, content, compresslevel=9)
    return out.getvalue()


def calculated(book: bytes) -> dict[tuple[str, str], Any]:
    """Give what every formula cell of a workbook shows, worked out by a calculation engine."""
    engine = formulon.Workbook.load(book)
    engine.recalc()
    shown: dict[tuple[str, str], Any] = {}
    for sheet in range(engine.sheet_count()):
        for cell in engine.iter_cells(sheet):
            value = engine.get_value(sheet, cell.row, cell.col)
            if value.kind is formulon.ValueKind.ERROR:
                raise ValueError(
                    f"{engine.sheet_name(sheet)} row {cell.row + 1}, column"
                    f" {cell.col + 1} shows an error"
                )
            content = value.text if value.number is None else value.number
            name = xlsxwriter.utility.xl_rowcol_to_cell(cell.row, cell.col)
            if isinstance(content, float) and content == int(content):
                content = int(content)
            shown[engine.sheet_name(sheet), name] = "" if content is None else content
    return shown


def build() -> bytes:
    """Build the workbook as bytes, the same on every run."""
    return write(calculated(write({})))


def main(say: Callable[[str], object] = print) -> None:
    """Rewrite the workbook and its text dump beside this file."""
    book = build()
    WORKBOOK.write_bytes(book)
    DUMP.write_text(dump(book), encoding="utf-8", newline="\n")
    say(f"wrote {WORKBOOK.name} ({len(book):,} bytes) and {DUMP.name}")


if __name__ == "__main__":
    main()
