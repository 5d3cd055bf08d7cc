"""Histories of changes → the stage that each record began in, which no change leads to."""

from __future__ import annotations

import ibis
from ibis.expr.types import StringValue, Table, Value

from funnel_core.history.problems import DataProblem, Kind

__all__ = ["first_stages"]

MOST_EXAMPLES = 5


def first_stages(changes: Table, called: str) -> tuple[Table, tuple[DataProblem, ...]]:
    """Find the stage that each record began in: what its first change says that it was before.

    Args:
        changes: with the columns record, before (the stage before a change), time, channel, amount,
            and changed: false in rows that say only that a record was created.
        called: what the export is called in a sentence.

    Returns:
        a table with a row per record: record, stage, time (its creation; its first change where
            the export does not say it), channel and amount; and what is wrong.
    """
    known = changes.filter(changes.record.notnull() & changes.time.notnull())
    moved = known.filter(known.changed)
    place = ibis.row_number().over(group_by=moved.record, order_by=[moved.time, moved.before])
    first = moved.mutate(place=place).filter(lambda each: each.place == 0)
    first = first.filter(first.before.notnull()).select("record", "before", "time")
    created = known.filter(~known.changed).group_by("record")
    created = created.agg(
        created=known.time.min(), channel=known.channel.min(), amount=known.amount.max()
    )
    both = first.left_join(created, "record")
    begun = both.select(
        record=both.record,
        stage=both.before,
        time=ibis.coalesce(both.created, both.time),
        channel=both.channel,
        amount=both.amount,
    )
    stayed = created.anti_join(moved, "record")
    count = int(stayed.count().execute())
    if not count:
        return begun, ()
    stages = first.select("before").distinct().order_by("before").limit(2).execute()["before"]
    same = str(stages[0]) if len(stages) == 1 else ""
    named = stayed.order_by("record").limit(MOST_EXAMPLES).execute()["record"]
    problem = _without_changes(count, same, called, tuple(map(str, named)))
    if not same:
        return begun, (problem,)
    stage: StringValue = ibis.literal(same)
    alone: dict[str, Value] = {
        "record": stayed.record,
        "stage": stage,
        "time": stayed.created,
        "channel": stayed.channel,
        "amount": stayed.amount,
    }
    return ibis.union(begun, stayed.select(**alone)), (problem,)


def _without_changes(count: int, same: str, called: str, examples: tuple[str, ...]) -> DataProblem:
    records = "record was" if count == 1 else "records were"
    done = (
        f"counted in {same!r}, in which all others began"
        if same
        else "left out, so that rates of the first stages are too high: export the history of "
        "stages as well, or the records themselves with their stage"
    )
    return DataProblem(
        Kind.BLANK_STAGE,
        count,
        f"{called}: {count:,} {records} created and never changed; the export does not say in "
        f"which stage; {done}",
        examples,
    )
