"""What is not known of records that take longer than any was seen to take, told of all steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from funnel_addin.cli.history_bars import cut, days, share
from funnel_core.history.estimates import HonestRate
from funnel_core.history.report import Pair

__all__ = ["COMPLETED", "undecided"]

LEAST = 0.005
"""A smaller share is not worth a line."""

COMPLETED = "completed"


def undecided(pairs: Sequence[Pair]) -> Iterator[str]:
    """Give a sentence per way in which such records are counted, whatever the number of steps."""
    known = [(cut(each.start), each.honest) for each in pairs if each.honest is not None]
    open_ones = [(stage, honest) for stage, honest in known if honest.undecided >= LEAST]
    ways: dict[tuple[bool, bool], list[tuple[str, HonestRate]]] = {}
    for stage, honest in open_ones:
        ways.setdefault(_way(honest), []).append((stage, honest))
    for (completed, curved), some in ways.items():
        yield _alone(*some[0]) if len(some) == 1 else _together(some, completed, curved)


def _way(honest: HonestRate) -> tuple[bool, bool]:
    completed = COMPLETED in honest.method
    return completed, completed and bool(honest.family)


def _alone(stage: str, honest: HonestRate) -> str:
    begins = (
        f"{stage}: {share(honest.undecided)} are neither advanced nor lost after "
        f"{days(honest.days)}, beyond which there is too little to go by; "
    )
    if COMPLETED not in honest.method:
        return f"{begins}the rate counts what advances by then."
    curve = f", a {honest.family} curve" if honest.family else ""
    return (
        f"{begins}what these bring yet is estimated from the lags so far{curve}, and makes the "
        "interval wider."
    )


def _together(some: Sequence[tuple[str, HonestRate]], completed: bool, curved: bool) -> str:
    told = ", ".join(
        f"{stage} ({share(honest.undecided)} after {days(honest.days)}"
        + (f", {honest.family})" if curved else ")")
        for stage, honest in some
    )
    begins = (
        "Neither advanced nor lost after the days beyond which there is too little to go by: "
        f"{told}; "
    )
    if not completed:
        return f"{begins}the rates count what advances by then."
    curve = ", by the curve that is named," if curved else ""
    return (
        f"{begins}what these bring yet is estimated from the lags so far{curve} and makes the "
        "intervals wider."
    )
