"""How many of x records take a learnt step, for x that is uncertain itself, number by number.

The rate of a step that `advanced` of `entered` took is Beta(1 + advanced, 1 + rest). A Beta(α, k)
with a whole k is a product of independent Beta(α, 1), Beta(α + 1, 1), … Beta(α + k − 1, 1), and to
pass records at a product of rates is to pass them at one rate after the other. At a rate that is
Beta(α, 1) they pass by a recurrence of one line, so that a distribution over M numbers takes M
times 1 + `rest` steps instead of M². Nothing in it cancels.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["thinned"]


def thinned(values: Sequence[float], advanced: int, rest: int) -> list[float]:
    """Give the distribution of how many take a step whose rate is learnt.

    Args:
        values: the probability of each number of records, from 0 up.
        advanced: how many were counted to take the step.
        rest: how many were counted not to take it.

    Returns:
        The probability of each number that takes the step, from 0 up, as many as there are values.
        Its relative error is at most about 1e-16 times their number, and in practice far below.

    Formula: where the rate is Beta(α, 1), P(z | x) = α·g(z)·h(x) for x ≥ z, with g(z) = Γ(z + α) ÷
    z! and h(x) = x! ÷ Γ(x + α + 1); hence P(z) = (α·p(z) + (z + 1)·P(z + 1)) ÷ (z + α), p being
    the distribution before. In turn for α = 1 + `advanced` … 1 + `advanced` + `rest`. Source:
    Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 2, chapter 25 (the product of
    Betas).

    >>> thinned([0, 0, 1], 0, 0)  # of two records, at a rate of which nothing is known
    [0.3333333333333333, 0.3333333333333333, 0.3333333333333333]
    """
    last = len(values) - 1
    passed = list(reversed(values))
    # P(z) as P(z + 1) and a correction: where p is 0, P(z) hardly changes, and rounds hardly.
    for alpha in range(1 + advanced, 2 + advanced + rest):
        before, more = alpha - 1, 0.0
        arriving = []
        z = float(last)
        for probability in passed:
            more += (alpha * probability - before * more) / (z + alpha)
            arriving.append(more)
            z -= 1
        passed = arriving
    return passed[::-1]
