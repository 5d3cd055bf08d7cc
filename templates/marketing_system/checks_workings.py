"""Workings: what is to be put right on each sheet, in words and in numbers."""

from __future__ import annotations

from templates.builder.describing import Lines, Worked
from templates.builder.start import START_CHECKS
from templates.marketing_system.wording import first_true

__all__ = ["CHECKS", "SAID"]

ERROR = '"Check: this cell holds an error, clear it."'


def _said(key: str, label: str, checks: tuple[tuple[str, str], ...]) -> Worked:
    """Say what is wrong with one input, or nothing."""
    return Worked(
        key=f"{key}_said",
        label=label,
        shown="text",
        formula=first_true(((f"ISERROR({{{key}}})", ERROR), *checks), '""'),
    )


def _day(key: str, label: str, example: str) -> Worked:
    wrong = f'"Check: this is no date; write one such as {example}."'
    return _said(
        key,
        label,
        (
            (f'{{{key}}}=""', f'"Check: type a date, such as {example}."'),
            (f"NOT(ISNUMBER({{{key}}}))", wrong),
            (f"OR({{{key}}}<{{first_day}},{{{key}}}>{{last_day}})", wrong),
        ),
    )


def _period(key: str, label: str) -> Worked:
    return _said(
        key,
        label,
        (
            (f'{{{key}}}=""', '""'),
            (
                f'{{{key.split("_")[0]}_typed}}=""',
                '"Check: pick a period by its name, such as "&{period_name.1}&"."',
            ),
            (
                "{span_ready}=0",
                '"Check: the last period comes before the first: nothing is added up."',
            ),
        ),
    )


_GOAL = (
    _said(
        "goal_metric",
        "Goal: what",
        (('TRIM({goal_metric})=""', '"Check: say what to reach, such as customers won."'),),
    ),
    _said(
        "goal_number",
        "Goal: how many",
        (
            ('{goal_number}=""', '"Check: type how many, such as 120."'),
            ("NOT(ISNUMBER({goal_number}))", '"Check: this is text; write a number such as 120."'),
            (
                "OR({goal_number}<=0,{goal_number}>{most_amount})",
                '"Check: a goal is a number above 0."',
            ),
        ),
    ),
    _said(
        "goal_from",
        "Goal: counted from",
        (
            ('{goal_from}=""', '""'),
            ('{goal_from_typed}=""', '"Check: this is no date; write one such as 1 Jan 2027."'),
            (
                "IF(ISNUMBER({goal_end}),{goal_from_typed}>{goal_end},FALSE)",
                '"Check: this is after the day on which the goal is due."',
            ),
        ),
    ),
    _day("goal_day", "Goal: by when", "31 Dec 2027"),
)
_GRAIN = (
    _said(
        "grain",
        "Time grain",
        (('{grain_months}=""', '"Check: pick quarter, half-year or year."'),),
    ),
    _day("start", "First day", "1 Jan 2027"),
    _said(
        "value",
        "Value of one win",
        (
            ('{value}=""', '""'),
            ("NOT(ISNUMBER({value}))", '"Check: this is text; write an amount, or clear it."'),
            (
                "OR({value}<=0,{value}>{most_amount})",
                '"Check: a value is an amount above 0, or blank."',
            ),
        ),
    ),
    _said(
        "margin",
        "Margin",
        (
            ('{margin}=""', '""'),
            ("NOT(ISNUMBER({margin}))", '"Check: this is text; write 70% or 0.7."'),
            ("OR({margin}<=0,{margin}>1)", '"Check: write a share up to 100%, such as 70%."'),
        ),
    ),
    _said(
        "lead_stage",
        "A lead is",
        (("{lead_number}=0", '"Check: this is no stage of the table below."'),),
    ),
    _said(
        "result",
        "Result to explain",
        (("{result_number}=0", '"Check: this is no stage of the table below."'),),
    ),
)
_SPAN = (
    _period("from_period", "From period"),
    _period("to_period", "To period"),
    Worked(
        key="measure_said",
        label="Show by period",
        shown="text",
        formula='IF({shown_kind}=0,"Check: pick activities, expenses, leads or wins.","")',
    ),
)

SAID = Lines(
    at="B1",
    heading="What is wrong with an input",
    until="N",
    fields=(*_GOAL, *_GRAIN, *_SPAN),
)


def _counted(fields: tuple[Worked, ...]) -> str:
    return "+".join(f'IF({{{each.key}}}="",0,1)' for each in fields)


CHECKS = Lines(
    at="B1",
    heading="Things to put right",
    until="N",
    fields=(
        START_CHECKS,
        Worked(
            key="goal_said_count",
            label="Goal: parts that are missing",
            shown="number",
            formula=_counted(_GOAL),
        ),
        Worked(
            key="names_twice",
            label="Names that stand twice, or are errors",
            shown="number",
            formula='SUMPRODUCT(({channel_typed:}<>"")*({channel_key:}=""))'
            '+SUMPRODUCT(({activity_typed:}<>"")*({activity_key:}=""))'
            "+SUM({channel_error:})+SUM({activity_error:})",
        ),
        Worked(
            key="checks_steps",
            label="Checks on Steps",
            shown="number",
            unit="things",
            formula="{goal_said_count}+"
            + _counted(_GRAIN)
            + "+SUM({stage_wrong:})+SUM({kpi_wrong:})+{names_twice}"
            "+IF({sales_number}=0,1,0)",
        ),
        Worked(
            key="checks_log",
            label="Checks on Log",
            shown="number",
            unit="things",
            formula="{log_problems}+IF({log_free}<={rows_low},1,0)",
        ),
        Worked(
            key="checks_dashboard",
            label="Checks on Dashboard",
            shown="number",
            unit="things",
            formula=_counted(_SPAN) + "+{outcomes_differ}",
        ),
        Worked(
            key="experiments_all",
            label="Experiments",
            shown="number",
            formula="SUM({experiment_used:})",
        ),
        Worked(
            key="experiments_running",
            label="Experiments running",
            shown="number",
            formula="SUM({experiment_running:})",
        ),
        Worked(
            key="experiments_learnt",
            label="Experiments learnt from",
            shown="number",
            formula="SUM({experiment_learnt:})",
        ),
        Worked(
            key="experiments_to_do",
            label="Experiments to do",
            shown="number",
            formula="{experiments_all}-{experiments_running}-{experiments_learnt}",
        ),
        Worked(
            key="experiments_open",
            label="Learnt, but nothing follows",
            shown="number",
            formula="SUM({experiment_left_open:})",
        ),
        Worked(
            key="checks_learn",
            label="Checks on Learn",
            shown="number",
            unit="things",
            formula="SUM({experiment_problem:})+{experiments_open}",
        ),
    ),
)
