"""Rates and volumes with their intervals, drawn as small bars of characters."""

from __future__ import annotations

import math
from collections.abc import Sequence

from funnel_core.model import Interval

__all__ = ["WIDEST", "Scale", "cut", "days", "number", "share", "wrapped"]

WIDEST = 100
"""No line on the terminal is wider than that, unless a person's own names are."""

FAINT, REACH, POINT, CAME, LEFT, RIGHT = "·", "─", "●", "◆", "├", "┤"
STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
NAME = 26


class Scale:
    """A line from 0 to a round number, on which intervals are drawn.

    Args:
        ends: the largest numbers to be drawn; those that are too wide are cut at the end.
        width: characters, from 10 up.
        most: what the scale never goes beyond, such as 1 for shares.

    >>> scale = Scale([0.36], 20, most=1)
    >>> scale.drawn(0.2, Interval(0.1, 0.35, 0.95))
    '·····├────●──────┤··'
    """

    def __init__(self, ends: Sequence[float], width: int, most: float = math.inf) -> None:
        self.width, self.end = width, min(_round_up(max(ends, default=0.0)), most)

    def drawn(self, middle: float, interval: Interval, happened: float | None = None) -> str:
        """Draw an interval, the estimate in it, and what happened where that is known."""
        low, at, high = map(self._column, (interval.low, middle, interval.high))
        cells = [REACH if low <= column <= high else FAINT for column in range(self.width)]
        cells[low], cells[high] = LEFT, RIGHT
        cells[at] = POINT
        if happened is not None:
            cells[self._column(happened)] = CAME
        return "".join(cells)

    def _column(self, value: float) -> int:
        place = value / self.end * (self.width - 1) if self.end else 0.0
        return max(0, min(self.width - 1, round(place)))


def _round_up(value: float) -> float:
    """Give the next round number.

    >>> _round_up(0.36), _round_up(17), _round_up(0)
    (0.4, 20.0, 0.0)
    """
    if not value > 0 or not math.isfinite(value):
        return 0.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(float(f"{step * power:.6g}") for step in STEPS if step * power >= value * 0.999999)


def share(value: float | None) -> str:
    """Show a share with as many digits as tell it from others of its size.

    >>> share(0.2412), share(0.00312), share(0.99999), share(1.0), share(None)
    ('24.1%', '0.31%', '>99.9%', '100%', '–')
    """
    if value is None:
        return "–"
    if value in (0.0, 1.0):
        return f"{value * 100:.0f}%"
    percent = value * 100
    if 99.95 <= percent < 100:
        return ">99.9%"
    if abs(percent) >= 1:
        return f"{percent:.1f}%"
    return f"{percent:.2f}%" if abs(percent) >= 0.005 else f"{percent:.1g}%"


def number(value: float) -> str:
    """Show an expected number: with a decimal while it is small.

    >>> number(3.25), number(1234.5), number(3.0), number(-1e-9)
    ('3.2', '1,234', '3', '0.0')
    """
    whole = abs(value) >= 100 or value == round(value)
    # the sum with 0 takes the sign from a zero
    return f"{value:,.0f}" if whole else f"{round(value, 1) + 0.0:,.1f}"


def days(value: float | None, beyond: str = "–") -> str:
    """Show a lag.

    >>> days(0), days(1), days(40), days(None)
    ('the same day', '1 day', '40 days', '–')
    """
    if value is None:
        return beyond
    whole = round(value)
    if not whole:
        return "the same day"
    return f"{whole:,} day" + ("" if whole == 1 else "s")


def cut(name: str, longest: int = NAME) -> str:
    """Show a name on a line of a table: what is too long ends in an ellipsis.

    >>> cut("Marketing Qualified Lead (2023)", 24)
    'Marketing Qualified Lea…'
    """
    shown = "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in name
    )
    return shown if len(shown) <= longest else f"{shown[: longest - 1].rstrip()}…"


def wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """Break a sentence into lines that fit.

    >>> wrapped("a b", "• ")
    ['• a b']
    """
    import textwrap

    return textwrap.wrap(
        cut(text, 5000),
        WIDEST,
        initial_indent=first,
        subsequent_indent=" " * len(first) if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
