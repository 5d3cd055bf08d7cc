"""What falls due when each entry is spread over later periods: exact convolution of long lists."""

from __future__ import annotations

import decimal
import math
from collections.abc import Sequence
from fractions import Fraction

from funnel_core.quantities import as_typed

__all__ = ["convolved", "whole_scale"]

LONG = 20_000_000
"""Digits of a product beyond which numbers are cut to `KEPT` digits below the largest."""
KEPT = 60

_WIDE = decimal.Context(prec=decimal.MAX_PREC, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN)


def whole_scale(values: Sequence[float | Fraction]) -> tuple[list[int], int]:
    """Give numbers as whole numbers of 1/scale, from their decimals as typed, and the scale.

    >>> whole_scale([0.1, 0.25, 1])
    ([2, 5, 20], 20)
    """
    if all(value == int(value) for value in values):
        return [int(value) for value in values], 1
    typed = [as_typed(value) for value in values]
    scale = math.lcm(*{value.denominator for value in typed})
    return [value.numerator * (scale // value.denominator) for value in typed], scale


def convolved(entries: Sequence[int], shares: Sequence[int]) -> list[int]:
    """Convolve two lists of whole numbers from 0 up: answer[t] = Σ_k shares[k] · entries[t − k].

    Args:
        entries: at least one whole number from 0 up.
        shares: at least one whole number from 0 up.

    Returns:
        len(entries) + len(shares) − 1 whole numbers. They are exact; only where both lists are so
        long and their numbers so far apart that the product has over 2·10^7 digits are digits
        60 places below the largest number of a list left out.

    Formula: Kronecker's substitution: each list becomes one long number with room between its
    entries for every sum, and the two are multiplied once, by `decimal`'s number-theoretic
    transform: n·log n instead of n². Source: Kronecker (1882); M. Stefan Krah, libmpdec.

    >>> convolved([1, 2, 3], [10, 1])
    [10, 21, 32, 3]
    """
    length = len(entries) + len(shares) - 1
    cut = 1
    width = _width(entries, shares)
    if width * length > LONG:
        entries, cut_entries = _cut(entries)
        shares, cut_shares = _cut(shares)
        cut, width = cut_entries * cut_shares, _width(entries, shares)
    product = _WIDE.multiply(_joined(entries, width), _joined(shares, width))
    digits = f"{product:f}".zfill(length * width)
    return [int(digits[at : at + width]) * cut for at in range(0, length * width, width)]


def _width(entries: Sequence[int], shares: Sequence[int]) -> int:
    largest = max(entries) * max(shares) * min(len(entries), len(shares))
    return math.floor(largest.bit_length() * math.log10(2)) + 1


def _joined(values: Sequence[int], width: int) -> decimal.Decimal:
    return decimal.Decimal("".join([f"{value:0{width}d}" for value in values]))


def _cut(values: Sequence[int]) -> tuple[list[int], int]:
    surplus = math.floor(max(values).bit_length() * math.log10(2)) - KEPT
    cut = 10 ** max(surplus, 0)
    return [value // cut for value in values], cut
