"""From one sight of a book: which cells are set, which are a person's, which cannot be written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funnel_addin.books.cells import same
from funnel_addin.books.port import Cell, CellErrorValue, Place, Problem
from funnel_addin.given import Given
from funnel_addin.plans import BookProblems
from funnel_addin.sync.decision import decide
from funnel_core.errors import SheetError
from tests.sync.books import column, plan_paper
from tests.sync.deciding import DAY, RIGHT, alike, decided, flat, full_paper, kept, standing, synced


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


def test_of_two_outputs_that_overlap_neither_is_written() -> None:
    """Outputs with cells in common are left alone both: of one in part it would be a mixture."""
    paper = full_paper()
    paper.names["Plan_Pace"] = Place("Out", 3, 7, 4, 1)
    decision = synced(paper)
    assert [each.name for each in decision.problems] == ["Plan_Expected", "Plan_Pace"]
    assert not {"Plan_Expected", "Plan_Pace"} & set(decision.memory)
    assert decided(paper).changes == {}


def test_the_basis_is_left_alone_beside_volumes_that_are_not_the_plans() -> None:
    """A workbook tells by it whether its confident volumes are up to date: these are not."""
    paper = full_paper()
    synced(paper)
    before = standing(paper, "Plan_Basis")
    paper.type("Plan_Required_Confident", 1, 0, 1)
    paper.type("Plan_Target", 0, 0, 80)
    synced(paper)
    assert standing(paper, "Plan_Basis") == before
    paper.type("Plan_Required_Confident", 1, 0, None)
    synced(paper)
    assert standing(paper, "Plan_Basis")[0] == 80


def test_an_output_without_its_input_and_a_name_that_went_are_told() -> None:
    """Nothing is wrong then, and yet somebody waits for them."""
    paper = full_paper()
    synced(paper)
    paper.type("Plan_Confidence", 0, 0, None)
    del paper.names["Plan_Pace"]
    told = " ".join(synced(paper).notes)
    assert "Plan_Required_Confident stays blank: it needs Plan_Confidence" in told
    assert "Plan_Pace was written before, and is not defined any more" in told


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


def test_a_formula_is_not_judged_by_inputs_that_are_only_being_put() -> None:
    """What it shows follows from the inputs before: told of, left alone, and compared next time."""
    paper = plan_paper()
    paper.name("Plan_Counts", Place("Counts", 2, 2, 3, 2))
    synced(paper)
    flags = tuple((row == 0,) for row in range(4))
    formulas = {**paper.sight().formulas, "Plan_Required": flags}
    export = Given(counts=((100, 10), (100, 10), (100, 10)))
    first = decide(replace(paper.sight(), formulas=formulas), export, DAY)
    assert first.kept == ()
    assert any("Plan_Required (Out!E2) holds a formula" in note for note in first.notes)
    assert ("Plan_Required", 0) not in {(each.name, each.row) for each in first.changes}
    paper.put(tuple(first.changes), first.memory, paper.sight())
    again = decide(replace(paper.sight(), formulas=formulas), export, DAY)
    assert [(each.cell, each.formula) for each in again.kept] == [("Out!E2", True)]


def test_a_formula_that_nobody_has_worked_out_is_told_of() -> None:
    """In a workbook file it may have no value yet: left alone, and a person knows."""
    paper = full_paper()
    sight = paper.sight()
    flags = tuple((row == 1,) for row in range(4))
    unknown = replace(sight, formulas={**sight.formulas, "Plan_Required": flags})
    decision = decide(unknown, Given(), DAY)
    assert not [each for each in decision.changes if (each.name, each.row) == ("Plan_Required", 1)]
    assert any("Plan_Required (Out!E3) holds a formula" in note for note in decision.notes)
