"""Records of several exports: which of them are the same, and which have no counterpart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import ibis
from ibis.expr.types import StringValue, Table

from funnel_addin.exports.headings import Opened
from funnel_addin.exports.roles import Source
from funnel_addin.exports.words import blank_as_null, record_text
from funnel_core.history.problems import DataProblem, Kind

__all__ = ["ids", "not_joined", "short_ids"]

MOST_EXAMPLES = 5

SHORT, LONG = 15, 18
"""Characters of a Salesforce id in reports, and elsewhere: the last three check the others."""


def ids(opened: Opened, source: Source) -> StringValue:
    """Give what tells the records of an export apart, as texts that other exports share.

    A record with an id in another export has that id; one without has its own, told apart from
    the other export's by the name of its file.
    """
    own = record_text(opened.column(source.record))
    if not source.joined:
        return own
    other = blank_as_null(opened.column(source.joined).cast("string").split(";")[0])
    return ibis.coalesce(other, ibis.literal(f"{PurePath(source.export).name}:") + own)


def short_ids(records: Sequence[Table]) -> list[bool]:
    """Say which exports have Salesforce's long ids where another one has its short ones.

    Args:
        records: per export, a table with the column record.
    """
    lengths = []
    for each in records:
        found = each.aggregate(
            least=each.record.length().min(), most=each.record.length().max()
        ).execute()
        lengths.append(tuple(found.iloc[0]))
    short = (SHORT, SHORT) in lengths
    return [short and each == (LONG, LONG) for each in lengths]


def not_joined(opened: Sequence[Opened], records: Sequence[Table]) -> tuple[DataProblem, ...]:
    """Find records that the first export does not have.

    Args:
        opened: the exports.
        records: per export, a table with the column record.
    """
    problems = []
    first = records[0].select("record").distinct()
    for each, own in zip(opened[1:], records[1:], strict=True):
        mine = own.filter(own.record.notnull()).select("record").distinct()
        alone = mine.anti_join(first, "record")
        count = int(alone.count().execute())
        if not count:
            continue
        named = alone.order_by("record").limit(MOST_EXAMPLES).execute()["record"]
        total = int(mine.count().execute())
        problems.append(
            DataProblem(
                Kind.NOT_JOINED,
                count,
                f"{count:,} of the {total:,} records of {each.called} are not in "
                f"{opened[0].called}; they count as records that were first seen where "
                f"{each.called} has them: look whether both name the same records",
                tuple(str(name) for name in named),
            )
        )
    return tuple(problems)
