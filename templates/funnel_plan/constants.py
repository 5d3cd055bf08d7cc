"""Every number other than 0 and 1 that a formula needs, with the reason why it is what it is."""

from __future__ import annotations

from templates.builder.describing import Lines, Worked

__all__ = ["CONSTANTS"]


def _constant(key: str, label: str, number: float, note: str) -> Worked:
    return Worked(key=key, label=label, constant=number, note=note, shown="number")


CONSTANTS = Lines(
    at="B5",
    heading="Constants",
    until="O",
    fields=(
        _constant("percent", "Percent", 100, "A share times 100 is its percentage."),
        _constant("decimals", "Decimals of money", 2, "Cents, in sentences and comparisons."),
        _constant("hundredths", "Hundredths", 100, "Units per 1 of a number with two decimals."),
        _constant("places", "Decimals kept", 4, "Rates and values are exact to four decimals."),
        _constant("parts", "Ten-thousandths", 10000, "Units per 1 at four decimals."),
        _constant("three", "Three decimals", 3, "Tried between two and four decimals."),
        _constant("thousandths", "Thousandths", 1000, "Units per 1 at three decimals."),
        _constant("tenths", "Tenths", 10, "Units per 1 at one decimal."),
        _constant("rest_places", "Decimals of a remainder", 6, "Weights with many decimals."),
        _constant("digits", "Digits of a cell", 14, "After the first one; more is noise."),
        _constant(
            "tolerance",
            "Tolerance of a quotient",
            1e-9,
            "A rate such as 1/3 is cut off: so much above a whole number is that number.",
        ),
        _constant("slack", "Tolerance of a difference", 1e-14, "The same for a difference."),
        _constant("noise", "Noise of a cell", 1e-15, "So little of itself is no decimal."),
        _constant("same", "Counts as the same", 1e-12, "Numbers that differ less did not change."),
        _constant("smallest", "Smallest share or amount", 1e-9, "Below it nothing is planned."),
        _constant(
            "too_many",
            "Most records",
            1e14,
            "Beyond 100 trillion a cell no longer tells neighbours apart after a division.",
        ),
        _constant("largest", "Largest amount", 1e15, "A cell holds 15 digits exactly."),
        _constant("last_day", "Last day", 2957003, "31 December 9995: a schedule stays in range."),
        _constant("year", "Months of a year", 12, "The schedule has room for so many."),
        _constant("quarter", "Months of a quarter", 3, "For the columns Q1 to Q4."),
        _constant("most_lag", "Longest lag", 120, "Months from a stage to the next: ten years."),
        _constant(
            "half", "Half", 0.5, "Won evenly over a year, a customer is there for half of it."
        ),
        _constant("usual_change", "Usual change", 0.1, "The four ways are compared at 10% more."),
        _constant("log_foot", "Narrowest bar", 0.2, "So that every bar of the funnel is seen."),
        _constant("basis_steps", "Steps in the basis", 12, "Rates, then counts, of 12 steps."),
        _constant("basis_head", "Goal in the basis", 3, "Target, value and confidence."),
    ),
)
