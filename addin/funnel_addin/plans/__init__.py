"""From the named inputs of a book to its named outputs; what fill and sync share."""

from funnel_addin.plans.inputs import (
    LONGEST,
    BookProblems,
    NamedPlan,
    check_length,
    read_plan,
)
from funnel_addin.plans.outputs import advice, fit, misfits, outputs, overlaps, unfilled
from funnel_addin.plans.required import required

__all__ = [
    "LONGEST",
    "BookProblems",
    "NamedPlan",
    "advice",
    "check_length",
    "fit",
    "misfits",
    "outputs",
    "overlaps",
    "read_plan",
    "required",
    "unfilled",
]
