"""What a sync did, as a person reads it and as data for machines."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias, TypeVar

from funnel_addin.books.port import Cell, CellErrorValue, Problem
from funnel_addin.cli import table
from funnel_addin.plans import BookProblems
from funnel_addin.sync import GIVEN, CellKept, CellWritten, Synced
from funnel_core.errors import FunnelError

__all__ = [
    "as_data",
    "cells",
    "clean",
    "cure",
    "error_data",
    "line_of",
    "problem_data",
    "remarks",
    "shown",
    "summed_up",
    "told",
]

Data: TypeAlias = dict[str, object]
One = TypeVar("One", CellWritten, CellKept)

MANY = 20
"""Above so many cells of one name a person is shown the first few; JSON has all."""

FEW = 6
LONGEST = 60

_WORDS = re.compile(r"[^\W\d_][\w ,&/()'.-]*")
_TAKEN = frozenset({"blank", "true", "false"})


def told(done: Synced) -> Iterator[str]:
    """Tell what was written, what was kept and why, what is wrong, and what else to know."""
    yield clean(done.title)
    for part in (list(cells(done)), list(remarks(done))):
        yield from part and ["", *part]
    yield ""
    yield f"{summed_up(done)} {table.count(done.requests, 'request')}."


def cells(done: Synced) -> Iterator[str]:
    """Tell, name by name, the cells that were written and those that were kept."""
    for name, written in _by_name(done.written):
        yield name
        yield from _listed([(each.cell, _change(each)) for each in written])
    if done.written and done.kept:
        yield ""
    for name, left in _by_name(done.kept):
        yield f"{name}, kept because the sync did not write it:"
        yield from _listed([(each.cell, _left(each)) for each in left])


def remarks(done: Synced) -> Iterator[str]:
    """Tell how to take over what was kept, what is wrong, and what else to know."""
    yield from cure(done.kept)
    yield from (f"Problem: {clean(problem.sentence)}" for problem in done.problems)
    yield from (f"Note: {clean(note)}" for note in done.notes)


def cure(kept: Sequence[CellKept]) -> Iterator[str]:
    """Say how what was kept is taken over, where anything was."""
    options = " ".join(f"--overwrite {name}" for name in dict.fromkeys(each.name for each in kept))
    if options:
        yield f"To have these values there: empty the cells, or sync with {options}"
        formulas = sum(each.formula for each in kept)
        if formulas:
            yield f"(that replaces {table.count(formulas, 'formula')} by a value, for good)"


def summed_up(done: Synced) -> str:
    """Sum a sync up in one line."""
    if not (done.written or done.kept or done.problems):
        return "In sync: nothing had to change."
    wrote = "Would write" if done.dry_run else "Wrote"
    parts = [f"{wrote} {table.count(len(done.written), 'cell') if done.written else 'nothing'}"]
    if done.kept:
        parts.append(f"kept {table.count(len(done.kept), 'cell')}")
    if done.problems:
        parts.append(f"left out {table.count(len({each.name for each in done.problems}), 'name')}")
    return f"{', '.join(parts)}."


def _by_name(cells: Iterable[One]) -> Iterator[tuple[str, list[One]]]:
    named: dict[str, list[One]] = {}
    for each in cells:
        named.setdefault(each.name, []).append(each)
    yield from named.items()


def _listed(lines: Sequence[tuple[str, str]]) -> Iterator[str]:
    """List cells, each beside what became of it; of a long list the first few."""
    few = lines if len(lines) <= MANY else lines[:FEW]
    width = max(len(cell) for cell, _ in few)
    yield from (f"  {clean(cell).ljust(width)}   {said}" for cell, said in few)
    if len(few) < len(lines):
        yield f"  … and {len(lines) - len(few):,} cells more"


def _change(cell: CellWritten) -> str:
    was, value = _told_apart(cell.was, cell.value)
    return f"{was} → {value}"


def _left(cell: CellKept) -> str:
    value, wanted = _told_apart(cell.value, cell.wanted)
    formula = "a formula that shows " if cell.formula else ""
    says = "the export" if cell.name in GIVEN else "the plan"
    return f"{formula}{value}; {says} says {wanted}"


def _told_apart(one: Cell, other: Cell) -> tuple[str, str]:
    """Show two cells that differ; numbers that look alike with all their digits."""
    shorter = shown(one), shown(other)
    if shorter[0] != shorter[1] or one == other:
        return shorter
    return repr(one), repr(other)


def shown(cell: Cell) -> str:
    """Show a cell as a person reads it.

    >>> shown(640000), shown(0.47), shown(""), shown("behind"), shown("007"), shown(True)
    ('640,000', '0.47', 'blank', 'behind', '"007"', 'TRUE')
    >>> shown(datetime.date(2027, 1, 31)), shown(CellErrorValue("#REF!"))
    ('2027-01-31', '#REF!')
    """
    if cell is None or cell == "":
        return "blank"
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, CellErrorValue):
        return cell.code
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, str):
        short = clean(cell if len(cell) <= LONGEST else f"{cell[: LONGEST - 1]}…")
        plain = _WORDS.fullmatch(short) and short == cell.strip() and cell.lower() not in _TAKEN
        return short if plain else f'"{short}"'
    return f"{cell:,}" if isinstance(cell, int) else f"{cell:,.10g}"


def clean(text: str) -> str:
    r"""Show what no line of a terminal should obey: line breaks, colours, writing backwards.

    >>> clean("a\tb\x1b[31mc")
    'a\\tb\\x1b[31mc'
    """
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


def as_data(done: Synced) -> Data:
    """Give what a sync did as plain data for JSON."""
    return {
        "title": done.title,
        "dry_run": done.dry_run,
        "as_of": done.as_of.isoformat(),
        "written": [
            {
                "name": each.name,
                "cell": each.cell,
                "was": table.plain(each.was),
                "value": table.plain(each.value),
            }
            for each in done.written
        ],
        "kept": [
            {
                "name": each.name,
                "cell": each.cell,
                "value": table.plain(each.value),
                "wanted": table.plain(each.wanted),
                "formula": each.formula,
                "why": each.why,
            }
            for each in done.kept
        ],
        "problems": [entry for each in done.problems for entry in problem_data(each)],
        "notes": list(done.notes),
        "requests": done.requests,
    }


def error_data(error: FunnelError, what: str, requests: int, dry_run: bool = False) -> Data:
    """Give an error as what a sync did: nothing.

    Args:
        error: why nothing was written.
        what: the spreadsheet, for an error that is about no name and no cell.
        requests: the calls made until then.
        dry_run: nothing was to be written.
    """
    if isinstance(error, BookProblems):
        problems = [entry for each in error.problems for entry in problem_data(each)]
    else:
        problems = problem_data(Problem(what, "", str(error), error.code))
    return {
        "dry_run": dry_run,
        "written": [],
        "kept": [],
        "problems": problems,
        "notes": [],
        "requests": requests,
    }


def line_of(data: Data, now: datetime.datetime) -> str:
    """Give data as JSON on one line, with the time on the clock."""
    told = {"time": now.astimezone().isoformat(timespec="seconds"), **data}
    return json.dumps(told, ensure_ascii=False, allow_nan=False)


def problem_data(problem: Problem) -> list[Data]:
    """Give a problem as data: an entry for each cell that its sentence finds fault with.

    >>> fault = Problem("Plan_Target", "Goal!C4", "'Plan_Target' must be money; Goal!C4 is blank")
    >>> problem_data(fault)[0]["cell"]
    'Goal!C4'
    """
    return [
        {"name": problem.name, "cell": cell, "problem": problem.sentence, "code": problem.code}
        for cell in _cells(problem) or [problem.where or problem.name]
    ]


def _cells(problem: Problem) -> list[str]:
    """Find the cells at fault, which stand in the sentence where the range holds several."""
    tab, mark, _ = problem.where.rpartition("!")
    if not mark:
        return []
    fault = rf"[;:] ({re.escape(tab)}![A-Z]+[0-9]+) (?:is|holds)\b"
    return list(dict.fromkeys(re.findall(fault, problem.sentence)))
