"""Units and bounds, each in one place, and the decimals of a number as it was typed."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from funnel_core.bounds import Quantity, is_number, listed, show, told
from funnel_core.errors import InputError, OutOfRange

__all__ = [
    "LARGEST_WHOLE",
    "Alpha",
    "Amount",
    "Change",
    "Churn",
    "Coefficient",
    "Confidence",
    "Cost",
    "Count",
    "Due",
    "Factor",
    "Frequency",
    "Goal",
    "Lift",
    "Margin",
    "Money",
    "Number",
    "Pairs",
    "Periods",
    "Position",
    "Quantity",
    "Rate",
    "Records",
    "Reps",
    "Shape",
    "Share",
    "Weight",
    "as_float",
    "as_meant",
    "as_typed",
    "is_computed",
    "is_number",
    "listed",
    "round_up",
    "show",
    "told",
    "whole_weights",
]

LARGEST_WHOLE = 2**53
"""The largest whole number up to which a cell (a double) holds every whole number."""

TYPED_DECIMALS = 4
COMPUTED_TOLERANCE = Fraction(1, 10**9)
CELL_DIGITS = 15


OR_MORE = "write 0 or more"

RATE = Quantity(
    "a share above 0 and up to 1",
    "shares above 0 and up to 1",
    above=0,
    at_most=1,
    cure="write a share such as 47% or 0.47",
)
MARGIN = Quantity(
    "a share above 0 and up to 1",
    "shares above 0 and up to 1",
    above=0,
    at_most=1,
    cure="write the share that is left after the cost of what was sold; with none, a cost is never "
    "paid back",
)
CHURN = Quantity(
    "a share above 0 and up to 1",
    "shares above 0 and up to 1",
    above=0,
    at_most=1,
    cure="write the share of customers that leaves in each period; those who never leave have no "
    "finite value",
)
CONFIDENCE = Quantity(
    "a share strictly between 0 and 1",
    "shares strictly between 0 and 1",
    above=0,
    below=1,
    cure="write a share such as 80% or 0.8",
)
COUNT = Quantity(
    "a whole number from 0 up",
    "whole numbers from 0 up",
    at_least=0,
    at_most=LARGEST_WHOLE,
    whole=True,
    cure="count whole records, up to 2^53",
)
MONEY = Quantity(
    "an amount of money above 0",
    "amounts of money above 0",
    above=0,
    cure="write an amount above 0",
)
AMOUNT = Quantity("an amount of money", "amounts of money")
COST = Quantity(
    "an amount of money from 0 up", "amounts of money from 0 up", at_least=0, cure=OR_MORE
)
GOAL = Quantity(
    "a number of records, or an amount of money, above 0",
    "numbers above 0",
    above=0,
    cure="write what must be reached",
)
SHAPE = Quantity(
    "a number above 0 and up to 1000",
    "numbers above 0 and up to 1000",
    above=0,
    at_most=1000,
    cure="write 1 where it is not known",
)
WEIGHT = Quantity("a number from 0 up", "numbers from 0 up", at_least=0, cure=OR_MORE)
FACTOR = Quantity("a number from 0 up", "numbers from 0 up", at_least=0, cure=OR_MORE)
FREQUENCY = Quantity(
    "a number above 0", "numbers above 0", above=0, cure="write a number such as 1 or 0.5"
)
DUE = Quantity("a number from 0 up", "numbers from 0 up", at_least=0, cure=OR_MORE)
RECORDS = Quantity(
    "a number of records from 0 up", "numbers of records from 0 up", at_least=0, cure=OR_MORE
)
REPS = Quantity("a number of reps from 0 up", "numbers of reps from 0 up", at_least=0, cure=OR_MORE)
SHARE = Quantity(
    "a share from 0 to 1",
    "shares from 0 to 1",
    at_least=0,
    at_most=1,
    cure="write a share such as 47% or 0.47",
)
ALPHA = Quantity(
    "a share above 0 and below 0.5",
    "shares above 0 and below 0.5",
    above=0,
    below=0.5,
    cure="write a share such as 5% or 0.05",
)
LIFT = Quantity(
    "a relative change above -1, such as 0.1 for 10% more",
    "relative changes above -1",
    above=-1,
    cure="no rate falls by all of itself or more; write -10% or -0.1 for 10% less",
)
CHANGE = Quantity(
    "a relative change from 0 up, such as 0.1 for 10% more",
    "relative changes from 0 up",
    at_least=0,
    cure="write 10% or 0.1 for 10% more",
)
NUMBER = Quantity("a number", "numbers")
COEFFICIENT = Quantity(
    "a number from -1 to 1",
    "numbers from -1 to 1",
    at_least=-1,
    at_most=1,
    cure="write a correlation such as 0.7",
)
PAIRS = Quantity(
    "a number of pairs from 0 up", "numbers of pairs from 0 up", at_least=0, cure=OR_MORE
)
PERIODS = Quantity(
    "a whole number of periods from 0 up",
    "whole numbers of periods from 0 up",
    at_least=0,
    whole=True,
    cure="write a whole number such as 3",
)
POSITION = Quantity(
    "a stage's number, 1 being the top",
    "stage numbers",
    at_least=1,
    whole=True,
    cure="count stages from the top: 1, 2, 3",
)

Rate = Annotated[float, RATE]
Margin = Annotated[float, MARGIN]
Churn = Annotated[float, CHURN]
Confidence = Annotated[float, CONFIDENCE]
Count = Annotated[int, COUNT]
Money = Annotated[float, MONEY]
Amount = Annotated[float, AMOUNT]
Cost = Annotated[float, COST]
Goal = Annotated[float, GOAL]
Shape = Annotated[float, SHAPE]
Weight = Annotated[float, WEIGHT]
Factor = Annotated[float, FACTOR]
Frequency = Annotated[float, FREQUENCY]
Due = Annotated[float, DUE]
Records = Annotated[float, RECORDS]
Reps = Annotated[float, REPS]
Share = Annotated[float, SHARE]
Alpha = Annotated[float, ALPHA]
Lift = Annotated[float, LIFT]
Change = Annotated[float, CHANGE]
Number = Annotated[float, NUMBER]
Coefficient = Annotated[float, COEFFICIENT]
Pairs = Annotated[float, PAIRS]
Periods = Annotated[int, PERIODS]
Position = Annotated[int, POSITION]


def as_typed(value: float | Fraction) -> Fraction:
    """Give the exact decimal that was typed: 0.7 is 7/10 and not the double nearest to it.

    >>> as_typed(0.7), as_typed(12)
    (Fraction(7, 10), Fraction(12, 1))
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, numbers.Integral):
        return Fraction(int(value))
    if not math.isfinite(value):
        raise OutOfRange(f"expected a finite number; got {value}")
    # str() writes the fewest digits that tell the number apart, among numpy's shorter ones too
    return Fraction(int(value)) if value == int(value) else Fraction(str(value))


def as_meant(value: float | Fraction) -> Fraction:
    """Give an amount or a weight at the 15 digits that a cell holds of what is typed.

    A fraction with more digits than that was computed: =800000*1.1 is 880000.0000000001 as a
    double, and 880000 was meant. Whole numbers are exact.

    >>> as_meant(800000 * 1.1), as_meant(0.25)
    (Fraction(880000, 1), Fraction(1, 4))
    """
    exact = as_typed(value)
    if exact.denominator == 1 or isinstance(value, Fraction):
        return exact
    digits = f"{float(exact):.{CELL_DIGITS}g}"
    return exact if float(digits) == float(exact) else Fraction(digits)


def as_float(numerator: int | Fraction | Decimal, denominator: int = 1) -> float:
    """Give the double nearest to an exact number, or to a quotient of whole numbers.

    Raises:
        OutOfRange: the quotient is larger than a cell can hold.

    >>> as_float(Fraction(1, 3)), as_float(10**400, 10**399)
    (0.3333333333333333, 10.0)
    """
    try:
        nearest = float(numerator if denominator == 1 else numerator / denominator)
    except OverflowError:
        nearest = math.inf  # as a Decimal gives it
    if math.isinf(nearest):
        raise OutOfRange(
            "the answer must stay below 1.8e+308, the largest number a cell can hold; "
            "check the numbers"
        )
    return nearest


def whole_weights(weights: Iterable[Weight]) -> tuple[int, ...]:
    """Give weights as whole numbers in exactly the same proportions, from their typed decimals.

    Raises:
        InputError: no weights.
        OutOfRange: a negative weight, or weights that are all 0.

    >>> whole_weights([0.1, 0.25, 1])
    (2, 5, 20)
    """
    weights = listed("weights", weights, WEIGHT.plural)
    if not weights:
        raise InputError("'weights' must hold a number for each period; got none")
    WEIGHT.check_each("weights", weights)
    typed = [as_meant(weight) for weight in weights]
    scale = math.lcm(*{weight.denominator for weight in typed})
    whole = tuple(weight.numerator * (scale // weight.denominator) for weight in typed)
    if not any(whole):
        raise OutOfRange("'weights' must not all be 0: write a weight above 0 in one period")
    return whole


def is_computed(value: float | Fraction) -> bool:
    """Tell whether a rate or value has more than four decimals, as =1/3 in a cell has.

    >>> is_computed(0.4751), is_computed(1 / 3)
    (False, True)
    """
    scaled = as_typed(value) * 10**TYPED_DECIMALS
    return bool(scaled.denominator != 1)


def round_up(quotient: Fraction, computed: bool = False) -> int:
    """Round up to a whole number, exactly.

    Where a `computed` number (more than four decimals) took part, a quotient at most 1e-9 of
    itself above a whole number is that whole number: 100 ÷ (1/3 in a cell) is 300, not 301.

    >>> round_up(Fraction(21) / as_typed(0.7)), round_up(100 / as_typed(1 / 3), computed=True)
    (30, 300)
    """
    below = math.floor(quotient)
    if quotient == below or (computed and quotient - below <= COMPUTED_TOLERANCE * quotient):
        return below
    return below + 1
