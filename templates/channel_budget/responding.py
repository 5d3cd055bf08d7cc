"""Workings: what spends bring, what changed since the last fill, and the copies of a fill."""

from __future__ import annotations

from templates.builder.describing import Field, Filled, Worked
from templates.channel_budget.axes import CHANNELS, SCENARIOS
from templates.channel_budget.phrases import (
    changed,
    matrix,
    odds,
    positive,
    returned,
    within,
    worked,
)

__all__ = [
    "BUDGET_COPY",
    "COPIES",
    "RESPONSES",
    "RESPONSE_LINES",
    "SCENARIO_COPIES",
    "SCENARIO_ROWS",
    "SCENARIO_TABLES",
    "WANTED",
]


def _blank_one(cell: str) -> str:
    """Take a number as it was, 1 where it was blank: what a fill reads."""
    return f'IF(ISERROR({cell}),"",IF({cell}="",1,{cell}))'


def _broken(bad: str, typed: str, budget: str) -> str:
    """Tell (1 or 0) that a split was typed over: no amounts, or not the budget of the fill."""
    return (
        f"IF(SUM({bad})>0,1,IF(COUNT({typed})=0,0,IF(ISNUMBER({budget}),"
        f"IF(ABS(SUM({typed})-{budget})>{{cent}}+{{same}}*ABS({budget}),1,0),1)))"
    )


def _response(basis: str, label: str, spend: str) -> tuple[Worked, ...]:
    log = f"{{{basis}_odds}}"
    return (
        worked(f"{basis}_odds", f"{label}: log odds", odds(spend), "hundredths"),
        worked(f"wins_{basis}", f"{label}: customers", returned(spend, log), "tenths"),
    )


RESPONSES: tuple[Field, ...] = (
    worked("response_channel", "Channel", "{channel_label}", "text"),
    *_response("plan", "Plan", "{spend_clean}"),
    worked("allocation_typed", "Best split, as it stands", within("{allocation}")),
    worked(
        "allocation_bad",
        "Best split: no amount",
        'IF(ISERROR({allocation}),1,IF({allocation}="",0,IF(ISNUMBER({allocation_typed}),0,1)))',
    ),
    worked("allocation_clean", "Best split", 'IF({allocation_broken}=1,"",{allocation_typed})'),
    *_response("best", "Best split", "{allocation_clean}"),
    worked(
        "next_spend",
        "Next: spend",
        'IF(AND(ISNUMBER({spend_base}),ISNUMBER({next_clean})),{spend_base}+{next_clean},"")',
    ),
    *_response("next", "Next", "{next_spend}"),
)

WANTED: tuple[Field, ...] = (
    worked("order_channel", "Channel", "{channel_label}", "text"),
    worked("worth_drawn", "Worth, drawn", 'IF(ISNUMBER({cac}),{worth},"")'),
    worked("next_order", "Next: for the rank", "IF(ISNUMBER({next_more}),{next_more},-1)"),
    worked("wanted_clean", "Wanted", positive("{wanted}")),
    worked(
        "wanted_log",
        "Wanted: log of the spend",
        "IF(AND({response_ok}=1,ISNUMBER({wanted_clean})),IF({wanted_clean}<{ceiling_clean},"
        '{half_log}+(LN({wanted_clean})-LN({ceiling_clean}-{wanted_clean}))/{shape_clean},""),"")',
    ),
)

RESPONSE_LINES = (
    worked("most_log", "Logarithm of the most", "LN({most})"),
    worked("next_clean", "The next amount", positive("{next_amount}")),
    worked(
        "best_channel",
        "Where the next amount brings most",
        "IF(COUNT({next_more:})=0,0,MATCH(MAX({next_order:}),{next_order:},0))",
    ),
    worked("allocation_sum", "The split in all", "SUM({allocation_typed:})"),
    worked(
        "allocation_broken",
        "The split is no fill's",
        _broken("{allocation_bad:}", "{allocation_typed:}", "{budget_at_fill}"),
        note="1: a cell was typed over: no amount, or not the budget of the fill in all.",
    ),
    worked(
        "allocation_changes",
        "Inputs changed since the fill",
        changed("{budget_at_fill}", "{budget_clean}")
        + "+SUM({changed_ceiling:})+SUM({changed_half:})+SUM({changed_shape:})",
    ),
    worked(
        "allocation_state",
        "The split is",
        'IF(COUNT({allocation_typed:})+SUM({allocation_bad:})=0,"none",'
        'IF({allocation_changes}+{allocation_broken}>0,"stale","fresh"))',
        "text",
    ),
    worked(
        "gain",
        "Customers more by the split",
        'IF(AND(ISNUMBER({best_total}),ISNUMBER({plan_total})),{best_total}-{plan_total},"")',
    ),
    worked("most_up", "Most to add", "MAX(0,MAX({shift:}))"),
    worked("most_down", "Most to take", "MAX(0,-MIN({shift:}))"),
    worked(
        "scenario_changes",
        "Scenarios' inputs changed since the fill",
        "SUM({changed_scenario:})+SUM({changed_ceiling:})+SUM({changed_half:})"
        "+SUM({changed_shape:})",
    ),
    worked(
        "scenario_state",
        "The scenarios are",
        'IF(COUNT({scenario_typed:})+SUM({scenario_bad:})=0,"none",'
        'IF({scenario_changes}+SUM({scenario_broken:})>0,"stale","fresh"))',
        "text",
    ),
    worked(
        "best_scenario",
        "Scenario that leaves most",
        "IF(COUNT({scenario_left:})=0,0,MATCH(MAX({scenario_left:}),{scenario_left:},0))",
    ),
    worked(
        "points_given",
        "Points of experience typed",
        "COUNT({point_spend_a},{point_wins_a},{point_spend_b},{point_wins_b})",
    ),
    worked("point_a", "Smaller spend", positive("{point_spend_a}")),
    worked("point_b", "Larger spend", positive("{point_spend_b}")),
    worked("won_a", "Smaller spend brought", positive("{point_wins_a}")),
    worked("won_b", "Larger spend brought", positive("{point_wins_b}")),
    worked(
        "points_slope",
        "What less and less means",
        "IF(AND(ISNUMBER({point_a}),ISNUMBER({point_b}),ISNUMBER({won_a}),ISNUMBER({won_b})),"
        '{won_a}/{point_a}-{won_b}/{point_b},"")',
    ),
    worked(
        "points_ok",
        "Points give a response",
        "IF(ISNUMBER({points_slope}),IF(AND({points_slope}>0,{won_b}>{won_a},{point_b}>{point_a}),"
        "1,0),0)",
    ),
)

SCENARIO_ROWS = (
    worked(
        "scenario_label",
        "Scenario",
        'IF(ISERROR({scenario_name}),"Scenario "&{#scenarios},IF({scenario_name}="",'
        '"Scenario "&{#scenarios},{scenario_name}&""))',
        "text",
    ),
    worked("scenario_budget_clean", "Budget", within("{scenario_budget}")),
    worked("factor_typed", "Factor, typed", positive("{scenario_ceiling}")),
    worked(
        "factor_used",
        "Factor, blank 1",
        'IF(ISERROR({scenario_ceiling}),"",IF({scenario_ceiling}="",1,{factor_typed}))',
    ),
    worked(
        "scenario_value_used",
        "Value, blank the plan's",
        'IF(ISERROR({scenario_value}),"",IF({scenario_value}="",{value_clean},'
        + positive("{scenario_value}")
        + "))",
    ),
    worked(
        "scenario_ok",
        "Complete",
        "IF(AND(ISNUMBER({scenario_budget_clean}),ISNUMBER({factor_used})),1,0)",
    ),
    worked(
        "changed_scenario",
        "Changed since the fill",
        changed("{scenario_budget_at_fill}", "{scenario_budget_clean}")
        + "+IF(ISNUMBER({scenario_budget_clean}),"
        + changed("{factor_then}", "{factor_used}")
        + ",0)",
    ),
    worked(
        "scenario_broken",
        "The split is no fill's",
        _broken(
            "{scenario_bad@channels}", "{scenario_typed@channels}", "{scenario_budget_at_fill}"
        ),
    ),
)

SCENARIO_TABLES = (
    matrix(
        "B1",
        "Scenarios: the split as it stands",
        "scenario_typed",
        within("{scenario_spend}"),
        CHANNELS,
        SCENARIOS,
    ),
    matrix(
        "B1",
        "Scenarios: no amount",
        "scenario_bad",
        'IF(ISERROR({scenario_spend}),1,IF({scenario_spend}="",0,'
        "IF(ISNUMBER({scenario_typed}),0,1)))",
        CHANNELS,
        SCENARIOS,
    ),
    matrix(
        "B1",
        "Scenarios: the split",
        "scenario_clean",
        'IF({scenario_broken}=1,"",{scenario_typed})',
        CHANNELS,
        SCENARIOS,
    ),
    matrix(
        "B1",
        "Scenarios: log odds",
        "scenario_odds",
        odds("{scenario_clean}"),
        CHANNELS,
        SCENARIOS,
    ),
    matrix(
        "B1",
        "Scenarios: customers",
        "scenario_brings",
        "IF({scenario_ok}=1,"
        + returned("{scenario_clean}", "{scenario_odds}", "{ceiling_clean}*{factor_used}")
        + ',"")',
        CHANNELS,
        SCENARIOS,
    ),
)

COPIES: tuple[Field, ...] = (
    worked("copy_channel", "Channel", "{channel_label}", "text"),
    Filled(key="ceiling_at_fill", label="Ceiling", shown="number", name="Plan_Ceilings_At_Fill"),
    Filled(key="half_at_fill", label="Half", shown="number", name="Plan_Halves_At_Fill"),
    Filled(key="shape_at_fill", label="Shape", shown="number", name="Plan_Shapes_At_Fill"),
    worked("shape_then", "Shape, blank 1", _blank_one("{shape_at_fill}")),
)
SCENARIO_COPIES = (
    worked("copy_scenario", "Scenario", "{scenario_label}", "text"),
    Filled(
        key="scenario_budget_at_fill",
        label="Budget",
        shown="number",
        name="Plan_Scenario_Budgets_At_Fill",
    ),
    Filled(
        key="scenario_ceiling_at_fill",
        label="Factor on ceilings",
        shown="number",
        name="Plan_Scenario_Ceilings_At_Fill",
    ),
    worked("factor_then", "Factor, blank 1", _blank_one("{scenario_ceiling_at_fill}")),
)
BUDGET_COPY = Filled(
    key="budget_at_fill",
    label="Budget",
    shown="number",
    name="Plan_Budget_At_Fill",
    note="What the last fill worked with: where it differs from now, sheets say fill to update.",
)
