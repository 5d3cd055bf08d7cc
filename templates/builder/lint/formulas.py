"""Rules about formulas: no hidden numbers, one per row or column, nothing read by mistake."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from openpyxl.cell.cell import Cell
from openpyxl.formula.tokenizer import Token
from openpyxl.utils import get_column_letter

from templates.builder.lint.reading import Area, At, Book, Finding, Formula, filled

__all__ = ["functions", "numbers", "one_formula", "precedents"]

ALLOWED = ("0", "1")

KNOWN = frozenset(
    "ABS AND AVERAGE CHIDIST CHOOSE COLUMN COLUMNS COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS"
    " DATE DAY EDATE EOMONTH EXACT EXP FIND FIXED GAMMADIST GAMMALN HLOOKUP IF IFERROR INDEX"
    " INT ISBLANK ISERROR ISNUMBER ISTEXT LARGE LEFT LEN LN LOG LOG10 LOOKUP LOWER MATCH MAX"
    " MEDIAN MID MIN MOD MONTH N NORMDIST NORMSDIST NORMSINV NOT OR POISSON POWER RANK REPT"
    " RIGHT ROUND ROUNDDOWN ROUNDUP ROW ROWS SEARCH SIGN SMALL SQRT SUBSTITUTE SUM SUMIF"
    " SUMIFS SUMPRODUCT T TRIM TRUNC UPPER VLOOKUP YEAR".split()
)
"""Functions that Excel 2010, Google Sheets, LibreOffice, IronCalc and formulon all know.

TEXT and VALUE are none of them: what they read and write depends on a program's language.
"""

GATHERING = frozenset("COLUMNS COUNT COUNTIF COUNTIFS INDEX MAX MIN ROWS SUM SUMIF SUMIFS".split())
"""Functions that take a range within SUMPRODUCT and give one number; any other over a range is
worked out for its first cell alone in IronCalc."""

VOLATILE = frozenset("CELL INDIRECT INFO NOW OFFSET RAND RANDBETWEEN TODAY".split())


def numbers(book: Book) -> Iterator[Finding]:
    """Find numbers within formulas: each but 0 and 1 is an assumption that nobody sees."""
    for formula in book.every_formula:
        yield from _numbers(formula, formula.cell, "the formula")
    for look in book.looks:
        for text in look.formulas:
            formula = Formula(look.sheet, 1, 1, f"={text}")
            yield from _numbers(formula, look.ranges, "the formula of a conditional format")


def _numbers(formula: Formula, place: str, what: str) -> Iterator[Finding]:
    found = [part.value for part in formula.parts if part.subtype == Token.NUMBER]
    hidden = [number for number in dict.fromkeys(found) if number not in ALLOWED]
    if any(part.type == Token.OP_POST for part in formula.parts):
        hidden.append("%")
    if hidden:
        cure = "give it a cell of its own, with a label and a reason"
        yield Finding(formula.sheet, place, f"has {' and '.join(hidden)} within {what}: {cure}.")


def one_formula(book: Book) -> Iterator[Finding]:
    """Find cells that break the formula of their row or column.

    Neighbouring formula cells with the same look are a run. In a run where a formula that reads
    its own row or column is repeated, every cell must have the run's most frequent formula, along
    its row or along its column. Where nothing is repeated, each cell is a quantity of its own.
    """
    for sheet in book.sheets:
        formulas = book.formulas[sheet.title]
        styles = {at: _look(book.cells[sheet.title][at]) for at in formulas}
        broken: dict[At, Formula] = {}
        fitting: set[At] = set()
        for step in ((0, 1), (1, 0)):
            for run in _runs(formulas, styles, step):
                counted = Counter(formulas[at].relative for at in run)
                usual, often = counted.most_common(1)[0]
                repeated = any(n > 1 and "[" in text for text, n in counted.items())
                for at in run:
                    if repeated and formulas[at].relative != usual:
                        broken.setdefault(at, formulas[at])
                    elif repeated and often > 1:
                        fitting.add(at)
        for at, formula in broken.items():
            if at not in fitting:
                yield Finding(
                    sheet.title, formula.cell, "has another formula than the cells beside it."
                )


def _look(cell: Cell) -> tuple[object, ...]:
    """Give what tells one field's cells from the next one's."""
    font, top = cell.font, cell.border.top
    return (cell.number_format, filled(cell), font.b, font.i, font.sz, top and top.style)


def _runs(
    formulas: dict[At, Formula], styles: dict[At, tuple[object, ...]], step: At
) -> Iterator[Sequence[At]]:
    """Give the longest lines of neighbouring formula cells with one look, along a direction."""
    for at in formulas:
        before = (at[0] - step[0], at[1] - step[1])
        if before in formulas and styles[before] == styles[at]:
            continue
        run = [at]
        while True:
            after = (run[-1][0] + step[0], run[-1][1] + step[1])
            if after not in formulas or styles[after] != styles[at]:
                break
            run.append(after)
        if len(run) > 1:
            yield run


def precedents(book: Book) -> Iterator[Finding]:
    """Find formulas that read a blank cell nobody can type into, or a label.

    The first cell of a row or column may reach its heading, where its neighbour reads a number:
    the running total before the first month is the heading, and counts as none.
    """
    seen: dict[Area, list[tuple[At, str]]] = {}
    for formula in book.every_formula:
        for area in formula.areas:
            if area not in seen:
                seen[area] = list(_wrong(book, area))
            for at, wrong in seen[area]:
                if _is_heading(book, formula, area):
                    continue
                place = f"{get_column_letter(at[1])}{at[0]}"
                where = place if area.sheet == formula.sheet else f"{area.sheet}!{place}"
                yield Finding(formula.sheet, formula.cell, f"reads {where}, {wrong}.")
                break


def _wrong(book: Book, area: Area) -> Iterator[tuple[At, str]]:
    cells = book.cells.get(area.sheet)
    if cells is None:
        yield (area.top, area.left), "on a sheet that is not there"
        return
    for at in area.cells():
        cell = cells.get(at)
        if cell is None or (cell.value is None and cell.protection.locked):
            yield at, "which is blank and locked"
        elif cell.data_type == "s" and cell.protection.locked:
            yield at, "which is a label"


def _is_heading(book: Book, formula: Formula, area: Area) -> bool:
    """Tell whether a neighbour with the same formula reads a proper cell instead of a heading."""
    if (area.top, area.left) != (area.bottom, area.right):
        return False
    formulas = book.formulas[formula.sheet]
    for down, right in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        if not (area.moves[0] if down else area.moves[1]):
            continue
        other = formulas.get((formula.row + down, formula.column + right))
        if other is None or other.relative != formula.relative:
            continue
        row, column = area.top + down, area.left + right
        if not list(_wrong(book, Area(area.sheet, row, column, row, column))):
            return True
    return False


def functions(book: Book) -> Iterator[Finding]:
    """Find what some program does not know, works out anew all the time, or cannot keep apart."""
    named = set(book.book.defined_names)
    for formula in book.every_formula:
        for wrong in _refused(formula):
            yield Finding(formula.sheet, formula.cell, wrong)
        for name in formula.names - named:
            yield Finding(formula.sheet, formula.cell, f"reads {name}, which is no name here.")
    for look in book.looks:
        for text in look.formulas:
            formula = Formula(look.sheet, 1, 1, f"={text}")
            for wrong in _refused(formula):
                yield Finding(look.sheet, look.ranges, f"{wrong} (conditional format)")
            if any(area.sheet != look.sheet for area in formula.areas):
                yield Finding(look.sheet, look.ranges, "has a look that reads another sheet.")


def _cell_by_cell(formula: Formula) -> Iterator[str]:
    """Find functions over a range within SUMPRODUCT."""
    within: list[str] = []
    for part in formula.parts:
        if part.subtype == Token.OPEN:
            within.append(part.value.rstrip("(").upper())
        elif part.subtype == Token.CLOSE:
            within.pop()
        elif part.subtype == Token.RANGE and ":" in part.value and "SUMPRODUCT" in within:
            inner = [name for name in within[within.index("SUMPRODUCT") + 1 :] if name]
            if inner and not GATHERING & set(inner):
                yield f"uses {inner[-1]} over a range within SUMPRODUCT: work it out cell by cell."
                return


def _refused(formula: Formula) -> Iterator[str]:
    if formula.array:
        yield "holds an array formula."
    yield from _cell_by_cell(formula)
    for part in formula.parts:
        if part.type == Token.FUNC and part.subtype == Token.OPEN:
            name = part.value.rstrip("(").upper()
            if name in VOLATILE:
                yield f"uses {name}, which changes without anybody typing."
            elif name not in KNOWN:
                yield f"uses {name}, which not every program knows."
        elif part.type == Token.ARRAY:
            yield "holds an array within its formula."
        elif part.subtype == Token.ERROR or part.value == "#REF!":
            yield f"holds the error {part.value} within its formula."
        elif part.subtype == Token.TEXT and re.fullmatch(r'"[<>=]+\d*\.\d+"', part.value):
            yield f"compares with {part.value}, whose point is a comma in other languages."
        elif part.subtype == Token.RANGE and re.search(r"\[\d+\]|\.xls", part.value):
            yield "reads another workbook."
        elif part.subtype == Token.RANGE and re.search(
            r"(?:^|!)\$?(?:[A-Z]{1,3}:\$?[A-Z]{1,3}|\d+:\$?\d+)$", part.value
        ):
            yield f"reads whole columns or rows: {part.value}."
