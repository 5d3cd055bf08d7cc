"""What a workbook holds behind a name, as far as it can be read."""

from __future__ import annotations

from funnel_addin.books.port import Book, Cell, Grid, Place
from funnel_addin.functions.grid import is_blank
from funnel_core.errors import FunnelError

__all__ = ["cell_held", "grid_held", "is_defined", "line_held", "pairs_held", "texts_held"]


def is_defined(book: Book, name: str) -> bool:
    """Tell whether a name stands for cells of the book."""
    return isinstance(book.places().get(name), Place)


def grid_held(book: Book, name: str) -> Grid:
    """Give the cells behind a name; what cannot be read is told later, by who reads it all."""
    if not is_defined(book, name):
        return ()
    try:
        values = book.read(name).values
    except FunnelError:
        return ()
    return tuple(tuple(None if is_blank(cell) else cell for cell in row) for row in values)


def line_held(book: Book, name: str) -> list[Cell]:
    """Give a row or a column of cells as a list."""
    return [cell for row in grid_held(book, name) for cell in row]


def texts_held(book: Book, name: str) -> list[str]:
    """Give names, without the blank ones at the end."""
    texts = ["" if cell is None else str(cell).strip() for cell in line_held(book, name)]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def cell_held(book: Book, name: str) -> Cell:
    """Give what one cell holds."""
    return next(iter(line_held(book, name)), None)


def pairs_held(book: Book, name: str) -> list[tuple[Cell, ...]]:
    """Give counts as pairs, entered and advanced, whichever way they lie."""
    grid = grid_held(book, name)
    across = len(grid) == 2 and len(grid[0]) != 2
    return list(zip(*grid, strict=True)) if across else list(grid)
