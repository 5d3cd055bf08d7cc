"""What an engine is asked, in its own words: SQL that a person can read, or run elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec

import ibis
import pandas as pd
from ibis.expr.types import Table

from funnel_addin.exports.chain import Read, Wanted
from funnel_core.errors import CrmError
from funnel_core.history.days import day_of
from funnel_core.history.firsts import Firsts, records_of
from funnel_core.history.survey import surveyed
from funnel_core.history.tallies import tallied

__all__ = ["DIALECTS", "explained"]

DIALECTS = ("duckdb", "postgres", "pyspark", "databricks", "bigquery", "snowflake", "trino")
"""Whose SQL can be given; but for Spark's, nothing of them needs to be installed."""

_OF_SPARK = frozenset({"pyspark", "databricks"})


def explained(read: Read, wanted: Wanted, dialects: Sequence[str] = ()) -> Mapping[str, str]:
    """Give the SQL of the questions that a history puts to an engine.

    The first question is asked, for the second one depends on how stages and channels are written
    and on the days that there are; nothing else is connected to.

    Args:
        read: exports as stage events.
        wanted: the days that count.
        dialects: whose SQL, of `DIALECTS`; none: that of the engine where the exports lie.

    Returns:
        dialect → statements, each below a line that says what for.

    Raises:
        CrmError: a dialect that is unknown.
    """
    own = read.opened[0].engine
    for dialect in dialects:
        if dialect not in (own, *DIALECTS):
            raise CrmError(
                f"'explain' must name an engine whose SQL is known; got {dialect!r}: expected one "
                f"of {', '.join(DIALECTS)}"
            )
        if dialect in _OF_SPARK and find_spec("pyspark") is None:
            raise CrmError(
                "Spark's SQL needs pyspark, which is not installed: pip install "
                "'funnel-planner[spark]'"
            )
    questions = _questions(read, wanted)
    if _OF_SPARK & set(dialects):
        # its compiler asks for settings that come with it
        _ = ibis.pyspark
    return {
        dialect: "\n\n".join(
            f"-- {doing}\n{ibis.to_sql(asked, dialect=dialect)};" for doing, asked in questions
        )
        for dialect in dialects or (own,)
    }


def _questions(read: Read, wanted: Wanted) -> list[tuple[str, Table]]:
    questions: list[tuple[str, Table]] = []

    def run(expression: Table, doing: str) -> pd.DataFrame:
        questions.append((doing, expression))
        frame: pd.DataFrame = expression.to_pandas()
        return frame

    survey = surveyed(read.events, read.order, wanted.today, read.zone, run)
    last = survey.last_day() if wanted.as_of is None else day_of(wanted.as_of)
    firsts = Firsts(read.order, survey, last)
    tally = tallied(records_of(read.events, firsts), firsts)
    return [*questions, ("counting records", tally)]
