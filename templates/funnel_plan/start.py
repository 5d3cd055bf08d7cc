"""The sheet Start of the funnel plan."""

from __future__ import annotations

from templates.builder.start import Listed, start_sheet

__all__ = ["START"]

START = start_sheet(
    title="Funnel plan",
    line="From a goal to what marketing and sales must bring at every stage: by when, how sure,"
    " and where you stand.",
    steps=(
        "On Goal, type what to reach and by when. Yellow, boxed cells are yours.",
        "On Funnel, name your stages, say who owns each, and type a rate or counts for each step.",
        "On Schedule, weigh the months: busy ones get more, and every row adds up to its total.",
        "On Pace, type what came in each month: who is behind or ahead, and what explains it.",
        "Print Agreement and sign it. For how sure it all is: funnel fill, or funnel sheets sync.",
    ),
    listed=(
        Listed("Goal", "What to reach, what it takes, and whether it is SMART.", "checks_goal"),
        Listed("Funnel", "What must enter every stage, and who brings it.", "checks_funnel"),
        Listed("Schedule", "The same month by month, and when it must start.", "checks_schedule"),
        Listed("Pace", "What came in against what was due, and why.", "checks_pace"),
        Listed("Agreement", "One page that marketing and sales sign.", "checks_agreement"),
        Listed("Workings", "What the other sheets lean on. Nothing to type."),
    ),
    reads="=FUNNEL_REQUIRED() in any cell reads Plan_Target, Plan_Value, Plan_Confidence and"
    " Plan_Rates or Plan_Counts. A fill or a sync reads every name that begins with Plan_, and"
    " writes Plan_Required_Confident, Plan_Probability and Plan_Filled.",
)
