"""Making the tab that a sync remembers in, and making it larger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from funnel_addin.books.google.memory import SHEET_ID, MemoryTab, columns, free_title
from funnel_addin.books.google.reading import Tab
from funnel_addin.books.google.refusals import BadRequest
from funnel_addin.books.google.transport import Transport
from funnel_addin.books.memory import FIRST_VALUE
from funnel_addin.books.port import Grid
from funnel_addin.books.sight import Again, Change

__all__ = ["make_room", "make_tab"]

ROWS, COLUMNS = 1000, 26


def make_tab(
    transport: Transport, spreadsheet_id: str, titles: Iterable[str], memory: Mapping[str, Grid]
) -> Tab:
    """Add the tab, hidden, and large enough for what is to be remembered.

    Raises:
        Again: another machine has made it, or a person has just used its title.
        SheetError: it cannot be added.
    """
    cells = max(sum(map(len, grid)) for grid in memory.values())
    tab = Tab(SHEET_ID, free_title(titles), max(ROWS, FIRST_VALUE + cells), COLUMNS)
    properties = {
        "sheetId": tab.sheet_id,
        "title": tab.title,
        "hidden": True,
        "gridProperties": {"rowCount": tab.rows, "columnCount": tab.columns},
    }
    try:
        body = {"requests": [{"addSheet": {"properties": properties}}]}
        transport.batch_update(spreadsheet_id, body)
    except BadRequest:
        raise Again(
            f"the tab '{tab.title}', in which a sync remembers what it wrote, could not be added"
        ) from None
    return tab


def make_room(
    transport: Transport,
    spreadsheet_id: str,
    tab: MemoryTab,
    memory: Mapping[str, Grid],
    changes: Sequence[Change],
) -> bool:
    """Add rows and columns where the tab is too small; tell whether it was.

    They are added at the end, so that of two machines neither takes away what the other added.

    Raises:
        Again: the tab is not there any more.
        SheetError: there is no room in the spreadsheet.
    """
    laid = columns(tab, memory, changes).values()
    missing = {
        "ROWS": max(len(each.cells) for each in laid) - tab.height,
        "COLUMNS": max(each.column + 1 for each in laid) - tab.width,
    }
    requests = [
        {"appendDimension": {"sheetId": tab.sheet_id, "dimension": dimension, "length": length}}
        for dimension, length in missing.items()
        if length > 0
    ]
    if not requests:
        return False
    try:
        transport.batch_update(spreadsheet_id, {"requests": requests})
    except BadRequest:
        raise Again(f"the tab '{tab.title}' could not be made larger: look again") from None
    return True
