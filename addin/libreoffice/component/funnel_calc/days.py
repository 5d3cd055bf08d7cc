"""Dates: a document says which day is 0 for it; for the worksheet functions it is 1899-12-30."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from funnel_addin.catalog import Kind, find
from funnel_addin.functions.grid import DAY_ZERO

__all__ = ["with_days"]


def with_days(document: Any, function: str, arguments: Sequence[Any]) -> Sequence[Any]:
    """Give a call's arguments with its dates counted from 1899-12-30 in every document."""
    entry = find(function)
    dates = [at for at, each in enumerate(entry.arguments) if each.kind is Kind.DATE]
    if not dates or document is None:
        return arguments
    zero = document.NullDate
    later = (datetime.date(zero.Year, zero.Month, zero.Day) - DAY_ZERO).days
    if not later:
        return arguments
    return tuple(
        each + later if at in dates and isinstance(each, float) else each
        for at, each in enumerate(arguments)
    )
