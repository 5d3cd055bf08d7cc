"""The past played again: only what was known then, compared with what came of it."""

from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np
import pytest

from funnel_core.errors import NotEnoughData, OutOfRange
from funnel_core.history.months import as_date
from funnel_core.history.problems import DataProblem, Kind
from funnel_core.history.replays import default_dates, replayed
from funnel_core.history.reporting import reported
from tests.history.simulated import Records, Step, simulated

CHAIN = [Step(0.6, 8, 12), Step(0.5, 15, 10)]
FIRST = 17_532
"""2018-01-01."""


def records(seed: int = 11) -> Records:
    """Simulate 3,000 records of 2018, from January to July."""
    return simulated(np.random.default_rng(seed), 3000, 200, CHAIN).moved(FIRST)


AS_OF = FIRST + 199


def test_at_the_last_day_the_past_is_the_report() -> None:
    """Looking from the last day, rates are the report's, and there is nothing to compare with."""
    history = records().seen(AS_OF)
    [replay] = replayed(history, [as_date(AS_OF)]).replays
    report = reported(history)
    told = {(each.start, each.end): each.honest for each in (*report.steps, *report.to_won)}
    assert {(each.start, each.end): each.honest for each in replay.rates} == told
    assert (replay.wins, replay.months, replay.steps) == (None, (), ())


def test_looking_from_a_day_sees_what_an_export_of_that_day_held() -> None:
    """Rates and forecasts at a date are those of a history that ends on it: nothing leaks back."""
    date = as_date(AS_OF - 60)
    [replay] = replayed(records().seen(AS_OF), [date]).replays
    then = reported(records().seen(AS_OF - 60))
    told = {(each.start, each.end): each.honest for each in (*then.steps, *then.to_won)}
    assert {(each.start, each.end): each.honest for each in replay.rates} == told
    whole = [month.wins.expected for month in replay.months][:-1]
    assert whole == pytest.approx([month.expected for month in then.forecast][: len(whole)])
    assert [each.open for each in replay.steps] == list(then.open_now)


def test_records_that_came_back_after_being_lost_are_told_of() -> None:
    """The day of a loss that did not last is not kept: such records count as open, and it is said.

    So of a day between, the replay knows more than an export of that day did.
    """
    made = records()
    day = AS_OF - 60
    comes_back = (made.stages[:, 0] < day - 5) & (made.stages[:, 2] > day)
    comes_back &= made.stages[:, 2] <= AS_OF
    lost = np.where(comes_back, made.stages[:, 0] + 5, made.lost)
    reopened = replace(made, lost=lost)
    problem = DataProblem(Kind.ADVANCED_AFTER_LOST, int(comes_back.sum()), "…")
    told = replayed(replace(reopened.seen(AS_OF), problems=(problem,)), [as_date(day)])
    assert told.reopened == comes_back.sum() > 10
    then = reopened.seen(day).cohorts(0, 2)
    assert told.replays[0].rates[2].entered == then.entered
    assert reopened.seen(AS_OF).cohorts(0, 2).seen_at(day).open == then.open + comes_back.sum()
    assert told.sentence.endswith(
        f" {comes_back.sum()} records went on after being lost and count as open until then, also "
        "on days on which they stood as lost: such a past looks a little easier to foresee than it "
        "was."
    )


def test_what_happened_is_counted_of_the_records_that_were_open() -> None:
    """Wins and advances are those of records that had entered by the date, none of later ones."""
    made = records()
    day = AS_OF - 60
    [replay] = replayed(made.seen(AS_OF), [as_date(day)]).replays
    first, second, won = made.stages.T
    assert replay.wins is not None
    later = (first <= day) & (won > day) & (won <= AS_OF)
    assert replay.wins.happened == int(later.sum())
    assert sum(month.wins.happened for month in replay.months) == replay.wins.happened
    assert replay.months[0].first == as_date(day + 1)
    for step, before, after in zip(replay.steps, (first, second), (second, won), strict=True):
        assert step.advanced is not None
        moved = (before <= day) & (after > day) & (after <= AS_OF)
        assert step.advanced.happened == int(moved.sum())


def test_a_rate_then_is_compared_with_what_the_same_records_can_come_to() -> None:
    """The truth lies between advanced and advanced + open, of those that had entered by then."""
    made = records()
    day = AS_OF - 60
    [replay] = replayed(made.seen(AS_OF), [as_date(day)]).replays
    first, second = made.stages[:, 0], made.stages[:, 1]
    entered = first <= day
    advanced = (entered & (second <= AS_OF)).sum() / entered.sum()
    open_ = (entered & (second > AS_OF) & (made.lost > AS_OF)).sum() / entered.sum()
    assert replay.rates[0].entered == entered.sum()
    assert replay.rates[0].known == pytest.approx((advanced, advanced + open_))


def test_most_intervals_hold_and_the_sum_says_so() -> None:
    """On records that keep to one rule, about 19 in 20 intervals at 95 % hold."""
    dates = [datetime.date(2018, 4, 15), datetime.date(2018, 5, 15), datetime.date(2018, 5, 31)]
    told = [replayed(records(seed).seen(AS_OF), dates) for seed in range(8)]
    asked = sum(each.counts[0] for each in told)
    held = sum(each.counts[1] for each in told)
    assert asked > 100
    assert 0.9 <= held / asked <= 1
    assert abs(sum(each.expected for each in told) / sum(each.won for each in told) - 1) < 0.1
    assert told[0].bias == told[0].expected / told[0].won - 1
    start = f"Looking from 3 dates: of {told[0].counts[0]} intervals at 95 % for wins and advances"
    assert told[0].sentence.startswith(start)


def test_dates_are_the_ends_of_months_with_enough_before_and_after() -> None:
    """Without dates, months' ends count that have four weeks of history on both sides."""
    history = records().seen(AS_OF)
    assert [date.isoformat() for date in default_dates(history)] == [
        "2018-01-31",
        "2018-02-28",
        "2018-03-31",
        "2018-04-30",
        "2018-05-31",
    ]
    with pytest.raises(NotEnoughData, match="from 2018-01-01 to 2018-02-09"):
        default_dates(records().seen(FIRST + 39))


def test_dates_without_history_are_refused_together() -> None:
    """A date before the first entry or after the last day is told in one sentence, all of them."""
    dates = [datetime.date(2017, 5, 1), datetime.date(2018, 3, 1), datetime.date(2030, 1, 1)]
    with pytest.raises(OutOfRange) as told:
        replayed(records().seen(AS_OF), dates)
    assert str(told.value) == (
        "a date to look from must lie between 2018-01-01, the first entry or ten years ago, and "
        "the last day that is seen, 2018-07-19; 2017-05-01 does not; 2030-01-01 does not: choose "
        "a day between them"
    )


def test_a_date_too_early_for_a_rate_says_so() -> None:
    """Where too little had happened there is no forecast, and the reason is told."""
    replays = replayed(records().seen(AS_OF), [as_date(FIRST)])
    [replay] = replays.replays
    assert replay.wins is None
    assert "needs a rate" in replay.no_forecast
    assert replays.bias is None


def test_a_window_bounds_what_the_past_is_learnt_from() -> None:
    """With a window, earlier rates stand on records that entered in it, as the report's do."""
    history = records().seen(AS_OF)
    start = as_date(FIRST + 60)
    [replay] = replayed(history, [as_date(AS_OF)], entered_from=start).replays
    report = reported(history, entered_from=start)
    assert replay.rates[0].honest == report.steps[0].honest
    assert replay.rates[0].entered == report.steps[0].entered


def test_nothing_forecast_is_said_in_words() -> None:
    """Where no date allows to say anything, the sentence says that."""
    made = simulated(np.random.default_rng(1), 40, 100, [Step(0.05, 60)]).moved(FIRST)
    told = replayed(made.seen(FIRST + 99), [as_date(FIRST + 40)])
    assert told.sentence == (
        "Nothing could be forecast at 1 date: too little had happened by then."
    )
