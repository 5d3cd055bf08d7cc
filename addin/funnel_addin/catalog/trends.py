"""Functions on series: signals, trends, and what moves with what."""

from __future__ import annotations

from funnel_addin.catalog.kinds import Argument, Kind, WorksheetFunction
from funnel_core import correlation, trends

__all__ = ["TRENDS"]

TRENDS: tuple[WorksheetFunction, ...] = (
    WorksheetFunction(
        "FUNNEL_XMR",
        "Which points of a series are a signal, and which are its usual noise",
        (
            Argument(
                "series",
                Kind.LIST,
                "A number per period, oldest first: at least two, any sign",
                core=trends.xmr_chart,
            ),
        ),
        "[[[50], [52], [49], [51], [50], [48], [51], [90]]]",
        "a row per point: centre, lower limit, upper limit, signal: blank, above limit, "
        "below limit, run above centre or run below centre (the eighth and later in a row)",
        core=(trends.xmr_chart,),
    ),
    WorksheetFunction(
        "FUNNEL_TREND",
        "Whether a series rises, falls or is steady, how fast, and how often chance alone would "
        "show as much",
        (
            Argument(
                "series",
                Kind.LIST,
                "A number per period, oldest first: at least four, any sign",
                core=trends.series_trend,
            ),
            Argument(
                "alpha",
                Kind.NUMBER,
                "How often chance alone may call a steady series rising or falling; more often "
                "where each period resembles the one before",
                core=trends.series_trend,
                optional=True,
                default="5%",
            ),
        ),
        "[[[10], [12], [11], [14], [13], [15], [16], [15]]]",
        "a row: rising, falling or steady; slope per period (Theil–Sen); p (Mann–Kendall), how "
        "often chance alone would show as much in a steady series",
        core=(trends.series_trend,),
    ),
    WorksheetFunction(
        "FUNNEL_CORRELATE",
        "Which activities a result follows, how many periods later, and how often chance alone "
        "would show as much",
        (
            Argument(
                "activities",
                Kind.COLUMNS,
                "A column per activity, a number per period; their changes are compared",
                core=correlation.lagged_correlations,
                group="periods",
            ),
            Argument(
                "result",
                Kind.LIST,
                "The result in the same periods, oldest first: at least 5 + max_lag",
                core=correlation.lagged_correlations,
                group="periods",
            ),
            Argument(
                "max_lag",
                Kind.NUMBER,
                "The most periods that the result may follow by",
                core=correlation.lagged_correlations,
                optional=True,
                default="3",
            ),
        ),
        "[[[30], [34], [39], [36], [31], [35], [44], [47], [41], [40], [43], [52]], "
        "[[14], [15], [17], [19], [18], [16], [18], [22], [23], [21], [20], [21]], 2]",
        "a row per activity: best lag; r; p, how often chance alone would show as much at one lag "
        "of one activity; q, p with all that was tried counted in: of the activities with a q up "
        "to 5%, expect 5% at most to be chance. #N/A for an activity that never changes",
        core=(
            correlation.lagged_correlations,
            correlation.correlation_p,
            correlation.effective_pairs,
            correlation.benjamini_hochberg,
        ),
    ),
)
