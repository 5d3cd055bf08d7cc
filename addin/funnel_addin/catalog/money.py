"""Functions on money: what a customer costs and brings."""

from __future__ import annotations

from funnel_addin.catalog.kinds import Argument, Kind, WorksheetFunction
from funnel_core import economics

__all__ = ["MONEY"]

MONEY: tuple[WorksheetFunction, ...] = (
    WorksheetFunction(
        "FUNNEL_ROI",
        "The return on a marketing cost, as a share of it",
        (
            Argument(
                "incremental_margin",
                Kind.NUMBER,
                "Margin, not revenue, of the sales that would not have been made otherwise; below "
                "0 where they lost money",
                core=economics.marketing_roi,
            ),
            Argument("cost", Kind.NUMBER, "Money spent", core=economics.marketing_roi),
        ),
        "[200000, 50000]",
        "a share: 3 is 300%",
        core=(economics.marketing_roi,),
    ),
    WorksheetFunction(
        "FUNNEL_CAC",
        "What it cost to win one customer",
        (
            Argument(
                "cost",
                Kind.NUMBER,
                "All that was spent on winning the customers",
                core=economics.acquisition_cost,
            ),
            Argument(
                "customers",
                Kind.NUMBER,
                "New customers won with it, a whole number",
                core=economics.acquisition_cost,
            ),
        ),
        "[50000, 100]",
        "money per customer",
        core=(economics.acquisition_cost,),
    ),
    WorksheetFunction(
        "FUNNEL_PAYBACK",
        "How long a customer takes to bring in what it cost to win",
        (
            Argument(
                "cac",
                Kind.NUMBER,
                "What it costs to win one new customer",
                core=economics.payback_time,
            ),
            Argument(
                "value",
                Kind.NUMBER,
                "Money that a customer brings per month",
                core=economics.payback_time,
            ),
            Argument(
                "margin",
                Kind.NUMBER,
                "The share of it left after the cost of what was sold, such as 80%",
                core=economics.payback_time,
            ),
        ),
        "[500, 50, 0.8]",
        "a number of months (or of the periods that the value is per)",
        core=(economics.payback_time,),
    ),
    WorksheetFunction(
        "FUNNEL_LTV",
        "The margin that a customer brings until it leaves",
        (
            Argument(
                "value",
                Kind.NUMBER,
                "Money that a customer brings per month",
                core=economics.lifetime_value,
            ),
            Argument(
                "margin",
                Kind.NUMBER,
                "The share of it left after the cost of what was sold, such as 80%; 1 where the "
                "value is a margin already",
                core=economics.lifetime_value,
            ),
            Argument(
                "churn",
                Kind.NUMBER,
                "The share of customers that leaves in a month, such as 3%",
                core=economics.lifetime_value,
            ),
        ),
        "[50, 0.8, 0.03]",
        "money per customer",
        core=(economics.lifetime_value,),
    ),
)
