"""The stages of exports and their order: as options say, as a tool has them, or asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from funnel_addin.exports.drafts import Draft, in_order
from funnel_addin.exports.heading_words import is_lost, key
from funnel_addin.exports.headings import Opened
from funnel_addin.exports.looking import proposed, stages_in, values
from funnel_addin.exports.named_columns import listed
from funnel_addin.exports.options import GivenRoles, RoleMissing
from funnel_addin.exports.plain import by_rank
from funnel_addin.exports.roles import Source
from funnel_addin.exports.stage_options import StageGiven, quoted, told
from funnel_core.errors import CrmError

__all__ = ["Staged", "staged"]

MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Staged:
    """Exports with their stages in order.

    Args:
        sources: what the columns are, with what stands in a log for a stage.
        stages: in their order.
        lost: those that lose.
    """

    sources: tuple[Source, ...]
    stages: tuple[str, ...]
    lost: tuple[str, ...]


def staged(
    opened: Sequence[Opened],
    drafts: Sequence[Draft],
    given: GivenRoles,
    stages: Sequence[StageGiven],
    lost: Sequence[StageGiven],
) -> Staged:
    """Put the stages in order.

    Args:
        opened: the exports.
        drafts: what each was recognised as.
        given: what options say.
        stages: what `--stages` says.
        lost: what `--lost` says.

    Raises:
        RoleMissing: the order is not known.
        CrmError: an option names a stage that is in none of the exports.
    """
    found = [
        stages_in(export, draft.source) if draft.source.stage else None
        for export, draft in zip(opened, drafts, strict=True)
    ]
    names = _names(drafts, found)
    marks: dict[str, str] = {}
    if stages and _all_named(names, (*stages, *lost), given.lost is None):
        # a young export: nothing was won in it yet, or lost
        names |= {
            each.name: 0
            for each in (*stages, *lost)
            if not each.means and not any(_same_key(each.name, name) for name in names)
        }
    losing = [_known(each, names, "--lost", opened, marks) for each in lost]
    if stages:
        order = [_known(each, names, "--stages", opened, marks) for each in stages]
    else:
        if given.lost is None:
            losing = [name for name in names if _loses(name, drafts)]
        order = _order(opened, drafts, given, names, losing)
    if given.lost is None and stages:
        losing = [name for name in names if _loses(name, drafts) and name not in order]
        losing = [name for name in losing if name not in {*marks, *_elsewhere(drafts, order)}]
    used = {*order, *losing}
    return Staged(
        tuple(_used(draft.source, used, marks) for draft in drafts), tuple(order), tuple(losing)
    )


def _names(drafts: Sequence[Draft], found: Sequence[Mapping[str, int] | None]) -> dict[str, int]:
    """Give all stages, with how often a log has each; 0 for one that has a date column."""
    names: dict[str, int] = {}
    for draft, counts in zip(drafts, found, strict=True):
        if counts is None:
            names |= {name: names.get(name, 0) for name in (*draft.stages, *draft.lost)}
            names |= {name: names.get(name, 0) for name in draft.source.dates}
        else:
            for name, count in counts.items():
                # the most frequent spelling stands for all: letters' case makes no stage
                same = next((each for each in names if _alike(each, name)), name)
                names[same] = names.get(same, 0) + count
    return names


def _alike(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _same_key(one: str, other: str) -> bool:
    return _alike(one, other) or key(one) == key(other) != ""


def _all_named(names: Mapping[str, int], given: Sequence[StageGiven], by_words: bool) -> bool:
    """Tell whether each stage of a log is known: then one that it lacks is no misspelt one.

    Args:
        names: the stages.
        given: those that options name.
        by_words: whether words of losses are known without `--lost`.
    """
    said = {each.name for each in given}
    said |= {word for each in given if not each.where for word in (each.means, *each.values)}
    return any(names.values()) and all(
        (by_words and is_lost(name)) or any(_same_key(name, each) for each in said if each)
        for name in names
    )


def _loses(name: str, drafts: Sequence[Draft]) -> bool:
    return is_lost(name) or any(name in draft.lost for draft in drafts)


def _known(
    stage: StageGiven,
    names: Mapping[str, int],
    option: str,
    opened: Sequence[Opened],
    marks: dict[str, str],
) -> str:
    """Give the name that an option means, as the exports have it; words of a log are marked."""
    words = [stage.means, *stage.values] if stage.means and not stage.where else []
    if stage.name in names and names[stage.name] == 0:
        return stage.name
    if stage.means and not any(names.values()):
        headings = [heading for export in opened for heading in export.columns]
        raise CrmError(
            f"`{option}` must say for each stage a heading that is there; got '{stage.means}' for "
            f"'{stage.name}', and there are {listed(headings)}"
        )
    for word in words:
        marks[_same(word, names, option, opened)] = stage.name
    return stage.name if words else _same(stage.name, names, option, opened)


def _same(name: str, names: Mapping[str, int], option: str, opened: Sequence[Opened]) -> str:
    if name in names:
        return name
    bare = [each for each in names if _alike(each, name)]
    alike = bare or [each for each in names if _same_key(each, name)]
    if alike:
        return alike[0]
    raise CrmError(
        f"`{option}` must name stages that are in {' or '.join(each.called for each in opened)}; "
        f"got '{name}', and there are {_counted(names)}"
    )


def _counted(names: Mapping[str, int]) -> str:
    told_ones = [f"'{name}' ({count:,})" if count else f"'{name}'" for name, count in names.items()]
    more = f" and {len(told_ones) - MOST_TOLD} more" if len(told_ones) > MOST_TOLD else ""
    return ", ".join(told_ones[:MOST_TOLD]) + more if told_ones else "none"


def _order(
    opened: Sequence[Opened],
    drafts: Sequence[Draft],
    given: GivenRoles,
    names: Mapping[str, int],
    losing: Sequence[str],
) -> list[str]:
    """Give the order that is known of a tool or by the field's words, or ask."""
    going = [name for name in names if name not in losing]
    if len(going) < 2:
        raise _too_few(opened, drafts, names)
    if known := _known_order(drafts, going):
        return known
    pairs = [(export, draft.source) for export, draft in zip(opened, drafts, strict=True)]
    ways = []
    for others in _one_pipeline_each(drafts, going):
        here = [name for name in going if name not in others]
        proposal = proposed(pairs, here, given.date_order)
        ends = proposal.ends if len(proposal.order) > 1 else ()
        order = [name for name in (*proposal.order, *proposal.ends) if name not in ends]
        ways.append((order, [*(name for name in losing if name not in others), *ends]))
    raise _asked(opened, names, ways)


def _elsewhere(drafts: Sequence[Draft], order: Sequence[str]) -> set[str]:
    """Name the stages of pipelines that none of an order's stages is of."""
    return {
        stage
        for draft in drafts
        for stages in draft.pipelines
        if not set(stages) & set(order)
        for stage in stages
    }


def _one_pipeline_each(drafts: Sequence[Draft], going: Sequence[str]) -> list[set[str]]:
    """Give, for each pipeline that has two stages to go through, the stages of all others."""
    pipelines = [set(stages) for draft in drafts for stages in draft.pipelines]
    whole = [each for each in pipelines if len(each & set(going)) > 1]
    found = [set().union(*(other for other in pipelines if other is not each)) for each in whole]
    return found or [set()]


def _known_order(drafts: Sequence[Draft], going: Sequence[str]) -> list[str]:
    """Give the order that is known; [] where it is not."""
    if drafts[0].ordered and len({(draft.ordered, draft.stages) for draft in drafts}) == 1:
        return list(drafts[0].stages)
    first = [draft for draft in drafts if draft.ids in ("contact", "lead") and draft.ordered]
    if len(first) == 1 and len(drafts) > 1 and len({draft.tool for draft in drafts}) == 1:
        # a tool's deals follow its leads
        early = list(first[0].stages)
        late = [name for name in going if name not in early]
        dated = [draft for draft in drafts if draft is not first[0] and draft.ordered]
        ordered, known = in_order(late)
        if len(dated) == len(drafts) - 1:
            ordered, known = tuple(name for draft in dated for name in draft.stages), True
        return list(dict.fromkeys([*early, *ordered])) if known else []
    ordered, known = in_order(going)
    plain = not any(draft.source.stage or draft.tool for draft in drafts)
    if not known and plain:
        ordered, known = by_rank(going)
    return list(ordered) if known else []


def _asked(
    opened: Sequence[Opened],
    names: Mapping[str, int],
    ways: Sequence[tuple[Sequence[str], Sequence[str]]],
) -> RoleMissing:
    """Ask for the order, with a proposal; of several pipelines with one for each."""
    commands = []
    for order, losing in ways:
        lost = f" --lost {quoted(losing)}" if losing else ""
        commands.append(f"`--stages {quoted(order)}{lost}`")
    called = " and ".join(each.called for each in opened)
    proposed_first = [",".join(map(told, some)) for some in ways[0]]
    counted = {name: names[name] for way in ways for some in way for name in some}
    there = f"there are {_counted({**counted, **names})}"
    which = "Which stages"
    if len(ways) > 1 or len(counted) < len(names):
        there += ", of several pipelines, to be read one at a time"
        orders = " or ".join(",".join(map(told, order)) for order, _ in ways)
        which = f"Which stages of one pipeline ({orders})"
    return RoleMissing(
        f"the order of the stages in {called} must be said, top first, the last one won; {there}: "
        f"if records pass them as they mostly do, {' or '.join(commands)}, without those that are "
        "no steps",
        role="stages",
        question=f"{which}, in their order, top first, the last one won (split by commas)?"
        + (f" As it is proposed, lost: {proposed_first[1]}." if proposed_first[1] else ""),
        default=",".join(map(told, ways[0][0])),
        lacks=f"the order of the stages, top first, the last one won ({there})",
        proposal=dict(zip(("stages", "lost"), filter(None, proposed_first), strict=False)),
    )


def _too_few(
    opened: Sequence[Opened], drafts: Sequence[Draft], names: Mapping[str, int]
) -> RoleMissing:
    columns = [heading for export in opened for heading in export.columns]
    logs = any(draft.source.stage for draft in drafts)
    way = "'Lead=HEADING,Won=HEADING[STAGE HEADING=Closed won]'"
    if logs:
        losing = [name for name in names if _loses(name, drafts)]
        going = [name for name in names if name not in losing]
        way = quoted([*going, *("Lead", "Won")[len(going) :]])
        way += f" --lost {quoted(losing)}" if losing else ""
    way += "`, also those that no record is at yet" if logs else "`"
    seen = f"found {_counted(names)}" if names else "found none"
    for export, draft in zip(opened, drafts, strict=True):
        if draft.outcome:
            seen += f", and '{draft.outcome}' says {_counted(values(export, draft.outcome))}"
    return RoleMissing(
        f"{' and '.join(each.called for each in opened)} must say two stages or more; {seen}: give "
        f"them with `--stages {way}; the headings are {listed(columns)}",
        role="stages",
        question="Which stages, in their order, top first, the last one won, and where does each "
        "one's date stand (as in Lead=Create Date,Won=Close Date[Deal Stage=Closed won])?",
        lacks=f"two stages or more ({seen}), as in `--stages {way}",
    )


def _used(source: Source, used: set[str], marks: Mapping[str, str]) -> Source:
    if source.stage:
        return replace(source, marks=dict(marks))
    dates = {stage: date for stage, date in source.dates.items() if stage in used}
    return replace(source, dates=dates)
