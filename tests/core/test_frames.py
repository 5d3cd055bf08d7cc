"""Funnels and plans in data frames, and numbers of numpy's and pandas'."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import funnel_core as fc

learnt = st.integers(1, 2**53).flatmap(
    lambda n: st.builds(fc.Counts, st.just(n), st.integers(1, n))
)
known = st.one_of(st.integers(1, 10**4).map(lambda n: n / 10**4), st.floats(0.01, 1))
steps = st.lists(st.one_of(known, learnt), min_size=1, max_size=8)


@given(steps, st.data())
def test_a_funnel_comes_back_from_its_plan_s_frame(
    rates: list[float | fc.Counts], data: st.DataObject
) -> None:
    """Stages, owners, rates to the last digit, and counts, whatever was known and what learnt."""
    names = data.draw(
        st.lists(
            st.text("abcÄ é", min_size=1).map(lambda text: text.strip() + "."),
            min_size=len(rates) + 1,
            max_size=len(rates) + 1,
        )
    )
    funnel = fc.Funnel(rates, [fc.Stage(name, "Ann") for name in names])
    try:
        plan = funnel.plan(fc.Target(wins=1))
    except fc.OutOfRange:
        return
    assert fc.Funnel.from_frame(plan.to_frame()) == funnel


def test_a_plan_as_a_frame() -> None:
    """A row per stage from 1 at the top; whole numbers stay whole where cells are blank."""
    funnel = fc.Funnel([0.5, fc.Counts(200, 50)], ["MQL", "SQL", "Closed won"])
    frame = funnel.plan(fc.Target(wins=100), confidence=0.8).to_frame()
    assert list(frame.columns) == (
        ["stage", "owner", "rate", "entered", "advanced", "required", "exact", "confident"]
    )
    assert list(frame.index) == [1, 2, 3]
    assert frame.index.name == "position"
    text = str(pd.Series(["a"]).dtype)  # pandas 3 has a type for it, pandas 2 calls it object
    assert dict(frame.dtypes.astype(str)) == {
        "stage": text,
        "owner": text,
        "rate": "float64",
        "entered": "Int64",
        "advanced": "Int64",
        "required": "int64",
        "exact": "float64",
        "confident": "Int64",
    }
    assert list(frame["entered"].isna()) == [True, False, True]
    assert frame.loc[2, "advanced"] == 50
    assert list(frame["rate"][:2]) == [0.5, 0.25]
    assert np.isnan(frame.loc[3, "rate"])
    assert list(frame["owner"]) == ["Marketing", "Sales", "Sales"]
    assert frame.loc[2, "confident"] == 450


def test_a_plan_without_confidence_as_a_frame() -> None:
    """The column stays, blank and still of whole numbers."""
    frame = fc.Funnel([0.5]).plan(fc.Target(wins=3)).to_frame()
    assert frame["confident"].isna().all()
    assert str(frame["confident"].dtype) == "Int64"


def test_large_counts_keep_their_last_digit_in_a_frame() -> None:
    """2^53 − 1 beside a blank is not taken through a shorter number."""
    counts = fc.Counts(2**53 - 1, 2**53 - 3)
    frame = fc.Funnel([counts]).plan(fc.Target(wins=3)).to_frame()
    assert (frame.loc[1, "entered"], frame.loc[1, "advanced"]) == (2**53 - 1, 2**53 - 3)


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (
            pd.DataFrame({"Entered": [800, 400], "ADVANCED ": [400, 100]}),
            "Funnel(Stage 1 50% (400 of 800) → Stage 2 25% (100 of 400) → Closed won)",
        ),
        (
            pd.DataFrame({"stage": ["A", "B", "C"], "rate": [0.5, 0.25, np.nan], "cost": 3}),
            "Funnel(A 50% → B 25% → C)",
        ),
        (
            pd.DataFrame(
                {
                    "rate": pd.array([0.1, 0.25, pd.NA], dtype="Float64"),
                    "entered": pd.array([pd.NA, 200, 50], dtype="Int64"),
                    "advanced": pd.array([pd.NA, 100, pd.NA], dtype="Int64"),
                }
            ),
            "Funnel(Stage 1 10% → Stage 2 50% (100 of 200) → Closed won)",
        ),
        ({"stage": ["A", "B", None], "rate": [0.5, "", None]}, "Funnel(A 50% → B)"),
        ({"stage": ["A"], "rate": [1]}, "Funnel(A 100% → Closed won)"),
    ],
)
def test_funnels_read_from_frames(frame: Any, said: str) -> None:
    """Columns in any case and order, blanks of any kind, with or without the last stage's row."""
    assert repr(fc.Funnel.from_frame(frame)) == said


def test_owners_come_from_the_frame_or_from_the_stage() -> None:
    """A blank owner is the usual one of that stage."""
    frame = pd.DataFrame({"stage": ["MQL", "SQL"], "owner": ["Ann", None], "rate": [0.5, None]})
    assert fc.Funnel.from_frame(frame).stages == (fc.Stage("MQL", "Ann"), fc.Stage("SQL", "Sales"))


@pytest.mark.parametrize(
    ("frame", "error", "said"),
    [
        ({"cost": [1], "clicks": [2]}, fc.InputError, "column 'rate'.* got 'cost', 'clicks'"),
        ({}, fc.InputError, "got no columns"),
        ({"entered": [1, 2]}, fc.InputError, "'entered' and 'advanced'; got 'entered'"),
        ({"rate": [0.5], "Rate": [0.5]}, fc.InputError, "one column called 'rate'"),
        ({"rate": [0.5], "stage": ["A", "B"]}, fc.InputError, "1 in 'rate', 2 in 'stage'"),
        ({"rate": []}, fc.InputError, "every row is blank"),
        ({"rate": [None], "stage": ["A"]}, fc.InputError, "at least one rate"),
        ({"rate": [0.5, None, 47, 0.1, None]}, fc.InputError, "row 2 has neither; row 3 .* 47%"),
        (
            {"rate": [0.5, -1, None, 0.2]},
            fc.OutOfRange,
            "row 2 has 'rate' -1: write a share such as 47% or 0.47; row 3 has neither",
        ),
        ({"rate": ["47%", 0.5]}, fc.InputError, "row 1 has 'rate' '47%', which is no number"),
        ({"rate": [True, 0.5]}, fc.InputError, "row 1 has 'rate' True"),
        (
            {"entered": [10, 5, 9], "advanced": [5, 6, 1.5]},
            fc.OutOfRange,
            r"row 2 has 6 advanced of 5 entered; row 3 has 'advanced' 1\.5: count whole",
        ),
        ({"entered": [10, None], "advanced": [5, 6]}, fc.InputError, "row 2 has no 'entered'"),
        (
            {"stage": ["A", None, "C"], "rate": [0.5, 0.5, None]},
            fc.InputError,
            "'stage' must hold a name in each row; row 2 has none",
        ),
    ],
)
def test_what_is_no_funnel_is_told_by_row(
    frame: Any, error: type[fc.FunnelError], said: str
) -> None:
    """Every bad row of a frame in one sentence, the first one first, from a frame or a dict."""
    with pytest.raises(error, match=said):
        fc.Funnel.from_frame(frame)
    if len({len(values) for values in frame.values()}) <= 1:
        with pytest.raises(error, match=said):
            fc.Funnel.from_frame(pd.DataFrame(frame, dtype=object))


@pytest.mark.parametrize(
    "frame", [[0.5, 0.25], 0.5, None, pd.Series({"rate": 0.5}), {"rate": "0.5"}]
)
def test_what_is_no_frame_is_told(frame: Any) -> None:
    """A list of rates goes into Funnel itself; a frame has columns."""
    with pytest.raises(fc.InputError, match="'frame' must"):
        fc.Funnel.from_frame(frame)


WHOLE = [np.int8, np.int32, np.int64, np.uint16, np.float64]


@pytest.mark.parametrize("kind", WHOLE)
def test_numpy_s_numbers_count(kind: type[Any]) -> None:
    """Counts, targets and volumes may be numpy's, and answers are Python's own numbers."""
    counts = fc.Counts(kind(100), kind(25))
    assert counts == fc.Counts(100, 25)
    assert type(counts.entered) is int
    assert fc.Target(revenue=kind(100), value=kind(10)) == fc.Target(revenue=100, value=10)
    assert "np." not in repr(fc.Target(wins=kind(100)))
    assert fc.required_volumes(kind(100), [0.25]) == (400, 100)
    assert fc.confident_volumes(kind(100), [0.25], np.float64(0.8)) == (429, 100)
    assert fc.hit_probability(kind(100), np.array([400, 0]), [0.25]) == fc.hit_probability(
        100, [400, 0], [0.25]
    )
    assert fc.pace_to_date(kind(47), kind(60)) == "behind"
    assert fc.spread(kind(100), np.array([1, 1, 1], dtype=kind)) == (34, 33, 33)
    day = datetime.date(2027, 1, 31)
    due = fc.expected_to_date(kind(120), datetime.date(2027, 1, 1), day, day)
    assert (due, type(due)) == (120, float)
    assert fc.wilson_interval(kind(40), kind(12), 0.95) == fc.wilson_interval(40, 12, 0.95)


@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64])
def test_numpy_s_rates_are_meant_as_typed(kind: type[Any]) -> None:
    """0.7 is seven tenths in any precision: 21 wins take 30 records and not 31."""
    assert fc.required_volumes(21, [kind(0.7)]) == (30, 21)
    assert fc.required_volumes(21, np.array([0.7], dtype=kind)) == (30, 21)


def test_small_numbers_of_numpy_s_do_not_overflow() -> None:
    """100 × 100 in bytes would be 16."""
    hundred = np.int8(100)
    assert fc.needed_wins(hundred, np.float16(0.5)) == 200
    assert fc.conversion_rates(np.array([100, 50], dtype=np.int8)) == (0.5,)
    assert fc.comparison(hundred, hundred, hundred, hundred).lift == 0


def test_series_and_arrays_are_rates_and_weights() -> None:
    """A pandas Series or a numpy array stands for a list."""
    assert fc.Funnel(pd.Series([0.5, 0.25])) == fc.Funnel([0.5, 0.25])
    assert fc.Funnel(np.array([0.5, 0.25]), pd.Series(["A", "B", "C"])).stages[2].name == "C"
    assert fc.spread(100, pd.Series([0.1, 0.2])) == (33, 67)
    with pytest.raises(fc.InputError, match="got none"):
        fc.spread(100, np.array([]))
    with pytest.raises(fc.FunnelError, match="row 2 is nan"):
        fc.Funnel(pd.Series([0.5, None]))
    with pytest.raises(fc.InputError, match=r"row 1 is .*True"):
        fc.Funnel(np.array([True]))
