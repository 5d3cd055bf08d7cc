"""The Dashboard's tables of channels, by period too, and of activities."""

from __future__ import annotations

from templates.builder.describing import Grid, Worked
from templates.builder.styling import SMALL, Style
from templates.marketing_system.axes import ACTIVITIES, CHANNELS, PERIODS
from templates.marketing_system.wording import BESIDE, channel_slot, first_true, stale

__all__ = [
    "ACTIVITY_TABLE",
    "BARS",
    "CHANNEL_TABLE",
    "HEADING_CELLS",
    "PERIOD_TABLE",
    "SMALL_CELLS",
]

SMALL_CELLS: Style = {"font_size": SMALL}
HEADING_CELLS: Style = SMALL_CELLS | {"align": "center"}
BARS: Style = {"align": "left", "shrink": False}

CHANNEL_TABLE = Grid(
    at="B45",
    heading="Every channel, added up over the periods chosen above",
    down=CHANNELS,
    until="T",
    left=(
        Worked(key="channel_row", label="Channel", shown="text", formula="{channel_key}"),
        Worked(
            key="channel_activities",
            label="Done, times",
            formula="{activities_summed}",
        ),
        Worked(
            key="channel_cost",
            label='="Spent, "&{money}',
            shown="money",
            formula="{cost_summed}",
        ),
        Worked(key="channel_leads", label="Leads, records", formula="{leads_summed}"),
        Worked(
            key="channel_wins",
            label="Wins, records",
            formula="{wins_summed}",
            style={"bold": True},
        ),
        Worked(
            key="channel_cac",
            label='="Cost per win, "&{money}',
            shown="money",
            formula='IF(ISNUMBER({wins_summed}),IF({wins_summed}>0,{cost_summed}/{wins_summed},""),"")',
        ),
        Worked(
            key="channel_roi",
            label="ROI",
            shown="share",
            formula="IF(AND(ISNUMBER({cost_summed}),ISNUMBER({wins_summed}),"
            "ISNUMBER({win_margin})),IF({cost_summed}>0,"
            '({wins_summed}*{win_margin}-{cost_summed})/{cost_summed},""),"")',
            style=SMALL_CELLS,
        ),
        Worked(
            key="channel_cost_share",
            label="Of cost",
            shown="share",
            formula='IF(ISNUMBER({cost_summed}),IF({cost_total}>0,{cost_summed}/{cost_total},""),"")',
            style=SMALL_CELLS,
        ),
        Worked(
            key="channel_win_share",
            label="Of wins",
            shown="share",
            formula='IF(ISNUMBER({wins_summed}),IF({wins_total}>0,{wins_summed}/{wins_total},""),"")',
            style=SMALL_CELLS,
        ),
        Worked(
            key="channel_said",
            label="In words",
            shown="text",
            formula=first_true(
                (
                    ('{channel_key}=""', '""'),
                    ("NOT(ISNUMBER({wins_summed}))", '"No periods to add up."'),
                    (
                        "AND({wins_summed}=0,{cost_summed}=0)",
                        '"Neither cost nor wins yet: no cost per win, no ROI."',
                    ),
                    (
                        "{wins_summed}=0",
                        '"No wins yet: no cost per win."',
                    ),
                    ("{cost_summed}=0", '"No expenses logged: its wins look free, so no ROI."'),
                    ('{win_margin}=""', '"For the ROI, type value and margin on Steps."'),
                ),
                '"Brings back "&ROUND({wins_summed}*{win_margin}/{cost_summed},1)&" per 1 spent."',
            ),
            plain=True,
            style=BESIDE,
        ),
    ),
)

PERIOD_TABLE = Grid(
    at="B58",
    heading="Every channel by period: what is picked above under Show by period",
    down=CHANNELS,
    across=PERIODS,
    left=(
        Worked(key="channel_again", label="Channel", shown="text", formula="{channel_key}"),
        Worked(
            key="measure_latest",
            label="Latest",
            shown="whole",
            formula='IF({latest}=0,"",INDEX({measure@periods},1,{latest}))',
            style={"bold": True},
        ),
        Worked(
            key="measure_before",
            label="Before",
            shown="whole",
            formula='IF({latest}>1,INDEX({measure@periods},1,{latest}-1),"")',
        ),
        Worked(
            key="measure_all",
            label="All periods",
            formula='IF({channel_key}="","",SUM({measure@periods}))',
        ),
        Worked(
            key="measure_bars",
            label="As bars",
            shown="text",
            formula="{measure_drawn.last@periods}",
            style=BARS,
        ),
        Worked(
            key="measure_named",
            label="Latest is",
            shown="text",
            formula='IF(OR({channel_key}="",{latest}=0),"",INDEX({period_name:},1,{latest}))',
        ),
        Worked(
            key="measure_unit",
            label="Unit",
            shown="text",
            formula='IF({channel_key}="","",{shown_unit})',
        ),
    ),
    top=(Worked(key="measure_period", shown="text", formula="{period_name}", style=HEADING_CELLS),),
    cells=Worked(
        key="measure",
        formula='IF(OR({channel_key}="",{#periods}>{latest},{shown_kind}=0),"",'
        "SUMIF({entry_shown:}," + channel_slot("{#channels}", "{#periods}") + ",{entry_amount:}))",
        style=SMALL_CELLS,
    ),
)

ACTIVITY_TABLE = Grid(
    at="B69",
    heading="Which activities does the result follow?",
    down=ACTIVITIES,
    until="T",
    left=(
        Worked(key="activity_row", label="Activity", shown="text", formula="{activity_key}"),
        Worked(
            key="activity_total",
            label="Times, so far",
            formula='IF({activity_key}="","",SUM({activity_done@periods}))',
        ),
        Worked(
            key="follows_after",
            label="After, periods",
            formula="{correlation_fresh}",
        ),
        Worked(
            key="r",
            label="r, −1 to 1",
            shown="hundredths",
            formula="{r_fresh}",
        ),
        Worked(key="p", label="p, chance", shown="hundredths", formula="{p_fresh}"),
        Worked(key="q", label="q, of all tried", shown="hundredths", formula="{q_fresh}"),
        Worked(
            key="activity_said",
            label="In words",
            shown="text",
            formula="{correlation_said}",
            plain=True,
            style=BESIDE,
            looks=(stale("activity_said"),),
        ),
    ),
)
