"""A marketing system, from its names: periods, trends, correlations, experiments."""

from __future__ import annotations

import datetime
import random

import pytest

from funnel_core.correlation import lagged_correlations
from funnel_core.experiments import comparison
from funnel_core.pace import months_later
from funnel_core.trends import series_trend, xmr_chart
from tests.plans.sights import Cells, answered, down, first, output, wrong

Day = datetime.date
START = Day(2025, 1, 1)
BLANK = (None,) * 4


def log_of(periods: int, seed: int = 7) -> list[list[object]]:
    """Log three stages and two activities in each of so many quarters."""
    rng = random.Random(seed)
    rows: list[list[object]] = []
    for period in range(periods):
        day = months_later(START, 3 * period)
        for stage, most in (("Lead", 200), ("SQL", 60), ("Won", 20)):
            amount = rng.randrange(most // 2, most)
            rows.append([day, "Ads", stage, "outcome", None, amount])
        rows.append([day, "Ads", None, "activity", "webinar ", rng.randrange(9)])
        rows.append([day, "sales", "won", "Activity", "Call", rng.randrange(99)])
        rows.append([day, "Sales", None, "expense", "fees", 100.5])
    return rows


def system(periods: int = 8, **more: Cells) -> dict[str, Cells]:
    """Give a system with such a log."""
    cells: dict[str, Cells] = {
        "Plan_Grain": [["Quarter"]],
        "Plan_Start": [[START]],
        "Plan_Stages": down("Lead", "SQL", "Won", None),
        "Plan_Channels": [["Ads", "Sales", None]],
        "Plan_Activities": down("Webinar", "Call", "Fair", "call", None),
        "Plan_Result": [[None]],
        "Plan_Log": log_of(periods),
    }
    return {**cells, **more}


def summed(rows: list[list[object]], what: str, column: int, periods: int) -> list[float]:
    """Add up a log's amounts per quarter, by a text in one of its columns and its kind."""
    sums = [0.0] * periods
    for day, *_, amount in [row for row in rows if str(row[column]).strip().lower() == what]:
        assert isinstance(day, Day)
        assert isinstance(amount, (int, float))
        sums[(day.year - START.year) * 4 + (day.month - 1) // 3] += amount
    return sums


def stage(rows: list[list[object]], name: str, periods: int) -> list[float]:
    """Add up the outcomes of a stage."""
    return summed([row for row in rows if row[3] == "outcome"], name, 2, periods)


def test_trends_are_of_the_rates_within_each_period() -> None:
    """Entries into the next stage divided by entries into this one, in the same period."""
    rows = log_of(8)
    grid = output(system(8), "Plan_Trends")
    assert len(grid) == 2
    for row, (above, below) in zip(grid, (("lead", "sql"), ("sql", "won")), strict=True):
        pairs = zip(stage(rows, above, 8), stage(rows, below, 8), strict=True)
        rates = [b / a for a, b in pairs]
        trend, chart = series_trend(rates), xmr_chart(rates)
        assert row == (
            trend.direction,
            trend.slope,
            trend.p,
            chart.centre,
            chart.lower,
            chart.upper,
            chart.signals[-1] or None,
        )


def test_a_period_that_nobody_entered_has_no_rate() -> None:
    """It is blank among the rates that are kept, and left out of the trend."""
    rows = [row for row in log_of(8) if not (row[0] == Day(2025, 7, 1) and row[2] == "Lead")]
    cells = system(8, Plan_Log=rows)
    rates = output(cells, "Plan_Step_Rates_At_Fill")
    assert [cell is None for cell in rates[0]] == [False, False, True, *[False] * 5, *[True] * 4]
    known = [cell for cell in rates[0] if isinstance(cell, float)]
    assert output(cells, "Plan_Trends")[0][:3] == (
        series_trend(known).direction,
        series_trend(known).slope,
        series_trend(known).p,
    )


@pytest.mark.parametrize(("periods", "lags"), [(6, 1), (7, 2), (8, 3), (12, 3)])
def test_correlations_look_as_far_back_as_the_periods_allow(periods: int, lags: int) -> None:
    """Activities that never change, or are named twice, stay blank."""
    rows = log_of(periods)
    activities = [
        summed([row for row in rows if str(row[3]).lower() == "activity"], each, 4, periods)
        for each in ("webinar", "call")
    ]
    wanted = lagged_correlations(activities, stage(rows, "won", periods), lags)
    grid = output(system(periods), "Plan_Correlations")
    told = [(each.lag, each.r, each.p, each.q) for each in wanted if each]
    assert grid == (*told, BLANK, BLANK)


def test_the_result_may_be_another_stage() -> None:
    """By its name, in any case."""
    rows = log_of(8)
    cells = system(8, Plan_Result=[["sql "]])
    results = [cell for cell in first(output(cells, "Plan_Results_At_Fill")) if cell is not None]
    assert results == stage(rows, "sql", 8)


def test_too_little_data_leaves_cells_blank_and_says_so() -> None:
    """Three periods make no trend, five no correlation."""
    few = answered(system(3))
    assert few.outputs["Plan_Trends"] == few.outputs["Plan_Correlations"] == ()
    assert few.outputs["Plan_Step_Rates_At_Fill"][0][3:] == (None,) * 9
    assert "it needs 6 periods with outcomes, and has 3" in few.blank["Plan_Correlations"]
    assert few.blank["Plan_Trends"].endswith(
        "it needs 4 periods in which records entered a stage, and has 3"
    )
    assert answered(system(5)).outputs["Plan_Trends"]


@pytest.mark.parametrize(
    ("today", "goes_on"),
    [(Day(2026, 9, 30), False), (Day(2026, 10, 1), True), (Day(2026, 12, 30), True),
     (Day(2026, 12, 31), False), (Day(2027, 5, 1), False)],
)  # fmt: skip
def test_a_latest_period_that_is_not_over_is_told(today: Day, goes_on: bool) -> None:
    """It looks like a fall, and is none."""
    notes = answered(system(8), today=today).notes
    assert any("goes on until 2026-12-31" in note for note in notes) is goes_on


def test_a_result_that_never_changes_explains_nothing() -> None:
    """That is no problem, and stays blank."""
    rows = [[*row[:5], 5 if row[2] == "Won" else row[5]] for row in log_of(8)]
    assert output(system(8, Plan_Log=rows), "Plan_Correlations") == ()


@pytest.mark.parametrize(
    ("change", "needs"),
    [
        ({"Plan_Grain": [[None]]}, "Plan_Grain"),
        ({"Plan_Start": [[None]]}, "Plan_Start"),
        ({"Plan_Stages": down("Lead", None, "Won")}, "two Plan_Stages"),
        ({"Plan_Log": [[None] * 6]}, "entries in Plan_Log"),
    ],
)
def test_what_a_system_still_needs_is_said(change: dict[str, Cells], needs: str) -> None:
    """A fill of a new workbook writes nothing, and is no failure."""
    cells = system(8, **change)
    if "Plan_Stages" in change:
        cells["Plan_Log"] = [row for row in log_of(8) if row[2] == "Lead"]
    found = answered(cells)
    assert found.outputs["Plan_Trends"] == ()
    assert found.blank["Plan_Trends"] == f"Plan_Trends stays blank: it needs {needs}"


def test_entries_outside_the_periods_are_left_out_and_counted() -> None:
    """Blank rows are no entries."""
    rows: list[list[object]] = [
        [Day(2024, 12, 31), "Ads", "Won", "outcome", None, 5],
        [Day(2028, 1, 1), "Ads", "Won", "outcome", None, 5],
        [None, "", None, None, None, None],
    ]
    found = answered(system(8, Plan_Log=[*log_of(8), *rows]))
    assert found.outputs["Plan_Trends"] == output(system(8), "Plan_Trends")
    assert found.notes == (
        "2 entries were left out of Plan_Log: the periods run from 2025-01-01 to 2027-12-31",
    )


@pytest.mark.parametrize(
    ("at", "cell", "said"),
    [
        (0, None, "'Plan_Log' needs a date for each entry; Ours!B21 is blank"),
        (0, "soon", "Ours!B21 is the text 'soon'"),
        (1, "Radio", "must name one of Plan_Channels; Ours!C21 is 'Radio'"),
        (1, None, "must name one of Plan_Channels; Ours!C21 is blank"),
        (2, "MQL", "must name one of Plan_Stages; Ours!D21 is 'MQL'"),
        (2, None, "must name one of Plan_Stages; Ours!D21 is blank"),
        (3, "sale", "must name activity, expense or outcome; Ours!E21 is 'sale'"),
        (3, "activity", "must say what was done; Ours!F21 is blank"),
        (5, None, "Ours!G21 is blank"),
        (5, 1.5, "Ours!G21 is 1.5"),
        (5, -1, "Ours!G21 is -1"),
        (5, 1e13, "Ours!G21 is"),
    ],
)
def test_a_wrong_entry_is_a_problem_with_its_cell(at: int, cell: object, said: str) -> None:
    """An outcome names its stage, an activity what was done, each its channel and its amount."""
    row: list[object] = [START, "Ads", "Lead", "outcome", None, 5]
    row[at] = cell
    cells = system(8)
    cells.pop("Plan_Log")
    problems = wrong({**cells, "Plan_Log": [[None] * 6, row]})
    assert any(said in each for each in problems), problems
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Plan_Grain": [["month"]]}, "'Plan_Grain' must be quarter, half-year or year"),
        ({"Plan_Start": [[Day(9999, 1, 1)]]}, "'Plan_Start' must leave room for 12 periods"),
        ({"Plan_Result": [["MQL"]]}, "'Plan_Result' must be one of Plan_Stages"),
        ({"Plan_Log": [[1, 2]]}, "'Plan_Log' must be six columns"),
        ({"Plan_Experiments": [[1, 2, 3]]}, "'Plan_Experiments' must be four columns"),
        ({"Plan_Experiments": [[10, 11, 10, 5]]}, "is 11 of 10"),
        ({"Plan_Experiments": [[10, 0.5, None, None]]}, "is 0.5"),
    ],
)
def test_what_is_there_and_wrong_is_told(change: dict[str, Cells], said: str) -> None:
    """Even where other inputs are missing."""
    assert any(said in each for each in wrong({**system(8), **change}))


def test_experiments_that_are_complete_have_odds() -> None:
    """Also where A brought nothing; not where nobody entered an arm, or a count is missing."""
    rows: Cells = [
        [1000, 100, 1000, 120],
        [None] * 4,
        [9, 0, 9, 1],
        [0, 0, 9, 1],
        [5, None, 5, 1],
    ]
    odds = first(output({"Plan_Experiments": rows}, "Plan_Experiment_Odds"))
    assert odds[0] == comparison(1000, 100, 1000, 120).b_better
    assert odds[2] == pytest.approx(0.7631578947368421)
    assert odds[1] is odds[3] is None
    assert len(odds) == 4


@pytest.mark.parametrize(("grain", "months"), [("half-year", 6), ("YEAR", 12)])
def test_periods_are_as_long_as_the_grain(grain: str, months: int) -> None:
    """Counted from the start, a day that a month lacks being its last."""
    start = Day(2024, 8, 31)
    rows: list[list[object]] = [
        [months_later(start, months * period), "Ads", "Lead", "outcome", None, period + 1]
        for period in range(12)
    ]
    cells = system(
        8, Plan_Grain=[[grain]], Plan_Start=[[start]], Plan_Log=rows, Plan_Result=[["Lead"]]
    )
    assert first(output(cells, "Plan_Results_At_Fill")) == [float(each + 1) for each in range(12)]
