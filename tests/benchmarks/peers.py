"""The same job done by others: read the inputs, work the plan out, write every output."""

from __future__ import annotations

import datetime
import importlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import gspread
import pandas as pd
from gspread.utils import a1_range_to_grid_range

from funnel_addin import names, plans
from funnel_addin.books.port import Block, Grid, Place
from funnel_addin.books.sight import Sight
from tests.benchmarks.sheets import PLACES
from tests.sheets_server.client import client, session

__all__ = ["AS_OF", "PEERS", "READERS", "Peer", "inputs", "missing", "worked_out"]

AS_OF = datetime.date(2027, 4, 1)

Peer = Callable[[str, Path, str], None]
"""Takes the server's address, a key file, and the ID of the Sheet."""


def missing(package: str) -> str:
    """Say why a peer is left out; empty where it is there."""
    try:
        importlib.import_module(package)
    except ImportError:
        return f"{package} is not installed: pip install {package.replace('_', '-')}"
    return ""


def place(name: str) -> Place:
    """Give where a name of the measured Sheet lies."""
    box = a1_range_to_grid_range(PLACES[name])
    top, left = box["startRowIndex"], box["startColumnIndex"]
    return Place("Plan", top + 1, left + 1, box["endRowIndex"] - top, box["endColumnIndex"] - left)


def worked_out(values: Mapping[str, Sequence[Sequence[Any]]]) -> dict[str, Grid]:
    """Work out every output, laid into its place."""
    found = {name: place(name) for name in _inputs()}
    blocks = {name: Block(found[name], _full(values[name], found[name])) for name in found}
    plan = plans.read_plan(Sight("Plan", found, blocks, {}))
    results = plans.outputs(plan, AS_OF)
    return {
        name: plans.fit(name, grid, place(name)) for name, grid in results.items() if name in PLACES
    }


def _inputs() -> list[str]:
    return [
        each.name for each in names.NAMES if each.role is names.Role.INPUT and each.name in PLACES
    ]


def _full(rows: Sequence[Sequence[Any]], where: Place) -> Grid:
    """Lay what an API answers, which leaves off blanks at the end, into the whole place."""
    padded = [[*row, *[None] * (where.columns - len(row))] for row in rows]
    padded += [[None] * where.columns for _ in range(where.rows - len(padded))]
    return tuple(tuple(None if cell == "" else cell for cell in row) for row in padded)


def _cut(frame: pd.DataFrame) -> dict[str, list[list[Any]]]:
    """Cut the inputs out of a whole tab; texts that are numbers become numbers."""
    found = {}
    for name in PLACES:
        where = place(name)
        part = frame.iloc[
            where.top - 1 : where.top - 1 + where.rows,
            where.left - 1 : where.left - 1 + where.columns,
        ]
        found[name] = [[_typed(cell) for cell in row] for row in part.to_numpy().tolist()]
    return found


def _typed(cell: Any) -> Any:
    if cell is None or cell == "" or cell != cell:
        return None
    try:
        return float(cell)
    except (TypeError, ValueError):
        return cell


def _read(book: gspread.Spreadsheet) -> dict[str, list[list[Any]]]:
    """Read all inputs in one call."""
    wanted = _inputs()
    reply = book.values_batch_get(
        wanted,
        {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"},
    )
    return {
        name: each.get("values", [])
        for name, each in zip(wanted, reply["valueRanges"], strict=True)
    }


def by_batches(base_url: str, key: Path, sheet: str) -> None:
    """Use gspread at its leanest: one batchGet, one batchUpdate."""
    book = client(base_url, json.loads(key.read_text())).open_by_key(sheet)
    results = worked_out(_read(book))
    data = [{"range": name, "values": _blanked(grid)} for name, grid in results.items()]
    book.values_batch_update({"valueInputOption": "RAW", "data": data})


def _blanked(grid: Grid) -> list[list[Any]]:
    return [["" if cell is None else cell for cell in row] for row in grid]


def by_cells(base_url: str, key: Path, sheet: str) -> None:
    """Use gspread as most scripts do: read the inputs together, then set cell by cell."""
    book = client(base_url, json.loads(key.read_text())).open_by_key(sheet)
    tab = book.worksheet("Plan")
    for name, grid in worked_out(_read(book)).items():
        where = place(name)
        for row, cells in enumerate(_blanked(grid)):
            for column, cell in enumerate(cells):
                tab.update_cell(where.top + row, where.left + column, cell)


def by_gspread_dataframe(base_url: str, key: Path, sheet: str) -> None:
    """Read the tab as a frame; set a frame for each output."""
    from gspread_dataframe import get_as_dataframe, set_with_dataframe

    tab = client(base_url, json.loads(key.read_text())).open_by_key(sheet).worksheet("Plan")
    frame = get_as_dataframe(tab, header=None, drop_empty_rows=False, drop_empty_columns=False)
    for name, grid in worked_out(_cut(frame)).items():
        where = place(name)
        set_with_dataframe(
            tab,
            pd.DataFrame(grid),
            row=where.top,
            col=where.left,
            include_column_header=False,
        )


def by_gspread_pandas(base_url: str, key: Path, sheet: str) -> None:
    """Read the tab as a frame; set a frame for each output.

    Its look for the root of the Drive is left out: the local server has none. That saves it a
    request.
    """
    from gspread_pandas import Client, Spread

    class Rootless(Client):
        def _drive_request(self, *args: Any, **kwargs: Any) -> dict[str, str]:
            return {"id": "root", "name": "My Drive"}

    info = json.loads(key.read_text())
    spread = Spread(sheet, sheet="Plan", client=Rootless(session=session(base_url, info)))
    frame = spread.sheet_to_df(index=None, header_rows=0, start_row=1, dropna=False)
    for name, grid in worked_out(_cut(frame)).items():
        where = place(name)
        spread.df_to_sheet(
            pd.DataFrame(grid), index=False, headers=False, start=(where.top, where.left)
        )


PEERS: Mapping[str, tuple[Peer, str]] = {
    "gspread, two batches": (by_batches, ""),
    "gspread-dataframe": (by_gspread_dataframe, "gspread_dataframe"),
    "gspread-pandas": (by_gspread_pandas, "gspread_pandas"),
    "gspread, cell by cell": (by_cells, ""),
}
"""Each peer, and the package that it needs beside gspread."""


def inputs(base_url: str, key: Path, sheet: str) -> dict[str, list[list[Any]]]:
    """Read the inputs by their names."""
    return _read(client(base_url, json.loads(key.read_text())).open_by_key(sheet))


def read_by_a_batch(base_url: str, key: Path, sheet: str) -> None:
    """Only read: the inputs by their names, and nothing made of them."""
    inputs(base_url, key, sheet)


def read_by_gspread_dataframe(base_url: str, key: Path, sheet: str) -> None:
    """Only read: both tabs as frames."""
    from gspread_dataframe import get_as_dataframe

    for tab in client(base_url, json.loads(key.read_text())).open_by_key(sheet).worksheets():
        if not tab.isSheetHidden:
            get_as_dataframe(tab, header=None)


READERS: Mapping[str, tuple[Peer, str]] = {
    "gspread, only values:batchGet": (read_by_a_batch, ""),
    "gspread-dataframe, only reading": (read_by_gspread_dataframe, "gspread_dataframe"),
}
"""Peers that read the inputs of a large Sheet and do nothing with them."""
