"""One answer per worksheet function: checked arguments in, the core's answer laid out as cells.

They stand in rooms named as the catalog's sections, and are loaded as those are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module

from funnel_addin.catalog import SECTION_ROOMS
from funnel_addin.functions.grid import Answer

__all__ = ["ANSWERS", "find"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    ANSWERS: Mapping[str, Callable[..., Answer]]


def find(name: str) -> Callable[..., Answer]:
    """Find the answer of a function of the catalog."""
    for room in SECTION_ROOMS.values():
        if name in _section(room):
            return _section(room)[name]
    raise LookupError(f"{name} has no answer")


def __getattr__(name: str) -> object:
    """Load every section when all answers are asked for."""
    if name == "ANSWERS":
        return {
            name: each for room in SECTION_ROOMS.values() for name, each in _section(room).items()
        }
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def _section(room: str) -> Mapping[str, Callable[..., Answer]]:
    answers: Mapping[str, Callable[..., Answer]] = getattr(
        import_module(f"{__name__}.{room}"), room.upper()
    )
    return answers
