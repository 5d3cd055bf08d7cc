"""The workings of Funnel: its formulas, and the hidden columns that they lean on."""

from __future__ import annotations

from templates import words
from templates.layout import FIRST, LAST, LAST_BASIS, LAST_STEP, STAGES
from templates.page import BEHIND, UNLOCKED, Page

N, OK, V, SCALE, T_UNITS, V_UNITS, WINS, READY, FILL, PROBLEMS, HANDOVER = (
    f"$Z${row}" for row in range(8, 19)
)
TOO_MANY = "1E+14"
"""Beyond 100 trillion a double no longer separates neighbours after a division."""


def rate_used(row: int) -> str:
    """Take the rate from the counts where given, else as typed; blank when neither is right."""
    d, e, f = (f"{column}{row}" for column in "DEF")
    return (
        f'=IF(ISERROR({d}&{e}&{f}),"",IF(AND({e}="",{f}=""),'
        f'IF(ISNUMBER({d}),IF(AND({d}>0,{d}<=1),{d},""),""),'
        f"IF(AND(ISNUMBER({e}),ISNUMBER({f})),"
        f'IF(AND({f}>0,{f}<={e},{e}=INT({e}),{f}=INT({f})),{f}/{e},""),"")))'
    )


def required(row: int, position: int) -> str:
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


def row_workings(page: Page, position: int) -> None:
    """Write what a row of the table leans on, and what the chart shows of it."""
    row = FIRST + position - 1
    c, d, e, f, g, h, s = (f"{column}{row}" for column in "CDEFGHS")
    most = f"MAX($H${FIRST}:$H${LAST})"
    label = f'IF(B{row}="","Stage {position}",B{row})'
    page.put(f"L{row}", f'=IF({h}="","",{label}&"   "&{words.whole(h)})', BEHIND)
    page.put(f"M{row}", f'=IF({h}="","",(1-P{row})/2)', BEHIND)
    page.put(f"N{row}", f'=IF({h}="","",IF(W{row}=1,P{row},0))', BEHIND)
    page.put(f"O{row}", f'=IF({h}="","",P{row}-N{row})', BEHIND)
    page.put(
        f"P{row}",
        f'=IF({h}="","",IF({most}={WINS},1,0.2+0.8*LOG10({h}/{WINS})/LOG10({most}/{WINS})))',
        BEHIND,
    )
    page.put(f"W{row}", f'=IF(OR({N}+1<{position},{c}="",$C${FIRST}=""),1,IF({c}=$C${FIRST},1,0))')
    if position == STAGES:
        page.put(f"R{row}", 0)
        return
    page.put(f"R{row}", f'=IF(ISERROR({d}&{e}&{f}),1,IF(AND({d}="",{e}="",{f}=""),0,1))')
    page.put(f"S{row}", f'=IF({g}="","",IF({e}<>"",{e},IF(ABS(ROUND({d},4)-{d})<=1E-15,10000,1)))')
    page.put(f"T{row}", f'=IF({g}="","",IF({e}<>"",{f},IF({s}=1,{d},ROUND({d}*10000,0))))')


def plan_workings(page: Page) -> None:
    """Write what the whole plan leans on, and whether the last fill still holds."""
    for cell, title in (
        ("R7", "Step given"),
        ("S7", "Turned round: of"),
        ("T7", "come"),
        ("U7", "Basis of the last fill"),
        ("V7", "Changed since"),
        ("W7", "First owner's"),
        ("Y7", "Working"),
        ("Z7", "Value"),
    ):
        page.put(cell, title, {"bold": True})
    compared = [
        "Plan_Target",
        "Plan_Value",
        "Plan_Confidence",
        *(f"G{row}" for row in range(FIRST, LAST_STEP + 1)),
        *(f"E{row}" for row in range(FIRST, LAST_STEP + 1)),
    ]
    for row, now in enumerate(compared, start=FIRST):
        page.put(f"U{row}", None, UNLOCKED)
        page.put(
            f"V{row}",
            f"=IF(ISNUMBER(U{row}),IF(ISNUMBER({now}),IF(ABS(U{row}-{now})>"
            f"ABS(U{row})*1E-12,1,0),1),IF(ISNUMBER({now}),1,0))",
        )
    owners = f"$C${FIRST}:$C${LAST}"
    others = f"INDEX({owners},{HANDOVER})"
    page.put("N7", f'=IF($C${FIRST}="","First owner",$C${FIRST})', BEHIND)
    page.put(
        "O7",
        f'=IF({HANDOVER}=0,"Others",IF(SUMPRODUCT((W{FIRST}:W{LAST}=0)*({owners}<>{others}))=0'
        f',{others},"Others"))',
        BEHIND,
    )
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
    wins = (
        f"IF(ABS(ROUND({V},4)-{V})>1E-15*{V},"
        f"IF({ratio}-INT({ratio})<=1E-9*{ratio},INT({ratio}),INT({ratio})+1),"
        f"ROUNDUP({T_UNITS}/{V_UNITS},0))"
    )
    return (
        ("Steps given", f"MATCH(0,{steps},0)-1"),
        (
            "Goal complete",
            f"IF(ISNUMBER({target}),IF({target}>0,IF(ISNUMBER({value}),"
            f'IF({value}>0,1,0),IF(ISERROR({value}),0,IF({value}="",1,0))),0),0)',
        ),
        ("Value of a win", f'IF({OK}=0,"",IF(ISNUMBER({value}),{value},1))'),
        ("Units per 1", f'IF({OK}=0,"",{scale})'),
        (
            "Target in units",
            f'IF({OK}=0,"",ROUNDUP(ROUND({units},MAX(0,14-INT(LOG10({units})))),0))',
        ),
        ("Value in units", f'IF({OK}=0,"",ROUND({V}*{SCALE},0))'),
        ("Wins", f'IF({OK}=0,"",{wins})'),
        (
            "Plan complete",
            f"IF({OK}=0,0,IF(AND({N}>0,SUM({steps})={N},"
            f"COUNT($G${FIRST}:$G${LAST_STEP})={N},{WINS}<={TOO_MANY}),1,0))",
        ),
        (
            "Fill: 0 none, 1 fresh, 2 stale",
            f"IF(COUNT($I${FIRST}:$I${LAST})=0,0,IF(SUM($V${FIRST}:$V${LAST_BASIS})>0,2,1))",
        ),
        ("Things to put right", f'SUMPRODUCT(($J${FIRST}:$J${LAST}<>"")*1)'),
        (
            "First row of another owner",
            f"IF(SUM($W${FIRST}:$W${LAST})={STAGES},0,MATCH(0,$W${FIRST}:$W${LAST},0))",
        ),
    )
