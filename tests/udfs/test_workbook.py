"""FUNNEL_REQUIRED without arguments: the plan of the workbook that it stands in."""

from __future__ import annotations

from tests.excel_objects import Book, Cells, Currency, Failed
from tests.udfs.test_pipeline import COLUMN, COUNTS, ROW, WORKED, error, grid
from tests.xlwings_windows import Excel

TARGET = Cells([[Currency(1e6)]], top=2, left=2)
VALUE = Cells([[Currency(1e4)]])
PLAN = {"Plan_Target": TARGET, "Plan_Rates": COLUMN, "Plan_Value": VALUE}


def required(excel: Excel, **names: Cells | str) -> object:
    """Call FUNNEL_REQUIRED() from a cell of a workbook with these names."""
    return excel.call("FUNNEL_REQUIRED", book=Book(names=names))


def test_the_worked_case_from_the_names(excel: Excel):
    """Target, rates and value are read from the workbook of the calling cell."""
    assert grid(required(excel, **PLAN)) == tuple((each,) for each in WORKED)


def test_rates_that_run_across_answer_across(excel: Excel):
    """The answer lies as the named rates lie."""
    assert grid(required(excel, **{**PLAN, "Plan_Rates": ROW})) == (WORKED,)


def test_what_a_name_stands_for_is_asked_once(excel: Excel):
    """Each look at a range is a call between two processes; it is answered with every change."""
    names = {**PLAN, "Plan_Target": Cells([[1e6]]), "Plan_Value": Cells([[1e4]])}
    looks = excel.looks("FUNNEL_REQUIRED", book=Book(names=names))
    # five at the calling cell, and of each name its place, its size and its values
    assert len(looks) <= 5 + 8 * len(names)
    assert looks.count("Value") == len(names)


def test_names_are_found_in_any_case(excel: Excel):
    """Excel ignores the case of names, and so do we."""
    assert grid(required(excel, **{name.upper(): at for name, at in PLAN.items()}))[0] == (640_000,)


def test_counts_stand_for_rates(excel: Excel):
    """With counts and no value, the target is a number of records and the rates follow."""
    answer = required(excel, Plan_Target=Cells([[100.0]]), Plan_Counts=Cells(COUNTS))
    assert grid(answer) == grid(excel.call("FUNNEL_REQUIRED", 100.0, Cells(COUNTS)))


def test_blank_counts_leave_the_rates_in_force(excel: Excel):
    """A template has both names; counts win only where they are filled."""
    blank = Cells([[None, None]] * 6)
    assert grid(required(excel, **PLAN, Plan_Counts=blank))[0] == (640_000,)
    first = Cells([[100.0, 2.0], *[[None, None]] * 5])
    assert grid(required(excel, **PLAN, Plan_Counts=first))[0] == (320_000,)


def test_a_longer_range_with_a_blank_tail_is_cut(excel: Excel):
    """A template holds twelve rows for rates, of which a funnel may use six."""
    longer = Cells([*COLUMN.values, *[[None]] * 6])
    assert grid(required(excel, **{**PLAN, "Plan_Rates": longer}))[-1] == (100,)
    assert len(grid(required(excel, **{**PLAN, "Plan_Rates": longer}))) == 7


def test_a_sheets_own_name_does_not_hide_the_workbooks(excel: Excel):
    """Excel answers with a sheet's own Plan_Target first; the workbook-wide one is meant."""
    names = {"Funnel!Plan_Target": Cells([[1.0]]), **PLAN}
    assert grid(required(excel, **names))[0] == (640_000,)
    only = {"Funnel!Plan_Target": TARGET, "Plan_Rates": COLUMN}
    assert "'Plan_Target' is not defined" in error(required(excel, **only))[1]


def test_a_workbook_without_the_names_says_which_are_expected(excel: Excel):
    """The sentence names the workbook, the names, and what to do."""
    code, sentence = error(required(excel))
    assert code == "#VALUE!"
    assert sentence.startswith("Plan.xlsx has 2 problems")
    assert "neither 'Plan_Rates' nor 'Plan_Counts' is defined" in sentence
    assert "the name 'Plan_Target' is not defined" in sentence


def test_a_name_that_is_no_range_is_told(excel: Excel):
    """A name that is a constant, or points nowhere, is named with what it refers to."""
    for refers_to in ("=1000000", "=#REF!$B$2"):
        code, sentence = error(required(excel, **{**PLAN, "Plan_Target": refers_to}))
        assert code == "#VALUE!"
        assert f"'Plan_Target' must be the name of cells; it is {refers_to}" in sentence


def test_a_wrong_cell_is_named_by_its_address(excel: Excel):
    """The sentence names the sheet and the cell of a bad rate."""
    rates = Cells([[0.5], [47.0]], top=4, left=3)
    assert "Funnel!C5 is 47" in error(required(excel, **{**PLAN, "Plan_Rates": rates}))[1]


def test_an_error_cell_is_named(excel: Excel):
    """An error among the named rates is told, and is no blank."""
    rates = Cells([[0.5], [Failed("#N/A")]], top=4, left=3)
    assert (
        "Funnel!C5 holds the error #N/A"
        in error(required(excel, **{**PLAN, "Plan_Rates": rates}))[1]
    )


def test_several_areas_behind_a_name_are_refused(excel: Excel):
    """A name of two blocks of cells is not read as its first."""
    rates = Cells([[0.5]], areas=2)
    assert "got 2 blocks" in error(required(excel, **{**PLAN, "Plan_Rates": rates}))[1]


def test_blank_arguments_are_not_no_arguments(excel: Excel):
    """References to blank cells are arguments left blank, and do not read the names."""
    blank = Cells([[None]])
    shown = excel.call("FUNNEL_REQUIRED", blank, blank, book=Book(names=PLAN))
    assert "'target' is missing" in error(shown)[1]


def test_a_macro_has_no_workbook_of_its_own(excel: Excel):
    """From VBA the call without arguments asks for a target and rates."""
    code, sentence = error(excel.call_from_macro("FUNNEL_REQUIRED"))
    assert code == "#VALUE!"
    assert "hand it a target and rates" in sentence


def test_the_goal_is_read_as_a_fill_reads_it(excel: Excel):
    """A revenue on top of what the customers bring that stay, or a profit."""
    base = {
        "Plan_Target": Cells([[1e6]]),
        "Plan_Value": Cells([[250.0]]),
        "Plan_Rates": COLUMN,
        "Plan_Goal": Cells([["Revenue"]]),
        "Plan_Purchases": Cells([[4.0]]),
        "Plan_Existing": Cells([[800.0]]),
        "Plan_Retention": Cells([[0.8]]),
    }
    wins = required(excel, **base)[-1][0]
    profit = {
        **base,
        "Plan_Target": Cells([[250000.0]]),
        "Plan_Goal": Cells([["profit"]]),
        "Plan_Fixed_Cost": Cells([[200000.0]]),
        "Plan_Margin": Cells([[0.6]]),
        "Plan_CAC": Cells([[100.0]]),
    }
    assert (wins, required(excel, **profit)[-1][0]) == (720, 330)
    profit["Plan_CAC"] = Cells([[None]])
    assert "'Plan_CAC' is blank" in error(required(excel, **profit))[1]
