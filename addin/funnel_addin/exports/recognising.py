"""What an export's columns are: by what options say, else by its tool, else by its headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from funnel_addin.exports.doubled import each_one_role
from funnel_addin.exports.drafts import Draft
from funnel_addin.exports.fitting_roles import fitted
from funnel_addin.exports.heading_words import AMOUNT, CHANNEL, STAGE, best, stage_of
from funnel_addin.exports.headings import Opened
from funnel_addin.exports.joined_exports import joined
from funnel_addin.exports.likely import hold_dates
from funnel_addin.exports.looking import filled, repeats, values
from funnel_addin.exports.named_columns import Named, missing, named, once, twice
from funnel_addin.exports.options import GivenRoles, RoleMissing
from funnel_addin.exports.plain import ids, plain_dates, plain_log, times
from funnel_addin.exports.roles import DateColumn, Roles, Source
from funnel_addin.exports.stage_options import StageGiven, stages_given
from funnel_addin.exports.staging import staged
from funnel_addin.exports.tools import drafted

__all__ = ["fitted", "recognised"]


def recognised(opened: Sequence[Opened], given: GivenRoles) -> Roles:
    """Recognise what the columns of exports are; what options say always goes first.

    Args:
        opened: the exports.
        given: what options say.

    Returns:
        all that is needed to read them as stage events.

    Raises:
        RoleMissing: something that only a person can say; the sentence names the option.
        CrmError: an option that names what no export has.
    """
    options = {
        role: named(opened, getattr(given, role), f"--{role}")
        for role in ("record", "stage", "time", "channel", "amount")
    }
    stages = stages_given(given.stages, "--stages") if given.stages else ()
    lost = stages_given(given.lost, "--lost") if given.lost else ()
    drafts = []
    for at, export in enumerate(opened):
        draft = _draft(export, at, options, stages, lost)
        drafts.append(_with_options(export, draft, at, options))
    drafts = joined(opened, drafts, options["record"])
    order = staged(opened, drafts, given, stages, lost)
    for source in order.sources:
        each_one_role(source)
    tools = {draft.tool for draft in drafts} - {""}
    return Roles(
        sources=order.sources,
        stages=order.stages,
        lost=order.lost,
        date_order=given.date_order,
        zone=given.zone,
        tool=tools.pop() if len(tools) == 1 else "",
    )


def _draft(
    export: Opened,
    at: int,
    options: Mapping[str, Named],
    stages: Sequence[StageGiven],
    lost: Sequence[StageGiven],
) -> Draft:
    """Recognise one export, with what options say of its stages."""
    source = Source(export.export, "", export.table)
    if at in options["stage"] or at in options["time"]:
        return _given_log(export, at, options)
    dates = _given_dates(export, (*stages, *lost))
    if not dates:
        return _by_headings(export, source)
    draft = _dated(export, replace(source, dates=dates), (*stages, *lost))
    if any(stage.name in dates for stage in stages):
        return draft
    try:
        known = _by_headings(export, source)
    except RoleMissing:
        return draft
    if not known.source.dates:
        return draft
    # only what loses was named: the steps are those that the headings say
    names = tuple(dict.fromkeys([*known.lost, *dates]))
    every = {**known.source.dates, **dates}
    return replace(known, source=replace(known.source, dates=every), lost=names)


def _by_headings(export: Opened, source: Source) -> Draft:
    """Recognise one export of whose stages and times options say nothing."""
    headings = [heading for heading in export.columns if heading.strip()]
    typed = [heading for heading in headings if _is_typed(export, heading)]

    def looked_up(heading: str, where: str = "", among: Sequence[str] = ()) -> Mapping[str, int]:
        return values(export, heading, where, among)

    draft = (
        drafted(export.export, export.table, headings, looked_up)
        or plain_log(source, headings, typed, lambda heading: repeats(export, heading))
        or plain_dates(source, headings, typed, looked_up)
    )
    if draft is None:
        if best(headings, STAGE) and times(headings, typed):
            raise once(export, best(headings, STAGE)[0], ids(headings))
        said = "stage" if times(headings, typed) else "time"
        some = {
            "record": ids(headings),
            "stage": best(headings, STAGE),
            "time": times(headings, typed),
        }
        raise missing(
            export, said, headings, {role: each[0] for role, each in some.items() if each}
        )
    return _without_blank(export, draft)


def _is_typed(export: Opened, heading: str) -> bool:
    places = [at for at, each in enumerate(export.columns) if each == heading]
    kind = export.rows[export.rows.columns[places[0]]].type()
    return len(places) == 1 and bool(kind.is_date() or kind.is_timestamp())


def _given_log(export: Opened, at: int, options: Mapping[str, Named]) -> Draft:
    headings = [heading for heading in export.columns if heading.strip()]
    found = {}
    for role, known in (("stage", best(headings, STAGE)), ("time", times(headings, ()))):
        if at in options[role]:
            found[role] = options[role][at]
        elif len(known) == 1:
            found[role] = known[0]
        else:
            raise twice(export, role, known) if known else _unknown(export, role, at, options)
    records = ids([each for each in headings if each not in found.values()])
    record = records[0] if len(records) == 1 else ""
    source = Source(export.export, record, export.table, found["stage"], found["time"])
    return Draft(source, records=tuple(records))


def _unknown(export: Opened, role: str, at: int, options: Mapping[str, Named]) -> RoleMissing:
    """Say what a log lacks whose columns are named in part."""
    headings = [heading for heading in export.columns if heading.strip()]
    found = {each: options[each][at] for each in ("record", "stage", "time") if at in options[each]}
    taken = [heading for heading in headings if heading not in found.values()]
    for each, known in (("record", ids(taken)), ("stage", best(taken, STAGE))):
        if known:
            found.setdefault(each, known[0])
    return missing(export, role, headings, found)


def _given_dates(export: Opened, stages: Sequence[StageGiven]) -> dict[str, DateColumn]:
    """Take the stages whose date stands in this export, as `--stages` and `--lost` say."""
    found = {}
    for stage in stages:
        _, _, inner = stage.means.partition(f"{export.export}:")
        column = inner or stage.means or stage.name
        if export.has(column) and (stage.means or stage_of(column) or _has_dates(export, column)):
            heading = export.columns[export.place(column)]
            where = export.columns[export.place(stage.where)] if stage.where else ""
            found[stage.name] = DateColumn(heading, where, stage.values if where else ())
    return found


def _has_dates(export: Opened, heading: str) -> bool:
    return _is_typed(export, heading) or hold_dates(values(export, heading))


def _dated(export: Opened, source: Source, stages: Sequence[StageGiven]) -> Draft:
    headings = [heading for heading in export.columns if heading.strip()]
    dates = [each.column for each in source.dates.values()]
    records = ids([heading for heading in headings if heading not in dates])
    names = tuple(stage.name for stage in stages if stage.name in source.dates)
    record = records[0] if len(records) == 1 else ""
    return Draft(replace(source, record=record), names, True, records=tuple(records))


def _without_blank(export: Opened, draft: Draft) -> Draft:
    """Leave out stages that no record ever entered, such as one that a firm does not use."""
    if not draft.source.dates:
        return draft
    used = filled(export, dict(draft.source.dates))
    if not used:
        return draft
    dates = {stage: date for stage, date in draft.source.dates.items() if stage in used}
    return replace(
        draft,
        source=replace(draft.source, dates=dates),
        stages=tuple(stage for stage in draft.stages if stage in used),
        lost=tuple(stage for stage in draft.lost if stage in used),
        pipelines=tuple(
            tuple(stage for stage in each if stage in used) for each in draft.pipelines
        ),
    )


def _with_options(export: Opened, draft: Draft, at: int, options: Mapping[str, Named]) -> Draft:
    """Put in what options say of the record, the channel and the amount, else what headings say."""
    for role, headings in draft.several.items():
        # a log whose stage or time is named has none of these
        if len(headings) > 1 and (role in ("stage", "time") or not options[role]):
            raise twice(export, role, headings)
    source = draft.source
    found = {"record": source.record, "channel": source.channel, "amount": source.amount}
    taken = {source.stage, source.time, *(each.column for each in source.dates.values())}
    for role, known in (("channel", CHANNEL), ("amount", AMOUNT)):
        if at in options[role]:
            found[role] = options[role][at]
        elif not found[role] and not draft.tool and not options[role]:
            some = [heading for heading in best(export.columns, known) if heading not in taken]
            if len(some) > 1:
                raise twice(export, role, some)
            found[role] = some[0] if some else ""
    if at in options["record"]:
        found["record"] = options["record"][at]
    filled_in = replace(
        source, record=found["record"], channel=found["channel"], amount=found["amount"]
    )
    return replace(draft, source=filled_in)
