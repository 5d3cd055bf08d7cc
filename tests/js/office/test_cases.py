"""The JSON cases, called through Office's own scripts in Chromium with Excel's argument shapes."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from funnel_addin import functions
from funnel_addin.catalog import Kind, require
from funnel_core.errors import FunnelError
from tests.cases import Case, load
from tests.js.office.browser import answered, needs_browser

pytestmark = needs_browser

PASSED_ON = ("#VALUE!", "#N/A", "#NUM!", "#DIV/0!", "#NULL!")
"""The errors that a custom function can give back; all others show as #VALUE!."""

BLANK = {"a desktop": 0, "the web": None}
"""What Excel hands over for an empty cell."""


def in_cells(case: Case) -> list[Any]:
    """Give the arguments as cells hold them: a date is its serial number."""
    kinds = [argument.kind for argument in require(case.function).arguments]
    return [
        serial(argument) if kind is Kind.DATE else argument
        for argument, kind in zip(case.args, kinds, strict=False)
    ]


def serial(argument: Any) -> Any:
    """Give the serial number of what is typed as a date; Excel leaves all else a text."""
    if not isinstance(argument, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", argument):
        return argument
    try:
        return (date.fromisoformat(argument) - date(1899, 12, 30)).days
    except ValueError:
        return argument


def typed(case: Case) -> bool:
    """Tell whether the call can stand in a cell of Excel, which holds doubles, in rectangles.

    With no argument at all FUNNEL_REQUIRED reads the workbook's names; that is tried elsewhere.
    """
    return 0 < len(case.args) <= len(require(case.function).arguments) and all(map(held, case.args))


def held(argument: Any) -> bool:
    """Tell whether cells hold an argument."""
    if not isinstance(argument, list):
        return not isinstance(argument, (int, float)) or (
            argument not in (float("inf"), -float("inf")) and float(argument) == argument
        )
    widths = {len(row) if isinstance(row, list) else -1 for row in argument}
    return bool(argument) and len(widths) == 1 and 0 not in widths and all(map(held, argument))


CASES = [case for case in load() if typed(case)]


@pytest.fixture(scope="module")
def answers() -> dict[str, list[dict[str, Any]]]:
    """Call all cases in one page, once as each kind of Excel would."""
    calls = [
        {
            "function": case.function,
            "args": in_cells(case),
            "count": len(require(case.function).arguments),
            "blank": blank,
        }
        for blank in BLANK.values()
        for case in CASES
    ]
    given = answered(calls)
    return {host: given[at * len(CASES) : (at + 1) * len(CASES)] for at, host in enumerate(BLANK)}


@pytest.mark.parametrize("at", range(len(CASES)), ids=lambda at: str(CASES[at]))
def test_excel_gets_the_answer_of_the_case(
    at: int, answers: dict[str, list[dict[str, Any]]]
) -> None:
    """A cell gets the grid that its case expects, or its error with Python's whole sentence."""
    case = CASES[at]
    for host, given in answers.items():
        if case.error is None:
            assert case.agrees(given[at].get("value")), (host, given[at])
            continue
        with pytest.raises(FunnelError) as caught:
            functions.call(case.function, in_cells(case))
        code = caught.value.code
        shown = code if code in PASSED_ON else "#VALUE!"
        assert given[at] == {"error": shown, "message": str(caught.value)}, host


def test_few_cases_cannot_be_typed_into_excel() -> None:
    """What is left out has too many arguments, ragged rows, or a number that no cell holds."""
    left = [case for case in load() if case not in CASES]
    assert len(left) < len(CASES) / 20, [str(case) for case in left]
