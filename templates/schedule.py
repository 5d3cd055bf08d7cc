"""The sheet Schedule: every stage's required volume over months and quarters, adding up exactly."""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook

from templates import words
from templates.builder.styling import (
    ALERT,
    BAND,
    GREY,
    HEADER,
    INPUT,
    INVITING,
    MONTH,
    NAVY,
    PALE,
    PLAIN,
    RULED,
    TITLE,
    WHOLE,
    WORDS,
    Style,
)
from templates.charts import month_charts
from templates.layout import FIRST, LAST, MONTHS, READY, STAGES, STEPS_GIVEN
from templates.page import BEHIND, UNLOCKED, Page

MONTH_COLUMNS = [xl_col_to_name(7 + month) for month in range(MONTHS)]
WHOLE_COLUMNS = [xl_col_to_name(22 + month) for month in range(MONTHS)]
REST_COLUMNS = [xl_col_to_name(35 + month) for month in range(MONTHS)]
LEFT = "AI"
QUARTERS = {column: MONTH_COLUMNS[3 * n : 3 * n + 3] for n, column in enumerate("DEFG")}
TERM, VALID, SUM, SCALE, UNITS, MONTHS_OF_TERM = (f"$AX${row}" for row in range(8, 14))
RIGHT = MONTH_COLUMNS[-1]
RIGHT_ALIGNED: Style = {"align": "right", "shrink": True}
COMING: Style = {"align": "right", "bold": True}
"""A heading that looks like one only while its month is part of the term."""

USED, GIVEN, GOOD, WEIGHT, PER_ONE = 7, 6, 5, 4, 3
"""Workings above the hidden columns: weight used, given, valid, in whole units, units per 1."""


def over(columns: list[str], row: int | str) -> str:
    """Give the range of a row of columns, its columns fixed: $W7:$AH7."""
    return f"${columns[0]}{row}:${columns[-1]}{row}"


def fixed(columns: list[str], row: int) -> str:
    """Give the range of a row of columns, fixed altogether."""
    return f"${columns[0]}${row}:${columns[-1]}${row}"


def write_schedule(page: Page, workbook: Workbook) -> None:
    """Write the sheet: weights, quarters and months, and what is due when as two charts."""
    sheet = page.sheet
    for columns, width in (
        ("A:A", 2),
        ("B:B", 25),
        ("C:C", 18),
        ("D:G", 12),
        (f"H:{RIGHT}", 11),
        ("T:T", 2),
    ):
        sheet.set_column(columns, width)
    sheet.set_column("U:AX", 12, None, {"hidden": True})
    for row, height in {1: 8, 2: 30, 3: 20, 4: 22, 5: 8, 6: 24, 7: 25, 21: 14}.items():
        sheet.set_row(row - 1, height)
    page.put("B2", "Schedule", {"font_size": TITLE, "bold": True, "font_color": NAVY})
    page.put(
        "B3",
        "What must come into each stage, month by month, in whole records. A month of"
        " weight 2 gets twice what a month of weight 1 gets; 0 gets nothing.",
    )
    page.wide(f"B4:{RIGHT}4", "=" + _status(), {"bold": True, "font_color": NAVY})
    page.when("B4", '=LEFT($B$4,6)="Check:"', {"font_color": ALERT})
    _headings(page)
    for position in range(1, STAGES + 1):
        sheet.set_row(FIRST + position - 2, 21)
        _stage(page, FIRST + position - 1, position)
    _workings(page)
    _looks(page)
    _chart_data(page)
    month_charts(page, workbook)
    page.rule(
        f"H7:{RIGHT}7",
        "Weight of the month",
        "1 for an ordinary month, 0 for none, 2 for"
        " twice as much. Clear the months after the end of a shorter term.",
        "A weight is a number from 0 up, such as 1.",
        validate="decimal",
        criteria=">=",
        value=0,
    )
    sheet.ignore_errors({"formula_range": f"C{FIRST}:G{LAST}", "formula_differs": "B4:AX25"})
    sheet.freeze_panes(FIRST - 1, 2)
    page.finish("Funnel plan: schedule", "H7", "A1:T40")


def _status() -> str:
    given, good = fixed(WHOLE_COLUMNS, GIVEN), fixed(WHOLE_COLUMNS, GOOD)
    term = '"From "&' + words.day("Plan_Start") + '&" to "&' + words.day("Plan_End")
    checks = (
        (f"SUM({given})=0", '"Check: type a weight for each month, such as 1."'),
        (
            f"SUM({given})>{TERM}",
            f'"Check: the weight of month "&({TERM}+1)&" is missing; type 0 if'
            ' nothing is due then."',
        ),
        (
            f"SUM({good})<{TERM}",
            f'"Check: the weight of month "&MATCH(0,{good},0)&" must be a number from 0 up."',
        ),
        (f"{SUM}=0", '"Check: the weights are all 0; type a weight above 0 in one month."'),
        (f"{READY}=0", '"Nothing to spread yet. "&Funnel!$B$4'),
        (
            f'{MONTHS_OF_TERM}=""',
            '"Check: the start and the end on Goal are not two dates in'
            ' order; the months are numbered instead."',
        ),
        (
            f"{MONTHS_OF_TERM}>12",
            f'"Check: "&{term}&" are more than 12 months; the volumes are spread over "&{TERM}&"."',
        ),
        (
            f"{MONTHS_OF_TERM}<>{TERM}",
            f'"Check: "&{term}&" is "&{MONTHS_OF_TERM}&IF('
            f'{MONTHS_OF_TERM}=1," month"," months")&", but "&{TERM}&"'
            ' weights are given."',
        ),
    )
    formula = (
        f'{term}&": "&{TERM}&IF({TERM}=1," month"," months")&". Every row adds up to its total."'
    )
    for condition, answer in reversed(checks):
        formula = f"IF({condition},{answer},{formula})"
    return formula


def _headings(page: Page) -> None:
    page.put("B6", "Stage", HEADER, {"align": "left", "indent": 1})
    page.put("C6", "Total", HEADER)
    page.put("B7", "Weight of the month", {"bg_color": PALE, "bold": True, "indent": 1})
    page.put("C7", None, {"bg_color": PALE})
    share: Style = RIGHT_ALIGNED | {"num_format": "0%_)", "font_color": GREY}
    for number, column in enumerate(QUARTERS, start=1):
        first = 3 * number - 2
        page.put(f"{column}6", f'=IF({TERM}<{first},"","Q{number}")', COMING, {"num_format": WORDS})
        weights = ":".join((WHOLE_COLUMNS[first - 1], WHOLE_COLUMNS[first + 1]))
        weights = weights.replace(":", f"{USED}:") + str(USED)
        page.put(f"{column}7", f'=IF(OR({TERM}<{first},{VALID}=0),"",SUM({weights})/{SUM})', share)
    dated = "IF(ISNUMBER(Plan_Start),IF(Plan_Start>=1,1,0),0)"
    for month, column in enumerate(MONTH_COLUMNS):
        given = f"{WHOLE_COLUMNS[month]}${GIVEN}"
        page.put(
            f"{column}6",
            f'=IF({given}=0,"",IF({dated}=1,EDATE(Plan_Start,{month}),"Month {month + 1}"))',
            COMING,
            {"num_format": MONTH},
        )
        page.put(f"{column}7", 1, UNLOCKED, {"align": "center", "num_format": PLAIN})


def _stage(page: Page, row: int, position: int) -> None:
    volume = f"Funnel!H{row}"
    number: Style = RIGHT_ALIGNED | {"num_format": WHOLE}
    page.put(
        f"B{row}",
        f'=IF({volume}="","",IF(Funnel!B{row}="","Stage {position}",Funnel!B{row}))',
        {"align": "left", "indent": 1, "shrink": True},
    )
    page.put(f"C{row}", f'=IF($U{row}="","",SUM(H{row}:{RIGHT}{row}))', number, {"bold": True})
    for n, (column, months) in enumerate(QUARTERS.items()):
        page.put(
            f"{column}{row}",
            f'=IF(OR($U{row}="",{TERM}<{3 * n + 1}),"",SUM({months[0]}{row}:{months[-1]}{row}))',
            number,
        )
    whole, rest = f"$U{row}", f"$V{row}"
    page.put(f"U{row}", f'=IF(OR({VALID}=0,{volume}=""),"",IF({SCALE}=0,0,INT({volume}/{UNITS})))')
    page.put(f"V{row}", f'=IF({whole}="","",{volume}-{UNITS}*{whole})')
    page.put(f"{LEFT}{row}", f'=IF({whole}="",0,{volume}-SUM({over(WHOLE_COLUMNS, row)}))')
    rests = over(REST_COLUMNS, row)
    for month, column in enumerate(MONTH_COLUMNS):
        w, r = WHOLE_COLUMNS[month], REST_COLUMNS[month]
        weight = f"{w}${WEIGHT}"
        share = f"{rest}*{weight}/{UNITS}"
        page.put(
            f"{w}{row}",
            f'=IF({whole}="",0,IF({SCALE}=0,INT(ROUND({share},6)),{whole}*{weight}+INT({share})))',
        )
        page.put(
            f"{r}{row}",
            f'=IF({whole}="",0,IF({SCALE}=0,ROUND({share}-{w}{row},6),'
            f"{rest}*{weight}-{UNITS}*INT({share})))",
        )
        rank = (
            f"SUMPRODUCT(({rests}>{r}{row})*1)"
            f"+SUMPRODUCT((${REST_COLUMNS[0]}{row}:{r}{row}={r}{row})*1)"
        )
        page.put(
            f"{column}{row}",
            f'=IF(OR({whole}="",{w}${GIVEN}=0),"",{w}{row}+IF({rank}<=${LEFT}{row},1,0))',
            number,
        )


def _workings(page: Page) -> None:
    """Turn the weights into whole units, so that remainders are whole and compare exactly."""
    for month, column in enumerate(MONTH_COLUMNS):
        w, typed = WHOLE_COLUMNS[month], f"{column}7"
        page.put(f"{w}{GIVEN}", f'=IF(ISERROR({typed}),1,IF({typed}="",0,1))')
        page.put(f"{w}{GOOD}", f"=IF(ISNUMBER({typed}),IF({typed}>=0,1,0),0)")
        page.put(f"{w}{USED}", f"=IF({VALID}=1,IF({w}{GIVEN}=1,{typed},0),0)")
        page.put(f"{w}{PER_ONE}", "=" + _units(f"{w}{USED}"))
        page.put(f"{w}{WEIGHT}", f"=IF({SCALE}=0,{w}{USED},ROUND({w}{USED}*{SCALE},0))")
    page.put(f"{LEFT}{GIVEN}", 0)
    given = f"{fixed(WHOLE_COLUMNS, GIVEN).split(':')[0]}:${LEFT}${GIVEN}"
    good, used = fixed(WHOLE_COLUMNS, GOOD), fixed(WHOLE_COLUMNS, USED)
    typed = fixed(MONTH_COLUMNS, 7)
    per_one = fixed(WHOLE_COLUMNS, PER_ONE)
    most = f"IF(MIN({per_one})=0,0,MAX({per_one}))"
    dates = "AND(ISNUMBER(Plan_Start),ISNUMBER(Plan_End))"
    months = (
        "(YEAR(Plan_End)-YEAR(Plan_Start))*12+MONTH(Plan_End)-MONTH(Plan_Start)"
        "+IF(DAY(Plan_End)>=DAY(Plan_Start),1,0)"
    )
    rows = (
        ("Months of weight", f"MATCH(0,{given},0)-1"),
        (
            "Weights valid",
            f"IF({TERM}=0,0,IF(OR(SUM({fixed(WHOLE_COLUMNS, GIVEN)})>{TERM},"
            f"SUM({good})<{TERM}),0,IF(SUM({typed})>0,1,0)))",
        ),
        ("Sum of weights", f"SUM({used})"),
        (
            "Units per 1",
            f"IF({VALID}=0,0,IF(OR({most}=0,{SUM}*{most}*MAX({used})*{most}>1E+14),0,{most}))",
        ),
        ("Weights in units", f"IF({SCALE}=0,{SUM},ROUND({SUM}*{SCALE},0))"),
        (
            "Months of the term",
            f'IF({dates},IF(AND(Plan_Start>=1,Plan_End>=Plan_Start),{months},""),"")',
        ),
    )
    for row, (label, formula) in enumerate(rows, start=8):
        page.put(f"AW{row}", label)
        page.put(f"AX{row}", "=" + formula)


def _units(weight: str) -> str:
    """Count the units of 1 that make a weight whole; 0 where it has more than four decimals."""
    formula = "0"
    for places, units in ((4, 10000), (2, 100), (0, 1)):
        formula = f"IF(ABS(ROUND({weight},{places})-{weight})<=1E-12,{units},{formula})"
    return formula


def _looks(page: Page) -> None:
    page.when(f"B{FIRST}:{RIGHT}{LAST}", f'=AND($B{FIRST}<>"",OR(B$6<>"",$C{FIRST}=""))', RULED)
    page.when(f"D6:{RIGHT}6", '=D$6<>""', BAND)
    page.when("D7:G7", '=D$6<>""', {"bg_color": PALE})
    month = "COLUMNS($H$7:H$7)"
    page.when(f"H7:{RIGHT}7", '=H$7<>""', INPUT)
    page.when(f"H7:{RIGHT}7", f"={month}<={TERM}+1", INVITING)


def _chart_data(page: Page) -> None:
    last = f"{STEPS_GIVEN}+1"
    for column in MONTH_COLUMNS:
        cells = f"{column}${FIRST}:{column}${LAST}"
        page.put(f"{column}24", f'=IF({column}{FIRST}="","",{column}{FIRST})', BEHIND)
        page.put(f"{column}25", f'=IF({column}{FIRST}="","",INDEX({cells},{last}))', BEHIND)
