"""What a fill, a check and a sync came to, as a message box tells it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from funnel_addin import names
from funnel_addin.books.cells import same
from funnel_addin.books.port import Cell, Problem
from funnel_addin.books.sight import Sight
from funnel_addin.buttons.boxes import Part, boxed
from funnel_addin.cli import sheets_told, table
from funnel_addin.fill import check as check_book
from funnel_addin.given import Given
from funnel_addin.plans import BookProblems
from funnel_addin.sync import CellKept, CellWritten, Decision, Synced, decide

__all__ = ["check_told", "problems_told", "sync_told"]

NO_NAMES = "New from template makes a workbook that has these names."
HAND_BACK = "To have the plan's values there, empty these cells and press the button again."


def sync_told(done: Synced, warnings: Sequence[str] = ()) -> str:
    """Tell what was left out, what was kept, what to know, and what was written."""
    head = f"{sheets_told.clean(done.title)}: {sheets_told.summed_up(done)}"
    notes = _cleaned([*warnings, *done.notes])
    return boxed(
        head,
        [
            Part(_sentences(done.problems), "Left out:"),
            Part(_kept(done.kept), "Kept, since something else stands there:", HAND_BACK),
            Part(notes, "To know:"),
            Part(_written(done.written), "Written:"),
        ],
    )


def problems_told(error: BookProblems) -> str:
    """Tell what keeps a book from being filled, and that nothing was written."""
    head, *sentences = map(sheets_told.clean, str(error).split("\n"))
    told = _sentences(error.problems)
    ending = ["Nothing was written."]
    if any(" is not defined" in each or " is defined" in each for each in told):
        ending.append(NO_NAMES)
    return boxed(head, [Part([each.strip() for each in sentences]), Part([" ".join(ending)])])


def check_told(sight: Sight, day: datetime.date) -> str:
    """Tell what is wrong with a workbook, what a fill would do, and which names it has."""
    found = check_book(sight, day)
    problems = list(found.problems)
    would: Decision | None = None
    try:
        would = decide(sight, Given(), day)
    except BookProblems as error:
        problems += error.problems
    else:
        problems += would.problems
    every = tuple({each.sentence: each for each in reversed(problems)}.values())[::-1]
    head = f"{sheets_told.clean(sight.title)}: {_found(len(every))}"
    if would is not None:
        head += f" {_outlook(would)}"
    notes = dict.fromkeys([*found.notes, *(would.notes if would else ())])
    return boxed(
        head,
        [
            Part(_sentences(every)),
            Part([] if sight.found else [NO_NAMES]),
            Part(_kept(would.kept if would else ()), "A fill would keep:"),
            Part(_cleaned(notes), "To know:"),
            Part(_has(sight)),
        ],
    )


def _found(problems: int) -> str:
    if not problems:
        return "nothing is wrong."
    return f"{table.count(problems, 'problem')}; mend {'it' if problems == 1 else 'them'} first."


def _outlook(would: Decision) -> str:
    changed = [each for each in would.changes.values() if not same(each.was, each.value)]
    if not changed:
        return "All that a fill can write is there already."
    return f"A fill would write {table.count(len(changed), 'cell')}."


def _has(sight: Sight) -> list[str]:
    """Say which names of the contract there are; that one is missing may be meant."""
    known = {name.lower() for name in sight.found}
    lines = []
    for role in names.Role:
        of_role = [each.name for each in names.NAMES if each.role is role]
        here = [name for name in of_role if name.lower() in known]
        lines.append(f"{role.value.title()}s here: {', '.join(here) or 'none'}.")
    missing = [each.name for each in names.NAMES if each.name.lower() not in known]
    return [*lines, f"Not defined: {', '.join(missing)}."] if missing else lines


def _sentences(problems: Iterable[Problem]) -> list[str]:
    return _cleaned(each.sentence for each in problems)


def _cleaned(lines: Iterable[str]) -> list[str]:
    return [sheets_told.clean(line) for line in lines]


def _kept(kept: Iterable[CellKept]) -> list[str]:
    lines = []
    for each in kept:
        holds, wanted = _told_apart(each.value, each.wanted)
        formula = "a formula that shows " if each.formula else ""
        lines.append(
            f"{sheets_told.clean(each.cell)} holds {formula}{holds}; the plan says {wanted}"
        )
    return lines


def _written(written: Sequence[CellWritten]) -> list[str]:
    """Tell name by name how many cells were written, and what the first of them holds now."""
    named: dict[str, list[CellWritten]] = {}
    for each in written:
        named.setdefault(each.name, []).append(each)
    lines = []
    for name, cells in named.items():
        value, was = _told_apart(cells[0].value, cells[0].was)
        told = f"{sheets_told.clean(cells[0].cell)} is {value} (was {was})"
        more = ", and so on" if cells[1:] else ""
        lines.append(f"{name}, {table.count(len(cells), 'cell')}: {told}{more}")
    return lines


def _told_apart(one: Cell, other: Cell) -> tuple[str, str]:
    """Show two cells that differ; numbers that look alike with all their digits."""
    shorter = sheets_told.shown(one), sheets_told.shown(other)
    return shorter if shorter[0] != shorter[1] else (repr(one), repr(other))
