"""A real PostgreSQL counts as DuckDB does, to the last record."""

from __future__ import annotations

import gzip
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from funnel_addin.cli import main
from funnel_addin.exports import chain
from funnel_addin.exports.options import GivenRoles
from tests.engines import logs
from tests.engines.counting import Kind, assert_same, history, in_order
from tests.engines.postgres import Server
from tests.shared import DATA, needs_data

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")

KINDS = [
    Kind("record", "moment"),
    Kind("name", "moment", "Europe/Amsterdam"),
    Kind("record", "moment", "UTC"),
    Kind("name", "clock"),
    Kind("record", "clock", "Europe/Amsterdam"),
    Kind("name", "day", "America/New_York"),
    Kind("record", "seconds", "Europe/Amsterdam"),
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.record} {kind.time} {kind.zone}")
def test_a_log_is_counted_alike(kind: Kind, log: Path, server: Server) -> None:
    """Ids as numbers and texts; moments, times and days; with and without a zone."""
    here = history(str(log), kind.roles)
    assert len({problem.kind for problem in here.problems}) > 8
    assert sum(here.counts["records"]) > 5_000
    assert_same(here, history(server.address(), kind.roles, "crm.events"))


def test_a_view_is_counted_as_a_table_is(log: Path, server: Server) -> None:
    """A view with a list of stages of its own kind, ids that are uuids, and exact amounts."""
    with psycopg.connect(server.address(), autocommit=True) as con:
        con.execute("CREATE TYPE crm.step AS ENUM ('Lead', 'Qualified', 'Demo', 'Won', 'Lost')")
        con.execute(
            "CREATE VIEW crm.seen AS SELECT "
            "md5(record::text)::uuid AS deal, trim(stage)::crm.step AS stage, moment, channel, "
            "amount::numeric(12, 2) AS amount FROM crm.events "
            "WHERE trim(stage) IN ('Lead', 'Qualified', 'Demo', 'Won', 'Lost')"
        )
        con.execute("CREATE TABLE crm.plain AS SELECT * FROM crm.seen")
        con.execute("ALTER TABLE crm.plain ALTER deal TYPE text, ALTER stage TYPE text")
        con.execute("ALTER TABLE crm.plain ALTER amount TYPE double precision")
        con.execute("CREATE MATERIALIZED VIEW crm.kept AS SELECT * FROM crm.seen")
    given = Kind("deal", "moment", "UTC").roles
    plain = history(server.address(), given, "crm.plain")
    for table in ("crm.seen", "crm.kept"):
        assert_same(plain, history(server.address(), given, table))


TABLES = """
CREATE TABLE leads AS SELECT name AS "Lead ID", min(clock) AS "Created", min(channel) AS "Source"
    FROM crm.events WHERE trim(stage) = 'Lead' AND name IS NOT NULL GROUP BY name;
CREATE TABLE deals AS SELECT name AS "Lead ID", min(day) AS "Won on", max(amount) AS "Amount"
    FROM crm.events WHERE trim(stage) = 'Won' AND name IS NOT NULL GROUP BY name;
CREATE TABLE contacts AS SELECT record AS id, min(day) FILTER (WHERE trim(stage) = 'Lead') AS lead,
    min(day) FILTER (WHERE trim(stage) = 'Demo') AS demo,
    min(day) FILTER (WHERE trim(stage) = 'Won') AS won,
    min(day) FILTER (WHERE trim(stage) = 'Lost') AS lost, min(channel) AS channel,
    max(amount) AS amount FROM crm.events WHERE record IS NOT NULL GROUP BY record;
"""
"""Exports of the two other kinds: tables joined by an id, and a date column per stage."""

JOINED = GivenRoles(
    record="Lead ID", stages="Lead=Created,Won=Won on", channel="Source", amount="Amount", lost=""
)
DATED = GivenRoles(
    record="id",
    stages="Lead=lead,Demo=demo,Won=won",
    lost="Lost=lost",
    channel="channel",
    amount="amount",
)


@pytest.fixture(scope="module")
def tables(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both kinds of tables in PostgreSQL, and the same ones in a file of DuckDB."""
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path_factory.mktemp("tables") / "crm.duckdb"
    with psycopg.connect(server.address(), autocommit=True) as con, duckdb.connect(path) as file:
        con.execute(TABLES)
        for name in ("leads", "deals", "contacts"):
            found = con.execute(f"SELECT * FROM {name}")
            columns = [(each.name, each.type_display) for each in found.description or ()]
            frame = pd.DataFrame(found.fetchall(), columns=[each for each, _ in columns])
            taken = ", ".join(f'"{each}"::{kind} AS "{each}"' for each, kind in columns)
            file.register("frame", frame.astype(object).where(frame.notna(), None))
            file.execute(f"CREATE TABLE {name} AS SELECT {taken} FROM frame")
    return path


@pytest.mark.parametrize(
    ("given", "table"), [(JOINED, "leads,deals"), (DATED, "contacts")], ids=["joined", "dated"]
)
def test_other_kinds_of_tables_are_counted_alike(
    given: GivenRoles, table: str, server: Server, tables: Path
) -> None:
    """Two tables of one database joined by an id, days and times mixed; a date column per stage."""
    here = history(f"duckdb://{tables}", given, table)
    assert len(here.counts) > 500
    assert_same(here, history(server.address(), given, table))


def test_the_whole_command_answers_as_from_a_file(
    log: Path, server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The JSON is the one from the same rows as CSV, but for how the file was read."""
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "events.csv"
    with duckdb.connect() as con:
        con.execute("SET TimeZone = 'UTC'")
        con.execute(
            f"COPY (SELECT name, trim(stage) AS stage, strftime(clock, '%Y-%m-%d %H:%M:%S') AS "
            f"clock, trim(channel) AS channel, amount FROM '{log}') TO '{path}' (HEADER)"
        )
    words = ["--record", "name", "--stage", "stage", "--time", "clock"]
    words += ["--amount", "amount", "--stages", ",".join(logs.STAGES), "--lost", "Lost"]
    words += ["--as-of", "2026-06-20", "--json"]
    said = []
    for export in ([str(path)], [server.address(), "--table", "crm.events"]):
        assert main(["history", *export, *words]) == 0
        said.append(json.loads(capsys.readouterr().out))
    assert said[0] == said[1]
    assert said[1]["steps"][0]["rate"] > 0.3


def test_nothing_is_written_into_the_database(log: Path, server: Server) -> None:
    """The session can only read, and leaves no table behind."""
    listed = "SELECT count(*), max(oid) FROM pg_class"
    with psycopg.connect(server.address(), autocommit=True) as con:
        before = con.execute(listed).fetchone()
        history(server.address(), Kind("record", "clock").roles, "crm.events")
        assert con.execute(listed).fetchone() == before


@pytest.mark.parametrize("written", ["YYYY-MM-DD HH24:MI:SS", "DD/MM/YYYY HH24:MI", "ISO"])
def test_dates_and_amounts_kept_as_texts_are_read(written: str, server: Server) -> None:
    """By the evidence of the whole column, as in a file; the counts are those of the times."""
    form = 'YYYY-MM-DD"T"HH24:MI:SS"Z"' if written == "ISO" else written
    with psycopg.connect(server.address(), autocommit=True) as con:
        con.execute(
            "CREATE OR REPLACE VIEW crm.texts AS SELECT record::text AS record, stage, "
            f"to_char(clock, '{form}') AS clock, channel, "
            "to_char(amount, 'FM999,990.00') AS amount FROM crm.events"
        )
        con.execute(
            "CREATE OR REPLACE VIEW crm.typed AS SELECT record::text AS record, stage, clock, "
            "channel, amount FROM crm.events"
        )
    given = Kind("record", "clock").roles
    typed = history(server.address(), given, "crm.typed")
    read = history(server.address(), given, "crm.texts")
    assert_frame_equal(*map(in_order, (typed, read)), check_dtype=False)
    assert typed.amounts == read.amounts


@needs_data
@pytest.mark.parametrize("export", ["bpi2012", "olist"])
def test_real_exports_are_counted_alike(export: str, server: Server) -> None:
    """The applications of a bank, and the leads and deals of a marketplace."""
    table, files, given = REAL[export]
    with psycopg.connect(server.address(), autocommit=True) as con:
        for name, (path, columns) in files.items():
            con.execute(f"DROP TABLE IF EXISTS {name}")
            con.execute(f"CREATE TABLE {name} ({columns})")
            text = (DATA / path).read_bytes()
            with con.cursor().copy(f"COPY {name} FROM STDIN (FORMAT csv, HEADER)") as copy:
                copy.write(gzip.decompress(text) if path.endswith(".gz") else text)
    exports = chain.Exports(tuple(str(DATA / path) for path, _ in files.values()), given)
    with chain.read(exports) as read:
        here = chain.counted_from(read, chain.Wanted(logs.TODAY))
    there = history(server.address(), given, table)
    assert_frame_equal(*map(in_order, (here, there)), check_dtype=False)
    assert here.amounts == there.amounts
    assert [each.kind for each in here.problems] == [each.kind for each in there.problems]
    assert [each.count for each in here.problems] == [each.count for each in there.problems]


REAL = {
    "bpi2012": (
        "applications",
        {
            "applications": (
                "bpi2012/events.csv.gz",
                '"case" text, stage text, entered_at timestamptz, amount double precision',
            )
        },
        GivenRoles(
            record="case",
            stage="stage",
            time="entered_at",
            amount="amount",
            stages="A_SUBMITTED,A_PREACCEPTED,A_ACCEPTED,O_SENT,A_APPROVED",
            lost="A_DECLINED,A_CANCELLED",
            zone="Europe/Amsterdam",
        ),
    ),
    "olist": (
        "olist_leads,olist_deals",
        {
            "olist_leads": (
                "olist/leads.csv",
                "mql_id text, first_contact_date date, landing_page_id text, origin text",
            ),
            "olist_deals": (
                "olist/deals.csv",
                "mql_id text, won_date timestamp, business_segment text, lead_type text",
            ),
        },
        GivenRoles(
            record="mql_id",
            stages="Lead=first_contact_date,Won=won_date",
            lost="",
            channel="origin",
        ),
    ),
}
"""Per export the tables that are asked, their files with their columns, and what these are."""


def test_ctrl_c_ends_the_question_on_the_server(server: Server) -> None:
    """The command stops with the status of an interrupt, and the server works no longer for it."""
    with psycopg.connect(server.address(), autocommit=True) as con:
        con.execute(
            "CREATE OR REPLACE VIEW crm.sleepy AS SELECT record, stage, clock "
            "FROM crm.events, pg_sleep(50)"
        )
        words = ["history", server.address(), "--table", "crm.sleepy", "--record", "record"]
        words += ["--stage", "stage", "--time", "clock", "--stages", "Lead,Won"]
        with subprocess.Popen(
            [sys.executable, "-m", "funnel_addin.cli", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as command:
            while not con.execute(ASLEEP).fetchall():
                assert command.poll() is None, command.communicate()
                time.sleep(0.1)
            command.send_signal(signal.SIGINT)
            said, told = command.communicate(timeout=40)
        assert (said, told) == ("", "funnel: stopped; no file was touched\n")
        assert command.returncode == 130
        assert not con.execute(ASLEEP).fetchall()


ASLEEP = (
    "SELECT pid FROM pg_stat_activity WHERE application_name = 'funnel history' "
    "AND query LIKE '%sleepy%' AND state = 'active' AND wait_event = 'PgSleep'"
)
