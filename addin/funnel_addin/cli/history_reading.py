"""How exports were read, told before what they say; and what to do next, told after it."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator
from pathlib import Path

from funnel_addin.cli.history_bars import cut, wrapped
from funnel_addin.exports.addresses import without_password
from funnel_addin.exports.roles import Roles, Source
from funnel_core.history.problems import Kind
from funnel_core.history.report import HistoryReport

__all__ = ["next_steps", "read_as"]

LONGEST = 60
ROLES_FILE = "crm.toml"


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
    exports = map(without_password, typed.exports)
    again = " ".join(map(shlex.quote, [*exports, *_options(typed)]))
    source = again
    yield ""
    if _options(typed) and not typed.roles:
        source = shlex.quote(typed.save_roles or ROLES_FILE)
        if not typed.save_roles:
            yield "Next: keep how these exports are read"
            yield f"  funnel history {again} --save-roles {ROLES_FILE}"
    for since in _recorded_since(report):
        yield "Next: rates of those that entered since all was recorded"
        yield f"  funnel history {source} --entered-from {since}"
    if all(pair.honest for pair in report.steps):
        yield "Next: a plan that stands on these rates"
        yield f"  funnel fill plan.xlsx --from {source}"
    yield "Next: how good would such forecasts have been?"
    yield f"  funnel history {source} --check"


def _recorded_since(report: HistoryReport) -> list[str]:
    """Give the day since when the latest of the stages was recorded; none where all always were."""
    days = [
        each.examples[-1]
        for each in report.problems
        if each.kind is Kind.LEFT_TRUNCATION and each.examples
    ]
    return [max(days)] if days and report.entered_from is None else []


def _options(typed: argparse.Namespace) -> list[str]:
    """Give the options again that say how exports are read."""
    named = ("table", "record", "stage", "time", "stages", "lost", "channel", "amount", "roles")
    return [
        part
        for name in (*named, "dates", "zone")
        if (value := getattr(typed, name)) is not None
        for part in (f"--{name}", value)
    ]
