"""Recalculate workbooks with engines that nobody here wrote, from poisoned cached values.

An engine opens a workbook whose cached values are all poisoned, is typed into cell by cell, and
calculates. What it shows is held against the core, or searched for error values: a cell that it
had not worked out would show the poison, or what the inputs before gave.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import formulon
import ironcalc
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple

from tests.libreoffice.calc import Office, own_places
from tests.libreoffice.calc import missing as office_missing
from tests.templates.workbooks import (
    POISON,
    Cell,
    Inputs,
    Place,
    Typing,
    address,
    constants,
    places,
    poisoned,
    typed,
)

Value = float | str | bool | None


@dataclass(frozen=True)
class Shown:
    """What the cells of a workbook show, and which show an error value or a poisoned cache."""

    values: Mapping[Cell, Value]
    errors: tuple[str, ...]

    def at(self, address: str) -> Value:
        """Give what the cell Sheet!A1 shows."""
        sheet, cell = address.split("!")
        row, column = coordinate_to_tuple(cell)
        return self.values.get((sheet, row, column))

    def behind(self, place: Place) -> list[list[Value]]:
        """Give the values of a place, as a list of rows."""
        sheet, left, top, right, bottom = place
        return [
            [self.values.get((sheet, row, column)) for column in range(left, right + 1)]
            for row in range(top, bottom + 1)
        ]


class Opened(Protocol):
    """A workbook in an engine."""

    def type(self, cells: Typing) -> None:
        """Type into cells: a number, a text, a truth value, a formula with =, None for nothing."""

    def shown(self, wanted: Collection[Cell] | None) -> Shown:
        """Calculate everything, and give what the wanted cells show, all of them by default."""


@dataclass(frozen=True)
class Engine:
    """A calculation engine."""

    name: str
    opened: Callable[[bytes], AbstractContextManager[Opened]]

    def each(
        self, book: bytes, typings: Iterable[Typing], wanted: Collection[Cell] | None = None
    ) -> Iterator[Shown]:
        """Give what a workbook shows with each of several typings, each on its own."""
        before = constants(book)
        now: dict[Cell, object] = {}
        with self.opened(poisoned(book)) as opened:
            for typing in typings:
                content = {cell: before.get(cell) for cell in now} | dict(typing)
                opened.type(
                    {
                        cell: new
                        for cell, new in content.items()
                        if _differ(new, now[cell] if cell in now else before.get(cell))
                    }
                )
                now = content
                yield opened.shown(wanted)

    def calculate(
        self, book: bytes, variants: Sequence[Inputs], wanted: Collection[Cell] | None = None
    ) -> list[Shown]:
        """Give what a workbook shows with each of several sets of inputs by defined name."""
        where = places(book)
        typings = (
            {(sheet, row, column): content for sheet, row, column, content in typed(where, inputs)}
            for inputs in variants
        )
        return list(self.each(book, typings, wanted))


def _differ(one: object, other: object) -> bool:
    return type(one) is not type(other) or one != other


ERROR = re.compile(
    r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|ERROR!|CIRC!|SPILL!|Err:\d+)|Err:"
)


def is_error(value: Value) -> bool:
    """Tell whether a cell shows an error value or a poisoned cache."""
    if isinstance(value, str):
        return ERROR.match(value) is not None
    return value == float(POISON)


def _wrong(values: Mapping[Cell, Value]) -> tuple[str, ...]:
    return tuple(
        f"{address(cell)} shows {value}"
        for cell, value in values.items()
        if value is not None and is_error(value)
    )


def _picked(values: Mapping[Cell, Value], wanted: Collection[Cell] | None) -> Mapping[Cell, Value]:
    return values if wanted is None else {cell: values.get(cell) for cell in wanted}


SCRATCH = "Errors counted"


class _Formulon:
    """Each call into it costs as much as it takes for a hundred cells: it counts errors itself."""

    def __init__(self, book: bytes) -> None:
        self.book = formulon.Workbook.load(book)
        self.sheets = {
            self.book.sheet_name(number): number for number in range(self.book.sheet_count())
        }
        self.formulas: dict[Cell, None] = {}
        self.book.add_sheet(SCRATCH)
        used = constants(book)
        for title, number in self.sheets.items():
            rows = max((row for sheet, row, _ in used if sheet == title), default=1)
            columns = max((column for sheet, _, column in used if sheet == title), default=1)
            cells = f"'{title}'!A1:{get_column_letter(columns)}{rows}"
            count = f"=SUMPRODUCT(--ISERROR({cells}))+COUNTIF({cells},{POISON})"
            self.book.set_formula(len(self.sheets), number, 0, count)

    def type(self, cells: Typing) -> None:
        for cell, content in cells.items():
            where = self._at(cell)
            self.formulas.pop(cell, None)
            if content is None or content == "":
                self.book.set_blank(*where)
            elif isinstance(content, bool):
                self.book.set_bool(*where, content)
            elif isinstance(content, str) and content.startswith("="):
                self.book.set_formula(*where, content)
                self.formulas[cell] = None
            elif isinstance(content, str):
                self.book.set_text(*where, content)
            else:
                assert isinstance(content, (int, float))
                self.book.set_number(*where, float(content))

    def shown(self, wanted: Collection[Cell] | None) -> Shown:
        self.book.recalc()
        if wanted is None:
            values = {cell: value for title in self.sheets for cell, value in self._all(title)}
            return Shown(values, _wrong(values))
        typed = {cell: self._value(cell) for cell in self.formulas}
        wrong = _wrong(typed)
        for title, number in self.sheets.items():
            count = self.book.get_value(len(self.sheets), number, 0).number
            if count != sum(line.startswith(f"{title}!") for line in wrong):
                wrong = (*wrong, *(set(_wrong(dict(self._all(title)))) - set(wrong)))
        return Shown({cell: self._value(cell) for cell in wanted}, wrong)

    def _at(self, cell: Cell) -> tuple[int, int, int]:
        return self.sheets[cell[0]], cell[1] - 1, cell[2] - 1

    def _value(self, cell: Cell) -> Value:
        return _formulon_value(self.book.get_value(*self._at(cell)))

    def _all(self, title: str) -> Iterator[tuple[Cell, Value]]:
        for cell in self.book.iter_cells(self.sheets[title]):
            yield (title, cell.row + 1, cell.col + 1), _formulon_value(cell.value)


def _formulon_value(value: formulon.Value) -> Value:
    if value.kind is formulon.ValueKind.ERROR:
        return formulon.error_display_name(value.error_code or 0)
    if value.kind is formulon.ValueKind.BOOL:
        return bool(value.boolean)
    return _seen(value.text if value.number is None else value.number)


@contextmanager
def in_formulon(book: bytes) -> Iterator[Opened]:
    """Open a workbook in formulon."""
    yield _Formulon(book)


class _IronCalc:
    def __init__(self, book: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "book.xlsx"
            path.write_bytes(book)
            self.book = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
        self.titles = [sheet["name"] for sheet in self.book.get_worksheets_properties()]

    def type(self, cells: Typing) -> None:
        for (title, row, column), content in cells.items():
            where = (self.titles.index(title), row, column)
            if content is None or content == "":
                self.book.clear_cell_contents(*where)
            elif isinstance(content, bool):
                self.book.update_cell_with_bool(*where, content)
            elif isinstance(content, str) and content.startswith("="):
                self.book.update_cell_with_formula(*where, content)
            elif isinstance(content, str):
                self.book.update_cell_with_text(*where, content)
            else:
                self.book.update_cell_with_number(*where, content)

    def shown(self, wanted: Collection[Cell] | None) -> Shown:
        self.book.evaluate()
        found = {
            (self.titles[sheet], row, column): _seen(self.book.get_cell_value(sheet, row, column))
            for sheet, row, column in self.book.get_all_cells()
        }
        return Shown(_picked(found, wanted), _wrong(found))


@contextmanager
def in_ironcalc(book: bytes) -> Iterator[Opened]:
    """Open a workbook in IronCalc."""
    yield _IronCalc(book)


class _LibreOffice:
    def __init__(self, office: Office, book: int) -> None:
        self.office = office
        self.book = book

    def type(self, cells: Typing) -> None:
        self.office.type_all(
            self.book,
            [
                (title, row - 1, column - 1, *_in_calc(content))
                for (title, row, column), content in cells.items()
            ],
        )

    def shown(self, wanted: Collection[Cell] | None) -> Shown:
        self.office.recalculate(self.book, hard=True)
        found = {
            (title, row, column): _seen(value)
            for title, rows in self.office.all_values(self.book).items()
            for row, values in enumerate(rows, start=1)
            for column, value in enumerate(values, start=1)
        }
        return Shown(_picked(found, wanted), _wrong(found))


def _in_calc(content: object) -> tuple[str, object]:
    if isinstance(content, bool):
        return "formula", f"={content}()".upper()
    if content is None or (isinstance(content, str) and not content.startswith("=")):
        return "text", content or ""
    if isinstance(content, str):
        return "formula", content
    assert isinstance(content, (int, float))
    return "value", float(content)


@contextmanager
def in_libreoffice(book: bytes) -> Iterator[Opened]:
    """Open a workbook in a LibreOffice without a window, with a profile of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "book.xlsx"
        path.write_bytes(book)
        _recalculating(folder / "profile")
        with Office(folder, own_places(folder)) as office:
            yield _LibreOffice(office, office.open(str(path)))


def _recalculating(profile: Path) -> None:
    """Have a profile recalculate on load: by itself LibreOffice trusts cached values."""
    user = profile / "user"
    user.mkdir(parents=True)
    items = "".join(
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load">'
        f'<prop oor:name="{mode}" oor:op="fuse"><value>0</value></prop></item>'
        for mode in ("OOXMLRecalcMode", "ODFRecalcMode")
    )
    head = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    (user / "registrymodifications.xcu").write_text(f"{head}{items}</oor:items>", encoding="utf-8")


def _seen(value: Value) -> Value:
    return None if value == "" else value


def missing(engine: str) -> str:
    """Say why an engine cannot run here, or nothing where it can."""
    if engine == "libreoffice" and shutil.which("soffice") is None:
        return "LibreOffice (soffice) is not installed"
    return office_missing() if engine == "libreoffice" else ""


ENGINES = (
    Engine("formulon", in_formulon),
    Engine("ironcalc", in_ironcalc),
    Engine("libreoffice", in_libreoffice),
)
