"""The sheet Goal: what to reach, by when, how sure; and the answer in words."""

from __future__ import annotations

from templates import words
from templates.builder.styling import (
    ALERT,
    CENTS,
    DAY,
    FILLED,
    HEADING,
    INPUT,
    NAVY,
    NOTE,
    PALE,
    RATE,
    RULED,
    SECTION,
    SMALL,
    TITLE,
    WHOLE,
    Style,
)
from templates.layout import FILL_STATE, GOAL_OK, HANDOVER, READY, WINS
from templates.notes import (
    confidence_note,
    date_note,
    end_note,
    last_year_note,
    target_note,
    value_note,
)
from templates.page import SMALL_PRINT, UNLOCKED, Page

NUMBER: Style = {"align": "right", "num_format": WHOLE}
BIG: Style = {
    "font_size": TITLE,
    "bold": True,
    "font_color": NAVY,
    "bg_color": PALE,
    "align": "left",
    "indent": 1,
    "shrink": True,
}
LABEL: Style = {
    "font_size": SMALL,
    "bg_color": PALE,
    "align": "left",
    "indent": 1,
    "valign": "bottom",
    "text_wrap": True,
}


def write_goal(page: Page, start: float, end: float) -> None:
    """Write the sheet: the inputs on the left, the answer on the right, how to go on below."""
    sheet = page.sheet
    for columns, width in (
        ("A:A", 2),
        ("B:B", 22),
        ("C:C", 18),
        ("D:D", 46),
        ("E:E", 3),
        ("F:G", 32),
        ("H:H", 2),
    ):
        sheet.set_column(columns, width)
    for row, height in {1: 8, 2: 30, 3: 20, 4: 8, 5: 22, 13: 12, 14: 22, 19: 12, 20: 44}.items():
        sheet.set_row(row - 1, height)
    for row in range(6, 13):
        sheet.set_row(row - 1, 31)
    for row in range(15, 19):
        sheet.set_row(row - 1, 27)
    page.put("B2", "Funnel plan", {"font_size": TITLE, "bold": True, "font_color": NAVY})
    page.put(
        "B3",
        "Start from the goal. The plan works back, stage by stage, to what must come in"
        " at the top.",
    )
    _inputs(page, start, end)
    _answer(page)
    _directions(page)
    page.finish("Funnel plan: goal", "C6", "A1:H20")


def _inputs(page: Page, start: float, end: float) -> None:
    page.wide("B5:D5", "Your goal", HEADING)
    rows: tuple[tuple[int, str, float, str, str], ...] = (
        (6, "Target", 1_000_000, WHOLE, target_note()),
        (7, "Value of one win", 10_000, WHOLE, value_note()),
        (8, "Last year", 800_000, WHOLE, last_year_note()),
        (10, "Start", start, DAY, date_note("C10", "The first day of the plan.", "1 Jan 2027")),
        (11, "End", end, DAY, end_note()),
        (12, "Confidence", 0.8, "0%_)", confidence_note()),
    )
    for row, label, value, number, note in rows:
        page.put(f"B{row}", label, RULED)
        page.put(f"C{row}", value, NUMBER, INPUT, UNLOCKED, {"num_format": number})
        page.put(f"D{row}", "=" + note, NOTE, {"indent": 1}, RULED)
    page.put("B9", "Growth on last year", RULED)
    page.put(
        "C9",
        '=IF(AND(ISNUMBER(C6),ISNUMBER(C8)),IF(C8>0,C6/C8-1,""),"")',
        {"num_format": "+0.0%_);-0.0%_);0.0%_)", "align": "right", "bold": True},
        RULED,
    )
    page.put("D9", "Calculated: target ÷ last year − 1.", NOTE, {"indent": 1}, RULED)
    page.when("D6:D12", '=LEFT($D6,6)="Check:"', {"font_color": ALERT, "bold": True})
    for cell in ("C6", "C7", "C8"):
        page.when(cell, f"=IF(ISNUMBER({cell}),{cell}<>INT({cell}),FALSE)", {"num_format": CENTS})
    page.when("C12", "=IF(ISNUMBER(C12),ROUND(C12,2)<>C12,FALSE)", {"num_format": RATE})
    _rules(page)


def _rules(page: Page) -> None:
    above: dict[str, str | float | list[str]] = {"validate": "decimal", "criteria": ">", "value": 0}
    page.rule(
        "C6",
        "Target",
        "What to reach: money, or a number of deals when the next cell is blank. Such as 1000000.",
        "Type a number above 0, such as 1000000, without words or a currency sign.",
        **above,
    )
    page.rule(
        "C7",
        "Value of one win",
        "Money that one won deal brings. Leave it blank to plan in deals.",
        "Type an amount above 0, or clear the cell to plan in deals.",
        **above,
    )
    page.rule(
        "C8",
        "Last year",
        "The same figure a year ago, for the growth. May stay blank.",
        "Type an amount above 0, or clear the cell.",
        **above,
    )
    for cell, title, example in (("C10", "Start", "2027-01-01"), ("C11", "End", "2027-12-31")):
        page.rule(
            cell,
            title,
            f"A date, such as {example}. The schedule shows up to 12 months.",
            f"Type a date, such as {example}.",
            validate="decimal",
            criteria="between",
            minimum=1,
            maximum=2_958_465,
        )
    page.rule(
        "C12",
        "Confidence",
        "How sure you want to be to reach the goal, such as 80%. Used by"
        " the volumes that a fill or a sync writes.",
        "Type a share between 0% and 100%, such as 80% or 0.8.",
        validate="decimal",
        criteria="between",
        minimum=0.0001,
        maximum=0.9999,
    )


def _answer(page: Page) -> None:
    page.wide("F5:G5", "The answer", HEADING)
    page.wide(
        "F6:G8",
        "=" + _sentence(),
        {
            "font_size": SECTION,
            "text_wrap": True,
            "valign": "vcenter",
            "bg_color": PALE,
            "indent": 1,
        },
    )
    top = 'IF(Funnel!B8="","Stage 1",Funnel!B8)'
    ready, shown = f"{READY}=1", {"num_format": "#,##0"}
    page.put("F9", "Deals to win", LABEL)
    page.put("F10", f'=IF({ready},{WINS},"")', BIG, shown)
    page.put("G9", f'="Into the top of the funnel: "&{top}', LABEL)
    page.put("G10", f'=IF({ready},Funnel!H8,"")', BIG, shown)
    page.put("F11", "From the top to a win", LABEL)
    page.put(
        "F12",
        f'=IF({ready},IF(Funnel!H8="","",Funnel!H8/{WINS}),"")',
        BIG,
        {"num_format": '"1 in "#,##0'},
    )
    unasked = 'IF(ISERROR(C12),FALSE,C12="")'
    page.put(
        "G11",
        f'=IF({unasked},"No confidence asked for",'
        'IF(IF(ISNUMBER(C12),AND(C12>0,C12<1),FALSE),"To be "&'
        + words.percent("C12")
        + '&" sure, plan for","With confidence, plan for"))',
        LABEL,
    )
    page.put(
        "G12",
        f'=IF({unasked},"–",'
        f'IF({FILL_STATE}=1,Funnel!I8,IF({FILL_STATE}=2,"out of date","not filled yet")))',
        BIG,
        shown,
    )
    page.when("G12", "=ISTEXT(G12)", {"bold": False, "italic": True})


def _sentence() -> str:
    deals = f'{words.whole(WINS)}&IF({WINS}=1," deal"," deals")'
    wrong = "OR(Plan_End<1,IF(ISNUMBER(Plan_Start),Plan_End<Plan_Start,FALSE))"
    by = f'IF(ISNUMBER(Plan_End),IF({wrong},""," by "&{words.day("Plan_End")}),"")'
    goal = (
        f'IF(ISNUMBER(Plan_Value),"To reach "&{words.amount("Plan_Target")}&{by}'
        f'&", you need "&{deals}&" of "&{words.amount("Plan_Value")}&". That takes ",'
        f'"To win "&{deals}&{by}&", you need ")'
    )
    top = (
        f'{words.whole("Funnel!H8")}&" at the top of the funnel ("&IF(Funnel!B8="","stage 1",'
        'Funnel!B8)&")."'
    )
    handover = (
        f'IF({HANDOVER}>1," "&Funnel!C8&" hands over "&'
        f"{words.whole(f'INDEX(Funnel!H8:H20,{HANDOVER}-1)')}"
        f'&" ("&INDEX(Funnel!B8:B20,{HANDOVER}-1)&"); "&INDEX(Funnel!C8:C20,{HANDOVER})'
        f'&" starts with "&{words.whole(f"INDEX(Funnel!H8:H20,{HANDOVER})")}'
        f'&" ("&INDEX(Funnel!B8:B20,{HANDOVER})&").","")'
    )
    return (
        f'IF({READY}=1,IF(Funnel!H8="","The volumes are beyond what a cell can hold: check the'
        f' rates on Funnel.",{goal}&{top}&{handover}),'
        '"The answer appears here once the goal and the rates are complete. "&'
        f'IF({GOAL_OK}=0,"Complete the goal first.","See the column Check on Funnel."))'
    )


def _directions(page: Page) -> None:
    page.wide("B14:D14", "How to use it", HEADING)
    for row, step in enumerate(
        (
            "1   Type your goal above. Wherever a cell is yellow and boxed, it is yours.",
            "2   On Funnel, name your stages, say who owns each, and type a rate or the counts.",
            "3   On Schedule, weigh the months; every row adds up to its total.",
            "4   For volumes with confidence:   funnel fill, or in Google   funnel sheets sync",
        ),
        start=15,
    ):
        page.wide(f"B{row}:D{row}", step, RULED)
    page.wide("F14:G14", "What the cells mean", HEADING)
    sample: Style = {"align": "center", "num_format": "#,##0"}
    page.put("F15", 1234, INPUT, sample)
    page.put("F16", 1234, sample, RULED)
    page.put("F17", 1234, FILLED, sample)
    page.put("F18", "Check: …", {"align": "center", "bold": True, "font_color": ALERT}, RULED)
    for row, meaning in enumerate(
        (
            "yellow, boxed: you type here",
            "plain: calculated, locked",
            "dashed, italic: filled or synced",
            "red, bold: something to put right",
        ),
        start=15,
    ):
        page.put(f"G{row}", meaning, {"indent": 1}, RULED)
    page.wide(
        "B20:G20",
        (
            "With the add-in, =FUNNEL_REQUIRED() in any cell reads this workbook's names: "
            "Plan_Target, Plan_Value, Plan_Confidence, and Plan_Rates or Plan_Counts. A fill or "
            "a sync also reads Plan_Stages, Plan_Owners and Plan_Weights, and writes "
            "Plan_Required_Confident. In Excel the sheets are protected without a "
            "password: Review, Unprotect Sheet."
        ),
        SMALL_PRINT,
        {"text_wrap": True, "valign": "top"},
    )
