"""From the goal as typed to the wins that it takes, exactly; and what each way to more is worth.

Amounts and shares are turned into whole numbers of one common unit, so that differences and
products are exact and only a true fraction is rounded up. Where a number has more than four
decimals (=1/3), or the units would no longer fit a cell, a quotient tolerates 1e-9 of itself.
"""

from __future__ import annotations

from templates.builder.describing import Field, Grid, Worked
from templates.funnel_plan import words
from templates.funnel_plan.axes import WAYS

__all__ = ["CLEANED", "LEVERS", "WINS", "ways_grid"]

POSITIVE = "@>={smallest},@<={largest}"
AMOUNT = "@>=0,@<={largest}"
RATE = "@>={smallest},@<=1"
DAY = "@>=1,@<={last_day}"


def _worked(key: str, label: str, formula: str, shown: str = "number") -> Worked:
    return Worked(key=key, label=label, formula=formula, shown=shown)


def _taken(key: str, valid: str, default: str = '""') -> str:
    """Take a number where it is one and right, the default where blank, else nothing."""
    cell = f"{{{key}}}"
    return (
        f'IF(ISNUMBER({cell}),IF(AND({valid.replace("@", cell)}),{cell},""),'
        f'IF(ISERROR({cell}),"",IF({cell}="",{default},"")))'
    )


def _metric() -> str:
    goal = "LOWER(TRIM({goal}))"
    known = f'OR({goal}="revenue",{goal}="profit",{goal}="customers")'
    blank = 'IF({value_blank}=1,"customers","revenue")'
    return f'IF(ISERROR({{goal}}),"",IF({goal}="",{blank},IF({known},{goal},"")))'


CLEANED: tuple[Field, ...] = (
    _worked(
        "value_blank",
        "The value is left blank",
        'IF(ISERROR({value}),0,IF({value}="",1,0))',
    ),
    _worked("metric", "What the target counts", _metric(), "text"),
    _worked("target_used", "Target", _taken("target", POSITIVE)),
    _worked("value_used", "Value", _taken("value", POSITIVE)),
    _worked("last_year_used", "Last year", _taken("last_year", POSITIVE)),
    _worked("start_used", "Start", _taken("start", DAY)),
    _worked("end_typed", "End as typed", _taken("end", DAY)),
    _worked(
        "end_used",
        "End, not before the start",
        'IF(OR({start_used}="",{end_typed}=""),{end_typed},'
        'IF({end_typed}<{start_used},"",{end_typed}))',
    ),
    _worked("confidence_used", "Confidence", _taken("confidence", "@>0,@<1")),
    _worked(
        "owner_of_goal",
        "Owner of the goal",
        'IF(ISERROR({goal_owner}),"",TRIM({goal_owner}))',
        "text",
    ),
    _worked("purchases_used", "Purchases a year", _taken("purchases", POSITIVE, "1")),
    _worked(
        "existing_used", "Customers now", _taken("existing", "@>=0,@=INT(@),@<={too_many}", "0")
    ),
    _worked("retention_used", "Retention", _taken("retention", "@>=0,@<=1", "1")),
    _worked(
        "share_used",
        "Share of the year",
        _taken("share_of_year", RATE, 'IF({existing_used}="",1,IF({existing_used}>0,{half},1))'),
    ),
    _worked("fixed_used", "Fixed cost", _taken("fixed_cost", AMOUNT)),
    _worked("margin_used", "Margin", _taken("margin", RATE)),
    _worked("cac_used", "Cost per new customer", _taken("cac", AMOUNT)),
    _worked("change_used", "Change", _taken("change", RATE, "{usual_change}")),
)
"""What was typed, where it can be used: a number, or nothing."""


def _complete() -> str:
    revenue = ("value", "purchases", "existing", "retention", "share")
    lacking = ",".join(f'{{{key}_used}}=""' for key in revenue)
    lacking_profit = ",".join(f'{{{key}_used}}=""' for key in ("fixed", "margin", "cac"))
    return (
        'IF(OR({metric}="",{target_used}=""),0,IF({metric}="customers",1,'
        f'IF(OR({lacking}),0,IF({{metric}}="revenue",1,IF(OR({lacking_profit}),0,1)))))'
    )


def _counted(key: str, label: str, neutral: str, profit: bool = False) -> Worked:
    """Take a number where the metric needs it, else what changes nothing."""
    needed = '{metric}="profit"' if profit else '{metric}<>"customers"'
    formula = f'IF({{goal_complete}}=0,"",IF({needed},{{{key}_used}},{neutral}))'
    return _worked(f"{key}_counts", label, formula)


def _units(key: str) -> Worked:
    """Count the units of 1 that make a number whole; 0 where it has more than four decimals."""
    number = f"{{{key}_counts}}"
    formula = "0"
    for places, units in (
        ("{places}", "{parts}"),
        ("{three}", "{thousandths}"),
        ("{decimals}", "{hundredths}"),
        ("1", "{tenths}"),
        ("0", "1"),
    ):
        whole = f"ABS(ROUND({number},{places})-{number})<={{noise}}*{number}"
        formula = f"IF({whole},{units},{formula})"
    return _worked(f"{key}_units", f"Units of 1: {key}", f'IF({{goal_complete}}=0,"",{formula})')


def _exact(formula: str) -> str:
    return f'IF({{goal_complete}}=0,"",IF({{computed}}=1,"",{formula}))'


def _complete_only(formula: str) -> str:
    return f'IF({{goal_complete}}=0,"",{formula})'


def _in_units(key: str) -> str:
    """Give an amount in units, at the 15 digits that a cell holds of what is typed."""
    units = f"{{{key}_counts}}*{{scale}}"
    rounded = f"ROUND({units},MAX(0,{{digits}}-INT(LOG10({units}))))"
    return f"IF({{{key}_counts}}=0,0,{rounded})"


def _whole(*keys: str) -> str:
    """Multiply numbers in their own units, and bring the product to the common one."""
    wholes = "*".join(f"ROUND({{{key}_counts}}*{{{key}_units}},0)" for key in keys)
    units = "*".join(f"{{{key}_units}}" for key in keys)
    return f"{wholes}*({{scale}}/({units}))"


MADE_WHOLE = ("value", "purchases", "retention", "share", "margin", "cac")
EACH = ("margin", "value", "purchases", "share")
BASE = ("margin", "value", "purchases", "retention")


def _wins() -> str:
    quotient = "({goal_whole}-{base_whole})/{each_whole}"
    exact = (
        f"INT({quotient})+IF({{goal_whole}}-{{base_whole}}-INT({quotient})*{{each_whole}}>0,1,0)"
    )
    q = "{close_quotient}"
    close = (
        f"IF(ABS({q}-ROUND({q},0))*{{each_real}}<={{slack}}*{{base_real}},ROUND({q},0),"
        f"IF({q}-INT({q})<=IF({{computed}}=1,{{tolerance}},{{slack}})*{q},INT({q}),INT({q})+1))"
    )
    return _complete_only(
        f'IF({{reached}}=1,0,IF({{feasible}}=0,"",IF({{fits}}=1,{exact},{close})))'
    )


WINS: tuple[Field, ...] = (
    _worked("goal_complete", "The goal is complete", _complete()),
    _worked("target_counts", "Target", _complete_only("{target_used}")),
    _counted("value", "Value that counts", "1"),
    _counted("purchases", "Purchases that count", "1"),
    _counted("existing", "Customers now that count", "0"),
    _counted("retention", "Retention that counts", "1"),
    _counted("share", "Share of the year that counts", "1"),
    _counted("margin", "Margin that counts", "1", profit=True),
    _counted("cac", "Cost per new customer that counts", "0", profit=True),
    _counted("fixed", "Fixed cost that counts", "0", profit=True),
    *(_units(key) for key in MADE_WHOLE),
    _worked(
        "computed",
        "One has more than four decimals",
        _complete_only(f"IF(MIN({','.join(f'{{{key}_units}}' for key in MADE_WHOLE)})=0,1,0)"),
    ),
    _worked(
        "scale",
        "Common units of 1",
        _exact(
            "MAX({margin_units}*{value_units}*{purchases_units}"
            "*MAX({share_units},{retention_units}),{cac_units})"
        ),
    ),
    _worked(
        "goal_whole",
        "Goal in units",
        _exact(f"ROUNDUP({_in_units('target')}+{_in_units('fixed')},0)"),
    ),
    _worked("brought_whole", "One new customer brings, in units", _exact(_whole(*EACH))),
    _worked(
        "base_whole", "The base brings, in units", _exact("{existing_counts}*" + _whole(*BASE))
    ),
    _worked("each_whole", "One brings, less its cost", _exact("{brought_whole}-" + _whole("cac"))),
    _worked(
        "fits",
        "The units fit a cell",
        _complete_only(
            "IF({computed}=1,0,IF(MAX({goal_whole},{brought_whole},{base_whole})<={largest},1,0))"
        ),
    ),
    _worked(
        "brought_real",
        "One new customer brings",
        _complete_only("*".join(f"{{{key}_counts}}" for key in EACH)),
    ),
    _worked("each_real", "The same, less its cost", _complete_only("{brought_real}-{cac_counts}")),
    _worked(
        "base_real",
        "The base brings",
        _complete_only("{existing_counts}*" + "*".join(f"{{{key}_counts}}" for key in BASE)),
    ),
    _worked("goal_real", "Goal, with fixed cost", _complete_only("{target_counts}+{fixed_counts}")),
    _worked(
        "reached",
        "The base alone reaches it",
        _complete_only(
            "IF({fits}=1,IF({goal_whole}<={base_whole},1,0),"
            "IF({goal_real}<={base_real}*(1+{slack}),1,0))"
        ),
    ),
    _worked(
        "feasible",
        "A new customer pays",
        _complete_only(
            "IF({fits}=1,IF({each_whole}>0,1,0),IF({each_real}>{slack}*{brought_real},1,0))"
        ),
    ),
    _worked(
        "close_quotient",
        "Quotient, where units do not fit",
        _complete_only('IF({feasible}=1,({goal_real}-{base_real})/{each_real},"")'),
    ),
    _worked("wins", "Wins needed", _wins()),
    _worked("money_word", "Currency after an amount", 'IF({money}="money",""," "&{money})', "text"),
    _worked(
        "goal_words",
        "The goal in words",
        'IF({goal_complete}=0,"",IF({metric}="customers",'
        + words.counted("{wins}", "new customer", "new customers")
        + ","
        + words.money("{target_used}")
        + '&" of "&{metric}))',
        "text",
    ),
)


def _gain(formula: str) -> str:
    return f'IF({{lever_state}}="",{formula},"")'


def ways_grid(at: str) -> Grid:
    """Describe the bars of the four ways to more."""
    names = '"New customers","Retention","Value per purchase","Purchases a year"'
    gains = "{lever_customers},{lever_retention},{lever_value},{lever_purchases}"
    return Grid(
        at=at,
        heading="The picture of the four ways to more",
        down=WAYS,
        left=(
            _worked("way_name", "Way", f"CHOOSE({{#ways}},{names})", "text"),
            _worked("way_gain", "Gain a year", f"CHOOSE({{#ways}},{gains})"),
        ),
    )


LEVERS: tuple[Field, ...] = (
    _worked(
        "lever_state",
        "Why the ways to more have no numbers",
        words.joined(
            [
                ('{wins}=""', '"The goal comes first."'),
                ('{value_used}=""', '"Type what one purchase brings."'),
                (
                    'OR({purchases_used}="",{retention_used}="",{change_used}="")',
                    '"See the red notes on the left."',
                ),
                (
                    "1-{retention_used}<={tolerance}",
                    '"For these, type the Retention, below 100%."',
                ),
            ],
            '""',
        ),
        "text",
    ),
    _worked(
        "settled",
        "Yearly revenue once the base has settled",
        _gain("{wins}*{value_used}*{purchases_used}/(1-{retention_used})"),
    ),
    _worked("raised", "Those who still leave", _gain("1-{retention_used}*(1+{change_used})")),
    _worked(
        "longer",
        "Gain by retention",
        'IF({raised}="","",IF({raised}<={tolerance},"",'
        "{settled}*{retention_used}*{change_used}/{raised}))",
    ),
)
