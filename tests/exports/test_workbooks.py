"""Sheets as tables: cells keep their kinds, and a column of several becomes texts."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from funnel_addin.exports import workbooks
from funnel_addin.exports.opening import opened
from funnel_core.history.problems import Kind

DAY, TIME = datetime.date(2024, 1, 8), datetime.datetime(2024, 1, 9, 10, 30)


def sheet(path: Path, *rows: list[Any]) -> str:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path / "crm.xlsx")
    return str(path / "crm.xlsx")


def column(path: Path, *cells: Any) -> tuple[str, list[Any]]:
    """Give the kind and the values of a column beside one that is filled."""
    rows = [[at, cell] for at, cell in enumerate(cells)]
    with opened([sheet(path, ["id", "cell"], *rows)]) as (found,):
        table = found.rows.to_pyarrow()
        return str(found.rows.c1.type()), table.column("c1").to_pylist()


KINDS: list[tuple[list[Any], str, list[Any]]] = [
    (["a", None, " b "], "string", ["a", None, " b "]),
    ([501, 502, None], "int64", [501, 502, None]),
    ([1.5, 2], "float64", [1.5, 2.0]),
    ([True, None], "boolean", [True, None]),
    ([DAY, None], "date", [DAY, None]),
    ([DAY, TIME], "timestamp", [datetime.datetime(2024, 1, 8), TIME]),
    ([None, "  "], "string", [None, None]),
    (
        [501, "x", 1.5, DAY, TIME],
        "string",
        ["501", "x", "1.5", "2024-01-08", "2024-01-09 10:30:00"],
    ),
    ([1e15 + 1, 12.25], "float64", [1e15 + 1, 12.25]),
]


@pytest.mark.parametrize("block", [1, 2, 20_000])
@pytest.mark.parametrize(("cells", "kind", "values"), KINDS, ids=str)
def test_cells_keep_their_kind(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    block: int,
    cells: list[Any],
    kind: str,
    values: list[Any],
) -> None:
    """However many rows are taken at once, a column is of one kind."""
    monkeypatch.setattr(workbooks, "BLOCK", block)
    monkeypatch.setattr(workbooks, "BOTTOM", 1)
    found, read = column(tmp_path, *cells)
    assert (found.removesuffix("(6)"), read) == (kind, values)


def test_lines_above_the_headings_and_below_the_rows(tmp_path: Path) -> None:
    """A report's title, totals and copyright are told and left out; rows of blanks are passed."""
    rows = [["1", DAY, 5.0], [None, None, None], ["2", DAY, 7.5]]
    path = sheet(
        tmp_path,
        ["Opportunities won"],
        ["Filtered by", "Stage"],
        [],
        ["id", "won", "amount", None],
        *rows,
        ["Total", None, 12.5],
        ["Copyright © 2000-2026 salesforce.com, inc. All rights reserved."],
        ["Our Org"],
    )
    with opened([path]) as (found,):
        assert found.columns == ("id", "won", "amount")
        assert found.rows.to_pyarrow().to_pylist() == [
            {"c0": "1", "c1": DAY, "c2": 5.0},
            {"c0": "2", "c1": DAY, "c2": 7.5},
        ]
        (problem,) = found.problems
    assert (problem.kind, problem.count) == (Kind.LEFT_OUT_LINES, 5)
    assert problem.examples[:3] == ("Opportunities won", "Filtered by", "Total")


def test_a_cover_in_front_is_passed_and_told(tmp_path: Path) -> None:
    """It has lines of text in one column; an export has a record, a stage and a time."""
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Cover"
    for text in ("Sales report", "As of October"):
        book.worksheets[0].append([text])
    second = book.create_sheet("Deals")
    for row in (["id", "stage"], [1, "Lead"]):
        second.append(row)
    path = tmp_path / "book.xlsx"
    book.save(path)
    with opened([str(path)]) as (found,):
        assert found.columns == ("id", "stage")
        assert found.table == "Deals"
        (problem,) = found.problems
        assert problem.examples == ("Cover",)


def test_the_first_sheet_may_be_empty(tmp_path: Path) -> None:
    """An empty sheet in front is passed, and is not told."""
    book = openpyxl.Workbook()
    second = book.create_sheet("Deals")
    second.append(["id"])
    second.append([1])
    book.save(tmp_path / "crm.xlsx")
    with opened([str(tmp_path / "crm.xlsx")]) as (found,):
        assert (found.table, found.problems, found.rows.count().execute()) == ("", (), 1)
