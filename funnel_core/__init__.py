"""Funnel planning, calculation only: numbers in, numbers out.

No file, network, clock, random source or spreadsheet is known here.

>>> import funnel_core as fc
>>> fc.Funnel([0.5, 0.25]).plan(fc.Target(wins=100), confidence=0.8).required
(800, 400, 100)
"""

from __future__ import annotations

TYPE_CHECKING = False  # type checkers take it for true; importing typing would take longer
if TYPE_CHECKING:
    from funnel_core.bridge import MixBridge, factor_bridge, mix_bridge
    from funnel_core.capacity import team_capacity
    from funnel_core.channels import channel_volumes
    from funnel_core.confidence import confident_volumes, final_range, hit_probability
    from funnel_core.correlation import (
        Correlation,
        benjamini_hochberg,
        correlation_p,
        effective_pairs,
        lagged_correlations,
    )
    from funnel_core.customers import customers_for_profit, customers_for_revenue
    from funnel_core.economics import acquisition_cost, lifetime_value, marketing_roi, payback_time
    from funnel_core.errors import (
        CellError,
        CrmError,
        Fault,
        FunnelError,
        InputError,
        NotEnoughData,
        OutOfRange,
        SheetError,
        TemplateError,
        UnknownFunction,
        UnknownStage,
    )
    from funnel_core.experiments import Comparison, comparison, sample_size
    from funnel_core.finish import Finish, projected_finish
    from funnel_core.forecast import expected_final
    from funnel_core.levers import LeverGains, StepSwing, lever_gains, step_swings
    from funnel_core.model import (
        Counts,
        Interval,
        RateEstimate,
        RequiredVolume,
        Stage,
        Target,
        Transition,
    )
    from funnel_core.pace import expected_to_date, pace_to_date
    from funnel_core.planning import Forecast, Funnel, Plan
    from funnel_core.rates import conversion_rates, stage_rates, wilson_interval
    from funnel_core.required import exact_volumes, needed_wins, required_volumes
    from funnel_core.response import allocated_spend, needed_spend
    from funnel_core.schedule import (
        Schedule,
        expected_wins,
        open_win_rate,
        required_entries,
        spread,
    )
    from funnel_core.shrinkage import RateFamily, rate_family, shrunk_rates
    from funnel_core.trends import Trend, XmrChart, series_trend, xmr_chart

__all__ = [
    "CellError",
    "Comparison",
    "Correlation",
    "Counts",
    "CrmError",
    "Fault",
    "Finish",
    "Forecast",
    "Funnel",
    "FunnelError",
    "InputError",
    "Interval",
    "LeverGains",
    "MixBridge",
    "NotEnoughData",
    "OutOfRange",
    "Plan",
    "RateEstimate",
    "RateFamily",
    "RequiredVolume",
    "Schedule",
    "SheetError",
    "Stage",
    "StepSwing",
    "Target",
    "TemplateError",
    "Transition",
    "Trend",
    "UnknownFunction",
    "UnknownStage",
    "XmrChart",
    "acquisition_cost",
    "allocated_spend",
    "benjamini_hochberg",
    "channel_volumes",
    "comparison",
    "confident_volumes",
    "conversion_rates",
    "correlation_p",
    "customers_for_profit",
    "customers_for_revenue",
    "effective_pairs",
    "exact_volumes",
    "expected_final",
    "expected_to_date",
    "expected_wins",
    "factor_bridge",
    "final_range",
    "hit_probability",
    "lagged_correlations",
    "lever_gains",
    "lifetime_value",
    "marketing_roi",
    "mix_bridge",
    "needed_spend",
    "needed_wins",
    "open_win_rate",
    "pace_to_date",
    "payback_time",
    "projected_finish",
    "rate_family",
    "required_entries",
    "required_volumes",
    "sample_size",
    "series_trend",
    "shrunk_rates",
    "spread",
    "stage_rates",
    "step_swings",
    "team_capacity",
    "wilson_interval",
    "xmr_chart",
]

_ROOMS = {
    "bridge": "MixBridge factor_bridge mix_bridge",
    "capacity": "team_capacity",
    "channels": "channel_volumes",
    "confidence": "confident_volumes final_range hit_probability",
    "correlation": (
        "Correlation benjamini_hochberg correlation_p effective_pairs lagged_correlations"
    ),
    "customers": "customers_for_profit customers_for_revenue",
    "economics": "acquisition_cost lifetime_value marketing_roi payback_time",
    "errors": (
        "CellError CrmError Fault FunnelError InputError NotEnoughData OutOfRange SheetError "
        "TemplateError UnknownFunction UnknownStage"
    ),
    "experiments": "Comparison comparison sample_size",
    "finish": "Finish projected_finish",
    "forecast": "expected_final",
    "levers": "LeverGains StepSwing lever_gains step_swings",
    "model": "Counts Interval RateEstimate RequiredVolume Stage Target Transition",
    "pace": "expected_to_date pace_to_date",
    "planning": "Forecast Funnel Plan",
    "rates": "conversion_rates stage_rates wilson_interval",
    "required": "exact_volumes needed_wins required_volumes",
    "response": "allocated_spend needed_spend",
    "schedule": "Schedule expected_wins open_win_rate required_entries spread",
    "shrinkage": "RateFamily rate_family shrunk_rates",
    "trends": "Trend XmrChart series_trend xmr_chart",
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Load a room when something in it is first used: the import itself takes no time."""
    if name not in _ROOM_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    value: object = getattr(importlib.import_module(f"{__name__}.{_ROOM_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
