"""Counts from a CSV file: a row per step, entered and advanced."""

from __future__ import annotations

import re

from funnel_addin.cli.csvfile import read_rows, short
from funnel_core.errors import CrmError, FunnelError
from funnel_core.model import Counts

__all__ = ["read_counts_file"]

MOST_TOLD = 20

# 1.000 is one, or a thousand where points group: it is refused
_COUNT = re.compile(r"(?![1-9][0-9]{0,2}\.000\Z)([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.0+)?")


def read_counts_file(path: str) -> tuple[tuple[str, ...] | None, tuple[tuple[int, int], ...]]:
    """Read stages' names and counts from a CSV file.

    Args:
        path: a UTF-8 file of rows `entered,advanced` or `stage,entered,advanced`, with or without
            a row of headings, separated by commas, semicolons or tabs. A last row with a stage's
            name, and at most one count, names the wins.

    Returns:
        The stages' names, or None where the file has none; and entered, advanced per step.

    Raises:
        CrmError: a file that cannot be read, and every row that is wrong, with its number.
    """
    rows = read_rows(path, "rows entered,advanced")
    if rows and not any(_is_count(cell) for cell in rows[0][1]):
        rows = rows[1:]
    if not rows:
        raise CrmError(f"{path}: expected rows of entered,advanced; the file holds none")
    names: list[str] = []
    counts: list[tuple[int, int]] = []
    faults: list[str] = []
    for number, cells in rows:
        name, pair = ("", cells) if len(cells) == 2 else (cells[0], cells[1:3])
        if number == rows[-1][0] and name and not _is_count(name) and not any(pair[1:]):
            names.append(name)
            continue
        names.append(name)
        try:
            if len(cells) not in (2, 3) or not all(_is_count(cell) for cell in pair):
                raise CrmError(f"is {short(','.join(cells))!r}")
            entered, advanced = (_count(cell) for cell in pair)
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
    return _stages(names, len(counts)), tuple(counts)


def _stages(names: list[str], steps: int) -> tuple[str, ...] | None:
    if not any(names):
        return None
    if len(names) == steps:
        names = [*names, "Closed won"]
    return tuple(name or f"Stage {number}" for number, name in enumerate(names, start=1))


def _is_count(cell: str) -> bool:
    return _COUNT.fullmatch(cell) is not None


def _count(cell: str) -> int:
    """Read a count as spreadsheets export it: 10000, "10,000" or 10000.0."""
    return int(cell.partition(".")[0].replace(",", ""))
