"""What a target means: records, revenue, customers or profit; the same in a fill and in a cell."""

from __future__ import annotations

import pytest

from funnel_addin import plans
from funnel_addin.catalog import NAMES_READ
from tests.plans.sights import Cells, answered, down, first, output, sight_of, wrong

RATES: dict[str, Cells] = {"Plan_Rates": down(0.5, 0.25)}
BASE: dict[str, Cells] = {
    "Plan_Purchases": [[4]],
    "Plan_Existing": [[800]],
    "Plan_Retention": [[0.8]],
    "Plan_Share_Of_Year": [[None]],
}
COSTS: dict[str, Cells] = {
    "Plan_Fixed_Cost": [[200_000]],
    "Plan_Margin": [[0.6]],
    "Plan_CAC": [[100]],
}


def plan(goal: object, target: object, value: object = 250, **more: object) -> dict[str, Cells]:
    """Give a plan with that goal and two rates."""
    cells: dict[str, Cells] = {"Plan_Target": [[target]], "Plan_Value": [[value]], **RATES}
    if goal != "absent":
        cells["Plan_Goal"] = [[goal]]
    return {**cells, **more}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("cells", "wins"),
    [
        (plan("absent", 1_000_000), 4000),
        (plan(None, 1_000_000), 4000),
        (plan("Revenue", 1_000_000), 4000),
        (plan(" revenue ", 1_000_000, **{"Plan_Purchases": [[4]]}), 1000),
        (plan("revenue", 1_000_000, **BASE), 720),
        (plan("revenue", 1_000_000, **{**BASE, "Plan_Share_Of_Year": [[1]]}), 360),
        (plan("profit", 250_000, **BASE, **COSTS), 330),
        (plan("customers", 99.2), 100),
        (plan("customers", 70, None), 70),
        (plan(None, 70, None), 70),
        (plan("revenue", 500_000, **BASE), 0),
        (plan("profit", -100_000, **BASE, **COSTS), 0),
    ],
)
def test_the_wins_that_a_goal_takes(cells: dict[str, Cells], wins: int) -> None:
    """Each goal in its own way; where the customers that stay bring it all, nothing is needed."""
    required = output(cells, "Plan_Required")
    assert first(required) == [wins * 8, wins * 4, wins]
    assert plans.required(sight_of(cells)) == required


def test_a_cell_reads_every_name_that_the_goal_may_need() -> None:
    """FUNNEL_REQUIRED() must answer as the fill does."""
    assert set(plans.GOAL_NAMES) | {"Plan_Rates", "Plan_Counts"} == set(NAMES_READ)


@pytest.mark.parametrize(
    ("cells", "basis"),
    [
        (plan("revenue", 1_000_000), (1_000_000, 250)),
        (plan("absent", 1_000_000), (1_000_000, 250)),
        (plan("revenue", 1_000_000, **BASE), (720, None)),
        (plan("profit", 250_000, **BASE, **COSTS), (330, None)),
        (plan("customers", 99.2), (100, None)),
        (plan("absent", 99.2, None), (99.2, None)),
    ],
)
def test_the_basis_begins_with_wins_where_the_goal_goes_through_customers(
    cells: dict[str, Cells], basis: tuple[float, float | None]
) -> None:
    """Else with target and value as typed, as before."""
    grid = output({**cells, "Plan_Confidence": [[0.8]]}, "Plan_Basis")
    assert tuple(first(grid)[:3]) == (*basis, 0.8)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (plan("sales", 100), "'Plan_Goal' must be revenue, customers or profit; it is 'sales'"),
        (plan("revenue", 100, None), "'Plan_Value' is blank"),
        (plan("profit", 100, **{**COSTS, "Plan_Margin": [[None]]}), "'Plan_Margin' is blank"),
        (plan("profit", 100), "the name 'Plan_CAC' is not defined"),
        (
            plan("profit", 250_000, **BASE, **{**COSTS, "Plan_CAC": [[300]]}),
            "no number of new customers reaches this profit",
        ),
        (plan("revenue", 100, **{"Plan_Retention": [[80]]}), "'Plan_Retention' must be a share"),
        (plan("customers", -3), "Ours!B1 is -3: write what must be reached"),
        (plan(None, None, None), "'Plan_Target' is blank"),
    ],
)
def test_what_a_goal_lacks_or_cannot_be_is_a_problem_with_its_cell(
    cells: dict[str, Cells], said: str
) -> None:
    """A plan without a goal is none."""
    assert any(said in each for each in wrong(cells))


def test_nothing_needed_is_a_plan_of_zeros() -> None:
    """Every output says so, the probability of reaching it as well."""
    cells = {
        **plan("revenue", 500_000, **BASE),
        "Plan_Confidence": [[0.8]],
        "Plan_Weights": [[1, 1]],
        "Plan_Volumes": down(10, None, None),
    }
    found = answered(cells).outputs
    assert found["Plan_Required_Confident"] == ((0,), (0,), (0,))
    assert found["Plan_Schedule"] == ((0, 0),) * 3
    assert found["Plan_Probability"] == ((1.0,),)
