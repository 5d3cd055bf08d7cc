"""Pieces of formulas that the sheets share; cells are fields in braces.

None of them overflows: cleaned numbers lie between `least` and `most`, and powers are worked out
from logarithms, so that no shape, however steep, gives an error.
"""

from __future__ import annotations

from templates.builder.describing import Axis, Grid, Worked

__all__ = [
    "amount",
    "changed",
    "difference",
    "first_of",
    "last_cost",
    "matrix",
    "money",
    "numbered",
    "odds",
    "percent",
    "positive",
    "quotient",
    "returned",
    "wins",
    "within",
    "worked",
]


def worked(key: str, label: str, formula: str, shown: str = "number", note: str = "") -> Worked:
    """Describe a field of the workings."""
    return Worked(key=key, label=label, formula=formula, shown=shown, note=note)


def money(key: str, label: str, formula: str, shown: str = "money") -> Worked:
    """Describe an amount of money in a table."""
    return Worked(key=key, label=label, shown=shown, unit="={money}", formula=formula)


def wins(key: str, label: str, formula: str) -> Worked:
    """Describe expected customers in a table."""
    return Worked(key=key, label=label, shown="tenths", unit="customers", formula=formula)


def within(cell: str, low: str = "0", high: str = "{most}") -> str:
    """Take a number between two bounds; blank for anything else, an error too."""
    return f'IF(ISNUMBER({cell}),IF(AND({cell}>={low},{cell}<={high}),{cell},""),"")'


def positive(cell: str) -> str:
    """Take an amount above 0."""
    return within(cell, "{least}")


def quotient(above: str, below: str) -> str:
    """Divide two cleaned numbers; blank where there is nothing to divide by, or far too little."""
    return (
        f"IF(AND(ISNUMBER({above}),ISNUMBER({below})),IF({below}>0,"
        f'IF(ABS({above})<={below}*{{most}},{above}/{below},""),""),"")'
    )


def difference(one: str, other: str) -> str:
    """Take one number from another; what rounding leaves of equal ones is 0, and not -0."""
    return (
        f"IF(AND(ISNUMBER({one}),ISNUMBER({other})),"
        f'IF(ABS({one}-{other})<=ABS({one})*{{same}},0,{one}-{other}),"")'
    )


def first_of(checks: list[tuple[str, str]], otherwise: str = '""') -> str:
    """Nest (condition, answer) pairs into IFs: the first condition that is true answers."""
    formula = otherwise
    for condition, answer in reversed(checks):
        formula = f"IF({condition},{answer},{formula})"
    return formula


def changed(then: str, now: str) -> str:
    """Tell (1 or 0) whether a cleaned input differs from its copy at the last fill."""
    return (
        f"IF(ISNUMBER({then}),IF(ISNUMBER({now}),IF(ABS({then}-{now})>ABS({then})*{{same}},1,0),1),"
        f"IF(ISNUMBER({now}),1,0))"
    )


def percent(cell: str) -> str:
    """Write a share as a percentage: 80%."""
    return f'ROUND({{hundred}}*{cell},0)&"%"'


def amount(cell: str) -> str:
    """Write an amount, with two decimals only where it is small."""
    return f"FIXED({cell},IF(OR({cell}>={{hundred}},{cell}=INT({cell})),0,{{cents}}))"


def odds(spend: str) -> str:
    """Give the logarithm of (spend ÷ half)^shape; blank where there is no spend or no response."""
    return (
        f"IF({{response_ok}}=1,IF(ISNUMBER({spend}),IF({spend}>0,{{shape_clean}}*(LN({spend})"
        '-{half_log}),""),""),"")'
    )


def returned(spend: str, log_odds: str, ceiling: str = "{ceiling_clean}") -> str:
    """Give the wins that a spend brings: ceiling·x^shape ÷ (half^shape + x^shape)."""
    share = f"IF({log_odds}>=0,1,EXP({log_odds}))/(1+EXP(-ABS({log_odds})))"
    return (
        f"IF({{response_ok}}=1,IF(ISNUMBER({spend}),"
        f'IF(ISNUMBER({log_odds}),{ceiling}*{share},0),""),"")'
    )


def last_cost(spend: str, log_odds: str) -> str:
    """Give what one more win costs at a spend, the derivative turned round; blank beyond `most`."""
    log = (
        f"LN({spend})-LN({{ceiling_clean}})-LN({{shape_clean}})+ABS({log_odds})"
        f"+LN(1+EXP(-ABS({log_odds})))+LN(1+EXP(-ABS({log_odds})))"
    )
    at_nothing = f"AND({spend}=0,{{shape_clean}}=1)"
    return (
        f"IF({{response_ok}}=1,IF(AND(ISNUMBER({spend}),{{ceiling_clean}}>0),"
        f'IF(ISNUMBER({log_odds}),IF({log}<={{most_log}},EXP({log}),""),'
        f'IF({at_nothing},{quotient("{half_clean}", "{ceiling_clean}")},"")),""),"")'
    )


def numbered(axis: Axis) -> str:
    """Name a place along an axis: Stage 3."""
    one = axis.name.capitalize().removesuffix("s")
    return f'"{one} "&{{#{axis.name}}}'


def matrix(
    at: str, heading: str, key: str, formula: str, down: Axis, across: Axis, shown: str = "number"
) -> Grid:
    """Describe a table of workings along two axes, numbered on both sides."""
    return Grid(
        at=at,
        heading=heading,
        down=down,
        across=across,
        left=(
            Worked(
                key=f"{key}_row",
                label=f"{down.name.capitalize()} down, {across.name} across",
                shown="text",
                formula=numbered(down),
            ),
        ),
        top=(Worked(key=f"{key}_column", shown="text", formula=numbered(across)),),
        cells=Worked(key=key, shown=shown, formula=formula),
    )
