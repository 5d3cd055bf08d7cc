"""Functions on rates and channels: how well each converts, and what to spend where."""

from __future__ import annotations

from funnel_addin.catalog.kinds import Argument, Kind, WorksheetFunction
from funnel_core import channels, rates, response, shrinkage

__all__ = ["CHANNELS"]

CHANNELS: tuple[WorksheetFunction, ...] = (
    WorksheetFunction(
        "FUNNEL_RATES",
        "The conversion rates between stages, from the records that entered each",
        (
            Argument(
                "volumes",
                Kind.LIST,
                "Records that entered each stage, top of the funnel first",
                core=rates.conversion_rates,
            ),
            Argument(
                "confidence",
                Kind.NUMBER,
                "A share such as 95%: columns low, rate, high (Wilson's interval)",
                core=rates.stage_rates,
                optional=True,
                default="none: the rates alone",
            ),
        ),
        "[[[6400, 3008, 1143, 800]]]",
        "a rate per step, lying as the volumes lie; with a confidence a row per step",
        core=(rates.conversion_rates, rates.stage_rates),
    ),
    WorksheetFunction(
        "FUNNEL_SHRINK",
        "Each channel's conversion rate, drawn towards the family's where its counts are small",
        (
            Argument(
                "entered",
                Kind.LIST,
                "Records that entered the step in each channel",
                core=shrinkage.shrunk_rates,
                group="counts",
            ),
            Argument(
                "advanced",
                Kind.LIST,
                "How many of them advanced",
                core=shrinkage.shrunk_rates,
                group="counts",
            ),
        ),
        "[[[493], [40], [900], [210]], [[15], [9], [101], [30]]]",
        "a rate per channel, lying as the records that entered lie",
        core=(shrinkage.shrunk_rates, shrinkage.rate_family),
    ),
    WorksheetFunction(
        "FUNNEL_MIX",
        "The volumes that each channel needs at each stage to reach a target together",
        (
            Argument(
                "target",
                Kind.NUMBER,
                "Whole records of the last stage, all channels together",
                core=channels.channel_volumes,
            ),
            Argument(
                "shares",
                Kind.LIST,
                "The share of the target that each channel brings. They must add to 1 to within "
                "0.000001: write thirds as =1/3, not 0.333",
                core=channels.channel_volumes,
                group="channels",
            ),
            Argument(
                "rates",
                Kind.ROWS,
                "A column per channel with its conversion rates, top of the funnel first; blank: "
                "the channel has no such step",
                core=channels.channel_volumes,
                group="channels",
                blank=1.0,
            ),
        ),
        "[100, [[0.75, 0.25]], [[0.1, 0.2], [0.5, 0.4]]]",
        "whole numbers, a row per stage and a column per channel",
        core=(channels.channel_volumes,),
    ),
    WorksheetFunction(
        "FUNNEL_ALLOCATE",
        "The split of a budget over channels that brings the most, with diminishing returns",
        (
            Argument(
                "budget",
                Kind.NUMBER,
                "Money to spend on all channels together",
                core=response.allocated_spend,
            ),
            Argument(
                "ceiling",
                Kind.LIST,
                "The most that each channel could ever bring, however much is spent on it, in one "
                "unit for all: leads, wins, revenue",
                core=response.allocated_spend,
                group="curves",
            ),
            Argument(
                "half",
                Kind.LIST,
                "For each channel the spend that brings half of its ceiling",
                core=response.allocated_spend,
                group="curves",
            ),
            Argument(
                "shape",
                Kind.LIST,
                "How returns begin. 1, the usual: they fall from the first unit of money on; above "
                "1: a slow start, then steep (S-shaped); below 1: very steep first units. One "
                "number for all, or one per channel",
                core=response.allocated_spend,
                optional=True,
                default="1 for every channel",
                group="curves",
                single=True,
            ),
        ),
        "[10000, [[100], [60], [25]], [[5000], [4000], [500]]]",
        "an amount of money per channel, lying as the ceilings lie",
        core=(response.allocated_spend,),
    ),
    WorksheetFunction(
        "FUNNEL_SPEND_FOR",
        "The spend on one channel that buys a result, with diminishing returns",
        (
            Argument(
                "result",
                Kind.NUMBER,
                "What the channel must bring, in the unit of the ceiling",
                core=response.needed_spend,
            ),
            Argument(
                "ceiling",
                Kind.NUMBER,
                "The most that the channel could ever bring, however much is spent on it",
                core=response.needed_spend,
            ),
            Argument(
                "half",
                Kind.NUMBER,
                "The spend that brings half of the ceiling",
                core=response.needed_spend,
            ),
            Argument(
                "shape",
                Kind.NUMBER,
                "How returns begin. 1, the usual: they fall from the first unit of money on; above "
                "1: a slow start, then steep (S-shaped); below 1: very steep first units",
                core=response.needed_spend,
                optional=True,
                default="1",
            ),
        ),
        "[80, 100, 5000]",
        "an amount of money",
        core=(response.needed_spend,),
    ),
)
