"""Which of a tool's deals are won and which are lost: by its flags, else by the stages' names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from funnel_addin.exports.heading_words import key, outcomes

__all__ = ["YES", "Outcome", "Values", "outcome_of"]

YES = ("1", "1.0", "true", "yes", "y")
NO = ("0", "0.0", "false", "no", "n")


class Values(Protocol):
    """Looks up the distinct values of a column, with their counts."""

    def __call__(
        self, heading: str, where: str = "", among: Sequence[str] = ()
    ) -> Mapping[str, int]:
        """Give those of a heading, in the rows in which another column says one of some words."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which column says that a deal is won, by which values, and which stages are lost."""

    column: str
    won: tuple[str, ...]
    lost: tuple[str, ...]


def outcome_of(values: Values, stage: str, won: str, closed: str) -> Outcome:
    """Tell won and lost deals from open ones: as a tool's flags say, else by the stages' names.

    Args:
        values: looks values up.
        stage: the heading of the stages.
        won: the heading of a flag that says which are won; "" where there is none.
        closed: the same of those that are won or lost.
    """
    by_name = outcomes(values(stage))
    if not won or not any(key(value) in (*YES, *NO) for value in values(won)):
        return Outcome(stage, *by_name)
    wins = set(values(stage, won, YES))
    lost = set(by_name[1])
    if closed and (over := set(values(stage, closed, YES))):
        lost = over - set(values(stage, closed, NO))
    lost_ones = tuple(sorted(lost - wins))
    if not wins or wins & set(values(stage, won, NO)):
        return Outcome(won, YES, lost_ones)
    return Outcome(stage, tuple(sorted(wins)), lost_ones)
