"""From one sight of a book: which cells are set, which are a person's, which cannot be written."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnel_addin.books.port import Cell, CellErrorValue, Grid, Place, Problem
from funnel_addin.given import Given
from funnel_addin.plans import BookProblems
from funnel_addin.sync.decision import Decision, decide
from funnel_addin.sync.ownership import same
from funnel_core.errors import SheetError
from tests.sync.books import Paper, column, plan_paper

DAY = datetime.date(2027, 4, 1)
RIGHT = (1600, 800, 200, 40)


def decided(
    paper: Paper,
    given: Given | None = None,
    overwrite: Collection[str] = (),
    refused: Mapping[str, str] | None = None,
) -> Decision:
    """Decide about a paper as it is now."""
    return decide(paper.sight(), given or Given(), DAY, overwrite, (), refused)


def synced(paper: Paper, given: Given | None = None, overwrite: Collection[str] = ()) -> Decision:
    """Decide, and put."""
    decision = decided(paper, given, overwrite)
    if decision.changes:
        paper.put(tuple(decision.changes), decision.memory, paper.sight())
    return decision


def standing(paper: Paper, name: str = "Plan_Required") -> list[Cell]:
    """Give what stands behind a name, as a list."""
    return [cell for row in paper.values(name) for cell in row]


def kept(decision: Decision) -> dict[str, Cell]:
    """Give what was kept, by address."""
    return {each.cell: each.value for each in decision.kept}


def alike(cells: list[Cell], wanted: tuple[Cell, ...]) -> bool:
    """Tell whether cells hold what is wanted."""
    return len(cells) == len(wanted) and all(map(same, cells, wanted))


def full_paper() -> Paper:
    """Give a sheet with all inputs and all outputs of the contract."""
    paper = plan_paper()
    paper.name("Plan_Confidence", Place("Goal", 3, 2, 1, 1), ((0.8,),))
    paper.name("Plan_Start", Place("Goal", 4, 2, 1, 1), ((datetime.date(2027, 1, 1),),))
    paper.name("Plan_End", Place("Goal", 5, 2, 1, 1), ((datetime.date(2027, 12, 31),),))
    paper.name("Plan_Weights", Place("Goal", 7, 2, 1, 4), ((1, 1, 1, 1),))
    paper.name("Plan_Actuals", Place("Goal", 9, 2, 4, 4), ((500,), (100,), (50,), (3,)))
    paper.name("Plan_Required_Confident", Place("Out", 2, 6, 4, 1))
    paper.name("Plan_Basis", Place("Out", 10, 2, 1, 27))
    paper.name("Plan_Schedule", Place("Out", 12, 2, 4, 4))
    paper.name("Plan_Expected", Place("Out", 2, 7, 4, 1))
    paper.name("Plan_Pace", Place("Out", 2, 8, 4, 1))
    return paper


def test_first_sync_over_blank_outputs() -> None:
    """Blank outputs are written, and all that was written is remembered."""
    paper = plan_paper(tail=2)
    decision = synced(paper)
    assert alike(standing(paper), (*RIGHT, None, None))
    assert [each.cell for each in decision.changes.values()] == [
        f"Out!E{row}" for row in (2, 3, 4, 5)
    ]
    assert paper.remembered("Plan_Required") == column(*standing(paper))
    again = decided(paper)
    assert (again.changes, again.kept, again.problems) == ({}, (), ())


def test_all_outputs_of_the_contract() -> None:
    """Every output that the book has a name for is written, and the next sync changes nothing."""
    paper = full_paper()
    first = synced(paper)
    assert {each.name for each in first.changes} == {
        "Plan_Required",
        "Plan_Required_Confident",
        "Plan_Basis",
        "Plan_Schedule",
        "Plan_Expected",
        "Plan_Pace",
    }
    assert first.outputs == 6
    assert decided(paper).changes == {}


@pytest.mark.parametrize("name", ["Plan_Confidence", "Plan_Weights", "Plan_Start"])
def test_outputs_go_blank_with_their_inputs(name: str) -> None:
    """Outputs whose inputs were taken away are blanked, where they are still ours."""
    gone = {
        "Plan_Confidence": ("Plan_Required_Confident", "Plan_Basis"),
        "Plan_Weights": ("Plan_Schedule",),
        "Plan_Start": ("Plan_Expected", "Plan_Pace"),
    }[name]
    paper = full_paper()
    synced(paper)
    paper.type(gone[0], 0, 0, "mine")
    for at in range(len(paper.values(name)[0])):
        paper.type(name, 0, at, None)
    decision = synced(paper)
    for each in gone:
        left = [cell for cell in standing(paper, each) if cell is not None]
        assert left == (["mine"] if each == gone[0] else [])
    assert list(kept(decision).values()) == ["mine"]
    assert decided(paper).changes == {}


def test_what_stood_before_is_a_persons() -> None:
    """What stood in an output before anything was written there is kept and told; blanks fill."""
    paper = plan_paper()
    paper.type("Plan_Required", 1, 0, 750)
    paper.type("Plan_Required", 3, 0, 40)
    decision = synced(paper)
    assert alike(standing(paper), (1600, 750, 200, 40))
    (cell,) = decision.kept
    assert (cell.name, cell.cell, cell.value, cell.wanted) == ("Plan_Required", "Out!E3", 750, 800)
    assert "did not write" in cell.why


def test_ours_follows_the_plan_and_an_edit_is_kept() -> None:
    """After a target changed our cells follow; what a person typed over one stays."""
    paper = plan_paper()
    synced(paper)
    paper.type("Plan_Required", 0, 0, "about 1600")
    paper.type("Plan_Target", 0, 0, 80)
    decision = synced(paper)
    assert alike(standing(paper), ("about 1600", 1600, 400, 80))
    assert kept(decision) == {"Out!E2": "about 1600"}


def test_a_cell_that_a_person_emptied_is_filled_again() -> None:
    """An output cell that a person emptied is written again."""
    paper = plan_paper()
    synced(paper)
    paper.type("Plan_Required", 2, 0, None)
    assert [each.cell for each in decided(paper).changes.values()] == ["Out!E4"]
    synced(paper)
    assert alike(standing(paper), RIGHT)


def test_a_persons_value_that_agrees_stays_a_persons() -> None:
    """A person's value that equals the plan's is left, and stays theirs once the plan differs."""
    paper = plan_paper()
    synced(paper)
    paper.type("Plan_Target", 0, 0, 80)
    paper.type("Plan_Required", 3, 0, 80)
    assert kept(synced(paper)) == {}
    paper.type("Plan_Target", 0, 0, 60)
    assert kept(synced(paper)) == {"Out!E5": 80}


@pytest.mark.parametrize("shows", [1600, 1600.0000000001])
def test_a_formula_that_agrees_is_left(shows: Cell) -> None:
    """A template's formula that shows what the plan says is no edit, and is not written over."""
    paper = plan_paper()
    paper.type("Plan_Required", 0, 0, shows, formula=True)
    decision = synced(paper)
    assert decision.kept == ()
    assert paper.where("Plan_Required") in paper.formulas


@pytest.mark.parametrize("shows", [1500, "", CellErrorValue("#REF!"), "1600"])
def test_a_formula_that_disagrees_is_kept_and_told(shows: Cell) -> None:
    """A formula that shows something else, nothing to be seen included, is kept and told."""
    paper = plan_paper()
    paper.type("Plan_Required", 0, 0, shows, formula=True)
    decision = synced(paper)
    (cell,) = decision.kept
    assert cell.formula
    assert cell.value == shows
    assert "formula" in cell.why
    assert paper.where("Plan_Required") in paper.formulas


def test_a_formula_over_our_own_value_is_a_persons() -> None:
    """A formula that shows what we last put there is a person's all the same."""
    paper = plan_paper()
    synced(paper)
    paper.type("Plan_Required", 0, 0, 1600, formula=True)
    paper.type("Plan_Target", 0, 0, 80)
    assert kept(synced(paper)) == {"Out!E2": 1600}


def test_a_formula_whose_value_nobody_knows_is_left_and_not_told() -> None:
    """In a workbook file a formula may have no value yet: it is neither written over nor told."""
    paper = plan_paper()
    paper.type("Plan_Required", 0, 0, None, formula=True)
    decision = synced(paper)
    assert decision.kept == ()
    assert paper.where("Plan_Required") in paper.formulas
    assert alike(standing(paper), (None, 800, 200, 40))


def test_overwrite_takes_over_values_and_formulas() -> None:
    """A name that is taken over is written whole, and is ours from then on."""
    paper = plan_paper()
    paper.type("Plan_Required", 0, 0, "mine")
    paper.type("Plan_Required", 1, 0, 5, formula=True)
    paper.type("Plan_Required", 2, 0, None, formula=True)
    paper.type("Plan_Required", 3, 0, 40)
    decision = synced(paper, overwrite=["plan_required"])
    assert decision.kept == ()
    assert alike(standing(paper), RIGHT)
    assert not paper.formulas
    assert decided(paper, overwrite=["Plan_Required"]).changes == {}
    paper.type("Plan_Target", 0, 0, 80)
    assert synced(paper).kept == ()
    assert alike(standing(paper), (3200, 1600, 400, 80))


def test_overwrite_leaves_formulas_that_agree_and_other_names() -> None:
    """Taking a name over leaves formulas that agree, and what a person typed in other outputs."""
    paper = full_paper()
    paper.type("Plan_Required", 0, 0, 1600, formula=True)
    paper.type("Plan_Expected", 0, 0, "mine")
    decision = synced(paper, overwrite=["Plan_Required"])
    assert paper.where("Plan_Required") in paper.formulas
    assert kept(decision) == {"Out!G2": "mine"}


@pytest.mark.parametrize("name", ["Plan_Target", "Required", "Plan_Requird", ""])
def test_overwrite_of_an_unknown_name_is_refused(name: str) -> None:
    """A name that a sync does not write cannot be taken over; the sentence lists those that can."""
    with pytest.raises(SheetError, match=r"taken over; those are Plan_Required, "):
        decided(plan_paper(), overwrite=[name])


def test_an_output_over_an_input_is_a_problem_of_its_own() -> None:
    """An output that has cells in common with an input is not written; the others are."""
    paper = full_paper()
    paper.names["Plan_Expected"] = Place("Goal", 1, 2, 4, 1)
    decision = synced(paper)
    assert [each.name for each in decision.problems] == ["Plan_Expected"]
    assert "Plan_Target" in decision.problems[0].sentence
    assert alike(standing(paper), RIGHT)
    assert paper.values("Plan_Target") == ((40,),)


def test_of_two_outputs_that_overlap_one_is_written() -> None:
    """Of two outputs with cells in common one alone is a problem, and no cell is set twice."""
    paper = full_paper()
    paper.names["Plan_Pace"] = Place("Out", 3, 7, 4, 1)
    decision = synced(paper)
    assert [each.name for each in decision.problems] == ["Plan_Expected"]
    assert decided(paper).changes == {}


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("Out", 2, 6, 3, 1), "has 3 × 1 cells, but 4 × 1 are needed"),
        (Place("Out", 2, 6, 5, 2), "has 5 × 2 cells"),
        (Problem("Plan_Required_Confident", "", "it is gone", "#REF!"), "it is gone"),
    ],
)
def test_an_output_that_does_not_fit_is_a_problem_of_its_own(
    place: Place | Problem, said: str
) -> None:
    """An output that is too short, of the wrong shape or gone is a problem; others are written."""
    paper = full_paper()
    paper.names["Plan_Expected"] = Place("Out", 2, 20, 4, 1)
    paper.names["Plan_Required_Confident"] = place
    decision = synced(paper)
    assert [said in each.sentence for each in decision.problems] == [True]
    assert decision.outputs == 5
    assert alike(standing(paper), RIGHT)


def test_a_closed_cell_closes_its_output_only_where_it_would_change() -> None:
    """A protected cell keeps its output from being written; what a person typed is still told."""
    paper = full_paper()
    paper.closed["Plan_Required"] = {(1, 0): "is protected"}
    paper.type("Plan_Required", 0, 0, "mine")
    decision = synced(paper)
    (problem,) = decision.problems
    assert (problem.name, problem.where) == ("Plan_Required", "Out!E3")
    assert "is protected" in problem.sentence
    assert kept(decision) == {"Out!E2": "mine"}
    assert standing(paper)[1:] == [None, None, None]
    paper.type("Plan_Required", 1, 0, 800)
    assert decided(paper).problems == ()


def test_a_refused_output_is_a_problem_and_nothing_of_it_is_set() -> None:
    """A name that the book would not let in is not tried again in the same sync."""
    paper = full_paper()
    decision = decided(paper, refused={"Plan_Required": "is protected: ask its owner"})
    assert decision.problems[0].sentence == "'Plan_Required' is protected: ask its owner"
    assert "Plan_Required" not in {each.name for each in decision.changes}


def test_no_output_that_can_be_written() -> None:
    """Where every output is a problem, nothing is written and each of them is told."""
    paper = plan_paper()
    paper.names["Plan_Required"] = Place("Out", 2, 5, 3, 1)
    paper.names["Plan_Expected"] = Problem("Plan_Expected", "", "'Plan_Expected' is gone")
    with pytest.raises(BookProblems) as caught:
        decided(paper)
    assert [each.name for each in caught.value.problems] == ["Plan_Required", "Plan_Expected"]


def test_no_output_at_all() -> None:
    """A book without any output is told to define one, by its name; a person can mend that."""
    paper = plan_paper()
    del paper.names["Plan_Required"]
    with pytest.raises(BookProblems, match="define at least Plan_Required") as caught:
        decided(paper)
    assert caught.value.problems[0].name == "Plan_Required"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("007", "#VALUE!"),
        ("1.234,5", "#VALUE!"),
        ("1,5", "#VALUE!"),
        ("50%", "#VALUE!"),
        (" 40 ", "#VALUE!"),
        (True, "#VALUE!"),
        ("Loading…", "#VALUE!"),
        ("Loading...", "#VALUE!"),
        (CellErrorValue("#REF!"), "#REF!"),
        (CellErrorValue("#DIV/0!"), "#DIV/0!"),
        (CellErrorValue("#N/A"), "#N/A"),
        (CellErrorValue("#ERROR!"), "#ERROR!"),
        (CellErrorValue("Loading..."), "#VALUE!"),
        (CellErrorValue("#UNKNOWN!"), "#UNKNOWN!"),
        (47, "#NUM!"),
        (-0.5, "#NUM!"),
        (float("nan"), "#NUM!"),
    ],
)
def test_a_wrong_input_is_named_with_its_cell(cell: Cell, code: str) -> None:
    """What is not a share is never guessed at: the error names the cell in A1 with its tab."""
    paper = plan_paper(tab="Q1 out")
    paper.names["Plan_Rates"] = Place("Q1 in", 2, 2, 3, 1)
    for row, rate in enumerate((0.5, cell, 0.2)):
        paper.type("Plan_Rates", row, 0, rate)
    with pytest.raises(BookProblems) as caught:
        decided(paper)
    (problem,) = caught.value.problems
    assert (problem.name, problem.code) == ("Plan_Rates", code)
    assert "'Q1 in'!B3" in problem.sentence


@pytest.mark.parametrize("cell", ["007", "1.234,5", True, CellErrorValue("#REF!"), "50%", -1])
def test_all_wrong_inputs_are_told_at_once(cell: Cell) -> None:
    """Every input that is wrong is told, each with its cell."""
    paper = full_paper()
    for name in ("Plan_Target", "Plan_Confidence", "Plan_Weights", "Plan_Actuals"):
        paper.type(name, 0, 0, cell)
    with pytest.raises(BookProblems) as caught:
        decided(paper)
    assert [each.name for each in caught.value.problems] == [
        "Plan_Target",
        "Plan_Confidence",
        "Plan_Weights",
        "Plan_Actuals",
    ]
    for problem, where in zip(caught.value.problems, ("B1", "B3", "B7", "B9"), strict=True):
        assert f"Goal!{where}" in problem.sentence


def test_a_plan_that_cannot_be_worked_out_is_told_as_a_problem() -> None:
    """A plan beyond all numbers is a problem of the book, not the end of a watch."""
    paper = full_paper()
    paper.type("Plan_Target", 0, 0, 1e308)
    paper.type("Plan_Rates", 0, 0, 1e-300)
    with pytest.raises(BookProblems):
        decided(paper)


WILD = st.one_of(
    st.none(),
    st.sampled_from(
        ["", "007", "mine", True, 0, 1, 0.5, 1e308, 1e-308, 40, CellErrorValue("#REF!")]
    ),
    st.floats(0, 1),
    st.integers(-1, 10**6),
    st.dates(),
)


@given(st.data())
def test_whatever_stands_in_a_book(data: st.DataObject) -> None:
    """Any cells give a decision or the book's problems; what is set was blank or ours, by name."""
    paper = full_paper()
    synced(paper)
    for name in ("Plan_Target", "Plan_Rates", "Plan_Confidence", "Plan_Start", "Plan_End"):
        if data.draw(st.booleans()):
            paper.type(name, 0, 0, data.draw(WILD))
    typed = {}
    for name in ("Plan_Required", "Plan_Schedule", "Plan_Pace"):
        for row in data.draw(st.sets(st.integers(0, 3), max_size=2)):
            cell = data.draw(WILD)
            paper.type(name, row, 0, cell)
            typed[name, row, 0] = cell
    remembered = {name: paper.remembered(name) for name in paper.columns}
    try:
        decision = decided(paper)
    except BookProblems:
        return
    for change in decision.changes:
        at = change.name, change.row, change.column
        cell = typed.get(at)
        put = remembered[change.name][change.row][change.column]
        assert cell in (None, "") or same(cell, put)


@given(st.lists(st.sampled_from(["type", "empty", "target", "sync"]), max_size=12), st.data())
def test_nothing_that_a_person_typed_is_ever_lost(acts: list[str], data: st.DataObject) -> None:
    """Over any syncs and edits, a value stays that differs from what was last put in its cell."""
    paper = plan_paper(tail=1)
    typed: dict[int, Cell] = {}
    for act in (*acts, "sync"):
        row = data.draw(st.integers(0, 4))
        at = paper.where("Plan_Required", row)
        if act == "type":
            cell = data.draw(st.sampled_from([40, 200, 800, 1600, "ahead", 0]))
            before = paper.remembered("Plan_Required") if paper.columns else column(*[None] * 5)
            paper.type("Plan_Required", row, 0, cell)
            typed.pop(row, None)
            if not same(cell, before[row][0]):
                typed[row] = cell
        elif act == "empty":
            paper.type("Plan_Required", row, 0, None)
            typed.pop(row, None)
        elif act == "target":
            paper.type("Plan_Target", 0, 0, data.draw(st.sampled_from([20, 40, 80])))
        else:
            decision = synced(paper)
            for each, cell in typed.items():
                assert same(paper.cells[paper.where("Plan_Required", each)], cell)
            told = set(kept(decision))
            right = [cell for row in decision.plan.plan.required for cell in [row]] + [None]
            for each, cell in enumerate(standing(paper)):
                assert same(cell, right[each]) or f"Out!E{each + 2}" in told
        assert at[0] == "Out"


# what an export gives


EXPORT = Given(counts=((1000, 500), (500, 125), (125, 25)), stages=("Lead", "MQL", "SQL", "Won"))


def export_paper() -> Paper:
    """Give a sheet with room for an export's counts and stages."""
    paper = plan_paper(rates=(None, None, None), tail=2)
    paper.name("Plan_Counts", Place("In", 2, 4, 5, 2))
    paper.name("Plan_Stages", Place("In", 2, 8, 6, 1))
    return paper


def flat(grid: Grid) -> list[Cell]:
    """Give the filled cells of a grid in a list."""
    return [cell for row in grid for cell in row if cell is not None]


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


# lines moved


@pytest.mark.parametrize("row", range(2, 8))
def test_lines_inserted_and_deleted_in_an_output(row: int) -> None:
    """After a row was inserted in, or deleted from, an output everything is put right again."""
    paper = plan_paper(tail=1)
    synced(paper)
    paper.insert("Out", row)
    assert synced(paper).kept == ()
    assert alike(flat(paper.values("Plan_Required")), RIGHT)
    paper.delete("Out", row)
    assert synced(paper).kept == ()
    assert alike(flat(paper.values("Plan_Required")), RIGHT)


@pytest.mark.parametrize("across", [False, True])
def test_lines_inserted_in_a_schedule(across: bool) -> None:
    """A row or column inserted in a schedule moves our values along; a note in it is kept."""
    paper = full_paper()
    synced(paper)
    line = 13 if not across else 3
    paper.insert("Out", line, across=across)
    at = (1, 0) if not across else (0, 1)
    paper.type("Plan_Schedule", *at, "note")
    decision = synced(paper)
    assert [each.value for each in decision.kept if each.name == "Plan_Schedule"] == ["note"]
    place = paper.names["Plan_Schedule"]
    assert isinstance(place, Place)
    assert paper.values("Plan_Schedule")[at[0]][at[1]] == "note"
    assert synced(paper).changes == {}
