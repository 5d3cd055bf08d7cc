"""The numbers that formulas lean on, each with its reason: no other number stands in a formula."""

from __future__ import annotations

from templates.builder.describing import Lines, Worked

__all__ = ["CONSTANTS"]


def _constant(key: str, label: str, number: float, unit: str, why: str, shown: str) -> Worked:
    return Worked(key=key, label=label, constant=number, unit=unit, note=why, shown=shown)


CONSTANTS = Lines(
    at="B5",
    heading="Constants",
    until="N",
    fields=tuple(
        _constant(*each)
        for each in (
            ("months_quarter", "A quarter", 3, "months", "Length of a period.", "number"),
            ("months_half", "A half-year", 6, "months", "Length of a period.", "number"),
            ("months_year", "A year", 12, "months", "Length of a period.", "number"),
            (
                "first_day",
                "Earliest date",
                32874,
                "date",
                "Earlier dates are slips: programs count the first days of 1900 differently.",
                "day",
            ),
            (
                "last_day",
                "Latest date",
                109574,
                "date",
                "Later dates are slips; twelve years on, every program still knows the calendar.",
                "day",
            ),
            (
                "most_amount",
                "Largest amount",
                1e12,
                "records or money",
                "Beyond it sums would lose single records in a cell's 15 digits.",
                "number",
            ),
            (
                "kind_activity",
                "Kind: activity",
                1,
                "number",
                "How the log's kinds are told.",
                "number",
            ),
            (
                "kind_expense",
                "Kind: expense",
                2,
                "number",
                "How the log's kinds are told.",
                "number",
            ),
            (
                "kind_outcome",
                "Kind: outcome",
                3,
                "number",
                "How the log's kinds are told.",
                "number",
            ),
            (
                "rows_low",
                "Rows left to tell of",
                100,
                "rows",
                "From here on (90% full) the log says what to do.",
                "number",
            ),
            (
                "kpis_enough",
                "KPIs per stage",
                3,
                "KPIs",
                "Nobody watches more: keep those that tell whether the goal will be reached.",
                "number",
            ),
            (
                "trend_least",
                "Periods for a trend",
                4,
                "periods",
                "FUNNEL_TREND asks for four points: with fewer, chance alone may look like any"
                " trend.",
                "number",
            ),
            (
                "correlation_least",
                "Periods for a correlation",
                6,
                "periods",
                "Five changes from period to period are the least that FUNNEL_CORRELATE compares.",
                "number",
            ),
            (
                "chance",
                "Chance that is small",
                0.05,
                "share",
                "Below this q a connection counts as likely: 1 in 20 of such would be chance.",
                "share",
            ),
            (
                "sure_better",
                "Sure that B is better",
                0.95,
                "share",
                "From here on an experiment counts as won.",
                "share",
            ),
            (
                "sure_worse",
                "Sure that B is worse",
                0.05,
                "share",
                "Down to here an experiment counts as lost: the mirror of the above.",
                "share",
            ),
            (
                "same",
                "Same number",
                1e-12,
                "relative",
                "Two numbers closer than this differ by rounding alone.",
                "number",
            ),
            ("hundred", "Per cent", 100, "per 1", "To write a share as a percentage.", "number"),
            ("decimals", "Decimals in sentences", 2, "digits", "Enough to judge by.", "number"),
            (
                "bar_steps",
                "Heights of a bar",
                7,
                "steps",
                "The eight block characters lie seven steps apart.",
                "number",
            ),
        )
    ),
)
