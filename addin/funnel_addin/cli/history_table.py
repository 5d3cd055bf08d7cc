"""What a history says, as a person reads it on a terminal: rates, lags, forecast, problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from funnel_addin.cli import table
from funnel_addin.cli.history_bars import WIDEST, Scale, cut, days, number, share, wrapped
from funnel_addin.cli.history_undecided import COMPLETED, undecided
from funnel_core.history.problems import Kind
from funnel_core.history.report import HistoryReport, Pair
from funnel_core.model import Interval

__all__ = ["told"]

NARROWEST = 10
BROADEST = 30
CHANNELS = 12
"""So many channels are shown where not all were asked for."""

REASONS = 2
"""Of so many channels it is said why they have no rate, where not all were asked for."""

MONTHS = 12
LEAST = 0.05
"""Wins expected in a month, below which the last months are not shown."""

NOBODY = "(blank)"


def told(report: HistoryReport, all_channels: bool = False) -> Iterator[str]:
    """Give the lines that tell a report, from what was read down to what is wrong with it."""
    yield from _seen(report)
    yield from _rates("What share advances, however long it takes", report.steps, report)
    if any(each.kind is Kind.LEFT_TRUNCATION for each in report.problems):
        yield "  Rates come out too low here: not all was recorded from the start; see at the end."
    yield from _compared(report)
    further = [pair for pair in report.to_won if pair.start != report.stages[-2]]
    yield from _rates(f"What share reaches {cut(report.stages[-1])}", further, report)
    yield from _channels(report, all_channels)
    yield from _amounts(report)
    yield from _entries(report)
    yield from _forecast(report)
    yield from _problems(report)


def _seen(report: HistoryReport) -> Iterator[str]:
    stages = " → ".join(map(cut, report.stages))
    lost = ", ".join(map(cut, report.lost)) or "not recorded"
    yield from wrapped(f"Stages: {stages}; lost: {lost}.")
    zone = f", in days of {report.zone}" if report.zone else ""
    first, last = report.entered_from, report.entered_to
    window = "all records"
    if first or last:
        window = "records that entered a stage"
        window += f" from {first}" if first else ""
        window += f" up to {last}" if last else ""
    yield from wrapped(
        f"As of {report.as_of}{zone}; rates of {window}; intervals at "
        f"{report.confidence * 100:.10g}%."
    )


def _titled(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from ("", title, *lines)


def _rates(title: str, pairs: Sequence[Pair], report: HistoryReport) -> Iterator[str]:
    """Draw what was counted and the honest rate of each pair, with its interval as a bar."""
    if not pairs:
        return
    rows = [[cut(pair.start), *_counted(pair)] for pair in pairs]
    yield from _titled(title, _with_bars(["Stage", *COUNTED], rows, [*map(_drawable, pairs)], 1.0))
    yield from _not_carried(pairs)
    yield from _few([(cut(pair.start), pair) for pair in pairs])


FEW = 10
"""Decided records below which a rate is told to be near to nothing known."""


def _few(named: Sequence[tuple[str, Pair]]) -> Iterator[str]:
    """Say which rates stand on a few records: 100 % of two is no promise."""
    decided = [(name, pair.advanced + pair.lost) for name, pair in named if pair.honest is not None]
    few = [f"{name} ({count})" for name, count in decided if count < FEW]
    if few:
        yield from wrapped(
            f"Fewer than {FEW} decided records stand behind {', '.join(few)}: such a rate says "
            "little, as its interval shows; look again when more are decided.",
            "  ",
        )


COUNTED = ("Entered", "Advanced", "Lost", "Open", "Rate", "Interval")


def _counted(pair: Pair) -> list[str]:
    honest = pair.honest
    return [
        f"{pair.entered:,}",
        f"{pair.advanced:,}",
        f"{pair.lost:,}" if pair.lost else "",
        f"{pair.open:,}",
        _rate(pair),
        "" if honest is None else _ends(honest.interval),
    ]


def _rate(pair: Pair) -> str:
    return share(None if pair.honest is None else pair.honest.rate)


def _ends(interval: Interval) -> str:
    low, high = share(interval.low), share(interval.high)
    return f"{low.removesuffix('%')}–{high}"


def _drawable(pair: Pair) -> tuple[float, Interval] | None:
    return None if pair.honest is None else (pair.honest.rate, pair.honest.interval)


def _with_bars(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    drawn: Sequence[tuple[float, Interval] | None],
    most: float | None = None,
    left: int = 1,
) -> list[str]:
    """Draw a table with a bar behind each row, where there is room for one."""
    lines = table.columns(headings, rows, left)
    widest = max(map(len, lines))
    room = min(BROADEST, WIDEST - widest - 2)
    ends = [interval.high for _, interval in filter(None, drawn)]
    if room < NARROWEST or not ends or max(ends) <= 0:
        return lines
    scale = Scale(ends, room) if most is None else Scale(ends, room, most)
    end = number(scale.end) if most is None else f"{scale.end * 100:.6g}%"
    head = f"{lines[0].ljust(widest)}  0{end.rjust(room - 1)}"
    bars = ["" if each is None else scale.drawn(*each) for each in drawn]
    body = [f"{line.ljust(widest)}  {bar}" for line, bar in zip(lines[2:], bars, strict=True)]
    return [line.rstrip() for line in (head, f"{lines[1]}  {'─' * room}", *body)]


def _not_carried(pairs: Sequence[Pair]) -> Iterator[str]:
    """Say of each rate that history cannot carry why, and what would help."""
    for pair in pairs:
        if pair.honest is None and pair.not_enough:
            channel = "" if pair.channel is None else f"{cut(pair.channel or NOBODY)}, "
            name = f"{channel}{cut(pair.start)} → {cut(pair.end)}"
            yield from wrapped(f"No rate for {name}: {pair.not_enough}.".replace("..", "."), "  ")


def _compared(report: HistoryReport) -> Iterator[str]:
    """Draw the other ways to count beside the honest one, and how long advancing takes."""
    headings = ["Stage", "Naive", "Snapshot", "Honest", "by", "Half in", "9 of 10 in"]
    rows = []
    for pair in report.steps:
        honest, lags = pair.honest, pair.lags
        method = "" if honest is None else honest.method
        if honest is not None and honest.family and COMPLETED not in method:
            method += f", {honest.family}"
        beyond = f"over {days(len(lags.shares))}" if lags else ""
        within = [days(lags.quantiles[at], beyond) for at in (2, 4)] if lags else ["", ""]
        naive, snapshot = share(pair.naive), share(pair.snapshot)
        rows.append([cut(pair.start), naive, snapshot, _rate(pair), method, *within])
    title = "How that compares, and how long it takes those that advance"
    yield from _titled(title, table.columns(headings, rows))
    yield from wrapped(
        "Naive takes open records for failed ones; snapshot divides what entered two stages in "
        "the same days, the window's or the last three full months. Both mislead while records "
        "are open or volumes change.",
        "  ",
    )
    for sentence in undecided(report.steps):
        yield from wrapped(sentence, "  ")


def _channels(report: HistoryReport, everything: bool) -> Iterator[str]:
    """Draw a channel a row, from the first stage to the last; every step where it was asked."""
    first, last = report.stages[0], report.stages[-1]
    if everything:
        ways = [(pair.start, pair.end) for pair in (*report.steps, *report.to_won)]
    else:
        ways = [(first, last)]
    for way in dict.fromkeys(ways):
        pairs = [pair for pair in report.channels if (pair.start, pair.end) == way]
        shown = pairs if everything else pairs[:CHANNELS]
        rows = [[cut(pair.channel or NOBODY), *_counted(pair), _drawn_to(pair)] for pair in shown]
        headings = ["Channel", *COUNTED, "Drawn"]
        title = f"By channel: {cut(way[0])} → {cut(way[1])}"
        lines = _with_bars(headings, rows, [*map(_drawable, shown)], 1.0) if rows else []
        yield from _titled(title, lines)
        if any(row[-1] for row in rows):
            yield "  Drawn: a small channel's rate is drawn to what the others have."
        yield from _few([(cut(pair.channel or NOBODY), pair) for pair in shown])
        unsaid = [pair for pair in shown if pair.honest is None]
        yield from _not_carried(unsaid if everything else unsaid[:REASONS])
        if len(unsaid) > REASONS and not everything:
            others = table.count(len(unsaid) - REASONS, "channel")
            yield f"  No rate for {others} more; --channels says why of each"
        if len(shown) < len(pairs):
            more = len(pairs) - len(shown)
            yield f"  and {table.count(more, 'channel')} more; --channels shows all, every step"


def _drawn_to(pair: Pair) -> str:
    return "" if pair.drawn is None else share(pair.drawn)


def _amounts(report: HistoryReport) -> Iterator[str]:
    known = [each for each in report.amounts if each.amounts.with_amount]
    if {each.channel for each in known} <= {None, ""}:
        # no record has a channel: theirs are the amounts of all
        known = known[:1]
    rows = [
        [
            "all" if each.channel is None else cut(each.channel or NOBODY),
            f"{each.amounts.won:,}",
            f"{each.amounts.with_amount:,}",
            "–" if each.mean is None else f"{each.mean:,.2f}",
            "" if each.interval is None else f"{each.interval.low:,.0f}–{each.interval.high:,.0f}",
            "–" if each.amounts.median is None else f"{each.amounts.median:,.2f}",
        ]
        for each in known[: CHANNELS + 1]
    ]
    headings = ["Channel", "Won", "With amount", "Mean", "Interval", "Median"]
    yield from _titled("What a won record brings", table.columns(headings, rows) if rows else [])


def _entries(report: HistoryReport) -> Iterator[str]:
    """Draw the records that entered each stage, a month a row; the last months alone."""
    months = report.months[-MONTHS:]
    headings = ["Month", *(cut(stage, 14) for stage in report.stages)]
    rows = [[f"{each.first:%Y-%m}", *(f"{n:,}" for n in each.entries)] for each in months]
    title = "Entered each stage, by month"
    if len(months) < len(report.months):
        title += f" (the last {MONTHS} of {len(report.months)}; --json has all)"
    lines = table.columns(headings, rows) if rows else []
    if lines and len(lines[0]) > WIDEST:
        headings = ["Month", cut(report.stages[0], 40), cut(report.stages[-1], 40)]
        lines = table.columns(headings, [[row[0], row[1], row[-1]] for row in rows])
    yield from _titled(title, lines)


def _forecast(report: HistoryReport) -> Iterator[str]:
    won = cut(report.stages[-1])
    yield from ("", f"What the open records will bring to {won}")
    standing = [
        f"{open_:,} in {cut(stage)}" + (f" (half for {days(age)} or more)" if age else "")
        for stage, open_, age in zip(report.stages, report.open_now, report.open_ages, strict=False)
    ]
    yield from wrapped(f"Open now: {', '.join(standing)}.", "  ")
    if report.no_forecast:
        yield from wrapped(f"No forecast: {report.no_forecast}.".replace("..", "."), "  ")
        return
    brings = [at for at, each in enumerate(report.forecast) if each.expected >= LEAST]
    months = report.forecast[: max(brings, default=0) + 1]
    rows = [
        [f"{each.first:%Y-%m}", number(each.expected), _between(each.interval)] for each in months
    ]
    if rows:
        bars = [(each.expected, each.interval) for each in months]
        yield from _with_bars(["Month", "Expected", "Interval"], rows, bars)
    if report.forecast_expected is not None and report.forecast_total is not None:
        yield (
            f"In the end {number(report.forecast_expected)} "
            f"({_between(report.forecast_total)}) of all that are open."
        )


def _between(interval: Interval) -> str:
    return f"{number(interval.low)}–{number(interval.high)}"


def _problems(report: HistoryReport) -> Iterator[str]:
    if not report.problems:
        yield from ("", "Nothing was found wrong with the data.")
        return
    yield from ("", "What is to be known of the data")
    for each in report.problems:
        yield from wrapped(f"{each.kind.value}: {each.sentence}", "• ")
        if each.examples:
            yield from wrapped("such as " + "; ".join(each.examples), "  ")
