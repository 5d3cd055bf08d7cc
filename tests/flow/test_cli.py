"""The `funnel` command as a person types it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from funnel_addin.catalog import CATALOG, WHY
from funnel_addin.cli import main
from tests.flow.test_real_data import column

WORKED = ["--target", "1000000", "--value", "10000", "--rates", "1%,47%,38%,70%,50%,25%"]
VOLUMES = [640000, 6400, 3008, 1143, 800, 400, 100]


def funnel(*words: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-m", "funnel_addin.cli", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        **options,
    )


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    """Start a workbook from the template."""
    path = tmp_path / "plan.xlsx"
    assert main(["new", "funnel_plan", "-o", str(path)]) == 0
    return path


def test_demo_prints_the_worked_case_and_writes_a_filled_workbook(tmp_path: Path) -> None:
    """The first command that anyone runs: a table, a workbook, and what to do next."""
    run = funnel("demo", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    for volume in VOLUMES:
        assert f"{volume:,}" in run.stdout
    for word in ("Visitor", "Marketing", "Sales", "47%", "At 80%", "429", "funnel_demo.xlsx"):
        assert word in run.stdout
    book = openpyxl.load_workbook(tmp_path / "funnel_demo.xlsx", data_only=True)
    assert column(book, "Plan_Required")[:7] == VOLUMES
    assert column(book, "Plan_Required_Confident")[5:8] == [429, 100, None]


def test_a_second_demo_replaces_nothing(tmp_path: Path) -> None:
    """The demo writes beside a file that is already there."""
    (tmp_path / "funnel_demo.xlsx").write_text("mine")
    assert funnel("demo", cwd=tmp_path).returncode == 0
    assert (tmp_path / "funnel_demo.xlsx").read_text() == "mine"
    assert (tmp_path / "funnel_demo-2.xlsx").exists()


def test_plan_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    """Stage, owner, rate, required, required at the confidence."""
    assert main(["plan", *WORKED, "--confidence", "80%"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "To win 100 (1,000,000 at 10,000 each), 640,000 must enter at the top."
    assert lines[2].split()[:6] == ["Stage", "Owner", "Rate", "Required", "At", "80%"]
    assert lines[9].split()[:5] == ["Opportunity", "Sales", "25%", "400", "429"]


def test_plan_prints_json_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    """Every number of the table, unrounded ones too."""
    assert main(["plan", *WORKED, "--confidence", "0.8", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["wins"] == 100
    assert [row["required"] for row in data["stages"]] == VOLUMES
    assert data["stages"][0]["required_exact"] == pytest.approx(639897.6161254199)
    assert data["stages"][5]["required_confident"] == 429
    assert data["stages"][6]["rate"] is None


@pytest.mark.parametrize("text", ["1000000", "1,000,000", "1_000_000", "1e6"])
def test_amounts_are_read_as_people_type_them(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Thousands may be grouped; nothing else is guessed."""
    assert main(["plan", "--target", text, "--value", "10000", "--rates", "25%"]) == 0
    assert "To win 100" in capsys.readouterr().out


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
    assert funnel("new", "-o", str(other)).returncode == 1


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
        (["--target", "1.000.000"], "is the text '1.000.000'"),
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
    ("rows", "said"),
    [
        ("entered,advanced\n200,50\n30,40\n", "row 3 'advanced' must be at most 'entered'"),
        ("200,50\n30,x\n7.5,2\n", "row 2 is '30,x'; row 3 is '7.5,2'"),
        ("entered,advanced\n", "holds none"),
        ("200\n", "row 1 is '200'"),
        ("-200,50\n", "row 1"),
        ("x,1\n" * 50, "and 30 rows more"),
        ('{"private_key": "secret, indeed"}\n', "it is JSON: give the export of counts"),
    ],
)
def test_bad_counts_are_named_by_their_rows(
    tmp_path: Path, rows: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """All bad rows at once."""
    path = tmp_path / "counts.csv"
    path.write_text(rows)
    assert main(["plan", "--target", "10", "--counts", str(path)]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert "secret" not in told


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


def test_call_answers_and_exits_0_or_1(capsys: pytest.CaptureFixture[str]) -> None:
    """A value and status 0; an error with its code and its sentence, and status 1."""
    assert main(["call", "FUNNEL_REQUIRED", "[21, 0.7]"]) == 0
    assert json.loads(capsys.readouterr().out) == {"value": [[30], [21]]}
    assert main(["call", "funnel_required", "[21, 7]"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["error"] == "#NUM!"
    assert answer["message"].startswith("'rates' must be shares above 0 and up to 1; it is 7")


@pytest.mark.parametrize(
    ("function", "arguments", "code"),
    [
        ("NO_SUCH", "[]", "#NAME?"),
        ("FUNNEL_REQUIRED", "[1, 0.5", "#VALUE!"),
        ("FUNNEL_REQUIRED", '{"target": 1}', "#VALUE!"),
        ("FUNNEL_REQUIRED", "[NaN, 0.5]", "#VALUE!"),
        ("FUNNEL_REQUIRED", "[1e999, 0.5]", "#NUM!"),
        ("FUNNEL_REQUIRED", "[" + "9" * 400 + ", 0.5]", "#NUM!"),
    ],
)
def test_call_refuses_what_no_cell_can_hold(
    function: str, arguments: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Broken JSON and impossible numbers are answered like any other error."""
    assert main(["call", function, arguments]) == 1
    assert json.loads(capsys.readouterr().out)["error"] == code


def test_a_batch_answers_every_line_even_bad_ones() -> None:
    """One answer a line; a line that is wrong does not stop the others."""
    lines = [
        '{"function": "FUNNEL_PACE", "args": [47, 60]}',
        "nonsense",
        "[1]",
        '{"function": "X"}',
    ]
    run = funnel("call", "--batch", input="\n".join(lines))
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 0
    assert answers[0] == {"value": [["behind"]]}
    assert [answer.get("error") for answer in answers] == [None, "#VALUE!", "#VALUE!", "#NAME?"]


def test_check_says_what_a_workbook_offers(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each name of the contract with its place, or that it is missing."""
    assert main(["check", str(plan_file)]) == 0
    out = capsys.readouterr().out
    assert "Nothing is wrong" in out
    assert main(["check", str(plan_file), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["names"]["Plan_Pace"] == "missing"
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


@pytest.mark.skipif(os.name == "nt", reason="closing a pipe early is different on Windows")
def test_a_closed_pipe_is_no_traceback() -> None:
    """`funnel plan | head -1` ends quietly."""
    words = " ".join(
        f"'{word}'" for word in [sys.executable, "-m", "funnel_addin.cli", "plan", *WORKED]
    )
    run = subprocess.run(
        ["bash", "-c", f"{words} | true; exit ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""


def test_a_target_in_wins_clears_the_value(tmp_path: Path, plan_file: Path) -> None:
    """A plan in customers: the workbook's value of a win is cleared, not divided by."""
    assert main(["fill", str(plan_file), "--wins", "63"]) == 0
    book = openpyxl.load_workbook(plan_file, data_only=True)
    assert column(book, "Plan_Target") == [63]
    assert column(book, "Plan_Value") == [None]
    assert column(book, "Plan_Required")[6] == 63


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--target", "500.000"], "could be 500 or 500000"),
        (["--target", "50%"], "it is the share 50%"),
        (["--rates", "-2%,0.5"], "number 1 is -0.02"),
        (["--rates", "-1"], "number 1 is -1"),
        (["--wins", "5", "--value", "8"], "--wins is a target of its own"),
        (["--start", "01/31/2027"], "write it as 2027-01-31"),
        (["--end", "2026-01-01", "--start", "2027-01-01"], "--end must not be before --start"),
        (["--owners", "A,B"], "one owner per stage, 3 of them; got 2"),
    ],
)
def test_what_could_be_meant_in_two_ways_is_refused(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is guessed: a thousand times more or less is no small matter."""
    base = ["--rates", "0.5,0.2"] if "--rates" not in arguments else []
    goal = [] if {"--target", "--wins"} & set(arguments) else ["--target", "100"]
    assert main(["plan", *goal, *base, *arguments]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("command", [["check"], ["fill"]])
@pytest.mark.parametrize("path", [".", ""])
def test_a_folder_is_no_workbook(
    command: list[str], path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither is nothing at all."""
    assert main([*command, path]) == 1
    assert "folder" in capsys.readouterr().err


def test_new_into_a_folder_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The name of a file is asked for."""
    assert main(["new", "-o", "."]) == 1
    assert "expected the name of a file" in capsys.readouterr().err


def test_counts_as_spreadsheets_export_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Grouped thousands, decimals of zero, and a last row that names the wins with its count."""
    path = tmp_path / "counts.csv"
    path.write_text('stage,entered,advanced\nLead,"10,000",200.0\nDeal,200,50\nCustomer,50,\n')
    assert main(["plan", "--wins", "100", "--counts", str(path)]) == 0
    out = capsys.readouterr().out
    assert "20,000" in out
    assert "Customer" in out
    path.write_bytes("Stufe,1,1\nK\xe4ufer,2,1\n".encode("cp1252"))
    assert main(["plan", "--wins", "100", "--counts", str(path)]) == 1
    assert "CSV UTF-8" in capsys.readouterr().err


def test_plan_shows_the_schedule_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """Weights spread every stage; a term says what is due to date."""
    words = ["plan", "--wins", "10", "--rates", "0.5", "--weights", "1,1,2"]
    assert main(words) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "Stage 1     5  5  10",
        "Closed won  3  2   5",
    ]
    term = ["--start", "2027-01-01", "--end", "2027-12-31", "--as-of", "2027-12-31", "--json"]
    assert main([*words, *term]) == 0
    stages = json.loads(capsys.readouterr().out)["stages"]
    assert stages[0]["schedule"] == [5, 5, 10]
    assert stages[0]["expected_to_date"] == 20


def test_a_small_plan_explains_why_being_sure_may_need_less(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Chained ceilings inflate small plans; the confident volumes are rounded once."""
    rates = ",".join(["90%"] * 12)
    assert main(["plan", "--wins", "10", "--rates", rates, "--confidence", "80%"]) == 0
    assert "rounded up at every step" in capsys.readouterr().out


def test_given_rates_clear_counts_and_say_so(
    tmp_path: Path, plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a person typed is not cleared without a word."""
    counts = tmp_path / "counts.csv"
    counts.write_text("80,40\n200,50\n")
    assert main(["fill", str(plan_file), "--counts", str(counts)]) == 0
    assert "Note: Plan_Rates was cleared" in capsys.readouterr().out
    assert main(["fill", str(plan_file), *WORKED]) == 0
    assert "Note: Plan_Counts was cleared" in capsys.readouterr().out
    assert main(["fill", str(plan_file), "--end", "2027-06-30"]) == 0
    assert "Plan_Weights has 12 periods, but" in capsys.readouterr().out


def test_functions_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """`funnel functions` lists the catalog; with a name, also without its prefix, it explains."""
    assert main(["functions"]) == 0
    listed = capsys.readouterr().out
    assert all(f"  {function.name} " in listed for function in CATALOG)
    assert main(["functions", "spread"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("FUNNEL_SPREAD(target, weights)\n")
    assert "=FUNNEL_SPREAD(100, {1,1,1})\n    34   33   33\n" in told
    assert "`funnel call FUNNEL_SPREAD '[…]'` with the numbers of its arguments prints" in told
    assert main(["functions", "sprea"]) == 1
    assert "did you mean FUNNEL_SPREAD" in capsys.readouterr().err


def test_the_function_that_tells_why_is_explained_where_it_cannot_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """FUNNEL_WHY reads cells: the command line explains it, and says what prints reasons."""
    assert main(["functions"]) == 0
    assert f"Errors\n  FUNNEL_WHY {' ' * 19} {WHY.summary}\n" in capsys.readouterr().out
    for name in ("FUNNEL_WHY", "why"):
        assert main(["functions", name]) == 0
        told = capsys.readouterr().out
        assert told.startswith("FUNNEL_WHY(cell)\n")
        assert (
            "=FUNNEL_WHY(B4)\n    'rates' must be shares above 0 and up to 1; row 2 is 47" in told
        )
    assert main(["call", "funnel_why", '["B4"]']) == 1
    answered = json.loads(capsys.readouterr().out)
    assert answered["error"] == "#VALUE!"
    assert "call the function that shows the error" in answered["message"]


@pytest.mark.parametrize("name", ["FUNNEL_", "FUNNEL_XQZ", "SUM"])
def test_a_name_that_is_near_to_none_is_no_guess(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What all names begin with makes none of them near; the list is a command away."""
    assert main(["call", name, "[]"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["error"] == "#NAME?"
    assert told["message"] == f"no function is called {name}; `funnel functions` lists them all"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["[330, [[60%]]]"], "write 0.6 for 60%"),
        (["[330, {0.6;0.3}]"], "[[1],[2]] for a column"),
        (["330", "0.4"], "got 2: 330 0.4"),
    ],
)
def test_arguments_that_are_no_json_are_told_how_to_be(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is typed as in a cell, or as several words, is refused with the way to write it."""
    assert main(["call", "FUNNEL_REQUIRED", *words]) == 1
    printed = capsys.readouterr()
    assert told in printed.out + printed.err
