"""The sheet Pace: what was counted against what was due; behind, on pace or ahead."""

from __future__ import annotations

from dataclasses import replace

from templates.builder import words
from templates.builder.describing import (
    Asked,
    Field,
    Grid,
    Lines,
    Sheet,
    Text,
    When,
    Worked,
)
from templates.builder.rules import count, day
from templates.builder.styling import ALERT, INPUT, NOTE, RULED, Style
from templates.funnel_plan.axes import MONTHS, STAGES
from templates.funnel_plan.pace_why import LAST_ROW, SENTENCE, WHY_ROW, why
from templates.funnel_plan.pace_workings import (
    FACTORS,
    PACE_CHECKS,
    chance_of_target,
    pace_workings,
)

__all__ = ["FACTORS", "PACE", "PACE_CHECKS", "pace_workings"]

DAY_ROW, TABLE_ROW, COUNTS_ROW = 6, 9, 28
ALERTED: Style = {"font_color": ALERT, "bold": True}
AHEAD: Style = RULED | {"bold": True}
USED = When('{pace_stage}<>""', RULED)
BOTH = "AND(ISNUMBER({actual_total}),ISNUMBER({expected}))"


def _status() -> str:
    first = 'INDEX({pace_stage:},MATCH("behind",{pace:},0))'
    many = 'COUNTIF({{pace:}},"{0}")'
    behind, ahead, on_pace = (many.format(each) for each in ("behind", "ahead", "on pace"))
    checks = (
        ("COUNT({required:})=0", '"Nothing to compare yet: complete Goal and Funnel first."'),
        (
            "SUM({counts_wrong:})>0",
            '"Check: {0} in the table below is no whole number from 0 up; see the red cells."',
        ),
        ("{as_of_wrong}=1", '"Check: the day beside “Counted until” is no date."'),
        (
            "{as_of_late}=1",
            '"Check: the day beside “Counted until” is after the end of the plan."',
        ),
        (
            "NOT(ISNUMBER({term_days}))",
            '"Check: the start and the end on Goal are not two dates in order."',
        ),
        ("{term_weights}=0", '"Check: the weights on Schedule are not complete."'),
        (
            "{counts_late}=1",
            '"Check: counts are typed for months after that day, or after the end."',
        ),
        ("{won_wrong}=1", '"Check: the revenue won must be an amount above 0, or blank."'),
        (
            "NOT(ISNUMBER({as_of_used}))",
            '"Type below what came in, month by month: the pace of every stage follows."',
        ),
        ("COUNT({actual_total:})=0", '"Nothing is counted yet: type below what came in."'),
    )
    wrong = 'SUM({counts_wrong:})&IF(SUM({counts_wrong:})=1," cell"," cells")'
    months = words.counted("{term_parts}", "month", "months")
    told = f'IF(AND({{as_of_typed}}="",{{by_months}}=0),"After "&{{last_counted}}&" of "&{months},'
    told += f'"By "&{words.day("{as_of_used}")})'
    formula = (
        f'{told}&": "&{behind}&" behind, "&{on_pace}&" on pace, "'
        f'&{ahead}&" ahead."&IF({behind}>0," From the top, the first behind is "&{first}&".","")'
    )
    for condition, answer in reversed(checks):
        formula = f"IF({condition},{answer},{formula})"
    return formula.replace("{0}", f'"&{wrong}&"')


def _day() -> Lines:
    note = (
        'IF({as_of_wrong}=1,"Check: type a date, or clear the cell.",'
        'IF({as_of_late}=1,"Check: this day is after the end of the plan; see Goal.",'
        'IF({as_of_typed}<>"","What is blank up to then counts as 0.","Blank: the end of the last'
        ' month that has counts.")))'
    )
    due = (
        'ROUND({percent}*{share_due},0)&"% of the plan is due by then, by the weights on Schedule"'
        '&IF({by_months}=1,", whose months count in full at their ends.",". The term is not one'
        " calendar month for each weight: each is taken as an equal part of it, so that Due at a"
        " month's end can differ from Schedule.\")"
    )
    as_of = Asked(
        key="as_of",
        label="Counted until",
        shown="day",
        name="Plan_As_Of",
        note=f"={note}",
        rule=day("The day until whose end the counts below go. May stay blank."),
    )
    used = Worked(
        key="as_of_used",
        label="Told as of",
        shown="day",
        formula='IF({as_of_wrong}=1,"",IF({as_of_typed}="",{counts_until},{as_of_typed}))',
        note=f'=IF(ISNUMBER({{share_due}}),{due},"")',
    )
    return Lines(at=f"B{DAY_ROW}", fields=(as_of, used), until="O")


def _reading() -> Text:
    """Say which chance is meant, and which dates."""
    told = (
        '"The chance here: if the rest comes as planned. Goal has the chance with what is in the'
        " funnel now, new records not counted. Dates follow the upper table of Schedule: when each"
        ' stage\'s records are due."&IF(MAX({ahead:})=0,""," For the months to the next stage,'
        ' Enter by on Schedule says when they must come in.")'
    )
    row = TABLE_ROW - 1
    return Text(
        at=f"E{row}",
        to=f"O{row}",
        key="pace_reading",
        content=f"={told}",
        style=NOTE | {"indent": 1, "align": "left", "valign": "vcenter"},
    )


def _table() -> Grid:
    fields = tuple(
        replace(each, plain=True, looks=(*each.looks, USED)) for each in (*_standing(), *_outlook())
    )
    return Grid(
        at=f"B{TABLE_ROW}",
        heading="Where every stage stands",
        down=STAGES,
        left=fields,
        units=True,
        until="O",
        bands=(
            ("until that day", "actual_total", "pace"),
            ("at the end", "finish", "chance"),
            ("from the stage above, and what it explains", "rate_due", "explains"),
        ),
    )


def _standing() -> tuple[Field, ...]:
    """Give what was counted until the day against what was due."""
    behind, ahead = When('{pace}="behind"', ALERTED | RULED), When('{pace}="ahead"', AHEAD)
    return (
        Worked(
            key="pace_stage",
            label="Stage",
            shown="text",
            formula='IF({required}="","",{stage_label})',
        ),
        Worked(
            key="pace_target",
            label="Target",
            unit="records",
            formula="{required}",
        ),
        Worked(
            key="actual_total",
            label="Counted",
            unit="records",
            formula='IF(OR({required}="",{counts_wrong}>0),"",'
            'IF(COUNT({count_taken@months})=0,"",SUM({count_taken@months})))',
        ),
        Worked(
            key="expected",
            label="Due",
            shown="tenths",
            unit="records",
            name="Plan_Expected",
            formula='IF(OR({required}="",{share_due}=""),"",{required}*{share_due})',
        ),
        Worked(
            key="gap",
            label="Gap",
            shown="signed",
            unit="records",
            formula=f'IF({BOTH},{{actual_total}}-{{expected}},"")',
        ),
        Worked(
            key="pace",
            label="Pace",
            shown="text",
            name="Plan_Pace",
            formula=f'IF({BOTH},IF({{chance_few}}<{{alpha}},"behind",'
            'IF({chance_many}<{alpha},"ahead","on pace")),"")',
            looks=(behind, ahead),
        ),
    )


def _outlook() -> tuple[Field, ...]:
    """Give what comes of it at the end, and what each stage explains of the difference."""
    return (
        Worked(
            key="finish",
            label="Finish at this pace",
            unit="records",
            formula=f'IF({BOTH},IF({{expected}}>0,{{required}}*{{actual_total}}/{{expected}},""),"")',
        ),
        Worked(
            key="chance",
            label="Chance if the rest comes as planned",
            shown="share",
            formula=chance_of_target(),
        ),
        Worked(
            key="rate_due",
            label="Rate planned",
            shown="rate",
            formula='IF({#stages}=1,"",IF(AND(ISNUMBER({expected}),ISNUMBER({expected-1})),'
            'IF({expected-1}>0,{expected}/{expected-1},""),""))',
        ),
        Worked(
            key="rate_so_far",
            label="Rate so far",
            shown="rate",
            formula='IF({#stages}=1,"",IF(AND(ISNUMBER({actual_total}),ISNUMBER({actual_total-1})),'
            'IF({actual_total-1}>0,{actual_total}/{actual_total-1},""),""))',
        ),
        Worked(
            key="explains",
            label="Explains",
            shown="signed",
            unit="={result_unit}",
            formula="IF(AND({split}=1,{log_known}=1),IF({#stages}=1,{log_mean}*{log_ratio},"
            '{log_mean}*({log_ratio}-{log_ratio-1})),"")',
        ),
        Worked(
            key="pace_words",
            label="In words",
            shown="text",
            formula=_in_words(),
            style={"shrink": False},
        ),
    )


def _in_words() -> str:
    return (
        'IF({required}="","",IF({counts_wrong}>0,"Check: see the red cells below",'
        'IF({actual_total}="","not counted yet",IF({expected}="","",'
        'IF({pace}="behind","fewer than chance explains",'
        'IF({pace}="ahead","more than chance explains","within what chance explains"))))))'
    )


def _counts() -> Grid:
    in_use = When('{count_stage}<>""', RULED)
    return Grid(
        at=f"B{COUNTS_ROW}",
        heading="What was counted: records that entered each stage, month by month",
        down=STAGES,
        across=MONTHS,
        left=(
            Worked(
                key="count_stage",
                label="Stage",
                shown="text",
                formula="{pace_stage}",
                plain=True,
                looks=(in_use,),
            ),
            Worked(
                key="count_total",
                label="Together",
                formula='IF({actual_total}="","",{actual_total})',
                style={"bold": True},
                plain=True,
                looks=(in_use,),
            ),
        ),
        top=(Worked(key="pace_month", shown="month", formula='IF({month}="","",{month})'),),
        cells=Asked(
            key="actual",
            label="Counted in a month",
            name="Plan_Actuals",
            plain=True,
            rule=count("Records that entered this stage in this month. Blank: not known yet."),
            looks=(
                When(
                    "IF(ISNUMBER({actual}),OR({actual}<0,{actual}<>INT({actual})),"
                    'IF(ISERROR({actual}),TRUE,{actual}<>""))',
                    ALERTED | {"bg_color": INPUT["bg_color"]},
                ),
                When('AND({count_stage}<>"",{pace_month}<>"")', INPUT),
            ),
        ),
    )


PACE = Sheet(
    title="Pace",
    purpose="What came in against what was due by now; whether the difference is more than chance,"
    " and what explains it.",
    widths={"A": 2, "B": 24, "C": 11, "D:O": 10.2, "P": 2},
    heights={
        4: 22,
        DAY_ROW + 1: 28,
        TABLE_ROW - 1: 30,
        TABLE_ROW: 22,
        TABLE_ROW + 2: 64,
        COUNTS_ROW: 22,
        WHY_ROW: 22,
        WHY_ROW + 1: 26,
    },
    blocks=(
        Text(
            at="B4",
            to="O4",
            key="pace_status",
            content=f"={_status()}",
            style=SENTENCE,
            looks=(When('ISNUMBER(SEARCH("Check:",{pace_status}))', ALERTED),),
        ),
        _day(),
        _reading(),
        _table(),
        _counts(),
        *why(),
    ),
    freeze="C4",
    area=f"A1:P{LAST_ROW}",
    portrait=True,
    first=f"C{DAY_ROW}",
)
