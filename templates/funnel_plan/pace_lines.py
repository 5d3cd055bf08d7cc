"""Where the plan stands in time, and the result so far: lines that the sheet Pace leans on."""

from __future__ import annotations

from templates.builder.describing import Field, Worked

__all__ = ["day_lines", "line", "result_lines"]


def line(key: str, label: str, formula: str, shown: str = "whole") -> Worked:
    """Describe a working of one cell."""
    return Worked(key=key, label=label, formula=formula, shown=shown)


def day_lines() -> tuple[Field, ...]:
    """Describe the term, its parts, and the day by whose end it is asked what is due."""
    return (*_term(), *_day())


def result_lines() -> tuple[Field, ...]:
    """Describe the result so far and the result due, and what makes most of the difference."""
    return (*_result(), *_difference())


def _term() -> tuple[Field, ...]:
    """Give the term as typed, in days and in parts."""
    day = 'IF(AND({0}>=1,{0}<={{last_day}}),INT({0}),"")'
    return (
        line("last_counted", "Last month with counts", "MAX({month_counted:})"),
        line("term_parts", "Parts of the term", "IF({term}=0,COLUMNS({term_weight:}),{term})"),
        line("term_weights", "Sum of their weights", "SUM({term_weight:})", "number"),
        line(
            "start_day",
            "First day",
            f'IF(ISNUMBER({{start}}),{day.format("{start}")},"")',
            "day",
        ),
        line("end_day", "Last day", f'IF(ISNUMBER({{end}}),{day.format("{end}")},"")', "day"),
        line(
            "term_days",
            "Days of the term",
            "IF(AND(ISNUMBER({start_day}),ISNUMBER({end_day})),"
            'IF({end_day}>={start_day},{end_day}-{start_day}+1,""),"")',
        ),
        line(
            "by_months",
            "Its parts are calendar months",
            "IF(AND(ISNUMBER({term_days}),{term}>0),"
            "IF(EDATE({start_day},{term})={end_day}+1,1,0),0)",
        ),
    )


def _day() -> tuple[Field, ...]:
    """Give the day, and how much of the term is over by its end."""
    late = "IF(COUNT({as_of_typed},{end_day})>1,IF({as_of_typed}>{end_day},1,0),0)"
    end_of_counts = "IF({by_months}=1,EDATE({start_day},{last_counted}),"
    end_of_counts += "{start_day}+ROUNDUP({last_counted}*{term_days}/{term_parts},0))-1"
    return (
        line(
            "counts_until",
            "End of the last month with counts",
            f'IF(AND({{last_counted}}>0,ISNUMBER({{term_days}})),{end_of_counts},"")',
            "day",
        ),
        line(
            "as_of_typed",
            "The day as typed",
            'IF(ISERROR({as_of}),"wrong",IF(ISNUMBER({as_of}),'
            'IF(AND({as_of}>=1,{as_of}<={last_day}),INT({as_of}),"wrong"),'
            'IF({as_of}="","","wrong")))',
            "day",
        ),
        line("as_of_wrong", "The day is wrong", 'IF({as_of_typed}="wrong",1,0)'),
        line("as_of_late", "The day is after the end", late),
        line(
            "parts_over",
            "Parts that are over",
            'IF(COUNT({term_elapsed:})=0,"",SUMIF({term_part:},"<="&{term_parts},{term_elapsed:}))',
            "number",
        ),
        line(
            "share_due",
            "Share of the whole that is due",
            "IF(AND(ISNUMBER({parts_over}),{term_weights}>0),"
            'MIN(1,SUMPRODUCT({term_weight:},{term_elapsed:})/{term_weights}),"")',
            "number",
        ),
        line(
            "counts_late",
            "Counts after the day or the term",
            "IF({last_counted}=0,0,IF({last_counted}>{term_parts},1,"
            "IF(ISNUMBER({parts_over}),IF({parts_over}<={last_counted}-1,1,0),0)))",
        ),
        line(
            "pace_shown",
            "Stage of the chart",
            'IF(COUNT({required:})=0,"",IF({handover}<=1,{step_count}+1,'
            "IF(ISNUMBER(INDEX({required:},{handover}-1)),{handover}-1,{step_count}+1)))",
        ),
        line(
            "pace_shown_name",
            "Its name",
            'IF(ISNUMBER({pace_shown}),INDEX({pace_stage:},{pace_shown}),"")',
            "text",
        ),
    )


def _result() -> tuple[Field, ...]:
    """Give what the wins bring: so far, and due by the day."""
    last = "INDEX({0},{{step_count}}+1)"
    amount = 'IF(ISERROR({won}),"wrong",IF(ISNUMBER({won}),IF(AND({won}>0,{won}<={largest}),{won},'
    amount += '"wrong"),IF({won}="","","wrong")))'
    return (
        line("won_taken", "Revenue won as taken", amount, "number"),
        line("won_wrong", "It is wrong", 'IF({won_taken}="wrong",1,0)'),
        line(
            "valued",
            "A win has a value",
            "IF(ISNUMBER({value}),IF(AND({value}>0,{value}<={largest}),1,0),0)",
        ),
        line("value_due", "Value of a win as planned", "IF({valued}=1,{value},1)", "number"),
        line("result_unit", "Unit of the result", 'IF({valued}=1,{money},"wins")', "text"),
        line(
            "stages_split",
            "Stages with counts and something due",
            "SUM({log_known:})",
        ),
        line(
            "split",
            "The difference can be split",
            "IF(COUNT({required:})=0,0,IF({stages_split}={step_count}+1,1,0))",
        ),
        line(
            "result_due",
            "Result due",
            f'IF({{split}}=1,{last.format("{expected:}")}*{{value_due}},"")',
            "number",
        ),
        line(
            "result_so_far",
            "Result so far",
            f'IF({{split}}=1,{last.format("{actual_total:}")}*{{value_so_far}},"")',
            "number",
        ),
    )


def _difference() -> tuple[Field, ...]:
    """Give what the difference is split with, and its largest part."""
    return (
        line(
            "log_mean",
            "Logarithmic mean of both",
            "IF({split}=1,IF(ABS({result_so_far}/{result_due}-1)<{close},"
            "AVERAGE({result_so_far},{result_due}),"
            '({result_so_far}-{result_due})/LN({result_so_far}/{result_due})),"")',
            "number",
        ),
        line(
            "largest_part",
            "The part that weighs most",
            "IF({split}=1,IF({difference}<0,MIN({explains:},{value_explains}),"
            'MAX({explains:},{value_explains})),"")',
            "number",
        ),
        line(
            "largest_factor",
            "Its number",
            "IF({split}=1,IF(COUNTIF({explains:},{largest_part})=0,{step_count}+1+1,"
            'MATCH({largest_part},{explains:},0)),"")',
        ),
        line(
            "largest_name",
            "Its name",
            'IF({split}=0,"",IF({largest_factor}<={step_count}+1,'
            'INDEX({factor:},{largest_factor}),"Value of a win"))',
            "text",
        ),
        line(
            "parts_astray",
            "The parts do not add up",
            "IF({split}=1,IF(ABS({difference}-{parts_sum})<="
            "{tolerance}*({result_due}+{result_so_far}),0,1),0)",
        ),
    )
