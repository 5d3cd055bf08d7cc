"""The server in one's own process: start it, let people in, script faults, read the log."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from fnmatch import fnmatchcase
from functools import cache
from types import TracebackType
from typing import Any

from tests.sheets_server import people, sharing
from tests.sheets_server.app import App, Entry
from tests.sheets_server.auth import EVERY_SCOPE, permission_id
from tests.sheets_server.control import Control, share
from tests.sheets_server.faults import Quota, Rule
from tests.sheets_server.grid import Book
from tests.sheets_server.wire import Wire
from tests.sheets_server.workbooks import XLSX, book_of

OWNER = "owner@example.com"
ROBOT = "robot@test-project.iam.gserviceaccount.com"
PRIVATE_ID = "1jIKzPs8LsiZZdLdeMEP-5ZIHw6RkjiOmj1LrJN706Yc"
"""A spreadsheet that is nobody's here: gspread's own tests expect to be refused it."""


@cache
def _converted(workbook: bytes) -> Book:
    """A workbook's conversion, once for however many uploads of it a test makes."""
    return book_of("", "", workbook, XLSX, random.Random(1))


class SheetsServer:
    """A local Google: `with SheetsServer() as server: …`."""

    def __init__(
        self,
        port: int = 0,
        *,
        latency: float = 0.0,
        seed: int = 1,
        clock: Callable[[], float] = time.time,
        open_door: bool = False,
    ) -> None:
        self.app = App(seed, clock)
        self.app.script.latency = latency
        self.app.door.open = open_door
        self.control = Control(self.app, lambda: self.base_url)
        self.wire = Wire(self.app, self.control, port)
        self.listening: threading.Thread | None = None
        self.app.door.audiences.add(self.token_uri)
        self.control.new_file(
            {"owner": "stranger@example.org", "id": PRIVATE_ID, "title": "Private"}
        )

    @property
    def base_url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.wire.server_address[1]}"

    @property
    def token_uri(self) -> str:
        """Its token endpoint."""
        return f"{self.base_url}/token"

    def start(self) -> SheetsServer:
        """Listen, in a thread of its own."""
        self.listening = threading.Thread(target=self.wire.serve_forever, args=(0.02,), daemon=True)
        self.listening.start()
        return self

    def stop(self) -> None:
        """Stop listening, break off what is open, and let go of whoever hangs."""
        self.app.closing.set()
        self.go_offline()

    def go_offline(self) -> None:
        """Be gone: connections break off, new ones are refused."""
        if self.listening:
            self.wire.shutdown()
            self.listening = None
        self.wire.break_off()

    def come_back(self) -> SheetsServer:
        """Listen again where it did, with everything as it was."""
        self.wire = Wire(self.app, self.control, self.wire.server_address[1])
        return self.start()

    def __enter__(self) -> SheetsServer:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def service_account(self, email: str = ROBOT, project: str = "test-project") -> dict[str, str]:
        """The contents of a service account's key file; the server knows its public key."""
        return self.control.new_account({"email": email, "project": project})

    def authorized_user(
        self, email: str = OWNER, scopes: frozenset[str] = EVERY_SCOPE
    ) -> dict[str, str]:
        """The contents of an `authorized_user` file, with a refresh token."""
        return self.control.grant({"email": email, "scopes": scopes})

    def spreadsheet(
        self,
        title: str = "Plan",
        *,
        owner: str = OWNER,
        shared_with: dict[str, str] | None = None,
        actions: list[dict[str, Any]] | None = None,
    ) -> str:
        """A person's new spreadsheet, shared with the robot as writer; its ID."""
        shared = {ROBOT: "writer"} if shared_with is None else shared_with
        with self.app.lock:
            found = self.control.new_file({"owner": owner, "title": title, "share": shared})
        file_id = str(found["id"])
        self.act(file_id, actions or [])
        return file_id

    def upload(
        self,
        workbook: bytes,
        title: str = "Plan",
        *,
        owner: str = OWNER,
        shared_with: dict[str, str] | None = None,
    ) -> str:
        """A spreadsheet converted from a workbook (xlsx), as a person's upload; its ID."""
        file_id = self.spreadsheet(title, owner=owner, shared_with=shared_with)
        with self.app.lock:
            book = _converted(workbook).copied()
            book.spreadsheet_id, book.title = file_id, title
            self.app.drive.files[file_id].book = book
        return file_id

    def welcome(self) -> None:
        """A first spreadsheet that anyone sees, since no real account is empty."""
        me = {"owner": self.app.door.stranger, "project": "open-project", "title": "Welcome"}
        file_id = self.control.new_file(me)["id"]
        anyone = {"type": "anyone", "role": "reader"}
        sharing.share(self.app.drive.files[file_id].permissions, anyone)

    def unshare(self, spreadsheet: str, email: str) -> None:
        """Let somebody at a spreadsheet no more."""
        with self.app.lock:
            sharing.unshare(self.app.drive.files[spreadsheet].permissions, permission_id(email))

    def share(self, spreadsheet: str, email: str, role: str = "writer") -> None:
        """Let somebody at a spreadsheet."""
        with self.app.lock:
            share(self.app, spreadsheet, email, role)

    def act(self, spreadsheet: str, actions: list[dict[str, Any]]) -> None:
        """Let a person act now; see `people` for what they can do."""
        self.app.act(spreadsheet, actions)

    def seen(self, spreadsheet: str, text: str) -> list[list[Any]]:
        """What a person sees in a range: values unformatted, None where blank."""
        with self.app.lock:
            return people.seen(self.app.person(spreadsheet), text)

    def book(self, spreadsheet: str) -> Book:
        """The spreadsheet itself, as it is now."""
        with self.app.lock:
            return self.app.person(spreadsheet).book.copied()

    def fault(self, do: str, **when: Any) -> Rule:
        """Have something go wrong: `fault("lost", nth=2, call="*.values.batchUpdate")`."""
        return self._added(Rule(do=do, **when))

    def person(self, *actions: dict[str, Any], **when: Any) -> Rule:
        """Have a person act right before (or `moment="after"`) the nth call that matches."""
        return self._added(Rule(actions=list(actions), **when))

    def run(self, run: Callable[[], None], **when: Any) -> Rule:
        """Have a function run right before (or after) the nth call that matches."""
        return self._added(Rule(run=run, **when))

    def _added(self, rule: Rule) -> Rule:
        with self.app.lock:
            self.app.script.rules.append(rule)
        return rule

    def calm(self) -> None:
        """No more faults and no more people."""
        with self.app.lock:
            self.app.script.rules.clear()
            self.app.script.quota = Quota()

    def quota(self, reads: int | None, writes: int | None, window: float = 60.0) -> None:
        """Allow so many Sheets reads and writes a caller in a window of seconds."""
        self.app.script.quota = Quota(reads, writes, window)

    @property
    def violations(self) -> list[str]:
        """Replies of ours that broke Google's schemas, and people who could not act: have none."""
        return self.app.violations

    def log(self, call: str = "*") -> list[Entry]:
        """The requests so far, of the calls that match."""
        with self.app.lock:
            return [each for each in self.app.log if fnmatchcase(each.call, call)]
