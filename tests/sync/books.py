"""A book in memory that people edit while it is synced: hand-written, and as strict as Google's.

`Paper` is what everybody sees: tabs of cells, names, and the columns that a sync remembers in.
`Hand` is one machine at it, a `SyncedBook`. Both say and do only what the port lets them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from funnel_addin.books.port import Block, Cell, Grid, Place, Problem
from funnel_addin.books.sight import Again, Change, Sight, Unwritable

Where = tuple[str, int, int]
Act = Callable[[], object]


@dataclass
class Paper:
    """A spreadsheet: cells by tab, row and column (from 1), names, and what is remembered."""

    cells: dict[Where, Cell] = field(default_factory=dict)
    formulas: set[Where] = field(default_factory=set)
    names: dict[str, Place | Problem] = field(default_factory=dict)
    columns: dict[str, list[Cell]] = field(default_factory=dict)
    shapes: dict[str, tuple[int, int]] = field(default_factory=dict)
    closed: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    zone: str = ""
    last_put: dict[Where, Cell] = field(default_factory=dict)

    def name(self, name: str, place: Place, values: Grid = ()) -> None:
        """Define a name, and fill its cells from the first on."""
        self.names[name] = place
        for row, line in enumerate(values):
            for column, cell in enumerate(line):
                self.type(name, row, column, cell)

    def where(self, name: str, row: int = 0, column: int = 0) -> Where:
        """Give a cell of a name, counted from 0."""
        place = self.names[name]
        assert isinstance(place, Place)
        return place.sheet, place.top + row, place.left + column

    def type(self, name: str, row: int, column: int, cell: Cell, formula: bool = False) -> None:
        """Type into a cell of a name, as a person does; a formula's result is given."""
        at = self.where(name, row, column)
        self.cells[at] = cell
        self.last_put.pop(at, None)
        (self.formulas.add if formula else self.formulas.discard)(at)

    def values(self, name: str) -> Grid:
        """Give what stands behind a name."""
        place = self.names[name]
        assert isinstance(place, Place)
        return tuple(
            tuple(self.cells.get(self.where(name, row, column)) for column in range(place.columns))
            for row in range(place.rows)
        )

    def insert(self, tab: str, at: int, count: int = 1, across: bool = False) -> None:
        """Insert rows (or columns) before row `at` of a tab: what lies below moves, with names."""
        self._shift(tab, at, across, lambda line: line + count if line >= at else line)
        for name, place in self.names.items():
            if isinstance(place, Place) and place.sheet == tab:
                first, size = _along(place, across)
                grown = size + count if first < at < first + size else size
                self.names[name] = _laid(place, across, first + count * (first >= at), grown)

    def delete(self, tab: str, at: int, across: bool = False) -> None:
        """Delete one row (or column) of a tab."""

        def moved(line: int) -> int | None:
            return None if line == at else line - (line > at)

        self._shift(tab, at, across, moved)
        for name, place in self.names.items():
            if isinstance(place, Place) and place.sheet == tab:
                first, size = _along(place, across)
                left = size - (first <= at < first + size)
                if left:
                    self.names[name] = _laid(place, across, first - (first > at), left)
                else:
                    self.names[name] = Problem(name, "", f"'{name}' points at cells that are gone")

    def _shift(self, tab: str, at: int, across: bool, moved: Callable[[int], int | None]) -> None:
        def there(where: Where) -> Where | None:
            sheet, row, column = where
            if sheet != tab:
                return where
            line = moved(column if across else row)
            if line is None:
                return None
            return (sheet, row, line) if across else (sheet, line, column)

        self.cells = {to: cell for was, cell in self.cells.items() if (to := there(was))}
        self.last_put = {to: cell for was, cell in self.last_put.items() if (to := there(was))}
        self.formulas = {to for was in self.formulas if (to := there(was))}

    def sight(self) -> Sight:
        """Show everything as it is now."""
        blocks, flags = {}, {}
        for name, place in self.names.items():
            if isinstance(place, Place):
                blocks[name] = Block(place, self.values(name))
                flags[name] = tuple(
                    tuple(self.where(name, row, at) in self.formulas for at in range(place.columns))
                    for row in range(place.rows)
                )
        memory = {name: self.remembered(name) for name in self.columns}
        return Sight("Plan", dict(self.names), blocks, flags, memory, dict(self.closed), self.zone)

    def remembered(self, name: str) -> Grid:
        """Give what is remembered of a name, in the shape that it had."""
        rows, width = self.shapes[name]
        held = [*self.columns[name], *[None] * (rows * width)]
        return tuple(tuple(held[row * width : (row + 1) * width]) for row in range(rows))

    def put(self, changes: Sequence[Change], memory: Mapping[str, Grid], sight: Sight) -> None:
        """Take one write, whole or not at all; every cell lands where its name points now.

        As with Google, a cell of the memory is written where it is put, or seemed to differ.
        """
        for name in memory:
            place, seen = self.names.get(name), sight.blocks[name].place
            if not isinstance(place, Place):
                raise Again("the name is gone")
            if seen.rows > place.rows or seen.columns > place.columns:
                raise Again("the place is too small")
        for each in changes:
            at = self.where(each.name, each.row, each.column)
            self.cells[at] = self.last_put[at] = each.value
            self.formulas.discard(at)
        for name, grid in memory.items():
            shape = (len(grid), len(grid[0]))
            seen_before = sight.memory.get(name, ())
            before = [cell for row in seen_before for cell in row]
            before += [None] * (shape[0] * shape[1] - len(before))
            flat = [cell for row in grid for cell in row]
            put = {each.row * shape[1] + each.column for each in changes if each.name == name}
            column = self.columns.setdefault(name, [])
            column += [None] * (len(flat) - len(column))
            for at, cell in enumerate(flat):
                if at in put or cell != before[at]:
                    column[at] = cell
            if not seen_before or shape != (len(seen_before), len(seen_before[0])):
                self.shapes[name] = shape

    def reply(self, changes: Sequence[Change], sight: Sight) -> None:
        """Show what stands behind the written names; refuse to call it certain if it is not so."""
        for name in {each.name for each in changes}:
            wanted = [list(row) for row in sight.blocks[name].values]
            for each in changes:
                if each.name == name:
                    wanted[each.row][each.column] = each.value
            place = self.names[name]
            if place != sight.blocks[name].place:
                raise Again(f"'{name}' was moved while it was written")
            if [list(row) for row in self.values(name)] != wanted:
                raise Again(f"'{name}' was changed while it was written")


def _along(place: Place, across: bool) -> tuple[int, int]:
    return (place.left, place.columns) if across else (place.top, place.rows)


def _laid(place: Place, across: bool, first: int, size: int) -> Place:
    if across:
        return Place(place.sheet, place.top, first, place.rows, size)
    return Place(place.sheet, first, place.left, size, place.columns)


@dataclass
class Hand:
    """One machine at a paper. What others do at its moments is scripted, one entry a moment.

    Args:
        paper: what it syncs.
        before_look: what happens just before each look.
        before_put: what happens between a look and the put that follows from it.
        after_put: what happens before the reply to a put is written.
        faults: how each put ends: "lost" was applied, and nobody knows; "unknown" was not applied,
            and nobody knows; "refused" certainly was not; an error is raised instead; "" is well.
        shut: names that no put lets in, and why; the others are written.
    """

    paper: Paper
    before_look: deque[Act] = field(default_factory=deque)
    before_put: deque[Act] = field(default_factory=deque)
    after_put: deque[Act] = field(default_factory=deque)
    faults: deque[str | Exception] = field(default_factory=deque)
    shut: dict[str, str] = field(default_factory=dict)
    step: Callable[[str], None] = lambda kind: None
    log: list[str] = field(default_factory=list)
    puts: list[tuple[Change, ...]] = field(default_factory=list)

    @property
    def requests(self) -> int:
        """Count looks and puts."""
        return len(self.log)

    def begin(self) -> None:
        """Begin a sync."""

    def look(self) -> Sight:
        """See everything."""
        self.step("look")
        _act(self.before_look)
        self.log.append("look")
        return self.paper.sight()

    def put(self, changes: Sequence[Change], memory: Mapping[str, Grid], sight: Sight) -> None:
        """Put, or end as scripted."""
        self.step("put")
        _act(self.before_put)
        self.log.append("put")
        fault = self.faults.popleft() if self.faults else ""
        if isinstance(fault, Exception):
            raise fault
        if fault in ("unknown", "refused"):
            error = Again("the write failed")
            error.unknown = fault == "unknown"
            raise error
        let_in = [each for each in changes if each.name not in self.shut]
        kept_out = {each.name for each in changes} & set(self.shut)
        if let_in:
            self.puts.append(tuple(let_in))
            left = {name: grid for name, grid in memory.items() if name not in kept_out}
            self.paper.put(let_in, left, sight)
        _act(self.after_put)
        if kept_out:
            raise Unwritable({name: self.shut[name] for name in kept_out})
        if fault == "lost":
            raise Again("the reply was lost")
        self.paper.reply(changes, sight)


def _act(moments: deque[Act]) -> None:
    if moments:
        moments.popleft()()


def column(*cells: Cell) -> Grid:
    """Give cells as a column."""
    return tuple((cell,) for cell in cells)


def plan_paper(
    target: Cell = 40, rates: Sequence[Cell] = (0.5, 0.25, 0.2), tail: int = 0, tab: str = "Out"
) -> Paper:
    """Give a sheet with a target, rates and blank required volumes: 1600, 800, 200, 40."""
    paper = Paper()
    paper.name("Plan_Target", Place("Goal", 1, 2, 1, 1), ((target,),))
    paper.name("Plan_Rates", Place("In", 2, 2, len(rates) + tail, 1), column(*rates))
    paper.name("Plan_Required", Place(tab, 2, 5, len(rates) + 1 + tail, 1))
    return paper


def nothing() -> None:
    """Do nothing at a moment."""
