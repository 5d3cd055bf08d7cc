"""Several exports of the same records: by which columns they are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from funnel_addin.exports.drafts import Draft
from funnel_addin.exports.heading_words import key
from funnel_addin.exports.headings import Opened
from funnel_addin.exports.named_columns import Named, listed, missing, twice
from funnel_addin.exports.options import RoleMissing
from funnel_addin.exports.plain import ids

__all__ = ["joined"]

_FIRST = ("contact", "lead")
"""What a deal was before it was one."""

_MERGED = {"contact": ("Opportunity", "Customer"), "lead": ("Converted",)}
"""Stages that the deals of the same tool say, and better."""

_OF_CONTACTS = ("associatedcontactids", "associatedcontactid", "primaryassociatedcontactid")
_OF_PERSONS = ("dealcontactpersonid", "leadcontactpersonid", "contactpersonid")


def joined(opened: Sequence[Opened], drafts: Sequence[Draft], given: Named) -> list[Draft]:
    """Say of each export what its records are called by, the same in all of them.

    Args:
        opened: the exports.
        drafts: what each was recognised as.
        given: the columns that `--record` names.

    Raises:
        RoleMissing: no column, or several, may join them.
    """
    found = list(drafts)
    if len(found) > 1 and not given:
        found = _by_tool(opened, found) or _by_heading(opened, found)
    elif len(found) == 1:
        # an id of another export joins nothing where there is none
        found = [replace(found[0], source=replace(found[0].source, joined=""))]
    for at, draft in enumerate(found):
        if draft.source.record:
            continue
        headings = [heading for heading in opened[at].columns if heading.strip()]
        if len(draft.records) > 1:
            raise twice(opened[at], "record", draft.records)
        if len(draft.records) == 1:
            raise _only_a_name(opened[at], draft.records[0])
        raise missing(opened[at], "record", headings)
    return found


def _only_a_name(export: Opened, name: str) -> RoleMissing:
    return RoleMissing(
        f"{export.called} must have a column of ids; it has names in '{name}' alone, and two "
        f"records of one name would be one: export it with its ids, or say `--record '{name}'`",
        role="record",
        question=f"Does '{name}' tell the records of {export.called} apart?",
        choices=(name,),
        default=name,
        export=export.table or export.export,
        lacks=f"whether '{name}' tells records apart, since there is no column of ids",
        proposal={"record": name},
    )


def _by_tool(opened: Sequence[Opened], drafts: Sequence[Draft]) -> list[Draft]:
    """Join leads or contacts with the deals of the same tool; [] where these are none."""
    tools = {draft.tool for draft in drafts}
    first = [at for at, draft in enumerate(drafts) if draft.ids in _FIRST]
    if len(tools) != 1 or "" in tools or len(first) != 1 or len(drafts) != 2:
        return []
    at, other = first[0], 1 - first[0]
    early, late = drafts[at], drafts[other]
    if early.tool == "HubSpot":
        late = _joined_by(opened[other], late, _OF_CONTACTS)
    elif early.tool == "Pipedrive":
        early = _joined_by(opened[at], early, _OF_PERSONS)
        late = _joined_by(opened[other], late, _OF_PERSONS)
    elif not early.source.joined:
        return []
    merged = _MERGED.get(early.ids, ())
    dates = {stage: date for stage, date in early.source.dates.items() if stage not in merged}
    early = replace(
        early,
        source=replace(early.source, dates=dates),
        stages=tuple(stage for stage in early.stages if stage not in merged),
    )
    # the first one's stages go first
    return [early, late] if at == 0 else [late, early]


def _joined_by(export: Opened, draft: Draft, keys: Sequence[str]) -> Draft:
    named = [heading for each in keys for heading in export.columns if key(heading) == each]
    if not named:
        headings = tuple(heading for heading in export.columns if heading.strip())
        raise RoleMissing(
            f"{export.called} must say the id of the contact that a record belongs to, to be "
            f"joined with the other export; it has {listed(headings)}: export it with its "
            "associated contacts' ids, or give each export on its own",
            role="record",
            question=f"Which column of {export.called} has the id of the other export?",
            choices=headings,
            export=export.table or export.export,
        )
    return replace(draft, source=replace(draft.source, joined=named[0]))


def _by_heading(opened: Sequence[Opened], drafts: Sequence[Draft]) -> list[Draft]:
    """Join exports by the id that all of them have under one heading."""
    found = [replace(each, source=replace(each.source, joined="")) for each in drafts]
    shared = [
        heading
        for heading in opened[0].columns
        if key(heading)
        and all(any(key(each) == key(heading) for each in export.columns) for export in opened)
    ]
    known = [heading for heading in ids(shared) if key(heading) != "id"]
    known = known or [heading for heading in shared if key(heading).endswith("id")]
    records = {draft.source.record for draft in drafts}
    if len(known) != 1 and len(records) == 1 and "" not in records:
        return found
    if len(known) > 1:
        raise twice(opened[0], "record", known)
    if not known:
        raise RoleMissing(
            "exports must have the record's id in common, under one heading; "
            f"{' and '.join(each.called for each in opened)} have none: name both columns with "
            "`--record HEADING,HEADING`",
            role="record",
            question=f"Which column of {opened[0].called} joins it with the others?",
            choices=tuple(heading for heading in opened[0].columns if heading.strip()),
            export=opened[0].table or opened[0].export,
        )
    for at, export in enumerate(opened):
        heading = next(each for each in export.columns if key(each) == key(known[0]))
        found[at] = replace(found[at], source=replace(found[at].source, record=heading))
    return found
