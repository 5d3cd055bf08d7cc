"""Functions on rates and channels: how well each converts, and what to spend where."""

from __future__ import annotations

from funnel_addin.catalog.kinds import Argument, Kind, WorksheetFunction
from funnel_core import rates

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
    ),
)
