"""New customers for a goal in revenue or profit, on top of what the retained base brings."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from funnel_core.errors import OutOfRange
from funnel_core.quantities import (
    AMOUNT,
    COST,
    COUNT,
    FREQUENCY,
    LARGEST_WHOLE,
    MONEY,
    RATE,
    SHARE,
    Amount,
    Cost,
    Count,
    Frequency,
    Money,
    Rate,
    Share,
    as_meant,
    as_typed,
    is_computed,
    round_up,
    show,
)

__all__ = ["customers_for_profit", "customers_for_revenue"]

ROUNDED = Fraction(1, 10**14)
"""What a few numbers computed in cells (=2/3) can be off by together, as a part of the largest."""


def customers_for_revenue(
    revenue: Cost,
    value: Money,
    purchases: Frequency = 1,
    existing: Count = 0,
    retention: Share = 1,
    share_of_year: Rate | None = None,
) -> int:
    """Count the new customers that a year's revenue takes, on top of the retained base.

    Args:
        revenue: money that the year must bring, from 0 up.
        value: money that one purchase brings.
        purchases: purchases of one customer in a year.
        existing: customers at the start of the year, a whole number.
        retention: the share of them that stays.
        share_of_year: the part of the year that a new customer is there for; none: ½ (won evenly
            over the year) where there is a base, 1 where there is none.

    Returns:
        A whole number of customers, rounded up; 0 where the base alone reaches the revenue.

    Raises:
        OutOfRange: a number out of its bounds, or more customers than a cell can hold (2^53).

    Formula: ceil((revenue − existing·retention·purchases·value) ÷ (purchases·value·share_of_year)),
    ceil rounding up, on the decimals as typed; where one of value, purchases, retention and
    share_of_year has more than four decimals, a quotient at most 1e-9 of itself above a whole
    number is that number.

    Source: definition: the retained base buys all year, a new customer for its share of the year.

    >>> customers_for_revenue(1_000_000, 250, 4, existing=800, retention=0.8)
    720
    >>> customers_for_revenue(1_000_000, 250, 4, existing=800, retention=0.8, share_of_year=1)
    360
    >>> customers_for_revenue(1_000_000, 250, 4)
    1000
    """
    COST.check("revenue", revenue)
    base = _Base.of(value, purchases, existing, retention, share_of_year)
    goal = as_meant(revenue)
    return _customers(goal, base.retained, base.new, base.computed)


def customers_for_profit(
    profit: Amount,
    fixed_cost: Cost,
    margin: Rate,
    value: Money,
    cac: Cost,
    purchases: Frequency = 1,
    existing: Count = 0,
    retention: Share = 1,
    share_of_year: Rate | None = None,
) -> int:
    """Count the new customers that a year's profit takes, on top of the retained base.

    Args:
        profit: money that must be left over; 0 to break even, below 0 for a loss not to exceed.
        fixed_cost: what the year costs however many customers there are.
        margin: the share of revenue that is left after the cost of what was sold.
        value: money that one purchase brings.
        cac: what it costs to win one new customer.
        purchases: purchases of one customer in a year.
        existing: customers at the start of the year, a whole number.
        retention: the share of them that stays.
        share_of_year: the part of the year that a new customer is there for; none: ½ (won evenly
            over the year) where there is a base, 1 where there is none.

    Returns:
        A whole number of customers, rounded up; 0 where the base alone reaches the profit, whatever
        a new customer costs.

    Raises:
        OutOfRange: the goal is infeasible, a new customer costing no less than the margin brought
            within the year; a number out of its bounds; more customers than a cell can hold.

    Formula: ceil((profit + fixed_cost − margin·existing·retention·purchases·value) ÷
    (margin·purchases·value·share_of_year − cac)), ceil rounding up, on the decimals as typed;
    where one of the shares and values has more than four decimals, a quotient at most 1e-9 of
    itself above a whole number is that number.

    Source: definition: profit is margin × revenue − fixed cost − cac × new customers.

    >>> customers_for_profit(250_000, 200_000, 0.6, 250, 100, 4, 800, 0.8)
    330
    >>> customers_for_profit(250_000, 200_000, 0.6, 250, 300, 4, 800, 0.8)
    Traceback (most recent call last):
    ...
    funnel_core.errors.OutOfRange: no number of new customers reaches this profit: each costs 300 \
to win ('cac') and brings a margin of 300 within the year ('margin' × 'value' × 'purchases' × \
'share_of_year'): lower the cost, or raise what a customer brings
    """
    AMOUNT.check("profit", profit)
    COST.check("fixed_cost", fixed_cost)
    RATE.check("margin", margin)
    COST.check("cac", cac)
    base = _Base.of(value, purchases, existing, retention, share_of_year)
    kept, cost = as_typed(margin), as_typed(cac)
    goal = as_meant(profit) + as_meant(fixed_cost)
    computed = base.computed or is_computed(margin) or is_computed(cac)
    brought = kept * base.new
    left = brought - cost
    slack = ROUNDED * brought if computed else 0
    if left <= slack:
        if goal <= kept * base.retained * (1 + (ROUNDED if computed else 0)):
            return 0
        raise OutOfRange(
            "no number of new customers reaches this profit: each costs "
            f"{show(cac)} to win ('cac') and brings a margin of {show(brought)} within the year "
            "('margin' × 'value' × 'purchases' × 'share_of_year'): lower the cost, or raise what a "
            "customer brings"
        )
    return _customers(goal, kept * base.retained, left, computed)


@dataclass(frozen=True, slots=True)
class _Base:
    """The revenue of a year in exact decimals: of the retained base, and of one new customer."""

    retained: Fraction
    new: Fraction
    computed: bool

    @classmethod
    def of(
        cls,
        value: float,
        purchases: float,
        existing: int,
        retention: float,
        share_of_year: float | None,
    ) -> _Base:
        MONEY.check("value", value)
        FREQUENCY.check("purchases", purchases)
        COUNT.check("existing", existing)
        SHARE.check("retention", retention)
        if share_of_year is None:
            share_of_year = 0.5 if existing else 1
        RATE.check("share_of_year", share_of_year)
        yearly = as_typed(value) * as_typed(purchases)
        return cls(
            int(existing) * as_typed(retention) * yearly,
            as_typed(share_of_year) * yearly,
            any(map(is_computed, (value, purchases, retention, share_of_year))),
        )


def _customers(goal: Fraction, retained: Fraction, each: Fraction, computed: bool) -> int:
    """Divide what the base leaves of the goal by what each new customer brings, rounded up.

    Where a computed number took part, the difference is only as good as the base itself: a base of
    900 × (2/3 in a cell) does not fall short of the 600 that it was meant to be.
    """
    gap = goal - retained
    if gap <= 0:
        return 0
    quotient = gap / each
    if computed:
        whole = round(quotient)
        if abs(quotient - whole) * each <= ROUNDED * retained:
            quotient = Fraction(whole)
    customers = round_up(quotient, computed)
    if customers > LARGEST_WHOLE:
        raise OutOfRange(
            f"a cell holds whole numbers up to 2^53; this goal needs {show(quotient)} new "
            "customers: check the goal and what a customer brings"
        )
    return customers
