"""The numbers that formulas lean on, each with its reason."""

from __future__ import annotations

from templates.builder.describing import Worked

__all__ = ["CONSTANTS"]


def _constant(key: str, label: str, constant: float, unit: str, note: str) -> Worked:
    return Worked(key=key, label=label, constant=constant, unit=unit, note=note, shown="number")


CONSTANTS = (
    _constant("hundred", "Percent", 100, "per 1", "A share of 1 is written as 100%."),
    _constant("cents", "Decimals of an amount", 2, "decimals", "Money is written to the cent."),
    _constant("decimals", "Decimals of a rate", 4, "decimals", "As typed: 12.34% is 0.1234."),
    _constant(
        "ten_thousand", "Units of a rate", 10_000, "per 1", "Makes four decimals a whole number."
    ),
    _constant("months", "Months", 12, "a year", "From a year's purchases to a month's."),
    _constant(
        "most", "Most", 1e15, "any unit", "Up to here a cell holds every whole number exactly."
    ),
    _constant("least", "Least", 1e-9, "any unit", "What is less counts as no number at all."),
    _constant(
        "too_many", "Too many", 1e14, "records", "Beyond it a division loses the last record."
    ),
    _constant("steepest", "Steepest shape", 1000, "shape", "A steeper response is a step."),
    _constant("full", "Nearly full", 0.9, "of the ceiling", "From here on more spend buys little."),
    _constant(
        "tolerance", "Tolerance", 1e-9, "of a volume", "A computed rate (=1/3) may be off by this."
    ),
    _constant("noise", "Noise", 1e-15, "of 1", "What the 16th digit of a number may be off by."),
    _constant(
        "whole_noise", "Noise of a product", 1e-12, "of 1", "What a few roundings may add up to."
    ),
    _constant("digits", "Digits", 14, "digits", "Digits of a cell that survive a multiplication."),
    _constant(
        "places", "Decimals of a remainder", 6, "decimals", "Remainders closer than this are equal."
    ),
    _constant(
        "share_slack", "Slack of shares", 1e-6, "of 1", "Shares may add to 100% but for rounding."
    ),
    _constant("same", "Same", 1e-12, "of a number", "Numbers closer than this have not changed."),
    _constant("cent", "Half a cent", 0.005, "money", "Sums of money closer than this are equal."),
)
