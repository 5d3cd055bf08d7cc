"""The sheet Learn: experiments, from what was tried and why to what comes next."""

from __future__ import annotations

from templates.builder.describing import Asked, Filled, Grid, Sheet, Text, Worked
from templates.builder.rules import count, day, one_of, text
from templates.builder.styling import NAVY, NOTE, Style
from templates.marketing_system.axes import EXPERIMENTS
from templates.marketing_system.wording import STALE, TYPED, alert, first_true, percent, stale

__all__ = ["LEARN_SHEET"]

COUNTS = ("entered_a", "advanced_a", "entered_b", "advanced_b")


def _counted(key: str, label: str, hint: str) -> Asked:
    return Asked(key=key, label=label, name="Plan_Experiments", rule=count(hint))


TABLE = Grid(
    at="B7",
    down=EXPERIMENTS,
    bands=(
        ("What and why", "experiment_day", "experiment_why"),
        ("A: as it was, records", "entered_a", "advanced_a"),
        ("B: tried, records", "entered_b", "advanced_b"),
        ("Result", "rate_a", "better"),
        ("What we learnt", "verdict", "next_step"),
    ),
    left=(
        Asked(
            key="experiment_day",
            label="Start",
            shown="day",
            rule=day("The day the experiment began."),
        ),
        Asked(
            key="experiment_stage",
            label="Stage",
            shown="text",
            rule=one_of("{stage:}", "The stage that more records are to enter."),
        ),
        Asked(
            key="experiment",
            label="What we try",
            shown="text",
            rule=text("What is done differently.", 120),
            style=TYPED,
        ),
        Asked(
            key="experiment_why",
            label="Why it should help",
            shown="text",
            rule=text("The idea behind it, so that the result teaches something.", 120),
            style=TYPED,
        ),
        _counted("entered_a", "Entered A", "Records that went the old way."),
        _counted("advanced_a", "Adv. A", "Records of those that reached the next stage."),
        _counted("entered_b", "Entered B", "Records that went the new way."),
        _counted("advanced_b", "Adv. B", "Records of those that reached the next stage."),
        Worked(
            key="rate_a",
            label="Rate A",
            shown="rate",
            formula='IF({experiment_good}=1,{advanced_a}/{entered_a},"")',
        ),
        Worked(
            key="rate_b",
            label="Rate B",
            shown="rate",
            formula='IF({experiment_good}=1,{advanced_b}/{entered_b},"")',
        ),
        Worked(
            key="lift",
            label="Lift, B on A",
            shown="growth",
            formula='IF(ISNUMBER({rate_a}),IF({rate_a}>0,{rate_b}/{rate_a}-1,""),"")',
        ),
        Filled(
            key="better",
            label="How likely B is better",
            shown="rate",
            name="Plan_Experiment_Odds",
        ),
        Worked(
            key="verdict",
            label="Verdict",
            shown="text",
            formula=first_true(
                (
                    ('{experiment_wrong}<>""', "{experiment_wrong}"),
                    ("{experiment_used}=0", '""'),
                    ("{experiment_counts}=0", '"To do: nothing counted yet."'),
                    ("{experiment_stale}=1", STALE),
                    (
                        "{better}>={sure_better}",
                        '"B is better ("&' + percent("{better}") + '&" sure): keep it."',
                    ),
                    (
                        "{better}<={sure_worse}",
                        '"B is worse ("&' + percent("(1-{better})") + '&" sure): drop it."',
                    ),
                ),
                '"Undecided (B better: "&' + percent("{better}") + '&"): go on counting."',
            ),
            style=TYPED,
            looks=(alert("verdict"), stale("verdict")),
        ),
        Asked(
            key="next_step",
            label="What next",
            shown="text",
            rule=text("What follows from it.", 120),
            style=TYPED,
        ),
    ),
)

LINE: Style = {"bold": True, "font_color": NAVY, "valign": "vcenter", "indent": 1}

LEARN_SHEET = Sheet(
    title="Learn",
    purpose="Try it, count it, learn from it, and try the next thing.",
    widths={
        "A": 2,
        "B": 12,
        "C": 11,
        "D:E": 18,
        "F:I": 8,
        "J:M": 8,
        "N": 18,
        "O": 18,
    },
    heights={5: 24, 6: 30, 8: 46} | dict.fromkeys(range(9, 21), 32),
    blocks=(
        Text(
            at="B5",
            to="O5",
            key="learn_line",
            content='=IF({experiments_all}=0,"No experiment yet: pick the weakest step of the'
            ' dashboard, and write down one idea.",{experiments_running}&" running, "&'
            '{experiments_learnt}&" learnt, "&{experiments_to_do}&" to do."'
            '&IF({experiments_open}=0,""," Check: "&{experiments_open}&" learnt without a word on'
            ' what comes next."))',
            style=LINE,
            looks=(alert("learn_line"),),
        ),
        Text(
            at="B6",
            to="O6",
            content='="Split records by chance between A (as it was) and B (what is tried), and'
            " count who advances. How likely B is better is filled in (from "
            '"&'
            + percent("{sure_better}")
            + '&" on it counts as better, down to "&'
            + percent("{sure_worse}")
            + '&" as worse). Looking every day and stopping at the first good day fools: set the'
            ' number of records first (FUNNEL_SAMPLE_SIZE)."',
            key="learn_note",
            style=NOTE | {"indent": 1},
        ),
        TABLE,
    ),
    freeze="A9",
    repeat=(7, 8),
    area="A1:O20",
    first="B9",
)
