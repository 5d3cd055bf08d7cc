"""The sheet Return: what a customer costs in each channel, and what comes back."""

from __future__ import annotations

from templates.builder.describing import (
    Field,
    Grid,
    Lines,
    Sheet,
    Text,
    When,
    Worked,
)
from templates.builder.styling import NOTE
from templates.channel_budget.axes import CHANNELS
from templates.channel_budget.drawing import pairs
from templates.channel_budget.phrases import amount, first_of, quotient
from templates.channel_budget.sentences import IN_WORDS, WRONG

__all__ = ["RETURN"]


def _product(*cells: str) -> str:
    numbers = ",".join(f"ISNUMBER({cell})" for cell in cells)
    return f'IF(AND({numbers}),{"*".join(cells)},"")'


VALUE = ("{year_value}", "the value of a purchase")
MARGIN = ("{margin_clean}", "the margin")
CHURN = ("{churn_clean}", "the churn")


def _comes(needs: tuple[tuple[str, str], ...], fine: str) -> str:
    """Say what a figure is or, where an input lacks, which one to type."""
    lacks = [
        (f"NOT(ISNUMBER({cell}))", f'"Comes once {named} is typed on Channels."')
        for cell, named in needs
    ]
    return f"={first_of(lacks, chr(34) + fine + chr(34))}"


CUSTOMER = (
    Worked(
        key="month_value",
        label="A customer brings a month",
        shown="cents",
        unit="={money}",
        formula=quotient("{year_value}", "{months}"),
        note=_comes((VALUE,), "Value of a purchase × purchases a year ÷ 12."),
    ),
    Worked(
        key="month_margin",
        label="Margin of it",
        shown="cents",
        unit="={money}",
        formula=_product("{month_value}", "{margin_clean}"),
        note=_comes((VALUE, MARGIN), "What is left a month after the cost of what was sold."),
    ),
    Worked(
        key="stay",
        label="A customer stays",
        shown="tenths",
        unit="months",
        formula=quotient("1", "{churn_clean}"),
        note=_comes((CHURN,), "1 ÷ churn a month."),
    ),
    Worked(
        key="ltv",
        label="Lifetime margin (LTV)",
        shown="money",
        unit="={money}",
        formula=quotient("{month_margin}", "{churn_clean}"),
        note=_comes(
            (VALUE, MARGIN, CHURN),
            "Margin a month ÷ churn a month: what a customer earns until it leaves.",
        ),
    ),
    Worked(
        key="year_margin_each",
        label="Margin of the first year",
        shown="money",
        unit="={money}",
        formula=_product("{year_value}", "{margin_clean}"),
        note=_comes((VALUE, MARGIN), "Value of a purchase × purchases a year × margin."),
    ),
    Worked(
        key="worth",
        label="What a customer is worth",
        shown="money",
        unit="={money}",
        formula="IF(ISNUMBER({ltv}),{ltv},{year_margin_each})",
        note='=IF(ISNUMBER({ltv}),"Its lifetime margin: what a new customer may cost at most.",'
        'IF(ISNUMBER({year_margin_each}),"Without churn: its first year\'s margin.",'
        '"Comes once value and margin are typed on Channels."))',
        style={"bold": True},
    ),
)

ONE_MORE = "{plan_last}"
VERDICT = first_of(
    [
        ("{channel_used}=0", '""'),
        ("AND({spend_base}>0,{response_ok}=0)", '"Check: type its ceiling and half on Channels."'),
        ('{return_spend}=""', '"No spend planned: no CAC, payback and ROI."'),
        ("{return_spend}=0", '"No spend planned: no CAC, payback and ROI."'),
        ("NOT(ISNUMBER({cac}))", '"Costs, but brings nobody."'),
        (
            "NOT(ISNUMBER({worth}))",
            'IF(ISNUMBER({year_value}),"Payback and ROI need the margin on Channels.",'
            '"Payback and ROI need the value of a purchase on Channels.")',
        ),
        (
            "{cac}>{worth}",
            f'"Costs more than it earns: "&{amount("{cac}")}&" for a customer who is worth "'
            f'&{amount("{worth}")}&"."',
        ),
        (
            f"IF(ISNUMBER({ONE_MORE}),{ONE_MORE}>{{worth}},TRUE)",
            '"Earns its cost, but its last customer does not."',
        ),
    ],
    '"Earns its cost"&IF(ISNUMBER({payback}),", back in "&FIXED({payback},1)&" months.",".")',
)


def _profit(wins: str, spend: str) -> str:
    return (
        f"IF(AND(ISNUMBER({wins}),ISNUMBER({spend}),ISNUMBER({{year_margin_each}})),"
        f'{wins}*{{year_margin_each}}-{spend},"")'
    )


def _column(key: str, label: str, unit: str, shown: str, formula: str) -> Worked:
    return Worked(key=key, label=label, unit=unit, shown=shown, formula=formula)


def _ratios(prefix: str, wins: str, spend: str) -> tuple[Worked, ...]:
    def key(name: str) -> str:
        return f"{prefix}{name}"

    cac, profit = f"{{{key('cac')}}}", f"{{{key('profit')}}}"
    return (
        _column(key("cac"), "CAC", "={money}", "money", quotient(spend, wins)),
        _column(key("payback"), "Payback", "months", "tenths", quotient(cac, "{month_margin}")),
        _column(key("ltv_cac"), "LTV ÷ CAC", "times", "hundredths", quotient("{ltv}", cac)),
        _column(
            key("profit"),
            "First year's margin less spend",
            "={money}",
            "money",
            _profit(wins, spend),
        ),
        _column(key("roi"), "ROI, first year", "of spend", "growth", quotient(profit, spend)),
    )


COLUMNS: tuple[Field, ...] = (
    Worked(key="return_channel", label="Channel", shown="text", formula="{channel_label}"),
    _column("return_spend", "Planned spend", "={money}", "money", "{spend_clean}"),
    _column("return_wins", "Customers", "expected", "tenths", "{wins_plan}"),
    *_ratios("", "{return_wins}", "{return_spend}"),
    Worked(
        key="return_says",
        label="In words",
        shown="text",
        formula=VERDICT,
        style=IN_WORDS,
        looks=(
            When('ISNUMBER(SEARCH("Check:",{return_says}))', WRONG),
            When('ISNUMBER(SEARCH("more than it earns",{return_says}))', WRONG),
        ),
    ),
)

SPENDS = 'IF(COUNT({return_spend:})=0,"",SUM({return_spend:}))'
WINS = 'IF(COUNT({return_wins:})=0,"",SUM({return_wins:}))'
ALL = _ratios("all_", "{all_wins}", "{all_spend}")
FOOT = {
    "return_spend": _column("all_spend", "All spend", "={money}", "money", SPENDS),
    "return_wins": _column("all_wins", "All customers", "expected", "tenths", WINS),
    **{each.key.removeprefix("all_"): each for each in ALL},
    "return_says": Worked(
        key="all_says",
        label="In words",
        shown="text",
        formula=first_of(
            [
                ("NOT(ISNUMBER({all_cac}))", '"Comes once a spend is planned on Channels."'),
                (
                    "NOT(ISNUMBER({worth}))",
                    '"Payback, LTV and ROI need value, margin and churn on Channels."',
                ),
                (
                    "{all_cac}>{worth}",
                    '"All channels together cost more than they earn."',
                ),
            ],
            '"All channels together earn their cost."',
        )
        + '&IF(AND(ISNUMBER({all_cac}),ISNUMBER({worth}),NOT(ISNUMBER({ltv})))," LTV needs the'
        ' churn.","")',
        style=IN_WORDS,
    ),
}

RETURN = Sheet(
    title="Return",
    purpose="What a new customer costs in each channel, when it is paid back, and what it returns.",
    widths={"A": 2, "B": 26, "C:I": 12.5, "J": 48},
    heights={5: 24, 13: 24, 14: 46, 15: 16, 25: 30},
    blocks=(
        Lines(at="B5", heading="What a customer is worth", fields=CUSTOMER, until="J"),
        Grid(
            at="B13",
            heading="Channel by channel, at the planned spend",
            down=CHANNELS,
            left=COLUMNS,
            units=True,
            foot=FOOT,
            total="All channels",
        ),
        Text(
            at="B25",
            to="J25",
            content="CAC: spend ÷ customers. Payback: CAC ÷ margin a month. LTV: margin a month ÷"
            " churn. ROI: (first year's margin − spend) ÷ spend, on margin and not on revenue."
            " Customers are those that the response on Channels expects from the planned spend.",
            style=NOTE | {"valign": "vcenter"},
        ),
        pairs(
            "B27",
            "What a customer costs (CAC) and is worth, per channel (money)",
            "Columns in pairs: for each channel what a new customer costs and what a customer is"
            " worth. Where the first is higher, the channel costs more than it earns.",
            categories="return_channel",
            amber=("cac", "Costs (CAC)"),
            navy=("worth_drawn", "Is worth"),
            size=(1080, 300),
        ),
    ),
    freeze="A4",
    first="B5",
)
