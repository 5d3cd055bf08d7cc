"""What the sheet Pace leans on, as blocks for the sheet Workings."""

from __future__ import annotations

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from templates.builder.describing import Axis, Block, Grid, Lines, Worked
from templates.funnel_plan.axes import MONTHS, STAGES
from templates.funnel_plan.pace_lines import day_lines, line, result_lines

__all__ = ["FACTORS", "PACE_CHECKS", "chance_of_target", "pace_workings"]

FACTORS = Axis("factors", STAGES.size + 1)
"""What a result is the product of: the records at the top, a rate per step, the value of a win."""

CONSTANTS = (
    Worked(
        key="alpha",
        label="Chance of a false alarm",
        constant=0.05,
        shown="share",
        note="At most so often chance alone calls a stage behind, or ahead, that is on pace.",
    ),
    Worked(
        key="most_counted",
        label="Most records in a month",
        constant=1e9,
        note="A count above a billion is taken for a slip.",
    ),
    Worked(
        key="most_exact",
        label="Most records counted exactly",
        constant=1e6,
        note="Above a million due, chances come from the normal curve: to about six digits.",
    ),
    Worked(
        key="half_record",
        label="Half a record",
        constant=0.5,
        shown="tenths",
        note="The normal curve is continuous, records are not.",
    ),
    Worked(
        key="skewness",
        label="Divisor of the skewness",
        constant=6,
        note="Records that come by chance are skewed: the normal curve is corrected for it.",
    ),
    Worked(
        key="close",
        label="Close to each other",
        constant=1e-5,
        shown="number",
        note="Below such a relative difference the logarithmic mean is the plain one.",
    ),
)

PACE_CHECKS = Worked(
    key="checks_pace",
    label="Pace: things to put right",
    formula="SUM({counts_wrong:})+{as_of_wrong}+{as_of_late}+{won_wrong}+{counts_late}+{parts_astray}",
)


def pace_workings(at: str) -> tuple[Block, ...]:
    """Give the blocks, in columns B to O from the cell `at` on."""
    row, column = xl_cell_to_rowcol(at)
    lines = (*day_lines(), *result_lines())

    def below(rows: int, right: int = 0) -> str:
        return xl_rowcol_to_cell(row + rows, column + right)

    counts = len(CONSTANTS) + 2
    calendar = counts + STAGES.size + 3
    cells = calendar + 8
    stages = cells + len(lines) + 2
    factors = stages + STAGES.size + 3
    return (
        Lines(at=below(0), heading="Constants of the pace", until="O", fields=CONSTANTS),
        _counts(below(counts)),
        _calendar(below(calendar)),
        Lines(at=below(cells), heading="Pace: the day and the result", fields=lines, columns=2),
        _stages(below(stages)),
        _factors(below(factors)),
    )


def _counts(at: str) -> Grid:
    """Take the counts as typed, if they are any; a cell that is wrong says so."""
    taken = (
        'IF({required}="","",IF(ISERROR({actual}),"wrong",IF(ISNUMBER({actual}),'
        "IF(AND({actual}>=0,{actual}=INT({actual}),{actual}<={most_counted}),{actual},"
        '"wrong"),IF({actual}="","","wrong"))))'
    )
    return Grid(
        at=at,
        heading="Pace: counts as they are taken",
        down=STAGES,
        across=MONTHS,
        left=(
            Worked(
                key="counts_wrong",
                label="Wrong",
                formula='COUNTIF({count_taken@months},"wrong")',
            ),
        ),
        top=(Worked(key="count_month", shown="month", formula="{pace_month}"),),
        cells=Worked(key="count_taken", formula=taken),
    )


def _calendar(at: str) -> Grid:
    """Cut the term into the months of the schedule; into equal parts where it has others."""
    known = "AND(ISNUMBER({pace_shown}),{term_weights}>0)"
    first, after = "EDATE({start_day},{#months}-1)", "EDATE({start_day},{#months})"
    month = f"({{as_of_used}}+1-{first})/({after}-{first})"
    equal = "MIN({as_of_used}-{start_day}+1,{term_days})*{term_parts}/{term_days}-({#months}-1)"
    top = (
        Worked(key="term_part", formula="{#months}", label="Part of the term"),
        Worked(
            key="term_weight",
            label="Its weight; without weights each counts alike",
            shown="number",
            formula="IF({term}=0,1,{weight_used})",
        ),
        Worked(
            key="term_elapsed",
            label="How much of it is over",
            shown="number",
            formula="IF(AND(ISNUMBER({as_of_used}),ISNUMBER({term_days})),"
            f'MAX(0,MIN(1,IF({{by_months}}=1,{month},{equal}))),"")',
        ),
        Worked(
            key="month_counted",
            label="Its number, if anything is counted",
            formula="IF(COUNT({count_taken@stages})>0,{term_part},0)",
        ),
        Worked(
            key="pace_due",
            label="Due by its end at the stage of the chart",
            shown="tenths",
            formula=f'IF({known},IF({{pace_month}}="","",INDEX({{required:}},{{pace_shown}})'
            '*SUM({term_weight.1}:{term_weight})/{term_weights}),"")',
        ),
        Worked(
            key="pace_month_count",
            label="Counted in it there",
            formula='IF(ISNUMBER({pace_shown}),INDEX({count_taken@stages},{pace_shown}),"")',
        ),
        Worked(
            key="pace_count",
            label="Counted by its end there",
            formula='IF({term_part}>{last_counted},"",SUM({pace_month_count.1}:{pace_month_count}))',
        ),
    )
    return Grid(at=at, heading="Pace: the months", across=MONTHS, top=top, labels=2)


def _stages(at: str) -> Grid:
    """Work out the chances, and the logarithms of what the counts are of what was due."""
    known = "AND(ISNUMBER({actual_total}),ISNUMBER({expected}))"
    due = "{expected}"

    def where_known(formula: str) -> str:
        return f'IF({known},{formula},"")'

    few = f"IF({due}<=0,1,IF({due}<={{most_exact}},POISSON({{actual_total}},{due},TRUE),"
    few += f"{_normal('{z_few}', due)}))"
    both = "{actual_total}>0,{expected}>0"
    fields = (
        line("z_few", "As few, in deviations", _z("{actual_total}+{half_record}", due), "number"),
        line("chance_few", "Chance of as few", where_known(few), "number"),
        line("z_many", "As many, in deviations", _z("{actual_total}-{half_record}", due), "number"),
        line(
            "chance_many",
            "Chance of as many",
            where_known(_at_least("{actual_total}", due, "{z_many}")),
            "number",
        ),
        line("missing", "Still missing", where_known("MAX(0,{required}-{actual_total})")),
        line("coming", "Still due", where_known("MAX(0,{required}-{expected})"), "tenths"),
        line(
            "z_missing",
            "Missing, in deviations",
            _z("{missing}-{half_record}", "{coming}"),
            "number",
        ),
        line("log_known", "Both above 0", f"IF({known},IF(AND({both}),1,0),0)"),
        line(
            "log_ratio",
            "Logarithm of their quotient",
            'IF({log_known}=1,LN({actual_total}/{expected}),"")',
            "number",
        ),
        line(
            "factor",
            "Factor",
            'IF({pace_stage}="","",IF({#stages}=1,"Records: "&{pace_stage},'
            '"Rate: "&{pace_stage-1}&" → "&{pace_stage}))',
            "text",
        ),
    )
    return Grid(at=at, heading="Pace: chances and logarithms", down=STAGES, left=fields)


def chance_of_target() -> str:
    """Give the chance that what is still missing comes, if the rest comes as planned."""
    chance = _at_least("{missing}", "{coming}", "{z_missing}")
    return f'IF(ISNUMBER({{missing}}),{chance},"")'


def _at_least(count: str, mean: str, z: str) -> str:
    """Give the chance that a count of such a mean is at least so high."""
    exact = f"GAMMADIST({mean},{count},1,TRUE)"
    normal = f"1-{_normal(z, mean)}"
    return f"IF({count}<=0,1,IF({mean}<=0,0,IF({mean}<={{most_exact}},{exact},{normal})))"


def _z(count: str, mean: str) -> str:
    """Give a count's distance from a mean in standard deviations, where the normal curve serves."""
    distance = f"({count}-{mean})/SQRT({mean})"
    known = f"AND(ISNUMBER({{actual_total}}),ISNUMBER({mean}))"
    return f'IF({known},IF({mean}>{{most_exact}},{distance},""),"")'


def _normal(z: str, mean: str) -> str:
    """Give the chance of at most z deviations: the normal curve, corrected for skewness."""
    skew = f"NORMDIST({z},0,1,FALSE)*({z}*{z}-1)/({{skewness}}*SQRT({mean}))"
    return f"MAX(0,MIN(1,NORMSDIST({z})-{skew}))"


def _factors(at: str) -> Grid:
    """List the factors for the chart, one below the other, the value of a win last."""
    number, value = "{#factors}", "{step_count}+1+1"
    listed = f"{number}<={{step_count}}+1"
    return Grid(
        at=at,
        heading="Pace: what explains the difference, for the chart",
        down=FACTORS,
        left=(
            line(
                "split_label",
                "Factor",
                f'IF({{split_part}}="","",IF({listed},INDEX({{factor:}},{number}),"Value of a win")'
                '&"   "&IF({split_part}<0,"−","+")&FIXED(ABS({split_part}),0))',
                "text",
            ),
            line(
                "split_part",
                "Explains",
                f'IF({{split}}=0,"",IF({listed},INDEX({{explains:}},{number}),'
                f'IF({number}={value},{{value_explains}},"")))',
                "signed",
            ),
        ),
    )
