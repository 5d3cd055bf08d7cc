"""What a sync remembers, laid out as cells and read again, whatever became of the tab meanwhile."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funnel_addin.books import memory
from funnel_addin.books.port import Cell, CellErrorValue, Grid

CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(2**53), 2**53),
    st.text(min_size=1, max_size=8),
    st.booleans(),
    st.just(CellErrorValue("#N/A")),
)
NAMED = st.sampled_from(memory.KEPT)
GRIDS: st.SearchStrategy[Grid] = st.tuples(st.integers(1, 5), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(
        st.lists(CELLS, min_size=shape[1], max_size=shape[1]).map(tuple),
        min_size=shape[0],
        max_size=shape[0],
    ).map(tuple)
)
MEMORIES = st.dictionaries(NAMED, GRIDS, min_size=1, max_size=5)
SHAPES = st.sampled_from(["3×1", "1×3", "0×0", "9999999×9999999", "x", "2×"])
TABS = st.lists(
    st.lists(st.one_of(CELLS, NAMED, SHAPES, st.just("")), max_size=6).map(tuple), max_size=6
).map(tuple)


@settings(derandomize=True, max_examples=200)
@given(MEMORIES, TABS)
def test_what_is_laid_is_remembered(what: dict[str, Grid], tab: Grid) -> None:
    """Into whatever tab it is laid, all of it is read again, and no other cell changes."""
    laid = memory.laid(what, tab)
    read = memory.remembered(laid)
    assert {name: read[name] for name in what} == what
    assert memory.is_ours(laid)
    own = set(memory.columns(tab, what).values())
    for row, cells in enumerate(tab):
        for column, cell in enumerate(cells):
            if column not in own and (row, column) != (0, 0) and cell not in (None, ""):
                assert laid[row][column] == cell


@settings(derandomize=True, max_examples=100)
@given(MEMORIES, MEMORIES)
def test_names_not_mentioned_are_remembered_on(
    first: dict[str, Grid], second: dict[str, Grid]
) -> None:
    """Laying some names anew, in another shape too, forgets nothing of the others."""
    laid = memory.laid(second, memory.laid(first, ()))
    assert memory.remembered(laid) == {**first, **second}


@settings(derandomize=True, max_examples=100)
@given(MEMORIES, MEMORIES)
def test_two_who_add_names_at_once_take_no_column_twice(
    one: dict[str, Grid], other: dict[str, Grid]
) -> None:
    """From the same tab, two syncs give different names different columns."""
    columns = {**memory.columns((), one), **memory.columns((), other)}
    assert len(set(columns.values())) == len(columns)
    assert 0 not in columns.values()


@pytest.mark.parametrize("row", [0, 1, 2])
@pytest.mark.parametrize("column", [0, 1])
def test_a_cell_has_its_own_row(row: int, column: int) -> None:
    """The row of one cell is the row in which its column holds it."""
    grid = ((1, 2), (3, 4), (5, 6))
    cells = memory.column_cells("Plan_Counts", grid)
    assert cells[memory.value_row(grid, row, column)] == grid[row][column]
