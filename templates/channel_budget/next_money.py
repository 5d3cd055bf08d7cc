"""What the next money buys in each channel, and what a wanted number of customers takes."""

from __future__ import annotations

from templates.builder import rules
from templates.builder.describing import Asked, Field, When, Worked
from templates.channel_budget.phrases import amount, difference, first_of, money, quotient
from templates.channel_budget.sentences import IN_WORDS, WRONG

__all__ = ["NEXT", "NEXT_SAYS"]

NEXT: tuple[Field, ...] = (
    Worked(key="next_channel", label="Channel", shown="text", formula="{channel_label}"),
    Worked(
        key="next_more",
        label="It brings",
        shown="hundredths",
        unit="customers more",
        formula="IF(AND(ISNUMBER({wins_next}),ISNUMBER({spend_base})),"
        'MAX(0,{wins_next}-IF(ISNUMBER({wins_plan}),{wins_plan},0)),"")',
    ),
    money("next_cost", "Cost of each", quotient("{next_clean}", "{next_more}")),
    Worked(
        key="next_rank",
        label="Rank",
        unit="1: most",
        formula='IF(ISNUMBER({next_more}),1+SUMPRODUCT(({next_order:}>{next_order})*1),"")',
    ),
    Worked(
        key="ceiling_used",
        label="Ceiling used by the plan",
        shown="share",
        unit="of ceiling",
        formula=quotient("{wins_plan}", "{ceiling_clean}"),
    ),
    Asked(
        key="wanted",
        label="Wanted of it",
        shown="tenths",
        unit="customers",
        rule=rules.positive("Customers that you want from this channel: what must it spend?"),
    ),
    money(
        "wanted_spend",
        "Takes a spend of",
        'IF(ISNUMBER({wanted_log}),IF({wanted_log}<={most_log},EXP({wanted_log}),""),"")',
    ),
    Worked(
        key="wanted_change",
        label="Change of the plan",
        shown="money",
        unit="={money}",
        formula=difference("{wanted_spend}", "{spend_base}"),
    ),
    money("wanted_cost", "Cost per customer", quotient("{wanted_spend}", "{wanted_clean}")),
    Worked(
        key="wanted_part",
        label="Ceiling used then",
        shown="share",
        unit="of ceiling",
        formula=quotient("{wanted_clean}", "{ceiling_clean}"),
    ),
    Worked(
        key="wanted_says",
        label="In words",
        shown="text",
        formula=first_of(
            [
                (
                    "ISERROR({wanted})",
                    '"Check: what you want holds an error: clear it."',
                ),
                ('{wanted}=""', '""'),
                (
                    "NOT(ISNUMBER({wanted_clean}))",
                    '"Check: what you want must be a number above 0, or blank."',
                ),
                ("{response_ok}=0", '"Check: type its ceiling and half on Channels."'),
                (
                    "{wanted_clean}>={ceiling_clean}",
                    '"Out of reach: fewer than "&FIXED({ceiling_clean},0)&", whatever you spend."',
                ),
                ('{wanted_spend}=""', '"Out of reach: it takes more than a cell counts."'),
                ('{wanted_change}=""', '"In reach."'),
                (
                    "{wanted_change}>={cent}",
                    f'"In reach: spend "&{amount("{wanted_change}")}&" more than planned."',
                ),
                (
                    "{wanted_change}<=0-{cent}",
                    f'"In reach: spend "&{amount("(0-{wanted_change})")}&" less than planned."',
                ),
            ],
            '"In reach with the planned spend."',
        ),
        style=IN_WORDS,
        looks=(When('ISNUMBER(SEARCH("Check:",{wanted_says}))', WRONG),),
    ),
)

NEXT_SAYS = first_of(
    [
        ("NOT(ISNUMBER({next_clean}))", '"Check: type the next amount, such as 1000."'),
        ("{best_channel}=0", '"The answer appears here once a channel has a ceiling and a half."'),
    ],
    f'"The next "&{amount("{next_clean}")}&" buy most at "'
    "&INDEX({channel_label:},{best_channel})"
    '&": "&FIXED(INDEX({next_more:},{best_channel}),{cents})&" customers"'
    '&IF(ISNUMBER(INDEX({next_cost:},{best_channel}))," at "&'
    + amount("INDEX({next_cost:},{best_channel})")
    + '&" each.",".")',
)
