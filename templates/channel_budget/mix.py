"""The sheet Mix: what must come into each stage through each channel, and whether it can."""

from __future__ import annotations

from templates.builder import words
from templates.builder.describing import Chart, Grid, Series, Sheet, Text, When, Worked
from templates.builder.styling import GREY, NAVY, SERIES
from templates.channel_budget.axes import CHANNELS, STAGES
from templates.channel_budget.phrases import first_of, quotient
from templates.channel_budget.sentences import WRONG

__all__ = ["MIX"]

BELOW, RATE, OF, COME = "{mix+1@stages}", "{rate_used}", "{turned_of}", "{turned_come}"
TIMES = f"{BELOW}/{COME}"

# A rate is turned round into two whole numbers, 10000 : 4700 for 47%, so that only a true fraction
# is rounded up; a computed rate (1 : ⅓) may be off by the tolerance.
COMPUTED = f"IF({TIMES}-INT({TIMES})<={{tolerance}}*{TIMES},INT({TIMES}),INT({TIMES})+1)"
EXACT = f"INT({TIMES})*{OF}+ROUNDUP(({BELOW}-{COME}*INT({TIMES}))*{OF}/{COME},0)"
CHAINED = f'IF({BELOW}/{RATE}>{{too_many}},"",IF({COME}<1,{COMPUTED},{EXACT}))'
REQUIRED = first_of(
    [
        ("INDEX({mix_ready:},{#channels})=0", '""'),
        ("{#stages}>{stages_given}", '""'),
        ("{#stages}={stages_given}", "INDEX({wins_due:},{#channels})"),
    ],
    f'IF(ISNUMBER({BELOW}),{CHAINED},"")',
)

STATUS = first_of(
    [
        ("{target_ok}=0", '"Check: complete the target on Channels first."'),
        ("{steps_given}=0", '"Check: name your stages on Channels first."'),
        ("{mix_ok}=0", '"Check: the shares on Channels must add to 100%."'),
        (
            "SUM({mix_ready:})<SUM({channel_used:})",
            '"Check: put right the rates on Channels; the column of that channel stays blank."',
        ),
        (
            "MAX({rate_gap:})>0",
            '"Check: "&INDEX({channel_label:},MATCH(MAX({rate_gap:}),{rate_gap:},0))&" has no rate'
            ' from "&INDEX({stage_name:},MAX({rate_gap:}))&", which counts as 100% here: type it on'
            ' Channels."',
        ),
        (
            'COUNTIF({over_capacity:},">"&0)>0',
            '"Check: "&INDEX({channel_label:},MATCH(MAX({over_capacity:}),{over_capacity:},0))&'
            f'" cannot bring what its share asks for: "&{words.whole("MAX({over_capacity:})")}'
            '&" more than its capacity"&IF(COUNTIF({over_capacity:},">"&0)>1,"; other channels '
            'cannot either.",". Give a part of its share to other channels.")',
        ),
    ],
    f'{words.counted("{wins_needed}", "customer", "customers")}&" take "&'
    f'{words.whole("INDEX({stage_sum:},1)")}&" records into "&INDEX({{stage_name:}},1)&'
    '"; every channel can bring its part."',
)

STARTS = 'IF(INDEX({mix_ready:},{#channels})=1,INDEX({stage_name:},{first_stage}),"")'

TABLE = Grid(
    at="B6",
    heading="Records that must come into each stage",
    down=STAGES,
    across=CHANNELS,
    left=(
        Worked(key="mix_stage", label="Stage", shown="text", formula="{stage_name}"),
        Worked(
            key="mix_total",
            label="All channels",
            formula='IF(AND({mix_ok}=1,{stage_name}<>"",SUM({mix_ready:})=SUM({channel_used:})),'
            '{stage_sum},"")',
            style={"bold": True},
        ),
    ),
    top=(
        Worked(
            key="mix_channel",
            shown="text",
            formula="INDEX({channel_label:},{#channels})",
        ),
        Worked(
            key="mix_share",
            label="Share of the target",
            unit="of customers",
            shown="rate",
            formula='IF(INDEX({channel_used:},{#channels})=1,INDEX({share_used:},{#channels}),"")',
        ),
        Worked(
            key="mix_start",
            label="Starts at",
            unit="its first stage",
            shown="text",
            formula=STARTS,
            style={"align": "right", "text_wrap": True, "shrink": False},
        ),
    ),
    cells=Worked(
        key="mix",
        name="Plan_Mix",
        formula=REQUIRED,
        looks=(
            When(
                "AND(ISNUMBER({mix}),{#stages}<{mix_first})",
                {"italic": True, "font_color": GREY},
            ),
        ),
    ),
)

FIRST = 'IF(INDEX({mix_ready:},{#channels})=1,{first_stage},"")'
CAN = Grid(
    at="B17",
    across=CHANNELS,
    top=(
        Worked(
            key="can_channel",
            label="Can it be done?",
            shown="text",
            formula="INDEX({channel_label:},{#channels})",
        ),
        Worked(
            key="mix_first",
            label="Its first stage",
            unit="number",
            formula=FIRST,
        ),
        Worked(
            key="mix_first_volume",
            label="Into its first stage",
            unit="records",
            formula="INDEX({first_volume:},{#channels})",
        ),
        Worked(
            key="mix_capacity",
            label="Its capacity",
            unit="records",
            formula="INDEX({capacity_clean:},{#channels})",
        ),
        Worked(
            key="mix_use",
            label="Part of capacity used",
            unit="of capacity",
            shown="share",
            formula=quotient("{mix_first_volume}", "{mix_capacity}"),
        ),
        Worked(
            key="mix_says",
            label="In words",
            shown="text",
            formula=first_of(
                [
                    ('{mix_first_volume}=""', '""'),
                    ("INDEX({rate_gap:},1,{#channels})>0", '"a rate is missing"'),
                    ('{mix_capacity}=""', '"no limit given"'),
                    (
                        "{mix_first_volume}>{mix_capacity}",
                        '"over capacity by "&' + words.whole("({mix_first_volume}-{mix_capacity})"),
                    ),
                ],
                '"fits"',
            ),
            style={"align": "right", "text_wrap": True, "shrink": False},
            looks=(
                When('ISNUMBER(SEARCH("over",{mix_says}))', WRONG),
                When('ISNUMBER(SEARCH("missing",{mix_says}))', WRONG),
            ),
        ),
        Worked(
            key="mix_work",
            label="All its stages together",
            unit="records to handle",
            formula='IF(INDEX({mix_ready:},{#channels})=1,SUM({carried@stages}),"")',
        ),
    ),
)

ADDS = Text(
    at="B25",
    to="K25",
    key="mix_adds",
    content="="
    + first_of(
        [
            (
                "OR({mix_ok}=0,SUM({mix_ready:})<SUM({channel_used:}))",
                '"The sums come once all is complete."',
            ),
            (
                "INDEX({stage_sum:},{stages_given})={wins_needed}",
                '"The last stage adds up to the target of "&'
                + words.counted("{wins_needed}", "customer", "customers")
                + '&". Grey italics: above the stage where a channel starts its number is repeated,'
                ' and not counted in the sum of all channels."',
            ),
        ],
        '"Check: the last stage does not add up to the target."',
    ),
    style={"font_size": 9, "font_color": GREY, "valign": "vcenter"},
    looks=(When('ISNUMBER(SEARCH("Check:",{mix_adds}))', WRONG),),
)

PICTURE = Chart(
    at="B27",
    kind={"type": "column", "subtype": "percent_stacked"},
    title="Who brings the records of each stage (share of records, %)",
    alt="Stacked columns: for each stage of the funnel, the share of its records that each channel"
    " brings. The numbers stand in the table above.",
    series=tuple(
        Series(
            values=f"drawn.{number}",
            categories="mix_stage",
            name=f"{{legend.{number}}}",
            colour=colour,
        )
        for number, colour in enumerate(SERIES, start=1)
    ),
    width=1040,
    height=320,
    axes={"legend": {"position": "right"}, "y": {"num_format": "0%"}},
)

MIX = Sheet(
    title="Mix",
    purpose="From the target down the shares, and up each channel's own rates: what must come in.",
    widths={"A": 2, "B": 24, "C": 15, "D:K": 12},
    heights={4: 22, 6: 24, 7: 32, 9: 32, 17: 32, 22: 46, 25: 30},
    blocks=(
        Text(
            at="B4",
            to="K4",
            key="mix_status",
            content=f"={STATUS}",
            style={"bold": True, "font_color": NAVY, "valign": "vcenter"},
            looks=(When('ISNUMBER(SEARCH("Check:",{mix_status}))', WRONG),),
        ),
        TABLE,
        CAN,
        ADDS,
        PICTURE,
    ),
    freeze="A5",
    portrait=True,
    first="B4",
)
