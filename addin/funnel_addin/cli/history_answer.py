"""What `funnel history` was asked for, worked out: lines to print, and files to write."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from funnel_addin.cli import history_asking, history_table, history_wins, table, values
from funnel_addin.cli.history_csv import as_csv
from funnel_addin.cli.history_files import kept_apart
from funnel_addin.cli.history_progress import Progress
from funnel_addin.cli.history_reading import next_steps, read_as
from funnel_addin.cli.history_typed import Typed
from funnel_addin.exports import chain
from funnel_addin.exports.options import GivenRoles, RoleMissing
from funnel_addin.exports.roles_file import as_toml
from funnel_addin.exports.saved import as_data
from funnel_core.history.counted import History
from funnel_core.history.entries import EntriesNeeded, entries_for
from funnel_core.history.report import HistoryReport

__all__ = ["Answer", "answered"]


@dataclass(frozen=True)
class Answer:
    """Lines to print, and what each file is to hold."""

    lines: Sequence[str]
    files: Mapping[Path, bytes] = field(default_factory=dict)


def answered(typed: argparse.Namespace, given: Typed, progress: Progress) -> Answer:
    """Read the exports, and work out what was asked of them."""
    exports = chain.Exports(
        tuple(typed.exports), _roles_typed(typed), typed.table or "", typed.roles or ""
    )
    # wins begin with the first whole month: one more than they are many
    months = max(given.months, len(given.wins) + 1) if given.wins else given.months
    today = datetime.date.today()
    wanted = chain.Wanted(today, given.as_of, given.first, given.last, given.confidence, months)
    with chain.read(exports, _asker(progress), progress) as read:
        kept_apart(given.outputs, [each.export for each in read.opened])
        saved = _roles_saved(given, read)
        if typed.explain:
            return Answer(_explained(read, wanted, typed), saved)
        with progress.following(read.share_done):
            history = chain.counted_from(read, wanted, progress)
    if typed.check:
        progress("going back to earlier days")
        return Answer(_checked(history, given, wanted, typed.json), saved)
    progress("estimating rates and lags")
    report = chain.report_of(history, wanted)
    files = {**saved, **_files(given, report, history, progress)}
    needed = entries_for(report, given.wins) if given.wins else None
    lines = _json(report, needed) if typed.json else _told(typed, read, report, needed)
    return Answer(list(lines), files)


def _roles_typed(typed: argparse.Namespace) -> GivenRoles:
    return GivenRoles(
        record=typed.record or "",
        stage=typed.stage or "",
        time=typed.time or "",
        channel=typed.channel or "",
        amount=typed.amount or "",
        stages=typed.stages or "",
        lost=typed.lost,
        date_order=typed.dates or "",
        zone=typed.zone or "",
    )


def _asker(progress: Progress) -> chain.Ask | None:
    """Give how a person is asked; None where nobody is there."""
    if not history_asking.somebody_there():
        return None

    def ask(missing: RoleMissing) -> str:
        with progress.paused():
            return history_asking.answered(
                missing.question,
                missing.choices,
                missing.default,
                str(missing),
            )

    return ask


def _roles_saved(given: Typed, read: chain.Read) -> dict[Path, bytes]:
    path = given.outputs.get("--save-roles")
    return {} if path is None else {path: as_toml(read.roles, path).encode("utf-8")}


def _files(
    given: Typed, report: HistoryReport, history: History, progress: Progress
) -> dict[Path, bytes]:
    files = {}
    if csv_file := given.outputs.get("--csv"):
        files[csv_file] = as_csv(report)
    if picture := given.outputs.get("--picture"):
        from funnel_addin.curves import drawn

        progress("drawing the picture")
        files[picture] = drawn(report, history, picture.suffix.lower().lstrip("."))
    return files


def _json(report: HistoryReport, needed: EntriesNeeded | None) -> Iterator[str]:
    data = as_data(report)
    if needed is not None:
        data["entries_needed"] = history_wins.as_data(needed)
    yield table.as_json(data)


def _told(
    typed: argparse.Namespace,
    read: chain.Read,
    report: HistoryReport,
    needed: EntriesNeeded | None,
) -> Iterator[str]:
    yield from read_as(read.roles)
    yield from history_table.told(report, typed.channels)
    if needed is not None:
        yield from history_wins.told(needed, report)
    yield from next_steps(typed, report)


def _explained(read: chain.Read, wanted: chain.Wanted, typed: argparse.Namespace) -> list[str]:
    from funnel_addin.exports.explaining import explained

    dialects = values.texts("dialects", typed.dialects) if typed.dialects else ()
    told = explained(read, wanted, dialects)
    if typed.json:
        return [table.as_json(dict(told))]
    return [line for dialect, sql in told.items() for line in (f"-- {dialect}", sql, "")]


def _checked(history: History, given: Typed, wanted: chain.Wanted, as_json: bool) -> list[str]:
    from funnel_addin.cli import history_check

    replays = chain.replays_of(history, wanted, given.dates)
    if as_json:
        return [table.as_json(history_check.as_data(replays))]
    return list(history_check.told(replays))
