"""What is wrong with a row of the funnel, in words beside it."""

from __future__ import annotations

from templates.funnel_plan.words import joined

__all__ = ["other_problem", "rate_problem", "stage_problem"]

BEYOND = 'IF({beyond}=1,"more than 100 trillion: check the rates","")'


def rate_problem() -> str:
    """Say what is wrong with a step's rate or counts."""
    rate, entered, advanced = "{rate}", "{entered}", "{advanced}"
    shares = joined(
        [
            (f"NOT(ISNUMBER({rate}))", '"the rate is text: write 47% or 0.47"'),
            (f"{rate}<{{smallest}}", '"a rate must be above 0%"'),
            (f"{rate}>{{percent}}", '"a rate is 100% at most"'),
            (f"{rate}>1", f'"write "&{rate}&"% or "&ROUND({rate}/{{percent}},{{rest_places}})'),
        ],
        BEYOND,
    )
    counts = joined(
        [
            (f'OR({entered}="",{advanced}="")', '"fill both entered and advanced, or neither"'),
            (
                f"NOT(AND(ISNUMBER({entered}),ISNUMBER({advanced})))",
                '"the counts are text: write whole numbers"',
            ),
            (f"OR({entered}<0,{advanced}<0)", '"counts must be 0 or more"'),
            (
                f"OR({entered}<>INT({entered}),{advanced}<>INT({advanced}))",
                '"counts must be whole numbers"',
            ),
            (
                f"{advanced}>{entered}",
                f'"advanced ("&{advanced}&") is more than entered ("&{entered}&")"',
            ),
            (f"{entered}=0", '"nobody entered: clear the counts, type a rate"'),
            (f"{advanced}=0", '"nobody advanced: no volume would be enough"'),
            (f"{entered}>{{too_many}}", '"more than 100 trillion: check the counts"'),
        ],
        BEYOND,
    )
    absent = (
        'IF(SUM({step_given:})>SUM({step_given.1}:{step_given}),"a rate is missing here",'
        "IF(AND({#steps}=1,{step_count}=0),"
        '"type a rate: the share that goes on to the next stage",""))'
    )
    return (
        f'IF(ISERROR({rate}&{entered}&{advanced}),"a cell in this row holds an error: clear it",'
        f'IF({{step_given}}=0,{absent},IF(AND({entered}="",{advanced}=""),{shares},{counts})))'
    )


def stage_problem() -> str:
    """Say what is wrong with a stage's name, or with a stage that nothing leads to."""
    # Below a missing rate others may follow: a stage is stranded only where the row above has none.
    own = "IF({#stages}>ROWS({step_given:}),0,INDEX({step_given:},{#stages}))"
    led_to = "IF({#stages}=1,1,INDEX({step_given:},{#stages}-1))"
    return joined(
        [
            ("ISERROR({stage})", '"the name holds an error: clear it"'),
            (
                '{stage_typed}=""',
                'IF(AND({in_use}=1,{step_count}>0),"name this stage","")',
            ),
            (
                "IF({in_use}=1,SUMPRODUCT(({stage_label.1}:{stage_label}={stage_label})*1)>1,FALSE)",
                '"another stage has this name: give each its own"',
            ),
            ("OR({in_use}=1,SUM({step_given:})=0)", '""'),
            (f"OR({own}=1,{led_to}=1)", '""'),
        ],
        '"no rate leads here: type one above, or clear this name"',
    )


def other_problem() -> str:
    """Say what is wrong with a stage's records already there, or with its lag."""
    volume = (
        'IF(ISERROR({volume}),"records there hold an error: clear it",'
        'IF({volume}="","",IF({volume_used}="","records there: a whole number from 0 up",'
        'IF(AND({volume}>0,{in_use}=0),"records there, but the stage is not in use",""))))'
    )
    lag = "IF({#stages}>ROWS({lag_bad:}),0,INDEX({lag_bad:},{#stages}))"
    return (
        'IF(ISERROR({owner}),"the owner holds an error: clear it",'
        f'IF({lag}=1,"months: a whole number from 0 to 120",IF(AND({{term}}>0,'
        '{lag_here}>{term}),"months to the next stage: the plan has only "&{term},'
        f"{volume})))"
    )
