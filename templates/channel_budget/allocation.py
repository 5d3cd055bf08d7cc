"""The sheet Allocation: the planned spend beside the best split, and what more money buys where."""

from __future__ import annotations

from templates.builder import rules
from templates.builder.describing import (
    Asked,
    Field,
    Filled,
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
from templates.channel_budget.next_money import NEXT, NEXT_SAYS
from templates.channel_budget.phrases import (
    amount,
    difference,
    first_of,
    last_cost,
    money,
    quotient,
    wins,
)
from templates.channel_budget.sentences import IN_WORDS, WRONG, spoken

__all__ = ["ALLOCATION"]

BUDGET, PLAN, BEST = "{budget_clean}", "{spend_total}", "{allocation_sum}"
CLOSE = "{cent}"

BUDGET_SAYS = first_of(
    [
        (f"NOT(ISNUMBER({BUDGET}))", '"Check: type the total budget on Channels."'),
        (
            f"ABS({PLAN}-{BUDGET})<={CLOSE}",
            f'"Your planned spend adds up to the budget of "&{amount(BUDGET)}&"."',
        ),
        (
            f"{PLAN}>{BUDGET}",
            f'"Check: your planned spend is "&{amount(f"({PLAN}-{BUDGET})")}&" more than the budget'
            f' of "&{amount(BUDGET)}&"."',
        ),
    ],
    f'"Your planned spend leaves "&{amount(f"({BUDGET}-{PLAN})")}&" of the budget of "'
    f'&{amount(BUDGET)}&"."',
)
STALE = '{allocation_state}="stale"'
BEST_SAYS = first_of(
    [
        (
            '{allocation_state}="none"',
            '"The best split is not filled yet: run funnel fill, or funnel sheets sync."',
        ),
        (
            "{allocation_broken}=1",
            '"Check: fill to update; the best split was typed over, so it is not used."',
        ),
        (
            STALE,
            '"Check: fill to update; the budget or a response has changed since the split was'
            ' filled."',
        ),
        (f"NOT(ISNUMBER({BUDGET}))", '"The split waits for the total budget on Channels."'),
        (
            f"ABS({BEST}-{BUDGET})>{CLOSE}",
            f'"Check: the split adds up to "&{amount(BEST)}&", not to the budget."',
        ),
        (
            "NOT(ISNUMBER({gain}))",
            '"The best split adds up to the budget."',
        ),
    ],
    '"The best split adds up to the budget and brings "&FIXED({best_total},1)&" customers, "'
    '&FIXED(ABS({gain}),1)&IF({gain}>=0," more"," fewer")&" than your plan."',
)
MOVE_SAYS = first_of(
    [
        ('{allocation_state}="none"', '"What to move appears here once the split is filled."'),
        (STALE, '"What to move appears here once the split is filled again."'),
        (
            f"AND({{most_down}}>{CLOSE},{{most_up}}>{CLOSE})",
            f'"Move first: "&{amount("MIN({most_up},{most_down})")}&" from "'
            '&INDEX({channel_label:},MATCH(MIN({shift:}),{shift:},0))&" to "'
            "&INDEX({channel_label:},MATCH(MAX({shift:}),{shift:},0))"
            '&", where the next customer costs less."',
        ),
        (
            f"{{most_up}}>{CLOSE}",
            f'"Spend first: "&{amount("{most_up}")}&" more on "'
            '&INDEX({channel_label:},MATCH(MAX({shift:}),{shift:},0))&"."',
        ),
        (
            f"{{most_down}}>{CLOSE}",
            f'"Save first: "&{amount("{most_down}")}&" on "'
            '&INDEX({channel_label:},MATCH(MIN({shift:}),{shift:},0))&"."',
        ),
    ],
    '"Nothing to move: your plan is the best split."',
)


VERDICT = first_of(
    [
        ("{channel_used}=0", '""'),
        ("AND({spend_base}>0,{response_ok}=0)", '"Check: type its ceiling and half on Channels."'),
        ("{response_ok}=0", '"Comes with its ceiling and half on Channels."'),
        (
            'AND({allocation_state}="fresh",ISNUMBER({shift}))',
            f'IF(ABS({{shift}})<={CLOSE},"Keep it.",IF({{shift}}>0,"Spend "&{amount("{shift}")}'
            f'&" more.","Spend "&{amount("(0-{shift})")}&" less."))'
            '&IF(ISNUMBER({wins_plan}),IF({wins_plan}>={full}*{ceiling_clean}," Nearly full: of at'
            ' most "&FIXED({ceiling_clean},0)&" it brings "&FIXED({wins_plan},0)&".",""),"")',
        ),
        ('{wins_plan}=""', '"No spend planned."'),
        (
            "{wins_plan}>={full}*{ceiling_clean}",
            '"Nearly full: of at most "&FIXED({ceiling_clean},0)&" it brings "'
            '&FIXED({wins_plan},0)&"."',
        ),
    ],
    '"Has room: of at most "&FIXED({ceiling_clean},0)&" it brings "&FIXED({wins_plan},0)&"."',
)

SPLIT: tuple[Field, ...] = (
    Worked(
        key="allocation_channel",
        label="Channel",
        shown="text",
        formula="{channel_label}",
    ),
    money("plan_spend", "Planned spend", "{spend_clean}"),
    wins("plan_wins", "Customers", "{wins_plan}"),
    money("plan_cost", "Cost per customer", quotient("{spend_clean}", "{wins_plan}")),
    money("plan_last", "Cost of one more", last_cost("{spend_clean}", "{plan_odds}")),
    Filled(
        key="allocation",
        label=f'=IF({STALE},"Best split: fill to update","Best split")',
        shown="money",
        unit="={money}",
        name="Plan_Allocation",
    ),
    wins("best_wins", "Customers", "{wins_best}"),
    money("best_cost", "Cost per customer", quotient("{allocation_clean}", "{wins_best}")),
    money("best_last", "Cost of one more", last_cost("{allocation_clean}", "{best_odds}")),
    Worked(
        key="shift",
        label="Best split less plan",
        shown="money",
        unit="={money}",
        formula=difference("{allocation_clean}", "{spend_base}"),
    ),
    Worked(
        key="allocation_says",
        label="In words",
        shown="text",
        formula=VERDICT,
        style=IN_WORDS,
        looks=(When('ISNUMBER(SEARCH("Check:",{allocation_says}))', WRONG),),
    ),
)
FOOT = {
    "plan_spend": money(
        "plan_spend_total", "All", 'IF(COUNT({plan_spend:})=0,"",SUM({plan_spend:}))'
    ),
    "plan_wins": wins("plan_total", "All", 'IF(COUNT({plan_wins:})=0,"",SUM({plan_wins:}))'),
    "plan_cost": money("plan_cost_total", "All", quotient("{plan_spend_total}", "{plan_total}")),
    "allocation": money(
        "best_spend_total", "All", 'IF(COUNT({allocation:})=0,"",{allocation_sum})'
    ),
    "best_wins": wins("best_total", "All", 'IF(COUNT({best_wins:})=0,"",SUM({best_wins:}))'),
    "best_cost": money("best_cost_total", "All", quotient("{best_spend_total}", "{best_total}")),
}

ALLOCATION = Sheet(
    title="Allocation",
    purpose="Your planned spend beside the split that brings the most customers for the budget.",
    widths={"A": 2, "B": 22, "C:K": 11.5, "L": 40},
    heights={
        5: 20,
        6: 20,
        7: 20,
        8: 8,
        9: 24,
        11: 32,
        12: 16,
        23: 24,
        24: 22,
        27: 32,
        28: 16,
        38: 30,
    },
    blocks=(
        spoken("B5", "L5", "budget_says", BUDGET_SAYS),
        spoken("B6", "L6", "best_says", BEST_SAYS),
        spoken("B7", "L7", "move_says", MOVE_SAYS),
        Grid(
            at="B9",
            heading="Customers and what they cost: as planned, and with the best split",
            down=CHANNELS,
            left=SPLIT,
            bands=(
                ("As planned", "plan_spend", "plan_last"),
                ("With the best split: filled", "allocation", "best_last"),
            ),
            units=True,
            foot=FOOT,
            total="All channels",
        ),
        Lines(
            at="B23",
            heading="What the next money buys where, on top of your planned spend",
            fields=(
                Asked(
                    key="next_amount",
                    label="The next",
                    shown="money",
                    unit="={money}",
                    starts=1000,
                    rule=rules.positive("An amount to add to a channel's planned spend: 1000."),
                ),
            ),
            columns=3,
            until="L",
        ),
        spoken("E24", "L24", "next_says", NEXT_SAYS),
        Grid(
            at="B26",
            down=CHANNELS,
            left=NEXT,
            units=True,
            bands=(
                ("With the next amount", "next_more", "next_rank"),
                ("For a number of customers that you want", "wanted", "wanted_part"),
            ),
        ),
        Text(
            at="B38",
            to="L38",
            content="Cost of one more: what the next customer costs at that spend. At the best"
            " split it is the same for all channels that get money, so moving money"
            " brings no more; a channel whose first money brings too little gets nothing.",
            style=NOTE,
        ),
        pairs(
            "B40",
            "Spend per channel: planned, and best split (money)",
            "Columns in pairs: for each channel the planned spend and the best split. The numbers"
            " stand in the table above.",
            categories="allocation_channel",
            amber=("plan_spend", "Planned spend"),
            navy=("allocation", "Best split"),
            size=(1100, 320),
        ),
    ),
    freeze="A4",
    portrait=True,
    first="C24",
)
