"""Rules about what a cell looks like and whether it can be typed into: inputs, locks, units."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter

from templates.builder.lint.reading import (
    WORKINGS,
    At,
    Book,
    Finding,
    filled,
    shows_text,
)
from templates.builder.styling import (
    FILLED_FILL,
    GREY,
    INPUT_FILL,
    NAVY,
    SECTION,
    SHADES,
    SMALL,
)

__all__ = ["constants", "inputs", "locks", "units"]

INPUT, FILL, HEAD, QUIET = (colour.lstrip("#") for colour in (INPUT_FILL, FILLED_FILL, NAVY, GREY))
REASON = 3
"""Words that a reason has at least."""

UNITS = re.compile(
    r"(?i)\b(records?|money|months?|days?|weeks?|quarters?|years?|periods?|customers?|wins?|deals?"
    r"|people|reps?|share|percent|times|factors?|weights?|ranks?|number|counts?|counted|entered"
    r"|advanced|points?|checks?|volumes?|per|odds|chance|p|r|n)\b|%|#|[€$£]"
)
"""Words that say what numbers are in."""


def inputs(book: Book) -> Iterator[Finding]:
    """Find inputs without the look of inputs, on the wrong sheet, and what only looks like one."""
    for number, sheet in enumerate(book.sheets):
        typed = book.coloured(sheet.title, INPUT)
        open_to_fill = book.coloured(sheet.title, FILL)
        for at, cell in book.cells[sheet.title].items():
            looks_typed = filled(cell) == INPUT or at in typed
            looks_filled = filled(cell) == FILL or at in open_to_fill
            if cell.protection.locked:
                legend = number == 0 and cell.data_type == "s" and at not in typed
                if looks_typed and not legend:
                    wrong = "is locked, but has the colour of an input."
                    yield Finding(sheet.title, cell.coordinate, wrong)
            elif cell.data_type != "f" and not looks_typed and not looks_filled:
                wrong = "can be typed into, but looks neither typed nor filled."
                yield Finding(sheet.title, cell.coordinate, wrong)
            elif sheet.title == WORKINGS and looks_typed:
                wrong = "is an input, and inputs do not stand among the workings."
                yield Finding(sheet.title, cell.coordinate, wrong)


def locks(book: Book) -> Iterator[Finding]:
    """Find formulas that can be typed over, and sheets without protection or with a password."""
    for sheet in book.sheets:
        if not sheet.protection.sheet:
            yield Finding(sheet.title, "", "is not protected.")
        elif sheet.protection.password or sheet.protection.hashValue:
            yield Finding(sheet.title, "", "is protected with a password.")
        for at in book.formulas[sheet.title]:
            cell = book.cells[sheet.title][at]
            if not cell.protection.locked:
                yield Finding(sheet.title, cell.coordinate, "holds a formula and is not locked.")


def constants(book: Book) -> Iterator[Finding]:
    """Find fixed numbers that stand elsewhere than among the workings, unnamed or unexplained."""
    for sheet in book.sheets:
        cells = book.cells[sheet.title]
        for (row, column), cell in cells.items():
            if cell.data_type != "n" or cell.value is None or not cell.protection.locked:
                continue
            if sheet.title != WORKINGS:
                wrong = "holds a fixed number: constants stand on the sheet Workings."
                yield Finding(sheet.title, cell.coordinate, wrong)
                continue
            if not shows_text(cells.get((row, column - 1))):
                yield Finding(sheet.title, cell.coordinate, "is a constant without a label.")
            beside = [cells.get((row, column + step)) for step in (1, 2)]
            if not any(c is not None and len(str(c.value).split()) >= REASON for c in beside):
                yield Finding(sheet.title, cell.coordinate, "is a constant without a reason.")


def units(book: Book) -> Iterator[Finding]:
    """Find numbers that do not say what they are in, on the sheets that people read.

    A number says it by its format (%, a date, a currency); by a unit beside it in its line, small
    and grey; by the unit beside its row's label; by a unit below its column's heading; or by a
    word in that heading, the band or the section above it. One finding for each line or column.
    """
    for sheet in book.sheets:
        if sheet.title == WORKINGS:
            continue
        cells = book.cells[sheet.title]
        said: set[At] = set()
        for (row, column), cell in cells.items():
            if not _is_number(cell) or _format_says(cell.number_format):
                continue
            said_before = {(row - 1, column), (row, column - 1)} & said
            if said_before or _has_unit(cells, row, column):
                if said_before:
                    said.add((row, column))
                continue
            said.add((row, column))
            wrong = f"shows a number ({cell.number_format}) and nothing says its unit."
            yield Finding(sheet.title, f"{get_column_letter(column)}{row}", wrong)


def _is_number(cell: Cell) -> bool:
    if cell.number_format in ("General", "@") or filled(cell) == HEAD:
        return False
    return cell.data_type in ("n", "f") and (cell.value is not None or not cell.protection.locked)


def _format_says(shown: str) -> bool:
    bare = re.sub(r'"[^"]*"|\\.|_.|\[(?!\$)[^\]]*\]', "", shown)
    return bool(re.search(r"%|[dmy]|\[\$|[€$£]", bare))


def _has_unit(cells: dict[At, Cell], row: int, column: int) -> bool:
    return _is_unit(cells.get((row, column + 1))) or any(
        _is_unit(cell) or _names_unit(cell)
        for cell in (*_row_labels(cells, row, column), *_headings(cells, row, column))
    )


def _row_labels(cells: dict[At, Cell], row: int, column: int) -> Iterator[Cell]:
    """Give the texts that stand left of a number, the nearest run of them."""
    found = False
    for left in range(column - 1, 0, -1):
        cell = cells.get((row, left))
        if cell is not None and shows_text(cell) and cell.protection.locked:
            found = True
            yield cell
        elif found:
            return


def _headings(cells: dict[At, Cell], row: int, column: int) -> Iterator[Cell]:
    """Give the unit, the heading, the band and the section above a number."""
    headed = False
    for above in range(row - 1, 0, -1):
        cell = cells.get((above, column)) or _spanning(cells, above, column)
        if cell is None or cell.value is None:
            if headed and cells.get((above, column)) is not None:
                cell = _spanning(cells, above, column)
            if cell is None or cell.value is None:
                continue
        if filled(cell) == HEAD:
            headed = True
            yield cell
        elif cell.font.sz == SECTION:
            yield cell
            return
        elif headed or _is_unit(cell):
            yield cell


def _spanning(cells: dict[At, Cell], row: int, column: int) -> Cell | None:
    """Give the merged text left of a cell that it spans, in a heading's row."""
    for left in range(column - 1, 0, -1):
        cell = cells.get((row, left))
        if cell is not None and cell.value is not None:
            return cell if shows_text(cell) else None
    return None


def _is_unit(cell: Cell | None) -> bool:
    return (
        cell is not None
        and shows_text(cell)
        and cell.font.sz == SMALL
        and cell.font.color is not None
        and _near(str(cell.font.color.rgb)[-6:], QUIET)
    )


def _near(one: str, two: str) -> bool:
    """Tell whether two colours look the same; the builder turns last bits here and there."""
    return int(one, 16) // SHADES == int(two, 16) // SHADES


def _names_unit(cell: Cell) -> bool:
    return shows_text(cell) and bool(UNITS.search(str(cell.value)))
