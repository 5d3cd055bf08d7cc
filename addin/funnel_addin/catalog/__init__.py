"""The one list of worksheet functions; what every host offers is rendered from it."""

from __future__ import annotations

from funnel_addin.catalog.channels import CHANNELS
from funnel_addin.catalog.experiments import EXPERIMENTS
from funnel_addin.catalog.kinds import CATEGORY, Argument, Kind, WorksheetFunction
from funnel_addin.catalog.misses import MISSES
from funnel_addin.catalog.money import MONEY
from funnel_addin.catalog.plan import PLAN
from funnel_addin.catalog.time import TIME
from funnel_addin.catalog.trends import TRENDS
from funnel_core.errors import UnknownFunction

__all__ = [
    "CATALOG",
    "CATEGORY",
    "SECTIONS",
    "Argument",
    "Kind",
    "WorksheetFunction",
    "find",
    "require",
]

PREFIX = "FUNNEL_"
"""Begins the name of every worksheet function."""

NEAR = 0.6
"""How alike a name must be, after the prefix, to be worth a guess: 1 is the same."""

SECTIONS: tuple[tuple[str, tuple[WorksheetFunction, ...]], ...] = (
    ("Plan", PLAN),
    ("Time", TIME),
    ("Rates and channels", CHANNELS),
    ("Money", MONEY),
    ("Misses and levers", MISSES),
    ("Trends", TRENDS),
    ("Experiments", EXPERIMENTS),
)
"""The functions by the question that they answer, in the order of the documentation."""

CATALOG: tuple[WorksheetFunction, ...] = tuple(
    function for _, section in SECTIONS for function in section
)


def find(name: str) -> WorksheetFunction | None:
    """Find a function by its name, as a cell finds it: in any case.

    >>> find("funnel_pace").usage
    'FUNNEL_PACE(actual, expected, [alpha])'
    """
    return next((each for each in CATALOG if each.name == name.upper()), None)


def require(name: str) -> WorksheetFunction:
    """Find a function by its name, or say which come near it."""
    function = find(name)
    if function is None:
        import difflib

        # what all names begin with would make any of them look near
        named = {each.name.removeprefix(PREFIX): each.name for each in CATALOG}
        near = difflib.get_close_matches(name.upper().removeprefix(PREFIX), named, 3, NEAR)
        hint = f" (did you mean {' or '.join(named[each] for each in near)}?)" if near else ""
        raise UnknownFunction(
            f"no function is called {name}{hint}; `funnel functions` lists them all"
        )
    return function
