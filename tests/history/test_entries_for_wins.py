"""Entries by month for wins by month, from what a history says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from funnel_core.errors import InputError, NotEnoughData, OutOfRange
from funnel_core.history.entries import composed_lags, entries_for
from funnel_core.history.report import HistoryReport
from funnel_core.history.reporting import reported
from funnel_core.schedule import required_entries
from tests.history.simulated import Records, Step, simulated

CHAIN = [Step(0.6, 8, 12), Step(0.5, 15, 10)]
MARCH_1 = 17_591


def records() -> Records:
    """Simulate 6,000 records that enter until the end of March 2018."""
    return simulated(np.random.default_rng(11), 6000, 300, CHAIN).moved(MARCH_1 + 31 - 300)


def report(days_before: int = 0, months: int = 12) -> HistoryReport:
    return reported(records().seen(MARCH_1 + 30 - days_before), months=months)


def test_entries_bring_the_wins_that_they_were_asked_for() -> None:
    """Forecast forward by the same history, the entries bring the wins month by month."""
    told = report()
    needed = entries_for(told, [250, 260, 270, 280])
    assert [month.isoformat() for month in needed.months] == [
        "2018-04-01",
        "2018-05-01",
        "2018-06-01",
        "2018-07-01",
    ]
    assert needed.expected == pytest.approx(needed.wins, rel=0.11)
    assert needed.expected[2:] == pytest.approx(needed.wins[2:], rel=0.01)
    wanting = zip(needed.wins, needed.expected, strict=True)
    assert needed.short == pytest.approx([max(want - come, 0) for want, come in wanting])
    forward = reported(records().seen(MARCH_1 + 30), entries=needed.entries).forecast
    assert [month.expected for month in forward[:4]] == pytest.approx(needed.expected, rel=0.04)


def test_all_steps_together_agree_with_the_direct_way() -> None:
    """The product of rates and the sum of lags are those of the pair from first to won."""
    told = report()
    rate, lags = composed_lags(told)
    direct = told.to_won[0]
    assert direct.honest is not None
    assert direct.lags is not None
    assert rate == pytest.approx(direct.honest.rate, rel=0.05)
    assert lags.mean == pytest.approx(direct.lags.mean, rel=0.05)


def test_what_open_records_bring_is_taken_off() -> None:
    """Fewer wins than open records bring need no entries that month; none are short."""
    told = report()
    needed = entries_for(told, [1, 0])
    assert needed.from_open[0] == told.forecast[0].expected > 1
    assert (needed.entries, needed.short) == ((0, 0), (0, 0))


def test_the_rest_of_a_month_enters_at_the_pace_of_the_last_ones() -> None:
    """Seen within a month, the plan begins with the next one; who enters until then is counted."""
    told = report(10)
    needed = entries_for(told, [250, 260])
    assert needed.months[0].isoformat() == "2018-04-01"
    assert needed.pace == pytest.approx(10 * 20, rel=0.1)
    assert needed.lately == pytest.approx(needed.pace / 10 * 365.25 / 12)
    assert needed.entries[0] < entries_for(report(), [250, 260]).entries[0] * 1.5


def test_entries_are_steady_to_the_last_month() -> None:
    """Few wins of the last entries fall into the months that are asked for: no more must enter."""
    needed = entries_for(report(), [270] * 6)
    asked = 270 / needed.rate
    assert needed.entries == pytest.approx([asked] * 6, rel=0.3)
    assert needed.entries[2:] == pytest.approx([asked] * 4, rel=0.02)
    assert needed.expected[2:] == pytest.approx([270] * 4, rel=0.02)
    assert min(needed.schedule().entries) < 0.4 * asked


def test_wins_that_come_too_early_are_short() -> None:
    """Few who enter in a month are won in it: the later months are not ruined for its sake."""
    needed = entries_for(report(), [2000, 270, 270, 270])
    assert needed.short[0] > 1000
    at_any_price = needed.wanting[0] / (needed.rate * needed.lag[0])
    assert needed.entries[0] < 0.5 * at_any_price
    alone = entries_for(report(), [2000])
    assert alone.short[0] > 500
    assert alone.entries[0] < at_any_price


def test_the_schedule_of_a_sheet_is_there_as_well() -> None:
    """The same wins, lags and rate, met month by month however much entries change."""
    needed = entries_for(report(10), [250, 260])
    assert needed.schedule() == required_entries(
        needed.wanting, needed.lag_within, needed.rate, [needed.pace]
    )
    one = entries_for(report(), [250])
    assert one.past == ()
    assert one.lag == pytest.approx(entries_for(report(), [250, 260]).lag)
    assert len(one.lag_within) == 3
    assert sum(one.lag_within) == pytest.approx(1)


def test_wins_beyond_the_forecast_are_refused() -> None:
    """Wins for more months than are forecast, none, or negative ones are told in a sentence."""
    told = report(months=3)
    with pytest.raises(OutOfRange, match=r"'wins' go on to 2018-07, and .* to 2018-06"):
        entries_for(told, [1, 1, 1, 1])
    with pytest.raises(InputError, match="got none"):
        entries_for(told, [])
    with pytest.raises(OutOfRange, match="row 2 is -1"):
        entries_for(told, [1, -1])


def test_without_a_rate_there_are_no_entries() -> None:
    """A history without a forecast says why there are no entries either."""
    told = report()
    with pytest.raises(NotEnoughData, match="nothing to go by"):
        entries_for(replace(told, no_forecast="nothing to go by"), [1])
    steps = (replace(told.steps[0], honest=None), told.steps[1])
    with pytest.raises(NotEnoughData, match="there are none from S0 to S1"):
        entries_for(replace(told, steps=steps), [1])
