"""Functions on experiments: what was learnt, and how much to try."""

from __future__ import annotations

from funnel_addin.catalog.kinds import Argument, Kind, WorksheetFunction
from funnel_core import experiments

__all__ = ["EXPERIMENTS"]

EXPERIMENTS: tuple[WorksheetFunction, ...] = (
    WorksheetFunction(
        "FUNNEL_EXPERIMENT",
        "Whether what was tried (B) did better than what was done so far (A), and how sure that is",
        (
            Argument(
                "entered_a",
                Kind.NUMBER,
                "Records that entered arm (group) A, what was done so far: whole records, not "
                "percentages",
                core=experiments.comparison,
            ),
            Argument(
                "advanced_a",
                Kind.NUMBER,
                "How many of arm A's records advanced: whole records, not a percentage",
                core=experiments.comparison,
            ),
            Argument(
                "entered_b",
                Kind.NUMBER,
                "Records that entered arm (group) B, what was tried: whole records, not "
                "percentages",
                core=experiments.comparison,
            ),
            Argument(
                "advanced_b",
                Kind.NUMBER,
                "How many of arm B's records advanced: whole records, not a percentage",
                core=experiments.comparison,
            ),
        ),
        "[1000, 100, 1000, 120]",
        "a row: rate of A, rate of B, lift (B ÷ A − 1), probability that B is better",
        core=(experiments.comparison,),
    ),
    WorksheetFunction(
        "FUNNEL_SAMPLE_SIZE",
        "Records that each arm (group) of a trial needs to show a lift: two-sided test of two "
        "proportions",
        (
            Argument("rate", Kind.NUMBER, "The rate so far", core=experiments.sample_size),
            Argument(
                "lift",
                Kind.NUMBER,
                "The change worth showing, relative to the rate: a lift of 20% takes a rate of 5% "
                "to 6%, not to 25%; negative for a fall",
                core=experiments.sample_size,
            ),
            Argument(
                "alpha",
                Kind.NUMBER,
                "How often a trial without any difference may show one",
                core=experiments.sample_size,
                optional=True,
                default="5%",
            ),
            Argument(
                "power",
                Kind.NUMBER,
                "Where the lift is real, how often a trial of this size notices it: 80% is four "
                "trials in five",
                core=experiments.sample_size,
                optional=True,
                default="80%",
            ),
        ),
        "[0.1, 0.2]",
        "a whole number: records per arm",
        core=(experiments.sample_size,),
    ),
)
