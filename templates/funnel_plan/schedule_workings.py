"""What the schedule leans on: weights in whole units, and the largest remainders.

Weights are turned into whole units, so that the remainders of a spread are whole numbers and
compare exactly.
"""

from __future__ import annotations

from templates.builder.describing import Field, Grid, Worked
from templates.funnel_plan.axes import MONTHS, STAGES

__all__ = ["SCHEDULE_LINES", "months_grid", "parts_grid", "remainders_grid"]


def _worked(key: str, label: str, formula: str, shown: str = "number", unit: str = "") -> Worked:
    return Worked(key=key, label=label, formula=formula, shown=shown, unit=unit)


def _most() -> str:
    return "IF(MIN({weight_units:})=0,0,MAX({weight_units:}))"


SCHEDULE_LINES: tuple[Field, ...] = (
    _worked(
        "term",
        "Months of weight",
        "IF(SUM({weight_given:})={year},{year},MATCH(0,{weight_given:},0)-1)",
        unit="months",
    ),
    _worked(
        "weights_valid",
        "The weights are right",
        "IF({term}=0,0,IF(OR(SUM({weight_given:})>{term},SUM({weight_good:})<{term}),0,"
        "IF(SUM({weight_number:})>0,1,0)))",
    ),
    _worked("weight_sum", "Sum of the weights", "SUM({weight_used:})"),
    _worked(
        "weight_scale",
        "Units per 1",
        f"IF({{weights_valid}}=0,0,IF({_most()}=0,0,IF({{weight_sum}}*{_most()}"
        f"*MAX({{weight_used:}})*{_most()}>{{too_many}},0,{_most()})))",
    ),
    _worked(
        "units_sum",
        "Weights in units",
        "IF({weight_scale}=0,{weight_sum},ROUND({weight_sum}*{weight_scale},0))",
    ),
    _worked(
        "term_dates",
        "Months from start to end",
        'IF(OR({start_used}="",{end_used}=""),"",(YEAR({end_used})-YEAR({start_used}))*{year}'
        "+MONTH({end_used})-MONTH({start_used})"
        "+IF(DAY({end_used})>=DAY({start_used}),1,0))",
        unit="months",
    ),
    _worked("sums_wrong", "Rows that do not add up", "SUM({row_off:})+SUM({enter_off:})"),
)


def _units() -> str:
    """Count the units of 1 that make a weight whole; 0 where it has more than four decimals."""
    formula = "0"
    for places, units in (("{places}", "{parts}"), ("{decimals}", "{hundredths}"), ("0", "1")):
        gap = f"ABS(ROUND({{weight_used}},{places})-{{weight_used}})"
        formula = f"IF({gap}<={{same}},{units},{formula})"
    return formula


def _drawn(stage: str) -> str:
    volume = f"INDEX({{schedule@stages}},{stage})"
    return f'IF({volume}="","",{volume})'


def months_grid(at: str) -> Grid:
    """Describe what the months lean on."""
    return Grid(
        at=at,
        across=MONTHS,
        top=(
            _worked("month_number", "Months", "{#months}"),
            _worked("weight_given", "Weight given", 'IF(ISERROR({weight}),1,IF({weight}="",0,1))'),
            _worked(
                "weight_good",
                "Weight is right",
                "IF(ISNUMBER({weight}),IF(AND({weight}>=0,{weight}<={largest}),1,0),0)",
            ),
            _worked("weight_number", "Weight as a number", "IF({weight_good}=1,{weight},0)"),
            _worked(
                "weight_used",
                "Weight used",
                "IF({weights_valid}=1,IF({weight_given}=1,{weight_number},0),0)",
            ),
            _worked("weight_units", "Units per 1", _units()),
            _worked(
                "weight_whole",
                "Weight in units",
                "IF({weight_scale}=0,{weight_used},ROUND({weight_used}*{weight_scale},0))",
            ),
            _worked("quarter_of", "Quarter", "INT(({#months}-1)/{quarter})+1"),
            _worked("chart_top", "Top of the funnel", _drawn("1")),
            _worked("chart_wins", "Wins", _drawn("{step_count}+1")),
        ),
    )


def parts_grid(at: str) -> Grid:
    """Describe the whole part of every stage's volume in each month."""
    share = "{row_rest}*{weight_whole}/{units_sum}"
    part = (
        f'IF({{row_whole}}="",0,IF({{weight_scale}}=0,INT(ROUND({share},{{rest_places}})),'
        f"{{row_whole}}*{{weight_whole}}+INT({share})))"
    )
    return Grid(
        at=at,
        heading="Volumes over the months: whole parts",
        down=STAGES,
        across=MONTHS,
        left=(
            _worked(
                "row_whole",
                "Whole per unit",
                'IF(OR({weights_valid}=0,{required}=""),"",'
                "IF({weight_scale}=0,0,INT({required}/{units_sum})))",
            ),
            _worked("row_rest", "Rest", 'IF({row_whole}="","",{required}-{units_sum}*{row_whole})'),
        ),
        top=(_worked("part_month", "Month", "{#months}"),),
        cells=_worked("part", "Whole part", part),
    )


def remainders_grid(at: str) -> Grid:
    """Describe the remainders: the largest of them get one record more."""
    share = "{row_rest}*{weight_whole}/{units_sum}"
    remainder = (
        f'IF({{row_whole}}="",0,IF({{weight_scale}}=0,ROUND({share}-{{part}},{{rest_places}}),'
        f"{{row_rest}}*{{weight_whole}}-{{units_sum}}*INT({share})))"
    )
    return Grid(
        at=at,
        heading="Volumes over the months: remainders",
        down=STAGES,
        across=MONTHS,
        left=(
            _worked(
                "row_left",
                "Left to give",
                'IF({row_whole}="",0,{required}-SUM({part@months}))',
            ),
            _worked(
                "row_off",
                "Does not add up",
                'IF({row_whole}="",0,IF(SUM({schedule@months})={required},0,1))',
            ),
        ),
        top=(_worked("remainder_month", "Month", "{#months}"),),
        cells=_worked("remainder", "Remainder", remainder),
    )
