"""Workings: the inputs once cleaned, the customers to win, and how they split over channels."""

from __future__ import annotations

from templates.builder.describing import Field
from templates.channel_budget.phrases import changed, positive, within, worked

__all__ = ["CALLED", "CLEANED", "FLAGS", "PLAN", "SPLIT"]

V = "{each_value}"
UNITS = "{target_clean}*{unit_scale}"
RATIO = f"{{target_clean}}/{V}"
GOAL_KIND = (
    'IF(ISERROR({goal}),"",IF(TRIM({goal})="",IF(ISNUMBER({value_clean}),"revenue","customers"),'
    'IF(TRIM({goal})="revenue","revenue",IF(TRIM({goal})="customers","customers",""))))'
)
YEARLY = "{value_clean}*{purchases_clean}"

PLAN = (
    worked("goal_kind", "The target counts", GOAL_KIND, "text"),
    worked("target_clean", "Target", positive("{target}")),
    worked("value_clean", "Value of a purchase", positive("{value}")),
    worked(
        "purchases_clean",
        "Purchases a year",
        f'IF(ISERROR({{purchases}}),"",IF({{purchases}}="",1,{positive("{purchases}")}))',
    ),
    worked("margin_clean", "Margin", within("{margin}", "{least}", "1")),
    worked("churn_clean", "Churn", within("{churn}", "{least}", "1")),
    worked("budget_clean", "Budget", within("{budget}")),
    worked(
        "year_value",
        "A customer's value a year",
        "IF(AND(ISNUMBER({value_clean}),ISNUMBER({purchases_clean})),"
        f"IF({YEARLY}<={{most}},IF(ABS(ROUND({YEARLY},{{decimals}})-{YEARLY})<="
        f'{{whole_noise}}*{YEARLY},ROUND({YEARLY},{{decimals}}),{YEARLY}),""),"")',
    ),
    worked(
        "each_value",
        "What a customer counts",
        'IF({goal_kind}="revenue",{year_value},IF({goal_kind}="customers",1,""))',
    ),
    worked(
        "target_ok",
        "Target complete",
        f"IF(AND(ISNUMBER({{target_clean}}),ISNUMBER({V})),1,0)",
    ),
    worked(
        "unit_scale",
        "Units per 1",
        'IF({target_ok}=0,"",IF(AND({target_clean}=ROUND({target_clean},0),'
        f"{V}=ROUND({V},0)),1,IF(AND({{target_clean}}=ROUND({{target_clean}},{{cents}}),"
        f"{V}=ROUND({V},{{cents}})),{{hundred}},{{ten_thousand}})))",
    ),
    worked(
        "target_units",
        "Target in units",
        f'IF({{target_ok}}=0,"",ROUNDUP(ROUND({UNITS},MAX(0,{{digits}}-INT(LOG10({UNITS})))),0))',
    ),
    worked("value_units", "Value in units", f'IF({{target_ok}}=0,"",ROUND({V}*{{unit_scale}},0))'),
    worked(
        "wins_raw",
        "Customers, unbounded",
        f'IF({{target_ok}}=0,"",IF(ABS(ROUND({V},{{decimals}})-{V})>{{noise}}*{V},'
        f"IF({RATIO}-INT({RATIO})<={{tolerance}}*{RATIO},INT({RATIO}),INT({RATIO})+1),"
        "ROUNDUP({target_units}/{value_units},0)))",
    ),
    worked(
        "wins_needed",
        "Customers to win",
        'IF(ISNUMBER({wins_raw}),IF({wins_raw}<={too_many},{wins_raw},""),"")',
    ),
    worked(
        "stages_given",
        "Stages named",
        "IF(SUM({stage_given:})=ROWS({stage_given:}),ROWS({stage_given:}),"
        "MATCH(0,{stage_given:},0)-1)",
    ),
    worked("steps_given", "Steps", "MAX(0,{stages_given}-1)"),
    worked("shares_sum", "All shares", "SUM({share_used:})"),
    worked(
        "mix_ok",
        "Target, stages and shares complete",
        "IF(AND(ISNUMBER({wins_needed}),{steps_given}>0,SUM({share_wrong:})=0,"
        "ABS({shares_sum}-1)<={share_slack}),1,0)",
    ),
    worked(
        "share_scale",
        "Units of the shares per 1",
        "IF(MIN({share_per_one:})=0,0,{ten_thousand})",
        note="0: one share has more than four decimals, so that remainders are rounded.",
    ),
    worked("share_all", "All shares in units", "SUM({share_units:})"),
    worked(
        "wins_left",
        "Customers left over by rounding down",
        'IF({mix_ok}=0,"",{wins_needed}-SUM({wins_whole:}))',
    ),
)

USED = (
    'IF(ISERROR({channel}),1,IF({channel}="",0,1))+{share_wrong}+{spend_wrong}+{capacity_wrong}'
    "+{ceiling_wrong}+{half_wrong}+{shape_wrong}+INDEX({rates_count:},1,{#channels})"
    "+COUNT({share_clean},{spend_clean},{capacity_clean},{ceiling_clean},{half_clean},{shape_typed})"
)


def _wrong(key: str, clean: str) -> Field:
    cell = "{" + key + "}"
    return worked(
        f"{key}_wrong",
        f"{key.capitalize()} wrong",
        f'IF(ISERROR({cell}),1,IF({cell}="",0,IF(ISNUMBER({{{clean}}}),0,1)))',
    )


CLEANED: tuple[Field, ...] = (
    worked(
        "channel_label",
        "Channel",
        'IF({channel_used}=0,"",IF(ISERROR({channel}),"Channel "&{#channels},'
        'IF({channel}="","Channel "&{#channels},{channel}&"")))',
        "text",
    ),
    worked("channel_used", "Used", f"IF({USED}>0,1,0)"),
    worked("share_clean", "Share", within("{share}", "0", "1")),
    worked("spend_clean", "Spend", within("{spend}")),
    worked("capacity_clean", "Capacity", within("{capacity}")),
    worked(
        "ceiling_clean",
        "Ceiling",
        "IF(ISNUMBER({ceiling}),IF({ceiling}=0,0,IF(AND({ceiling}>={least},{ceiling}<={most}),"
        '{ceiling},"")),"")',
    ),
    worked("half_clean", "Half", positive("{half}")),
    worked("shape_typed", "Shape, typed", within("{shape}", "{least}", "{steepest}")),
    worked("shape_clean", "Shape", 'IF(ISERROR({shape}),"",IF({shape}="",1,{shape_typed}))'),
    worked(
        "response_ok",
        "Response complete",
        "IF(AND(ISNUMBER({ceiling_clean}),ISNUMBER({half_clean}),ISNUMBER({shape_clean})),1,0)",
    ),
    worked(
        "half_log", "Logarithm of half", 'IF({response_ok}=1,LN({half_clean}),"")', "hundredths"
    ),
    worked(
        "spend_base",
        "Spend, blank 0",
        'IF(ISERROR({spend}),"",IF({spend}="",0,{spend_clean}))',
    ),
)

FLAGS: tuple[Field, ...] = (
    worked("flag_channel", "Channel", "{channel_label}", "text"),
    worked("legend", "In a legend", 'IF({channel_label}="","–",{channel_label})', "text"),
    _wrong("share", "share_clean"),
    _wrong("spend", "spend_clean"),
    _wrong("capacity", "capacity_clean"),
    _wrong("ceiling", "ceiling_clean"),
    _wrong("half", "half_clean"),
    _wrong("shape", "shape_clean"),
    worked("changed_ceiling", "Ceiling changed", changed("{ceiling_at_fill}", "{ceiling_clean}")),
    worked("changed_half", "Half changed", changed("{half_at_fill}", "{half_clean}")),
    worked(
        "changed_shape",
        "Shape changed",
        "IF(AND(ISNUMBER({ceiling_clean}),ISNUMBER({half_clean})),"
        f"{changed('{shape_then}', '{shape_clean}')},0)",
    ),
)

CALLED: tuple[Field, ...] = (
    worked("called_channel", "Channel", "{channel_label}", "text"),
    worked("channel_word", "Name, trimmed", "TRIM({channel_label})", "text"),
    worked(
        "channel_twice",
        "Named above, too",
        'IF({channel_word}="",0,'
        "IF(SUMPRODUCT(({channel_word.1}:{channel_word}={channel_word})*1)>1,1,0))",
    ),
)

PART = "{wins_rest}*{share_units}/{share_all}"

SPLIT: tuple[Field, ...] = (
    worked("split_channel", "Channel", "{channel_label}", "text"),
    worked("share_used", "Share, blank 0", "IF(ISNUMBER({share_clean}),{share_clean},0)"),
    worked(
        "share_per_one",
        "Units per 1",
        "IF(ABS(ROUND({share_used},{decimals})-{share_used})<={whole_noise},{ten_thousand},0)",
    ),
    worked(
        "share_units",
        "Share in units",
        "IF({share_scale}=0,{share_used},ROUND({share_used}*{share_scale},0))",
    ),
    worked(
        "wins_rest",
        "Customers within whole units",
        'IF({mix_ok}=0,"",IF({share_scale}=0,{wins_needed},'
        "{wins_needed}-{share_all}*INT({wins_needed}/{share_all})))",
    ),
    worked(
        "wins_whole",
        "Customers, rounded down",
        f'IF({{mix_ok}}=0,"",IF({{share_scale}}=0,INT(ROUND({PART},{{places}})),'
        f"INT({{wins_needed}}/{{share_all}})*{{share_units}}+INT({PART})))",
    ),
    worked(
        "wins_remainder",
        "Remainder",
        f'IF({{mix_ok}}=0,"",IF({{share_scale}}=0,ROUND({PART}-{{wins_whole}},{{places}}),'
        f"{{wins_rest}}*{{share_units}}-{{share_all}}*INT({PART})))",
    ),
    worked(
        "wins_due",
        "Customers asked for",
        'IF({mix_ok}=0,"",{wins_whole}+IF(SUMPRODUCT(({wins_remainder:}>{wins_remainder})*1)'
        "+SUMPRODUCT(({wins_remainder.1}:{wins_remainder}={wins_remainder})*1)<={wins_left},1,0))",
    ),
    worked(
        "mix_ready",
        "Can be worked out",
        "IF(AND({mix_ok}=1,{channel_used}=1),IF(INDEX({rates_wrong:},1,{#channels})>0,0,"
        "IF(INDEX({rates_count:},1,{#channels})>0,1,IF({share_used}>0,0,1))),0)",
    ),
    worked(
        "first_volume",
        "Into its first stage",
        'IF({mix_ready}=1,INDEX({mix:},1,{#channels}),"")',
    ),
    worked(
        "over_capacity",
        "Over capacity by",
        "IF(AND(ISNUMBER({first_volume}),ISNUMBER({capacity_clean})),"
        "MAX(0,{first_volume}-{capacity_clean}),0)",
    ),
)
