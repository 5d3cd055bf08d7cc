"""From exports to what they say: opened, recognised, read as events, counted, estimated."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ibis.expr.types import Table

from funnel_addin.exports.events import Events, events
from funnel_addin.exports.opening import Opened, opened
from funnel_addin.exports.options import GivenRoles, RoleMissing
from funnel_addin.exports.recognising import fitted, recognised
from funnel_addin.exports.roles import Roles
from funnel_addin.exports.roles_file import roles_from_toml
from funnel_addin.exports.together import together
from funnel_addin.exports.unused import unused_dates
from funnel_addin.exports.whole_rows import as_whole_rows
from funnel_core.errors import CrmError, InputError
from funnel_core.history.counted import History
from funnel_core.history.counting import counted
from funnel_core.history.order import StageOrder
from funnel_core.history.problems import DataProblem
from funnel_core.history.replayed import Replays
from funnel_core.history.replays import replayed
from funnel_core.history.report import HistoryReport
from funnel_core.history.reporting import reported

__all__ = [
    "Ask",
    "Exports",
    "Read",
    "Wanted",
    "counted_from",
    "learnt_from",
    "read",
    "replays_of",
    "report_of",
    "zone_named",
]

ROLES_ENDING = ".toml"
Progress = Callable[[str, float | None], None]
Ask = Callable[[RoleMissing], str]
"""Gives a person's answer to what an export does not say."""


@dataclass(frozen=True, slots=True)
class Exports:
    """Which exports, and how they are to be read.

    Args:
        paths: files, or addresses of databases; a file of roles may stand among them.
        given: what was said of their columns.
        table: the table of a database, or the sheet of a workbook; "" for a file that has one.
        roles: a file that says how they are read; "" where there is none.
    """

    paths: tuple[str, ...]
    given: GivenRoles = field(default_factory=GivenRoles)
    table: str = ""
    roles: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be learnt.

    Args:
        today: the day on which it is asked.
        as_of: the last day that is seen; None: the last day in the data up to today.
        entered_from, entered_to: the days of entry that rates stand on; None: all.
        confidence: of all intervals, a share.
        months: how many months to forecast.
    """

    today: datetime.date
    as_of: datetime.date | None = None
    entered_from: datetime.date | None = None
    entered_to: datetime.date | None = None
    confidence: float = 0.95
    months: int = 12


@dataclass(frozen=True, slots=True)
class Read:
    """Exports as stage events, of which nothing was counted yet."""

    opened: tuple[Opened, ...]
    roles: Roles
    events: Table
    problems: tuple[DataProblem, ...]

    @property
    def order(self) -> StageOrder:
        """Give the stages in their order."""
        return StageOrder(self.roles.stages, self.roles.lost)

    @property
    def zone(self) -> ZoneInfo | None:
        """Give the time zone in which days begin; None where none is said."""
        return zone_named(self.roles.zone) if self.roles.zone else None

    def share_done(self) -> float | None:
        """Ask the engine which share of what it counts is done; None where it does not know."""
        if not self.opened or self.opened[0].engine != "duckdb":
            return None
        done = self.opened[0].rows.get_backend().con.query_progress()
        return float(done) / 100 if 0 <= done <= 100 else None


def zone_named(name: str) -> ZoneInfo:
    """Give a time zone.

    Raises:
        InputError: there is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError(
            f"'zone' must name a time zone, such as Europe/Amsterdam or UTC; got {name!r}"
        ) from None


@contextmanager
def read(
    exports: Exports, ask: Ask | None = None, progress: Progress | None = None
) -> Iterator[Read]:
    """Read exports as stage events, in an engine that is there as long as it is needed.

    Args:
        exports: which.
        ask: gives what an export does not say; None: that is an error.
        progress: is told what is being done.

    Raises:
        CrmError: an export or a file of roles that cannot be read, or what is missing.
    """
    if exports.given.zone:
        zone_named(exports.given.zone)
    roles, paths, tables = _as_saved(exports)
    if roles is not None and roles.zone:
        zone_named(roles.zone)
    with opened(paths, tables, progress) as tables_open:
        if progress is not None:
            progress("looking at the columns", None)
        try:
            chosen = (
                _recognised(tables_open, exports.given, ask)
                if roles is None
                else fitted(_with(roles, exports.given), tables_open)
            )
            chosen, made = _as_events(tables_open, chosen, ask)
        except RoleMissing as missing:
            if ask is not None or roles is not None:
                raise
            raise together(missing, tables_open, exports.given, paths, exports.table) from None
        found = [problem for each in tables_open for problem in each.problems]
        if roles is None:
            # who keeps roles was told when they were made
            found += unused_dates(tables_open, chosen, exports.given)
        chosen = replace(chosen, zone=made.zone)
        yield Read(tables_open, chosen, made.table, (*found, *made.problems))


def _as_saved(exports: Exports) -> tuple[Roles | None, tuple[str, ...], str | list[str]]:
    """Give the roles from a file where one is named, the exports, and their tables."""
    saved = [path for path in exports.paths if path.lower().endswith(ROLES_ENDING)]
    others = tuple(path for path in exports.paths if path not in saved)
    named = [*([exports.roles] if exports.roles else []), *saved]
    if not named:
        return None, others, exports.table
    if len(named) > 1:
        raise InputError(f"one file of roles is enough; got {' and '.join(named)}: name one")
    roles = _saved(Path(named[0]))
    if others:
        return roles, others, exports.table
    tables = [exports.table or source.table for source in roles.sources]
    return roles, tuple(source.export for source in roles.sources), tables


def _saved(path: Path) -> Roles:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise CrmError(
            f"{path} must be a TOML file as --save-roles writes it; it is none"
        ) from None
    except OSError as error:
        raise CrmError(f"{path} cannot be read: {error.strerror}") from None
    return roles_from_toml(text, path)


def _with(roles: Roles, given: GivenRoles) -> Roles:
    """Give saved roles with what is said beside them; columns are said in one place."""
    beside = [
        f"--{name}"
        for name in ("record", "stage", "time", "stages", "lost", "channel", "amount")
        if getattr(given, name)
    ]
    if beside:
        raise InputError(
            f"what the columns are is said in the file of roles: leave out {', '.join(beside)}, or "
            "change the file"
        )
    return replace(
        roles, date_order=given.date_order or roles.date_order, zone=given.zone or roles.zone
    )


def _recognised(tables: Sequence[Opened], given: GivenRoles, ask: Ask | None) -> Roles:
    while True:
        try:
            return recognised(tables, given)
        except RoleMissing as missing:
            if ask is None:
                raise
            given = missing.answered(given, ask(missing))


def _as_events(tables: Sequence[Opened], roles: Roles, ask: Ask | None) -> tuple[Roles, Events]:
    """Read exports as events; which part of a date is the day may have to be asked."""
    try:
        return roles, events(tables, roles)
    except RoleMissing as missing:
        if ask is None or missing.role != "date_order":
            raise
        roles = replace(roles, date_order=ask(missing))
    return roles, events(tables, roles)


def counted_from(read: Read, wanted: Wanted, progress: Progress | None = None) -> History:
    """Have the engine count, and give the counts with all that is wrong with the data."""
    history = counted(read.events, read.order, wanted.as_of, wanted.today, read.zone, progress)
    found = as_whole_rows(history.problems, read.opened, read.roles)
    return replace(history, problems=(*read.problems, *found))


def learnt_from(
    exports: Exports,
    wanted: Wanted,
    ask: Ask | None = None,
    progress: Progress | None = None,
) -> HistoryReport:
    """Learn from exports what they say: rates, lags, a forecast, and what is wrong with them.

    Raises:
        CrmError: an export that cannot be read, or what is missing.
        NotEnoughData: nothing in them can be counted.
    """
    with read(exports, ask, progress) as tables:
        history = counted_from(tables, wanted, progress)
    if progress is not None:
        progress("estimating rates and lags", None)
    return report_of(history, wanted)


def replays_of(history: History, wanted: Wanted, dates: Sequence[datetime.date] = ()) -> Replays:
    """Play the past again, from days that are given or, where none are, from ends of months."""
    return replayed(
        history,
        dates or None,
        confidence=wanted.confidence,
        entered_from=wanted.entered_from,
        entered_to=wanted.entered_to,
    )


def report_of(history: History, wanted: Wanted) -> HistoryReport:
    """Estimate from counts."""
    return reported(
        history,
        confidence=wanted.confidence,
        entered_from=wanted.entered_from,
        entered_to=wanted.entered_to,
        months=wanted.months,
    )
