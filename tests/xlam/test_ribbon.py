"""The buttons of the Funnel tab: what they ask of Python, and what they show."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyopenvba.interpreter._values import NOTHING

from addin.excel.parts import BUTTONS
from funnel_addin import buttons
from tests.xlam.excel import Excel, running

EXCLAMATION, INFORMATION = 48, 64
ADDRESS = "https://docs.google.com/spreadsheets/d/1abc/edit#gid=0"


class Python:
    """Python's end: what it is asked, and what it answers by the button's name."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, list[Any]]] = []
        self.answers: dict[str, Any] = {}

    def __call__(self, module: str, name: str, handed: list[Any]) -> Any:
        """Answer a call."""
        self.asked.append((module, name, handed))
        return self.answers.get(name, f"done: {name}")


@pytest.fixture
def python() -> Python:
    """Give the far end."""
    return Python()


@pytest.fixture
def excel(python: Python) -> Iterator[Excel]:
    """Give an Excel with a workbook in front."""
    with running(python) as opened:
        yield opened


@pytest.mark.parametrize(("button", "name"), [("FunnelFill", "fill"), ("FunnelCheck", "check")])
def test_a_button_works_on_the_workbook_in_front(
    excel: Excel, python: Python, button: str, name: str
) -> None:
    """The workbook in front is handed over, and what was done is shown as information."""
    assert excel.press(button) == [("MsgBox", f"done: {name}", "Funnel", INFORMATION)]
    module, called, handed = python.asked[-1]
    assert (module, called) == ("funnel_addin.buttons", name)
    assert handed == [excel.book]
    assert excel.application.status_bar is False


def test_what_went_wrong_is_shown_with_an_exclamation_mark(excel: Excel, python: Python) -> None:
    """A text that begins with Escape is an error: its sentence is shown without the mark."""
    python.answers["fill"] = buttons.ERROR + "there is no name Plan_Target: define it"
    (box,) = excel.press("FunnelFill")
    assert box == ("MsgBox", "there is no name Plan_Target: define it", "Funnel", EXCLAMATION)


def test_without_a_workbook_python_says_so(excel: Excel, python: Python) -> None:
    """Nothing is handed over where no workbook is open; nothing fails in Excel."""
    excel.close_all()
    for button in ("FunnelFill", "FunnelCheck"):
        excel.press(button)
        assert python.asked[-1][2] == [NOTHING]


def test_a_long_text_is_cut_where_a_line_or_a_word_ends(excel: Excel, python: Python) -> None:
    """A message box drops what is beyond 1,023 characters: the cut shows, and cuts no word."""
    python.answers["check"] = "\n".join(f"line {n} of what was found" for n in range(80))
    ((_, shown, _, _),) = excel.press("FunnelCheck")
    assert len(shown) <= 1000
    assert shown.endswith("found\n...")
    python.answers["check"] = "word " * 400
    ((_, shown, _, _),) = excel.press("FunnelCheck")
    assert len(shown) <= 1000
    assert shown.endswith("word ...")
    python.answers["check"] = "x" * 1000
    assert excel.press("FunnelCheck")[0][1] == "x" * 1000


def test_a_lost_python_is_told(excel: Excel) -> None:
    """A button too tells why Python does not answer, and what to do."""
    excel.application.server = None
    for button in ("FunnelFill", "FunnelCheck", "FunnelNew", "FunnelHelp"):
        ((_, shown, _, style),) = excel.press(button)
        assert "run 'funnel excel doctor'" in shown
        assert style == EXCLAMATION
        assert excel.application.status_bar is False


def test_the_address_of_the_sheet_is_asked_for_and_remembered(excel: Excel, python: Python) -> None:
    """The address is remembered in the workbook, and offered the next time."""
    excel.answer_dialogs(ADDRESS)
    asked, told = excel.press("FunnelSync")
    assert asked[0] == "InputBox"
    assert told == ("MsgBox", "done: sync", "Funnel", INFORMATION)
    assert python.asked[-1][1:] == ("sync", [excel.book, ADDRESS])
    assert excel.evaluate('ActiveWorkbook.Names("Funnel_Sheet").RefersTo') == f'="{ADDRESS}"'
    excel.press("FunnelSync")  # nothing typed: what the box offers is taken
    assert python.asked[-1][2] == [excel.book, ADDRESS]


def test_an_address_that_failed_is_not_remembered(excel: Excel, python: Python) -> None:
    """Neither is one remembered that Python refused, nor anything done for a cancelled box."""
    python.answers["sync"] = buttons.ERROR + "this is no address of a Sheet"
    excel.answer_dialogs("nonsense")
    assert excel.press("FunnelSync")[-1][3] == EXCLAMATION
    asked = len(python.asked)
    # nothing typed: the box offers nothing, as if it was cancelled
    assert [box[0] for box in excel.press("FunnelSync")] == ["InputBox"]
    assert len(python.asked) == asked


def test_a_sheet_is_synced_without_a_workbook(excel: Excel, python: Python) -> None:
    """A Sheet needs no workbook of Excel: there is only nowhere to remember its address."""
    excel.close_all()
    excel.answer_dialogs(ADDRESS)
    assert excel.press("FunnelSync")[-1][1] == "done: sync"
    assert python.asked[-1][2] == [NOTHING, ADDRESS]


def test_a_new_workbook_is_opened(excel: Excel, python: Python, tmp_path: Path) -> None:
    """What Python wrote is opened, and no box is shown, also where nothing was open."""
    excel.book.vba_get("SaveAs", [str(tmp_path / "Plan.xlsx")])
    python.answers["new"] = str(tmp_path / "Plan.xlsx")
    assert excel.press("FunnelNew", "funnel_plan") == []
    assert excel.workbook.name == "Plan.xlsx"
    assert python.asked[-1][2] == ["funnel_plan", excel.application.DefaultFilePath()]


def test_the_help_page_is_opened(excel: Excel, python: Python) -> None:
    """The page opens in the browser, by way of the add-in itself: no workbook need be open."""
    excel.close_all()
    python.answers["help_page"] = r"C:\Temp\funnel-functions.html"
    assert excel.press("FunnelHelp") == []
    assert excel.addin.followed == [r"C:\Temp\funnel-functions.html"]


def test_why_here_tells_of_the_active_cell(excel: Excel, python: Python) -> None:
    """The reason of the selected cell, that it shows no error, or that none is selected."""
    python.answers["FUNNEL_ROI"] = "\x1b#NUM!\x1b'cost' must be above 0; it is -5"
    excel.type_in("A1", "=FUNNEL_ROI(-5,2)")
    excel.cell("A1").vba_get("Select")
    assert excel.press("FunnelWhyHere")[0][1] == "'cost' must be above 0; it is -5"
    excel.cell("B2").vba_get("Select")
    assert excel.press("FunnelWhyHere")[0][1] == "Cell B2 shows no error."
    excel.close_all()
    assert excel.press("FunnelWhyHere")[0][3] == EXCLAMATION


def test_every_button_has_its_callback(excel: Excel) -> None:
    """The ribbon names public macros that take a control, each in one module only."""
    sources = "\n".join(excel.modules.values())
    for button in BUTTONS:
        head = f"Public Sub {button.callback}(control As IRibbonControl)\n"
        assert sources.count(head) == 1
        assert sources.count(f"Sub {button.callback}(") == 1


def test_the_buttons_call_functions_that_python_has(excel: Excel, python: Python) -> None:
    """What VBA hands over fits the parameters of the function of that name."""
    excel.press("FunnelFill")
    excel.press("FunnelCheck")
    excel.answer_dialogs(ADDRESS)
    excel.press("FunnelSync")
    python.answers["new"] = python.answers["help_page"] = buttons.ERROR
    excel.press("FunnelNew")
    excel.press("FunnelHelp")
    assert sorted({name for _, name, _ in python.asked}) == [
        "check",
        "fill",
        "help_page",
        "new",
        "sync",
    ]
    for module, name, handed in python.asked:
        assert module == buttons.__name__
        assert hasattr(getattr(buttons, name), "__name__")
        assert len(handed) <= len(inspect.signature(getattr(buttons, name)).parameters)
