"""The sheet Schedule: every stage's volume over months and quarters, and by when it must enter."""

from __future__ import annotations

from templates.builder.describing import (
    Asked,
    Chart,
    Grid,
    Series,
    Sheet,
    Text,
    When,
    Worked,
)
from templates.builder.rules import number
from templates.builder.styling import (
    ALERT,
    AMBER,
    FONT,
    GREY,
    INK,
    NAVY,
    NOTE,
    SMALL,
    Style,
)
from templates.funnel_plan import words
from templates.funnel_plan.axes import MONTHS, QUARTERS, STAGES
from templates.funnel_plan.looks import SECTION_TITLE, SHORT, shown

__all__ = ["SCHEDULE"]

MONTH_STYLE: Style = {"align": "right"}


def _status() -> str:
    term = f'"From "&{words.day("{start_used}")}&" to "&{words.day("{end_used}")}'
    return words.joined(
        [
            ("SUM({weight_given:})=0", '"Check: type a weight for each month, such as 1."'),
            (
                "SUM({weight_given:})>{term}",
                '"Check: the weight of month "&({term}+1)&" is missing; type 0 if nothing is due'
                ' then."',
            ),
            (
                "SUM({weight_good:})<{term}",
                '"Check: the weight of month "&MATCH(0,{weight_good:},0)&" must be a number from 0'
                ' up."',
            ),
            (
                "{weight_sum}=0",
                '"Check: the weights are all 0; type a weight above 0 in one month."',
            ),
            ("{ready}=0", '"Nothing to spread yet: complete Goal and Funnel first."'),
            (
                '{term_dates}=""',
                '"Check: the start and the end on Goal are not two dates in order; the months are'
                ' numbered instead."',
            ),
            (
                "{term_dates}>{year}",
                f'"Check: "&{term}&" are more than 12 months; the volumes are spread over "'
                '&{term}&"."',
            ),
            (
                "{term_dates}<>{term}",
                f'"Check: "&{term}&" is "&{words.counted("{term_dates}", "month", "months")}'
                '&", but "&{term}&" weights are given."',
            ),
            ("{sums_wrong}>0", '"Check: a row does not add up to its total."'),
        ],
        f'{term}&": "&{words.counted("{term}", "month", "months")}'
        '&". Every row adds up to its total."',
    )


def _quarter(formula: str, otherwise: str = "") -> str:
    first = "{quarter}*({#quarters}-1)+1"
    guard = f"OR({otherwise},{{term}}<{first})" if otherwise else f"{{term}}<{first}"
    return f'IF({guard},"",{formula})'


def _cell() -> str:
    rank = (
        "SUMPRODUCT(({remainder@months}>{remainder})*1)"
        "+SUMPRODUCT(({remainder@months}={remainder})*({month_number:}<={#months}))"
    )
    return 'IF(OR({row_whole}="",{weight_given}=0),"",{part}+IF(' + rank + "<={row_left},1,0))"


WEIGHTED = (
    Grid(
        at="B6",
        down=STAGES,
        units=True,
        left=(
            Worked(
                key="schedule_stage",
                plain=True,
                looks=shown("schedule_stage"),
                label="Stage",
                shown="text",
                unit="Weight of the month",
                formula='IF({required}="","",{stage_label})',
            ),
            Worked(
                key="total",
                plain=True,
                looks=shown("schedule_stage"),
                label="Total records",
                formula='IF({row_whole}="","",SUM({schedule@months}))',
                style={"bold": True},
            ),
        ),
    ),
    Grid(
        at="D6",
        down=STAGES,
        across=QUARTERS,
        labels=0,
        top=(
            Worked(
                key="quarter_name",
                label="Quarter",
                shown="text",
                formula=_quarter('"Q"&{#quarters}'),
                style={"align": "right"},
            ),
            Worked(
                key="quarter_share",
                label="Share",
                shown="share",
                formula=_quarter(
                    "SUMIF({quarter_of:},{#quarters},{weight_whole:})/{units_sum}",
                    "{weights_valid}=0",
                ),
                style={"font_color": GREY},
            ),
        ),
        cells=Worked(
            key="quarter_volume",
            plain=True,
            looks=shown("quarter_volume"),
            label="Quarter",
            formula=_quarter(
                "SUMIF({quarter_of:},{#quarters},{schedule@months})", '{row_whole}=""'
            ),
        ),
    ),
    Grid(
        at="H6",
        down=STAGES,
        across=MONTHS,
        labels=0,
        top=(
            Worked(
                key="month",
                label="Month",
                shown="month",
                formula='IF({weight_given}=0,"",IF({start_used}="","Month "&{#months},'
                "EDATE({start_used},{#months}-1)))",
                style=MONTH_STYLE,
            ),
            Asked(
                key="weight",
                label="Weight of the month",
                shown="number",
                name="Plan_Weights",
                starts=[1] * MONTHS.size,
                rule=number(
                    "1 for an ordinary month, 0 for none, 2 for twice as much. Clear the months"
                    " after the end of a shorter term.",
                    "A weight is a number from 0 up, such as 1.",
                ),
                style={"align": "center"},
            ),
        ),
        cells=Worked(
            key="schedule",
            plain=True,
            looks=shown("schedule"),
            label="Volume of the month",
            formula=_cell(),
            name="Plan_Schedule",
        ),
    ),
)


def _enter(formula: str) -> str:
    return f'IF(OR({{row_whole}}="",{{lags_bad}}>0),"",{formula})'


def _enter_note() -> str:
    told = (
        "The same volumes, each stage earlier by the months from there to the win, as typed on"
        " Funnel. What falls before the start must be in the funnel already. What enters in the"
        " last months is won after the end: it is not counted."
    )
    wrong = "Check: months to the next stage on Funnel must be whole numbers from 0 to 120."
    return f'IF({{lags_bad}}>0,"{wrong}","{told}")'


ENTER = (
    Grid(
        at="B25",
        down=STAGES,
        left=(
            Worked(
                key="enter_stage",
                plain=True,
                looks=shown("enter_stage"),
                label="Enter by",
                shown="text",
                formula="{schedule_stage}",
            ),
            Worked(
                key="enter_total",
                plain=True,
                looks=shown("enter_stage"),
                label="Total records",
                formula=_enter("{before_start}+SUM({enter_by@months})"),
                style={"bold": True},
            ),
            Worked(
                key="before_start",
                plain=True,
                looks=shown("enter_stage"),
                label="Before the start",
                formula=_enter('SUMIF({month_number:},"<="&{ahead},{schedule@months})'),
            ),
            Worked(
                key="enter_ahead",
                plain=True,
                looks=shown("enter_stage"),
                label="Months to the win",
                formula=_enter("{ahead}"),
                style={"font_color": GREY},
            ),
            Worked(
                key="enter_check",
                plain=True,
                looks=shown("enter_stage"),
                label="Adds up",
                shown="text",
                formula=_enter('IF({enter_total}={total},"yes","no")'),
                style={"font_color": GREY, "align": "center"},
            ),
        ),
    ),
    Grid(
        at="H25",
        down=STAGES,
        across=MONTHS,
        labels=0,
        top=(
            Worked(
                key="enter_month",
                label="Month",
                shown="month",
                formula="{month}",
                style=MONTH_STYLE,
            ),
        ),
        cells=Worked(
            key="enter_by",
            plain=True,
            looks=shown("enter_by"),
            label="Records to enter in the month",
            formula='IF(OR({row_whole}="",{weight_given}=0,{lags_bad}>0),"",IF({#months}+{ahead}>{term},0,'
            "INDEX({schedule@months},{#months}+{ahead})))",
        ),
    ),
)


def _chart(at: str, key: str, title: str, colour: str, alt: str) -> Chart:
    small = {"name": FONT, "size": SMALL, "color": INK}
    return Chart(
        at=at,
        kind={"type": "column"},
        title=title,
        alt=alt,
        series=(
            Series(
                values=key,
                categories="month",
                name=title,
                colour=colour,
                options={
                    "data_labels": {
                        "value": True,
                        "num_format": SHORT,
                        "font": small,
                        "position": "outside_end",
                    }
                },
            ),
        ),
        width=585,
        height=290,
        axes={
            "x": {"num_format": "mmm yy", "text_axis": True},
            "y": {"visible": False, "min": 0, "major_gridlines": {"visible": False}},
        },
    )


SCHEDULE = Sheet(
    title="Schedule",
    purpose="What must come into each stage, month by month, in whole records: by the weights of"
    " the months, and earlier by the months that it takes.",
    widths={"A": 2, "B": 18, "C": 10, "D:G": 8.5, "H:S": 8},
    heights={4: 22, 5: 8, 6: 24, 7: 22, 22: 8, 23: 22, 24: 34, 25: 48, 39: 8},
    blocks=(
        Text(
            at="B4",
            to="S4",
            key="schedule_status",
            content="=" + _status(),
            style={"bold": True, "font_color": NAVY, "valign": "vcenter"},
            looks=(When('ISNUMBER(SEARCH("Check:",{schedule_status}))', {"font_color": ALERT}),),
        ),
        *WEIGHTED,
        Text(
            at="B23",
            to="S23",
            content="Enter by: so that the wins come on time",
            style=SECTION_TITLE,
        ),
        Text(
            at="B24",
            to="S24",
            key="enter_note",
            content="=" + _enter_note(),
            style=NOTE,
            looks=(
                When(
                    'ISNUMBER(SEARCH("Check:",{enter_note}))', {"font_color": ALERT, "bold": True}
                ),
            ),
        ),
        *ENTER,
        _chart(
            "B40",
            "chart_top",
            "Into the top of the funnel, records per month",
            NAVY,
            "Column chart: what must enter the first stage in each month, as in its row above.",
        ),
        _chart(
            "J40",
            "chart_wins",
            "Wins per month",
            AMBER,
            "Column chart: the wins due in each month, as in the last row above.",
        ),
    ),
    freeze="A8",
    repeat=(6, 7),
    area="A1:S56",
    first="H7",
)
