"""What must enter, month by month, for the wins that are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from funnel_addin.cli import table
from funnel_addin.cli.history_bars import cut, number, share, wrapped
from funnel_core.history.entries import EntriesNeeded
from funnel_core.history.report import HistoryReport

__all__ = ["as_data", "formula", "told"]

LEAST, WORTH = 0.05, 0.01
"""Wins short that are worth telling: so many, and such a share of those that are wanted."""

SHOWN = 6
"""So many shares of the lag are told."""


def told(needed: EntriesNeeded, report: HistoryReport) -> Iterator[str]:
    """Give the lines that tell it."""
    top, won = cut(report.stages[0]), cut(report.stages[-1])
    yield from ("", f"What must enter {top} for the wins that are wanted")
    columns = (needed.wins, needed.from_open, needed.expected)
    rows = [
        [f"{month:%Y-%m}", f"{entries:,.0f}", *map(number, wins), _told_short(short, wins[0])]
        for month, entries, *wins, short in zip(
            needed.months, needed.entries, *columns, needed.short, strict=True
        )
    ]
    headings = ["Month", "To enter", "Wins wanted", "From open ones", "Wins expected", "Short by"]
    yield from table.columns(headings, rows)
    last = f"{needed.wins[-1]:,.10g}"
    yield from wrapped(
        "A steady plan: what enters changes little from month to month, and the last month's wins "
        f"are taken to go on, {last} a month. Lately {needed.lately:,.0f} entered in a month.",
        "  ",
    )
    yield from wrapped(_lags(needed, report, top, won), "  ")
    yield from wrapped(" ".join(_short(needed)), "  ")
    yield "  Each month met by itself, in a sheet, however much entries then swing:"
    yield f"  {formula(needed)}"


def _told_short(short: float, wins: float) -> str:
    return number(short) if _is_short(short, wins) else ""


def _is_short(short: float, wins: float) -> bool:
    return short >= max(LEAST, WORTH * wins)


def _lags(needed: EntriesNeeded, report: HistoryReport, top: str, won: str) -> str:
    """Say what share is won, and when."""
    first, *later = map(share, needed.lag[:SHOWN])
    lag = f"{first} in the month of entry"
    if later:
        lag += f" and {', '.join(later)} in those that follow, month by month"
    direct = report.to_won[0].honest if report.to_won else None
    beside = ""
    if direct is not None and share(direct.rate) != share(needed.rate):
        beside = (
            " (the steps' rates multiplied, as a plan does; all the way estimated at once it is "
            f"the {share(direct.rate)} above, between {share(direct.interval.low)} and "
            f"{share(direct.interval.high)})"
        )
    pace = f"; {number(needed.pace)} are taken to enter in what is left of this month"
    return (
        f"{share(needed.rate)} of those that enter {top} come to {won} in the end{beside}; of "
        f"these {lag}{pace if needed.pace else ''}."
    )


def _short(needed: EntriesNeeded) -> Iterator[str]:
    """Say which wins cannot be had any more."""
    both = zip(needed.short, needed.wins, strict=True)
    late = [at for at, (short, wins) in enumerate(both) if _is_short(short, wins)]
    if not late:
        return
    when = " and ".join(f"{needed.months[at]:%Y-%m}" for at in dict.fromkeys((late[0], late[-1])))
    yield f"Short by {number(sum(needed.short[at] for at in late))} in all,"
    yield f"{'between ' if len(late) > 2 else 'in '}{when}:"
    yield "most of those that enter now are won later than that. More entries would bring part of"
    yield "these wins, and too many in the months that follow."


def formula(needed: EntriesNeeded) -> str:
    """Give the worksheet formula of the same wins, lags and rate.

    The wins are those that the open records do not bring; the lag's last share takes what
    rounding leaves, so that they add to 1.
    """
    lag = [round(each, 4) for each in needed.lag_within]
    lag[-1] = max(round(1 - sum(lag[:-1]), 4), 0.0)
    parts = [
        _array(round(each, 2) for each in needed.wanting),
        _array(lag),
        f"{needed.rate:.4g}",
        *([_array([round(needed.pace, 1)])] if needed.pace else []),
    ]
    return f"=FUNNEL_SCHEDULE({', '.join(parts)})"


def _array(numbers: Iterable[float]) -> str:
    return "{" + ";".join(f"{each:.10g}" for each in numbers) + "}"


def as_data(needed: EntriesNeeded) -> dict[str, object]:
    """Give it as plain data."""
    return {
        "months": [f"{month:%Y-%m}" for month in needed.months],
        "wins": list(needed.wins),
        "from_open": list(needed.from_open),
        "entries": list(needed.entries),
        "expected": list(needed.expected),
        "short": list(needed.short),
        "rate": needed.rate,
        "lag": list(needed.lag),
        "pace": needed.pace,
        "lately": needed.lately,
        "formula": formula(needed),
    }
