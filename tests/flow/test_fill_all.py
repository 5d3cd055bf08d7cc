"""`funnel fill` on each template: options and files in, the main result out, and no more."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from funnel_addin.cli import main
from funnel_addin.cli.fill_options import FILES, INPUTS
from funnel_addin.names import Role, find
from funnel_addin.templates import TEMPLATES
from tests.flow.command import WORKED, funnel
from tests.flow.test_real_data import column

CHANNELS = """\
channel,share,spend,ceiling,half,shape,Visitor,Lead
Search,50%,20000,200,15000,1,3%,25%
Social,30%,8000,120,9000,1.5,2%,20%
Partners,20%,4000,60,6000,1,,40%
"""
GROWTH = (2, 5, 1, 7, 3, 8, 2, 9, 4)


def log() -> str:
    """Nine quarters: webinars, and the wins that follow them in the same quarter."""
    lines = ["date;channel;stage;kind;what;amount"]
    for number, webinars in enumerate(GROWTH):
        day = datetime.date(2025 + number // 4, 3 * (number % 4) + 2, 10)
        lines.append(f"{day};Webinars;;activity;Webinar;{webinars}")
        lines.append(f"{day};Webinars;;expense;Platform;{webinars * 150},50")
        for stage, volume in (("Visitor", 1000), ("Lead", 200), ("Won", 10 + 4 * webinars)):
            lines.append(f"{day};Webinars;{stage};outcome;;{volume}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def start(tmp_path: Path) -> Any:
    """Start a workbook from a template by its name."""

    def started(name: str, *words: str) -> Path:
        path = tmp_path / f"{name}.xlsx"
        assert main(["new", name, "-o", str(path), *words]) == 0
        return path

    return started


def filled(path: Path) -> openpyxl.Workbook:
    """Read a workbook as it lies on the disk."""
    return openpyxl.load_workbook(path, data_only=True)


def test_every_option_sets_an_input_that_a_template_has(start: Any) -> None:
    """Each is an input of the contract, and at least one template has a place for it."""
    books = [filled(start(each.name)) for each in TEMPLATES]
    for each in INPUTS:
        known = find(each.name)
        assert known is not None, each.option
        assert known.role is Role.INPUT, each.option
        assert any(each.name in book.defined_names for book in books), each.name


def test_the_help_groups_options_by_their_workbook() -> None:
    """Each template's options stand under its name."""
    told = funnel("fill", "--help").stdout
    groups = told.split("\n\n")
    for name, option in (
        ("funnel_plan", "--last-year"),
        ("marketing_system", "--log"),
        ("channel_budget", "--channels"),
    ):
        (group,) = (each for each in groups if each.startswith(name))
        assert option in group
    for option in (*(each.option for each in INPUTS), *FILES):
        assert f"--{option} " in told


def test_a_plan_by_its_options(
    start: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The year before, a base of customers, records in the funnel, lags, and what was counted."""
    path = start("funnel_plan")
    (tmp_path / "actuals.csv").write_text("stage,Jan,Feb\nVisitor,90000,99000\nMCL,950,\n")
    words = [*WORKED, "--confidence", "80%", "--goal", "revenue", "--last-year", "800000"]
    words += [
        "--existing",
        "20",
        "--retention",
        "80%",
        "--volumes",
        "5000,,30",
        "--currency",
        "EUR",
    ]
    words += ["--lags", "1,0,0,1,1,2", "--start", "2027-01-01", "--end", "2027-12-31"]
    words += ["--actuals", str(tmp_path / "actuals.csv")]
    capsys.readouterr()
    assert main(["fill", str(path), *words]) == 0
    told = capsys.readouterr().out
    assert told.startswith("To win 168, ")
    assert "What is in the funnel now reaches the goal in less than 1 of 100 years" in told
    book = filled(path)
    assert column(book, "Plan_Required")[6] == 168
    assert column(book, "Plan_Volumes")[:4] == [5000, None, 30, None]
    assert column(book, "Plan_Lags")[:7] == [1, 0, 0, 1, 1, 2, None]
    assert column(book, "Plan_Actuals")[:3] == [90000, 99000, None]
    assert column(book, "Plan_Actuals")[12:14] == [950, None]
    assert column(book, "Plan_Currency") == ["EUR"]
    assert column(book, "Plan_Filled")[1] == "funnel fill"


def test_a_budget_by_its_file_of_channels(
    start: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Volumes per channel, and the split that brings the most; JSON says every cell written."""
    path = start("channel_budget")
    (tmp_path / "channels.csv").write_text(CHANNELS)
    words = ["--target", "100", "--goal", "customers", "--stages", "Visitor,Lead,Won"]
    words += ["--channels", str(tmp_path / "channels.csv"), "--budget", "30000", "--churn", "3%"]
    words += ["--scenario-budgets", "20000,30000,40000", "--scenario-ceilings", "1,,80%"]
    capsys.readouterr()
    assert main(["fill", str(path), *words]) == 0
    told = capsys.readouterr().out
    assert told.startswith("To win 100 over 3 channels, 14,217 must enter.\n")
    assert "The split of 30,000 below brings the most: " in told
    assert main(["fill", str(path), *words, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["written"] == {}
    assert data["parts"] == ["budget"]
    assert data["outputs"]["Plan_Mix"][-1] == [50, 30, 20]
    book = filled(path)
    spend = column(book, "Plan_Allocation")[:3]
    assert sum(spend) == pytest.approx(30000)  # type: ignore[arg-type]
    assert column(book, "Plan_Scenario_Ceilings") == [1, None, 0.8]
    assert column(book, "Plan_Channels")[:4] == ["Search", "Social", "Partners", None]


def test_a_system_by_its_log(
    start: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Trends, what the result follows, and how sure an experiment is, each in a line."""
    path = start("marketing_system")
    (tmp_path / "log.csv").write_text(log())
    (tmp_path / "tried.csv").write_text(
        "entered A,advanced A,entered B,advanced B\n1000,50,1000,80\n"
    )
    words = ["--grain", "quarter", "--start", "2025-01-01", "--stages", "Visitor,Lead,Won"]
    words += ["--activities", "Webinar", "--result", "Won", "--log", str(tmp_path / "log.csv")]
    words += ["--experiments", str(tmp_path / "tried.csv")]
    capsys.readouterr()
    assert main(["fill", str(path), *words]) == 0
    told = capsys.readouterr().out
    assert told.startswith("9 periods with outcomes; step rates: 2 steady.\n")
    assert "What Won follows, and how many periods later:\n" in told
    assert "Webinar     0  1.00" in told
    assert "experiment 1: more than 99%." in told
    book = filled(path)
    assert column(book, "Plan_Log")[:6] == [
        datetime.datetime(2025, 2, 10), "Webinars", None, "activity", "Webinar", 2
    ]  # fmt: skip
    assert column(book, "Plan_Trends")[0] == "steady"
    assert main(["fill", str(path), *words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["written"] == {}


@pytest.mark.parametrize("name", [each.name for each in TEMPLATES])
def test_an_example_is_filled_already(
    name: str, start: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fill has a main result to tell of it; a second one changes nothing."""
    path = start(name, "--example")
    capsys.readouterr()
    assert main(["fill", str(path)]) == 0
    first, *_ = capsys.readouterr().out.splitlines()
    assert any(digit in first for digit in "123456789")
    once = path.read_bytes()
    assert main(["fill", str(path)]) == 0
    assert path.read_bytes() == once


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--goal", "growth"], "'--goal' must be one of revenue, customers, profit"),
        (["--grain", "month"], "'--grain' must be one of quarter, half-year, year"),
        (["--currency", "$"], "it is '$': write USD"),
        (["--retention", "80"], "'--retention' must be a share from 0 to 1; it is 80"),
        (["--fixed-cost", "1.500"], "could be 1.5 or 1500"),
        (["--volumes", "5,x,-1"], "'--volumes' must be whole numbers from 0 up; number 2 is"),
        (["--lags", "1,,0.5"], "number 3 is 0.5"),
        (["--log", "nowhere.csv"], "nowhere.csv: there is no such file"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_written(
    words: list[str], said: str, plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence with the option and what it must be."""
    before = plan_file.read_bytes()
    assert main(["fill", str(plan_file), *words]) == 1
    assert said in capsys.readouterr().err
    assert plan_file.read_bytes() == before


def test_what_belongs_to_another_workbook_is_told(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A budget for a plan has no place there: it is said that it was not used."""
    assert main(["fill", str(plan_file), "--budget", "5000"]) == 0
    told = capsys.readouterr().out
    assert "Note: the workbook has no Plan_Budget: what you gave could not be used" in told
