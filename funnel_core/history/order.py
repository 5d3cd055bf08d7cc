"""The stages of a funnel in their order, and what says that a record is lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from funnel_core.errors import InputError

__all__ = ["StageOrder"]

MOST = 50
"""How many stages a funnel may have: a bit of a number says of each whether it was skipped."""


@dataclass(frozen=True, slots=True)
class StageOrder:
    """The stages that records pass, top first, the last one won; and what ends them otherwise.

    Args:
        stages: their names as the export has them, two or more.
        lost: the names that say that a record is lost, at whatever stage it was; may be none.

    Raises:
        InputError: fewer than two stages, more than 50, a blank name, or one that stands twice.

    >>> StageOrder(("Lead", "MQL", "Won"), ("Lost",)).pairs
    ((0, 1), (1, 2), (0, 2))
    """

    stages: tuple[str, ...]
    lost: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.stages) < 2:
            raise InputError(
                "'stages' must name at least two stages, top first, the last one won; got "
                f"{', '.join(self.stages) or 'none'}"
            )
        if len(self.stages) > MOST:
            raise InputError(
                f"'stages' must name at most {MOST} stages; got {len(self.stages)}: leave out "
                "those that are no steps"
            )
        names = (*self.stages, *self.lost)
        if not all(name.strip() for name in names):
            raise InputError("'stages' must be names; one of them is blank: leave it out")
        twice = [name for name, times in Counter(names).items() if times > 1]
        if twice:
            raise InputError(
                f"each stage must be named once, and be lost or not; {', '.join(twice)} stands "
                "twice: leave one out"
            )

    @property
    def last(self) -> int:
        """Give the place of the last stage, the one that is won."""
        return len(self.stages) - 1

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """Give what is counted: every step, then every stage to the last, each pair once."""
        steps = [(at, at + 1) for at in range(self.last)]
        return (*steps, *((at, self.last) for at in range(self.last - 1)))
