"""A real PostgreSQL counts as DuckDB does, to the last record."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from funnel_addin.cli import main
from funnel_addin.exports.options import GivenRoles
from tests.engines import logs
from tests.engines.counting import Kind, assert_same, history
from tests.engines.postgres import Server

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
    words = ["--record", "name", "--stage", "stage", "--time", "clock", "--channel", "channel"]
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
