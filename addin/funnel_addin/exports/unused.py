"""Columns of dates that look like a stage's and are read as none: what would use them is told."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from funnel_addin.exports.heading_words import is_lost, stage_of
from funnel_addin.exports.headings import Opened
from funnel_addin.exports.likely import hold_dates
from funnel_addin.exports.looking import values
from funnel_addin.exports.named_columns import listed
from funnel_addin.exports.options import GivenRoles
from funnel_addin.exports.roles import Roles, Source
from funnel_addin.exports.stage_options import told
from funnel_core.history.problems import DataProblem, Kind

__all__ = ["unused_dates"]


def unused_dates(
    opened: Sequence[Opened], roles: Roles, given: GivenRoles
) -> tuple[DataProblem, ...]:
    """Find the dates of stages that are not read, in exports with a column of dates per stage.

    A tool's exports have dates of much else: what is not read of those is no stage.

    Args:
        opened: the exports.
        roles: what their columns were taken for.
        given: what the options say; a blank `--lost` says that nothing is.
    """
    if roles.tool:
        return ()
    pairs = zip(opened, roles.sources, strict=True)
    return tuple(
        problem
        for export, source in pairs
        if source.dates
        for problem in _problems(export, source, given)
    )


def _problems(export: Opened, source: Source, given: GivenRoles) -> Iterator[DataProblem]:
    stages = {
        heading: stage_of(heading) or heading
        for heading in export.columns
        if heading not in source.headings
        and export.columns.count(heading) == 1
        and (stage_of(heading) or is_lost(heading))
        and hold_dates(values(export, heading))
    }
    losing = {heading: stage for heading, stage in stages.items() if is_lost(stage)}
    if losing and given.lost != "":
        named = [given.lost] if given.lost else []
        way = ",".join([*named, *(_meaning(each) for each in losing.items())])
        yield DataProblem(
            Kind.UNUSED_STAGE,
            len(losing),
            f"{export.called}: the dates in {listed([*losing])} are read as no stage, though they "
            f"look like losses: `--lost {shlex.quote(way)}` counts them, `--lost ''` says that "
            "they are none",
        )
    others = {heading: stage for heading, stage in stages.items() if heading not in losing}
    if others:
        way = ",".join(_meaning(each) for each in others.items())
        yield DataProblem(
            Kind.UNUSED_STAGE,
            len(others),
            f"{export.called}: the dates in {listed([*others])} are read as no stage: if records "
            f"pass it, name it in `--stages`, where it belongs, as in {shlex.quote(way)}",
        )


def _meaning(each: tuple[str, str]) -> str:
    heading, stage = each
    return f"{told(stage)}={told(heading)}"
