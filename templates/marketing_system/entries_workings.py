"""Workings: the Log cleaned row by row, and the sentences that say what is wrong with a row.

A row passes its checks one after the other. How many it passed picks the sentence: a number per
row is far quicker to load and to recalculate than the sentences themselves in every row.
"""

from __future__ import annotations

from collections.abc import Sequence

from templates.builder.describing import Grid, Worked
from templates.marketing_system.axes import ENTRIES, FAULTS
from templates.marketing_system.wording import channel_slot, number_among, slot

__all__ = ["ENTRY_TABLE", "FAULT_TABLE"]

TYPED = "&".join(
    f"{{log_{part}}}" for part in ("day", "channel", "stage", "kind", "what", "amount")
)
OUTCOME = "({entry_kind}={kind_outcome})"
ACTIVITY = "({entry_kind}={kind_activity})"

CHECKS = (
    ('{log_day}<>""', "Check: type a date"),
    ("ISNUMBER({log_day})", "Check: this is no date: write one such as 2027-01-31"),
    ("{calendar_ready}=1", "Check: no periods yet: see the time grain and first day on Steps"),
    ("{log_day}>={period_first.1}", "Check: before the first period: left out"),
    ("{entry_period}>0", "Check: after the last period: left out"),
    ('TRIM({log_channel})<>""', "Check: pick a channel"),
    ("{entry_channel}>0", "Check: Steps has no channel of this name"),
    ("{entry_kind}>0", "Check: the kind is activity, expense or outcome"),
    (
        f'{OUTCOME}*(TRIM({{log_stage}})="")=0',
        "Check: an outcome needs the stage that was entered",
    ),
    ('(TRIM({log_stage})<>"")*({entry_stage}=0)=0', "Check: Steps has no stage of this name"),
    (f'{ACTIVITY}*(TRIM({{log_what}})="")=0', "Check: say which activity it was"),
    ('{log_amount}<>""', "Check: type an amount"),
    ("ISNUMBER({log_amount})", "Check: the amount is text: write a number"),
    ("{log_amount}>=0", "Check: an amount is 0 or more"),
    ("{log_amount}<={most_amount}", "Check: this amount is too large to be true"),
    (
        f"{OUTCOME}*({{entry_number}}<>INT({{entry_number}}))=0",
        "Check: an outcome is a whole number of records",
    ),
)
"""What a row has to pass, the first one first, and what is said where it does not."""

NOT_COMPARED = (f"{ACTIVITY}*({{entry_thing}}=0)=0", "Not compared: no such activity on Steps")

AN_ERROR = "Check: a cell in this row holds an error: clear it"
CONDITIONS = (*(condition for condition, _ in CHECKS), NOT_COMPARED[0])
PLACE = 7
"""So many of them ask when and where; two shorter formulas load faster than one."""

SENTENCES = (AN_ERROR, *(said for _, said in CHECKS), NOT_COMPARED[1], "")
assert len(SENTENCES) == FAULTS.size


def _passed(conditions: Sequence[str]) -> str:
    """Count the conditions that hold before the first one that does not."""
    counted = f"({conditions[-1]})"
    for condition in reversed(conditions[:-1]):
        counted = f"({condition})*(1+{counted})"
    return counted


FAULT_TABLE = Grid(
    at="B1",
    heading="What the log says beside a row that passed 0, 1, … checks",
    down=FAULTS,
    left=(
        Worked(
            key="fault_said",
            label="Sentence",
            shown="text",
            formula="CHOOSE({#faults}," + ",".join(f'"{said}"' for said in SENTENCES) + ")",
            style={"shrink": False},
        ),
    ),
)


def _told(typed: str, number: str) -> str:
    """Give a number that a text stands for, or 0 where its cell is an error."""
    return f"IF(ISERROR({typed}),0,{number})"


ENTRY_TABLE = Grid(
    at="B1",
    heading="The log, cleaned row by row",
    down=ENTRIES,
    left=(
        Worked(
            key="entry_period",
            label="Period, 0: none",
            shown="number",
            formula="IF(ISNUMBER({log_day}),"
            "SUMPRODUCT(({period_first:}<={log_day})*1)*({log_day}<{calendar_end}),0)",
        ),
        Worked(
            key="entry_day",
            label="Date as a number",
            shown="number",
            formula="IF(ISNUMBER({log_day}),{log_day},0)",
        ),
        Worked(
            key="entry_channel",
            label="Channel, 0: none",
            shown="number",
            formula=number_among("{log_channel}", "channel"),
        ),
        Worked(
            key="entry_kind",
            label="Kind, 0: none",
            shown="number",
            formula=_told(
                "{log_kind}",
                '(TRIM({log_kind})="activity")*{kind_activity}'
                '+(TRIM({log_kind})="expense")*{kind_expense}'
                '+(TRIM({log_kind})="outcome")*{kind_outcome}',
            ),
        ),
        Worked(
            key="entry_stage",
            label="Stage, 0: none",
            shown="number",
            formula=number_among("{log_stage}", "stage"),
        ),
        Worked(
            key="entry_thing",
            label="Stage of an outcome, activity",
            shown="number",
            formula=f"{OUTCOME}*{{entry_stage}}+{ACTIVITY}*"
            + number_among("{log_what}", "activity"),
        ),
        Worked(
            key="entry_number",
            label="Amount as a number",
            shown="number",
            formula="IF(ISNUMBER({log_amount}),{log_amount},0)",
        ),
        Worked(
            key="entry_state",
            label="An error: 0, blank, else -1",
            shown="number",
            formula=f'IF(ISERROR({TYPED}),0,IF({TYPED}="",{{checks_count}}+1,0-1))',
        ),
        Worked(
            key="entry_rest_passed",
            label="Checks passed, kind to amount",
            shown="number",
            formula="IF({entry_state}<0," + _passed(CONDITIONS[PLACE:]) + ",0)",
        ),
        Worked(
            key="entry_passed",
            label="Checks passed",
            shown="number",
            formula="IF({entry_state}<0,1+"
            + _passed([*CONDITIONS[:PLACE], "{entry_rest_passed}"])
            + ",{entry_state})",
        ),
        Worked(
            key="entry_amount",
            label="Amount that counts",
            shown="number",
            formula='IF({entry_passed}<{checks_count},"",'
            'IF(ISNUMBER({log_amount}),{log_amount},""))',
        ),
        Worked(
            key="entry_slot",
            label="Kind, thing and period in one",
            shown="number",
            formula=slot("{entry_kind}", "{entry_thing}", "{entry_period}"),
        ),
        Worked(
            key="entry_shown",
            label="Channel and period, if shown by period",
            shown="number",
            formula="({entry_kind}={shown_kind})"
            "*((({shown_kind}<>{kind_outcome})+({entry_thing}={shown_stage}))>0)*("
            + channel_slot("{entry_channel}", "{entry_period}")
            + ")",
        ),
    ),
)
