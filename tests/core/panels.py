"""An oracle for tails of distributions on whole numbers, however many: mpmath, term by term.

Where a tail has few terms they are added; where there are many, they are integrated panel by
panel from half a record before the edge, with Euler and Maclaurin's corrections. Nothing of the
project's own numerics is used.
"""

from __future__ import annotations

from collections.abc import Callable

import mpmath as mp

FEW = 2000
DIGITS = 60
NEGLIGIBLE = 1e-20


def tails(
    term: Callable[[mp.mpf], mp.mpf], needed: int, volume: int, ahead: bool
) -> tuple[mp.mpf, mp.mpf]:
    """Give P(X < needed) and P(X ≥ needed) of X from 0 to `volume`, `term` giving P(X = k).

    `ahead` says that `needed` is above the mean. Good to some 15 digits of the smaller tail.
    """
    with mp.workdps(DIGITS):
        if needed <= FEW:
            below = mp.fsum(term(k) for k in range(needed))
            return below, 1 - below
        if volume - needed <= FEW:
            above = mp.fsum(term(k) for k in range(needed, volume + 1))
            return 1 - above, above
        side = 1 if ahead else -1
        edge = mp.mpf(needed) - mp.mpf(1) / 2
        steep = abs(mp.diff(lambda k: mp.log(term(k)), edge))
        bend = abs(mp.diff(lambda k: mp.log(term(k)), edge, 2))
        width = side / max(steep / 2, mp.sqrt(bend), 2 / mp.mpf(min(needed, volume - needed)))
        tail, start = mp.mpf(0), edge
        end = volume + mp.mpf(1) / 2 if ahead else -mp.mpf(1) / 2
        while start != end:
            stop = min(start + width, end) if ahead else max(start + width, end)
            panel = abs(mp.quad(term, [start, stop], method="gauss-legendre", maxdegree=5))
            tail, start = tail + panel, stop
            if panel < tail * NEGLIGIBLE:
                break
        tail += side * (mp.diff(term, edge) / 24 - 7 * mp.diff(term, edge, 3) / 5760)
        return (1 - tail, tail) if ahead else (tail, 1 - tail)


def binomial(volume: int, rate: mp.mpf) -> Callable[[mp.mpf], mp.mpf]:
    """Give P(k of the records advance) at a known rate."""

    def term(k: mp.mpf) -> mp.mpf:
        ways = mp.loggamma(volume + 1) - mp.loggamma(k + 1) - mp.loggamma(volume - k + 1)
        return mp.exp(ways + k * mp.log(rate) + (volume - k) * mp.log1p(-rate))

    return term


def beta_binomial(volume: int, up: int, down: int) -> Callable[[mp.mpf], mp.mpf]:
    """Give P(k of the records advance) at a rate distributed as Beta(up, down)."""

    def term(k: mp.mpf) -> mp.mpf:
        ways = mp.loggamma(volume + 1) - mp.loggamma(k + 1) - mp.loggamma(volume - k + 1)
        drawn = mp.loggamma(up + k) + mp.loggamma(down + volume - k)
        drawn += mp.loggamma(up + down) - mp.loggamma(up) - mp.loggamma(down)
        return mp.exp(ways + drawn - mp.loggamma(up + down + volume))

    return term
