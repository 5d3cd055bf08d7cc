"""Files become spreadsheets and spreadsheets files: xlsx and CSV, in and out."""

import csv
import io
import re
from typing import Any, Protocol

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook.defined_name import DefinedName

from tests.sheets_server import a1, shown
from tests.sheets_server.context import Context
from tests.sheets_server.entered import EPOCH, ERRORS, user_entered
from tests.sheets_server.errors import Refused
from tests.sheets_server.grid import (
    BARE,
    Book,
    Cell,
    CellError,
    GridRange,
    NamedRange,
    Sheet,
    Value,
)

SHEETS = "application/vnd.google-apps.spreadsheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV, TSV = "text/csv", "text/tab-separated-values"
CONVERTED = frozenset({XLSX, CSV, TSV})
_RULES = {
    "list": "ONE_OF_RANGE",
    "whole": "NUMBER",
    "decimal": "NUMBER",
    "date": "DATE",
    "custom": "CUSTOM_FORMULA",
}
_COMPARED = {
    "between": "BETWEEN",
    "notBetween": "NOT_BETWEEN",
    "greaterThan": "GREATER",
    "greaterThanOrEqual": "GREATER_THAN_EQ",
    "lessThan": "LESS",
    "lessThanOrEqual": "LESS_THAN_EQ",
    "equal": "EQ",
    "notEqual": "NOT_EQ",
}


class _Numbers(Protocol):
    def randrange(self, start: int, stop: int) -> int: ...


def book_of(spreadsheet_id: str, title: str, content: bytes, mime: str, rng: _Numbers) -> Book:
    """The spreadsheet that Drive makes of an uploaded file."""
    book = Book(spreadsheet_id, title, time_zone="America/Los_Angeles")
    if mime == XLSX:
        _fill_from_xlsx(book, content, rng)
    else:
        book.sheets.append(sheet_of_text(title, content, "," if mime == CSV else "\t"))
    book.check_size()
    return book


def sheet_of_text(title: str, content: bytes, mark: str) -> Sheet:
    """A sheet of a CSV or TSV file, called like the file, its fields read as if typed."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=mark))
    sheet = Sheet(0, title, max(1000, len(lines)), max([26, *map(len, lines)]))
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            if text:
                sheet.put((row, column), user_entered(BARE, text, "en_US", "upload"))
    return sheet


def _fill_from_xlsx(book: Book, content: bytes, rng: _Numbers) -> None:
    try:
        typed = openpyxl.load_workbook(io.BytesIO(content))
        worth = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except Exception as cause:
        raise Refused(f"The file could not be converted: {cause}", reason="badRequest") from None
    for index, page in enumerate(typed.worksheets):
        sheet_id = 0 if index == 0 else rng.randrange(1, 2**31)
        sheet = Sheet(sheet_id, page.title, max(1000, page.max_row), max(26, page.max_column))
        if page.sheet_state != "visible":
            sheet.looks["hidden"] = True
        _fill_sheet(sheet, page, worth[page.title], rng)
        book.sheets.append(sheet)
    for page in (None, *typed.worksheets):
        names = typed.defined_names if page is None else page.defined_names
        for name, defined in names.items():
            area = _area(book, defined.attr_text)
            if area:
                book.names.append(NamedRange(str(rng.randrange(1, 2**31)), name, area))


def _area(book: Book, text: str) -> GridRange | None:
    """The range of a defined name; constants and formulas have none, and are not converted."""
    found = re.fullmatch(
        r"=?((?:'(?:[^']|'')+'|[\w.]+)!)(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)", text or ""
    )
    title = a1.split(found[1] + "A1")[0] if found else None
    sheet = book.titled(title) if title else None
    sides = a1.corners(found[2].replace("$", "")) if found else None
    return GridRange(sheet.sheet_id, *sides) if sheet and sides else None


def _fill_sheet(sheet: Sheet, page: Any, worth: Any, rng: _Numbers) -> None:
    for line in page.iter_rows():
        for cell in line:
            made = _cell(cell, worth[cell.coordinate].value)
            sheet.put((cell.row - 1, cell.column - 1), made)
    for merged in page.merged_cells.ranges:
        left, top, right, bottom = merged.bounds
        sheet.merges.append(GridRange(sheet.sheet_id, top - 1, left - 1, bottom, right))
    if page.freeze_panes:
        left, top, _, _ = range_boundaries(page.freeze_panes)
        frozen = {"frozenRowCount": top - 1, "frozenColumnCount": left - 1}
        sheet.looks["gridProperties"] = {name: size for name, size in frozen.items() if size}
    for rule in page.data_validations.dataValidation:
        body = _validation(rule)
        for area in rule.sqref.ranges:
            for row in range(area.min_row - 1, area.max_row):
                for column in range(area.min_col - 1, area.max_col):
                    old = sheet.cells.get((row, column), BARE)
                    new = Cell(old.value, old.formula, old.number_format, old.style, old.note, body)
                    sheet.put((row, column), new)
    for chart in page._charts:
        sheet.charts.append(_chart(sheet, chart, rng))


def _chart(sheet: Sheet, chart: Any, rng: _Numbers) -> dict[str, Any]:
    corner = chart.anchor._from
    owner = {"sheetId": sheet.sheet_id} if sheet.sheet_id else {}
    place = owner | {"rowIndex": corner.row, "columnIndex": corner.col}
    return {
        "chartId": rng.randrange(1, 2**31),
        "spec": {"hiddenDimensionStrategy": "SKIP_HIDDEN_ROWS_AND_COLUMNS"},
        "position": {"overlayPosition": {"anchorCell": place}},
    }


def _cell(cell: Any, cached: Any) -> Cell:
    note = cell.comment.text if cell.comment else ""
    text = cell.value
    if hasattr(text, "text"):
        text = text.text
    shape = _number_format(cell)
    if cell.data_type == "f":
        # a formula that came to "" is stored like one that was never worked out
        return Cell("" if cached is None else _value(cached), str(text), shape, note=note)
    if cell.data_type == "e":
        return Cell(CellError(str(text)), "", shape, note=note)
    return Cell(_value(text, error=False), "", shape, note=note)


def _value(value: Any, error: bool = True) -> Value:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, str):
        return CellError(value) if error and value in ERRORS else value
    if hasattr(value, "hour") and not hasattr(value, "year"):
        return (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    days = float(
        (value.date() if hasattr(value, "date") else value).toordinal() - EPOCH.toordinal()
    )
    if hasattr(value, "hour"):
        days += (value.hour * 3600 + value.minute * 60 + value.second) / 86400
    return days


def _number_format(cell: Any) -> tuple[str, str] | None:
    pattern = cell.number_format
    if pattern == "General":
        return None
    if pattern == "@":
        return "TEXT", "@"
    if cell.is_date:
        timed = bool(re.search("[hs]", pattern))
        dated = bool(re.search("[yd]", pattern))
        return ("DATE_TIME" if dated else "TIME") if timed else "DATE", pattern
    return "PERCENT" if "%" in pattern else "NUMBER", pattern


def _validation(rule: Any) -> dict[str, Any]:
    kind, values = _RULES.get(rule.type, "CUSTOM_FORMULA"), []
    formulas = [each for each in (rule.formula1, rule.formula2) if each]
    if rule.type == "list" and rule.formula1 and rule.formula1.startswith('"'):
        kind = "ONE_OF_LIST"
        values = [{"userEnteredValue": each} for each in rule.formula1.strip('"').split(",")]
    elif kind == "DATE":
        kind = "DATE_" + {"between": "BETWEEN", "notBetween": "NOT_BETWEEN"}.get(
            rule.operator, "IS_VALID_DATE"
        ).removeprefix("DATE_")
        kind = "DATE_IS_VALID" if kind.endswith("VALID_DATE") else kind
    elif kind == "NUMBER":
        kind = f"NUMBER_{_COMPARED.get(rule.operator or 'between', 'BETWEEN')}"
    if not values:
        values = [{"userEnteredValue": _formula(each)} for each in formulas]
    condition = {"type": kind, "values": values}
    return {
        "condition": condition,
        "strict": rule.errorStyle in {None, "stop"},
        "showCustomUi": True,
    }


def _formula(text: str) -> str:
    return text if re.fullmatch(r"[-\d.]+", text) else "=" + text.removeprefix("=")


def exported(context: Context, mime: str) -> bytes:
    """A spreadsheet as a file: xlsx of all of it, CSV and TSV of its first sheet."""
    if mime == XLSX:
        return _xlsx(context)
    if mime not in {CSV, TSV}:
        raise Refused("The requested conversion is not supported.", reason="badRequest")
    sheet = context.book.sheets[0]
    used = [place for place, cell in sheet.cells.items() if not cell.blank]
    rows, columns = (max((place[at] for place in used), default=-1) + 1 for at in (0, 1))
    out = io.StringIO()
    writer = csv.writer(out, delimiter="," if mime == CSV else "\t", lineterminator="\r\n")
    for row in range(rows):
        writer.writerow([_text(context, sheet, row, column) for column in range(columns)])
    return out.getvalue().removesuffix("\r\n").encode()


def _text(context: Context, sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column), BARE)
    return shown.formatted(cell, context.calculator.value(sheet, row, column), context.book.locale)


def _xlsx(context: Context) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in context.book.sheets:
        page = book.create_sheet(sheet.title)
        page.sheet_state = "hidden" if sheet.hidden else "visible"
        for (row, column), cell in sheet.cells.items():
            made = page.cell(row + 1, column + 1, cell.formula or shown.plain(cell.value) or None)
            if isinstance(cell.value, bool) or cell.value == 0:
                made.value = cell.value
            if isinstance(cell.value, str) and not cell.formula:
                made.data_type = "s"
            if cell.number_format:
                made.number_format = cell.number_format[1]
        for each in sheet.merges:
            page.merge_cells(a1.written(sheet, each.box(sheet)).rpartition("!")[2])
    for name in context.book.names:
        if name.range:
            sheet = context.book.sheet(name.range.sheet_id)
            corner = a1.written(sheet, name.range.box(sheet)).rpartition("!")[2]
            absolute = re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", corner)
            text = f"{a1.quoted(sheet.title)}!{absolute}"
            book.defined_names[name.name] = DefinedName(name.name, attr_text=text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
