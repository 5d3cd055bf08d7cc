"""The contract between a workbook and us: each defined name, its role, its shape.

A workbook of a person's own that defines these names is filled and synced just like ours. A range
may run down or across, and may be longer than the funnel: its tail stays blank. Spreadsheets
ignore case in names, so they all begin with Plan_: a name like a function's would hide it.

What a workbook is for follows from the names it has: a plan, a budget over channels, a system that
learns; see `funnel_addin.plans`.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import lru_cache

from funnel_core.quantities import (
    AMOUNT,
    CHURN,
    CONFIDENCE,
    COST,
    COUNT,
    FACTOR,
    FREQUENCY,
    GOAL,
    MARGIN,
    MONEY,
    PERIODS,
    RATE,
    RECORDS,
    SHAPE,
    SHARE,
    WEIGHT,
    Quantity,
)

__all__ = [
    "AT_FILL",
    "DEFINED",
    "EXPERIMENT_COLUMNS",
    "LOG_COLUMNS",
    "NAMES",
    "PREFIX",
    "Holds",
    "PlanName",
    "Role",
    "Shape",
    "copied",
    "find",
]

PREFIX = "Plan_"
AT_FILL = "_At_Fill"
"""How the name ends of cells that hold an input as it was at the last fill."""

LOG_COLUMNS = ("date", "channel", "stage", "kind", "what", "amount")
EXPERIMENT_COLUMNS = ("entered A", "advanced A", "entered B", "advanced B")


class Role(enum.Enum):
    """Who writes the cells behind a name."""

    INPUT = "input"
    OUTPUT = "output"


class Holds(enum.Enum):
    """What the cells behind a name hold, where these are not numbers of one kind."""

    TEXT = "text"
    DATE = "date"
    MIXED = "mixed"


class Shape(enum.Enum):
    """How many cells stand behind a name, for a funnel of n steps (n + 1 stages)."""

    CELL = "one cell"
    PAIR = "two cells, in one row or one column"
    STAGES = "a cell per stage, in one row or one column"
    STEPS = "a cell per step, in one row or one column"
    COUNTS = "two columns, entered and advanced, with a row per step"
    PERIODS = "a cell per period, in one row or one column"
    STAGES_BY_PERIODS = "a row per stage, a column per period"
    BASIS = "27 cells in one row or one column: target, value, confidence, 12 rates, 12 entered"
    CHANNELS = "a cell per channel, in one row or one column"
    STEPS_BY_CHANNELS = "a row per step, a column per channel"
    STAGES_BY_CHANNELS = "a row per stage, a column per channel"
    SCENARIOS = "a cell per scenario, in one row or one column"
    CHANNELS_BY_SCENARIOS = "a row per channel, a column per scenario"
    ACTIVITIES = "a cell per activity, in one row or one column"
    ACTIVITIES_BY_PERIODS = "a row per activity, a column per period"
    STEPS_BY_PERIODS = "a row per step, a column per period"
    LOG = "six columns, date, channel, stage, kind, what and amount, with a row per entry"
    EXPERIMENTS = (
        "four columns, entered A, advanced A, entered B and advanced B, with a row per experiment"
    )
    PER_EXPERIMENT = "a cell per experiment, in one row or one column"
    TRENDS = (
        "seven columns, verdict, slope, p, centre, lower, upper and signal, with a row per step"
    )
    CORRELATIONS = "four columns, lag, r, p and q, with a row per activity"

    @property
    def is_table(self) -> bool:
        """Tell a table, which lies one way only, from a cell or a list."""
        return not any(word in self.value for word in ("one cell", "one row or one column"))


@dataclass(frozen=True, slots=True)
class PlanName:
    """One defined name that a workbook may offer."""

    name: str
    role: Role
    shape: Shape
    help: str
    holds: Quantity | Holds = Holds.MIXED


def _input(name: str, shape: Shape, holds: Quantity | Holds, help: str) -> PlanName:
    return PlanName(PREFIX + name, Role.INPUT, shape, help, holds)


def _output(name: str, shape: Shape, help: str) -> PlanName:
    return PlanName(PREFIX + name, Role.OUTPUT, shape, help)


_GOAL = (
    _input(
        "Target",
        Shape.CELL,
        GOAL,
        "what must be reached: money with Plan_Value, else records; or what Plan_Goal says",
    ),
    _input("Value", Shape.CELL, MONEY, "money that one won record brings; may be blank"),
    _input("Confidence", Shape.CELL, CONFIDENCE, "how sure to be of the target; may be blank"),
    _input(
        "Goal",
        Shape.CELL,
        Holds.TEXT,
        "what the target counts: revenue, customers or profit; blank: revenue with Plan_Value",
    ),
    _input("Goal_Owner", Shape.CELL, Holds.TEXT, "who answers for the goal; may be blank"),
    _input("Last_Year", Shape.CELL, AMOUNT, "what last year brought, in the target's unit"),
    _input("Purchases", Shape.CELL, FREQUENCY, "purchases of a customer in a year; blank: 1"),
    _input("Existing", Shape.CELL, COUNT, "customers at the start of the term; blank: none"),
    _input("Retention", Shape.CELL, SHARE, "the share of them that stays; blank: all"),
    _input(
        "Share_Of_Year",
        Shape.CELL,
        RATE,
        "the part of the year that a new customer is there for; blank: 1/2 beside existing "
        "customers, else 1",
    ),
    _input("Fixed_Cost", Shape.CELL, COST, "what the year costs however many buy, for a profit"),
    _input("Margin", Shape.CELL, MARGIN, "the share of revenue left after what was sold"),
    _input("CAC", Shape.CELL, COST, "what it costs to win one new customer, for a profit"),
    _input("Currency", Shape.CELL, Holds.TEXT, "the currency of all money, such as EUR"),
)

_PLAN = (
    _input("Start", Shape.CELL, Holds.DATE, "the first day of the term"),
    _input("End", Shape.CELL, Holds.DATE, "the last day of the term"),
    _input("Stages", Shape.STAGES, Holds.TEXT, "the stages' names, top of the funnel first"),
    _input("Owners", Shape.STAGES, Holds.TEXT, "who answers for each stage"),
    _input("Rates", Shape.STEPS, RATE, "the share of each stage's records that advances"),
    _input("Counts", Shape.COUNTS, COUNT, "records that entered each stage, and that advanced"),
    _input("Weights", Shape.PERIODS, WEIGHT, "the weight of each period"),
    _input("Lags", Shape.STEPS, PERIODS, "whole months from each stage to the next"),
    _input(
        "Volumes", Shape.STAGES, COUNT, "records already there or sure to come; blank counts as 0"
    ),
    _input(
        "Actuals",
        Shape.STAGES_BY_PERIODS,
        COUNT,
        "records counted so far; blank where not known yet",
    ),
    _input(
        "As_Of",
        Shape.CELL,
        Holds.DATE,
        "the day the pace is asked for; blank: the end of the last period counted; "
        "without this name: today",
    ),
    _output("Required", Shape.STAGES, "the volume that each stage needs"),
    _output(
        "Required_Confident", Shape.STAGES, "the volume that reaches the target at the confidence"
    ),
    _output(
        "Basis",
        Shape.BASIS,
        "the inputs that the confident volumes were worked out from; for target and value stand "
        "wins and a blank where the goal goes through customers",
    ),
    _output("Schedule", Shape.STAGES_BY_PERIODS, "the required volumes spread over the periods"),
    _output("Expected", Shape.STAGES, "what is due to date at each stage"),
    _output("Pace", Shape.STAGES, "behind, on pace or ahead, per stage"),
    _output("Probability", Shape.CELL, "how probable the target is with Plan_Volumes"),
    _output("Volumes_At_Fill", Shape.STAGES, "Plan_Volumes at the last fill"),
)

_BUDGET = (
    _input("Channels", Shape.CHANNELS, Holds.TEXT, "the channels' names"),
    _input(
        "Channel_Rates",
        Shape.STEPS_BY_CHANNELS,
        RATE,
        "each channel's rates; blank where it does not have the step",
    ),
    _input("Shares", Shape.CHANNELS, SHARE, "the share of the target that each channel brings"),
    _input("Capacities", Shape.CHANNELS, RECORDS, "the most that each channel can handle"),
    _input("Budget", Shape.CELL, COST, "money to spend on all channels"),
    _input("Ceilings", Shape.CHANNELS, WEIGHT, "the most wins that each channel can ever bring"),
    _input("Halves", Shape.CHANNELS, MONEY, "the spend at which it brings half of its ceiling"),
    _input("Shapes", Shape.CHANNELS, SHAPE, "how its response starts; blank: 1"),
    _input("Spend", Shape.CHANNELS, COST, "the spend that is planned on each channel"),
    _input("Churn", Shape.CELL, CHURN, "the share of customers that leaves in each period"),
    _input("Scenario_Budgets", Shape.SCENARIOS, COST, "the budget of each scenario"),
    _input(
        "Scenario_Ceilings", Shape.SCENARIOS, FACTOR, "a factor on all ceilings; blank counts as 1"
    ),
    _output("Mix", Shape.STAGES_BY_CHANNELS, "the volume that each stage of each channel needs"),
    _output("Allocation", Shape.CHANNELS, "the spend on each channel that brings the most wins"),
    _output(
        "Scenario_Allocations", Shape.CHANNELS_BY_SCENARIOS, "the same for each scenario's budget"
    ),
    *(
        _output(f"{copy}{AT_FILL}", shape, f"Plan_{copy} at the last fill")
        for copy, shape in (
            ("Budget", Shape.CELL),
            ("Ceilings", Shape.CHANNELS),
            ("Halves", Shape.CHANNELS),
            ("Shapes", Shape.CHANNELS),
            ("Scenario_Budgets", Shape.SCENARIOS),
            ("Scenario_Ceilings", Shape.SCENARIOS),
        )
    ),
)

_SYSTEM = (
    _input("Grain", Shape.CELL, Holds.TEXT, "how long a period is: quarter, half-year or year"),
    _input("Activities", Shape.ACTIVITIES, Holds.TEXT, "the activities' names"),
    _input(
        "Result",
        Shape.CELL,
        Holds.TEXT,
        "the stage whose entries are explained; blank: the last one",
    ),
    _input(
        "Log",
        Shape.LOG,
        Holds.MIXED,
        "what was done, spent and reached: kind is activity, expense or outcome",
    ),
    _input("Experiments", Shape.EXPERIMENTS, COUNT, "what was tried: records of both arms"),
    _output("Trends", Shape.TRENDS, "where each step's rate is going, and its limits"),
    _output("Correlations", Shape.CORRELATIONS, "how the result follows each activity"),
    _output("Experiment_Odds", Shape.PER_EXPERIMENT, "how probable it is that B is better"),
    _output(
        f"Step_Rates{AT_FILL}", Shape.STEPS_BY_PERIODS, "the steps' rates that the trends are of"
    ),
    _output(
        f"Activities{AT_FILL}", Shape.ACTIVITIES_BY_PERIODS, "the activities that were correlated"
    ),
    _output(f"Results{AT_FILL}", Shape.PERIODS, "the results that they were correlated with"),
    _output(f"Experiments{AT_FILL}", Shape.EXPERIMENTS, "Plan_Experiments at the last fill"),
)

NAMES: tuple[PlanName, ...] = (
    *_GOAL,
    *_PLAN,
    *_BUDGET,
    *_SYSTEM,
    _output("Filled", Shape.PAIR, "the day of the last fill, and what filled it"),
)

DEFINED = frozenset(each.name for each in NAMES)
"""The names that are listed; `find` knows copies of inputs beside them."""

_BY_NAME = {each.name.lower(): each for each in NAMES}


def find(name: str) -> PlanName | None:
    """Find a name of the contract, in any case.

    An input's name with _At_Fill behind it is an output of the input's own shape.

    >>> find("plan_target").role, find("plan_margin_at_fill").name
    (<Role.INPUT: 'input'>, 'Plan_Margin_At_Fill')
    """
    return _BY_NAME.get(name.lower()) or _copy(name.lower())


@lru_cache(maxsize=256)
def _copy(name: str) -> PlanName | None:
    """Make the name of an input's copy."""
    source = _BY_NAME.get(name.removesuffix(AT_FILL.lower()))
    if not name.endswith(AT_FILL.lower()) or source is None or source.role is not Role.INPUT:
        return None
    return PlanName(
        source.name + AT_FILL, Role.OUTPUT, source.shape, f"{source.name} at the last fill"
    )


def copied(name: str) -> PlanName | None:
    """Give the input that an output of the form Plan_…_At_Fill is a copy of; None: it is none.

    >>> copied("Plan_Margin_At_Fill").name, copied("Plan_Results_At_Fill"), copied("Plan_Margin")
    ('Plan_Margin', None, None)
    """
    known = find(name)
    if known is None or known.role is not Role.OUTPUT or not known.name.endswith(AT_FILL):
        return None
    source = _BY_NAME.get(known.name.removesuffix(AT_FILL).lower())
    return source if source and source.shape is known.shape else None
