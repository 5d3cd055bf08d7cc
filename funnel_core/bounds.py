"""What a number must keep to, and how it is said what was got instead."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeGuard, TypeVar

from funnel_core.errors import Fault, InputError, OutOfRange, cured_once

__all__ = ["Quantity", "is_number", "listed", "show", "told"]

LONGEST_TOLD = 50
STRANGE = "{}: write a number"

_Entry = TypeVar("_Entry")


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a number stands for and the bounds that it must keep.

    `above` and `below` are strict bounds, `at_least` and `at_most` are not. `plural` is how the
    bounds are put in a sentence: "shares above 0 and up to 1". `cure` says what to write instead.
    """

    one: str
    plural: str
    above: float | None = None
    at_least: float | None = None
    below: float | None = None
    at_most: float | None = None
    whole: bool = False
    cure: str = ""

    def complaint(self, value: float) -> str | None:
        """Say what is wrong with `value`, or None where nothing is."""
        if (
            not _is_finite(value)
            or (self.above is not None and value <= self.above)
            or (self.at_least is not None and value < self.at_least)
            or (self.below is not None and value >= self.below)
            or (self.at_most is not None and value > self.at_most)
            or (self.whole and value != int(value))
        ):
            return f"{show(value)}{self._hint(value)}"
        return None

    def check(self, name: str, value: float) -> None:
        """Raise `OutOfRange` unless `value` keeps the bounds.

        >>> rate = Quantity("a share up to 1", "shares", above=0, at_most=1, cure="write 47%")
        >>> rate.complaint(47)
        '47: write 47% or 0.47'
        >>> rate.check("rate", 0)
        Traceback (most recent call last):
        ...
        funnel_core.errors.OutOfRange: 'rate' must be a share up to 1; got 0: write 47%
        """
        if not is_number(value):
            raise InputError(f"'{name}' must be {self.one}; got {STRANGE.format(told(value))}")
        complaint = self.complaint(value)
        if complaint is not None:
            raise OutOfRange(f"'{name}' must be {self.one}; got {complaint}")

    def check_each(self, name: str, values: Iterable[float]) -> None:
        """Raise one error that names every entry of a list that does not keep the bounds.

        The first one decides whether it is an `OutOfRange` or, where it is no number at all, an
        `InputError`. What is to be done is told once, after the last entry that it is for.

        >>> reps = Quantity("a number", "numbers from 0 up", at_least=0, cure="write 0 or more")
        >>> reps.check_each("starters", [1, -1, 2, -3])
        Traceback (most recent call last):
        ...
        funnel_core.errors.OutOfRange: 'starters' must be numbers from 0 up; row 2 is -1; \
row 4 is -3: write 0 or more
        """
        entries = listed(name, values, self.plural)
        strange = {entry for entry, value in enumerate(entries) if not is_number(value)}
        wrong = {
            entry: said
            for entry, value in enumerate(entries)
            if (said := STRANGE.format(told(value)) if entry in strange else self.complaint(value))
        }
        if wrong:
            sayings = [f"is {said}" for said in wrong.values()]
            faults = [Fault(name, *each) for each in zip(wrong, cured_once(sayings), strict=True)]
            kind = InputError if faults[0].entry in strange else OutOfRange
            raise kind(f"'{name}' must be {self.plural}", faults)

    def _hint(self, value: float) -> str:
        if not _is_finite(value):
            return ": write a number below 1.8e+308"
        lowest = self.at_least if self.above is None else self.above
        highest = self.at_most if self.below is None else self.below
        if lowest == 0 and highest is not None and highest <= 1 and 2 <= value <= 100:
            share = value / 100
            if self.complaint(share) is None:
                return f": write {show(value)}% or {show(share)}"
        return f": {self.cure}" if self.cure else ""


def is_number(value: object) -> TypeGuard[float]:
    """Tell a number, numpy's too, from what is none; True and False are none.

    >>> is_number(0.5), is_number(True), is_number("0.5")
    (True, False, False)
    """
    return not isinstance(value, bool) and isinstance(value, (int, float, numbers.Real))


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # Python's whole numbers have no end; a cell's do
        return False


def listed(name: str, values: Iterable[_Entry], plural: str) -> list[_Entry]:
    """Read a list of any kind: a tuple, an array of numpy's, a column of pandas', a generator.

    >>> listed("rates", 0.5, "shares")
    Traceback (most recent call last):
    ...
    funnel_core.errors.InputError: 'rates' must be a list of shares; got 0.5: write [0.5]
    """
    if isinstance(values, Iterable) and not isinstance(values, (str, bytes, Mapping)):
        dimensions = getattr(values, "ndim", 1)
        if dimensions == 1:
            return list(values)
    cure = f"write [{told(values)}]" if is_number(values) else "give a list, a number an entry"
    raise InputError(f"'{name}' must be a list of {plural}; got {told(values)}: {cure}")


def told(value: object) -> str:
    """Write in a few words what was got in a number's place.

    >>> told("47%"), told([1] * 100)
    ("'47%'", '[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,…')
    """
    if is_number(value):
        return show(value)
    try:
        text = " ".join(repr(value).split())
    except ValueError:  # in it a whole number of so many digits that Python does not write it
        text = f"a {type(value).__name__}"
    return text if len(text) <= LONGEST_TOLD else f"{text[: LONGEST_TOLD - 2]}…"


def show(value: float | Fraction) -> str:
    """Write a number as a person would: 47, 0.47, 1e+20.

    >>> show(47.0), show(0.47), show(0.47 / 100)
    ('47', '0.47', '0.0047')
    """
    try:
        return f"{float(value):.15g}"
    except OverflowError:
        return "a number beyond 1.8e+308"
