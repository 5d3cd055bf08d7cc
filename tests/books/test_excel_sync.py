"""A workbook open in Excel is synced through the real xlwings, over an Excel in memory."""

from __future__ import annotations

import contextlib
import datetime
import sys
import types
from collections.abc import Callable, Iterator
from random import Random

import openpyxl
import pytest

from funnel_addin.books import memory
from funnel_addin.books.excel import LiveWorkbook
from funnel_addin.books.port import Cell, CellErrorValue, Place, Problem
from funnel_addin.books.sight import Again, Change, Sight, Unreachable
from funnel_addin.books.xlsx import SyncedWorkbook
from funnel_addin.plans import BookProblems
from funnel_addin.sync import Synced, sync
from funnel_core.errors import SheetError
from tests.excel_engine import EDITING, REJECTED, App, BookOf, ComError, as_xlwings, excel

DAY = datetime.date(2027, 3, 1)
NOTED = "Being written"


@pytest.fixture
def app() -> Iterator[App]:
    with excel() as running:
        yield running


@pytest.fixture
def book(app: App) -> BookOf:
    made = app.book("plan.xlsx")
    made.sheet("Notes")
    made.sheet("Goal").fill("A1", [["Target", 100.0], ["Rates", 0.5], [None, 0.25]])
    made.names.update(
        {
            "Plan_Target": "=Goal!$B$1",
            "Plan_Rates": "=Goal!$B$2:$B$3",
            "Plan_Required": "=Goal!$D$1:$D$3",
        }
    )
    return made


def live(book: BookOf) -> LiveWorkbook:
    return LiveWorkbook(as_xlwings(book), sleep=lambda seconds: None)


def synced(book: BookOf, overwrite: tuple[str, ...] = ()) -> Synced:
    return sync(live(book), as_of=DAY, overwrite=overwrite)


def required(book: BookOf) -> list[Cell]:
    return [row[0] for row in live(book).look().read("Plan_Required").values]


def put(on: LiveWorkbook, sight: Sight, *values: Cell) -> None:
    changes = [Change("Plan_Required", row, 0, value) for row, value in enumerate(values)]
    on.put(changes, {"Plan_Required": tuple((value,) for value in values)}, sight)


def test_what_was_put_is_seen_and_remembered(book: BookOf) -> None:
    """After a put the cells and the memory both hold it, and all else is as it was."""
    on = live(book)
    before = on.look()
    assert before.found["Plan_Required"] == Place("Goal", 1, 4, 3, 1)
    assert not before.memory
    put(on, before, 800.0, 400.5, 100.0)
    after = on.look()
    assert after.read("Plan_Required").values == ((800.0,), (400.5,), (100.0,))
    assert after.memory == {"Plan_Required": after.read("Plan_Required").values}
    assert after.blocks["Plan_Rates"] == before.blocks["Plan_Rates"]
    assert on.requests == 0


def test_a_second_sync_sets_no_cell(book: BookOf) -> None:
    """Where nothing changed nothing is written, and the sheet that was shown still is."""
    assert len(synced(book).written) == 3
    assert [sheet.name for sheet in book.sheets] == ["Notes", "Goal", memory.TITLE]
    assert (book.sheets[-1].visible, book.active) == (2, 0)
    book.writes.clear()
    done = synced(book)
    assert (done.written, done.kept, done.requests, book.writes) == ((), (), 0, [])


def test_only_changed_cells_are_set_in_whole_runs(book: BookOf) -> None:
    """Cells that touch go in one call; a cell that is right already is not set."""
    synced(book)
    book.sheet("Goal").fill("B3", [[0.5]])
    book.writes.clear()
    synced(book)
    assert [each for each in book.writes if each.startswith("Goal")] == ["Goal!$D$1:$D$2"]
    assert required(book) == [400.0, 200.0, 100.0]


TEXTS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "007", "50%", "1,5", "1/2", "2027-01-01", "TRUE", "Falsch",
    "behind", "on pace", "'quoted", "a\nb", "#N/A yet",
]  # fmt: skip


@pytest.mark.parametrize("format", ["General", "@", "$"])
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_stays_a_text(book: BookOf, text: str, format: str) -> None:
    """Whatever a text looks like, Excel takes it for no formula, number, date or truth."""
    goal = book.sheet("Goal")
    goal.at(2, 4).format = format
    on = live(book)
    put(on, on.look(), 800.0, text, 100.0)
    assert goal.values("D1:D3") == [[800.0], [text], [100.0]]
    assert not goal.at(2, 4).formula
    assert on.look().memory["Plan_Required"] == ((800.0,), (text,), (100.0,))


def test_cells_are_read_in_full(book: BookOf) -> None:
    """Currency has all its digits, a date is a date, an error cell is that error."""
    goal = book.sheet("Goal")
    goal.fill("B1", [[1_000_000 / 3000]])
    goal.at(1, 2).format = "$"
    goal.fill("F1", [[46_388.0]])
    goal.at(1, 6).format = "yyyy-mm-dd"
    book.names["Plan_Start"] = "=Goal!$F$1"
    goal.fill("B2", [["#DIV/0!"]])
    sight = live(book).look()
    assert sight.read("Plan_Target").values == ((1_000_000 / 3000,),)
    assert sight.read("Plan_Start").values == ((datetime.datetime(2027, 1, 1),),)
    assert sight.read("Plan_Rates").values[0] == (CellErrorValue("#DIV/0!"),)
    with pytest.raises(BookProblems, match="Goal!B2"):
        synced(book)
    assert not book.writes


def test_a_workbook_changed_in_between_is_looked_at_again(book: BookOf) -> None:
    """Where a person typed between look and put, no cell is set and no tab made."""
    on = live(book)
    sight = on.look()
    book.sheet("Goal").fill("B1", [[200.0]])
    with pytest.raises(Again, match="was changed just now"):
        put(on, sight, 800.0, 400.0, 100.0)
    assert not book.writes
    assert len(book.sheets) == 2


def test_a_line_inserted_while_it_is_put(book: BookOf) -> None:
    """Where a name moved after the last look, its cells are not set where it was."""
    book.names["Plan_Required"] = "=Goal!$D$11:$D$13"
    goal = book.sheet("Goal")

    def inserted(book: BookOf, what: str) -> None:
        if what.startswith("Value=Funnel sync"):
            book.before = None
            goal.insert_row(5)

    on = live(book)
    sight = on.look()
    book.before = inserted
    with pytest.raises(Again, match="Plan_Required was moved just now"):
        put(on, sight, 800.0, 400.0, 100.0)
    assert goal.values("D1:D20") == [[None]] * 20
    assert synced(book).kept == ()
    assert goal.values("D12:D14") == [[800.0], [400.0], [100.0]]


def test_a_persons_edit_is_kept(book: BookOf) -> None:
    """A number typed over an output stays, and so does what moved with an inserted line."""
    synced(book)
    goal = book.sheet("Goal")
    goal.fill("D2", [[777.0]])
    goal.fill("B1", [[200.0]])
    done = synced(book)
    assert [(cell.cell, cell.value, cell.wanted) for cell in done.kept] == [
        ("Goal!D2", 777.0, 800),
    ]  # fmt: skip
    assert required(book) == [1600.0, 777.0, 200.0]
    assert [cell.cell for cell in synced(book, ("Plan_Required",)).written] == ["Goal!D2"]
    assert required(book) == [1600.0, 800.0, 200.0]


def test_values_that_moved_are_still_ours(book: BookOf) -> None:
    """After a person inserts a row across the range, what was written is written again."""
    goal = book.sheet("Goal")
    book.names["Plan_Required"] = "=Goal!$D$11:$D$13"
    synced(book)
    goal.insert_row(12)
    goal.fill("B1", [[200.0]])
    done = synced(book)
    assert done.kept == ()
    assert required(book) == [1600.0, 800.0, 200.0, None]


def calls_of_a_put(book: BookOf) -> int:
    """Count the calls of one put that makes the tab."""
    on = live(book)
    sight = on.look()
    book.calls = 0
    put(on, sight, 800.0, 400.0, 100.0)
    return book.calls


def moments() -> list[int]:
    """Give each of the calls of a put, by its number."""
    with excel() as app:
        made = app.book("plan.xlsx")
        made.sheet("Goal")
        made.names["Plan_Required"] = "=Goal!$D$1:$D$3"
        return list(range(1, calls_of_a_put(made) + 20))


class Killed(BaseException):
    """The end of the process, as far as a test can have it."""


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("kind", ["rejected", "editing", "killed"])
def test_a_put_that_breaks_off_loses_nothing(app: App, kind: str, first: bool) -> None:
    """Broken off at whichever call, the next sync ends it, and no value of ours is a person's."""
    for moment in moments():
        book = app.book("plan.xlsx")
        goal = book.sheet("Goal")
        goal.fill("B1", [[100.0], [0.5], [0.25]])
        book.names.update(
            {
                "Plan_Target": "=Goal!$B$1",
                "Plan_Rates": "=Goal!$B$2:$B$3",
                "Plan_Required": "=Goal!$D$1:$D$3",
            }
        )
        if not first:
            synced(book)
        goal.fill("B1", [[200.0]])
        on = live(book)
        sight = on.look()
        book.before = broken_off(book.calls + moment, kind)
        with contextlib.suppress(Again, Killed):
            put(on, sight, 1600.0, 800.0, 200.0)
        book.before = None
        goal.fill("B1", [[300.0]])
        done = synced(book)
        assert done.kept == (), (kind, moment)
        assert required(book) == [2400.0, 1200.0, 300.0]
        assert live(book).look().memory["Plan_Required"] == ((2400.0,), (1200.0,), (300.0,))
        assert [(sheet.name, sheet.visible) for sheet in book.sheets[1:]] == [(memory.TITLE, 2)]


def broken_off(call: int, kind: str) -> Callable[[BookOf, str], None]:
    """Refuse one call of Excel's, by its number, or end the process at it."""

    def called(book: BookOf, what: str) -> None:
        if book.calls == call:
            raise refusal(kind)

    return called


def refusal(kind: str) -> BaseException:
    """Give the error of a kind."""
    if kind == "killed":
        return Killed()
    return ComError(REJECTED) if kind == "rejected" else ComError(-2147352567, EDITING)


def test_a_cell_being_edited_is_waited_for(book: BookOf) -> None:
    """A look waits for the person who edits a cell, longer each time, and then gives up."""
    waited: list[float] = []
    on = LiveWorkbook(as_xlwings(book), sleep=waited.append)

    def editing(book: BookOf, what: str) -> None:
        if len(waited) < 3:
            raise ComError(-2147352567, EDITING)

    book.before = editing
    assert on.look().title == "plan.xlsx"
    assert waited == [0.1, 0.2, 0.5]
    waited.clear()

    def rejecting(book: BookOf, what: str) -> None:
        raise ComError(REJECTED)

    book.before = rejecting
    with pytest.raises(Unreachable, match="finish the cell you are editing in Excel"):
        on.look()
    assert sum(waited) < 10


def test_xlwings_is_kept_from_asking_for_ever(
    book: BookOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While Excel is asked here a refused call is told at once; afterwards all is as it was."""
    calls = types.ModuleType("xlwings._xlwindows")
    vars(calls)["N_COM_ATTEMPTS"] = 0
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", calls)
    seen: set[int] = set()
    book.before = lambda book, what: seen.add(vars(calls)["N_COM_ATTEMPTS"])
    synced(book)
    assert seen == {1}
    assert vars(calls)["N_COM_ATTEMPTS"] == 0


def test_another_error_of_excels_is_one_sentence(book: BookOf) -> None:
    """A workbook that was closed is told as such, without what Excel said about its cells."""
    on = live(book)
    on.look()

    def closed(book: BookOf, what: str) -> None:
        raise ComError(-2147023174)

    book.before = closed
    with pytest.raises(SheetError, match=r"see whether it is still open") as told:
        on.look()
    assert "secret" not in str(told.value)
    assert told.value.__suppress_context__


def test_a_formula_is_kept_until_it_is_taken_over(book: BookOf) -> None:
    """A formula that shows something else is a person's; overwritten by name, it is gone."""
    goal = book.sheet("Goal")
    goal.compute("D2", "=B1*7", 700.0)
    sight = live(book).look()
    assert sight.formulas["Plan_Required"] == ((False,), (True,), (False,))
    assert [(cell.cell, cell.formula) for cell in synced(book).kept] == [("Goal!D2", True)]
    assert goal.at(2, 4).formula == "=B1*7"
    synced(book, ("Plan_Required",))
    assert (goal.at(2, 4).formula, goal.at(2, 4).value) == ("", 400.0)


def test_a_text_that_begins_like_a_formula_is_none(book: BookOf) -> None:
    """Excel gives a text "=x" as the cell's formula too; it is still told as a value."""
    book.sheet("Goal").fill("D2", [["=x"]])
    assert live(book).look().formulas["Plan_Required"] == ((False,),) * 3


def test_locked_and_array_cells_are_closed(book: BookOf) -> None:
    """What Excel lets nobody write is a problem of that output; the others are written."""
    goal, other = book.sheet("Goal"), book.sheet("Other")
    other.protected = True
    book.names["Plan_Required_Confident"] = "=Other!$A$1:$A$3"
    done = synced(book)
    assert len(done.written) == 3
    goal.at(2, 4).array = True
    closed = live(book).look().closed
    assert closed["Plan_Required"] == {
        (1, 0): "is filled together with other cells by an array formula"
    }
    assert len(closed["Plan_Required_Confident"]) == 3
    assert "locked on a protected sheet" in closed["Plan_Required_Confident"][0, 0]
    for row in (1, 2, 3):
        other.at(row, 1).locked = False
    assert not live(book).look().closed["Plan_Required_Confident"]


def test_merged_cells(book: BookOf) -> None:
    """A name over one merged cell is that cell; one that holds hidden cells is a problem."""
    goal = book.sheet("Goal")
    goal.merges.append((1, 2, 1, 3))
    book.names["Plan_Target"] = "=Goal!$B$1:$C$1"
    assert live(book).look().found["Plan_Target"] == Place("Goal", 1, 2, 1, 1)
    goal.merges.append((2, 4, 3, 4))
    problem = live(book).look().found["Plan_Required"]
    assert isinstance(problem, Problem)
    assert "the merged cell Goal!D2:D3 hides" in problem.sentence
    book.names["Plan_Required"] = "=Goal!$D$1:$D$2"
    assert live(book).look().found["Plan_Required"] == Place("Goal", 1, 4, 2, 1)


@pytest.mark.parametrize(
    ("name", "refers", "sentence"),
    [
        ("Plan_Required", "=Goal!$D$1:$D$2,Goal!$D$9", "must be one block of cells; got 2 blocks"),
        ("Plan_Required", "=#REF!", "must be the name of cells; it is =#REF!"),
        ("Plan_Required", "=42", "must be the name of cells; it is =42"),
        ("Goal!Plan_Pace", "=Goal!$D$1:$D$3", "is defined for the sheet Goal only"),
        ("Plan_Pace", "=Goal!$A$1:$XFD$1048576", "more than 1,000,000"),
    ],
)
def test_names_that_cannot_be_used(book: BookOf, name: str, refers: str, sentence: str) -> None:
    """Each is a problem of its own name, with what to do about it."""
    book.names[name] = refers
    problem = live(book).look().found[name.rpartition("!")[2]]
    assert isinstance(problem, Problem)
    assert sentence in problem.sentence


def test_a_workbook_wide_name_is_found_beside_a_sheets_own(book: BookOf) -> None:
    """A sheet's own name of the same spelling hides nothing, and capitals do not matter."""
    book.names["Goal!Plan_Target"] = "=Goal!$A$9"
    book.names["PLAN_RATES"] = book.names.pop("Plan_Rates")
    sight = live(book).look()
    assert sight.found["Plan_Target"] == Place("Goal", 1, 2, 1, 1)
    assert sight.found["Plan_Rates"] == Place("Goal", 2, 2, 2, 1)


def test_no_tab_can_be_added(book: BookOf) -> None:
    """A locked structure, or a person's own tab of that title: nothing is written."""
    book.locked = True
    with pytest.raises(SheetError, match="structure is protected"):
        synced(book)
    book.locked = False
    book.sheet("FUNNEL SYNC").fill("A1", [["My notes"]])
    with pytest.raises(SheetError, match="holds something else than what a sync remembers"):
        synced(book)
    assert not book.writes


def test_the_tab_is_the_one_that_files_have(
    book: BookOf, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Saved as a file, the workbook carries along what was remembered."""
    synced(book)
    saved = openpyxl.Workbook()
    for sheet in book.sheets:
        made = saved.create_sheet(sheet.name)
        for (row, column), cell in sheet.cells.items():
            made.cell(row, column, cell.value)
    for name, refers in book.names.items():
        named = openpyxl.workbook.defined_name.DefinedName(name, attr_text=refers.lstrip("="))
        saved.defined_names[name] = named
    path = tmp_path_factory.mktemp("saved") / "plan.xlsx"
    saved.save(path)
    assert SyncedWorkbook(path).look().memory == live(book).look().memory
    assert sync(path, as_of=DAY).written == ()


def test_what_was_noted_counts_only_where_it_stands(book: BookOf) -> None:
    """A note left by a put that broke off says nothing about what a person typed since."""
    synced(book)
    tab, goal = book.sheets[-1], book.sheet("Goal")
    at = 30
    tab.at(1, at).value = NOTED
    tab.at(2, at).value, tab.at(2, at + 1).value = "Plan_Required 1 0", 5.0
    tab.at(3, at).value, tab.at(3, at + 1).value = "Plan_Required 99 0", 5.0
    tab.at(4, at).value, tab.at(4, at + 1).value = "nonsense", 5.0
    goal.fill("D2", [[777.0]])
    goal.fill("B1", [[200.0]])
    assert [cell.value for cell in synced(book).kept] == [777.0]


@pytest.mark.parametrize("seed", range(25))
def test_whatever_happens_a_person_loses_nothing(app: App, seed: int) -> None:
    """People type and empty cells, puts break off; at the end all is theirs or what the plan says.

    Nothing that a person typed is changed, nothing of ours is taken for a person's.
    """
    random = Random(seed)
    book = app.book("plan.xlsx")
    goal = book.sheet("Goal")
    goal.fill("B1", [[100.0], [0.5], [0.25]])
    book.names.update(
        {
            "Plan_Target": "=Goal!$B$1",
            "Plan_Rates": "=Goal!$B$2:$B$3",
            "Plan_Required": "=Goal!$D$1:$D$3",
        }
    )
    typed: dict[int, float] = {}
    for step in range(12):
        what = random.choice(["input", "output", "emptied", "sync", "broken", "broken"])
        row = random.randint(1, 3)
        if what == "input":
            goal.fill("B1", [[100.0 * random.randint(1, 9)]])
        elif what == "output":
            typed[row] = step + 0.5
            goal.fill(f"D{row}", [[typed[row]]])
        elif what == "emptied":
            typed.pop(row, None)
            goal.fill(f"D{row}", [[None]])
        else:
            kind = random.choice(["rejected", "editing", "killed"])
            if what == "broken":
                book.before = broken_off(book.calls + random.randint(30, 90), kind)
            with contextlib.suppress(Killed):
                synced(book)
            book.before = None
    done = synced(book)
    target = goal.values("B1")[0][0]
    wanted = {1: target * 8, 2: target * 4, 3: target}
    assert {row: goal.values(f"D{row}")[0][0] for row in wanted} == {**wanted, **typed}
    assert {cell.value for cell in done.kept} == set(typed.values())
    assert synced(book).written == ()
