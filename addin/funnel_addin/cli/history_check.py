"""The past played again: what would have been forecast at earlier days beside what happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from funnel_addin.cli import table
from funnel_addin.cli.history_bars import WIDEST, Scale, cut, number, share, wrapped
from funnel_core.history.replayed import Compared, RateCompared, Replay, Replays

__all__ = ["as_data", "told"]

Data = dict[str, object]

VERSION = 1
BROADEST, NARROWEST = 30, 10
FEW = 3
"""Up to so many dates, each rate is shown; of more, how many of them held."""


def told(replays: Replays) -> Iterator[str]:
    """Give the lines that tell a back-test, the sentence that sums it up last."""
    yield from wrapped(
        f"What would have been forecast at earlier days, with what was known then, beside what "
        f"had happened by {replays.as_of}; intervals at {replays.confidence * 100:.10g}%."
    )
    yield from _wins(replays)
    if len(replays.replays) <= FEW:
        for replay in replays.replays:
            yield from _by_month(replay)
            yield from _rates(replay)
    else:
        yield from _rates_in_all(replays.replays)
    yield ""
    yield from wrapped(replays.sentence)
    if len(replays.replays) > 1:
        yield from wrapped(
            "Of several days put together: a record counts at each of the days at which it was "
            "open, so these are more wins than there were."
        )


def _wins(replays: Replays) -> Iterator[str]:
    rows, compared = [], []
    for replay in replays.replays:
        open_then = sum(step.open for step in replay.steps)
        rows.append([f"{replay.date}", f"{open_then:,}", *_counted(replay.wins)])
        compared.append(replay.wins)
    headings = ["As of", "Open then", *COUNTED]
    yield from ("", f"Wins of the records that were open then, up to {replays.as_of}")
    yield from _with_bars(headings, rows, compared)
    for replay in replays.replays:
        if replay.no_forecast:
            yield from wrapped(f"No forecast at {replay.date}: {replay.no_forecast}", "  ")


COUNTED = ("Expected", "Interval", "Happened", "Held")


def _counted(compared: Compared | None) -> list[str]:
    if compared is None:
        return ["–", "", "", ""]
    interval = compared.interval
    return [
        number(compared.expected),
        f"{number(interval.low)}–{number(interval.high)}",
        f"{compared.happened:,}",
        _yes(compared.held),
    ]


def _yes(held: bool | None) -> str:
    return "" if held is None else "yes" if held else "no"


def _with_bars(
    headings: Sequence[str], rows: Sequence[Sequence[str]], compared: Sequence[Compared | None]
) -> list[str]:
    """Draw a table with the interval, the forecast (●) and what happened (◆) behind each row."""
    lines = table.columns(headings, rows)
    widest = max(map(len, lines))
    room = min(BROADEST, WIDEST - widest - 2)
    known = [each for each in compared if each is not None]
    ends = [max(each.interval.high, each.happened) for each in known]
    if room < NARROWEST or not ends or max(ends) <= 0:
        return lines
    scale = Scale(ends, room)
    bars = [
        "" if each is None else scale.drawn(each.expected, each.interval, each.happened)
        for each in compared
    ]
    head = f"{lines[0].ljust(widest)}  0{number(scale.end).rjust(room - 1)}"
    body = [f"{line.ljust(widest)}  {bar}" for line, bar in zip(lines[2:], bars, strict=True)]
    legend = "  ● forecast, ◆ what happened"
    return [line.rstrip() for line in (head, f"{lines[1]}  {'─' * room}", *body, legend)]


def _by_month(replay: Replay) -> Iterator[str]:
    if len(replay.months) < 2:
        return
    rows = [[f"{each.first:%Y-%m}", *_counted(each.wins)] for each in replay.months]
    yield from ("", f"By month, as of {replay.date}")
    yield from table.columns(["Month", *COUNTED], rows)


def _rates(replay: Replay) -> Iterator[str]:
    headings = ["From", "To", "Entered", "Rate then", "Interval", "Known now", "Held"]
    rows = []
    for each in replay.rates:
        honest = each.honest
        rate, interval = "–", ""
        if honest is not None:
            rate = share(honest.rate)
            interval = _between(honest.interval.low, honest.interval.high)
        known = "" if each.known is None else _between(*each.known)
        rows.append(
            [
                cut(each.start),
                cut(each.end),
                f"{each.entered:,}",
                rate,
                interval,
                known,
                _yes(each.held),
            ]
        )
    yield from ("", f"Rates as of {replay.date}, and what the same records came to")
    yield from table.columns(headings, rows, 2)
    for each in replay.rates:
        if each.not_enough:
            name = f"{cut(each.start)} → {cut(each.end)}"
            yield from wrapped(f"No rate for {name}: {each.not_enough}", "  ")


def _between(low: float, high: float) -> str:
    least, most = share(low), share(high)
    return most if least == most else f"{least.removesuffix('%')}–{most}"


def _rates_in_all(replays: Sequence[Replay]) -> Iterator[str]:
    """Draw per way how many of its rates agree with what is known now, and when they did not."""
    ways: dict[tuple[str, str], list[tuple[Replay, RateCompared]]] = {}
    for replay in replays:
        for each in replay.rates:
            if each.held is not None:
                ways.setdefault((each.start, each.end), []).append((replay, each))
    rows = []
    for (start, end), seen in ways.items():
        wrong = [f"{replay.date}" for replay, each in seen if not each.held]
        when = ", ".join(wrong[:2]) + (f" and {len(wrong) - 2} more" if len(wrong) > 2 else "")
        agree = f"{len(seen) - len(wrong)}"
        rows.append([cut(start, 24), cut(end, 24), f"{len(seen)}", agree, when])
    if rows:
        yield from ("", "Rates as they were seen then, against what the same records came to")
        headings = ["From", "To", "Dates", "Agree", "Not on"]
        yield from table.columns(headings, rows, 2)


def as_data(replays: Replays) -> Data:
    """Give a back-test as plain data."""
    return {
        "funnel_history_check": VERSION,
        "as_of": replays.as_of.isoformat(),
        "confidence": replays.confidence,
        "replays": [_replay(each) for each in replays.replays],
        "counts": {"forecast": replays.counts[0], "held": replays.counts[1]},
        "rates": {"said": replays.rates[0], "held": replays.rates[1]},
        "expected": replays.expected,
        "won": replays.won,
        "bias": replays.bias,
        "sentence": replays.sentence,
    }


def _replay(replay: Replay) -> Data:
    return {
        "date": replay.date.isoformat(),
        "wins": _compared(replay.wins),
        "months": [
            {"month": f"{each.first:%Y-%m}", **(_compared(each.wins) or {})}
            for each in replay.months
        ],
        "steps": [
            {
                "from": each.start,
                "to": each.end,
                "open": each.open,
                "advanced": _compared(each.advanced),
            }
            for each in replay.steps
        ],
        "rates": [_rate(each) for each in replay.rates],
        "no_forecast": replay.no_forecast,
    }


def _compared(compared: Compared | None) -> Data | None:
    if compared is None:
        return None
    return {
        "expected": compared.expected,
        "low": compared.interval.low,
        "high": compared.interval.high,
        "happened": compared.happened,
        "held": compared.held,
    }


def _rate(each: RateCompared) -> Data:
    honest = each.honest
    return {
        "from": each.start,
        "to": each.end,
        "entered": each.entered,
        "rate": None if honest is None else honest.rate,
        "low": None if honest is None else honest.interval.low,
        "high": None if honest is None else honest.interval.high,
        "known": None if each.known is None else list(each.known),
        "held": each.held,
        "not_enough": each.not_enough,
    }
