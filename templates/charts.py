"""The charts: plain bars and columns, so that every program draws them, with no caches of cells."""

from __future__ import annotations

from typing import Any

from xlsxwriter.workbook import Workbook

from templates.builder.styling import AMBER, BODY, FONT, INK, LINE, NAVY, SMALL, WHITE
from templates.layout import FIRST, LAST
from templates.page import Page

TEXT: dict[str, Any] = {"name": FONT, "size": BODY, "color": INK}
SHORT = '[>=1000000000]#,##0.0,,,"bn";[>0]#,##0;'
"""A chart's labels: billions short, and nothing at 0."""


def funnel_chart(page: Page, workbook: Workbook) -> None:
    """Draw the funnel: centred bars, the first owner's stages dark, the others' light."""
    chart = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    for column, look in (("M", None), ("N", NAVY), ("O", AMBER)):
        series: dict[str, Any] = {
            "name": f"=Funnel!${column}$7" if look else " ",
            "categories": f"=Funnel!$L${FIRST}:$L${LAST}",
            "values": f"=Funnel!${column}${FIRST}:${column}${LAST}",
            "fill": {"color": look} if look else {"none": True},
            "border": {"none": True},
            "gap": 25,
        }
        chart.add_series(series)
    chart.set_title(
        {
            "name": "Required volume, stage by stage (width on a log scale)",
            "name_font": TEXT | {"bold": True, "color": NAVY},
            "overlay": False,
        }
    )
    chart.set_y_axis(
        {
            "reverse": True,
            "line": {"none": True},
            "major_tick_mark": "none",
            "num_font": TEXT,
            "major_gridlines": {"visible": False},
        }
    )
    chart.set_x_axis({"visible": False, "min": 0, "max": 1, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "top", "font": TEXT})
    chart.set_chartarea({"border": {"color": LINE}, "fill": {"color": WHITE}})
    chart.set_size({"width": 480, "height": 507})
    page.sheet.insert_chart(
        f"L{FIRST - 2}",
        chart,
        {
            "object_position": 2,
            "description": "Funnel chart: the required volume of each stage as a centred bar,"
            " widest at the top, width on a log scale; the first owner's stages dark, the others'"
            " light. The volumes stand in the column Required volume.",
        },
    )


def month_charts(page: Page, workbook: Workbook) -> None:
    """Draw what is due per month at the top of the funnel and at its end."""
    for cell, offset, row, title, colour, alt in (
        (
            "B22",
            0,
            24,
            "Into the top of the funnel, per month",
            NAVY,
            "Column chart: what must enter the first stage in each month, as in its row above.",
        ),
        (
            "J22",
            20,
            25,
            "Wins, per month",
            AMBER,
            "Column chart: the wins due in each month, as in the last row above.",
        ),
    ):
        chart = workbook.add_chart({"type": "column"})
        small = TEXT | {"size": SMALL}
        chart.add_series(
            {
                "name": title,
                "categories": "=Schedule!$H$6:$S$6",
                "values": f"=Schedule!$H${row}:$S${row}",
                "fill": {"color": colour},
                "border": {"none": True},
                "gap": 40,
                "data_labels": {
                    "value": True,
                    "num_format": SHORT,
                    "font": small,
                    "position": "outside_end",
                },
            }
        )
        chart.set_title({"name": title, "name_font": TEXT | {"bold": True, "color": NAVY}})
        chart.set_legend({"none": True})
        chart.set_x_axis(
            {
                "num_font": small,
                "num_format": "mmm yy",
                "text_axis": True,
                "line": {"color": LINE},
                "major_tick_mark": "none",
            }
        )
        chart.set_y_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
        chart.set_chartarea({"border": {"color": LINE}, "fill": {"color": WHITE}})
        chart.set_size({"width": 800, "height": 300})
        page.sheet.insert_chart(
            cell, chart, {"object_position": 2, "x_offset": offset, "description": alt}
        )
