"""Columns as options name them, and how it is said that one is missing or matches twice."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TypeAlias

from funnel_addin.exports.heading_words import is_lost, key
from funnel_addin.exports.headings import Opened
from funnel_addin.exports.likely import likely_columns
from funnel_addin.exports.options import RoleMissing
from funnel_addin.exports.stage_options import bare, split, told
from funnel_core.errors import CrmError

__all__ = ["Named", "listed", "missing", "named", "once", "twice"]

Named: TypeAlias = Mapping[int, str]
"""The place of an export → the heading that an option names in it."""

MOST_TOLD = 15
_LOG = ("record", "stage", "time")
_ROLES = {
    "record": "tells records apart",
    "stage": "says which stage was entered",
    "time": "says when",
    "channel": "says the channel",
    "amount": "says the amount",
}


def named(opened: Sequence[Opened], text: str, option: str) -> Named:
    """Find the columns that an option names: headings, split by commas.

    A heading may be led by its export's path or file name and a colon.

    Raises:
        CrmError: no export has one of them.
    """
    found: dict[int, str] = {}
    for part in split(text, ",", option) if text else ():
        here = {}
        for at, export in enumerate(opened):
            for name in _without_export(bare(part), export):
                if heading := _heading(export, name):
                    here[at] = heading
                    break
        if not here:
            headings = [heading for export in opened for heading in export.columns]
            raise CrmError(
                f"`{option}` must name a column of {' or '.join(each.called for each in opened)}; "
                f"got '{bare(part)}', and there are {listed(headings)}"
            )
        found |= here
    return found


def _without_export(text: str, export: Opened) -> list[str]:
    path = PurePath(export.export)
    names = [text]
    for name in (export.export, path.name, path.stem, export.table):
        if name and text.startswith((f"{name}:", f'"{name}":')):
            names.append(bare(text.removeprefix(f'"{name}":').removeprefix(f"{name}:")))
    return names


def _heading(export: Opened, name: str) -> str:
    """Give the heading that a name means; "" where the export has none."""
    if export.has(name):
        return export.columns[export.place(name)]
    alike = [heading for heading in export.columns if key(heading) == key(name) != ""]
    return alike[0] if len(alike) == 1 else ""


def listed(names: Sequence[str]) -> str:
    """List names for a sentence; a long list is cut.

    >>> listed(["a", "b"])
    "'a', 'b'"
    """
    some = [f"'{name}'" for name in dict.fromkeys(names) if name.strip()]
    more = f" and {len(some) - MOST_TOLD} more" if len(some) > MOST_TOLD else ""
    return ", ".join(some[:MOST_TOLD]) + more if some else "none"


def missing(
    export: Opened, role: str, headings: Sequence[str], known: Mapping[str, str] | None = None
) -> RoleMissing:
    """Say which columns are not known by their headings, all that a log needs at once.

    Args:
        export: which.
        role: what is missing first.
        headings: those that are there.
        known: the roles of a log whose heading is known.
    """
    known = dict(known or {})
    likely = likely_columns(export, known)
    also, roles = "", [role]
    proposal = {role: likely.record} if role == "record" and likely.record else {}
    if role in ("stage", "time"):
        roles = [role, *(each for each in _LOG if each not in (role, *known))]
        proposal = {each: likely.log[each] for each in roles if each in likely.log}
        also = ", or a date column per stage with `--stages 'Lead=HEADING,Won=HEADING'`"
        if len(likely.dates) > 1 and not proposal:
            proposal = _by_dates(likely.dates)
            dated = " ".join(f"--{each} '{stages}'" for each, stages in proposal.items())
            also = f", or a date column per stage with `{dated}`"
    named = {each: shlex.quote(told(proposal.get(each, "HEADING"))) for each in roles}
    options = " ".join(f"--{each} {heading}" for each, heading in named.items())
    what = ", one that ".join(_ROLES[each] for each in roles)
    lacks = f"the column that {what}"
    question, choices = f"Which column of {export.called} {_ROLES[role]}?", tuple(headings)
    if "stages" in proposal:
        role, lacks, choices = "stages", "the date column of each stage", ()
        lost = f"; lost: {proposal['lost']}" if "lost" in proposal else ""
        question = (
            f"Which stages does {export.called} have, in their order, top first, the last one won, "
            f"and where does each one's date stand? It looks like {proposal['stages']}{lost} "
            f"(Enter takes that; if it is a log, Ctrl-D, and name its columns with `{options}`)"
        )
    return RoleMissing(
        f"{export.called} must have a column that {what}; none of its headings says so: "
        f"name {'one' if len(roles) == 1 else 'some'} of {listed(headings)} with `{options}`{also}",
        role=role,
        question=question,
        choices=choices,
        default=proposal.get(role, ""),
        export=export.table or export.export,
        lacks=f"{lacks}, of {listed(headings)}",
        proposal=proposal,
    )


def _by_dates(headings: Sequence[str]) -> dict[str, str]:
    """Propose columns of dates as stages, in their order, those that say so as lost."""
    losing = [heading for heading in headings if is_lost(heading)]
    going = [heading for heading in headings if heading not in losing]
    proposal = {"stages": ",".join(f"{told(each)}={told(each)}" for each in going)}
    lost = {"lost": ",".join(f"{told(each)}={told(each)}" for each in losing)} if losing else {}
    return proposal | lost


def once(export: Opened, stage: str, records: Sequence[str]) -> RoleMissing:
    """Say that an export looks like a log, but each record has one row: it may be a list of now."""
    return RoleMissing(
        f"{export.called} must have a row for each stage that a record entered; each "
        f"{listed(records)} stands in one row only, as in a list of where records are now, which "
        f"is no history: if it is a log all the same, say `--stage {told(stage)}`, else give a "
        "date column per stage with `--stages 'Lead=HEADING,Won=HEADING'`",
        role="stage",
        question=f"Which column of {export.called} {_ROLES['stage']}?",
        choices=tuple(heading for heading in export.columns if heading.strip()),
        export=export.table or export.export,
    )


def twice(export: Opened, role: str, headings: Sequence[str]) -> RoleMissing:
    """Say that several columns may have a role, and which option decides."""
    return RoleMissing(
        f"{export.called} must have one column that {_ROLES[role]}; {listed(headings)} all may: "
        f"name one with `--{role} {shlex.quote(told(headings[0]))}`",
        role=role,
        question=f"Which column of {export.called} {_ROLES[role]}?",
        choices=tuple(headings),
        export=export.table or export.export,
        lacks=f"which of {listed(headings)} {_ROLES[role]}",
        proposal={role: headings[0]},
    )
