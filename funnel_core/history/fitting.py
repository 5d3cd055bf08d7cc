"""Counts of a step in, its honest rate and lags out: the one door to all estimators."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from funnel_core.errors import NotEnoughData
from funnel_core.history.aalen_johansen import AalenJohansen, Hazards, hazards
from funnel_core.history.borrowed import BorrowedLags, borrowed, lags_differ, mean_curve
from funnel_core.history.cohorts import Cohorts
from funnel_core.history.completed import CompletedAalenJohansen, completed_incidence, tail
from funnel_core.history.cure import CureModel, cured, losing
from funnel_core.history.equivalence import effective_interval, equivalent_counts
from funnel_core.history.estimates import Fitted, HonestRate
from funnel_core.history.heterogeneity import misfit, spread
from funnel_core.history.lags import lag_distribution
from funnel_core.model import Interval
from funnel_core.quantities import CONFIDENCE, Confidence

__all__ = ["fitted", "losses_are_recorded"]

_FEWEST = 10
_FEWEST_EFFECTIVE = 5
_TRACE = 0.2
_WIDEST, _HALF = 4.0, 0.5
"""A rate whose ends are this far apart, as a factor or as a difference, is no answer."""
_FITTED = 3
"""Numbers that a cure model fits: the rate, and where lags lie and how wide they are."""
_FEWEST_DECIDED = 30
_MATTERS = 0.1


def losses_are_recorded(cohorts: Cohorts) -> bool:
    """Tell whether a step's losses are recorded, and not just some of them.

    They count as recorded where a fifth or more of what has not advanced by the longest lag is
    lost, open records allowed for (Aalen–Johansen); and where no record is open. Where fewer are,
    most losses stay unsaid, and an open record's age says more than that it is open.
    """
    if cohorts.open == 0:
        return True
    if cohorts.lost == 0:
        return False
    incidence, surviving = hazards(cohorts).curves()
    lost = 1 - incidence[-1] - surviving[-1]
    return bool(lost >= _TRACE * (lost + surviving[-1]))


def fitted(cohorts: Cohorts, confidence: Confidence, lags_of: Fitted | None = None) -> Fitted:
    """Fit the share of records that will advance, and how long they take.

    Args:
        cohorts: the counts of one step.
        confidence: of the interval, a share strictly between 0 and 1.
        lags_of: where losses are not recorded: the fit whose lags are taken, such as that of all
            channels for one of them; but where these records' own lags surely differ and can be
            told, those.

    Returns:
        Aalen–Johansen's estimate where losses are recorded, with a tail where much is undecided at
        the longest lag; else a cure model's.

    Raises:
        OutOfRange: a confidence out of bounds.
        NotEnoughData: too little, or too young, to say anything; the sentence says what helps.
    """
    CONFIDENCE.check("confidence", confidence)
    if cohorts.entered == 0:
        raise NotEnoughData("nobody entered, so there is no rate: take a longer window")
    if losses_are_recorded(cohorts):
        return _competing(cohorts, float(confidence))
    if lags_of is None or lags_of.lags is None:
        return _cured(cohorts, float(confidence))
    if lags_differ(cohorts, lags_of):
        try:
            return _cured(cohorts, float(confidence))
        except NotEnoughData:
            # lags that cannot be told are no reason for another rate than borrowed ones give
            pass
    return _borrowing(cohorts, float(confidence), lags_of)


def _competing(cohorts: Cohorts, confidence: float) -> Fitted:
    """Fit Aalen–Johansen's estimate, with a tail where what is undecided may matter.

    Where a few records, alone at risk at the longest lags, would decide for much of what is open,
    it ends before them; not where it would then be below what has advanced already.
    """
    decided = cohorts.advanced + cohorts.lost
    if decided == 0:
        raise NotEnoughData("no record is decided yet, so there is no rate: look again later")
    seen = _seen(cohorts, hazards(cohorts), confidence)
    width = seen.estimate.interval.high - seen.estimate.interval.low
    some = cohorts.open > 0 and cohorts.entered >= _FEWEST_DECIDED
    if some and seen.counted.thin_share() > _MATTERS * width:
        before = seen.counted.before_thin()
        if not (before.advanced.any() or before.lost.any()):
            raise NotEnoughData(
                f"{decided} of {cohorts.entered} records are decided, after more days than all but "
                "a few have been open: look again when records are older, or take in older ones"
            )
        ended = _seen(cohorts, before, confidence)
        if ended.estimate.rate * cohorts.entered >= cohorts.advanced:
            seen = ended
    inner = effective_interval(seen.effective, seen.estimate.rate, confidence)
    coming = seen.estimate.undecided * seen.counted.late_share(confidence, seen.estimate.spread)
    matters = coming > _MATTERS * (inner.high - inner.low)
    if matters and cohorts.advanced >= _FEWEST and decided >= _FEWEST_DECIDED:
        return _completed(cohorts, seen)
    known = seen.estimate.interval
    if coming > inner.high or (some and known.high - known.low > _HALF):
        raise _too_young(cohorts, seen.estimate)
    return seen


def _seen(cohorts: Cohorts, counted: Hazards, confidence: float) -> AalenJohansen:
    """Estimate from days that are seen; the interval reaches to what the undecided may bring."""
    curve, surviving = counted.curves()
    rate, undecided = float(curve[-1]), float(surviving[-1])
    if cohorts.lost == 0 and undecided == 0:
        rate = 1.0
    variance = max(counted.variance(), counted.thin_variance() if cohorts.open else 0.0)
    extra = spread(cohorts, curve)
    between = 0 < rate < 1 and variance > 0
    decided = int(counted.advanced.sum() + counted.lost.sum())
    records = (rate * (1 - rate) / variance if between else float(decided)) / extra
    inner = effective_interval(records, rate, confidence)
    coming = undecided * counted.late_share(confidence, extra)
    interval = Interval(inner.low, min(inner.high + coming, 1.0), confidence)
    return AalenJohansen(
        HonestRate(
            rate=rate,
            interval=interval,
            method="Aalen–Johansen",
            family="",
            days=len(curve) - 1,
            undecided=undecided,
            spread=extra,
            equivalent=equivalent_counts(rate, interval),
        ),
        lag_distribution(curve, rate),
        counted,
        records,
    )


def _completed(cohorts: Cohorts, seen: AalenJohansen) -> CompletedAalenJohansen:
    known = seen.estimate
    confidence = known.interval.confidence
    cure = cured(cohorts, known.spread)
    after = tail(cure, seen)
    rate = known.rate + after.mean
    ends = (1 - confidence) / 2
    low, high = after.quantiles_with(
        known.rate, seen.effective, np.array([ends, 1 - ends])
    ).tolist()
    interval = Interval(min(low, rate), max(high, rate), confidence)
    estimate = replace(
        known,
        rate=rate,
        interval=interval,
        method="Aalen–Johansen, completed",
        family=cure.family,
        equivalent=equivalent_counts(rate, interval),
    )
    if _too_wide(low, high) or after.mean > known.rate:
        raise _too_young(cohorts, estimate)
    horizon = cure.longest(known.days)
    curve = completed_incidence(seen, cure, after.mean, horizon)
    return CompletedAalenJohansen(estimate, lag_distribution(curve, rate), seen, cure, after.mean)


def _too_wide(low: float, high: float) -> bool:
    return high > _WIDEST * low or high - low > _HALF


def _too_young(cohorts: Cohorts, estimate: HonestRate) -> NotEnoughData:
    low, high = estimate.interval.low, estimate.interval.high
    return NotEnoughData(
        f"{cohorts.open} of {cohorts.entered} records are open, and {estimate.undecided:.0%} are "
        f"still undecided after {estimate.days} days, and few or none are older: a rate of "
        f"{low:.3g} fits as well as {high:.3g}; look again when records are older, or take in "
        "older ones"
    )


def _borrowing(cohorts: Cohorts, confidence: float, lender: Fitted) -> BorrowedLags:
    ages = cohorts.as_of - cohorts.day
    found = borrowed(cohorts, lender, 1.0)
    if found.effective < _FEWEST_EFFECTIVE:
        raise NotEnoughData(
            f"{cohorts.entered} records entered, so lately that they are worth "
            f"{found.effective:.1f} decided ones: a rate takes {_FEWEST_EFFECTIVE}; look again "
            "when they are older, or take in more records"
        )
    curve = found.rate * mean_curve(lender, int(ages.max()))
    extra = spread(cohorts, curve)
    if extra > 1:
        found = borrowed(cohorts, lender, extra)
    rate = found.rate
    tail = (1 - confidence) / 2
    low, high = found.quantiles(np.array([tail, 1 - tail])).tolist()
    interval = Interval(min(low, rate), max(high, rate), confidence)
    family = lender.estimate.family
    return BorrowedLags(
        HonestRate(
            rate=rate,
            interval=interval,
            method="cure model",
            family=f"{family}, all channels" if family else "all channels",
            days=int(ages.max()),
            undecided=0.0,
            spread=extra,
            equivalent=equivalent_counts(rate, interval),
        ),
        lender.lags if rate > 0 else None,
        found,
        lender,
        losing(cohorts),
    )


def _cured(cohorts: Cohorts, confidence: float) -> CureModel:
    if cohorts.advanced < _FEWEST:
        raise NotEnoughData(
            f"{cohorts.advanced} of {cohorts.entered} records advanced so far and "
            f"{cohorts.lost or 'none'} of them {'are' if cohorts.lost > 1 else 'is'} recorded as "
            f"lost here: with so few losses a rate takes {_FEWEST} that advanced at least; look "
            f"again when {_FEWEST - cohorts.advanced} more did, or record which ones are lost"
        )
    found = cured(cohorts)
    days = int((cohorts.as_of - cohorts.day).max())
    curve = found.incidence(days)
    extra = max(spread(cohorts, curve), misfit(cohorts, curve, _FITTED))
    if extra > 1:
        found = cured(cohorts, extra)
    tail = (1 - confidence) / 2
    low, high = found.quantiles(np.array([tail, 1 - tail])).tolist()
    rate = found.rate
    if _too_wide(low, high):
        raise NotEnoughData(
            f"{cohorts.advanced} of {cohorts.entered} records advanced so far, the oldest entered "
            f"{days} days ago: a rate of {low:.3g} fits as well as {high:.3g}; look again when "
            "records are older, or take in older ones, or record which ones are lost"
        )
    interval = Interval(min(low, rate), max(high, rate), confidence)
    horizon = found.longest(days)
    lags = lag_distribution(found.incidence(horizon), rate)
    return CureModel(
        HonestRate(
            rate=rate,
            interval=interval,
            method="cure model",
            family=found.family,
            days=days,
            undecided=0.0,
            spread=extra,
            equivalent=equivalent_counts(rate, interval),
        ),
        lags,
        found,
        losing(cohorts),
    )
