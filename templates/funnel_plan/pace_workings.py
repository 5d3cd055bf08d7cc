"""What the sheet Pace leans on, as blocks for the sheet Workings."""

from __future__ import annotations

from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from templates.builder.describing import Axis, Block, Field, Grid, Lines, Worked
from templates.funnel_plan.axes import MONTHS, STAGES

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
    lines = _lines()

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
    """Cut the term into its equal parts, a month of the schedule each."""
    known = "AND(ISNUMBER({pace_shown}),{term_weights}>0)"
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
            formula='IF(ISNUMBER({parts_over}),MAX(0,MIN(1,{parts_over}-({term_part}-1))),"")',
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


def _lines() -> tuple[Field, ...]:
    day = 'IF(AND({0}>=1,{0}<={{last_day}}),INT({0}),"")'
    end_of_counts = "{start_day}+ROUNDUP({last_counted}*{term_days}/{term_parts},0)-1"
    last = "INDEX({0},{{step_count}}+1)"
    late = "IF(COUNT({as_of_typed},{end_day})>1,IF({as_of_typed}>{end_day},1,0),0)"
    amount = 'IF(ISERROR({won}),"wrong",IF(ISNUMBER({won}),IF(AND({won}>0,{won}<={largest}),{won},'
    amount += '"wrong"),IF({won}="","","wrong")))'
    return (
        _line("last_counted", "Last month with counts", "MAX({month_counted:})"),
        _line("term_parts", "Parts of the term", "IF({term}=0,COLUMNS({term_weight:}),{term})"),
        _line("term_weights", "Sum of their weights", "SUM({term_weight:})", "number"),
        _line(
            "start_day",
            "First day",
            f'IF(ISNUMBER({{start}}),{day.format("{start}")},"")',
            "day",
        ),
        _line("end_day", "Last day", f'IF(ISNUMBER({{end}}),{day.format("{end}")},"")', "day"),
        _line(
            "term_days",
            "Days of the term",
            "IF(AND(ISNUMBER({start_day}),ISNUMBER({end_day})),"
            'IF({end_day}>={start_day},{end_day}-{start_day}+1,""),"")',
        ),
        _line(
            "counts_until",
            "End of the last month with counts",
            f'IF(AND({{last_counted}}>0,ISNUMBER({{term_days}})),{end_of_counts},"")',
            "day",
        ),
        _line(
            "as_of_typed",
            "The day as typed",
            'IF(ISERROR({as_of}),"wrong",IF(ISNUMBER({as_of}),'
            'IF(AND({as_of}>=1,{as_of}<={last_day}),INT({as_of}),"wrong"),'
            'IF({as_of}="","","wrong")))',
            "day",
        ),
        _line("as_of_wrong", "The day is wrong", 'IF({as_of_typed}="wrong",1,0)'),
        _line("as_of_late", "The day is after the end", late),
        _line(
            "parts_over",
            "Parts that are over",
            "IF(AND(ISNUMBER({as_of_used}),ISNUMBER({term_days})),"
            'MIN(MAX({as_of_used}-{start_day}+1,0),{term_days})*{term_parts}/{term_days},"")',
            "number",
        ),
        _line(
            "share_due",
            "Share of the whole that is due",
            "IF(AND(ISNUMBER({parts_over}),{term_weights}>0),"
            'MIN(1,SUMPRODUCT({term_weight:},{term_elapsed:})/{term_weights}),"")',
            "number",
        ),
        _line(
            "counts_late",
            "Counts after the day or the term",
            "IF({last_counted}=0,0,IF({last_counted}>{term_parts},1,"
            "IF(ISNUMBER({parts_over}),IF({parts_over}<={last_counted}-1,1,0),0)))",
        ),
        _line(
            "pace_shown",
            "Stage of the chart",
            'IF(COUNT({required:})=0,"",IF({handover}<=1,{step_count}+1,'
            "IF(ISNUMBER(INDEX({required:},{handover}-1)),{handover}-1,{step_count}+1)))",
        ),
        _line(
            "pace_shown_name",
            "Its name",
            'IF(ISNUMBER({pace_shown}),INDEX({pace_stage:},{pace_shown}),"")',
            "text",
        ),
        _line("won_taken", "Revenue won as taken", amount, "number"),
        _line("won_wrong", "It is wrong", 'IF({won_taken}="wrong",1,0)'),
        _line(
            "valued",
            "A win has a value",
            "IF(ISNUMBER({value}),IF(AND({value}>0,{value}<={largest}),1,0),0)",
        ),
        _line("value_due", "Value of a win as planned", "IF({valued}=1,{value},1)", "number"),
        _line("result_unit", "Unit of the result", 'IF({valued}=1,{money},"wins")', "text"),
        _line(
            "stages_split",
            "Stages with counts and something due",
            "SUM({log_known:})",
        ),
        _line(
            "split",
            "The difference can be split",
            "IF(COUNT({required:})=0,0,IF({stages_split}={step_count}+1,1,0))",
        ),
        _line(
            "result_due",
            "Result due",
            f'IF({{split}}=1,{last.format("{expected:}")}*{{value_due}},"")',
            "number",
        ),
        _line(
            "result_so_far",
            "Result so far",
            f'IF({{split}}=1,{last.format("{actual_total:}")}*{{value_so_far}},"")',
            "number",
        ),
        _line(
            "log_mean",
            "Logarithmic mean of both",
            "IF({split}=1,IF(ABS({result_so_far}/{result_due}-1)<{close},"
            "AVERAGE({result_so_far},{result_due}),"
            '({result_so_far}-{result_due})/LN({result_so_far}/{result_due})),"")',
            "number",
        ),
        _line(
            "largest_part",
            "The part that weighs most",
            "IF({split}=1,IF({difference}<0,MIN({explains:},{value_explains}),"
            'MAX({explains:},{value_explains})),"")',
            "number",
        ),
        _line(
            "largest_factor",
            "Its number",
            "IF({split}=1,IF(COUNTIF({explains:},{largest_part})=0,{step_count}+1+1,"
            'MATCH({largest_part},{explains:},0)),"")',
        ),
        _line(
            "largest_name",
            "Its name",
            'IF({split}=0,"",IF({largest_factor}<={step_count}+1,'
            'INDEX({factor:},{largest_factor}),"Value of a win"))',
            "text",
        ),
        _line(
            "parts_astray",
            "The parts do not add up",
            "IF({split}=1,IF(ABS({difference}-{parts_sum})<="
            "{tolerance}*({result_due}+{result_so_far}),0,1),0)",
        ),
    )


def _line(key: str, label: str, formula: str, shown: str = "whole") -> Worked:
    return Worked(key=key, label=label, formula=formula, shown=shown)


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
        _line("z_few", "As few, in deviations", _z("{actual_total}+{half_record}", due), "number"),
        _line("chance_few", "Chance of as few", where_known(few), "number"),
        _line(
            "z_many", "As many, in deviations", _z("{actual_total}-{half_record}", due), "number"
        ),
        _line(
            "chance_many",
            "Chance of as many",
            where_known(_at_least("{actual_total}", due, "{z_many}")),
            "number",
        ),
        _line("missing", "Still missing", where_known("MAX(0,{required}-{actual_total})")),
        _line("coming", "Still due", where_known("MAX(0,{required}-{expected})"), "tenths"),
        _line(
            "z_missing",
            "Missing, in deviations",
            _z("{missing}-{half_record}", "{coming}"),
            "number",
        ),
        _line("log_known", "Both above 0", f"IF({known},IF(AND({both}),1,0),0)"),
        _line(
            "log_ratio",
            "Logarithm of their quotient",
            'IF({log_known}=1,LN({actual_total}/{expected}),"")',
            "number",
        ),
        _line(
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
            _line(
                "split_label",
                "Factor",
                f'IF({{split_part}}="","",IF({listed},INDEX({{factor:}},{number}),"Value of a win")'
                '&"   "&IF({split_part}<0,"−","+")&FIXED(ABS({split_part}),0))',
                "text",
            ),
            _line(
                "split_part",
                "Explains",
                f'IF({{split}}=0,"",IF({listed},INDEX({{explains:}},{number}),'
                f'IF({number}={value},{{value_explains}},"")))',
                "signed",
            ),
        ),
    )
