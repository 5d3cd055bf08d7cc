"""The cases as Excel's JavaScript hands their cells to xlwings Lite, and takes answers back."""

from __future__ import annotations

import json
import math
from typing import Any

from funnel_addin.catalog import require
from tests.cases import Case, load

ERROR_TYPES = {
    "Div0": "#DIV/0!",
    "NotAvailable": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}
CASES = load()


def typed(case: Case) -> bool:
    """Tell whether the case can stand in cells, and whether Excel hands it over.

    No cell holds a list or an infinite number, no range is ragged, Excel takes no surplus argument.
    """
    ranges = [each for each in case.args if isinstance(each, list)]
    rows = [row for cells in ranges for row in cells]
    return (
        any(each is not None for each in case.args)
        and len(case.args) <= len(require(case.function).arguments)
        and all(isinstance(row, list) and row for row in rows)
        and all(len({len(row) for row in cells}) == 1 for cells in ranges)
        and not any(cell in (math.inf, -math.inf) for row in rows for cell in row)
    )


TYPED = [case for case in CASES if typed(case)]


def handed(function: str, args: list[Any]) -> str:
    """Write arguments as JSON of what Excel hands over: rows of cells, errors as objects.

    One that is left out is null, as a blank cell is.
    """
    given = [*args, *[None] * (len(require(function).arguments) - len(args))]
    return json.dumps([None if each is None else _rows(each) for each in given])


def _rows(argument: Any) -> list[list[Any]]:
    rows = argument if isinstance(argument, list) else [[argument]]
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value in ERROR_TYPES.values():
        return {"type": "Error", "basicType": "Error", "basicValue": value}
    return value


def shown(answer: Any) -> Any:
    """Give an answer's rows as cells show them: an error that came as an object by its code."""
    return [
        [ERROR_TYPES[cell["errorType"]] if isinstance(cell, dict) else cell for cell in row]
        for row in answer
    ]


def _formatted(number: float, shape: str) -> dict[str, Any]:
    """Give a cell that Excel hands over as a number with its format: a date, an amount of money."""
    return {"type": "FormattedNumber", "basicValue": number, "numberFormat": shape}


_YEAR = [[[365]], [[46023]], [[46387]]]
_DIV0 = {"type": "Error", "basicType": "Error", "basicValue": "#DIV/0!"}
PROBES: dict[str, tuple[str, list[Any]]] = {
    "no argument": ("FUNNEL_REQUIRED", [None] * 6),
    "blank tail": ("FUNNEL_SPREAD", [[[100]], [[1], [1], [1], [None], [None]]]),
    "empty texts in the tail": ("FUNNEL_SPREAD", [[[100]], [[1, 1, 1, "", ""]]]),
    "blank in the middle": ("FUNNEL_SPREAD", [[[100]], [[1], [None], [1]]]),
    "blank optional cell": ("FUNNEL_REQUIRED", [[[100]], [[0.5]], [[None]], None, [[""]], None]),
    "dates": ("FUNNEL_EXPECTED", [*_YEAR, [[46032]], None]),
    "formatted date": (
        "FUNNEL_EXPECTED",
        [*_YEAR, [[_formatted(46032.75, "dd/mm/yyyy")]], None],
    ),
    "money": ("FUNNEL_REQUIRED", [[[_formatted(1e6, "$#,##0")]], [[0.5]], [[1e4]], *[None] * 3]),
    "above 2^31": ("FUNNEL_REQUIRED", [[[3_000_000_000]], [[0.5]], *[None] * 4]),
    "at 2^53": ("FUNNEL_REQUIRED", [[[2**52]], [[0.5]], *[None] * 4]),
    "error cell": ("FUNNEL_SPREAD", [[[100]], [[1], [_DIV0]]]),
    "truth value": ("FUNNEL_SPREAD", [[[True]], [[1], [1]]]),
    "flag": ("FUNNEL_REQUIRED", [[[99.2]], [[0.5]], None, None, None, [[True]]]),
}
"""Calls with what a cell can hold and no case tells, as JavaScript holds it."""
