"""Rules about a whole workbook: what explains it, its checks, its names, nothing hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator

from funnel_addin.names import PREFIX, find
from templates.builder.lint.looks import FILL, INPUT
from templates.builder.lint.reading import WORKINGS, Book, Finding, area_of, filled, shows_text

__all__ = ["checks", "first_sheet", "hidden", "links", "names"]

PURPOSE = 8
"""Words that say at least what a workbook is for."""


def first_sheet(book: Book) -> Iterator[Finding]:
    """Find a first sheet that does not say what the workbook is for, its colours, its sheets."""
    first, *others = book.sheets
    cells = book.cells[first.title]
    texts = {at: str(cell.value) for at, cell in cells.items() if shows_text(cell)}
    if not any(len(text.split()) >= PURPOSE for text in texts.values()):
        yield Finding(first.title, "", "does not say what the workbook is for.")
    swatches = {filled(cell) for cell in cells.values() if shows_text(cell)}
    for colour, what in ((INPUT, "typed"), (FILL, "filled")):
        if colour not in swatches:
            yield Finding(first.title, "", f"does not show the colour of cells that are {what}.")
    for sheet in others:
        rows = {row for (row, _), text in texts.items() if text == sheet.title}
        if not rows:
            yield Finding(first.title, "", f"does not name the sheet {sheet.title}.")
        elif not any(
            row in rows and column > 1 and len(text.split()) >= 3
            for (row, column), text in texts.items()
        ):
            yield Finding(first.title, "", f"does not say what the sheet {sheet.title} is for.")


def checks(book: Book) -> Iterator[Finding]:
    """Find sheets whose checks are not counted, or are counted and not shown on the first sheet."""
    first, *others = book.sheets
    shown = {
        (area.sheet, at)
        for formula in book.formulas[first.title].values()
        for area in formula.areas
        for at in area.cells()
    }
    workings = book.cells.get(WORKINGS, {})
    for sheet in others:
        if sheet.title == WORKINGS:
            continue
        counted = [
            (row, column + 1)
            for (row, column), cell in workings.items()
            if _counts(str(cell.value), sheet.title)
        ]
        if not counted or counted[0] not in book.formulas[WORKINGS]:
            wrong = f"does not count what is to be put right on the sheet {sheet.title}."
            yield Finding(WORKINGS, "", wrong)
        elif (WORKINGS, counted[0]) not in shown:
            place = workings[counted[0]].coordinate
            wrong = f"counts the checks on {sheet.title}, and {first.title} does not show them."
            yield Finding(WORKINGS, place, wrong)


def _counts(label: str, title: str) -> bool:
    """Tell whether a label is that of a sheet's checks, such as "Goal: things to put right"."""
    return bool(re.search(rf"\b{re.escape(title)}\b", label)) and bool(
        re.search(r"(?i)\bchecks?\b|put right", label)
    )


def names(book: Book) -> Iterator[Finding]:
    """Find defined names that are not ours, that nobody knows, or that stand for no cells."""
    for name, place in book.book.defined_names.items():
        area = area_of(str(place.attr_text), "")
        where = area.sheet if area else book.sheets[0].title
        if not name.startswith(PREFIX):
            yield Finding(where, "", f"has the name {name}, which does not begin with {PREFIX}.")
        elif find(name) is None:
            yield Finding(where, "", f"has the name {name}, which the package does not know.")
        if area is None or area.sheet not in book.cells:
            yield Finding(where, "", f"has the name {name}, which stands for no cells.")
        elif any(at not in book.cells[area.sheet] for at in area.cells()):
            wrong = f"has the name {name}, which reaches beyond the cells in use."
            yield Finding(where, "", wrong)
    for sheet in book.sheets:
        for name in sheet.defined_names:
            wrong = f"has the name {name} for itself alone: names hold in the whole workbook."
            yield Finding(sheet.title, "", wrong)


def hidden(book: Book) -> Iterator[Finding]:
    """Find hidden sheets, columns and rows."""
    for sheet in book.sheets:
        if sheet.sheet_state != "visible":
            yield Finding(sheet.title, "", "is a hidden sheet.")
        for letter, column in sheet.column_dimensions.items():
            if column.hidden or column.width == 0:
                yield Finding(sheet.title, f"{letter}1", "stands in a hidden column.")
        for number, row in sheet.row_dimensions.items():
            if row.hidden or row.height == 0:
                yield Finding(sheet.title, f"A{number}", "stands in a hidden row.")


def links(book: Book) -> Iterator[Finding]:
    """Find links to other workbooks, connections and macros."""
    for part in book.parts:
        for kind in ("externalLinks/", "connections", "vbaProject", "queryTables/"):
            if kind in part:
                yield Finding(book.sheets[0].title, "", f"comes with {part}, which others lack.")
