"""What HubSpot calls the columns of contacts and deals."""

from __future__ import annotations

import re
from dataclasses import replace

from funnel_addin.exports.doubled import one_date_each
from funnel_addin.exports.drafts import (
    HUBSPOT_SOURCES,
    LIFECYCLE,
    ORDERS,
    Columns,
    Draft,
    closing,
    in_order,
)
from funnel_addin.exports.heading_words import is_lost, key
from funnel_addin.exports.roles import Source
from funnel_addin.exports.won_deals import Values, outcome_of

__all__ = ["hubspot_deals", "hubspot_stages"]

_BECAME = re.compile(r"^(?:becameana?|becamean?)(.+)date$|^hslifecyclestage(.+)date$")
_ENTERED = re.compile(r"^date entered (.+)$", re.IGNORECASE)
_INTERNAL = re.compile(r"^hs(?:v2)?dateentered(.+)$")
_QUOTES = str.maketrans("", "", "\"'“”‘’`")
_PLACED = re.compile(r"^(.*\S)\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)$")


def hubspot_stages(columns: Columns, source: Source, values: Values) -> Draft | None:
    """Recognise an export that says of each stage when it was entered."""
    pipelines = _entered(columns)
    if not pipelines:
        return None
    contacts = key("Lifecycle Stage Pipeline")
    pipeline = contacts if contacts in pipelines else next(iter(pipelines))
    named = pipelines[pipeline]
    apart: list[dict[str, list[str]]] = []
    if len(pipelines) > 1 and pipeline != contacts:
        # stages of one name in two pipelines are two
        apart = [
            {_plain(heading): [heading] for some in each.values() for heading in some}
            for each in pipelines.values()
        ]
        named = {stage: some for each in apart for stage, some in each.items()}
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
    draft = Draft(found, stages, ordered, lost, "HubSpot", ids)
    return replace(draft, pipelines=tuple(map(tuple, apart)))


def _plain(heading: str) -> str:
    return " ".join(heading.translate(_QUOTES).split()).removeprefix("Date entered ")


def _entered(columns: Columns) -> dict[str, dict[str, list[str]]]:
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


def _hubspot_channel(columns: Columns) -> str:
    return columns.named(*HUBSPOT_SOURCES)


def hubspot_deals(columns: Columns, source: Source, values: Values) -> Draft | None:
    """Recognise deals that say when they were created and closed."""
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
    return closing(Draft(found, tool="HubSpot", ids="deal"), created, closed, stage, told)
