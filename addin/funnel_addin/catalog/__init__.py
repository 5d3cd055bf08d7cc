"""The one list of worksheet functions; what every host offers is rendered from it.

A section is loaded when it is first looked through, and with it the core's rooms that its functions
name: `funnel call` waits for no more of them than it must. `SECTIONS` and `CATALOG` load them all.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from funnel_addin.catalog.kinds import CATEGORY, Argument, Kind, WorksheetFunction
from funnel_addin.catalog.reading import NAMES_READ, READS_ITS_WORKBOOK
from funnel_addin.catalog.why import WHY, HostFunction
from funnel_core.errors import UnknownFunction

__all__ = [
    "CATALOG",
    "CATEGORY",
    "NAMES_READ",
    "READS_ITS_WORKBOOK",
    "SECTIONS",
    "WHY",
    "Argument",
    "HostFunction",
    "Kind",
    "WorksheetFunction",
    "find",
    "require",
]

PREFIX = "FUNNEL_"
"""Begins the name of every worksheet function."""

NEAR = 0.6
"""How alike a name must be, after the prefix, to be worth a guess: 1 is the same."""

SECTION_ROOMS = {
    "Plan": "plan",
    "Time": "time",
    "Rates and channels": "channels",
    "Money": "money",
    "Misses and levers": "misses",
    "Trends": "trends",
    "Experiments": "experiments",
}
"""The questions that functions answer, in the order of the documentation, and where they stand."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    SECTIONS: tuple[tuple[str, tuple[WorksheetFunction, ...]], ...]
    CATALOG: tuple[WorksheetFunction, ...]


def __getattr__(name: str) -> object:
    """Load every section when all functions are asked for."""
    if name == "SECTIONS":
        return tuple((title, _section(room)) for title, room in SECTION_ROOMS.items())
    if name == "CATALOG":
        return _catalog()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def _section(room: str) -> tuple[WorksheetFunction, ...]:
    functions: tuple[WorksheetFunction, ...] = getattr(
        import_module(f"{__name__}.{room}"), room.upper()
    )
    return functions


@cache
def _catalog() -> tuple[WorksheetFunction, ...]:
    return tuple(function for room in SECTION_ROOMS.values() for function in _section(room))


def find(name: str) -> WorksheetFunction | None:
    """Find a function by its name, as a cell finds it: in any case.

    >>> find("funnel_pace").usage
    'FUNNEL_PACE(actual, expected, [alpha])'
    """
    wanted = name.upper()
    for room in SECTION_ROOMS.values():
        for function in _section(room):
            if function.name == wanted:
                return function
    return None


def require(name: str) -> WorksheetFunction:
    """Find a function by its name, or say which come near it."""
    function = find(name)
    if function is None:
        import difflib

        # what all names begin with would make any of them look near
        named = {each.name.removeprefix(PREFIX): each.name for each in _catalog()}
        near = difflib.get_close_matches(name.upper().removeprefix(PREFIX), named, 3, NEAR)
        hint = f" (did you mean {' or '.join(named[each] for each in near)}?)" if near else ""
        raise UnknownFunction(
            f"no function is called {name}{hint}; `funnel functions` lists them all"
        )
    return function
