"""Functions over time: by when, and where the plan stands."""

from __future__ import annotations

from funnel_addin.catalog.kinds import Argument, Kind, WorksheetFunction
from funnel_core import pace, schedule

__all__ = ["TIME"]

TIME: tuple[WorksheetFunction, ...] = (
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
