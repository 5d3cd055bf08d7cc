"""The formulas that may have asked: those that call a function with just these arguments.

Whatever is told here is read anew each time: formulas and cells can change between two calls in
many ways that tell nobody, goal seek among them. Formulas are read for their results only where
they lead to none of ours, since Calc is in the midst of calculating one.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any, NamedTuple, TypeAlias

from funnel_calc.apart import result
from funnel_calc.cells import referred
from funnel_calc.formulas import constant, is_reference
from funnel_calc.written import Place, Written, written

__all__ = ["Untold", "blanks"]

LOOKED_AT = 4_000_000
"""The most formulas that all calls of one function may have to look at, if each of them asks."""
REFUSED = 10
"""For so many times as long as it took to find that they are more, no call looks at them again."""
RESULTS = 300
"""The most formulas that are read for their results to tell one call."""

_UNKNOWN = object()
"""Stands for an argument whose value is not known without calculating."""
_MAY_BE_EMPTY = re.compile(
    r"(\(|(IF|IFS|IFERROR|IFNA|SWITCH|CHOOSE|INDEX|OFFSET|INDIRECT|XLOOKUP)\().*\)|[^\W\d][\w.]*"
    r"|.*[~!].*",
    re.IGNORECASE | re.DOTALL,
)
"""An argument that may turn out to be a cell, though it is not written as one."""

_Places: TypeAlias = "frozenset[int]"
"""Which of a call's arguments."""


_Run: TypeAlias = "tuple[str, int, int, int, int]"
"""Cells: their sheet, the first column and row, the last column and row."""


class Untold(Exception):
    """Which formula asked cannot be told cheaply and surely, and why."""

    def __init__(self, why: str = "the formulas of this document do not tell which") -> None:
        super().__init__(why)


class _Call(NamedTuple):
    """A call: its arguments' values, as far as known, and what is known of the others.

    Some are single cells, some are ranges, and some may turn out to be an empty cell.
    """

    values: tuple[Any, ...]
    cells: tuple[tuple[int, Place], ...]
    ranges: _Places
    maybe: _Places


class _Entry(NamedTuple):
    """Of a call, which arguments are empty cells, which may be, and which are formulas' results."""

    blank: _Places
    maybe: _Places
    formulas: tuple[tuple[int, Place], ...]


class _Callers:
    """The calls of one function in a document, for as long as its formulas say the same."""

    def __init__(self, document: Any, text: Written, function: str) -> None:
        calls = text.calls[function]
        self._calls = [_parsed(document, sheet, call.arguments) for sheet, call in calls]
        wanted = {place for each in self._calls for _, place in each.cells}
        self._formulas = wanted & text.places()
        self._runs = _runs(wanted - self._formulas)
        self._read: list[Any] = []
        self._entries: dict[Any, dict[tuple[Any, ...], set[_Entry]]] | None = None

    def look(self, document: Any) -> None:
        """Read the cells that the calls refer to, and put the calls in order by what they hold."""
        sheets = document.Sheets
        read = [
            sheets.getByName(sheet).getCellRangeByPosition(*corners).getDataArray()
            for sheet, *corners in self._runs
        ]
        if self._entries is not None and read == self._read:
            return
        self._read, self._entries = read, {}
        held = {
            (sheet, column + right, first + down): cell
            for (sheet, column, first, *_), rows in zip(self._runs, read, strict=True)
            for down, row in enumerate(rows)
            for right, cell in enumerate(row)
        }
        for call in self._calls:
            self._enter(call, held)

    def _enter(self, call: _Call, held: dict[Place, Any]) -> None:
        values, blank, formulas = list(call.values), [], []
        for at, place in call.cells:
            if place in self._formulas:
                formulas.append((at, place))
            elif held[place] == "":
                values[at] = 0.0
                blank.append(at)
            else:
                values[at] = held[place]
        unknown = frozenset(at for at, each in enumerate(values) if each is _UNKNOWN)
        alike = self._entries.setdefault((len(values), unknown, call.ranges), {})
        entry = _Entry(frozenset(blank), call.maybe, tuple(formulas))
        alike.setdefault(_known(values, unknown), set()).add(entry)

    def matching(self, handed: tuple[Any, ...]) -> list[_Entry]:
        """Find the calls that may have handed over these arguments."""
        found: list[_Entry] = []
        for (length, unknown, ranges), alike in self._entries.items():
            filled = (*handed, *[None] * (length - len(handed)))
            if any(each is not None for each in filled[length:]):
                continue
            if all(isinstance(filled[at], tuple) for at in ranges):
                found += alike.get(_known(filled[:length], unknown), ())
        return found


_refused: dict[tuple[str, str], float] = {}
"""Until when a document's formulas are not looked at again for a function, since there were too
many. Whatever this holds, it makes no answer, only an error."""


def _looked_at(document: Any, function: str) -> Written:
    """Read a document's formulas, unless there are too many.

    Raises:
        Untold: there are.
    """
    many = Untold("this document has too many formulas to look through for which")
    key, begun = (document.RuntimeUID, function), time.monotonic()
    if begun < _refused.get(key, begun):
        raise many
    _refused.pop(key, None)
    text = written(document)
    if len(text.calls.get(function, ())) * text.count > LOOKED_AT:
        ended = time.monotonic()
        _refused[key] = ended + REFUSED * (ended - begun)
        raise many
    return text


def blanks(document: Any, function: str, handed: tuple[Any, ...]) -> set[_Places]:
    """Give which arguments are empty cells, for each formula that may have asked.

    Raises:
        Untold: that cannot be told.
    """
    text = _looked_at(document, function)
    if text.hidden or function not in text.calls:
        raise Untold
    if function not in text.made:
        text.made[function] = _Callers(document, text, function)
    text.made[function].look(document)
    entries = text.made[function].matching(handed)
    if len({(each.blank, each.maybe) for each in entries}) > 1:
        entries = list(_with_results(document, handed, entries))
    found = {blank for entry in entries for blank in _possible(entry, handed)}
    if not found:
        raise Untold
    return found


def _parsed(document: Any, sheet: str, arguments: Sequence[str]) -> _Call:
    values, cells, ranges, maybe = [], [], [], []
    for at, text in enumerate(arguments):
        values.append(constant(text) if text else None)
        if not text or values[at] is not None:
            continue
        values[at] = _UNKNOWN
        # where a name stands for a formula, its cells are others in each cell that uses it
        found = referred(document, sheet, text) if sheet else None
        address = found.RangeAddress if found else None
        if address is None:
            maybe += [at] if is_reference(text) or _MAY_BE_EMPTY.fullmatch(text) else []
        elif ":" in text or _corners(address)[0] != _corners(address)[1]:
            ranges.append(at)
        else:
            place = found.Spreadsheet.Name, address.StartColumn, address.StartRow
            cells.append((at, place))
    return _Call(tuple(values), tuple(cells), frozenset(ranges), frozenset(maybe))


def _corners(address: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    return (address.StartColumn, address.StartRow), (address.EndColumn, address.EndRow)


def _known(arguments: Sequence[Any], unknown: _Places) -> tuple[Any, ...]:
    return tuple(_UNKNOWN if at in unknown else each for at, each in enumerate(arguments))


def _runs(places: set[Place]) -> list[_Run]:
    """Put cells below one another together, and such columns side by side."""
    columns: list[_Run] = []
    for sheet, column, row in sorted(places):
        if columns and columns[-1][:2] == (sheet, column) and columns[-1][4] == row - 1:
            columns[-1] = (*columns[-1][:4], row)
        else:
            columns.append((sheet, column, row, column, row))
    runs: list[_Run] = []
    for sheet, column, first, _, last in sorted(columns, key=_by_rows):
        before = runs[-1] if runs else ("", 0, 0, 0, 0)
        if (before[0], before[2], before[3], before[4]) == (sheet, first, column - 1, last):
            runs[-1] = (*before[:3], column, last)
        else:
            runs.append((sheet, column, first, column, last))
    return runs


def _by_rows(run: _Run) -> tuple[str, int, int, int]:
    sheet, column, first, _, last = run
    return sheet, first, last, column


def _possible(entry: _Entry, handed: tuple[Any, ...]) -> Iterable[_Places]:
    """Give each set of arguments that may be the empty cells of a call."""
    zeros = [at for at, each in enumerate(handed) if isinstance(each, float) and each == 0]
    maybe = [at for at in zeros if at in entry.maybe]
    for count in range(len(maybe) + 1):
        for more in combinations(maybe, count):
            yield entry.blank.union(more)


def _with_results(
    document: Any, handed: tuple[Any, ...], entries: Sequence[_Entry]
) -> Iterable[_Entry]:
    """Leave out the calls with formulas as arguments whose results are others.

    Raises:
        Untold: there are too many.
    """
    if len({place for each in entries for _, place in each.formulas}) > RESULTS:
        raise Untold
    apart: dict[str, bool] = {}
    held: dict[Place, Any] = {}
    for entry in entries:
        for at, place in entry.formulas:
            if place not in held:
                sheet, column, row = place
                cell = document.Sheets.getByName(sheet).getCellByPosition(column, row)
                held[place] = result(document, cell, apart)
            if held[place] is not None and held[place] != dict(enumerate(handed)).get(at):
                break
        else:
            yield entry
