"""What must enter, month by month, for the wins that are wanted."""

from __future__ import annotations

from collections.abc import Iterator

from funnel_addin.cli import table
from funnel_addin.cli.history_bars import cut, number, share, wrapped
from funnel_core.history.entries import EntriesNeeded
from funnel_core.history.report import HistoryReport

__all__ = ["as_data", "told"]

LEAST = 0.05


def told(needed: EntriesNeeded, report: HistoryReport) -> Iterator[str]:
    """Give the lines that tell it."""
    top, won = cut(report.stages[0]), cut(report.stages[-1])
    yield from ("", f"What must enter {top} for the wins that are wanted")
    rows = [
        [
            f"{month:%Y-%m}",
            number(wins),
            number(from_open),
            number(entries),
            number(unmet) if unmet >= LEAST else "",
        ]
        for month, wins, from_open, entries, unmet in zip(
            needed.months,
            needed.wins,
            needed.from_open,
            needed.entries,
            needed.unmet,
            strict=True,
        )
    ]
    headings = ["Month", "Wins wanted", "Open ones bring", "Must enter", "Cannot be met"]
    yield from table.columns(headings, rows)
    lag = ", ".join(share(each) for each in needed.lag[:6])
    more = ", …" if len(needed.lag) > 6 else ""
    pace = f"; {number(needed.pace)} are taken to enter in what is left of this month"
    yield from wrapped(
        f"{share(needed.rate)} of those that enter {top} come to {won} in the end, of these {lag}"
        f"{more} in the month of entry, the next one, and so on{pace if needed.pace else ''}.",
        "  ",
    )
    if any(each >= LEAST for each in needed.unmet):
        yield from wrapped(
            "Wins that cannot be met come before any record that enters now can be won, or fall "
            "faster than the lags let them.",
            "  ",
        )


def as_data(needed: EntriesNeeded) -> dict[str, object]:
    """Give it as plain data."""
    return {
        "months": [f"{month:%Y-%m}" for month in needed.months],
        "wins": list(needed.wins),
        "from_open": list(needed.from_open),
        "entries": list(needed.entries),
        "unmet": list(needed.unmet),
        "rate": needed.rate,
        "lag": list(needed.lag),
        "pace": needed.pace,
    }
