"""What HubSpot, Salesforce and Pipedrive call their columns and stages, in their own order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from funnel_addin.exports.drafts import Columns, Draft, closing
from funnel_addin.exports.heading_words import key
from funnel_addin.exports.hubspot import hubspot_deals, hubspot_stages
from funnel_addin.exports.roles import DateColumn, Source
from funnel_addin.exports.won_deals import YES, Values, outcome_of

__all__ = ["drafted"]

_ONCE = ("record", "stage", "time", "channel", "amount")
_CREATED = ("created", "opportunitycreatedfromlead", "addtime")


def drafted(export: str, table: str, headings: Sequence[str], values: Values) -> Draft | None:
    """Recognise an export of a tool by its headings; None where it is of none of them.

    Args:
        export: its path or address.
        table: which of its tables or sheets.
        headings: as the export has them.
        values: looks a column's distinct values up.

    >>> headings = ["Deal - ID", "Deal - Deal created", "Deal - Won time", "Deal - Lost time"]
    >>> draft = drafted("deals.csv", "", headings, lambda heading, where="", among=(): {})
    >>> draft.tool, draft.stages, draft.source.dates["Won"].column
    ('Pipedrive', ('Deal', 'Won'), 'Deal - Won time')
    """
    columns = Columns(headings)
    source = Source(export, "", table)
    for recognise in (
        _field_history,
        _opportunity_history,
        hubspot_stages,
        hubspot_deals,
        _pipedrive_deals,
        _pipedrive_leads,
        _salesforce_opportunities,
        _salesforce_leads,
    ):
        if draft := recognise(columns, source, values):
            found = {role: columns.like(getattr(draft.source, role)) for role in _ONCE}
            several = {
                role: tuple(heading for heading in some if values(heading))
                for role, some in found.items()
                if len(some) > 1
            }
            return replace(draft, several=several)
    return None


def _salesforce_opportunities(columns: Columns, source: Source, values: Values) -> Draft | None:
    stage = columns.named("stage", "stagename")
    closed, created = columns.named("closedate"), columns.named("createddate", "createdon")
    if not (stage and closed and created):
        return None
    found = replace(
        source,
        record=columns.named("opportunityid", "id"),
        channel=columns.named("leadsource"),
        amount=columns.named("amount"),
    )
    records = tuple(filter(None, [columns.named("opportunityname", "name")]))
    draft = Draft(found, tool="Salesforce", ids="opportunity", records=records)
    won, over = columns.named("won", "iswon"), columns.named("closed", "isclosed")
    return closing(draft, created, closed, stage, outcome_of(values, stage, won, over))


def _salesforce_leads(columns: Columns, source: Source, values: Values) -> Draft | None:
    created, converted = columns.named("createddate"), columns.named("converteddate")
    if not (created and converted):
        return None
    found = replace(
        source,
        record=columns.named("leadid", "id"),
        joined=columns.named("convertedopportunityid"),
        dates={"Lead": DateColumn(created), "Converted": DateColumn(converted)},
        channel=columns.named("leadsource"),
    )
    return Draft(found, ("Lead", "Converted"), True, (), "Salesforce", "lead")


def _opportunity_history(columns: Columns, source: Source, values: Values) -> Draft | None:
    reported = columns.named("tostage")
    stage = reported or columns.named("stagename")
    time = columns.named("lastmodified", "lastmodifieddate", "createddate", "editdate")
    record = columns.named("opportunityid")
    if not (stage and time and (reported or (record and not columns.named("iswon", "name")))):
        return None
    changed = columns.named("stagechange")
    found = replace(
        source,
        record=record,
        stage=stage,
        time=time,
        channel=columns.named("leadsource"),
        amount=columns.named("amount"),
        where=changed,
        values=YES if changed else (),
    )
    records = tuple(filter(None, [columns.named("opportunityname")]))
    return Draft(found, tool="Salesforce", ids="opportunity", records=records)


def _field_history(columns: Columns, source: Source, values: Values) -> Draft | None:
    which = columns.named("fieldevent", "field", "fieldkey")
    entered = columns.named("newvalue")
    time = columns.named("editdate", "createddate", "logtime", "time", "date")
    if not (which and entered and time):
        return None
    known = ("stage", "stagename", "status", "leadstatus", "stageid")
    said = values(which)
    stages = tuple(sorted(value for value in said if key(value) in known))
    found = replace(
        source,
        record=columns.named("opportunityid", "leadid", "dealid", "itemid", "recordid"),
        stage=entered,
        time=time,
        where=which,
        values=stages or ("Stage",),
        before=columns.named("oldvalue"),
        created=tuple(sorted(value for value in said if key(value) in _CREATED)),
        channel=columns.named("leadsource"),
    )
    records = tuple(filter(None, [columns.named("opportunityname"), columns.named("leadname")]))
    tool = "Pipedrive" if key(which) == "fieldkey" else "Salesforce"
    ids = "deal" if tool == "Pipedrive" else "opportunity"
    return Draft(found, tool=tool, ids=ids, records=records)


def _pipedrive_deals(columns: Columns, source: Source, values: Values) -> Draft | None:
    created = columns.named("dealcreated", "dealcreatedon", "addtime")
    won, lost = columns.named("wontime"), columns.named("losttime")
    closed, status = columns.named("dealclosedon", "closedon"), columns.named("status")
    if not (created and (won or lost or (closed and status))):
        return None
    dates = {"Deal": DateColumn(created)}
    if won or (closed and status):
        dates["Won"] = DateColumn(won) if won else DateColumn(closed, status, ("Won",))
    if lost or (closed and status):
        dates["Lost"] = DateColumn(lost) if lost else DateColumn(closed, status, ("Lost",))
    channel = columns.named("sourcechannel")
    if not channel or not any(value.strip() for value in values(channel)):
        channel = columns.named("sourceorigin") or channel
    found = replace(
        source,
        record=columns.named("id", "dealid", "pipedrivesystemid", "systemid"),
        dates=dates,
        channel=channel,
        amount=columns.named("value", "dealvalue"),
    )
    lost_stages = ("Lost",) if "Lost" in dates else ()
    stages = ("Deal", "Won") if "Won" in dates else ("Deal",)
    return Draft(found, stages, "Won" in dates, lost_stages, "Pipedrive", "deal")


def _pipedrive_leads(columns: Columns, source: Source, values: Values) -> Draft | None:
    created = columns.named("leadcreated", "leadcreatedon")
    if not created:
        return None
    found = replace(
        source,
        record=columns.named("id", "leadid"),
        dates={"Lead": DateColumn(created)},
        channel=columns.named("sourcechannel", "sourceorigin"),
    )
    return Draft(found, ("Lead",), True, (), "Pipedrive", "lead")
