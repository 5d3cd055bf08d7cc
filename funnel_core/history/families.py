"""Families of lag distributions, each by where it lies and how wide it is on a scale of logs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special

from funnel_core.history.cohorts import Whole
from funnel_core.history.estimates import Shares

__all__ = ["FAMILIES", "Family", "together"]


@dataclass(frozen=True, slots=True)
class Family:
    """A family: its name, and the shares within and beyond a time.

    Args:
        name: as it is told.
        both: (log of days, location, log of the width) → (share within, share beyond).
    """

    name: str
    both: Callable[[Shares, Shares, Shares], tuple[Shares, Shares]]


def _weibull(log_days: Shares, location: Shares, width: Shares) -> tuple[Shares, Shares]:
    power = np.exp(np.minimum((log_days - location) * np.exp(-width), 700.0))
    return -np.expm1(-power), np.exp(-power)


def _log_normal(log_days: Shares, location: Shares, width: Shares) -> tuple[Shares, Shares]:
    z = (log_days - location) * np.exp(-width)
    return special.ndtr(z), special.ndtr(-z)


def _log_logistic(log_days: Shares, location: Shares, width: Shares) -> tuple[Shares, Shares]:
    z = (log_days - location) * np.exp(-width)
    return special.expit(z), special.expit(-z)


def _gamma(log_days: Shares, location: Shares, width: Shares) -> tuple[Shares, Shares]:
    """Take the location as the log of the mean, the width as that of deviation ÷ mean."""
    shape = np.exp(-2 * width)
    scaled = shape * np.exp(np.minimum(log_days - location, 600.0))
    shape = np.broadcast_to(shape, scaled.shape)
    early = scaled < shape
    # each is slow, and tells the other one to all its digits
    smaller = np.empty(scaled.shape)
    smaller[early] = special.gammainc(shape[early], scaled[early])
    smaller[~early] = special.gammaincc(shape[~early], scaled[~early])
    return np.where(early, smaller, 1 - smaller), np.where(early, 1 - smaller, smaller)


FAMILIES = (
    Family("Weibull", _weibull),
    Family("log-normal", _log_normal),
    Family("log-logistic", _log_logistic),
    Family("gamma", _gamma),
)


def together(families: Sequence[Family], which: Whole) -> Family:
    """Give several families as one that takes each row of parameters for the family named for it.

    Args:
        families: some.
        which: per row, the place of its family, rising.
    """
    ends = np.searchsorted(which, np.arange(len(families)), side="right")
    rows = [slice(start, end) for start, end in zip([0, *ends[:-1]], ends, strict=True)]

    def both(log_days: Shares, location: Shares, width: Shares) -> tuple[Shares, Shares]:
        found = [
            family.both(log_days, location[own], width[own])
            for family, own in zip(families, rows, strict=True)
            if own.start < own.stop
        ]
        within, beyond = zip(*found, strict=True)
        return np.concatenate(within), np.concatenate(beyond)

    return Family("several", both)
