"""A book's named inputs, read one by one; every problem met on the way is kept, with its cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from funnel_addin import names
from funnel_addin.books.port import Block, Book, CellErrorValue, Place, Problem
from funnel_addin.functions.grid import ERROR_CODES, Cells, is_blank, read_number
from funnel_core.errors import FunnelError, TemplateError
from funnel_core.quantities import Quantity

__all__ = ["BookProblems", "Reader"]

T = TypeVar("T")

MOST_TOLD = 20
"""So many problems fit on a screen; who mends these reads the next ones."""


class BookProblems(TemplateError):
    """All that keeps a book from being filled, each as a sentence that names its cell.

    Its text tells the first of them, `problems` holds all.
    """

    def __init__(self, title: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        self.code = problems[0].code
        told = [problem.sentence for problem in problems[:MOST_TOLD]]
        if len(problems) > MOST_TOLD:
            told.append(f"and {len(problems) - MOST_TOLD:,} more")
        super().__init__(
            f"{title}: {told[0]}"
            if len(told) == 1
            else "\n  ".join([f"{title} has {len(problems):,} problems:", *told])
        )


class Reader:
    """Reads a book's inputs, each once, and keeps every problem met on the way."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._places = {name.lower(): place for name, place in book.places().items()}
        self._blocks: dict[str, Block | None] = {}
        self.problems: list[Problem] = []
        self._kept: set[Problem] = set()

    @property
    def title(self) -> str:
        """Give what the book is called."""
        return self._book.title

    @property
    def read(self) -> frozenset[str]:
        """Give the names that were asked for, in small letters, whether there are any or not."""
        return frozenset(self._blocks)

    def has(self, name: str) -> bool:
        """Tell whether the book defines a name."""
        return name.lower() in self._places

    def place(self, name: str) -> Place | None:
        """Give where a name's cells are."""
        place = self._places.get(name.lower())
        return place if isinstance(place, Place) else None

    def block(self, name: str) -> Block | None:
        """Give the values behind a name; None where it is absent or unreadable."""
        if name.lower() not in self._blocks:
            self._blocks[name.lower()] = self._block(name)
        return self._blocks[name.lower()]

    def _block(self, name: str) -> Block | None:
        place = self._places.get(name.lower())
        if isinstance(place, Problem):
            self.keep(place)
        if not isinstance(place, Place):
            return None
        try:
            return self._book.read(name)
        except FunnelError as error:
            self.fault(name, error)
            return None

    def cells(self, name: str) -> Cells | None:
        """Give the cells behind a name; None where it is absent, unreadable or blank."""
        block = self.block(name)
        if block is None:
            return None
        cells = Cells(
            name,
            tuple(
                tuple(cell.code if isinstance(cell, CellErrorValue) else cell for cell in row)
                for row in block.values
            ),
            block.place.cell,
        )
        return None if cells.blank else cells

    def value(self, name: str, read: Callable[[Cells], T]) -> T | None:
        """Read the cells behind a name; None where there are none, or what is wrong was kept."""
        cells = self.cells(name)
        if cells is None:
            return None
        try:
            return read(cells)
        except FunnelError as error:
            self.fault(name, error)
            return None

    def number(self, name: str, quantity: Quantity) -> float | int | None:
        """Read a name of one cell as a number."""
        return self.value(name, lambda cells: read_number(cells, quantity))

    def numbers(self, name: str, quantity: Quantity) -> dict[int, float | int]:
        """Read a row or column in which any cell may be blank: the numbers, by their place."""
        cells = self.line(name)
        if cells is None:
            return {}
        found: dict[int, float | int] = {}
        for at, (cell,) in enumerate(cells.rows):
            if not is_blank(cell):
                number = self.one(name, cell, quantity, lambda *_, at=at: cells.where(at, 0))
                if number is not None:
                    found[at] = number
        return found

    def one(
        self, name: str, cell: object, quantity: Quantity, where: Callable[[int, int], str]
    ) -> float | int | None:
        """Read one cell of a table as a number; what is wrong with it is kept."""
        try:
            return read_number(Cells(name, ((cell,),), where), quantity)
        except FunnelError as error:
            self.fault(name, error)
            return None

    def line(self, name: str) -> Cells | None:
        """Give a row or a column as a column, each cell by its own address."""
        cells = self.cells(name)
        if cells is None or cells.width == 1:
            return cells
        if cells.height > 1:
            self.fault(
                name,
                f"'{name}' must be one row or one column; it is {cells.height} × {cells.width}",
            )
            return None
        where = cells.where
        column = tuple((cell,) for cell in cells.rows[0])
        return Cells(name, column, lambda row, _: where(0, row))

    def texts(self, name: str) -> tuple[str, ...] | None:
        """Read a row or a column of texts, without the blanks at its end."""
        cells = self.line(name)
        if cells is None:
            return None
        for row, (cell,) in enumerate(cells.rows):
            if isinstance(cell, str) and cell.upper() in ERROR_CODES:
                where = cells.place(row, 0)
                self.fault(name, f"'{name}' must be names; {where} holds the error {cell}")
        texts = ["" if is_blank(cell) else str(cell).strip() for (cell,) in cells.rows]
        while texts and not texts[-1]:
            texts.pop()
        return tuple(texts)

    def word(self, name: str, words: Sequence[str]) -> str | None:
        """Read a name of one cell that holds one of a few words, in any case."""
        texts = self.texts(name)
        if not texts:
            return None
        said = texts[0].casefold()
        if len(texts) == 1 and said in words:
            return said
        told = ", ".join(words[:-1]) + f" or {words[-1]}"
        got = f"it is {texts[0]!r}" if len(texts) == 1 else f"it has {len(texts)} cells"
        self.fault(name, f"'{name}' must be {told}; {got}: write one of these words")
        return None

    def missing(self, name: str) -> str:
        """Say that an input is not there: its cells are blank, or its name is not defined."""
        known = names.find(name)
        assert known is not None
        if self.has(name):
            return f"'{name}' is blank: write {known.help}"
        return (
            f"the name '{name}' is not defined: it stands for {known.help}; "
            f"define it as {known.shape.value}"
        )

    def fault(self, name: str, fault: FunnelError | str) -> None:
        """Keep what is wrong with a name; a sentence alone shows in a cell as #VALUE!."""
        place = self._places.get(name.lower())
        code = fault.code if isinstance(fault, FunnelError) else FunnelError.code
        where = str(place) if isinstance(place, Place) else ""
        said, tab = str(fault), where.rpartition("!")[0]
        if tab and f"{tab}!" not in said:
            said = f"{said} ({where})"
        self.keep(Problem(name, where, said, code))

    def keep(self, problem: Problem) -> None:
        """Keep a problem, once."""
        if problem not in self._kept:
            self._kept.add(problem)
            self.problems.append(problem)

    def wrong(self, name: str) -> bool:
        """Tell whether something is wrong with a name."""
        return any(each.name.lower() == name.lower() for each in self.problems)
