"""How exports were read, told before what they say; and what to do next, told after it."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from funnel_addin.cli.history_bars import cut, wrapped
from funnel_addin.exports.addresses import without_password
from funnel_addin.exports.roles import Roles, Source
from funnel_core.history.problems import Kind
from funnel_core.history.report import HistoryReport

__all__ = ["next_steps", "read_as"]

LONGEST = 60
ROLES_FILE = "crm.toml"
SAVED_FILE = "history.json"


def read_as(roles: Roles) -> Iterator[str]:
    """Tell per export what its columns were taken for."""
    for source in roles.sources:
        name = Path(source.export).name
        if "://" in source.export:
            name = f"{source.table} of {without_password(source.export)}"
        tool = f" as {roles.tool} exports it" if roles.tool else ""
        yield from wrapped(f"Read {cut(name, LONGEST)}{tool}: {_columns(source)}.", "", "  ")


def _columns(source: Source) -> str:
    told = [f"records by {cut(source.joined or source.record, LONGEST)}"]
    if source.stage:
        told.append(
            f"stages in {cut(source.stage, LONGEST)}, entered at {cut(source.time, LONGEST)}"
        )
    for stage, date in source.dates.items():
        where = ""
        if date.where:
            where = f" where {cut(date.where, LONGEST)} is {' or '.join(map(cut, date.values))}"
        told.append(f"{cut(stage)} by {cut(date.column, LONGEST)}{where}")
    if source.channel:
        told.append(f"channel by {cut(source.channel, LONGEST)}")
    if source.amount:
        told.append(f"amount by {cut(source.amount, LONGEST)}")
    return "; ".join(told)


def next_steps(typed: argparse.Namespace, report: HistoryReport) -> Iterator[str]:
    """Say what to do with it."""
    again = " ".join(map(shlex.quote, [*map(without_password, typed.exports), *_reading(typed)]))
    yield ""
    if _reading(typed, "roles") or len(typed.exports) > 1:
        if not typed.save_roles:
            yield "Next: keep how these exports are read"
            yield f"  funnel history {again} --save-roles {ROLES_FILE}"
        again = shlex.quote(typed.save_roles or ROLES_FILE)
    elif typed.save_roles:
        again = shlex.quote(typed.save_roles)
    for since in _recorded_since(report):
        yield "Next: rates of those that entered since all was recorded"
        yield f"  funnel history {again} --entered-from {since}"
    if all(pair.honest for pair in report.steps):
        yield "Next: a plan that stands on these rates"
        source = again
        if seen := _given(typed, ("as_of", "entered_from", "entered_to", "confidence")):
            source = SAVED_FILE
            yield f"  funnel history {again} {' '.join(map(shlex.quote, seen))} --json > {source}"
        yield f"  funnel fill plan.xlsx --from {source}"
    yield "Next: how good would such forecasts have been?"
    yield f"  funnel history {again} --check"


def _recorded_since(report: HistoryReport) -> list[str]:
    """Give the day since when the latest of the stages was recorded; none where all always were."""
    days = [
        each.examples[-1]
        for each in report.problems
        if each.kind is Kind.LEFT_TRUNCATION and each.examples
    ]
    return [max(days)] if days and report.entered_from is None else []


def _reading(typed: argparse.Namespace, *but: str) -> list[str]:
    """Give the options again that say how exports are read."""
    named = ("table", "record", "stage", "time", "stages", "lost", "channel", "amount", "roles")
    return _given(typed, [name for name in (*named, "dates", "zone") if name not in but])


def _given(typed: argparse.Namespace, names: Sequence[str]) -> list[str]:
    given = [(name, getattr(typed, name)) for name in names]
    return [
        part
        for name, value in given
        if value
        for each in ([value] if isinstance(value, str) else value)
        for part in (f"--{name.replace('_', '-')}", each)
    ]
