"""Invented stage events in any number, written by DuckDB as Parquet: the same in every run."""

from __future__ import annotations

from pathlib import Path

import duckdb

from funnel_core.history.order import StageOrder

__all__ = ["ORDER", "write_events"]

ORDER = StageOrder(("Lead", "Qualified", "Demo", "Proposal", "Negotiation", "Won"), ("Lost",))

_SQL = """
WITH records AS (
    SELECT i, hash(i, 1) % 100 AS luck, hash(i, 2) % 100 AS fate, hash(i, 3) % 5 AS way,
           1672531200 + i * 94608000 // {records} + (hash(i, 4) % 864000)::BIGINT AS start,
           86400 + (hash(i, 5) % 1000000)::BIGINT AS pace
    FROM range({records}) AS r(i)
), entries AS (
    SELECT *, unnest(range(1, 10)) AS k,
           CASE WHEN luck < 75 THEN 1 + luck // 15 ELSE 6 END AS reach
    FROM records
), events AS (
    SELECT i, way, fate,
           CASE WHEN k <= 6 AND k <= reach AND (k = 1 OR k = reach OR hash(i, k, 6) % 100 > 4)
                THEN ['Lead', 'Qualified', 'Demo', 'Proposal', 'Negotiation', 'Won'][k]
                WHEN k = 7 AND reach < 6 AND fate < 60 THEN 'Lost'
                WHEN k > 7 AND hash(i, k, 7) % 100 < 45
                THEN ['Lead', 'Qualified', 'Demo', 'Proposal', 'Negotiation', 'Won'][
                    1 + (hash(i, k, 8) % reach)::INT] END AS stage,
           start + (hash(i, k, 9) % 200000)::BIGINT + pace * (
               CASE WHEN k <= 6 THEN k WHEN k = 7 THEN reach + 1
               ELSE 1 + (hash(i, k, 10) % 6)::BIGINT END) AS second
    FROM entries
)
SELECT {record} AS record, stage, make_timestamp((second * 1000000)::BIGINT) AS time,
       CASE way WHEN 0 THEN 'Web' WHEN 1 THEN 'Phone' WHEN 2 THEN 'Partner' WHEN 3 THEN 'Event' END
           AS channel,
       CASE stage WHEN 'Won' THEN 100.0 * (1 + fate) END AS amount
FROM events WHERE stage IS NOT NULL ORDER BY second
"""


def write_events(path: Path, records: int, text: bool = False) -> None:
    """Write about five events a record, in the order of their times, to a Parquet file.

    Some records skip stages, some come back to one; most of those that are not won are lost.
    `text`: their ids are 16 letters rather than whole numbers.
    """
    record = "left(md5(i::VARCHAR), 16)" if text else "i::BIGINT"
    with duckdb.connect() as engine:
        engine.execute("SET memory_limit = '6GB'")
        engine.execute(f"SET temp_directory = '{path.parent / 'sorting'}'")
        select = _SQL.format(records=records, record=record)
        engine.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
