"""Counts and stages from an export: ours follow it, a person's are kept whole."""

from __future__ import annotations

import pytest

from funnel_addin.books.cells import same
from funnel_addin.books.port import Place
from funnel_addin.given import Given
from funnel_addin.plans import BookProblems
from tests.sync.books import Paper, plan_paper
from tests.sync.deciding import RIGHT, alike, decided, flat, kept, standing, synced

EXPORT = Given(counts=((1000, 500), (500, 125), (125, 25)), stages=("Lead", "MQL", "SQL", "Won"))


def export_paper() -> Paper:
    """Give a sheet with room for an export's counts and stages."""
    paper = plan_paper(rates=(None, None, None), tail=2)
    paper.name("Plan_Counts", Place("In", 2, 4, 5, 2))
    paper.name("Plan_Stages", Place("In", 2, 8, 6, 1))
    return paper


def test_an_export_fills_blank_counts_and_stages() -> None:
    """Counts and stages go into their blank inputs, and the plan is worked out from them."""
    paper = export_paper()
    decision = synced(paper, EXPORT)
    assert flat(paper.values("Plan_Counts")) == [1000, 500, 500, 125, 125, 25]
    assert flat(paper.values("Plan_Stages")) == ["Lead", "MQL", "SQL", "Won"]
    assert decision.kept == ()
    assert len(flat(paper.values("Plan_Required"))) == 4
    assert decided(paper, EXPORT).changes == {}


def test_a_new_export_takes_the_place_of_ours_at_any_length() -> None:
    """Counts that a sync wrote follow the next export, a longer or shorter funnel included."""
    paper = export_paper()
    synced(paper, EXPORT)
    shorter = Given(counts=((900, 300), (300, 30)), stages=("Lead", "SQL", "Won"))
    longer = Given(
        counts=((9, 8), (8, 7), (7, 6), (6, 5)), stages=("Lead", "MQL", "SAL", "SQL", "Won")
    )
    for given_now in (shorter, longer, EXPORT):
        decision = synced(paper, given_now)
        assert (decision.kept, decision.problems) == ((), ())
        assert given_now.counts is not None
        assert flat(paper.values("Plan_Counts")) == [n for pair in given_now.counts for n in pair]
        assert len(flat(paper.values("Plan_Required"))) == len(given_now.counts) + 1


def test_a_persons_counts_are_kept_whole_and_the_plan_follows_from_them() -> None:
    """Where a person changed one count, none is written; the plan is of what stands."""
    paper = export_paper()
    synced(paper, EXPORT)
    paper.type("Plan_Counts", 0, 1, 250)
    newer = Given(counts=((2000, 1000), (1000, 250), (250, 50)), stages=("A", "B", "C", "D"))
    decision = synced(paper, newer)
    assert flat(paper.values("Plan_Counts")) == [1000, 250, 500, 125, 125, 25]
    assert flat(paper.values("Plan_Stages")) == ["Lead", "MQL", "SQL", "Won"]
    assert kept(decision) == {"In!E2": 250}
    assert same(decision.plan.plan.required[0], 40 / 0.2 / 0.25 / 0.25)
    taken = synced(paper, newer, overwrite=["Plan_Counts"])
    assert taken.kept == ()
    assert flat(paper.values("Plan_Counts")) == [2000, 1000, 1000, 250, 250, 50]
    assert flat(paper.values("Plan_Stages")) == ["A", "B", "C", "D"]


def test_a_persons_stage_name_is_kept_and_the_counts_are_written() -> None:
    """A stage that a person renamed keeps all names; the counts still follow the export."""
    paper = export_paper()
    synced(paper, EXPORT)
    paper.type("Plan_Stages", 2, 0, "Opportunity")
    newer = Given(counts=((2000, 1000), (1000, 250), (250, 50)), stages=EXPORT.stages)
    decision = synced(paper, newer)
    assert kept(decision) == {"In!H4": "Opportunity"}
    assert decision.plan.plan.funnel.stages[2].name == "Opportunity"
    assert flat(paper.values("Plan_Counts"))[:2] == [2000, 1000]


def test_an_export_goes_into_rates_where_there_are_no_counts() -> None:
    """Without a name for counts the export's rates are written, and follow the next export."""
    paper = plan_paper(rates=(None, None, None))
    assert alike(flat(paper.values("Plan_Rates")), ())
    synced(paper, Given(counts=((10, 5), (4, 1), (5, 1))))
    assert alike(standing(paper, "Plan_Rates"), (0.5, 0.25, 0.2))
    assert alike(standing(paper), RIGHT)
    synced(paper, Given(counts=((10, 4), (4, 1), (5, 1))))
    assert alike(standing(paper, "Plan_Rates"), (0.4, 0.25, 0.2))


def test_an_export_without_a_place() -> None:
    """A book with a name neither for counts nor for rates is told to define one."""
    paper = plan_paper()
    del paper.names["Plan_Rates"]
    with pytest.raises(BookProblems, match="define Plan_Counts"):
        decided(paper, EXPORT)


def test_an_export_that_does_not_fit_is_told_and_what_stands_counts() -> None:
    """Counts that do not fit are a problem; the plan is of what stands, stages left alone."""
    paper = export_paper()
    synced(paper, EXPORT)
    longer = Given(counts=((9, 8),) * 6, stages=tuple("ABCDEFG"))
    decision = synced(paper, longer)
    assert [each.name for each in decision.problems] == ["Plan_Counts"]
    assert flat(paper.values("Plan_Stages")) == ["Lead", "MQL", "SQL", "Won"]
    assert decision.changes == {}
    blank = export_paper()
    with pytest.raises(BookProblems) as caught:
        decided(blank, longer)
    assert [each.name for each in caught.value.problems] == ["Plan_Counts", "Plan_Rates"]


@pytest.mark.parametrize("how", ["refused", "closed", "overlapping"])
def test_counts_that_cannot_be_written_are_told(how: str) -> None:
    """Refused, protected or overlapping counts are a problem, and the plan is of what stands."""
    paper = export_paper()
    for row, rate in enumerate((0.5, 0.25, 0.2)):
        paper.type("Plan_Rates", row, 0, rate)
    refused = {}
    if how == "refused":
        refused["Plan_Counts"] = "is protected"
    elif how == "closed":
        paper.closed["Plan_Counts"] = {(0, 0): "is protected"}
    else:
        paper.name("Plan_Confidence", Place("In", 3, 4, 1, 1))
    decision = decided(paper, EXPORT, refused=refused)
    assert [each.name for each in decision.problems] == ["Plan_Counts"]
    assert {each.name for each in decision.changes} == {"Plan_Required"}
    assert same(decision.plan.plan.required[0], 1600)


def test_an_output_over_counts_keeps_only_itself_from_being_written() -> None:
    """Where an output has cells of the counts, the counts are written, and it is the problem."""
    paper = export_paper()
    paper.name("Plan_Expected", Place("In", 2, 5, 4, 1))
    decision = synced(paper, EXPORT)
    assert [each.name for each in decision.problems] == ["Plan_Expected"]
    assert flat(paper.values("Plan_Counts")) == [1000, 500, 500, 125, 125, 25]


def test_rates_for_steps_that_the_export_does_not_have() -> None:
    """Rates typed below the export's last step would lengthen its funnel: the first is named."""
    paper = export_paper()
    for row, rate in enumerate((0.5, 0.25, 0.2, 0.9)):
        paper.type("Plan_Rates", row, 0, rate)
    with pytest.raises(BookProblems, match=r"In!B5\) must be blank after step 3"):
        decided(paper, EXPORT)


def test_an_export_with_nothing_counted_in_a_step() -> None:
    """Counts that no rate follows from are named with their cell, never written half."""
    paper = export_paper()
    with pytest.raises(BookProblems, match=r"In!D3 is 0 of 0"):
        decided(paper, Given(counts=((10, 5), (0, 0), (5, 1))))
