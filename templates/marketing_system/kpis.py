"""The KPIs on the sheet Steps: what is measured, who answers for it, and how far it is."""

from __future__ import annotations

from templates.builder.describing import Asked, Block, Grid, Text, Worked
from templates.builder.rules import choice, number, one_of, text
from templates.builder.styling import HEADING, NOTE
from templates.marketing_system.axes import KPIS
from templates.marketing_system.wording import BESIDE, TYPED, alert, row_check

__all__ = ["KPI_BLOCKS"]

KPI_CHECKS = (
    ("{kpi_stage_number}=0", '"Check: pick a stage: which one does this KPI move?"'),
    ("{kpi_channel_number}=0", '"Check: pick a channel of the table above"'),
    ('TRIM({kpi})=""', '"Check: name the KPI"'),
    ('TRIM({kpi_owner})=""', '"Check: who answers for it?"'),
    (
        'IF(ISNUMBER({kpi_target}),OR({kpi_target}<0,{kpi_target}>{most_amount}),{kpi_target}<>"")',
        '"Check: the target is a number from 0 up to a trillion, or blank"',
    ),
    (
        'IF(ISNUMBER({kpi_latest}),OR({kpi_latest}<0,{kpi_latest}>{most_amount}),{kpi_latest}<>"")',
        '"Check: the latest value is a number from 0 up to a trillion, or blank"',
    ),
    (
        'AND(TRIM({kpi_kind})<>"leading",TRIM({kpi_kind})<>"lagging")',
        '"Check: say leading (it moves first) or lagging (it tells afterwards)"',
    ),
)

KPI_TABLE = Grid(
    at="B35",
    down=KPIS,
    left=(
        Asked(
            key="kpi_stage",
            label="Stage",
            shown="text",
            rule=one_of("{stage:}", "The stage that it brings records into."),
        ),
        Asked(
            key="kpi_channel",
            label="Channel",
            shown="text",
            rule=one_of("{channel:}", "The channel whose work it measures."),
        ),
        Asked(
            key="kpi",
            label="KPI",
            shown="text",
            rule=text("What is measured, such as demo requests.", 60),
            style=TYPED,
        ),
        Asked(
            key="kpi_owner",
            label="Owner",
            shown="text",
            rule=text("Who answers for it: one name.", 40),
        ),
        Asked(
            key="kpi_kind",
            label="Leading or lagging",
            shown="text",
            rule=choice(
                ("leading", "lagging"),
                "Leading: it moves before the goal does. Lagging: it tells afterwards.",
            ),
        ),
        Asked(
            key="kpi_unit",
            label="Unit",
            shown="text",
            rule=text("What its numbers are in, such as per month, or EUR.", 20),
            style=TYPED,
        ),
        Asked(
            key="kpi_target",
            label="Target number",
            shown="tenths",
            rule=number("The number to reach. Take a KPI of which more is better."),
            style={"num_format": "#,##0.###"},
        ),
        Asked(
            key="kpi_latest",
            label="Latest number",
            shown="tenths",
            rule=number("What it is now, in the same unit."),
            style={"num_format": "#,##0.###"},
        ),
        Worked(
            key="kpi_said",
            label="So far",
            shown="text",
            formula="IF(AND(ISNUMBER({kpi_target}),ISNUMBER({kpi_latest})),"
            "IF(AND({kpi_target}>0,{kpi_latest}>=0),"
            'IF({kpi_latest}>={kpi_target},"reached",'
            'INT({hundred}*{kpi_latest}/{kpi_target})&"% of target"),""),"")',
        ),
        Worked(
            key="kpi_check",
            label="Does it lead to the goal?",
            shown="text",
            formula=row_check(
                (
                    "kpi_stage",
                    "kpi_channel",
                    "kpi",
                    "kpi_owner",
                    "kpi_kind",
                    "kpi_unit",
                    "kpi_target",
                    "kpi_latest",
                ),
                KPI_CHECKS,
                'IF({kpi_stage_number}={stages_count},"yes: it is the goal\'s own stage",'
                '"yes: "&({stages_count}-{kpi_stage_number})&IF({stages_count}-{kpi_stage_number}=1'
                '," step"," steps")&" before the win")',
            ),
            style=BESIDE,
            looks=(alert("kpi_check"),),
        ),
    ),
)

KPI_BLOCKS: tuple[Block, ...] = (
    Text(
        at="B34",
        to="K34",
        content="KPIs: only those that tell whether the goal will be reached, or that lead to it",
        style=HEADING,
    ),
    KPI_TABLE,
    Text(
        at="B60",
        to="K60",
        content="Leading: it moves before the goal does, so there is time to act. Lagging: it"
        " tells afterwards whether the work paid. Take KPIs of which more is better: So far is"
        " the latest value ÷ the target.",
        style=NOTE | {"valign": "vcenter", "indent": 1},
    ),
)
