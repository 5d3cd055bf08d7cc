"""What a spreadsheet is made of: cells, sheets, names; plain values, no behaviour of the wire."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tests.sheets_server.errors import Refused

ROWS, COLUMNS = "ROWS", "COLUMNS"
MAX_CELLS = 10_000_000
MAX_TEXT = 50_000
MAX_METADATA = 30_000


@dataclass(frozen=True, slots=True)
class CellError:
    """An error that a cell shows, such as #DIV/0!; `Loading...` counts as one."""

    code: str
    message: str = ""


Value = float | str | bool | CellError | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what was typed (a formula or a value), what it last showed, and how."""

    value: Value = None
    formula: str = ""
    number_format: tuple[str, str] | None = None
    style: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    validation: dict[str, Any] | None = None

    @property
    def blank(self) -> bool:
        """Whether the cell has neither value nor formula (a note or a style does not count)."""
        return self.value is None and not self.formula

    @property
    def bare(self) -> bool:
        """Whether nothing at all is left in the cell."""
        return self == BARE

    def emptied(self) -> Cell:
        """The cell without its value; its looks, note and validation stay."""
        return replace(self, value=None, formula="")


BARE = Cell()


@dataclass(frozen=True, slots=True)
class GridRange:
    """A rectangle of a sheet, half open, zero-based; None is unbounded on that side."""

    sheet_id: int
    top: int | None = None
    left: int | None = None
    bottom: int | None = None
    right: int | None = None

    @classmethod
    def of(cls, body: dict[str, Any]) -> GridRange:
        """Read a GridRange of the API, where a missing sheetId is 0."""
        return cls(
            body.get("sheetId", 0),
            body.get("startRowIndex"),
            body.get("startColumnIndex"),
            body.get("endRowIndex"),
            body.get("endColumnIndex"),
        )

    def body(self) -> dict[str, Any]:
        """The range as Google sends it: sheetId 0 and unbounded sides are left out."""
        pairs = {
            "sheetId": self.sheet_id or None,
            "startRowIndex": self.top,
            "endRowIndex": self.bottom,
            "startColumnIndex": self.left,
            "endColumnIndex": self.right,
        }
        return {name: each for name, each in pairs.items() if each is not None}

    def box(self, sheet: Sheet) -> Box:
        """The cells meant, its open sides closed at the edges of the sheet."""
        return Box(
            self.top or 0,
            self.left or 0,
            sheet.rows if self.bottom is None else self.bottom,
            sheet.columns if self.right is None else self.right,
        )


@dataclass(frozen=True, slots=True)
class Box:
    """A bounded rectangle of cells, half open."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        """How many rows."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """How many columns."""
        return self.right - self.left

    def __contains__(self, place: tuple[int, int]) -> bool:
        return self.top <= place[0] < self.bottom and self.left <= place[1] < self.right

    def meets(self, other: Box) -> bool:
        """Whether the two share a cell."""
        rows = self.top < other.bottom and other.top < self.bottom
        return rows and self.left < other.right and other.left < self.right

    def holds(self, other: Box) -> bool:
        """Whether the other lies wholly inside."""
        rows = self.top <= other.top and other.bottom <= self.bottom
        return rows and self.left <= other.left and other.right <= self.right

    def places(self) -> Iterator[tuple[int, int]]:
        """Every cell, row by row."""
        for row in range(self.top, self.bottom):
            for column in range(self.left, self.right):
                yield row, column

    def on(self, sheet_id: int) -> GridRange:
        """The same rectangle as a range of a sheet."""
        return GridRange(sheet_id, self.top, self.left, self.bottom, self.right)


@dataclass
class Sheet:
    """A tab. `looks` holds properties that mean nothing here (tab colour, frozen rows, …)."""

    sheet_id: int
    title: str
    rows: int = 1000
    columns: int = 26
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[GridRange] = field(default_factory=list)
    looks: dict[str, Any] = field(default_factory=dict)
    protected: list[dict[str, Any]] = field(default_factory=list)
    groups: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    basic_filter: dict[str, Any] | None = None
    charts: list[dict[str, Any]] = field(default_factory=list)
    sizes: dict[str, dict[int, dict[str, Any]]] = field(
        default_factory=lambda: {ROWS: {}, COLUMNS: {}}
    )

    def copied(self) -> Sheet:
        """A copy that shares no list or dictionary with this one (cells never change)."""
        return copy.deepcopy(self, {id(self.cells): dict(self.cells)})

    def put(self, place: tuple[int, int], cell: Cell) -> None:
        """Set a cell, and forget it when nothing is left of it."""
        if cell.bare:
            self.cells.pop(place, None)
        else:
            self.cells[place] = cell

    @property
    def hidden(self) -> bool:
        """Whether people do not see the tab."""
        return bool(self.looks.get("hidden"))

    @property
    def whole(self) -> Box:
        """Every cell of the sheet."""
        return Box(0, 0, self.rows, self.columns)


@dataclass
class NamedRange:
    """A name; its range is None once the cells it stood for were deleted (#REF!)."""

    name_id: str
    name: str
    range: GridRange | None


@dataclass
class Metadata:
    """Developer metadata: where it sits is a row, a column, a sheet or (all None) the book."""

    metadata_id: int
    key: str
    value: str
    visibility: str
    project: str
    sheet_id: int | None = None
    dimension: str | None = None
    index: int | None = None


@dataclass
class Book:
    """A spreadsheet."""

    spreadsheet_id: str
    title: str
    locale: str = "en_US"
    time_zone: str = "Etc/GMT"
    auto_recalc: str = "ON_CHANGE"
    sheets: list[Sheet] = field(default_factory=list)
    names: list[NamedRange] = field(default_factory=list)
    metadata: list[Metadata] = field(default_factory=list)

    def copied(self) -> Book:
        """A copy that shares nothing that changes."""
        return Book(
            self.spreadsheet_id,
            self.title,
            self.locale,
            self.time_zone,
            self.auto_recalc,
            [sheet.copied() for sheet in self.sheets],
            copy.deepcopy(self.names),
            copy.deepcopy(self.metadata),
        )

    def restore(self, other: Book) -> None:
        """Become another book again, after a batch that failed half-way."""
        self.__dict__.update(other.__dict__)

    def sheet(self, sheet_id: int) -> Sheet:
        """The sheet with an ID; refuses one that is not there."""
        for sheet in self.sheets:
            if sheet.sheet_id == sheet_id:
                return sheet
        raise Refused(f"No grid with id: {sheet_id}")

    def titled(self, title: str) -> Sheet | None:
        """The sheet with a title, however its letters are cased."""
        exact = [each for each in self.sheets if each.title == title]
        loose = [each for each in self.sheets if each.title.casefold() == title.casefold()]
        return next(iter(exact or loose), None)

    def named(self, name: str) -> NamedRange | None:
        """The name, however its letters are cased."""
        wanted = name.casefold()
        return next((each for each in self.names if each.name.casefold() == wanted), None)

    def check_size(self) -> None:
        """Refuse more cells than a spreadsheet may have."""
        if sum(sheet.rows * sheet.columns for sheet in self.sheets) > MAX_CELLS:
            raise Refused(
                "This action would increase the number of cells in the workbook above the limit "
                f"of {MAX_CELLS} cells."
            )
