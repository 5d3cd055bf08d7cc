"""Whose value a cell holds, also after lines were inserted and deleted."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnel_addin.books.cells import blank, same
from funnel_addin.books.port import Cell, CellErrorValue, Grid
from funnel_addin.sync.ownership import aligned, pushed
from tests.sync.books import column

CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.just(""),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=3),
    st.dates(),
    st.just(CellErrorValue("#N/A")),
)
FEW = st.sampled_from([None, 0, 1, 2, "ahead"])


def grids(cells: st.SearchStrategy[Cell], most: int = 5) -> st.SearchStrategy[Grid]:
    """Draw rectangles of cells."""
    return st.tuples(st.integers(1, most), st.integers(1, most)).flatmap(
        lambda shape: st.lists(
            st.lists(cells, min_size=shape[1], max_size=shape[1]).map(tuple),
            min_size=shape[0],
            max_size=shape[0],
        ).map(tuple)
    )


@st.composite
def numbered(draw: st.DrawFn) -> Grid:
    """Draw a rectangle of values that are all different, as volumes are."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    return tuple(
        tuple(100.5 * (1 + row) + 7.25 * column for column in range(columns)) for row in range(rows)
    )


def without(grid: Grid, rows: set[int], columns: set[int]) -> Grid:
    """Delete rows and columns."""
    return tuple(
        tuple(cell for at, cell in enumerate(line) if at not in columns)
        for row, line in enumerate(grid)
        if row not in rows
    )


def with_blank(grid: Grid, row: int, count: int) -> Grid:
    """Insert blank rows."""
    return (*grid[:row], *[(None,) * len(grid[0])] * count, *grid[row:])


def turned(grid: Grid) -> Grid:
    """Swap rows and columns."""
    return tuple(zip(*grid, strict=True))


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (0.1 + 0.2, 0.3, True),
        (1600, 1600.0000000000002, True),
        (1600, 1600.00001, False),
        (10**12, 10**12 + 1, False),
        (2**53 + 1, float(2**53), True),
        (10**400, 10**400, True),
        (10**400, 1e300, False),
        (12345678901234567890, 1.2345678901234567e19, True),
        (float("inf"), float("inf"), True),
        (0, -0.0, True),
        (0, 1e-300, False),
        (1, True, False),
        (0, False, False),
        (0, None, False),
        (0, "", False),
        (1, "1", False),
        (None, "", True),
        ("Behind", "behind", False),
        ("behind", "behind ", False),
        (datetime.date(2027, 1, 1), 46388, True),
        (datetime.datetime(2027, 1, 1, 12), 46388.5, True),
        (datetime.datetime(2027, 1, 1, 12), datetime.date(2027, 1, 1), False),
        (CellErrorValue("#N/A"), CellErrorValue("#N/A"), True),
        (CellErrorValue("#N/A"), "#N/A", False),
    ],
)
def test_same_value(one: Cell, other: Cell, is_same: bool) -> None:
    """Two cells hold the same value where kind, text and 12 digits agree; whole numbers exactly."""
    assert same(one, other) is is_same
    assert same(other, one) is is_same


@given(CELLS, CELLS)
def test_same_never_fails(one: Cell, other: Cell) -> None:
    """Any two cells can be compared, either way round with the same answer."""
    assert same(one, other) == same(other, one)
    assert same(one, one)


@pytest.mark.parametrize(
    ("memory", "standing", "put"),
    [
        ("abcd", "a.bcd", "a.bcd"),
        ("abcd", ".abcd", ".abcd"),
        ("abcd", "abcd.", "abcd."),
        ("abcd", "a..b.cd", "a..b.cd"),
        ("abcd", "acd", "acd"),
        ("abcd", "bcd", "bcd"),
        ("abcd", "abc", "abc"),
        ("abcd", "c", "c"),
        ("abcd", "axcd", "a.cd"),
        ("abcd", "xyz", "..."),
        ("abcd", "axbcd", "a.bcd"),
        ("abcd", "abXd.", "ab.d."),
        ("aabb", "a.abb", "a.abb"),
        ("aabb", "abb", "abb"),
        ("aaaa", "aaa", "aaa"),
        ("a...", "a....", "a...."),
        ("ab..", "a.b..", "a.b.."),
        ("", "abc", "..."),
        ("abcd", "dcba", "...."),
        # a line of ours was copied and inserted: neither of the two is certain to be ours
        ("abc", "abbc", "a..c"),
        # a person typed what stands beside it into a line that they inserted
        ("ab", "aab", "..b"),
    ],
)
def test_values_are_found_where_they_went(memory: str, standing: str, put: str) -> None:
    """Inserted lines hold nothing of ours, deleted ones are forgotten, the rest moved along."""

    def cells(text: str) -> Grid:
        return column(*(None if letter == "." else letter for letter in text))

    def ours(found: Grid) -> str:
        pairs = zip(found, cells(standing), strict=True)
        return "".join(
            str(there) if there and same(put, there) else "." for (put,), (there,) in pairs
        )

    assert ours(aligned(cells(memory), cells(standing))) == put
    assert ours(turned(aligned(turned(cells(memory)), turned(cells(standing))))) == put


@given(numbered(), st.data())
def test_inserted_lines_move_values_along(memory: Grid, data: st.DataObject) -> None:
    """Blank rows inserted anywhere, one lot or several, leave every value ours where it went."""
    standing = memory
    for _ in range(data.draw(st.integers(1, 3))):
        row = data.draw(st.integers(0, len(standing)))
        standing = with_blank(standing, row, data.draw(st.integers(1, 3)))
    assert aligned(memory, standing) == standing
    assert aligned(turned(memory), turned(standing)) == turned(standing)


@given(numbered(), st.data())
def test_deleted_lines_are_forgotten(memory: Grid, data: st.DataObject) -> None:
    """Rows and columns deleted anywhere leave every other value ours."""
    rows = data.draw(st.sets(st.integers(0, len(memory) - 1), max_size=len(memory) - 1))
    width = len(memory[0])
    columns = data.draw(st.sets(st.integers(0, width - 1), max_size=width - 1))
    standing = without(memory, rows, columns)
    assert aligned(memory, standing) == standing


@given(numbered(), st.data())
def test_rows_and_columns_inserted_together(memory: Grid, data: st.DataObject) -> None:
    """Where rows and columns were inserted in one range, every value is still ours."""
    standing = with_blank(memory, data.draw(st.integers(0, len(memory))), 1)
    place = data.draw(st.integers(0, len(memory[0])))
    standing = turned(with_blank(turned(standing), place, data.draw(st.integers(1, 2))))
    assert aligned(memory, standing) == standing


@given(grids(FEW), st.data())
def test_without_lines_moved_an_edit_is_never_ours(memory: Grid, data: st.DataObject) -> None:
    """Where nobody moved a line, a cell is ours only if it holds what was put right there."""
    shape = len(memory), len(memory[0])
    standing = data.draw(
        st.lists(
            st.lists(FEW, min_size=shape[1], max_size=shape[1]).map(tuple),
            min_size=shape[0],
            max_size=shape[0],
        ).map(tuple)
    )
    assert aligned(memory, standing) == memory


@given(numbered(), st.data())
def test_typed_after_an_insert_is_never_ours(memory: Grid, data: st.DataObject) -> None:
    """After lines were inserted, what a person types anywhere that we did not is never ours."""
    standing = with_blank(memory, data.draw(st.integers(0, len(memory))), 1)
    rows = [list(row) for row in standing]
    typed = {}
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, len(rows[0]) - 1))
        rows[at[0]][at[1]] = typed[at] = data.draw(st.sampled_from([1, 2, "ahead", -5.5]))
    put = aligned(memory, tuple(map(tuple, rows)))
    for (row, at), cell in typed.items():
        assert not same(put[row][at], cell)


def every_way(memory: Grid, standing: Grid) -> list[list[Cell]]:
    """Work out by brute force, for one column, all the cheapest ways that lines moved."""
    old = [row[0] for row in memory]
    new = [row[0] for row in standing]
    ways: list[tuple[int, list[Cell]]] = []
    short, long = sorted((old, new), key=len)
    for chosen in itertools.combinations(range(len(long)), len(short)):
        if len(new) >= len(old):
            put: list[Cell] = [None] * len(new)
            for at, cell in zip(chosen, old, strict=True):
                put[at] = cell
            differ = sum(not same(put[at], new[at]) for at in chosen)
        else:
            put = [old[at] for at in chosen]
            differ = sum(not same(one, two) for one, two in zip(put, new, strict=True))
        ways.append((differ, put))
    least = min(differ for differ, _ in ways)
    return [put for differ, put in ways if differ == least]


@given(st.lists(FEW, min_size=1, max_size=6), st.lists(FEW, min_size=1, max_size=6))
def test_ours_only_where_all_ways_agree(memory: list[Cell], standing: list[Cell]) -> None:
    """A value is ours where every cheapest way that lines could have moved has it there."""
    old, new = column(*memory), column(*standing)
    ways = every_way(old, new)
    for at, (cell,) in enumerate(aligned(old, new)):
        agreed = all(same(way[at], ways[0][at]) for way in ways)
        assert same(cell, ways[0][at] if agreed else None)


@given(grids(CELLS), grids(CELLS))
def test_any_two_grids(memory: Grid, standing: Grid) -> None:
    """Whatever was remembered and whatever stands, the answer has the shape of what stands."""
    for put in (aligned(memory, standing), pushed(memory, standing)):
        assert [len(row) for row in put] == [len(row) for row in standing]


@pytest.mark.parametrize(
    ("memory", "standing", "rows"),
    [
        ((), column(1, 2), 2),
        (((),), column(1, 2), 2),
        (((), ()), ((1, 2),), 1),
        (((1,), (2, 3)), ((1, None), (2, 3)), 2),
        (column(1, 2), (), 0),
    ],
)
def test_empty_and_ragged_memory(memory: Grid, standing: Grid, rows: int) -> None:
    """Nothing remembered, or a memory that somebody spoiled, is borne."""
    assert len(aligned(memory, standing)) == rows


def test_sorted_lines_are_a_persons() -> None:
    """Where a person sorted an output, only what still stands where it was put is ours."""
    memory, standing = column(800.5, 400.5, 200.5), column(200.5, 400.5, 800.5)
    put = aligned(memory, standing)
    assert [same(*pair) for pair in zip(put, memory, strict=True)] == [True, True, True]
    assert [same(put[at][0], standing[at][0]) for at in range(3)] == [False, True, False]


def test_a_large_grid_with_lines_inserted_and_cells_typed() -> None:
    """13 × 10,000 cells, with a column inserted and cells typed at both ends, are told apart."""
    memory = tuple(tuple(row + column / 10_007 for column in range(10_000)) for row in range(13))
    standing = [[*row[:5_000], None, *row[5_000:]] for row in memory]
    standing[0][0] = standing[12][10_000] = "mine"
    put = aligned(memory, tuple(map(tuple, standing)))
    differ = sum(
        not same(one, two)
        for line, there in zip(put, standing, strict=True)
        for one, two in zip(line, there, strict=True)
    )
    assert differ == 2


def test_far_too_many_ways_leave_only_the_ends_ours() -> None:
    """Where the ways are too many to be tried, what lies before and after the change is ours."""
    memory = column(*(number + 0.5 for number in range(3_000)))
    blanks = column(*[None] * 3_000)
    standing = (*memory[:1_000], *blanks, *memory[1_000:])
    assert aligned(memory, standing) == standing
    typed = (*memory[:1_000], *blanks, *column("mine"), *memory[1_001:])
    assert [cell for (cell,) in aligned(memory, typed) if cell == "mine"] == []
    twice = (*memory, *memory)
    assert all(blank(cell) for (cell,) in aligned(memory, twice))


def test_what_a_put_pushed_over_the_end() -> None:
    """Only the lines that are more than a put knew of may hold what it pushed there."""
    memory = ((1.5, 2.5), (3.5, 4.5))
    assert pushed(memory, memory) == ((None, None), (None, None))
    assert pushed(memory, ((0, 0),) * 3) == ((None, None), (None, None), (3.5, 4.5))
    assert pushed(memory, ((0, 0, 0),) * 2) == ((None, None, 2.5), (None, None, 4.5))
    assert pushed(memory, ((0, 0),) * 5)[2:] == ((None, None), (1.5, 2.5), (3.5, 4.5))
    assert pushed(memory, ((0, 0),)) == ((None, None),)
