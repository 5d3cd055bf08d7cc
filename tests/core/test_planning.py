"""Whole plans."""

from __future__ import annotations

import pytest

import funnel_core as fc


def worked() -> fc.Plan:
    funnel = fc.Funnel([0.01, 0.47, 0.38, 0.7, 0.5, 0.25])
    return funnel.plan(fc.Target(revenue=1_000_000, value=10_000), confidence=0.8)


def test_the_worked_case_has_the_fields_stages_and_owners() -> None:
    """Six rates are the field's funnel, from visitors to closed won."""
    plan = worked()
    assert plan.required == (640000, 6400, 3008, 1143, 800, 400, 100)
    assert [row.stage.owner for row in plan] == ["Marketing"] * 3 + ["Sales"] * 4
    assert plan.confident is not None
    assert plan["opportunity"].confident == 429
    assert plan.confident[-1] == 100


def test_confident_volumes_are_above_the_average_ones_at_80_percent() -> None:
    """Being sure costs more at every stage but the last."""
    for row in list(worked())[:-1]:
        assert row.confident is not None
        assert row.confident > row.exact


def test_known_and_learnt_steps_mix() -> None:
    """A step learnt from few counts needs more than a known rate of the same size."""
    target = fc.Target(wins=100)
    known = fc.Funnel([0.5, 0.25]).plan(target, 0.8).confident
    mixed = fc.Funnel([0.5, fc.Counts(40, 10)]).plan(target, 0.8).confident
    sure = fc.Funnel([0.5, fc.Counts(40_000_000, 10_000_000)]).plan(target, 0.8).confident
    assert known is not None
    assert mixed is not None
    assert mixed[0] > known[0] * 1.1
    assert sure == known


def test_without_a_confidence_there_are_no_confident_volumes() -> None:
    """None was asked for, none is made up."""
    plan = fc.Funnel([0.5]).plan(fc.Target(wins=3))
    assert plan.confident is None
    assert [row.confident for row in plan] == [None, None]


def test_the_chance_of_the_records_at_hand() -> None:
    """400 leads at 25 % bring 100 wins in 52 of 100 years."""
    assert fc.Funnel([0.25]).probability(fc.Target(wins=100), [400, 0]) == pytest.approx(0.5191867)


def test_a_funnel_says_what_it_is() -> None:
    """Its repr reads like a funnel."""
    assert repr(fc.Funnel([0.5, fc.Counts(200, 50)], ["SQL", "Opportunity", "Won"])) == (
        "Funnel(SQL 50% → Opportunity 25% (50 of 200) → Won)"
    )


def test_a_plan_reads_as_a_table() -> None:
    """Its repr says what it is for, and what every stage needs."""
    assert repr(worked()) == (
        "Plan for 1,000,000 of revenue at 10,000 a win, at a confidence of 80%\n"
        "stage        required  confident\n"
        "Visitor       640,000    693,033\n"
        "MCL             6,400      6,926\n"
        "MQL             3,008      3,253\n"
        "SAL             1,143      1,234\n"
        "SQL               800        862\n"
        "Opportunity       400        429\n"
        "Closed won        100        100"
    )
    assert repr(fc.Funnel([1], ["Lead", "Won"]).plan(fc.Target(revenue=1e6, value=0.25))) == (
        "Plan for 1,000,000 of revenue at 0.25 a win\n"
        "stage   required\nLead   4,000,000\nWon    4,000,000"
    )
    assert repr(fc.Funnel([0.5], ["Lead", "Won"]).plan(fc.Target(wins=2.5))) == (
        "Plan for 2.5 wins\nstage  required\nLead          6\nWon           3"
    )


def test_a_forecast_is_in_wins_or_in_money() -> None:
    """Expected, low and high, each times the value of a win."""
    funnel = fc.Funnel([0.5, fc.Counts(200, 50)])
    wins = funnel.forecast([400, 100, 3], confidence=0.8)
    assert wins.expected == 78
    assert wins.low is not None
    assert wins.high is not None
    assert wins.low < wins.expected < wins.high
    assert funnel.forecast([400, 100, 3], 2.5, 0.8) == fc.Forecast(
        195.0, wins.low * 2.5, wins.high * 2.5, 0.8
    )
    assert funnel.forecast([400, 100, 3]) == fc.Forecast(78.0)
    with pytest.raises(fc.OutOfRange, match="'value'"):
        funnel.forecast([400, 100, 3], value=0)
    with pytest.raises(fc.OutOfRange, match=r"below 1\.8e\+308"):
        funnel.forecast([400, 100, 3], value=1e308)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: fc.Funnel([0.5], ["A", "B", "C"]), "1 rates has 2 stages.* got 3 stages: A, B, C"),
        (lambda: fc.Funnel([]), "at least one rate"),
        (lambda: fc.Funnel([47]), "write 47% or 0.47"),
        (lambda: fc.Target(revenue=5), "needs the 'value'"),
        (lambda: fc.Target(), "either 'revenue'"),
        (lambda: fc.Target(wins=-5), "above 0; got -5"),
        (lambda: fc.Counts(5, 6), "6 of 5"),
        (lambda: worked()["Demo"], "no stage is called 'Demo'; this funnel has Visitor"),
    ],
)
def test_what_cannot_be_a_plan_is_told(make: object, said: str) -> None:
    """Every mistake has its sentence."""
    with pytest.raises(fc.FunnelError, match=said):
        make()  # type: ignore[operator]


def test_a_plan_is_immutable() -> None:
    """Plans are values: nothing in them can be set."""
    with pytest.raises(AttributeError):
        worked().confidence = 0.9  # type: ignore[misc]
