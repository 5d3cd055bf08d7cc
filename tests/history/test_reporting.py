"""A history in one value: what was counted, what it says, and what it cannot say."""

from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from funnel_core.errors import OutOfRange
from funnel_core.history.cohorts import ADVANCED, LOST, OPEN
from funnel_core.history.counted import COLUMNS, Amounts, History
from funnel_core.history.months import as_date, as_day
from funnel_core.history.order import StageOrder
from funnel_core.history.problems import DataProblem, Kind
from funnel_core.history.reporting import reported
from funnel_core.shrinkage import shrunk_rates
from tests.history.simulated import Step, simulated

TWO = StageOrder(("Lead", "Won"))


def history_of(lines: list[tuple[int, int, int, int]], as_of: int, channel: str = "") -> History:
    """Count records given by day, lag, outcome and how many: of one step."""
    table = [(0, 1, channel, *line) for line in lines]
    return History(TWO, as_of, pd.DataFrame(table, columns=list(COLUMNS)))


@pytest.mark.parametrize(("growth", "snapshot"), [(0.1, 0.1503), (-0.1, 0.2743)])
def test_the_worked_snapshot_bias(growth: float, snapshot: float) -> None:
    """A snapshot of a funnel that grows by g is off by the factor (1 + g)^lag (§2)."""
    lines = []
    for month in range(8):
        entered = round(10**7 * (1 + growth) ** month)
        won = round(0.2 * entered) if month < 5 else 0
        lines += [(30 * month, 90, ADVANCED, won)] if won else []
        lines += [(30 * month, 210 - 30 * month, OPEN, entered - won)]
    told = reported(
        history_of(lines, 210),
        entered_from=as_date(210),
        entered_to=as_date(210),
    )
    assert round(told.steps[0].snapshot or 0, 4) == snapshot


def test_the_worked_competing_risks() -> None:
    """Won at days 5, 10, 10, 20, lost 8, 8, 15, 15, open at 3, 30: naive .40, honest .4444 (§2)."""
    lines = [(100, lag, ADVANCED, many) for lag, many in ((5, 1), (10, 2), (20, 1))]
    lines += [(100, lag, LOST, 2) for lag in (8, 15)]
    lines += [(127, 3, OPEN, 1), (100, 30, OPEN, 1)]
    [step] = reported(history_of(lines, 130)).steps
    assert (step.entered, step.advanced, step.lost, step.open) == (10, 4, 4, 2)
    assert step.naive == pytest.approx(0.4)
    assert step.honest is not None
    assert round(step.honest.rate, 4) == 0.4444


def test_stages_pairs_and_channels_are_told_in_order() -> None:
    """Steps, ways to won, and each channel's pairs, the largest channel first; entries by month."""
    channels = ("ads", "ads", "mail", "fair")
    chain = [Step(0.6, 6, 9), Step(0.5, 9, 9)]
    records = simulated(np.random.default_rng(3), 3000, 200, chain, channels)
    history = records.moved(17_000).seen(17_199, ("Lead", "Demo", "Won"))
    told = reported(history)
    assert [(each.start, each.end) for each in told.steps] == [("Lead", "Demo"), ("Demo", "Won")]
    assert [(each.start, each.end) for each in told.to_won] == [("Lead", "Won"), ("Demo", "Won")]
    assert [each.channel for each in told.channels[::3]] == ["ads", *history.channels[1:]]
    assert all(each.drawn is not None for each in told.channels)
    for at, step in enumerate(told.steps):
        own = [each for each in told.channels if (each.start, each.end) == (step.start, step.end)]
        assert sum(each.entered for each in own) == step.entered
        assert told.open_now[at] == step.open
        assert sum(month.entries[at] for month in told.months) == step.entered
    assert [month.first.day for month in told.months] == [1] * len(told.months)
    assert told.months[0].first == as_date(17_000).replace(day=1)
    for at, month in enumerate(told.months):
        own = told.channel_months[at :: len(told.months)]
        assert {each.first for each in own} == {month.first}
        assert tuple(np.sum([each.entries for each in own], axis=0)) == month.entries
    assert len(told.forecast) == 12
    assert told.no_forecast == ""


def test_the_same_history_is_told_the_same_way() -> None:
    """What is drawn at random is drawn from one seed: two reports are equal."""
    records = simulated(np.random.default_rng(3), 800, 90, [Step(0.6, 6, 9)])
    assert reported(records.seen(89)) == reported(records.seen(89))


def test_small_channels_are_drawn_together() -> None:
    """Channels' rates are drawn as counts of their equal weight would be (§2)."""
    channels = ("ads", "mail", "fair")
    records = simulated(np.random.default_rng(5), 1200, 300, [Step(0.3, 4, 6)], channels)
    told = reported(records.seen(400)).channels
    counts = [each.honest.equivalent for each in told if each.honest]
    drawn = shrunk_rates([each.entered for each in counts], [each.advanced for each in counts])
    assert [each.drawn for each in told] == pytest.approx(drawn)


def test_a_channel_too_small_for_a_rate_is_drawn_to_the_others() -> None:
    """Where three channels have rates, one without gets what its records' ages allow to say."""
    channels = ("ads", "mail", "fair") * 200 + ("tip",)
    records = simulated(np.random.default_rng(6), 2000, 300, [Step(0.3, 4)], channels)
    told = {each.channel: each for each in reported(records.seen(400)).channels}
    assert told["tip"].honest is None
    assert "worth" in told["tip"].not_enough
    assert told["tip"].drawn == pytest.approx(0.3, abs=0.1)


def test_two_channels_say_nothing_on_how_channels_vary() -> None:
    """With fewer than three rates none is drawn; without channels none are told."""
    records = simulated(np.random.default_rng(5), 900, 300, [Step(0.3, 4, 6)], ("ads", "mail"))
    assert [each.drawn for each in reported(records.seen(400)).channels] == [None, None]
    records = simulated(np.random.default_rng(5), 900, 300, [Step(0.3, 4, 6)])
    assert reported(records.seen(400)).channels == ()


def test_a_window_bounds_rates_and_not_who_is_open() -> None:
    """Rates stand on records that entered in the window; forecasts on all that are open now."""
    records = simulated(np.random.default_rng(7), 2000, 300, [Step(0.4, 9, 12)])
    history = records.seen(299)
    first, last = as_date(100), as_date(250)
    told = reported(history, entered_from=first, entered_to=last)
    entered = records.stages[:, 0]
    assert told.steps[0].entered == int(((entered >= 100) & (entered <= 250)).sum())
    assert told.open_now == reported(history).open_now
    assert (told.entered_from, told.entered_to) == (first, last)
    came = records.stages[:, 1]
    inside = int(((came >= 100) & (came <= 250)).sum())
    assert told.steps[0].snapshot == pytest.approx(inside / told.steps[0].entered)


def test_a_snapshot_without_a_window_is_of_the_last_three_full_months() -> None:
    """As a dashboard of a quarter has it; of all days where three months were not seen."""
    records = simulated(np.random.default_rng(7), 2000, 300, [Step(0.4, 9, 12)])
    as_of = as_day(datetime.date(1970, 9, 20))
    entered, came = records.stages[:, 0], records.stages[:, 1]
    june, august = as_day(datetime.date(1970, 6, 1)), as_day(datetime.date(1970, 8, 31))
    of_months = [int(((days >= june) & (days <= august)).sum()) for days in (came, entered)]
    told = reported(records.seen(as_of))
    assert told.steps[0].snapshot == of_months[0] / of_months[1]
    assert told.steps[0].snapshot != told.steps[0].naive
    young = reported(records.seen(80)).steps[0]
    assert young.snapshot == young.naive


def test_a_window_beyond_the_data_is_refused() -> None:
    """A window that ends before it begins, or begins after the last day, is told in a sentence."""
    history = simulated(np.random.default_rng(7), 200, 100, [Step(0.4, 9, 12)]).seen(99)
    with pytest.raises(OutOfRange, match="the last day that is seen, 1970-04-10; got 1970-05-01"):
        reported(history, entered_from=datetime.date(1970, 5, 1))
    with pytest.raises(OutOfRange, match="'entered_to', 1970-02-01"):
        reported(
            history,
            entered_from=datetime.date(1970, 3, 1),
            entered_to=datetime.date(1970, 2, 1),
        )
    with pytest.raises(OutOfRange, match="confidence"):
        reported(history, confidence=90)


def test_what_history_cannot_carry_says_why() -> None:
    """A step with too few wins has no rate, and there is no forecast: each says so."""
    told = reported(history_of([(0, 5, ADVANCED, 3), (0, 90, OPEN, 40)], 90))
    [step] = told.steps
    assert step.honest is None
    assert "3 of 43 records advanced so far" in step.not_enough
    assert told.forecast == ()
    assert (told.forecast_total, told.forecast_expected) == (None, None)
    assert "from Lead to Won" in told.no_forecast


def test_an_empty_history_is_told_as_such() -> None:
    """Nobody entered: no rates, no months, nobody open, and a forecast of none."""
    told = reported(History(TWO, 100, pd.DataFrame({name: [] for name in COLUMNS})))
    assert told.months == ()
    assert told.steps[0].naive is None
    assert told.steps[0].not_enough.startswith("nobody entered")
    assert told.open_now == (0,)
    assert told.open_ages == (None,)


def test_amounts_are_told_with_an_interval_of_their_mean() -> None:
    """All deals first, then channels'; no mean without an amount, no interval of one deal."""
    history = history_of([(0, 5, ADVANCED, 30), (0, 9, LOST, 30)], 90, "ads")
    amounts = {
        None: Amounts(30, 4, 40_000.0, 5.0e8, 9_000.0),
        "ads": Amounts(30, 1, 9_000.0, 8.1e7, 9_000.0),
    }
    told = reported(replace(history, amounts=amounts)).amounts
    assert [each.channel for each in told] == [None, "ads"]
    assert told[0].interval is not None
    assert 0 < told[0].interval.low < 10_000 < told[0].interval.high
    assert (told[1].mean, told[1].interval) == (9_000, None)
    unnamed = history_of([(0, 5, ADVANCED, 30), (0, 9, LOST, 30)], 90)
    none = Amounts(30, 0, 0.0, 0.0, None)
    [only] = reported(replace(unnamed, amounts={None: none, "": none})).amounts
    assert (only.channel, only.mean, only.interval) == (None, None, None)


def test_the_median_age_of_open_records_is_told() -> None:
    """Ages are days in the stage up to the last day: of 10, 20, 20 and 60 the middle is 20."""
    lines = [(80, 10, OPEN, 1), (70, 20, OPEN, 2), (30, 60, OPEN, 1), (0, 5, ADVANCED, 20)]
    told = reported(history_of(lines, 90))
    assert (told.open_now, told.open_ages) == ((4,), (20.0,))
    assert as_day(told.as_of) == 90


def test_problems_of_the_data_come_first() -> None:
    """What was wrong with the events is told before what the rates show."""
    found = DataProblem(Kind.FUTURE_DATE, 1, "one date lies ahead")
    history = simulated(np.random.default_rng(1), 200, 100, [Step(0.4, 9, 12)]).seen(99)
    assert reported(replace(history, problems=(found,))).problems[0] == found


def test_a_mistyped_year_costs_no_memory_and_lists_no_thousand_months() -> None:
    """A record of the year 1 is open and counted; months go back twenty years at most."""
    lines = [(17_000 + day, 9, end, 5) for day in range(0, 90, 10) for end in (ADVANCED, LOST)]
    year_1 = as_day(datetime.date(1, 1, 1))
    lines += [(year_1, 17_100 - year_1, OPEN, 1), (17_095, 5, OPEN, 8)]
    told = reported(history_of(lines, 17_100))
    assert told.steps[0].open == told.open_now[0] == 9
    assert len(told.months) in (240, 241)
    assert 0 < (told.forecast_expected or 0) < 8
