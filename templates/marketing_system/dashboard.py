"""The sheet Dashboard: steps, channels and activities, from the Log, at one time grain."""

from __future__ import annotations

from templates.builder.describing import (
    Asked,
    Chart,
    Grid,
    Lines,
    Series,
    Sheet,
    Text,
    Worked,
)
from templates.builder.rules import choice, count
from templates.builder.styling import AMBER, NAVY, NOTE, SMALL, Style
from templates.marketing_system.axes import ACTIVITIES, CHANNELS, PERIODS, STEPS
from templates.marketing_system.wording import BESIDE, STALE, alert, first_true, percent, stale

__all__ = ["DASHBOARD_SHEET", "MEASURES"]

MEASURES = ("activities", "expenses", "leads", "wins")
SMALL_CELLS: Style = {"font_size": SMALL}
HEADING_CELLS: Style = SMALL_CELLS | {"align": "center"}
BARS: Style = {"align": "left", "shrink": False}

SHOWN = Lines(
    at="B5",
    heading="What is shown",
    until="S",
    fields=(
        Asked(
            key="from_period",
            label="Channels from period",
            unit="its number",
            note='=IF({from_period_said}="","The first of the periods that are added up: "&'
            'INDEX({period_name:},1,{from_used})&IF({from_period}="",", as none is typed.","."),'
            "{from_period_said})",
            rule=count("1 to 12: the first period to add up. Blank: the first."),
        ),
        Asked(
            key="to_period",
            label="to period",
            unit="its number",
            note='=IF({to_period_said}="","The last of them: "&INDEX({period_name:},1,{to_used})&'
            'IF({to_period}="",", the latest with an outcome.","."),{to_period_said})',
            rule=count("1 to 12: the last period to add up. Blank: the latest with an outcome."),
        ),
        Asked(
            key="shown_measure",
            label="Show by period",
            shown="text",
            unit="pick one",
            starts="wins",
            note='=IF({measure_said}="","What the table of channels by period shows.",'
            "{measure_said})",
            rule=choice(MEASURES, "What the table of channels by period shows."),
            style={"align": "right"},
        ),
    ),
)

_LIMITS = (
    f'{percent("{trend_centre}")}&", from "&{percent("{trend_lower}")}&" to "&'
    f"{percent('{trend_upper}')}"
)

STEP_TABLE = Grid(
    at="B10",
    heading="Every conversion step, period by period (snapshot rates)",
    down=STEPS,
    across=PERIODS,
    left=(
        Worked(key="step", label="Step", shown="text", formula="{step_name}"),
        Worked(
            key="latest_rate",
            label="Latest",
            shown="rate",
            formula='IF({latest}=0,"",INDEX({rate@periods},1,{latest}))',
            style={"bold": True},
        ),
        Worked(
            key="previous_rate",
            label="Before",
            shown="rate",
            formula='IF({latest}>1,INDEX({rate@periods},1,{latest}-1),"")',
        ),
        Worked(
            key="rate_bars",
            label="As bars",
            shown="text",
            formula="{bars.last@periods}",
            style=BARS,
        ),
        Worked(
            key="trend",
            label="Trend",
            shown="text",
            formula=first_true(
                (
                    ('{step_name}=""', '""'),
                    ("{rate_points}<{trend_least}", '"too few"'),
                    ("{step_stale}=1", STALE),
                    ("NOT(ISTEXT({trend_verdict}))", '""'),
                ),
                "{trend_verdict}",
            ),
            looks=(stale("trend"),),
        ),
        Worked(
            key="signal",
            label="Signal",
            shown="text",
            formula=first_true(
                (
                    ('{step_name}=""', '""'),
                    ("{rate_points}<{trend_least}", '"too few"'),
                    ("{step_stale}=1", STALE),
                    ("NOT(ISTEXT({trend_signal}))", '"none"'),
                ),
                "{trend_signal}",
            ),
            looks=(stale("signal"),),
        ),
    ),
    top=(
        Worked(
            key="rate_period",
            shown="text",
            formula="{period_name}",
            style=HEADING_CELLS,
        ),
    ),
    cells=Worked(
        key="rate",
        shown="rate",
        formula='IF(OR({step_name}="",{#periods}>{latest}),"",IF(ISNUMBER({entered}),'
        'IF(ISNUMBER({entered+1@stages}),IF({entered}>0,{entered+1@stages}/{entered},""),""),""))',
        style=SMALL_CELLS,
    ),
)

STEP_WORDS = Grid(
    at="B20",
    down=STEPS,
    left=(
        Worked(
            key="step_said",
            label="In words",
            shown="text",
            formula=first_true(
                (
                    ('{step_name}=""', '""'),
                    (
                        "{rate_points}<{trend_least}",
                        '{step_name}&": too few periods. A trend needs "&{trend_least}&" with a'
                        ' rate; there are "&{rate_points}&"."',
                    ),
                    ("{step_stale}=1", '{step_name}&": the log has changed: "&' + STALE + '&"."'),
                    ("NOT(ISNUMBER({trend_p}))", '{step_name}&": no trend was filled."'),
                ),
                '{step_name}&": "&{trend}&IF({trend}="steady",". What looks like a trend may well'
                ' be chance (p "," (p ")&ROUND({trend_p},{decimals})&"). Usually about "&'
                + _LIMITS
                + '&"; the latest period is "&IF({signal}="none","within that: no signal, so no'
                ' cause to look for.",{signal}&": ask what changed.")',
            ),
            plain=True,
            style=BESIDE,
        ),
    ),
)

CHANNEL_TABLE = Grid(
    at="B30",
    heading="Every channel, added up over the periods chosen above",
    down=CHANNELS,
    left=(
        Worked(key="channel_row", label="Channel", shown="text", formula="{channel_key}"),
        Worked(
            key="channel_activities",
            label="Activities, times",
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
            formula="IF(AND(ISNUMBER({cost_summed}),ISNUMBER({win_margin})),IF({cost_summed}>0,"
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
            label="",
            shown="text",
            formula=first_true(
                (
                    ('{channel_key}=""', '""'),
                    ("NOT(ISNUMBER({wins_summed}))", '"No periods to add up."'),
                    (
                        "AND({wins_summed}=0,{cost_summed}=0)",
                        '"Neither cost nor wins logged: no cost per win, no ROI."',
                    ),
                    (
                        "{wins_summed}=0",
                        '"No wins yet: no cost per win; all of its cost is unpaid."',
                    ),
                    ("{cost_summed}=0", '"No expenses logged: its wins look free, so no ROI."'),
                    ('{win_margin}=""', '"For the ROI, type value and margin on Steps."'),
                ),
                '"Pays back "&ROUND({wins_summed}*{win_margin}/{cost_summed},1)&" for each 1 spent."',
            ),
            plain=True,
            style=BESIDE,
        ),
    ),
)

PERIOD_TABLE = Grid(
    at="B43",
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
            key="measure_bars",
            label="As bars",
            shown="text",
            formula="{measure_drawn.last@periods}",
            style=BARS,
        ),
        Worked(
            key="measure_all",
            label="All periods",
            formula='IF({channel_key}="","",SUM({measure@periods}))',
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
        "IF({shown_kind}={kind_outcome},SUMIFS({entry_amount:},{entry_kind:},{shown_kind},"
        "{entry_thing:},{shown_stage},{entry_channel:},{#channels},{entry_period:},{#periods}),"
        "SUMIFS({entry_amount:},{entry_kind:},{shown_kind},{entry_channel:},{#channels},"
        "{entry_period:},{#periods})))",
        style=SMALL_CELLS,
    ),
)

ACTIVITY_TABLE = Grid(
    at="B54",
    heading="Which activities does the result follow?",
    down=ACTIVITIES,
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
            label="",
            shown="text",
            formula="{correlation_said}",
            plain=True,
            style=BESIDE,
            looks=(stale("activity_said"),),
        ),
    ),
)

WARNING = (
    "What moves together need not cause each other: a season, a price or a competitor may move both."
    " With twelve periods even a real effect can stay hidden. Take a likely activity as an idea for"
    " an experiment (sheet Learn), not as proof. Compared are the changes from period to period."
)

SNAPSHOT = (
    "A snapshot rate: records that entered the next stage ÷ records that entered this one in the same"
    " period. It is not the share that advances in the end: when volumes grow, it reads too low,"
    " since today's wins come from yesterday's smaller entries."
)


def _chart(at: str, title: str, alt: str, series: tuple[Series, ...]) -> Chart:
    return Chart(
        at=at,
        kind={"type": "column"},
        title=title,
        alt=alt,
        series=series,
        width=570,
        height=300,
    )


CHARTS = (
    _chart(
        "B64",
        "Leads by period, in records",
        "Columns: how many records became leads in each period, as the log says.",
        (Series(values="leads_by_period", categories="period_name", name="Leads", colour=NAVY),),
    ),
    _chart(
        "H64",
        "Share of cost and share of wins by channel",
        "Paired columns per channel: its share of all expenses beside its share of all wins, over"
        " the periods chosen. A channel whose second column is the taller earns more than its part.",
        (
            Series(
                values="channel_cost_share",
                categories="channel_row",
                name="Share of cost",
                colour=NAVY,
            ),
            Series(
                values="channel_win_share",
                categories="channel_row",
                name="Share of wins",
                colour=AMBER,
            ),
        ),
    ),
)

NOTED: Style = NOTE | {"indent": 1}

DASHBOARD_SHEET = Sheet(
    title="Dashboard",
    purpose="What moves from period to period, what each channel brings for its money, and which"
    " activities are worth an experiment.",
    widths={
        "A": 2,
        "B": 24,
        "C:D": 10,
        "E": 13,
        "F": 13,
        "G": 16,
        "H:S": 6.3,
    },
    heights={5: 22, 10: 22, 11: 32, 19: 28, 30: 22, 31: 32, 40: 26, 41: 26, 43: 22, 44: 32}
    | {54: 22, 55: 32, 62: 40},
    blocks=(
        SHOWN,
        STEP_TABLE,
        Text(at="B19", to="S19", content=SNAPSHOT, style=NOTED),
        STEP_WORDS,
        CHANNEL_TABLE,
        Text(
            at="B40",
            to="S40",
            key="span_line",
            content='=IF({span_ready}=0,"Check: the last period comes before the first: see the top'
            ' of this sheet.","All channels, "&{span_name}&": "&FIXED({activities_total},0)&'
            '" activities, "&FIXED({cost_total},0)&" "&{money}&" spent, "&FIXED({leads_total},0)&'
            '" leads, "&FIXED({wins_total},0)&" wins"&IF({wins_total}>0,", "&'
            'FIXED({cost_total}/{wins_total},0)&" "&{money}&" per win.",": no cost per win yet."))',
            style={"bold": True, "font_color": NAVY, "valign": "vcenter", "indent": 1},
            looks=(alert("span_line"),),
        ),
        Text(
            at="B41",
            to="S41",
            content="ROI = (wins × value × margin − cost) ÷ cost. It takes every win that is logged"
            " for a channel as brought by that channel alone: true only as far as the log is.",
            style=NOTED,
        ),
        PERIOD_TABLE,
        ACTIVITY_TABLE,
        Text(at="B62", to="S62", content=WARNING, style=NOTED),
        *CHARTS,
    ),
    freeze="A5",
    area="A1:S80",
    pages=(1, 0),
    first="C6",
)
