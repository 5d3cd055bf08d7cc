"""The sheet Goal: what to reach, by when, how sure; the answer; the ways to more; is it SMART."""

from __future__ import annotations

import datetime

from templates.builder.describing import (
    Asked,
    Chart,
    Filled,
    Lines,
    Series,
    Sheet,
    Text,
    When,
    Worked,
)
from templates.builder.rules import Rule, choice, count, day, number, positive, share, text
from templates.builder.styling import ALERT, GREY, NAVY, PALE, SECTION, Style
from templates.funnel_plan import words

__all__ = ["GOAL"]

METRICS = ("revenue", "customers", "profit")
BOLD: Style = {"bold": True}
UNIT = "={money}"


def _asked(
    key: str,
    label: str,
    rule: Rule,
    shown: str = "money",
    unit: str = "",
    name: str | None = None,
    starts: object = None,
) -> Asked:
    return Asked(
        key=key,
        label=label,
        shown=shown,
        unit=unit,
        name=name,
        rule=rule,
        starts=starts,
        note=f"={{{key}_note}}",
    )


TARGET_UNIT = '=IF({metric}="customers","new customers",{money})'

GOAL_LINES = Lines(
    at="B4",
    heading="Your goal",
    fields=(
        _asked(
            "goal",
            "What it counts",
            choice(METRICS, "revenue, customers or profit. Blank: revenue where a value is given."),
            shown="text",
            name="Plan_Goal",
        ),
        _asked(
            "target",
            "Target",
            positive("What to reach: money, or new customers. Such as 1000000."),
            unit=TARGET_UNIT,
            name="Plan_Target",
        ),
        _asked(
            "value",
            "Value of one purchase",
            positive("Money that one purchase, or won deal, brings. Blank: count customers."),
            unit=UNIT,
            name="Plan_Value",
        ),
        _asked(
            "last_year",
            "Last year",
            positive("The same figure a year ago, for the growth. May stay blank."),
            unit=TARGET_UNIT,
            name="Plan_Last_Year",
        ),
        Worked(
            key="growth",
            label="Growth on last year",
            shown="growth",
            formula='IF(OR({target_used}="",{last_year_used}=""),"",'
            "{target_used}/{last_year_used}-1)",
            note="Calculated: target ÷ last year − 1.",
            style=BOLD,
        ),
        _asked(
            "start",
            "Start",
            day("A date, such as 2027-01-01. The schedule shows up to 12 months."),
            shown="day",
            name="Plan_Start",
            starts=datetime.date(2027, 1, 1),
        ),
        _asked(
            "end",
            "End",
            day("A date, such as 2027-12-31. The schedule shows up to 12 months."),
            shown="day",
            name="Plan_End",
            starts=datetime.date(2027, 12, 31),
        ),
        _asked(
            "confidence",
            "Confidence",
            share("How sure you want to be to reach the goal, such as 80%."),
            shown="share",
            name="Plan_Confidence",
            starts=0.8,
        ),
        _asked("goal_owner", "Owner", text("Who answers for the goal: one person."), shown="text"),
    ),
)

FURTHER_LINES = Lines(
    at="B14",
    heading="Only where it is needed",
    fields=(
        _asked(
            "purchases",
            "Purchases a year",
            positive("How often one customer buys in a year, such as 4. Blank: once."),
            shown="number",
            unit="per customer",
            name="Plan_Purchases",
        ),
        _asked(
            "existing",
            "Customers now",
            count("Customers at the start of the year, such as 800. Blank: none."),
            shown="whole",
            unit="customers",
            name="Plan_Existing",
        ),
        _asked(
            "retention",
            "Retention",
            share("The share of customers that stays for another year, such as 80%."),
            shown="rate",
            name="Plan_Retention",
        ),
        _asked(
            "share_of_year",
            "Share of the year",
            share("The part of the year that a new customer buys in, such as 50%."),
            shown="rate",
            name="Plan_Share_Of_Year",
        ),
        _asked(
            "fixed_cost",
            "Fixed cost",
            number("For a profit: what the year costs, however many customers. 0 if nothing."),
            unit=UNIT,
            name="Plan_Fixed_Cost",
        ),
        _asked(
            "margin",
            "Margin",
            share("For a profit: what is left of revenue after the cost of what was sold."),
            shown="rate",
            name="Plan_Margin",
        ),
        _asked(
            "cac",
            "Cost per new customer",
            number("For a profit: what it costs to win one new customer. 0 if nothing."),
            unit=UNIT,
            name="Plan_CAC",
        ),
    ),
)


def _answer() -> str:
    by = f'IF({{end_used}}="",""," by "&{words.day("{end_used}")})'
    customers = words.counted("{wins}", "new customer", "new customers")
    top = f'{words.whole("INDEX({required:},1)")}&" "&INDEX({{stage_label:}},1)&" records"'
    hand = "{handover}"

    def at(field: str, row: str) -> str:
        return f"INDEX({{{field}:}},{row})"

    handover = (
        f'IF({hand}<=1,"",". "&{at("owner_label", f"{hand}-1")}&" hands over "&'
        f'{words.whole(at("required", f"{hand}-1"))}&" ("&{at("stage_label", f"{hand}-1")}'
        f'&"); "&{at("owner_label", hand)}&" starts with "&{words.whole(at("required", hand))}'
        f'&" ("&{at("stage_label", hand)}&")")'
    )
    goal = (
        f'IF({{metric}}="customers","To win "&{customers}&{by}&", ","To reach "&{{goal_words}}&{by}'
        f'&", "&{customers}&IF({{wins}}=1," is"," are")&" needed"'
        '&IF({base_real}>0," on top of those who stay","")&": ")'
    )
    return words.joined(
        [
            (
                "{goal_complete}=0",
                '"The answer appears here once the goal and the rates are complete. Complete the'
                ' goal first."',
            ),
            (
                '{wins}=""',
                '"Check: no number of new customers reaches this profit: each costs "&'
                + words.money("{cac_used}")
                + '&" to win and brings a margin of "&'
                + words.money("ROUND({brought_real},{decimals})")
                + '&" within the year. Lower the cost, or raise what a customer brings."',
            ),
            (
                "{wins}=0",
                '"The customers of today bring "&{goal_words}&" without a new one: there is nothing'
                ' to win for this goal."',
            ),
            (
                "{ready}=0",
                '"The answer appears here once the goal and the rates are complete. See the column'
                ' Check on Funnel."',
            ),
            (
                'INDEX({required:},1)=""',
                '"Check: the volumes are beyond what a cell can hold: check the rates on Funnel."',
            ),
        ],
        f'{goal}&{top}&" must come in at the top"&{handover}&"."',
    )


ANSWER = Text(
    at="G5",
    to="J8",
    key="answer",
    content="=" + _answer(),
    style={"font_size": SECTION, "bg_color": PALE, "valign": "vcenter"},
    looks=(When('ISNUMBER(SEARCH("Check:",{answer}))', {"font_color": ALERT, "bold": True}),),
)

ANSWER_LINES = Lines(
    at="G9",
    fields=(
        Worked(
            key="wins_shown",
            label="Customers to win",
            unit="records",
            formula="{wins}",
            style=BOLD,
        ),
        Worked(
            key="top_shown",
            label='=IF({stage_typed.1}="","Top of the funnel","Into "&{stage_typed.1})',
            unit="records",
            formula='IF({ready}=1,INDEX({required:},1),"")',
            note="What must come in at the top.",
            style=BOLD,
        ),
        Worked(
            key="per_win",
            label="Of these, one win in",
            unit="records",
            formula='IF({top_shown}="","",IF({wins}=0,"",{top_shown}/{wins}))',
        ),
        Worked(
            key="top_confident",
            label="With confidence, plan for",
            unit="records",
            formula='IF({fill_state}=1,INDEX({confident:},1),IF({fill_state}=0,"",'
            '"fill to update"))',
            note='=IF({confidence_used}="","Type a confidence for this.","At the top, to be "&'
            + words.percent("{confidence_used}")
            + '&" sure.")',
        ),
        Filled(
            key="probability",
            label="Chance to reach the goal",
            shown="rate",
            name="Plan_Probability",
            unit="",
            note='=IF({chance_state}>1,"Check: fill to update.",IF({volumes_sum}=0,'
            '"Type what you can bring in on Funnel, then fill.","With the records typed on'
            ' Funnel."))',
            looks=(
                When(
                    '{smart_achievable}="fill to update"',
                    {"font_color": GREY, "font_strikeout": True},
                ),
            ),
        ),
    ),
)


def _smart(key: str, label: str, good: str, told: str, missing: str) -> Worked:
    return Worked(
        key=f"smart_{key}",
        label=label,
        shown="text",
        formula=f'IF({good},"yes","missing")',
        note=f'=IF({good},{told},"Missing: {missing}")',
        looks=(When(f'{{smart_{key}}}="missing"', {"font_color": ALERT, "bold": True}),),
    )


def _achievable() -> Worked:
    asked = 'IF({confidence_used}="",{half},{confidence_used})'
    value = words.joined(
        [
            ("{ready}=0", '"missing"'),
            ("{volumes_sum}=0", '"missing"'),
            ("{chance_state}<>1", '"fill to update"'),
            (f"{{probability}}>={asked}", '"yes"'),
        ],
        '"no"',
    )
    note = words.joined(
        [
            ("{ready}=0", '"Complete the goal and the funnel first."'),
            ("{volumes_sum}=0", '"Type what you can bring in: the column on Funnel."'),
            ("{chance_state}<>1", '"The chance is worked out by a fill or a sync."'),
        ],
        words.percent("{probability}")
        + '&" likely at these rates; asked for "&'
        + words.percent(asked)
        + '&"."',
    )
    return Worked(
        key="smart_achievable",
        label="Achievable",
        shown="text",
        formula=value,
        note="=" + note,
        looks=(When('{smart_achievable}<>"yes"', {"font_color": ALERT, "bold": True}),),
    )


SMART_LINES = Lines(
    at="B22",
    heading="Is the goal SMART?",
    fields=(
        _smart(
            "metric",
            "A metric",
            'IF({metric_blank}=1,FALSE,{metric}<>"")',
            "{metric}",
            "say what the target counts.",
        ),
        _smart("number", "A number", '{target_used}<>""', "{goal_words}", "type a target."),
        _smart(
            "start",
            "A start value",
            '{last_year_used}<>""',
            f'{words.amount("{last_year_used}")}&" last year"',
            "type last year's figure.",
        ),
        _smart("date", "A date", '{end_used}<>""', words.day("{end_used}"), "type the last day."),
        _smart(
            "owner",
            "An owner",
            '{owner_of_goal}<>""',
            "{owner_of_goal}",
            "say who answers for it.",
        ),
        _achievable(),
    ),
)


def _lever(key: str, label: str, formula: str, note: str) -> Worked:
    return Worked(
        key=f"lever_{key}",
        label=label,
        shown="money",
        unit='={money}&" a year"',
        formula=formula,
        note=note,
    )


SETTLED = 'IF({lever_state}="",{settled}*{change_used},"")'
WHY = '=IF({lever_state}="","@",{lever_state})'

LEVER_LINES = Lines(
    at="G14",
    heading="Four ways to more",
    fields=(
        _asked(
            "change",
            "Each raised by",
            share("By how much of itself each of the four is raised, such as 10%."),
            shown="share",
            starts=0.1,
        ),
        _lever(
            "customers",
            "More new customers",
            SETTLED,
            WHY.replace("@", "Once the base has settled."),
        ),
        _lever(
            "retention",
            "Customers stay longer",
            "{longer}",
            '=IF({lever_state}<>"",{lever_state},IF({longer}="",'
            '"So raised, nobody would ever leave: take a smaller change.",'
            '"Fewer leave each year."))',
        ),
        _lever(
            "value",
            "More per purchase",
            SETTLED,
            WHY.replace("@", "A higher price, or more in it."),
        ),
        _lever(
            "purchases", "More purchases a year", SETTLED, WHY.replace("@", "They buy more often.")
        ),
    ),
)

NOTED_ROWS = (*range(5, 14), *range(15, 22), *range(23, 29))
"""Rows with a note of up to two lines."""

WAYS = Chart(
    at="G20",
    kind={"type": "bar"},
    title="What each way is worth a year",
    alt="Bar chart: the yearly revenue that each of the four ways to more adds, as in the lines"
    " above.",
    series=(Series(values="way_gain", categories="way_name", name="Gain a year", colour=NAVY),),
    width=520,
    height=300,
    offset=(0, 10),
    axes={
        "y": {"reverse": True, "major_gridlines": {"visible": False}},
        "x": {"num_format": "#,##0", "min": 0},
    },
)

GOAL = Sheet(
    title="Goal",
    purpose="Start from the goal: what to reach, by when, how sure; and what it takes.",
    widths={
        "A": 2,
        "B": 23,
        "C": 15,
        "D": 13,
        "E": 38,
        "F": 2,
        "G": 24,
        "H": 14,
        "I": 11,
        "J": 26,
    },
    heights={4: 22, 14: 24, 22: 24, **dict.fromkeys(NOTED_ROWS, 31)},
    blocks=(
        GOAL_LINES,
        FURTHER_LINES,
        SMART_LINES,
        Text(
            at="G4",
            to="J4",
            content="The answer",
            style={"font_size": SECTION, "bold": True, "font_color": NAVY},
        ),
        ANSWER,
        ANSWER_LINES,
        LEVER_LINES,
        WAYS,
    ),
    first="C5",
    area="A1:J32",
)
