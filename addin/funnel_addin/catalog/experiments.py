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
                "Records that entered arm A, what was done so far",
                core=experiments.comparison,
            ),
            Argument(
                "advanced_a",
                Kind.NUMBER,
                "How many of arm A's records advanced",
                core=experiments.comparison,
            ),
            Argument(
                "entered_b",
                Kind.NUMBER,
                "Records that entered arm B, what was tried",
                core=experiments.comparison,
            ),
            Argument(
                "advanced_b",
                Kind.NUMBER,
                "How many of arm B's records advanced",
                core=experiments.comparison,
            ),
        ),
        "[1000, 100, 1000, 120]",
        "a row: rate of A, rate of B, lift (B ÷ A − 1), probability that B is better",
        core=(experiments.comparison,),
    ),
    WorksheetFunction(
        "FUNNEL_SAMPLE_SIZE",
        "Records that each arm of a trial needs to show a lift: two-sided test of two proportions",
        (
            Argument("rate", Kind.NUMBER, "The rate so far", core=experiments.sample_size),
            Argument(
                "lift",
                Kind.NUMBER,
                "The relative change worth showing: 10% or 0.1 takes a rate of 5% to 5.5%; "
                "negative for a fall",
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
                "How often a trial with this lift shows a difference",
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
