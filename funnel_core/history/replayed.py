"""What was forecast at earlier days beside what happened, and how well that went in all."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from funnel_core.history.estimates import HonestRate
from funnel_core.model import Interval

__all__ = ["Compared", "MonthCompared", "RateCompared", "Replay", "Replays", "StepCompared"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A count that was forecast with its interval, and what happened.

    >>> Compared(10.0, Interval(6, 15, 0.9), 16).held
    False
    """

    expected: float
    interval: Interval
    happened: int

    @property
    def held(self) -> bool:
        """Say whether the interval holds what happened."""
        return self.interval.low <= self.happened <= self.interval.high

    @property
    def says_something(self) -> bool:
        """Say whether anything could have happened: none of none is no merit."""
        return self.interval.high > 0 or self.happened > 0


@dataclass(frozen=True, slots=True)
class MonthCompared:
    """Wins of a month; `first` is its first day, or the day after the date that is looked from."""

    first: datetime.date
    wins: Compared


@dataclass(frozen=True, slots=True)
class StepCompared:
    """Of a stage's records that were open, how many advanced; None where there was no rate."""

    start: str
    end: str
    open: int
    advanced: Compared | None


@dataclass(frozen=True, slots=True)
class RateCompared:
    """A rate as it was seen then, and what is known of the same records now.

    Args:
        start, end: the stages' names.
        entered: records that the rate stood on.
        honest: the rate then; None where there was not enough to say one.
        known: the least and the most that it can turn out to be: open records all fail, or all
            advance; None where nobody had entered.
        not_enough: why there was no rate.
    """

    start: str
    end: str
    entered: int
    honest: HonestRate | None
    known: tuple[float, float] | None
    not_enough: str = ""

    @property
    def held(self) -> bool | None:
        """Say whether what is known now is within the interval, or can still come to be."""
        if self.honest is None or self.known is None:
            return None
        least, most = self.known
        return self.honest.interval.low <= most and least <= self.honest.interval.high


@dataclass(frozen=True, slots=True)
class Replay:
    """What was said at a date, and what came of it.

    Args:
        date: the day that is looked from; only what had happened by its end is known.
        wins: of the records that were open, to the last day; None without a forecast, or at the
            last day itself.
        months: the same by calendar month, the last one up to the last day.
        steps: how many of each stage's open records advanced.
        rates: of all pairs of stages.
        no_forecast: why there was none; "" where there was one.
    """

    date: datetime.date
    wins: Compared | None
    months: tuple[MonthCompared, ...]
    steps: tuple[StepCompared, ...]
    rates: tuple[RateCompared, ...]
    no_forecast: str

    @property
    def counts(self) -> tuple[Compared, ...]:
        """Give all counts that were forecast, but those that could only be none."""
        steps = [each.advanced for each in self.steps if each.advanced is not None]
        wins = [self.wins] if self.wins is not None else []
        # with one step they are the same records, and with one month the same days
        steps = [] if len(self.steps) == 1 and wins else steps
        months = [each.wins for each in self.months] if len(self.months) > 1 else []
        return tuple(each for each in (*wins, *months, *steps) if each.says_something)


@dataclass(frozen=True, slots=True)
class Replays:
    """How forecasts and intervals would have done.

    Args:
        as_of: the last day that is seen.
        confidence: of the intervals.
        replays: per date.
        counts: how many counts were forecast with an interval, and how many intervals held.
        rates: how many rates were said with an interval, and how many are not refuted by now.
        expected: wins that were forecast, over all dates.
        won: wins that came of these.
        reopened: records that went on after being lost; see `Cohorts.seen_at`.
        sentence: all this in plain words.
    """

    as_of: datetime.date
    confidence: float
    replays: tuple[Replay, ...]
    counts: tuple[int, int]
    rates: tuple[int, int]
    expected: float
    won: int
    reopened: int
    sentence: str

    @classmethod
    def of(
        cls,
        as_of: datetime.date,
        confidence: float,
        replays: tuple[Replay, ...],
        reopened: int = 0,
    ) -> Replays:
        """Sum up."""
        held = [each.held for replay in replays for each in replay.counts]
        counts = (len(held), sum(held))
        right = [rate.held for replay in replays for rate in replay.rates if rate.held is not None]
        rates = (len(right), sum(right))
        wins = [replay.wins for replay in replays if replay.wins is not None]
        expected, won = sum(each.expected for each in wins), sum(each.happened for each in wins)
        sentence = _sentence(confidence, replays, counts, rates, expected, won)
        sentence += _reopened(reopened)
        return cls(as_of, confidence, replays, counts, rates, expected, won, reopened, sentence)

    @property
    def bias(self) -> float | None:
        """Give by which share too many wins were forecast (too few: below 0); None: none came."""
        return self.expected / self.won - 1 if self.won else None


def _sentence(
    confidence: float,
    replays: Sequence[Replay],
    counts: tuple[int, int],
    rates: tuple[int, int],
    expected: float,
    won: int,
) -> str:
    """Say how well it went."""
    if not counts[0] and not rates[0]:
        return (
            f"Nothing could be forecast at {_times(len(replays), 'date')}: too little had happened "
            "by then."
        )
    at = f"{100 * confidence:.4g} %"
    parts = []
    if counts[0]:
        parts.append(
            f"of {_times(counts[0], 'interval')} at {at} for wins and advances, "
            f"{counts[1]} held what happened ({100 * counts[1] / counts[0]:.0f} %)"
        )
        off = round(100 * (expected / won - 1)) if won else 0
        leaning = f", {abs(off)} % too {'many' if off > 0 else 'few'}" if off else ""
        parts.append(f"{expected:,.1f} wins were forecast and {won:,} came{leaning}")
    if rates[0]:
        parts.append(
            f"of {_times(rates[0], 'rate')}, {rates[1]} agree{'s' if rates[1] == 1 else ''} with "
            "what is known of the same records now"
        )
    told = "; ".join(parts)
    return f"Looking from {_times(len(replays), 'date')}: {told}."


def _reopened(records: int) -> str:
    """Say what the past is not told truly of."""
    if not records:
        return ""
    count, they = ("counts", "it") if records == 1 else ("count", "they")
    return (
        f" {_times(records, 'record')} went on after being lost and {count} as open until then, "
        f"also on days on which {they} stood as lost: such a past looks a little easier to foresee "
        "than it was."
    )


def _times(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")
