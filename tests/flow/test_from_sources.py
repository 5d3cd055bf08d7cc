"""What --from takes is told by what stands in it, and what is none is refused in a sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from funnel_addin.cli import main
from funnel_addin.cli.history_csv import COLUMNS
from funnel_addin.sources.kinds import Kind, kind_of
from tests.flow.histories import history, saved, way

LOG = "deal,stage,time\n" + "".join(f"D{n},Lead,2027-01-0{n}\n" for n in range(1, 8))
ROLES = 'stages = ["Lead", "Won"]\n\n[[sources]]\nexport = "gone.csv"\nrecord = "deal"\n'


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("100,50\n50,10\n", Kind.COUNTS),
        ("Lead,100,50\nMQL,50,10\nWon\n", Kind.COUNTS),
        ("Stufe;Eingang;Weiter\nLead;1.000;300\nMQL;300;90\n", Kind.COUNTS),
        ("sep=;\nentered;advanced\n100;50\n", Kind.COUNTS),
        ("stage,entered,advanced\nLead,100,many\n", Kind.COUNTS),
        ("Lead\t100\t50\n", Kind.COUNTS),
        ("", Kind.COUNTS),
        (LOG, Kind.EXPORT),
        ("deal,stage,time\n1,10,1514764800\n" * 9, Kind.EXPORT),
        ("Record ID,Lifecycle Stage,Create Date,Close Date\n1,Lead,2027-01-01,\n", Kind.EXPORT),
        ("deal;created;won\n" + "a;2027-01-01;\n" * 3, Kind.EXPORT),
        ("100,50\n" * 40, Kind.EXPORT),
        ("deal,stage,entered,source,value\n" + "7,Lead,2027-01-31,web,9\n" * 9, Kind.EXPORT),
        ("deal,stage,entered\n" + "7,Lead,2027-01-31\n" * 40, Kind.EXPORT),
        ("deal,stage,entered\n" + "7,Lead,2027-01-31\n" * 5, Kind.EXPORT),
        ("deal,stage,entered\n" + "7,Lead,1/31/2027 9:05 AM\n" * 5, Kind.EXPORT),
        ("lead;demo;won\n" + "13.01.2027;14.1.2027;\n" * 9, Kind.EXPORT),
        (ROLES, Kind.ROLES),
        ('\ufeff{"a": 1}', Kind.HISTORY),
    ],
)
def test_a_file_is_told_by_its_content(text: str, kind: Kind, tmp_path: Path) -> None:
    """Its name says nothing."""
    path = tmp_path / "file.dat"
    path.write_text(text, encoding="utf-8")
    assert kind_of(str(path)) is kind


@pytest.mark.parametrize(
    "begins", [b"PAR1", b"PK\x03\x04\xff\xfe", b"\x1f\x8b\x08\xff", b"\xff\xfeL\x00"]
)
def test_bytes_that_are_no_text_are_an_export(begins: bytes, tmp_path: Path) -> None:
    """Parquet, Excel, packed text, UTF-16: those who read exports know them."""
    path = tmp_path / "file"
    path.write_bytes(begins + bytes(range(128, 256)) * 9)
    assert kind_of(str(path)) is Kind.EXPORT
    assert kind_of(str(tmp_path)) is kind_of("postgresql://db/crm") is Kind.EXPORT
    assert kind_of(str(tmp_path / "*.parquet")) is Kind.EXPORT


def refused(capsys: pytest.CaptureFixture[str], path: object) -> str:
    """Have a plan refuse a source; give its one sentence."""
    capsys.readouterr()
    status = main(["plan", "--target", "10", "--from", str(path)])
    told = capsys.readouterr()
    assert (status, told.out, told.err.count("\n")) == (1, "", 1)
    return told.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"type": "service_account", "private_key": "s3cret"}', "JSON of something else"),
        ("[1, 2]", "JSON of something else"),
        ('{"stages": ["Lead",', "begins like JSON and is none"),
        ('{"stages": 1, "steps": []}', "damaged (a list was expected)"),
        ('{"stages": ["A", "B"], "steps": []}', "not those from stage to stage"),
        ('{"funnel_history": 2, "stages": [], "steps": []}', "a newer version"),
        ("stage,entered,advanced\nLead,100,200\n", "row 2"),
    ],
)
def test_what_is_no_source_is_refused_in_a_sentence(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the file's name, what was expected, and nothing of a key quoted."""
    path = tmp_path / "source.json"
    path.write_text(text)
    told = refused(capsys, path)
    assert said in told
    assert str(path) in told
    assert "s3cret" not in told


@pytest.mark.parametrize(
    "changed",
    [
        {"as_of": "soon"},
        {"months": [{"month": "2027-01", "entries": [1]}]},
        {"months": [{"month": "2027-01", "entries": [1, 2, 3, -4]}]},
        {"steps": [way("Lead", "MQL", (1, 2, 3, 4)), 1, 2]},
        {"channels": [{"from": "Lead"}]},
        {"steps": [way("Lead", "MQL", (10, 9, 0, 1), equivalent={"entered": 5, "advanced": 6})]},
        {"confidence": "high"},
        {"open_now": [1.5]},
        {"problems": ["left truncation"]},
    ],
)
def test_a_damaged_history_is_refused(
    changed: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever is wrong with it."""
    assert "it is damaged" in refused(capsys, saved(tmp_path, **changed))


def test_a_source_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Is told by its path."""
    assert "there is no such file" in refused(capsys, tmp_path / "history.json")


def test_roles_whose_export_is_gone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The export that is missing is named."""
    pytest.importorskip("ibis", reason="exports are read by Ibis: pip install '.[history]'")
    path = tmp_path / "crm.toml"
    path.write_text(ROLES + 'stage = "stage"\ntime = "time"\n')
    assert "gone.csv" in refused(capsys, path)


def test_rates_come_from_one_place(capsys: pytest.CaptureFixture[str]) -> None:
    """--from beside --rates or --counts is typed wrongly."""
    for words in (["--rates", "50%"], ["--counts", "counts.csv"]):
        with pytest.raises(SystemExit) as stopped:
            main(["plan", "--target", "10", "--from", "history.json", *words])
        assert stopped.value.code == 2
    assert "not allowed with argument" in capsys.readouterr().err


def test_a_saved_history_is_read_without_data_libraries(tmp_path: Path) -> None:
    """Only exports load numpy, pandas and an engine."""
    path = saved(tmp_path)
    code = (
        "import sys; from funnel_addin.cli import main; "
        f"main(['plan', '--target', '10', '--from', {str(path)!r}]); "
        "print(sorted({'numpy', 'pandas', 'ibis', 'duckdb', 'scipy'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"


def test_a_plan_as_json_tells_what_it_stands_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The notes that a person reads below the table."""
    capsys.readouterr()
    main(["plan", "--target", "10", "--from", str(saved(tmp_path)), "--json"])
    data = json.loads(capsys.readouterr().out)
    assert data["stages"][0]["counts"] == [800, 300]
    assert [note.split()[0] for note in data["notes"]] == ["history.json", "the", "won"]


def test_problems_of_the_data_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each kind once: a plan that stands on them should know."""
    kinds = ["skipped stage", "skipped stage", "left truncation"]
    problems = [{"kind": kind, "count": 3, "sentence": "…", "examples": []} for kind in kinds]
    main(["plan", "--target", "10", "--from", str(saved(tmp_path, problems=problems))])
    assert "found in the data: skipped stage, left truncation (" in capsys.readouterr().out


def test_a_history_that_a_shell_wrote_as_utf_16(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As `funnel history --json > history.json` does in a PowerShell of Windows."""
    path = tmp_path / "h.json"
    path.write_text(json.dumps(history()), encoding="utf-16")
    assert main(["plan", "--target", "10", "--from", str(path)]) == 0
    assert "To win 10" in capsys.readouterr().out


def test_an_unknown_key_is_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a later program adds without changing what is there is passed by."""
    path = tmp_path / "h.json"
    path.write_text(json.dumps(history(weather="fine")))
    assert main(["plan", "--target", "10", "--from", str(path)]) == 0
    assert "To win 10" in capsys.readouterr().out


def test_the_table_of_a_history_is_known_and_its_json_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What 'funnel history --csv' wrote has channels and ways in its rows: no list of steps."""
    path = tmp_path / "rates.csv"
    path.write_text(",".join(COLUMNS) + "\nLead,Won,ALL,100,50\n")
    said = refused(capsys, path)
    assert "it is the table that 'funnel history --csv' wrote: put what its --json or" in said
