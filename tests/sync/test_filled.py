"""What a sync writes beside its outputs: the inputs as they were, and when and by what."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funnel_addin import plans
from funnel_addin.books.port import Cell, Place
from funnel_addin.given import Given
from funnel_addin.plans import BookProblems
from funnel_addin.sync.decision import SOURCE
from tests.sync.books import Paper
from tests.sync.deciding import DAY, decided, full_paper, kept, standing, synced


def stamped() -> Paper:
    """Give a sheet with all that a plan has, its probability and the day of the last fill."""
    paper = full_paper()
    paper.name("Plan_Volumes", Place("Goal", 20, 2, 1, 4), ((900, None, 20, 3),))
    paper.name("Plan_Probability", Place("Out", 20, 2, 1, 1))
    paper.name("Plan_Volumes_At_Fill", Place("Out", 21, 2, 4, 1))
    paper.name("Plan_Filled", Place("Out", 26, 2, 1, 2))
    return paper


def budgeted() -> Paper:
    """Give a sheet with a budget over two channels, and no plan."""
    paper = Paper()
    paper.name("Plan_Budget", Place("Money", 1, 1, 1, 1), ((10_000,),))
    paper.name("Plan_Ceilings", Place("Money", 2, 1, 1, 2), ((100, 50),))
    paper.name("Plan_Halves", Place("Money", 3, 1, 1, 2), ((5000, 2000),))
    paper.name("Plan_Allocation", Place("Split", 1, 1, 2, 1))
    paper.name("Plan_Ceilings_At_Fill", Place("Split", 5, 1, 1, 2))
    paper.name("Plan_Budget_At_Fill", Place("Split", 6, 1, 1, 1))
    paper.name("Plan_Filled", Place("Split", 7, 1, 2, 1))
    return paper


def test_a_sync_says_when_it_wrote_and_what_from() -> None:
    """The inputs stand as they were; a sync after it has nothing to write, on any later day."""
    paper = stamped()
    synced(paper)
    assert standing(paper, "Plan_Filled") == [DAY, SOURCE]
    assert standing(paper, "Plan_Volumes_At_Fill") == [900, None, 20, 3]
    assert decided(paper).changes == {}


def test_the_stamp_alone_is_never_written() -> None:
    """Two machines in two time zones would take turns at it."""
    paper = stamped()
    synced(paper)
    paper.type("Plan_Filled", 0, 0, datetime.date(2020, 1, 1))
    paper.type("Plan_Filled", 0, 1, None)
    assert decided(paper).changes == {}


def test_an_input_that_changes_no_output_is_kept_as_it_is_now() -> None:
    """Else the workbook would go on asking for a fill that has nothing to write."""
    paper = stamped()
    paper.type("Plan_Volumes", 0, 3, 45)
    synced(paper)
    assert standing(paper, "Plan_Probability") == [1.0]
    paper.type("Plan_Volumes", 0, 0, 950)
    names = {change.name for change in synced(paper).changes}
    assert names == {"Plan_Volumes_At_Fill"}
    assert standing(paper, "Plan_Volumes_At_Fill") == [950, None, 20, 45]
    assert decided(paper).changes == {}


def test_what_an_output_follows_from_is_left_alone_while_it_is_a_person_s() -> None:
    """Beside a person's number the inputs would call it up to date."""
    paper = stamped()
    synced(paper)
    paper.type("Plan_Probability", 0, 0, 0.5)
    paper.type("Plan_Volumes", 0, 0, 800)
    decision = synced(paper)
    assert kept(decision) == {"Out!B20": 0.5}
    assert standing(paper, "Plan_Volumes_At_Fill") == [900, None, 20, 3]
    decision = synced(paper, overwrite=["Plan_Probability"])
    assert standing(paper, "Plan_Volumes_At_Fill") == [800, None, 20, 3]


def test_a_person_s_own_note_in_the_stamp_s_cells_is_kept() -> None:
    """It is told once there is something to write, and stays."""
    paper = budgeted()
    paper.type("Plan_Filled", 1, 0, "by hand")
    decision = synced(paper)
    assert kept(decision) == {"Split!A8": "by hand"}
    assert standing(paper, "Plan_Filled") == [DAY, "by hand"]


@pytest.mark.parametrize("source", ["funnel fill", "Counts.csv", "excel button"])
def test_the_stamp_of_a_fill_is_no_person_s_note(source: str) -> None:
    """A fill of the file remembered nothing; a formula there is a person's all the same."""
    paper = budgeted()
    paper.type("Plan_Filled", 0, 0, 46000)
    paper.type("Plan_Filled", 1, 0, source)
    assert synced(paper).kept == ()
    assert standing(paper, "Plan_Filled") == [DAY, SOURCE]
    paper = budgeted()
    paper.type("Plan_Filled", 0, 0, 46000, formula=True)
    paper.type("Plan_Filled", 1, 0, source)
    assert len(synced(paper).kept) == 2


def test_a_budget_is_synced_without_a_plan() -> None:
    """Copies of inputs may lie the other way round."""
    paper = budgeted()
    decision = synced(paper)
    assert decision.plan is None
    assert sum(float(str(cell)) for cell in standing(paper, "Plan_Allocation")) == 10_000
    assert standing(paper, "Plan_Ceilings_At_Fill") == [100, 50]
    assert standing(paper, "Plan_Budget_At_Fill") == [10_000]
    assert decided(paper).changes == {}
    paper.type("Plan_Budget", 0, 0, None)
    notes = synced(paper).notes
    assert standing(paper, "Plan_Allocation") == [None, None]
    assert "Plan_Allocation stays blank: it needs Plan_Budget" in notes


def test_a_book_of_a_budget_without_outputs_is_told_one() -> None:
    """As a plan's book is."""
    paper = budgeted()
    for name in list(paper.names):
        if name.endswith(("Fill", "Filled", "Allocation")):
            del paper.names[name]
    with pytest.raises(BookProblems, match="at least Plan_Allocation, as a cell per channel"):
        decided(paper)


def asked(cell: Cell) -> Paper:
    """Give a full sheet with a day to be asked about."""
    paper = full_paper()
    paper.name("Plan_As_Of", Place("Goal", 22, 2, 1, 1), ((cell,),))
    return paper


def test_a_day_that_is_typed_is_set_in_the_book() -> None:
    """So that its own formulas ask about the same day; over a person's day it is only used."""
    typed = Given(as_of=datetime.date(2027, 6, 30))
    paper = asked(None)
    synced(paper, typed)
    assert standing(paper, "Plan_As_Of") == [typed.as_of]
    half = standing(paper, "Plan_Expected")
    later = Given(as_of=datetime.date(2027, 9, 30))
    synced(paper, later)
    assert standing(paper, "Plan_As_Of") == [later.as_of]
    persons = asked(datetime.date(2027, 3, 1))
    decision = synced(persons, typed)
    assert kept(decision) == {"Goal!B22": datetime.date(2027, 3, 1)}
    assert standing(persons, "Plan_Expected") == half


def test_without_a_day_the_last_period_counted_is_asked_about() -> None:
    """And not today, which goes on while nobody counts."""
    paper = asked(None)
    synced(paper)
    assert standing(paper, "Plan_Expected")[3] == pytest.approx(40 * 92 / 365)
    assert decided(paper).changes == {}


EDITS: st.SearchStrategy[tuple[str, int, Cell]] = st.one_of(
    st.tuples(st.just("Plan_Volumes"), st.integers(0, 3), st.sampled_from([None, 0, 30, 900])),
    st.tuples(st.just("Plan_Rates"), st.integers(0, 2), st.sampled_from([0.5, 0.25])),
    st.tuples(st.just("Plan_Confidence"), st.just(0), st.sampled_from([None, 0.8])),
    st.tuples(st.just("Plan_Ceilings"), st.integers(0, 1), st.sampled_from([None, 0, 50, 100])),
    st.tuples(st.just("Plan_Budget"), st.just(0), st.sampled_from([None, 5000, 10_000])),
    st.tuples(st.just("Plan_Probability"), st.just(0), st.sampled_from([None, 0.5, "soon"])),
    st.tuples(st.just("Plan_Allocation"), st.integers(0, 1), st.sampled_from([None, 1, "?"])),
    st.tuples(st.just("Plan_Required_Confident"), st.integers(0, 3), st.sampled_from([None, 7])),
    st.tuples(st.just("Plan_Volumes_At_Fill"), st.integers(0, 3), st.sampled_from([None, 30])),
    st.tuples(st.just("Plan_Filled"), st.just(1), st.sampled_from([None, "me"])),
)


@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.lists(EDITS, max_size=8))
def test_whatever_people_type_a_second_sync_has_nothing_to_write(
    edits: list[tuple[str, int, Cell]],
) -> None:
    """And no sync calls up to date what it left to a person, or writes over what a person typed."""
    paper = stamped()
    for name, place in budgeted().names.items():
        if name != "Plan_Filled":
            paper.name(name, place, budgeted().values(name))
    for name, at, cell in edits:
        flat_across = len(paper.values(name)) == 1
        paper.type(name, 0 if flat_across else at, at if flat_across else 0, cell)
        stood = {each: paper.values(each) for each in paper.names}
        decision = synced(paper)
        left = {each.name for each in decision.kept}
        for change, written in decision.changes.items():
            assert not left & set(plans.belongs_to(change.name)) or written.value is None
        for each in decision.kept:
            assert each.value in [held for row in stood[each.name] for held in row]
            assert each.value in standing(paper, each.name)
        assert decided(paper).changes == {}
