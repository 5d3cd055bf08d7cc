"""Days in a time zone, asked for so that every engine answers alike.

Engines know zones of their own, in versions of their own, or none. So a moment becomes a day by
arithmetic that they all have: a zone's changes of offset are written into the expression.
"""

from __future__ import annotations

import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from funnel_core.errors import InputError
from funnel_core.history.cohorts import Days

__all__ = [
    "before_end_of",
    "date_of",
    "day_of",
    "days_in",
    "is_moment",
    "local_day",
    "local_seconds",
    "seconds_of",
]

EPOCH = datetime.date(1970, 1, 1)
SECONDS = 86_400
FIRST, LAST = -2_208_988_800, 4_102_444_800
"""1900 and 2100, in seconds: a zone's changes are followed between them; outside, no longer."""


def day_of(date: datetime.date) -> Days:
    """Give a date's day number.

    >>> day_of(datetime.date(1970, 1, 2))
    1
    """
    return (date - EPOCH).days


def date_of(day: Days) -> datetime.date:
    """Give the date of a day number.

    >>> date_of(-1)
    datetime.date(1969, 12, 31)
    """
    return EPOCH + datetime.timedelta(days=int(day))


def local_day(seconds: int, zone: ZoneInfo | None) -> Days:
    """Give the day of a moment, counted in seconds since 1970 in UTC; None: in UTC.

    >>> local_day(82_800, ZoneInfo("Europe/Amsterdam"))
    1
    """
    return (seconds + _offset(zone, seconds)) // SECONDS


def is_moment(kind: dt.DataType) -> bool:
    """Say whether times of a kind are moments the world over, whose day depends on the zone.

    Dates, and times that say no zone, are taken as they stand.

    Raises:
        InputError: a kind that is no time.
    """
    if kind.is_date() or (kind.is_timestamp() and kind.timezone is None):
        return False
    if kind.is_integer() or kind.is_timestamp():
        return True
    raise InputError(f"'time' must be a date, a timestamp or whole seconds since 1970; got {kind}")


def seconds_of(time: ir.Value) -> ir.IntegerValue:
    """Give the whole seconds since 1970 of moments, as an expression."""
    if time.type().is_integer():
        return time.cast("int64")
    return time.epoch_seconds().floor().cast("int64")


def days_in(
    time: ir.Value, zone: ZoneInfo | None, between: tuple[int, int] = (FIRST, LAST)
) -> ir.IntegerValue:
    """Give the day numbers of times, as an expression of 32-bit integers.

    Args:
        time: dates; timestamps; or whole seconds since 1970 in UTC.
        zone: where days begin, for times that are moments; None: UTC.
        between: seconds between which all moments lie: fewer changes need be looked at.
    """
    kind = time.type()
    if not is_moment(kind):
        date = time if kind.is_date() else time.date()
        return date.delta(ibis.literal(EPOCH), unit="day").cast("int32")
    return (local_seconds(seconds_of(time), zone, between) // SECONDS).cast("int32")


def local_seconds(
    seconds: ir.IntegerValue, zone: ZoneInfo | None, between: tuple[int, int] = (FIRST, LAST)
) -> ir.IntegerValue:
    """Give what clocks in a zone show at moments, in seconds since their own start of 1970.

    Args:
        seconds: since 1970 in UTC.
        zone: whose clocks; None: UTC.
        between: seconds between which all moments lie.
    """
    first, last = between
    pieces = _pieces(zone, max(first, FIRST), max(min(last, LAST), FIRST))
    return seconds + _chosen(seconds, pieces)


def before_end_of(time: ir.Value, day: Days, zone: ZoneInfo | None) -> ir.BooleanValue:
    """Say which times lie before the end of a day: a comparison with one constant.

    Where a zone puts its clocks back over midnight, the hour that then comes again is later.
    """
    kind = time.type()
    after = date_of(day + 1)
    if kind.is_date():
        return time < ibis.literal(after)
    midnight = datetime.datetime.combine(after, datetime.time())
    if not is_moment(kind):
        return time < ibis.literal(midnight)
    moment = midnight.replace(tzinfo=zone or datetime.UTC).astimezone(datetime.UTC)
    return time < ibis.literal(int(moment.timestamp()) if kind.is_integer() else moment)


def _offset(zone: ZoneInfo | None, seconds: int) -> int:
    if zone is None:
        return 0
    inside = min(max(seconds, FIRST), LAST)
    moment = datetime.datetime.fromtimestamp(inside, datetime.UTC).astimezone(zone)
    ahead = moment.utcoffset() or datetime.timedelta()
    return int(ahead.total_seconds())


def _pieces(zone: ZoneInfo | None, first: int, last: int) -> list[tuple[int, int]]:
    """Give from which second on each offset holds, in order."""
    found = [(first, _offset(zone, first))]
    # no zone has ever changed its clocks twice within a week, and back
    weeks = [*range(first, last, 7 * SECONDS), last] if zone is not None else []
    for low, high in pairwise(weeks):
        while _offset(zone, low) != _offset(zone, high):
            before, after = low, high
            while after - before > 1:
                middle = (before + after) // 2
                same = _offset(zone, middle) == _offset(zone, low)
                before, after = (middle, after) if same else (before, middle)
            found.append((after, _offset(zone, after)))
            low = after
    return found


def _chosen(seconds: ir.IntegerValue, pieces: list[tuple[int, int]]) -> ir.IntegerValue:
    """Choose the offset that holds, halving the pieces: a century has two hundred."""
    if len(pieces) == 1:
        return ibis.literal(pieces[0][1], "int64")
    half = len(pieces) // 2
    earlier = seconds < ibis.literal(pieces[half][0], "int64")
    return ibis.ifelse(earlier, _chosen(seconds, pieces[:half]), _chosen(seconds, pieces[half:]))
