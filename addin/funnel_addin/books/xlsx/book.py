"""A workbook file as a book: the values behind its names, read and written without loss."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from funnel_addin.books.port import Block, Cell, Grid, Place, Problem, Written
from funnel_addin.books.xlsx.cells import CellGrid
from funnel_addin.books.xlsx.entrance import read_file
from funnel_addin.books.xlsx.package import Package
from funnel_addin.books.xlsx.places import ByName, area_of_place, find_places
from funnel_addin.books.xlsx.recalculation import request
from funnel_addin.books.xlsx.references import Area
from funnel_addin.books.xlsx.save import check_target, write_whole
from funnel_addin.books.xlsx.sheets import Sheets
from funnel_addin.books.xlsx.stale import Record, Where
from funnel_addin.books.xlsx.values import Missing
from funnel_addin.books.xlsx.workbook import Workbook
from funnel_addin.books.xlsx.writing import ChangedCells, check, write_grid
from funnel_core.errors import TemplateError

__all__ = ["XlsxBook"]

MOST_CELLS = 1_000_000
"""A name of more cells was meant for a few of them."""


class XlsxBook:
    """A workbook file, opened; nothing reaches the disk before `save`."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._path = path
        self._workbook = Workbook(Package(data, path.name))
        self._sheets = Sheets(self._workbook)
        self._forgotten: set[Where] = set()
        self._changed = False

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
        if record.rows:
            self._changed = True
            self._forgotten |= self._sheets.forget_stale(record)
        self._forgotten -= record.settled
        titles = [sheet.name for sheet in self._workbook.sheets]
        return Written(ChangedCells(record.rows, titles), tuple(problems))

    def save(self, path: str | os.PathLike[str], overwrite: bool = False) -> None:
        """Write the workbook to `path`, whole or not at all.

        The file that it was opened from may be replaced; any other only with `overwrite`. Parts
        that nothing touched keep their bytes; with no change at all the whole file does.

        Raises `TemplateError` where it cannot be written; nothing is changed then.
        """
        target = check_target(Path(path), self._path, self._workbook.extension, overwrite)
        parts = dict(self._sheets.touched())
        if self._changed:
            asked = request(self._workbook)
            if asked is not None:
                parts[self._workbook.part] = asked
        write_whole(target, self._workbook.package.with_parts(parts))

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
        cell = grid.cell(row, column)
        if cell is None:
            value: Cell | Missing = None
        else:
            value = grid.stored(cell)
        where = (grid.sheet.index, row, column)
        if isinstance(value, Missing) or where in self._forgotten:
            raise TemplateError(self._unknown(name, where))
        if cell is not None and isinstance(value, (int, float)) and not isinstance(value, bool):
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
