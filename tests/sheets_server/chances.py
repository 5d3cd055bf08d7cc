"""Functions of probability and logarithms, as scipy works them out."""

import math
from collections.abc import Callable
from typing import Any

from scipy import stats

from tests.sheets_server.grid import Value
from tests.sheets_server.worksheet import Broken, each_cell, number


def _power(value: Value) -> float:
    try:
        return math.exp(number(value))
    except OverflowError:
        raise Broken("#NUM!") from None


def _of_positive(run: Callable[[float], float]) -> Callable[[Value], float]:
    def answer(value: Value) -> float:
        worth = number(value)
        if worth < 0 or (worth == 0 and run is math.log):
            raise Broken("#NUM!")
        return run(worth)

    return answer


def _poisson(count: Value, mean: Value, cumulative: Value) -> float:
    worth, expected = math.floor(number(count)), number(mean)
    if worth < 0 or expected < 0:
        raise Broken("#NUM!")
    run = stats.poisson.cdf if number(cumulative) else stats.poisson.pmf
    return float(run(worth, expected))


def _gamma(x: Value, shape: Value, scale: Value, cumulative: Value) -> float:
    if number(x) < 0 or number(shape) <= 0 or number(scale) <= 0:
        raise Broken("#NUM!")
    run = stats.gamma.cdf if number(cumulative) else stats.gamma.pdf
    return float(run(number(x), number(shape), scale=number(scale)))


def _normal(x: Value, mean: Value, deviation: Value, cumulative: Value) -> float:
    if number(deviation) <= 0:
        raise Broken("#NUM!")
    run = stats.norm.cdf if number(cumulative) else stats.norm.pdf
    return float(run(number(x), number(mean), number(deviation)))


CHANCES: dict[str, Callable[..., Any]] = {
    "EXP": each_cell(_power),
    "LN": each_cell(_of_positive(math.log)),
    "SQRT": each_cell(_of_positive(math.sqrt)),
    "POISSON": each_cell(_poisson),
    "GAMMADIST": each_cell(_gamma),
    "NORMDIST": each_cell(_normal),
    "NORMSDIST": each_cell(lambda x: float(stats.norm.cdf(number(x)))),
}
