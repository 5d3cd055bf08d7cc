"""Addresses of databases as they are shown: whatever looks like a secret is left out."""

from __future__ import annotations

import pytest

from funnel_addin.exports.addresses import hidden, without_password
from funnel_addin.exports.opening import opened
from funnel_core.errors import CrmError


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("duckdb://md:crm?motherduck_token=s3cret", "duckdb://md:crm"),
        ("pyspark://?spark.hadoop.fs.s3a.secret.key=s3cret", "pyspark://"),
        ("pyspark://?spark.ssl.keyPassword=s3cret&spark.a=1", "pyspark://?spark.a=1"),
        ("pyspark://?spark.driver.extraJavaOptions=-Dpassword%3Ds3cret", "pyspark://"),
        ("snowflake://u:s3cret@acc/db?passcode=s3cret&private_key=s3cret", "snowflake://u@acc/db"),
        ("snowflake://u@a/db?authenticator=x", "snowflake://u@a/db?authenticator=x"),
        ("mysql://u:s3cret@h/db?ssl_key_password=s3cret", "mysql://u@h/db"),
        ("trino://u@h/c?api_key=s3cret&catalog=a", "trino://u@h/c?catalog=a"),
        ("clickhouse://h/db?user=a&Password=s3cret", "clickhouse://h/db?user=a"),
        ("bigquery://p/d?credentials_json=s3cret", "bigquery://p/d"),
        ("mssql://h/db;database=x;pwd=s3cret", "mssql://h/db;database=x"),
        ("postgresql://h/db#password=s3cret", "postgresql://h/db"),
        ("postgresql://u@[bad/db?password=s3cret", "postgresql://u@[bad/db"),
        ("postgresql://u@keyhost:5432/key=1?sslkey=k.pem", None),
    ],
)
def test_what_looks_like_a_secret_is_left_out(address: str, shown: str | None) -> None:
    """Parameters are judged by their names, and by what their values set; files may be named."""
    assert without_password(address) == (shown or address)


def test_an_engine_that_quotes_a_secret_is_not_repeated() -> None:
    """Whatever the address sets, and whatever the engine itself says that it is set."""
    for asked in ("spark.ssl.keyPassword=s3cret", "spark.options=-Dpassword%3Ds3cret"):
        told = hidden("could not: s3cret, pwd = other", f"pyspark://?{asked}")
        assert told == "could not: ***, pwd = ***"


def test_no_secret_stands_in_what_is_said_of_a_file_that_is_not_there() -> None:
    """The sentence names the file alone."""
    with (
        pytest.raises(CrmError, match="there is no such file") as caught,
        opened(["duckdb:///nofile.duckdb?motherduck_token=s3cret"], "deals"),
    ):
        pass
    assert "s3cret" not in str(caught.value)
