"""A row that stands twice in a table of dates is one row, however many dates it has."""

from __future__ import annotations

import datetime
from pathlib import Path

from funnel_addin.exports import chain
from funnel_addin.exports.options import GivenRoles
from funnel_core.history.problems import Kind

ROWS = (
    "id,Lead date,Demo date,Won date",
    "a,2026-01-05,2026-01-06,2026-01-20",
    "b,2026-01-05,2026-01-07,",
    "c,2026-01-06,2026-01-08,2026-01-21",
    "d,2026-01-06,,",
)
ODD = {Kind.DUPLICATE_ROW, Kind.REPEATED_STAGE}
WANTED = chain.Wanted(datetime.date(2026, 3, 1))


def told(folder: Path, *more: str) -> dict[Kind, tuple[int, tuple[str, ...], str]]:
    """Count a table with some rows more, and give what is told of rows that repeat."""
    path = folder / "table.csv"
    path.write_text("\n".join([*ROWS, *more]), encoding="utf-8")
    with chain.read(chain.Exports((str(path),), GivenRoles(stages=""))) as read:
        found = chain.counted_from(read, WANTED).problems
    return {
        each.kind: (each.count, each.examples, each.sentence) for each in found if each.kind in ODD
    }


def test_a_row_that_stands_twice_is_one_row(tmp_path: Path) -> None:
    """Not one for each of its dates."""
    found = told(tmp_path, ROWS[1], ROWS[4])
    assert list(found) == [Kind.DUPLICATE_ROW]
    count, examples, sentence = found[Kind.DUPLICATE_ROW]
    assert (count, examples) == (2, ("a", "d"))
    assert "2 rows repeat another one in all that is read" in sentence


def test_a_record_in_rows_that_differ_is_told_apart_from_them(tmp_path: Path) -> None:
    """Some of its dates stand twice, yet the row repeats none."""
    found = told(tmp_path, ROWS[1], "c,n/a,2026-01-08,2026-01-21")
    assert found[Kind.DUPLICATE_ROW][:2] == (1, ("a",))
    count, examples, sentence = found[Kind.REPEATED_STAGE]
    assert (count, examples) == (1, ("c",))
    assert "1 record stands in several rows that differ" in sentence
    assert told(tmp_path) == {}
