"""A book's named inputs, read as a plan; every problem is kept, with its cell."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from funnel_addin import names
from funnel_addin.books.port import Block, Book, CellErrorValue, Place, Problem
from funnel_addin.functions.grid import (
    ERROR_CODES,
    Cells,
    is_blank,
    read_counts,
    read_date,
    read_list,
    read_number,
)
from funnel_core.errors import FunnelError, OutOfRange, TemplateError
from funnel_core.model import Stage, Target, Transition
from funnel_core.planning import Funnel, Plan, default_owner, default_stages
from funnel_core.quantities import CONFIDENCE, COUNT, GOAL, MONEY, RATE, WEIGHT

__all__ = ["LONGEST", "BookProblems", "NamedPlan", "check_length", "read_plan"]

LONGEST = 12
"""The most steps of a funnel in a workbook: 12 stages above the wins."""

T = TypeVar("T")


class BookProblems(TemplateError):
    """All that keeps a book from being filled, each as a sentence that names its cell."""

    def __init__(self, title: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        self.code = problems[0].code
        told = [problem.sentence for problem in problems]
        super().__init__(
            f"{title}: {told[0]}"
            if len(told) == 1
            else "\n  ".join([f"{title} has {len(told)} problems:", *told])
        )


@dataclass(frozen=True)
class NamedPlan:
    """What a book's inputs say."""

    plan: Plan
    start: datetime.date | None = None
    end: datetime.date | None = None
    weights: tuple[float, ...] | None = None
    actuals: tuple[int | None, ...] | None = None
    periods_counted: int = 0
    """How many periods have anything counted in them, up to the last such period."""


class _Reader:
    """Reads a book's inputs one by one and keeps every problem met on the way."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._places = {name.lower(): place for name, place in book.places().items()}
        self.problems: list[Problem] = []

    def block(self, name: str) -> Block | None:
        place = self._places.get(name.lower())
        if isinstance(place, Problem):
            self.problems.append(place)
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
        cells = self.cells(name)
        if cells is None:
            return None
        try:
            return read(cells)
        except FunnelError as error:
            self.fault(name, error)
            return None

    def fault(self, name: str, fault: FunnelError | str) -> None:
        """Keep what is wrong with a name; a sentence alone shows in a cell as #VALUE!."""
        place = self._places.get(name.lower())
        code = fault.code if isinstance(fault, FunnelError) else FunnelError.code
        where = str(place) if isinstance(place, Place) else ""
        said, tab = str(fault), where.rpartition("!")[0]
        if tab and f"{tab}!" not in said:
            said = f"{said} ({where})"
        self.problems.append(Problem(name, where, said, code))


def read_plan(book: Book) -> NamedPlan:
    """Read a book's named inputs as a plan.

    Raises:
        BookProblems: every input that is missing, of the wrong shape, or wrong in a cell.
    """
    reader = _Reader(book)
    target = reader.value("Plan_Target", lambda cells: read_number(cells, GOAL))
    value = reader.value("Plan_Value", lambda cells: read_number(cells, MONEY))
    confidence = reader.value("Plan_Confidence", lambda cells: read_number(cells, CONFIDENCE))
    start = reader.value("Plan_Start", read_date)
    end = reader.value("Plan_End", read_date)
    weights = reader.value("Plan_Weights", lambda cells: _weights(reader, cells))
    steps = _steps(reader)
    stages = _stages(reader, len(steps)) if steps else ()
    actuals = _actuals(reader, len(stages)) if steps else None
    counted = _periods_counted(reader.cells("Plan_Actuals")) if actuals else 0
    if start and end and end < start:
        reader.fault(
            "Plan_End", f"'Plan_End' must not be before 'Plan_Start'; got {end} and {start}"
        )
    if target is None and not any(each.name == "Plan_Target" for each in reader.problems):
        reader.fault("Plan_Target", _missing(book, "Plan_Target"))
    if not reader.problems:
        assert target is not None
        try:
            aim = Target(wins=target) if value is None else Target(revenue=target, value=value)
            plan = Funnel(steps, stages).plan(aim, confidence)
        except FunnelError as error:
            reader.fault("Plan_Rates", error.located(lambda fault: _step(reader, fault.entry)))
        else:
            return NamedPlan(plan, start, end, weights, actuals, counted)
    raise BookProblems(book.title, reader.problems)


def _begins(reader: _Reader, cells: Cells, what: str) -> None:
    """Keep it as a problem where the first cell is blank: outputs beside it would be shifted."""
    upright = cells.height > 1
    first = cells.rows[0] if upright else [line[0] for line in cells.rows]
    if all(is_blank(cell) for cell in first):
        reader.fault(
            cells.name,
            f"'{cells.name}' must begin in its first cell, blank cells may only follow; "
            f"{cells.place(0, 0)} is blank: write {what} there, or let the name begin further "
            f"{'down' if upright else 'right'}",
        )


def _weights(reader: _Reader, cells: Cells) -> tuple[float, ...]:
    _begins(reader, cells, "the weight of the first period")
    weights = read_list(cells, WEIGHT).values
    if not any(weights):
        raise OutOfRange(
            f"'{cells.name}' ({cells.place(0, 0)} and on) must not all be 0: write a weight above 0"
        )
    return weights


def _missing(book: Book, name: str) -> str:
    known = names.find(name)
    assert known is not None
    defined = {each.lower() for each in book.places()}
    if name.lower() in defined:
        return f"'{name}' is blank: write {known.help}"
    return (
        f"the name '{name}' is not defined: it stands for {known.help}; "
        f"define it as {known.shape.value}"
    )


def _steps(reader: _Reader) -> tuple[Transition, ...]:
    """Read the steps; a filled row of counts wins over the rate of the same step."""
    before = len(reader.problems)
    rates, counts = reader.cells("Plan_Rates"), reader.cells("Plan_Counts")
    if len(reader.problems) > before:
        return ()
    if rates is None and counts is None:
        for name in ("Plan_Rates", "Plan_Counts"):
            if reader.block(name) is not None:
                reader.fault(name, f"'{name}' is blank: write the funnel's rates, top first")
                return ()
        reader.fault(
            "Plan_Rates",
            "neither 'Plan_Rates' nor 'Plan_Counts' is defined: define one of them, "
            "as a cell per step, or as two columns entered and advanced",
        )
        return ()
    try:
        steps = _merged(reader, rates, _upright(counts))
    except FunnelError as error:
        reader.fault("Plan_Rates", error)
        return ()
    if len(reader.problems) > before:
        return ()
    try:
        check_length(len(steps))
    except FunnelError as error:
        reader.fault("Plan_Rates", error)
        return ()
    return steps


def check_length(steps: int) -> None:
    """Refuse a funnel that is longer than a workbook takes.

    Raises:
        OutOfRange: more than `LONGEST` steps.
    """
    if steps > LONGEST:
        raise OutOfRange(
            f"a funnel has at most {LONGEST} steps, so {LONGEST} stages above the wins; got "
            f"{steps} rates: leave out the stages that nobody steers by"
        )


def _upright(counts: Cells | None) -> Cells | None:
    """Turn counts that run across, entered above advanced, into two columns."""
    if counts is None or counts.width == 2 or counts.height != 2:
        return counts
    where = counts.where
    return Cells(
        counts.name,
        tuple(zip(*counts.rows, strict=True)),
        lambda row, column: where(column, row),
    )


def _step(reader: _Reader, entry: int) -> str | None:
    """Name the cell that a step was read from: its row of counts where that is filled."""
    counts, rates = _upright(reader.cells("Plan_Counts")), reader.cells("Plan_Rates")
    pair = counts.rows[entry] if counts is not None and entry < counts.height else ()
    if counts is not None and not all(is_blank(cell) for cell in pair):
        return counts.place(entry, 0)
    if rates is None:
        return None
    return rates.place(entry, 0) if rates.height > 1 else rates.place(0, entry)


def _merged(reader: _Reader, rates: Cells | None, counts: Cells | None) -> tuple[Transition, ...]:
    """Read each step from its row of counts where that is filled, else from its rate."""
    what = "the rate out of the top stage"
    if counts is None:
        assert rates is not None
        _begins(reader, rates, what)
        return tuple(Transition.of(rate) for rate in read_list(rates, RATE).values)
    if counts.width != 2:
        raise TemplateError(
            f"'{counts.name}' must be two columns, entered and advanced, with a row per step; "
            f"it is {counts.height} × {counts.width} cells"
        )
    if rates is None:
        _begins(reader, counts, "the counts out of the top stage")
        return read_counts(counts)
    learnt = _learnt(reader, counts)
    flat = [cell for row in rates.rows for cell in row]
    across = rates.height == 1
    flat += [None] * (counts.height - len(flat))
    typed = [1 if row in learnt else cell for row, cell in enumerate(flat)]
    merged = Cells(
        rates.name,
        tuple((cell,) for cell in typed),
        lambda row, _: rates.where(0, row) if across else rates.where(row, 0),
    )
    _begins(reader, merged, what)
    shares = read_list(merged, RATE).values
    return tuple(learnt.get(row) or Transition.of(share) for row, share in enumerate(shares))


def _learnt(reader: _Reader, counts: Cells) -> dict[int, Transition | None]:
    """Read the filled rows of counts; where they are wrong that is kept, and they stand empty."""
    filled = [
        row for row, pair in enumerate(counts.rows) if not all(is_blank(cell) for cell in pair)
    ]
    pairs = tuple(counts.rows[row] for row in filled)
    only = Cells(counts.name, pairs, lambda row, column: counts.where(filled[row], column))
    try:
        return dict(zip(filled, read_counts(only), strict=True))
    except FunnelError as error:
        reader.fault(counts.name, error)
        return dict.fromkeys(filled)


def _texts(reader: _Reader, name: str) -> tuple[str, ...] | None:
    cells = reader.cells(name)
    if cells is None:
        return None
    if cells.height > 1 and cells.width > 1:
        reader.fault(
            name, f"'{name}' must be one row or one column; it is {cells.height} × {cells.width}"
        )
        return None
    for row, line in enumerate(cells.rows):
        for column, cell in enumerate(line):
            if isinstance(cell, str) and cell.upper() in ERROR_CODES:
                where = cells.place(row, column)
                reader.fault(name, f"'{name}' must be names; {where} holds the error {cell}")
    texts = ["" if is_blank(cell) else str(cell).strip() for row in cells.rows for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _stages(reader: _Reader, steps: int) -> tuple[Stage, ...]:
    labels = _texts(reader, "Plan_Stages")
    owners = _texts(reader, "Plan_Owners")
    if labels is None:
        stages = default_stages(steps)
    elif len(labels) != steps + 1:
        reader.fault(
            "Plan_Stages",
            f"'Plan_Stages' names {len(labels)} stages, but {steps} rates make {steps + 1}, "
            "the last being the wins: name one stage more than there are rates",
        )
        return ()
    else:
        stages = tuple(
            Stage(label or f"Stage {number}", default_owner(label))
            for number, label in enumerate(labels, start=1)
        )
    if owners is None:
        return stages
    padded = [*owners, *[""] * len(stages)]
    return tuple(Stage(stage.name, owner) for stage, owner in zip(stages, padded, strict=False))


def _actuals(reader: _Reader, stages: int) -> tuple[int | None, ...] | None:
    """Add up what was counted so far at each stage; None where nothing is known yet."""
    cells = reader.cells("Plan_Actuals")
    if cells is None:
        return None
    if cells.height < stages:
        reader.fault(
            "Plan_Actuals",
            f"'Plan_Actuals' must have a row per stage, {stages} of them; it has {cells.height}",
        )
        return None
    totals: list[int | None] = []
    where = cells.where
    for row in range(stages):
        known = [
            (column, cell) for column, cell in enumerate(cells.rows[row]) if not is_blank(cell)
        ]
        total = 0
        for column, cell in known:
            # an address is worked out only where it is told: there may be thousands of cells
            one = Cells("Plan_Actuals", ((cell,),), lambda *_, at=(row, column): where(*at))
            try:
                total += int(read_number(one, COUNT))
            except FunnelError as error:
                reader.fault("Plan_Actuals", error)
        totals.append(total if known else None)
    return tuple(totals)


def _periods_counted(cells: Cells | None) -> int:
    known = [
        column + 1
        for row in (cells.rows if cells else ())
        for column, cell in enumerate(row)
        if not is_blank(cell)
    ]
    return max(known, default=0)
