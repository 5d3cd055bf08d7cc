"""The answers of the functions on series."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from funnel_addin.functions.grid import Answer, Listed
from funnel_addin.functions.groups import Table
from funnel_core.correlation import lagged_correlations
from funnel_core.trends import series_trend, xmr_chart

__all__ = ["TRENDS"]


def _xmr(series: Listed) -> Answer:
    chart = xmr_chart(series.values)
    return tuple((chart.centre, chart.lower, chart.upper, signal) for signal in chart.signals)


def _trend(series: Listed, alpha: float | None) -> Answer:
    trend = series_trend(series.values, 0.05 if alpha is None else alpha)
    return ((trend.direction, trend.slope, trend.p),)


def _correlate(activities: Table, result: Listed, max_lag: float | None) -> Answer:
    lag = 3 if max_lag is None else int(max_lag)
    return tuple(
        ("#N/A",) * 4 if found is None else (found.lag, found.r, found.p, found.q)
        for found in lagged_correlations(activities.lines, result.values, lag)
    )


TRENDS: Mapping[str, Callable[..., Answer]] = {
    "FUNNEL_XMR": _xmr,
    "FUNNEL_TREND": _trend,
    "FUNNEL_CORRELATE": _correlate,
}
