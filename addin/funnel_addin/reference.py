"""What the catalog says of a worksheet function, as text: for the documentation and the console."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator

from funnel_addin import functions
from funnel_addin.catalog import WHY, Argument, Kind, WorksheetFunction
from funnel_addin.functions.grid import Answer
from funnel_core.errors import FunnelError

__all__ = [
    "arguments_of",
    "as_typed_in_a_cell",
    "example_answer",
    "formula_of",
    "python_of",
    "told",
    "told_of_why",
]

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
DIGITS = 6
_LISTS = (Kind.LIST, Kind.COLUMNS, Kind.ROWS)


def as_typed_in_a_cell(function: WorksheetFunction) -> str:
    """Give the function's example as a person types it in a cell, ranges as array constants.

    >>> from funnel_addin.catalog import find
    >>> as_typed_in_a_cell(find("FUNNEL_SPREAD"))
    '=FUNNEL_SPREAD(100, {1,1,1})'
    """
    return f"={function.name}({', '.join(_typed(each) for each in json.loads(function.example))})"


def _typed(argument: object) -> str:
    if isinstance(argument, list):
        rows = [row if isinstance(row, list) else [row] for row in argument]
        return "{" + ";".join(",".join(_typed(cell) for cell in row) for row in rows) + "}"
    if argument is None:
        return ""
    if isinstance(argument, bool):
        return str(argument).upper()
    if isinstance(argument, str):
        day = _DAY.fullmatch(argument)
        if day:
            return f"DATE({', '.join(str(int(part)) for part in day.groups())})"
        return f'"{argument}"'
    return f"{argument}"


def example_answer(function: WorksheetFunction) -> tuple[tuple[str, ...], ...]:
    """Give what the example answers, each number to six digits.

    >>> from funnel_addin.catalog import find
    >>> example_answer(find("FUNNEL_SPREAD"))
    (('34', '33', '33'),)
    """
    answer: Answer = functions.call(function.name, json.loads(function.example))
    return tuple(tuple(_shown(cell) for cell in row) for row in answer)


def _shown(cell: float | int | str) -> str:
    if isinstance(cell, str):
        return cell
    shown: str = f"{cell:,}" if isinstance(cell, int) else f"{cell:,.{DIGITS}g}"
    return shown


def arguments_of(function: WorksheetFunction) -> Iterator[tuple[str, str, str]]:
    """Give each argument's name, what it is, and what it must be or is when left out."""
    for argument in function.arguments:
        if argument.default:
            # a default such as "none: every stage" reads on by itself
            told = f"without it: {argument.default.removeprefix('none: ')}"
        else:
            told = "must be given"
        yield argument.name, argument.help, f"{_kind(argument)}; {told}"


def _kind(argument: Argument) -> str:
    if argument.kind is Kind.NUMBER:
        return f"one cell: {argument.quantity.one}"
    if argument.kind in _LISTS:
        return f"{argument.kind.value}: {argument.quantity.plural}"
    if argument.kind in (Kind.FLAG, Kind.DATE):
        return f"one cell: {argument.kind.value}"
    kind: str = argument.kind.value
    return kind


def python_of(function: WorksheetFunction) -> tuple[str, ...]:
    """Name the functions of `funnel_core` that answer.

    >>> from funnel_addin.catalog import find
    >>> python_of(find("FUNNEL_SPREAD"))
    ('spread',)
    """
    return tuple(core.__name__ for core in function.core)


def formula_of(function: WorksheetFunction) -> str:
    """Give the formula and its source, from the docstring of the core function that answers.

    >>> from funnel_addin.catalog import find
    >>> formula_of(find("FUNNEL_SPREAD")).startswith("the whole part of target × weight")
    True
    """
    paragraphs = [
        " ".join(paragraph.split())
        for paragraph in (inspect.getdoc(function.core[0]) or "").split("\n\n")
    ]
    formula = [each.removeprefix("Formula: ") for each in paragraphs if each.startswith("Formula:")]
    source = [each for each in paragraphs if each.startswith("Source:")]
    return " ".join(formula + source)


def told(function: WorksheetFunction) -> str:
    """Tell all of a function in plain text, as `funnel functions NAME` prints it."""
    lines = [function.usage, "", f"{function.summary}.", f"It answers {function.shape}.", ""]
    for name, help_, must in arguments_of(function):
        lines += [f"  {name}", f"      {help_}.", f"      ({must})"]
    lines += ["", f"Formula: {formula_of(function)}"]
    lines += ["", f"Example: {as_typed_in_a_cell(function)}"]
    lines += [f"    {'   '.join(row).rstrip()}" for row in example_answer(function)]
    lines += ["", f"Try it:  funnel call {function.name} '{function.example}'"]
    lines += [f"         {function.reason}"]
    return "\n".join(lines)


WHY_SECTION = "Errors"
"""The question that FUNNEL_WHY answers, after those of the catalog's sections."""

WHY_SHAPE = "a text, in Excel (through xlwings or Office.js) and in LibreOffice Calc"

WHY_NOTES = (
    "An error that comes from no FUNNEL function is told as such",
    "Google Sheets and xlwings Lite show the sentence beside the error itself",
    "On the command line, where there are no cells, `funnel call` of the function that shows the "
    "error, with the numbers of its arguments, prints the reason",
)

WHY_EXAMPLE = ("FUNNEL_REQUIRED", "[100, [[0.5], [47]]]")
"""A call whose answer is an error, for FUNNEL_WHY to tell of."""


def why_example() -> tuple[str, str, str]:
    """Give a call that shows an error, the code that it shows, and what FUNNEL_WHY says of it.

    >>> why_example()[:2]
    ('=FUNNEL_REQUIRED(100, {0.5;47})', '#NUM!')
    """
    name, arguments = WHY_EXAMPLE
    shown = ", ".join(_typed(each) for each in json.loads(arguments))
    try:
        functions.call(name, json.loads(arguments))
    except FunnelError as error:
        return f"={name}({shown})", error.code, str(error)
    raise LookupError(f"{name}({shown}) shows no error")


def told_of_why() -> str:
    """Tell all of FUNNEL_WHY in plain text, as `funnel functions FUNNEL_WHY` prints it."""
    typed, code, reason = why_example()
    lines = [WHY.usage, "", f"{WHY.summary}.", f"It answers {WHY_SHAPE}.", ""]
    lines += [f"  {WHY.argument}", f"      {WHY.help}.", "      (one cell; must be given)", ""]
    lines += [f"{each}." for each in WHY_NOTES]
    lines += ["", f"Example: {typed} in B4 shows {code}", f"    ={WHY.name}(B4)", f"    {reason}"]
    return "\n".join(lines)
