"""Workings: the sums of the Log by stage, channel and activity, and whether they add up."""

from __future__ import annotations

from templates.builder.describing import Field, Grid, Lines, Worked
from templates.marketing_system.axes import (
    ACTIVITIES,
    CHANNELS,
    KPIS,
    PERIODS,
    STAGES,
    STEPS,
)
from templates.marketing_system.wording import number_among, slot

__all__ = [
    "ACTIVITY_SUMS",
    "BARS",
    "CHANNEL_SUMS",
    "KPI_PLACES",
    "STAGE_SUMS",
    "TOTALS",
    "titled",
]


def titled(key: str) -> tuple[Worked]:
    """Give the heading of a table along the periods."""
    return (Worked(key=key, shown="text", formula="{period_name}"),)


STAGE_SUMS = Grid(
    at="B1",
    heading="Records that entered each stage, by period",
    down=STAGES,
    across=PERIODS,
    left=(Worked(key="entered_stage", label="Stage", shown="text", formula="{stage_key}"),),
    top=titled("entered_period"),
    cells=Worked(
        key="entered",
        formula='IF(OR({stage_key}="",{#periods}>{latest}),"",SUMIF({entry_slot:},'
        + slot("{kind_outcome}", "{#stages}", "{#periods}")
        + ",{entry_amount:}))",
    ),
)

ACTIVITY_SUMS = Grid(
    at="B1",
    heading="How often each activity was done, by period",
    down=ACTIVITIES,
    across=PERIODS,
    left=(Worked(key="done_activity", label="Activity", shown="text", formula="{activity_key}"),),
    top=titled("done_period"),
    cells=Worked(
        key="activity_done",
        formula='IF(OR({activity_key}="",{#periods}>{latest}),"",SUMIF({entry_slot:},'
        + slot("{kind_activity}", "{#activities}", "{#periods}")
        + ",{entry_amount:}))",
    ),
)


def _summed(key: str, label: str, kind: str, thing: str = "", shown: str = "whole") -> Worked:
    """Add up a channel's entries over the chosen periods."""
    of = f"{{entry_thing:}},{thing}," if thing else ""
    ready = f'OR({{channel_key}}="",{{span_ready}}=0{f",{thing}=0" if thing else ""})'
    return Worked(
        key=key,
        label=label,
        shown=shown,
        formula=f'IF({ready},"",SUMIFS({{entry_amount:}},{{entry_kind:}},{kind},{of}'
        '{entry_channel:},{#channels},{entry_period:},">="&{from_used},'
        '{entry_period:},"<="&{to_used}))',
    )


CHANNEL_SUMS = Grid(
    at="B1",
    heading="Channels over the chosen periods",
    down=CHANNELS,
    left=(
        Worked(key="summed_channel", label="Channel", shown="text", formula="{channel_key}"),
        _summed("activities_summed", "Activities", "{kind_activity}"),
        _summed("cost_summed", "Spent", "{kind_expense}", shown="money"),
        _summed("leads_summed", "Leads", "{kind_outcome}", "{lead_number}"),
        _summed("wins_summed", "Wins", "{kind_outcome}", "{stages_count}"),
    ),
)


def _bars(cell: str, low: str, high: str, before: str) -> str:
    """Add a block to a row of blocks: the lowest for the least, the highest for the most."""
    height = f"ROUND(IF({high}>{low},({cell}-{low})/({high}-{low}),0)*{{bar_steps}},0)"
    return f'IF({{#periods}}=1,"",{before})&IF(ISNUMBER({cell}),MID("▁▂▃▄▅▆▇█",1+{height},1)," ")'


BARS = (
    Grid(
        at="B1",
        heading="Rates as bars, growing from period to period",
        down=STEPS,
        across=PERIODS,
        left=(Worked(key="bars_step", label="Step", shown="text", formula="{step_name}"),),
        top=titled("bars_period"),
        cells=Worked(
            key="bars",
            shown="text",
            formula=_bars("{rate}", "{rate_low}", "{rate_high}", "{bars-1@periods}"),
        ),
    ),
    Grid(
        at="B1",
        heading="Channels as bars, growing from period to period",
        down=CHANNELS,
        across=PERIODS,
        left=(Worked(key="drawn_channel", label="Channel", shown="text", formula="{channel_key}"),),
        top=titled("drawn_period"),
        cells=Worked(
            key="measure_drawn",
            shown="text",
            formula=_bars("{measure}", "0", "MAX({measure@periods})", "{measure_drawn-1@periods}"),
        ),
    ),
)

KPI_PLACES = Grid(
    at="B1",
    heading="KPIs",
    down=KPIS,
    left=(
        Worked(
            key="kpi_stage_number",
            label="Stage",
            shown="number",
            formula=number_among("{kpi_stage}", "stage"),
        ),
        Worked(
            key="kpi_channel_number",
            label="Channel",
            shown="number",
            formula=number_among("{kpi_channel}", "channel"),
        ),
        Worked(
            key="kpi_wrong",
            label="To put right",
            shown="number",
            formula='IF(ISNUMBER(SEARCH("Check:",{kpi_check})),1,0)',
        ),
    ),
)


def _sum(key: str, label: str, formula: str) -> Field:
    return Worked(key=key, label=label, shown="number", formula=formula)


TOTALS = Lines(
    at="B1",
    heading="Totals, and whether they add up",
    until="N",
    fields=(
        _sum("activities_total", "Activities in the span", "SUM({activities_summed:})"),
        _sum("cost_total", "Spent in the span", "SUM({cost_summed:})"),
        _sum("leads_total", "Leads in the span", "SUM({leads_summed:})"),
        _sum("wins_total", "Wins in the span", "SUM({wins_summed:})"),
        _sum(
            "log_problems",
            "Log: rows to put right",
            'COUNTIF({log_check:},"Check:*")',
        ),
        _sum("log_counted", "Log: rows that count", "COUNT({entry_amount:})"),
        _sum("log_used", "Log: rows in use", "{log_problems}+{log_counted}"),
        _sum("log_free", "Log: rows free", "ROWS({log_check:})-{log_used}"),
        _sum(
            "outcomes_in_log",
            "Outcomes in the log",
            "SUMIFS({entry_amount:},{entry_kind:},{kind_outcome})",
        ),
        _sum("outcomes_by_stage", "The same by stage and period", "SUM({entered:})"),
        _sum(
            "outcomes_differ",
            "They differ: 1 or 0",
            "IF(ABS({outcomes_in_log}-{outcomes_by_stage})>{outcomes_in_log}*{same},1,0)",
        ),
        _sum(
            "other_activities",
            "Log: activities that are not compared",
            'COUNTIFS({entry_kind:},{kind_activity},{entry_thing:},0,{entry_amount:},">="&0)',
        ),
        Worked(
            key="log_advice",
            label="Log: what to do when it is full",
            shown="text",
            formula='"for the next periods start a workbook of its own (funnel new'
            ' marketing_system), or log a sum per period and channel, not each day."',
        ),
    ),
)
