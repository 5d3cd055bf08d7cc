"""=FUNNEL_WHY: the reason of an error, of a cell or around a call, and never another cell's."""

from __future__ import annotations

from typing import Any

import pytest
from pyopenvba.interpreter._values import NOTHING, VBAArray, error

from funnel_addin.udfs import error_text
from tests.xlam.excel import Excel, running

FOREIGN = "no FUNNEL function of this cell"


def told(code: str, name: str, *numbers: object) -> str:
    """Give the sentence that the stand-in for Python tells of a call."""
    typed = ", ".join(f"{each:g}" for each in numbers if isinstance(each, float))
    return error_text(code, f"{name} of {typed} is wrong")


def python(module: str, name: str, handed: list[Any]) -> Any:
    """Refuse negative numbers with #NUM!, and answer 7; some answers hold errors."""
    first = handed[0].vba_get("Value") if hasattr(handed[0], "vba_get") else handed[0]
    if isinstance(first, VBAArray):
        wrong = [each for each in first.elements() if isinstance(each, float) and each < 0]
        return told("#NUM!", name, *wrong) if wrong else 7.0
    if name == "FUNNEL_CORRELATE":
        return [[1.0, 0.5], [error_text("#N/A", ""), error_text("#NUM!", "")]]
    if first == 404.0:
        return told("#N/A", name, first)
    if isinstance(first, float) and first < 0:
        return told("#NUM!", name, first)
    return 7.0


@pytest.fixture
def excel() -> Any:
    """Give an Excel in which negative numbers are refused."""
    with running(python) as opened:
        yield opened


def test_of_a_cell(excel: Excel) -> None:
    """The cell's formula is worked out again, and its sentence told."""
    excel.type_in("A1", "=FUNNEL_ROI(-5,2)")
    assert excel.type_in("B1", "=FUNNEL_WHY(A1)") == "FUNNEL_ROI of -5 is wrong"


def test_around_a_call(excel: Excel) -> None:
    """Around the call itself nothing is worked out twice."""
    assert excel.type_in("A1", "=FUNNEL_WHY(FUNNEL_ROI(-5,2))") == "FUNNEL_ROI of -5 is wrong"


def test_no_error_has_no_reason(excel: Excel) -> None:
    """Where the cell, or the call, shows no error the answer is blank."""
    excel.type_in("A1", "=FUNNEL_ROI(5,2)")
    assert excel.type_in("B1", "=FUNNEL_WHY(A1)") == ""
    assert excel.type_in("B2", "=FUNNEL_WHY(FUNNEL_ROI(5,2))") == ""
    assert excel.type_in("B3", "=FUNNEL_WHY(C9)") == ""
    assert excel.type_in("B4", "=FUNNEL_WHY(C9:D20)") == ""
    assert excel.type_in("B5", '=FUNNEL_WHY("a text")') == ""


def test_an_error_that_is_not_ours(excel: Excel) -> None:
    """An error of Excel's own, or one out of our cell, is told to be none of this cell."""
    excel.type_in("A1", "=1/0")
    excel.type_in("A2", "=FUNNEL_ROI(-5,2)")
    excel.type_in("A3", "=A2*2")
    for typed in ("A1", "A3", "A1*2", "A2*2", "1/0"):
        assert FOREIGN in excel.type_in("B1", f"=FUNNEL_WHY({typed})")


def test_a_mended_cell_has_no_reason_any_more(excel: Excel) -> None:
    """The reason follows the cell: a new number, a new reason; a good number, none."""
    excel.type_in("A1", -5)
    excel.type_in("A2", "=FUNNEL_ROI(A1,2)")
    excel.type_in("B1", "=FUNNEL_WHY(A2)")
    excel.type_in("B2", "=FUNNEL_WHY(FUNNEL_ROI(A1,2))")
    assert excel.shown("B1") == excel.shown("B2") == "FUNNEL_ROI of -5 is wrong"
    excel.type_in("A1", -6)
    assert excel.shown("B1") == excel.shown("B2") == "FUNNEL_ROI of -6 is wrong"
    excel.type_in("A1", 6)
    assert excel.shown("B1") == excel.shown("B2") == ""


def test_never_the_reason_of_another_cell(excel: Excel) -> None:
    """Cells that fail one after the other each keep to their own reason, in any order."""
    for row in range(1, 6):
        excel.type_in(f"A{row}", f"=FUNNEL_ROI(-{row},2)")
        excel.type_in(f"B{row}", f"=FUNNEL_WHY(A{row})")
        excel.type_in(f"C{row}", f"=FUNNEL_WHY(FUNNEL_CAC(-{row},2))")
    for row in (3, 1, 5, 2, 4):
        assert excel.type_in("D1", f"=FUNNEL_WHY(A{row})") == f"FUNNEL_ROI of -{row} is wrong"
        assert excel.shown(f"B{row}") == f"FUNNEL_ROI of -{row} is wrong"
        assert excel.shown(f"C{row}") == f"FUNNEL_CAC of -{row} is wrong"


def test_not_the_reason_that_its_own_cell_had_before(excel: Excel) -> None:
    """A cell that once held a failing function does not tell that reason of a later error."""
    excel.type_in("A1", "=1/0")
    excel.type_in("B1", "=FUNNEL_ROI(-5,2)")
    excel.interpreter.run("excelItself_SheetCalculate", [NOTHING], module="ThisWorkbook")
    assert FOREIGN in excel.type_in("B1", "=FUNNEL_WHY(A1*2)")


def test_several_errors_tell_the_first(excel: Excel) -> None:
    """Of two calls in one formula the one whose error Excel shows is told."""
    first = "=FUNNEL_WHY(FUNNEL_ROI(-5,2)+FUNNEL_CAC(-6,2))"
    assert excel.type_in("A1", first) == "FUNNEL_ROI of -5 is wrong"
    other = "=FUNNEL_WHY(FUNNEL_ROI(-5,2)+FUNNEL_ROI(6,2))"
    assert excel.type_in("A2", other) == "FUNNEL_ROI of -5 is wrong"
    caught = "=FUNNEL_WHY(IFERROR(FUNNEL_ROI(-5,2),FUNNEL_CAC(404,2)))"
    assert excel.type_in("A3", caught) == "FUNNEL_CAC of 404 is wrong"
    excel.type_in("A4", "=FUNNEL_ROI(-7,2)")
    excel.type_in("A5", "=FUNNEL_ROI(-8,2)")
    assert excel.type_in("B1", "=FUNNEL_WHY(A1:A9)") == "FUNNEL_ROI of -7 is wrong"


@pytest.mark.parametrize(
    "good",
    ["{3,4}", "{-1;2}", "{2,-1}", "{-1,2,0}", '{"-1",2}', "-1", "{-1,3}"],
    ids=["others", "a column", "another order", "longer", "a text", "no array", "the last one"],
)
def test_calls_with_arrays_are_told_apart(good: str) -> None:
    """A call whose array is another one in any way does not take away what the first one told."""
    asked: list[Any] = []

    def python(module: str, name: str, handed: list[Any]) -> Any:
        asked.append(handed)
        return 7.0 if len(asked) % 2 == 0 else error_text("#NUM!", "the first is wrong")

    with running(python) as excel:
        formula = f"FUNNEL_RATES({{-1,2}})+FUNNEL_RATES({good})"
        assert excel.type_in("A1", f"=FUNNEL_WHY({formula})") == "the first is wrong"
        excel.type_in("A2", f"={formula}")
        assert excel.type_in("B1", "=FUNNEL_WHY(A2)") == "the first is wrong"


def test_the_same_call_with_an_array_counts_once() -> None:
    """What failed with an array and then did not, from the same cell, tells nothing any more."""
    answers = [error_text("#NUM!", "too early"), 7.0, error_text("#NUM!", "of the other")]

    def python(module: str, name: str, handed: list[Any]) -> Any:
        return answers.pop(0)

    with running(python) as opened:
        opened.application.caller = opened.cell("C3")
        for call in ("FUNNEL_RATES(Array(1, 2))", "FUNNEL_RATES(Array(1, 2))"):
            opened.evaluate(call)
        assert opened.evaluate("FUNNEL_WHY(FUNNEL_CAC(1, 2))") == "of the other"


def test_an_error_that_was_caught_is_not_the_reason_of_another(excel: Excel) -> None:
    """Where IFERROR took our error the cell's own has another code, and not our reason."""
    formula = "IFERROR(FUNNEL_ROI(-5,2),1)/0"
    assert excel.type_in("A1", f"={formula}") == "#DIV/0!"
    assert FOREIGN in excel.type_in("B1", f"=FUNNEL_WHY({formula})")
    answer = excel.type_in("B2", "=FUNNEL_WHY(A1)")
    assert str(answer).startswith("No FUNNEL function of A1 gives this error")
    assert "-5" not in str(answer)


def test_each_code_of_an_answer_has_its_reason() -> None:
    """A spill with two kinds of errors tells of each cell the first reason of its own kind."""
    block = [[error_text("#N/A", "none yet"), error_text("#NUM!", "too low")], [3.0, 4.0]]
    block[1][0] = error_text("#NUM!", "a later one")
    with running(lambda module, name, handed: block) as excel:
        assert excel.type_in("A1", "=FUNNEL_SPREAD(1,2)") == "#N/A"
        assert excel.type_in("D1", "=FUNNEL_WHY(A1)") == "none yet"
        assert excel.type_in("D2", "=FUNNEL_WHY(B1)") == "too low"
        assert excel.type_in("D3", "=FUNNEL_WHY(A2)") == "too low"


def test_an_error_within_an_answer(excel: Excel) -> None:
    """An entry that has no number is told of in a sentence, from any cell of the spill."""
    assert excel.type_in("A1", "=FUNNEL_CORRELATE(1,2)") == 1.0
    for asked in ("A2", "B2", "A1:B2"):
        assert "FUNNEL_CORRELATE has no number for this entry" in excel.type_in(
            "D1", f"=FUNNEL_WHY({asked})"
        )
    assert "has no number for this entry" in excel.type_in(
        "D3", "=FUNNEL_WHY(FUNNEL_CORRELATE(1,2))"
    )
    assert excel.type_in("D4", "=FUNNEL_WHY(A1)") == ""


def test_a_formula_that_is_too_long_to_be_worked_out_again(excel: Excel) -> None:
    """Excel works out 255 characters: above, the way out is told; around the call it works."""
    much = "+0" * 130
    excel.type_in("A1", f"=FUNNEL_ROI(-5{much},2)")
    answer = excel.type_in("B1", "=FUNNEL_WHY(A1)")
    assert "too long" in answer
    assert "A1" in answer
    assert "=FUNNEL_WHY(FUNNEL_REQUIRED(...))" in answer
    around = excel.type_in("B2", f"=FUNNEL_WHY(FUNNEL_ROI(-5{much},2))")
    assert around == "FUNNEL_ROI of -5 is wrong"
    exact = "=FUNNEL_ROI(-5,2)"
    padded = exact.replace("-5", "-5" + "+0" * ((256 - len(exact)) // 2))
    assert len(padded) in (255, 256)
    excel.type_in("A2", padded)
    assert excel.type_in("B3", "=FUNNEL_WHY(A2)") == "FUNNEL_ROI of -5 is wrong"


def test_a_button_has_a_long_formula_worked_out(excel: Excel) -> None:
    """A macro may have the cell itself worked out, however long its formula."""
    excel.type_in("A1", f"=FUNNEL_ROI(-5{'+0' * 130},2)")
    excel.cell("A1").vba_get("Select")
    assert excel.press("FunnelWhyHere")[0][1] == "FUNNEL_ROI of -5 is wrong"
    assert excel.application.enable_events


def test_a_call_that_excel_makes_twice_counts_once() -> None:
    """Excel calls before what is referred to is worked out, and then again: that answer counts."""
    answers = ["a blank", "-5", None, "-7"]

    def python(module: str, name: str, handed: list[Any]) -> Any:
        told = answers.pop(0)
        return 1.0 if told is None else error_text("#VALUE!", f"{name} of {told} is wrong")

    with running(python) as excel:
        excel.application.caller = excel.cell("C3")
        ask = "FUNNEL_WHY(FUNNEL_ROI(1, 2))"
        excel.evaluate("FUNNEL_ROI(1, 2)")
        assert excel.evaluate(ask) == "FUNNEL_ROI of -5 is wrong"
        answers[:] = ["a blank", None, "-7"]
        excel.evaluate("FUNNEL_ROI(1, 2)")
        excel.evaluate("FUNNEL_ROI(1, 2)")
        why = "FUNNEL_WHY(FUNNEL_CAC(1, 2))"
        assert excel.evaluate(why) == "FUNNEL_CAC of -7 is wrong"


def test_of_a_cell_that_reads_its_workbook_the_cell_itself_calls() -> None:
    """Python is handed the cell that is asked about, not the one that asks: its names count."""

    def python(module: str, name: str, handed: list[Any]) -> Any:
        return error_text("#REF!", f"read from {handed[6].vba_get('Address')}")

    with running(python) as excel:
        assert excel.type_in("A1", "=FUNNEL_REQUIRED()") == "#REF!"
        assert excel.type_in("B7", "=FUNNEL_WHY(A1)") == "read from $A$1"
        assert excel.type_in("D4", "=FUNNEL_WHY(FUNNEL_REQUIRED())") == "read from $D$4"


def test_of_an_array_that_was_entered_over_a_range(excel: Excel) -> None:
    """Any cell of an array formula, as before Excel 2021, has the reason of the whole."""
    excel.cell("A1:B2").vba_set("FormulaArray", "=FUNNEL_CORRELATE(1,2)")
    assert excel.shown("B2") == "#NUM!"
    assert "has no number for this entry" in excel.type_in("D1", "=FUNNEL_WHY(B2)")
    excel.cell("A5:B6").vba_set("FormulaArray", "=FUNNEL_ROI(-5,2)")
    assert excel.type_in("D2", "=FUNNEL_WHY(B6)") == "FUNNEL_ROI of -5 is wrong"


def test_of_an_answer_that_does_not_fit(excel: Excel) -> None:
    """#SPILL! is Excel's own error: what to do is told."""
    excel.type_in("A2", "in the way")
    assert excel.type_in("A1", "=FUNNEL_CORRELATE(1,2)") == "#SPILL!"
    assert "empty the cells" in excel.type_in("D1", "=FUNNEL_WHY(A1)")


def test_a_lost_python_is_told_in_one_plain_sentence() -> None:
    """Where Python cannot be reached the cell shows #VALUE!, and the reason names the doctor."""
    with running(python) as excel:
        excel.application.server = None
        assert excel.type_in("A1", "=FUNNEL_ROI(1,2)") == "#VALUE!"
        for typed in ("A1", "FUNNEL_ROI(1,2)"):
            answer = excel.type_in("B1", f"=FUNNEL_WHY({typed})")
            assert "Could not load xlwings64-0.37.8.dll from either of: C:\\a , C:\\" in answer
            assert "run 'funnel excel doctor'" in answer
            assert "\n" not in answer


def test_a_traceback_is_told_by_its_last_line() -> None:
    """Of a traceback only what went wrong is told."""
    text = 'Unexpected Python Error: Traceback (most recent call last):\r\n  File "x"\r\n'

    def broken(module: str, name: str, handed: list[Any]) -> Any:
        raise error(1000, text + "ModuleNotFoundError: No module named 'funnel_addin'\r\n")

    with running(broken) as excel:
        assert excel.type_in("A1", "=FUNNEL_ROI(1,2)") == "#VALUE!"
        answer = excel.type_in("B1", "=FUNNEL_WHY(A1)")
        assert "(ModuleNotFoundError: No module named 'funnel_addin')" in answer
        assert "Traceback" not in answer


def test_of_a_reference_that_a_formula_gives(excel: Excel) -> None:
    """A reference may come out of a formula: its cell is asked."""
    excel.type_in("A1", "=FUNNEL_ROI(-5,2)")
    for typed in ("A1", "INDEX(A1:A3,1)", "IF(TRUE,A1)", "A1:A3"):
        assert excel.type_in("B1", f"=FUNNEL_WHY({typed})") == "FUNNEL_ROI of -5 is wrong"
