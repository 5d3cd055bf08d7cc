"""The `funnel` commands that read or write a workbook."""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

from funnel_addin.books.port import as_column
from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.cli import checked, filled, table
from funnel_addin.cli.fill_inputs import typed_for
from funnel_addin.fill import check as check_book
from funnel_addin.fill import fill as fill_book
from funnel_addin.given import Given
from funnel_addin.templates import calculates_as_shipped, show_its_currency, template_path

__all__ = ["check", "demo", "fill"]

DEMO = Given(
    target=1_000_000,
    value=10_000,
    confidence=0.8,
    rates=(0.01, 0.47, 0.38, 0.7, 0.5, 0.25),
    inputs={
        "Plan_Last_Year": ((800_000,),),
        "Plan_Goal_Owner": (("Head of sales",),),
        "Plan_Retention": ((0.7,),),
        "Plan_Volumes": as_column((512_000, 150, 100, 60, 40, 60, 0)),
    },
)
DEMO_FILE = "funnel_demo.xlsx"


def fill(typed: argparse.Namespace) -> int:
    """Fill a workbook."""
    book = XlsxBook.open(typed.workbook)
    read = typed_for(book, typed)
    agree = calculates_as_shipped(book)
    done = fill_book(book, read.given, datetime.date.today(), agree, read.source)
    notes = [*read.notes, *done.notes, *show_its_currency(book)]
    target = Path(typed.output or typed.workbook)
    book.save(target, overwrite=typed.force)
    if typed.json:
        cells = {cell: table.plain(value) for cell, value in done.cells.items()}
        data = {"workbook": str(target), "written": cells, "notes": notes}
        table.print_json(data | filled.as_data(done))
        return 0
    for line in filled.told(done):
        print(line)
    print()
    for note in notes:
        print(f"Note: {note}")
    print(f"Wrote {target}: {table.count(len(done.cells), 'cell')} changed.")
    return 0


def demo(typed: argparse.Namespace) -> int:
    """Print the worked plan and write it as a filled workbook."""
    book = XlsxBook.open(template_path("funnel_plan"))
    done = fill_book(book, DEMO, datetime.date.today(), calculates_as_shipped(book))
    target = _free(Path(typed.output or DEMO_FILE))
    book.save(target)
    print(
        "A worked case: one million of revenue next year, up 25% on this year's 800,000, in deals\n"
        "of 10,000, with rates that sales and marketing agreed on. 512,000 visitors are sure to\n"
        "come, as many as this year; 410 records are open already; 70% of customers stay.\n"
    )
    for line in filled.told(done):
        print(line)
    print(
        "\n'Required' brings the goal on average; 'At 80%' brings it in 80 of 100 years like it.\n"
        f"\nWrote {target}. Open it in Excel, LibreOffice or Google Sheets, change a rate, and the"
        "\nvolumes follow. Next, your own numbers:\n"
        "  funnel plan --target 500000 --value 8000 --rates 2%,30%,25% --confidence 80%\n"
        "  funnel new                          (the workbooks to start from)\n"
        "  funnel new funnel_plan -o plan.xlsx\n"
        "  funnel fill plan.xlsx -o filled.xlsx --target 500000 --value 8000 --rates 2%,30%,25%\n"
    )
    return 0


def _free(path: Path) -> Path:
    """Give a name beside `path` that no file has yet: a demo replaces nothing."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def check(typed: argparse.Namespace) -> int:
    """Say which names a workbook has, and what is wrong with them."""
    book = XlsxBook.open(typed.workbook)
    found = check_book(book, datetime.date.today())
    if typed.json:
        table.print_json(checked.as_data(book.places(), found))
        return 1 if found.problems else 0
    for line in checked.told(book.title, book.places(), found):
        print(line)
    print(f"\n{checked.summed_up(found, ': it can be filled.')}")
    return 1 if found.problems else 0
