"""The sheet Steps: the goal, the time grain, what is done where, and the KPIs that matter."""

from __future__ import annotations

from templates.builder import words
from templates.builder.describing import Asked, Grid, Lines, Sheet, Text, Worked
from templates.builder.rules import choice, day, one_of, positive, share, text
from templates.builder.styling import HEADING, INPUT, NAVY, NOTE, Style
from templates.marketing_system.axes import ACTIVITIES, CHANNELS, STAGES
from templates.marketing_system.kpis import KPI_BLOCKS
from templates.marketing_system.wording import TYPED, alert

__all__ = ["STEPS_SHEET"]

LEFT: Style = {"align": "left", "indent": 1}
NAMED: Style = INPUT | {
    "bold": True,
    "align": "center",
    "text_wrap": True,
    "shrink": False,
    "num_format": "@",
}
STAGE_NAMES = ("Visitor", "MCL", "MQL", "SAL", "SQL", "Opportunity", "Closed won")
CHANNEL_NAMES = (
    "Search",
    "Content",
    "Webinars",
    "Email",
    "Social",
    "Events",
    "Partners",
    "Sales",
)
ACTIVITY_NAMES = ("Articles", "Webinars", "Emails", "Ad campaigns", "Events", "Calls")


def _noted(said: str, otherwise: str) -> str:
    """Give a line's note: what is wrong with it, else what it is for."""
    return f'=IF({{{said}}}="",{otherwise},{{{said}}})'


GOAL = Lines(
    at="B5",
    heading="Your goal, your time grain, and what a win is worth",
    until="K",
    fields=(
        Asked(
            key="goal_metric",
            label="Goal: what",
            shown="text",
            note=_noted("goal_metric_said", '"One metric that everyone knows."'),
            rule=text("What you count, such as customers won.", most=40),
        ),
        Asked(
            key="goal_number",
            label="Goal: how many",
            unit="of the metric",
            note=_noted("goal_number_said", '"The number to reach by the date below."'),
            rule=positive("The number to reach, such as 120."),
        ),
        Asked(
            key="goal_from",
            label="Goal: counted from",
            shown="day",
            unit="date",
            note=_noted("goal_from_said", '"Wins from this day on count. Blank: the first day."'),
            rule=day("The day from which wins count towards the goal. Blank: the first day."),
        ),
        Asked(
            key="goal_day",
            label="Goal: by when",
            shown="day",
            unit="date",
            note=_noted("goal_day_said", '"The day on which the number is to be reached."'),
            rule=day("The day by which the goal is to be reached, such as 2027-12-31."),
        ),
        Asked(
            key="grain",
            label="Time grain",
            shown="text",
            unit="of all sheets",
            name="Plan_Grain",
            starts="quarter",
            note=_noted("grain_said", '"Chosen once: twelve such periods follow, on every sheet."'),
            rule=choice(("quarter", "half-year", "year"), "One time grain for all sheets."),
            style={"align": "right"},
        ),
        Asked(
            key="start",
            label="First day",
            shown="day",
            unit="date",
            name="Plan_Start",
            starts=46388,
            note=_noted(
                "start_said",
                '"The periods run from "&{period_name.1}&" to "&{period_name.last}&"."',
            ),
            rule=day("The first day of the first period, such as 2027-01-01."),
        ),
        Asked(
            key="value",
            label="Value of one win",
            shown="money",
            unit='={money}&" per win"',
            name="Plan_Value",
            note=_noted("value_said", '"Revenue that one win brings; for the return per channel."'),
            rule=positive("Revenue that one win brings. May stay blank."),
        ),
        Asked(
            key="margin",
            label="Margin",
            shown="share",
            unit="of revenue",
            name="Plan_Margin",
            note=_noted("margin_said", '"The share of that revenue that is left to pay for this."'),
            rule=share("The gross margin, such as 70%. May stay blank."),
        ),
        Asked(
            key="lead_stage",
            label="A lead is",
            shown="text",
            unit="a stage",
            starts="MQL",
            note=_noted("lead_stage_said", '"The stage that counts as a lead. Blank: the second."'),
            rule=one_of("{stage:}", "A stage of the table below. Blank: the second one."),
            style={"align": "right"},
        ),
        Asked(
            key="result",
            label="Result to explain",
            shown="text",
            unit="a stage",
            name="Plan_Result",
            starts="MQL",
            note=_noted(
                "result_said", '"What activities are compared with. Blank: the last stage."'
            ),
            rule=one_of("{stage:}", "A stage of the table below. Blank: the last one."),
            style={"align": "right"},
        ),
    ),
)

MATRIX = Grid(
    at="B19",
    heading="What is done where: at every stage, by every channel, so that records enter it",
    down=STAGES,
    across=CHANNELS,
    left=(
        Asked(
            key="stage",
            label="Stage",
            shown="text",
            name="Plan_Stages",
            starts=STAGE_NAMES,
            rule=text("The stage's name, top of the funnel first; the last one is the win.", 40),
        ),
    ),
    top=(
        Asked(
            key="channel",
            label="Channel",
            shown="text",
            name="Plan_Channels",
            starts=CHANNEL_NAMES,
            rule=text("A channel's name. Sales is a channel at every step.", 40),
            style=NAMED,
        ),
    ),
    cells=Asked(
        key="done",
        label="What is done here",
        shown="text",
        rule=text("What this channel does here, in a few words.", 60),
        style=TYPED,
    ),
)

STAGE_CHECKS = Grid(
    at="K20",
    down=STAGES,
    left=(
        Worked(
            key="stage_check",
            label="Check",
            shown="text",
            formula='IF(ISERROR({stage}),"Check: this name is an error: clear it",'
            'IF({stage_typed}="",IF({stages_below}=0,"","Check: name this stage, or move the next'
            ' ones up"),IF({stage_key}="","Check: this name stands here twice",'
            'IF({stage_work}=0,"Check: nothing is done here yet",'
            'IF({stage_sales}=0,"Check: what does Sales do here?",'
            'IF({stage_kpis}=0,"Check: no KPI for this stage yet",'
            'IF({stage_kpis}>{kpis_enough},"Check: "&{stage_kpis}&" KPIs; keep the "&{kpis_enough}&'
            '" that tell most","fine")))))))',
            style=NOTE | {"shrink": False, **LEFT},
            looks=(alert("stage_check"),),
        ),
    ),
)

COMPARED = Grid(
    at="B31",
    heading="Activities that the dashboard compares with the result",
    across=ACTIVITIES,
    labels=1,
    top=(
        Asked(
            key="activity",
            label="Activities",
            shown="text",
            name="Plan_Activities",
            starts=ACTIVITY_NAMES,
            rule=text("An activity, named as in the column What of the Log.", 40),
            style=NAMED,
        ),
    ),
)

GOAL_LINE = (
    '=IF({goal_said_count}>0,"Check: the goal needs a metric, a number and a date, see the lines'
    ' above.","The goal: "&FIXED({goal_number},0)&" "&TRIM({goal_metric})&" by "&'
    + words.day("{goal_day}")
    + '&".")'
)

STEPS_SHEET = Sheet(
    title="Steps",
    heading="Steps and KPIs",
    purpose="The goal in one line, what each channel does at each stage, and the few numbers that"
    " tell whether it works.",
    widths={"A": 2, "B": 18, "C": 15, "D": 20, "E:J": 12.5, "K": 36},
    heights={5: 22, 17: 26, 19: 22, 20: 32, 31: 22, 32: 32, 34: 22, 35: 32, 60: 24}
    | dict.fromkeys(range(6, 16), 20)
    | dict.fromkeys(range(21, 29), 38)
    | dict.fromkeys(range(36, 60), 27),
    blocks=(
        GOAL,
        Text(
            at="B17",
            to="K17",
            key="goal_line",
            content=GOAL_LINE,
            style={"bold": True, "font_color": NAVY, "valign": "vcenter", "indent": 1},
            looks=(alert("goal_line"),),
        ),
        MATRIX,
        Text(at="K19", content="Does it hold together?", style=HEADING),
        STAGE_CHECKS,
        Text(
            at="B29",
            to="K29",
            key="names_line",
            content='=IF({names_twice}=0,IF({sales_number}=0,"Check: Sales is a channel, too: call'
            ' one of the channels Sales, and say what it does at every stage.","Records are the'
            " people or firms that you count: visitors, leads, offers. They enter a stage; a step"
            ' leads to the next. Sales has its part at every stage."),"Check: "&{names_twice}&" of'
            ' the names of channels and activities stand here twice, or hold an error.")',
            style=NOTE | {"valign": "vcenter", "indent": 1},
            looks=(alert("names_line"),),
        ),
        COMPARED,
        *KPI_BLOCKS,
    ),
    freeze="A4",
    repeat=(2, 2),
    area="A1:K60",
    portrait=True,
    first="C6",
)
