"""Lines inserted and deleted, round after round, in one column and in a whole schedule."""

from __future__ import annotations

import datetime
import itertools
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from funnel_addin.books.cells import same
from funnel_addin.books.port import Cell, Grid, Place
from funnel_addin.books.sight import Change, Sight
from funnel_addin.plans import BookProblems
from funnel_addin.sync import Synced, sync
from tests.sync.books import Hand, Paper, plan_paper

NOON = datetime.datetime(2027, 4, 1, 12, tzinfo=datetime.UTC)
NAMES = ("Plan_Required", "Plan_Schedule")


def schedule_paper() -> Paper:
    """Give a sheet with an output of one column and one of rows and columns, on two tabs."""
    paper = plan_paper(tail=2)
    paper.name("Plan_Weights", Place("Goal", 3, 2, 1, 3), ((1, 2, 3),))
    paper.name("Plan_Schedule", Place("Months", 4, 3, 6, 5))
    return paper


def texts(paper: Paper) -> list[Cell]:
    """Give what people wrote: all that is no number."""
    return sorted(str(cell) for cell in paper.cells.values() if isinstance(cell, str))


def synced(paper: Paper) -> Synced | None:
    """Sync once; None where no output can be written any more."""
    try:
        return sync(Hand(paper), clock=lambda: NOON)
    except BookProblems:
        return None


def right(paper: Paper, done: Synced) -> None:
    """Make sure that every cell is as the plan says, or was told as kept or as a problem."""
    told = {each.cell for each in done.kept}
    troubled = {each.name for each in done.problems}
    again = sync(Hand(paper), dry_run=True, clock=lambda: NOON)
    assert again.written == ()
    assert {each.cell for each in again.kept} == told
    assert {each.name for each in again.problems} == troubled


@settings(max_examples=150)
@given(st.data())
def test_rounds_of_moved_lines_and_typed_cells(data: st.DataObject) -> None:
    """No text of a person's is ever lost; nothing of ours is told as theirs.

    Between two syncs lines are inserted or deleted; where both happened, ours may be told.
    """
    paper = schedule_paper()
    synced(paper)
    number = itertools.count()
    kinds: set[str] = set()
    for _ in range(data.draw(st.integers(1, 5))):
        for act in data.draw(st.lists(st.sampled_from(["insert", "delete", "type"]), max_size=3)):
            name = data.draw(st.sampled_from(NAMES))
            place = paper.names[name]
            if not isinstance(place, Place):
                continue
            across = name == "Plan_Schedule" and data.draw(st.booleans())
            first, size = (place.left, place.columns) if across else (place.top, place.rows)
            line = data.draw(st.integers(0, size - 1))
            if act == "type":
                column = data.draw(st.integers(0, place.columns - 1))
                row = data.draw(st.integers(0, place.rows - 1))
                paper.type(name, row, column, f"note {next(number)}")
            else:
                kinds.add(f"{act} {name} {across}")
                (paper.insert if act == "insert" else paper.delete)(
                    place.sheet, first + line, across=across
                )
        paper.type("Plan_Target", 0, 0, data.draw(st.sampled_from([40, 50, 70])))
        before = texts(paper)
        done = synced(paper)
        assert texts(paper) == before
        if done is None:
            continue
        right(paper, done)
        mixed = any(
            {f"insert {name} {across}", f"delete {name} {across}"} <= kinds
            for name in NAMES
            for across in (False, True)
        )
        if not mixed:
            assert [each.value for each in done.kept if not isinstance(each.value, str)] == []
        if not done.problems and not mixed:
            kinds.clear()


@settings(max_examples=100)
@given(st.data())
def test_lines_inserted_while_a_put_is_on_its_way(data: st.DataObject) -> None:
    """Rows inserted between a look and its put leave nothing of ours out of place."""
    paper = schedule_paper()
    synced(paper)
    paper.type("Plan_Target", 0, 0, 70)
    rows = data.draw(st.lists(st.integers(2, 7), min_size=1, max_size=3))
    months = data.draw(st.lists(st.integers(4, 9), max_size=2))

    def inserted() -> None:
        for row in rows:
            paper.insert("Out", row)
        for row in months:
            paper.insert("Months", row)

    done = sync(Hand(paper, before_put=deque([inserted])), clock=lambda: NOON)
    assert done.kept == ()
    for name, size in (("Plan_Required", 4), ("Plan_Schedule", 12)):
        filled = [cell for row in paper.values(name) for cell in row if cell is not None]
        assert len(filled) == size
    assert [row[0] for row in paper.values("Plan_Required")][:4] == [2800, 1400, 350, 70]
    right(paper, done)


def test_columns_inserted_while_a_put_is_on_its_way() -> None:
    """A column inserted in a schedule between a look and its put leaves nothing out of place."""
    for at in range(3, 8):
        paper = schedule_paper()
        synced(paper)
        paper.type("Plan_Target", 0, 0, 70)
        hand = Hand(paper)
        hand.before_put.append(lambda p=paper, at=at: p.insert("Months", at, across=True))
        done = sync(hand, clock=lambda: NOON)
        assert done.kept == ()
        assert all(
            same(sum(cell for cell in row if isinstance(cell, (int, float))), required)
            for row, required in zip(
                paper.values("Plan_Schedule"), done.plan.plan.required, strict=False
            )
        )
        right(paper, done)


class Telling(Paper):
    """A paper that tells what stood in each cell before the last put, and nothing about a put."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper.cells, paper.formulas, paper.names)
        self.stood: dict[str, Grid] = {}

    def sight(self) -> Sight:
        """Show everything as it is now."""
        return replace(super().sight(), before=dict(self.stood))

    def put(self, changes: Sequence[Change], memory: Mapping[str, Grid], sight: Sight) -> None:
        """Take one write, and note what it was decided beside."""
        super().put(changes, memory, sight)
        for name, grid in memory.items():
            stood = [list(line) for line in grid]
            for each in changes:
                if each.name == name:
                    seen = sight.blocks[name].values
                    stood[each.row][each.column] = seen[each.row][each.column]
            self.stood[name] = tuple(map(tuple, stood))

    def reply(self, changes: Sequence[Change], sight: Sight) -> None:
        """Say nothing."""


def telling() -> Telling:
    """Give a sheet with both outputs just as large as they need be, synced once."""
    paper = plan_paper()
    paper.name("Plan_Weights", Place("Goal", 3, 2, 1, 3), ((1, 2, 3),))
    paper.name("Plan_Schedule", Place("Months", 4, 3, 4, 3))
    found = Telling(paper)
    synced(found)
    found.type("Plan_Target", 0, 0, 70)
    return found


@settings(max_examples=100)
@given(st.data())
def test_the_next_sync_knows_what_lines_inserted_in_the_gap_pushed_out(
    data: st.DataObject,
) -> None:
    """Nobody told the sync that put: the next one has only what is remembered."""
    paper = telling()
    row, rows = data.draw(st.integers(3, 5)), data.draw(st.integers(1, 3))
    month, months = data.draw(st.integers(5, 7)), data.draw(st.integers(0, 2))
    column, columns = data.draw(st.integers(4, 5)), data.draw(st.integers(0, 2))

    def inserted() -> None:
        paper.insert("Out", row, rows)
        if months:
            paper.insert("Months", month, months)
        elif columns:
            paper.insert("Months", column, columns, across=True)

    assert sync(Hand(paper, before_put=deque([inserted])), clock=lambda: NOON).kept == ()
    done = sync(Hand(paper), clock=lambda: NOON)
    assert done.kept == ()
    for name, size in (("Plan_Required", 4), ("Plan_Schedule", 12)):
        filled = [cell for line in paper.values(name) for cell in line if cell is not None]
        assert len(filled) == size
    right(paper, done)


def test_what_stood_before_makes_nothing_ours_in_a_name_of_the_same_shape() -> None:
    """A person may well type again what a cell held."""
    paper = telling()
    held = paper.values("Plan_Required")
    assert synced(paper) is not None
    assert paper.stood["Plan_Required"] == held
    for row, (cell,) in enumerate(held):
        paper.type("Plan_Required", row, 0, cell)
    paper.type("Plan_Target", 0, 0, 90)
    done = synced(paper)
    assert done is not None
    assert [each.value for each in done.kept] == [cell for (cell,) in held]


def test_a_persons_value_in_a_line_that_is_new_is_kept() -> None:
    """Unless it is just what stood at the end before the last put."""
    paper = telling()
    assert synced(paper) is not None
    paper.insert("Out", 4)
    for typed in ("mine", 77, 41):
        paper.type("Plan_Required", 4, 0, typed)
        done = synced(paper)
        assert done is not None
        assert typed in [each.value for each in done.kept]
