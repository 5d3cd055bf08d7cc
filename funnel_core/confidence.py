"""How sure a plan is: volumes needed at a confidence, the chance to hit, the range to expect."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache, partial
from itertools import accumulate, count
from operator import mul

from funnel_core.errors import OutOfRange
from funnel_core.model import Step, Transition, transitions
from funnel_core.numerics.gammas import Beta, Contour, polygammas
from funnel_core.numerics.pipeline import Pipeline
from funnel_core.numerics.tails import normal_quantile, sum_tails, thinned_tails
from funnel_core.quantities import CONFIDENCE, COUNT, LARGEST_WHOLE, Confidence, Count, show
from funnel_core.rates import whole_volumes

__all__ = ["confident_volumes", "final_range", "hit_probability"]

TIE = 1e-12
"""A probability so close below the confidence reaches it."""

LARGEST_SHARE = 1 - 2**-53
PATIENCE = 4
FAR_OFF = 1e-14


def confident_volumes(
    needed: Count, steps: Iterable[Step], confidence: Confidence
) -> tuple[int, ...]:
    """Give the smallest volumes that reach a target with a given confidence.

    Args:
        needed: records needed in the last stage, a whole number from 0 up.
        steps: n rates, counts or transitions, also mixed; counts of nobody (0 of 0) are fine here.
        confidence: a share strictly between 0 and 1.

    Returns:
        n + 1 whole volumes, top first, the last one `needed` itself: for each stage on its own the
        smallest N with P(last stage ≥ needed | N enter the stage) ≥ confidence. A probability
        within 1e-12 of the confidence reaches it. 0 needed takes 0 everywhere.

    Raises:
        InputError: no steps. OutOfRange: arguments out of bounds, or a volume above 2^53, which
            no cell can hold.

    Formula: with known rates binomial, the rate to won being their exact product; with counts
    beta-binomial, the rate to won being the product of the steps' posteriors
    Beta(1 + advanced, 1 + entered − advanced).

    Source: the binomial distribution, and the beta posterior of a rate under a uniform prior
    (Gelman et al., "Bayesian Data Analysis", chapter 2).

    >>> confident_volumes(100, [0.25], 0.8)
    (429, 100)
    >>> from funnel_core.model import Counts
    >>> confident_volumes(100, [Counts(200, 50)], 0.8)
    (450, 100)
    """
    read = transitions(steps)
    COUNT.check("needed", needed)
    CONFIDENCE.check("confidence", confidence)
    needed = int(needed)
    if needed == 0:
        return (0,) * (len(read) + 1)
    volumes = []
    for stage, (rate, learnt) in enumerate(_to_won(read)):
        if rate == 1 and not learnt:
            volumes.append(needed)
            continue
        reaching = _Reaching(needed, rate, learnt)
        volume = _smallest(
            reaching, needed, LARGEST_WHOLE, confidence, reaching.guess(confidence), reaching.spread
        )
        if volume is None:
            raise OutOfRange(
                f"{needed} in the last stage at a confidence of {show(confidence)} need more than "
                f"2^53 records {_above(len(read) - stage)}, more than a cell can hold: ask for a "
                "lower confidence, or count more records for the rates"
            )
        volumes.append(volume)
    return (*volumes, needed)


def hit_probability(needed: Count, volumes: Sequence[Count], steps: Iterable[Step]) -> float:
    """Give the probability that the last stage reaches a target from the records there are now.

    Args:
        needed: records needed in the last stage, a whole number from 0 up.
        volumes: records now in each of the n + 1 stages, top first; the last: already won.
        steps: n rates, counts or transitions, also mixed. All records that take a counted step
            share its rate, so that stages are not independent.

    Returns:
        P(last stage ≥ needed): 1 where it is reached already, 0 where there are not enough records.
        Exact to about 1e-12; where several stages hold records and rates are learnt, to the
        accuracy that `pipeline` states.

    Raises:
        InputError: not one volume more than there are steps.
        OutOfRange: numbers out of bounds.
        NotEnoughData: so many records in several stages, at rates learnt from so few, that the
            answer would take more than some ten seconds.

    Formula: P(won + Σ Binomial(volume[i], rate[i+1] × … × rate[n]) ≥ needed); a rate learnt from
    counts is Beta(1 + advanced, 1 + entered − advanced), and integrated over.

    Source: the binomial distribution, and the beta posterior of a rate under a uniform prior
    (Gelman et al., "Bayesian Data Analysis", chapter 2).

    >>> round(hit_probability(100, [400, 0], [0.25]), 4)
    0.5192
    """
    read = transitions(steps)
    records = whole_volumes(volumes, len(read) + 1)
    COUNT.check("needed", needed)
    return _final(records, read)(int(needed))[1]


def final_range(
    volumes: Sequence[Count], steps: Iterable[Step], confidence: Confidence
) -> tuple[int, int]:
    """Give the range in which the final count of the last stage will lie.

    Args:
        volumes: records now in each of the n + 1 stages, top first; the last: already won.
        steps: n rates, counts or transitions, as in `hit_probability`.
        confidence: a share q strictly between 0 and 1.

    Returns:
        Low and high: the smallest counts x whose P(final ≤ x) reaches (1 − q)/2 and (1 + q)/2, a
        probability within 1e-12 below counting as reached. Without open records both are what
        is won already.

    Raises:
        InputError: not one volume more than there are steps.
        OutOfRange: numbers out of bounds.
        NotEnoughData: so many records in several stages, at rates learnt from so few, that the
            answer would take more than some ten seconds.

    Formula: quantiles of won + Σ Binomial(volume[i], rate[i+1] × … × rate[n]); a rate learnt from
    counts is Beta(1 + advanced, 1 + entered − advanced), and integrated over.

    Source: as for `hit_probability`.

    >>> final_range([100, 0], [0.5], 0.95)
    (40, 60)
    """
    read = transitions(steps)
    records = whole_volumes(volumes, len(read) + 1)
    CONFIDENCE.check("confidence", confidence)
    tails = _final(records, read)
    mean, deviation = _moments(records, read)

    def reached(share: float) -> int:
        final = _smallest(
            lambda final: tails(final + 1)[0],
            records[-1],
            sum(records),
            share,
            mean + deviation * normal_quantile(min(share, LARGEST_SHARE)),
            deviation / (mean + 1),
        )
        assert final is not None  # the final count is at most the sum of all records
        return final

    return reached((1 - confidence) / 2), reached((1 + confidence) / 2)


def _above(steps: int) -> str:
    return "one step above it" if steps == 1 else f"{steps} steps above it"


def _to_won(steps: Sequence[Transition]) -> Iterator[tuple[Fraction, list[Beta]]]:
    """Split each stage's rate to won: the exact product of the known rates, and the posteriors."""
    products = list(
        accumulate(
            (step.rate if step.counts is None else Fraction(1) for step in reversed(steps)), mul
        )
    )
    learnt = [step.counts.posterior for step in steps if step.counts is not None]
    for step, known in zip(steps, reversed(products), strict=True):
        yield known, learnt
        learnt = learnt if step.counts is None else learnt[1:]


def _final(
    records: Sequence[int], steps: Sequence[Transition]
) -> Callable[[int], tuple[float, float]]:
    """Give the function that tells P(final < needed) and P(final ≥ needed)."""
    inside: Callable[[int], tuple[float, float]]
    won, total = records[-1], sum(records)
    parts = [
        (volume, *to_won)
        for volume, to_won in zip(records[:-1], _to_won(steps), strict=True)
        if volume
    ]
    if not any(learnt for _, _, learnt in parts):
        known = [(volume, rate) for volume, rate, _ in parts]
        inside = partial(sum_tails, parts=known)
    elif len(parts) == 1:
        [(volume, rate, learnt)] = parts
        inside = partial(thinned_tails, volume=volume, rate=rate, learnt=learnt)
    else:
        inside = _pipeline(tuple(records[:-1]), tuple(steps)).tails

    def tails(needed: int) -> tuple[float, float]:
        if needed <= won:
            return 0.0, 1.0
        if needed > total:
            return 1.0, 0.0
        return inside(needed - won)

    return tails


@lru_cache(maxsize=16)
def _pipeline(records: tuple[int, ...], steps: tuple[Transition, ...]) -> Pipeline:
    """Keep the last pipelines: the chance to hit and the range are asked for side by side."""
    return Pipeline(records, [_plain(step) for step in steps])


def _plain(step: Transition) -> Fraction | tuple[int, int]:
    """Give a known rate, or how many advanced and how many did not."""
    if step.counts is None:
        return step.rate
    return step.counts.advanced, step.counts.entered - step.counts.advanced


def _moments(records: Sequence[int], steps: Sequence[Transition]) -> tuple[float, float]:
    """Give the mean and the standard deviation of the final count."""
    mean, variance = float(records[0]), 0.0
    for volume, step in zip(records[1:], steps, strict=True):
        if step.counts is None:
            rate, uncertain = float(step.rate), 0.0
        else:
            a, b = step.counts.posterior
            rate = a / (a + b)
            uncertain = rate * (b / (a + b)) / (a + b + 1)
        noise = mean * (rate * (1 - rate) - uncertain)
        variance = noise + variance * (rate * rate + uncertain) + mean * mean * uncertain
        mean = mean * rate + volume
    return mean, math.sqrt(max(variance, 0.0))


class _Reaching:
    """P(wins ≥ needed) as a function of the volume that enters, for one rate to won."""

    def __init__(self, needed: int, rate: Fraction, learnt: Sequence[Beta]) -> None:
        self._needed = needed
        self._rate = rate
        self._learnt = learnt
        self._contour: Contour | None = None
        self._laid = 0
        self._near = 0.0
        self.spread = 1.0

    def guess(self, confidence: float) -> float:
        """Guess the volume for a confidence from the first three moments of log X − log θ."""
        z = normal_quantile(confidence)
        middle, variance, third = polygammas(self._needed)
        middle -= math.log(self._rate.numerator) - math.log(self._rate.denominator)
        for a, b in self._learnt:
            psi, first, second = polygammas(a)
            psi_all, first_all, second_all = polygammas(a + b)
            middle, variance, third = (
                middle + psi_all - psi,
                variance + first - first_all,
                third - second + second_all,
            )
        volume, less, lesser = math.inf, 0.0, 0.0
        for _ in range(3):
            spread = math.sqrt(max(variance - less, 1e-30))
            skew = max(-2.0, min(2.0, (third - lesser) / spread**3))
            volume = math.exp(min(middle + spread * (z + (z * z - 1) * skew / 6), 40.0)) - 0.5
            self.spread = spread
            _, less, lesser = polygammas(max(volume, self._needed) + 1)
        return volume

    def __call__(self, volume: int) -> float:
        """Give P(wins ≥ needed) of a volume."""
        if not self._learnt:
            return sum_tails(self._needed, [(volume, self._rate)])[1]
        if self._contour is None or abs(volume - self._laid) > self._near:
            self._contour = Contour(self._needed, self._rate, self._learnt, volume)
            self._laid = volume
            self._near = min(volume * self._contour.play, 0.25 * (volume - self._needed))
        return self._contour.tails(volume)[1]


def _smallest(
    probability: Callable[[int], float],
    least: int,
    most: int,
    goal: float,
    guess: float,
    spread: float,
) -> int | None:
    """Find the smallest whole number whose probability, which grows with it, reaches the goal.

    Secant steps on the normal scale of the probability and the log scale of the number, kept
    within a bracket, and now and then a bisection, so that it ends. `spread` is the standard
    deviation on that log scale, as a first slope. None where even `most` does not reach the goal.
    """
    goal -= TIE
    if goal <= 0:
        return least
    aim = normal_quantile(goal)
    slope = 1 / max(spread, 1e-12)
    below, above = least - 1, most + 1
    bracketed = False
    trial = int(min(max(math.ceil(guess), least), most))
    last: tuple[float, float] | None = None
    for attempt in count(1):
        reached = probability(trial)
        if reached >= goal:
            above, bracketed = trial, True
        else:
            below = trial
        if above - below == 1:
            return above if bracketed else None
        x = math.log1p(trial)
        z = normal_quantile(min(max(reached, FAR_OFF), 1 - FAR_OFF))
        if FAR_OFF < reached < 1 - FAR_OFF:
            if last is not None and (x - last[0]) * (z - last[1]) > 0:
                slope = (z - last[1]) / (x - last[0])
            last = x, z
        if attempt % PATIENCE:
            trial = math.ceil(math.expm1(min(x + (aim - z) / slope, 40.0)))
        elif bracketed:
            trial = math.isqrt((below + 1) * above)
        else:
            trial = 4 * below + 4
        trial = min(max(trial, below + 1), above - 1)
    raise AssertionError  # count() does not end
