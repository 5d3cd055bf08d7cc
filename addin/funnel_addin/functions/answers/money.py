"""The answers of the functions on money."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from funnel_addin.functions.grid import Answer

__all__ = ["MONEY"]


MONEY: Mapping[str, Callable[..., Answer]] = {}
