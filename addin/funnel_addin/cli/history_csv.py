"""A line per pair of stages and channel, for a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from funnel_addin.exports.saved import QUANTILES, pair_data

if TYPE_CHECKING:
    from funnel_core.history.report import HistoryReport, Pair

__all__ = ["ALL", "COLUMNS", "as_csv"]

COLUMNS = (
    "from",
    "to",
    "channel",
    "entered",
    "advanced",
    "lost",
    "open",
    "naive",
    "snapshot",
    "rate",
    "low",
    "high",
    "confidence",
    "method",
    "family",
    "undecided",
    "spread",
    "equivalent entered",
    "equivalent advanced",
    "drawn",
    *(f"days {share}%" for share in QUANTILES),
    "mean days",
    "why no rate",
)
"""The headings of the CSV file; `channel` says ALL where all are together."""

ALL = "ALL"


def as_csv(report: HistoryReport) -> bytes:
    """Give a line per pair of stages and channel, as CSV that Excel opens, too."""
    pairs = _once((*report.steps, *report.to_won, *report.channels))
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    lines.writerows(_line(pair, report.confidence) for pair in pairs)
    # without the mark Excel takes a file's ä for two other letters
    return text.getvalue().encode("utf-8-sig")


def _once(pairs: Sequence[Pair]) -> list[Pair]:
    """Leave out the last step where it stands again among the ways to won."""
    seen: dict[tuple[str, str, str | None], Pair] = {}
    for pair in pairs:
        seen.setdefault((pair.start, pair.end, pair.channel), pair)
    return list(seen.values())


def _line(pair: Pair, confidence: float) -> list[object]:
    honest, lags = pair.honest, pair.lags
    equivalent = honest and honest.equivalent
    quantiles = (None,) * len(QUANTILES) if lags is None else lags.quantiles
    cells = {
        **pair_data(pair),
        "channel": ALL if pair.channel is None else pair.channel,
        "confidence": None if honest is None else confidence,
        "equivalent entered": equivalent and equivalent.entered,
        "equivalent advanced": equivalent and equivalent.advanced,
        **{f"days {share}%": days for share, days in zip(QUANTILES, quantiles, strict=True)},
        "mean days": lags and lags.mean,
        "why no rate": pair.not_enough,
    }
    return [_safe(cells[column]) for column in COLUMNS]


def _safe(cell: object) -> object:
    """Keep a name that begins like a formula from being one where the file is opened."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip()[:1] in "=+-@" and cell else cell
