"""`funnel history` as a person types it, on real files."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

from funnel_addin.cli import main
from funnel_addin.cli.history_parser import EXAMPLES
from tests.flow import history as made
from tests.flow.command import funnel


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with exports: a log, contacts, leads and deals."""
    path = tmp_path_factory.mktemp("exports")
    made.log_file(path)
    made.hubspot_file(path)
    made.leads_and_deals(path)
    return path


@pytest.fixture(autouse=True)
def inside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands are typed where the exports lie."""
    monkeypatch.chdir(folder)


LOG = ["history", "log.csv", *made.LOG_ROLES]
PATIENCE = 40.0
"""Seconds that a command at a terminal may take."""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def data_of(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """Run the command, and give the one object that it prints."""
    status = main([*words, "--json"])
    shown = capsys.readouterr()
    assert status == 0, shown.err
    data: dict[str, Any] = json.loads(shown.out)
    return data


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """Run the command, and give the one sentence that it ends with."""
    assert main(list(words)) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("funnel: ")
    assert len(shown.err.strip().splitlines()) == 1
    assert "fault of this program" not in shown.err
    return shown.err


def test_a_log_becomes_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    """What was read, rates, lags, channels, amounts, a forecast, problems, and what to do next."""
    assert main(LOG) == 0
    text = capsys.readouterr().out
    for part in (
        "Read log.csv: records by deal; stages in stage, entered at entered",
        "Stages: Lead → Demo → Won; lost: Lost.",
        "What share advances, however long it takes",
        "Aalen–Johansen",
        "What share reaches Won",
        "By channel: Lead → Won",
        "What a won record brings",
        "Entered each stage, by month",
        "What the open records will bring to Won",
        "--save-roles crm.toml",
        "funnel fill plan.xlsx --from crm.toml",
    ):
        assert part in text, part


def test_json_is_one_object_and_counts_as_plain_python_does(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Entered, advanced, lost and open of each pair; intervals around rates; months; amounts."""
    data = data_of(capsys, *LOG)
    drawn = made.walks()
    demo = [walk for walk in drawn if walk.entered[1]]
    won = [walk for walk in drawn if walk.entered[2]]
    first, second = data["steps"]
    assert (first["entered"], first["advanced"]) == (len(drawn), len(demo))
    assert (second["entered"], second["advanced"]) == (len(demo), len(won))
    assert second["lost"] == sum(walk.lost is not None for walk in demo)
    assert second["open"] == len(demo) - len(won) - second["lost"]
    assert second["naive"] == len(won) / len(demo)
    for pair in (*data["steps"], *data["to_won"], *data["channels"]):
        assert pair["low"] < pair["rate"] < pair["high"]
    assert {pair["channel"] for pair in data["channels"]} == {"Search", "Social", "Referral"}
    assert sum(month["entries"][2] for month in data["months"]) == len(won)
    assert data["amounts"][0]["total"] == sum(walk.amount for walk in won)
    assert data["forecast_total"]["low"] <= data["forecast_total"]["expected"]
    assert len(data["forecast"]) == 12


def test_hubspot_contacts_are_recognised(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is typed but the file; losses are not recorded, so a cure model answers."""
    data = data_of(capsys, "history", "contacts.csv")
    drawn = made.walks(losses=False)
    assert data["stages"] == ["Lead", "Marketing Qualified Lead", "Customer"]
    assert data["steps"][0]["entered"] == len(drawn)
    assert data["to_won"][0]["advanced"] == sum(walk.entered[2] is not None for walk in drawn)
    assert data["steps"][0]["method"] == "cure model"
    assert main(["history", "contacts.csv"]) == 0
    assert "as HubSpot exports it" in capsys.readouterr().out


def test_leads_and_deals_are_joined(capsys: pytest.CaptureFixture[str]) -> None:
    """Two files by an id: the date of the lead, the date of the deal."""
    data = data_of(
        capsys,
        *("history", "leads.csv", "deals.csv", "--record", "lead_id", "--channel", "source"),
        *("--stages", "Lead=created_at,Won=won_at", "--amount", "amount"),
    )
    drawn = made.walks(losses=False)
    (step,) = data["steps"]
    assert step["entered"] == len(drawn)
    assert step["advanced"] == sum(walk.entered[2] is not None for walk in drawn)
    assert data["amounts"][0]["with_amount"] == step["advanced"]


def test_parquet_and_workbooks_answer_as_csv_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same log as three kinds of file; the workbook's sheet is named."""
    duckdb.sql("SELECT * FROM 'log.csv'").write_parquet(str(tmp_path / "log.parquet"))
    book = openpyxl.Workbook()
    book.active.append(["nothing", "here"])
    sheet = book.create_sheet("Log")
    for row in (made.LOG, *made.log_rows(made.walks())):
        sheet.append(row)
    book.save(tmp_path / "log.xlsx")
    expected = data_of(capsys, *LOG)
    parquet = data_of(capsys, "history", str(tmp_path / "log.parquet"), *made.LOG_ROLES)
    xlsx = ["history", str(tmp_path / "log.xlsx"), "--table", "Log", *made.LOG_ROLES]
    assert parquet == expected
    assert data_of(capsys, *xlsx) == expected


def test_roles_are_saved_and_read_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By --roles, or as an export itself; with exports of another month, too."""
    roles = tmp_path / "crm.toml"
    expected = data_of(capsys, *LOG, "--save-roles", str(roles))
    assert data_of(capsys, "history", str(roles)) == expected
    assert data_of(capsys, "history", "--roles", str(roles)) == expected
    assert data_of(capsys, "history", "log.csv", "--roles", str(roles)) == expected
    said = refused(capsys, *LOG, "--save-roles", str(roles))
    assert "exists already" in said
    assert main([*LOG, "--save-roles", str(roles), "--force"]) == 0


def test_an_export_that_a_file_of_roles_names_is_never_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """--force allows it for results: what was exported stays as it is."""
    export = made.log_file(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main([*LOG, "--save-roles", "crm.toml"]) == 0
    before = export.read_bytes()
    capsys.readouterr()
    said = refused(capsys, "history", "crm.toml", "--csv", "log.csv", "--force")
    assert "which is an export that is read" in said
    assert export.read_bytes() == before


def test_columns_are_said_in_one_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of roles and options beside it would say two things."""
    roles = tmp_path / "crm.toml"
    assert main([*LOG, "--save-roles", str(roles)]) == 0
    capsys.readouterr()
    said = refused(capsys, "history", str(roles), "--stage", "stage")
    assert "leave out --stage" in said
    assert "name one" in refused(capsys, "history", str(roles), "--roles", str(roles))


def test_a_window_and_a_day_are_kept_to(capsys: pytest.CaptureFixture[str]) -> None:
    """Rates of records that entered from and to a day, as seen at the end of another."""
    days = ["--entered-from", "2025-09-01", "--entered-to", "2025-12-31", "--as-of", "2026-03-31"]
    data = data_of(capsys, *LOG, *days, "--confidence", "80%", "--months", "3", "--zone", "UTC")
    entered = [walk.entered[0] for walk in made.walks()]
    window = [day for day in entered if day and "2025-09-01" <= f"{day:%Y-%m-%d}" <= "2025-12-31"]
    assert data["steps"][0]["entered"] == len(window)
    assert (data["as_of"], data["entered_from"]) == ("2026-03-31", "2025-09-01")
    assert data["confidence"] == 0.8
    assert len(data["forecast"]) == 3
    assert data["zone"] == "UTC"


def test_wins_are_turned_into_entries(capsys: pytest.CaptureFixture[str]) -> None:
    """Month by month, from the same lags, with what open records bring taken off first."""
    data = data_of(capsys, *LOG, "--wins", "10,10,12,12", "--months", "2")
    needed = data["entries_needed"]
    assert needed["months"] == ["2026-07", "2026-08", "2026-09", "2026-10"]
    assert needed["wins"] == [10, 10, 12, 12]
    assert needed["from_open"] == [each["expected"] for each in data["forecast"][:4]]
    assert sum(needed["entries"]) > 0
    wanting = zip(needed["wins"], needed["expected"], strict=True)
    assert needed["short"] == pytest.approx([max(want - come, 0) for want, come in wanting])
    assert main([*LOG, "--wins", "10,10,12,12"]) == 0
    told = capsys.readouterr().out
    assert "What must enter Lead for the wins that are wanted" in told
    assert needed["formula"] in told


def test_all_channels_are_shown_where_that_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """Every step of each."""
    assert main([*LOG, "--channels"]) == 0
    text = capsys.readouterr().out
    for way in ("Lead → Demo", "Demo → Won", "Lead → Won"):
        assert f"By channel: {way}" in text


def test_the_past_is_played_again(capsys: pytest.CaptureFixture[str]) -> None:
    """At days that are given, one by one or in a list, or at the ends of months."""
    assert main([*LOG, "--check"]) == 0
    assert "Looking from 11 dates" in capsys.readouterr().out
    dates = ["--check", "--as-of", "2026-01-31,2025-12-31", "--as-of", "2026-03-31"]
    data = data_of(capsys, *LOG, *dates)
    assert [each["date"] for each in data["replays"]] == ["2025-12-31", "2026-01-31", "2026-03-31"]
    assert data["counts"]["held"] >= 0.7 * data["counts"]["forecast"] > 0
    assert data["sentence"].startswith("Looking from 3 dates")
    wins = data["replays"][0]["wins"]
    assert wins["held"] == (wins["low"] <= wins["happened"] <= wins["high"])
    assert main([*LOG, *dates]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert data["sentence"] in shown
    assert "◆ what happened" in shown


def test_csv_has_a_row_per_pair_and_channel(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As many as the JSON has pairs, each once."""
    path = tmp_path / "rates.csv"
    data = data_of(capsys, *LOG, "--csv", str(path))
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 3 + len(data["channels"])
    assert float(rows[0]["rate"]) == data["steps"][0]["rate"]
    assert names(tmp_path) == ["rates.csv"]


@pytest.mark.parametrize(("ending", "begins"), [("png", b"\x89PNG"), ("svg", b"<?xml")])
def test_cohort_curves_are_drawn(
    tmp_path: Path, ending: str, begins: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a picture of the kind that its name says."""
    path = tmp_path / f"curves.{ending}"
    assert main([*LOG, "--picture", str(path)]) == 0
    assert path.read_bytes().startswith(begins)
    assert names(tmp_path) == [path.name]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--as-of", "2026-03-31,2026-04-30"], "several go with --check"),
        (["--as-of", "03/04/2026"], "could be 2026-04-03 or 2026-03-04"),
        (["--as-of", "2999-01-01"], "2999-01-01"),
        (["--entered-from", "2026-02-01", "--entered-to", "2026-01-01"], "must not be before"),
        (["--confidence", "1"], "strictly between 0 and 1"),
        (["--months", "0"], "from 1 to 120"),
        (["--months", "2.5"], "from 1 to 120"),
        (["--wins", "ten"], "--wins"),
        (["--wins", "-1"], "--wins"),
        (["--zone", "Atlantis/Nowhere"], "must name a time zone"),
        (["--picture", "x.pdf"], "must end in .png or .svg"),
        (["--save-roles", "crm.txt"], "must end in .toml"),
        (["--check", "--explain"], "leave out one"),
        (["--dialects", "duckdb"], "add --explain"),
        (["--check", "--csv", "x.csv"], "--check answers nothing that --csv could hold"),
        (["--csv", "log.csv", "--force"], "an export that is read"),
        (["--csv", "nowhere/x.csv"], "there is no folder"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is written."""
    before = names(Path())
    assert said in refused(capsys, *LOG, *words)
    assert names(Path()) == before


def test_ways_to_type_it_wrongly(capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2, and what to type: no export, a choice that is none."""
    assert main(["history"]) == 2
    assert "expected at least one export" in capsys.readouterr().err
    with pytest.raises(SystemExit) as caught:
        main([*LOG, "--dates", "sideways"])
    assert caught.value.code == 2


def test_files_that_cannot_be_read_are_told_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """None there, a file of roles that is none."""
    assert "nothing.csv" in refused(capsys, "history", "nothing.csv")
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe")
    assert "bad.toml" in refused(capsys, "history", str(tmp_path / "bad.toml"))
    assert "no.toml" in refused(capsys, "history", str(tmp_path / "no.toml"))


def test_what_an_export_does_not_say_is_told_with_its_option(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nobody is there to be asked."""
    said = refused(capsys, "history", "log.csv", "--record", "deal")
    assert "--" in said


def test_dates_that_could_be_either_need_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Day-first is never guessed."""
    rows = [(f"D{at}", "Lead", f"0{at % 9 + 1}/0{at % 5 + 1}/2026") for at in range(30)]
    rows += [(f"D{at}", "Won", f"{at % 9 + 2:02}/{at % 5 + 2:02}/2026") for at in range(0, 30, 3)]
    log = made.csv_file(tmp_path / "log.csv", ("id", "stage", "day"), rows)
    words = ["history", str(log), "--record", "id", "--stage", "stage", "--time", "day"]
    words += ["--stages", "Lead,Won"]
    assert "--dates" in refused(capsys, *words)
    assert data_of(capsys, *words, "--dates", "day-first")["as_of"] == "2026-06-08"
    assert data_of(capsys, *words, "--dates", "month-first")["as_of"] == "2026-09-04"


def test_sql_is_explained_and_nothing_counted(capsys: pytest.CaptureFixture[str]) -> None:
    """Per dialect."""
    assert main([*LOG, "--explain"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("-- duckdb")
    assert "GROUP BY" in text
    assert 'FROM "events" AS' in text
    assert main([*LOG, "--explain"]) == 0
    assert capsys.readouterr().out == text
    dialects = ["--explain", "--dialects", "postgres,bigquery,snowflake"]
    told = data_of(capsys, *LOG, *dialects)
    assert list(told) == ["postgres", "bigquery", "snowflake"]
    assert all("GROUP BY" in sql for sql in told.values())
    assert "cobol" in refused(capsys, *LOG, "--explain", "--dialects", "cobol")


def test_the_examples_of_the_help_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that are typed there, where such files are."""
    made.log_file(tmp_path)
    made.hubspot_file(tmp_path)
    made.leads_and_deals(tmp_path)
    monkeypatch.chdir(tmp_path)
    for words, _ in EXAMPLES:
        assert main(["history", *shlex.split(words)]) == 0, words
        assert capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["history", "--help"])
    told = capsys.readouterr().out
    assert all(f"funnel history {words}" in told for words, _ in EXAMPLES)


def test_without_the_extra_it_says_how_to_get_it(folder: Path) -> None:
    """In one sentence, before the long work."""
    code = (
        "import sys; sys.modules['ibis'] = None; sys.modules['duckdb'] = None\n"
        "from funnel_addin.cli import main\n"
        "raise SystemExit(main(['history', 'log.csv']))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=folder
    )
    assert run.returncode == 1
    assert "pip install 'funnel-planner[history]'" in run.stderr
    assert len(run.stderr.splitlines()) == 1


ASKED = [
    *("history", "log.csv", "--record", "deal", "--stage", "stage", "--time", "entered"),
    *("--lost", "Lost", "--json"),
]


def asked(told: str) -> bool:
    """Tell whether a question was put."""
    return told.endswith("]: ")


def _said(terminal: int) -> str:
    """Read what was said at a terminal; "" when nobody is there any more."""
    try:
        return os.read(terminal, 100_000).decode(errors="replace")
    except OSError:
        return ""


def at_a_terminal(
    folder: Path,
    words: Sequence[str],
    ready: Callable[[str], bool],
    typed: bytes | None = None,
    env: Mapping[str, str] | None = None,
) -> tuple[int, str, str]:
    """Run the command where a person sits: its status, what it printed, what it said.

    Once it has said what makes the person `ready`, they type, or stop it with Ctrl-C.
    """
    pty = pytest.importorskip("pty", reason="no terminals to open on this system")
    parent, child = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "funnel_addin.cli", *words],
        stdin=child,
        stdout=subprocess.PIPE,
        stderr=child,
        text=True,
        cwd=folder,
        env=env,
    ) as process:
        os.close(child)
        told = ""
        # whatever it waits for, it does not wait forever
        ending = threading.Timer(PATIENCE, process.kill)
        ending.start()
        while not ready(told) and (more := _said(parent)):
            told += more
        if typed is None:
            process.send_signal(signal.SIGINT)
        else:
            os.write(parent, typed)
        out, _ = process.communicate()
        ending.cancel()
        told += _said(parent)
        os.close(parent)
    return process.returncode, out, told


def test_a_person_at_a_terminal_is_asked(folder: Path) -> None:
    """Questions on standard error; the JSON alone on standard output."""
    status, out, told = at_a_terminal(folder, ASKED, asked, b"Lead,Demo,Won\n")
    assert status == 0, told
    assert json.loads(out)["stages"] == ["Lead", "Demo", "Won"]
    for stage in ("Lead", "Demo", "Won"):
        assert stage in told


def test_a_person_who_does_not_answer_is_told_the_option(folder: Path) -> None:
    """Ctrl-D is the sentence that is told where nobody can be asked."""
    status, out, told = at_a_terminal(folder, ASKED, asked, b"\x04")
    assert (status, out) == (1, "")
    assert "--stages" in told.splitlines()[-1]


def test_a_person_may_stop_at_a_question(folder: Path) -> None:
    """Ctrl-C is no answer."""
    status, out, told = at_a_terminal(folder, ASKED, asked)
    assert (status, out) == (130, "")
    assert told.splitlines()[-1] == "funnel: stopped; no file was touched"


@pytest.mark.parametrize("seen", ["\x1b[K", "counting"])
def test_a_stop_leaves_nothing_behind(tmp_path: Path, seen: str) -> None:
    """At the first progress, and while an engine counts: 130, one sentence, files as they were."""
    duckdb.sql(
        "SELECT range % 999999 AS deal, ['Lead', 'Demo', 'Won', 'Lost'][range % 4 + 1] AS stage, "
        "TIMESTAMP '2025-01-01' + INTERVAL 1 MINUTE * (range % 500000) AS entered, "
        "'Search' AS source, 1.0 AS value FROM range(12000000)"
    ).write_parquet(str(tmp_path / "log.parquet"))
    mine = tmp_path / "rates.csv"
    mine.write_text("mine")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    words = ["history", "log.parquet", *made.LOG_ROLES, "--csv", "rates.csv", "--force"]
    status, out, told = at_a_terminal(
        tmp_path,
        [*words, "--save-roles", "crm.toml"],
        lambda told: seen in told,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    assert (status, out) == (130, ""), told
    assert told.rpartition("\x1b[K")[2].strip() == "funnel: stopped; no file was touched"
    assert mine.read_text() == "mine"
    assert names(tmp_path) == ["log.parquet", "rates.csv", "temporary"]
    assert names(temporary) == []


def test_every_option_is_documented_and_tried() -> None:
    """By the page on history, and by these tests."""
    root = Path(__file__).parents[2]
    page = (root / "docs" / "history.md").read_text(encoding="utf-8")
    tried = Path(__file__).read_text(encoding="utf-8")
    tried += (Path(__file__).parent / "history.py").read_text(encoding="utf-8")
    run = funnel("history", "--help")
    options = set(re.findall(r"--[a-z-]+", run.stdout.partition("examples:")[0])) - {"--help"}
    assert len(options) > 20
    assert [option for option in sorted(options) if f"{option}" not in page] == []
    assert [option for option in sorted(options) if f'"{option}"' not in tried] == []


def test_help_loads_no_data_library() -> None:
    """`funnel history --help` answers at once."""
    code = (
        "import sys\nfrom funnel_addin.cli import main\n"
        "try:\n    main(['history', '--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'pandas', 'numpy', 'ibis', 'duckdb', 'scipy'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.endswith("[]\n")
    assert funnel("history", "--help").returncode == 0
