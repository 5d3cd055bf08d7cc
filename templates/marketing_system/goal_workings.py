"""Workings: the goal, what is won of it, and where an even pace would be."""

from __future__ import annotations

from templates.builder.describing import Lines, Worked
from templates.marketing_system.typed import typed_number

__all__ = ["GOAL_SO_FAR"]

GOAL_SO_FAR = Lines(
    at="B1",
    heading="The goal so far",
    until="N",
    fields=(
        typed_number("goal_used", "Goal: how many", "goal_number", "0", "{most_amount}"),
        typed_number(
            "goal_end", "Goal: by when", "goal_day", "{first_day}", "{last_day}", whole=True
        ),
        typed_number(
            "goal_from_typed",
            "Goal: counted from, as typed",
            "goal_from",
            "{first_day}",
            "{last_day}",
            whole=True,
        ),
        Worked(
            key="goal_begin",
            label="Goal: counted from",
            shown="number",
            formula='IF({goal_from_typed}="",{start_used},{goal_from_typed})',
        ),
        Worked(
            key="goal_ready",
            label="Goal can be compared: 1 or 0",
            shown="number",
            formula="IF({goal_said_count}>0,0,IF(AND(ISNUMBER({goal_begin}),ISNUMBER({goal_end}),"
            "ISNUMBER({goal_used}),{stages_count}>0),IF({goal_begin}<={goal_end},1,0),0))",
        ),
        Worked(
            key="won_so_far",
            label="Won within the goal's dates",
            formula='IF({goal_ready}=0,"",SUMIFS({entry_amount:},{entry_kind:},{kind_outcome},'
            '{entry_thing:},{stages_count},{entry_day:},">="&{goal_begin},'
            '{entry_day:},"<"&({goal_end}+1)))',
        ),
        Worked(
            key="goal_due",
            label="At an even pace, by the end of the latest period",
            shown="tenths",
            formula='IF(OR({goal_ready}=0,{latest}=0),"",{goal_used}*MAX(0,MIN(1,'
            "(INDEX({period_last:},1,MAX(1,{latest}))+1-{goal_begin})"
            "/({goal_end}+1-{goal_begin}))))",
        ),
    ),
)
