"""The way around stages that a workbook does not have: the steps between, put together."""

from __future__ import annotations

import math
from collections.abc import Sequence

from funnel_addin.learnt.history import Way
from funnel_core.model import Counts

__all__ = ["composed"]


def composed(steps: Sequence[Way]) -> Way:
    """Put steps that follow one another together into one way.

    Args:
        steps: at least one; each begins where the one before ends.

    Returns:
        Who entered the first and advanced in the last; who is lost or open at any of them. The
        rate is the product, the mean lag the sum; equivalent counts are as uncertain as those of
        the steps together. No rate where a step has none, with that step's reason.

    Formula: p = Π pᵢ; the variance of log p is Σ (1 − pᵢ) ÷ (nᵢ pᵢ), and n records of rate p have
    (1 − p) ÷ (n p). Source: the delta method.

    >>> counts = (100, 50, 0, 50)
    >>> first = Way("Lead", "MQL", None, *counts, 0.5, Counts(100, 50), None, 10.0, "")
    >>> counts = (50, 20, 0, 30)
    >>> second = Way("MQL", "SQL", None, *counts, 0.4, Counts(50, 20), None, 5.0, "")
    >>> way = composed([first, second])
    >>> way.start, way.end, way.entered, way.advanced, way.open, way.rate, way.mean_days
    ('Lead', 'SQL', 100, 20, 80, 0.2, 15.0)
    >>> way.equivalent
    Counts(entered=100, advanced=20)
    """
    first, last = steps[0], steps[-1]
    lacking = next((each for each in steps if each.usable is None or each.rate is None), None)
    drawn = [each.drawn if each.drawn is not None else each.rate for each in steps]
    means = [each.mean_days for each in steps]
    return Way(
        first.start,
        last.end,
        first.channel,
        first.entered,
        last.advanced,
        sum(each.lost for each in steps),
        sum(each.open for each in steps),
        None if lacking else math.prod(each.rate or 0.0 for each in steps),
        None if lacking else _equivalent([each.equivalent for each in steps if each.equivalent]),
        math.prod(each for each in drawn if each is not None)
        if any(each.drawn is not None for each in steps) and None not in drawn
        else None,
        sum(mean for mean in means if mean is not None) if None not in means else None,
        lacking.reason if lacking else "",
    )


def _equivalent(each: Sequence[Counts]) -> Counts:
    rates = [counts.advanced / counts.entered for counts in each]
    rate = math.prod(rates)
    spread = sum((1 - p) / counts.advanced for p, counts in zip(rates, each, strict=True))
    records = (1 - rate) / (rate * spread) if spread else min(counts.entered for counts in each)
    advanced = max(round(records * rate), 1)
    return Counts(max(round(advanced / rate), advanced), advanced)
