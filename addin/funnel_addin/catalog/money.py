"""Functions on money: what a customer costs and brings."""

from __future__ import annotations

from funnel_addin.catalog.kinds import WorksheetFunction

__all__ = ["MONEY"]

MONEY: tuple[WorksheetFunction, ...] = ()
