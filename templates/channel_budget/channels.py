"""The sheet Channels: all inputs in one place."""

from __future__ import annotations

from templates.builder import rules, words
from templates.builder.describing import Asked, Block, Grid, Lines, Sheet, Text, When, Worked
from templates.builder.styling import HEADING, NOTE, Style
from templates.channel_budget.axes import CHANNELS, STAGES, STEPS
from templates.channel_budget.inputs import CHANNELS_ASKED, CHANNELS_TOTAL, GOAL, POINTS
from templates.channel_budget.notes import NOTES, RATE_CHECK
from templates.channel_budget.sentences import IN_WORDS, WRONG, noted

__all__ = ["CHANNELS_SHEET"]

STAGE_NAMES = ("Visitor", "Lead", "MQL", "SQL", "Opportunity", "Customer")
FIRST_INPUT = 6
EXPLAINED: Style = {"text_wrap": True, "valign": "vcenter", "align": "left"}

WORDS = (
    "Ceiling: the most customers that a channel could bring, however much you spend on it. Half:"
    " the spend that brings half of them. Shape: leave it blank, or type 2 where a small spend"
    " brings next to nothing, as with events, which need a booth first."
)
HELP = (
    "What a channel brings grows with its spend, but less and less: customers = ceiling ×"
    " spend^shape ÷ (half^shape + spend^shape). Not known? Two points of experience, a small and a"
    " large spend with the customers that each brought, give ceiling and half at the bottom of this"
    " sheet."
)
BLANKS = (
    "Blank above a channel's first rate: the channel starts further down. Where it skips a step"
    " below that, type 100%."
)

POINTS_FINE = '"Type these two into the table of channels."'
POINTS_CHECKS = [
    ("{points_given}=0", '"Type what a small and a large spend brought."'),
    (
        "{points_ok}=0",
        '"Check: the larger spend must bring more customers, but fewer for each unit."',
    ),
]


def _steps() -> tuple[Block, ...]:
    """Describe the stages, and the rates between them, channel by channel."""
    heading = Worked(
        key="rate_channel",
        shown="text",
        formula="INDEX({channel_label:},{#channels})",
    )
    rate = Asked(
        key="rate",
        label="Rate to the next stage",
        shown="rate",
        name="Plan_Channel_Rates",
        rule=rules.share(
            "The share of this stage's records that reaches the next stage. Blank above a channel's"
            " first rate: it starts further down. 100%: it skips this step."
        ),
    )
    stage = Asked(
        key="stage",
        label="From stage",
        shown="text",
        starts=STAGE_NAMES,
        name="Plan_Stages",
        rule=rules.text("The stages of your funnel, top first; the last one is the win.", most=30),
    )
    check = Worked(
        key="rate_check",
        label="Check",
        shown="text",
        formula=RATE_CHECK,
        style=IN_WORDS,
        looks=(When('{rate_check}<>""', WRONG),),
    )
    return (
        Grid(at="B31", down=STAGES, left=(stage,)),
        Grid(at="C31", down=STEPS, across=CHANNELS, top=(heading,), cells=rate, labels=0),
        Grid(at="K31", down=STAGES, left=(check,)),
    )


BLOCKS: tuple[Block, ...] = (
    Lines(at="B5", heading="What to reach, with how much", fields=GOAL, columns=3, until="K"),
    *(noted(row, key, formula) for row, (key, formula) in enumerate(NOTES.items(), FIRST_INPUT)),
    Text(
        at="B14",
        to="K14",
        content="The channels: what each is to bring, what it costs, what it can do",
        style=HEADING | {"valign": "bottom"},
    ),
    Text(at="B15", to="K15", content=WORDS, style=EXPLAINED),
    Grid(
        at="B16",
        down=CHANNELS,
        left=CHANNELS_ASKED,
        units=True,
        foot=CHANNELS_TOTAL,
        total="All channels",
    ),
    Text(at="B28", to="K28", content=HELP, style=NOTE),
    Text(
        at="B30",
        to="K30",
        content="The steps: which share of each stage's records reaches the next stage, per"
        " channel",
        style=HEADING,
    ),
    *_steps(),
    Text(at="B39", to="K39", content=BLANKS, style=NOTE),
    Lines(
        at="B40",
        heading="Ceiling and half from two points of experience (shape 1)",
        fields=POINTS,
        columns=3,
        until="K",
    ),
    noted(
        45,
        "points_note",
        words.state("{points_ok}", POINTS_CHECKS, POINTS_FINE),
    ),
)


CHANNELS_SHEET = Sheet(
    title="Channels",
    purpose="All inputs in one place: the target, the budget, and what each channel can do.",
    widths={"A": 2, "B": 22, "C:J": 11, "K": 50},
    heights={14: 32, 15: 36, 16: 32, 17: 16, 28: 30, 30: 24, 31: 32, 40: 24},
    blocks=BLOCKS,
    freeze="A4",
    area="A1:K46",
    portrait=True,
    first="C6",
)
