"""The sheet Funnel: stages, owners, rates or counts, required volumes, and the funnel's picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.workbook import Workbook

from templates import words
from templates.builder.styling import (
    ALERT,
    FILLED,
    GREY,
    HEADER,
    INPUT,
    INVITING,
    NAVY,
    NOTE,
    RATE,
    RULED,
    SMALL,
    TITLE,
    WHITE,
    WHOLE,
    Style,
)
from templates.charts import funnel_chart
from templates.checks import row_check
from templates.layout import FIRST, LAST, LAST_STEP, STAGES, STEPS
from templates.page import SMALL_PRINT, UNLOCKED, Page
from templates.workings import (
    FILL,
    OK,
    PROBLEMS,
    READY,
    N,
    plan_workings,
    rate_used,
    required,
    row_workings,
)

OWNERS = ("Marketing", "Sales", "Partners", "Customer success")
NUMBER: Style = {"num_format": WHOLE, "align": "right", "shrink": True}
LEFT: Style = {"align": "left", "indent": 1}
FITTED: Style = LEFT | {"shrink": True}


def write_funnel(
    page: Page, workbook: Workbook, stages: Sequence[tuple[str, str]], rates: Sequence[float]
) -> None:
    """Write the sheet with its stages (name, owner) and the rates between them."""
    sheet = page.sheet
    widths = (
        ("A:A", 2),
        ("B:B", 30),
        ("C:C", 20),
        ("D:D", 11),
        ("E:F", 11),
        ("G:G", 10),
        ("H:I", 17),
        ("J:J", 31),
        ("K:K", 2),
        ("L:P", 13),
        ("Q:Q", 2),
    )
    for columns, width in widths:
        sheet.set_column(columns, width)
    sheet.set_column("R:Z", 14, None, {"hidden": True})
    for row, height in {1: 8, 2: 30, 3: 20, 4: 22, 5: 8, 6: 20, 7: 34, 21: 8, 22: 50}.items():
        sheet.set_row(row - 1, height)
    page.put("B2", "Funnel", {"font_size": TITLE, "bold": True, "font_color": NAVY})
    page.put(
        "B3",
        "From the wins at the bottom up: each volume × its rate is at least the volume below it.",
    )
    page.wide("B4:J4", "=" + _status(), {"bold": True, "font_color": NAVY})
    page.when("B4", f"=OR({READY}=0,{PROBLEMS}>0,{FILL}=2)", {"font_color": ALERT})
    _headings(page)
    for position in range(1, STAGES + 1):
        sheet.set_row(FIRST + position - 2, 25)
        name, owner = stages[position - 1] if position <= len(stages) else (None, None)
        rate = rates[position - 1] if position <= len(rates) else None
        _stage(page, position, (name, owner, rate))
        row_workings(page, position)
    plan_workings(page)
    _looks(page)
    _rules(page)
    funnel_chart(page, workbook)
    page.wide(
        "B22:J22",
        (
            "Rate: the share of a stage's records that eventually goes on to the next one. Counts,"
            " where both are given, take the place of the typed rate. Up to 12 steps: type the next"
            " stage and its rate in the dotted cells; to drop the last step, clear its rate and the"
            " name below it."
        ),
        SMALL_PRINT,
        {"text_wrap": True, "valign": "top"},
    )
    sheet.ignore_errors({"formula_differs": "B4:Z22"})
    sheet.freeze_panes(FIRST - 1, 2)
    page.finish("Funnel plan: funnel", f"B{FIRST}", "A1:Q22")


def _status() -> str:
    last = f"INDEX($B${FIRST}:$B${LAST},{N}+1)"
    return (
        f'IF({OK}=0,"Check: the goal is not complete, see the sheet Goal.",'
        f'IF({PROBLEMS}>0,"Check: "&IF({PROBLEMS}=1,"one thing",{PROBLEMS}&" things")'
        f'&" to put right, see the column Check.",'
        f'IF({READY}=0,"Check: the goal takes more than 100 trillion wins, see the sheet Goal.",'
        f'{N}&IF({N}=1," step"," steps")&" from "&$B${FIRST}&" to "&{last}&"; "'
        f'&IF({FILL}=1,"the volumes with confidence are up to date.",'
        f'IF({FILL}=2,"the volumes with confidence are out of date: fill or sync again.",'
        'IF(ISNUMBER(Plan_Confidence),"for the volumes with confidence, fill or sync.",'
        '"for volumes with confidence, type one on Goal and fill or sync."))))))'
    )


def _headings(page: Page) -> None:
    band: Style = {
        "font_size": SMALL,
        "font_color": GREY,
        "align": "center",
        "bottom": 1,
        "bottom_color": GREY,
    }
    page.wide("B6:C6", "Who", band)
    page.put("D6", "Either", band)
    page.wide("E6:F6", "or: what you counted", band)
    page.put("G6", "", band)
    page.wide("H6:I6", "What it takes", band)
    page.put("J6", "", band)
    confidence = "IF(ISNUMBER(Plan_Confidence),AND(Plan_Confidence>0,Plan_Confidence<1),FALSE)"
    for cell, title in (
        ("B7", "Stage"),
        ("C7", "Owner"),
        ("D7", "Rate to next stage"),
        ("E7", "Entered"),
        ("F7", "Advanced"),
        ("G7", "Rate used"),
        ("H7", "Required volume"),
        (
            "I7",
            f'=IF({FILL}=2,"Out of date: fill or sync again",IF({confidence},"Required to be'
            f' "&{words.percent("Plan_Confidence")}&" sure","Required with confidence"))',
        ),
        ("J7", "Check"),
    ):
        page.put(cell, title, HEADER, LEFT if cell in ("B7", "C7", "J7") else {})
    page.when("I7", f"={FILL}=2", {"bg_color": WHITE, "font_color": ALERT})


def _stage(page: Page, position: int, typed: tuple[Any, Any, Any]) -> None:
    row = FIRST + position - 1
    name, owner, rate = typed
    step = position <= STEPS
    own: tuple[Style, ...] = (UNLOCKED,) if step else ()
    page.put(f"B{row}", name, UNLOCKED, FITTED)
    page.put(f"C{row}", owner, UNLOCKED, FITTED)
    page.put(f"D{row}", rate, *own, NUMBER, {"num_format": RATE})
    for column in "EF":
        page.put(f"{column}{row}", None, *own, NUMBER)
    if step:
        page.put(f"G{row}", rate_used(row), NUMBER, {"num_format": RATE, "font_color": GREY})
    page.put(f"H{row}", required(row, position), NUMBER, {"bold": True})
    page.put(f"I{row}", None, UNLOCKED, NUMBER)
    page.put(
        f"J{row}", row_check(row, position), NOTE, {"font_color": ALERT, "bold": True, "indent": 1}
    )


def _looks(page: Page) -> None:
    at = f"ROWS($B${FIRST}:$B{FIRST})"
    given, named = f"OR({at}<={N},$R{FIRST}=1)", f'OR({at}<={N}+1,$R{FIRST}=1,$B{FIRST}<>"")'
    who, how = f"B{FIRST}:C{LAST}", f"D{FIRST}:F{LAST_STEP}"
    page.when(
        f"C{FIRST}:C{LAST}",
        f'=AND($C{FIRST}<>"",{at}>{N}+1,$B{FIRST}="",$R{FIRST}=0)',
        {"font_color": WHITE},
    )
    page.when(who, "=" + named, INPUT)
    page.when(who, f"={at}={N}+2", INVITING)
    page.when(how, "=" + given, INPUT)
    page.when(how, f"={at}={N}+1", INVITING)
    page.when(f"G{FIRST}:H{LAST}", f"={at}<={N}+1", RULED)
    page.when(
        f"I{FIRST}:I{LAST}",
        f'=AND({FILL}=2,$I{FIRST}<>"")',
        {"font_color": GREY, "font_strikeout": True, **_plain(FILLED)},
        last=True,
    )
    page.when(f"I{FIRST}:I{LAST}", f"={at}<={N}+1", FILLED)
    page.when(f"J{FIRST}:J{LAST}", f"={at}<={N}+1", RULED)


def _plain(style: Style) -> Style:
    return {key: value for key, value in style.items() if key != "italic"}


def _rules(page: Page) -> None:
    page.rule(
        f"B{FIRST}:B{LAST}",
        "Stage",
        "The stage's name, top of the funnel first; the last one is the win.",
        "Keep the name to 40 characters.",
        validate="length",
        criteria="<=",
        value=40,
    )
    page.rule(
        f"C{FIRST}:C{LAST}",
        "Owner",
        "Who answers for this stage. Pick one or type your own.",
        "This owner is not on the list. Keep it?",
        validate="list",
        source=list(OWNERS),
        error_type="warning",
    )
    page.rule(
        f"D{FIRST}:D{LAST_STEP}",
        "Rate to the next stage",
        "The share of this stage that goes"
        " on to the next one, such as 47%. Or leave it blank and type the counts.",
        "A rate is a share above 0% and up to 100%: write 47% or 0.47, not 47.",
        validate="decimal",
        criteria="between",
        minimum=1e-9,
        maximum=1,
    )
    for column, title, hint in (
        (
            "E",
            "Entered",
            "How many records entered this stage, in a past period whose outcome is known.",
        ),
        ("F", "Advanced", "How many of those went on to the next stage."),
    ):
        page.rule(
            f"{column}{FIRST}:{column}{LAST_STEP}",
            title,
            hint + " May stay blank.",
            "Counts are whole numbers from 0 up.",
            validate="integer",
            criteria=">=",
            value=0,
        )
