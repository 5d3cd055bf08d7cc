"""Calendar months over days that are counted from 1970-01-01."""

from __future__ import annotations

import datetime

from funnel_core.history.cohorts import Days

__all__ = ["after", "as_date", "as_day", "ends", "first_of", "firsts"]

_EPOCH = datetime.date(1970, 1, 1)


def as_date(day: Days) -> datetime.date:
    """Give the date of a day.

    >>> as_date(17621).isoformat()
    '2018-03-31'
    """
    return _EPOCH + datetime.timedelta(days=int(day))


def as_day(date: datetime.date) -> Days:
    """Give the day of a date.

    >>> as_day(datetime.date(2018, 3, 31))
    17621
    """
    return (date - _EPOCH).days


def first_of(day: Days) -> Days:
    """Give the first day of the month that a day lies in."""
    return as_day(as_date(day).replace(day=1))


def after(first: Days) -> Days:
    """Give the first day of the month that follows the one a day lies in."""
    return first_of(first_of(first) + 31)


def firsts(start: Days, last: Days) -> list[Days]:
    """Give the first days of all months from that of `start` to that of `last`."""
    found = [first_of(start)] if start <= last else []
    while found and after(found[-1]) <= last:
        found.append(after(found[-1]))
    return found


def ends(as_of: Days, months: int) -> list[Days]:
    """Give the last days of the month that goes on after `as_of`, and of those that follow.

    >>> [as_date(day).isoformat() for day in ends(as_day(datetime.date(2018, 1, 31)), 2)]
    ['2018-02-28', '2018-03-31']
    """
    found: list[Days] = []
    for _ in range(months):
        found.append(after(found[-1] + 1 if found else as_of + 1) - 1)
    return found
