"""Over time: a target spread over periods; wins from entries, and entries for wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from funnel_core.errors import InputError, OutOfRange
from funnel_core.numerics.convolution import convolved, whole_scale
from funnel_core.numerics.deconvolution import exact_entries, inverse_growth
from funnel_core.numerics.leastsquares import DIGITS, steadiest_least_squares
from funnel_core.quantities import (
    CELL_DIGITS,
    COUNT,
    RATE,
    RECORDS,
    SHARE,
    Count,
    Rate,
    Records,
    Share,
    Weight,
    as_float,
    as_meant,
    as_typed,
    show,
    whole_weights,
)

__all__ = ["Schedule", "expected_wins", "open_win_rate", "required_entries", "spread"]

_LAG_SLACK = Fraction(1, 10**6)
_CELL_NOISE = Fraction(1, 10**14)
"""What a difference of computed numbers may be off by, in units of the larger one."""
_TYPED_DIGITS = 13
_NOISE_GROWTH = 17.0
"""log2 of the growth from which on noise in the 15th digit shows in the 9th one of the entries."""
_TRACE = Decimal("1e-13")
"""Entries below this share of the largest one are what 0 looks like after rounding."""
_MET = Decimal("1e-11")
"""Wins short by less than this share of the largest ones, or of themselves, are met."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Per period: the records that must enter, and the wins that can no longer be met."""

    entries: tuple[float, ...]
    unmet: tuple[float, ...]


def spread(target: Count, weights: Sequence[Weight]) -> tuple[int, ...]:
    """Spread a whole-number target over periods in proportion to their weights.

    Args:
        target: whole records, from 0 up.
        weights: a number from 0 up for each period; only their proportions count.

    Returns:
        A whole number per period, adding up to `target` exactly. A weight of 0 gets 0; a target of
        0 is 0 everywhere.

    Raises:
        OutOfRange: a target that is not whole, a negative weight, or weights that are all 0.

    Formula: the whole part of target × weight ÷ Σ weights for each period; what is left over goes,
    one each, to the largest remainders, equal remainders (as decimals) to the earlier period.
    Source: the largest remainder method (Hamilton, 1792).

    >>> spread(100, [1, 1, 1]), spread(7, [0.2, 0.3, 0.5])
    ((34, 33, 33), (1, 2, 4))
    """
    COUNT.check("target", target)
    whole = whole_weights(weights)
    total = sum(whole)
    quotas = [divmod(int(target) * weight, total) for weight in whole]
    parts = [part for part, _ in quotas]
    left = int(target) - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda period: -quotas[period][1])
    for period in by_remainder[:left]:
        parts[period] += 1
    return tuple(parts)


def expected_wins(
    entries: Sequence[Records], lag: Sequence[Share], rate: Rate
) -> tuple[float, ...]:
    """List the wins to be expected per period from the records that enter per period.

    Args:
        entries: records that enter in each period, from 0 up; planned ones need not be whole.
        lag: shares of the later wins that fall into the period of entry, the next one, and so on,
            adding to 1.
        rate: the share of entries that is ever won.

    Returns:
        A number of wins per period, the tail after the last entry included: as many as there are
        entries and shares together, less 1. They are the doubles nearest to the exact sums of the
        decimals as typed (lists so long and numbers so far apart that they would take over 2·10^7
        digits: to 10^-59 of the largest). No entries at all: 0.

    Raises:
        InputError: no entries, or no lag.
        OutOfRange: a negative number, a lag that does not add up to 1 within 1e-6, a rate outside
            0 < rate ≤ 1.

    Formula: wins of period t = rate × Σ_k lag[k] × entries[t − k], k counting the periods from
    entry to win.

    Source: Kellblog, "The inverted funnel".

    >>> expected_wins([100, 120, 140, 160, 180, 200], [0.1, 0.5, 0.3, 0.1], 0.25)
    (2.5, 15.5, 26.0, 33.0, 38.0, 43.0, 42.5, 19.5, 5.0)
    """
    RECORDS.check_each("entries", entries)
    if len(entries) == 0:
        raise InputError("'entries' must hold a number of records for each period; got none")
    shares, share_scale = _lag_shares(lag)
    RATE.check("rate", rate)
    records, record_scale = whole_scale(entries)
    won = as_typed(rate)
    scale = share_scale * record_scale * won.denominator
    return tuple(as_float(won.numerator * each, scale) for each in convolved(records, shares))


def required_entries(
    wins: Sequence[Records], lag: Sequence[Share], rate: Rate, past: Sequence[Records] = ()
) -> Schedule:
    """List the records that must enter in each period so that wins fall due as wanted.

    Args:
        wins: the wins wanted in each period, from 0 up.
        lag: shares of the later wins that fall into the period of entry, the next one, and so on,
            adding to 1.
        rate: the share of entries that is ever won.
        past: records that entered in past periods, the latest last, just before the first period;
            what they still bring falls due first.

    Returns:
        `entries`, from 0 up, and `unmet`, the wins of each period that these entries and the past
        ones do not bring: 0 where there are as many as wanted, or more.

        - What past entries bring beyond the wins of a period is spent: it counts for no other
          period, and nothing is asked of that period any more.
        - Where entries from 0 up bring exactly what is still missing in every period, those are
          the answer; there is only one such, found on the decimals as typed.
        - Otherwise (the first wins come too early, or fall faster than a lag lets them) the
          misfit cannot be 0: entries then have the least sum of squared misfits over the horizon,
          so that no period is ruined for another one's sake. To make the first period's wins at
          any price, 1,200 records for 30 wins in the worked lag, would bring 150 in the second.
        - Entries whose wins agree to 14 digits are equals: the steadiest are chosen, those with
          the least sum of squared changes from period to period.
        - An entry that can bring nothing within the horizon is 0; wins due before any new entry
          can be won are unmet unless past entries bring them.

        Wins of 0 need 0 entries.

    Raises:
        InputError: no wins, or no lag.
        OutOfRange: a negative number, a lag that does not add up to 1 within 1e-6, a rate outside
            0 < rate ≤ 1; or too many periods with too long a lag where wins cannot be met exactly
            (periods × (300 + lag²) above 1,500,000, sometimes periods × (20 + lag²)).

    Formula: the entries from 0 up, past ones given, with the least sum over the periods t of
    (wins[t] − rate × Σ_k lag[k] × entries[t − k])², k counting the periods from entry to win.

    Source: Kellblog, "The inverted funnel", parts II and III; for the constant lead flow,
    entries = wins a year ÷ (rate × Σ_t Σ_{k ≤ t} lag[k]): what falls out of the year.

    >>> plan = required_entries([6, 10, 10, 12, 12], [0, 0.6, 0.4], 0.2, past=[50])
    >>> [round(each, 2) for each in plan.entries], plan.unmet
    ([50.0, 50.0, 66.67, 55.56, 0.0], (0.0, 0.0, 0.0, 0.0, 0.0))
    """
    RECORDS.check_each("wins", wins)
    if len(wins) == 0:
        raise InputError("'wins' must hold a number for each period; got none")
    shares, scale = _lag_shares(lag)
    RATE.check("rate", rate)
    RECORDS.check_each("past", past)
    won = as_typed(rate) / scale
    return _planned(_missing(wins, shares, won, list(past)), shares, won, _has_noise(wins))


def open_win_rate(rate: Rate, elapsed: Share) -> float:
    """Say which share of the records that are still open will be won.

    Args:
        rate: the share of all entries that is ever won.
        elapsed: the share of the wins that come no later than the records' present age.

    Returns:
        A share from 0 to 1, for records not won so far where nobody writes down the lost ones. At
        an age by which all wins have come it is 0; at age 0 it is the rate.

    Raises:
        OutOfRange: a rate outside 0 < rate ≤ 1, or a share outside 0 to 1.

    Formula: rate × (1 − elapsed) ÷ (1 − rate × elapsed). Source: Bayes' rule; Kellblog, "The
    inverted funnel", part III, on the open pipeline.

    >>> round(open_win_rate(0.25, 0.1), 5)
    0.23077
    """
    RATE.check("rate", rate)
    SHARE.check("elapsed", elapsed)
    later = as_typed(rate) * (1 - as_typed(elapsed))
    return float(later / (later + 1 - as_typed(rate))) if later else 0.0


def _lag_shares(lag: Sequence[float]) -> tuple[list[int], int]:
    """Check a lag and give its shares as whole numbers, and what makes up a whole."""
    SHARE.check_each("lag", lag)
    if len(lag) == 0:
        raise InputError("'lag' must hold a share for each period, the period of entry first")
    shares, scale = whole_scale(lag)
    if abs(sum(shares) - scale) > scale * _LAG_SLACK:
        raise OutOfRange(
            f"'lag' must be shares that add to 1; they add to {show(sum(shares) / scale)}: write "
            "which share of the wins falls into the period of entry, the next one, and so on, "
            "a third as =1/3 and not 0.333"
        )
    return shares, scale


def _missing(
    wins: Sequence[float], shares: Sequence[int], won: Fraction, past: Sequence[float]
) -> list[Fraction]:
    """Give what past entries leave to be won in each period, never below 0."""
    wanted = [as_meant(each) for each in wins]
    recent, scale = whole_scale(past[-len(shares) :])
    if not any(recent):
        return wanted
    coming = convolved(recent, shares)[len(recent) : len(recent) + len(wins)]
    coming += [0] * (len(wins) - len(coming))
    share = won / scale
    left = [each - share * came for each, came in zip(wanted, coming, strict=True)]
    return [
        rest if rest > _CELL_NOISE * each else Fraction(0)
        for rest, each in zip(left, wanted, strict=True)
    ]


def _planned(
    missing: Sequence[Fraction], shares: Sequence[int], won: Fraction, computed: bool
) -> Schedule:
    """Plan entries for what is missing per period; one entry brings shares × won."""
    wait = next(late for late, share in enumerate(shares) if share)
    late = missing[wait:]
    if not late:
        return Schedule((0.0,) * len(missing), _floats(missing))
    last = max(at for at, share in enumerate(shares[: wait + len(late)]) if share)
    entries, unmet = _balanced(shares[wait : last + 1], [each / won for each in late], computed)
    return Schedule(
        _floats([*entries, *[Fraction(0)] * wait]),
        _floats([*missing[:wait], *[each * won for each in unmet]]),
    )


def _balanced(
    taps: Sequence[int], due: Sequence[Fraction], computed: bool
) -> tuple[list[Fraction], list[Fraction]]:
    """Give the entries that come nearest to what is due, and what they leave unmet."""
    nothing = [Fraction(0)] * len(due)
    largest = max(due)
    if not largest:
        return nothing, nothing
    growth = inverse_growth(taps, len(due))
    if not (computed and growth > _NOISE_GROWTH):
        exact = exact_entries(taps, due, growth)
        if exact is not None:
            return exact, nothing
    whole = sum(taps)
    context = Context(prec=DIGITS)
    shares = [context.divide(Decimal(tap), Decimal(whole)) for tap in taps]
    parts = [_as_decimal(each / largest, context) for each in due]
    try:
        found = steadiest_least_squares(shares, parts)
    except OutOfRange:
        raise OutOfRange(
            f"{len(due)} periods with a lag over {len(taps)} are too many to be balanced where the "
            "wins cannot be met exactly: plan fewer periods at once, or longer ones (weeks instead "
            "of days)"
        ) from None
    least = _TRACE * max(found)
    entries = [Fraction(each) * largest / whole if each > least else Fraction(0) for each in found]
    unmet = []
    for period, part in enumerate(parts):
        left = part
        for k, share in enumerate(shares[: period + 1]):
            left = context.fma(-share, found[period - k], left)
        unmet.append(Fraction(left) * largest if left > _MET * (1 + part) else Fraction(0))
    return entries, unmet


def _has_noise(wins: Sequence[float]) -> bool:
    """Tell whether wins were computed, so that their last digits are noise: 1/3, not 12.5.

    12.500000000000002 is 12.5: a cell holds 15 digits of what is typed.
    """
    return any(
        f"{float(each):.{CELL_DIGITS}g}" != f"{float(each):.{_TYPED_DIGITS}g}" for each in wins
    )


def _as_decimal(value: Fraction, context: Context) -> Decimal:
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))


def _floats(values: Sequence[Fraction]) -> tuple[float, ...]:
    return tuple(map(as_float, values))
