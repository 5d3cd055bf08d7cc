"""Functions on misses and levers: what explains the difference, and what to improve first."""

from __future__ import annotations

from funnel_addin.catalog.kinds import WorksheetFunction

__all__ = ["MISSES"]

MISSES: tuple[WorksheetFunction, ...] = ()
