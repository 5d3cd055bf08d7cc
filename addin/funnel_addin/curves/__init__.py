"""Cohort curves with their intervals, drawn as PNG or SVG; this room alone knows matplotlib."""

from __future__ import annotations

from funnel_addin.curves.drawing import FORMS, drawing
from funnel_core.history.counted import History
from funnel_core.history.curves import step_curves
from funnel_core.history.report import HistoryReport

__all__ = ["FORMS", "drawn"]


def drawn(report: HistoryReport, history: History, form: str) -> bytes:
    """Draw a history: a panel per step, with its cohorts, its curve and the interval.

    Args:
        report: what was learnt.
        history: what was counted.
        form: "png" or "svg".

    Returns:
        The bytes of a file, the same each time.
    """
    return drawing(report, step_curves(history, report), form)
