"""A book's named inputs, read as a plan; every problem is kept, with its cell."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from funnel_addin.books.port import Book
from funnel_addin.functions.grid import Cells, is_blank, read_date, read_list
from funnel_addin.plans.funnels import begins, place_of_step, read_funnel_steps, read_stages
from funnel_addin.plans.goals import read_aim
from funnel_addin.plans.reading import BookProblems, Reader
from funnel_core.errors import FunnelError, OutOfRange
from funnel_core.pace import expected_by_month, expected_to_date, months_later
from funnel_core.planning import Funnel, Plan
from funnel_core.quantities import CONFIDENCE, COUNT, WEIGHT

__all__ = ["NamedPlan", "plan_of", "read_plan"]


@dataclass(frozen=True)
class NamedPlan:
    """What a book's inputs say of a plan.

    Args:
        plan: what every stage needs.
        start, end: the term.
        weights: of its periods.
        actuals: what was counted so far, per stage.
        periods_counted: how many periods have anything counted in them, up to the last such one.
        periods: into how many the term is cut: as many as there are weights, or else columns of
            actuals.
        volumes: records there already, or sure to come, per stage; None: nobody says.
        as_of: the day that the book itself asks for.
        asks_day: it has a place for that day.
        goal: what its target counts: "records", "revenue", "customers" or "profit".
    """

    plan: Plan
    start: datetime.date | None = None
    end: datetime.date | None = None
    weights: tuple[float, ...] | None = None
    actuals: tuple[int | None, ...] | None = None
    periods_counted: int = 0
    periods: int = 0
    volumes: tuple[int, ...] | None = None
    as_of: datetime.date | None = None
    asks_day: bool = False
    goal: str = "records"

    def due_day(self, typed: datetime.date | None, today: datetime.date) -> datetime.date | None:
        """Give the day by whose end it is asked what is due; None: nothing is due yet.

        What was typed goes first, then what the book says; where it has a blank cell for the day,
        the end of the last period with anything counted; without such a cell, today.
        """
        if typed or self.as_of:
            return typed or self.as_of
        if not self.asks_day:
            return today
        if not (self.start and self.end and self.periods and self.periods_counted):
            return None
        if self.goes_by_months:
            counted = min(self.periods_counted, self.periods)
            return months_later(self.start, counted) - datetime.timedelta(days=1)
        days = (self.end - self.start).days + 1
        over = -(-min(self.periods_counted, self.periods) * days // self.periods)
        return self.start + datetime.timedelta(days=over - 1)

    @property
    def goes_by_months(self) -> bool:
        """Tell whether its periods are the calendar months of its term, as on our own sheets.

        Where the book has no cell for the day, they are equal parts, as FUNNEL_EXPECTED has them.
        """
        if not (self.asks_day and self.start and self.end and self.weights):
            return False
        try:
            after = months_later(self.start, len(self.weights))
        except OutOfRange:
            return False
        return after - datetime.timedelta(days=1) == self.end

    def due(self, volume: float, by: datetime.date) -> float:
        """Say what is due of a volume by the end of a day; the term must be known."""
        assert self.start
        assert self.end
        if self.goes_by_months and self.weights:
            return expected_by_month(volume, self.start, by, self.weights)
        return expected_to_date(volume, self.start, self.end, by, self.weights)


def read_plan(book: Book) -> NamedPlan:
    """Read a book's named inputs as a plan.

    Raises:
        BookProblems: every input that is missing, of the wrong shape, or wrong in a cell.
    """
    reader = Reader(book)
    plan = plan_of(reader)
    if plan is None:
        raise BookProblems(book.title, reader.problems)
    return plan


def plan_of(reader: Reader) -> NamedPlan | None:
    """Read a plan; None where anything is wrong, which the reader keeps."""
    before = len(reader.problems)
    aim = read_aim(reader)
    confidence = reader.number("Plan_Confidence", CONFIDENCE)
    start, end = reader.value("Plan_Start", read_date), reader.value("Plan_End", read_date)
    as_of = reader.value("Plan_As_Of", read_date)
    weights = reader.value("Plan_Weights", lambda cells: _weights(reader, cells))
    steps = read_funnel_steps(reader)
    stages = read_stages(reader, len(steps)) if steps else ()
    actuals = _actuals(reader, len(stages)) if stages else None
    volumes = _volumes(reader, len(stages)) if stages else None
    counted = reader.cells("Plan_Actuals") if actuals else None
    if start and end and end < start:
        reader.fault(
            "Plan_End", f"'Plan_End' must not be before 'Plan_Start'; got {end} and {start}"
        )
    for name in aim.missing:
        reader.fault(name, reader.missing(name))
    if len(reader.problems) > before or aim.target is None:
        return None
    try:
        plan = Funnel(steps, stages).plan(aim.target, confidence)
    except FunnelError as error:
        located = error.located(lambda fault: place_of_step(reader, fault.entry))
        reader.fault("Plan_Rates", located)
        return None
    return NamedPlan(
        plan,
        start,
        end,
        weights,
        actuals,
        _periods_counted(counted, len(stages)),
        len(weights) if weights else counted.width if counted else 0,
        volumes,
        as_of,
        reader.has("Plan_As_Of"),
        aim.goal,
    )


def _weights(reader: Reader, cells: Cells) -> tuple[float, ...]:
    begins(reader, cells, "the weight of the first period")
    weights = read_list(cells, WEIGHT).values
    if not any(weights):
        raise OutOfRange(
            f"'{cells.name}' ({cells.place(0, 0)} and on) must not all be 0: write a weight above 0"
        )
    return weights


def _volumes(reader: Reader, stages: int) -> tuple[int, ...] | None:
    """Read the records that are there; a blank is 0, all of them blank are none at all."""
    found = reader.numbers("Plan_Volumes", COUNT)
    beyond = [at for at in found if at >= stages]
    if beyond:
        line = reader.line("Plan_Volumes")
        assert line is not None
        reader.fault(
            "Plan_Volumes",
            f"'Plan_Volumes' must be blank below the last stage; {line.place(beyond[0], 0)} is "
            f"not, and there are {stages} stages: empty it, or add a stage",
        )
    if not found:
        return None
    return tuple(int(found.get(stage, 0)) for stage in range(stages))


def _actuals(reader: Reader, stages: int) -> tuple[int | None, ...] | None:
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
            count = reader.one("Plan_Actuals", cell, COUNT, lambda *_, at=(row, column): where(*at))
            total += int(count or 0)
        totals.append(total if known else None)
    return tuple(totals)


def _periods_counted(cells: Cells | None, stages: int) -> int:
    """Count the periods up to the last one in which anything was counted at a stage."""
    known = [
        column + 1
        for row in (cells.rows[:stages] if cells else ())
        for column, cell in enumerate(row)
        if not is_blank(cell)
    ]
    return max(known, default=0)
