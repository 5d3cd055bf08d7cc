"""What a history says as plain data: what `funnel history --json` prints and `--from` reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from funnel_core.history.estimates import LagDistribution
    from funnel_core.history.report import ForecastMonth, HistoryReport, Pair, WonAmount
    from funnel_core.model import Interval

__all__ = ["QUANTILES", "VERSION", "Data", "as_data", "pair_data"]

Data: TypeAlias = dict[str, object]

VERSION = 1
"""The shape of the data; a higher one has keys that mean something else."""

QUANTILES = ("10", "25", "50", "75", "90")
"""The percentages that `LagDistribution.quantiles` belong to."""


def as_data(report: HistoryReport) -> Data:
    """Give all that a history says as plain data: the shape that `--from` reads back."""
    total = report.forecast_total
    first, last = report.entered_from, report.entered_to
    return {
        "funnel_history": VERSION,
        "as_of": report.as_of.isoformat(),
        "zone": report.zone,
        "confidence": report.confidence,
        "entered_from": first and first.isoformat(),
        "entered_to": last and last.isoformat(),
        "stages": list(report.stages),
        "lost": list(report.lost),
        "steps": [pair_data(pair) for pair in report.steps],
        "to_won": [pair_data(pair) for pair in report.to_won],
        "channels": [pair_data(pair) for pair in report.channels],
        "amounts": [_amount(each) for each in report.amounts],
        "months": [
            {"month": f"{each.first:%Y-%m}", "entries": list(each.entries)}
            for each in report.months
        ],
        "channel_months": [
            {"channel": each.channel, "month": f"{each.first:%Y-%m}", "entries": list(each.entries)}
            for each in report.channel_months
        ],
        "open_now": list(report.open_now),
        "open_ages": list(report.open_ages),
        "forecast": [_forecast(each) for each in report.forecast],
        "forecast_total": None
        if total is None
        else {"expected": report.forecast_expected, **_ends(total)},
        "no_forecast": report.no_forecast,
        "problems": [
            {
                "kind": each.kind.value,
                "count": each.count,
                "sentence": each.sentence,
                "examples": list(each.examples),
            }
            for each in report.problems
        ],
    }


def pair_data(pair: Pair) -> Data:
    """Give what is known of one pair of stages as plain data."""
    honest = pair.honest
    interval = honest and honest.interval
    return {
        "from": pair.start,
        "to": pair.end,
        "channel": pair.channel,
        "entered": pair.entered,
        "advanced": pair.advanced,
        "lost": pair.lost,
        "open": pair.open,
        "naive": pair.naive,
        "snapshot": pair.snapshot,
        "rate": honest and honest.rate,
        "low": interval and interval.low,
        "high": interval and interval.high,
        "method": honest and honest.method,
        "family": honest and honest.family,
        "undecided": honest and honest.undecided,
        "spread": honest and honest.spread,
        "equivalent": honest
        and {"entered": honest.equivalent.entered, "advanced": honest.equivalent.advanced},
        "drawn": pair.drawn,
        "not_enough": pair.not_enough,
        "lag": None if pair.lags is None else _lag(pair.lags),
    }


def _lag(lags: LagDistribution) -> Data:
    quantiles = dict(zip(QUANTILES, lags.quantiles, strict=True))
    return {
        "median_days": quantiles["50"],
        "mean_days": lags.mean,
        "quantiles_days": quantiles,
        "by_month": list(lags.by_month()),
        "later": lags.later,
    }


def _amount(each: WonAmount) -> Data:
    counted, interval = each.amounts, each.interval
    return {
        "channel": each.channel,
        "won": counted.won,
        "with_amount": counted.with_amount,
        "total": counted.total,
        "mean": each.mean,
        "low": interval and interval.low,
        "high": interval and interval.high,
        "median": counted.median,
    }


def _forecast(each: ForecastMonth) -> Data:
    return {"month": f"{each.first:%Y-%m}", "expected": each.expected, **_ends(each.interval)}


def _ends(interval: Interval) -> Data:
    return {"low": interval.low, "high": interval.high}
