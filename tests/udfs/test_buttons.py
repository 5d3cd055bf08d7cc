"""What the buttons of the Funnel tab answer on a workbook that is open in Excel."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import xlwings as xw
from hypothesis import given
from hypothesis import strategies as st

from funnel_addin import buttons
from funnel_addin.buttons import boxes
from funnel_addin.buttons.boxes import Part, boxed
from funnel_addin.templates import TEMPLATES
from tests.excel_engine import EDITING, REJECTED, App, BookOf, ComError, as_xlwings, excel
from tests.udfs.buttons_pipeline import FRONT, Pressed


@pytest.fixture
def app() -> Iterator[App]:
    """Give the Excel in memory."""
    with excel() as running:
        yield running


@pytest.fixture
def book(app: App) -> BookOf:
    """Give a workbook with a plan of three stages."""
    made = app.book("plan.xlsx")
    made.sheet("Goal").fill("A1", [["Target", 100.0], ["Rates", 0.5], [None, 0.25]])
    made.names.update(
        {
            "Plan_Target": "=Goal!$B$1",
            "Plan_Rates": "=Goal!$B$2:$B$3",
            "Plan_Required": "=Goal!$D$1:$D$3",
        }
    )
    return made


@pytest.fixture
def front(book: BookOf) -> xw.Book:
    """Give the workbook in front as xlwings has it."""
    return as_xlwings(book)


def sentence(told: str) -> str:
    """Give what went wrong, without the mark before it."""
    assert told.startswith(buttons.ERROR), told
    return told.removeprefix(buttons.ERROR)


def test_a_fill_tells_what_it_wrote(book: BookOf, front: xw.Book) -> None:
    """How many cells of which name, the first with its value; a second fill has nothing to do."""
    assert buttons.fill(front).splitlines() == [
        "plan.xlsx: Wrote 3 cells.",
        "",
        "Written:",
        "  Plan_Required, 3 cells: Goal!D1 is 800 (was blank), and so on",
    ]
    assert book.sheet("Goal").values("D1:D3") == [[800.0], [400.0], [100.0]]
    assert buttons.fill(front) == "plan.xlsx: In sync: nothing had to change."


def test_nothing_of_a_persons_is_overwritten(book: BookOf, front: xw.Book) -> None:
    """What a person typed over an output stays; the box says where, and how to hand it back."""
    buttons.fill(front)
    goal = book.sheet("Goal")
    goal.fill("D2", [[777.0]])
    goal.fill("B1", [[200.0]])
    told = buttons.fill(front)
    assert told.startswith("plan.xlsx: Wrote 2 cells, kept 1 cell.\n\nKept, since something else")
    assert "  Goal!D2 holds 777; the plan says 800\n" in told
    assert "empty these cells and press the button again" in told
    assert "--overwrite" not in told
    assert goal.values("D1:D3") == [[1600.0], [777.0], [200.0]]


def test_a_protected_sheet_is_told_with_its_cure(book: BookOf, front: xw.Book) -> None:
    """The outputs that can be written are; what cannot stands first, with what to do."""
    book.sheet("Other").protected = True
    book.names["Plan_Required_Confident"] = "=Other!$A$1:$A$3"
    book.sheet("Goal").fill("B5", [[0.8]])
    book.names["Plan_Confidence"] = "=Goal!$B$5"
    told = buttons.fill(front)
    assert told.index("Left out:") < told.index("Written:")
    assert "locked on a protected sheet (lift its protection in Review > Unprotect Sheet)" in told
    assert book.sheet("Goal").values("D1") == [[800.0]]


def test_wrong_inputs_are_told_and_nothing_is_written(book: BookOf, front: xw.Book) -> None:
    """Each wrong cell by its address, as an error."""
    book.sheet("Goal").fill("B2", [["half"], [47.0]])
    told = sentence(buttons.fill(front))
    assert "Goal!B2 is the text 'half'" in told
    assert "Goal!B3 is 47" in told
    assert told.endswith("Nothing was written.")
    assert not book.writes


def test_a_workbook_without_the_names_is_shown_the_way(app: App) -> None:
    """Which names are missing, and the button that makes a workbook that has them."""
    app.book("Book1").sheet("Sheet1")
    told = sentence(buttons.fill(as_xlwings(app.opened[-1])))
    assert told.startswith("Book1 has 2 problems:\n")
    assert "the name 'Plan_Target' is not defined" in told
    assert "New from template makes a workbook that has these names" in told
    told = buttons.check(as_xlwings(app.opened[-1]))
    assert told.startswith("Book1: 2 problems; mend them first.\n")
    assert "New from template makes a workbook that has these names" in told


def test_numbers_that_look_alike_are_told_apart(book: BookOf, front: xw.Book) -> None:
    """What differs in its last digits alone is shown with all of them."""
    book.sheet("Goal").fill("D2", [[400.00000001]])
    assert "Goal!D2 holds 400.00000001; the plan says 400\n" in buttons.fill(front)


def test_a_check_writes_nothing(book: BookOf, front: xw.Book) -> None:
    """It says what a fill would do, what it would keep, and which names there are."""
    told = buttons.check(front)
    assert told.startswith("plan.xlsx: nothing is wrong. A fill would write 3 cells.\n")
    assert "Inputs here: Plan_Target, Plan_Rates.\nOutputs here: Plan_Required.\n" in told
    assert "Not defined: Plan_Value, " in told
    book.sheet("Goal").fill("D2", [[777.0]])
    assert "A fill would keep:\n  Goal!D2 holds 777; the plan says 400\n" in buttons.check(front)
    assert not book.writes
    buttons.fill(front)
    assert "All that a fill can write is there already." in buttons.check(front)


def test_a_check_finds_what_is_wrong(book: BookOf, front: xw.Book) -> None:
    """Problems come first, each once, and a name that is nearly one of the contract is guessed."""
    book.sheet("Goal").fill("B2", [["half"]])
    book.names["Plan_Targett"] = "=Goal!$A$1"
    told = buttons.check(front)
    assert told.startswith("plan.xlsx: 1 problem; mend it first.\n\n'Plan_Rates' must be")
    assert told.count("Goal!B2 is the text 'half'") == 1
    assert "Plan_Targett is no name of the contract: is Plan_Target meant?" in told


@pytest.mark.parametrize("button", ["fill", "check"])
def test_without_a_workbook_it_is_told(button: str) -> None:
    """Protected View, or no workbook at all: VBA hands over Nothing."""
    told = sentence(getattr(buttons, button)(None))
    assert told.startswith("there is no workbook in front: open one, press Enable Editing")


@pytest.mark.parametrize("button", ["fill", "check"])
@pytest.mark.parametrize("handed", [3.5, "plan.xlsx", ((1.0,),), Exception("secret")])
def test_whatever_is_handed_over_a_text_comes_back(button: str, handed: object) -> None:
    """No button raises: VBA would show the traceback."""
    told = sentence(getattr(buttons, button)(handed))
    assert told == f"expected a workbook of Excel's; got {type(handed).__name__}"


def test_a_fault_of_ours_is_a_sentence_too(front: xw.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it happened, for a report; nothing that it quotes, and no traceback."""

    def broken(*_: object, **__: object) -> None:
        raise KeyError("secret")

    monkeypatch.setattr(buttons, "synced", broken)
    told = sentence(buttons.fill(front))
    assert told.startswith("a fault of this program, KeyError at test_buttons.py, line ")
    assert "secret" not in told
    assert "\n" not in told


def test_a_workbook_that_was_closed_is_told(book: BookOf, front: xw.Book) -> None:
    """What Excel refuses for good is a sentence, too."""

    def closed(book: BookOf, what: str) -> None:
        raise ComError(-2147023174)

    book.before = closed
    for button in (buttons.fill, buttons.check):
        assert "see whether it is still open" in sentence(button(front))


def test_a_thousand_kept_cells_fit_in_a_box(book: BookOf, front: xw.Book) -> None:
    """The most important comes first; the rest of each list is counted."""
    goal = book.sheet("Goal")
    goal.fill("B2", [[1.0]] * 12)
    book.names["Plan_Rates"] = "=Goal!$B$2:$B$13"
    book.names["Plan_Required"] = "=Goal!$D$1:$D$13"
    book.names["Plan_Required_Confident"] = "=Goal!$E$1:$E$13"
    goal.fill("D1", [[f"a note of a person's, of some length: {row}"] for row in range(13)])
    goal.fill("B20", [[0.8]])
    book.names["Plan_Confidence"] = "=Goal!$B$20"
    told = buttons.fill(front)
    assert len(told) <= boxes.LIMIT
    assert told.startswith("plan.xlsx: Wrote 13 cells, kept 13 cells.\n\nKept,")
    assert "… and " in told
    assert "empty these cells" in told
    assert "Plan_Required_Confident, 13 cells: " in told


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=600)


@given(
    head=TEXTS,
    parts=st.lists(
        st.builds(
            Part,
            st.lists(TEXTS, max_size=40),
            st.sampled_from(["", "Kept:"]),
            st.sampled_from(["", "Do this."]),
        ),
        max_size=5,
    ),
)
def test_every_box_fits(head: str, parts: list[Part]) -> None:
    """Whatever is told takes at most a thousand units of UTF-16; short of that nothing is lost."""
    told = boxed(head, parts)
    assert len(told.encode("utf-16-le")) // 2 <= boxes.LIMIT
    whole = "\n".join([head, *(line for part in parts for line in part.lines)])
    short = max([len(head), *(len(line) for part in parts for line in part.lines)]) <= 200
    if short and len(whole) + 60 * len(parts) + 2 * len(whole.split("\n")) < 500:
        assert all(line in told for part in parts for line in part.lines)


@pytest.fixture(scope="module")
def pressed() -> Iterator[Pressed]:
    """Give the buttons behind xlwings' COM server, with no console."""
    with Pressed() as running:
        yield running


def test_vba_reaches_the_buttons_through_xlwings_server(pressed: Pressed) -> None:
    """As VBA calls them: the workbook among the arguments, no workbook and no caller beside them.

    The real `CallUDF`, `_xlwindows` and conversions run; no standard output and no error output.
    """
    assert pressed.press("check", FRONT).startswith("plan.xlsx: nothing is wrong.")
    assert pressed.press("fill", FRONT).startswith("plan.xlsx: Wrote 3 cells.")
    assert pressed.values("Goal", "D1:D3") == [[800.0], [400.0], [100.0]]
    assert pressed.sheets() == [("Goal", -1), ("Funnel sync", 2)]
    pressed.fill("Goal", "D2", [[777.0]])
    pressed.fill("Goal", "B1", [[200.0]])
    assert "Goal!D2 holds 777; the plan says 800" in pressed.press("fill", FRONT)
    assert pressed.values("Goal", "D1:D3") == [[1600.0], [777.0], [200.0]]
    assert sentence(pressed.press("fill", None)).startswith("there is no workbook in front")
    assert pressed.press("templates").splitlines() == [each.name for each in TEMPLATES]


@pytest.mark.parametrize("call", [0, 45, 75])
@pytest.mark.parametrize("code", [REJECTED, EDITING])
def test_an_excel_that_refuses_our_calls_is_told(call: int, code: int) -> None:
    """Refused from any call on, the button gives up with a sentence; pressed again, it ends it.

    xlwings by itself would ask a busy Excel for ever; and pywin32 would say of a member that was
    refused that it does not exist.
    """
    with Pressed() as pressed:
        told, attempts = pressed.press_while_busy("fill", code, call)
        assert "finish the cell you are editing in Excel" in sentence(told)
        assert attempts == 0
        told = pressed.press("fill", FRONT)
        assert not told.startswith(buttons.ERROR)
        assert "Kept" not in told
        assert pressed.values("Goal", "D1:D3") == [[800.0], [400.0], [100.0]]
