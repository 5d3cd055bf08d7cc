"""Faults of a workbook file that its schema allows: what a validator does not see.

A spreadsheet repairs such a file with a warning, shows #NAME?, or quietly loses what it cannot
place.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from funnel_addin.books.port import Problem, quoted
from funnel_addin.books.xlsx.entrance import read_file
from funnel_addin.books.xlsx.markup import Element, local, namespace, parse
from funnel_addin.books.xlsx.package import Package
from funnel_addin.books.xlsx.sheet_lint import SheetLint
from funnel_addin.books.xlsx.sheets import Sheets
from funnel_addin.books.xlsx.syntax import FormulaCheck
from funnel_addin.books.xlsx.values import unescaped
from funnel_addin.books.xlsx.workbook import Workbook, area_of

__all__ = ["lint"]


def lint(path: str | os.PathLike[str]) -> list[Problem]:
    """Find the faults of a workbook file.

    Finds duplicate names, names and formulas that point nowhere, formulas that do not balance, new
    functions without their prefix, rows and cells out of order or twice there, indexes past the end
    of a table, tables whose headers disagree with their cells, overlapping merges.

    Raises `TemplateError` for a file that cannot be opened as a workbook at all.
    """
    place = Path(path)
    workbook = Workbook(Package(read_file(place), place.name))
    sheets = Sheets(workbook)
    check = FormulaCheck(workbook)
    found = [*_names(workbook, check), *_tables(sheets), *_calculation_chain(sheets)]
    for sheet in workbook.sheets:
        if sheet.kind == "worksheet":
            found += SheetLint(sheets, sheet, check).problems()
    return [*found, *_charts(workbook, check)]


def _names(workbook: Workbook, check: FormulaCheck) -> Iterator[Problem]:
    times = Counter((name.name.casefold(), name.sheet) for name in workbook.names)
    told: set[tuple[str, int | None]] = set()
    for name in workbook.names:
        key = (name.name.casefold(), name.sheet)
        if times[key] > 1 and key not in told:
            told.add(key)
            yield Problem(
                name.name,
                name.text,
                f"the name {name.name} is defined {times[key]} times: delete all but one",
            )
        if name.sheet is not None and name.sheet >= len(workbook.sheets):
            yield Problem(
                name.name,
                name.text,
                f"the name {name.name} belongs to sheet number {name.sheet + 1}, which is missing",
            )
        for fault in check.faults(name.text):
            sentence = f"the name {name.name} stands for {name.text}: {fault}"
            yield Problem(name.name, name.text, sentence)


def _tables(sheets: Sheets) -> Iterator[Problem]:
    workbook = sheets.workbook
    for table in workbook.tables:
        sheet = workbook.sheets[table.sheet]
        where = f"{quoted(sheet.name)}!{table.name}"
        if len(table.columns) != table.area.columns:
            yield Problem(
                table.name,
                where,
                f"the table {table.name} has {table.area.columns} columns of cells but "
                f"{len(table.columns)} names for them",
            )
            continue
        if not table.header_rows:
            continue
        for step, column in enumerate(table.columns):
            held = sheets.grid(sheet).value(table.area.top, table.area.left + step)
            if str(held) != unescaped(column):
                yield Problem(
                    table.name,
                    where,
                    f"column {step + 1} of the table {table.name} is called {column!r}, but its "
                    f"header cell holds {held!r}: they must be the same",
                )


def _calculation_chain(sheets: Sheets) -> Iterator[Problem]:
    workbook = sheets.workbook
    root = workbook.linked("calcChain")
    if root is None:
        return
    ids = {
        element.get("sheetId", ""): index
        for index, element in enumerate(workbook.root.iter(f"{workbook.ns}sheet"))
    }
    sheet_id = ""
    for entry in root.iter(f"{namespace(root)}c"):
        sheet_id = entry.get("i", sheet_id)
        area = area_of(entry.get("r", ""))
        index = ids.get(sheet_id)
        if area is None or index is None or (index, area.top, area.left) not in sheets.formulas:
            yield Problem(
                "calcChain",
                entry.get("r", ""),
                f"the calculation chain lists {entry.get('r')} of sheet id {sheet_id}, where no "
                "formula stands",
            )


def _charts(workbook: Workbook, check: FormulaCheck) -> Iterator[Problem]:
    for part in workbook.package.names:
        if "/charts/" not in part or not part.endswith(".xml"):
            continue
        root = parse(workbook.package.read(part), part, workbook.title)
        for text in dict.fromkeys(_series(root)):
            for fault in check.faults(text):
                yield Problem("chart", part, f"a chart ({part}) shows {text}: {fault}")


def _series(root: Element) -> Iterator[str]:
    for element in root.iter():
        if local(element) == "f" and element.text:
            yield element.text.strip()
