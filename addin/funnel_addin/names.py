"""The contract between a workbook and us: each defined name, its role, its shape.

A workbook of a person's own that defines these names is filled and synced just like ours. A range
may run down or across, and may be longer than the funnel: its tail stays blank. Spreadsheets
ignore case in names, so they all begin with Plan_: a name like a function's would hide it.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

__all__ = ["NAMES", "PREFIX", "PlanName", "Role", "Shape", "find"]

PREFIX = "Plan_"


class Role(enum.Enum):
    """Who writes the cells behind a name."""

    INPUT = "input"
    OUTPUT = "output"


class Shape(enum.Enum):
    """How many cells stand behind a name, for a funnel of n steps (n + 1 stages)."""

    CELL = "one cell"
    STAGES = "a cell per stage, in one row or one column"
    STEPS = "a cell per step, in one row or one column"
    COUNTS = "two columns, entered and advanced, with a row per step"
    PERIODS = "a cell per period, in one row or one column"
    STAGES_BY_PERIODS = "a row per stage, a column per period"
    BASIS = "27 cells in one row or one column: target, value, confidence, 12 rates, 12 entered"


@dataclass(frozen=True, slots=True)
class PlanName:
    """One defined name that a workbook may offer."""

    name: str
    role: Role
    shape: Shape
    help: str


def _input(name: str, shape: Shape, help: str) -> PlanName:
    return PlanName(PREFIX + name, Role.INPUT, shape, help)


def _output(name: str, shape: Shape, help: str) -> PlanName:
    return PlanName(PREFIX + name, Role.OUTPUT, shape, help)


NAMES: tuple[PlanName, ...] = (
    _input("Target", Shape.CELL, "what must be reached: money with Plan_Value, else records"),
    _input("Value", Shape.CELL, "money that one won record brings; may be blank"),
    _input("Confidence", Shape.CELL, "how sure to be of the target, such as 80%; may be blank"),
    _input("Start", Shape.CELL, "the first day of the term"),
    _input("End", Shape.CELL, "the last day of the term"),
    _input("Stages", Shape.STAGES, "the stages' names, top of the funnel first"),
    _input("Owners", Shape.STAGES, "who answers for each stage"),
    _input("Rates", Shape.STEPS, "the share of each stage's records that advances"),
    _input("Counts", Shape.COUNTS, "records that entered each stage, and that advanced"),
    _input("Weights", Shape.PERIODS, "the weight of each period"),
    _input("Actuals", Shape.STAGES_BY_PERIODS, "records counted so far; blank where not known yet"),
    _output("Required", Shape.STAGES, "the volume that each stage needs"),
    _output(
        "Required_Confident", Shape.STAGES, "the volume that reaches the target at the confidence"
    ),
    _output("Basis", Shape.BASIS, "the inputs that the confident volumes were worked out from"),
    _output("Schedule", Shape.STAGES_BY_PERIODS, "the required volumes spread over the periods"),
    _output("Expected", Shape.STAGES, "what is due to date at each stage"),
    _output("Pace", Shape.STAGES, "behind, on pace or ahead, per stage"),
)


def find(name: str) -> PlanName | None:
    """Find a name of the contract, in any case.

    >>> find("plan_target").role
    <Role.INPUT: 'input'>
    """
    return next((each for each in NAMES if each.name.lower() == name.lower()), None)
