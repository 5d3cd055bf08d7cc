"""What the README's recipes show is what comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.recipes import Line, Sheet, constant, disagreements, recipes, shows

RECIPES = recipes((Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("heading", RECIPES)
def test_the_recipe_shows_what_it_says(heading: str) -> None:
    """Each cell of a recipe, worked out as a spreadsheet would, shows what stands beside it."""
    assert list(disagreements(RECIPES[heading])) == []


def test_a_wrong_recipe_is_noticed() -> None:
    """The check itself: a wrong figure, or one figure too few, is told."""
    right = [Line("B1", "21", ""), Line("B2", "=FUNNEL_REQUIRED(B1, 70%)", "30 · 21")]
    assert list(disagreements(right)) == []
    for wrong in ("31 · 21", "30"):
        told = list(disagreements([right[0], Line("B2", right[1].typed, wrong)]))
        assert len(told) == 1
        assert "[30, 21]" in told[0]


def test_cells_are_read_and_shown_as_a_spreadsheet_does() -> None:
    """Percentages, thousands, spilled ranges and decimals."""
    assert constant("47%") == 0.47
    assert constant("1,000") == 1000
    assert shows(0.0346, "3.5%")
    assert not shows(0.0346, "3.4%")
    sheet = Sheet()
    sheet.enter(Line("A1:A2", "50% · 25%", ""))
    assert sheet.enter(Line("B1", "=FUNNEL_REQUIRED(100, A1:A2)", "")) == [[800], [400], [100]]
    assert sheet.answer("=FUNNEL_SPREAD(B3, {1,1})") == [[50, 50]]
