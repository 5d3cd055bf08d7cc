"""Whatever is handed to a public function: an answer, or an error that says what was wrong."""

from __future__ import annotations

import datetime
import inspect
import math
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

import funnel_core as fc

DAY = datetime.date
FOREIGN = re.compile(r"\bnp\.|\bnan\b|(?<!strength=)\binf\b")
"""What no answer holds: numpy's numbers, NaN or an infinity, but for that of a `RateFamily`."""
SERIES = [30, 34, 39, 36, 31, 35, 44, 47, 41, 40]

GOOD: dict[str, dict[str, Any]] = {
    "acquisition_cost": {"cost": 50_000, "customers": 100},
    "allocated_spend": {"budget": 900, "ceiling": [100, 50], "half": [500, 200], "shape": 1},
    "benjamini_hochberg": {"p_values": [0.01, 0.2]},
    "channel_volumes": {"target": 100, "shares": [0.75, 0.25], "rates": [[0.1, 0.5], [1, 0.2]]},
    "comparison": {"entered_a": 100, "advanced_a": 10, "entered_b": 100, "advanced_b": 12},
    "confident_volumes": {"needed": 10, "steps": [0.5, 0.25], "confidence": 0.8},
    "conversion_rates": {"volumes": [6400, 3200, 800]},
    "correlation_p": {"r": 0.7, "pairs": 12},
    "customers_for_profit": {
        "profit": 250_000,
        "fixed_cost": 200_000,
        "margin": 0.6,
        "value": 250,
        "cac": 100,
        "purchases": 4,
        "existing": 800,
        "retention": 0.8,
        "share_of_year": 0.5,
    },
    "customers_for_revenue": {
        "revenue": 1_000_000,
        "value": 250,
        "purchases": 4,
        "existing": 800,
        "retention": 0.8,
        "share_of_year": 0.5,
    },
    "effective_pairs": {"pairs": 12, "x_autocorrelation": 0.6, "y_autocorrelation": 0.6},
    "exact_volumes": {"target": 100, "rates": [0.5, 0.25], "value": 10},
    "expected_final": {"volumes": [400, 100, 3], "steps": [0.5, 0.25]},
    "expected_to_date": {
        "target": 365,
        "start": DAY(2027, 1, 1),
        "end": DAY(2027, 12, 31),
        "today": DAY(2027, 1, 31),
        "weights": [1, 2],
    },
    "expected_wins": {"entries": [100, 120], "lag": [0.5, 0.5], "rate": 0.25},
    "factor_bridge": {"plan": [10_000, 0.05], "actual": [9_000, 0.045]},
    "final_range": {"volumes": [100, 0], "steps": [0.5], "confidence": 0.95},
    "hit_probability": {"needed": 10, "volumes": [40, 0], "steps": [0.25]},
    "lagged_correlations": {"activities": [SERIES], "result": SERIES[::-1], "max_lag": 2},
    "lever_gains": {
        "customers": 100,
        "retention": 0.8,
        "value": 250,
        "purchases": 4,
        "change": 0.1,
    },
    "lifetime_value": {"value": 50, "margin": 0.8, "churn": 0.03},
    "marketing_roi": {"incremental_margin": 200_000, "cost": 50_000},
    "mix_bridge": {
        "plan_volumes": [600, 400],
        "plan_rates": [0.10, 0.05],
        "actual_volumes": [400, 600],
        "actual_rates": [0.11, 0.06],
    },
    "needed_spend": {"result": 50, "ceiling": 100, "half": 5_000, "shape": 1},
    "needed_wins": {"target": 1000, "value": 10},
    "open_win_rate": {"rate": 0.25, "elapsed": 0.1},
    "pace_to_date": {"actual": 48, "expected": 60, "alpha": 0.05},
    "payback_time": {"cac": 500, "value": 50, "margin": 0.8},
    "projected_finish": {"actual": 48, "expected": 52.8, "target": 120},
    "rate_family": {"entered": [493, 40, 900], "advanced": [15, 9, 101]},
    "required_entries": {"wins": [6, 10, 10], "lag": [0, 0.6, 0.4], "rate": 0.2, "past": [50]},
    "required_volumes": {"target": 1000, "rates": [0.5, 0.25], "value": 10},
    "sample_size": {"rate": 0.1, "lift": 0.2, "alpha": 0.05, "power": 0.8},
    "series_trend": {"series": [10, 12, 11, 14, 13], "alpha": 0.05},
    "shrunk_rates": {"entered": [493, 40, 900], "advanced": [15, 9, 101]},
    "spread": {"target": 100, "weights": [1, 1, 1]},
    "stage_rates": {"volumes": [40, 12], "confidence": 0.95},
    "step_swings": {"counts": [fc.Counts(1000, 470)], "target": 1000, "confidence": 0.95},
    "team_capacity": {"starters": [8, 2, 0], "per_rep": 15, "ramp": [0, 0.25]},
    "wilson_interval": {"entered": 40, "advanced": 12, "confidence": 0.95},
    "xmr_chart": {"series": [50, 54, 47]},
    "Counts": {"entered": 200, "advanced": 50},
    "Funnel": {"rates": [0.5, 0.25], "stages": ["SQL", "Opportunity", "Won"]},
    "Target": {"revenue": 1000, "value": 10, "wins": None},
}

BAD: dict[str, Any] = {
    "nothing": None,
    "text": "abc",
    "a number as text": "47%",
    "a day as text": "2027-01-31",
    "bytes": b"1",
    "true": True,
    "numpy's true": np.bool_(True),
    "nan": math.nan,
    "infinity": math.inf,
    "minus infinity": -math.inf,
    "minus nothing": -0.0,
    "a decimal": Decimal("0.5"),
    "a decimal that is none": Decimal("NaN"),
    "a fraction": Fraction(1, 2),
    "a complex number": 1j,
    "a negative number": -3,
    "a small number": 5e-324,
    "a large number": 1.7e308,
    "a huge whole number": 10**400,
    "a whole number too long to print": 10**5000,
    "numpy's whole number": np.int64(2),
    "numpy's byte": np.uint8(3),
    "numpy's single": np.float32(0.5),
    "numpy's nan": np.float64("nan"),
    "a time": datetime.datetime(2027, 1, 5, 12),
    "a time with a zone": datetime.datetime(2027, 1, 5, 12, tzinfo=datetime.UTC),
    "numpy's day": np.datetime64("2027-01-05"),
    "numpy's not a time": np.datetime64("NaT"),
    "pandas' time": pd.Timestamp("2027-01-05"),
    "pandas' not a time": pd.NaT,
    "pandas' NA": pd.NA,
    "an empty list": [],
    "a list of one": [1],
    "a list of nothing": [None, None],
    "a list of texts": ["1", "2"],
    "a list of huge numbers": [10**5000, 10**400],
    "a list of fractions": [Fraction(1, 2), Fraction(1, 2)],
    "a list of decimals": [Decimal("0.5"), Decimal("0.5")],
    "a nested list": [[1, 2], [3, 4]],
    "a nested list with a gap": [[0.5, None], [True, "x"]],
    "a ragged list": [[1], [2, 3]],
    "a list in a list in a list": [[[0.5]], [[0.5]]],
    "an empty nested list": [[], []],
    "a set": {1, 2},
    "a dict": {"a": 1, "b": 2},
    "a dict of lists": {"a": [1, 2], "b": [3, 4]},
    "a function": len,
    "a thing": object(),
    "an array": np.array([0.5, 0.5]),
    "an array of whole numbers": np.array([2, 1], dtype=np.int64),
    "an array of singles": np.array([0.5, 0.25, 0.25], dtype=np.float32),
    "an empty array": np.array([]),
    "an array of no dimension": np.array(1.0),
    "a table of numpy": np.array([[0.5, 0.5], [0.25, 0.25]]),
    "a series": pd.Series([0.5, 0.5], index=[5, 7]),
    "a series of whole numbers": pd.Series([40, 12, 3], index=list("abc")),
    "a series with a gap": pd.Series([1, None, 3], dtype="Int64"),
    "an empty series": pd.Series([], dtype=float),
    "a frame": pd.DataFrame({"a": [0.5, 0.5], "b": [0.25, 0.25]}),
    "an empty frame": pd.DataFrame(),
}

ARGUMENTS = [(name, argument) for name, arguments in GOOD.items() for argument in arguments]


def held(call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    """Call, and give the sentence of a refusal; anything else than one or an answer fails."""
    try:
        answer = repr(call(*args, **kwargs))
    except fc.FunnelError as refusal:
        return str(refusal)
    assert not FOREIGN.search(answer)
    return ""


def test_every_public_function_is_tried() -> None:
    """No public function is left out of the table of good arguments, and none of its arguments."""
    public = {name for name in fc.__all__ if inspect.isfunction(getattr(fc, name))}
    assert public <= GOOD.keys()
    for name in public:
        assert list(inspect.signature(getattr(fc, name)).parameters) == list(GOOD[name]), name


@pytest.mark.parametrize("name", GOOD)
def test_good_arguments_are_answered(name: str) -> None:
    """The arguments in whose place bad ones are put are answered themselves."""
    assert getattr(fc, name)(**GOOD[name]) is not None


@pytest.mark.parametrize(("name", "argument"), ARGUMENTS)
def test_a_bad_value_is_refused_or_answered(name: str, argument: str) -> None:
    """In each argument in turn any value whatever is answered, or refused by a short sentence."""
    for value in BAD.values():
        said = held(getattr(fc, name), **(GOOD[name] | {argument: value}))
        assert "\n" not in said
        assert len(said) < 600
