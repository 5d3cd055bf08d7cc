"""An exact oracle: the records stage by stage, every whole number, in fractions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb

from funnel_core.model import Step, Transition, transitions


def arrivals(step: Transition, records: int) -> list[Fraction]:
    """Give P(k of the records take the step) for k from 0 up, exactly."""
    if step.counts is None:
        r = step.rate
        return [comb(records, k) * r**k * (1 - r) ** (records - k) for k in range(records + 1)]
    a, b = step.counts.posterior
    every = comb(a + b + records - 1, records)
    return [
        Fraction(comb(a + k - 1, k) * comb(b + records - k - 1, records - k), every)
        for k in range(records + 1)
    ]


def plain(steps: Sequence[Step]) -> list[Fraction | tuple[int, int]]:
    """Give steps as the numerics take them: a rate, or who advanced and who did not."""
    return [
        step.rate
        if step.counts is None
        else (step.counts.advanced, step.counts.entered - step.counts.advanced)
        for step in transitions(steps)
    ]


def final_distribution(volumes: Sequence[int], steps: Sequence[Step]) -> list[Fraction]:
    """Give P(final = k) for k from 0 up, exactly, by going through every state of the chain."""
    states = [Fraction(0)] * volumes[0] + [Fraction(1)]
    for volume, step in zip(volumes[1:], transitions(steps), strict=True):
        after = [Fraction(0)] * len(states)
        for records, weight in enumerate(states):
            if weight:
                for k, probability in enumerate(arrivals(step, records)):
                    after[k] += weight * probability
        states = [Fraction(0)] * volume + after
    return states


def reaches(needed: int, volumes: Sequence[int], steps: Sequence[Step]) -> Fraction:
    """Give P(final ≥ needed), exactly."""
    return sum(final_distribution(volumes, steps)[needed:], Fraction(0))
