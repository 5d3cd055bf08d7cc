"""What the funnel leans on: its steps and stages as typed, turned round into whole numbers.

A rate is turned round into whole numbers (47 % is 10000 : 4700, counts are entered : advanced), so
that x × 10000 ÷ 4700 splits into parts that a cell holds exactly; only a true fraction is rounded
up. A rate of more than four decimals (=1/3) tolerates 1e-9 of the quotient.
"""

from __future__ import annotations

from templates.builder.describing import Field, Filled, Grid, Worked
from templates.funnel_plan import words
from templates.funnel_plan.axes import BASIS, STAGES, STEPS
from templates.funnel_plan.checks import other_problem, rate_problem, stage_problem

__all__ = ["FUNNEL_LINES", "bars_grid", "basis_grid", "problems_grid", "stages_grid", "steps_grid"]


def _worked(key: str, label: str, formula: str, shown: str = "number", unit: str = "") -> Worked:
    return Worked(key=key, label=label, formula=formula, shown=shown, unit=unit)


FUNNEL_LINES: tuple[Field, ...] = (
    _worked(
        "step_count",
        "Steps given",
        "IF(SUM({step_given:})={basis_steps},{basis_steps},MATCH(0,{step_given:},0)-1)",
        unit="steps",
    ),
    _worked(
        "ready",
        "The plan is complete",
        'IF({wins}="",0,IF(AND({step_count}>0,SUM({step_given:})={step_count},'
        "COUNT({rate_used:})={step_count},{wins}<={too_many}),1,0))",
    ),
    _worked(
        "handover",
        "First row of another owner",
        "IF(SUM({first_owned:})=ROWS({first_owned:}),0,MATCH(0,{first_owned:},0))",
    ),
    _worked(
        "first_owner",
        "First owner",
        'IF(INDEX({owner_label:},1)="","First owner",INDEX({owner_label:},1))',
        "text",
    ),
    _worked(
        "other_owners",
        "The others",
        'IF({handover}=0,"Others",IF(SUMPRODUCT(({first_owned:}=0)'
        "*({owner_label:}<>INDEX({owner_label:},{handover})))=0,"
        'INDEX({owner_label:},{handover}),"Others"))',
        "text",
    ),
    _worked("expected_sum", "Wins expected from what is there", "SUM({wins_from:})", "hundredths"),
    _worked("volumes_sum", "Records already there", "SUM({volume_used:})"),
    _worked("lags_bad", "Months that are no whole number", "SUM({lag_bad:})"),
    _worked(
        "goes_through",
        "The goal goes through customers",
        'IF({metric}="","",IF({metric}="profit",1,IF({metric}="customers",1-{metric_blank},'
        "IF({base_typed}>0,1,0))))",
    ),
    _worked(
        "metric_blank",
        "The metric is left blank",
        'IF(ISERROR({goal}),0,IF(TRIM({goal})="",1,0))',
    ),
    _worked(
        "base_typed",
        "Further inputs given",
        "+".join(
            f'IF(ISERROR({{{key}}}),1,IF({{{key}}}="",0,1))'
            for key in ("purchases", "existing", "retention", "share_of_year")
        ),
    ),
    _worked(
        "fill_state",
        "Confident volumes: 0 none, 1 fresh, 2 to update",
        "IF(COUNT({confident:})=0,0,1+IF(SUM({basis_changed:})+SUM({confident_wrong:})>0,1,0))",
    ),
    _worked(
        "chance_state",
        "Probability: 0 none, 1 fresh, 2 to update",
        "IF(ISNUMBER({probability}),IF(OR({probability}<0,{probability}>1),1,"
        "IF(SUM({basis_changed:})+SUM({volume_changed:})-INDEX({basis_changed:},{basis_head})>0,"
        '1,0))+1,IF(ISERROR({probability}),1+1,IF({probability}="",0,1+1)))',
    ),
)


def steps_grid(at: str) -> Grid:
    """Describe what the steps lean on."""
    rate, entered, advanced = "{rate}", "{entered}", "{advanced}"
    lag_good = "AND({lag}>=0,{lag}<={most_lag},{lag}=INT({lag}))"
    fields = (
        _worked("step_number", "Step", "{#steps}"),
        _worked(
            "step_given",
            "Given",
            f"IF(ISERROR({rate}&{entered}&{advanced}),1,"
            f'IF(AND({rate}="",{entered}="",{advanced}=""),0,1))',
        ),
        _worked(
            "counted",
            "By counts",
            f'IF({{rate_used}}="",0,IF({entered}<>"",1,0))',
        ),
        _worked(
            "rate_of",
            "Turned round: of",
            f'IF({{rate_used}}="","",IF({{counted}}=1,{entered},'
            f"IF(ABS(ROUND({rate},{{places}})-{rate})<={{noise}},{{parts}},1)))",
        ),
        _worked(
            "rate_come",
            "come",
            f'IF({{rate_used}}="","",IF({{counted}}=1,{advanced},'
            f"IF({{rate_of}}=1,{rate},ROUND({rate}*{{parts}},0))))",
        ),
        _worked(
            "beyond",
            "Beyond what a cell holds",
            'IF(AND(ISNUMBER({required+1}),{required}=""),1,0)',
        ),
        _worked("rate_problem", "What is wrong", rate_problem(), "text"),
        _worked(
            "lag_bad",
            "Months are wrong",
            f'IF(ISNUMBER({{lag}}),IF({lag_good},0,1),IF(ISERROR({{lag}}),1,IF({{lag}}="",0,1)))',
        ),
        _worked(
            "entered_used",
            "Entered",
            f'IF({{counted}}=1,{entered},"")',
        ),
        _worked("lag_used", "Months", "IF({lag_bad}=1,0,IF(ISNUMBER({lag}),{lag},0))"),
    )
    return Grid(at=at, heading="Steps", down=STEPS, left=fields)


def stages_grid(at: str) -> Grid:
    """Describe what the stages lean on."""
    foot = {
        "won_share": _worked("won_at_end", "", "1"),
        "ahead": _worked("ahead_at_end", "", "0"),
    }
    return Grid(
        at=at,
        heading="Stages",
        down=STAGES,
        left=(*_who_stands_where(), *_what_they_bring()),
        foot=foot,
        total="Won",
    )


def _who_stands_where() -> tuple[Worked, ...]:
    """Give the stages' names and owners, and each one's place among its owner's."""
    return (
        _worked("stage_number", "Stage", "{#stages}"),
        _worked("stage_typed", "Name as typed", 'IF(ISERROR({stage}),"",TRIM({stage}))', "text"),
        _worked("in_use", "In use", "IF({#stages}<={step_count}+1,1,0)"),
        _worked(
            "stage_label",
            "Name",
            'IF({in_use}=0,"",IF({stage_typed}="","Stage "&{#stages},{stage_typed}))',
            "text",
        ),
        _worked(
            "owner_label",
            "Owner",
            'IF({in_use}=0,"",IF(ISERROR({owner}),"",TRIM({owner})))',
            "text",
        ),
        _worked(
            "first_owned",
            "First owner's",
            'IF(OR({in_use}=0,{owner_label}="",INDEX({owner_label:},1)=""),1,'
            "IF({owner_label}=INDEX({owner_label:},1),1,0))",
        ),
        _worked(
            "own_rank",
            "First owner's so far",
            "SUMPRODUCT(({first_owned.1}:{first_owned}=1)*({in_use.1}:{in_use}=1))",
        ),
        _worked("other_rank", "Others' so far", "SUM({in_use.1}:{in_use})-{own_rank}"),
    )


def _what_they_bring() -> tuple[Worked, ...]:
    """Give what comes of the records that are there, and how long it takes."""
    step = "IF({#stages}>{step_count},@,INDEX({KEY:},{#stages}))"

    def of_step(key: str, otherwise: str) -> str:
        return step.replace("KEY", key).replace("@", otherwise)

    return (
        _worked(
            "volume_used",
            "Records there",
            "IF(ISNUMBER({volume}),IF(AND({volume}>=0,{volume}=INT({volume}),"
            '{volume}<={too_many}),{volume},""),IF(ISERROR({volume}),"",IF({volume}="",0,"")))',
        ),
        _worked(
            "won_share",
            "Share that is won",
            f'IF({{ready}}=0,"",IF({{in_use}}=0,"",{of_step("rate_used", "1")}'
            "*IF({#stages}>{step_count},1,{won_share+1})))",
        ),
        _worked(
            "wins_from",
            "Wins from them",
            'IF(OR({won_share}="",{volume_used}=""),"",{volume_used}*{won_share})',
        ),
        _worked("lag_here", "Months to the next", of_step("lag_used", "0")),
        _worked(
            "ahead",
            "Months to the win",
            "{lag_here}+IF({#stages}>{step_count},0,{ahead+1})",
        ),
        _worked(
            "confident_shown",
            "Confident volume",
            'IF({fill_state}=1,IF(ISNUMBER({confident}),{confident},""),"")',
        ),
    )


def problems_grid(at: str) -> Grid:
    """Describe what is wrong with each stage, by what is to be mended."""
    of_step = 'IF({#stages}>ROWS({rate_problem:}),"",INDEX({rate_problem:},{#stages}))'
    fields = (
        _worked("problem_stage", "Stage", "{#stages}"),
        _worked("rate_wrong", "Rate or counts", of_step, "text"),
        _worked("stage_wrong", "Name", stage_problem(), "text"),
        _worked("other_wrong", "The rest", other_problem(), "text"),
    )
    return Grid(at=at, heading="What is wrong with each stage", down=STAGES, left=fields)


def bars_grid(at: str) -> Grid:
    """Describe the bars of the funnel's picture: centred, on a log scale."""
    most = "MAX({required:})"
    drawn = 'IF({required}="","",'
    fields = (
        _worked("bar_stage", "Bar", drawn + "{#stages})"),
        _worked(
            "bar_label",
            "Label",
            f'{drawn}{{stage_label}}&"   "&{words.whole("{required}")})',
            "text",
        ),
        _worked("bar_gap", "Gap", drawn + "(1-{bar_width})*{half})"),
        _worked("bar_first", "First owner", drawn + "IF({first_owned}=1,{bar_width},0))"),
        _worked("bar_other", "Others", drawn + "{bar_width}-{bar_first})"),
        _worked(
            "bar_width",
            "Width",
            f"{drawn}IF({most}={{wins}},1,{{log_foot}}+(1-{{log_foot}})"
            f"*LOG10({{required}}/{{wins}})/LOG10({most}/{{wins}})))",
        ),
        Filled(
            key="volumes_at_fill",
            label="Records there at fill",
            shown="number",
            name="Plan_Volumes_At_Fill",
        ),
        _worked(
            "volume_changed",
            "Changed since",
            "IF(ISNUMBER({volumes_at_fill}),IF(ISNUMBER({volume_used}),"
            "IF(ABS({volumes_at_fill}-{volume_used})>ABS({volumes_at_fill})*{same},1,0),1),"
            "IF(ISNUMBER({volume_used}),IF({volume_used}=0,0,1),0))",
        ),
        _worked(
            "confident_wrong",
            "No volume that a fill gives",
            "IF(OR({ready}=0,{in_use}=0),0,IF(ISNUMBER({confident}),"
            "IF(AND({confident}=INT({confident}),{confident}>={wins}),0,1),1))",
        ),
        _worked("enter_off", "Enter by is off", 'IF({enter_check}="no",1,0)'),
    )
    return Grid(at=at, heading="The funnel's picture; and records there", down=STAGES, left=fields)


def basis_grid(at: str) -> Grid:
    """Describe what the last fill used, beside what holds now."""
    head = "CHOOSE({#basis},IF({goes_through}=1,{wins},{target_used}),"
    head += 'IF({goes_through}=1,"",{value_used}),{confidence_used})'
    now = (
        f"IF({{#basis}}<={{basis_head}},{head},"
        "IF({#basis}<={basis_head}+{basis_steps},INDEX({rate_used:},{#basis}-{basis_head}),"
        "INDEX({entered_used:},{#basis}-{basis_head}-{basis_steps})))"
    )
    fields = (
        _worked("basis_place", "Place", "{#basis}"),
        _worked("basis_now", "Now", now),
        Filled(key="basis", label="At the last fill", shown="number", name="Plan_Basis"),
        _worked(
            "basis_changed",
            "Changed since",
            "IF(ISNUMBER({basis}),IF(ISNUMBER({basis_now}),"
            "IF(ABS({basis}-{basis_now})>ABS({basis})*{same},1,0),1),"
            "IF(ISNUMBER({basis_now}),1,0))",
        ),
    )
    return Grid(
        at=at,
        heading="Basis of the last fill: target, value, confidence, 12 rates, 12 counts",
        down=BASIS,
        left=fields,
    )
