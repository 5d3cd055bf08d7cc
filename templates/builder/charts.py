"""Charts from their descriptions: one look, and nothing that only one program draws."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from templates.builder.describing import Chart
from templates.builder.placing import Layout, quoted
from templates.builder.styling import BODY, FONT, INK, LINE, NAVY, NUMBERS, SMALL, WHITE

__all__ = ["insert_chart"]

TEXT: dict[str, Any] = {"name": FONT, "size": BODY, "color": INK}
SMALL_TEXT = TEXT | {"size": SMALL}


def insert_chart(book: Workbook, page: Worksheet, layout: Layout, block: Chart) -> None:
    """Draw a described chart on a sheet."""
    chart = book.add_chart(dict(block.kind))
    line = block.kind["type"] in ("line", "scatter")
    for each in block.series:
        series: dict[str, Any] = {
            "name": _named(layout, each.name),
            "categories": "=" + cells_of(layout, each.categories),
            "values": "=" + cells_of(layout, each.values),
        }
        if line:
            series["line"] = {"color": each.colour or WHITE, "width": 2.25}
        else:
            # white, not none: Google Sheets would paint a bar without a fill in a colour of its own
            series["fill"] = {"color": each.colour or WHITE}
            series["border"] = {"none": True}
            series["gap"] = 40
        chart.add_series(series | dict(each.options))
    bold = TEXT | {"bold": True, "color": NAVY}
    chart.set_title({"name": block.title, "name_font": bold, "overlay": False})
    x: dict[str, Any] = {
        "num_font": SMALL_TEXT,
        "line": {"color": LINE},
        "major_tick_mark": "none",
        "major_gridlines": {"visible": False},
    }
    y: dict[str, Any] = {
        "num_font": SMALL_TEXT,
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.75}},
    }
    # "x" is the axis of categories, also where bars lie and it stands upright
    chart.set_x_axis(x | dict(block.axes.get("x", {})))
    chart.set_y_axis(y | {"num_format": NUMBERS["whole"]} | dict(block.axes.get("y", {})))
    only = {"none": True} if len(block.series) == 1 else {"position": "top", "font": SMALL_TEXT}
    chart.set_legend(dict(block.axes.get("legend", only)))
    chart.set_chartarea({"border": {"color": LINE}, "fill": {"color": WHITE}})
    chart.set_size({"width": block.width, "height": block.height})
    place = {
        "object_position": 2,
        "description": block.alt,
        "x_offset": block.offset[0],
        "y_offset": block.offset[1],
    }
    page.insert_chart(block.at, chart, place)


def cells_of(layout: Layout, key: str) -> str:
    """Give the range of a field for a chart; KEY.3 is the third row of a field along two axes."""
    key, _, line = key.partition(".")
    spot = layout.spots[key]
    if not line:
        return spot.address
    row, column = spot.row + int(line) - 1, spot.column
    first = xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)
    last = xl_rowcol_to_cell(row, column + spot.columns - 1, row_abs=True, col_abs=True)
    return f"{quoted(spot.sheet)}!{first}" + ("" if first == last else f":{last}")


def _named(layout: Layout, name: str) -> str:
    if name.startswith("{"):
        return "=" + cells_of(layout, name.strip("{}"))
    return name
