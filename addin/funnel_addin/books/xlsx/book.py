"""A workbook file as a book: the values behind its names, read and written without loss."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path

from funnel_addin.books.cells import MOST_CELLS
from funnel_addin.books.port import Block, Cell, Grid, Place, Problem, Written
from funnel_addin.books.sight import Change, Closed
from funnel_addin.books.xlsx.cells import CellGrid
from funnel_addin.books.xlsx.currency import with_currency
from funnel_addin.books.xlsx.entrance import read_file
from funnel_addin.books.xlsx.package import Package
from funnel_addin.books.xlsx.places import ByName, area_of_place, find_places
from funnel_addin.books.xlsx.references import Area
from funnel_addin.books.xlsx.save import check_target, write_whole
from funnel_addin.books.xlsx.sheets import Sheets
from funnel_addin.books.xlsx.stale import Record, Where
from funnel_addin.books.xlsx.tabs import sheet_of, tab_rows
from funnel_addin.books.xlsx.taking_over import closed_cells, set_cells
from funnel_addin.books.xlsx.values import MISSING, Missing
from funnel_addin.books.xlsx.wiring import Wiring
from funnel_addin.books.xlsx.workbook import Workbook
from funnel_addin.books.xlsx.writing import ChangedCells, check, write_grid
from funnel_core.errors import TemplateError

__all__ = ["XlsxBook"]


class XlsxBook:
    """A workbook file, opened; nothing reaches the disk before `save`."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._path = path
        self._workbook = Workbook(Package(data, path.name))
        self._sheets = Sheets(self._workbook)
        self._wiring = Wiring(self._workbook)
        self._forgotten: set[Where] = set()
        self._changed = False
        self._restyled: dict[str, bytes] = {}

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> XlsxBook:
        """Open the workbook file at `path`.

        Raises `TemplateError` for a file that is missing, no workbook, encrypted, damaged, built to
        attack, or open in a spreadsheet; each has its own sentence.
        """
        place = Path(path)
        return cls(place, read_file(place))

    @property
    def title(self) -> str:
        """Give the file's name."""
        return self._path.name

    @cached_property
    def _places(self) -> ByName[Place | Problem]:
        found = find_places(self._workbook)
        return ByName({name: self._unmerged(name, place) for name, place in found.items()})

    def places(self) -> Mapping[str, Place | Problem]:
        """Give, for each workbook-wide name that begins with Plan_, its place, or what is wrong.

        The mapping does not mind capitals: "plan_target" finds Plan_Target.
        """
        return self._places

    def read(self, name: str) -> Block:
        """Read the values behind a name; a cell that is formatted as a date gives a date.

        Raises `TemplateError` for a name without a place, and for a formula whose value nobody
        has stored.
        """
        place = self._place(name)
        grid = self._sheets.grid(self._sheets.named(place.sheet))
        rows = range(place.top, place.top + place.rows)
        columns = range(place.left, place.left + place.columns)
        values = tuple(tuple(self._value(name, grid, r, c) for c in columns) for r in rows)
        return Block(place, values)

    def known(self, name: str) -> tuple[Block, str]:
        """Read the values behind a name as far as they are known, and say what is not.

        Where nobody has stored a formula's value, the cell reads as blank.
        """
        place = self._place(name)
        grid = self._sheets.grid(self._sheets.named(place.sheet))
        unknown = ""
        rows: list[list[Cell]] = []
        for row in range(place.top, place.top + place.rows):
            rows.append([])
            for column in range(place.left, place.left + place.columns):
                value = self._held(grid, row, column)
                if isinstance(value, Missing):
                    where = (grid.sheet.index, row, column)
                    unknown = unknown or self._unknown(name, where)
                    value = None
                rows[-1].append(value)
        return Block(place, tuple(map(tuple, rows))), unknown

    def closed(self, name: str) -> Closed:
        """Say which cells behind a name cannot be put, and why."""
        return closed_cells(self._sheets, self._place(name))

    def put(self, changes: Iterable[Change]) -> None:
        """Set cells one by one, in a formula's place where one stands.

        Raises `TemplateError` for a cell that no name leads to, and `InputError` for a value that
        no cell can hold.
        """
        record = Record()
        cells = []
        for change in changes:
            place = self._place(change.name)
            sheet = self._sheets.named(place.sheet)
            row, column = place.top + change.row, place.left + change.column
            cells.append((sheet, row, column, change.value))
        if set_cells(self._sheets, cells, record):
            self._wiring.drop("calcChain")
        self._note(record)

    def tab(self, title: str) -> Grid | None:
        """Give all that a tab holds, from its first cell on; None where there is no such tab.

        Of a tab that holds no cells, such as a chart's, the rows are empty.
        """
        sheet = self._workbook.sheet(title)
        if sheet is None or sheet.kind != "worksheet":
            return None if sheet is None else ()
        return tab_rows(self._sheets.grid(sheet))

    @property
    def is_locked(self) -> bool:
        """Tell whether its structure is protected: no tab may be added."""
        return self._workbook.is_locked

    def lay_tab(self, title: str, rows: Grid) -> None:
        """Make a tab hold just these cells; where there is no such tab, a hidden one is added.

        Raises `TemplateError` for a tab that holds no cells, such as a chart's.
        """
        sheet = self._workbook.sheet(title)
        if sheet is None:
            sheet = self._wiring.new_sheet(title)
            self._wiring.add_hidden(sheet, sheet_of(self._sheets, sheet, rows))
        elif sheet.kind != "worksheet":
            raise TemplateError(f"{self.title}: the tab “{title}” holds no cells: rename it")
        else:
            if any(at == sheet.index for at, _, _ in self._sheets.formulas):
                self._wiring.drop("calcChain")
            self._sheets.replace_text(sheet, sheet_of(self._sheets, sheet, rows))

    def formulas_in(self, name: str) -> tuple[tuple[bool, ...], ...]:
        """Tell which of the cells behind a name hold a formula, their values known or not."""
        place = self._place(name)
        sheet = self._sheets.named(place.sheet).index
        return tuple(
            tuple(
                self._sheets.is_computed(sheet, row, column)
                for column in range(place.left, place.left + place.columns)
            )
            for row in range(place.top, place.top + place.rows)
        )

    def write(self, values: Mapping[str, Grid]) -> Written:
        """Put values into the cells behind names; a grid has the shape of the name's place.

        None blanks a cell and keeps its style. A formula is never overwritten: the value is
        stored beside it, so it must be what the formula gives. Every other stored value that hangs
        on a changed cell is taken away. A name that cannot be written is left alone whole, with a
        problem.

        Returns: the cells whose value changed, by address, and the problems.
        """
        record = Record()
        problems: list[Problem] = []
        for name, grid in values.items():
            place = self._places.get(name)
            if place is None:
                problems.append(Problem(name, "", _no_such_name(self.title, name)))
                continue
            ready = place if isinstance(place, Problem) else check(self._sheets, name, place, grid)
            if isinstance(ready, Problem):
                problems.append(ready)
            else:
                write_grid(self._sheets, ready, record)
        self._note(record)
        titles = [sheet.name for sheet in self._workbook.sheets]
        return Written(ChangedCells(record.rows, titles), tuple(problems))

    def show_currency(self, code: str) -> bool:
        """Have the money cells of our templates show in a currency; "" for money of no currency.

        Returns:
            Whether a format changed.
        """
        part = self._workbook.linked_part("styles")
        if part is not None:
            before = self._restyled.get(part) or self._workbook.package.read(part)
            after = with_currency(before, part, self.title, code)
            if after != before:
                self._restyled[part] = after
                return True
        return False

    def _note(self, record: Record) -> None:
        """Take away what is stale after the cells on record changed."""
        if record.rows:
            self._changed = True
            self._forgotten |= self._sheets.forget_stale(record)
        self._forgotten -= record.settled

    def save(
        self,
        path: str | os.PathLike[str],
        overwrite: bool = False,
        last: Callable[[], None] | None = None,
    ) -> None:
        """Write the workbook to `path`, whole or not at all.

        The file that it was opened from may be replaced; any other only with `overwrite`. Parts
        that nothing touched keep their bytes; with no change at all the whole file does. `last` is
        called right before the old file gives way, and may still prevent it by raising an error.

        Raises `TemplateError` where it cannot be written; nothing is changed then.
        """
        target = check_target(Path(path), self._path, self._workbook.extension, overwrite)
        if self._changed:
            self._wiring.ask_to_recalculate()
        parts = {**self._sheets.touched(), **self._restyled, **self._wiring.parts()}
        write_whole(target, self._workbook.package.with_parts(parts), last)

    def formulas(self) -> Mapping[tuple[str, int, int], str]:
        """Give the text of every formula, by sheet, row and column (counted from 1)."""
        titles = [sheet.name for sheet in self._workbook.sheets]
        return {
            (titles[sheet], row, column): formula.text
            for (sheet, row, column), formula in self._sheets.formulas.items()
        }

    def _place(self, name: str) -> Place:
        place = self._places.get(name)
        if place is None:
            raise TemplateError(_no_such_name(self.title, name))
        if isinstance(place, Problem):
            raise TemplateError(f"{self.title}: {place.sentence}")
        return place

    def _address(self, where: Where) -> str:
        return Place(self._workbook.sheets[where[0]].name, where[1], where[2], 1, 1).cell(0, 0)

    def _unmerged(self, name: str, place: Place | Problem) -> Place | Problem:
        """Make a name over one merged cell that cell; refuse a name that holds hidden cells."""
        if isinstance(place, Problem):
            return place
        if place.rows * place.columns > MOST_CELLS:
            return Problem(
                name,
                str(place),
                f"the name {name} ({place}) stands for {place.rows * place.columns:,} cells, more "
                f"than {MOST_CELLS:,}: let it stand for the cells of the plan alone",
            )
        area = area_of_place(place)
        for merge in self._sheets.merges(self._sheets.named(place.sheet)):
            if merge == area:
                return Place(place.sheet, area.top, area.left, 1, 1)
            if merge.meets(area) and not _shows_all(merge, area):
                here = Place(place.sheet, merge.top, merge.left, merge.rows, merge.columns)
                return Problem(
                    name,
                    str(place),
                    f"the name {name} ({place}) holds cells that the merged cell {here} hides: "
                    "unmerge it, or let the name stand for cells that can be seen",
                )
        return place

    def _value(self, name: str, grid: CellGrid, row: int, column: int) -> Cell:
        value = self._held(grid, row, column)
        if isinstance(value, Missing):
            raise TemplateError(self._unknown(name, (grid.sheet.index, row, column)))
        return value

    def _held(self, grid: CellGrid, row: int, column: int) -> Cell | Missing:
        cell = grid.cell(row, column)
        if (grid.sheet.index, row, column) in self._forgotten:
            return MISSING
        if cell is None:
            return None
        value = grid.stored(cell)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            day = self._sheets.reading.day(value) if grid.shows_day(cell) else None
            return value if day is None else day
        return value

    def _unknown(self, name: str, where: Where) -> str:
        at = self._address(where)
        if where in self._forgotten:
            return (
                f"{name} ({at}) holds a formula that follows from cells just set, so its value is "
                "not known here: set it too, or open and save the workbook in a spreadsheet first"
            )
        return (
            f"{name} ({at}) holds a formula without a stored value: open and save the workbook in "
            "a spreadsheet first"
        )


def _shows_all(merge: Area, area: Area) -> bool:
    """Tell whether an area touches a merged cell in its one visible cell alone."""
    top, left = max(merge.top, area.top), max(merge.left, area.left)
    bottom, right = min(merge.bottom, area.bottom), min(merge.right, area.right)
    return (top, left, bottom, right) == (merge.top, merge.left, merge.top, merge.left)


def _no_such_name(title: str, name: str) -> str:
    return (
        f"{title} has no name {name}: expected a name for the whole workbook; select its cells and "
        "define it (Formulas > Define Name)"
    )
