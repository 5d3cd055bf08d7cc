"""The answers of the functions on series."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from funnel_addin.functions.grid import Answer

__all__ = ["TRENDS"]


TRENDS: Mapping[str, Callable[..., Answer]] = {}
