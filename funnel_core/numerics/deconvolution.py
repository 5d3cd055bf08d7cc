"""Which entries bring exactly what is due: forward substitution without loss of digits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

__all__ = ["exact_entries", "inverse_growth"]

MOST_WORK = 20_000_000
_GUARD = 100
_NEGLIGIBLE = 60


def inverse_growth(shares: Sequence[int], periods: int) -> float:
    """Give log2 of how much an error in what is due can grow in the entries of so many periods.

    It is the largest term of 1 ÷ (shares[0] + shares[1]·z + …), in units of 1 ÷ shares[0];
    infinite where periods and shares are too many for it to be worked out in a few seconds.

    >>> round(inverse_growth([1, 5, 3, 1], 12)), inverse_growth([6, 4], 12)
    (24, 0.0)
    """
    taps = [(k, -share / shares[0]) for k, share in enumerate(shares) if k and share]
    if periods * len(taps) > MOST_WORK:
        return math.inf
    terms = [1.0]
    largest = 1.0
    for period in range(1, periods):
        term = sum(tap * terms[period - k] for k, tap in taps if k <= period)
        largest = max(largest, abs(term))
        if not largest < 1e250:
            return 250 * math.log2(10) * periods / period
        terms.append(term)
    return math.log2(largest)


def exact_entries(
    shares: Sequence[int], due: Sequence[Fraction], growth: float
) -> list[Fraction] | None:
    """Find the entries from 0 up that bring exactly what is due, or None where none do.

    Args:
        shares: what one entry brings in its own period (above 0), in the next one, and so on.
        due: what is due per period, from 0 up.
        growth: `inverse_growth` of the shares over these periods.

    Returns:
        Entries from 0 up, right to 2^-60 of what the largest number due takes; there is no second
        solution, because each period's entry alone can bring what the earlier ones do not. None
        where one would have to be below 0, or where this many periods with errors growing this
        fast would take more than a few seconds.

    Formula: entry[t] = (due[t] − Σ_{k>0} shares[k] · entry[t − k]) ÷ shares[0], in fixed-point
    numbers with as many bits more as errors can grow.

    >>> exact_entries([6, 4], [Fraction(6), Fraction(10), Fraction(10)], 0)
    [Fraction(1, 1), Fraction(1, 1), Fraction(1, 1)]
    """
    largest = max(due)
    if largest == 0:
        return [Fraction(0)] * len(due)
    if growth == math.inf:
        return None
    taps = [(k, share) for k, share in enumerate(shares) if k and share]
    scale_bits = math.floor(math.log2(largest.numerator) - math.log2(largest.denominator))
    brought = sum(shares).bit_length()
    precision = _GUARD + math.ceil(growth) + len(due).bit_length() + brought
    if len(due) * (len(taps) + 1) * (1 + precision / 1000) > MOST_WORK:
        return None
    negligible = 1 << (precision - brought - _NEGLIGIBLE)
    unit = Fraction(2) ** (precision - scale_bits)
    entries: list[int] = []
    for period, amount in enumerate(due):
        left = amount.numerator * unit.numerator // (amount.denominator * unit.denominator)
        left -= sum([share * entries[period - k] for k, share in taps if k <= period])
        entry = left // shares[0]
        if entry < -negligible:
            return None
        entries.append(max(entry, 0))
    return [entry / unit for entry in entries]
