"""Functions over time: by when, and where the plan stands."""

from __future__ import annotations

from funnel_addin.catalog.kinds import Argument, Kind, WorksheetFunction
from funnel_core import capacity, finish, pace, schedule

__all__ = ["TIME"]

_LAG = Argument(
    "lag",
    Kind.LIST,
    "Shares of the wins by periods from entry to win: in the period of entry, one period later, "
    "and so on; 0 where none falls. They must add to 1 to within 0.000001: write thirds as =1/3, "
    "not 0.333",
    core=schedule.expected_wins,
)
_RATE = Argument(
    "rate",
    Kind.NUMBER,
    "The share of entries that is ever won, such as 20%",
    core=schedule.expected_wins,
)
_ACTUAL = (
    "Records counted to date: whole records, never money; divide money by the value of one win "
    "first, leaving out the fraction"
)
_DUE = (
    "Records due to date, as FUNNEL_EXPECTED says: never money; divide money by the value of one "
    "win first"
)

TIME: tuple[WorksheetFunction, ...] = (
    WorksheetFunction(
        "FUNNEL_SPREAD",
        "A whole-number target over periods in proportion to weights, adding up exactly",
        (
            Argument("target", Kind.NUMBER, "Whole records to spread", core=schedule.spread),
            Argument(
                "weights",
                Kind.LIST,
                "A weight for each period; only their proportions count",
                core=schedule.spread,
            ),
        ),
        "[100, [[1, 1, 1]]]",
        "a whole number per period, lying as the weights lie",
        core=(schedule.spread,),
    ),
    WorksheetFunction(
        "FUNNEL_SCHEDULE",
        "Records that must enter per period so that wins fall due as wanted",
        (
            Argument(
                "wins",
                Kind.LIST,
                "The wins wanted in each period",
                core=schedule.required_entries,
            ),
            _LAG,
            _RATE,
            Argument(
                "past",
                Kind.LIST,
                "Records that entered before the first period, the latest last. Hand them over: "
                "without them the first periods must catch up, and a plan that must meet every "
                "period exactly may swing from period to period",
                core=schedule.required_entries,
                optional=True,
                default="none: nobody has entered yet",
            ),
        ),
        "[[[6],[10],[10],[12],[12]], [[0],[0.6],[0.4]], 0.2, [[50]]]",
        "two columns, entries and wins that can no longer be met, a row per period; two rows where "
        "wins is a row",
        core=(schedule.required_entries,),
    ),
    WorksheetFunction(
        "FUNNEL_WINS",
        "The wins to be expected per period from the records that enter per period",
        (
            Argument(
                "entries",
                Kind.LIST,
                "Records that enter in each period; planned ones need not be whole",
                core=schedule.expected_wins,
            ),
            _LAG,
            _RATE,
        ),
        "[[[100],[120],[140],[160],[180],[200]], [[0.1],[0.5],[0.3],[0.1]], 0.25]",
        "a number per period, the tail after the last entry included, lying as the entries lie",
        core=(schedule.expected_wins,),
    ),
    WorksheetFunction(
        "FUNNEL_CAPACITY",
        "The records that a team can handle per period while new reps grow into the work",
        (
            Argument(
                "starters",
                Kind.LIST,
                "Reps who start in each period; the first number: those already there, fully "
                "ramped; write 0 there if nobody is",
                core=capacity.team_capacity,
            ),
            Argument(
                "per_rep",
                Kind.NUMBER,
                "Records that a fully ramped rep handles per period",
                core=capacity.team_capacity,
            ),
            Argument(
                "ramp",
                Kind.LIST,
                "Shares of that which a new rep reaches in the first periods, such as 0%, 25%, "
                "50%; then all of it",
                core=capacity.team_capacity,
                optional=True,
                default="none: a new rep is fully ramped at once",
            ),
        ),
        "[[[8],[2],[0],[1],[0],[0]], 15, [[0],[0.25],[0.5]]]",
        "a number per period, lying as the starters lie",
        core=(capacity.team_capacity,),
    ),
    WorksheetFunction(
        "FUNNEL_EXPECTED",
        "What is due by the end of a day, by days or by seasonal weights",
        (
            Argument(
                "target",
                Kind.NUMBER,
                "Records or money due by the end of the term",
                core=pace.expected_to_date,
            ),
            Argument("start", Kind.DATE, "The first day of the term"),
            Argument("end", Kind.DATE, "The last day of the term"),
            Argument("today", Kind.DATE, "The day by whose end it is asked for"),
            Argument(
                "weights",
                Kind.LIST,
                "Seasonal weights of equal parts of the term: equal in days, not calendar months; "
                "only their proportions count",
                core=pace.expected_to_date,
                optional=True,
                default="none: every day alike",
            ),
        ),
        '[365, "2027-01-01", "2027-12-31", "2027-01-31"]',
        "one number, in the target's unit",
        core=(pace.expected_to_date,),
    ),
    WorksheetFunction(
        "FUNNEL_PACE",
        "Whether a count is behind, on pace or ahead of what was due, or whether it is noise",
        (
            Argument("actual", Kind.NUMBER, _ACTUAL, core=pace.pace_to_date),
            Argument("expected", Kind.NUMBER, _DUE, core=pace.pace_to_date),
            Argument(
                "alpha",
                Kind.NUMBER,
                "How often, at most, chance alone may call it behind; the same again for ahead: it "
                "holds each way",
                core=pace.pace_to_date,
                optional=True,
                default="5%",
            ),
        ),
        "[47, 60]",
        "a text: behind, on pace or ahead",
        core=(pace.pace_to_date,),
    ),
    WorksheetFunction(
        "FUNNEL_FINISH",
        "Where a count ends if it goes on like this, and how probable the target is if the rest "
        "comes as planned, not at today's pace",
        (
            Argument("actual", Kind.NUMBER, _ACTUAL, core=finish.projected_finish),
            Argument("expected", Kind.NUMBER, _DUE, core=finish.projected_finish),
            Argument(
                "target",
                Kind.NUMBER,
                "Records due by the end of the term; never money",
                core=finish.projected_finish,
            ),
        ),
        "[48, 52.8, 120]",
        "a row: projected finish (the run rate), probability of the target (the rest as planned)",
        core=(finish.projected_finish,),
    ),
)
