"""A team's small Sheet on the local server, and syncs of it by the real parts in virtual time."""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass
from functools import cache
from typing import Any

from google.oauth2 import service_account

from funnel_addin.books.google.book import GoogleBook
from funnel_addin.books.google.calls.patience import Patience
from funnel_addin.books.google.calls.transport import Transport
from funnel_addin.sync import Synced, sync
from funnel_core.errors import FunnelError
from tests.sheets_server import ROBOT, SheetsServer

__all__ = ["OTHER", "READ", "SHEET", "WRITE", "Team", "by_target"]

OTHER = "other@test-project.iam.gserviceaccount.com"
READ, WRITE = "spreadsheets.get", "spreadsheets.values.batchUpdate"
SCOPE = "https://www.googleapis.com/auth/spreadsheets"
NEVER_APPLIED = {"429", "429-seconds", "429-date", "403-quota", "400", "401", "403", "404"}

SHEET: list[dict[str, Any]] = [
    {"rename_tab": "Sheet1", "to": "Plan"},
    {"edit": "A1:B1", "value": [["Target", 10]]},
    {"edit": "A4:B6", "value": [["Lead", 0.5], ["Deal", 0.25], ["Won", None]]},
    {"edit": "E3:F3", "value": [[1, 3]]},
    {"edit": "H1:H3", "value": [["a note"], ["another"], ["a third"]]},
    {"define_name": "Plan_Target", "as": "B1"},
    {"define_name": "Plan_Stages", "as": "A4:A6"},
    {"define_name": "Plan_Rates", "as": "B4:B5"},
    {"define_name": "Plan_Weights", "as": "E3:F3"},
    {"define_name": "Plan_Required", "as": "C4:C6"},
    {"define_name": "Plan_Schedule", "as": "E4:F6"},
]


def by_target(target: int) -> list[list[int]]:
    """What Plan_Required must hold: rates of 50% and 25%."""
    return [[8 * target], [4 * target], [target]]


@cache
def _credentials(server: SheetsServer, who: str) -> service_account.Credentials:
    """An account's credentials: its key is slow to make and to read."""
    return service_account.Credentials.from_service_account_info(server.service_account(who))


@dataclass
class Team:
    """A Sheet that was synced once, and whose target has changed since: 10 then, 20 now."""

    server: SheetsServer
    now: float = 0.0
    wait: float = 20.0

    def __post_init__(self) -> None:
        shared = {ROBOT: "writer", OTHER: "writer"}
        self.sheet = self.server.spreadsheet(actions=SHEET, shared_with=shared)
        self.synced()
        self.act({"edit": "Plan_Target", "value": 20})

    def act(self, *actions: dict[str, Any]) -> None:
        """Let a person act now."""
        self.server.act(self.sheet, list(actions))

    def meanwhile(self, *actions: dict[str, Any], call: str = WRITE, nth: int = 1) -> None:
        """Let a person act right before a request has its effect: between read and write."""
        self.server.person(*actions, call=call, nth=nth)

    def seen(self, text: str = "Plan_Required") -> list[list[Any]]:
        """What stands somewhere."""
        return self.server.seen(self.sheet, text)

    def _sleep(self, seconds: float) -> None:
        self.now += seconds

    def book(self, who: str = ROBOT) -> GoogleBook:
        """The Sheet as a sync opens it; time passes only where somebody waits."""
        # a copy, without the token that another copy may have
        credentials = _credentials(self.server, who).with_scopes([SCOPE])
        patience = Patience(
            connect=self.wait,
            read=self.wait,
            write=self.wait,
            sleep=self._sleep,
            clock=lambda: self.now,
            rng=random.Random(1),
        )
        return GoogleBook(
            Transport(credentials, endpoint=self.server.base_url, patience=patience), self.sheet
        )

    def sync(self, who: str = ROBOT, **how: Any) -> Synced | FunnelError:
        """Sync once; give what was done, or why nothing was."""
        began, sent = self.now, len(self.server.log("spreadsheets.*"))
        try:
            done: Synced | FunnelError = sync(
                self.book(who), as_of=datetime.date(2027, 5, 10), **how
            )
        except FunnelError as error:
            done = error
        assert self.now - began <= 121, f"lasted {self.now - began} s"
        assert len(self.server.log("spreadsheets.*")) - sent <= 30
        self.check_log()
        return done

    def synced(self, **how: Any) -> Synced:
        """Sync once, which must succeed."""
        done = self.sync(**how)
        assert isinstance(done, Synced), str(done)
        return done

    def refused(self, **how: Any) -> str:
        """Sync once, which must fail with nothing written; give the sentence."""
        done = self.sync(**how)
        assert not isinstance(done, Synced)
        return str(done)

    def check_log(self) -> None:
        """A write of unknown outcome is followed by a successful read; nothing is appended."""
        doubt = False
        for each in self.server.log("spreadsheets.*"):
            assert each.call in {READ, WRITE, "spreadsheets.batchUpdate"}, each.call
            if each.call == READ:
                doubt = doubt and not (each.code == 200 and not each.fault)
            else:
                assert not doubt, f"request {each.n} writes before a read that succeeds"
                doubt = bool(each.fault) and each.fault not in NEVER_APPLIED
        assert self.server.violations == []

    def calm_and_right(self, required: list[list[Any]] | None = None, **how: Any) -> Synced:
        """Once all is calm, one clean sync leaves the right outputs, and the next has no work."""
        self.server.calm()
        before = len(self.server.log(WRITE))
        done = self.synced(**how)
        assert done.requests == (3 if done.written else 2)
        assert len(self.server.log(WRITE)) - before == bool(done.written)
        assert self.seen() == (by_target(20) if required is None else required)
        again = self.synced(**how)
        assert (again.requests, again.written, again.kept) == (2, (), done.kept)
        return done
