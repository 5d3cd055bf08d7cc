"""A tab as a whole: all that it holds, and a new one made of cells alone."""

from __future__ import annotations

from funnel_addin.books.port import Cell, Grid
from funnel_addin.books.xlsx.cells import CellGrid
from funnel_addin.books.xlsx.edit import put_row
from funnel_addin.books.xlsx.formulas import LAST_ROW
from funnel_addin.books.xlsx.references import Area
from funnel_addin.books.xlsx.sheets import Sheets
from funnel_addin.books.xlsx.values import Missing, normal_row
from funnel_addin.books.xlsx.workbook import Sheet

__all__ = ["sheet_of", "tab_rows"]


def tab_rows(grid: CellGrid) -> Grid:
    """Give all cells from A1 on, each row as long as it is filled; a value not stored is none."""
    rows: list[tuple[Cell, ...]] = []
    for number in grid.row_numbers():
        if number > LAST_ROW:
            break
        rows += [()] * (number - 1 - len(rows))
        row: list[Cell] = []
        for column, cell in sorted(grid.cells_of(number).items()):
            value = grid.stored(cell)
            if value is not None and not isinstance(value, Missing):
                row += [None] * (column - 1 - len(row))
                row.append(value)
        rows.append(tuple(row))
    return tuple(rows)


def sheet_of(sheets: Sheets, sheet: Sheet, rows: Grid) -> bytes:
    """Make a worksheet part that holds these cells, and nothing else."""
    namespace = sheets.workbook.ns[1:-1]
    empty = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
        f'<worksheet xmlns="{namespace}"><dimension ref="A1"/><sheetData/></worksheet>'
    )
    grid = CellGrid(sheet, empty.encode(), sheets.workbook.title, sheets.reading)
    for number, row in enumerate(rows, 1):
        put_row(grid, number, 1, normal_row(row, sheets.reading))
    grid.stretch(Area(1, 1, max(1, len(rows)), max([1, *map(len, rows)])))
    return grid.to_bytes()
