"""The sheet Funnel: stages, owners, rates or counts, required volumes, and the funnel's picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.workbook import Workbook

from templates import words
from templates.checks import row_check
from templates.layout import FIRST, LAST, LAST_STEP, STAGES, STEPS
from templates.page import BEHIND, SMALL_PRINT, UNLOCKED, Page
from templates.styling import (
    ALERT, AMBER, BODY, FILLED, FONT, GREY, HEADER, INK, INPUT, INVITING, LINE, NAVY, NOTE, RATE,
    RULED, SMALL, TITLE, WHITE, WHOLE, Style,
)

OWNERS = ("Marketing", "Sales", "Partners", "Customer success")
NUMBER: Style = {"num_format": WHOLE, "align": "right", "indent": 1}
N, OK, V, SCALE, T_UNITS, V_UNITS, WINS, READY, FILL, PROBLEMS, HANDOVER = (
    f"$Z${row}" for row in range(8, 19)
)
TOO_MANY = "1E+14"
"""Beyond 100 trillion a double no longer separates neighbours after a division."""


def write_funnel(
    page: Page, workbook: Workbook, stages: Sequence[tuple[str, str]], rates: Sequence[float]
) -> None:
    """Write the sheet with its stages (name, owner) and the rates between them."""
    sheet = page.sheet
    widths = (("A:A", 2), ("B:B", 21), ("C:C", 14), ("D:D", 10), ("E:F", 11), ("G:G", 10),
              ("H:I", 18), ("J:J", 36), ("K:K", 2), ("L:P", 13), ("Q:Q", 2))
    for columns, width in widths:
        sheet.set_column(columns, width)
    sheet.set_column("R:Z", 14, None, {"hidden": True})
    for row, height in {1: 8, 2: 30, 3: 20, 4: 22, 5: 8, 6: 20, 7: 34, 21: 8, 22: 50}.items():
        sheet.set_row(row - 1, height)
    page.put("B2", "Funnel", {"font_size": TITLE, "bold": True, "font_color": NAVY})
    page.put("B3", "From the wins at the bottom up: each volume × its rate is at least the volume"
                   " below it.")
    page.wide("B4:J4", "=" + _status(), {"bold": True, "font_color": NAVY})
    page.when("B4", f"=OR({READY}=0,{PROBLEMS}>0)", {"font_color": ALERT})
    _headings(page)
    for position in range(1, STAGES + 1):
        sheet.set_row(FIRST + position - 2, 25)
        name, owner = stages[position - 1] if position <= len(stages) else (None, None)
        rate = rates[position - 1] if position <= len(rates) else None
        _stage(page, position, (name, owner, rate))
        _row_workings(page, position)
    _plan_workings(page)
    _looks(page)
    _rules(page)
    _chart(page, workbook)
    page.wide("B22:J22", (
        "Rate: the share of a stage's records that eventually goes on to the next one. Counts, where"
        " both are given, take the place of the typed rate. Up to 12 steps: type the next stage and"
        " its rate in the dotted cells; to drop the last step, clear its rate and the name below it."
    ), SMALL_PRINT, {"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(FIRST - 1, 2)
    page.finish("Funnel plan: funnel", f"B{FIRST}", "A1:Q22")


def _status() -> str:
    last = f"INDEX($B${FIRST}:$B${LAST},{N}+1)"
    return (
        f'IF({OK}=0,"Check: the goal is not complete, see the sheet Goal.",'
        f'IF({PROBLEMS}>0,"Check: "&IF({PROBLEMS}=1,"one thing",{PROBLEMS}&" things")'
        f'&" to put right, see the column Check.",'
        f'{N}&IF({N}=1," step"," steps")&" from "&$B${FIRST}&" to "&{last}&"; "'
        f'&IF({FILL}=1,"the volumes with confidence are up to date.",'
        f'IF({FILL}=2,"the volumes with confidence are out of date: run funnel fill again.",'
        '"for the volumes with confidence, run funnel fill."))))'
    )


def _headings(page: Page) -> None:
    band: Style = {"font_size": SMALL, "font_color": GREY, "align": "center", "bottom": 1,
                   "bottom_color": GREY}
    page.wide("B6:C6", "Who", band)
    page.put("D6", "Either", band)
    page.wide("E6:F6", "or: what you counted", band)
    page.put("G6", "", band)
    page.wide("H6:I6", "What it takes", band)
    page.put("J6", "", band)
    confidence = "ISNUMBER(Plan_Confidence)"
    for cell, title in (
        ("B7", "Stage"), ("C7", "Owner"), ("D7", "Rate to next stage"), ("E7", "Entered"),
        ("F7", "Advanced"), ("G7", "Rate used"), ("H7", "Required volume"),
        ("I7", f'=IF({FILL}=2,"Out of date: run funnel fill again",IF({confidence},"Required to be'
               f' "&{words.percent("Plan_Confidence")}&" sure","Required with confidence"))'),
        ("J7", "Check"),
    ):
        page.put(cell, title, HEADER, {"align": "left" if cell in ("B7", "C7", "J7") else "right", "indent": 1})
    page.when("I7", f"={FILL}=2", {"bg_color": WHITE, "font_color": ALERT})


def _stage(page: Page, position: int, typed: tuple[Any, Any, Any]) -> None:
    row = FIRST + position - 1
    name, owner, rate = typed
    step = position <= STEPS
    own: tuple[Style, ...] = (UNLOCKED,) if step else ()
    page.put(f"B{row}", name, UNLOCKED, {"indent": 1})
    page.put(f"C{row}", owner, UNLOCKED, {"indent": 1})
    page.put(f"D{row}", rate, *own, NUMBER, {"num_format": RATE})
    for column in "EF":
        page.put(f"{column}{row}", None, *own, NUMBER)
    if step:
        page.put(f"G{row}", _rate_used(row), NUMBER, {"num_format": RATE, "font_color": GREY})
    page.put(f"H{row}", _required(row, position), NUMBER, {"bold": True})
    page.put(f"I{row}", None, NUMBER)
    page.put(f"J{row}", row_check(row, position), NOTE,
             {"font_color": ALERT, "bold": True, "indent": 1})


def _rate_used(row: int) -> str:
    d, e, f = (f"{column}{row}" for column in "DEF")
    return (
        f'=IF(ISERROR({d}&{e}&{f}),"",IF(AND({e}="",{f}=""),'
        f'IF(ISNUMBER({d}),IF(AND({d}>0,{d}<=1),{d},""),""),'
        f"IF(AND(ISNUMBER({e}),ISNUMBER({f})),"
        f'IF(AND({f}>0,{f}<={e},{e}=INT({e}),{f}=INT({f})),{f}/{e},""),"")))'
    )


def _required(row: int, position: int) -> str:
    """Chain the ceilings.

    S:T is the rate turned round: 10000 : 4700 for a typed 47 %, entered : advanced for counts. All
    whole, so x × S ÷ T is split into whole parts that a double holds exactly, and only a true
    fraction is rounded up. A computed rate (1 : ⅓) tolerates 1e-9 of itself.
    """
    if position == STAGES:
        return f'=IF(AND({READY}=1,{N}+1={position}),{WINS},"")'
    x, s, t = f"H{row + 1}", f"S{row}", f"T{row}"
    q = f"{x}/{t}"
    computed = f"IF({q}-INT({q})<=1E-9*{q},INT({q}),INT({q})+1)"
    exact = f"INT({q})*{s}+ROUNDUP(({x}-{t}*INT({q}))*{s}/{t},0)"
    return (
        f'=IF({READY}=0,"",IF({N}+1<{position},"",IF({N}+1={position},{WINS},'
        f'IF({x}="","",IF({x}/G{row}>{TOO_MANY},"",IF({t}<1,{computed},{exact}))))))'
    )


def _row_workings(page: Page, position: int) -> None:
    row = FIRST + position - 1
    c, d, e, f, g, h, s = (f"{column}{row}" for column in "CDEFGHS")
    label = f'IF(B{row}="","Stage {position}",B{row})'
    page.put(f"L{row}", f'=IF({h}="","",{label}&"   "&{words.whole(h)})', BEHIND)
    page.put(f"M{row}", f'=IF({h}="","",(1-P{row})/2)', BEHIND)
    page.put(f"N{row}", f'=IF({h}="","",IF(W{row}=1,P{row},0))', BEHIND)
    page.put(f"O{row}", f'=IF({h}="","",P{row}-N{row})', BEHIND)
    page.put(f"P{row}", f'=IF({h}="","",MAX(0.04,LOG10({h}+1)/LOG10(MAX($H${FIRST}:$H${LAST})+1)))',
             BEHIND)
    page.put(f"W{row}", f'=IF(OR({h}="",{c}="",$C${FIRST}=""),1,IF({c}=$C${FIRST},1,0))')
    if position == STAGES:
        page.put(f"R{row}", 0)
        return
    page.put(f"R{row}", f'=IF(ISERROR({d}&{e}&{f}),1,IF(AND({d}="",{e}="",{f}=""),0,1))')
    page.put(f"S{row}", f'=IF({g}="","",IF({e}<>"",{e},IF(ABS(ROUND({d},4)-{d})<=1E-15,10000,1)))')
    page.put(f"T{row}", f'=IF({g}="","",IF({e}<>"",{f},IF({s}=1,{d},ROUND({d}*10000,0))))')


def _plan_workings(page: Page) -> None:
    for cell, title in (("R7", "Step given"), ("S7", "Turned round: of"), ("T7", "come"),
                        ("U7", "Basis of the last fill"), ("V7", "Changed since"),
                        ("W7", "First owner's"), ("Y7", "Working"), ("Z7", "Value")):
        page.put(cell, title, {"bold": True})
    compared = ["Plan_Target", "Plan_Value", "Plan_Confidence",
                *(f"G{row}" for row in range(FIRST, LAST_STEP + 1))]
    for row, now in enumerate(compared, start=FIRST):
        page.put(f"U{row}", None)
        page.put(f"V{row}", f"=IF(ISNUMBER(U{row}),IF(ISNUMBER({now}),IF(ABS(U{row}-{now})>"
                            f"ABS(U{row})*1E-12,1,0),1),IF(ISNUMBER({now}),1,0))")
    owners = f"$C${FIRST}:$C${LAST}"
    others = f"INDEX({owners},{HANDOVER})"
    page.put("N7", f'=IF($C${FIRST}="","First owner",$C${FIRST})', BEHIND)
    page.put("O7", f'=IF({HANDOVER}=0," ",IF(SUMPRODUCT((W{FIRST}:W{LAST}=0)*({owners}<>{others}))=0'
                   f',{others},"Others"))', BEHIND)
    steps = f"$R${FIRST}:$R${LAST}"
    for row, (label, formula) in enumerate(_workings(steps), start=FIRST):
        page.put(f"Y{row}", label)
        page.put(f"Z{row}", "=" + formula)


def _workings(steps: str) -> tuple[tuple[str, str], ...]:
    target, value = "Plan_Target", "Plan_Value"
    units = f"{target}*{SCALE}"
    ratio = f"{target}/{V}"
    fractions = "IF(AND({0}=ROUND({0},{2}),{1}=ROUND({1},{2})),{3},{4})"
    scale = fractions.format(target, V, 0, 1, fractions.format(target, V, 2, 100, 10000))
    wins = (f"IF(ABS(ROUND({V},4)-{V})>1E-15*{V},"
            f"IF({ratio}-INT({ratio})<=1E-9*{ratio},INT({ratio}),INT({ratio})+1),"
            f"ROUNDUP({T_UNITS}/{V_UNITS},0))")
    return (
        ("Steps given", f"MATCH(0,{steps},0)-1"),
        ("Goal complete", f"IF(ISNUMBER({target}),IF({target}>0,IF(ISNUMBER({value}),"
                          f'IF({value}>0,1,0),IF(ISERROR({value}),0,IF({value}="",1,0))),0),0)'),
        ("Value of a win", f'IF({OK}=0,"",IF(ISNUMBER({value}),{value},1))'),
        ("Units per 1", f'IF({OK}=0,"",{scale})'),
        ("Target in units", f'IF({OK}=0,"",ROUNDUP(ROUND({units},MAX(0,14-INT(LOG10({units})))),0))'),
        ("Value in units", f'IF({OK}=0,"",ROUND({V}*{SCALE},0))'),
        ("Wins", f'IF({OK}=0,"",{wins})'),
        ("Plan complete", f"IF({OK}=0,0,IF(AND({N}>0,SUM({steps})={N},"
                          f"COUNT($G${FIRST}:$G${LAST_STEP})={N},{WINS}<={TOO_MANY}),1,0))"),
        ("Fill: 0 none, 1 fresh, 2 stale", f"IF(COUNT($I${FIRST}:$I${LAST})=0,0,"
                                           f"IF(SUM($V${FIRST}:$V${FIRST + STEPS + 2})>0,2,1))"),
        ("Things to put right", f'SUMPRODUCT(($J${FIRST}:$J${LAST}<>"")*1)'),
        ("First row of another owner",
         f"IF({READY}=0,0,IF(SUM($W${FIRST}:$W${LAST})={STAGES},0,MATCH(0,$W${FIRST}:$W${LAST},0)))"),
    )


def _looks(page: Page) -> None:
    at = f"ROWS($B${FIRST}:$B{FIRST})"
    given, named = f"OR({at}<={N},$R{FIRST}=1)", f'OR({at}<={N}+1,$R{FIRST}=1,$B{FIRST}<>"")'
    who, how = f"B{FIRST}:C{LAST}", f"D{FIRST}:F{LAST_STEP}"
    page.when(f"C{FIRST}:C{LAST}", f'=AND($C{FIRST}<>"",{at}>{N}+1,$B{FIRST}="",$R{FIRST}=0)',
              {"font_color": WHITE})
    page.when(who, "=" + named, INPUT)
    page.when(who, f"={at}={N}+2", INVITING)
    page.when(how, "=" + given, INPUT)
    page.when(how, f"={at}={N}+1", INVITING)
    page.when(f"G{FIRST}:H{LAST}", f"={at}<={N}+1", RULED)
    page.when(f"I{FIRST}:I{LAST}", f"=AND({FILL}=2,$I{FIRST}<>\"\")",
              {"font_color": GREY, "font_strikeout": True, **_plain(FILLED)}, last=True)
    page.when(f"I{FIRST}:I{LAST}", f"={at}<={N}+1", FILLED)
    page.when(f"J{FIRST}:J{LAST}", f"={at}<={N}+1", RULED)


def _plain(style: Style) -> Style:
    return {key: value for key, value in style.items() if key != "italic"}


def _rules(page: Page) -> None:
    page.rule(f"B{FIRST}:B{LAST}", "Stage", "The stage's name, top of the funnel first; the last one"
              " is the win.", "Keep the name to 40 characters.", validate="length", criteria="<=",
              value=40)
    page.rule(f"C{FIRST}:C{LAST}", "Owner", "Who answers for this stage. Pick one or type your own.",
              "This owner is not on the list. Keep it?", validate="list", source=list(OWNERS),
              error_type="warning")
    page.rule(f"D{FIRST}:D{LAST_STEP}", "Rate to the next stage", "The share of this stage that goes"
              " on to the next one, such as 47%. Or leave it blank and type the counts.",
              "A rate is a share above 0% and up to 100%: write 47% or 0.47, not 47.",
              validate="decimal", criteria="between", minimum=1e-9, maximum=1)
    for column, title, hint in (
        ("E", "Entered", "How many records entered this stage, in a past period whose outcome is"
                         " known."),
        ("F", "Advanced", "How many of those went on to the next stage."),
    ):
        page.rule(f"{column}{FIRST}:{column}{LAST_STEP}", title, hint + " May stay blank.",
                  "Counts are whole numbers from 0 up.", validate="integer", criteria=">=", value=0)


def _chart(page: Page, workbook: Workbook) -> None:
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    font: dict[str, Any] = {"name": FONT, "size": BODY, "color": INK}
    for column, look in (("M", None), ("N", NAVY), ("O", AMBER)):
        series: dict[str, Any] = {
            "name": f"=Funnel!${column}$7" if look else " ",
            "categories": f"=Funnel!$L${FIRST}:$L${LAST}",
            "values": f"=Funnel!${column}${FIRST}:${column}${LAST}",
            "fill": {"color": look} if look else {"none": True},
            "border": {"none": True},
            "gap": 25,
        }
        chart.add_series(series)
    chart.set_title({"name": "Required volume, stage by stage (width on a log scale)",
                     "name_font": font | {"bold": True, "color": NAVY}, "overlay": False})
    chart.set_y_axis({"reverse": True, "line": {"none": True}, "major_tick_mark": "none",
                      "num_font": font, "major_gridlines": {"visible": False}})
    chart.set_x_axis({"visible": False, "min": 0, "max": 1, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "top", "font": font})
    chart.set_chartarea({"border": {"color": LINE}, "fill": {"color": WHITE}})
    chart.set_size({"width": 480, "height": 507})
    page.sheet.insert_chart(f"L{FIRST - 2}", chart, {
        "object_position": 2,
        "description": "Funnel chart: the required volume of each stage as a centred bar, widest at"
                       " the top, width on a log scale; the first owner's stages dark, the others'"
                       " light. The volumes stand in the column Required volume.",
    })
