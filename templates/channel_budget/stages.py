"""Workings: the stages, and the rates between them, channel by channel."""

from __future__ import annotations

from templates.builder.describing import Field, Grid
from templates.channel_budget.axes import CHANNELS, STAGES
from templates.channel_budget.phrases import matrix, numbered, worked

__all__ = ["PER_CHANNEL", "STAGE_ROWS", "TABLES"]

STAGE_ROWS: tuple[Field, ...] = (
    worked(
        "stage_name",
        "Stage",
        'IF({#stages}>{stages_given},"",{stage}&"")',
        "text",
    ),
    worked("stage_word", "Name, trimmed", "TRIM({stage_name})", "text"),
    worked("stage_given", "Named", 'IF(ISERROR({stage}),0,IF({stage}="",0,1))'),
    worked(
        "stage_later",
        "A later one is named",
        "IF(SUMPRODUCT(({stage_given:}=1)*({stage_number:}>{stage_number}))>0,1,0)",
    ),
    worked("stage_number", "Number", "{#stages}"),
    worked(
        "stage_twice",
        "Named above, too",
        'IF({stage_word}="",0,IF(SUMPRODUCT(({stage_word:}={stage_word})'
        "*({stage_number:}<{stage_number}))>0,1,0))",
    ),
    worked("row_wrong", "Rates wrong", "SUM({rate_typed@channels})-SUM({rate_good@channels})"),
    worked("row_beyond", "Rates below", "IF({#stages}>{steps_given},SUM({rate_typed@channels}),0)"),
    worked("stage_sum", "All channels", "SUM({carried@channels})"),
)

RATE = "INDEX({rate:},{#stages},{#channels})"
RATE_TYPED = f'IF({{#stages}}>ROWS({{rate:}}),0,IF(ISERROR({RATE}),1,IF({RATE}="",0,1)))'
RATE_GOOD = (
    f"IF({{rate_typed}}=0,0,IF(ISNUMBER({RATE}),IF(AND({RATE}>={{least}},{RATE}<=1),1,0),0))"
)
RATE_USED = 'IF({#stages}>{steps_given},"",IF({rate_typed}=0,1,IF({rate_good}=1,' + RATE + ',"")))'
TURNED_OF = (
    'IF({rate_used}="","",IF(ABS(ROUND({rate_used},{decimals})-{rate_used})<={noise},'
    "{ten_thousand},1))"
)
TURNED_COME = (
    'IF({rate_used}="","",IF({turned_of}=1,{rate_used},ROUND({rate_used}*{ten_thousand},0)))'
)
CARRIED = "IF(ISNUMBER({mix}),IF({#stages}>={first_stage},{mix},0),0)"
MISSING = (
    "IF(INDEX({rates_count:},1,{#channels})=0,0,IF(AND({#stages}>{first_stage},"
    "{#stages}<={steps_given},{rate_typed}=0),1,0))"
)
DRAWN = 'IF({#stages}>{stages_given},"",INDEX({carried:},{#stages},{#channels}))'

PER_CHANNEL = (
    worked("per_channel", "Channel", numbered(CHANNELS), "text"),
    worked(
        "rates_count",
        "Rates typed",
        "SUMPRODUCT({rate_typed@stages}*({stage_number:}<={steps_given}))",
    ),
    worked(
        "rates_wrong",
        "Rates wrong",
        "{rates_count}-SUMPRODUCT({rate_good@stages}*({stage_number:}<={steps_given}))",
    ),
    worked("first_stage", "First stage", "IF({rates_count}=0,1,MATCH(1,{rate_typed@stages},0))"),
    worked(
        "rate_gap",
        "Step without a rate",
        "IF(SUM({rate_missing@stages})=0,0,MATCH(1,{rate_missing@stages},0))",
        note="0: there is none. Blanks above its first rate are none: a channel may start lower.",
    ),
)


def _table(heading: str, key: str, formula: str) -> Grid:
    return matrix("B1", heading, key, formula, STAGES, CHANNELS)


TABLES = (
    _table("A rate is typed: 1", "rate_typed", RATE_TYPED),
    _table("A rate is missing below a channel's first: 1", "rate_missing", MISSING),
    _table("A rate is good: 1", "rate_good", RATE_GOOD),
    _table("Rate used: 1 for a step that the channel lacks", "rate_used", RATE_USED),
    _table("Rate turned round: of so many …", "turned_of", TURNED_OF),
    _table("… come so many", "turned_come", TURNED_COME),
    _table("Records from a channel's first stage on", "carried", CARRIED),
    matrix("B1", "The same, for the chart", "drawn", DRAWN, CHANNELS, STAGES),
)
