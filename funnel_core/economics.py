"""What a customer costs and brings, and what marketing returns: the ratios."""

from __future__ import annotations

from funnel_core.errors import OutOfRange
from funnel_core.quantities import (
    AMOUNT,
    CHURN,
    COST,
    COUNT,
    MARGIN,
    MONEY,
    SHARE,
    Amount,
    Churn,
    Cost,
    Count,
    Margin,
    Money,
    Share,
    as_float,
    as_typed,
)

__all__ = ["acquisition_cost", "lifetime_value", "marketing_roi", "payback_time"]


def marketing_roi(incremental_margin: Amount, cost: Money) -> float:
    """Give the return on a marketing cost, as a share of it.

    Args:
        incremental_margin: money left of the sales that would not have been made otherwise, after
            the cost of what was sold (not their revenue); below 0 where it lost money.
        cost: money spent, above 0.

    Returns:
        A share: 3 is 300 %; −1 is all of it lost.

    Raises:
        OutOfRange: a cost at or below 0.

    Formula: (incremental margin − cost) ÷ cost, on the decimals as typed.

    Source: definition.

    >>> marketing_roi(200_000, 50_000)
    3.0
    """
    AMOUNT.check("incremental_margin", incremental_margin)
    MONEY.check("cost", cost)
    return as_float(as_typed(incremental_margin) / as_typed(cost) - 1)


def acquisition_cost(cost: Cost, customers: Count) -> float:
    """Give what it cost to win one customer (CAC).

    Args:
        cost: all that was spent on winning them, from 0 up.
        customers: new customers won with it, a whole number from 1 up.

    Returns:
        Money per new customer.

    Raises:
        OutOfRange: nobody was won, so that there is nobody to divide the cost by; or numbers out of
            bounds.

    Formula: cost ÷ customers, on the decimals as typed.

    Source: definition.

    >>> acquisition_cost(50_000, 100)
    500.0
    """
    COST.check("cost", cost)
    COUNT.check("customers", customers)
    if customers == 0:
        raise OutOfRange(
            "'customers' must be from 1 up, a cost per customer needs customers; got 0: count over "
            "a longer time"
        )
    return as_float(as_typed(cost) / int(customers))


def payback_time(cac: Cost, value: Money, margin: Margin) -> float:
    """Give how long a customer takes to bring in what it cost to win.

    Args:
        cac: money that one new customer costs, from 0 up.
        value: money that a customer brings per period (month), above 0.
        margin: the share of it that is left after the cost of what was sold, above 0.

    Returns:
        A number of periods: months where `value` is per month. A cost of 0 is paid back at once.

    Raises:
        OutOfRange: a value or margin at or below 0 (the cost is never paid back).

    Formula: cac ÷ (value × margin), on the decimals as typed.

    Source: definition.

    >>> payback_time(500, 50, 0.8)
    12.5
    """
    COST.check("cac", cac)
    MONEY.check("value", value)
    MARGIN.check("margin", margin)
    return as_float(as_typed(cac) / (as_typed(value) * as_typed(margin)))


def lifetime_value(value: Cost, margin: Share, churn: Churn) -> float:
    """Give the margin that a customer brings until it leaves (LTV).

    Args:
        value: money that a customer brings per period (month), from 0 up.
        margin: the share of it that is left after the cost of what was sold; 1 where `value` is a
            margin already.
        churn: the share of customers that leaves in each such period, above 0.

    Returns:
        Money per customer.

    Raises:
        OutOfRange: a churn of 0 (customers who never leave have no finite value); numbers out of
            bounds.

    Formula: value × margin ÷ churn, on the decimals as typed: the sum of a geometric series, each
    period's margin counted for those who entered it, nothing discounted.

    Source: definition.

    >>> round(lifetime_value(50, 0.8, 0.03), 2)
    1333.33
    """
    COST.check("value", value)
    SHARE.check("margin", margin)
    CHURN.check("churn", churn)
    return as_float(as_typed(value) * as_typed(margin) / as_typed(churn))
