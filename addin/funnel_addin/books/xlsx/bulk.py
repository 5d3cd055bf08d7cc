"""A large sheet of plain data read and changed in its text, without parsing all of it.

A tree of 50,000 cells takes longer to build, change and take down than all the rest of a fill. So a
large block of numbers is put straight into the sheet's text, wherever each cell in the way is
written as spreadsheets write it; its formulas are found there, and what is stored with them taken
away. At the first cell that is written otherwise, nothing is done here and the tree is used
instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from funnel_addin.books.port import column_letters
from funnel_addin.books.xlsx.formulas import column_number
from funnel_addin.books.xlsx.references import Area
from funnel_addin.books.xlsx.values import number_text
from funnel_addin.books.xlsx.workbook import area_of

__all__ = [
    "MANY_BYTES",
    "MANY_CELLS",
    "forget_in_text",
    "formulas_in_text",
    "frame",
    "put_numbers",
]

MANY_CELLS = 2_000
MANY_BYTES = 200_000
"""From so many cells, or bytes of a part, on the shorter way is worth it."""

NO_ROWS = b"<sheetData/>"
ROWS_START, ROWS_END = b"<sheetData>", b"</sheetData>"
UNUSUAL = (b"!--", b"![CDATA[", b"?>", b'm="')
CELL = re.compile(r'(<c r="([A-Z]+)\d+"(?: s="\d+")?(?: t="n")?)(?:/>|><v>([-+.0-9Ee]+)</v></c>)')
ROW_END = "</row>"
ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
ROW_NUMBER = re.compile(r'<row r="(\d+)"[ >/]')
DIMENSION = re.compile(r'(<dimension ref=")([A-Z0-9:]+)')
FORMULA_OPENS = "<f>"
BEFORE = re.compile(
    r'(<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="[0-9]+")?)(?: t="(?:n|b|e|str)")?>'
)
AFTER = re.compile(r"([^<]*)</f>(<v>[^<]*</v>|<v/>|)</c>")
ENTITY = re.compile("&([^;]*);?")
ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
OPENING = re.compile(r'(?: s="\d+")?(?: t="n")?')
VALUE_OPENS, VALUE_ENDS, DIGITS = "><v>", "</v></c>", "-+.0123456789Ee"
VALUE, BLANK = "><v></v></c>", "/>"


def frame(data: bytes) -> bytes | None:
    """Give a worksheet part without its rows, for what else is in it; None if it is unusual."""
    data = data.replace(NO_ROWS, ROWS_START + ROWS_END)
    if data.count(ROWS_START) != 1 or data.count(ROWS_END) != 1:
        return None
    start, end = data.index(ROWS_START) + len(ROWS_START), data.index(ROWS_END)
    outside = data[:start] + data[end:]
    declared = ENCODING.match(data)
    if declared and declared.group(1).lower() not in (b"utf-8", b"utf8"):
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        return None
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
    tails: list[str] = []
    for step, values in enumerate(grid):
        row = area.top + step
        begin = text.find(">", at) + 1
        end = text.find(ROW_END, begin)
        if end < 0 or not text.startswith((f'<row r="{row}">', f'<row r="{row}" '), at):
            return None
        if step < 2:  # the first row may look unlike the others
            tails = _tails(text[begin:end], row, letters)
        made = _row(text[begin:end], row, letters, values, tails)
        if made is None:
            return None
        pieces += (text[at:begin], made[0], ROW_END)
        changed.append(made[1])
        at = end + len(ROW_END)
    return "".join((*pieces, text[at:])).encode(), changed


def formulas_in_text(data: bytes) -> list[tuple[int, int, str]] | None:
    """Give every formula of a usual worksheet part: its row, its column, its text.

    None where one is written unusually, or is no formula of its own cell alone.
    """
    start, end = data.find(ROWS_START), data.find(ROWS_END)
    pieces = data.decode().split(FORMULA_OPENS)
    if len(pieces) - 1 != data.count(b"<f", start, end) or data.find(b":f", start, end) >= 0:
        return None
    columns: dict[str, int] = {}
    formulas: list[tuple[int, int, str]] = []
    for before, after in pairwise(pieces):
        opening, ending = BEFORE.fullmatch(before, before.rfind("<c ")), AFTER.match(after)
        if opening is None or ending is None:
            return None
        letters, text = opening[2], ending[1]
        if "&" in text:
            if not all(name in ENTITIES for name in ENTITY.findall(text)):
                return None
            text = ENTITY.sub(lambda match: ENTITIES[match.group(1)], text)
        column = columns.get(letters) or columns.setdefault(letters, column_number(letters))
        formulas.append((int(opening[3]), column, text.strip()))
    return formulas


def forget_in_text(data: bytes, cells: Set[tuple[int, int]]) -> tuple[bytes, set[tuple[int, int]]]:
    """Take away the values stored with the formulas of some cells, found by `formulas_in_text`.

    Returns: the new part, and the cells that held a value.
    """
    addresses = {f"{column_letters(column)}{row}": (row, column) for row, column in cells}
    gone: set[tuple[int, int]] = set()
    pieces = data.decode().split(FORMULA_OPENS)
    for at in range(1, len(pieces)):
        before, after = pieces[at - 1], pieces[at]
        start = before.rfind("<c ")
        opening, ending = BEFORE.fullmatch(before, start), AFTER.match(after)
        if opening is None or ending is None or not ending[2]:
            continue
        cell = addresses.get(opening[2] + opening[3])
        if cell is not None:
            gone.add(cell)
            pieces[at - 1] = f"{before[:start]}{opening[1]}>"
            pieces[at] = f"{ending[1]}</f></c>{after[ending.end() :]}"
    return FORMULA_OPENS.join(pieces).encode(), gone


def _row(
    content: str, row: int, letters: list[str], values: Sequence[float], tails: list[str]
) -> tuple[str, list[int]] | None:
    """Put values into a row's text: the new text, and which of them were new."""
    start = content.find(f'<c r="{letters[0]}{row}"')
    end = content.find("<c ", content.find(f'<c r="{letters[-1]}{row}"') + 1)
    run = content[start:end] if end > 0 else content[start:]
    cells = (_full(run, row, letters, tails) or _any(run, letters)) if start >= 0 else None
    if cells is None:
        return None
    openings, olds = cells
    try:
        held = [float(old) if old else None for old in olds] if "" in olds else [*map(float, olds)]
    except ValueError:
        return None
    changed = [at for at, (old, new) in enumerate(zip(held, values, strict=True)) if old != new]
    for at in changed:
        new = repr(values[at])
        olds[at] = new if "." in new and new[-2:] != ".0" else number_text(values[at])
    made = [f"{opening}><v>{old}</v></c>" for opening, old in zip(openings, olds, strict=True)]
    return content[:start] + "".join(made) + content[start + len(run) :], changed


def _tails(content: str, row: int, letters: list[str]) -> list[str]:
    """Give what follows the address where cells open: their style."""
    openings = [
        OPENING.match(content, content.find(address) + len(address))
        for address in (f'<c r="{at}{row}"' for at in letters)
    ]
    return [opening[0] if opening else "" for opening in openings]


def _full(
    run: str, row: int, letters: list[str], tails: list[str]
) -> tuple[list[str], list[str]] | None:
    """Cut a run of cells that all hold numbers into openings and numbers.

    A quick way for most rows: their cells look like those of the row above, whose openings end in
    `tails`. None where they do not; then `_any` tells more.
    """
    parts = run.split(VALUE_ENDS)
    if len(parts) != len(letters) + 1 or parts.pop():
        return None
    openings = [f'<c r="{at}{row}"{tail}' for at, tail in zip(letters, tails, strict=True)]
    pairs = [part.split(VALUE_OPENS) for part in parts]
    if [pair[0] for pair in pairs] != openings or any(len(pair) != 2 for pair in pairs):
        return None
    olds = [pair[1] for pair in pairs]
    usual = all(olds) and not "".join(olds).strip(DIGITS)
    return (openings, olds) if usual else None


def _any(run: str, letters: list[str]) -> tuple[list[str], list[str]] | None:
    """Cut a run of cells, numbers or blanks, into openings and numbers; None if one is unusual."""
    cells = CELL.findall(run)
    if len(cells) != len(letters):
        return None
    openings, columns, olds = (list(part) for part in zip(*cells, strict=True))
    blanks = olds.count("")
    around = len(VALUE) * (len(cells) - blanks) + len(BLANK) * blanks
    if columns != letters or sum(map(len, openings)) + sum(map(len, olds)) + around != len(run):
        return None
    return openings, olds


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
