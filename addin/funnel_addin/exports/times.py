"""Times of several columns → one kind of time: days, times as they stand, or moments."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import ibis
from ibis.expr.types import BooleanValue, StringValue, Value

from funnel_addin.exports.dates import Understood, is_blank, understood
from funnel_addin.exports.headings import Opened
from funnel_addin.exports.options import RoleMissing
from funnel_addin.exports.plain_times import plain_times
from funnel_core.errors import CrmError
from funnel_core.history.days import local_seconds, seconds_of
from funnel_core.history.problems import DataProblem, Kind

__all__ = ["INSTANT", "Time", "as_one_kind", "read_times"]

DAY, LOCAL, INSTANT = "day", "local", "instant"

MOST_EXAMPLES = 5

_EPOCH = datetime.datetime(1970, 1, 1)


@dataclass(frozen=True)
class Time:
    """A column of times, understood.

    Args:
        value: dates, timestamps, or whole seconds since 1970.
        kind: "day"; "local": a time as it stands, which says no zone; "instant": a moment.
        kept: which rows are no worse than blank; None: all. The others were told as unread.
    """

    value: Value
    kind: str
    kept: BooleanValue | None = None


def read_times(
    opened: Opened, headings: Sequence[str], date_order: str
) -> tuple[Mapping[str, Time], tuple[DataProblem, ...]]:
    """Read columns of times, all by what the whole of them shows.

    Args:
        opened: the export.
        headings: of its columns of times.
        date_order: "day-first" or "month-first"; "": the columns must show it, or have dots.

    Returns:
        the times by heading, what could not be read, and orders that only others show.

    Raises:
        CrmError: dates could be read in two ways, or a column holds no times.
    """
    times, texts = {}, {}
    for heading in dict.fromkeys(headings):
        column = opened.column(heading)
        kind = column.type()
        if kind.is_date():
            times[heading] = Time(column, DAY)
        elif kind.is_timestamp():
            times[heading] = Time(column, LOCAL if kind.timezone is None else INSTANT)
        elif kind.is_string() or kind.is_numeric() or kind.is_null():
            texts[heading] = column if kind.is_string() else column.cast("string")
        else:
            raise CrmError(
                f"{opened.called}: expected dates under {heading!r}, got {kind}; name the column "
                "that holds them"
            )
    if not texts:
        return times, ()
    for heading, (kind, value) in plain_times(opened.rows, texts).items():
        times[heading] = Time(value, kind)
        texts.pop(heading)
    found = _understood(opened, texts, date_order)
    problems: list[DataProblem] = []
    for heading, text in texts.items():
        read = found[heading]
        times[heading] = Time(read.value, read.kind, read.value.notnull() | is_blank(text))
        problems += _problems(opened, heading, read)
    return times, (*problems, *_orders(opened, found, date_order))


def _problems(opened: Opened, heading: str, read: Understood) -> Iterator[DataProblem]:
    if read.unread:
        yield DataProblem(
            Kind.UNREAD_DATE,
            read.unread,
            f"{opened.called}: {read.unread:,} of the dates under {heading!r} cannot be read and "
            "were left out; write them as 2027-01-31",
            tuple(read.examples[:MOST_EXAMPLES]),
        )
    if read.without_zone:
        yield DataProblem(
            Kind.UNREAD_DATE,
            read.without_zone,
            f"{opened.called}: {read.without_zone:,} of the times under {heading!r} say no zone "
            "where others do; they were read in UTC: export them alike",
        )


def _orders(
    opened: Opened, found: Mapping[str, Understood], date_order: str
) -> Iterator[DataProblem]:
    """Tell which dates are read in an order that they do not show, and orders that differ."""
    decided = {heading: read.decided for heading, read in found.items()}
    ways = dict.fromkeys((each.order, each.as_in) for each in decided.values() if each.taken)
    for order, as_in in ways:
        alike = {
            heading: each
            for heading, each in decided.items()
            if each.taken and (each.order, each.as_in) == (order, as_in)
        }
        count = sum(each.taken for each in alike.values())
        dates = "date" if count == 1 else "dates"
        why = f"those under {as_in!r} are" if as_in else "dates with dots are"
        other = "day-first" if order == "month-first" else "month-first"
        yield DataProblem(
            Kind.DATE_ORDER,
            count,
            f"{opened.called}: {count:,} {dates} under {' and '.join(map(repr, alike))} may be day "
            f"or month first, and no other value tells; taken for {_words(order)}, as {why}: say "
            f"`--dates {other}` if they are not",
            tuple(dict.fromkeys(each.shown for each in alike.values()))[:MOST_EXAMPLES],
        )
    shown = {heading: each for heading, each in decided.items() if each.proof}
    orders = {each.order for each in shown.values()}
    if len(orders) > 1 or (date_order and orders - {date_order}):
        listed = " and ".join(
            f"{_words(each.order)} under {name!r}" for name, each in shown.items()
        )
        beside = f", whatever `--dates {date_order}` says" if date_order else ""
        if len(orders) > 1:
            beside += (
                ": look whether a spreadsheet of another country opened the file, which makes "
                "months of days"
            )
        yield DataProblem(
            Kind.DATE_ORDER,
            len(shown),
            f"{opened.called}: dates can only be {listed}; read so{beside}",
            tuple(f"{each.proof} under {name!r}" for name, each in shown.items())[:MOST_EXAMPLES],
        )


def _words(order: str) -> str:
    return order.replace("-", " ")


def _understood(
    opened: Opened, texts: Mapping[str, StringValue], date_order: str
) -> Mapping[str, Understood]:
    """Have columns of texts understood, and name their export where they are not."""
    try:
        return understood(opened.rows, texts, date_order)
    except RoleMissing as asked:
        raise RoleMissing(
            f"{opened.called}: {asked}",
            asked.role,
            asked.question,
            asked.choices,
            asked.default,
            asked.export,
            asked.lacks,
            asked.proposal,
        ) from None
    except CrmError as error:
        raise CrmError(f"{opened.called}: {error}") from None


def as_one_kind(times: Iterable[Time], zone: ZoneInfo | None) -> list[Value]:
    """Bring times to one kind, so that they can stand in one column.

    Moments stay moments where all are; where some times say no zone, moments become what clocks
    show then in the zone (None: in UTC).
    """
    times = list(times)
    kinds = {time.kind for time in times}
    if kinds <= {DAY}:
        return [time.value for time in times]
    if kinds == {INSTANT} or (zone is None and DAY not in kinds):
        types = {str(time.value.type()) for time in times}
        if len(types) == 1:
            return [time.value for time in times]
        if kinds == {INSTANT}:
            return [seconds_of(time.value) for time in times]
    return [_as_timestamp(time, zone) for time in times]


def _as_timestamp(time: Time, zone: ZoneInfo | None) -> Value:
    """Give a time as clocks show it, in the zone where it is a moment."""
    kind = time.value.type()
    if kind.is_date():
        return time.value.cast("timestamp(6)")
    if kind.is_timestamp() and kind.timezone is None:
        return time.value.cast("timestamp(6)")
    seconds = seconds_of(time.value)
    if time.kind == INSTANT:
        seconds = local_seconds(seconds, zone)
    return (ibis.literal(_EPOCH) + seconds.as_interval("s")).cast("timestamp(6)")
