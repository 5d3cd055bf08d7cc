"""Events counted record by record in plain Python, as the rules say: what an engine must give."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from funnel_core.history.cohorts import ADVANCED, LOST, OPEN
from funnel_core.history.counted import Amounts
from funnel_core.history.order import StageOrder
from funnel_core.history.problems import Kind

__all__ = ["ByHand", "Event", "by_hand", "day"]

Event = tuple[Any, Any, Any, Any, Any]
"""A record, a stage, a time, a channel, an amount."""

EPOCH = datetime.date(1970, 1, 1)


@dataclass
class ByHand:
    """What came of it."""

    as_of: int
    lines: Counter[tuple[int, int, str, int, int, int]] = field(default_factory=Counter)
    problems: Counter[tuple[Kind, str]] = field(default_factory=Counter)
    amounts: dict[str | None, Amounts] = field(default_factory=dict)


def day(time: Any, zone: ZoneInfo | None) -> int:
    """Give the day of a date, a wall clock's time, a moment, or seconds since 1970."""
    if isinstance(time, int):
        start = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
        time = start + datetime.timedelta(seconds=time)
    if isinstance(time, datetime.datetime):
        if time.tzinfo is not None:
            time = time.astimezone(zone or datetime.UTC)
        time = time.date()
    return (time - EPOCH).days


def by_hand(
    events: Sequence[Event],
    order: StageOrder,
    as_of: datetime.date | None,
    today: datetime.date,
    zone: ZoneInfo | None = None,
) -> ByHand:
    """Count events."""
    rows = [
        (record, _named(stage), None if time is None else day(time, zone), _named(channel), amount)
        for record, stage, time, channel, amount in events
    ]
    last_possible = day(today, None)
    happened = [row[2] for row in rows if row[2] is not None and row[2] <= last_possible]
    result = ByHand(max(happened) if as_of is None else day(as_of, None))
    names = (*order.stages, *order.lost)
    records: dict[Any, list[tuple[str, int, str, Any]]] = defaultdict(list)
    for record, stage, when, channel, amount in rows:
        blank = record is None or (isinstance(record, str) and not record.strip())
        result.problems[Kind.BLANK_STAGE, ""] += not stage
        result.problems[Kind.UNUSED_STAGE, ""] += bool(stage) and stage not in names
        if stage not in names:
            continue
        result.problems[Kind.BLANK_DATE, ""] += when is None
        result.problems[Kind.FUTURE_DATE, ""] += when is not None and when > last_possible
        if when is None or when > result.as_of:
            continue
        result.problems[Kind.BLANK_RECORD, ""] += blank
        if not blank:
            records[record].append((stage, when, channel, amount))
    won: dict[str, list[float | None]] = defaultdict(list)
    for entries in records.values():
        _record(entries, order, result, won)
    if any(channel for *_, channel, _ in rows) is False:
        del result.problems[Kind.BLANK_CHANNEL, ""]
    times = Counter(
        event for event, row in zip(events, rows, strict=True) if _counts(row, names, result.as_of)
    )
    doubled = sum(each - 1 for each in times.values())
    result.problems[Kind.DUPLICATE_ROW, ""] = doubled
    result.problems[Kind.REPEATED_STAGE, ""] -= doubled
    result.problems += Counter()
    if won:
        everything = [amount for amounts in won.values() for amount in amounts]
        result.amounts = {name: _amounts(won[name]) for name in won}
        result.amounts[None] = _amounts(everything)
    return result


def _counts(row: Event, names: Sequence[str], as_of: int) -> bool:
    record, stage, when, _, _ = row
    blank = record is None or (isinstance(record, str) and not record.strip())
    return not blank and stage in names and when is not None and when <= as_of


def _named(text: Any) -> str:
    return text.strip() if isinstance(text, str) else ""


def _record(
    entries: Sequence[tuple[str, int, str, Any]],
    order: StageOrder,
    result: ByHand,
    won: dict[str, list[float | None]],
) -> None:
    """Count one record."""
    last = order.last
    firsts = [
        min((when for stage, when, *_ in entries if stage == name), default=None)
        for name in order.stages
    ]
    lost = min((when for stage, when, *_ in entries if stage in order.lost), default=None)
    reached = [
        min((one for one in firsts[place:] if one is not None), default=None)
        for place in range(last + 1)
    ]
    channels = sorted({channel for *_, channel, _ in entries} - {""})
    channel = channels[0] if channels else ""
    for start, end in order.pairs:
        entered, done = reached[start], reached[end]
        if entered is None:
            continue
        if done is not None:
            outcome = (done - entered, ADVANCED)
        elif lost is not None and lost >= entered:
            outcome = (lost - entered, LOST)
        else:
            outcome = (result.as_of - entered, OPEN)
        result.lines[start, end, channel, entered, *outcome] += 1
    known = [one for one in firsts if one is not None]
    problems = result.problems
    problems[Kind.NO_FIRST_STAGE, "lost" if not known else ""] += firsts[0] is None
    problems[Kind.NEGATIVE_LAG, ""] += any(
        earlier > later
        for place, earlier in enumerate(firsts)
        for later in firsts[place + 1 :]
        if earlier is not None and later is not None
    )
    problems[Kind.ADVANCED_AFTER_LOST, ""] += lost is not None and any(d > lost for d in known)
    problems[Kind.SEVERAL_CHANNELS, ""] += len(channels) > 1
    problems[Kind.BLANK_CHANNEL, ""] += not channels
    problems[Kind.REPEATED_STAGE, ""] += len(entries) - len(known) - (lost is not None)
    for place in range(1, last):
        skipped = firsts[place] is None and reached[place] is not None
        problems[Kind.SKIPPED_STAGE, order.stages[place]] += skipped
    if firsts[last] is not None:
        of_won = [amount for stage, _, _, amount in entries if stage == order.stages[last]]
        of_all = [amount for *_, amount in entries]
        for amounts in (of_won, of_all):
            given = [amount for amount in amounts if amount is not None]
            if given:
                break
        won[channel].append(max(given) if given else None)


def _amounts(amounts: Sequence[float | None]) -> Amounts:
    given = [amount for amount in amounts if amount is not None]
    squares = sum(amount * amount for amount in given)
    middle = median(given) if given else None
    return Amounts(len(amounts), len(given), float(sum(given)), float(squares), middle)
