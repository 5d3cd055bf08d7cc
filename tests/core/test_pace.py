"""What was due by a day, and whether a plan is behind or it is noise."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from funnel_core.errors import OutOfRange
from funnel_core.pace import expected_by_month, expected_to_date, months_later, pace_to_date

START, END = datetime.date(2027, 1, 1), datetime.date(2027, 12, 31)
days = st.integers(-30, 400).map(lambda day: START + datetime.timedelta(days=day))


@given(st.floats(0, 1e9), days, days)
def test_what_is_due_never_falls_and_stays_within_the_target(
    target: float, one: datetime.date, other: datetime.date
) -> None:
    """Due to date rises with the day, from 0 to the whole target."""
    early, late = sorted((one, other))
    due = [expected_to_date(target, START, END, day) for day in (early, late)]
    assert 0 <= due[0] <= due[1] <= target


@given(st.integers(1, 10**6), days, st.integers(1, 12))
def test_equal_weights_are_the_same_as_days(target: int, today: datetime.date, parts: int) -> None:
    """Parts of equal weight change nothing: they are equal in days."""
    by_days = expected_to_date(target, START, END, today)
    assert expected_to_date(target, START, END, today, [2.5] * parts) == pytest.approx(by_days)


def test_seasonal_weights() -> None:
    """Weights totalling .44 at half-year make 52.8 of 120 due then."""
    half = datetime.date(2027, 1, 10)
    assert (
        expected_to_date(120, START, datetime.date(2027, 1, 20), half, [0.2, 0.24, 0.3, 0.26])
        == 52.8
    )


@given(st.integers(0, 500), st.floats(0.01, 400), st.sampled_from([0.01, 0.05, 0.2]))
def test_pace_is_the_poisson_tail(actual: int, expected: float, alpha: float) -> None:
    """Behind and ahead are scipy's Poisson tails against alpha, one-sided each way."""
    low, high = stats.poisson.cdf(actual, expected), stats.poisson.sf(actual - 1, expected)
    if min(abs(low - alpha), abs(high - alpha)) < 1e-12:
        return
    told = "behind" if low < alpha else "ahead" if high < alpha else "on pace"
    assert pace_to_date(actual, expected, alpha) == told


def test_pace_of_very_many() -> None:
    """A billion due: three standard deviations below is behind, one is on pace."""
    assert pace_to_date(10**9 - 100_000, 1e9) == "behind"
    assert pace_to_date(10**9 - 30_000, 1e9) == "on pace"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((-1, 5), "'actual'"),
        ((1.5, 5), "'actual' must be a whole number"),
        ((1, -5), "'expected'"),
        ((1, 5, 0.5), "'alpha' must be a share above 0 and below 0.5; got 0.5"),
    ],
)
def test_bad_arguments_are_named(arguments: tuple[float, ...], said: str) -> None:
    """Each bound has its sentence."""
    with pytest.raises(OutOfRange, match=said):
        pace_to_date(*arguments)  # type: ignore[arg-type]


def test_a_term_that_ends_before_it_starts() -> None:
    """The two dates are named."""
    with pytest.raises(OutOfRange, match="'end' must not be before 'start'; got 2027-01-01"):
        expected_to_date(10, END, START, START)


def test_by_month_is_what_a_schedule_adds_up_to() -> None:
    """At a month's end, whatever its length; before the term 0, after it all; linear within."""
    weights = [3, 10, *[1] * 10]
    start = datetime.date(2027, 1, 1)
    for months in range(13):
        by = months_later(start, months) - datetime.timedelta(days=1)
        assert expected_by_month(22, start, by, weights) == sum(weights[:months]) * 22 / 23
    assert expected_by_month(22, start, datetime.date(2026, 6, 1), weights) == 0
    assert expected_by_month(22, start, datetime.date(2029, 6, 1), weights) == 22
    assert expected_by_month(23, start, datetime.date(2027, 2, 7), weights) == 3 + 10 / 4


def test_months_from_the_end_of_a_month() -> None:
    """A month that is too short begins on its last day; no calendar goes beyond 9999."""
    start = datetime.date(2027, 1, 31)
    assert expected_by_month(2, start, datetime.date(2027, 2, 27), [1, 1]) == 1
    assert expected_by_month(2, start, datetime.date(2027, 3, 30), [1, 1]) == 2
    with pytest.raises(OutOfRange, match="no calendar has"):
        expected_by_month(2, datetime.date(9999, 12, 1), start, [1])
