"""Workings: what a fill writes, the inputs it was worked out from, and whether they changed."""

from __future__ import annotations

from templates.builder.describing import Filled, Grid, Lines, Worked
from templates.marketing_system.axes import ACTIVITIES, EXPERIMENTS, PERIODS, STEPS
from templates.marketing_system.sums_workings import titled
from templates.marketing_system.wording import STALE, changed, first_true

__all__ = ["CORRELATIONS", "EXPERIMENT_TABLE", "FILLS", "TRENDS"]


def _written(key: str, label: str, name: str, shown: str) -> Filled:
    return Filled(key=key, label=label, name=name, shown=shown)


TRENDS = Grid(
    at="B1",
    heading="Trends and signals of the steps, as filled",
    down=STEPS,
    left=(
        Worked(key="trend_step", label="Step", shown="text", formula="{step_name}"),
        _written("trend_verdict", "Verdict", "Plan_Trends", "text"),
        _written("trend_slope", "Slope, per period", "Plan_Trends", "rate"),
        _written("trend_p", "p", "Plan_Trends", "hundredths"),
        _written("trend_centre", "Centre", "Plan_Trends", "rate"),
        _written("trend_lower", "Lower limit", "Plan_Trends", "rate"),
        _written("trend_upper", "Upper limit", "Plan_Trends", "rate"),
        _written("trend_signal", "Signal", "Plan_Trends", "text"),
        Worked(
            key="step_stale",
            label="Out of date: 1 or 0",
            shown="number",
            formula='IF({step_name}="",0,IF(OR(SUM({rate_changed@periods})>0,'
            "NOT(ISNUMBER({trend_p}))),1,0))",
        ),
    ),
)

CORRELATIONS = Grid(
    at="B1",
    heading="Activities against the result, as filled",
    down=ACTIVITIES,
    left=(
        Worked(key="correlated_activity", label="Activity", shown="text", formula="{activity_key}"),
        _written("correlation_lag", "After, periods", "Plan_Correlations", "number"),
        _written("correlation_r", "r", "Plan_Correlations", "hundredths"),
        _written("correlation_p", "p", "Plan_Correlations", "hundredths"),
        _written("correlation_q", "q", "Plan_Correlations", "hundredths"),
        *(
            Worked(
                key=f"{short}_fresh",
                label=f"{label}, if up to date",
                shown="number" if short == "correlation" else "hundredths",
                formula=f'IF(AND({{activity_key}}<>"",{{correlations_stale}}=0),'
                f'IF(ISNUMBER({{{whole}}}),{{{whole}}},""),"")',
            )
            for short, whole, label in (
                ("correlation", "correlation_lag", "Lag"),
                ("r", "correlation_r", "r"),
                ("p", "correlation_p", "p"),
                ("q", "correlation_q", "q"),
            )
        ),
        Worked(
            key="correlation_said",
            label="In words",
            shown="text",
            formula=first_true(
                (
                    ('{activity_key}=""', '""'),
                    (
                        "{latest}<{correlation_least}",
                        '"too few periods: "&{correlation_least}&" are needed, not "&{latest}',
                    ),
                    ("{result_number}=0", '"no result to explain: see Steps"'),
                    ("{correlations_stale}=1", STALE),
                    ("NOT(ISNUMBER({q_fresh}))", '"it does not vary: nothing to compare"'),
                    (
                        "{q_fresh}>={chance}",
                        '"could be chance (q "&ROUND({q_fresh},{decimals})&")"',
                    ),
                ),
                'IF({correlation_fresh}=0,"moves at the same time",'
                '"follows after "&{correlation_fresh}&IF({correlation_fresh}=1," period",'
                '" periods"))&": more of it, "&IF({r_fresh}>0,"more","fewer")&" "&{result_name}&'
                'IF(ROUND({q_fresh},{decimals})=0," (q below 0.01)",'
                '" (q "&ROUND({q_fresh},{decimals})&")")',
            ),
        ),
    ),
)


_COPIES = (
    Grid(
        at="B1",
        heading="Rates of the steps at the last fill",
        down=STEPS,
        across=PERIODS,
        left=(Worked(key="copied_step", label="Step", shown="text", formula="{step_name}"),),
        top=titled("copied_rate_period"),
        cells=Filled(key="rate_at_fill", name="Plan_Step_Rates_At_Fill", shown="rate"),
    ),
    Grid(
        at="B1",
        heading="They have changed since: 1 or 0",
        down=STEPS,
        across=PERIODS,
        left=(Worked(key="changed_step", label="Step", shown="text", formula="{step_name}"),),
        top=titled("changed_rate_period"),
        cells=Worked(
            key="rate_changed", shown="number", formula=changed("{rate}", "{rate_at_fill}")
        ),
    ),
    Grid(
        at="B1",
        heading="Activities at the last fill",
        down=ACTIVITIES,
        across=PERIODS,
        left=(
            Worked(key="copied_activity", label="Activity", shown="text", formula="{activity_key}"),
        ),
        top=titled("copied_activity_period"),
        cells=Filled(key="activity_at_fill", name="Plan_Activities_At_Fill"),
    ),
    Grid(
        at="B1",
        heading="They have changed since: 1 or 0",
        down=ACTIVITIES,
        across=PERIODS,
        left=(
            Worked(
                key="changed_activity", label="Activity", shown="text", formula="{activity_key}"
            ),
        ),
        top=titled("changed_activity_period"),
        cells=Worked(
            key="activity_changed",
            shown="number",
            formula=changed("{activity_done}", "{activity_at_fill}"),
        ),
    ),
    Grid(
        at="B1",
        heading="The result at the last fill",
        across=PERIODS,
        labels=1,
        top=(
            *titled("copied_result_period"),
            Filled(key="result_at_fill", label="Records", name="Plan_Results_At_Fill"),
            Worked(
                key="result_changed",
                label="Changed since: 1 or 0",
                shown="number",
                formula=changed("{result_by_period}", "{result_at_fill}"),
            ),
        ),
    ),
)

FILLS = (
    TRENDS,
    CORRELATIONS,
    *_COPIES,
    Lines(
        at="B1",
        heading="Is a fill due?",
        until="N",
        fields=(
            Worked(
                key="correlations_stale",
                label="Correlations out of date: 1 or 0",
                shown="number",
                formula="IF(SUM({activity_changed:})+SUM({result_changed:})>0,1,0)",
            ),
            Worked(
                key="result_name",
                label="The result is called",
                shown="text",
                formula='IF({result_number}=0,"records",'
                'INDEX({stage_typed:},{result_number})&" records")',
            ),
        ),
    ),
)


def _bad(key: str) -> str:
    return f"IF(ISNUMBER({{{key}}}),IF(AND({{{key}}}>=0,{{{key}}}<={{most_amount}}),0,1),1)=1"


COUNTS = ("entered_a", "advanced_a", "entered_b", "advanced_b")
_ALL = "&".join(f"{{{key}}}" for key in COUNTS)
_WORDS = "{experiment_day}&{experiment_stage}&{experiment}&{experiment_why}&{next_step}"
_FRACTIONS = "+".join(f"IF({{{key}}}=INT({{{key}}}),0,1)" for key in COUNTS)

EXPERIMENT_TABLE = Grid(
    at="B1",
    heading="Experiments",
    down=EXPERIMENTS,
    left=(
        Worked(
            key="experiment_counts",
            label="Anything counted: 1 or 0",
            shown="number",
            formula=f'IF(ISERROR({_ALL}),1,IF({_ALL}="",0,1))',
        ),
        Worked(
            key="experiment_used",
            label="In use: 1 or 0",
            shown="number",
            formula=f'IF({{experiment_counts}}=1,1,IF(ISERROR({_WORDS}),1,IF({_WORDS}="",0,1)))',
        ),
        Worked(
            key="counts_wrong",
            label="Counts to put right",
            shown="text",
            formula=first_true(
                (
                    ("{experiment_counts}=0", '""'),
                    (f"ISERROR({_ALL})", '"Check: a count is an error: clear it."'),
                    *((_bad(key), '"Check: type all four counts, from 0 up."') for key in COUNTS),
                    (f"{_FRACTIONS}>0", '"Check: records are whole numbers."'),
                    (
                        "OR({advanced_a}>{entered_a},{advanced_b}>{entered_b})",
                        '"Check: more advanced than entered."',
                    ),
                    ("OR({entered_a}=0,{entered_b}=0)", '"Check: nobody entered A or B yet."'),
                ),
                '""',
            ),
        ),
        Worked(
            key="experiment_wrong",
            label="To put right",
            shown="text",
            formula=first_true(
                (
                    ("{experiment_used}=0", '""'),
                    ('{counts_wrong}<>""', "{counts_wrong}"),
                    (f"ISERROR({_WORDS})", '"Check: a cell here is an error: clear it."'),
                    ('TRIM({experiment})=""', '"Check: say what is tried."'),
                    ('TRIM({experiment_why})=""', '"Check: say why it should help."'),
                ),
                '""',
            ),
        ),
        Worked(
            key="experiment_good",
            label="Counts stand: 1 or 0",
            shown="number",
            formula='IF(AND({experiment_counts}=1,{counts_wrong}=""),1,0)',
        ),
        *(
            Filled(key=f"{key}_at_fill", label=f"{label} at fill", name="Plan_Experiments_At_Fill")
            for key, label in zip(
                COUNTS, ("A entered", "A advanced", "B entered", "B advanced"), strict=True
            )
        ),
        Worked(
            key="experiment_stale",
            label="Out of date: 1 or 0",
            shown="number",
            formula="IF({experiment_good}=0,0,IF(ISNUMBER({better}),"
            "IF(IF(OR({better}<0,{better}>1),1,0)+"
            + "+".join(changed(f"{{{key}}}", f"{{{key}_at_fill}}") for key in COUNTS)
            + ">0,1,0),1))",
        ),
        Worked(
            key="experiment_learnt",
            label="Learnt: 1 or 0",
            shown="number",
            formula="IF(OR({experiment_good}=0,{experiment_stale}=1),0,"
            "IF(OR({better}>={sure_better},{better}<={sure_worse}),1,0))",
        ),
        Worked(
            key="experiment_running",
            label="Running: 1 or 0",
            shown="number",
            formula="IF(AND({experiment_counts}=1,{experiment_learnt}=0),1,0)",
        ),
        Worked(
            key="experiment_left_open",
            label="Learnt, but nothing follows: 1 or 0",
            shown="number",
            formula="IF({experiment_learnt}=1,IF(ISERROR({next_step}),1,"
            'IF(TRIM({next_step})="",1,0)),0)',
        ),
        Worked(
            key="experiment_problem",
            label="To put right: 1 or 0",
            shown="number",
            formula='IF({experiment_wrong}="",0,1)',
        ),
    ),
)
