"""Argument grids for every worksheet function: what a person would hand over, and what goes wrong.

A call begins as one that makes sense (`SENSIBLE`, an entry a function); then a few things may
happen to it: blanks around a list, a cell of another kind, a number of another size, a range that
is turned, cut or doubled, an argument left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["SENSIBLE", "calls"]

Args = list[Any]

STRANGE = st.sampled_from(
    [
        *[None, "", " ", "many", "0.5", "47%", "1,000", True, False, "#N/A", "#REF!", "Loading..."],
        *["'", "\ufeff0.5", "\ufeff#N/A ", "\x1c47\x85%\x1f", "\x852027-01-31", "Infinity"],
    ]
)
SIZES = st.sampled_from(
    [
        *[0, -1, 1, 2, 0.5, 1.5, 1e-9, 1e-300, 1 / 3, 0.1 + 0.2, 47, 1e6, 2**53, 2**53 + 2],
        *[1e16, 1e17, 1e300, 1.7976931348623157e308],
    ]
)
HARM = ("strange", "size", "scaled", "blank ends", "turned", "cut", "doubled", "left out", "more")


def share() -> SearchStrategy[float]:
    """Draw a share as a person types one, or as =1/3 computes it."""
    return st.one_of(
        st.integers(1, 100).map(lambda each: each / 100),
        st.sampled_from([1 / 3, 2 / 3, 0.0123, 0.5, 1, 0.001]),
        st.floats(0.01, 1),
    )


def money() -> SearchStrategy[float]:
    """Draw an amount of money."""
    return st.one_of(
        st.integers(1, 2_000_000), st.floats(0.01, 1e6), st.sampled_from([99.99, 800000 * 1.1])
    )


def count(most: int = 5000) -> SearchStrategy[int]:
    """Draw a number of records."""
    return st.one_of(st.integers(0, 60), st.integers(0, most))


def column(values: list[Any]) -> list[list[Any]]:
    """Lay values down."""
    return [[each] for each in values]


def laid(draw: DrawFn, values: list[Any]) -> list[list[Any]]:
    """Lay values down or across."""
    return draw(st.sampled_from([column, lambda line: [line]]))(values)


def numbers(draw: DrawFn, each: SearchStrategy[Any], length: int) -> list[Any]:
    """Draw so many numbers."""
    return draw(st.lists(each, min_size=length, max_size=length))


def parts(draw: DrawFn, length: int) -> list[float]:
    """Draw shares that add up to 1, as decimals or as quotients."""
    weights = numbers(draw, st.integers(0, 20), length)
    if not any(weights):
        weights[0] = 1
    if draw(st.booleans()):
        return [weight / sum(weights) for weight in weights]
    hundredths = [round(100 * weight / sum(weights)) for weight in weights]
    hundredths[-1] += 100 - sum(hundredths)
    return [each / 100 for each in hundredths]


def learnt(draw: DrawFn, length: int, fewest: int = 0) -> list[list[int]]:
    """Draw counts, entered and advanced, of so many steps."""
    entered = numbers(draw, st.integers(fewest, 3000), length)
    return [[each, draw(st.integers(min(fewest, each), each))] for each in entered]


def steps(draw: DrawFn, length: int) -> list[list[Any]]:
    """Draw rates, or counts, of so many steps."""
    if draw(st.integers(0, 2)) == 0:
        return learnt(draw, length, draw(st.sampled_from([0, 1, 1])))
    return laid(draw, numbers(draw, share(), length))


def some(draw: DrawFn, values: Args, fewest: int) -> Args:
    """Leave out some of the last arguments, or one in between."""
    kept = values[: draw(st.integers(fewest, len(values)))]
    if len(kept) > fewest and draw(st.booleans()):
        kept[draw(st.integers(fewest, len(kept) - 1))] = None
    return kept


def _required(draw: DrawFn) -> Args:
    length = draw(st.integers(1, 7))
    confidence = st.sampled_from([None, None, 0.5, 0.8, 0.95])
    stage = st.sampled_from([None, None, *range(1, length + 3)])
    exact = st.sampled_from([None, True, False])
    target = draw(st.one_of(money(), count(200)))
    more = [draw(st.none() | money()), draw(confidence), draw(stage), draw(exact)]
    return [target, steps(draw, length), *more]


def _forecast(draw: DrawFn) -> Args:
    length = draw(st.integers(1, 4))
    volumes = numbers(draw, count(800), length + 1)
    return some(
        draw,
        [laid(draw, volumes), steps(draw, length), draw(money()), draw(st.floats(0.05, 0.99))],
        2,
    )


def _probability(draw: DrawFn) -> Args:
    length = draw(st.integers(1, 4))
    volumes = numbers(draw, count(800), length + 1)
    target = draw(st.one_of(count(300), st.floats(0, 300)))
    return some(draw, [target, laid(draw, volumes), steps(draw, length), draw(money())], 3)


def _base(draw: DrawFn) -> Args:
    return [draw(st.floats(0.1, 12)), draw(count()), draw(share()), draw(share())]


def _for_profit(draw: DrawFn) -> Args:
    goal = [draw(st.integers(-10_000, 500_000)), draw(st.integers(0, 300_000)), draw(share())]
    cac = draw(st.floats(0, 400))
    return some(draw, [*goal, draw(money()), cac, *_base(draw)], 5)


def _schedule(draw: DrawFn) -> Args:
    wins = numbers(draw, st.one_of(st.integers(0, 40), st.floats(0, 40)), draw(st.integers(1, 14)))
    lag = parts(draw, draw(st.integers(1, 6)))
    past = numbers(draw, st.integers(0, 300), draw(st.integers(1, 6)))
    handed = [laid(draw, wins), laid(draw, lag), draw(share()), laid(draw, past)]
    return some(draw, handed, 3)


def _expected(draw: DrawFn) -> Args:
    start = draw(st.integers(0, 60_000))
    end = start + draw(st.integers(-1, 800))
    today = draw(st.one_of(st.integers(max(start - 30, 0), max(end, 0) + 30), st.floats(0, 7e4)))
    weights = numbers(draw, st.one_of(st.integers(0, 9), st.floats(0, 3)), draw(st.integers(1, 13)))
    days = [start, end, today]
    if draw(st.booleans()):
        days[0] = draw(st.dates().map(str))
    return some(draw, [draw(money()), *days, laid(draw, weights)], 4)


def _rates(draw: DrawFn) -> Args:
    volumes = sorted(numbers(draw, count(10_000), draw(st.integers(2, 7))), reverse=True)
    return some(draw, [laid(draw, volumes), draw(st.floats(0.5, 0.999))], 1)


def _shrink(draw: DrawFn) -> Args:
    channels = learnt(draw, draw(st.integers(2, 9)))
    return [column([entered for entered, _ in channels]), column([each for _, each in channels])]


def _mix(draw: DrawFn) -> Args:
    channels, stages = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    rates = [numbers(draw, st.one_of(share(), st.just(1)), channels) for _ in range(stages)]
    for row in rates:
        if draw(st.integers(0, 4)) == 0:
            row[draw(st.integers(0, channels - 1))] = None
    return [draw(count(3000)), [parts(draw, channels)], rates]


def _allocate(draw: DrawFn) -> Args:
    channels = draw(st.integers(1, 6))
    curve = [laid(draw, numbers(draw, st.floats(1, 5000), channels)) for _ in range(2)]
    shapes = numbers(draw, st.sampled_from([0.5, 0.8, 1, 1, 1.5, 2, 3]), channels)
    shape = draw(st.sampled_from([1, 1.7, column(shapes)]))
    return some(draw, [draw(st.floats(0, 20_000)), *curve, shape], 3)


def _factors(draw: DrawFn) -> Args:
    length = draw(st.integers(1, 5))
    factor = st.one_of(st.integers(0, 9000), st.floats(0.001, 500), st.just(0))
    return [laid(draw, numbers(draw, factor, length)) for _ in range(2)]


def _mix_bridge(draw: DrawFn) -> Args:
    length = draw(st.integers(1, 6))
    lists = [count(), st.one_of(share(), st.just(0)), count(), st.one_of(share(), st.just(0))]
    return [column(numbers(draw, each, length)) for each in lists]


def _series(draw: DrawFn, length: int) -> list[Any]:
    value = st.one_of(st.integers(-50, 50), st.floats(-1e4, 1e4), st.integers(0, 3))
    return numbers(draw, value, length)


def _correlate(draw: DrawFn) -> Args:
    length, activities = draw(st.integers(4, 24)), draw(st.integers(1, 3))
    columns = [_series(draw, length) for _ in range(activities)]
    result = _series(draw, length)
    table = [list(row) for row in zip(*columns, strict=True)]
    return some(draw, [table, column(result), draw(st.integers(0, 5))], 2)


def _experiment(draw: DrawFn) -> Args:
    (entered_a, advanced_a), (entered_b, advanced_b) = learnt(draw, 2)
    return [entered_a, advanced_a, entered_b, advanced_b]


def _finish(draw: DrawFn) -> Args:
    target = draw(st.one_of(count(400), st.floats(1, 400)))
    return [draw(count(400)), draw(st.floats(0, 1)) * target, target]


SENSIBLE: Mapping[str, Callable[[DrawFn], Args]] = {
    "FUNNEL_REQUIRED": _required,
    "FUNNEL_FORECAST": _forecast,
    "FUNNEL_PROBABILITY": _probability,
    "FUNNEL_CUSTOMERS": lambda draw: some(draw, [draw(money()), draw(money()), *_base(draw)], 2),
    "FUNNEL_CUSTOMERS_FOR_PROFIT": _for_profit,
    "FUNNEL_SPREAD": lambda draw: [
        draw(count(10**9)),
        laid(draw, numbers(draw, st.one_of(st.integers(0, 9), share()), draw(st.integers(1, 14)))),
    ],
    "FUNNEL_SCHEDULE": _schedule,
    "FUNNEL_WINS": lambda draw: [
        laid(draw, numbers(draw, st.floats(0, 500), draw(st.integers(1, 14)))),
        laid(draw, parts(draw, draw(st.integers(1, 6)))),
        draw(share()),
    ],
    "FUNNEL_CAPACITY": lambda draw: some(
        draw,
        [
            laid(draw, numbers(draw, st.integers(0, 9), draw(st.integers(1, 14)))),
            draw(st.floats(0, 90)),
            column(numbers(draw, share(), draw(st.integers(1, 5)))),
        ],
        2,
    ),
    "FUNNEL_EXPECTED": _expected,
    "FUNNEL_PACE": lambda draw: some(
        draw, [draw(count(300)), draw(st.floats(0, 300)), draw(st.floats(0.001, 0.49))], 2
    ),
    "FUNNEL_FINISH": _finish,
    "FUNNEL_RATES": _rates,
    "FUNNEL_SHRINK": _shrink,
    "FUNNEL_MIX": _mix,
    "FUNNEL_ALLOCATE": _allocate,
    "FUNNEL_SPEND_FOR": lambda draw: some(
        draw, [draw(st.floats(0, 900)), *numbers(draw, st.floats(1, 999), 2), draw(share())], 3
    ),
    "FUNNEL_ROI": lambda draw: [draw(st.floats(-1e6, 1e6)), draw(money())],
    "FUNNEL_CAC": lambda draw: [draw(money()), draw(count())],
    "FUNNEL_PAYBACK": lambda draw: [draw(money()), draw(money()), draw(share())],
    "FUNNEL_LTV": lambda draw: [draw(money()), draw(share()), draw(share())],
    "FUNNEL_BRIDGE": _factors,
    "FUNNEL_MIX_BRIDGE": _mix_bridge,
    "FUNNEL_SENSITIVITY": lambda draw: some(
        draw,
        [
            learnt(draw, draw(st.integers(1, 6)), draw(st.sampled_from([0, 1, 1, 1]))),
            draw(money()),
            draw(money()),
            draw(st.floats(0.5, 0.999)),
        ],
        2,
    ),
    "FUNNEL_LEVERS": lambda draw: some(
        draw,
        [draw(st.floats(0, 900)), draw(share()), draw(money()), draw(money()), draw(share())],
        4,
    ),
    "FUNNEL_XMR": lambda draw: [laid(draw, _series(draw, draw(st.integers(2, 24))))],
    "FUNNEL_TREND": lambda draw: some(
        draw, [laid(draw, _series(draw, draw(st.integers(3, 24)))), draw(st.floats(0.01, 0.4))], 1
    ),
    "FUNNEL_CORRELATE": _correlate,
    "FUNNEL_EXPERIMENT": _experiment,
    "FUNNEL_SAMPLE_SIZE": lambda draw: some(
        draw,
        [draw(share()), draw(st.floats(-0.9, 2)), draw(st.floats(0.001, 0.4)), draw(share())],
        2,
    ),
}
"""How a call that makes sense is drawn, for every function of the catalog."""


@st.composite
def calls(draw: DrawFn, function: str) -> Args:
    """Draw the arguments of a call: as they make sense, or with up to three things done to them."""
    args = SENSIBLE[function](draw)
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 1, 2, 3]))):
        args = _harmed(draw, args, draw(st.sampled_from(HARM)))
    return args


def _harmed(draw: DrawFn, args: Args, harm: str) -> Args:
    if harm == "more":
        return [*args, draw(st.one_of(STRANGE, SIZES))]
    if not args:
        return args
    at = draw(st.integers(0, len(args) - 1))
    if harm == "left out":
        return [*args[:at], None, *args[at + 1 :]]
    return [*args[:at], _changed(draw, args[at], harm), *args[at + 1 :]]


def _changed(draw: DrawFn, argument: Any, harm: str) -> Any:
    """Do something to one argument: to one of its cells, or to its shape."""
    rows = argument if isinstance(argument, list) else [[argument]]
    height, width = len(rows), len(rows[0])
    if harm in ("strange", "size", "scaled"):
        row, column_ = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 1))
        rows = [list(each) for each in rows]
        cell = rows[row][column_]
        if harm == "scaled":
            number = cell if isinstance(cell, (int, float)) else 1
            rows[row][column_] = number * draw(st.sampled_from([-1, 0.1, 3, 1e3, 1e9, 1e-9]))
        else:
            rows[row][column_] = draw(STRANGE if harm == "strange" else SIZES)
    elif harm == "blank ends":
        before, after = draw(st.integers(0, 2)), draw(st.integers(0, 2))
        blank = [draw(st.sampled_from([None, ""]))] * width
        rows = [*[blank] * before, *rows, *[blank] * after]
    elif harm == "turned":
        rows = [list(each) for each in zip(*rows, strict=True)]
    elif harm == "cut":
        rows = rows[: draw(st.integers(1, height))]
    else:
        rows = [*rows, *rows]
    return rows if isinstance(argument, list) or len(rows) * len(rows[0]) > 1 else rows[0][0]
