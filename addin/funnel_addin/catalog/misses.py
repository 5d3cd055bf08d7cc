"""Functions on misses and levers: what explains the difference, and what to improve first."""

from __future__ import annotations

from funnel_addin.catalog.kinds import Argument, Kind, WorksheetFunction
from funnel_core import bridge, levers, required

__all__ = ["MISSES"]

MISSES: tuple[WorksheetFunction, ...] = (
    WorksheetFunction(
        "FUNNEL_BRIDGE",
        "What each factor explains of a difference between plan and actual, adding up exactly",
        (
            Argument(
                "plan",
                Kind.LIST,
                "Planned factors whose product is the result: volume, rates, value",
                core=bridge.factor_bridge,
                group="factors",
            ),
            Argument(
                "actual",
                Kind.LIST,
                "What became of each factor, in the same order",
                core=bridge.factor_bridge,
                group="factors",
            ),
        ),
        "[[[10000],[0.05],[200]], [[9000],[0.045],[210]]]",
        "a number per factor in the unit of their product, lying as the plan lies",
        core=(bridge.factor_bridge,),
    ),
    WorksheetFunction(
        "FUNNEL_MIX_BRIDGE",
        "How much of a difference in results came of volume, of the mix of channels, and of their "
        "rates",
        (
            Argument(
                "plan_volumes",
                Kind.LIST,
                "Records planned for each channel",
                core=bridge.mix_bridge,
                group="channels",
            ),
            Argument(
                "plan_rates",
                Kind.LIST,
                "The share of each channel's records that was to convert; 0 where none was",
                core=bridge.mix_bridge,
                group="channels",
            ),
            Argument(
                "actual_volumes",
                Kind.LIST,
                "Records that each channel had",
                core=bridge.mix_bridge,
                group="channels",
            ),
            Argument(
                "actual_rates",
                Kind.LIST,
                "The share of each channel's records that converted; 0 where none did",
                core=bridge.mix_bridge,
                group="channels",
            ),
        ),
        "[[[600],[400]], [[0.1],[0.05]], [[400],[600]], [[0.11],[0.06]]]",
        "one row, in records: volume, mix, rate",
        core=(bridge.mix_bridge,),
    ),
    WorksheetFunction(
        "FUNNEL_SENSITIVITY",
        "Which rate to know better, or improve, first: the result at either end of the interval of "
        "each step's rate, all else as planned",
        (
            Argument(
                "counts",
                Kind.COUNTS,
                "Two columns, a row per step, top of the funnel first: records that entered, "
                "records that advanced",
            ),
            Argument(
                "target",
                Kind.NUMBER,
                "What the plan is made for: records won, or money",
                core=levers.step_swings,
            ),
            Argument(
                "value",
                Kind.NUMBER,
                "Money that one won record brings. It changes nothing, since the answer is in the "
                "target's unit; it is here so that a plan made with a value, as in "
                "FUNNEL_REQUIRED, can hand it over",
                core=required.needed_wins,
                optional=True,
                default="none",
            ),
            Argument(
                "confidence",
                Kind.NUMBER,
                "Of each interval (Wilson's), such as 95%",
                core=levers.step_swings,
                optional=True,
                default="95%",
            ),
        ),
        "[[[1000, 470],[40, 10]], 1000000]",
        "a row per step, in the target's unit: low, high, swing",
        core=(levers.step_swings,),
    ),
    WorksheetFunction(
        "FUNNEL_LEVERS",
        "What each of the four ways to more is worth a year, for the same relative change",
        (
            Argument(
                "customers",
                Kind.NUMBER,
                "New customers won in a year",
                core=levers.lever_gains,
            ),
            Argument(
                "retention",
                Kind.NUMBER,
                "The share of customers that stays from one year to the next, such as 80%",
                core=levers.lever_gains,
            ),
            Argument(
                "value",
                Kind.NUMBER,
                "Money that one purchase brings",
                core=levers.lever_gains,
            ),
            Argument(
                "purchases",
                Kind.NUMBER,
                "Purchases of one customer in a year",
                core=levers.lever_gains,
            ),
            Argument(
                "change",
                Kind.NUMBER,
                "By how much of itself each is raised: 10% raises a retention of 80% to 88%",
                core=levers.lever_gains,
                optional=True,
                default="10%",
            ),
        ),
        "[100, 0.8, 250, 4]",
        "one row, in money a year: the gain from customers, retention, value, purchases",
        core=(levers.lever_gains,),
    ),
)
