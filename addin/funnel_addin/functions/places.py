"""Where the entries of a list stand: an error of the core counts them, a person reads their rows.

The core is handed lists without the blanks at their ends and hands its faults back as data
(`funnel_core.errors.Fault`); here they get the row or column of the range as it was handed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from funnel_addin.catalog import Argument, Kind, WorksheetFunction
from funnel_addin.functions.grid import Cells, are_counts, filled_rows, line_of
from funnel_addin.functions.groups import Member, places_in_group
from funnel_core.errors import Fault, FunnelError

__all__ = ["located", "members"]


def located(
    error: FunnelError, function: WorksheetFunction, cells: Mapping[str, Cells]
) -> FunnelError:
    """Give an error of the core with its entries called by their rows in the ranges.

    Entries of what is no argument of the function keep their rows within the list.
    """
    places: dict[str, Callable[[Fault], str | None]] = {}

    def place(fault: Fault) -> str | None:
        if fault.argument not in places:  # once a list: all of its entries may be at fault
            named = [each for each in function.arguments if each.name == fault.argument]
            places[fault.argument] = (
                _places(function, named[0], cells) if named else lambda each: each.place
            )
        return places[fault.argument](fault)

    return error.located(place)


def members(
    function: WorksheetFunction, group: str, cells: Mapping[str, Cells]
) -> Sequence[Member]:
    """Give the arguments of a group that were handed over, with their cells."""
    return [
        Member(each, cells[each.name])
        for each in function.arguments
        if each.group == group and not (each.optional and cells[each.name].blank)
    ]


def _places(
    function: WorksheetFunction, argument: Argument, cells: Mapping[str, Cells]
) -> Callable[[Fault], str | None]:
    """Make what calls each entry of an argument by where it stands."""
    own = cells[argument.name]
    if argument.kind is Kind.COUNTS or (argument.kind is Kind.STEPS and are_counts(own)):
        rows = filled_rows(own)
        return lambda fault: own.line(rows[fault.entry]) if fault.entry < len(rows) else None
    if argument.group:
        entries = places_in_group(members(function, argument.group, cells))[argument.name]
    elif argument.kind in (Kind.LIST, Kind.STEPS):
        entries = [[at] for at in line_of(own, argument.name)[0]]
    else:
        entries = [[(0, 0)]]
    return lambda fault: _place(own, entries, fault)


def _place(own: Cells, entries: list[list[tuple[int, int]]], fault: Fault) -> str | None:
    if len(entries) == 1:
        return own.place(*entries[0][fault.series or 0])
    if fault.entry >= len(entries):
        return None
    entry = entries[fault.entry]
    if len(entry) == 1 or fault.series is not None:
        return own.place(*entry[fault.series or 0])
    return own.line(entry[0][0]) if entry[0][0] == entry[-1][0] else f"column {entry[0][1] + 1}"
