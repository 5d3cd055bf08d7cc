"""Exports of no known tool: a log or a table of dates, by the words in their headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from funnel_addin.exports.drafts import Draft
from funnel_addin.exports.heading_words import (
    CUSTOMER,
    RECORD,
    STAGE,
    TIME,
    best,
    is_lost,
    is_won,
    key,
    outcomes,
    rank,
    stage_of,
    words,
)
from funnel_addin.exports.roles import DateColumn, Source

__all__ = ["by_rank", "ids", "plain_dates", "plain_log", "times"]

_MIDDLE = 6
"""Where a name that is no word of the field stands among those that are: halfway."""

_CLOSING = (
    "close closed closing end finish abschluss abgeschlossen geschlossen clôture cierre gesloten "
    "afgesloten afsluiting"
).split()


def ids(headings: Sequence[str]) -> list[str]:
    """Name the columns that may tell records apart, the likeliest alone where one stands out.

    >>> ids(["id", "deal_id", "owner_id"]), ids(["mql_id", "won_date"]), ids(["name"])
    (['deal_id'], ['mql_id'], [])
    """
    if known := best(headings, RECORD):
        return known
    some = [heading for heading in headings if words(heading).split()[-1:] == ["id"]]
    some = some or [heading for heading in headings if key(heading).endswith("id")]
    some = some or best(headings, CUSTOMER)
    some = some or [heading for heading in headings if key(heading) in ("email", "emailaddress")]
    return [each for each in some if key(each) == "id"] or some


def times(headings: Sequence[str], typed: Sequence[str]) -> list[str]:
    """Name the columns that may say when a stage was entered.

    >>> times(["case", "stage", "entered_at", "due_date"], [])
    ['entered_at']
    """
    if known := best(headings, TIME):
        return known
    return [each for each in headings if stage_of(each) or each in typed]


def plain_log(
    source: Source,
    headings: Sequence[str],
    typed: Sequence[str],
    repeats: Callable[[str], bool],
) -> Draft | None:
    """Recognise a log: a stage and a time in each row, and records that come again.

    Args:
        source: what is known of it.
        headings: of its columns.
        typed: those whose column holds dates by its type.
        repeats: tells whether a column has a value twice.
    """
    # one heading over two columns is told where the column is taken
    stages = list(dict.fromkeys(best(headings, STAGE)))
    moments = list(dict.fromkeys(times(headings, typed)))
    records = list(dict.fromkeys(ids(headings)))
    if not (stages and moments) or (records and not any(map(repeats, records))):
        return None
    return Draft(
        replace(
            source,
            record=records[0] if len(records) == 1 else "",
            stage=stages[0] if len(stages) == 1 else "",
            time=moments[0] if len(moments) == 1 else "",
        ),
        records=tuple(records),
        several={"stage": tuple(stages), "time": tuple(moments)},
    )


def plain_dates(
    source: Source,
    headings: Sequence[str],
    typed: Sequence[str],
    values: Callable[[str], Mapping[str, int]],
) -> Draft | None:
    """Recognise a table with a row per record and a date column per stage.

    Args:
        source: what is known of it.
        headings: of its columns.
        typed: those whose column holds dates by its type.
        values: looks a column's values up: a closing date counts where a stage says so.
    """
    dates: dict[str, DateColumn] = {}
    for heading in headings:
        if name := stage_of(heading) or (heading if heading in typed else ""):
            dates |= _dated(name, heading, headings, values)
    if not dates:
        return None
    lost = tuple(name for name in dates if is_lost(name))
    stages, ordered = by_rank([name for name in dates if name not in lost])
    records = ids(headings)
    return Draft(
        replace(source, record=records[0] if len(records) == 1 else "", dates=dates),
        stages=stages,
        ordered=ordered,
        lost=lost,
        records=tuple(records),
    )


def _dated(
    name: str, heading: str, headings: Sequence[str], values: Callable[[str], Mapping[str, int]]
) -> dict[str, DateColumn]:
    said = best(headings, STAGE)
    if key(name) not in _CLOSING or len(said) != 1:
        return {name: DateColumn(heading)}
    won, lost = outcomes(values(said[0]))
    if not won:
        return {name: DateColumn(heading)}
    found = {"Closed won": DateColumn(heading, said[0], won)}
    return found | ({"Closed lost": DateColumn(heading, said[0], lost)} if lost else {})


def by_rank(names: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Put stages in the order of the field's words for them; tell whether these decide it.

    >>> by_rank(["Won", "Lead", "MQL"])
    (('Lead', 'MQL', 'Won'), True)
    >>> by_rank(["Won", "Blue", "Lead"])
    (('Lead', 'Blue', 'Won'), False)
    """
    ranks = {name: rank(name) for name in names}
    known = [each for each in ranks.values() if each is not None]
    decided = len(known) == len(names) and len(set(known)) == len(known)
    if len(names) == 2 and sum(map(is_won, names)) == 1:
        decided = True
    places = {name: _MIDDLE if place is None else place for name, place in ranks.items()}
    return tuple(sorted(names, key=lambda name: (is_won(name), places[name]))), decided
