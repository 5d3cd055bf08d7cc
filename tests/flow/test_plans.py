"""Named inputs of a person's own workbook become a plan, and its outputs go back by name."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from funnel_addin.books.port import Place
from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.fill import check, fill
from funnel_addin.given import Given
from funnel_addin.plans import BookProblems, fit, read_plan
from funnel_addin.templates import calculates_as_shipped, copy_template
from funnel_core.errors import TemplateError, UnknownStage
from tests.flow.test_real_data import column

AS_OF = datetime.date(2027, 1, 31)


def book_of(path: Path, cells: dict[str, list[list[object]]]) -> XlsxBook:
    """Write a workbook with a block of cells behind each name, one under the other."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Ours"
    row = 1
    for name, block in cells.items():
        width = max(len(line) for line in block)
        for offset, line in enumerate(block):
            for column_number, value in enumerate(line, start=2):
                sheet.cell(row + offset, column_number, value)
        last = openpyxl.utils.get_column_letter(width + 1)
        place = f"Ours!$B${row}:${last}${row + len(block) - 1}"
        book.defined_names[name] = DefinedName(name, attr_text=place)
        row += len(block) + 1
    book.save(path)
    return XlsxBook.open(path)


def filled(path: Path, cells: dict[str, list[list[object]]], **given: object) -> openpyxl.Workbook:
    """Fill such a workbook and read it back."""
    book = book_of(path, cells)
    fill(book, Given(**given), AS_OF)  # type: ignore[arg-type]
    book.save(path)
    return openpyxl.load_workbook(path, data_only=True)


BLANK4 = [[None]] * 4
BLANK_TOP: list[list[object]] = [[None, None], [30, 0], [0, 0]]


def test_counts_win_step_by_step_over_typed_rates(tmp_path: Path) -> None:
    """Sales knows its rates, marketing has counts: each step takes what there is."""
    after = filled(
        tmp_path / "own.xlsx",
        {
            "Plan_Target": [[100]],
            "Plan_Rates": [[0.9], [0.25], [None]],
            "Plan_Counts": [[200, 100], [None, None], [None, None]],
            "Plan_Required": BLANK4,
        },
    )
    assert column(after, "Plan_Required") == [800, 400, 100, None]


def test_counts_may_run_across(tmp_path: Path) -> None:
    """Entered above advanced, a column per step."""
    after = filled(
        tmp_path / "own.xlsx",
        {
            "Plan_Target": [[100]],
            "Plan_Counts": [[200, 80, 90], [50, 40, 90]],
            "Plan_Required": [[9, 9, 9, 9]],
        },
    )
    assert column(after, "Plan_Required") == [800, 200, 100, 100]


def test_expected_and_pace_to_date(tmp_path: Path) -> None:
    """What is due by the day, and whether what was counted is behind, on pace or ahead."""
    after = filled(
        tmp_path / "own.xlsx",
        {
            "Plan_Target": [[60]],
            "Plan_Rates": [[0.5], [0.5]],
            "Plan_Start": [[datetime.date(2027, 1, 1)]],
            "Plan_End": [[datetime.date(2027, 1, 31)]],
            "Plan_Actuals": [[200, 18], [None, None], [47, None]],
            "Plan_Expected": [[None]] * 3,
            "Plan_Pace": [[None]] * 3,
        },
    )
    assert column(after, "Plan_Expected") == [240, 120, 60]
    assert column(after, "Plan_Pace") == ["on pace", None, "behind"]


def test_a_schedule_of_a_row_per_stage(tmp_path: Path) -> None:
    """Each row adds up to its stage's volume; the tail of a longer range stays blank."""
    after = filled(
        tmp_path / "own.xlsx",
        {
            "Plan_Target": [[100]],
            "Plan_Rates": [[0.5]],
            "Plan_Weights": [[1, 1, 1, None]],
            "Plan_Schedule": [[7] * 4, [7] * 4, [7] * 4],
        },
    )
    rows = column(after, "Plan_Schedule")
    assert rows == [67, 67, 66, None, 34, 33, 33, None, None, None, None, None]


def test_given_inputs_without_a_name_are_used_and_said_to_be_stored_nowhere(tmp_path: Path) -> None:
    """A workbook without Plan_Confidence can still be filled at a confidence."""
    book = book_of(
        tmp_path / "own.xlsx",
        {
            "Plan_Target": [[100]],
            "Plan_Rates": [[0.25]],
            "Plan_Required_Confident": [[None], [None]],
        },
    )
    done = fill(book, Given(confidence=0.8), AS_OF)
    assert list(done.cells.values()) == [429, 100]
    assert "no Plan_Confidence" in done.notes[0]


def test_an_input_that_is_a_formula_is_not_overwritten(tmp_path: Path) -> None:
    """The sentence names the cell; the formula stays."""
    path = tmp_path / "own.xlsx"
    book = book_of(path, {"Plan_Target": [["=50+50"]], "Plan_Rates": [[0.5]]})
    with pytest.raises(BookProblems, match=r"Ours!B1\) holds a formula"):
        fill(book, Given(target=70), AS_OF)


def test_a_formula_nobody_calculated_cannot_be_an_input(tmp_path: Path) -> None:
    """Its result is not in the file: it is asked to be calculated first, never guessed."""
    book = book_of(tmp_path / "own.xlsx", {"Plan_Target": [["=50+50"]], "Plan_Rates": [[0.5]]})
    with pytest.raises(BookProblems, match="formula without a stored value"):
        read_plan(book)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"Plan_Rates": [[0.5]]}, "the name 'Plan_Target' is not defined"),
        ({"Plan_Target": [[None]], "Plan_Rates": [[0.5]]}, "'Plan_Target' is blank"),
        ({"Plan_Target": [[5]]}, "neither 'Plan_Rates' nor 'Plan_Counts' is defined"),
        ({"Plan_Target": [[5]], "Plan_Rates": [[None]]}, "'Plan_Rates' is blank"),
        ({"Plan_Target": [[5, 6]], "Plan_Rates": [[0.5]]}, "'Plan_Target' must be one cell"),
        ({"Plan_Target": [["5"]], "Plan_Rates": [[0.5]]}, "Ours!B1 is the text '5'"),
        (
            {"Plan_Target": [[-5]], "Plan_Rates": [[0.5], [47], [None], [0.5]]},
            r"2 problems:\n.*Ours!B1 is -5: write what must be reached\n"
            r".*Ours!B4 is 47: write 47% or 0.47; Ours!B5 is blank",
        ),
        (
            {"Plan_Target": [[5]], "Plan_Rates": [["#N/A"]]},
            "Ours!B3 holds the error #N/A",
        ),
        (
            {"Plan_Target": [[5]], "Plan_Counts": [[5, 6]]},
            "Ours!C3 is 6 advanced of 5 entered",
        ),
        (
            {
                "Plan_Target": [[5]],
                "Plan_Counts": [[5, 3], [4, None]],
                "Plan_Rates": [[0.5], [0.5]],
            },
            "Ours!C4 is blank",
        ),
        (
            {"Plan_Target": [[5]], "Plan_Rates": [[0.5]], "Plan_Stages": [["A"]]},
            "names 1 stages, but 1 rates make 2",
        ),
        (
            {"Plan_Target": [[5]], "Plan_Rates": [[0.5]], "Plan_Start": [["soon"]]},
            "'Plan_Start' must be a date",
        ),
        (
            {"Plan_Target": [[5]], "Plan_Rates": [[0.5]], "Plan_Actuals": [[1]]},
            "a row per stage, 2 of them; it has 1",
        ),
        (
            {"Plan_Target": [[5]], "Plan_Rates": [[0.5]], "Plan_Actuals": [[1, 1.5], [1, -1]]},
            r"Ours!C5 is 1.5.*\n.*Ours!C6 is -1",
        ),
        (
            {"Plan_Target": [[5]], "Plan_Rates": [[0.5] * 3, [0.5] * 3]},
            "in one row or one column",
        ),
        (
            {"Plan_Target": [[5]], "Plan_Rates": [[0.9]] * 13},
            "at most 12 steps",
        ),
        (
            {"Plan_Target": [[5]], "Plan_Rates": [[0.5]], "Plan_Weights": [[1, None, 1]]},
            "Ours!C5 is blank",
        ),
        (
            {"Plan_Target": [[5]], "Plan_Rates": [[None], [0.5], [0.25]]},
            "'Plan_Rates' must begin in its first cell, .*; Ours!B3 is blank: write the rate out of"
            " the top stage there, or let the name begin further down",
        ),
        (
            {"Plan_Target": [[5]], "Plan_Rates": [[None, None, 0.5, 47]]},
            r"2 problems:\n.*Ours!B3 is blank.* further right\n.*Ours!E3 is 47",
        ),
        (
            {"Plan_Target": [[5]], "Plan_Counts": [[None, None], [5, 3]]},
            "'Plan_Counts' must begin in its first cell, .*; Ours!B3 is blank",
        ),
        (
            {"Plan_Target": [[5]], "Plan_Counts": [[None, 5, 4], [None, 3, 2]]},
            "'Plan_Counts' must begin in its first cell, .*; Ours!B3 is blank",
        ),
        (
            {
                "Plan_Target": [[5]],
                "Plan_Counts": [[None, None], [4, 2]],
                "Plan_Rates": [[None], [0.5]],
            },
            "'Plan_Rates' must begin in its first cell, .*; Ours!B6 is blank",
        ),
        (
            {"Plan_Target": [[5]], "Plan_Rates": [[0.5]], "Plan_Weights": [[None], [1], [1]]},
            "'Plan_Weights' must begin in its first cell, .*; Ours!B5 is blank: write the weight of"
            " the first period there",
        ),
        (
            {"Plan_Target": [[5]], "Plan_Rates": [[0.5], [0.5], [0.5]], "Plan_Counts": BLANK_TOP},
            "Ours!B8 is 0 of 30, so nothing advances; Ours!B9 is 0 of 0, so nobody entered",
        ),
    ],
)
def test_every_input_that_is_wrong_is_named_with_its_cell(
    tmp_path: Path, cells: dict[str, list[list[object]]], said: str
) -> None:
    """All problems at once, each with what was expected, what was got, and where."""
    with pytest.raises(BookProblems, match=said):
        read_plan(book_of(tmp_path / "own.xlsx", cells))


def test_counts_of_the_first_step_stand_for_its_blank_rate(tmp_path: Path) -> None:
    """A step is read from its own row, so the stages' rows stay where they are."""
    after = filled(
        tmp_path / "own.xlsx",
        {
            "Plan_Target": [[100]],
            "Plan_Rates": [[None], [0.25], [None]],
            "Plan_Counts": [[200, 100], [None, None], [None, None]],
            "Plan_Stages": [[None], ["SQL"], ["Won"], [None]],
            "Plan_Required": BLANK4,
        },
    )
    assert column(after, "Plan_Required") == [800, 400, 100, None]
    stages = read_plan(XlsxBook.open(tmp_path / "own.xlsx")).plan.funnel.stages
    assert [stage.name for stage in stages] == ["Stage 1", "SQL", "Won"]


def test_two_stages_of_one_name_are_filled_and_said(tmp_path: Path) -> None:
    """Outputs go by place, so a name twice does no harm there; by name nobody can tell them."""
    cells: dict[str, list[list[object]]] = {
        "Plan_Target": [[100]],
        "Plan_Rates": [[0.5], [0.25]],
        "Plan_Stages": [["Demo"], ["demo"], ["Won"]],
        "Plan_Required": [[None]] * 3,
    }
    book = book_of(tmp_path / "own.xlsx", cells)
    done = fill(book, Given(), AS_OF)
    assert done.plan.plan.required == (800, 400, 100)
    assert "names 2 stages “Demo”" in done.notes[0]
    with pytest.raises(UnknownStage, match="2 stages are called 'demo'"):
        done.plan.plan["demo"]
    assert done.plan.plan["won"].required == 100


def test_fit_turns_blanks_and_refuses() -> None:
    """A column lies in a row where the place is one; its tail is blank; too short is refused."""
    values = ((1,), (2,))
    assert fit("Plan_Required", values, Place("S", 1, 1, 1, 3)) == ((1, 2, None),)
    assert fit("Plan_Required", values, Place("S", 1, 1, 3, 1)) == ((1,), (2,), (None,))
    assert fit("Plan_Required", (), Place("S", 1, 1, 1, 2)) == ((None, None),)
    assert fit("Plan_Required", ((7,),), Place("S", 1, 1, 1, 1)) == ((7,),)
    for place in (Place("S", 1, 1, 1, 1), Place("S", 1, 1, 2, 2)):
        with pytest.raises(TemplateError, match="a cell per stage, in one row or one column"):
            fit("Plan_Required", values, place)


def poisoned(path: Path) -> Path:
    """Replace every stored formula result in a workbook file by nonsense."""
    whole = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.startswith("xl/worksheets/sheet"):
                data = re.sub(
                    rb'(<c [^>]*?)(?: t="\w+")?>(<f[^>]*>[^<]*</f>)<v>[^<]*</v>',
                    rb"\1>\2<v>987654321</v>",
                    data,
                )
            new.writestr(entry, data)
    return path


def test_results_beside_the_template_s_formulas_are_set_right_or_removed(tmp_path: Path) -> None:
    """After a fill no stored result is stale: outputs are right, what hangs on inputs is gone."""
    path = tmp_path / "plan.xlsx"
    copy_template("funnel_plan", path)
    book = XlsxBook.open(poisoned(path))
    assert calculates_as_shipped(book)
    fill(book, Given(target=500_000, value=8000, rates=(0.02, 0.3, 0.25)), AS_OF, True)
    book.save(path)
    after = openpyxl.load_workbook(path, data_only=True)
    assert column(after, "Plan_Required")[:5] == [42000, 840, 252, 63, None]
    schedule = column(after, "Plan_Schedule")
    assert schedule[:12] == [3500] * 12
    assert sum(schedule[36:48]) == 63  # type: ignore[arg-type]
    formulas = openpyxl.load_workbook(path)
    assert all(str(cell).startswith("=") for cell in column(formulas, "Plan_Required"))
    text = zipfile.ZipFile(path).read("xl/workbook.xml").decode()
    assert 'fullCalcOnLoad="1"' in text


def test_a_formula_of_a_person_s_own_in_an_output_keeps_its_text_and_no_wrong_result(
    tmp_path: Path,
) -> None:
    """Nobody here knows what =B1*99 gives: its result is left to the spreadsheet."""
    path = tmp_path / "own.xlsx"
    cells: dict[str, list[list[object]]] = {
        "Plan_Target": [[100]],
        "Plan_Rates": [[0.5]],
        "Plan_Required": [["=B1*99"], [None]],
    }
    book = book_of(path, cells)
    assert not calculates_as_shipped(book)
    fill(book, Given(target=50), AS_OF)
    book.save(path)
    assert column(openpyxl.load_workbook(path), "Plan_Required") == ["=B1*99", 50]
    assert column(openpyxl.load_workbook(path, data_only=True), "Plan_Required") == [None, 50]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Plan_Required", "Plan_Target"), ("Plan_Required", "Plan_Required_Confident")],
)
def test_an_output_over_another_name_s_cells_is_refused(
    tmp_path: Path, one: str, other: str
) -> None:
    """It would destroy what stands there; check says so as well, and nothing is written."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Ours"
    for row, value in enumerate([100, 0.5, None, None], start=1):
        sheet.cell(row, 1, value)
    places = {"Plan_Target": "$A$1", "Plan_Rates": "$A$2", one: "$A$1:$A$4", other: "$A$1"}
    if other != "Plan_Target":
        places |= {one: "$A$3:$A$4", other: "$A$4:$A$5"}
    for name, cells in places.items():
        book.defined_names[name] = DefinedName(name, attr_text=f"Ours!{cells}")
    book.save(tmp_path / "own.xlsx")
    opened = XlsxBook.open(tmp_path / "own.xlsx")
    said = f"'{one}' .* is written, but '{other}' .* has cells among it"
    with pytest.raises(BookProblems, match=said):
        fill(opened, Given(target=50), AS_OF)
    assert re.search(said, check(opened, AS_OF).problems[0].sentence)


def test_rates_without_a_name_for_them_are_refused(tmp_path: Path) -> None:
    """Otherwise the workbook's counts would be lost for something stored nowhere."""
    cells: dict[str, list[list[object]]] = {"Plan_Target": [[100]], "Plan_Counts": [[20, 10]]}
    with pytest.raises(BookProblems, match="'Plan_Rates' is not defined, so it cannot be set"):
        fill(book_of(tmp_path / "own.xlsx", cells), Given(rates=(0.5,)), AS_OF)


def test_advice_about_what_is_not_wrong_but_may_not_be_meant(tmp_path: Path) -> None:
    """Blank periods that are over, a misspelt name, and formulas that were kept."""
    cells: dict[str, list[list[object]]] = {
        "Plan_Target": [[60]],
        "Plan_Rates": [[0.5]],
        "Plan_Start": [[datetime.date(2027, 1, 1)]],
        "Plan_End": [[datetime.date(2027, 12, 31)]],
        "Plan_Weights": [[1] * 12],
        "Plan_Actuals": [[9, 9] + [None] * 10, [5, 5] + [None] * 10],
        "Plan_Requierd": [[None], [None]],
        "Plan_Required": [["=1+1"], [None]],
    }
    book = book_of(tmp_path / "own.xlsx", cells)
    may = datetime.date(2027, 5, 31)
    notes = check(book, may).notes
    assert "4 periods are over, but Plan_Actuals goes up to period 2" in notes[0]
    assert notes[1] == "Plan_Requierd is no name of the contract: is Plan_Required meant?"
    assert any("holds formulas: they were kept" in note for note in fill(book, Given(), may).notes)


def test_every_bad_cell_is_told_even_where_counts_and_rates_are_both_wrong(tmp_path: Path) -> None:
    """A bad count does not hide a bad rate."""
    cells: dict[str, list[list[object]]] = {
        "Plan_Target": [[60]],
        "Plan_Rates": [[0.5], [47]],
        "Plan_Counts": [[10, 20], [None, None]],
    }
    book = book_of(tmp_path / "own.xlsx", cells)
    said = [problem.sentence for problem in check(book, AS_OF).problems]
    assert len(said) == 2
    assert "20 advanced of 10 entered" in said[0]
    assert "is 47" in said[1]
