"""What stays true however rows, columns and blocks move about."""

import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sheets_server import SheetsServer
from tests.sheets_server.errors import Refused

Action = dict[str, Any]
LINES = st.sampled_from(["insert_rows", "insert_columns", "delete_rows", "delete_columns"])


@st.composite
def actions(draw: st.DrawFn) -> Action:
    """A person inserting or deleting a few lines near a block at C3:E6."""
    kind = draw(LINES)
    start, count = draw(st.integers(0, 8)), draw(st.integers(1, 3))
    if kind.endswith("rows"):
        return {kind: f"{start + 1}:{start + count}"}
    return {kind: f"{chr(65 + start)}:{chr(64 + start + count)}"}


def filled() -> tuple[SheetsServer, str]:
    """A sheet with a named block of numbers, all different, and a formula far away that sums it."""
    server = SheetsServer()
    sheet_id = server.spreadsheet()
    block = [[3 * row + column + 1 for column in range(3)] for row in range(4)]
    server.act(
        sheet_id,
        [
            {"edit": "C3:E6", "value": block},
            {"define_name": "Block", "as": "C3:E6"},
            {"add_tab": "Sums"},
            {"edit": "Sums!A1", "value": "=SUM(Sheet1!C3:E6)"},
            {"edit": "Sums!A2", "value": "=SUM(Block)"},
        ],
    )
    server.stop()
    return server, sheet_id


def numbers(server: SheetsServer, sheet_id: str, where: str) -> list[float]:
    """The numbers in a range, in order."""
    return [each for row in server.seen(sheet_id, where) for each in row if each is not None]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(actions(), max_size=6))
def test_a_name_holds_what_is_left_of_its_cells_and_formulas_sum_just_that(
    steps: list[Action],
) -> None:
    """Whatever is inserted or deleted: none of them outside the name, no stranger inside."""
    server, sheet_id = filled()
    for step in steps:
        server.act(sheet_id, [step])
    left = numbers(server, sheet_id, "Sheet1")
    context = server.app.person(sheet_id)
    sums = [context.calculator.value(context.book.sheets[1], row, 0) for row in range(2)]
    block = context.book.named("Block")
    assert block is not None
    if block.range is None:
        assert left == []
        assert [getattr(each, "code", None) for each in sums] == ["#REF!", "#REF!"]
    else:
        assert numbers(server, sheet_id, "Block") == left
        assert sums == [sum(left), sum(left)]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(actions(), min_size=1, max_size=4))
def test_a_batch_that_is_refused_leaves_no_trace(steps: list[Action]) -> None:
    """Any requests, then one that cannot be: the book is as it was."""
    server, sheet_id = filled()
    before = server.book(sheet_id)
    requests = [
        {"insertDimension": {"range": {"dimension": "ROWS", "startIndex": at, "endIndex": at + 2}}}
        for at, _ in enumerate(steps)
    ]
    wrong = {"deleteNamedRange": {"namedRangeId": "nobody"}}
    with pytest.raises(Refused, match=rf"requests\[{len(requests)}\].deleteNamedRange"):
        server.act(sheet_id, [{"requests": [*requests, wrong]}])
    assert server.book(sheet_id) == before


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 10**6))
def test_sorting_keeps_rows_whole(seed: int) -> None:
    """The same rows, each still together, in order by the column that was asked for."""
    rng = random.Random(seed)
    rows = [
        [rng.choice([rng.randrange(9), f"t{rng.randrange(9)}", "", True]), at] for at in range(8)
    ]
    server = SheetsServer()
    server.stop()
    sheet_id = server.spreadsheet()
    server.act(sheet_id, [{"edit": "A1:B8", "value": rows}, {"sort": "A1:B8"}])
    after = server.seen(sheet_id, "A1:B8")
    whole = [[None if first == "" else first, at] for first, at in rows]
    assert sorted(after, key=lambda row: row[1]) == whole
    kinds = [{bool: 2, str: 1, type(None): 3}.get(type(first), 0) for first, _ in after]
    assert kinds == sorted(kinds)
    for one, other in pairwise(after):
        if type(one[0]) is type(other[0]) and one[0] is not None:
            assert one[0] < other[0] or (one[0] == other[0] and one[1] < other[1])


def test_a_formula_that_is_cut_to_another_tab_looks_at_what_it_looked_at() -> None:
    """Its own cells are named with their tab from then on, except those that went along."""
    server, sheet_id = filled()
    server.act(
        sheet_id,
        [
            {"edit": "G1", "value": "=SUM(C3:E3)+ROWS($C$3:C9)"},
            {"edit": "G2", "value": "=G1*2"},
            {"add_tab": "Small", "rows": 3, "columns": 3},
            {"cut": "G1:G2", "to": "Small!B2"},
        ],
    )
    context = server.app.person(sheet_id)
    small = context.book.sheets[2]
    assert [context.calculator.value(small, row, 1) for row in (1, 2)] == [13, 26]
    assert small.cells[1, 1].formula == "=SUM(Sheet1!C3:E3)+ROWS(Sheet1!$C$3:C9)"
    assert small.cells[2, 1].formula == "=B2*2"
