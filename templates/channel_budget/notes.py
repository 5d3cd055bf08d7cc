"""What stands beside each input of Channels: what it is for or, when it is wrong, what to do."""

from __future__ import annotations

from templates.builder import words
from templates.channel_budget.phrases import first_of

__all__ = ["CHANNEL_CHECK", "NOTES", "RATE_CHECK", "SHARES_CHECK"]


def _amount(key: str, blank: str, fine: str, clean: str, wrong: str) -> str:
    cell = "{" + key + "}"
    return words.state(
        cell,
        [
            (f'{cell}=""', f'"{blank}"'),
            (f"NOT(ISNUMBER({cell}))", '"Check: this is text; write a number."'),
            (f"NOT(ISNUMBER({{{clean}}}))", f'"Check: {wrong}"'),
        ],
        f'"{fine}"',
    )


NOTES = {
    "goal_note": words.state(
        "{goal}",
        [
            ('{goal_kind}=""', '"Check: pick customers or revenue."'),
            (
                '{goal}=""',
                'IF({goal_kind}="revenue","Blank, and a value is typed: the target is revenue.",'
                '"Blank: customers, or revenue once a value is typed.")',
            ),
        ],
        '"Customers to win, or revenue to bring in within the year."',
    ),
    "target_note": _amount(
        "target",
        "Check: type what to reach, such as 120.",
        "What all channels together must reach.",
        "target_clean",
        "a target must be above 0, and no more than a cell counts.",
    ),
    "value_note": words.state(
        "{value}",
        [
            (
                '{value}=""',
                'IF({goal_kind}="revenue","Check: type what a purchase brings."'
                ","
                '"Optional, but CAC, payback and return need it: what a purchase brings.")',
            ),
            ("NOT(ISNUMBER({value}))", '"Check: this is text; write an amount."'),
            ("NOT(ISNUMBER({value_clean}))", '"Check: a value must be above 0."'),
        ],
        '"Money that one purchase brings: a price, or a month\'s fee."',
    ),
    "purchases_note": _amount(
        "purchases",
        "Blank: a customer buys once a year.",
        "How often a customer buys in a year: 12 for a monthly fee.",
        "purchases_clean",
        "purchases must be above 0, or blank.",
    ),
    "margin_note": _amount(
        "margin",
        "Optional, but payback, LTV and return need it: the share of revenue that is left.",
        "The share of revenue that is left after the cost of what was sold.",
        "margin_clean",
        "a margin is above 0% and at most 100%: write 70% or 0.7.",
    ),
    "churn_note": _amount(
        "churn",
        "Optional, but LTV needs it: the share of customers that leaves in a month.",
        "The share of customers that leaves in a month: customers stay 1 ÷ churn months.",
        "churn_clean",
        "churn is above 0% and at most 100%: write 3% or 0.03.",
    ),
    "budget_note": _amount(
        "budget",
        "Check: type what all channels together may cost.",
        "What all channels together may cost. The best split is of this amount.",
        "budget_clean",
        "a budget is 0 or more, and no more than a cell counts.",
    ),
    "wins_note": first_of(
        [
            ("{target_ok}=0", '"Comes once the target is complete."'),
            ('{wins_needed}=""', '"Check: the target takes more than 100 trillion customers."'),
            (
                '{goal_kind}="revenue"',
                '"Target ÷ (value of a purchase × purchases a year), rounded up."',
            ),
        ],
        '"The target, rounded up."',
    ),
}

ROW = ("channel", "share", "spend", "capacity", "ceiling", "half", "shape")
ERRORS = f"OR({','.join('ISERROR({' + key + '})' for key in ROW)})"

CHANNEL_CHECK = first_of(
    [
        (ERRORS, '"Check: a cell in this row holds an error: clear it."'),
        ("{channel_used}=0", '""'),
        ('{channel}=""', '"Check: name this channel."'),
        (
            "{channel_twice}=1",
            '"Check: this name stands here twice: call one of them something else."',
        ),
        ("{share_wrong}=1", '"Check: its share must be from 0% to 100%: write 25% or 0.25."'),
        ("{spend_wrong}=1", '"Check: its spend must be a number from 0 up."'),
        ("{capacity_wrong}=1", '"Check: its capacity must be a number from 0 up, or blank."'),
        ("{ceiling_wrong}=1", '"Check: its ceiling must be a number from 0 up."'),
        ("{half_wrong}=1", '"Check: its half must be an amount above 0."'),
        ("{shape_wrong}=1", '"Check: its shape must be above 0 and at most 1000, or blank."'),
        (
            "AND(ISNUMBER({ceiling_clean}),NOT(ISNUMBER({half_clean})))",
            '"Check: type the half beside the ceiling."',
        ),
        (
            "AND(ISNUMBER({half_clean}),NOT(ISNUMBER({ceiling_clean})))",
            '"Check: type the ceiling beside the half."',
        ),
        (
            "INDEX({rates_wrong:},1,{#channels})>0",
            '"Check: put right its rates below."',
        ),
        (
            "INDEX({rate_gap:},1,{#channels})>0",
            '"Check: no rate from "&INDEX({stage_name:},INDEX({rate_gap:},1,{#channels}))'
            '&"; type 100% if it skips this step."',
        ),
        (
            "AND({share_used}>0,INDEX({rates_count:},1,{#channels})=0)",
            '"Check: type its rates below."',
        ),
        (
            "AND({spend_base}>0,{response_ok}=0)",
            '"Check: type its ceiling and half: what its spend brings."',
        ),
        ("NOT(AND(ISNUMBER({wins_asked}),ISNUMBER({wins_brought})))", '""'),
        ("{wins_brought}>={wins_asked}", '"Its spend brings what its share asks for."'),
    ],
    '"Its spend brings "&FIXED({wins_asked}-{wins_brought},1)&" fewer than its share asks for."',
)

SHARES_CHECK = first_of(
    [
        ("SUM({channel_used:})=0", '"Check: type your channels."'),
        ("SUM({share_wrong:})>0", '"Check: put right the shares above."'),
        ("ABS({shares_sum}-1)<={share_slack}", '"The shares add to 100%."'),
        (
            "{shares_sum}<1",
            '"Check: the shares must add to 100%: "'
            '&ROUND({hundred}*(1-{shares_sum}),{cents})&"% are missing."',
        ),
    ],
    '"Check: the shares must add to 100%: "'
    '&ROUND({hundred}*({shares_sum}-1),{cents})&"% are too much."',
)

RATE_CHECK = first_of(
    [
        ("ISERROR({stage})", '"Check: the stage holds an error: clear it."'),
        (
            "AND({stage_given}=0,{stage_later}=1)",
            '"Check: name this stage, or clear the ones below."',
        ),
        (
            "AND({#stages}=1,{steps_given}=0)",
            '"Check: name two stages at least, the last being the win."',
        ),
        (
            "{stage_twice}=1",
            '"Check: this name stands here twice: call one of them something else."',
        ),
        ("{row_beyond}>0", '"Check: these rates lead to no stage: name it, or clear them."'),
        (
            "{row_wrong}>0",
            '"Check: a rate is above 0% and at most 100%: write 47% or 0.47, not 47."',
        ),
    ]
)
