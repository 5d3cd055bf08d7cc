"""Which cells of the tab that is remembered in change, and which are left to others."""

import datetime
import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnel_addin.books import memory as layout
from funnel_addin.books.google.memory import (
    NOTE,
    SHEET_ID,
    Column,
    MemoryTab,
    columns_anew,
    free_title,
)
from funnel_addin.books.google.writing import Entry, as_json, check, entries, request
from funnel_addin.books.memory import column_cells, remembered
from funnel_addin.books.port import Block, Cell, CellErrorValue, Grid, Place, column_letters
from funnel_addin.books.sight import Again, Change, Sight

ROWS = ((NOTE, "Plan_Required"), (None, "2×1"), (None, 10), (None, 20))


def tab(*rows: tuple[Cell, ...], sheet_id: int = SHEET_ID) -> MemoryTab:
    """A tab that holds these rows."""
    return MemoryTab("Funnel sync", rows, 1000, 26, sheet_id)


def anew(held: MemoryTab, grid: Grid, *cells: tuple[int, int], before: Grid = ()) -> Column:
    """What changes in Plan_Required's column when some of its cells are written."""
    changes = [Change("Plan_Required", row, at, grid[row][at]) for row, at in cells]
    stood = {"Plan_Required": before}
    return columns_anew(held, {"Plan_Required": grid}, changes, stood)["Plan_Required"]


def test_the_tabs_id_is_one_that_google_takes() -> None:
    """A positive number of 31 bits."""
    assert 0 < SHEET_ID < 2**31


def test_only_the_written_cells_are_remembered_anew() -> None:
    """The others are left as they are, whatever another machine has put there since."""
    column = anew(tab(*ROWS), ((10,), (30,)), (1, 0))
    assert column.cells == (None, None, None, 30)
    assert column.range("It's") == "'It''s'!B1:B4"


def test_a_written_cell_is_remembered_even_where_it_seems_known() -> None:
    """Another machine may have put something else there in between."""
    assert anew(tab(*ROWS), ((10,), (20,)), (0, 0)).cells == (None, None, 10)


def test_a_name_that_is_new_gets_a_head_and_no_blank_is_written() -> None:
    """Two machines that are both new to a name do not blank each other's cells."""
    column = anew(tab((NOTE,)), ((None,), (30,)), (1, 0))
    assert column.cells == ("Plan_Required", "2×1", None, 30)


def test_another_shape_is_laid_anew_and_what_is_left_over_blanked() -> None:
    """The whole column belongs to the name."""
    held = tab((NOTE, "plan_required"), (None, "3×1"), (None, 1), (None, 2), (None, 3))
    column = anew(held, ((1, 9),), (0, 1))
    assert column.cells == ("Plan_Required", "1×2", None, 9, "")


def test_truth_values_and_numbers_are_not_mixed_up() -> None:
    """TRUE is not 1."""
    held = tab((NOTE, "Plan_Required"), (None, "2×1"), (None, 1), (None, True))
    assert anew(held, ((True,), (True,)), (0, 0)).cells == (None, None, True)
    assert anew(held, ((1,), (1,)), (0, 0)).cells == (None, None, 1, 1)


def test_an_error_that_a_person_left_in_the_memory_can_be_laid_anew() -> None:
    """As text: nothing of ours was ever an error."""
    place = Place("Plan", 1, 1, 2, 1)
    sight = Sight("Plan", {}, {"Plan_Required": Block(place, ((None,), (None,)))}, {})
    memory = {"Plan_Required": ((CellErrorValue("#N/A"),), (5,))}
    held = tab((NOTE,))
    written = entries([Change("Plan_Required", 1, 0, 5)], memory, sight, held)
    data = request(written, held, canary=False)["data"]
    assert data[0] == {"range": "Plan_Required", "values": [[None], [5]]}
    assert data[1]["values"] == [
        ["Plan_Required"],
        ["2×1"],
        ["#N/A"],
        [5],
        [None],
        [None],
        ["#N/A"],
    ]
    assert len(data) == 2


def test_the_note_is_written_once_and_never_over_a_persons() -> None:
    """Only a blank first cell is filled."""
    place = Place("Plan", 1, 1, 1, 1)
    sight = Sight("Plan", {}, {"Plan_Required": Block(place, ((None,),))}, {})
    changes, memory = [Change("Plan_Required", 0, 0, 5)], {"Plan_Required": ((5,),)}
    for first, ranges in ((None, 3), (NOTE, 2), ("mine", 2)):
        held = tab((first,)) if first else tab()
        body = request(entries(changes, memory, sight, held), held, canary=False)
        assert len(body["data"]) == ranges


@pytest.mark.parametrize(
    ("held", "ours"),
    [
        (tab(("Whatever",)), True),
        (tab(("Whatever",), sheet_id=5), False),
        (tab((NOTE,), sheet_id=5), True),
        (tab(sheet_id=5), True),
    ],
)
def test_a_tab_is_ours_by_its_id_or_by_what_stands_in_it(held: MemoryTab, ours: bool) -> None:
    """One of a person's that has our title is not."""
    assert held.ours is ours


def test_a_free_title_is_free_in_any_capitals() -> None:
    """Sheets ignores case in titles."""
    assert free_title(["FUNNEL SYNC", "Funnel Sync 2"]) == "Funnel sync 3"


cells = st.one_of(st.none(), st.integers(-9, 9), st.sampled_from(["", "x", "Plan_Pace", "2×2"]))
shapes = st.tuples(st.integers(1, 4), st.integers(1, 3))


@given(st.lists(st.lists(cells, max_size=5), max_size=6), shapes, st.data())
def test_what_is_laid_is_remembered_whatever_stood_in_the_tab(
    rows: list[list[Cell]], shape: tuple[int, int], data: st.DataObject
) -> None:
    """After the changes the tab gives back the memory that was handed over, and other columns."""
    height, width = shape
    line = st.tuples(*[st.one_of(st.none(), st.integers(1, 99))] * width)
    grid: Grid = data.draw(st.tuples(*[line] * height))
    stood: Grid = data.draw(st.one_of(st.just(()), st.tuples(*[line] * height)))
    held = MemoryTab("Funnel sync", rows, 1000, 26)
    column = anew(held, grid, (0, 0), before=stood)
    after = [list(row) for row in rows]
    after += [[] for _ in range(len(column.cells) - len(after))]
    for row, cell in zip(after, column.cells, strict=False):
        row += [None] * (column.column + 1 - len(row))
        if cell is not None:
            row[column.column] = None if cell == "" else cell
    known = remembered(after)
    assert known.pop("Plan_Required") == grid
    told = any(cell is not None for cells in stood for cell in cells)
    assert layout.before(after).get("Plan_Required") == (stood if told else None)
    before = remembered(rows)
    before.pop("Plan_Required", None)
    assert known == before
    assert len(column.cells) <= max(len(rows), len(column_cells("Plan_Required", grid, stood)))


def test_a_moment_is_the_number_that_spreadsheets_count_it_by() -> None:
    """Days since the end of 1899, and the share of the day."""
    assert as_json(datetime.datetime(2027, 1, 1, 18)) == 46388.75


def test_a_reply_that_does_not_say_what_was_written_is_no_success() -> None:
    """A look must tell."""
    place = Place("Plan", 1, 1, 1, 1)
    sight = Sight("Plan", {}, {"Plan_Required": Block(place, ((None,),))}, {})
    held = tab((NOTE,))
    memory: dict[str, Grid] = {"Plan_Required": ((5,),)}
    written = entries([Change("Plan_Required", 0, 0, 5)], memory, sight, held)
    with pytest.raises(Again):
        check(written, {}, sight, held)


def test_a_reply_that_shows_more_cells_than_the_name_had_is_a_name_made_larger() -> None:
    """Google shows the whole range behind a name; a person has just put a line into it."""
    place = Place("Plan", 1, 1, 1, 1)
    sight = Sight("Plan", {}, {"Plan_Required": Block(place, ((None,),))}, {})
    held = tab((NOTE,))
    memory: dict[str, Grid] = {"Plan_Required": ((5,),)}
    written = entries([Change("Plan_Required", 0, 0, 5)], memory, sight, held)
    kept = {
        "updatedRange": "'Funnel sync'!B1:B3",
        "updatedData": {"values": [["Plan_Required"], ["1×1"], [5]]},
    }
    for values, larger in (([[5]], False), ([[5], [7]], True), ([[5, 7]], True)):
        put = {"updatedRange": "Plan!A1", "updatedData": {"values": values}}
        if larger:
            with pytest.raises(Again, match="made larger"):
                check(written, {"responses": [put, kept]}, sight, held)
        else:
            check(written, {"responses": [put, kept]}, sight, held)


def after_writing(
    rows: Sequence[Sequence[Cell]], entry: Entry, held: MemoryTab
) -> list[list[Cell]]:
    """What the tab holds once an entry is written into it, and nothing besides."""
    after = [list(row) for row in rows]
    after += [[] for _ in range(max(1, len(entry.column.cells)) - len(after))]
    for row in after:
        row += [None] * (entry.column.column + 1 - len(row))
    for row, cell in zip(after, entry.column.cells, strict=False):
        if cell is not None:
            row[entry.column.column] = None if cell == "" else cell
    if held.cell(0, 0) is None:
        after[0][0] = NOTE
    return after


def replies(
    entry: Entry, held: MemoryTab, after: Sequence[Sequence[Cell]]
) -> list[dict[str, object]]:
    """What Google answers to the write of one entry at A1 of a tab "Plan", canary and all."""
    letters = column_letters(entry.column.column + 1)
    column = [[row[entry.column.column]] for row in after]
    put = [[None if cell == "" else cell for cell in line] for line in entry.values]
    found: list[dict[str, object]] = [
        {"updatedRange": "Plan!A1", "updatedData": {"values": put}},
        {"updatedRange": f"'Funnel sync'!{letters}1", "updatedData": {"values": column}},
    ]
    if held.cell(0, 0) is None:
        found.append({"updatedRange": "'Funnel sync'!A1"})
    corner = str(request([entry], held)["data"][-1]["range"]).partition(":")[2]
    letters = corner.rstrip("0123456789")
    width = next(at for at in range(1, 99) if column_letters(at) == letters)
    height = int(corner.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    shown = [list(row[:width]) for row in after[:height]]
    for line in shown:
        while line and line[-1] in (None, ""):
            line.pop()
    while shown and not shown[-1]:
        shown.pop()
    found.append({"updatedRange": "'Funnel sync'!A1", "updatedData": {"values": shown}})
    return found


def one_put(held: MemoryTab) -> tuple[Sight, Entry]:
    """A put of one cell of Plan_Required, which stands for two."""
    sight = Sight("Plan", {}, {"Plan_Required": Block(Place("Plan", 1, 1, 2, 1), ((1,), (2,)))}, {})
    changes, memory = [Change("Plan_Required", 0, 0, 5)], {"Plan_Required": ((5,), (2,))}
    (entry,) = entries(changes, memory, sight, held)
    return sight, replace(entry, values=[[5], [2]])


@given(st.lists(st.lists(cells, max_size=9), max_size=6))
def test_the_canary_is_quiet_where_nobody_else_wrote(rows: list[list[Cell]]) -> None:
    """Whatever stood in the tab, and in however ragged rows it comes back."""
    held = MemoryTab("Funnel sync", rows, 1000, 26)
    sight, entry = one_put(held)
    after = after_writing(rows, entry, held)
    check([entry], {"responses": replies(entry, held, after)}, sight, held)


OTHERS = ((NOTE, "Plan_Required", "Plan_Required_Confident", 7, 7), ("", "2×1", "1×1"), ("", 1, 9))


@pytest.mark.parametrize(
    ("row", "column", "cell"),
    [(2, 2, 8), (2, 2, None), (2, 2, "9"), (0, 2, None), (1, 2, "2×1"), (0, 5, "Plan_Schedule")],
)
def test_the_canary_shows_what_another_sync_wrote(row: int, column: int, cell: Cell) -> None:
    """A value, a shape, or a name that is new: the two must not be mixed."""
    held = tab(*OTHERS)
    sight, entry = one_put(held)
    after = after_writing([[*line, *[None] * 9][:9] for line in OTHERS], entry, held)
    check([entry], {"responses": replies(entry, held, after)}, sight, held)
    after[row][column] = cell
    with pytest.raises(Again, match="another sync"):
        check([entry], {"responses": replies(entry, held, after)}, sight, held)


def test_a_persons_cells_formulas_and_errors_in_the_tab_do_not_disturb_the_canary() -> None:
    """What they show may change with every look."""
    rows = (*OTHERS, (None, None, None, "a note"))
    held = replace(tab(*rows), formulas=frozenset({(2, 2)}))
    sight, entry = one_put(held)
    after = after_writing([[*line, *[None] * 9][:9] for line in rows], entry, held)
    after[2][2], after[0][3], after[3][3] = 11, 8, None
    check([entry], {"responses": replies(entry, held, after)}, sight, held)
    held = tab(*rows[:2], (None, 1, CellErrorValue("#N/A")))
    check([entry], {"responses": replies(entry, held, after)}, sight, held)


@pytest.mark.parametrize("shown", [None, {}, {"values": []}, {"values": [[]]}, {"values": [["x"]]}])
def test_a_server_that_shows_only_what_was_written_says_nothing_by_the_canary(
    shown: dict[str, object] | None,
) -> None:
    """Nothing was written there; nor does one that leaves the canary out."""
    held = tab(*OTHERS)
    sight, entry = one_put(held)
    answers = replies(entry, held, after_writing(OTHERS, entry, held))
    check([entry], {"responses": answers[:-1]}, sight, held)
    answers[-1] = {} if shown is None else {"updatedData": shown}
    check([entry], {"responses": answers}, sight, held)


def test_the_canary_sets_nothing_and_is_small() -> None:
    """One range within the tab's grid, its first cell passed over."""
    held = tab(*OTHERS)
    _, entry = one_put(held)
    plain, body = request([entry], held, canary=False), request([entry], held)
    assert body["data"][:-1] == plain["data"]
    assert body["data"][-1]["values"] == [[None]]
    assert len(json.dumps(body)) - len(json.dumps(plain)) < 100
    narrow = replace(held, height=2, width=3)
    assert request([entry], narrow)["data"][-1]["range"] == "'Funnel sync'!A1:C2"
