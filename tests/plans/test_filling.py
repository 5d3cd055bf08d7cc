"""A fill of workbooks of all three kinds: inputs given beside them, notes, and the stamp."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.fill import Filled, check, fill
from funnel_addin.given import Given
from funnel_addin.plans import BookProblems
from tests.flow.test_plans import book_of
from tests.flow.test_real_data import column
from tests.plans.sights import TODAY, Cells, down
from tests.plans.test_budgets import SPLIT
from tests.plans.test_systems import log_of, system

FILLED: dict[str, Cells] = {"Plan_Filled": [[None, None]]}
PLAN: dict[str, Cells] = {
    "Plan_Target": [[1000]],
    "Plan_Value": [[10]],
    "Plan_Rates": down(0.5),
    "Plan_Required": down(None, None),
}


def book(path: Path, *blocks: dict[str, Cells]) -> XlsxBook:
    """Write a workbook with these names."""
    named = {
        name: [list(row) for row in cells] for block in blocks for name, cells in block.items()
    }
    return book_of(path / "own.xlsx", named)


def filled(
    path: Path, opened: XlsxBook, given: Given | None = None, source: str = "funnel fill"
) -> tuple[Filled, openpyxl.Workbook]:
    """Fill a workbook, save it, and read it back."""
    done = fill(opened, given or Given(), TODAY, source=source)
    opened.save(path / "own.xlsx", overwrite=True)
    return done, openpyxl.load_workbook(path / "own.xlsx", data_only=True)


def test_a_workbook_says_when_it_was_filled_and_by_what(tmp_path: Path) -> None:
    """The day it is; the day that is asked about is set where there is a place for it."""
    opened = book(tmp_path, PLAN, FILLED, {"Plan_As_Of": [[None]]})
    _, after = filled(tmp_path, opened, source="counts.csv")
    assert column(after, "Plan_Filled") == [46517, "counts.csv"]
    asked = Given(as_of=datetime.date(2027, 1, 31))
    _, after = filled(tmp_path, XlsxBook.open(tmp_path / "own.xlsx"), asked)
    assert column(after, "Plan_Filled") == [46517, "funnel fill"]
    assert column(after, "Plan_As_Of") == [46418]


def test_any_input_of_the_contract_can_be_given(tmp_path: Path) -> None:
    """A list as a column, wherever it lies in the workbook; a longer place is blanked behind it."""
    opened = book(tmp_path, SPLIT, {"Plan_Allocation": [[None] * 4]})
    inputs = {
        "Plan_Budget": ((1000,),),
        "Plan_Ceilings": ((10,), (20,)),
        "Plan_Halves": ((50,), (60,)),
        "Plan_Shapes": (),
    }
    done, after = filled(tmp_path, opened, Given(inputs=inputs))
    assert (done.parts, done.plan, done.system) == (("budget",), None, None)
    assert done.budget is not None
    assert done.budget.budget == 1000
    assert column(after, "Plan_Ceilings") == [10, 20, None, None]
    assert column(after, "Plan_Shapes") == [None] * 4
    assert sum(column(after, "Plan_Allocation")[:2]) == pytest.approx(1000)  # type: ignore[arg-type]


def test_a_log_that_is_given_takes_the_old_one_s_place(tmp_path: Path) -> None:
    """Its tail is blanked; the dates are dates."""
    opened = book(tmp_path, system(12), {"Plan_Trends": [[None] * 7] * 3})
    log = tuple(tuple(row) for row in log_of(8))
    done, _ = filled(tmp_path, opened, Given(inputs={"Plan_Log": log}))  # type: ignore[dict-item]
    assert done.system is not None
    assert done.system.latest == 8
    assert done.results["Plan_Trends"][0][0] == "steady"


def test_a_given_input_without_a_name_is_used_or_said_to_be_of_no_use(tmp_path: Path) -> None:
    """Whichever part of the workbook could read it."""
    opened = book(tmp_path, PLAN)
    given = Given(inputs={"Plan_Purchases": ((2,),), "Plan_Budget": ((5,),)})
    done, after = filled(tmp_path, opened, given)
    assert column(after, "Plan_Required") == [100, 50]
    assert done.notes == (
        "the workbook has no Plan_Purchases: what you gave was used, but is stored nowhere in it",
        "the workbook has no Plan_Budget: what you gave could not be used",
    )


def test_wins_are_a_goal_in_customers_where_there_is_a_place_for_it(tmp_path: Path) -> None:
    """The value is left: other sheets work with it."""
    opened = book(tmp_path, PLAN, {"Plan_Goal": [["revenue"]]})
    _, after = filled(tmp_path, opened, Given(wins=30))
    assert column(after, "Plan_Required") == [60, 30]
    assert (column(after, "Plan_Goal"), column(after, "Plan_Value")) == (["customers"], [10])


def test_what_stays_blank_is_said(tmp_path: Path) -> None:
    """And blanked, whatever stood there."""
    outputs: dict[str, Cells] = {"Plan_Allocation": down(7, 7, 7), **FILLED}
    opened = book(tmp_path, SPLIT, {"Plan_Budget": [[None]]}, outputs)
    done, after = filled(tmp_path, opened)
    ((where, needed),) = (note.split(" stays blank: it needs ") for note in done.notes)
    assert where.startswith("Plan_Allocation (")
    assert needed.startswith("Plan_Budget (")
    assert column(after, "Plan_Allocation") == [None] * 3
    assert column(after, "Plan_Filled")[1] == "funnel fill"


def test_a_place_too_small_is_told_with_what_it_must_be(tmp_path: Path) -> None:
    """For every shape; check tells the same."""
    opened = book(tmp_path, system(8), {"Plan_Trends": [[None] * 3] * 3, "Plan_Filled": [[None]]})
    said = "'Plan_Trends' .* has 3 × 3 cells, but 2 × 7 are needed; it must be seven columns"
    with pytest.raises(BookProblems, match=said):
        fill(opened, Given(), TODAY)
    assert len(check(opened, TODAY).problems) == 2


def test_a_formula_in_an_output_is_kept_with_its_right_result(tmp_path: Path) -> None:
    """Where the workbook's formulas are known to agree."""
    cells: dict[str, Cells] = {
        "Plan_Target": [[100]],
        "Plan_Channel_Rates": [[0.5, 0.25]],
        "Plan_Shares": [[0.5, 0.5]],
        "Plan_Mix": [["=C9/C3", "=1+1", None], [50, "=99", None]],
    }
    opened = book(tmp_path, cells)
    fill(opened, Given(), TODAY, formulas_agree=True)
    opened.save(tmp_path / "own.xlsx", overwrite=True)
    after = openpyxl.load_workbook(tmp_path / "own.xlsx", data_only=True)
    assert column(after, "Plan_Mix") == [100, 200, None, 50, 50, None]
    formulas = openpyxl.load_workbook(tmp_path / "own.xlsx")
    assert column(formulas, "Plan_Mix")[1] == "=1+1"
