"""Where a plan stands on a day: what was due by then; behind, on pace or ahead."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import Literal

from funnel_core.errors import InputError, OutOfRange
from funnel_core.numerics.tails import poisson_at_least, poisson_at_most
from funnel_core.quantities import (
    ALPHA,
    COUNT,
    DUE,
    Alpha,
    Count,
    Due,
    Weight,
    as_typed,
    told,
    whole_weights,
)

__all__ = ["Pace", "expected_by_month", "expected_to_date", "months_later", "pace_to_date"]

Pace = Literal["behind", "on pace", "ahead"]


def expected_to_date(
    target: Due,
    start: datetime.date,
    end: datetime.date,
    today: datetime.date,
    weights: Sequence[Weight] | None = None,
) -> float:
    """Say what is due by the end of `today`.

    Args:
        target: records or money due by the end of the term, from 0 up.
        start: the first day of the term.
        end: the last day of the term; both count.
        today: the day by whose end it is asked for; before the term 0 is due, after it all is.
        weights: seasonal weights of equal parts of the term (equal in days), linear within a part;
            none: every day alike.

    Returns:
        A number between 0 and `target`, in its unit.

    Raises:
        OutOfRange: the term ends before it starts, a negative target or
            weight, or weights that are all 0.

    Formula: target × (today − start + 1) ÷ (end − start + 1) by days; with weights, target × the
    weight of the parts that are over and of the elapsed share of the present one, ÷ Σ weights.

    Source: definition.

    >>> day = datetime.date
    >>> expected_to_date(365, day(2027, 1, 1), day(2027, 12, 31), day(2027, 1, 31))
    31.0
    >>> expected_to_date(120, day(2027, 1, 1), day(2027, 1, 10), day(2027, 1, 5), [0.44, 0.56])
    52.8
    """
    DUE.check("target", target)
    start, end, today = _day("start", start), _day("end", end), _day("today", today)
    days = (end - start).days + 1
    if days < 1:
        raise OutOfRange(
            f"'end' must not be before 'start'; got {end} and {start}: write the later day as 'end'"
        )
    elapsed = Fraction(min(max((today - start).days + 1, 0), days), days)
    if weights is None:
        return float(as_typed(target) * elapsed)
    whole = whole_weights(weights)
    parts = elapsed * len(whole)
    over = floor(parts)
    due = Fraction(sum(whole[:over]))
    if over < len(whole):
        due += (parts - over) * whole[over]
    return float(as_typed(target) * due / sum(whole))


def expected_by_month(
    target: Due, start: datetime.date, today: datetime.date, weights: Sequence[Weight]
) -> float:
    """Say what is due by the end of `today` in a term of calendar months.

    At the end of each month it is what a schedule over these months adds up to, however long
    each of them is.

    Args:
        target: records or money due by the end of the term, from 0 up.
        start: the first day of the term, and so of each of its months: the same day of the month,
            or the month's last where it is shorter.
        today: the day by whose end it is asked for; before the term 0 is due, after it all is.
        weights: a seasonal weight for each month of the term, linear within a month.

    Returns:
        A number between 0 and `target`, in its unit.

    Raises:
        OutOfRange: a negative target or weight, weights that are all 0, or a term that runs beyond
            the year 9999.

    Formula: target × (Σ weights of the months that are over + the elapsed share of the present
    month's days × its weight) ÷ Σ weights.

    Source: definition.

    >>> day = datetime.date
    >>> expected_by_month(120, day(2027, 1, 1), day(2027, 6, 30), [0.44 / 6] * 6 + [0.56 / 6] * 6)
    52.8
    >>> expected_by_month(62, day(2027, 1, 1), day(2027, 2, 14), [1, 1])
    46.5
    """
    DUE.check("target", target)
    start, today = _day("start", start), _day("today", today)
    whole = whole_weights(weights)
    ends = [months_later(start, number) for number in range(len(whole) + 1)]
    over = sum(end.toordinal() <= today.toordinal() + 1 for end in ends[1:])
    due = Fraction(sum(whole[:over]))
    if over < len(whole):
        days = today.toordinal() + 1 - ends[over].toordinal()
        due += whole[over] * Fraction(max(days, 0), (ends[over + 1] - ends[over]).days)
    return float(as_typed(target) * due / sum(whole))


def months_later(start: datetime.date, months: int) -> datetime.date:
    """Give the day so many months later; where that month is too short, its last day.

    Raises:
        OutOfRange: no calendar has that day.

    >>> months_later(datetime.date(2027, 1, 31), 1)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        raise OutOfRange(
            f"{months} months after {start} is a day that no calendar has: write an earlier start"
        )
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(start.day, last))


def _day(name: str, value: datetime.date) -> datetime.date:
    """Read a day; of a day with a time of day, the day counts."""
    if not isinstance(value, datetime.date) or value != value:  # pandas' NaT is not itself
        raise InputError(
            f"'{name}' must be a date; got {told(value)}: write one such as "
            "datetime.date(2027, 1, 31)"
        )
    return value.date() if isinstance(value, datetime.datetime) else value


def pace_to_date(actual: Count, expected: Due, alpha: Alpha = 0.05) -> Pace:
    """Tell whether a count of records is behind, on pace or ahead, or whether it is noise.

    Args:
        actual: whole records counted to date.
        expected: records due to date by the plan's own phasing, from 0 up.
        alpha: how often, at most, chance alone may call it behind (or ahead); .05.

    Returns:
        "behind", "on pace" or "ahead". Nothing expected: 0 is on pace, more is ahead.

    Raises:
        OutOfRange: an actual that is not a whole number from 0 up, a negative expected, an alpha
            outside 0 < alpha < .5.

    Formula: a count that is on pace varies by chance as Poisson(expected); behind where a count as
    low as the actual one has a probability below alpha, ahead where one as high has.

    Source: the exact test of a Poisson count against its mean (Garwood, 1936).

    >>> [pace_to_date(*counts) for counts in [(48, 60), (47, 60), (0, 0), (1, 0)]]
    ['on pace', 'behind', 'on pace', 'ahead']
    """
    COUNT.check("actual", actual)
    DUE.check("expected", expected)
    ALPHA.check("alpha", alpha)
    if expected == 0:
        return "on pace" if actual == 0 else "ahead"
    if poisson_at_most(int(actual), float(expected)) < alpha:
        return "behind"
    if poisson_at_least(int(actual), float(expected)) < alpha:
        return "ahead"
    return "on pace"
