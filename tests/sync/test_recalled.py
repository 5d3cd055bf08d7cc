"""A sync after a fill of the file: what the fill wrote follows the plan, a person's edit stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from funnel_addin import plans
from funnel_addin.books.port import Cell, Grid, Place
from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.sync import sync
from tests.sync.books import Paper
from tests.sync.deciding import DAY, decided, kept, standing, synced
from tests.sync.test_filled import budgeted, stamped

TEMPLATES = Path(__file__).parents[2] / "templates"


def filled(paper: Paper) -> Paper:
    """Type into a sheet what a fill would write, which remembers nothing."""
    found = dict(plans.answer(paper.sight(), DAY).outputs)
    found[plans.FILLED] = plans.stamp(DAY, plans.BY_FILL)
    for name, grid in found.items():
        place = paper.names.get(name)
        if isinstance(place, Place):
            for row, line in enumerate(plans.fit(name, grid, place)):
                for column, cell in enumerate(line):
                    paper.type(name, row, column, cell)
    return paper


def test_what_a_fill_wrote_follows_the_plan() -> None:
    """Confident volumes, their basis, the probability and its volumes; nothing is called kept."""
    paper = filled(stamped())
    assert decided(paper).changes == {}
    paper.type("Plan_Confidence", 0, 0, 0.9)
    paper.type("Plan_Volumes", 0, 0, 700)
    before = standing(paper, "Plan_Required_Confident")
    decision = synced(paper)
    names = {each.name for each in decision.kept}
    assert not names & {"Plan_Required_Confident", "Plan_Basis", "Plan_Probability"}
    assert standing(paper, "Plan_Required_Confident") != before
    assert standing(paper, "Plan_Basis")[2] == 0.9
    assert standing(paper, "Plan_Volumes_At_Fill")[0] == 700


def test_a_budget_s_split_follows_its_budget() -> None:
    """Its inputs are kept whole, but for halves: then nobody can tell whose the split is."""
    paper = budgeted()
    paper.name("Plan_Halves_At_Fill", Place("Split", 10, 1, 1, 2))
    paper = filled(paper)
    paper.type("Plan_Budget", 0, 0, 5000)
    assert synced(paper).kept == ()
    assert sum(float(str(cell)) for cell in standing(paper, "Plan_Allocation")) == 5000
    assert standing(paper, "Plan_Budget_At_Fill") == [5000]
    unsure = filled(budgeted())
    unsure.type("Plan_Budget", 0, 0, 5000)
    assert {each.name for each in synced(unsure).kept} == {"Plan_Allocation"}


@pytest.mark.parametrize("typed", [12345, "ask Ann"])
def test_a_person_s_edit_after_the_fill_is_kept(typed: Cell) -> None:
    """And what tells of the inputs is left alone beside it."""
    paper = filled(stamped())
    paper.type("Plan_Required_Confident", 1, 0, typed)
    paper.type("Plan_Confidence", 0, 0, 0.9)
    decision = synced(paper)
    assert typed in kept(decision).values()
    assert standing(paper, "Plan_Required_Confident")[1] == typed
    assert standing(paper, "Plan_Basis")[2] == 0.8


def test_without_a_stamp_all_that_stands_is_a_person_s() -> None:
    """As ever."""
    paper = filled(stamped())
    paper.type("Plan_Filled", 0, 1, "me")
    paper.type("Plan_Confidence", 0, 0, 0.9)
    assert "Plan_Required_Confident" in {each.name for each in synced(paper).kept}


@pytest.mark.parametrize(
    ("name", "output", "change"),
    [
        ("funnel_plan", "Plan_Required_Confident", {"Plan_Confidence": ((0.9,),)}),
        ("channel_budget", "Plan_Allocation", {"Plan_Budget": ((99_000,),)}),
        ("marketing_system", "Plan_Trends", {"Plan_Grain": (("half-year",),)}),
    ],
)
def test_an_example_of_ours_is_kept_up_to_date(
    tmp_path: Path, name: str, output: str, change: dict[str, Grid]
) -> None:
    """It comes filled, and follows its inputs from the first sync on."""
    path = tmp_path / "own.xlsx"
    shutil.copy(TEMPLATES / f"{name}_example.xlsx", path)
    book = XlsxBook.open(path)
    book.write(change)
    book.save(path, overwrite=True)
    done = sync(path, as_of=None)
    assert done.kept == ()
    assert output in {each.name for each in done.written}
    assert sync(path).written == ()
