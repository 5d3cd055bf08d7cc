"""The `funnel` command at work on a workbook: filled and checked."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from funnel_addin.cli import main
from tests.flow.command import VOLUMES, WORKED, funnel
from tests.flow.test_real_data import column


def test_fill_sets_inputs_and_fills_outputs(tmp_path: Path, plan_file: Path) -> None:
    """Inputs given on the command line are in the workbook, outputs beside them."""
    filled = tmp_path / "filled.xlsx"
    rates = "2%,30%,25%"
    arguments = ["--target", "500000", "--value", "8000", "--rates", rates, "--confidence", "90%"]
    assert main(["fill", str(plan_file), "-o", str(filled), *arguments]) == 0
    book = openpyxl.load_workbook(filled, data_only=True)
    assert column(book, "Plan_Target") == [500000]
    assert column(book, "Plan_Value") == [8000]
    assert column(book, "Plan_Confidence") == [0.9]
    assert column(book, "Plan_Rates") == [0.02, 0.3, 0.25, *[None] * 9]
    assert column(book, "Plan_Stages")[:5] == ["Visitor", "MCL", "MQL", "Closed won", None]
    assert column(book, "Plan_Required")[:4] == [42000, 840, 252, 63]
    assert column(book, "Plan_Required_Confident")[3:5] == [63, None]
    basis = column(book, "Plan_Basis")
    assert basis[:6] == [500000, 8000, 0.9, 0.02, 0.3, 0.25]
    assert set(basis[6:]) == {None}
    assert len(basis) == 27


def test_fill_reads_what_the_workbook_says(tmp_path: Path, plan_file: Path) -> None:
    """Without options the workbook's own inputs are the plan."""
    filled = tmp_path / "filled.xlsx"
    assert main(["fill", str(plan_file), "-o", str(filled)]) == 0
    book = openpyxl.load_workbook(filled, data_only=True)
    assert column(book, "Plan_Required")[:7] == VOLUMES
    assert column(book, "Plan_Required_Confident")[5] == 429


def test_fill_in_place_and_again_changes_nothing_more(plan_file: Path) -> None:
    """Filling twice is filling once, byte for byte."""
    assert main(["fill", str(plan_file)]) == 0
    once = plan_file.read_bytes()
    assert main(["fill", str(plan_file)]) == 0
    assert plan_file.read_bytes() == once


def test_fill_with_counts(tmp_path: Path, plan_file: Path) -> None:
    """Counts win over rates, and make the confident volumes honest about what is not known."""
    counts = tmp_path / "counts.csv"
    counts.write_text("stage;entered;advanced\nSQL;80;40\nOpportunity;200;50\nWon;;\n")
    filled = tmp_path / "filled.xlsx"
    arguments = ["--target", "100", "--value", "1", "--counts", str(counts), "--confidence", "80%"]
    assert main(["fill", str(plan_file), "-o", str(filled), *arguments]) == 0
    book = openpyxl.load_workbook(filled, data_only=True)
    assert column(book, "Plan_Counts")[:6] == [80, 40, 200, 50, None, None]
    assert column(book, "Plan_Stages")[:4] == ["SQL", "Opportunity", "Won", None]
    assert column(book, "Plan_Required")[:3] == [800, 400, 100]
    assert column(book, "Plan_Required_Confident")[1:3] == [450, 100]
    assert column(book, "Plan_Basis")[3:5] == [0.5, 0.25]
    assert column(book, "Plan_Basis")[15:18] == [80, 200, None]


def test_rates_given_blank_the_counts_of_the_workbook(tmp_path: Path, plan_file: Path) -> None:
    """Otherwise the counts would win over what was just given."""
    counts = tmp_path / "counts.csv"
    counts.write_text("80,40\n200,50\n")
    assert main(["fill", str(plan_file), "--counts", str(counts)]) == 0
    assert main(["fill", str(plan_file), *WORKED]) == 0
    book = openpyxl.load_workbook(plan_file, data_only=True)
    assert set(column(book, "Plan_Counts")) == {None}
    assert column(book, "Plan_Required")[:7] == VOLUMES


def test_output_never_replaces_another_file_silently(tmp_path: Path, plan_file: Path) -> None:
    """A different file in the way is kept, unless it is forced."""
    other = tmp_path / "other.xlsx"
    other.write_bytes(b"precious")
    run = funnel("fill", str(plan_file), "-o", str(other))
    assert run.returncode == 1
    assert "other.xlsx" in run.stderr
    assert "--force" in run.stderr
    assert other.read_bytes() == b"precious"
    assert funnel("fill", str(plan_file), "-o", str(other), "--force").returncode == 0
    assert funnel("new", "funnel_plan", "-o", str(other)).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--rates", "0.5,47"],
            "'--rates' must be shares above 0 and up to 1; number 2 is 47: write 47% or 0.47",
        ),
        (["--rates", "0.5,0"], "number 2 is 0"),
        (["--rates", "0.5,-1"], "number 2 is -1"),
        (["--rates", "0.5,half"], "number 2 is the text 'half'"),
        (["--rates", "0.5,,0.5"], "number 2 is blank"),
        (["--rates", ",".join(["0.9"] * 13)], "at most 12 steps"),
        (["--target", "0"], "'--target' must be"),
        (["--target", "-5"], "it is -5"),
        (["--target", "1.000"], "could be 1 or 1000"),
        (["--value", "0"], "'--value'"),
        (["--confidence", "80"], "write 80% or 0.8"),
        (["--start", "soon"], "'--start' must be a date"),
        (["--counts", "nowhere.csv"], "nowhere.csv: there is no such file"),
        (["--stages", "A,B"], "names 2 stages, but 6 rates make 7"),
        (["--end", "2026-01-01"], "'Plan_End' must not be before 'Plan_Start'"),
        (["--weights", "0,0"], "'Plan_Weights' (Schedule!H7 and on) must not all be 0"),
        (["--target", "1e999999"], "is the text '1e999999'"),
    ],
)
def test_bad_input_gets_one_sentence_and_nothing_is_written(
    tmp_path: Path, plan_file: Path, arguments: list[str], said: str
) -> None:
    """Exit status 1, the sentence on standard error, no output file, no traceback."""
    before = plan_file.read_bytes()
    filled = tmp_path / "filled.xlsx"
    run = funnel("fill", str(plan_file), "-o", str(filled), *arguments)
    assert run.returncode == 1
    assert said in run.stderr
    assert run.stderr.startswith("funnel: ")
    assert "Traceback" not in run.stderr
    assert not filled.exists()
    assert plan_file.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["plan"], "needs a --target"),
        (["plan", "--target", "5"], "needs --rates"),
        (["new", "dashboard"], "there is no template 'dashboard'"),
        (["check", "missing.xlsx"], "missing.xlsx"),
        (["call"], "name a function"),
    ],
)
def test_what_is_missing_is_asked_for(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence says what to add."""
    assert main(arguments) == 1
    assert said in capsys.readouterr().err


def test_check_says_what_a_workbook_offers(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each name of the contract with its place, or that it is missing."""
    assert main(["check", str(plan_file)]) == 0
    out = capsys.readouterr().out
    assert "Nothing is wrong" in out
    assert main(["check", str(plan_file), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["names"]["Plan_Budget"] == "missing"
    assert data["names"]["Plan_Target"].startswith("Goal!")
    assert data["problems"] == []


def test_check_names_each_bad_cell(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Cell by cell, before anything is written."""
    book = openpyxl.load_workbook(plan_file)
    ((sheet, cells),) = book.defined_names["Plan_Rates"].destinations
    rates = book[sheet][cells.replace("$", "")]
    rates[1][0].value, rates[3][0].value = 47, "70%"
    book.save(plan_file)
    assert main(["check", str(plan_file)]) == 1
    out = capsys.readouterr().out
    assert f"{sheet}!{rates[1][0].coordinate} is 47: write 47% or 0.47" in out
    assert f"{sheet}!{rates[3][0].coordinate} is the text '70%'" in out


def test_a_person_s_own_workbook_with_ranges_across(tmp_path: Path) -> None:
    """Names on a sheet of one's own, running across and longer than the funnel, are filled."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "My plan"
    sheet.append(["goal", 100])
    sheet.append(["rates", 0.5, 0.25, None])
    sheet.append(["need", 9, 9, 9, 9])
    for name, cells in (
        ("Plan_Target", "$B$1"),
        ("plan_rates", "$B$2:$D$2"),
        ("Plan_Required", "$B$3:$E$3"),
    ):
        book.defined_names[name] = openpyxl.workbook.defined_name.DefinedName(
            name, attr_text=f"'My plan'!{cells}"
        )
    path = tmp_path / "own.xlsx"
    book.save(path)
    assert main(["fill", str(path)]) == 0
    after = openpyxl.load_workbook(path)["My plan"]
    assert [cell.value for cell in after[3]] == ["need", 800, 400, 100, None]


def test_an_output_too_short_is_refused_before_anything_is_written(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A range of the wrong length is named with what it would need."""
    book = openpyxl.load_workbook(plan_file)
    ((sheet, cells),) = book.defined_names["Plan_Required_Confident"].destinations
    first = cells.split(":")[0]
    book.defined_names["Plan_Required_Confident"].attr_text = f"{sheet}!{first}"
    book.save(plan_file)
    before = plan_file.read_bytes()
    assert main(["fill", str(plan_file), *WORKED]) == 1
    assert "'Plan_Required_Confident'" in capsys.readouterr().err
    assert plan_file.read_bytes() == before


def test_help_and_version_answer() -> None:
    """Every command is in the help; the version is the package's."""
    run = funnel("--help")
    for command in ("demo", "new", "fill", "plan", "check", "call"):
        assert command in run.stdout
        assert funnel(command, "--help").returncode == 0
    assert funnel("--version").stdout.startswith("funnel ")
    assert funnel().returncode == 2


def test_a_target_in_wins_makes_customers_the_goal(tmp_path: Path, plan_file: Path) -> None:
    """A plan in customers: the workbook's value of a win stays, and is not divided by."""
    assert main(["fill", str(plan_file), "--wins", "63"]) == 0
    book = openpyxl.load_workbook(plan_file, data_only=True)
    assert column(book, "Plan_Target") == [63]
    assert column(book, "Plan_Value") == [10_000]
    assert column(book, "Plan_Goal") == ["customers"]
    assert column(book, "Plan_Required")[6] == 63


@pytest.mark.parametrize("command", [["check"], ["fill"]])
@pytest.mark.parametrize("path", [".", ""])
def test_a_folder_is_no_workbook(
    command: list[str], path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither is nothing at all."""
    assert main([*command, path]) == 1
    assert "folder" in capsys.readouterr().err


def test_given_rates_clear_counts_and_say_so(
    tmp_path: Path, plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a person typed is not cleared without a word."""
    counts = tmp_path / "counts.csv"
    counts.write_text("80,40\n200,50\n")
    assert main(["fill", str(plan_file), "--counts", str(counts)]) == 0
    assert "Note: Plan_Rates (Funnel!D8:D19) was cleared" in capsys.readouterr().out
    assert main(["fill", str(plan_file), *WORKED]) == 0
    assert "Note: Plan_Counts (Funnel!E8:F19) was cleared" in capsys.readouterr().out
    assert main(["fill", str(plan_file), "--end", "2027-06-30"]) == 0
    assert "Plan_Weights (Schedule!H7:S7) has 12 periods, but" in capsys.readouterr().out
