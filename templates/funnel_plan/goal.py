"""The sheet Goal: what to reach, by when, how sure; the answer; the ways to more; is it SMART."""

from __future__ import annotations

import datetime

from templates.builder.describing import (
    Lines,
    Sheet,
    Text,
    Worked,
)
from templates.builder.rules import choice, count, day, number, positive, share, text
from templates.builder.styling import Style
from templates.funnel_plan.answer import ANSWER, ANSWER_LINES, LEVER_LINES, SMART_LINES, WAYS
from templates.funnel_plan.looks import SECTION_TITLE, asked

__all__ = ["GOAL"]

METRICS = ("revenue", "customers", "profit")
BOLD: Style = {"bold": True}
UNIT = "={money}"


TARGET_UNIT = '=IF({metric}="customers","new customers",{money})'

GOAL_LINES = Lines(
    at="B4",
    heading="Your goal",
    fields=(
        asked(
            "goal",
            "What it counts",
            choice(METRICS, "revenue, customers or profit. Blank: revenue where a value is given."),
            shown="text",
            name="Plan_Goal",
        ),
        asked(
            "target",
            "Target",
            positive("What to reach: money, or new customers. Such as 1000000."),
            unit=TARGET_UNIT,
            name="Plan_Target",
        ),
        asked(
            "value",
            "Value of one purchase",
            positive("Money that one purchase, or won deal, brings. Blank: count customers."),
            unit=UNIT,
            name="Plan_Value",
        ),
        asked(
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
        asked(
            "start",
            "Start",
            day("A date, such as 2027-01-01. The schedule shows up to 12 months."),
            shown="day",
            name="Plan_Start",
            starts=datetime.date(2027, 1, 1),
        ),
        asked(
            "end",
            "End",
            day("A date, such as 2027-12-31. The schedule shows up to 12 months."),
            shown="day",
            name="Plan_End",
            starts=datetime.date(2027, 12, 31),
        ),
        asked(
            "confidence",
            "Confidence",
            share("How sure you want to be to reach the goal, such as 80%."),
            shown="share",
            name="Plan_Confidence",
            starts=0.8,
        ),
        asked(
            "goal_owner",
            "Owner",
            text("Who answers for the goal: one person."),
            shown="text",
            name="Plan_Goal_Owner",
        ),
    ),
)

FURTHER_LINES = Lines(
    at="B15",
    heading="Only where it is needed",
    fields=(
        asked(
            "purchases",
            "Purchases a year",
            positive("How often one customer buys in a year, such as 4. Blank: once."),
            shown="number",
            unit="per customer",
            name="Plan_Purchases",
        ),
        asked(
            "existing",
            "Customers now",
            count("Customers at the start of the year, such as 800. Blank: none."),
            shown="whole",
            unit="customers",
            name="Plan_Existing",
        ),
        asked(
            "retention",
            "Retention",
            share("The share of customers that stays for another year, such as 80%."),
            shown="rate",
            name="Plan_Retention",
        ),
        asked(
            "share_of_year",
            "Share of the year",
            share("The part of the year that a new customer buys in, such as 50%."),
            shown="rate",
            name="Plan_Share_Of_Year",
        ),
        asked(
            "fixed_cost",
            "Fixed cost",
            number("For a profit: what the year costs, however many customers. 0 if nothing."),
            unit=UNIT,
            name="Plan_Fixed_Cost",
        ),
        asked(
            "margin",
            "Margin",
            share("For a profit: what is left of revenue after the cost of what was sold."),
            shown="rate",
            name="Plan_Margin",
        ),
        asked(
            "cac",
            "Cost per new customer",
            number("For a profit: what it costs to win one new customer. 0 if nothing."),
            unit=UNIT,
            name="Plan_CAC",
        ),
    ),
)


NOTED_ROWS = (*range(5, 14), *range(16, 23), *range(25, 31))
"""Rows with a note of up to two lines."""

GOAL = Sheet(
    title="Goal",
    purpose="Start from the goal: what to reach, by when, how sure; and what it takes.",
    widths={
        "A": 2,
        "B": 23,
        "C": 14,
        "D": 11,
        "E": 36,
        "F": 2,
        "G": 33,
        "H": 13,
        "I": 11,
        "J": 24,
    },
    heights={4: 22, **dict.fromkeys(NOTED_ROWS, 31), 13: 44, 14: 10, 15: 24, 23: 10, 24: 24},
    blocks=(
        GOAL_LINES,
        FURTHER_LINES,
        SMART_LINES,
        Text(
            at="G4",
            to="J4",
            content="The answer",
            style=SECTION_TITLE,
        ),
        ANSWER,
        ANSWER_LINES,
        LEVER_LINES,
        WAYS,
    ),
    first="C5",
    area="A1:J31",
)
