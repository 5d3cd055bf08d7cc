"""What the plan adds to the volumes: the day that is asked about, the probability, the copies."""

from __future__ import annotations

import datetime

import pytest

from funnel_addin import plans
from funnel_core.confidence import hit_probability
from funnel_core.pace import expected_by_month, expected_to_date
from tests.plans.sights import TODAY, Cells, answered, down, first, output, wrong

START, END = datetime.date(2027, 1, 1), datetime.date(2027, 12, 31)
PLAN: dict[str, Cells] = {
    "Plan_Target": [[365]],
    "Plan_Rates": down(0.5),
    "Plan_Start": [[START]],
    "Plan_End": [[END]],
    "Plan_Weights": [[1] * 12],
    "Plan_Actuals": [[60, 70, *[None] * 10], [30, *[None] * 11]],
}
ASKED: dict[str, Cells] = {**PLAN, "Plan_As_Of": [[None]]}


def due(cells: dict[str, Cells], typed: datetime.date | None = None) -> object:
    """Give what is due at the last stage."""
    grid = answered(cells, typed).outputs["Plan_Expected"]
    return grid[-1][0] if grid else None


def on(day: datetime.date) -> float:
    """Say what is due by a day, in equal parts of the term."""
    return expected_to_date(365, START, END, day, [1] * 12)


def by_month(day: datetime.date) -> float:
    """Say what is due by a day where the book asks for one: by calendar months."""
    return expected_by_month(365, START, day, [1] * 12)


@pytest.mark.parametrize(
    ("cells", "typed", "expected"),
    [
        (PLAN, None, on(TODAY)),
        (PLAN, datetime.date(2027, 2, 1), on(datetime.date(2027, 2, 1))),
        (ASKED, None, by_month(datetime.date(2027, 2, 28))),
        (ASKED, datetime.date(2027, 2, 1), by_month(datetime.date(2027, 2, 1))),
        (
            {**PLAN, "Plan_As_Of": [[datetime.date(2027, 7, 1)]]},
            None,
            by_month(datetime.date(2027, 7, 1)),
        ),
        ({**ASKED, "Plan_Actuals": [[1] * 12] * 2}, None, 365),
        ({**ASKED, "Plan_Actuals": [[1] * 20] * 2}, None, 365),
    ],
)
def test_the_day_that_is_asked_about(
    cells: dict[str, Cells], typed: datetime.date | None, expected: float
) -> None:
    """Typed, else what the book says, else the last period counted; without the name today."""
    assert due(cells, typed) == expected


def test_what_is_due_at_the_end_of_a_month_is_what_the_schedule_adds_up_to() -> None:
    """Where the weights are those of the term's months; else the parts are equal in days."""
    january = {**ASKED, "Plan_Actuals": [[60, *[None] * 11]] * 2}
    assert due(january) == 365 / 12
    halves = {**january, "Plan_Weights": [[1] * 6]}
    assert due(halves) == expected_to_date(365, START, END, datetime.date(2027, 3, 2), [1] * 6)
    unweighted = {name: cells for name, cells in january.items() if name != "Plan_Weights"}
    assert due(unweighted) == 31.0


def test_nothing_is_due_while_nothing_was_counted_and_no_day_is_given() -> None:
    """The outputs stay blank, and it is said what they need."""
    cells = {**ASKED, "Plan_Actuals": [[None] * 12] * 2}
    found = answered(cells)
    assert found.outputs["Plan_Expected"] == found.outputs["Plan_Pace"] == ()
    assert "it needs Plan_Actuals, or the day in Plan_As_Of" in found.blank["Plan_Expected"]


def test_what_is_counted_below_the_last_stage_does_not_count() -> None:
    """A template has more rows than the funnel has stages."""
    cells = {**ASKED, "Plan_Actuals": [[60, None], [30, None], [None, 5]]}
    assert due({**cells, "Plan_Weights": [[1, 1]]}) == expected_to_date(
        365, START, END, datetime.date(2027, 7, 2), [1, 1]
    )


@pytest.mark.parametrize("across", [True, False])
def test_the_probability_with_the_volumes_there_are(across: bool) -> None:
    """A blank counts as 0; the last stage's records are won already."""
    cells: dict[str, Cells] = {"Plan_Target": [[100]], "Plan_Rates": down(0.5, 0.25)}
    volumes: list[object] = [400, None, 55, None]
    cells["Plan_Volumes"] = [volumes] if across else [[each] for each in volumes]
    wanted = hit_probability(100, [400, 0, 55], [0.5, 0.25])
    assert output(cells, "Plan_Probability") == ((wanted,),)


def test_no_volumes_no_probability() -> None:
    """A chance of 0 would be said of a funnel that nobody has filled in yet."""
    cells: dict[str, Cells] = {
        "Plan_Target": [[100]],
        "Plan_Rates": down(0.5),
        "Plan_Volumes": down(None, None),
    }
    found = answered(cells)
    assert found.outputs["Plan_Probability"] == ()
    assert found.blank["Plan_Probability"].endswith("it needs Plan_Volumes")
    assert found.outputs["Plan_Basis"] == ()


def test_the_basis_of_a_probability_without_a_confidence() -> None:
    """A workbook can tell when a probability's rates or wins have changed, too."""
    cells: dict[str, Cells] = {
        "Plan_Target": [[100]],
        "Plan_Counts": [[200, 50]],
        "Plan_Volumes": down(10, 3),
    }
    basis = first(output(cells, "Plan_Basis"))
    assert (basis[:4], basis[15]) == ([100, None, None, 0.25], 200)


def test_volumes_below_the_last_stage_and_wrong_ones_are_told() -> None:
    """Each with its cell."""
    cells: dict[str, Cells] = {"Plan_Target": [[100]], "Plan_Rates": down(0.5)}
    beyond = {**cells, "Plan_Volumes": down(1, 2, 3)}
    assert wrong(beyond)[0].startswith("'Plan_Volumes' must be blank below the last stage; Ours!B7")
    half = {**cells, "Plan_Volumes": down(1.5, "2")}
    assert [said.split("; ")[1].split(":")[0] for said in wrong(half)] == [
        "Ours!B5 is 1.5",
        "Ours!B6 is the text '2'",
    ]


def test_an_input_is_kept_as_it_was_under_any_name_of_that_form() -> None:
    """In the input's own shape; blanks stay blank, and so does the copy of nothing."""
    cells: dict[str, Cells] = {
        "Plan_Target": [[100]],
        "Plan_Rates": [[0.5, 0.25, None]],
        "Plan_Counts": [[10, 5], [None, None]],
        "Plan_Goal": [[" customers"]],
        "Plan_Rates_At_Fill": down(None, None),
        "plan_counts_at_fill": [[None, None]],
        "Plan_Goal_At_Fill": [[None]],
        "Plan_Value_At_Fill": [[9]],
    }
    found = answered(cells).outputs
    assert found["Plan_Rates_At_Fill"] == ((0.5,), (0.25,))
    assert found["Plan_Counts_At_Fill"] == ((10, 5),)
    assert found["Plan_Goal_At_Fill"] == ((" customers",),)
    assert found["Plan_Value_At_Fill"] == ()


def test_a_copy_belongs_to_the_outputs_that_follow_from_its_input() -> None:
    """An output that follows from no such input is none of them."""
    assert plans.belongs_to("Plan_Halves_At_Fill") == (
        "Plan_Allocation",
        "Plan_Scenario_Allocations",
    )
    assert plans.belongs_to("Plan_Currency_At_Fill") == plans.belongs_to("Plan_Schedule") == ()


@pytest.mark.parametrize(
    ("names", "parts"),
    [
        (["Plan_Target", "Plan_Rates", "Plan_Actuals"], ("plan",)),
        (["PLAN_COUNTS"], ("plan",)),
        (["Plan_Target"], ("plan",)),
        (["Plan_Target", "Plan_Channel_Rates"], ("budget",)),
        (["Plan_Ceilings"], ("budget",)),
        (["Plan_Log", "Plan_Stages"], ("system",)),
        (["Plan_Experiments"], ("system",)),
        (["Plan_Target", "Plan_Rates", "Plan_Ceilings", "Plan_Log"], ("plan", "budget", "system")),
        (["Plan_Filled"], ("plan",)),
    ],
)
def test_a_book_s_parts_follow_from_its_names(names: list[str], parts: tuple[str, ...]) -> None:
    """One that has none of their names is told as a plan what it lacks."""
    assert plans.parts(names) == parts
