"""Formulas as Calc's interface writes them: which worksheet functions they call, and with what.

Arguments are parted by semicolons, names are English: =FUNNEL.CAC(A1;Sheet2.B1:B3;{1;2};"a text").
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

__all__ = ["REFERENCE", "TEXT", "Call", "calculated", "calls_in", "constant", "is_reference"]

_NAME = re.compile(r"(?<![A-Za-z0-9_.])FUNNEL[._]([A-Z][A-Z_]*)\s*\(", re.IGNORECASE)
_CATCHES = re.compile(
    r"(?<![A-Za-z0-9_.])(IFERROR|IFNA|ISERROR|ISERR|ISNA|ERROR\.TYPE|ERRORTYPE|AGGREGATE)\(", re.I
)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(E[+-]?\d+)?(%?)", re.IGNORECASE)
_ERROR = re.compile(r"#N/A|#[A-Z0-9/]+[!?]")
_CELL = r"\$?[A-Z]{1,3}\$?[1-9][0-9]*"
_LINE = r"\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?[1-9][0-9]*:\$?[1-9][0-9]*"
_SHEET = r"\$?(?:[^\W]\w*|'(?:[^']|'')+')\."
REFERENCE = re.compile(rf"(?:{_SHEET})?(?:{_CELL}(?::(?:{_SHEET})?{_CELL})?|{_LINE})")
TEXT = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'")
"""A text in a formula, or a sheet's name in quotes."""
_OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_CLOSES = {"(": ")", "{": "}"}


@dataclass(frozen=True)
class Call:
    """A call of one of our functions: its name, its arguments as they are typed, its own text.

    One that is `caught` stands within another function that looks for errors.
    """

    function: str
    arguments: tuple[str, ...]
    text: str
    caught: bool = False


@lru_cache(maxsize=20_000)
def calls_in(formula: str) -> tuple[Call, ...]:
    """Find the calls of our functions in a formula, the innermost first.

    >>> [each.text for each in calls_in('=1+FUNNEL.CAC(FUNNEL.ROI(1;A1);"(")')]
    ['FUNNEL.ROI(1;A1)', 'FUNNEL.CAC(FUNNEL.ROI(1;A1);"(")']
    """
    texts = _texts(formula)
    caught = [_first_argument(formula, each.end()) for each in _CATCHES.finditer(formula)]
    calls = []
    for found in _NAME.finditer(formula):
        if any(begin <= found.start() < end for begin, end in texts):
            continue
        arguments, end = _arguments(formula, found.end())
        name = f"FUNNEL_{found.group(1).upper()}"
        within = any(first <= found.start() < last for first, last in caught)
        calls.append((end, Call(name, arguments, formula[found.start() : end], within)))
    return tuple(call for _, call in sorted(calls, key=lambda each: each[0]))


def _texts(formula: str) -> list[tuple[int, int]]:
    """Give where texts and quoted names of sheets begin and end."""
    return [each.span() for each in TEXT.finditer(formula)]


def _first_argument(formula: str, start: int) -> tuple[int, int]:
    """Give where the first argument of a call begins and ends."""
    first = _arguments(formula, start)[0][:1]
    return start, sum(formula.find(each, start) + len(each) for each in first)


def _arguments(formula: str, start: int) -> tuple[tuple[str, ...], int]:
    """Part the arguments of a call whose bracket opened just before `start`."""
    arguments, open_, begin, at = [], [")"], start, start
    while at < len(formula) and open_:
        character = formula[at]
        if character in "\"'":
            at = formula.find(character, at + 1)
            at = len(formula) if at < 0 else at
        elif character in _CLOSES:
            open_.append(_CLOSES[character])
        elif character == open_[-1]:
            open_.pop()
        elif character == ";" and len(open_) == 1:
            arguments.append(formula[begin:at].strip())
            begin = at + 1
        at += 1
    last = formula[begin : at - 1].strip()
    if last or arguments:
        arguments.append(last)
    return tuple(arguments), at


def is_reference(text: str) -> bool:
    """Tell whether an argument is a cell or a range, and nothing else.

    >>> is_reference("$Sheet1.A1:B$3"), is_reference("'My plan'.A1"), is_reference("A1*2")
    (True, True, False)
    """
    return REFERENCE.fullmatch(text) is not None


def constant(text: str) -> Any:
    """Give what an argument is that is a number, a text or an array of them; else None.

    >>> constant("-1.5E3"), constant("50%"), constant('"a ""b"" c"'), constant("{1;2|3;4}")
    (-1500.0, 0.5, 'a "b" c', ((1.0, 2.0), (3.0, 4.0)))
    """
    if text.startswith("{") and text.endswith("}"):
        rows = tuple(
            tuple(constant(cell.strip()) for cell in _parted(row, ";"))
            for row in _parted(text[1:-1], "|")
        )
        return None if any(cell is None for row in rows for cell in row) else rows
    if len(text) > 1 and text[0] == text[-1] == '"' and _texts(text) == [(0, len(text))]:
        return text[1:-1].replace('""', '"')
    found = _NUMBER.fullmatch(text.replace(" ", ""))
    if found:
        number = text.replace(" ", "").rstrip("%")
        return float(number) / 100 if found.group(3) else float(number)
    if text.upper() in ("TRUE()", "FALSE()", "TRUE", "FALSE"):
        return float(text.upper().startswith("TRUE"))
    return text if _ERROR.fullmatch(text) else None


def calculated(text: str, held: Callable[[str], float | None]) -> float | None:
    """Work out an argument that adds, subtracts, multiplies and divides numbers and cells.

    Args:
        text: the argument.
        held: gives the number in a cell, or None.

    Returns:
        The number, or None for anything else.

    >>> calculated("-(2+A1)*50%", {"A1": 4.0}.get), calculated("SUM(A1;2)", {"A1": 4.0}.get)
    (-3.0, None)
    """
    numbers: list[float | None] = []

    def numbered(found: re.Match[str]) -> str:
        numbers.append(held(found.group()))
        return f" n{len(numbers) - 1} "

    plain = REFERENCE.sub(numbered, text.strip()).replace("%", "/100")
    if re.search(r"[^-+*/()\sn0-9.E]", plain) or None in numbers:
        return None
    try:
        return _worked_out(ast.parse(plain.strip(), mode="eval").body, numbers)
    except (SyntaxError, ArithmeticError, ValueError):
        return None


def _worked_out(node: ast.expr, numbers: Sequence[Any]) -> float:
    if isinstance(node, ast.Constant):
        return float(node.value)
    if isinstance(node, ast.Name):
        return float(numbers[int(node.id[1:])])
    if isinstance(node, ast.UnaryOp):
        number = _worked_out(node.operand, numbers)
        return -number if isinstance(node.op, ast.USub) else number
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        left, right = _worked_out(node.left, numbers), _worked_out(node.right, numbers)
        return _OPERATORS[type(node.op)](left, right)
    raise ValueError(ast.dump(node))


def _parted(text: str, separator: str) -> list[str]:
    """Part a text where no quotes are open."""
    parts, begin = [], 0
    spans = _texts(text)
    for at, character in enumerate(text):
        if character == separator and not any(b <= at < e for b, e in spans):
            parts.append(text[begin:at])
            begin = at + 1
    return [*parts, text[begin:]]
