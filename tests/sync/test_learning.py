"""A history in a sync: what it says goes into blank cells and its own, never over a person's."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from funnel_addin.books.port import Place
from funnel_addin.given import Given
from funnel_addin.learnt.history import history_in
from funnel_addin.plans import BookProblems
from funnel_addin.sync import sync
from tests.flow.histories import STAGES, history, saved, way
from tests.sync.books import Hand, Paper, plan_paper
from tests.sync.deciding import decided, flat, kept, standing, synced

COUNTS = [800, 300, 200, 100, 80, 20]


def given(**changed: object) -> Given:
    """Give a history as what a sync is handed."""
    return Given(history=history_in(history(**changed), "history.json"))


def learnt_paper() -> Paper:
    """Give a sheet with room for all that a history says of a plan."""
    paper = plan_paper(rates=(None, None, None))
    paper.name("Plan_Counts", Place("In", 2, 4, 4, 2))
    paper.name("Plan_Stages", Place("In", 2, 8, 5, 1))
    paper.name("Plan_Lags", Place("In", 2, 9, 4, 1))
    paper.name("Plan_Volumes", Place("In", 2, 10, 5, 1))
    paper.name("Plan_Actuals", Place("In", 2, 12, 5, 12))
    paper.name("Plan_As_Of", Place("In", 20, 1, 1, 1))
    paper.name("Plan_Start", Place("In", 21, 1, 1, 1), ((datetime.date(2027, 1, 1),),))
    paper.name("Plan_End", Place("In", 22, 1, 1, 1), ((datetime.date(2027, 12, 31),),))
    paper.name("Plan_Filled", Place("In", 23, 1, 1, 2))
    return paper


def test_a_history_fills_what_is_blank() -> None:
    """Stages, counts, lags, open records, actuals; the second sync has nothing to do."""
    paper = learnt_paper()
    decision = synced(paper, given())
    assert (decision.kept, decision.problems) == ((), ())
    assert flat(paper.values("Plan_Stages")) == STAGES
    assert flat(paper.values("Plan_Counts")) == COUNTS
    assert flat(paper.values("Plan_Lags")) == [1, 1, 1]
    assert flat(paper.values("Plan_Volumes")) == [200, 100, 20, 16]
    assert flat(paper.values("Plan_Actuals")) == [310, 0, 390, 95, 0, 115, 30, 0, 50, 6, 0, 10]
    assert any("equivalent counts" in note for note in decision.notes)
    assert decided(paper, given()).changes == {}


def test_the_next_history_takes_the_place_of_the_last() -> None:
    """What a sync put follows the next history, also one of other stages and another length."""
    paper = learnt_paper()
    synced(paper, given())
    steps = [way("Trial", "Paid", (50, 20, 20, 10))]
    months = [{"month": "2027-02", "entries": [5, 1]}]
    shorter = given(stages=["Trial", "Paid"], steps=steps, to_won=[], months=months, open_now=[10])
    decision = synced(paper, shorter)
    assert (decision.kept, decision.problems) == ((), ())
    assert flat(paper.values("Plan_Stages")) == ["Trial", "Paid"]
    assert flat(paper.values("Plan_Counts")) == [40, 20]
    assert flat(paper.values("Plan_Volumes")) == [10, 1]
    assert len(flat(paper.values("Plan_Required"))) == 2
    synced(paper, given())
    assert flat(paper.values("Plan_Counts")) == COUNTS


def test_a_persons_counts_are_kept_with_all_that_belongs_to_them() -> None:
    """Where a person changed one count nothing of the history is put."""
    paper = learnt_paper()
    synced(paper, given())
    paper.type("Plan_Counts", 1, 1, 150)
    newer = history()["steps"]
    newer[0] = way("Lead", "MQL", (2000, 600, 1000, 400))
    decision = synced(paper, given(steps=newer, open_now=[9, 9, 9]))
    assert kept(decision) == {"In!E3": 150}
    assert flat(paper.values("Plan_Counts"))[:2] == [800, 300]
    assert flat(paper.values("Plan_Volumes")) == [200, 100, 20, 16]
    synced(paper, given(steps=newer), overwrite=["Plan_Counts"])
    assert flat(paper.values("Plan_Counts")) == [1600, 600, *COUNTS[2:]]


def test_a_persons_own_count_of_a_month_stays() -> None:
    """Actuals go cell by cell: one that a person typed is kept and told, the others are put."""
    paper = learnt_paper()
    paper.type("Plan_Actuals", 0, 0, 300)
    decision = synced(paper, given())
    assert kept(decision) == {"In!L2": 300}
    assert flat(paper.values("Plan_Actuals"))[:3] == [300, 0, 390]


def test_a_value_or_a_day_that_a_person_typed_is_meant() -> None:
    """They are not even told as kept, turn after turn."""
    paper = learnt_paper()
    paper.name("Plan_Value", Place("In", 24, 1, 1, 1), ((5000,),))
    paper.name("Plan_Goal", Place("In", 25, 1, 1, 1), (("customers",),))
    paper.type("Plan_As_Of", 0, 0, datetime.date(2027, 2, 28))
    decision = synced(paper, given())
    assert decision.kept == ()
    assert standing(paper, "Plan_Value") == [5000]
    assert standing(paper, "Plan_As_Of") == [datetime.date(2027, 2, 28)]
    blank = learnt_paper()
    blank.name("Plan_Value", Place("In", 24, 1, 1, 1))
    blank.name("Plan_Goal", Place("In", 25, 1, 1, 1), (("customers",),))
    synced(blank, given(as_of="2027-03-10"))
    assert standing(blank, "Plan_Value") == [9512.5]
    assert standing(blank, "Plan_As_Of") == [datetime.date(2027, 3, 10)]


def test_stages_that_a_person_named_otherwise_are_told_with_both_lists() -> None:
    """Nothing is written, unless the names are to be taken over."""
    paper = learnt_paper()
    for row, name in enumerate(["Visitor", "Signup", "Customer"]):
        paper.type("Plan_Stages", row, 0, name)
    told = r"names Visitor, Signup, Customer, the history Lead, MQL, Opportunity, Won: name them"
    with pytest.raises(BookProblems, match=told):
        decided(paper, given())
    decision = synced(paper, given(), overwrite=["Plan_Stages"])
    assert decision.kept == ()
    assert flat(paper.values("Plan_Stages")) == STAGES


def test_a_step_without_a_rate_keeps_what_a_person_typed() -> None:
    """It is told why; where nothing stands there, nothing at all is written."""
    steps = history()["steps"]
    why = "too few advanced"
    steps[1] = way("MQL", "Opportunity", (9, 3, 0, 6), rate=None, equivalent=None, not_enough=why)
    paper = learnt_paper()
    with pytest.raises(BookProblems, match=r"gives no rate for a step .*too few advanced"):
        decided(paper, given(steps=steps))
    paper.name("Plan_Stages", Place("In", 2, 8, 5, 1), tuple((name,) for name in STAGES))
    paper.type("Plan_Rates", 1, 0, 0.4)
    decision = synced(paper, given(steps=steps))
    assert any(why in note for note in decision.notes)
    assert paper.values("Plan_Counts")[1] == (None, None)
    assert decision.plan is not None
    assert float(decision.plan.plan.funnel.transitions[1].rate) == 0.4


def test_a_log_is_left_to_a_fill() -> None:
    """A sync among people who write a log adds nothing to it, and says what does."""
    paper = learnt_paper()
    paper.name("Plan_Log", Place("Log", 2, 1, 20, 6))
    decision = synced(paper, given())
    assert any("funnel fill --from" in note for note in decision.notes)
    assert flat(paper.values("Plan_Log")) == []


def test_names_given_beside_a_history_are_its_stages() -> None:
    """In their order; they are written like the history's own."""
    paper = learnt_paper()
    names = ("A", "B", "C", "D")
    synced(paper, replace(given(), stages=names))
    assert flat(paper.values("Plan_Stages")) == list(names)
    assert flat(paper.values("Plan_Counts")) == COUNTS
    with pytest.raises(BookProblems, match="got 2: A, B"):
        decided(paper, replace(given(), stages=("A", "B")))


def test_sync_reads_a_source_itself(tmp_path: Path) -> None:
    """`sync(book, from_=…)` reads it, says what it took it for, and stamps its name."""
    paper = learnt_paper()
    done = sync(Hand(paper), from_=saved(tmp_path))
    assert "was taken for a history" in done.notes[0]
    assert flat(paper.values("Plan_Counts")) == COUNTS
    assert standing(paper, "Plan_Filled")[1] == "funnel sheets sync, history.json"
    again = sync(Hand(paper), from_=saved(tmp_path))
    assert (again.written, again.kept) == ((), ())
    counts = tmp_path / "counts.csv"
    counts.write_text("entered,advanced\n10,5\n6,2\n4,1\n")
    sync(Hand(paper), from_=str(counts))
    assert flat(paper.values("Plan_Counts")) == [10, 5, 6, 2, 4, 1]
    assert standing(paper, "Plan_Filled")[1] == "funnel sheets sync, counts.csv"
