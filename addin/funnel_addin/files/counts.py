"""Counts from a CSV file: a row per step, entered and advanced."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from funnel_addin.files.csvfile import key, read_rows, short
from funnel_addin.files.written import as_cell, whole_mark
from funnel_core.errors import CrmError, FunnelError
from funnel_core.model import Counts

__all__ = ["CountsRead", "read_counts_file"]

MOST_TOLD = 20

HISTORY = frozenset({"from", "to", "entered", "advanced", "equivalent entered"})
"""Headings by which the table of a history is known."""

_DIGITS = re.compile("[0-9][0-9.,\u00a0\u202f ]*")


class CountsRead(NamedTuple):
    """What a file of counts says.

    Args:
        stages: their names, "" for each that has none; None where the file has no names.
        counts: entered and advanced, per step.
        notes: what a person should know of how it was read.
    """

    stages: tuple[str, ...] | None
    counts: tuple[tuple[int, int], ...]
    notes: tuple[str, ...]


def read_counts_file(path: str) -> CountsRead:
    """Read stages' names and counts from a CSV file.

    Args:
        path: a UTF-8 file of rows `entered,advanced` or `stage,entered,advanced`, with or without
            a row of headings, separated by commas, semicolons or tabs. A last row with a stage's
            name names the wins, also with a count of them: that is told.

    Raises:
        CrmError: a file that cannot be read, and every row that is wrong, with its number.
    """
    rows = read_rows(path, "rows entered,advanced")
    mark = whole_mark(cell for _, cells in rows for cell in cells)
    if rows and {key(cell) for cell in rows[0][1]} >= HISTORY:
        raise CrmError(
            f"{path}: expected rows of entered,advanced; it is the table that 'funnel history "
            "--csv' wrote: put what its --json or --save-roles writes behind --from"
        )
    if rows and all(_count(cell, mark) is None for cell in rows[0][1]):
        rows = rows[1:]
    if not rows:
        raise CrmError(f"{path}: expected rows of entered,advanced; the file holds none")
    names: list[str] = []
    counts: list[tuple[int, int]] = []
    faults: list[str] = []
    notes: list[str] = []
    for number, cells in rows:
        name, pair = ("", cells) if len(cells) == 2 else (cells[0], cells[1:3])
        is_last = number == rows[-1][0]
        if is_last and name and _count(name, mark) is None and not any(pair[1:]):
            names.append(name)
            if any(pair):
                notes.append(_last(Path(path).name, number, name, pair[0]))
            continue
        names.append(name)
        try:
            entered, advanced = (_count(cell, mark) for cell in (*pair, "", "")[:2])
            if len(cells) not in (2, 3) or entered is None or advanced is None:
                raise CrmError(f"is {short(','.join(cells))!r}")
            Counts(entered, advanced)
            counts.append((entered, advanced))
        except FunnelError as error:
            faults.append(f"row {number} {error}")
    if faults:
        more = f"; and {len(faults) - MOST_TOLD:,} rows more" if len(faults) > MOST_TOLD else ""
        raise CrmError(
            f"{path}: each row must hold two whole numbers, entered and advanced, the second at "
            "most the first; a stage's name may stand before them; "
            f"{'; '.join(faults[:MOST_TOLD])}{more}"
        )
    return CountsRead(_stages(names, len(counts)), tuple(counts), tuple(notes))


def _last(file: str, number: int, name: str, entered: str) -> str:
    return (
        f"{file}: row {number} has {short(entered)} entered and none advanced, so that "
        f"'{short(name)}' is taken as the last stage, the wins; if it is none, write how many "
        "advanced"
    )


def _stages(names: list[str], steps: int) -> tuple[str, ...] | None:
    if not any(names):
        return None
    return (*names, "") if len(names) == steps else tuple(names)


def _count(cell: str, mark: str) -> int | None:
    """Read a count as spreadsheets export it: 10000, "10,000", 24.500 or 10000.0; else None.

    1.000 is one, or a thousand where points group: it is none, unless the file shows which.
    """
    if not _DIGITS.fullmatch(cell):
        return None
    commas_group = "." if "." not in cell else ""
    try:
        read = as_cell(cell, mark or whole_mark([cell]) or commas_group)
    except CrmError:
        return None
    return read if isinstance(read, int) else None
