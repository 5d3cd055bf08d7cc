"""Tables in a database → opened exports: they are counted where they lie, and nothing is written.

PostgreSQL, DuckDB and Spark are reached here in ways of their own, so that the session is one that
only reads; any other engine in the way that Ibis reaches it.
"""

from __future__ import annotations

import csv
import logging
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

import duckdb
import ibis
from ibis.backends import BaseBackend
from ibis.expr.types import Table

from funnel_addin.exports.addresses import (
    checked,
    hidden,
    is_address,
    scheme_of,
    without_password,
)
from funnel_addin.exports.engine_errors import told_of
from funnel_addin.exports.headings import Opened
from funnel_addin.exports.limits import limited
from funnel_core.errors import CrmError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["in_database"]

SECONDS = 15
"""How long a server may take to answer a first time, where its address says nothing else."""

MOST_NAMED = 12

_NEEDED = {
    "postgres": ("psycopg", "funnel-planner[postgres]"),
    "pyspark": ("pyspark", "funnel-planner[spark]"),
    "bigquery": ("google.cloud.bigquery", "ibis-framework[bigquery]"),
    "snowflake": ("snowflake.connector", "ibis-framework[snowflake]"),
}
"""Per engine the package that it needs, and what brings it."""


@contextmanager
def in_database(exports: Sequence[str], tables: Sequence[str]) -> Iterator[tuple[Opened, ...]]:
    """Open tables or views of one database, for as long as they are needed.

    Args:
        exports: the address of one database; it may come several times.
        tables: per address the table, with its schema if it needs one (crm.events); several of
            them parted by commas.

    Returns:
        a context with an opened export per table; their addresses are without the password. What
        goes wrong in the engine as long as it is open ends as one sentence.

    Raises:
        CrmError: files stand beside it, or it is down, or says no; a table that is not there; the
            engine gave up a question.
    """
    address = _one(exports)
    shown = without_password(address)
    names = [name for table in tables for name in _split(table)]
    with ExitStack() as stack:
        try:
            backend = stack.enter_context(_connected(address))
            found = [_found(backend, shown, name) for name in names or [""]]
            engine = backend.name
            yield tuple(
                Opened(shown, name, tuple(rows.columns), rows, engine=engine)
                for name, rows in dict(found).items()
            )
        except Exception as error:
            if sentence := told_of(error):
                raise CrmError(f"{shown}: {hidden(sentence, address)}") from None
            raise


def _one(exports: Sequence[str]) -> str:
    """Give the one address that all exports lie at."""
    files = [each for each in exports if not is_address(each)]
    addresses = list(dict.fromkeys(each for each in exports if is_address(each)))
    if files or len(addresses) > 1:
        listed = " and ".join([*map(without_password, addresses), *files])
        raise CrmError(
            f"exports that are joined must lie in one place; got {listed}: load the smaller one "
            "into the database of the other, or export both as files"
        )
    return checked(addresses[0])


def _split(tables: str) -> list[str]:
    """Part names of tables at commas; a name with one in it stands in quotes."""
    parts = next(csv.reader([tables], skipinitialspace=True), [])
    return [part.strip() for part in parts if part.strip()]


@contextmanager
def _connected(address: str) -> Iterator[BaseBackend]:
    scheme = scheme_of(address)
    package, extra = _NEEDED.get(scheme, ("", f"ibis-framework[{scheme}]"))
    if package and not _is_installed(package):
        raise CrmError(
            f"{without_password(address)}: needs {package}, which is not installed: "
            f"pip install '{extra}'"
        )
    ways: Mapping[str, Callable[[str], AbstractContextManager[BaseBackend]]] = {
        "postgres": _postgres,
        "duckdb": _duckdb,
        "pyspark": _spark,
    }
    with ways.get(scheme, _by_ibis)(address) as backend:
        yield backend


def _is_installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:
        return False


@contextmanager
def _postgres(address: str) -> Iterator[BaseBackend]:
    """Connect to PostgreSQL in a session that only reads."""
    psycopg = import_module("psycopg")
    timeout = {} if "connect_timeout" in address else {"connect_timeout": SECONDS}
    connection = psycopg.connect(
        address, autocommit=True, application_name="funnel history", **timeout
    )
    try:
        connection.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
        yield ibis.postgres.from_connection(connection)
    finally:
        if not connection.closed and connection.info.transaction_status.name == "ACTIVE":
            # nobody waits for the answer any more
            connection.cancel_safe()
        connection.close()


@contextmanager
def _duckdb(address: str) -> Iterator[BaseBackend]:
    """Open a file of DuckDB as it is: others may read it at the same time."""
    path = address.partition("://")[2].partition("?")[0] if "://" in address else address
    if not Path(path).is_file():
        raise CrmError(
            f"{without_password(address)}: there is no such file; write "
            "duckdb:///folder/file.duckdb, with a slash more where the path begins with one"
        )
    with tempfile.TemporaryDirectory(prefix="funnel-", ignore_cleanup_errors=True) as folder:
        backend = ibis.duckdb.connect(
            path, read_only=True, temp_directory=folder, autoinstall_known_extensions=False
        )
        try:
            limited(backend.con)
            yield backend
        finally:
            backend.disconnect()


@contextmanager
def _spark(address: str) -> Iterator[BaseBackend]:
    """Take the Spark session that is there, or start one; only what was started is stopped."""
    builder = import_module("pyspark.sql").SparkSession
    running: object = builder.getActiveSession()
    settings = {"spark.ui.showConsoleProgress": "false"}
    settings |= dict(parse_qsl(address.partition("?")[2]))
    building = builder.builder
    for name, value in settings.items() if running is None else ():
        building = building.config(name, value)
    logging.getLogger().addFilter(_is_not_of_py4j)
    try:
        session = _session(building)
        if running is None and "spark.remote" not in settings:
            # what goes wrong is said once, by a sentence
            session.sparkContext.setLogLevel("OFF")
        try:
            yield ibis.pyspark.connect(session)
        except KeyboardInterrupt:
            # no word reaches it behind an answer under way: it ends with this program
            running = session
            raise
        finally:
            if running is None:
                session.stop()
    finally:
        logging.getLogger().removeFilter(_is_not_of_py4j)


def _session(building: SparkSession.Builder) -> SparkSession:
    """Start Spark; its own way with Ctrl-C would put a question amid an answer."""
    handler = signal.getsignal(signal.SIGINT)
    session = building.getOrCreate()
    if handler is not None and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, handler)
    return session


def _is_not_of_py4j(record: logging.LogRecord) -> bool:
    """Leave out the traceback that Spark's bridge logs of a question that was interrupted."""
    return "py4j" not in record.pathname


@contextmanager
def _by_ibis(address: str) -> Iterator[BaseBackend]:
    scheme, shown = scheme_of(address), without_password(address)
    try:
        getattr(ibis, scheme)
    except (ImportError, AttributeError):
        raise CrmError(
            f"{shown}: {scheme!r} is no engine that is installed; expected postgresql://, "
            "duckdb://, pyspark:// or another one that Ibis knows: pip install "
            f"'ibis-framework[{scheme}]'"
        ) from None
    try:
        backend = ibis.connect(f"{scheme}://{address.partition('://')[2]}")
    except (ImportError, TypeError, ValueError) as error:
        raise CrmError(
            f"{shown}: expected the address of a database as Ibis takes it; "
            f"{hidden(str(error), address)}"
        ) from None
    try:
        yield backend
    finally:
        backend.disconnect()


def _found(backend: BaseBackend, shown: str, name: str) -> tuple[str, Table]:
    """Find a table by its name: to the letter, else letters' case apart."""
    if not name:
        names = _names(backend, None)
        if len(names) == 1:
            return names[0], _columns_read(backend.table(names[0]))
        raise CrmError(f"{shown}: expected a table; it has {_listed(names)}: name it with --table")
    if backend.name == "pyspark" and "/" in name:
        return name, _columns_read(backend.read_parquet(name))
    *place, bare = _parts(name)
    database = tuple(place) if len(place) > 1 else place[0] if place else None
    names = _names(backend, database)
    alike = [each for each in names if each.casefold() == bare.casefold()]
    called = bare if bare in names or len(alike) != 1 else alike[0]
    try:
        return name, _columns_read(backend.table(called, database=database))
    except ibis.common.exceptions.TableNotFound:
        pass
    within = f" in {'.'.join(place)}" if place else ""
    raise CrmError(
        f"{shown}: there is no table {bare!r}{within} that this user sees; there is "
        f"{_listed(names)}: name one, with its schema if it needs one (crm.events)"
    )


def _parts(name: str) -> list[str]:
    """Part a table's name at points; one with a point in it stands in quotes."""
    return next(csv.reader([name], delimiter="."))


def _names(backend: BaseBackend, database: str | tuple[str, ...] | None) -> list[str]:
    """Name the tables and views in a schema; none where it is not there."""
    if backend.name == "duckdb":
        con: duckdb.DuckDBPyConnection = backend.con
        schema = (database if isinstance(database, str) else (database or ("",))[-1]) or "main"
        rows = con.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = $1", [schema]
        ).fetchall()
        return sorted(name for (name,) in rows)
    try:
        return sorted(backend.list_tables(database=database))
    except Exception as error:
        if told_of(error) is None:
            raise
        return []


def _columns_read(rows: Table) -> Table:
    """Give columns the kinds that they have in other engines, too."""
    ids = {name: rows[name].cast("string") for name in rows.columns if rows[name].type().is_uuid()}
    moments = {name: rows[name].cast("timestamp('UTC')") for name in _spark_moments(rows)}
    return rows.mutate(**ids, **moments) if ids or moments else rows


def _spark_moments(rows: Table) -> list[str]:
    """Name the columns of moments in Spark, which Ibis takes for times that say no zone."""
    backend = rows.get_backend()
    if backend.name != "pyspark":
        return []
    session = import_module("pyspark.sql").SparkSession.getActiveSession()
    fields = session.sql(backend.compile(rows)).schema.fields
    return [field.name for field in fields if field.dataType.typeName() == "timestamp"]


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    return f"{', '.join(names[:MOST_NAMED])}{more}" if names else "none"
