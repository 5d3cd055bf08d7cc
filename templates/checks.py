"""What is wrong with a row of the funnel, in words beside it."""

from __future__ import annotations

from templates.layout import LAST, STAGES, STEPS_GIVEN

STEPS = STEPS_GIVEN.removeprefix("Funnel!")


def row_check(row: int, position: int) -> str:
    """Give the formula of the column Check for one row of Funnel."""
    b, d, e, f = (f"{column}{row}" for column in "BDEF")
    name = _unnamed(row, position)
    rate = _nested(
        [
            (f"NOT(ISNUMBER({d}))", '"the rate is text: write 47% or 0.47"'),
            (f"{d}<=0", '"a rate must be above 0%"'),
            (f"{d}>100", '"a rate is 100% at most"'),
            (f"{d}>1", f'"write "&{d}&"% or "&ROUND({d}/100,6)'),
        ],
        name,
    )
    counts = _nested(
        [
            (f'OR({e}="",{f}="")', '"fill both entered and advanced, or neither"'),
            (
                f"NOT(AND(ISNUMBER({e}),ISNUMBER({f})))",
                '"the counts are text: write whole numbers"',
            ),
            (f"OR({e}<0,{f}<0)", '"counts must be 0 or more"'),
            (f"OR({e}<>INT({e}),{f}<>INT({f}))", '"counts must be whole numbers"'),
            (f"{f}>{e}", f'"advanced ("&{f}&") is more than entered ("&{e}&")"'),
            (f"{e}=0", '"nobody entered: clear the counts, type a rate"'),
            (f"{f}=0", '"nobody advanced: no volume would be enough"'),
        ],
        name,
    )
    # Below a missing rate others may follow: a stage is stranded only where the row above has none.
    stage_only = (
        f'IF(OR({b}="",R{row - 1}=1),"","no rate leads to this stage: type one in the row above")'
    )
    if position == STAGES:
        return f"=IF({STEPS}+1={position},{name},{stage_only})"
    absent = _nested(
        [
            (f"SUM(R{row + 1}:R${LAST})>0", '"a rate is missing here"'),
            (
                f"{position}={STEPS}+1",
                '"type a rate: the share that goes on to the next stage"'
                if position == 1
                else name,
            ),
        ],
        stage_only,
    )
    return (
        f'=IF(ISERROR({d}&{e}&{f}),"a cell in this row holds an error: clear it",'
        f'IF(R{row}=0,{absent},IF(AND({e}="",{f}=""),{rate},{counts})))'
    )


def _unnamed(row: int, position: int) -> str:
    beyond = ""
    if position < STAGES:
        beyond = (
            f'IF(AND(ISNUMBER(H{row + 1}),H{row}=""),"more than 100 trillion: check the rates","")'
        )
    return f'IF(B{row}="","name this stage",{beyond or chr(34) * 2})'


def _nested(checks: list[tuple[str, str]], otherwise: str) -> str:
    formula = otherwise
    for condition, answer in reversed(checks):
        formula = f"IF({condition},{answer},{formula})"
    return formula
