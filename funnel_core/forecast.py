"""What the records that are in the funnel now should bring in the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from funnel_core.errors import Fault, NotEnoughData
from funnel_core.model import Step, transitions
from funnel_core.quantities import Count
from funnel_core.rates import whole_volumes

__all__ = ["expected_final"]


def expected_final(volumes: Sequence[Count], steps: Iterable[Step]) -> float:
    """Give the expected final count of the last stage.

    Args:
        volumes: records now in each of the n + 1 stages, top first; the last: already won.
        steps: n rates, counts or transitions.

    Returns:
        Σ volume × the product of the point rates from its stage on, plus those already won. All
        volumes 0 bring 0; a step that 0 of 30 took has the rate 0 here.

    Raises:
        InputError: not one volume more than there are steps.
        OutOfRange: volumes that are not whole numbers from 0 up.
        NotEnoughData: nobody entered a counted step, so that it has no point rate.

    Formula: Σ volume[i] × rate[i+1] × … × rate[n] + those already won, at the point rates (advanced
    ÷ entered); the worksheet's low and high are the smallest counts whose cumulative probability
    reaches (1 − confidence) ÷ 2 and (1 + confidence) ÷ 2: binomial where rates are given; where
    counts are, their rates vary as Beta(1 + advanced, 1 + entered − advanced).

    Source: the binomial distribution, and the beta posterior of a rate under a uniform prior
    (Gelman et al., "Bayesian Data Analysis", chapter 2).

    >>> expected_final([400, 100, 3], [0.5, 0.25])
    78.0
    """
    read = transitions(steps)
    records = whole_volumes(volumes, len(read) + 1)
    empty = [
        Fault("rates", entry, "is 0 of 0")
        for entry, step in enumerate(read)
        if step.counts is not None and step.counts.entered == 0
    ]
    if empty:
        raise NotEnoughData(
            "a rate needs records that entered its step: 'entered' must be from 1 up", empty
        )
    arriving = Fraction(0)
    for volume, step in zip(records, read, strict=False):
        arriving = (arriving + volume) * step.rate
    return float(arriving + records[-1])
