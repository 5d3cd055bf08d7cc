"""Real engines, each started once for all tests: PostgreSQL, and Spark on this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.engines import logs
from tests.engines.postgres import Server, running_server


@pytest.fixture(scope="session")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented log as Parquet."""
    return logs.write_parquet(logs.rows(), tmp_path_factory.mktemp("log"))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server with the invented log in the schema crm."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
    with running_server() as found:
        with psycopg.connect(found.address(), autocommit=True) as con:
            con.execute("CREATE SCHEMA crm")
            columns = ", ".join(f"{name} {kind}" for name, kind in logs.COLUMNS.items())
            con.execute(f"CREATE TABLE crm.events ({columns})")
            with con.cursor().copy("COPY crm.events FROM STDIN") as copy:
                for row in logs.cells(logs.rows()):
                    copy.write_row(row)
        yield found


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """Spark in this process, on two cores."""
    pyspark = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    if shutil.which("java") is None:
        pytest.skip("Java, which Spark runs in, is not installed")
    building = pyspark.SparkSession.builder.master("local[2]").appName("funnel history")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "2",
        # a program is written for each question otherwise, which takes longer than so few rows
        "spark.sql.codegen.wholeStage": "false",
        "spark.default.parallelism": "2",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "1g",
    }
    for name, value in settings.items():
        building = building.config(name, value)
    session = building.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()
