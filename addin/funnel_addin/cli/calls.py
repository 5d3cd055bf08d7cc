"""`funnel call`: a worksheet function answered as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator

from funnel_addin import functions
from funnel_addin.catalog import WHY
from funnel_core.errors import FunnelError, InputError

__all__ = ["answer", "answer_lines", "call"]

LINE = '{"function": "NAME", "args": [arguments]}'
"""What a line of a batch must be."""


def call(typed: argparse.Namespace) -> int:
    """Answer a worksheet function, or a batch of them."""
    if typed.batch:
        if typed.function is not None:
            raise InputError("--batch reads functions from its lines: give no name beside it")
        for answered in answer_lines(sys.stdin):
            print(json.dumps(answered, ensure_ascii=False, allow_nan=False), flush=True)
        return 0
    if typed.function is None:
        raise InputError("name a function, such as FUNNEL_REQUIRED, or give --batch")
    if len(typed.arguments) > 1:
        raise InputError(
            "the arguments are one JSON array in quotes, such as '[100, [[0.5],[0.25]]]'; got "
            f"{len(typed.arguments)}: {' '.join(typed.arguments)}"
        )
    answered = answer(typed.function, *typed.arguments or ["[]"])
    print(json.dumps(answered, ensure_ascii=False, allow_nan=False))
    return 1 if "error" in answered else 0


def answer(name: str, arguments: str) -> dict[str, object]:
    """Answer one function with its arguments as the text of a JSON array.

    >>> answer("FUNNEL_REQUIRED", "[21, 0.7]")
    {'value': ((30,), (21,))}
    """
    try:
        return _answer(name, _parsed(arguments, "the arguments"))
    except FunnelError as error:
        return _error(error)


def answer_lines(lines: Iterable[str]) -> Iterator[dict[str, object]]:
    """Answer JSON lines {"function": …, "args": […]}, one answer a line, also of a blank one."""
    for number, line in enumerate(lines, start=1):
        try:
            if not line.strip():
                raise InputError(f"line {number} is blank: it must be {LINE}")
            call = _parsed(line, f"line {number}", LINE)
            if not isinstance(call, dict) or not isinstance(call.get("function"), str):
                raise InputError(f"line {number} must be {LINE}")
            yield _answer(call["function"], call.get("args", []))
        except FunnelError as error:
            yield _error(error)


def _answer(name: str, arguments: object) -> dict[str, object]:
    if not isinstance(arguments, list):
        raise InputError("the arguments must be a JSON array, such as [100, [[0.5],[0.25]]]")
    if name.upper() == WHY.name:
        raise InputError(
            f"{WHY.name} reads a cell of Excel or LibreOffice, and there is none here: call the "
            "function that shows the error with the numbers of its arguments, to read the reason"
        )
    return {"value": functions.call(name, arguments)}


def _error(error: FunnelError) -> dict[str, object]:
    return {"error": error.code, "message": str(error)}


def _parsed(text: str, what: str, such_as: str = "[100, [[0.5],[0.25]]]") -> object:
    def refuse(constant: str) -> object:
        raise InputError(f"{what}: {constant} is nothing that a cell can hold")

    def whole(digits: str) -> float:
        # Python reads whole numbers of up to 4,300 digits; a cell holds up to 309
        return int(digits) if len(digits) < 400 else float(digits)

    try:
        parsed: object = json.loads(text.lstrip("\ufeff"), parse_constant=refuse, parse_int=whole)
    except FunnelError:
        raise
    except (ValueError, RecursionError) as error:
        cure = ": write 0.6 for 60%" if "%" in text else ""
        cure = cure or (
            ": write [[1],[2]] for a column, [[1,2]] for a row"
            if text.lstrip()[:1] != "{" and "{" in text
            else ""
        )
        raise InputError(f"{what} must be JSON, such as {such_as}; {error}{cure}") from None
    return parsed
