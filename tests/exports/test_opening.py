"""Several exports in one engine, and nothing left behind, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import ibis
import openpyxl
import pytest

from funnel_addin.exports.opening import opened
from funnel_core.errors import CrmError
from funnel_core.history.problems import Kind

ROOT = Path(__file__).parents[2]

LOG = "id,stage,when\n1,Lead,2024-01-08\n"

INTERRUPTED = """
import sys
from funnel_addin.exports.opening import opened

print("started", flush=True)
with opened([sys.argv[1]], progress=lambda *told: None) as (export,):
    rows = export.rows
    print("opened", flush=True)
    pairs = rows.cross_join(rows.view()).cross_join(rows.view())
    pairs.filter(rows.c0 == "never").count().execute()
"""


def test_exports_stand_in_one_engine(tmp_path: Path) -> None:
    """Tables of any form can be put together."""
    (tmp_path / "log.csv").write_text(LOG)
    ibis.memtable({"id": ["2"], "stage": ["Won"]}).to_parquet(tmp_path / "more.parquet")
    with opened([str(tmp_path / "log.csv"), str(tmp_path / "more.parquet")]) as (log, more):
        assert (log.engine, more.engine) == ("duckdb", "duckdb")
        ids = log.rows.select(id=log.column("id")).union(more.rows.select("id"))
        assert sorted(ids.execute()["id"]) == ["1", "2"]


def test_a_folder_of_parquet_files_is_one_export(tmp_path: Path) -> None:
    """A folder, or a pattern, stands for all its Parquet files; columns are found by name."""
    (tmp_path / "log" / "2024").mkdir(parents=True)
    ibis.memtable({"id": [1], "stage": ["Lead"]}).to_parquet(tmp_path / "log" / "a.parquet")
    ibis.memtable({"stage": ["Won"], "id": [2]}).to_parquet(tmp_path / "log/2024/b.parquet")
    for export in (tmp_path / "log", tmp_path / "log" / "**" / "*.parquet"):
        with opened([str(export)]) as (found,):
            rows = found.rows.select("id", "stage").order_by("id").execute()
        assert rows.to_numpy().tolist() == [[1, "Lead"], [2, "Won"]]


def test_names_with_odd_letters(tmp_path: Path) -> None:
    """Quotes, blanks and brackets in a path mean nothing to the engine."""
    for name in ('it\'s [1] "a" {b}.csv', "ä ö;--.parquet", "log[1].parquet"):
        if name.endswith("csv"):
            (tmp_path / name).write_text(LOG)
        else:
            ibis.memtable({"id": [1]}).to_parquet(tmp_path / "x.parquet")
            (tmp_path / "x.parquet").rename(tmp_path / name)
        with opened([str(tmp_path / name)]) as (found,):
            assert found.rows.count().execute() == 1


def test_the_first_sheet_with_rows_or_the_one_that_is_named(tmp_path: Path) -> None:
    """Which sheet was read is told where another could have been meant."""
    book = openpyxl.Workbook()
    for title, value in (("Leads", "a"), ("Deals", "b")):
        sheet = book.create_sheet(title)
        sheet.append(["id"])
        sheet.append([value])
    book.save(path := tmp_path / "crm.xlsx")
    with opened([str(path)]) as (found,):
        assert found.table == "Leads"
        assert [each.kind for each in found.problems] == [Kind.LEFT_OUT_LINES]
        assert "Deals" in found.problems[0].sentence
    with opened([str(path), str(path)], ["leads", "Deals"]) as (first, second):
        assert (first.table, second.table, second.problems) == ("Leads", "Deals", ())
        assert second.rows.execute().to_numpy().tolist() == [["b"]]


def test_files_and_databases_do_not_mix() -> None:
    """One engine counts one history."""
    with pytest.raises(CrmError, match="one place"), opened(["a.csv", "postgresql://h/d"]):
        pass


def test_a_large_text_is_kept_on_the_disk_and_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond some size, tables are kept in a file, in a folder that goes with them."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr("funnel_addin.exports.opening.LARGE", 10)
    (tmp_path / "temporary").mkdir()
    (tmp_path / "log.csv").write_text(LOG)
    told: list[str] = []
    with opened([str(tmp_path / "log.csv")], progress=lambda what, _: told.append(what)) as (log,):
        assert list((tmp_path / "temporary").glob("*/exports.duckdb"))
        assert log.rows.count().execute() == 1
    assert list((tmp_path / "temporary").iterdir()) == []
    assert told == ["reading log.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_an_interrupt_leaves_nothing_behind(tmp_path: Path) -> None:
    """Ctrl-C within a question that would take for ever ends it, and its files are gone."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    (tmp_path / "log.csv").write_text("id\n" + "".join(f"{at}\n" for at in range(300_000)))
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(tmp_path / "log.csv")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "TMPDIR": str(temporary),
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "addin")]),
        },
    )
    assert process.stdout is not None
    while "opened" not in process.stdout.readline():
        assert process.poll() is None
    assert list(temporary.iterdir()) != []
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert process.returncode != 0
    assert list(temporary.iterdir()) == []
