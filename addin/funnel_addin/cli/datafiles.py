"""Inputs of a workbook from CSV files: channels, a log, experiments."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from funnel_addin.books.port import Book, Cell, Grid, Place, as_column
from funnel_addin.files.csvfile import Table, read_table
from funnel_addin.functions.grid import is_blank
from funnel_addin.plans.logs import MOST
from funnel_core.quantities import COST, COUNT, MONEY, RATE, RECORDS, SHAPE, SHARE, WEIGHT

__all__ = ["Labels", "channels", "experiments", "log", "rows_held"]

PER_CHANNEL = {
    "share": ("Plan_Shares", SHARE),
    "spend": ("Plan_Spend", COST),
    "ceiling": ("Plan_Ceilings", WEIGHT),
    "half": ("Plan_Halves", MONEY),
    "shape": ("Plan_Shapes", SHAPE),
    "capacity": ("Plan_Capacities", RECORDS),
}
"""The columns of a file of channels, and the inputs that they are."""

LOGGED = ("date", "channel", "stage", "kind", "what", "amount")
KINDS = {
    kind: dataclasses.replace(quantity, at_most=MOST, cure=f"write a number from 0 to {MOST:,}")
    for kind, quantity in (("activity", RECORDS), ("expense", COST), ("outcome", COUNT))
}
"""What a line of a log may be, and what its amount counts in."""

ARMS = ("entered A", "advanced A", "entered B", "advanced B")


@dataclass(frozen=True)
class Labels:
    """The names that a workbook gives its stages and channels, or is given on the way."""

    stages: Sequence[str] = ()
    channels: Sequence[str] = ()

    @classmethod
    def of(cls, book: Book, stages: Sequence[str] | None = None) -> Labels:
        """Read them from a book; stages that were given take the place of its own."""
        held = _texts(book, "Plan_Stages") if stages is None else stages
        return cls(tuple(held), tuple(_texts(book, "Plan_Channels")))


def rows_held(book: Book, name: str) -> int:
    """Count the rows of an input that are not blank."""
    if not isinstance(book.places().get(name), Place):
        return 0
    return sum(not all(map(is_blank, row)) for row in book.read(name).values)


def channels(path: str, labels: Labels, book: Book) -> dict[str, Grid]:
    """Read channels: a row each, with columns by their headings, also a rate by its stage's name.

    What the file has no column for stays with its channel; a new channel begins blank.

    Raises:
        CrmError: a file that cannot be read, a column that is unknown, a number that is none.
    """
    steps = list(labels.stages[:-1])
    called = "a stage's name for the rate out of it"
    table = read_table(path, "a row per channel", ["channel"], [*PER_CHANNEL], steps, called)
    names = table.texts("channel")
    for (number, _), name in zip(table.rows, names, strict=True):
        if not name:
            table.fault(number, "'channel' must be a name; it is blank")
    table.must_be_once("channel")
    given: dict[str, Grid] = {"Plan_Channels": as_column(names)}
    for column, (name, quantity) in PER_CHANNEL.items():
        if table.has(column):
            given[name] = as_column(table.numbers(column, quantity))
    rates = {at: table.numbers(stage, RATE) for at, stage in enumerate(steps) if table.has(stage)}
    table.done()
    moved = _Moved(book, labels.channels, names)
    for name, _ in PER_CHANNEL.values():
        if name not in given and (line := moved.line(name)) is not None:
            given[name] = as_column(line)
    if rates or moved.any:
        kept = moved.rows("Plan_Channel_Rates", len(steps))
        given["Plan_Channel_Rates"] = tuple(
            tuple(rates[at]) if at in rates else kept[at] for at in range(len(steps))
        )
    return given


class _Moved:
    """What a book holds per channel, laid anew for channels in another order or of other names."""

    def __init__(self, book: Book, old: Sequence[str], new: Sequence[str]) -> None:
        self._book = book
        places = {name.lower(): at for at, name in enumerate(old)}
        self._from = [places.get(name.lower()) for name in new]
        self.any = [name.lower() for name in old] != [name.lower() for name in new]

    def line(self, name: str) -> list[Cell] | None:
        """Give an input that has a cell per channel; None where nothing moves."""
        if not self.any or not isinstance(self._book.places().get(name), Place):
            return None
        return self._laid([cell for row in self._book.read(name).values for cell in row])

    def rows(self, name: str, count: int) -> list[tuple[Cell, ...]]:
        """Give the rows of an input that has a column per channel."""
        held: Grid = ()
        if isinstance(self._book.places().get(name), Place):
            held = self._book.read(name).values
        padded = [*held, *[()] * count][:count]
        return [tuple(self._laid(row)) for row in padded]

    def _laid(self, cells: Sequence[Cell]) -> list[Cell]:
        return [None if at is None or at >= len(cells) else cells[at] for at in self._from]


def log(path: str, labels: Labels) -> dict[str, Grid]:
    """Read a log of activities, expenses and outcomes, a row each.

    Raises:
        CrmError: a file that cannot be read, and every row that no dashboard could count.
    """
    table = read_table(path, "a row per entry of the log", LOGGED, ())
    days = table.dates("date")
    texts = {column: table.texts(column) for column in LOGGED[1:5]}
    kinds = [kind.lower() for kind in texts["kind"]]
    table.must_be_known("channel", labels.channels)
    table.must_be_known("stage", labels.stages, blank=True)
    amounts: list[Cell] = []
    for at, ((number, _), kind) in enumerate(zip(table.rows, kinds, strict=True)):
        if kind not in KINDS:
            is_ = f"{texts['kind'][at]!r}" if kind else "blank"
            table.fault(number, f"'kind' must be one of {', '.join(KINDS)}", f"it is {is_}")
            amounts.append(None)
            continue
        if kind == "outcome" and not texts["stage"][at]:
            table.fault(number, "'stage' must be the stage that an outcome entered; it is blank")
        if kind == "activity" and not texts["what"][at]:
            table.fault(number, "'what' must be the name of an activity; it is blank")
        amounts.append(table.number_in(at, "amount", KINDS[kind], needed=True))
    table.done()
    columns = [days, texts["channel"], texts["stage"], kinds, texts["what"], amounts]
    rows = zip(*columns, strict=True)
    return {"Plan_Log": tuple(tuple(None if cell == "" else cell for cell in row) for row in rows)}


def experiments(path: str) -> dict[str, Grid]:
    """Read experiments: a row each, how many entered and advanced in A and in B.

    Raises:
        CrmError: a file that cannot be read, and every count that is none.
    """
    table = read_table(path, "a row per experiment", ARMS, ())
    rows = tuple(_arms(table))
    table.done()
    return {"Plan_Experiments": rows}


def _arms(table: Table) -> Iterator[tuple[Cell, ...]]:
    for at, (number, _) in enumerate(table.rows):
        row = [table.number_in(at, arm, COUNT, needed=True) for arm in ARMS]
        for entered, advanced in ((0, 1), (2, 3)):
            most, count = row[entered], row[advanced]
            if most is not None and count is not None and count > most:
                table.fault(
                    number,
                    f"'{ARMS[advanced]}' must be at most '{ARMS[entered]}', {most:,}; it is "
                    f"{count:,}",
                )
        yield tuple(row)


def _texts(book: Book, name: str) -> list[str]:
    """Give the names in a book's cells, without the blank ones at the end."""
    places: Mapping[str, object] = book.places()
    if not isinstance(places.get(name), Place):
        return []
    cells = [cell for row in book.read(name).values for cell in row]
    texts = ["" if cell is None else str(cell).strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts
