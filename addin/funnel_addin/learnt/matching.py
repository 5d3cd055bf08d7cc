"""Which stage of a history is which of a workbook: by their names, or in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from funnel_addin.learnt.composing import composed
from funnel_addin.learnt.history import History, Way
from funnel_addin.plans.logs import folded
from funnel_core.errors import CrmError

__all__ = ["Matched", "matched"]


@dataclass(frozen=True, slots=True)
class Matched:
    """The stages that a workbook is to have, and what the history knows of them.

    Args:
        history: what is known.
        stages: their names, top first.
        places: for each the place of the history's stage, or None where it counts no such stage.
        before: the names that the workbook has now.
        replaced: the history's stages take the place of others that the workbook names.
    """

    history: History
    stages: tuple[str, ...]
    places: tuple[int | None, ...]
    before: tuple[str, ...]
    replaced: bool = False

    def way(self, step: int, channel: str | None = None) -> Way | None:
        """Give what the history knows of a step of the workbook's, also around stages between."""
        start, end = self.places[step], self.places[step + 1]
        if start is None or end is None:
            return None
        names = self.history.stages
        way = self.history.way(names[start], names[end], channel)
        if way is not None or end <= start + 1:
            return way
        steps = [self.history.way(*pair, channel) for pair in pairwise(names[start : end + 1])]
        known = [each for each in steps if each is not None]
        return composed(known) if len(known) == len(steps) else None

    def open_in(self, stage: int) -> int | None:
        """Count the open records of a stage, with those of stages that the workbook leaves out.

        None where the history does not count that stage.
        """
        place, open_now = self.places[stage], self.history.open_now
        if place is None or place >= len(open_now):
            return None
        later = [each for each in self.places[stage + 1 :] if each is not None]
        return sum(open_now[place : later[0] if later else place + 1])

    def row_before(self, stage: int) -> int | None:
        """Give the row that a stage has in the workbook now; None: it has none yet."""
        if not self.replaced:
            return stage
        return _at(self.stages[stage], self.before)

    def step_before(self, step: int) -> int | None:
        """Give the row that a step has in the workbook now: between the same two stages."""
        start, end = self.row_before(step), self.row_before(step + 1)
        return start if start is not None and end == start + 1 else None

    @property
    def taken_for(self) -> str:
        """Tell which stages are called otherwise in the history; "" where none is."""
        names = self.history.stages
        others = [
            f"{stage} is {names[place]} of the history"
            for stage, place in zip(self.stages, self.places, strict=True)
            if place is not None and folded(stage) != folded(names[place])
        ]
        return ", ".join(others)

    def called(self, step: int) -> str:
        """Call a step by its two stages."""
        return f"{self.stages[step]} → {self.stages[step + 1]}"


def matched(history: History, held: Sequence[str], named: Sequence[str] | None = None) -> Matched:
    """Match a history's stages with a workbook's.

    By name where all stages of one are found in the other, in its order. In order where the
    workbook names none, names are given for them, or most of as many stand at the same place.
    Else the history's take the place of the workbook's.

    Args:
        history: what is known.
        held: the names in the workbook, "" for a stage without one.
        named: names that were given for the history's stages.

    Raises:
        CrmError: as many names were not given as there are stages.
    """
    count = len(history.stages)
    order = tuple(range(count))
    before = tuple(held)
    if named is not None:
        if len(named) != count:
            raise CrmError(
                f"'--stages' must name the history's stages, {count} of them: "
                f"{', '.join(history.stages)}; got {len(named)}: {', '.join(named)}"
            )
        return Matched(history, tuple(named), order, before, bool(before) and before != (*named,))
    if not any(held):
        return Matched(history, history.stages, order, before)
    by_name = tuple(_at(name, history.stages) if name else None for name in held)
    found = [place for place in by_name if place is not None]
    whole = len(found) == count or len(found) == len(held)
    if whole and len(found) > 1 and found == sorted(set(found)):
        return Matched(history, before, by_name, before)
    alike = sum(place == at for at, place in enumerate(by_name))
    if len(held) == count and all(held) and 2 * alike > count:
        return Matched(history, before, order, before)
    return Matched(history, history.stages, order, before, replaced=True)


def _at(name: str, names: Sequence[str]) -> int | None:
    """Find a name, whatever its case and spaces."""
    each = [folded(other) for other in names]
    return each.index(folded(name)) if folded(name) in each else None
