"""The cells of one worksheet part: found by row and column, read, set, and taken away."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import cached_property

from lxml import etree

from funnel_addin.books.port import Cell, CellErrorValue, column_letters
from funnel_addin.books.xlsx.formulas import column_number
from funnel_addin.books.xlsx.markup import Element, namespace, parse, serialise
from funnel_addin.books.xlsx.references import Area
from funnel_addin.books.xlsx.values import MISSING, Missing, Reading, rich_text, unescaped
from funnel_addin.books.xlsx.workbook import Sheet, area_of
from funnel_core.errors import TemplateError

__all__ = ["CellGrid"]

COLUMN_OF = {column_letters(n): n for n in range(1, 703)}


class CellGrid:
    """One worksheet's XML, with its rows and cells at hand."""

    def __init__(self, sheet: Sheet, data: bytes, title: str, reading: Reading) -> None:
        self.sheet = sheet
        self.touched = False
        self._title = title
        self._reading = reading
        self._data = data
        self.root = parse(data, sheet.part, title)
        self.ns = namespace(self.root)
        self.c, self.v, self.f, self.inline = (f"{self.ns}{tag}" for tag in ("c", "v", "f", "is"))
        found = self.root.find(f"{self.ns}sheetData")
        if found is None:
            raise TemplateError(
                f"{title} is damaged: expected cells in the sheet “{sheet.name}”, got none; open "
                "and repair it in a spreadsheet"
            )
        self._sheet_data: Element = found
        self.has_metadata = b" vm=" in data or b" cm=" in data
        self.has_grown = False
        self._cells: dict[int, dict[int, Element]] = {}
        self._last_columns: dict[int, int] = {}
        self._letters: dict[tuple[int, int], list[str]] = {}
        self._rows_addressed = False
        self._rows = self._found_rows()
        self._last_row = max(self._rows, default=0)

    def to_bytes(self) -> bytes:
        """Give the part's bytes as they are now."""
        return serialise(self.root, self._data) if self.touched else self._data

    @cached_property
    def merges(self) -> tuple[Area, ...]:
        """Give the merged areas."""
        path = f"{self.ns}mergeCells/{self.ns}mergeCell"
        areas = (area_of(element.get("ref", "")) for element in self.root.iterfind(path))
        return tuple(area for area in areas if area is not None)

    def _found_rows(self) -> dict[int, Element]:
        rows: dict[int, Element] = {}
        number = 0
        for element in self._sheet_data.iterchildren(f"{self.ns}row"):
            text = element.get("r")
            if text and not text.isdecimal():
                raise self._misplaced(text)
            number = int(text) if text else number + 1
            rows.setdefault(number, element)
        return rows

    def row(self, number: int) -> Element | None:
        """Find a row; None where the part holds none of that number."""
        return self._rows.get(number)

    def row_numbers(self) -> list[int]:
        """Give the numbers of the rows that the part holds, from the top down."""
        return sorted(self._rows)

    def ends_above(self, number: int) -> bool:
        """Tell whether all rows stand above a row of that number."""
        return number > self._last_row

    def new_row(self, number: int) -> Element:
        """Put a row in its place among the others."""
        self._address_rows()
        element = etree.Element(f"{self.ns}row")
        element.set("r", str(number))
        if number > self._last_row:
            self._sheet_data.append(element)
            self._last_row = number
        else:
            following = min(other for other in self._rows if other > number)
            self._rows[following].addprevious(element)
        self._rows[number] = element
        self._cells[number] = {}
        return element

    def _address_rows(self) -> None:
        """Write out the numbers that rows may leave out: a row put between would move them."""
        if not self._rows_addressed:
            for number, element in self._rows.items():
                if element.get("r") is None:
                    self.cells_of(number)
                    element.set("r", str(number))
            self._rows_addressed = True

    def last_column(self, row: int) -> int:
        """Give the last column in which a row holds a cell; 0 where it holds none."""
        if row not in self._last_columns:
            self._last_columns[row] = max(self.cells_of(row), default=0)
        return self._last_columns[row]

    def add_cell(self, row: int, column: int, cell: Element) -> None:
        """Note a cell that was put in its place in a row."""
        self._last_columns[row] = max(self.last_column(row), column)
        self._cells[row][column] = cell
        self.has_grown = True

    def address_cells(self, row: int) -> None:
        """Write out the addresses that a row's cells may leave out."""
        for column, cell in self.cells_of(row).items():
            if cell.get("r") is None:
                cell.set("r", f"{column_letters(column)}{row}")

    def style_for(self, row: int, column: int) -> str:
        """Give the style that a new cell takes from its row, or else from its column."""
        element = self._rows.get(row)
        if element is not None and element.get("customFormat") in ("1", "true"):
            return element.get("s", "0")
        for first, last, style in self._column_styles:
            if first <= column <= last:
                return style
        return "0"

    @cached_property
    def _column_styles(self) -> list[tuple[int, int, str]]:
        path = f"{self.ns}cols/{self.ns}col"
        return [
            (int(first), int(last), col.get("style", "0"))
            for col in self.root.iterfind(path)
            if (first := col.get("min", "")).isdecimal()
            and (last := col.get("max", "")).isdecimal()
        ]

    def stretch(self, area: Area) -> None:
        """Widen the part's own note of the cells that it uses, where it has one."""
        element = self.root.find(f"{self.ns}dimension")
        used = None if element is None else area_of(element.get("ref", ""))
        if element is None or used is None:
            return
        element.set("ref", str(used.joined(area)))

    def row_elements(self) -> Iterator[Element]:
        """Give the rows as they stand in the part."""
        return self._sheet_data.iterchildren(f"{self.ns}row")

    def cells_of(self, row: int) -> dict[int, Element]:
        """Give a row's cells by column; an address that is left out follows from the one before."""
        known = self._cells.get(row)
        if known is not None:
            return known
        cells: dict[int, Element] = {}
        element = self._rows.get(row)
        if element is not None:
            column = 0
            digits = len(str(row))
            for cell in element.iterchildren(self.c):
                address = cell.get("r")
                if address is None:
                    column += 1
                else:
                    column = COLUMN_OF.get(address[:-digits]) or self._column(address)
                cells.setdefault(column, cell)
            self._cells[row] = cells
        return cells

    def letters(self, left: int, count: int) -> list[str]:
        """Give the letters of `count` columns from `left` on."""
        key = (left, count)
        if key not in self._letters:
            self._letters[key] = [column_letters(left + step) for step in range(count)]
        return self._letters[key]

    def run(self, row: int, left: int, count: int) -> Sequence[Element | None]:
        """Give the children of a row that most likely are its cells from column `left` on.

        They are, where a row has no gaps; whoever uses them looks at their addresses.
        """
        element = self._rows.get(row)
        held: list[Element] = [] if element is None else list(element)
        address = held[0].get("r") if held else None
        if address is None:
            return [None] * count
        skipped = left - column_number(address.rstrip("0123456789"))
        found: list[Element | None] = [None] * min(max(-skipped, 0), count)
        found += held[max(skipped, 0) : max(skipped + count, 0)]
        return found + [None] * (count - len(found))

    def cell(self, row: int, column: int) -> Element | None:
        """Find a cell; None where the part holds none there."""
        return self.cells_of(row).get(column)

    def formulas(self) -> Iterator[tuple[int, int, Element]]:
        """Give every formula element with its row and column."""
        unaddressed = False
        for formula in self._sheet_data.iter(self.f):
            cell = formula.getparent()
            address = None if cell is None else cell.get("r")
            if address is None:
                unaddressed = True
                break
            area = area_of(address)
            if area is None:
                raise self._misplaced(address)
            yield area.top, area.left, formula
        if unaddressed:
            yield from self._unaddressed_formulas()

    def _unaddressed_formulas(self) -> Iterator[tuple[int, int, Element]]:
        """Give every formula, counting rows and cells where addresses are left out."""
        for row in self._rows:
            for column, cell in self.cells_of(row).items():
                formula = cell.find(self.f)
                if formula is not None:
                    yield row, column, formula

    def value(self, row: int, column: int) -> Cell | Missing:
        """Read what a cell stores: a day is still a number here.

        A formula whose value nobody stored is `MISSING`.
        """
        cell = self.cell(row, column)
        return None if cell is None else self.stored(cell)

    def stored(self, cell: Element) -> Cell | Missing:
        """Read what a cell element stores."""
        kind = cell.get("t")
        if kind == "inlineStr":
            inline = cell.find(self.inline)
            return None if inline is None else rich_text(inline, self.ns)
        value = next(cell.iterchildren(self.v), None)
        if value is None:
            return None if cell.find(self.f) is None else MISSING
        text = value.text or ""
        if kind is None or kind == "n":
            return self._number(text, cell)
        if kind == "s":
            return self._shared(text, cell)
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "e":
            return CellErrorValue(text)
        if kind == "d":
            return self._iso_day(text, cell)
        return unescaped(text)

    def shows_day(self, cell: Element) -> bool:
        """Tell whether a cell's number format shows a day."""
        return cell.get("s", "0") in self._reading.date_styles

    def _number(self, text: str, cell: Element) -> Cell | Missing:
        try:
            return int(text)
        except ValueError:
            pass
        try:
            number = float(text)
        except ValueError:
            if not text.strip():
                return None if cell.find(self.f) is None else MISSING
            raise self._damaged(cell, f"a number, got {text!r}") from None
        return int(number) if number.is_integer() and abs(number) < 2**53 else number

    def _shared(self, text: str, cell: Element) -> str:
        texts = self._reading.texts
        try:
            index = int(text)
        except ValueError:
            index = -1
        if not 0 <= index < len(texts):
            raise self._damaged(cell, f"one of {len(texts)} shared texts, got number {text!r}")
        return texts[index]

    def _iso_day(self, text: str, cell: Element) -> Cell:
        try:
            moment = datetime.datetime.fromisoformat(text)
        except ValueError:
            raise self._damaged(cell, f"a date, got {text!r}") from None
        return self._reading.number(moment)

    def _column(self, address: str) -> int:
        area = area_of(address)
        if area is None:
            raise self._misplaced(address)
        return area.left

    def _misplaced(self, address: str) -> TemplateError:
        return TemplateError(
            f"{self._title} is damaged: the sheet “{self.sheet.name}” holds a row or cell at "
            f"{address!r}, which is no address; open and repair it in a spreadsheet"
        )

    def _damaged(self, cell: Element, expected: str) -> TemplateError:
        return TemplateError(
            f"{self._title} is damaged: {self.sheet.name}!{cell.get('r', '')} should hold "
            f"{expected}; open and repair it in a spreadsheet, or take an older copy"
        )
