"""A history as a plan needs it: read from what `funnel history --json` prints."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from funnel_core.errors import CrmError, FunnelError
from funnel_core.model import Counts

__all__ = ["FORMAT", "SEVERAL_CURRENCIES", "VERSION", "History", "Month", "Way", "history_in"]

FORMAT = "funnel_history"
"""The key under which a saved history says its version."""

VERSION = 1

SEVERAL_CURRENCIES = "several currencies"
"""The kind of problem that makes a mean amount one of no currency."""

AGAIN = "write it anew with 'funnel history EXPORT --json'"


@dataclass(frozen=True, slots=True)
class Way:
    """What is known of the way from one stage to a later one, of one channel or of all.

    Args:
        start, end: the stages' names.
        channel: its name; None: all together.
        entered, advanced, lost, open: records as they were counted.
        rate: the honest rate; None where history cannot carry one.
        equivalent: the counts that carry that rate with its uncertainty.
        drawn: a channel's rate drawn to the others'; None where there is none.
        mean_days: how long those take on average that advance; None where that is not known.
        why: why there is no rate; "" where there is one.
    """

    start: str
    end: str
    channel: str | None
    entered: int
    advanced: int
    lost: int
    open: int
    rate: float | None
    equivalent: Counts | None
    drawn: float | None
    mean_days: float | None
    why: str

    @property
    def usable(self) -> Counts | None:
        """Give the counts that a plan can stand on: some advanced, so that volumes follow."""
        return self.equivalent if self.equivalent and self.equivalent.advanced else None

    @property
    def reason(self) -> str:
        """Say why a plan cannot stand on it."""
        why = self.why or f"none of {self.entered:,} advanced, so no rate follows"
        return f"{self.start} → {self.end}: {why}"


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month: its first day, and how many records entered each stage in it."""

    first: datetime.date
    entries: tuple[int, ...]
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class History:
    """What a history says.

    Args:
        stages: their names, top first, the last one won.
        as_of: the last day that it has seen.
        confidence: of its intervals.
        steps: a way per step.
        to_won: a way per stage to the last one.
        channels: ways of each channel.
        months: entries by calendar month, all channels together.
        channel_months: the same per channel, where the history says so.
        open_now: open records in each stage but the last.
        amount: the mean amount per won deal; None where there is none.
        amount_range: an interval of it.
        expected: wins that the open records will bring; None where that is not known.
        problems: what kinds of problems the data has.
    """

    stages: tuple[str, ...]
    as_of: datetime.date
    confidence: float
    steps: tuple[Way, ...]
    to_won: tuple[Way, ...]
    channels: tuple[Way, ...]
    months: tuple[Month, ...]
    channel_months: tuple[Month, ...]
    open_now: tuple[int, ...]
    amount: float | None
    amount_range: tuple[float, float] | None
    expected: float | None
    problems: tuple[str, ...] = ()

    @property
    def channel_names(self) -> tuple[str, ...]:
        """Name the channels, as the history lists them: those with most records first."""
        return tuple(dict.fromkeys(way.channel for way in self.channels if way.channel))

    @property
    def mixes_currencies(self) -> bool:
        """Tell whether amounts are in several currencies, so that their mean is in none."""
        return SEVERAL_CURRENCIES in self.problems

    def way(self, start: str, end: str, channel: str | None = None) -> Way | None:
        """Give the way from one stage to another, of a channel or of all; None: nobody counted."""
        ways = (*self.steps, *self.to_won) if channel is None else self.channels
        wanted = (start, end, channel)
        return next((way for way in ways if (way.start, way.end, way.channel) == wanted), None)


def history_in(data: object, source: str) -> History:
    """Read a history from what JSON holds.

    Args:
        data: the value that the file holds.
        source: the file, as it was named.

    Raises:
        CrmError: it is something else, of a newer version, or damaged; one sentence says so.
    """
    if not isinstance(data, Mapping) or not {"stages", "steps"} <= set(data):
        raise CrmError(
            f"{source}: expected what 'funnel history --json' prints; it is JSON of something else"
        )
    version = data.get(FORMAT, VERSION)
    if not isinstance(version, int) or version > VERSION:
        raise CrmError(
            f"{source}: a newer version of this program wrote it (form {version}, this one reads "
            f"{VERSION}): bring this program up to date, or {AGAIN}"
        )
    try:
        return _history(data)
    except (KeyError, TypeError, ValueError, AttributeError, FunnelError) as error:
        fault = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise CrmError(
            f"{source}: expected what 'funnel history --json' prints; it is damaged ({fault}): "
            f"{AGAIN}"
        ) from None


def _history(data: Mapping[str, object]) -> History:
    stages = tuple(_text(name) for name in _list(data["stages"]))
    steps = tuple(map(_way, _list(data["steps"])))
    if len(stages) < 2 or [(way.start, way.end) for way in steps] != list(pairwise(stages)):
        raise ValueError("'steps' are not those from stage to stage")
    amount, ends = _amount(_list(data.get("amounts") or []))
    total = data.get("forecast_total")
    return History(
        stages,
        _day(data["as_of"]),
        float(_number(data.get("confidence", 0.95))),
        steps,
        tuple(map(_way, _list(data.get("to_won") or []))),
        tuple(map(_way, _list(data.get("channels") or []))),
        tuple(_month(each, len(stages)) for each in _list(data.get("months") or [])),
        tuple(_month(each, len(stages)) for each in _list(data.get("channel_months") or [])),
        tuple(_count(each) for each in _list(data.get("open_now") or []))[: len(stages) - 1],
        amount,
        ends,
        _number_or_none(total.get("expected")) if isinstance(total, Mapping) else None,
        tuple(map(_kind, _list(data.get("problems") or []))),
    )


def _way(data: object) -> Way:
    if not isinstance(data, Mapping):
        raise TypeError("a step is no object")
    equivalent, lag = data.get("equivalent"), data.get("lag")
    channel = data.get("channel")
    return Way(
        _text(data["from"]),
        _text(data["to"]),
        None if channel is None else _text(channel),
        _count(data["entered"]),
        _count(data["advanced"]),
        _count(data["lost"]),
        _count(data["open"]),
        _share(data.get("rate")),
        Counts(_count(equivalent["entered"]), _count(equivalent["advanced"]))
        if isinstance(equivalent, Mapping)
        else None,
        _share(data.get("drawn")),
        _number_or_none(lag.get("mean_days")) if isinstance(lag, Mapping) else None,
        str(data.get("not_enough") or ""),
    )


def _kind(data: object) -> str:
    if not isinstance(data, Mapping):
        raise TypeError("a problem is no object")
    return _text(data["kind"])


def _month(data: object, stages: int) -> Month:
    if not isinstance(data, Mapping):
        raise TypeError("a month is no object")
    channel = data.get("channel")
    entries = tuple(_count(each) for each in _list(data["entries"]))
    if len(entries) != stages:
        raise ValueError(f"a month has {len(entries)} counts for {stages} stages")
    first = _day(f"{_text(data['month'])[:7]}-01")
    return Month(first, entries, None if channel is None else _text(channel))


def _amount(amounts: Sequence[object]) -> tuple[float | None, tuple[float, float] | None]:
    """Give the mean amount of all won deals together, and its interval."""
    for each in amounts:
        if isinstance(each, Mapping) and each.get("channel") is None and each.get("mean"):
            low, high = (_number_or_none(each.get(end)) for end in ("low", "high"))
            ends = None if low is None or high is None else (low, high)
            return float(_number(each["mean"])), ends
    return None, None


def _list(value: object) -> Sequence[object]:
    if not isinstance(value, list):
        raise TypeError("a list was expected")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} is no name")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
        raise TypeError(f"{value!r:.40} is no number")
    return value


def _number_or_none(value: object) -> float | None:
    return None if value is None else float(_number(value))


def _share(value: object) -> float | None:
    share = _number_or_none(value)
    if share is not None and not 0 <= share <= 1:
        raise ValueError(f"{share} is no share")
    return share


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError(f"{value!r:.40} is no count")
    return value


def _day(value: object) -> datetime.date:
    return datetime.date.fromisoformat(_text(value)[:10])
