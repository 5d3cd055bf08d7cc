"""What is wrong with a formula as it stands in a file, though the file's schema allows it."""

from __future__ import annotations

from collections.abc import Iterator

from funnel_addin.books.xlsx.formulas import Token, scan
from funnel_addin.books.xlsx.references import (
    NameRef,
    TableRef,
    parse_references,
    sheet_names,
)
from funnel_addin.books.xlsx.tables import find_table, table_area
from funnel_addin.books.xlsx.vocabulary import bare, file_prefix, is_known, reads_anything
from funnel_addin.books.xlsx.workbook import Workbook

__all__ = ["FormulaCheck"]

CLOSES = {"(": ")", "{": "}"}
SHORTHAND = {
    "#": "a spilled range is written A1# in it: a file must say _xlfn.ANCHORARRAY(A1)",
    "@": "an @ is written in it: a file must say _xlfn.SINGLE(…)",
}


class FormulaCheck:
    """Finds faults in formulas, given the names, sheets and tables of their workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._names = {name.name.casefold() for name in workbook.names}

    def faults(self, formula: str) -> Iterator[str]:
        """Give each fault of a formula (without its =) as the second half of a sentence."""
        tokens = scan(formula)
        if not _balances(tokens):
            yield "its quotes, brackets or parentheses do not balance"
            return
        yield from self._shorthand(tokens)
        yield from self._unprefixed(tokens)
        parsed = parse_references(formula)
        if parsed.dead:
            yield "it points to cells that were deleted (#REF!)"
        for sheet in dict.fromkeys(self._missing_sheets(tokens)):
            yield f"it points to the sheet “{sheet}”, which the workbook does not have"
        for reference in parsed.references:
            if isinstance(reference, NameRef) and not self._is_defined(reference, tokens):
                yield f"it uses the name {reference.name}, which is defined nowhere"
            elif isinstance(reference, TableRef) and not self._is_in_table(reference):
                what = f"{reference.table}{reference.inside}"
                yield f"it points to {what}, which no table of the workbook has"

    def _shorthand(self, tokens: tuple[Token, ...]) -> Iterator[str]:
        for mark, sentence in SHORTHAND.items():
            if any(token.kind == "operator" and token.text == mark for token in tokens):
                yield sentence
        if any(token.kind == "table" and "[@" in token.text for token in tokens):
            yield "a column of its own row is written [@…] in it: a file must say [#This Row]"

    def _unprefixed(self, tokens: tuple[Token, ...]) -> Iterator[str]:
        for token in tokens:
            if token.kind != "function" or token.text.casefold() in self._names:
                continue
            prefix = file_prefix(token.text)
            if prefix and not token.text.upper().startswith(prefix.upper() + bare(token.text)):
                name = bare(token.text)
                yield f"the function {name} must be written {prefix}{name} in a file"

    def _missing_sheets(self, tokens: tuple[Token, ...]) -> Iterator[str]:
        for token in tokens:
            if token.kind == "sheet":
                for name in sheet_names(token.text):
                    if self._workbook.sheet(name) is None:
                        yield name

    def _is_defined(self, reference: NameRef, tokens: tuple[Token, ...]) -> bool:
        """Tell whether a name is defined; a function that is none of ours is an add-in's."""
        if reference.sheet is not None and self._workbook.sheet(reference.sheet) is None:
            return True
        if reference.name.casefold() in self._names:
            return True
        if any(token.kind == "function" and token.text == reference.name for token in tokens):
            return True
        if is_known(reference.name) or reads_anything(reference.name):
            return True
        return find_table(self._workbook.tables, reference.name) is not None

    def _is_in_table(self, reference: TableRef) -> bool:
        if not reference.table:
            return True
        table = find_table(self._workbook.tables, reference.table)
        return table is not None and table_area(table, reference) is not None


def _balances(tokens: tuple[Token, ...]) -> bool:
    waiting: list[str] = []
    for token in tokens:
        if token.kind == "unknown":
            return False
        if token.kind == "open":
            waiting.append(CLOSES[token.text])
        elif token.kind == "close" and (not waiting or waiting.pop() != token.text):
            return False
    return not waiting
