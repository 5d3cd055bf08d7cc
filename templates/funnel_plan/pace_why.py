"""The lower part of the sheet Pace: what explains the difference, as figures and in charts."""

from __future__ import annotations

from templates.builder.describing import Asked, Block, Chart, Lines, Series, Text, Worked
from templates.builder.rules import positive
from templates.builder.styling import AMBER, HEADING, NAVY, NOTE, Style

__all__ = ["LAST_ROW", "SENTENCE", "WHY_ROW", "why"]

WHY_ROW, CHARTS_ROW = 45, 55
LAST_ROW = CHARTS_ROW + 17
SENTENCE: Style = {"bold": True, "font_color": NAVY, "text_wrap": False, "valign": "vcenter"}


def why() -> tuple[Block, ...]:
    """Give the sentence, the lines and the charts."""
    heading = Text(
        at=f"B{WHY_ROW}",
        to=f"O{WHY_ROW}",
        content="What explains the difference",
        style=HEADING | {"text_wrap": False, "valign": "vcenter"},
    )
    said = Text(
        at=f"B{WHY_ROW + 1}",
        to=f"O{WHY_ROW + 1}",
        key="why_words",
        content=f"={_words()}",
        style=SENTENCE,
    )
    return heading, said, _lines(), *_charts()


def _lines() -> Lines:
    fields = (
        Asked(
            key="won",
            label="Revenue won so far",
            shown="money",
            unit="={money}",
            note='=IF({won_wrong}=1,"Check: type an amount above 0, or clear the cell.",'
            '"Optional: what the wins so far brought. Blank: each brought its planned value.")',
            rule=positive("What the wins counted so far brought. May stay blank."),
        ),
        Worked(
            key="value_so_far",
            label="Value of a win so far",
            shown="tenths",
            unit="={result_unit}",
            formula='IF({split}=0,"",IF(AND(ISNUMBER({won_taken}),{valued}=1),'
            "{won_taken}/INDEX({actual_total:},{step_count}+1),{value_due}))",
            note="Calculated: revenue won ÷ wins; as planned where the revenue is blank.",
        ),
        Worked(
            key="value_explains",
            label="… and what it explains",
            shown="signed",
            unit="={result_unit}",
            formula='IF({split}=1,{log_mean}*LN({value_so_far}/{value_due}),"")',
            note="Calculated in the same way as the column Explains.",
        ),
        Worked(
            key="parts_sum",
            label="All parts together",
            shown="signed",
            unit="={result_unit}",
            formula='IF({split}=1,SUM({explains:})+{value_explains},"")',
            note='=IF({split}=0,"",IF({parts_astray}=0,"They add up to the difference.",'
            '"Check: the parts do not add up to the difference; a formula was overwritten."))',
        ),
        Worked(
            key="difference",
            label="Won less due, to date",
            shown="signed",
            unit="={result_unit}",
            formula='IF({split}=1,{result_so_far}-{result_due},"")',
            note="Calculated: what the wins so far bring, less what was due from them by then.",
        ),
    )
    return Lines(at=f"B{WHY_ROW + 2}", fields=fields, until="O")


def _words() -> str:
    amount = "FIXED(ABS({0}),IF({{valued}}=1,0,1))"
    unit = 'IF({valued}=1,{money_word}," wins")'
    missing = (
        'IF(COUNT({required:})=0,"","The difference can be split once every stage has counts above'
        ' 0, and something due.")'
    )
    return (
        f'IF({{split}}=0,{missing},IF({{difference}}=0,"Exactly as planned to date.",'
        f'{amount.format("{difference}")}&{unit}&IF({{difference}}<0," less"," more")'
        '&" than due to date. What explains most of it: "&{largest_name}&IF({largest_part}<0,'
        f'" (takes "," (brings ")&{amount.format("{largest_part}")}&")."))'
    )


def _charts() -> tuple[Block, ...]:
    return (
        Text(
            at=f"B{CHARTS_ROW - 1}",
            to=f"G{CHARTS_ROW - 1}",
            key="chart_words",
            content='=IF({pace_shown_name}="","","Stage shown below: "&{pace_shown_name})',
            style=NOTE,
        ),
        Chart(
            at=f"B{CHARTS_ROW}",
            kind={"type": "column"},
            title="Due and counted by the end of each month, in records",
            alt="Two columns per month: records due by its end, and records counted by its end, at"
            " the stage that is handed over, or at the wins where nothing is handed over.",
            series=(
                Series(values="pace_due", categories="pace_month", name="Due", colour=AMBER),
                Series(values="pace_count", categories="pace_month", name="Counted", colour=NAVY),
            ),
            width=545,
            height=330,
            axes={"x": {"num_format": "mmm yy", "text_axis": True}, "y": {"num_format": "#,##0"}},
        ),
        Chart(
            at=f"H{CHARTS_ROW}",
            kind={"type": "bar"},
            title="What explains the difference to date, in money or in wins",
            alt="A bar per factor: left of the line it lessens the result to date, right of it it"
            " adds. The column Explains has the same figures.",
            series=(
                Series(
                    values="split_part",
                    categories="split_label",
                    name="Explains",
                    colour=NAVY,
                ),
            ),
            width=590,
            height=330,
            axes={
                "x": {"visible": False, "major_gridlines": {"visible": False}},
                "y": {
                    "reverse": True,
                    "label_position": "low",
                    "major_gridlines": {"visible": False},
                },
            },
        ),
    )
