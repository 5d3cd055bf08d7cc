"""From the names that a book has to what is written behind them: its parts, and their outputs.

| part | takes part where the book has | answers |
|---|---|---|
| plan | Plan_Rates or Plan_Counts, or neither of the others | volumes, schedule, pace |
| budget | Plan_Channel_Rates or Plan_Ceilings | mix, allocation, scenarios |
| system | Plan_Log or Plan_Experiments | trends, correlations, experiments |

A book with none of these names is told, as a plan, what it lacks.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from funnel_addin import names
from funnel_addin.books.port import Book, Cell, CellErrorValue, Grid
from funnel_addin.functions.grid import is_blank
from funnel_addin.plans.budgets import NamedBudget, budget_of, budget_outputs
from funnel_addin.plans.goals import GOAL_NAMES
from funnel_addin.plans.inputs import NamedPlan, plan_of
from funnel_addin.plans.logs import folded
from funnel_addin.plans.outputs import advice, outputs, unfilled
from funnel_addin.plans.reading import BookProblems, Reader
from funnel_addin.plans.systems import NamedSystem, system_of, system_outputs

__all__ = [
    "BUDGET",
    "BY_BUTTON",
    "BY_FILL",
    "BY_SYNC",
    "FILLED",
    "PLAN",
    "SYSTEM",
    "Answers",
    "answer",
    "belongs_to",
    "is_stamp",
    "parts",
    "stamp",
]

PLAN, BUDGET, SYSTEM = "plan", "budget", "system"

FILLED = "Plan_Filled"
"""The output that says when a book was filled, and by what."""

BY_FILL, BY_SYNC, BY_BUTTON = "funnel fill", "funnel sheets sync", "Excel button"
"""What fills books, as it says so there; besides, a CSV file that inputs came from."""

_SOURCES = frozenset(each.lower() for each in (BY_FILL, BY_SYNC, BY_BUTTON))

MOST_TOLD = 5

_RATES = (*GOAL_NAMES, "Plan_Rates", "Plan_Counts")
_CURVES = ("Plan_Ceilings", "Plan_Halves", "Plan_Shapes")
_LOGGED = ("Plan_Log", "Plan_Stages", "Plan_Channels", "Plan_Grain", "Plan_Start")

FOLLOWS: Mapping[str, tuple[str, ...]] = {
    "Plan_Required": _RATES,
    "Plan_Required_Confident": (*_RATES, "Plan_Confidence"),
    "Plan_Schedule": (*_RATES, "Plan_Weights"),
    "Plan_Expected": (*_RATES, "Plan_Start", "Plan_End", "Plan_Weights", "Plan_As_Of"),
    "Plan_Pace": (*_RATES, "Plan_Start", "Plan_End", "Plan_Weights", "Plan_As_Of", "Plan_Actuals"),
    "Plan_Probability": (*_RATES, "Plan_Volumes"),
    "Plan_Mix": (*GOAL_NAMES, "Plan_Shares", "Plan_Channel_Rates"),
    "Plan_Allocation": ("Plan_Budget", *_CURVES),
    "Plan_Scenario_Allocations": (
        "Plan_Scenario_Budgets",
        "Plan_Scenario_Ceilings",
        *_CURVES,
    ),
    "Plan_Trends": _LOGGED,
    "Plan_Correlations": (*_LOGGED, "Plan_Activities", "Plan_Result"),
    "Plan_Experiment_Odds": ("Plan_Experiments",),
}
"""Which inputs each output follows from."""

_BELONG: Mapping[str, tuple[str, ...]] = {
    "Plan_Basis": ("Plan_Required_Confident", "Plan_Probability"),
    "Plan_Step_Rates_At_Fill": ("Plan_Trends",),
    "Plan_Activities_At_Fill": ("Plan_Correlations",),
    "Plan_Results_At_Fill": ("Plan_Correlations",),
}


@dataclass(frozen=True)
class Answers:
    """What a book's inputs say, and what follows from them.

    Args:
        parts: the parts that the book has.
        plan, budget, system: what the inputs of each part say.
        outputs: every output of its parts, and the copies of inputs that the book has names for;
            an empty grid blanks its cells.
        blank: for each output that stays blank, or leaves something out, what it needs.
        notes: what a person should know, but is not wrong.
        read: the inputs that were asked for.
        as_of: the day that the pace is worked out for; None where nothing is due, or no plan.
    """

    parts: tuple[str, ...]
    plan: NamedPlan | None
    budget: NamedBudget | None
    system: NamedSystem | None
    outputs: Mapping[str, Grid]
    blank: Mapping[str, str]
    notes: tuple[str, ...]
    read: frozenset[str]
    as_of: datetime.date | None = None


def parts(defined: Iterable[str]) -> tuple[str, ...]:
    """Tell which parts a book has from the names that it defines.

    >>> parts(["Plan_Target", "Plan_Rates"]), parts(["plan_log"]), parts([])
    (('plan',), ('system',), ('plan',))
    """
    known = {name.lower() for name in defined}
    budget = bool(known & {"plan_channel_rates", "plan_ceilings"})
    system = bool(known & {"plan_log", "plan_experiments"})
    plan = bool(known & {"plan_rates", "plan_counts"}) or not (budget or system)
    has = ((PLAN, plan), (BUDGET, budget), (SYSTEM, system))
    return tuple(name for name, there in has if there)


def answer(
    book: Book,
    today: datetime.date,
    typed: datetime.date | None = None,
    taking_part: tuple[str, ...] | None = None,
) -> Answers:
    """Read a book's named inputs, part by part, and work out what follows from them.

    Args:
        book: to be read.
        today: the day it is.
        typed: the day that a person asks about, whatever the book says.
        taking_part: the parts that it has; None: what its names say.

    Raises:
        BookProblems: every input that is missing where it must not be, or wrong.
    """
    reader = Reader(book)
    here = parts(book.places()) if taking_part is None else taking_part
    plan = plan_of(reader) if PLAN in here else None
    budget = budget_of(reader) if BUDGET in here else None
    system = system_of(reader) if SYSTEM in here else None
    found: dict[str, Grid] = {}
    blank: dict[str, str] = {}
    notes: list[str] = []
    day = plan.due_day(typed, today) if plan else None
    if plan:
        found |= outputs(plan, day)
        blank |= unfilled(plan, found)
        notes += advice(plan, day)
    if budget:
        found |= budget_outputs(reader, budget)
        blank |= {name: _needs(name, needed) for name, needed in budget.missing.items()}
        blank |= {
            name: f"{name} leaves out {told}"
            for name, told in budget.left_out.items()
            if name not in budget.missing
        }
    if system:
        found |= system_outputs(system)
        blank |= {name: _needs(name, needed) for name, needed in system.missing.items()}
        notes += [*_outside(system), *_unnamed(system), *_unfinished(system, typed or today)]
    if reader.problems:
        raise BookProblems(book.title, reader.problems)
    read = reader.read
    found |= _copies(reader, book.places())
    return Answers(here, plan, budget, system, found, blank, tuple(notes), read, day)


def _needs(name: str, needed: str) -> str:
    return f"{name} stays blank: it needs {needed}"


def _outside(system: NamedSystem) -> list[str]:
    """Say how many entries of a log lie in none of the periods."""
    count = system.log.outside if system.log else 0
    if not count:
        return []
    last = system.starts[-1] - datetime.timedelta(days=1)
    entries = "1 entry was" if count == 1 else f"{count:,} entries were"
    return [f"{entries} left out of Plan_Log: the periods run from {system.starts[0]} to {last}"]


def _unnamed(system: NamedSystem) -> list[str]:
    """Say which activities of a log nothing is learnt about, since nobody names them."""
    known = {folded(name) for name in system.activities}
    others = [what for what in (system.log.done if system.log else ()) if what not in known]
    if not (known and others):
        return []
    listed = ", ".join(f"“{what}”" for what in others[:MOST_TOLD])
    more = f" and {len(others) - MOST_TOLD:,} more" if len(others) > MOST_TOLD else ""
    return [
        f"Plan_Log has activities that Plan_Activities does not name, {listed}{more}: nothing is "
        "learnt about them; name them there, or mend the log"
    ]


def _unfinished(system: NamedSystem, today: datetime.date) -> list[str]:
    """Say that the latest period is still going on: what it lacks is no signal, and no trend."""
    if not system.latest:
        return []
    last = system.starts[system.latest] - datetime.timedelta(days=1)
    if not system.starts[system.latest - 1] <= today < last:
        return []
    return [
        f"the latest period in Plan_Log goes on until {last}: what is logged so far counts as all "
        "of it, so that trends and signals may change until then"
    ]


def _copies(reader: Reader, defined: Iterable[str]) -> dict[str, Grid]:
    """Give the inputs that the book wants to be kept as they were at the fill."""
    found: dict[str, Grid] = {}
    for name in defined:
        known, source = names.find(name), names.copied(name)
        if known is not None and source is not None:
            found[known.name] = _copy(reader, source)
    return found


def _copy(reader: Reader, source: names.PlanName) -> Grid:
    block = reader.block(source.name)
    rows = [
        [None if isinstance(cell, CellErrorValue) else cell for cell in row]
        for row in (block.values if block else ())
    ]
    if len(rows) == 1 and not source.shape.is_table:
        rows = [[cell] for cell in rows[0]]
    while rows and all(map(is_blank, rows[-1])):
        rows.pop()
    return tuple(tuple(row) for row in rows)


def belongs_to(name: str) -> tuple[str, ...]:
    """Give the outputs whose inputs a copy, or Plan_Basis, holds as they were.

    Beside other values than those it would call them up to date.

    >>> belongs_to("Plan_Basis"), belongs_to("Plan_Volumes_At_Fill"), belongs_to("Plan_Pace")
    (('Plan_Required_Confident', 'Plan_Probability'), ('Plan_Probability',), ())
    """
    if name in _BELONG:
        return _BELONG[name]
    source = names.copied(name)
    if source is None:
        return ()
    return tuple(output for output, inputs in FOLLOWS.items() if source.name in inputs)


def is_stamp(cells: Sequence[Cell]) -> bool:
    """Tell whether the cells of Plan_Filled hold what a fill wrote there, and no person's note.

    A fill of a workbook file remembers nothing, so that a sync after it must know its stamp.

    >>> is_stamp([46517, "Excel button"]), is_stamp([46517, "me"]), is_stamp([None, "funnel fill"])
    (True, False, False)
    """
    held = [cell for cell in cells if not is_blank(cell)]
    if len(held) != 2:
        return False
    day, source = held
    is_day = isinstance(day, (int, float, datetime.date)) and not isinstance(day, bool)
    told = source.lower() if isinstance(source, str) else ""
    with_files = told.startswith((f"{BY_FILL}, ", f"{BY_SYNC}, "))
    return is_day and (told in _SOURCES or with_files or told.endswith(".csv"))


def stamp(day: datetime.date, source: str) -> Grid:
    """Give what Plan_Filled is to hold: when, and by what."""
    cells: tuple[Cell, ...] = (day, source)
    return tuple((cell,) for cell in cells)
