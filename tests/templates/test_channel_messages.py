"""What the channel budget says about input that is missing, doubled or typed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pytest

from tests.templates.described import layout
from tests.templates.engines import Engine
from tests.templates.handed_out import FOLDER
from tests.templates.test_recalculation import each_engine
from tests.templates.workbooks import Cell, bare, cells_of

CHANNELS = 8
SPLIT_LOST = "Check: fill to update; the best split was typed over, so it is not used."
SCENARIO_LOST = "Check: fill to update; a split was typed over, so it is not used."
TWICE = "Check: this name stands here twice: call one of them something else."
GAP = "Check: no rate from MQL; type 100% if it skips this step."


@dataclass(frozen=True)
class Told:
    """Cells of the example typed over, by key and number, and what other cells then show."""

    typed: Mapping[tuple[str, int], object]
    shows: Mapping[tuple[str, int], object]


CHECKS = (
    Told(
        {("rate", 2 * CHANNELS): None},
        {
            ("channel_check", 0): GAP,
            ("checks_channels", 0): 1,
            ("mix_says", 0): "a rate is missing",
            ("mix_status", 0): "Check: Search ads has no rate from MQL, which counts as 100% here:"
            " type it on Channels.",
        },
    ),
    Told({("rate", 3 * CHANNELS + 3): None}, {("checks_channels", 0): 0}),
    Told(
        {("channel", 5): "events "},
        {("channel_check", 5): TWICE, ("checks_channels", 0): 1},
    ),
    Told({("stage", 3): "lead"}, {("rate_check", 3): TWICE, ("checks_channels", 0): 1}),
    Told(
        {("shape", 0): 1, ("scenario_ceiling", 0): 1},
        {("allocation_state", 0): "fresh", ("scenario_state", 0): "fresh"},
    ),
    Told({("shape", 0): 2}, {("allocation_state", 0): "stale", ("scenario_state", 0): "stale"}),
    *(
        Told(
            {("allocation", 0): over},
            {("best_says", 0): SPLIT_LOST, ("best_total", 0): None, ("shift", 1): None},
        )
        for over in (-5, "much", 100, None)
    ),
    *(
        Told(
            {("scenario_spend", 1): over},
            {("scenario_says", 0): SCENARIO_LOST, ("scenario_wins", 1): None},
        )
        for over in (-5, "much", 100, None)
    ),
    Told(
        {("goal", 0): None},
        {("goal_note", 0): "Blank, and a value is typed: the target is revenue."},
    ),
    Told(
        {("goal", 0): None, ("value", 0): None},
        {
            ("goal_note", 0): "Blank: customers, or revenue once a value is typed.",
            ("return_says", 0): "Payback and ROI need the value of a purchase on Channels.",
        },
    ),
    Told(
        {("margin", 0): None},
        {("return_says", 0): "Payback and ROI need the margin on Channels."},
    ),
    Told(
        {("churn", 0): None},
        {
            ("all_says", 0): "All channels together cost more than they earn. LTV needs the churn.",
            ("ltv", 0): None,
        },
    ),
    Told(
        {("spend", 0): None},
        {("return_says", 0): "No spend planned: no CAC, payback and ROI."},
    ),
)


@cache
def example() -> bytes:
    """Give the example as it is handed out, filled."""
    return bare((FOLDER / "channel_budget_example.xlsx").read_bytes())


def cell(place: tuple[str, int]) -> Cell:
    """Give a cell by its field's key and its number."""
    key, number = place
    return cells_of(layout("channel_budget").spots[key])[number]


@each_engine
@pytest.mark.slow
def test_what_is_missing_doubled_or_typed_over_is_told(engine: Engine) -> None:
    """A sentence for each beside it, counted; nothing is said where nothing used has changed."""
    typings = [{cell(place): content for place, content in told.typed.items()} for told in CHECKS]
    asked: Sequence[Cell] = [*{cell(place) for told in CHECKS for place in told.shows}]
    found = engine.each(example(), typings, asked)
    wrong = [
        (told.typed, place, shown.values.get(cell(place)))
        for told, shown in zip(CHECKS, found, strict=True)
        for place, words in told.shows.items()
        if shown.values.get(cell(place)) != words
    ]
    assert wrong == []
