"""Whatever stands in an input, a fill answers, or says in a sentence what is wrong."""

from __future__ import annotations

import datetime
import math
import random
from collections.abc import Iterator

import pytest

from funnel_addin import names, plans
from funnel_addin.books.port import Cell, CellErrorValue
from funnel_addin.books.sight import Sight
from funnel_addin.plans import BookProblems
from tests.plans.sights import TODAY, Cells, answered, sight_of
from tests.plans.test_budgets import MIX, SPLIT
from tests.plans.test_goals import BASE, COSTS
from tests.plans.test_plan import ASKED
from tests.plans.test_systems import system

PLAN: dict[str, Cells] = {
    **ASKED,
    **BASE,
    **COSTS,
    "Plan_Goal": [["profit"]],
    "Plan_Value": [[250]],
    "Plan_Confidence": [[0.8]],
    "Plan_Counts": [[200, 50]],
    "Plan_Volumes": [[10, 3]],
    "Plan_Stages": [["Lead", "Won"]],
}
BOOKS: dict[str, dict[str, Cells]] = {
    "plan": PLAN,
    "budget": {**MIX, **SPLIT, "Plan_Channels": MIX["Plan_Channels"]},
    "system": {**system(8), "Plan_Experiments": [[10, 1, 10, 2]]},
}
ABSURD: tuple[Cell, ...] = (
    None, "", "text", -1, 0, 0.5, 12, 1e300, 1e-300, 2**53 + 2, True, CellErrorValue("#DIV/0!"),
    datetime.date(9999, 12, 31), datetime.date(1900, 1, 1), datetime.datetime(2027, 1, 1, 13),
)  # fmt: skip


def spoilt(sight: Sight) -> Iterator[Sight]:
    """Give a book with one cell of one input after the other replaced by something absurd."""
    rng = random.Random(11)
    for name, block in sight.blocks.items():
        known = names.find(name)
        assert known is not None
        assert known.role is names.Role.INPUT
        for absurd in ABSURD:
            rows = [list(row) for row in block.values]
            row = rng.randrange(len(rows))
            rows[row][rng.randrange(len(rows[row]))] = absurd
            yield sight.with_values(name, tuple(map(tuple, rows)))


@pytest.mark.parametrize("kind", BOOKS)
def test_one_absurd_cell_never_breaks_a_fill(kind: str) -> None:
    """Every number that is written is finite, and every refusal names where it is."""
    assert answered(BOOKS[kind]).parts == (kind,)
    told: list[str] = []
    for sight in spoilt(sight_of(BOOKS[kind])):
        try:
            found = plans.answer(sight, TODAY).outputs
        except BookProblems as error:
            told += [problem.sentence for problem in error.problems]
            continue
        cells = [cell for grid in found.values() for row in grid for cell in row]
        assert all(math.isfinite(cell) for cell in cells if isinstance(cell, (int, float)))
    assert len(told) > 20
    assert [sentence for sentence in told if "Ours!" not in sentence] == []
