"""A lint over built workbooks: the habits of good models, checked on the file as it is.

`python -m templates.builder.lint FILE…` prints one sentence per finding and exits 1 if there is
any. It reads the file alone, and knows neither the description it was built from nor its builder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from templates.builder.lint import formulas, looks, sheets
from templates.builder.lint.reading import Book, Finding, read

__all__ = ["RULES", "Finding", "lint"]

RULES: dict[str, Callable[[Book], Iterator[Finding]]] = {
    "numbers": formulas.numbers,
    "one formula": formulas.one_formula,
    "precedents": formulas.precedents,
    "functions": formulas.functions,
    "inputs": looks.inputs,
    "locks": looks.locks,
    "units": looks.units,
    "constants": looks.constants,
    "first sheet": sheets.first_sheet,
    "checks": sheets.checks,
    "names": sheets.names,
    "hidden": sheets.hidden,
    "links": sheets.links,
}
"""What each rule looks for; `templates/README.md` says why."""


def lint(content: bytes | Path) -> list[Finding]:
    """Give what is wrong with a workbook, in the order of the rules.

    Args:
        content: an .xlsx file, or its bytes.
    """
    book = read(content)
    return [finding for rule in RULES.values() for finding in rule(book)]
