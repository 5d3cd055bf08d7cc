"""Making the tab that a sync remembers in, and making it larger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from funnel_addin.books.google.calls.transport import Transport
from funnel_addin.books.google.memory import SHEET_ID, Column, MemoryTab, free_title
from funnel_addin.books.google.reading import Tab
from funnel_addin.books.memory import FIRST_VALUE, KEPT
from funnel_addin.books.port import Grid

__all__ = ["make_room", "make_tab"]

ROWS, COLUMNS = 1000, 1 + len(KEPT)
"""Room for every name from the start: adding columns later is a request more."""


def make_tab(
    transport: Transport, spreadsheet_id: str, titles: Iterable[str], memory: Mapping[str, Grid]
) -> Tab:
    """Add the tab, hidden, and large enough for what is to be remembered.

    Raises:
        BadRequest: another machine has made it, or there is no room for it.
    """
    cells = max(sum(map(len, grid)) for grid in memory.values())
    # what is put, as many blank cells, and what stood there before
    tab = Tab(SHEET_ID, free_title(titles), max(ROWS, FIRST_VALUE + 3 * cells), COLUMNS)
    properties = {
        "sheetId": tab.sheet_id,
        "title": tab.title,
        "hidden": True,
        "gridProperties": {"rowCount": tab.rows, "columnCount": tab.columns},
    }
    asked = {"requests": [{"addSheet": {"properties": properties}}]}
    reply = transport.batch_update(spreadsheet_id, asked)
    made = (reply.get("replies") or [{}])[0].get("addSheet", {}).get("properties", {})
    return replace(tab, sheet_id=made.get("sheetId", tab.sheet_id))


def make_room(
    transport: Transport,
    spreadsheet_id: str,
    tab: MemoryTab,
    written: Iterable[Column],
) -> None:
    """Add rows and columns where the tab is too small.

    They are added at the end, so that of two machines neither takes away what the other added.

    Raises:
        BadRequest: the tab is not there any more, or there is no room in the spreadsheet.
    """
    sizes = [(len(each.cells), each.column + 1) for each in written]
    missing = {
        "ROWS": max(rows for rows, _ in sizes) - tab.height,
        "COLUMNS": max(columns for _, columns in sizes) - tab.width,
    }
    requests = [
        {"appendDimension": {"sheetId": tab.sheet_id, "dimension": dimension, "length": length}}
        for dimension, length in missing.items()
        if length > 0
    ]
    if requests:
        transport.batch_update(spreadsheet_id, {"requests": requests})
