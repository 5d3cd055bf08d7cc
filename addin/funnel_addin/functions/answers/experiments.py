"""The answers of the functions on experiments."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from funnel_addin.functions.grid import Answer

__all__ = ["EXPERIMENTS"]


EXPERIMENTS: Mapping[str, Callable[..., Answer]] = {}
