"""What a sync did, as a person and as a machine is told it; made by hand, no Sheet involved."""

from __future__ import annotations

import datetime
import io
import json
import os
from typing import Any

import pytest

from funnel_addin.books.port import Cell, CellErrorValue, Problem
from funnel_addin.books.sight import Unreachable
from funnel_addin.cli import sheets_told
from funnel_addin.cli.sheets_watch import Report, reader_gone
from funnel_addin.plans import BookProblems, NamedPlan
from funnel_addin.sync import CellKept, CellWritten, Synced, Turn
from funnel_core.errors import SheetError
from funnel_core.model import Target
from funnel_core.planning import Funnel

PLAN = NamedPlan(Funnel([0.5, 0.25]).plan(Target(wins=10)))
NOON = datetime.datetime(2027, 1, 31, 12, 0, 5)


def synced(**other: Any) -> Synced:
    """Give a sync that had nothing to do, but for what is said."""
    nothing: dict[str, Any] = {"written": (), "kept": (), "problems": (), "notes": ()}
    day = datetime.date(2027, 1, 31)
    return Synced("Plan 2027", PLAN, day, **{**nothing, "requests": 2, **other})


def wrote(cell: str, was: Cell, value: Cell, name: str = "Plan_Required") -> CellWritten:
    """Give a cell that was written."""
    return CellWritten(name, cell, was, value)


def test_a_change_is_told_as_what_was_and_what_is() -> None:
    """A title, the names, a line for each cell, and how many requests it took."""
    done = synced(
        written=(wrote("Funnel!E6", 800, 900), wrote("Funnel!E10", None, 1250)), requests=3
    )
    assert list(sheets_told.told(done)) == [
        "Plan 2027",
        "",
        "Plan_Required",
        "  Funnel!E6    800 → 900",
        "  Funnel!E10   blank → 1,250",
        "",
        "Wrote 2 cells. 3 requests.",
    ]


def test_what_is_kept_is_told_with_why_and_with_the_cure() -> None:
    """A person must know which cell, what the plan says, and how to take it over."""
    kept = (
        CellKept("Plan_Required", "Funnel!E8", 450, 400),
        CellKept("Plan_Pace", "Funnel!H8", "fine", "behind", formula=True),
    )
    assert list(sheets_told.told(synced(kept=kept)))[2:] == [
        "Plan_Required, kept because the sync did not write it:",
        "  Funnel!E8   450; the plan says 400",
        "Plan_Pace, kept because the sync did not write it:",
        "  Funnel!H8   a formula that shows fine; the plan says behind",
        "",
        "To have these values there: empty the cells, or sync with --overwrite Plan_Required "
        "--overwrite Plan_Pace",
        "(that replaces 1 formula by a value, for good)",
        "",
        "Wrote nothing, kept 2 cells. 2 requests.",
    ]


def test_nothing_to_do_is_said_in_one_line() -> None:
    """What most syncs of a schedule print."""
    assert list(sheets_told.told(synced()))[2:] == ["In sync: nothing had to change. 2 requests."]


def test_problems_and_notes_follow_what_was_written() -> None:
    """The others were written; the one is told with what to do."""
    done = synced(
        written=(wrote("Funnel!E6", 1, 2),),
        problems=(Problem("Plan_Pace", "Funnel!H6", "'Plan_Pace' is protected: open it"),),
        notes=("two stages are called Lead",),
    )
    assert list(sheets_told.told(done))[5:] == [
        "Problem: 'Plan_Pace' is protected: open it",
        "Note: two stages are called Lead",
        "",
        "Wrote 1 cell, left out 1 name. 2 requests.",
    ]


def test_a_long_list_is_shortened_for_people_and_whole_for_machines() -> None:
    """A schedule of 84 cells would scroll everything else away."""
    cells = tuple(wrote(f"Schedule!H{row}", None, row) for row in range(8, 92))
    done = synced(written=cells)
    lines = list(sheets_told.cells(done))
    assert len(lines) == 8
    assert lines[-1] == "  … and 78 cells more"
    written = sheets_told.as_data(done)["written"]
    assert isinstance(written, list)
    assert len(written) == 84


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (640000, "640,000"),
        (0.1 + 0.2, "0.3"),
        (1234567.25, "1,234,567.25"),
        (datetime.date(2027, 1, 31), "2027-01-31"),
        (CellErrorValue("#REF!"), "#REF!"),
        (None, "blank"),
        (False, "FALSE"),
        ("ahead", "ahead"),
        ("on pace", "on pace"),
        ("blank", '"blank"'),
        ("TRUE", '"TRUE"'),
        ("1.234,5", '"1.234,5"'),
        (" lead", '" lead"'),
        ("=1+1", '"=1+1"'),
        ("one\ntwo", '"one\\ntwo"'),
        ("\x1b[31mred", '"\\x1b[31mred"'),
        ("\u202egnp.exe", '"\\u202egnp.exe"'),
        ("a" * 100, f'"{"a" * 59}…"'),
    ],
)
def test_cells_are_shown_as_people_read_them(cell: Cell, text: str) -> None:
    """Texts in quotes where they could be taken for something else; no terminal obeys one."""
    assert sheets_told.shown(cell) == text


def test_numbers_that_look_alike_are_shown_with_all_digits() -> None:
    """A change must be seen to be one."""
    done = synced(written=(wrote("Funnel!E6", 0.25, 0.25 + 2**-40), wrote("Funnel!E7", 1, "1")))
    assert list(sheets_told.cells(done))[1:] == [
        "  Funnel!E6   0.25 → 0.2500000000009095",
        '  Funnel!E7   1 → "1"',
    ]


def test_json_holds_plain_values() -> None:
    """Dates as ISO has them, errors as their codes, blanks as null."""
    done = synced(
        written=(wrote("Goal!C4", CellErrorValue("#N/A"), datetime.date(2027, 1, 31)),),
        kept=(CellKept("Plan_Required", "Funnel!E8", None, 400),),
    )
    data = json.loads(json.dumps(sheets_told.as_data(done), allow_nan=False))
    assert data["written"] == [
        {"name": "Plan_Required", "cell": "Goal!C4", "was": "#N/A", "value": "2027-01-31"}
    ]
    assert data["kept"] == [
        {
            "name": "Plan_Required",
            "cell": "Funnel!E8",
            "value": None,
            "wanted": 400,
            "formula": False,
            "why": "holds a value that the sync did not write",
        }
    ]
    assert data["requests"] == 2


def test_a_problem_in_json_names_each_cell_that_is_wrong() -> None:
    """The sentence of a whole list is about some of its cells: an entry for each."""
    problem = Problem(
        "Plan_Rates",
        "'My Funnel'!D6:D11",
        "'Plan_Rates' must be shares above 0 and up to 1; 'My Funnel'!D8 is 47; 'My Funnel'!D10 "
        "is the text 'x': write a number",
        "#NUM!",
    )
    entries = sheets_told.problem_data(problem)
    assert [each["cell"] for each in entries] == ["'My Funnel'!D8", "'My Funnel'!D10"]
    assert {each["problem"] for each in entries} == {problem.sentence}
    assert {each["code"] for each in entries} == {"#NUM!"}


def test_a_problem_without_a_cell_names_what_there_is() -> None:
    """A name that is not defined stands nowhere; an error of the way is about the spreadsheet."""
    missing = Problem("Plan_Target", "", "the name 'Plan_Target' is not defined: define it")
    assert [each["cell"] for each in sheets_told.problem_data(missing)] == ["Plan_Target"]
    data = sheets_told.error_data(SheetError("not shared: share it"), "1aBc", 1)
    assert data["problems"] == [
        {"name": "1aBc", "cell": "1aBc", "problem": "not shared: share it", "code": "#VALUE!"}
    ]
    assert (data["written"], data["kept"], data["requests"]) == ([], [], 1)


def said(report: Report, *turns: Turn) -> list[list[str]]:
    """Give what a watch says of each turn."""
    return [list(report.of(turn, NOON, "1aBc", 2)) for turn in turns]


def test_a_watch_is_silent_while_nothing_happens() -> None:
    """One line at the beginning, so that it is seen to run; then none for days."""
    quiet = said(Report(False, 60), synced(), synced(), synced())
    assert quiet == [["2027-01-31 12:00:05  Plan 2027: In sync: nothing had to change."], [], []]


def test_a_watch_tells_what_it_writes_each_time() -> None:
    """Even the same cell again; with the cells below the line."""
    change = synced(written=(wrote("Funnel!E6", 800, 900),))
    first, again = said(Report(False, 60), change, change)
    assert first == again
    assert first == [
        "2027-01-31 12:00:05  Plan 2027: Wrote 1 cell.",
        "  Plan_Required",
        "    Funnel!E6   800 → 900",
    ]


def test_a_watch_tells_once_what_is_kept_and_when_it_is_not_any_more() -> None:
    """Not every minute that the same cell is a person's."""
    kept = synced(kept=(CellKept("Plan_Required", "Funnel!E8", 450, 400),))
    turns = said(Report(False, 60), kept, kept, synced())
    assert [len(lines) for lines in turns] == [4, 0, 1]


def test_a_watch_tells_an_outage_once_and_when_it_is_over() -> None:
    """Whatever each try says of itself."""
    turns = said(
        Report(False, 60),
        synced(),
        Unreachable("no answer within 120 seconds"),
        Unreachable("no answer within 119 seconds"),
        synced(),
    )
    assert [len(lines) for lines in turns] == [1, 1, 0, 1]
    assert turns[1][0].endswith("no answer within 120 seconds (tried again every 60 seconds)")
    assert "reached again: Plan 2027: In sync" in turns[3][0]


def test_a_watch_tells_wrong_inputs_when_they_change() -> None:
    """A person is typing: each state is told once, every problem on a line."""
    one = Problem("Plan_Target", "Goal!C4", "Goal!C4 is blank: write a number")
    two = Problem("Plan_Value", "Goal!C5", "Goal!C5 is -1: write 0 or more")
    turns = said(
        Report(False, 60),
        BookProblems("Plan", [one]),
        BookProblems("Plan", [one]),
        BookProblems("Plan", [one, two]),
    )
    assert [bool(lines) for lines in turns] == [True, False, True]
    assert "Goal!C5 is -1" in turns[2][0]


def test_a_dry_watch_tells_once_what_it_would_write() -> None:
    """Nothing is written, so the same cells differ at every turn."""
    change = synced(written=(wrote("Funnel!E6", 800, 900),), dry_run=True)
    assert [bool(lines) for lines in said(Report(False, 60), change, change)] == [True, False]


def test_a_watch_for_machines_gives_an_object_a_line() -> None:
    """By the same rule, with the time; errors too."""
    report = Report(True, 60)
    turns = said(report, synced(), synced(), Unreachable("gone\nfor now"))
    assert [len(lines) for lines in turns] == [1, 0, 1]
    fine, gone = (json.loads(lines[0]) for lines in turns if lines)
    assert fine["time"].startswith("2027-01-31T12:00:05")
    assert fine["written"] == fine["problems"] == []
    assert gone["problems"][0]["problem"] == "gone\nfor now"


def test_a_pipe_that_nobody_reads_is_noticed_without_writing_to_it() -> None:
    """A watch may have nothing to say for days."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as stream:
        assert not reader_gone(stream)
        os.close(reading)
        assert reader_gone(stream)
    assert not reader_gone(io.StringIO())
