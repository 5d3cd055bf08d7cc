"""The SQL that `--explain` shows: read by a parser of each dialect, and run where that is here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import expressions

from funnel_addin.exports import chain
from funnel_addin.exports.explaining import DIALECTS, explained
from funnel_core.errors import CrmError
from tests.engines import logs
from tests.engines.counting import Kind

READ_AS = {"pyspark": "spark"}

KNOWN = {
    "duckdb": {"MAKE_TIMESTAMPTZ"},
    "postgres": {"MAKE_DATE", "MAKE_TIMESTAMPTZ"},
    "pyspark": {"MAKE_DATE"},
    "databricks": {"MAKE_DATE"},
    "bigquery": {"IEEE_DIVIDE"},
}
"""Functions that a dialect has, and the parser has no word for."""

KINDS = [Kind("record", "moment", "Europe/Amsterdam"), Kind("name", "clock"), Kind("name", "day")]


@pytest.fixture(
    scope="module", params=KINDS, ids=lambda kind: f"{kind.record} {kind.time} {kind.zone}"
)
def told(request: pytest.FixtureRequest, log: Path) -> Mapping[str, str]:
    """What is asked of one kind of log, in each dialect."""
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    with chain.read(chain.Exports((str(log),), request.param.roles)) as read:
        return explained(read, chain.Wanted(logs.TODAY), DIALECTS)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_sql_of_every_dialect_is_understood(told: Mapping[str, str], dialect: str) -> None:
    """Questions that look over the rows, and one that counts: each changes nothing."""
    found = sqlglot.parse(told[dialect], read=READ_AS.get(dialect, dialect))
    assert len(found) >= 2
    for statement in found:
        assert isinstance(statement, expressions.Query)
        changing = (expressions.Insert, expressions.Update, expressions.Delete, expressions.Create)
        assert not list(statement.find_all(*changing))
        unknown = {each.name.upper() for each in statement.find_all(expressions.Anonymous)}
        assert unknown <= KNOWN.get(dialect, set()), unknown


def test_the_sql_shown_is_what_is_counted(log: Path) -> None:
    """DuckDB runs the last statement as it stands, and finds the log's records."""
    kind = Kind("name", "clock")
    with chain.read(chain.Exports((str(log),), kind.roles)) as read:
        told = explained(read, chain.Wanted(logs.TODAY))
        con: duckdb.DuckDBPyConnection = read.opened[0].rows.get_backend().con
        last = told["duckdb"].split(";\n\n")[-1]
        assert len(con.execute(last).fetchall()) > 1_000


def test_a_dialect_that_is_unknown_is_refused(log: Path) -> None:
    """The known ones are listed."""
    exports = chain.Exports((str(log),), Kind("name", "clock").roles)
    with chain.read(exports) as read, pytest.raises(CrmError, match="duckdb, postgres"):
        explained(read, chain.Wanted(logs.TODAY), ("oracel",))
