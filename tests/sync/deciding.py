"""A paper with every name of the contract, and what is decided about it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping

from funnel_addin.books.cells import same
from funnel_addin.books.port import Cell, Grid, Place
from funnel_addin.given import Given
from funnel_addin.sync.decision import Decision, decide
from tests.sync.books import Paper, plan_paper

DAY = datetime.date(2027, 4, 1)
RIGHT = (1600, 800, 200, 40)


def decided(
    paper: Paper,
    given: Given | None = None,
    overwrite: Collection[str] = (),
    refused: Mapping[str, str] | None = None,
) -> Decision:
    """Decide about a paper as it is now."""
    return decide(paper.sight(), given or Given(), DAY, overwrite, (), refused)


def synced(paper: Paper, given: Given | None = None, overwrite: Collection[str] = ()) -> Decision:
    """Decide, and put."""
    decision = decided(paper, given, overwrite)
    if decision.changes:
        paper.put(tuple(decision.changes), decision.memory, paper.sight())
    return decision


def standing(paper: Paper, name: str = "Plan_Required") -> list[Cell]:
    """Give what stands behind a name, as a list."""
    return [cell for row in paper.values(name) for cell in row]


def kept(decision: Decision) -> dict[str, Cell]:
    """Give what was kept, by address."""
    return {each.cell: each.value for each in decision.kept}


def alike(cells: list[Cell], wanted: tuple[Cell, ...]) -> bool:
    """Tell whether cells hold what is wanted."""
    return len(cells) == len(wanted) and all(map(same, cells, wanted))


def full_paper() -> Paper:
    """Give a sheet with all inputs and all outputs of the contract."""
    paper = plan_paper()
    paper.name("Plan_Confidence", Place("Goal", 3, 2, 1, 1), ((0.8,),))
    paper.name("Plan_Start", Place("Goal", 4, 2, 1, 1), ((datetime.date(2027, 1, 1),),))
    paper.name("Plan_End", Place("Goal", 5, 2, 1, 1), ((datetime.date(2027, 12, 31),),))
    paper.name("Plan_Weights", Place("Goal", 7, 2, 1, 4), ((1, 1, 1, 1),))
    paper.name("Plan_Actuals", Place("Goal", 9, 2, 4, 4), ((500,), (100,), (50,), (3,)))
    paper.name("Plan_Required_Confident", Place("Out", 2, 6, 4, 1))
    paper.name("Plan_Basis", Place("Out", 10, 2, 1, 27))
    paper.name("Plan_Schedule", Place("Out", 12, 2, 4, 4))
    paper.name("Plan_Expected", Place("Out", 2, 7, 4, 1))
    paper.name("Plan_Pace", Place("Out", 2, 8, 4, 1))
    return paper


def flat(grid: Grid) -> list[Cell]:
    """Give the filled cells of a grid in a list."""
    return [cell for row in grid for cell in row if cell is not None]
