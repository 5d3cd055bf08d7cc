"""Columns of times that are all written as ISO 8601 has it: an engine reads these by itself."""

from __future__ import annotations

from collections.abc import Mapping

from ibis.expr.types import StringValue, Table, Value

__all__ = ["plain_times"]

_PLAIN = r"^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?Z?)?$"

_DAY = 10
"""Characters of a day alone."""


def plain_times(rows: Table, columns: Mapping[str, StringValue]) -> dict[str, tuple[str, Value]]:
    """Read the columns of which every value is a day or a time in ISO's form, and none of them odd.

    This is many times as fast as looking at every form there is, and says the same.

    Args:
        rows: the export.
        columns: heading → a column of text of `rows`.

    Returns:
        heading → the kind ("day", "local" or "instant") and the value, as `dates.understood` has
        them, for those columns alone.

    >>> import ibis
    >>> rows = ibis.memtable({"on": ["2024-02-01", None], "at": ["2024-02-01 10:00", "soon"]})
    >>> found = plain_times(rows, {"on": rows.on, "at": rows.at})
    >>> {heading: kind for heading, (kind, _) in found.items()}
    {'on': 'day'}
    """
    asked: dict[str, Value] = {}
    for at, text in enumerate(columns.values()):
        moment = text.try_cast("timestamp")
        asked |= {
            f"odd{at}": ((~text.re_search(_PLAIN)) | moment.isnull()).sum(where=text.notnull()),
            f"filled{at}": text.count(),
            f"days{at}": (text.length() == _DAY).sum(),
            f"zoned{at}": text.endswith("Z").sum(),
        }
    if not asked:
        return {}
    told = {
        name: int(count or 0)
        for name, count in rows.aggregate(**asked).to_pyarrow().to_pylist()[0].items()
    }
    found: dict[str, tuple[str, Value]] = {}
    for at, (heading, text) in enumerate(columns.items()):
        odd, filled, days, zoned = (told[f"{of}{at}"] for of in ("odd", "filled", "days", "zoned"))
        if odd or not filled or zoned not in (0, filled):
            continue
        if days == filled:
            found[heading] = "day", text.try_cast("timestamp").date()
        else:
            seconds = text.try_cast("timestamp").epoch_seconds().cast("int64")
            found[heading] = "instant" if zoned else "local", seconds
    return found
