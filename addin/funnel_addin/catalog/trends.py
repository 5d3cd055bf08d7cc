"""Functions on series: signals, trends, and what moves with what."""

from __future__ import annotations

from funnel_addin.catalog.kinds import WorksheetFunction

__all__ = ["TRENDS"]

TRENDS: tuple[WorksheetFunction, ...] = ()
