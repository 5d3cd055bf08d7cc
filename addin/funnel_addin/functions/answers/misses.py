"""The answers of the functions on misses and levers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from funnel_addin.functions.grid import Answer

__all__ = ["MISSES"]


MISSES: Mapping[str, Callable[..., Answer]] = {}
