"""From a typed formula to Python and back, through the add-in's own VBA."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pyopenvba.apps.excel._model import Range
from pyopenvba.interpreter._values import EMPTY, MISSING, NOTHING, VBAArray, error

from addin.excel.described import LONGEST
from funnel_addin import reference
from funnel_addin.catalog import CATALOG, WorksheetFunction
from funnel_addin.udfs import error_text
from tests import cases
from tests import xlwings_windows as windows
from tests.cases import Case
from tests.excel_objects import OMITTED, Cells
from tests.xlam.excel import PYTHON, running

WRONG = error_text("#NUM!", "'cost' must be above 0; it is -5")


@pytest.fixture(scope="module")
def pipeline() -> Iterator[windows.Excel]:
    """Give xlwings' own pipeline, which answers in a process of its own."""
    with windows.Excel() as started:
        yield started


def constant(answer: Any) -> Any:
    """Make a Python that answers everything alike."""
    return lambda module, name, handed: answer


def as_sent(argument: object) -> Any:
    """Give what COM makes of an argument."""
    if argument is MISSING:
        return OMITTED
    if isinstance(argument, Range):
        values = argument.vba_get("Value")
        rows = as_sent(values) if isinstance(values, VBAArray) else ((values,),)
        return Cells(rows)
    if isinstance(argument, VBAArray):
        (top, bottom), (left, right) = argument.bounds
        return tuple(
            tuple(argument.get([r, c]) for c in range(left, right + 1))
            for r in range(top, bottom + 1)
        )
    return argument


@pytest.mark.parametrize("entry", CATALOG, ids=[each.name for each in CATALOG])
def test_an_example_is_typed_into_a_cell(pipeline: windows.Excel, entry: WorksheetFunction) -> None:
    """Typed formula → VBA → xlwings → façade → core → VBA → cells: the answer of the reference."""

    def answer(module: str, name: str, handed: list[Any]) -> Any:
        sent = [as_sent(each) for each in handed[: len(entry.arguments)]]
        return pipeline.call(name, *sent)

    wanted = reference.example_answer(entry)
    with running(answer) as excel:
        excel.type_in("B2", reference.as_typed_in_a_cell(entry))
        shown = [
            [excel.shown(f"{chr(ord('B') + c)}{2 + r}") for c in range(len(wanted[0]))]
            for r in range(len(wanted))
        ]
    as_told = [
        [
            f"{each:,.0f}"
            if isinstance(each, float) and each.is_integer() and "." not in wanted[r][c]
            else f"{each:,.{reference.DIGITS}g}"
            if isinstance(each, float)
            else each or ""
            for c, each in enumerate(row)
        ]
        for r, row in enumerate(shown)
    ]
    assert as_told == [list(row) for row in wanted]


def typed(case: Case, entry: WorksheetFunction) -> str:
    """Give a case's call as it is typed, ranges as array constants."""
    return reference.as_typed_in_a_cell(replace(entry, example=json.dumps(case.args)))


def can_be_typed(case: Case) -> bool:
    """Tell whether all arguments are numbers, or rows of equally many, and not very many."""
    for argument in case.args:
        rows = argument if isinstance(argument, list) else [[argument]]
        rows = [row if isinstance(row, list) else [row] for row in rows]
        if len({len(row) for row in rows}) != 1:
            return False
        cells = [each for row in rows for each in row]
        if not all(type(each) in (int, float) and abs(each) < 1e15 for each in cells):
            return False
    return 0 < len(json.dumps(case.args)) < LONGEST - 50


@pytest.mark.parametrize("entry", CATALOG, ids=[each.name for each in CATALOG])
def test_a_wrong_call_tells_its_reason_in_a_cell(
    pipeline: windows.Excel, entry: WorksheetFunction
) -> None:
    """Typed wrongly a function shows its code, and FUNNEL_WHY the sentence, in either way."""
    least = sum(not each.optional for each in entry.arguments)
    wrong = [
        each
        for each in cases.load(entry.name)
        if each.error and can_be_typed(each) and least <= len(each.args) <= len(entry.arguments)
    ][:3]
    assert wrong

    def answer(module: str, name: str, handed: list[Any]) -> Any:
        return pipeline.call(name, *(as_sent(each) for each in handed[: len(entry.arguments)]))

    with running(answer) as excel:
        for row, case in enumerate(wrong, start=1):
            formula = typed(case, entry)
            assert excel.type_in(f"A{row}", formula) == case.error
            for why in (f"=FUNNEL_WHY({formula[1:]})", f"=FUNNEL_WHY(A{row})"):
                assert case.message in excel.type_in("C1", why)


@pytest.mark.parametrize(
    "code", ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"]
)
def test_an_error_is_a_true_error(code: str) -> None:
    """A cell shows the code as an error value: ISERROR is TRUE and IFERROR catches it."""
    with running(constant(error_text(code, "why"))) as excel:
        assert excel.type_in("A1", "=FUNNEL_ROI(1,2)") == code
        assert excel.type_in("A2", "=ISERROR(A1)") is True
        assert excel.type_in("A3", '=IFERROR(FUNNEL_ROI(1,2),"caught")') == "caught"


def test_an_error_that_older_versions_do_not_know_becomes_value() -> None:
    """#SPILL! has no CVErr in every version of Excel, and shows as #VALUE!."""
    with running(constant(error_text("#SPILL!", "why"))) as excel:
        assert excel.type_in("A1", "=FUNNEL_ROI(1,2)") == "#VALUE!"


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        (640_000.0, [[640_000.0]]),
        ("on pace", [["on pace"]]),
        ([1.5, error_text("#N/A", ""), "x"], [[1.5, "#N/A", "x"]]),
        ([[7.0], [error_text("#NUM!", "why")]], [[7.0], ["#NUM!"]]),
        ([[1.0, "rising"], [2.0, ""]], [[1.0, "rising"], [2.0, ""]]),
    ],
    ids=["number", "text", "row", "column", "block"],
)
def test_an_answer_spills(answer: Any, wanted: list[list[Any]]) -> None:
    """Rows, columns and blocks spill from the one cell typed in; an error within is true."""
    with running(constant(answer)) as excel:
        excel.type_in("A1", "=FUNNEL_SPREAD(1,2)")
        assert wanted == [
            [excel.shown(f"{chr(ord('A') + c)}{r}") for c in range(len(row))]
            for r, row in enumerate(wanted, start=1)
        ]


def test_an_answer_is_array_entered_before_there_were_spills() -> None:
    """Ctrl+Shift+Enter over a range, as before Excel 2021, shows the same cells."""
    with running(constant([[1.0, "rising"], [2.0, WRONG]])) as excel:
        excel.cell("A1:B2").vba_set("FormulaArray", "=FUNNEL_SPREAD(1,2)")
        assert [excel.shown(each) for each in ("A1", "B1", "A2", "B2")] == [1, "rising", 2, "#NUM!"]


def test_what_python_is_handed() -> None:
    """The façade's module, ranges as ranges, omitted arguments marked, and no calling cell."""
    with running(constant(1.0)) as excel:
        excel.type_in("A1", 0.5)
        excel.type_in("C7", "=FUNNEL_REQUIRED(100,A1:A2)")
        module, name, handed = excel.application.server.asked[-1]
    assert (module, name) == ("funnel_addin.udfs", "FUNNEL_REQUIRED")
    assert handed[0] == 100.0
    assert isinstance(handed[1], Range)
    assert handed[2:6] == [MISSING] * 4
    assert handed[6:] == [EMPTY]


def test_the_calling_cell_is_handed_over_where_there_is_no_argument() -> None:
    """A call that reads its workbook's names needs it to find the workbook."""
    with running(constant(1.0)) as excel:
        excel.type_in("C7", "=FUNNEL_REQUIRED()")
        handed = excel.application.server.asked[-1][2]
    assert handed[:6] == [MISSING] * 6
    assert isinstance(handed[6], Range)
    assert handed[6].vba_get("Address") == "$C$7"


def test_a_call_from_vba_has_no_calling_cell() -> None:
    """From a macro nothing is handed in the cell's place, and an error comes back as a value."""
    with running(constant(WRONG)) as excel:
        assert str(excel.evaluate("FUNNEL_REQUIRED()")) == "Error 2036"
        assert excel.application.server.asked[-1][2][6] is NOTHING


def test_the_server_is_asked_for_once() -> None:
    """Settings are read for each request for a server: so one serves many cells."""
    with running(constant(1.0)) as excel:
        for row in range(1, 21):
            excel.type_in(f"A{row}", f"=FUNNEL_ROI({row},2)")
        assert excel.application.started == 1
        assert len(excel.application.server.asked) >= 20


def test_a_server_that_is_gone_is_replaced() -> None:
    """Where Python was ended meanwhile a new one is started, and the cell knows nothing of it."""
    gone: list[int] = []

    def answer(module: str, name: str, handed: list[Any]) -> Any:
        if gone:
            gone.pop()
            raise error(-2147023174, "The RPC server is unavailable.")
        return 3.0

    with running(answer) as excel:
        assert excel.type_in("A1", "=FUNNEL_ROI(1,2)") == 3.0
        gone.append(1)
        assert excel.type_in("A2", "=FUNNEL_ROI(2,2)") == 3.0
        assert excel.application.started == 2


def test_a_python_that_cannot_be_started_is_not_waited_for_by_every_cell() -> None:
    """Each start that fails may take a minute: other cells answer at once for half a minute."""
    noon = dt.datetime(2026, 5, 4, 12, 0, 0)
    with running(constant(1.0)) as excel:
        server, excel.application.server = excel.application.server, None
        excel.freeze_clock(noon)
        for row in range(1, 6):
            assert excel.type_in(f"A{row}", f"=FUNNEL_ROI({row},2)") == "#VALUE!"
        assert excel.application.started == 1
        excel.application.server = server
        excel.freeze_clock(noon + dt.timedelta(seconds=20))
        assert excel.type_in("A8", "=FUNNEL_ROI(8,2)") == "#VALUE!"
        excel.freeze_clock(noon + dt.timedelta(seconds=31))
        assert excel.type_in("A9", "=FUNNEL_ROI(9,2)") == 1.0


@pytest.mark.parametrize("refusal", [53, 76], ids=["no file", "no folder"])
def test_a_python_that_is_not_there_any_more_is_told_at_once(refusal: int) -> None:
    """Nothing is started for it, which would take minutes: the reason says what to do."""
    with running(constant(1.0)) as excel:
        excel.application.refusal = refusal
        assert excel.type_in("A1", "=FUNNEL_ROI(1,2)") == "#VALUE!"
        why = excel.type_in("B1", "=FUNNEL_WHY(FUNNEL_ROI(1,2))")
        assert str(why).startswith(f"{PYTHON} is not there any more")
        assert "run 'funnel excel install'" in str(why)
        assert excel.application.started == 0


@pytest.mark.parametrize(
    ("python", "refusal"),
    [(PYTHON, None), (PYTHON, 70), (PYTHON, 52), (r"\\server\py\python.exe", None)],
    ids=["there", "not to be looked at", "not understood", "elsewhere"],
)
def test_a_python_that_may_be_there_is_started(python: str, refusal: int | None) -> None:
    """Only what surely is not there is refused; all else is xlwings' to try."""
    with running(constant(1.0)) as excel:
        excel.application.python, excel.application.refusal = python, refusal
        assert excel.type_in("A1", "=FUNNEL_ROI(1,2)") == 1.0


@pytest.mark.parametrize("python", ["", "pythonw", "python.exe", r"py\python.exe", r"\python.exe"])
def test_a_python_that_is_not_named_in_full_is_not_started(python: str) -> None:
    """Windows would look for it in the current folder, which may be a workbook's: it is refused."""
    with running(constant(1.0)) as excel:
        excel.application.python = python
        assert excel.type_in("A1", "=FUNNEL_ROI(1,2)") == "#VALUE!"
        why = excel.type_in("B1", "=FUNNEL_WHY(A1)")
        assert str(why).startswith("No Python is named by its full path")
        assert "run 'funnel excel install'" in str(why)
        assert excel.application.started == 0


def test_every_function_answers_under_its_own_name() -> None:
    """Each wrapper hands its own arguments, in order, to the function it is called after."""
    with running(lambda m, name, handed: name) as excel:
        for row, entry in enumerate(CATALOG, start=1):
            typed = ",".join(str(n) for n in range(1, len(entry.arguments) + 1))
            assert excel.type_in(f"A{row}", f"={entry.name}({typed})") == entry.name
            handed = excel.application.server.asked[-1][2]
            assert handed[: len(entry.arguments)] == list(range(1, len(entry.arguments) + 1))
