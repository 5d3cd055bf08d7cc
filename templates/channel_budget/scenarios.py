"""The sheet Scenarios: three budgets side by side, each split at its best."""

from __future__ import annotations

from templates.builder import rules
from templates.builder.describing import (
    Asked,
    Filled,
    Grid,
    Sheet,
    Text,
    When,
    Worked,
)
from templates.builder.styling import NAVY, NOTE, Style
from templates.channel_budget.axes import CHANNELS, SCENARIOS
from templates.channel_budget.drawing import pairs
from templates.channel_budget.phrases import amount, difference, first_of, quotient
from templates.channel_budget.sentences import WRONG

__all__ = ["SCENARIOS_SHEET"]

NAMES = ("Today", "Less money", "More money")
CENTRED: Style = {"align": "right", "text_wrap": True, "shrink": False}


def _line(
    key: str,
    label: str,
    unit: str,
    shown: str,
    formula: str,
    style: Style | None = None,
    looks: tuple[When, ...] = (),
) -> Worked:
    return Worked(
        key=key,
        label=label,
        unit=unit,
        shown=shown,
        formula=formula,
        style=style or {},
        looks=looks,
    )


ASKED = (
    _line("scenario", "Scenario", "Unit", "text", "{scenario_label}"),
    Asked(
        key="scenario_name",
        label="Name",
        unit="text",
        shown="text",
        starts=NAMES,
        rule=rules.text("What you call this scenario, such as More budget.", most=30),
        style={"align": "right"},
    ),
    Asked(
        key="scenario_budget",
        label="Budget",
        unit="={money}",
        shown="money",
        name="Plan_Scenario_Budgets",
        rule=rules.number("What all channels together may cost. Blank: not used."),
    ),
    Asked(
        key="scenario_ceiling",
        label="How well channels answer",
        unit="blank: 100%",
        shown="share",
        name="Plan_Scenario_Ceilings",
        rule=rules.positive(
            "100%: as on Channels. 80%: every channel brings a fifth less for the same spend."
        ),
    ),
    Asked(
        key="scenario_value",
        label="Value of a purchase",
        unit="={money}",
        shown="money",
        rule=rules.positive("Money that one purchase brings. Blank: as on Channels."),
    ),
    _line(
        "scenario_check",
        "Check",
        "in words",
        "text",
        first_of(
            [
                (
                    "OR(ISERROR({scenario_budget}),ISERROR({scenario_ceiling}),"
                    "ISERROR({scenario_value}),ISERROR({scenario_name}))",
                    '"Check: an error: clear it"',
                ),
                (
                    'AND({scenario_budget}<>"",NOT(ISNUMBER({scenario_budget_clean})))',
                    '"Check: budget, a number from 0 up"',
                ),
                (
                    'AND({scenario_ceiling}<>"",NOT(ISNUMBER({factor_typed})))',
                    '"Check: answer, a share above 0%"',
                ),
                (
                    'AND({scenario_value}<>"",NOT(ISNUMBER({scenario_value_used})))',
                    '"Check: value, an amount above 0"',
                ),
                ('{scenario_budget}=""', '"not used"'),
            ],
            '"complete"',
        ),
        style=CENTRED,
        looks=(When('ISNUMBER(SEARCH("Check:",{scenario_check}))', WRONG),),
    ),
)

SPLIT = Grid(
    at="B13",
    heading="Spend per channel, each scenario split at its best: filled",
    down=CHANNELS,
    across=SCENARIOS,
    left=(
        Worked(
            key="split_label",
            label='=IF({scenario_state}="stale","Channel: fill to update","Channel")',
            shown="text",
            formula="{channel_label}",
        ),
        Worked(
            key="split_unit",
            label="Unit",
            shown="text",
            formula='IF({channel_used}=1,{money},"")',
            style=NOTE,
        ),
    ),
    top=(_line("split_scenario", "Scenario", "Unit", "text", "{scenario_label}"),),
    cells=Filled(
        key="scenario_spend",
        label="Spend per channel",
        shown="money",
        name="Plan_Scenario_Allocations",
    ),
)

MARGIN = "{scenario_margin}"


def _less_first(key: str) -> str:
    return difference("{" + key + "}", "{" + key + ".1}")


def _sum(cells: str) -> str:
    return f'IF(AND({{scenario_ok}}=1,COUNT({cells})>0),SUM({cells}),"")'


RESULTS = (
    _line("result_scenario", "Result", "Unit", "text", "{scenario_label}"),
    _line("scenario_spent", "Spend in all", "={money}", "money", _sum("{scenario_clean@channels}")),
    _line(
        "scenario_adds",
        "Adds up to the budget",
        "in words",
        "text",
        first_of(
            [
                ("{scenario_ok}=0", '""'),
                ("{scenario_broken}=1", '"Check: fill to update"'),
                ("NOT(ISNUMBER({scenario_spent}))", '"not filled yet"'),
                ('{scenario_state}="stale"', '"Check: fill to update"'),
                (
                    "ABS({scenario_spent}-{scenario_budget_clean})>{cent}",
                    '"Check: not the budget"',
                ),
            ],
            '"adds up"',
        ),
        style=CENTRED,
        looks=(When('ISNUMBER(SEARCH("Check:",{scenario_adds}))', WRONG),),
    ),
    _line("scenario_wins", "Customers", "expected", "tenths", _sum("{scenario_brings@channels}")),
    _line(
        "scenario_revenue",
        "Revenue of the first year",
        "={money}",
        "money",
        "IF(AND(ISNUMBER({scenario_wins}),ISNUMBER({scenario_value_used}),"
        'ISNUMBER({purchases_clean})),{scenario_wins}*{scenario_value_used}*{purchases_clean},"")',
    ),
    _line(
        "scenario_margin",
        "Margin of it",
        "={money}",
        "money",
        "IF(AND(ISNUMBER({scenario_revenue}),ISNUMBER({margin_clean})),"
        '{scenario_revenue}*{margin_clean},"")',
    ),
    _line(
        "scenario_left",
        "Margin less spend",
        "={money}",
        "money",
        f'IF(AND(ISNUMBER({MARGIN}),ISNUMBER({{scenario_spent}})),{MARGIN}-{{scenario_spent}},"")',
        style={"bold": True},
    ),
    _line(
        "scenario_roi",
        "ROI, first year",
        "of spend",
        "growth",
        quotient("{scenario_left}", "{scenario_spent}"),
    ),
    _line(
        "scenario_cac",
        "Cost per customer (CAC)",
        "={money}",
        "money",
        quotient("{scenario_spent}", "{scenario_wins}"),
    ),
)

DIFFERENCES = (
    _line("difference_scenario", "Difference", "Unit", "text", "{scenario_label}"),
    _line("more_spend", "Spend", "={money}", "money", _less_first("scenario_spent")),
    _line("more_wins", "Customers", "expected", "signed", _less_first("scenario_wins")),
    _line("more_revenue", "Revenue", "={money}", "money", _less_first("scenario_revenue")),
    _line("more_margin", "Margin", "={money}", "money", _less_first("scenario_margin")),
    _line("more_left", "Margin less spend", "={money}", "money", _less_first("scenario_left")),
)

STATUS = first_of(
    [
        ("SUM({scenario_ok:})=0", '"Type a budget for each scenario that you want to compare."'),
        (
            '{scenario_state}="none"',
            '"The splits are not filled yet: run funnel fill, or funnel sheets sync."',
        ),
        (
            "SUM({scenario_broken:})>0",
            '"Check: fill to update; a split was typed over, so it is not used."',
        ),
        (
            '{scenario_state}="stale"',
            '"Check: fill to update; a budget or a response has changed since the last fill."',
        ),
        (
            "{best_scenario}=0",
            '"Type value and margin on Channels to see which scenario leaves most."',
        ),
    ],
    'INDEX({scenario_label:},1,{best_scenario})&" leaves most: "&'
    + amount("INDEX({scenario_left:},1,{best_scenario})")
    + '&" of the first year\'s margin after spend"&IF(AND({best_scenario}>1,'
    'ISNUMBER({scenario_left.1})),", "&'
    + amount("(MAX({scenario_left:})-{scenario_left.1})")
    + '&" more than "&INDEX({scenario_label:},1,1),"")&"."',
)

SCENARIOS_SHEET = Sheet(
    title="Scenarios",
    purpose="What if the budget were another, or the channels answered better or worse?",
    widths={"A": 2, "B": 30, "C": 14, "D:F": 16, "G": 2, "H:M": 11},
    heights={4: 22, 5: 24, 11: 32, 13: 24, 14: 32, 24: 24, 27: 32, 35: 24},
    blocks=(
        Text(
            at="B4",
            to="M4",
            key="scenario_says",
            content=f"={STATUS}",
            style={"bold": True, "font_color": NAVY, "valign": "vcenter"},
            looks=(When('ISNUMBER(SEARCH("Check:",{scenario_says}))', WRONG),),
        ),
        Grid(at="B5", heading="What is different", across=SCENARIOS, top=ASKED),
        SPLIT,
        Grid(at="B24", heading="What comes of it", across=SCENARIOS, top=RESULTS),
        Grid(
            at="B35",
            heading="Difference to the first scenario",
            across=SCENARIOS,
            top=DIFFERENCES,
        ),
        pairs(
            "H6",
            "Spend, and the first year's margin it brings (money)",
            "Columns in pairs: for each scenario its spend and the margin of the first year that it"
            " brings. The numbers stand in the table beside.",
            categories="result_scenario",
            amber=("scenario_spent", "Spend"),
            navy=("scenario_margin", "Margin of the first year"),
            size=(490, 330),
        ),
        Text(
            at="H20",
            to="M22",
            content="Every scenario is split so that its budget brings the most customers. How well"
            " channels answer multiplies all ceilings: 80% is a year in which every channel brings"
            " a fifth less for the same spend.",
            style=NOTE,
        ),
    ),
    freeze="A5",
    first="D7",
)
