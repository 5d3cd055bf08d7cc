"""Functions on experiments: what was learnt, and how much to try."""

from __future__ import annotations

from funnel_addin.catalog.kinds import WorksheetFunction

__all__ = ["EXPERIMENTS"]

EXPERIMENTS: tuple[WorksheetFunction, ...] = ()
