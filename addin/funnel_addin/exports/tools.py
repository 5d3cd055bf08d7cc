"""What HubSpot, Salesforce and Pipedrive call their columns and stages, in their own order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from funnel_addin.exports.doubled import one_date_each
from funnel_addin.exports.heading_words import is_lost, key
from funnel_addin.exports.roles import DateColumn, Source
from funnel_addin.exports.won_deals import YES, Outcome, Values, outcome_of

__all__ = ["ORDERS", "Draft", "drafted"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What an export was recognised as, before a person's word.

    Args:
        source: its columns; a role that is not known yet is "".
        stages: in their order where `ordered`.
        ordered: whether that order is known.
        lost: the stages that lose.
        tool: whose export it is; "" where it is a plain one.
        ids: the key of the id that other exports of the tool join it by.
        records: which headings could tell records apart, where none surely does.
        outcome: the heading that says what became of a deal, where it has one.
        several: per role the headings that may have it, where more than one may.
    """

    source: Source
    stages: tuple[str, ...] = ()
    ordered: bool = False
    lost: tuple[str, ...] = ()
    tool: str = ""
    ids: str = ""
    records: tuple[str, ...] = ()
    outcome: str = ""
    several: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


LIFECYCLE = (
    *("Subscriber", "Lead", "Marketing Qualified Lead", "Sales Qualified Lead", "Opportunity"),
    "Customer",
)
ORDERS: tuple[tuple[str, ...], ...] = (
    LIFECYCLE,
    (
        *("Appointment Scheduled", "Qualified To Buy", "Presentation Scheduled"),
        *("Decision Maker Bought-In", "Contract Sent", "Closed Won"),
    ),
    (
        *("Prospecting", "Qualification", "Needs Analysis", "Value Proposition"),
        *("Id. Decision Makers", "Perception Analysis", "Proposal/Price Quote"),
        *("Negotiation/Review", "Closed Won"),
    ),
)
"""The stages that the tools begin with, in their order, the last one won."""

_HUBSPOT_SOURCES = (
    *("originaltrafficsource", "originalsource", "originalsourcetype", "hsanalyticssource"),
)
_SAME = (_HUBSPOT_SOURCES,)
"""Names that a tool has had for one thing."""

_ONCE = ("record", "stage", "time", "channel", "amount")
_CREATED = ("created", "opportunitycreatedfromlead", "addtime")
_BECAME = re.compile(r"^(?:becameana?|becamean?)(.+)date$|^hslifecyclestage(.+)date$")
_ENTERED = re.compile(r"^date entered (.+)$", re.IGNORECASE)
_INTERNAL = re.compile(r"^hs(?:v2)?dateentered(.+)$")
_QUOTES = str.maketrans("", "", "\"'“”‘’`")
_PLACED = re.compile(r"^(.*\S)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)$")


class _Columns:
    """An export's headings, found by any of the keys that a tool gives a column."""

    def __init__(self, headings: Sequence[str]) -> None:
        self.headings = headings
        self._by_key: dict[str, str] = {}
        for heading in headings:
            plain = re.sub(r"^(deal|lead|opportunity) - ", "", heading.strip(), flags=re.IGNORECASE)
            self._by_key.setdefault(key(heading), heading)
            self._by_key.setdefault(key(plain), heading)

    def named(self, *keys: str) -> str:
        return next((self._by_key[each] for each in keys if each in self._by_key), "")

    def like(self, heading: str) -> list[str]:
        """Give the headings that mean the same as one, itself among them."""
        same = next((some for some in _SAME if key(heading) in some), (key(heading),))
        return [each for each in self.headings if heading and key(each) in same]


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
    columns = _Columns(headings)
    source = Source(export, "", table)
    for recognise in (
        _field_history,
        _opportunity_history,
        _hubspot_stages,
        _hubspot_deals,
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


def _hubspot_stages(columns: _Columns, source: Source, values: Values) -> Draft | None:
    pipelines = _entered(columns)
    if not pipelines:
        return None
    contacts = key("Lifecycle Stage Pipeline")
    pipeline = contacts if contacts in pipelines else next(iter(pipelines))
    named = pipelines[pipeline]
    if len(pipelines) > 1 and pipeline != contacts:
        # stages of one name in two pipelines are two
        every = [
            heading for each in pipelines.values() for some in each.values() for heading in some
        ]
        named = {_plain(heading): [heading] for heading in every}
    known = {key(stage): stage for stage in LIFECYCLE}
    if pipeline == contacts:
        named = {known.get(key(stage), stage): some for stage, some in named.items()}
        skipped = {"evangelist", "other", "otherlifecycle"}
        named = {stage: some for stage, some in named.items() if key(stage) not in skipped}
    if len(named) < 2:
        return None
    several = [heading for some in named.values() for heading in some if len(some) > 1]
    dates = one_date_each(source.export, named, [each for each in several if values(each)])
    lost = tuple(stage for stage in dates if is_lost(stage))
    stages, ordered = in_order([stage for stage in dates if stage not in lost])
    found = replace(
        source,
        record=columns.named("recordid", "contactid", "dealid", "hsobjectid", "vid"),
        dates={stage: dates[stage] for stage in (*stages, *lost)},
        channel=_hubspot_channel(columns),
        amount="" if pipeline == contacts else columns.named("amountincompanycurrency", "amount"),
    )
    ids = "contact" if pipeline == contacts else "deal"
    return Draft(found, stages, ordered, lost, "HubSpot", ids)


def _plain(heading: str) -> str:
    return " ".join(heading.translate(_QUOTES).split()).removeprefix("Date entered ")


def _entered(columns: _Columns) -> dict[str, dict[str, list[str]]]:
    """Give the headings that say when a stage was entered, by pipeline and stage."""
    found: dict[str, dict[str, list[str]]] = {}
    contacts = key("Lifecycle Stage Pipeline")
    for heading in columns.headings:
        plain = " ".join(heading.translate(_QUOTES).split())
        stage, pipeline = "", contacts
        if became := _BECAME.match(key(heading)):
            stage = became[1] or became[2]
            if named := re.match(r"^became an? (.+) date$", plain, re.IGNORECASE):
                stage = named[1]
        elif entered := _ENTERED.match(plain):
            placed = _PLACED.match(entered[1])
            stage, pipeline = (placed[1], key(placed[2])) if placed else (entered[1], "")
            stage = "" if key(stage) == "currentstage" else stage
        elif internal := _INTERNAL.match(key(heading)):
            known = {key(each): (each, at) for at, order in enumerate(ORDERS) for each in order}
            stage, at = known.get(internal[1], (internal[1], -1))
            pipeline = contacts if at == 0 else ""
        if stage:
            stages = found.setdefault(pipeline, {})
            same = next((each for each in stages if key(each) == key(stage)), stage)
            stages.setdefault(same, []).append(heading)
    return found


def _hubspot_channel(columns: _Columns) -> str:
    return columns.named(*_HUBSPOT_SOURCES)


def _hubspot_deals(columns: _Columns, source: Source, values: Values) -> Draft | None:
    stage = columns.named("dealstage")
    closed = columns.named("closedate")
    created = columns.named("createdate", "hubspotcreatedate", "hscreatedate")
    if not (stage and closed and created):
        return None
    found = replace(
        source,
        record=columns.named("recordid", "dealid", "hsobjectid"),
        channel=_hubspot_channel(columns),
        amount=columns.named("amountincompanycurrency", "amountinhomecurrency", "amount"),
    )
    won = columns.named("isclosedwon", "hsisclosedwon")
    told = outcome_of(values, stage, won, columns.named("isdealclosed", "hsisclosed"))
    return _closing(Draft(found, tool="HubSpot", ids="deal"), created, closed, stage, told)


def _closing(draft: Draft, created: str, closed: str, stage: str, told: Outcome) -> Draft:
    """A closing date is a win's or a loss's by the stage; of an open deal, it is only expected."""
    dates = {"Opportunity": DateColumn(created)}
    if told.won:
        dates["Closed won"] = DateColumn(closed, told.column, told.won)
    if told.lost:
        dates["Closed lost"] = DateColumn(closed, stage, told.lost)
    return replace(
        draft,
        source=replace(draft.source, dates=dates),
        stages=("Opportunity", "Closed won") if told.won else ("Opportunity",),
        ordered=bool(told.won),
        lost=("Closed lost",) if told.lost else (),
        outcome=stage,
    )


def _salesforce_opportunities(columns: _Columns, source: Source, values: Values) -> Draft | None:
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
    return _closing(draft, created, closed, stage, outcome_of(values, stage, won, over))


def _salesforce_leads(columns: _Columns, source: Source, values: Values) -> Draft | None:
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


def _opportunity_history(columns: _Columns, source: Source, values: Values) -> Draft | None:
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


def _field_history(columns: _Columns, source: Source, values: Values) -> Draft | None:
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


def _pipedrive_deals(columns: _Columns, source: Source, values: Values) -> Draft | None:
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


def _pipedrive_leads(columns: _Columns, source: Source, values: Values) -> Draft | None:
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


def in_order(stages: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Put stages into a tool's order where they are all among it; else leave them.

    >>> in_order(["customer", "lead"])
    (('lead', 'customer'), True)
    >>> in_order(["customer", "trial"])
    (('customer', 'trial'), False)
    """
    for order in ORDERS:
        places = {key(stage): at for at, stage in enumerate(order)}
        if stages and all(key(stage) in places for stage in stages):
            return tuple(sorted(stages, key=lambda stage: places[key(stage)])), True
    return tuple(stages), False
