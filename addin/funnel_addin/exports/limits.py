"""What DuckDB may take of a machine, and how it tells how far it is."""

from __future__ import annotations

import duckdb

__all__ = ["MEMORY", "limited"]

MEMORY = 5 << 30
"""Bytes that an engine may take at most; beyond them it uses the disk."""


def limited(con: duckdb.DuckDBPyConnection) -> None:
    """Keep an engine within its memory, and let its share done be asked for."""
    row = con.execute("SELECT current_setting('memory_limit')").fetchone()
    limit = str(row[0]) if row else ""
    if "TiB" in limit or ("GiB" in limit and float(limit.split()[0]) > MEMORY / (1 << 30)):
        con.execute(f"SET memory_limit = '{MEMORY}B'")
    # nothing is drawn on the terminal
    con.execute("SET enable_progress_bar = true")
    con.execute("SET enable_progress_bar_print = false")
    con.execute("SET progress_bar_time = 0")
