"""Inputs that are wrong are named with their cell, and never guessed at."""

from __future__ import annotations

import pytest

from funnel_addin.books.port import Cell, CellErrorValue, Place
from funnel_addin.plans import BookProblems
from tests.sync.books import plan_paper
from tests.sync.deciding import decided, full_paper


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("007", "#VALUE!"),
        ("1.234,5", "#VALUE!"),
        ("1,5", "#VALUE!"),
        ("50%", "#VALUE!"),
        (" 40 ", "#VALUE!"),
        (True, "#VALUE!"),
        ("Loading…", "#N/A"),
        ("Loading...", "#N/A"),
        (CellErrorValue("#REF!"), "#REF!"),
        (CellErrorValue("#DIV/0!"), "#DIV/0!"),
        (CellErrorValue("#N/A"), "#N/A"),
        (CellErrorValue("#ERROR!"), "#ERROR!"),
        (CellErrorValue("Loading..."), "#N/A"),
        (CellErrorValue("#UNKNOWN!"), "#UNKNOWN!"),
        (47, "#NUM!"),
        (-0.5, "#NUM!"),
        (float("nan"), "#NUM!"),
    ],
)
def test_a_wrong_input_is_named_with_its_cell(cell: Cell, code: str) -> None:
    """What is not a share is never guessed at: the error names the cell in A1 with its tab."""
    paper = plan_paper(tab="Q1 out")
    paper.names["Plan_Rates"] = Place("Q1 in", 2, 2, 3, 1)
    for row, rate in enumerate((0.5, cell, 0.2)):
        paper.type("Plan_Rates", row, 0, rate)
    with pytest.raises(BookProblems) as caught:
        decided(paper)
    (problem,) = caught.value.problems
    assert (problem.name, problem.code) == ("Plan_Rates", code)
    assert "'Q1 in'!B3" in problem.sentence


@pytest.mark.parametrize("cell", ["007", "1.234,5", True, CellErrorValue("#REF!"), "50%", -1])
def test_all_wrong_inputs_are_told_at_once(cell: Cell) -> None:
    """Every input that is wrong is told, each with its cell."""
    paper = full_paper()
    for name in ("Plan_Target", "Plan_Confidence", "Plan_Weights", "Plan_Actuals"):
        paper.type(name, 0, 0, cell)
    with pytest.raises(BookProblems) as caught:
        decided(paper)
    assert [each.name for each in caught.value.problems] == [
        "Plan_Target",
        "Plan_Confidence",
        "Plan_Weights",
        "Plan_Actuals",
    ]
    for problem, where in zip(caught.value.problems, ("B1", "B3", "B7", "B9"), strict=True):
        assert f"Goal!{where}" in problem.sentence


def test_a_plan_that_cannot_be_worked_out_is_told_as_a_problem() -> None:
    """A plan beyond all numbers is a problem of the book, not the end of a watch."""
    paper = full_paper()
    paper.type("Plan_Target", 0, 0, 1e308)
    paper.type("Plan_Rates", 0, 0, 1e-300)
    with pytest.raises(BookProblems):
        decided(paper)
