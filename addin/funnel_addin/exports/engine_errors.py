"""What engines say when something goes wrong, in a sentence with what to do."""

from __future__ import annotations

import duckdb
from ibis.common.exceptions import IbisError, OperationNotDefinedError

__all__ = ["told_of"]

LONGEST = 240

_ENGINES = frozenset(
    {"psycopg", "duckdb", "_duckdb", "pyspark", "py4j", "ibis", "google", "snowflake", "databricks"}
    | {"trino", "clickhouse_connect", "pymysql", "MySQLdb", "oracledb", "pyodbc", "sqlglot", "grpc"}
    | {"impala", "exasol", "pyexasol", "psycopg2", "sqlite3", "requests", "urllib3"}
)
"""Packages whose errors are an engine's own."""

_CURES = {
    "28P01": "check the user and the password, in the address, in PGPASSWORD or in ~/.pgpass",
    "28000": "check the user, and whether the server lets it in from here",
    "3D000": "check the name of the database, the last part of the address",
    "42501": "have the right to read it granted (GRANT SELECT), and USAGE of its schema",
    "42P01": "it may have been taken away meanwhile; try again",
    "57014": "have the server allow longer questions (statement_timeout), or ask at a quieter time",
    "57P01": "the server was stopped; try again when it is back",
    "53300": "it has too many connections; try again later",
    "25006": "it tried to write, which is refused; please report it",
}
"""What to do by PostgreSQL's own code."""

_UNREACHED = "check the address, whether the server runs and whether it lets this user in"


def told_of(error: BaseException) -> str | None:
    """Say what an engine's error means; None for an error that is no engine's.

    >>> told_of(ValueError("no")) is None
    True
    """
    package = type(error).__module__.partition(".")[0]
    if package not in _ENGINES or isinstance(error, duckdb.InterruptException):
        return None
    if isinstance(error, OperationNotDefinedError):
        return (
            "this engine cannot read such values (texts in place of dates or numbers, perhaps): "
            f"give the columns their own types, in a view; it says {_said(error)}"
        )
    if isinstance(error, IbisError):
        return f"the question cannot be put to this engine; {_said(error)}: please report it"
    if package == "psycopg":
        return _postgres(error)
    if "JAVA_GATEWAY_EXITED" in str(error) or "JAVA_HOME" in str(error):
        return "Spark did not start; it needs Java 17 or later: install it, or set JAVA_HOME"
    return f"the engine gave up; it says {_said(error)}"


def _postgres(error: BaseException) -> str:
    code = getattr(error, "sqlstate", None)
    said = _said(error)
    if code is None and getattr(error, "pgconn", None) is not None:
        # libpq tells a refusal by its words alone
        return f"could not connect; {said}: {_UNREACHED}"
    if code is None:
        lost = "connection" in said or "server" in said or "consuming input" in said
        return f"the server is gone or not there; {said}: {_UNREACHED}" if lost else said
    cure = _CURES.get(code)
    return f"the server says {said}" + (f": {cure}" if cure else "")


def _said(error: BaseException) -> str:
    """Give an engine's words on one line, without what it quotes of the question."""
    lines = [line.strip() for line in str(error).strip().splitlines()]
    kept = []
    for line in lines:
        if not line or line.startswith(("LINE ", "JVM stacktrace", "^", "'", "+-", "==", "at ")):
            break
        kept.append(line)
        if sum(map(len, kept)) > LONGEST:
            break
    text = " ".join(kept).rstrip(".") or type(error).__name__
    return f"{text[:LONGEST]}…" if len(text) > LONGEST else text
