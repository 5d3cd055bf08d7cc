"""Functions that plan: what a target takes, and what is to be expected."""

from __future__ import annotations

from dataclasses import replace

from funnel_addin.catalog.kinds import Argument, Kind, WorksheetFunction
from funnel_core import confidence, customers, forecast, required

__all__ = ["PLAN"]

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
_BASE = (
    Argument(
        "purchases",
        Kind.NUMBER,
        "Purchases of one customer in a year",
        core=customers.customers_for_revenue,
        optional=True,
        default="1",
    ),
    Argument(
        "existing",
        Kind.NUMBER,
        "Customers at the start of the year, a whole number",
        core=customers.customers_for_revenue,
        optional=True,
        default="0",
    ),
    Argument(
        "retention",
        Kind.NUMBER,
        "The share of the existing customers that stays, such as 80%",
        core=customers.customers_for_revenue,
        optional=True,
        default="1: all of them stay",
    ),
    Argument(
        "share_of_year",
        Kind.NUMBER,
        "The part of the year that a new customer is there for: 1 for customers won on the first "
        "day, 50% for customers won evenly over the year",
        core=customers.customers_for_revenue,
        optional=True,
        default="50% as soon as there are existing customers, else 1",
    ),
)

PLAN: tuple[WorksheetFunction, ...] = (
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
                "TRUE: volumes unrounded; a confidence overrides it, its answers are always whole",
                optional=True,
                default="FALSE: whole records, each stage rounded up",
            ),
        ),
        "[1000000, [[0.01],[0.47],[0.38],[0.7],[0.5],[0.25]], 10000]",
        "a number per stage, lying as the rates lie",
        core=(required.required_volumes, confidence.confident_volumes, required.exact_volumes),
    ),
    WorksheetFunction(
        "FUNNEL_FORECAST",
        "What the records now in the funnel are expected to bring",
        (
            replace(_VOLUMES, core=forecast.expected_final),
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
        core=(forecast.expected_final, confidence.final_range),
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
        core=(confidence.hit_probability, required.needed_wins),
    ),
    WorksheetFunction(
        "FUNNEL_CUSTOMERS",
        "The new customers that a year's revenue takes, on top of what the retained base brings",
        (
            Argument(
                "revenue",
                Kind.NUMBER,
                "Money that the year must bring",
                core=customers.customers_for_revenue,
            ),
            Argument(
                "value",
                Kind.NUMBER,
                "Money that one purchase brings",
                core=customers.customers_for_revenue,
            ),
            *_BASE,
        ),
        "[1000000, 250, 4, 800, 0.8]",
        "a whole number",
        core=(customers.customers_for_revenue,),
    ),
    WorksheetFunction(
        "FUNNEL_CUSTOMERS_FOR_PROFIT",
        "The new customers that a year's profit takes, on top of what the retained base brings",
        (
            Argument(
                "profit",
                Kind.NUMBER,
                "Money that must be left over: 0 to break even, below 0 for a loss not to exceed",
                core=customers.customers_for_profit,
            ),
            Argument(
                "fixed_cost",
                Kind.NUMBER,
                "What the year costs however many customers there are",
                core=customers.customers_for_profit,
            ),
            Argument(
                "margin",
                Kind.NUMBER,
                "The share of revenue left after the cost of what was sold, such as 60%",
                core=customers.customers_for_profit,
            ),
            Argument(
                "value",
                Kind.NUMBER,
                "Money that one purchase brings",
                core=customers.customers_for_profit,
            ),
            Argument(
                "cac",
                Kind.NUMBER,
                "What it costs to win one new customer",
                core=customers.customers_for_profit,
            ),
            *_BASE,
        ),
        "[250000, 200000, 0.6, 250, 100, 4, 800, 0.8]",
        "a whole number",
        core=(customers.customers_for_profit,),
    ),
)
