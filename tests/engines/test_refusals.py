"""What goes wrong with a database ends as one sentence: no traceback, and never a password."""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path

import pytest

from funnel_addin.exports import databases
from funnel_addin.exports.opening import opened
from funnel_core.errors import CrmError
from tests.engines.counting import Kind, history
from tests.engines.postgres import PASSWORD, Server

psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")

GIVEN = Kind("record", "clock").roles


def refused(export: str, table: str = "crm.events", record: str = "record") -> str:
    """Give the sentence that a history ends with."""
    with pytest.raises(CrmError) as caught:
        history(export, Kind(record, "clock").roles, table)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert PASSWORD not in sentence
    assert caught.value.__cause__ is None
    return sentence


def test_a_server_that_is_down() -> None:
    """The address is told without its password, and what to look at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = refused(f"postgresql://owner:{PASSWORD}@127.0.0.1:{port}/crm")
    assert said.startswith(f"postgresql://owner@127.0.0.1:{port}/crm: could not connect")
    assert "refused" in said
    assert said.endswith("whether the server runs and whether it lets this user in")


def test_a_server_that_does_not_answer() -> None:
    """One that takes connections and says nothing is given up, as the address may say."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        said = refused(f"postgresql://owner:{PASSWORD}@127.0.0.1:{port}/crm?connect_timeout=2")
    assert "timeout" in said


@pytest.mark.parametrize(
    ("user", "password", "database", "told"),
    [
        ("owner", "wrong-" + PASSWORD, "crm", "password authentication failed"),
        ("nobody-here", PASSWORD, "crm", "authentication failed"),
        ("owner", PASSWORD, "sales", 'database "sales" does not exist'),
        ("owner", "", "crm", "no password supplied"),
    ],
    ids=["password", "user", "database", "no password"],
)
def test_a_server_that_says_no(
    server: Server,
    user: str,
    password: str,
    database: str,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Its own words tell why."""
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    said = refused(server.address(user, password, database))
    assert told in said
    assert "check the address" in said


def test_a_password_from_the_environment_or_a_file(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An address without a password is enough."""
    address = server.address(password="")
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert history(address, GIVEN, "crm.events").channels
    monkeypatch.delenv("PGPASSWORD")
    kept = tmp_path / "pgpass"
    kept.write_text(f"127.0.0.1:{server.port}:crm:owner:{PASSWORD}\n")
    kept.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(kept))
    assert history(address, GIVEN, "crm.events").channels


def test_tables_and_columns_that_are_not_there(server: Server) -> None:
    """What there is instead is listed; a schema is named where one is needed."""
    with psycopg.connect(server.address(), autocommit=True) as con:
        for name in ("Old deals", "Older deals"):
            con.execute(f'CREATE TABLE IF NOT EXISTS "{name}" (id int)')
    said = refused(server.address(), "events")
    assert "there is no table 'events'" in said
    assert "Old deals" in said
    assert "with its schema" in said
    assert "no table 'lost' in crm" in refused(server.address(), "crm.lost")
    assert "no table 'events' in crn" in refused(server.address(), "crn.events")
    assert "name it with --table" in refused(server.address(), "")
    said = refused(server.address(), "crm.events", "deal")
    assert "crm.events" in said
    assert "'deal'" in said
    assert history(server.address(), GIVEN, "crm.EVENTS").channels


def test_a_user_without_rights(server: Server) -> None:
    """What has to be granted is said."""
    with psycopg.connect(server.address(), autocommit=True) as con:
        con.execute(f"CREATE ROLE guest LOGIN PASSWORD '{PASSWORD}'")
        con.execute("GRANT USAGE ON SCHEMA crm TO guest")
    said = refused(server.address("guest"))
    assert "permission denied for table events" in said
    assert "GRANT SELECT" in said


def test_a_server_that_gives_up_a_question(server: Server) -> None:
    """A time limit of the server's, or of the address's own."""
    said = refused(f"{server.address()}?options=-cstatement_timeout%3D1", "crm.slow")
    assert "no table 'slow'" in said or "statement timeout" in said
    with psycopg.connect(server.address(), autocommit=True) as con:
        con.execute(
            "CREATE VIEW crm.slow AS SELECT record, stage, clock, channel, amount "
            "FROM crm.events, pg_sleep(30)"
        )
    said = refused(f"{server.address()}?options=-cstatement_timeout%3D300", "crm.slow")
    assert "statement timeout" in said
    assert "statement_timeout" in said.rpartition(":")[2]


def test_a_session_that_the_server_ends(server: Server) -> None:
    """It is said that the server ended it, in one sentence."""
    with psycopg.connect(server.address(), autocommit=True) as con:
        con.execute(
            "CREATE OR REPLACE VIEW crm.slow AS SELECT record, stage, clock, channel, amount "
            "FROM crm.events, pg_sleep(30)"
        )

    def end() -> None:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s"
        running = " AND query LIKE '%%slow%%' AND state = 'active'"
        with psycopg.connect(server.address(), autocommit=True) as con:
            for _ in range(300):
                if con.execute(ended + running, ["funnel history"]).fetchall():
                    return
                time.sleep(0.1)

    ending = threading.Thread(target=end)
    ending.start()
    said = refused(server.address(), "crm.slow")
    ending.join()
    assert "terminating connection" in said


def test_files_beside_a_database(server: Server, log: Path) -> None:
    """What lies in two places cannot be joined there, and no file is read for it."""
    with (
        pytest.raises(CrmError, match="must lie in one place") as caught,
        opened([server.address(), str(log)], "crm.events"),
    ):
        pass
    assert PASSWORD not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://owner:p@ss/word@127.0.0.1/crm", "%40"),
        ("postgresql://owner:pass@127.0.0.1:port/crm", "check the host and the port"),
        ("nosuch://owner:pass@127.0.0.1/crm", "'nosuch' is no engine"),
        ("duckdb:///no/such/file.duckdb", "there is no such file"),
        ("no-such-file.duckdb", "there is no such file"),
    ],
)
def test_an_address_that_is_none(address: str, told: str) -> None:
    """What an address looks like is said, without the password that stood in it."""
    with pytest.raises(CrmError) as caught, opened([address], "crm.events"):
        pass
    assert told in str(caught.value)
    assert "pass@" not in str(caught.value)
    assert "word@" not in str(caught.value)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """A file of DuckDB that is cut off, or something else under that name."""
    path = tmp_path / "crm.duckdb"
    path.write_bytes(b"12345678DUCK" + b"\0" * 500)
    with pytest.raises(CrmError) as caught, opened([str(path)], "events"):
        pass
    assert str(caught.value).startswith(f"{path}: the engine gave up")


@pytest.mark.parametrize(
    ("address", "extra"),
    [
        ("postgresql://owner@127.0.0.1/crm", "funnel-planner[postgres]"),
        ("pyspark://", "funnel-planner[spark]"),
        ("bigquery://project/dataset", "ibis-framework[bigquery]"),
        ("snowflake://user@account/db", "ibis-framework[snowflake]"),
    ],
)
def test_an_engine_whose_package_is_not_installed(
    address: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What to install is said."""
    monkeypatch.setattr(databases, "find_spec", lambda name: None)
    with pytest.raises(CrmError, match="not installed") as caught, opened([address], "events"):
        pass
    assert str(caught.value).endswith(f"pip install '{extra}'")
