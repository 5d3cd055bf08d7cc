"""One panel per step: cohorts as thin lines, the honest curve and its interval over them."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from contextlib import AbstractContextManager

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator, PercentFormatter

from funnel_core.history.curves import FEWEST, CohortCurve, StepCurves
from funnel_core.history.report import HistoryReport, Pair

__all__ = ["FORMS", "drawing"]

FORMS = ("png", "svg")

INK, NAVY, GREY, LINE, AMBER = "#1F2933", "#1B365D", "#5F6B7A", "#D3D9E0", "#B7791F"
WIDTH, HEIGHT, COLUMNS = 4.6, 3.7, 3
ROOM = 0.045
"""How far apart, as a share of the axis, the names of two cohorts stand at least."""

LETTERS = 46
"""How many letters of a title a panel holds."""


def _looks() -> AbstractContextManager[None]:
    return mpl.rc_context(
        {
            "font.size": 9,
            "axes.edgecolor": GREY,
            "axes.labelcolor": GREY,
            "xtick.color": GREY,
            "ytick.color": GREY,
            "text.color": INK,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "svg.hashsalt": "funnel history",
            "svg.fonttype": "none",
        }
    )


def drawing(report: HistoryReport, curves: Sequence[StepCurves], form: str) -> bytes:
    """Draw the curves of a history.

    Args:
        report: what was learnt.
        curves: of each step, as `step_curves` gives them.
        form: "png" or "svg".

    Returns:
        The file's bytes, the same each time.
    """
    with _looks():
        across = min(math.ceil(math.sqrt(len(curves))), COLUMNS)
        down = math.ceil(len(curves) / across)
        # a single panel is as wide as two: its title and its legend need the room
        wide = WIDTH * max(across, 1.6)
        figure = Figure(figsize=(wide, HEIGHT * down + 0.9), layout="constrained")
        axes = figure.subplots(down, across, squeeze=False).ravel()
        for at, panel in enumerate(axes):
            if at < len(curves):
                _panel(panel, curves[at])
            else:
                panel.set_axis_off()
        figure.suptitle(_title(report), x=0.01, ha="left", fontsize=12, fontweight="bold")
        figure.supxlabel(
            "thin lines: what each cohort did, as far as all of it is old enough, the younger the "
            f"darker (cohorts of fewer than {FEWEST} records are not drawn) · thick line: what is "
            f"to be expected · band: its {_share(report.confidence)} interval · dashed: the rate",
            fontsize=8,
            color=GREY,
            wrap=True,
        )
        held = io.BytesIO()
        nothing = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}
        figure.savefig(held, format=form, dpi=150, metadata=nothing[form])
        return held.getvalue()


def _title(report: HistoryReport) -> str:
    parts = [f"{report.stages[0]} to {report.stages[-1]}", f"seen on {report.as_of:%d %b %Y}"]
    if report.entered_from is not None:
        parts.append(f"entered from {report.entered_from:%d %b %Y}")
    if report.entered_to is not None:
        parts.append(f"entered to {report.entered_to:%d %b %Y}")
    return _plain(" · ".join(parts))


def _panel(panel: Axes, curves: StepCurves) -> None:
    """Draw one step."""
    pair = curves.pair
    top = _top(curves)
    _cohorts(panel, curves.cohorts, top)
    if curves.expected:
        days = range(len(curves.expected))
        panel.fill_between(days, curves.low, curves.high, color=NAVY, alpha=0.18, linewidth=0)
        panel.plot(curves.expected, color=NAVY, linewidth=2.2)
    if pair.honest is not None:
        panel.axhline(pair.honest.rate, color=NAVY, linewidth=0.8, linestyle=(0, (4, 3)))
    title = f"{_short(pair.start, pair.end)} → {_short(pair.end, pair.start)}"
    panel.set_title(_plain(title), loc="left", fontsize=10, color=INK, pad=26)
    panel.annotate(
        "\n".join(_rates(pair)),
        (0, 1),
        xycoords="axes fraction",
        xytext=(0, 3),
        textcoords="offset points",
        va="bottom",
        fontsize=8,
        color=NAVY,
    )
    panel.set_xlabel("days since entry")
    panel.xaxis.set_major_locator(MaxNLocator(integer=True))
    panel.yaxis.set_major_formatter(PercentFormatter(1, symbol=" %"))
    panel.set_ylim(0, top)
    panel.set_xlim(0, None)
    panel.grid(axis="y", color=LINE, linewidth=0.6)
    panel.set_axisbelow(True)


def _cohorts(panel: Axes, cohorts: Sequence[CohortCurve], top: float) -> None:
    """Draw the cohorts, and name those that have room for it, the youngest first."""
    named: list[float] = []
    for at, cohort in reversed(list(enumerate(cohorts))):
        colour = to_rgba(AMBER, 0.25 + 0.65 * (at + 1) / len(cohorts))
        panel.plot(cohort.shares, color=colour, linewidth=1)
        end = (len(cohort.shares) - 1, cohort.shares[-1])
        panel.plot(*end, "o", color=colour, markersize=2.5)
        if all(abs(end[1] - other) > ROOM * top for other in named):
            named.append(end[1])
            panel.annotate(
                f"{cohort.label} ({cohort.entered:,})",
                end,
                textcoords="offset points",
                xytext=(4, -3),
                fontsize=7,
                color=AMBER,
                # curves that it lies across are kept off its letters
                path_effects=[withStroke(linewidth=2.5, foreground="white", alpha=0.85)],
                zorder=5,
            )


def _rates(pair: Pair) -> list[str]:
    """Give the rates as text: the honest one, or that there is none, and what was counted."""
    naive = "" if pair.naive is None else f" · advanced so far {_percent(pair.naive)}"
    counted = f"{pair.entered:,} entered · {pair.open:,} open"
    if pair.honest is None:
        return [f"not enough data for a rate{naive}", counted]
    low, high = pair.honest.interval.low, pair.honest.interval.high
    return [f"{_percent(pair.honest.rate)} ({_percent(low)} to {_percent(high)}){naive}", counted]


def _top(curves: StepCurves) -> float:
    """Give the top of the axis: all of the curves, and never above 100 % by much."""
    highest = max(
        [*curves.high[-1:], *(cohort.shares[-1] for cohort in curves.cohorts)], default=1.0
    )
    return min(max(highest * 1.12, 0.01), 1.04)


def _percent(share: float) -> str:
    return f"{share * 100:.{1 if share >= 0.01 else 2}f} %"


def _share(confidence: float) -> str:
    return f"{confidence * 100:.10g}%"


def _short(name: str, beside: str) -> str:
    """Cut a name where both do not fit; what a short one leaves is the other's."""
    room = LETTERS - min(len(beside), LETTERS // 2)
    return name if len(name) <= room else f"{name[: room - 1]}…"


def _plain(text: str) -> str:
    """Keep matplotlib from reading a stage's name as a formula."""
    return text.replace("$", r"\$")
