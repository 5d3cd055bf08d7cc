"""The sheet Funnel: stages, owners, rates or counts, what each stage takes, and the two halves."""

from __future__ import annotations

from templates.builder.describing import (
    Asked,
    Field,
    Filled,
    Grid,
    Sheet,
    Text,
    When,
    Worked,
)
from templates.builder.rules import choice, count, share, text
from templates.builder.styling import (
    ALERT,
    FILLED,
    GREY,
    NAVY,
    NOTE,
    SMALL,
    WHITE,
)
from templates.funnel_plan import words
from templates.funnel_plan.axes import STAGES, STEPS
from templates.funnel_plan.halves import HALVES, PICTURE
from templates.funnel_plan.looks import BOX, SECTION_TITLE, opened, shown

__all__ = ["FUNNEL"]

OWNERS = ("Marketing", "Sales", "Partners", "Customer success")
STAGE_NAMES = ("Visitor", "MCL", "MQL", "SAL", "SQL", "Opportunity", "Closed won")
STAGE_OWNERS = ("Marketing",) * 3 + ("Sales",) * 4

STAGE_OPEN = opened("{place}")
STEP_OPEN = opened("{place+1}")


def _place() -> Field:
    """Number the rows that are in use; the looks of the table follow from it."""
    given = "IF({#stages}>ROWS({step_given:}),0,INDEX({step_given:},{#stages}))"
    return Worked(
        key="place",
        label="No.",
        shown="text",
        formula=f'IF(OR({{in_use}}=1,{given}=1,{{stage_typed}}<>""),{{#stages}},"")',
        plain=True,
        style={"font_color": GREY, "font_size": SMALL, "align": "center"},
    )


def _required() -> str:
    """Chain the ceilings from the bottom up.

    x × S ÷ T is split into whole parts that a cell holds exactly, and only a true fraction is
    rounded up. A computed rate (1 : ⅓) tolerates a billionth of the quotient.
    """
    s, t, used = (f"INDEX({{{key}:}},{{#stages}})" for key in ("rate_of", "rate_come", "rate_used"))
    x = "{required+1}"
    q = f"{x}/{t}"
    computed = f"IF({q}-INT({q})<={{tolerance}}*{q},INT({q}),INT({q})+1)"
    exact = f"INT({q})*{s}+ROUNDUP(({x}-{t}*INT({q}))*{s}/{t},0)"
    chained = f'IF({x}="","",IF({x}/{used}>{{too_many}},"",IF({t}<1,{computed},{exact})))'
    return (
        'IF({ready}=0,"",IF({step_count}+1<{#stages},"",'
        f"IF({{step_count}}+1={{#stages}},{{wins}},{chained})))"
    )


def _rate_used() -> str:
    """Take the rate from the counts where given, else as typed; blank when neither is right."""
    rate, entered, advanced = "{rate}", "{entered}", "{advanced}"
    return (
        f'IF(ISERROR({rate}&{entered}&{advanced}),"",IF(AND({entered}="",{advanced}=""),'
        f'IF(ISNUMBER({rate}),IF(AND({rate}>={{smallest}},{rate}<=1),{rate},""),""),'
        f"IF(AND(ISNUMBER({entered}),ISNUMBER({advanced})),"
        f"IF(AND({advanced}>0,{advanced}<={entered},{entered}<={{too_many}},"
        f"{entered}=INT({entered}),{advanced}=INT({advanced})),"
        f'{advanced}/{entered},""),"")))'
    )


def _status() -> str:
    """Say in a line whether the funnel is complete, and whether the last fill still holds."""
    last = "INDEX({stage_label:},{step_count}+1)"
    return words.joined(
        [
            ('{wins}=""', '"Check: the goal is not complete, or out of reach: see Goal."'),
            (
                "{checks_funnel}>0",
                '"Check: "&IF({checks_funnel}=1,"one thing",{checks_funnel}&" things")'
                '&" to put right, see the column Check."',
            ),
            (
                "{ready}=0",
                '"Check: the goal takes more than 100 trillion wins, see the sheet Goal."',
            ),
        ],
        '{step_count}&IF({step_count}=1," step"," steps")&" from "&INDEX({stage_label:},1)&" to "'
        f'&{last}&"; "&'
        + words.joined(
            [
                ("{fill_state}=1", '"the volumes with confidence are up to date."'),
                (
                    "{fill_state}>1",
                    '"the volumes with confidence are out of date: fill or sync again."',
                ),
                (
                    "ISNUMBER({confidence_used})",
                    '"for the volumes with confidence, fill or sync."',
                ),
            ],
            '"for volumes with confidence, type one on Goal and fill or sync."',
        ),
    )


TABLE = (
    Grid(
        at="A6",
        down=STAGES,
        bands=(("Who", "stage", "owner"),),
        left=(
            _place(),
            Asked(
                key="stage",
                label="Stage",
                shown="text",
                name="Plan_Stages",
                starts=STAGE_NAMES,
                plain=True,
                style=BOX,
                looks=STAGE_OPEN,
                rule=text(
                    "The stage's name, top of the funnel first; the last one is the win.", 40
                ),
            ),
            Asked(
                key="owner",
                label="Owner",
                shown="text",
                name="Plan_Owners",
                starts=STAGE_OWNERS,
                plain=True,
                style=BOX,
                looks=STAGE_OPEN,
                rule=choice(
                    OWNERS, "Who answers for this stage. Pick one or type your own.", own=True
                ),
            ),
        ),
    ),
    Grid(
        at="D6",
        down=STEPS,
        bands=(("or: what you counted", "entered", "advanced"),),
        left=(
            Asked(
                key="rate",
                label="Rate to next stage",
                shown="rate",
                name="Plan_Rates",
                plain=True,
                style=BOX,
                looks=STEP_OPEN,
                rule=share(
                    "The share of this stage that goes on to the next one, such as 47%. Or leave"
                    " it blank and type the counts.",
                    "A rate is a share above 0% and up to 100%: write 47% or 0.47, not 47.",
                ),
            ),
            *(
                Asked(
                    key=key,
                    label=label,
                    name="Plan_Counts",
                    plain=True,
                    style=BOX,
                    looks=STEP_OPEN,
                    rule=count(hint + " May stay blank.", "Counts are whole numbers from 0 up."),
                )
                for key, label, hint in (
                    (
                        "entered",
                        "Records entered",
                        "How many records entered this stage, in a past period whose outcome is"
                        " known.",
                    ),
                    (
                        "advanced",
                        "Records advanced",
                        "How many of those went on to the next stage.",
                    ),
                )
            ),
            Worked(
                key="rate_used",
                label="Rate used",
                shown="rate",
                formula=_rate_used(),
                style={"font_color": GREY},
                plain=True,
                looks=shown("rate_used"),
            ),
        ),
    ),
    Grid(
        at="H6",
        down=STAGES,
        bands=(
            ("What it takes, in records", "required", "confident"),
            ("What is there, in records", "volume", "wins_expected"),
        ),
        left=(
            Worked(
                key="required",
                name="Plan_Required",
                label="Required volume",
                formula=_required(),
                style={"bold": True},
                plain=True,
                looks=shown("required"),
            ),
            Filled(
                key="confident",
                label='=IF({confidence_used}="","Required with confidence","Required to be "&'
                + words.percent("{confidence_used}")
                + '&" sure")',
                name="Plan_Required_Confident",
                plain=True,
                looks=(
                    When(
                        'AND({confident_told}<>"",{place}<>"")',
                        {"font_color": GREY, "font_strikeout": True, "bg_color": WHITE},
                        last=True,
                    ),
                    When('{place}<>""', FILLED),
                ),
            ),
            Asked(
                key="volume",
                label="There, or sure to come",
                name="Plan_Volumes",
                plain=True,
                style=BOX,
                looks=STAGE_OPEN,
                rule=count(
                    "Records in this stage already, or sure to come: for the chance to reach the"
                    " goal. May stay blank."
                ),
            ),
            Worked(
                key="wins_expected",
                label="Wins to expect of it",
                shown="tenths",
                formula='IF({wins_from}="","",{wins_from})',
                plain=True,
                looks=shown("wins_expected"),
            ),
        ),
        foot={
            "required": Worked(
                key="wins_at_end",
                formula='IF({ready}=1,{wins},"")',
                style={"font_color": GREY, "font_size": SMALL},
            ),
            "wins_expected": Worked(
                key="expected_wins",
                shown="tenths",
                formula='IF({ready}=1,{expected_sum},"")',
                style={"bold": True},
            ),
        },
        total="",
    ),
    Grid(
        at="L7",
        down=STEPS,
        left=(
            Asked(
                key="lag",
                label="Months to next stage",
                name="Plan_Lags",
                plain=True,
                style=BOX,
                looks=STEP_OPEN,
                rule=count(
                    "Whole months from this stage to the next one, such as 1. Blank counts as 0."
                ),
            ),
        ),
    ),
)


CHECK = Grid(
    at="M7",
    until="N",
    down=STAGES,
    left=(
        Worked(
            key="check",
            label="Check",
            shown="text",
            formula='IF({rate_wrong}<>"",{rate_wrong},'
            'IF({stage_wrong}<>"",{stage_wrong},{other_wrong}))',
            style=NOTE | {"font_color": ALERT, "bold": True, "text_wrap": False},
            plain=True,
            looks=shown("check"),
        ),
    ),
)


TALL = dict.fromkeys(range(8, 21), 21)

CORNER = {"font_color": GREY, "font_size": SMALL, "align": "right", "indent": 1}

FUNNEL = Sheet(
    title="Funnel",
    purpose="From the wins at the bottom up: each volume × its rate is at least the volume below.",
    widths={
        "A": 4,
        "B": 17,
        "C": 12,
        "D:F": 10,
        "G": 9,
        "H": 12,
        "I": 12,
        "J": 12,
        "K": 11.5,
        "L": 9.5,
        "M": 14,
        "N": 22,
    },
    heights={4: 22, 5: 8, 6: 20, 7: 48, **TALL, 22: 32, 23: 22, 24: 50},
    blocks=(
        Text(
            at="B4",
            to="N4",
            key="funnel_status",
            content="=" + _status(),
            style={"bold": True, "font_color": NAVY, "valign": "vcenter"},
            looks=(
                When('ISNUMBER(SEARCH("Check:",{funnel_status}))', {"font_color": ALERT}),
                When('ISNUMBER(SEARCH("out of date",{funnel_status}))', {"font_color": ALERT}),
            ),
        ),
        *TABLE,
        CHECK,
        Text(
            at="I21",
            key="confident_told",
            content='=IF({fill_state}>1,"fill to update","")',
            style={"font_color": ALERT, "bold": True, "align": "right"},
        ),
        Text(at="G21", content="wins needed", style=CORNER),
        Text(at="J21", content="expected in all", style=CORNER),
        Text(
            at="B22",
            to="N22",
            content="Rate: the share of a stage's records that eventually goes on to the next one."
            " Counts, where both are given, take the place of the typed rate. Up to 12 steps: type"
            " the next stage and its rate in the free rows; to drop the last step, clear its rate"
            " and the name below it.",
            style=NOTE,
        ),
        Text(
            at="B23",
            to="N23",
            content="Who brings what: the two halves side by side",
            style=SECTION_TITLE,
        ),
        *HALVES,
        PICTURE,
    ),
    freeze="A8",
    area="A1:N41",
    first="B8",
)
