"""What Excel shows of each function in its wizard, and the IntelliSense add-in while one types."""

from __future__ import annotations

from dataclasses import dataclass

from funnel_addin.catalog import CATALOG, WHY, WorksheetFunction
from funnel_addin.udfs import vba_name

__all__ = ["LONGEST", "Described", "described", "intellisense"]

LONGEST = 255
"""Characters of a description that Excel takes, and of the names of all arguments together."""

_ASCII = str.maketrans({"−": "-", "–": "-", "÷": "/", "×": "x", "’": "'", "…": "..."})


@dataclass(frozen=True, slots=True)
class Described:
    """A function's name, what it answers, and each argument's name with its help."""

    name: str
    description: str
    arguments: tuple[tuple[str, str], ...]


def described() -> tuple[Described, ...]:
    """Describe all functions, FUNNEL_WHY the last, within what Excel takes.

    Raises:
        ValueError: a text is longer than Excel takes, or holds a letter that VBA cannot save.
    """
    functions = [_of_catalog(entry) for entry in CATALOG]
    functions.append(Described(WHY.name, WHY.summary, ((WHY.argument, _fitting(WHY.help)),)))
    for each in functions:
        names = ", ".join(name for name, _ in each.arguments)
        if len(names) >= LONGEST:
            raise ValueError(f"the arguments' names of {each.name} are longer than Excel shows")
    return tuple(functions)


def _of_catalog(entry: WorksheetFunction) -> Described:
    full = f"{entry.summary}: {entry.shape}"
    return Described(
        entry.name,
        _fitting(full if len(full) <= LONGEST else entry.summary),
        tuple((vba_name(each.name), _fitting(each.told)) for each in entry.arguments),
    )


def _fitting(text: str) -> str:
    plain = text.translate(_ASCII)
    if len(plain) > LONGEST or not plain.isascii():
        raise ValueError(f"Excel takes {LONGEST} characters of plain ASCII; got {plain!r}")
    return plain


def intellisense() -> list[list[str]]:
    """Give the rows of the sheet `_IntelliSense_` that Excel-DNA's add-in reads.

    A function a row: its name, description and help topic, then name and help of each argument.
    """
    rows = [["FunctionInfo", "1"]]
    for each in described():
        pairs = [text for pair in each.arguments for text in pair]
        rows.append([each.name, each.description, "", *pairs])
    return rows
