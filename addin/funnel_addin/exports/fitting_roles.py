"""Roles that were kept in a file, for the exports that are given now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from funnel_addin.exports.doubled import each_one_role
from funnel_addin.exports.headings import Opened
from funnel_addin.exports.named_columns import listed
from funnel_addin.exports.roles import Roles, Source
from funnel_core.errors import CrmError

__all__ = ["fitted"]


def fitted(roles: Roles, opened: Sequence[Opened]) -> Roles:
    """Give each source of kept roles the export that it is about: last month's may be new now.

    Args:
        roles: as they were kept.
        opened: the exports that are given now.

    Raises:
        CrmError: fewer or more exports than sources, a heading that is not there any more, or one
            in two roles.
    """
    if len(roles.sources) != len(opened):
        count = len(roles.sources)
        raise CrmError(
            f"the roles are those of {count} {'export' if count == 1 else 'exports'} "
            f"({', '.join(source.export for source in roles.sources)}); got {len(opened)}: give as "
            "many"
        )
    left = list(opened)
    sources = []
    for source in roles.sources:
        export = _own(source, left)
        left.remove(export)
        each_one_role(source)
        sources.append(replace(source, export=export.export, table=export.table or source.table))
    return replace(roles, sources=tuple(sources))


def _own(source: Source, left: Sequence[Opened]) -> Opened:
    having = [each for each in left if not _lacking(source, each)]
    same = [each for each in left if each.export == source.export and each.table == source.table]
    same = same or [each for each in left if each.export == source.export]
    name = PurePath(source.export).name
    same = same or [each for each in left if PurePath(each.export).name == name]
    for each in (*same, *having):
        if each in having:
            return each
    nearest = min(same or left, key=lambda each: len(_lacking(source, each)))
    raise CrmError(
        f"{nearest.called} must have the columns that the roles name; it has no "
        f"{listed(_lacking(source, nearest))}: it has {listed(nearest.columns)}"
    )


def _lacking(source: Source, export: Opened) -> list[str]:
    return [heading for heading in source.headings if not export.has(heading)]
