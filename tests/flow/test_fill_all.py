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
from tests.flow.test_plans import book_of
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
    assert column(book, "Plan_Filled")[1] == "funnel fill, actuals.csv"
    assert "By 2027-02-28:" in told
    assert [line.split()[-1] for line in told.splitlines() if "189,000" in line] == ["ahead"]


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
    assert told.startswith("100 customers over 3 channels take 14,167 records into Visitor.\n")
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
        (["--goal", "sales"], "'--goal' must be one of revenue, customers, profit"),
        (["--currency", "$"], "it is '$': write USD"),
        (["--retention", "80"], "'--retention' must be a share from 0 to 1; it is 80"),
        (["--fixed-cost", "1.500"], "could be 1.5 or 1500"),
        (["--volumes", "5,x,-1"], "'--volumes' must be whole numbers from 0 up; number 2 is"),
        (["--lags", "1,,0.5"], "number 3 is 0.5"),
        (["--actuals", "nowhere.csv"], "nowhere.csv: there is no such file"),
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


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("funnel_plan", ["--budget", "5"], "--budget belongs to a channel budget. "),
        ("funnel_plan", ["--channels", "x.csv"], "--channels belongs to a channel budget. "),
        ("channel_budget", ["--rates", "1%"], "belongs to a funnel plan: give rates by --channels"),
        ("marketing_system", ["--channels", "x.csv"], "name its channels by --channel-names"),
    ],
)
def test_what_belongs_to_another_workbook_is_refused(
    start: Any, name: str, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what this one is, and what to type instead; nothing is written."""
    path = start(name)
    before = path.read_bytes()
    assert main(["fill", str(path), *words]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert f". {path.name} is a " in told or "is a " in told
    assert path.read_bytes() == before


def test_a_log_is_replaced_or_added_to(
    start: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Either is told; a row that is there already is not there twice; a full log says its cure."""
    path = start("marketing_system")
    words = ["fill", str(path), "--channel-names", "Mail,Ads", "--stages", "Visitor,Won"]
    words += ["--result", "Won"]
    head = "date,channel,stage,kind,what,amount\n"
    one, two = "2027-01-05,Mail,,expense,Paper,5\n", "2027-01-06,Ads,Won,outcome,,2\n"
    new = tmp_path / "new.csv"
    new.write_text(head + one)
    assert main([*words, "--log", str(new)]) == 0
    assert "replaced by" not in capsys.readouterr().out
    assert column(filled(path), "Plan_Channels")[:3] == ["Mail", "Ads", None]
    new.write_text(head + one.upper() + two)
    assert main([*words, "--add-to-log", str(new)]) == 0
    told = capsys.readouterr().out
    assert "1 row of new.csv added below the 1 of Plan_Log (Log!" in told
    assert "1 row not added, being there already: 2027-01-05 MAIL expense PAPER 5" in told
    assert column(filled(path), "Plan_Log").count("Mail") == 1
    assert main([*words, "--log", str(new)]) == 0
    told = capsys.readouterr().out
    assert "2 rows of Plan_Log (Log!" in told
    assert ") were replaced by 2 of new.csv; to add rows below, use --add-to-log" in told
    new.write_text(head + "".join(f"2027-01-05,Ads,,expense,No {n},5\n" for n in range(1200)))
    assert main([*words, "--add-to-log", str(new)]) == 1
    assert "1,202 are needed: log sums, a row per channel and month, or begin" in (
        capsys.readouterr().err
    )


def test_a_goal_in_customers_with_a_value_beside_it(
    start: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """A budget needs the value for its returns; a plan takes it, too; the goal has an owner."""
    for name in ("channel_budget", "funnel_plan"):
        path = start(name)
        words = ["fill", str(path), "--wins", "80", "--value", "6000"]
        words += ["--rates", "1%,5%", "--owner", "Ann"] if name == "funnel_plan" else []
        assert main(words) == 0
        book = filled(path)
        assert column(book, "Plan_Goal") == ["customers"]
        assert column(book, "Plan_Target") + column(book, "Plan_Value") == [80, 6000]
        assert main(["fill", str(path), "--target", "480 000", "--value", "6000"]) == 0
        told = capsys.readouterr().out
        assert "the target is 480,000 customers; for a target in money add --goal revenue" in told


def test_counts_leave_the_names_that_they_do_not_give(
    start: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The wins keep their own name, and so does a stage whose row has none."""
    path = start("funnel_plan")
    (tmp_path / "counts.csv").write_text("Visitor;24.500;1.000\n;1.000;300\nOffer;300;90\n")
    words = ["fill", str(path), "--target", "10", "--stages", "Visitor,Lead,Demo,Customer"]
    assert main([*words, "--rates", "2,5%;12%;40%"]) == 0
    assert column(filled(path), "Plan_Rates")[:3] == [0.025, 0.12, 0.4]
    assert main(["fill", str(path), "--counts", str(tmp_path / "counts.csv")]) == 0
    book = filled(path)
    assert column(book, "Plan_Stages")[:5] == ["Visitor", "Lead", "Offer", "Customer", None]
    assert column(book, "Plan_Counts")[:2] == [24500, 1000]
    assert column(book, "Plan_Filled")[1] == "funnel fill, counts.csv"


def test_a_note_says_where_the_cells_of_a_name_are(
    start: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """People see cells, not names."""
    assert main(["fill", str(start("channel_budget")), "--budget", "9", "--as-of", "1.2.2027"]) == 0
    told = capsys.readouterr().out
    assert "it needs Plan_Target (Channels!C7) and " in told
    assert " and Plan_Shares (Channels!C18:C25)" in told


def test_the_commands_that_a_demo_ends_with_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each as it is printed, one after the other."""
    monkeypatch.chdir(tmp_path)
    assert main(["demo"]) == 0
    lines = capsys.readouterr().out.partition("your own numbers:\n")[2].splitlines()
    commands = [line.partition("(")[0].split() for line in lines if line.startswith("  funnel ")]
    assert [words[1] for words in commands] == ["plan", "new", "new", "fill"]
    for _, *words in commands:
        assert main(words) == 0, words
    assert (tmp_path / "filled.xlsx").exists()


def test_what_a_file_leaves_out_is_named(
    start: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Channels that went, experiments that made room, activities that nobody names."""
    path = start("channel_budget", "--example")
    (tmp_path / "channels.csv").write_text("channel,share\nEvents,50%\nContent,50%\n")
    assert main(["fill", str(path), "--channels", str(tmp_path / "channels.csv")]) == 0
    told = capsys.readouterr().out
    assert "has the 2 of channels.csv now: Search ads, Partners, Outbound sales, Referrals" in told
    path = start("marketing_system", "--example")
    (tmp_path / "tried.csv").write_text(
        "entered A,advanced A,entered B,advanced B\n100,10,100,12\n"
    )
    (tmp_path / "log.csv").write_text(
        "date,channel,stage,kind,what,amount\n31.01.2024,Email,,activity,Lettre,2\n"
    )
    words = ["--experiments", str(tmp_path / "tried.csv"), "--channel-names", "Email"]
    words += ["--log", str(tmp_path / "log.csv")]
    assert main(["fill", str(path), *words]) == 0
    told = capsys.readouterr().out
    assert "held 3 rows: the 1 of tried.csv took their place" in told
    assert "does not name, “lettre”: nothing is learnt about them" in told


def test_counts_go_to_the_usual_stages_where_a_workbook_names_none(tmp_path: Path) -> None:
    """By their names, not in the file's order."""
    cells: dict[str, Any] = {
        "Plan_Target": [[10]],
        "Plan_Rates": [[0.5], [0.5]],
        "Plan_Actuals": [[None], [None], [None]],
        "Plan_Required": [[None]] * 3,
    }
    path = tmp_path / "own.xlsx"
    book_of(path, cells).save(path, overwrite=True)
    file = tmp_path / "actuals.csv"
    file.write_text("stage,Jan\nClosed won,3\nStage 1,100\n")
    assert main(["fill", str(path), "--actuals", str(file)]) == 0
    assert column(filled(path), "Plan_Actuals") == [100, None, 3]


def test_the_help_has_a_group_for_the_goal() -> None:
    """Which both a plan and a budget have."""
    groups = funnel("fill", "--help").stdout.split("\n\n")
    (goal,) = (each for each in groups if each.startswith("the goal: funnel_plan, channel_budget"))
    for option in ("--target", "--value", "--wins", "--goal", "--owner"):
        assert f"{option} " in goal
