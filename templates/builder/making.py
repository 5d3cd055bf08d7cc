"""From a description to the bytes of a workbook, with the values that its formulas show.

Two passes: the formulas first, then, once a calculation engine has worked them out, the same
workbook with their values, for viewers that do not calculate.
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

import formulon
from xlsxwriter.utility import xl_rowcol_to_cell

from templates.builder.chart_parts import finished
from templates.builder.describing import Contents, Workbook
from templates.builder.writing import Cached, written

__all__ = ["calculated", "made"]


def made(workbook: Workbook, contents: Contents | None = None) -> bytes:
    """Make a workbook as bytes, the same on every run.

    Args:
        workbook: its description.
        contents: what is typed and filled, by key; nothing for the empty workbook.
    """
    first = packed(written(workbook, contents or {}, {}))
    return packed(written(workbook, contents or {}, calculated(first)))


def packed(book: bytes) -> bytes:
    """Finish the charts, and pack every part with the same date and in the same way."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.startswith("xl/charts/chart"):
                content = finished(content)
            entry = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0o600 << 16
            new.writestr(entry, content, compresslevel=9)
    return out.getvalue()


def calculated(book: bytes) -> Cached:
    """Give what every formula cell of a workbook shows, worked out by a calculation engine.

    Raises:
        ValueError: a cell shows an error.
    """
    engine = formulon.Workbook.load(book)
    engine.recalc()
    shown: dict[tuple[str, str], Any] = {}
    for sheet in range(engine.sheet_count()):
        for cell in engine.iter_cells(sheet):
            value = cell.value
            name = xl_rowcol_to_cell(cell.row, cell.col)
            if value.kind is formulon.ValueKind.ERROR:
                raise ValueError(f"{engine.sheet_name(sheet)}!{name} shows an error")
            content = value.text if value.number is None else value.number
            if isinstance(content, float) and content == int(content):
                content = int(content)
            shown[engine.sheet_name(sheet), name] = "" if content is None else content
    return shown
