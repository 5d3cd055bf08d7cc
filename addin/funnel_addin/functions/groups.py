"""Lists and tables that belong together: trimmed together, equally long, no blank in one alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from funnel_addin.catalog import Argument, Kind
from funnel_addin.functions.grid import Cells, Listed, bounded, is_blank, refuse, whole_line_of
from funnel_core.errors import FunnelError, InputError

__all__ = ["Member", "Table", "places_in_group", "read_group"]

_Place: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers of a rectangle: for each entry of the list that belongs to it, a tuple of numbers."""

    entries: tuple[tuple[float, ...], ...]

    @property
    def lines(self) -> tuple[tuple[float, ...], ...]:
        """Give the numbers the other way round: for each series or step, a number per entry."""
        return tuple(zip(*self.entries, strict=True))


@dataclass(frozen=True, slots=True)
class Member:
    """One argument of a group, and the cells that were handed over for it."""

    argument: Argument
    cells: Cells

    @property
    def expected(self) -> str:
        """Begin the sentence that says what is wrong."""
        return f"'{self.argument.name}' must be {self.argument.quantity.plural}"

    @property
    def is_table(self) -> bool:
        """Tell a table from a list."""
        return self.argument.kind in (Kind.COLUMNS, Kind.ROWS)

    @property
    def is_alone(self) -> bool:
        """Tell whether it is one number that stands for all entries."""
        return self.argument.single and self.cells.height == self.cells.width == 1

    def blank(self, places: Sequence[_Place]) -> bool:
        """Tell whether nothing stands in any of these places."""
        return all(is_blank(self.cells.rows[row][column]) for row, column in places)


def read_group(members: Sequence[Member]) -> dict[str, Listed | Table]:
    """Read the arguments of one group, by name."""
    together = places_in_group(members)
    read: dict[str, Listed | Table] = {}
    for each in members:
        name = each.argument.name
        if each.cells.blank:
            raise InputError(f"{each.expected}; it is blank")
        read[name] = (_table if each.is_table else _list)(each, together[name])
    alone = {each.argument.name for each in members if each.is_alone}
    _check_lengths({name: len(each) for name, each in together.items() if name not in alone})
    return read


def places_in_group(members: Sequence[Member]) -> dict[str, list[list[_Place]]]:
    """Give where the entries of each argument stand, without the blank ones at the ends."""
    lists = {each.argument.name: _list_slots(each) for each in members if not each.is_table}
    slots: dict[str, list[list[_Place]]] = {}
    for each in members:
        name = each.argument.name
        slots[name] = lists[name] if name in lists else _table_slots(each, list(lists.values()))
    together = [each for each in members if not each.is_alone]
    spans = {each.argument.name: _span([each], slots) for each in members}
    if len({len(slots[each.argument.name]) for each in together}) == 1:
        joint = _span(together, slots)
        spans.update({each.argument.name: joint for each in together})
    return {
        each.argument.name: _without_blank_lines(
            each, slots[each.argument.name][slice(*spans[each.argument.name])]
        )
        for each in members
    }


def _without_blank_lines(member: Member, entries: list[list[_Place]]) -> list[list[_Place]]:
    """Trim the blank lines at the ends of a table's other direction."""
    if not member.is_table or member.cells.blank:
        return entries
    lines = list(zip(*entries, strict=True))
    filled = [index for index, places in enumerate(lines) if not member.blank(places)]
    return [entry[filled[0] : filled[-1] + 1] for entry in entries]


def _list_slots(member: Member) -> list[list[_Place]]:
    return [[place] for place in whole_line_of(member.cells, member.expected)[0]]


def _table_slots(member: Member, lists: Sequence[Sequence[object]]) -> list[list[_Place]]:
    """Give the places of each entry: rows or columns, whichever the table's kind says.

    Series in columns may also lie across where the list does, and cannot be meant otherwise.
    """
    height, width = member.cells.height, member.cells.width
    lengths = {len(each) for each in lists}
    by_row = member.argument.kind is Kind.COLUMNS
    if by_row and height not in lengths and width in lengths:
        by_row = False
    if by_row:
        return [[(row, column) for column in range(width)] for row in range(height)]
    return [[(row, column) for row in range(height)] for column in range(width)]


def _span(members: Sequence[Member], slots: dict[str, list[list[_Place]]]) -> tuple[int, int]:
    """Give from which entry to which something stands in any of the members."""
    filled = [
        index
        for each in members
        for index, places in enumerate(slots[each.argument.name])
        if not each.blank(places)
    ]
    return (min(filled), max(filled) + 1) if filled else (0, 0)


def _check_lengths(lengths: dict[str, int]) -> None:
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{length} in '{name}'" for name, length in lengths.items())
        named = " and ".join(f"'{name}'" for name in lengths)
        raise InputError(f"{named} must be equally long; got {told}")


def _list(member: Member, entries: Sequence[Sequence[_Place]]) -> Listed:
    values = _values(member, [place for entry in entries for place in entry])
    return Listed(tuple(values), whole_line_of(member.cells, member.expected)[1])


def _table(member: Member, entries: Sequence[Sequence[_Place]]) -> Table:
    """Read a table's entries."""
    lines = list(zip(*entries, strict=True))
    spared = set()
    if member.argument.blank is not None:
        spared = {
            place
            for line in lines
            if not member.blank(line)
            for place, entry in zip(line, entries, strict=True)
            if member.blank([place]) and not member.blank(entry)
        }
    values = iter(_values(member, [place for entry in entries for place in entry], spared))
    return Table(tuple(tuple(next(values) for _ in entry) for entry in entries))


def _values(
    member: Member, places: Sequence[_Place], spared: set[_Place] | frozenset[_Place] = frozenset()
) -> list[float]:
    quantity, blank = member.argument.quantity, member.argument.blank
    values: list[float] = []
    faults: list[tuple[str, FunnelError]] = []
    for row, column in places:
        if blank is not None and (row, column) in spared:
            values.append(blank)
            continue
        value = bounded(member.cells.rows[row][column], quantity)
        if isinstance(value, FunnelError):
            faults.append((member.cells.place(row, column), value))
        else:
            values.append(value)
    if faults:
        raise refuse(member.expected, faults)
    return values
