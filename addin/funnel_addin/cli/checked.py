"""What a check found, on the terminal and as data: for a workbook file and a Google Sheet alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from funnel_addin import names
from funnel_addin.books.port import Place, Problem
from funnel_addin.cli import table
from funnel_addin.fill import Checked

__all__ = ["as_data", "summed_up", "told"]

Places = Mapping[str, Place | Problem]


def as_data(places: Places, found: Checked) -> dict[str, object]:
    """Give what was found as plain data for JSON."""
    return {
        "names": {each.name: _status(each.name, places) for each in names.NAMES},
        "unknown": [name for name in places if names.find(name) is None],
        "problems": [
            {"name": each.name, "where": each.where, "problem": each.sentence}
            for each in found.problems
        ],
        "notes": list(found.notes),
    }


def told(title: str, places: Places, found: Checked) -> Iterator[str]:
    """Tell name by name where it stands, then what is wrong and what a person should know."""
    width = max(len(each.name) for each in names.NAMES)
    yield title
    yield ""
    for each in names.NAMES:
        status = _status(each.name, places)
        shown = {"missing": "–", "wrong": "wrong"}.get(status.partition(":")[0], status)
        yield f"  {each.name.ljust(width)}  {each.role.value.ljust(6)}  {shown}"
    for name in places:
        if names.find(name) is None:
            yield f"  {name.ljust(width)}  not a name of the contract: left alone"
    if found.problems or found.notes:
        yield ""
    for problem in found.problems:
        yield f"  {problem.sentence}"
    for note in found.notes:
        yield f"  Note: {note}"


def summed_up(found: Checked, fine: str) -> str:
    """Sum it up in a sentence; `fine` is what follows where nothing is wrong."""
    problems = len(found.problems)
    if not problems:
        return f"Nothing is wrong{fine}"
    them = "it" if problems == 1 else "them"
    return f"{table.count(problems, 'problem')}: mend {them}, then run this again."


def _status(name: str, places: Places) -> str:
    place = {each.lower(): place for each, place in places.items()}.get(name.lower())
    if place is None:
        return "missing"
    return f"wrong: {place.sentence}" if isinstance(place, Problem) else str(place)
