"""Look, decide, put; look again whenever a put is not certain, and never put before that."""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Callable

import pytest

from funnel_addin.books.cells import same
from funnel_addin.books.port import Cell, Place
from funnel_addin.books.sight import Again, Unreachable
from funnel_addin.given import Given
from funnel_addin.plans import BookProblems
from funnel_addin.sync import Synced, sync
from funnel_addin.sync.flow import MOST_LOOKS
from funnel_core.errors import SheetError
from tests.sync.books import Hand, Paper, nothing, plan_paper

NOON = datetime.datetime(2027, 4, 1, 12, tzinfo=datetime.UTC)
RIGHT = (1600, 800, 200, 40)


def synced(hand: Hand, given: Given | None = None, dry_run: bool = False) -> Synced:
    """Sync once, at noon."""
    return sync(hand, given, dry_run=dry_run, clock=lambda: NOON)


def standing(paper: Paper, name: str = "Plan_Required") -> list[Cell]:
    """Give what stands behind a name, as a list."""
    return [cell for row in paper.values(name) for cell in row]


def holds(paper: Paper, *wanted: Cell) -> bool:
    """Tell whether the required volumes are as wanted."""
    cells = standing(paper)
    return len(cells) == len(wanted) and all(map(same, cells, wanted))


def written(done: Synced) -> dict[str, Cell]:
    """Give what was written, by address."""
    return {each.cell: each.value for each in done.written}


def typing(paper: Paper, name: str, row: int, cell: Cell) -> Callable[[], None]:
    """Give an act: a person types into a cell."""
    return lambda: paper.type(name, row, 0, cell)


def test_one_look_and_one_put() -> None:
    """A sync looks once and puts once; the next one looks once and puts nothing."""
    hand = Hand(plan_paper())
    done = synced(hand)
    assert hand.log == ["look", "put"]
    assert (done.status, done.requests, len(done.written)) == (0, 2, 4)
    assert all(map(same, written(done).values(), RIGHT))
    again = synced(hand)
    assert hand.log == ["look", "put", "look"]
    assert (again.status, again.requests, again.written) == (0, 1, ())


def test_dry_run_never_puts() -> None:
    """A dry run says what would be written, and puts nothing, whatever stands."""
    hand = Hand(plan_paper())
    hand.paper.type("Plan_Required", 0, 0, "mine")
    done = synced(hand, dry_run=True)
    assert hand.log == ["look"]
    assert (done.dry_run, done.status, len(done.written), len(done.kept)) == (True, 3, 3, 1)
    assert hand.paper.columns == {}


@pytest.mark.parametrize("fault", ["lost", "unknown", "refused"])
def test_a_look_follows_a_put_that_is_not_certain(fault: str) -> None:
    """After a put that failed in any way the book is seen before anything else is put."""
    hand = Hand(plan_paper(), faults=deque([fault]))
    done = synced(hand)
    assert hand.log == ["look", "put", "look"] + ["put"] * (fault != "lost")
    assert len(hand.puts) == 1
    assert holds(hand.paper, *RIGHT)
    assert all(map(same, written(done).values(), RIGHT))
    assert [each.was for each in done.written] == [None] * 4


@pytest.mark.parametrize("fault", ["lost", "unknown", "refused"])
def test_an_input_changed_while_a_put_was_uncertain(fault: str) -> None:
    """What is put again follows from the inputs as they are then; each cell is told once."""
    paper = plan_paper()
    hand = Hand(paper, faults=deque([fault]))
    hand.before_look.extend([nothing, typing(paper, "Plan_Target", 0, 80)])
    done = synced(hand)
    assert holds(paper, 3200, 1600, 400, 80)
    assert len(done.written) == 4
    assert all(map(same, written(done).values(), (3200, 1600, 400, 80)))
    assert [each.was for each in done.written] == [None] * 4


def test_an_input_changed_back_while_a_put_was_uncertain() -> None:
    """A cell that in the end holds what it held before the sync is not told as written."""
    paper = plan_paper()
    synced(Hand(paper))
    paper.type("Plan_Target", 0, 0, 80)
    hand = Hand(paper, faults=deque(["lost"]))
    hand.before_look.extend([nothing, typing(paper, "Plan_Target", 0, 40)])
    assert synced(hand).written == ()
    assert holds(paper, *RIGHT)


def test_a_persons_edit_after_a_lost_reply_is_kept() -> None:
    """What a person types over a value that had just arrived is theirs, and not told as written."""
    paper = plan_paper()
    hand = Hand(paper, faults=deque(["lost"]))
    hand.before_look.extend([nothing, typing(paper, "Plan_Required", 1, "mine")])
    done = synced(hand)
    assert holds(paper, 1600, "mine", 200, 40)
    assert (done.status, [each.cell for each in done.kept]) == (3, ["Out!E3"])
    assert list(written(done)) == ["Out!E2", "Out!E4", "Out!E5"]


def test_what_another_wrote_is_not_told_as_ours() -> None:
    """After a refused put, what a second machine wrote meanwhile is not told as written here."""
    paper = plan_paper()
    hand = Hand(paper, faults=deque(["refused"]))
    hand.before_look.extend([nothing, lambda: synced(Hand(paper))])
    assert synced(hand).written == ()


def test_an_edit_between_look_and_put_is_noticed() -> None:
    """A person's edit of an output cell that is not being written is noticed and kept."""
    paper = plan_paper()
    synced(Hand(paper))
    paper.type("Plan_Rates", 0, 0, 0.25)
    hand = Hand(paper, before_put=deque([typing(paper, "Plan_Required", 3, "mine")]))
    done = synced(hand)
    assert hand.log == ["look", "put", "look"]
    assert holds(paper, 3200, 800, 200, "mine")
    assert done.status == 3
    assert list(written(done)) == ["Out!E2"]


@pytest.mark.parametrize("at", range(2, 7))
def test_a_line_inserted_between_look_and_put(at: int) -> None:
    """What landed beside its line is put right by the next look: nothing of ours is left over."""
    paper = plan_paper()
    synced(Hand(paper))
    paper.type("Plan_Target", 0, 0, 80)
    paper.type("Plan_Required", 2, 0, "mine")
    hand = Hand(paper, before_put=deque([lambda: paper.insert("Out", at)]))
    done = synced(hand)
    place = paper.names["Plan_Required"]
    assert isinstance(place, Place)
    cells = standing(paper)
    assert "mine" in cells or at in (3, 4)
    assert all(
        same(cell, right)
        for cell, right in zip(cells, (3200, 1600, 400, 80), strict=False)
        if cell != "mine"
    )
    assert place.rows == (4 if at in (2, 6) else 5)
    assert synced(Hand(paper)).written == ()
    assert done.written


@pytest.mark.parametrize("at", range(2, 7))
def test_a_line_inserted_between_look_and_put_all_cells_ours(at: int) -> None:
    """Where all cells were ours, an insert while they were written leaves exactly the plan."""
    paper = plan_paper()
    synced(Hand(paper))
    paper.type("Plan_Target", 0, 0, 80)
    hand = Hand(paper, before_put=deque([lambda: paper.insert("Out", at)]))
    done = synced(hand)
    assert [cell for cell in standing(paper) if cell is not None] == [3200, 1600, 400, 80]
    assert (done.status, done.kept) == (0, ())


def test_a_line_deleted_between_look_and_put() -> None:
    """A write that is too long for what a person left is not applied; the output is told."""
    paper = plan_paper(tail=1)
    synced(Hand(paper))
    paper.type("Plan_Target", 0, 0, 80)
    hand = Hand(paper, before_put=deque([lambda: paper.delete("Out", 3)]))
    done = synced(hand)
    assert holds(paper, 3200, 1600, 400, 80)
    assert done.kept == ()


@pytest.mark.parametrize("at", range(3, 6))
def test_a_whole_row_inserted_between_look_and_put(at: int) -> None:
    """Where the row runs through the inputs too, what landed beside its line is mended at once.

    The inputs are told as wrong; once the person has filled them in, the next sync leaves exactly
    the plan.
    """
    paper = plan_paper(tab="In")
    synced(Hand(paper))
    paper.type("Plan_Target", 0, 0, 80)
    hand = Hand(paper, before_put=deque([lambda: paper.insert("In", at)]))
    done = synced(hand)
    assert standing(paper) == [3200, 1600, 400, 80, None]
    if at < 5:
        assert (done.status, f"In!B{at}" in done.problems[0].sentence) == (3, True)
        assert all(map(same, written(done).values(), (3200, 1600, 400, 80, None)))
        paper.type("Plan_Rates", at - 2, 0, 0.5)
        assert synced(Hand(paper)).kept == ()
        assert holds(paper, 6400, 3200, *((1600, 400) if at == 3 else (800, 400)), 80)
    assert synced(Hand(paper)).written == ()


def test_inputs_broken_while_a_put_was_uncertain_and_nothing_stands() -> None:
    """Where nothing arrived and the inputs are wrong by then, only the inputs are told."""
    paper = plan_paper()
    hand = Hand(paper, faults=deque(["unknown"]))
    hand.before_look.extend([nothing, typing(paper, "Plan_Target", 0, "007")])
    with pytest.raises(BookProblems, match="Goal!B1"):
        synced(hand)


def test_an_error_after_something_was_sent_says_that_it_is_not_known() -> None:
    """Where the book is gone after a put of unknown outcome, the sentence says so."""
    paper = plan_paper()
    hand = Hand(paper, faults=deque(["lost"]))

    def gone() -> None:
        raise Unreachable("the network is gone")

    hand.before_look.extend([nothing, gone])
    with pytest.raises(Unreachable, match="the network is gone; it is not known whether"):
        synced(hand)
    assert synced(Hand(paper)).written == ()


def test_an_error_after_something_was_written_says_so() -> None:
    """Where a later put cannot be made, the sentence says how much was written before."""
    paper = plan_paper()
    hand = Hand(paper, faults=deque(["lost", SheetError("it is not shared with you")]))
    hand.before_look.extend([nothing, typing(paper, "Plan_Rates", 0, 0.25)])
    with pytest.raises(SheetError, match="not shared with you; 4 cells had been written before"):
        synced(hand)


def test_an_error_keeps_all_else_that_it_says() -> None:
    """An error that is told with more besides is of its own class, and keeps what it knows."""

    class Refused(SheetError):
        """An error that knows a status."""

        def __init__(self, message: str, status: int = 0) -> None:
            super().__init__(message)
            self.status = status

    paper = plan_paper()
    hand = Hand(paper, faults=deque(["lost", Refused("it is not shared", 403)]))
    hand.before_look.extend([nothing, typing(paper, "Plan_Rates", 0, 0.25)])
    with pytest.raises(Refused, match="had been written before") as caught:
        synced(hand)
    assert caught.value.status == 403


def test_an_error_before_anything_was_sent_is_told_alone() -> None:
    """Where nothing was put, the sentence is the book's own."""
    hand = Hand(plan_paper(), faults=deque([SheetError("it is not shared")]))
    with pytest.raises(SheetError, match=r"^it is not shared$"):
        synced(hand)


def test_a_book_that_never_comes_to_rest() -> None:
    """A sync gives up after so many looks; a watch tries on, since the book may come to rest."""
    hand = Hand(plan_paper(), faults=deque(["unknown"] * 50))
    with pytest.raises(Unreachable, match="it is not known whether"):
        synced(hand)
    assert hand.log == ["look", "put"] * MOST_LOOKS
    hand = Hand(plan_paper(), faults=deque(["refused"] * 50))
    with pytest.raises(Unreachable, match=r"quieter$"):
        synced(hand)


def test_a_name_that_lets_nothing_in_is_a_problem_the_others_are_written() -> None:
    """What a put kept out is not tried again; the others are written, and told as written."""
    paper = plan_paper()
    paper.name("Plan_Weights", Place("Goal", 3, 2, 1, 2), ((1, 1),))
    paper.name("Plan_Schedule", Place("Out", 8, 2, 4, 2))
    hand = Hand(paper, shut={"Plan_Required": "is protected: ask its owner"})
    done = synced(hand)
    assert done.status == 3
    assert [each.sentence for each in done.problems] == [
        "'Plan_Required' is protected: ask its owner"
    ]
    assert {each.name for each in done.written} == {"Plan_Schedule"}
    assert hand.log == ["look", "put", "look"]


def test_counts_that_are_not_let_in_do_not_leave_a_plan_made_of_them() -> None:
    """Where an export's counts are kept out, the outputs end up as what stands says."""
    paper = plan_paper()
    paper.name("Plan_Counts", Place("In", 2, 4, 3, 2))
    hand = Hand(paper, shut={"Plan_Counts": "is protected"})
    done = synced(hand, Given(counts=((10, 1), (10, 1), (10, 1))))
    assert holds(paper, *RIGHT)
    assert [each.name for each in done.problems] == ["Plan_Counts"]


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Pacific/Kiritimati", datetime.date(2027, 4, 2)),
        ("Etc/GMT+12", datetime.date(2027, 4, 1)),
        ("America/New_York", datetime.date(2027, 4, 1)),
        ("Asia/Tokyo", datetime.date(2027, 4, 2)),
        ("GMT+07:00", datetime.date(2027, 4, 2)),
        ("GMT-07:00", datetime.date(2027, 4, 1)),
        ("UTC+6", datetime.date(2027, 4, 2)),
    ],
)
def test_today_is_the_day_in_the_books_own_zone(zone: str, day: datetime.date) -> None:
    """Machines in different zones agree on the day that a sheet's pace is worked out for."""
    paper = plan_paper()
    paper.zone = zone
    moment = datetime.datetime(2027, 4, 1, 18, tzinfo=datetime.UTC)
    assert sync(Hand(paper), clock=lambda: moment).as_of == day
    here = moment.astimezone(datetime.timezone(datetime.timedelta(hours=-11)))
    assert sync(Hand(paper), clock=lambda: here).as_of == day
    asked = datetime.date(2026, 1, 1)
    assert sync(Hand(paper), as_of=asked, clock=lambda: moment).as_of == asked


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../../etc/passwd", "Europe", "\0", "GMT+25:00"])
def test_a_zone_that_nobody_knows(zone: str) -> None:
    """It is UTC on every machine; where a book has no zone, the day is this machine's."""
    paper = plan_paper()
    paper.zone = zone
    late = datetime.datetime(2027, 4, 1, 23, 59, tzinfo=datetime.UTC)
    assert sync(Hand(paper), clock=lambda: late).as_of == late.date()
    paper.zone = ""
    assert sync(Hand(paper), clock=lambda: late).as_of == late.astimezone().date()


def test_what_was_done_is_summed_up_in_a_line() -> None:
    """For a print, or a log."""
    assert str(sync(Hand(plan_paper()), clock=lambda: NOON)).endswith(
        ": 4 cells written, 0 kept, 0 problems, 2 requests"
    )


def test_again_says_by_itself_whether_something_may_have_arrived() -> None:
    """A put that did not end well may have arrived, unless it says that it did not."""
    assert Again("why").unknown
