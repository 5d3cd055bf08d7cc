"""The storm itself: real syncs over HTTP, a script that interferes, and what must hold."""

from __future__ import annotations

import random
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from requests import PreparedRequest, Session

from funnel_addin.books.google.book import GoogleBook
from funnel_addin.books.google.calls.patience import Patience
from funnel_addin.books.google.calls.transport import Transport
from funnel_addin.sync import Synced, sync
from funnel_core.errors import FunnelError
from tests.sheets_server import ROBOT, SheetsServer
from tests.sheets_server.errors import Refused
from tests.sheets_server.grid import Book, Box, Sheet
from tests.sync.storm.accounts import OTHER, SCOPE, Account, Clock, credentials_of
from tests.sync.storm.crossing import Crossing, Killed
from tests.sync.storm.marks import Marks
from tests.sync.storm.mending import mend
from tests.sync.storm.oracle import AS_OF, places
from tests.sync.storm.people import perform
from tests.sync.storm.rules import Call, Look, Turn, check_write, state
from tests.sync.storm.scripts import Act, Mend, Script, Setting, Sync
from tests.sync.storm.settled import unsettled
from tests.sync.storm.sheets import OUTPUTS, TEMPLATE, build

__all__ = ["Broken", "World", "run"]

MOST_REQUESTS, DEADLINE = 30, 120.0


class Broken(AssertionError):
    """A rule was broken; the message says which, and when."""


@dataclass
class World:
    """A spreadsheet in a storm."""

    server: SheetsServer
    setting: Setting
    clock: Clock = field(default_factory=Clock)
    marks: Marks = field(default_factory=Marks)
    wrong: list[str] = field(default_factory=list)
    history: list[str] = field(default_factory=list)
    uncertain: dict[str, str] = field(default_factory=dict)
    moves: dict[str, int] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)
    late: list[tuple[Call, PreparedRequest]] = field(default_factory=list)
    due: dict[bool, list[Act]] = field(default_factory=lambda: {False: [], True: []})
    call: Call | None = None
    window: int = 0
    syncs: int = 0
    spaces: int = 0

    def __post_init__(self) -> None:
        shared = {ROBOT: "writer", OTHER: "writer"}
        if self.setting.style == "template":
            self.id = self.server.upload(TEMPLATE.read_bytes(), shared_with=shared)
        else:
            self.id = self.server.spreadsheet("Plan", shared_with=shared)
        build(self.server, self.id, self.setting)
        self.accounts = [
            Account(credentials, watches=at == 1)
            for at, credentials in enumerate(credentials_of(self.server))
        ]
        self.claim()
        self.server.run(self._before, times=None, call="spreadsheets.*")
        self.server.run(self._after, times=None, call="spreadsheets.*", moment="after")

    @property
    def book(self) -> Book:
        """The spreadsheet as it is now."""
        found = self.server.app.drive.files[self.id].book
        assert found is not None
        return found

    def spots(self, names: tuple[str, ...]) -> list[tuple[str, Sheet, Box]]:
        """Where those of the names are that have cells."""
        found = places(self.book, names)
        return [(name, *spot) for name in names if (spot := found.get(name))]

    def person(self, action: dict[str, Any]) -> None:
        """Let a person do something, where it can be done."""
        with suppress(Refused):
            self.server.act(self.id, [action])

    def fresh(self, height: int, width: int) -> str:
        """The first of so many cells that nobody uses, on a tab of their own."""
        self.spaces += 1
        title = f"Space {self.spaces}"
        self.person({"add_tab": title, "rows": height + 2, "columns": width + 2})
        return f"'{title}'!B2"

    def loose(self, name: str, why: str) -> None:
        """Values of ours in this output may be left and reported: nobody could know better."""
        self.uncertain.setdefault(name, why)
        self.marks.shuffled.add(name)

    def moved(self, name: str, whole: bool = False) -> None:
        """Lines of an output came or went, or all of it did."""
        self.marks.shuffled.add(name)
        self.moves[name] = self.moves.get(name, 0) + (not whole)
        if self.turns:
            self.loose(name, "moved while a sync ran")
        elif self.moves[name] > 1:
            self.loose(name, "moved more than once between two syncs")

    def claim(self) -> None:
        """What stands in an output, and nobody is known to have put there, is a person's."""
        for _, sheet, box in self.spots(OUTPUTS):
            for place in box.places():
                cell = sheet.cells.get(place)
                if cell and not cell.blank and self.marks.of(cell) == (0, 0):
                    self.marks.type(sheet, place)

    def act(self, act: Act) -> None:
        """Let a person act."""
        self.history.append(f"  {act}")
        with self.server.app.lock:
            perform(self, act)
            self.claim()
            if self.turns:
                now = state(self.book)
                for turn in self.turns:
                    turn.states.append(now)
                    turn.disturbed = True

    # what happens at the server, right before and after a request has its effect

    def _before(self) -> None:
        self._guarded(self._acts_before)

    def _after(self) -> None:
        self._guarded(self._acts_after)

    def _guarded(self, do: Callable[[], None]) -> None:
        try:
            do()
        except Exception:
            self.wrong.append(traceback.format_exc())

    def _acts_before(self) -> None:
        self.perform_due(False)
        if self.call and self.call.writes:
            self.call.before = self.book.copied()

    def _acts_after(self) -> None:
        call = self.call
        if call:
            call.applied = True
            if call.looks:
                call.seen = Look.of(self.book, self.marks)
            elif call.writes:
                wrong, lost = check_write(call, self.book, self.marks)
                self.wrong += wrong
                self.window += lost
        self.perform_due(True)

    def perform_due(self, after: bool) -> None:
        """Let people do what is due before or after the request under way."""
        acts, self.due[after] = self.due[after], []
        for act in acts:
            self.act(act)

    # syncs

    def sync(self, script: Sync) -> Synced | BaseException:
        """Run one sync, with all that befalls it; give what it came to."""
        account = self.accounts[script.who]
        turn = Turn(script.who, self.clock.now)
        turn.rehearses = script.rehearses
        turn.troubled = bool(script.troubles) or bool(self.turns)
        self.history.append(f"sync {script}")
        book = self._opened(account, script, turn)
        self.turns.append(turn)
        done: Synced | BaseException
        try:
            done = sync(book, as_of=AS_OF, dry_run=script.rehearses)
        except (FunnelError, Killed) as error:
            done = error
        except Exception as error:
            self.wrong.append(f"{type(error).__name__}: {error}\n{traceback.format_exc()}")
            done = error
        finally:
            self.turns.remove(turn)
            self.call = None
        if isinstance(done, Killed) or not account.watches:
            account.book = None
        self.syncs += 1
        self.history.append(f"  -> {told(done)} after {turn.sent} requests")
        self._ended(turn, done)
        self.last = turn
        return done

    def _opened(self, account: Account, script: Sync, turn: Turn) -> GoogleBook:
        if script.fresh_login:
            account.credentials = account.credentials.with_scopes([SCOPE])
            account.book = None
        if account.book is None or account.transport is None:
            account.hangs_up()
            account.transport = Transport(
                account.credentials,
                endpoint=self.server.base_url,
                patience=Patience(
                    sleep=self.clock.sleep, clock=self.clock.time, rng=random.Random(self.syncs)
                ),
            )
            account.book = GoogleBook(account.transport, self.id)
        wire = account.transport.session.get_adapter("https://sheets.googleapis.com")
        crossing = Crossing(self, turn, script.troubles, wire)
        account.transport.session.mount(self.server.base_url, crossing)
        for trouble in script.troubles:
            if trouble.kind == "token" and script.fresh_login:
                self.server.fault(trouble.fault, call="token", times=1 + trouble.at // 4)
        return account.book

    def _ended(self, turn: Turn, done: Synced | BaseException) -> None:
        self.server.app.script.rules[:] = [
            rule for rule in self.server.app.script.rules if rule.run is not None
        ]
        spent = self.clock.now - turn.began
        if not self.turns and spent > DEADLINE + 1:
            self.wrong.append(f"a sync lasted {spent:.0f} s")
        if turn.sent > MOST_REQUESTS:
            self.wrong.append(f"a sync sent {turn.sent} requests")
        if isinstance(done, Synced):
            if not self.turns and not turn.disturbed and not turn.rehearses:
                self.wrong += unsettled(self, done)
            if not turn.troubled and not turn.rehearses:
                self.moves.clear()
        self.wrong += self.server.violations
        if self.wrong:
            self.fail()

    def fail(self) -> None:
        """Say what is wrong, and what led to it."""
        told = "\n".join(self.wrong)
        raise Broken(f"{told}\n\nafter\n" + "\n".join(self.history))

    # what happens at the client, before a request leaves and after its reply came

    def other_sync(self, who: int) -> None:
        """Let the other account sync in between."""
        for turn in self.turns:
            turn.disturbed = True
        for name in OUTPUTS:
            if name in self.moves:
                self.loose(name, "moved while a sync ran")
        held, self.due = self.due, {False: [], True: []}
        self.sync(Sync(1 - who))
        self.due = held

    def send_late(self) -> None:
        """Let requests that nobody waits for any more arrive after all."""
        held, self.late = self.late, []
        for call, request in held:
            for turn in self.turns:
                turn.disturbed = True
            self.call = call
            with Session() as session:
                session.send(request)
            self.call = None

    def settle(self) -> None:
        """Whatever is still under way arrives."""
        self.send_late()


def told(done: Synced | BaseException) -> str:
    """What a sync came to, in a line."""
    if isinstance(done, Synced):
        return (
            f"{len(done.written)} written, kept {[(k.name, k.cell) for k in done.kept]}, "
            f"problems {[p.name for p in done.problems]}"
        )
    return f"{type(done).__name__}: {done}"


def run(server: SheetsServer, script: Script) -> World:
    """Play a script, let the dust settle, and sync: everything must be right.

    Raises:
        Broken: what is not, and what led to it.
    """
    server.app.log.clear()
    world = World(server, script.setting)
    try:
        for step in script.steps:
            if isinstance(step, Sync):
                world.sync(step)
            elif isinstance(step, Mend):
                world.history.append(f"{step}")
                mend(world, step.numbers, False)
            else:
                world.act(step)
        _settles(world, script)
    finally:
        server.calm()
        for account in world.accounts:
            account.hangs_up()
        del server.app.drive.files[world.id]
    return world


def _settles(world: World, script: Script) -> None:
    world.settle()
    world.history.append("the dust settles")
    mend(world, script.setting.numbers, script.left_broken)
    remembers = any(each.hidden and each.cells for each in world.book.sheets)
    done = world.sync(Sync(0))
    turn = world.last
    if not isinstance(done, Synced):
        raise Broken(f"a clean sync failed: {told(done)}\n\n" + "\n".join(world.history))
    wrote = bool(done.written)
    if turn.writes != wrote or turn.sent > (3 if wrote and remembers else 5 if wrote else 2):
        world.wrong.append(f"a clean sync took {turn.sent} requests, {turn.writes} writes")
    for who in (len(script.steps) % 2,):
        # a watch finds by a read that fails that names have changed since it looked last
        again = world.sync(Sync(who))
        turn = world.last
        if not isinstance(again, Synced) or again.written or turn.writes or turn.sent > 2 + who:
            world.wrong.append(f"nothing was to be done, but: {told(again)} in {turn.sent}")
        elif [k for k in done.kept if not k.formula] != [k for k in again.kept if not k.formula]:
            world.wrong.append("a second clean sync reported other cells")
    if world.wrong:
        world.fail()
