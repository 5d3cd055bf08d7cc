"""From the named inputs of a book to its named outputs; what fill and sync share."""

from funnel_addin.plans.answering import (
    BUDGET,
    BY_BUTTON,
    BY_FILL,
    BY_SYNC,
    FILLED,
    PLAN,
    SYSTEM,
    Answers,
    answer,
    belongs_to,
    is_stamp,
    parts,
    stamp,
)
from funnel_addin.plans.budgets import NamedBudget
from funnel_addin.plans.fitting import fit, misfits, overlaps
from funnel_addin.plans.funnels import LONGEST, check_length
from funnel_addin.plans.goals import GOAL_NAMES
from funnel_addin.plans.inputs import NamedPlan, read_plan
from funnel_addin.plans.outputs import advice, outputs, unfilled
from funnel_addin.plans.reading import BookProblems
from funnel_addin.plans.required import required
from funnel_addin.plans.systems import NamedSystem

__all__ = [
    "BUDGET",
    "BY_BUTTON",
    "BY_FILL",
    "BY_SYNC",
    "FILLED",
    "GOAL_NAMES",
    "LONGEST",
    "PLAN",
    "SYSTEM",
    "Answers",
    "BookProblems",
    "NamedBudget",
    "NamedPlan",
    "NamedSystem",
    "advice",
    "answer",
    "belongs_to",
    "check_length",
    "fit",
    "is_stamp",
    "misfits",
    "outputs",
    "overlaps",
    "parts",
    "read_plan",
    "required",
    "stamp",
    "unfilled",
]
