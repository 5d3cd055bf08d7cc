"""The `funnel` command as a person types it."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.cli import main
from tests.flow.command import VOLUMES, WORKED, funnel
from tests.flow.test_real_data import column
from tests.templates.engines import ENGINES


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
    assert column(book, "Plan_Last_Year") == [800_000]
    assert column(book, "Plan_Goal_Owner") == ["Head of sales"]
    assert column(book, "Plan_Retention") == [0.7]
    assert "reaches the goal in 87 of 100 years like it." in run.stdout


def test_the_demo_is_filled_on_the_day_it_is_written(tmp_path: Path) -> None:
    """Its first sheet says when it was filled: never a day to come."""
    before = datetime.date.today()
    assert main(["demo", "-o", str(tmp_path / "demo.xlsx")]) == 0
    ((day, by),) = XlsxBook.open(tmp_path / "demo.xlsx").read("Plan_Filled").values
    assert isinstance(day, datetime.date)
    assert before <= day <= datetime.date.today()
    assert by == "funnel fill"


def test_the_demo_has_nothing_missing_on_its_goal(tmp_path: Path) -> None:
    """Is the goal SMART, and what four ways to more bring: all is answered, anew."""
    assert main(["demo", "-o", str(tmp_path / "demo.xlsx")]) == 0
    cells = {("Goal", row, column) for row in range(16, 31) for column in (3, 8)}
    (shown,) = ENGINES[0].calculate((tmp_path / "demo.xlsx").read_bytes(), [{}], cells)
    assert shown.errors == ()
    assert {shown.values["Goal", row, 3] for row in range(25, 31)} == {"yes"}
    gains = [shown.values["Goal", row, 8] for row in range(17, 21)]
    assert gains == pytest.approx([1e6 / 3, 70e4 / 0.69, 1e6 / 3, 1e6 / 3])


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


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--target", "500.000"], "could be 500 or 500000"),
        (["--target", "50%"], "it is the share 50%"),
        (["--rates", "-2%,0.5"], "number 1 is -0.02"),
        (["--rates", "-1"], "number 1 is -1"),
        (["--rates", "1,47,38"], "number 1 is 1, which counts as 100%: write 1% or 100%; number 2"),
        (["--rates", "1,47%,38%"], "number 1 is 1, which counts as 100%: write 1% or 100%; if"),
        (["--rates", "1;47%;38%"], "number 1 is 1, which counts as 100%: write 1% or 100%\n"),
        (["--rates", "50%,1"], "number 2 is 1, which counts as 100%"),
        (["--rates", "1,5%,12%"], "if 1,5% is one number, part the list by semicolons: 1,5%;12%"),
        (["--rates", "2,5%,12%"], "if 2,5% is one number, part the list by semicolons: 2,5%;12%"),
        (["--rates", "0,5%,1,5%"], "part the list by semicolons: 0,5%;1,5%"),
        (["--rates", "2,5%"], "if 2,5% is one number, write 2.5%"),
        (["--wins", "5", "--value", "8"], "--wins is a target of its own"),
        (["--start", "01/02/2027"], "could be 2027-02-01 or 2027-01-02"),
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


@pytest.mark.parametrize("typed", ["1,0.5", "2,5%;100%", "2.5%,1.0", "2.5%,100%", "1%,47%,0.38"])
def test_rates_that_say_what_they_are_are_taken(typed: str) -> None:
    """A 1 beside shares written as decimals is all, and one with its decimal or percent as well."""
    assert main(["plan", "--wins", "10", "--rates", typed]) == 0


def test_new_into_a_folder_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The name of a file is asked for."""
    assert main(["new", "funnel_plan", "-o", "."]) == 1
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
    assert "Note: counts.csv: row 4 has 50 entered and none advanced, so that 'Customer' is" in out
    path.write_text("Lead,10000,200\nDeal,200,50\nCustomer\n")
    assert main(["plan", "--wins", "100", "--counts", str(path)]) == 0
    assert "Note: counts.csv" not in capsys.readouterr().out
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
