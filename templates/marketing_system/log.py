"""The sheet Log: every activity, expense and outcome, a row each, in a table that grows."""

from __future__ import annotations

from templates.builder.describing import Asked, Grid, Sheet, Text, Worked
from templates.builder.rules import choice, day, number, one_of, text
from templates.builder.styling import NAVY, NOTE
from templates.marketing_system.axes import ENTRIES
from templates.marketing_system.wording import BESIDE, alert

__all__ = ["KINDS", "LOG_SHEET"]

KINDS = ("activity", "expense", "outcome")
FIRST, LAST = 8, 7 + ENTRIES.size

TABLE = Grid(
    at=f"B{FIRST - 1}",
    down=ENTRIES,
    left=(
        Asked(
            key="log_day",
            label="Date",
            shown="day",
            name="Plan_Log",
            rule=day("The day it happened, such as 2027-01-31."),
        ),
        Asked(
            key="log_channel",
            label="Channel",
            shown="text",
            name="Plan_Log",
            rule=one_of("{channel:}", "A channel of the sheet Steps."),
        ),
        Asked(
            key="log_stage",
            label="Stage",
            shown="text",
            name="Plan_Log",
            rule=one_of("{stage:}", "For an outcome: the stage that the records entered."),
        ),
        Asked(
            key="log_kind",
            label="Kind",
            shown="text",
            name="Plan_Log",
            rule=choice(KINDS, "activity: something done. expense: money. outcome: records."),
        ),
        Asked(
            key="log_what",
            label="What",
            shown="text",
            name="Plan_Log",
            rule=text("For an activity its name, such as Webinars; else a note.", 60),
        ),
        Asked(
            key="log_amount",
            label="Amount: times, money or records",
            shown="whole",
            name="Plan_Log",
            rule=number("How many times; how much money; or how many records entered the stage."),
        ),
        Worked(
            key="log_check",
            label="Check",
            shown="text",
            formula="INDEX({fault_said:},{entry_passed}+1)",
            plain=True,
            style=BESIDE,
            looks=(alert("log_check"),),
        ),
    ),
)

STATUS = (
    '=IF({log_used}=0,"Nothing logged yet: type the first row below.",'
    'IF({log_problems}>0,"Check: "&FIXED({log_problems},0)&" of "&FIXED({log_used},0)&" rows are to'
    ' be put right; until then they are left out of all sums.",'
    'FIXED({log_used},0)&IF({log_used}=1," row"," rows")&" logged, all of them counted."))'
    '&IF({other_activities}=0,""," Activities not compared: "&{other_activities}&", see below.")'
    '&IF({log_free}=0," Check: the table is full: "&{log_advice},'
    'IF({log_free}<={rows_low}," Check: only "&{log_free}&" rows are left: "&{log_advice},'
    '" "&FIXED({log_free},0)&" rows are free."))'
)

LOG_SHEET = Sheet(
    title="Log",
    purpose="What was done, what it cost and what came of it: a row each. The dashboard adds it"
    " all up.",
    widths={"A": 2, "B": 14, "C": 16, "D": 16, "E": 12, "F": 34, "G": 16, "H": 48},
    heights={5: 22, 6: 34, 7: 34},
    blocks=(
        Text(
            at="B5",
            to="H5",
            key="log_line",
            content=STATUS,
            style={"bold": True, "font_color": NAVY, "valign": "vcenter", "indent": 1},
            looks=(alert("log_line"),),
        ),
        Text(
            at="B6",
            to="H6",
            content="activity: what it is called, and how many times.   expense: what for, and how"
            " much money.   outcome: the stage that records entered, and how many. Once a"
            " period or day by day: only sums count.",
            style=NOTE | {"indent": 1},
        ),
        TABLE,
    ),
    freeze=f"A{FIRST}",
    repeat=(FIRST - 1, FIRST - 1),
    area=f"A1:H{LAST}",
    pages=(1, 0),
    portrait=True,
    first=f"B{FIRST}",
)
