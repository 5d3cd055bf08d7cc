"""Workings: periods, and the names of stages, channels and activities, cleaned once."""

from __future__ import annotations

from templates.builder.describing import Axis, Grid, Lines, Worked
from templates.marketing_system.axes import ACTIVITIES, CHANNELS, PERIODS, STAGES, STEPS
from templates.marketing_system.typed import typed_number, typed_period
from templates.marketing_system.wording import first_true, number_among

__all__ = ["CALENDAR", "NAMES", "PERIOD_TABLE", "STAGE_TABLE", "STEP_TABLE"]

MONTHS = ",".join(
    f'"{month}"' for month in "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
)
GRAIN = "TRIM({grain})"


CALENDAR = Lines(
    at="B1",
    heading="What is asked for once",
    until="N",
    fields=(
        Worked(
            key="grain_months",
            label="Months in a period",
            shown="number",
            formula=f'IF(ISERROR({{grain}}),"",IF({GRAIN}="quarter",{{months_quarter}},'
            f'IF({GRAIN}="half-year",{{months_half}},IF({GRAIN}="year",{{months_year}},""))))',
        ),
        typed_number("start_used", "First day", "start", "{first_day}", "{last_day}", whole=True),
        Worked(
            key="calendar_ready",
            label="Periods stand: 1 or 0",
            shown="number",
            formula='IF(OR({grain_months}="",{start_used}=""),0,1)',
        ),
        Worked(
            key="calendar_end",
            label="The day after the last period",
            shown="number",
            formula="IF({calendar_ready}=0,0,{period_last.last}+1)",
        ),
        Worked(
            key="things_room",
            label="Room for stages or activities, and none",
            shown="number",
            formula="MAX(ROWS({stage_number:}),ROWS({activity_number:}))+1",
        ),
        Worked(
            key="checks_count",
            label="Checks that a row of the log passes",
            shown="number",
            formula="ROWS({fault_said:})-1-1",
        ),
        Worked(
            key="stages_count",
            label="Stages",
            shown="number",
            formula="MAX({stage_number:})",
        ),
        Worked(
            key="lead_number",
            label="The stage that is a lead",
            shown="number",
            formula='IF(ISERROR({lead_stage}),0,IF(TRIM({lead_stage})="",MIN(1+1,{stages_count}),'
            + number_among("{lead_stage}", "stage")
            + "))",
        ),
        Worked(
            key="result_number",
            label="The stage to explain",
            shown="number",
            formula='IF(ISERROR({result}),0,IF(TRIM({result})="",{stages_count},'
            + number_among("{result}", "stage")
            + "))",
        ),
        Worked(
            key="sales_number",
            label="The channel that is called Sales",
            shown="number",
            formula='SUMPRODUCT(({channel_told:}="Sales")*{channel_number:})',
        ),
        typed_number("value_used", "Value of a win", "value", "0", "{most_amount}"),
        typed_number("margin_used", "Margin", "margin", "0", "1"),
        Worked(
            key="win_margin",
            label="What a win leaves",
            shown="number",
            formula="IF(AND(ISNUMBER({value_used}),ISNUMBER({margin_used})),IF(AND({value_used}>0,"
            '{margin_used}>0),{value_used}*{margin_used},""),"")',
        ),
        Worked(
            key="latest",
            label="The latest period with an outcome",
            shown="number",
            formula="MAX({period_logged:})",
        ),
        typed_period("from_typed", "From period, as typed", "from_period"),
        typed_period("to_typed", "To period, as typed", "to_period"),
        Worked(
            key="from_used",
            label="From period",
            shown="number",
            formula='IF({from_typed}="",1,{from_typed})',
        ),
        Worked(
            key="to_used",
            label="To period",
            shown="number",
            formula='IF({to_typed}="",IF({latest}=0,{period_count},{latest}),{to_typed})',
        ),
        Worked(
            key="span_ready",
            label="They stand in order: 1 or 0",
            shown="number",
            formula="IF({from_used}<={to_used},1,0)",
        ),
        Worked(
            key="span_name",
            label="They are called",
            shown="text",
            formula="IF({from_used}={to_used},INDEX({period_name:},1,{from_used}),"
            'INDEX({period_name:},1,{from_used})&" to "&INDEX({period_name:},1,{to_used}))',
        ),
        Worked(
            key="period_count",
            label="Periods",
            shown="number",
            formula="COLUMNS({period_name:})",
        ),
        Worked(
            key="shown_kind",
            label="Kind shown by period",
            shown="number",
            formula=first_true(
                (
                    ("ISERROR({shown_measure})", "0"),
                    ('TRIM({shown_measure})="activities"', "{kind_activity}"),
                    ('TRIM({shown_measure})="expenses"', "{kind_expense}"),
                    ('TRIM({shown_measure})="leads"', "{kind_outcome}"),
                    ('TRIM({shown_measure})="wins"', "{kind_outcome}"),
                ),
                "0",
            ),
        ),
        Worked(
            key="shown_stage",
            label="Stage shown by period",
            shown="number",
            formula="IF({shown_kind}={kind_outcome},"
            'IF(TRIM({shown_measure})="leads",{lead_number},{stages_count}),0)',
        ),
        Worked(
            key="shown_unit",
            label="Unit shown by period",
            shown="text",
            formula='IF({shown_kind}=0,"",IF({shown_kind}={kind_activity},"times",'
            'IF({shown_kind}={kind_expense},{money},"records")))',
        ),
    ),
)

PERIOD_TABLE = Grid(
    at="B1",
    heading="Periods",
    across=PERIODS,
    labels=1,
    top=(
        Worked(
            key="period_name",
            label="Period",
            shown="text",
            formula='IF({calendar_ready}=0,"Period "&{#periods},IF(AND(DAY({period_first})=1,'
            "INT((MONTH({period_first})-1)/{grain_months})*{grain_months}=MONTH({period_first})-1),"
            'IF({grain_months}={months_year},""&YEAR({period_first}),'
            'IF({grain_months}={months_quarter},"Q","H")&(INT((MONTH({period_first})-1)'
            '/{grain_months})+1)&" "&YEAR({period_first})),"from "&DAY({period_first})&" "&'
            f'CHOOSE(MONTH({{period_first}}),{MONTHS})&" "&YEAR({{period_first}})))',
        ),
        Worked(key="period_number", label="Number", shown="number", formula="{#periods}"),
        Worked(
            key="period_first",
            label="First day",
            shown="day",
            formula='IF({calendar_ready}=0,"",EDATE({start_used},({#periods}-1)*{grain_months}))',
        ),
        Worked(
            key="period_last",
            label="Last day",
            shown="day",
            formula='IF({calendar_ready}=0,"",EDATE({start_used},{#periods}*{grain_months})-1)',
        ),
        Worked(
            key="outcomes_logged",
            label="Outcomes logged, rows",
            formula="COUNTIFS({entry_kind:},{kind_outcome},{entry_period:},{#periods},"
            '{entry_amount:},">="&0)',
        ),
        Worked(
            key="period_logged",
            label="Number, if it has any",
            shown="number",
            formula="IF({outcomes_logged}>0,{#periods},0)",
        ),
        Worked(
            key="leads_by_period",
            label="Leads, records",
            formula='IF(OR({lead_number}=0,{#periods}>{latest}),"",'
            "INDEX({entered:},{lead_number},{#periods}))",
        ),
        Worked(
            key="result_by_period",
            label="Result, records",
            formula='IF(OR({result_number}=0,{#periods}>{latest}),"",'
            "INDEX({entered:},{result_number},{#periods}))",
        ),
    ),
)


def _names(kind: str, axis: Axis, typed: str) -> tuple[Worked, ...]:
    """Clean names: as typed, their number, and the key that they are found by."""
    place = f"{{#{axis.name}}}"
    first = (
        f"SUMPRODUCT(({{{kind}_typed:}}={{{kind}_typed}})*({{{kind}_number:}}<{place})"
        f"*({{{kind}_number:}}>0))"
    )
    return (
        Worked(
            key=f"{kind}_typed",
            label=f"{kind.capitalize()}, as typed",
            shown="text",
            formula=f'IF(ISERROR({typed}),"",TRIM({typed}))',
        ),
        Worked(key=f"{kind}_number", label="Number", shown="number", formula=place),
        Worked(
            key=f"{kind}_key",
            label="Found by",
            shown="text",
            formula=f'IF(OR({{{kind}_typed}}="",{{{kind}_number}}=0),"",'
            f'IF({first}>0,"",{{{kind}_typed}}))',
        ),
        Worked(
            key=f"{kind}_told",
            label="Compared with",
            shown="number",
            formula=f'IF({{{kind}_key}}="",0,{{{kind}_key}})',
        ),
        Worked(
            key=f"{kind}_error",
            label="An error: 1 or 0",
            shown="number",
            formula=f"IF(ISERROR({typed}),1,0)",
        ),
    )


def _stages() -> tuple[Worked, ...]:
    typed, number, key, told, _ = _names("stage", STAGES, "{stage}")
    numbered = Worked(
        key=number.key,
        label=number.label,
        shown="number",
        formula='IF(SUMPRODUCT(({stage_typed:}="")*({stage_place:}<={#stages}))=0,{#stages},0)',
    )
    below = Worked(
        key="stages_below",
        label="Names from here down",
        shown="number",
        formula='SUMPRODUCT(({stage_typed:}<>"")*({stage_place:}>={#stages}))',
    )
    return (
        typed,
        numbered,
        key,
        told,
        Worked(key="stage_place", label="Row", shown="number", formula="{#stages}"),
        below,
        Worked(
            key="stage_work",
            label="Cells that say what is done",
            shown="number",
            formula="COUNTA({done@channels})",
        ),
        Worked(
            key="stage_sales",
            label="Sales has a part: 1 or 0",
            shown="number",
            formula="IF({sales_number}=0,1,IF(ISERROR(INDEX({done@channels},1,{sales_number})),1,"
            'IF(TRIM(INDEX({done@channels},1,{sales_number}))="",0,1)))',
        ),
        Worked(
            key="stage_kpis",
            label="KPIs",
            shown="number",
            formula="COUNTIF({kpi_stage_number:},{#stages})",
        ),
        Worked(
            key="stage_wrong",
            label="To put right",
            shown="number",
            formula='IF(ISNUMBER(SEARCH("Check:",{stage_check})),1,0)',
        ),
    )


STAGE_TABLE = Grid(at="B1", heading="Stages", down=STAGES, left=_stages())

STEP_TABLE = Grid(
    at="B1",
    heading="Steps: from each stage to the next",
    down=STEPS,
    left=(
        Worked(
            key="step_name",
            label="Step",
            shown="text",
            formula='IF({#steps}<{stages_count},{stage_typed}&" → "&{stage_typed+1},"")',
        ),
        Worked(
            key="rate_points",
            label="Rates",
            shown="number",
            formula="COUNT({rate@periods})",
        ),
        Worked(
            key="rate_low",
            label="Lowest",
            shown="rate",
            formula="MIN({rate@periods})",
        ),
        Worked(
            key="rate_high",
            label="Highest",
            shown="rate",
            formula="MAX({rate@periods})",
        ),
    ),
)

NAMES = (
    Grid(
        at="B1",
        heading="Channels",
        down=CHANNELS,
        left=_names("channel", CHANNELS, "INDEX({channel:},1,{#channels})"),
    ),
    Grid(
        at="B1",
        heading="Activities",
        down=ACTIVITIES,
        left=_names("activity", ACTIVITIES, "INDEX({activity:},1,{#activities})"),
    ),
)
