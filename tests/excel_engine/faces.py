"""The workbooks in memory as xlwings asks an engine for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import xlwings as xw
from xlwings import base_classes

from tests.excel_engine.model import (
    AREA,
    ERRORS,
    FIRST_ERROR,
    REFUSED,
    BookOf,
    ComError,
    Held,
    SheetOf,
    area,
    common,
    meet,
    shown,
    typed,
    written,
)


class _Api:
    """The COM object behind one of xlwings': its members are asked one by one."""

    def __init__(
        self,
        book: BookOf,
        members: Mapping[str, Callable[[], Any]],
        setters: Mapping[str, Callable[[Any], None]] | None = None,
    ) -> None:
        self.__dict__.update(_book=book, _members=members, _setters=setters or {})

    def __getattr__(self, member: str) -> Any:
        self._book.asked(member)
        if member not in self._members:
            raise AttributeError(member)
        return self._members[member]()

    def __setattr__(self, member: str, value: Any) -> None:
        self._book.asked(f"{member}=")
        self._setters[member](value)


class _Range(base_classes.Range):
    """A block of cells; of a reference of several blocks, the first."""

    max_cells_per_read = None
    max_cells_per_write = None

    def __init__(self, sheet: SheetOf, area: tuple[int, int, int, int], areas: int = 1) -> None:
        self._sheet, self._area, self._areas = sheet, area, areas
        self.options: Any = {}

    @property
    def _cells(self) -> list[list[Held]]:
        top, left, bottom, right = self._area
        none = Held()
        return [
            [self._sheet.cells.get((row, column), none) for column in range(left, right + 1)]
            for row in range(top, bottom + 1)
        ]

    def _answer(self, ask: Callable[[Held], Any]) -> Any:
        answers = {ask(cell) for row in self._cells for cell in row}
        return answers.pop() if len(answers) == 1 else None

    @property
    def api(self) -> _Api:
        return _Api(
            self._sheet.book,
            {
                "Areas": lambda: _Api(self._sheet.book, {"Count": lambda: self._areas}),
                "CountLarge": lambda: len(self),
                "Value2": lambda: self._shaped(lambda cell: cell.value),
                "HasFormula": lambda: self._answer(lambda cell: bool(cell.formula)),
                "HasArray": lambda: self._answer(lambda cell: cell.array),
                "Locked": lambda: self._answer(lambda cell: cell.locked),
            },
        )

    def _shaped(self, show: Callable[[Held], Any]) -> Any:
        rows = tuple(tuple(show(cell) for cell in row) for row in self._cells)
        return rows[0][0] if len(rows) == len(rows[0]) == 1 else rows

    @property
    def row(self) -> int:
        return self._area[0]

    @property
    def column(self) -> int:
        return self._area[1]

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self._area
        return bottom - top + 1, right - left + 1

    @property
    def sheet(self) -> _Sheet:
        return _Sheet(self._sheet)

    @property
    def address(self) -> str:
        return written(*self._area)

    def get_address(self, *_: bool) -> str:
        return self.address

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> _Range:
        top, left = self._area[0] + row - 1, self._area[1] + (column or 1) - 1
        return _Range(self._sheet, (top, left, top, left))

    @property
    def raw_value(self) -> Any:
        self._sheet.book.asked("Value")
        return self._shaped(shown)

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        book, sheet = self._sheet.book, self._sheet
        book.asked(f"Value={sheet.name}!{self.address}")
        top, left, _, _ = self._area
        rows = value if isinstance(value, tuple) else ((value,),)
        assert (len(rows), len(rows[0])) == self.shape
        for down, row in enumerate(rows):
            for across, each in enumerate(row):
                cell = sheet.at(top + down, left + across)
                if cell.array or (sheet.protected and cell.locked):
                    raise ComError(-2147352567, REFUSED)
                typed(cell, each)
        book.writes.append(f"{sheet.name}!{self.address}")

    @property
    def formula(self) -> Any:
        return self._shaped(lambda cell: cell.formula or cell.value)

    @formula.setter
    def formula(self, value: str) -> None:
        for row in self._cells:
            for cell in row:
                cell.formula = value

    @property
    def number_format(self) -> Any:
        self._sheet.book.asked("NumberFormat")
        return self._answer(lambda cell: cell.format)

    @number_format.setter
    def number_format(self, value: str) -> None:
        for row in self._cells:
            for cell in row:
                cell.format = value

    @property
    def merge_cells(self) -> Any:
        met = [each for each in self._sheet.merges if meet(each, self._area)]
        if not met:
            return False
        return True if any(common(each, self._area) == self._area for each in met) else None

    @property
    def merge_area(self) -> _Range:
        mine = (self.row, self.column, self.row, self.column)
        met = next((each for each in self._sheet.merges if meet(each, mine)), mine)
        return _Range(self._sheet, met)


class _Name(base_classes.Name):
    """A defined name."""

    def __init__(self, book: BookOf, name: str) -> None:
        self._book, self._name = book, name

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self._book.names[value] = self._book.names.pop(self._name)

    @property
    def refers_to(self) -> str:
        return self._book.names[self._name]

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self._book.names[self._name] = value

    @property
    def refers_to_range(self) -> _Range:
        self._book.asked("RefersToRange")
        areas = self.refers_to.lstrip("=").split(",")
        sheet, _, address = areas[0].rpartition("!")
        if not AREA.fullmatch(address) or sheet.strip("'") not in {
            each.name for each in self._book.sheets
        }:
            raise ComError(-2146827284)
        return _Range(self._book.sheet(sheet.strip("'")), area(address), len(areas))


class _Names(base_classes.Names):
    """The defined names of a workbook; a sheet's own has the sheet before it: Goal!Plan_Target."""

    def __init__(self, book: BookOf) -> None:
        self._book = book

    def __len__(self) -> int:
        return len(self._book.names)

    def __call__(self, which: int | str) -> _Name:
        names = list(self._book.names)
        if isinstance(which, int):
            return _Name(self._book, names[which - 1])
        return _Name(self._book, next(each for each in names if each.lower() == which.lower()))

    def contains(self, which: int | str) -> bool:
        return any(each.lower() == str(which).lower() for each in self._book.names)


class _Sheet(base_classes.Sheet):
    """A sheet."""

    def __init__(self, sheet: SheetOf) -> None:
        self._sheet = sheet

    @property
    def api(self) -> _Api:
        return _Api(
            self._sheet.book,
            {
                "ProtectContents": lambda: self._sheet.protected,
                "ProtectionMode": lambda: False,
                "Activate": lambda: self.activate,
            },
            {"Visible": lambda value: setattr(self._sheet, "visible", value)},
        )

    @property
    def name(self) -> str:
        return self._sheet.name

    @name.setter
    def name(self, value: str) -> None:
        self._sheet.name = value

    @property
    def index(self) -> int:
        return self._sheet.book.sheets.index(self._sheet) + 1

    @property
    def book(self) -> _Book:
        return _Book(self._sheet.book)

    def range(self, first: Any, second: Any = None) -> _Range:
        corners = []
        for each in (first, first if second is None else second):
            if isinstance(each, (xw.Range, _Range)):
                corners.append((each.row, each.column))
            else:
                corners.append(each if isinstance(each, tuple) else area(each)[:2])
        return _Range(self._sheet, (*corners[0], *corners[1]))

    @property
    def used_range(self) -> _Range:
        held = [at for at, cell in self._sheet.cells.items() if cell.value is not None]
        if not held:
            return _Range(self._sheet, (1, 1, 1, 1))
        rows, columns = zip(*held, strict=True)
        return _Range(self._sheet, (min(rows), min(columns), max(rows), max(columns)))

    def activate(self) -> None:
        self._sheet.book.active = self.index - 1


class _Sheets(base_classes.Sheets):
    """The sheets of a workbook."""

    def __init__(self, book: BookOf) -> None:
        self._book = book

    @property
    def active(self) -> _Sheet:
        return _Sheet(self._book.sheets[self._book.active])

    def __call__(self, which: int | str) -> _Sheet:
        if isinstance(which, int):
            return _Sheet(self._book.sheets[which - 1])
        return _Sheet(next(each for each in self._book.sheets if each.name == which))

    def __len__(self) -> int:
        return len(self._book.sheets)

    def __iter__(self) -> Iterator[_Sheet]:
        return iter([_Sheet(each) for each in self._book.sheets])

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> _Sheet:
        self._book.asked("Add")
        if self._book.locked:
            raise ComError(-2147352567, REFUSED)
        made = SheetOf(self._book, name or "_Sheet")
        self._book.sheets.insert(after.index if after else 0, made)
        self._book.active = self._book.sheets.index(made)
        return _Sheet(made)


class _Book(base_classes.Book):
    """A workbook."""

    def __init__(self, book: BookOf) -> None:
        self._book = book

    @property
    def api(self) -> _Api:
        return _Api(self._book, {"ProtectStructure": lambda: self._book.locked})

    @property
    def name(self) -> str:
        self._book.asked("_Name")
        return self._book.title

    @property
    def fullname(self) -> str:
        return self._book.title

    @property
    def sheets(self) -> _Sheets:
        return _Sheets(self._book)

    @property
    def names(self) -> _Names:
        return _Names(self._book)

    @property
    def app(self) -> App:
        return App([self._book])


@dataclass
class App(base_classes.App):
    """The application."""

    opened: list[BookOf] = field(default_factory=list)

    def book(self, title: str) -> BookOf:
        """Open a new workbook."""
        made = BookOf(title)
        self.opened.append(made)
        return made

    @property
    def pid(self) -> int:
        """Give the process."""
        return 1


@dataclass
class Engine:
    """The engine that xlwings is told of."""

    app: App
    name = "excel"
    type = "desktop"

    @property
    def apps(self) -> Any:
        """Give the applications that run."""
        return [self.app]

    @staticmethod
    def clean_value_data(
        data: Any, dates: Any, empty: Any, numbers: Any, err_to_str: bool
    ) -> list[list[Any]]:
        """Make errors texts, as xlwings does on Windows."""
        codes = {FIRST_ERROR + number: code for code, number in ERRORS.items()}
        return [
            [codes[cell] if err_to_str and isinstance(cell, int) and cell in codes else cell
             for cell in row]
            for row in data
        ]  # fmt: skip


def as_xlwings(book: BookOf) -> xw.Book:
    """Give a workbook as xlwings does."""
    return xw.Book(impl=_Book(book))
