"""Spark, on this machine, counts as DuckDB does, to the last record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from funnel_addin.exports.opening import opened
from funnel_core.errors import CrmError
from tests.engines.counting import Kind, assert_same, history


@pytest.mark.slow
def test_a_log_is_counted_alike(log: Path, spark: Any) -> None:
    """Parquet by its path: moments in a zone, records by numbers."""
    kind = Kind("record", "moment", "Europe/Amsterdam")
    assert_same(history(str(log), kind.roles), history("pyspark://", kind.roles, str(log)))


@pytest.mark.slow
def test_a_table_of_the_catalog_is_counted_alike(log: Path, spark: Any) -> None:
    """A view, found by its name whatever its letters' case: times as they stand, ids as texts."""
    spark.read.parquet(str(log)).createOrReplaceTempView("events")
    kind = Kind("name", "clock")
    assert_same(history(str(log), kind.roles), history("pyspark://", kind.roles, "Events"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("table", "told"),
    [("deals", "there is no table 'deals'"), ("/no/such/folder", "does not exist")],
)
def test_what_is_not_there_is_told(table: str, told: str, spark: Any) -> None:
    """A table or a path that is missing ends as one sentence, and Spark goes on."""
    with pytest.raises(CrmError, match=told) as caught, opened(["pyspark://"], table):
        pass
    assert "\n" not in str(caught.value)
    assert spark.range(3).count() == 3
