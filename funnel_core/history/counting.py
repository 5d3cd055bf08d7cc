"""Events → counts: asked of an engine once, by one expression that every engine understands."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from zoneinfo import ZoneInfo

import ibis.expr.types as ir
import numpy as np
import pandas as pd

from funnel_core.errors import NotEnoughData, OutOfRange
from funnel_core.history.cohorts import Whole
from funnel_core.history.counted import COLUMNS, Amounts, History
from funnel_core.history.days import date_of, day_of
from funnel_core.history.duplicates import duplicates, repeating
from funnel_core.history.examples import exemplified
from funnel_core.history.finding import found, without_doubled
from funnel_core.history.firsts import Firsts, records_of
from funnel_core.history.order import StageOrder
from funnel_core.history.problems import DataProblem, Kind
from funnel_core.history.survey import Run, Survey, surveyed
from funnel_core.history.tallies import ALL, AMOUNTS, BLANK, MEDIANS, tallied, unpacked

__all__ = ["counted"]

Progress = Callable[[str, float | None], None]


def counted(
    events: ir.Table,
    order: StageOrder,
    as_of: datetime.date | None,
    today: datetime.date,
    zone: ZoneInfo | None = None,
    progress: Progress | None = None,
) -> History:
    """Count events into cohorts, and find what is wrong with them.

    Args:
        events: `record` (text or whole numbers), `stage` (text), `time` (dates; timestamps; or
            whole seconds since 1970 in UTC), `channel` (text) and `amount` (numbers).
        order: the stages.
        as_of: the last day that is seen; None: the last one in the data until today.
        today: later days have not happened.
        zone: where days begin; for times that say none, days are as they stand.
        progress: is told what is being done, and what share of it is, or None.

    Returns:
        the counts. First entries count; a record seen at a stage has passed those before it.

    Raises:
        OutOfRange: `as_of` after `today`.
        UnknownStage: a stage of the order that no row has.
        NotEnoughData: nothing to count.
    """
    if as_of is not None and as_of > today:
        raise OutOfRange(
            f"'as_of' must be at most today, {today}; got {as_of}: nothing is known yet"
        )

    def run(expression: ir.Table, doing: str) -> pd.DataFrame:
        if progress is not None:
            progress(doing, None)
        frame: pd.DataFrame = expression.to_pandas()
        return frame

    survey = surveyed(events, order, today, zone, run)
    last = survey.last_day() if as_of is None else day_of(as_of)
    firsts = Firsts(order, survey, last)
    if progress is not None:
        progress("counting records", None)
    pairs, tally = _tally(events, firsts)
    blank = tally[tally["about"] == BLANK]
    if blank["total"].sum():
        pairs, tally = _tally(events, replace(firsts, without_blanks=True))
        tally = pd.concat([tally, blank])
    counts = _counts(pairs, firsts)
    if counts.empty:
        raise NotEnoughData(
            f"a history needs a record that entered a stage until {date_of(last)}; there is none: "
            "choose a later 'as_of', or look at the columns that were taken"
        )
    problems = exemplified(found(tally, firsts), events, firsts, today, run)
    problems = _with_doubled(problems, events, firsts, run)
    name = zone.key if zone is not None else ""
    return History(order, last, counts, problems, _amounts(tally, survey), name)


def _with_doubled(
    problems: tuple[DataProblem, ...], events: ir.Table, firsts: Firsts, run: Run
) -> tuple[DataProblem, ...]:
    """Tell rows that repeat another one to the letter from records that came to a stage again."""
    if not any(problem.kind is Kind.REPEATED_STAGE for problem in problems):
        return problems
    doubled = duplicates(events, firsts, run)
    if not doubled:
        return problems
    # who repeats a row to the letter is no example of who came again
    return without_doubled(problems, doubled, repeating(events, firsts, run))


def _tally(events: ir.Table, firsts: Firsts) -> tuple[list[Whole], pd.DataFrame]:
    """Ask the engine for its tally.

    Returns:
        `about`, `key` and `records` of the many lines about pairs of stages; the few others.
    """
    answer = tallied(records_of(events, firsts), firsts).to_pyarrow()
    about, key, records = (answer[name].to_numpy() for name in ("about", "key", "records"))
    few = np.flatnonzero(about < 0)
    many = about >= 0
    return [about[many], key[many], records[many]], answer.take(few).to_pandas()


def _counts(lines: list[Whole], firsts: Firsts) -> pd.DataFrame:
    """Give the lines of pairs of stages, channels by name.

    They come in one order: engines give their own, and sums of fractions depend on it. Pair by
    pair they are sorted in the processor's cache, and columns are laid side by side as they are.
    """
    about, packed, records = lines
    sizes = np.bincount(about, minlength=len(firsts.order.pairs))
    places = []
    for pair in range(len(sizes)):
        of_pair = np.flatnonzero(about == pair)
        places.append(of_pair[np.argsort(packed[of_pair])])
    order = np.concatenate(places)
    starts, ends = np.array(firsts.order.pairs, dtype=np.int64).T
    names = np.array(["", *firsts.survey.channels], dtype=object)
    columns = unpacked(packed[order])
    columns["channel"] = names[columns["channel"]]
    columns["start"], columns["end"] = np.repeat(starts, sizes), np.repeat(ends, sizes)
    columns["records"] = records[order].astype(np.int64, copy=False)
    return pd.DataFrame({name: columns[name] for name in COLUMNS}, copy=False)


def _amounts(tally: pd.DataFrame, survey: Survey) -> dict[str | None, Amounts]:
    """Give the amounts of won records: of all together (None), and per channel."""
    names = ["", *survey.channels]
    medians = tally[tally["about"] == MEDIANS].set_index("key")["total"]
    sums = tally[tally["about"] == AMOUNTS].sort_values("key").set_index("key")
    found: dict[str | None, Amounts] = {}
    for channel, won, known, total, squares in zip(
        sums.index, sums["records"], sums["again"], sums["total"], sums["squares"], strict=True
    ):
        name = None if channel == ALL else names[channel]
        found[name] = (
            Amounts(int(won), int(known), float(total), float(squares), float(medians[channel]))
            if known
            else Amounts(int(won), 0, 0.0, 0.0, None)
        )
    return found
