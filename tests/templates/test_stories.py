"""The examples' stories: simulated, told so, and the same on every machine."""

from __future__ import annotations

import importlib
from random import Random

import pytest

from templates import build, stories
from templates.builder.placing import laid_out
from templates.funnel_plan import story

MOST = 600
"""Characters that fit into four lines of the area on Start."""


@pytest.mark.parametrize("name", build.NAMES)
def test_a_story_says_that_it_is_simulated_and_with_which_seed(name: str) -> None:
    """Nobody takes the example's figures for a real firm's, and whoever wants to can redo them."""
    told = str(build.story(name)[0]["story"])
    seed = importlib.import_module(f"templates.{name}.story").SEED
    assert "simulated" in told
    assert str(seed) in told
    assert len(told) <= MOST


@pytest.mark.parametrize("name", build.NAMES)
def test_a_story_fills_only_what_a_person_types(name: str) -> None:
    """What formulas work out and a fill writes is not part of a story."""
    asked = {spot.field.key for spot in laid_out(build.described(name)).asked}
    assert set(build.story(name)[0]) <= asked


def test_the_same_seed_gives_the_same_records() -> None:
    """A story does not change from one run to the next."""
    drawn = [
        stories.entries(chance, stories.arrivals(chance, 4000, [1, 2, 1], 0.1), [0.4, 0.5], [0, 1])
        for chance in (Random(5), Random(5))
    ]
    assert drawn[0] == drawn[1]


def test_records_keep_to_their_rates_and_lags() -> None:
    """Of many records about the rate goes on, and what goes on arrives its lag later."""
    top, leads, wins = stories.entries(Random(9), [20_000] * 4, [0.3, 0.5], [0, 2])
    assert top == [20_000] * 4
    assert all(5_700 < month < 6_300 for month in leads)
    assert wins[:2] == [0, 0]
    assert all(2_800 < month < 3_200 for month in wins[2:])
    assert stories.waiting([top, leads, wins], [0, 2]) == [0, sum(leads[2:])]


def test_the_plan_of_the_story_is_the_worked_case() -> None:
    """One million at these rates and 10,000 a deal takes 100 wins of 640,000 visitors."""
    typed = story.STORY
    counted = [
        advanced / entered
        for entered, advanced in zip(typed["entered"], typed["advanced"], strict=True)
        if entered
    ]
    assert [*typed["rate"], *counted] == [0.01, 0.47, 0.38, 0.7, 0.5, 0.25]
    assert (typed["target"], typed["value"], typed["last_year"]) == (1_000_000, 10_000, 800_000)
