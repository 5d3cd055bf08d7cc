"""The funnel's two halves side by side, the first owner's and the others', and its picture."""

from __future__ import annotations

from templates.builder.describing import Chart, Field, Grid, Series, Worked
from templates.builder.styling import AMBER, BODY, FONT, INK, NAVY, WHITE, Style
from templates.funnel_plan import words
from templates.funnel_plan.axes import PLACES
from templates.funnel_plan.looks import shown

__all__ = ["HALVES", "PICTURE"]


def _half(key: str, owner: str, rank: str) -> tuple[Field, ...]:
    """Describe one half: its stages in order, and what each takes."""
    row = f"MATCH({{#places}},{{{rank}:}},0)"

    def column(
        name: str, label: str, taken: str, shown_as: str, style: Style | None = None
    ) -> Worked:
        return Worked(
            key=f"{key}_{name}",
            label=label,
            shown=shown_as,
            formula=f'IF(OR({{ready}}=0,{{#places}}>MAX({{{rank}:}})),"",'
            f"INDEX({{{taken}:}},{row}))",
            style=style or {},
            plain=True,
            looks=shown(f"{key}_stage"),
        )

    sure = (
        '=IF({confidence_used}="","Records with confidence","Records to be "&'
        + words.percent("{confidence_used}")
        + '&" sure")'
    )
    return (
        column("stage", f"={{{owner}}}", "stage_label", "text"),
        column("required", "Records expected", "required", "whole", {"bold": True}),
        column("confident", sure, "confident_shown", "whole"),
    )


HALVES = (
    Grid(at="H24", down=PLACES, left=_half("own", "first_owner", "own_rank")),
    Grid(at="K24", down=PLACES, left=_half("other", "other_owners", "other_rank")),
)

TEXTED = {"name": FONT, "size": BODY, "color": INK}

PICTURE = Chart(
    at="B24",
    kind={"type": "bar", "subtype": "stacked"},
    title="Required records, stage by stage (width on a log scale)",
    alt="Funnel chart: the required volume of each stage as a centred bar, widest at the top, width"
    " on a log scale; the first owner's stages dark, the others' light. The volumes stand in the"
    " column Required volume.",
    series=tuple(
        Series(
            values=key,
            categories="bar_label",
            name=name,
            colour=colour,
            options={"gap": 25},
        )
        for key, name, colour in (
            ("bar_gap", " ", WHITE),
            ("bar_first", "{first_owner}", NAVY),
            ("bar_other", "{other_owners}", AMBER),
        )
    ),
    width=500,
    height=400,
    axes={
        "y": {
            "reverse": True,
            "line": {"none": True},
            "major_tick_mark": "none",
            "num_font": TEXTED,
            "major_gridlines": {"visible": False},
        },
        "x": {"visible": False, "min": 0, "max": 1, "major_gridlines": {"visible": False}},
        "legend": {"position": "top", "font": TEXTED},
    },
)
