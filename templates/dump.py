"""A workbook as text, for review: names, cells, formulas, rules and conditional looks."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet


def dump(book: bytes) -> str:
    """Give a workbook's contents as text, one cell a line."""
    formulas = openpyxl.load_workbook(io.BytesIO(book))
    values = openpyxl.load_workbook(io.BytesIO(book), data_only=True)
    lines = ["Made by python -m templates.build; do not edit.", "", "== names"]
    lines += [
        f"{name} = {place.attr_text}" for name, place in sorted(formulas.defined_names.items())
    ]
    for sheet in formulas.worksheets:
        lines += ["", f"== {sheet.title}", *_sheet(sheet, values[sheet.title])]
    return "\n".join([*lines, "", "== charts", *_charts(book)]) + "\n"


def _sheet(sheet: Worksheet, values: Worksheet) -> Iterator[str]:
    hidden = [letter for letter, column in sheet.column_dimensions.items() if column.hidden]
    yield (
        f"frozen at {sheet.freeze_panes}; protected {bool(sheet.protection.sheet)};"
        f" prints {sheet.print_area}; hidden from {', '.join(hidden) or 'nowhere'}"
    )
    for row in sheet.iter_rows():
        for cell in row:
            open_ = " (input)" if not cell.protection.locked else ""
            if cell.data_type == "f":
                shown = values[cell.coordinate].value
                yield f"{cell.coordinate}{open_} {cell.value}  ->  {shown!r}"
            elif cell.value is not None or open_:
                yield f"{cell.coordinate}{open_} {cell.value!r}"
    for merged in sorted(str(cells) for cells in sheet.merged_cells.ranges):
        yield f"merged {merged}"
    for rule in sheet.data_validations.dataValidation:
        yield (
            f"rule {rule.sqref}: {rule.type} {rule.operator or ''} {rule.formula1}"
            f" {rule.formula2 or ''} | {rule.prompt} | {rule.errorStyle or 'stop'}: {rule.error}"
        )
    for cells in sheet.conditional_formatting:
        for look in cells.rules:
            yield f"look {cells.sqref}: {look.formula[0]}"


def _charts(book: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        for part in sorted(parts.namelist()):
            text = parts.read(part).decode("utf-8", "replace")
            if part.startswith("xl/charts/chart"):
                yield f"{part}: {', '.join(re.findall(r'<c:f>([^<]*)</c:f>', text))}"
            elif part.startswith("xl/drawings/drawing"):
                yield from (f"{part}: {alt}" for alt in re.findall(r'descr="([^"]*)"', text))
