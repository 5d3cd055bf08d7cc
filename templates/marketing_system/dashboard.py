"""The sheet Dashboard: steps, channels and activities, from the Log, at one time grain."""

from __future__ import annotations

from collections.abc import Mapping

from templates.builder import words
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
from templates.builder.rules import choice, one_of
from templates.builder.styling import ALERT, AMBER, NAVY, NOTE, Style
from templates.marketing_system.axes import PERIODS, STEPS
from templates.marketing_system.dashboard_channels import (
    ACTIVITY_TABLE,
    BARS,
    CHANNEL_TABLE,
    HEADING_CELLS,
    PERIOD_TABLE,
    SMALL_CELLS,
)
from templates.marketing_system.wording import BESIDE, STALE, alert, first_true, percent, stale

__all__ = ["DASHBOARD_SHEET", "MEASURES"]

MEASURES = ("activities", "expenses", "leads", "wins")
SHOWN = Lines(
    at="B5",
    heading="What is shown",
    until="T",
    fields=(
        Asked(
            key="from_period",
            label="Channels from period",
            shown="text",
            unit="pick one",
            note='=IF({from_period_said}="","The first of the periods that are added up: "&'
            'INDEX({period_name:},1,{from_used})&IF({from_period}="",", as none is typed.","."),'
            "{from_period_said})",
            rule=one_of("{rate_period:}", "The first period to add up. Blank: the first."),
            style={"align": "right"},
        ),
        Asked(
            key="to_period",
            label="to period",
            shown="text",
            unit="pick one",
            note='=IF({to_period_said}="","The last of them: "&INDEX({period_name:},1,{to_used})&'
            'IF({to_period}="",IF({latest}=0,", as nothing is logged yet.",'
            '", the latest with an outcome."),"."),{to_period_said})',
            rule=one_of(
                "{rate_period:}", "The last period to add up. Blank: the latest with an outcome."
            ),
            style={"align": "right"},
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

P_SAID = 'IF(ROUND({trend_p},{decimals})=0,"below 0.01",ROUND({trend_p},{decimals}))'

STEP_TABLE = Grid(
    at="B25",
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
        *(
            Worked(
                key=f"usual_{end}",
                label=label,
                shown="rate",
                formula='IF(OR({step_name}="",{rate_points}<{trend_least},{step_stale}=1),"",'
                f'IF(ISNUMBER({{trend_{limit}}}),{{trend_{limit}}},""))',
            )
            for end, limit, label in (
                ("from", "lower", "Usual from"),
                ("to", "upper", "Usual to"),
            )
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
    at="B35",
    down=STEPS,
    until="T",
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
                '{step_name}&": "&{trend}&IF({trend}="steady",". No trend beyond chance (p "&'
                + P_SAID
                + '&"). ",", by "&'
                + "ROUND({hundred}*ABS({trend_slope}),1)"
                + '&" points a period, more than chance (p "&'
                + P_SAID
                + '&"): find out why. ")&"Usually about "&'
                + _LIMITS
                + '&". The latest period "&IF({signal}="none","lies within: no signal.",'
                '"tells something ("&{signal}&"): ask what changed.")',
            ),
            plain=True,
            style=BESIDE,
        ),
    ),
)

WARNING = (
    "What moves together need not cause each other: a season or a price may move both."
    " With twelve periods even a real effect can stay hidden. Take a likely activity as an idea for"
    " an experiment (sheet Learn), not as proof. Compared are the changes from period to period."
    " r: how closely the two go together, −1 to 1. p: how often chance alone would look so. q: the"
    " same, given all that was tried."
)

SNAPSHOT = (
    "A snapshot rate: records that entered the next stage ÷ those that entered this one in the same"
    " period. It is not the share that advances in the end: when volumes grow, it reads too low,"
    " since today's wins come from yesterday's smaller entries."
)


def _chart(
    at: str,
    title: str,
    alt: str,
    series: tuple[Series, ...],
    axes: Mapping[str, Mapping[str, object]] | None = None,
) -> Chart:
    return Chart(
        at=at,
        kind={"type": "column"},
        title=title,
        alt=alt,
        series=series,
        width=570,
        height=300,
        axes=axes or {},
    )


CHARTS = (
    _chart(
        "B10",
        "Leads by period, in records",
        "Columns: how many records became leads in each period, as the log says.",
        (Series(values="leads_by_period", categories="period_name", name="Leads", colour=NAVY),),
    ),
    _chart(
        "I10",
        "Share of cost and of wins by channel, in %",
        "Paired columns per channel: its share of all expenses beside its share of all wins, over"
        " the periods chosen. Where the second is taller, a channel earns more than its part.",
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
        {"y": {"num_format": "0%"}},
    ),
)

NOTED: Style = NOTE | {"indent": 1}

GOAL_LINE = (
    '=IF({goal_ready}=0,"Goal: type it on Steps (what, how many, by when), to see here how far it'
    ' is.","Goal: "&FIXED({won_so_far},0)&" of "&FIXED({goal_used},0)&" "&TRIM({goal_metric})&'
    '" by "&'
    + words.day("{goal_end}")
    + '&", counted since "&'
    + words.day("{goal_begin}")
    + '&IF({won_so_far}>={goal_used},": reached.","; "&FIXED({goal_used}-{won_so_far},0)&'
    '" to go."&IF(ISNUMBER({goal_due})," An even pace would be at "&FIXED({goal_due},0)&'
    '" by the end of "&INDEX({period_name:},1,MAX(1,{latest}))&".",""))&'
    "IF(IF(ISNUMBER({period_last.last}),{goal_end}>{period_last.last},FALSE),"
    '" The date lies after the last period here.",""))'
)

LEFT_OUT = (
    '=IF({log_problems}=0,"",FIXED({log_problems},0)&IF({log_problems}=1," row of the Log has a'
    ' Check and is not counted here."," rows of the Log have a Check and are not counted here."))'
)

DASHBOARD_SHEET = Sheet(
    title="Dashboard",
    purpose="What moves from period to period, what each channel brings for its money, and which"
    " activities are worth an experiment.",
    widths={
        "A": 2,
        "B": 21,
        "C": 9,
        "D": 10,
        "E": 9,
        "F": 13,
        "G": 10,
        "H": 13,
        "I:T": 6.3,
    },
    heights={4: 24, 5: 22, 25: 22, 26: 32, 34: 28, 45: 22, 46: 32, 55: 26, 56: 26, 58: 22, 59: 32}
    | {69: 22, 70: 32, 77: 40},
    blocks=(
        Text(
            at="B4",
            to="T4",
            key="goal_said",
            content=GOAL_LINE,
            style={"bold": True, "font_color": NAVY, "valign": "vcenter", "indent": 1},
        ),
        SHOWN,
        Text(
            at="B9",
            to="T9",
            key="left_out_line",
            content=LEFT_OUT,
            style={"bold": True, "font_color": ALERT, "valign": "vcenter", "indent": 1},
        ),
        *CHARTS,
        STEP_TABLE,
        Text(at="B34", to="T34", content=SNAPSHOT, style=NOTED),
        STEP_WORDS,
        CHANNEL_TABLE,
        Text(
            at="B55",
            to="T55",
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
            at="B56",
            to="T56",
            content="ROI = (wins × value × margin − cost) ÷ cost. It takes every win that is logged"
            " for a channel as brought by that channel alone: true only as far as the log is.",
            style=NOTED,
        ),
        PERIOD_TABLE,
        ACTIVITY_TABLE,
        Text(at="B77", to="T77", content=WARNING, style=NOTED),
    ),
    freeze="A5",
    repeat=(2, 2),
    area="A1:T77",
    portrait=True,
    first="C6",
)
