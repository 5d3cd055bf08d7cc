"""Many numbers put into a large sheet of plain data, in its text, without parsing all of it.

A tree of 50,000 cells takes longer to build, change and take down than all the rest of a fill. So a
large block of numbers is put straight into the sheet's text, wherever each cell in the way is
written as spreadsheets write it; at the first that is not, nothing is done here and the tree is
used instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from funnel_addin.books.port import column_letters
from funnel_addin.books.xlsx.references import Area
from funnel_addin.books.xlsx.values import number_text
from funnel_addin.books.xlsx.workbook import area_of

__all__ = ["MANY_BYTES", "MANY_CELLS", "frame", "put_numbers"]

MANY_CELLS = 2_000
MANY_BYTES = 200_000
"""From so many cells, or bytes of a part, on the shorter way is worth it."""

NO_ROWS = b"<sheetData/>"
ROWS_START, ROWS_END = b"<sheetData>", b"</sheetData>"
UNUSUAL = (b"!--", b"![CDATA[", b"?>", b'm="')
CELL = re.compile(r'(<c r="([A-Z]+)\d+"(?: s="\d+")?(?: t="n")?)(?:/>|><v>([-+.0-9Ee]+)</v></c>)')
ROW_END = "</row>"
ROW_NUMBER = re.compile(r'<row r="(\d+)"[ >/]')
DIMENSION = re.compile(r'(<dimension ref=")([A-Z0-9:]+)')
VALUE, BLANK = "><v></v></c>", "/>"


def frame(data: bytes) -> bytes | None:
    """Give a worksheet part without its rows, for what else is in it; None if it is unusual."""
    data = data.replace(NO_ROWS, ROWS_START + ROWS_END)
    if data.count(ROWS_START) != 1 or data.count(ROWS_END) != 1:
        return None
    start, end = data.index(ROWS_START) + len(ROWS_START), data.index(ROWS_END)
    outside = data[:start] + data[end:]
    between = any(data.find(mark, start, end) >= 0 for mark in UNUSUAL)
    return None if between or b"<!" in outside else outside


def put_numbers(
    data: bytes, area: Area, grid: Sequence[Sequence[float]], styles: Sequence[str]
) -> tuple[bytes, list[list[int]]] | None:
    """Put a grid of numbers into an area of a usual worksheet part that holds no formula.

    Where the sheet ends above the area its rows are added, in the `styles` of their columns.

    Returns: the new part, and for each row the positions of the values that were new; None where
    a cell is missing or unusually written.
    """
    text = data.replace(NO_ROWS, ROWS_START + ROWS_END).decode()
    letters = [column_letters(column) for column in range(area.left, area.right + 1)]
    at = start = text.find(f'<row r="{area.top}"')
    if start < 0:
        return _appended(text, area, letters, grid, styles)
    pieces = [text[:start]]
    changed: list[list[int]] = []
    for row, values in enumerate(grid, area.top):
        begin = text.find(">", at) + 1
        end = text.find(ROW_END, begin)
        if end < 0 or not text.startswith((f'<row r="{row}">', f'<row r="{row}" '), at):
            return None
        made = _row(text[begin:end], row, letters, values)
        if made is None:
            return None
        pieces += (text[at:begin], made[0], ROW_END)
        changed.append(made[1])
        at = end + len(ROW_END)
    return "".join((*pieces, text[at:])).encode(), changed


def _row(
    content: str, row: int, letters: list[str], values: Sequence[float]
) -> tuple[str, list[int]] | None:
    """Put values into a row's text: the new text, and which of them were new."""
    start = content.find(f'<c r="{letters[0]}{row}"')
    end = content.find("<c ", content.find(f'<c r="{letters[-1]}{row}"') + 1)
    run = content[start:end] if end > 0 else content[start:]
    cells = CELL.findall(run) if start >= 0 else []
    if len(cells) != len(letters):
        return None
    openings, columns, olds = (list(part) for part in zip(*cells, strict=True))
    blanks = olds.count("")
    around = len(VALUE) * (len(cells) - blanks) + len(BLANK) * blanks
    if columns != letters or sum(map(len, openings)) + sum(map(len, olds)) + around != len(run):
        return None
    held = [float(old) if old else None for old in olds] if blanks else list(map(float, olds))
    changed = [at for at, value in enumerate(values) if held[at] != value]
    for at in changed:
        new = repr(values[at])
        olds[at] = new if "." in new and not new.endswith(".0") else number_text(values[at])
    made = [f"{opening}><v>{old}</v></c>" for opening, old in zip(openings, olds, strict=True)]
    return content[:start] + "".join(made) + content[start + len(run) :], changed


def _appended(
    text: str,
    area: Area,
    letters: list[str],
    grid: Sequence[Sequence[float]],
    styles: Sequence[str],
) -> tuple[bytes, list[list[int]]] | None:
    """Add rows below the last one; None where the sheet does not end above them."""
    numbers = [int(number) for number in ROW_NUMBER.findall(text)]
    if text.count("<row") != len(numbers) or max(numbers, default=0) >= area.top:
        return None
    looks = [f' s="{style}"' if style != "0" else "" for style in styles]
    heads = [
        (f'<c r="{column}', f'"{look}><v>') for column, look in zip(letters, looks, strict=True)
    ]
    rows = []
    for row, values in enumerate(grid, area.top):
        cells = "".join(
            f"{before}{row}{after}{number_text(value)}</v></c>"
            for (before, after), value in zip(heads, values, strict=True)
        )
        rows.append(f'<row r="{row}">{cells}</row>')
    head, end, tail = text.partition(ROWS_END.decode())
    everything = list(range(len(letters)))
    whole = "".join((DIMENSION.sub(lambda used: _widened(used, area), head), *rows, end, tail))
    return whole.encode(), [everything for _ in grid]


def _widened(dimension: re.Match[str], area: Area) -> str:
    used = area_of(dimension.group(2))
    return dimension.group() if used is None else f"{dimension.group(1)}{used.joined(area)}"
