"""What was found wrong with events, in sentences: what, how many, what was done, what helps."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from funnel_core.history.firsts import FLAGS, Firsts
from funnel_core.history.problems import DataProblem, Kind
from funnel_core.history.survey import Survey, named
from funnel_core.history.tallies import BLANK, ODD

__all__ = ["found", "without_doubled"]

EXAMPLES = 5


def found(tally: pd.DataFrame, firsts: Firsts) -> tuple[DataProblem, ...]:
    """Tell all problems that a survey and a tally show, rows' first, then records'."""
    return (*_of_rows(firsts.survey, firsts), *_of_records(tally, firsts))


def without_doubled(
    problems: tuple[DataProblem, ...],
    doubled: tuple[DataProblem, ...],
    repeating: tuple[str, ...],
) -> tuple[DataProblem, ...]:
    """Add the rows that repeat another one to the letter; they repeat no stage besides.

    Args:
        problems: what was found.
        doubled: rows that repeat another one.
        repeating: records that repeat a stage otherwise; none where they were not looked for.
    """
    many = sum(problem.count for problem in doubled)
    told = []
    for problem in problems:
        if problem.kind is Kind.REPEATED_STAGE:
            if problem.count <= many:
                continue
            count, examples = problem.count - many, repeating or problem.examples
            problem = DataProblem(problem.kind, count, _repeated(count), examples)
        told.append(problem)
    return (*told, *doubled)


def _of_rows(survey: Survey, firsts: Firsts) -> Iterable[DataProblem]:
    lines, order = survey.lines, firsts.order
    names = (*order.stages, *order.lost)
    if count := int(lines.loc[survey.is_at([""]), "rows"].sum()):
        yield DataProblem(
            Kind.BLANK_STAGE,
            count,
            f"{_rows(count)} no stage: left out; fill in the stage that was entered",
        )
    present = {named(stage) for stage in lines["stage"]}
    unused = lines[~survey.is_at((*names, ""))]
    if len(unused):
        rows = unused.groupby(unused["stage"].map(named))["rows"].sum()
        most = rows.sort_values(ascending=False, kind="stable")
        told = [f"{name} ({count:,})" for name, count in most.items()]
        listed = ", ".join(told[:10]) + (f" and {len(told) - 10} more" if told[10:] else "")
        count = int(rows.sum())
        stand = "rows are" if count != 1 else "row is"
        # nobody lost is no news, unless what says so may be written otherwise
        unlost = ", ".join(stage for stage in order.lost if stage not in present)
        yield DataProblem(
            Kind.UNUSED_STAGE,
            count,
            f"{count:,} {stand} at stages that are neither in the order nor lost: left out; name "
            f"them if they count: {listed}" + (f"; no row is at {unlost}" if unlost else ""),
            tuple(str(name) for name in most.index[:EXAMPLES]),
        )
    if absent := [stage for stage in order.stages if stage not in present]:
        they, it_is = ("these stages", "they are") if absent[1:] else ("this stage", "it is")
        yield DataProblem(
            Kind.UNUSED_STAGE,
            len(absent),
            f"no row is at {they}: {', '.join(absent)}; counted as entered by nobody: look whether "
            f"{it_is} written as in the export",
            tuple(absent[:EXAMPLES]),
        )
    used = lines[survey.is_at(names)]
    if count := int((used["rows"] - used["timed"]).sum()):
        yield DataProblem(
            Kind.BLANK_DATE,
            count,
            f"{_rows(count)} no date: left out, as if the stage had not been entered; fill it in",
        )
    if count := sum(survey.late.get(name, 0) for name in names):
        yield DataProblem(
            Kind.FUTURE_DATE,
            count,
            f"{_rows(count)} a date after today: left out, as it has not happened; look at how "
            "the date was typed, or whether it is a planned one",
        )


def _of_records(tally: pd.DataFrame, firsts: Firsts) -> Iterable[DataProblem]:
    blank = int(tally.loc[tally["about"] == BLANK, "again"].sum())
    if blank:
        yield DataProblem(
            Kind.BLANK_RECORD,
            blank,
            f"{_rows(blank)} no record: left out, as nobody can say whose they are; fill in the id",
        )
    oddities = tally[tally["about"] == ODD]
    skipped = [(Kind.SKIPPED_STAGE, stage) for stage in firsts.order.stages[1:-1]]
    for bit, (kind, stage) in enumerate([*((kind, "") for kind in FLAGS), *skipped]):
        chosen = oddities[(oddities["key"] // (1 << bit)) % 2 == 1]
        count = int(chosen["again" if kind is Kind.REPEATED_STAGE else "records"].sum())
        if count:
            sentence = _sentence(kind, count, stage, firsts)
            examples = _examples(chosen)
            yield DataProblem(kind or Kind.NO_FIRST_STAGE, count, sentence, examples)


def _repeated(count: int) -> str:
    rows = f"{count:,} rows repeat" if count != 1 else "1 row repeats"
    return f"{rows} a stage that the record had entered before: the first entry counts"


def _sentence(kind: Kind | None, count: int, stage: str, firsts: Firsts) -> str:
    order = firsts.order
    first, many = order.stages[0], f"{count:,} record" + ("s" if count != 1 else "")
    is_are, was_were = ("are", "were") if count != 1 else ("is", "was")
    has_have = "have" if count != 1 else "has"
    match kind:
        case Kind.NO_FIRST_STAGE:
            return (
                f"{many} {was_were} never in {first}: counted as entering it on the first day "
                "seen later; export all stages, also of records older than the export"
            )
        case Kind.NEGATIVE_LAG:
            return (
                f"{many} entered a later stage on an earlier day: counted as having passed the "
                "earlier stage by then; look whether the dates are what they are taken for"
            )
        case Kind.ADVANCED_AFTER_LOST:
            return (
                f"{many} went on after being lost: counted as advanced where they advanced, and as "
                "open, not lost, in the stages that they came to later; look whether lost means "
                "the end"
            )
        case Kind.SEVERAL_CHANNELS:
            return (
                f"{many} {has_have} several channels: counted in the first of them by the "
                "alphabet; export the channel that a record came through"
            )
        case Kind.BLANK_CHANNEL:
            return (
                f"{many} {has_have} no channel: counted under a channel without a name; fill it in"
            )
        case Kind.REPEATED_STAGE:
            return _repeated(count)
        case Kind.SKIPPED_STAGE:
            return (
                f"{many} skipped {stage}: counted as passing it on the day of the next stage seen; "
                "leave the stage out of the order if that is usual"
            )
        case _:
            return (
                f"{many} {is_are} lost without having been in any stage: not counted; export the "
                "stages that they were in"
            )


def _examples(chosen: pd.DataFrame) -> tuple[str, ...]:
    records = pd.concat([chosen["least"], chosen["most"]]).dropna().unique()
    return tuple(sorted(records, key=lambda each: (len(each), each))[:EXAMPLES])


def _rows(count: int) -> str:
    return f"{count:,} rows have" if count != 1 else "1 row has"
