"""Small channels: each one's rate drawn towards that of the family, as far as its counts allow."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from funnel_core.errors import Fault, InputError, NotEnoughData, OutOfRange
from funnel_core.numerics.rising import Risings, psi_rise
from funnel_core.quantities import COUNT, Count, show

__all__ = ["RateFamily", "rate_family", "shrunk_rates"]

FAINTEST = 1e-6
STRONGEST = 1e6
MOST_TRIALS = 200
SETTLED = 4e-16
CLOSE = 1e-9
HIGHER = 1e-9
RARE = 1e-2
FEW = 64
SMALL = 10**6
OCTAVES_BEYOND = 2
GAUSS = (
    (0.04691007703066802, 0.11846344252809454),
    (0.23076534494715845, 0.23931433524968324),
    (0.5, 0.28444444444444444),
    (0.7692346550528415, 0.23931433524968324),
    (0.953089922969332, 0.11846344252809454),
)


@dataclass(frozen=True, slots=True)
class RateFamily:
    """How the rates of a family of channels vary: Beta(a, b) with a mean and a strength a + b.

    An infinite strength says that nothing but chance tells the channels apart; a strength of 0,
    that each channel's own rate is all there is to know.

    >>> email = RateFamily.of(3.477, 37.725).rate(493, 15)
    >>> round(email, 4)
    0.0346
    """

    mean: float
    strength: float

    @classmethod
    def of(cls, a: float, b: float) -> RateFamily:
        """Make a family of the two parameters of its beta distribution, above 0."""
        return cls(a / (a + b), a + b)

    @property
    def a(self) -> float:
        """Give the first parameter of the beta distribution."""
        return self.mean * self.strength

    @property
    def b(self) -> float:
        """Give the second parameter of the beta distribution."""
        return (1 - self.mean) * self.strength

    def rate(self, entered: Count, advanced: Count) -> float:
        """Give a channel's rate drawn towards the mean: (a + advanced) ÷ (a + b + entered)."""
        if math.isinf(self.strength) or entered == self.strength == 0:
            return self.mean
        return (self.a + advanced) / (self.strength + entered)


def shrunk_rates(entered: Sequence[Count], advanced: Sequence[Count]) -> tuple[float, ...]:
    """Give each channel's rate, drawn towards that of the family of channels.

    Args:
        entered: records that entered the step in each channel, whole numbers from 0 up.
        advanced: how many of them advanced, at most `entered`.

    Returns:
        A share per channel, in their order. A channel that nobody entered gets the family's mean.

    Raises:
        FunnelError: as `rate_family` does.

    Formula: (a + advanced) ÷ (a + b + entered), where Beta(a, b) is the distribution of the
    channels' rates under which all their counts together are most probable (beta-binomial, maximum
    likelihood); where the channels differ no more than chance would have it (a + b is infinite),
    the pooled rate, Σ advanced ÷ Σ entered, for all.

    Source: empirical Bayes; D. Robinson, "Understanding empirical Bayes estimation"
    (varianceexplained.org); Skellam (1948).

    >>> [round(rate, 4) for rate in shrunk_rates([493, 40, 900], [15, 9, 101])]
    [0.0332, 0.1905, 0.1122]
    """
    family = rate_family(entered, advanced)
    return tuple(family.rate(n, k) for n, k in zip(entered, advanced, strict=True))


def rate_family(entered: Sequence[Count], advanced: Sequence[Count]) -> RateFamily:
    """Fit the beta distribution of the rates of a family of channels: maximum likelihood.

    Args:
        entered: records that entered the step in each channel, whole numbers from 0 up.
        advanced: how many of them advanced, at most `entered`.

    Returns:
        The family at the global maximum of the joint likelihood of all channels. Where that lies
        at an infinite a + b (the channels differ no more than chance would have it; all or none
        advanced; or each channel saw one record, which says nothing on how they differ), its mean
        is the pooled rate. Where it lies at a + b = 0 (channels of all or none, both kinds), each
        channel keeps its own rate and the mean is the share of channels that had all.

    Raises:
        InputError: lists of unequal length.
        OutOfRange: counts that are negative or not whole, more advanced than entered.
        NotEnoughData: fewer than two channels, or nobody entered any.

    Formula: the maximum of Σ log B(a + k, b + n − k) ÷ B(a, b). In μ = a ÷ (a + b) it is concave,
    and solved by Newton for each ρ = 1 ÷ (a + b); along ρ, every rise and fall of that profile is
    looked for, and maxima are compared. The rates are good to about 1e-12; to 1e-9 where more
    than 64 channels have rates below 1e-6, or counts beyond 1e10 hardly differ. Source: Skellam
    (1948); the score at ρ = 0 is Tarone's (1979).

    >>> family = rate_family([100, 100, 100, 100], [5, 20, 11, 30])
    >>> round(family.mean, 4), round(family.strength, 2)
    (0.1646, 16.29)
    """
    counts = _checked(entered, advanced)
    records = sum(n for n, _ in counts)
    wins = sum(k for _, k in counts)
    if records == 0:
        raise NotEnoughData(
            "nobody entered any channel, so there is no rate: 'entered' must be from 1 up in one "
            "channel at least"
        )
    pooled = RateFamily(wins / records, math.inf)
    if wins in (0, records) or max(n for n, _ in counts) == 1:
        return pooled
    if not any(0 < k < n for n, k in counts):
        full = sum(1 for n, k in counts if n and k == n)
        return RateFamily(full / sum(1 for n, _ in counts if n), 0.0)
    return _Likelihood(counts).best(pooled)


def _checked(entered: Sequence[int], advanced: Sequence[int]) -> list[tuple[int, int]]:
    COUNT.check_each("entered", entered)
    COUNT.check_each("advanced", advanced)
    if len(entered) != len(advanced):
        raise InputError(
            "'entered' and 'advanced' must be equally long; "
            f"got {len(entered)} and {len(advanced)} numbers"
        )
    faults = [
        Fault("advanced", channel, f"is {show(k)} of {show(n)} entered")
        for channel, (n, k) in enumerate(zip(entered, advanced, strict=True))
        if k > n
    ]
    if faults:
        raise OutOfRange(
            "'advanced' must be at most 'entered'", faults, "count both of the same records"
        )
    if len(entered) < 2:
        raise NotEnoughData(
            "a family takes two channels at least: 'entered' must hold a number for each; "
            f"got {len(entered)}"
        )
    return [(int(n), int(k)) for n, k in zip(entered, advanced, strict=True)]


class _Likelihood:
    """The likelihood of counts in μ and ρ, through its derivatives."""

    def __init__(self, counts: Sequence[tuple[int, int]]) -> None:
        self.counts = counts
        self.wins = Risings(Counter(k for _, k in counts))
        self.losses = Risings(Counter(n - k for n, k in counts))
        self.records = Risings(Counter(n for n, _ in counts))
        wins, losses = sum(k for _, k in counts), sum(n - k for n, k in counts)
        self.logit = math.log(wins) - math.log(losses)
        self.mirrored = wins > losses
        # the rarer outcome and the other one: see `_rare_slope`
        self.pairs = Counter((n - k, k) if self.mirrored else (k, n - k) for n, k in counts)
        self.rare = (
            min(wins, losses) < RARE * (wins + losses)
            and len(self.pairs) <= FEW
            and max(k for k, _ in self.pairs) <= SMALL
        )

    def best(self, pooled: RateFamily) -> RateFamily:
        """Find the global maximum: at ρ = 0, or where the profile turns from rising to falling."""
        faint = math.log(FAINTEST / max(n for n, _ in self.counts))
        strong = math.log(STRONGEST * len(self.counts))
        places = [faint + i * math.log(2) for i in range(int((strong - faint) / math.log(2)) + 2)]
        rising = self._rises_from_nothing()
        slopes = [self.slope(place) for place in places]
        if rising and slopes[0] < 0:
            places, slopes = self._fainter(places, slopes)
        turns = [i for i in range(1, len(places)) if slopes[i - 1] > 0 >= slopes[i]]
        tops = [
            _crossing(self.slope, places[i - 1], places[i], slopes[i - 1], slopes[i]) for i in turns
        ]
        if not tops:
            return pooled
        # without a rise from ρ = 0, that is a maximum, too; the exact answer decides, not the first
        # slope, which rounding may turn
        best, place = (tops[0], tops[0]) if rising else (-math.inf, places[0])
        height = best_height = 0.0
        for top in tops[1:] if rising else tops:
            height += self._climb(place, top)
            place = top
            if height > best_height + HIGHER:
                best, best_height = top, height
        if best == -math.inf:
            return pooled
        return RateFamily(_logistic(self.best_logit(best)), math.exp(-best))

    def slope(self, log_rho: float) -> float:
        """Give the profile's derivative by log ρ."""
        logit = self.best_logit(log_rho)
        strength = math.exp(-log_rho)
        if self.rare:
            return self._rare_slope(strength, -logit if self.mirrored else logit)
        cut = self._cut(strength)
        parts = (
            self.wins.sums(strength * _logistic(logit), cut).excess,
            self.losses.sums(strength * _logistic(-logit), cut).excess,
            -self.records.sums(strength, cut).excess,
            # what was left out above the cut is a whole number, so that nothing is lost
            float(
                self.records.total_up_to(cut)
                - self.wins.total_up_to(cut)
                - self.losses.total_up_to(cut)
            ),
        )
        return math.fsum(parts)

    def _rare_slope(self, strength: float, logit: float) -> float:
        """Give the same from differences of ψ, pair by pair, where one outcome is rare.

        The other one and all records together nearly cancel there; here that is done on paper:
        Σ a·[ψ(s+n) − ψ(s) − ψ(a+k) + ψ(a)] + b·[ψ(s+n) − ψ(b+m) − ψ(s) + ψ(b)], where s = a + b
        and n = k + m.
        """
        a, b = strength * _logistic(logit), strength * _logistic(-logit)
        common = psi_rise(b, a)
        return math.fsum(
            number
            * (
                a * (psi_rise(strength, k + m) - psi_rise(a, k))
                + b * (psi_rise(b + m, a + k) - common)
            )
            for (k, m), number in self.pairs.items()
        )

    def best_logit(self, log_rho: float) -> float:
        """Give the logit of the best μ at a ρ: a root of a falling function, by Newton."""
        strength = math.exp(-log_rho)
        low, high = -math.inf, math.inf
        x = self.logit
        for _ in range(MOST_TRIALS):
            mean, rest = _logistic(x), _logistic(-x)
            a, b = mean * strength, rest * strength
            wins, losses = self.wins.sums(a, 0), self.losses.sums(b, 0)
            off = math.log(wins.inverse) - math.log(losses.inverse)
            low, high = (x, high) if off > 0 else (low, x)
            slope = a * rest * wins.square / wins.inverse
            slope += b * mean * losses.square / losses.inverse
            step = off / slope
            outside = not low < x + step < high
            if outside and math.isfinite(low) and math.isfinite(high):
                step = (low + high) / 2 - x
            x += step
            # what is left of an error is its square
            if abs(step) <= (SETTLED if outside else CLOSE) * max(1.0, abs(x)):
                break
        self.logit = x
        return x

    def _rises_from_nothing(self) -> bool:
        """Tell, exactly, whether the likelihood rises from ρ = 0: more spread than by chance."""
        records, wins = sum(n for n, _ in self.counts), sum(k for _, k in self.counts)
        losses = records - wins
        own = records * losses * sum(k * (k - 1) for _, k in self.counts)
        own += records * wins * sum((n - k) * (n - k - 1) for n, k in self.counts)
        return own > wins * losses * sum(n * (n - 1) for n, _ in self.counts)

    def _fainter(self, places: list[float], slopes: list[float]) -> tuple[list[float], list[float]]:
        """Look for the rise below the places, where the maximum is all but infinite."""
        for _ in range(60):
            place = places[0] - math.log(4)
            slope = self.slope(place)
            places, slopes = [place, *places], [slope, *slopes]
            if slope > 0:
                break
        return places, slopes

    def _climb(self, low: float, high: float) -> float:
        """Give by how much the profile differs between two places: its slope, integrated."""
        parts = math.ceil((high - low) / math.log(2))
        width = (high - low) / max(parts, 1)
        return math.fsum(
            width * w * self.slope(low + width * (part + at))
            for part in range(parts)
            for at, w in GAUSS
        )

    @staticmethod
    def _cut(strength: float) -> int:
        """Give the octave of counts beyond which a strength tells little: see `Sums`."""
        return max(int(min(strength, 2.0**60)), 1).bit_length() + OCTAVES_BEYOND


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > 0 else math.exp(x) / (1 + math.exp(x))


def _crossing(
    function: Callable[[float], float], low: float, high: float, f_low: float, f_high: float
) -> float:
    """Find where a function crosses 0 between two places of opposite sign (Chandrupatla, 1997)."""
    a, b, fa, fb = high, low, f_high, f_low
    c, fc = a, fa
    part = 0.5
    for _ in range(MOST_TRIALS):
        x = a + part * (b - a)
        fx = function(x)
        if (fx > 0) == (fa > 0):
            c, fc = a, fa
        else:
            c, fc, b, fb = b, fb, a, fa
        a, fa = x, fx
        best = a if abs(fa) < abs(fb) else b
        narrow = 2 * SETTLED * max(1.0, abs(best)) / abs(b - a) if b != a else 1.0
        if narrow > 0.5 or fx == 0:
            return best
        xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
        part = 0.5
        if phi * phi < xi and (1 - phi) * (1 - phi) < 1 - xi:
            part = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (
                fc - fb
            )
        part = min(max(part, narrow), 1 - narrow)
    return best
