"""The one list of worksheet functions; what every host offers is rendered from it."""

from __future__ import annotations

import enum
import typing
from collections.abc import Callable
from dataclasses import dataclass

from funnel_core import confidence, pace, required, schedule
from funnel_core.quantities import POSITION, RATE, Quantity

__all__ = ["CATALOG", "CATEGORY", "Argument", "Kind", "WorksheetFunction", "find"]

CATEGORY = "Funnel"


class Kind(enum.Enum):
    """What an argument is: one cell, a list, or the steps of a funnel."""

    NUMBER = "a number"
    FLAG = "TRUE or FALSE"
    DATE = "a date"
    LIST = "a row or a column of numbers"
    STEPS = "a row or a column of shares, or two columns of counts: entered, advanced"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument; its unit and bounds come from the core function that it is handed to."""

    name: str
    kind: Kind
    help: str
    core: Callable[..., object] | None = None
    parameter: str = ""
    optional: bool = False
    default: str = ""

    @property
    def quantity(self) -> Quantity:
        """Give the unit and bounds, from the core function's own signature."""
        if self.kind is Kind.STEPS:
            return RATE
        if self.core is None:
            return POSITION
        hint = typing.get_type_hints(self.core, include_extras=True)[self.parameter or self.name]
        return _quantity(hint)


@dataclass(frozen=True, slots=True)
class WorksheetFunction:
    """One worksheet function: its name, what it answers, its arguments, and an example.

    `reason` says where a person reads why a cell shows an error, in hosts that show no text.
    """

    name: str
    summary: str
    arguments: tuple[Argument, ...]
    example: str
    shape: str
    category: str = CATEGORY

    @property
    def reason(self) -> str:
        """Say where the reason of an error can be read in a host that shows no text beside it."""
        return f"the reason of an error: funnel call {self.name} '[…]' prints it"

    @property
    def usage(self) -> str:
        """Give the call as it is typed: FUNNEL_PACE(actual, expected, [alpha])."""
        arguments = (f"[{a.name}]" if a.optional else a.name for a in self.arguments)
        return f"{self.name}({', '.join(arguments)})"


def _quantity(hint: object) -> Quantity:
    for part in typing.get_args(hint):
        if isinstance(part, Quantity):
            return part
        if typing.get_args(part):
            return _quantity(part)
    raise LookupError(f"no quantity stands in {hint!r}")


def find(name: str) -> WorksheetFunction | None:
    """Find a function by its name, as a cell finds it: in any case.

    >>> find("funnel_pace").usage
    'FUNNEL_PACE(actual, expected, [alpha])'
    """
    return next((each for each in CATALOG if each.name == name.upper()), None)


_STEPS = Argument(
    "rates",
    Kind.STEPS,
    "Conversion rates, top of the funnel first (47% or 0.47); or two columns of counts: "
    "records that entered, records that advanced",
)
_VALUE = Argument(
    "value",
    Kind.NUMBER,
    "Money that one won record brings; with it the target is money",
    core=required.needed_wins,
    optional=True,
    default="none: the target is a number of records",
)
_VOLUMES = Argument(
    "volumes",
    Kind.LIST,
    "Records now in each stage, top first; the last number: already won",
    core=confidence.hit_probability,
)

CATALOG: tuple[WorksheetFunction, ...] = (
    WorksheetFunction(
        "FUNNEL_REQUIRED",
        "The volumes needed at each stage to reach a target, top of the funnel first",
        (
            Argument(
                "target",
                Kind.NUMBER,
                "What must be reached: records won or, with a value, money",
                core=required.required_volumes,
            ),
            _STEPS,
            _VALUE,
            Argument(
                "confidence",
                Kind.NUMBER,
                "How sure to be of the target, such as 80%: each stage answers the smallest "
                "volume that reaches it that surely",
                core=confidence.confident_volumes,
                optional=True,
                default="none: the volumes that reach the target on average",
            ),
            Argument(
                "stage",
                Kind.NUMBER,
                "The number of one stage, 1 being the top, to answer that stage alone",
                optional=True,
                default="none: every stage",
            ),
            Argument(
                "exact",
                Kind.FLAG,
                "TRUE: volumes unrounded",
                optional=True,
                default="FALSE: whole records, each stage rounded up",
            ),
        ),
        "[1000000, [[0.01],[0.47],[0.38],[0.7],[0.5],[0.25]], 10000]",
        "a number per stage, lying as the rates lie",
    ),
    WorksheetFunction(
        "FUNNEL_FORECAST",
        "What the records now in the funnel are expected to bring",
        (
            _VOLUMES,
            _STEPS,
            Argument(
                "value",
                Kind.NUMBER,
                "Money that one won record brings; with it the answer is money",
                core=required.needed_wins,
                optional=True,
                default="none: the answer is a number of records",
            ),
            Argument(
                "confidence",
                Kind.NUMBER,
                "A share such as 80%: the answer becomes low, expected, high",
                core=confidence.final_range,
                optional=True,
                default="none: the expected number alone",
            ),
        ),
        "[[[400, 100, 0]], [[0.5, 0.25]]]",
        "one number; with a confidence a row: low, expected, high",
    ),
    WorksheetFunction(
        "FUNNEL_PROBABILITY",
        "The probability that the records now in the funnel reach a target",
        (
            Argument(
                "target",
                Kind.NUMBER,
                "What must be reached: records won or, with a value, money",
                core=required.needed_wins,
            ),
            _VOLUMES,
            _STEPS,
            _VALUE,
        ),
        "[100, [[400],[0]], [[0.25]]]",
        "a share from 0 to 1",
    ),
    WorksheetFunction(
        "FUNNEL_RATES",
        "The conversion rates between stages, from the records that entered each",
        (
            Argument(
                "volumes",
                Kind.LIST,
                "Records that entered each stage, top of the funnel first",
                core=confidence.hit_probability,
            ),
            Argument(
                "confidence",
                Kind.NUMBER,
                "A share such as 95%: columns low, rate, high (Wilson's interval)",
                core=confidence.confident_volumes,
                optional=True,
                default="none: the rates alone",
            ),
        ),
        "[[[6400, 3008, 1143, 800]]]",
        "a rate per step, lying as the volumes lie; with a confidence a row per step",
    ),
    WorksheetFunction(
        "FUNNEL_SPREAD",
        "A whole-number target over periods in proportion to weights, adding up exactly",
        (
            Argument("target", Kind.NUMBER, "Whole records to spread", core=schedule.spread),
            Argument(
                "weights",
                Kind.LIST,
                "A weight for each period; only their proportions count",
                core=schedule.spread,
            ),
        ),
        "[100, [[1, 1, 1]]]",
        "a whole number per period, lying as the weights lie",
    ),
    WorksheetFunction(
        "FUNNEL_EXPECTED",
        "What is due by the end of a day, by days or by seasonal weights",
        (
            Argument(
                "target",
                Kind.NUMBER,
                "Records or money due by the end of the term",
                core=pace.expected_to_date,
            ),
            Argument("start", Kind.DATE, "The first day of the term"),
            Argument("end", Kind.DATE, "The last day of the term"),
            Argument("today", Kind.DATE, "The day by whose end it is asked for"),
            Argument(
                "weights",
                Kind.LIST,
                "Seasonal weights of equal parts of the term",
                core=pace.expected_to_date,
                optional=True,
                default="none: every day alike",
            ),
        ),
        '[365, "2027-01-01", "2027-12-31", "2027-01-31"]',
        "one number, in the target's unit",
    ),
    WorksheetFunction(
        "FUNNEL_PACE",
        "Whether a count is behind, on pace or ahead of what was due, or whether it is noise",
        (
            Argument("actual", Kind.NUMBER, "Records counted to date", core=pace.pace_to_date),
            Argument("expected", Kind.NUMBER, "Records due to date", core=pace.pace_to_date),
            Argument(
                "alpha",
                Kind.NUMBER,
                "How often chance alone may call it behind, or ahead",
                core=pace.pace_to_date,
                optional=True,
                default="5%",
            ),
        ),
        "[47, 60]",
        "a text: behind, on pace or ahead",
    ),
)
