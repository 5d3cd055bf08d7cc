"""The sheet Log: every activity, expense and outcome, a row each, in a table that grows."""

from __future__ import annotations

from templates.builder.describing import Asked, Grid, Sheet, Text, Worked
from templates.builder.rules import choice, day, number, one_of, text
from templates.builder.styling import NAVY, NOTE
from templates.marketing_system.axes import ENTRIES
from templates.marketing_system.wording import BESIDE, alert, row_check

__all__ = ["KINDS", "LOG_SHEET"]

KINDS = ("activity", "expense", "outcome")
COLUMNS = ("log_day", "log_channel", "log_stage", "log_kind", "log_what", "log_amount")
FIRST, LAST = 8, 7 + ENTRIES.size

CHECKS = (
    ('{log_day}=""', '"Check: type a date"'),
    ('{entry_place_said}<>""', "{entry_place_said}"),
    ("{entry_kind}=0", '"Check: the kind is activity, expense or outcome"'),
    (
        'AND({entry_kind}={kind_outcome},TRIM({log_stage})="")',
        '"Check: an outcome needs the stage that was entered"',
    ),
    (
        'AND(TRIM({log_stage})<>"",{entry_stage}=0)',
        '"Check: Steps has no stage of this name"',
    ),
    (
        'AND({entry_kind}={kind_activity},TRIM({log_what})="")',
        '"Check: say which activity it was"',
    ),
    ('{log_amount}=""', '"Check: type an amount"'),
    ("NOT(ISNUMBER({log_amount}))", '"Check: the amount is text: write a number"'),
    ("{log_amount}<0", '"Check: an amount is 0 or more"'),
    ("{log_amount}>{most_amount}", '"Check: this amount is too large to be true"'),
    (
        "IF({entry_kind}={kind_outcome},IF({log_amount}=INT({log_amount}),0,1),0)=1",
        '"Check: an outcome is a whole number of records"',
    ),
)

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
            formula=row_check(COLUMNS, CHECKS),
            plain=True,
            style=BESIDE,
            looks=(alert("log_check"),),
        ),
    ),
)

STATUS = (
    '=IF({log_used}=0,"Nothing logged yet: type the first row below.",'
    'IF({log_problems}>0,"Check: "&{log_problems}&" of "&FIXED({log_used},0)&" rows are to be put'
    ' right; until then they are left out of all sums.",'
    'FIXED({log_used},0)&IF({log_used}=1," row"," rows")&" logged, all of them counted."))'
    '&IF({log_free}=0," Check: the table is full: start a new workbook for the next periods.",'
    'IF({log_free}<{rows_low}," Check: only "&{log_free}&" rows are left."," "'
    '&FIXED({log_free},0)&" rows are free."))'
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
