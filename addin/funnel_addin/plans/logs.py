"""A log of activities, expenses and outcomes, summed up per period."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from funnel_addin import names
from funnel_addin.functions.grid import Cells, is_blank, read_date
from funnel_addin.plans.reading import Reader
from funnel_core.errors import FunnelError
from funnel_core.quantities import COUNT, Quantity, as_float, as_typed

__all__ = ["GRAINS", "MOST", "PERIODS", "Entry", "Summed", "folded", "read_log", "summed"]

GRAINS: Mapping[str, int] = {"quarter": 3, "half-year": 6, "year": 12}
"""How many months each grain is."""

PERIODS = 12
"""How many periods a system looks at, from its start on."""

ACTIVITY, EXPENSE, OUTCOME = KINDS = ("activity", "expense", "outcome")
MOST = 10**12
"""The largest amount of an entry."""
_AMOUNT = Quantity(
    "an amount from 0 to 1,000,000,000,000",
    "amounts from 0 up",
    at_least=0,
    at_most=MOST,
    cure="write an amount within these bounds",
)
_RECORDS = Quantity(
    COUNT.one,
    COUNT.plural,
    at_least=0,
    at_most=MOST,
    whole=True,
    cure=f"count whole records, up to {MOST:,}",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log; texts as they are compared, see `folded`."""

    date: datetime.date
    kind: str
    stage: str
    what: str
    amount: float


@dataclass(frozen=True, slots=True)
class Summed:
    """What the log says per period, 1 being at 0.

    Args:
        latest: how many periods there are up to the last one with an outcome.
        entered: records that entered each stage, by its place.
        done: how much was done of each activity, by its name as compared.
        outside: how many entries lie in none of the periods.
    """

    latest: int
    entered: Mapping[int, tuple[float, ...]]
    done: Mapping[str, tuple[float, ...]]
    outside: int


def folded(text: object) -> str:
    """Give a text as it is compared: spaces and case do not count.

    >>> folded("  Web  inar ")
    'web inar'
    """
    return " ".join(str(text).split()).casefold()


def read_log(reader: Reader, stages: Sequence[str], channels: Sequence[str]) -> list[Entry]:
    """Read the log's rows; entirely blank ones do not count, what is wrong is kept.

    Args:
        reader: of the book.
        stages: the stages' names as compared.
        channels: the channels' names as compared.
    """
    cells = reader.cells("Plan_Log")
    if cells is None:
        return []
    if cells.width != len(names.LOG_COLUMNS):
        told = f"{cells.height} × {cells.width}"
        reader.fault("Plan_Log", f"'Plan_Log' must be {names.Shape.LOG.value}; it is {told}")
        return []
    rows = [row for row, line in enumerate(cells.rows) if not all(map(is_blank, line))]
    found = [_entry(reader, cells, row, stages, channels) for row in rows]
    return [each for each in found if each is not None]


def _entry(
    reader: Reader, cells: Cells, row: int, stages: Sequence[str], channels: Sequence[str]
) -> Entry | None:
    before = len(reader.problems)
    line = cells.rows[row]

    def where(column: int) -> str:
        return cells.place(row, column)

    def text(column: int, words: Sequence[str], listed: str, needed: bool) -> str:
        said = "" if is_blank(line[column]) else folded(line[column])
        if (said or needed) and said not in words:
            got = f"is {line[column]!r}" if said else "is blank"
            reader.fault("Plan_Log", f"'Plan_Log' must name {listed}; {where(column)} {got}")
        return said

    day: datetime.date | None = None
    if is_blank(line[0]):
        reader.fault("Plan_Log", f"'Plan_Log' needs a date for each entry; {where(0)} is blank")
    else:
        try:
            day = read_date(Cells("Plan_Log", ((line[0],),), lambda *_: where(0)))
        except FunnelError as error:
            reader.fault("Plan_Log", error)
    if reader.has("Plan_Channels"):
        text(1, channels, "one of Plan_Channels", True)
    kind = text(3, KINDS, "activity, expense or outcome", True)
    stage = text(2, stages, "one of Plan_Stages", kind == OUTCOME)
    what = "" if is_blank(line[4]) else folded(line[4])
    if kind == ACTIVITY and not what:
        reader.fault("Plan_Log", f"'Plan_Log' must say what was done; {where(4)} is blank")
    quantity = _RECORDS if kind == OUTCOME else _AMOUNT
    amount = reader.one("Plan_Log", line[5], quantity, lambda *_: where(5))
    if len(reader.problems) > before or day is None or amount is None:
        return None
    return Entry(day, kind, stage, what, amount)


def summed(
    entries: Sequence[Entry], starts: Sequence[datetime.date], stages: Sequence[str]
) -> Summed:
    """Sum the log up per period.

    Args:
        entries: its rows.
        starts: the first day of each period, and the first day after them all.
        stages: the stages' names as compared; of equal ones the first counts.
    """
    entered: dict[int, list[Fraction]] = {}
    done: dict[str, list[Fraction]] = {}
    latest = outside = 0
    for each in entries:
        if not starts[0] <= each.date < starts[-1]:
            outside += 1
            continue
        period = sum(each.date >= start for start in starts[1:-1])
        amount = as_typed(each.amount)
        if each.kind == OUTCOME:
            latest = max(latest, period + 1)
            sums = entered.setdefault(stages.index(each.stage), [Fraction(0)] * PERIODS)
            sums[period] += amount
        elif each.kind == ACTIVITY:
            done.setdefault(each.what, [Fraction(0)] * PERIODS)[period] += amount
    return Summed(
        latest,
        {at: tuple(map(as_float, sums)) for at, sums in entered.items()},
        {what: tuple(map(as_float, sums)) for what, sums in done.items()},
        outside,
    )
