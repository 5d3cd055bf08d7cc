"""A budget over channels, from its names."""

from __future__ import annotations

import pytest

from funnel_core.channels import channel_volumes
from funnel_core.response import allocated_spend
from tests.plans.sights import Cells, answered, down, first, output, wrong

MIX: dict[str, Cells] = {
    "Plan_Target": [[100]],
    "Plan_Stages": down("Lead", "SQL", "Won", None),
    "Plan_Channels": down("Ads", "Events", "Sales", None),
    "Plan_Channel_Rates": [[0.1, None, 0.2, None], [0.5, 0.25, 0.5, None], [None] * 4],
    "Plan_Shares": down(0.5, 0.25, 0.25, None),
}
SPLIT: dict[str, Cells] = {
    "Plan_Channels": [["Ads", "Events", "Sales", None]],
    "Plan_Budget": [[10_000]],
    "Plan_Ceilings": [[100, None, 50, None]],
    "Plan_Halves": [[5000, None, 2000, None]],
    "Plan_Shapes": [[None, None, 1.5, None]],
    "Plan_Scenario_Budgets": [[5000, None, 20_000]],
    "Plan_Scenario_Ceilings": [[None, 1.2, 1.1]],
}


def test_the_mix_is_a_funnel_per_channel() -> None:
    """A channel without a step lets all through; an unused column stays blank."""
    wanted = channel_volumes(100, [0.5, 0.25, 0.25], [[0.1, 0.5], [1, 0.25], [0.2, 0.5]])
    assert output(MIX, "Plan_Mix") == tuple(zip(*wanted, strict=True))


def test_a_channel_in_use_without_a_share_needs_nothing() -> None:
    """Its column is 0; that of a channel with a share and no rate is left out, and told."""
    cells = {**MIX, "Plan_Shares": down(0.5, None, 0.25, 0.25), "Plan_Channels": down("Ads")}
    found = answered(cells)
    assert found.outputs["Plan_Mix"] == (
        (1000, 0, 250, None),
        (100, 0, 50, None),
        (50, 0, 25, None),
    )
    told = "Plan_Mix leaves out channel 4: Plan_Channel_Rates has no rate there"
    assert found.blank["Plan_Mix"] == told


@pytest.mark.parametrize(
    ("value", "goal", "wins"), [(None, None, 100), (8, None, 13), (8, "customers", 100)]
)
def test_the_target_means_what_it_means_in_a_plan(value: object, goal: object, wins: int) -> None:
    """Money with a value, unless the goal says otherwise."""
    cells = {**MIX, "Plan_Value": [[value]], "Plan_Goal": [[goal]]}
    assert sum(output(cells, "Plan_Mix")[-1]) == wins  # type: ignore[arg-type]


def test_the_allocation_is_over_the_channels_with_a_response() -> None:
    """Each in its own cell; a shape that is blank is 1."""
    wanted = allocated_spend(10_000, [100, 50], [5000, 2000], [1, 1.5])
    assert first(output(SPLIT, "Plan_Allocation")) == [wanted[0], None, wanted[1]]


def test_each_scenario_has_its_budget_and_its_ceilings() -> None:
    """A blank budget leaves its column blank, a blank factor is 1."""
    grid = output(SPLIT, "Plan_Scenario_Allocations")
    columns = list(zip(*grid, strict=True))
    wanted = allocated_spend(20_000, [110, 55], [5000, 2000], [1, 1.5])
    assert columns[0][0] == allocated_spend(5000, [100, 50], [5000, 2000], [1, 1.5])[0]
    assert columns[1] == (None, None, None)
    assert columns[2] == (wanted[0], None, wanted[1])


def test_a_factor_of_0_leaves_nothing_to_split() -> None:
    """No channel brings anything then, so that no split is better than another."""
    cells = {**SPLIT, "Plan_Scenario_Ceilings": [[0, 1, 1]]}
    assert first(output(cells, "Plan_Scenario_Allocations")) == [None, None, None]


@pytest.mark.parametrize(
    ("change", "name", "needs"),
    [
        ({"Plan_Target": [[None]]}, "Plan_Mix", "Plan_Target"),
        ({"Plan_Shares": [[None] * 4]}, "Plan_Mix", "Plan_Shares"),
        ({"Plan_Stages": down("Lead", None, "Won")}, "Plan_Mix", "two Plan_Stages"),
        ({"Plan_Goal": [["revenue"]]}, "Plan_Mix", "Plan_Value"),
        ({"Plan_Channel_Rates": [[None] * 4]}, "Plan_Mix", "Plan_Channel_Rates"),
        ({"Plan_Budget": [[None]]}, "Plan_Allocation", "Plan_Budget"),
        (
            {"Plan_Scenario_Budgets": [[None] * 3]},
            "Plan_Scenario_Allocations",
            "Plan_Scenario_Budgets",
        ),
        (
            {"Plan_Ceilings": [[0, None, None, None]]},
            "Plan_Allocation",
            "a channel with Plan_Ceilings above 0 and Plan_Halves",
        ),
    ],
)
def test_an_output_whose_inputs_are_not_all_there_stays_blank(
    change: dict[str, Cells], name: str, needs: str
) -> None:
    """It says what it needs; the others are worked out."""
    found = answered({**MIX, **SPLIT, "Plan_Channels": down("Ads"), **change})
    assert found.outputs[name] == ()
    assert found.blank[name] == f"{name} stays blank: it needs {needs}"
    assert any(found.outputs[each] for each in ("Plan_Mix", "Plan_Allocation"))


def test_a_channel_whose_response_is_half_typed_is_left_out_and_told() -> None:
    """By its name."""
    found = answered({**SPLIT, "Plan_Halves": [[5000, 100, 2000, None]]})
    assert first(found.outputs["Plan_Allocation"])[1] is None
    assert found.blank["Plan_Allocation"].startswith("Plan_Allocation leaves out Events: ")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Plan_Shares": down(0.5, 0.25, 0.2, None)}, "'Plan_Shares' must add up to 1"),
        ({"Plan_Shares": down(50, 0.5, None, None)}, "Ours!B17 is 50"),
        ({"Plan_Channel_Rates": [[0.1] * 4] * 3}, "'Plan_Channel_Rates' must have a row per step"),
        ({"Plan_Channel_Rates": [[10, "x", 0.1, 1]]}, "Ours!B13 is 10"),
        ({"Plan_Budget": [[-1]]}, "'Plan_Budget' must be"),
        ({"Plan_Halves": [[0, None, 2000, None]]}, "'Plan_Halves' must be"),
        ({"Plan_Ceilings": [[100, 1], [100, 1]]}, "'Plan_Ceilings' must be one row or one column"),
        ({"Plan_Channel_Rates": [[1e-9] * 4] * 2}, "every volume up to 2^53"),
    ],
)
def test_what_is_there_and_wrong_is_a_problem_with_its_cell(
    change: dict[str, Cells], said: str
) -> None:
    """Whatever else is missing."""
    cells = {**MIX, **SPLIT, "Plan_Channels": MIX["Plan_Channels"], **change}
    assert any(said in each for each in wrong(cells))


def test_all_that_is_wrong_is_told_at_once() -> None:
    """The parts of a book, too."""
    cells = {**MIX, "Plan_Shares": down("a"), "Plan_Budget": [[-1]], "Plan_Ceilings": [[-2]]}
    assert len(wrong({**cells, "Plan_Log": [["soon", 1, 2]]})) == 4
