"""What is asked on Channels: the target, the channels, and two points of experience."""

from __future__ import annotations

from templates.builder import rules
from templates.builder.describing import Asked, When, Worked
from templates.channel_budget.notes import CHANNEL_CHECK, SHARES_CHECK
from templates.channel_budget.sentences import IN_WORDS, WRONG

__all__ = ["CHANNELS_ASKED", "CHANNELS_TOTAL", "GOAL", "POINTS"]

NAMES = ("Search ads", "Events", "Content", "Partners", "Outbound sales", "Referrals")

GOAL = (
    Asked(
        key="goal",
        label="The target counts",
        shown="text",
        name="Plan_Goal",
        rule=rules.choice(
            ("customers", "revenue"),
            "Customers to win, or revenue to bring in. Blank: revenue where a value is typed.",
        ),
    ),
    Asked(
        key="target",
        label="Target",
        unit='=IF({goal_kind}="revenue",{money},"customers")',
        name="Plan_Target",
        rule=rules.positive("What all channels together must reach, such as 120."),
    ),
    Asked(
        key="value",
        label="Value of a purchase",
        shown="money",
        unit="={money}",
        name="Plan_Value",
        rule=rules.positive("Money that one purchase brings, such as 90 for a month's fee."),
    ),
    Asked(
        key="purchases",
        label="Purchases a year",
        shown="tenths",
        unit="per customer",
        name="Plan_Purchases",
        rule=rules.positive("How often a customer buys in a year: 12 for a monthly fee. Blank: 1."),
    ),
    Asked(
        key="margin",
        label="Margin",
        shown="share",
        unit="of revenue",
        name="Plan_Margin",
        rule=rules.share("What is left of revenue after the cost of what was sold, such as 70%."),
    ),
    Asked(
        key="churn",
        label="Churn",
        shown="rate",
        unit="a month",
        name="Plan_Churn",
        rule=rules.share("The share of customers that leaves in a month, such as 3%."),
    ),
    Asked(
        key="budget",
        label="Total budget",
        shown="money",
        unit="={money}",
        name="Plan_Budget",
        rule=rules.number("What all channels together may cost, such as 100000."),
    ),
    Worked(
        key="wins_shown",
        label="Customers to win",
        formula='IF(ISNUMBER({wins_needed}),{wins_needed},"")',
        unit="customers",
        style={"bold": True},
    ),
)

CHANNELS_ASKED = (
    Asked(
        key="channel",
        label="Channel",
        shown="text",
        unit="its name",
        starts=NAMES,
        name="Plan_Channels",
        rule=rules.text("A channel, such as Search ads. Sales is a channel, too.", most=30),
    ),
    Asked(
        key="share",
        label="Share of the target",
        shown="rate",
        unit="of customers",
        name="Plan_Shares",
        rule=rules.Rule(
            {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1},
            "The part of all customers that this channel brings. All shares add to 100%.",
            "Type a share from 0% to 100%: write 25% or 0.25.",
        ),
    ),
    Asked(
        key="spend",
        label="Planned spend",
        shown="money",
        unit="={money}",
        name="Plan_Spend",
        rule=rules.number("What you plan to spend on the channel. Used beside the best split."),
    ),
    Asked(
        key="capacity",
        label="Capacity",
        unit="in first stage",
        name="Plan_Capacities",
        rule=rules.number(
            "The most records that the channel can bring into its first stage in the time of the"
            " plan. Blank: no limit."
        ),
    ),
    Asked(
        key="ceiling",
        label="Ceiling",
        unit="customers",
        name="Plan_Ceilings",
        rule=rules.number("The most customers that it could bring, however much you spend."),
    ),
    Asked(
        key="half",
        label="Half",
        shown="money",
        unit="={money}",
        name="Plan_Halves",
        rule=rules.positive("The spend at which half of the ceiling comes."),
    ),
    Asked(
        key="shape",
        label="Shape",
        shown="tenths",
        unit="blank: 1",
        name="Plan_Shapes",
        rule=rules.positive("1, or above 1 where a small spend brings next to nothing."),
    ),
    Worked(
        key="wins_asked",
        label="Its share asks for",
        unit="customers",
        formula='IF(AND({mix_ok}=1,{channel_used}=1),{wins_due},"")',
    ),
    Worked(
        key="wins_brought",
        label="Its spend brings",
        shown="tenths",
        unit="customers",
        formula="{wins_plan}",
    ),
    Worked(
        key="channel_check",
        label="Check",
        shown="text",
        formula=CHANNEL_CHECK,
        style=IN_WORDS,
        looks=(When('ISNUMBER(SEARCH("Check:",{channel_check}))', WRONG),),
    ),
)

CHANNELS_TOTAL = {
    "share": Worked(key="shares_total", label="All shares", shown="rate", formula="{shares_sum}"),
    "spend": Worked(
        key="spend_total", label="All spend", shown="money", formula="SUM({spend_clean:})"
    ),
    "wins_asked": Worked(
        key="asked_total", label="All asked for", formula='IF({mix_ok}=1,SUM({wins_due:}),"")'
    ),
    "wins_brought": Worked(
        key="brought_total",
        label="All brought",
        shown="tenths",
        formula='IF(COUNT({wins_plan:})=0,"",SUM({wins_plan:}))',
    ),
    "channel_check": Worked(
        key="shares_check",
        label="Shares",
        shown="text",
        formula=SHARES_CHECK,
        style=IN_WORDS,
        looks=(When('ISNUMBER(SEARCH("Check:",{shares_check}))', WRONG),),
    ),
}

POINTS = (
    Asked(
        key="point_spend_a",
        label="The smaller spend",
        shown="money",
        unit="={money}",
        rule=rules.positive("What you spent on the channel in a small year."),
    ),
    Asked(
        key="point_wins_a",
        label="brought",
        shown="tenths",
        unit="customers",
        rule=rules.positive("The customers that it brought."),
    ),
    Asked(
        key="point_spend_b",
        label="The larger spend",
        shown="money",
        unit="={money}",
        rule=rules.positive("What you spent on it in a large year."),
    ),
    Asked(
        key="point_wins_b",
        label="brought",
        shown="tenths",
        unit="customers",
        rule=rules.positive("The customers that it brought then."),
    ),
    Worked(
        key="point_ceiling",
        label="Ceiling",
        shown="tenths",
        unit="customers",
        formula='IF({points_ok}=1,{won_a}+{won_a}*{point_half}/{point_a},"")',
        style={"bold": True},
    ),
    Worked(
        key="point_half",
        label="Half",
        shown="money",
        unit="={money}",
        formula='IF({points_ok}=1,({won_b}-{won_a})/{points_slope},"")',
        style={"bold": True},
    ),
)
