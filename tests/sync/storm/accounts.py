"""The two accounts that sync, and the clock that they wait by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from google.oauth2 import service_account

from funnel_addin.books.google.book import GoogleBook
from funnel_addin.books.google.calls.transport import Transport
from tests.sheets_server import ROBOT, SheetsServer

__all__ = ["OTHER", "SCOPE", "Account", "Clock", "credentials_of"]

OTHER = "other@test-project.iam.gserviceaccount.com"
SCOPE = "https://www.googleapis.com/auth/spreadsheets"


@dataclass
class Clock:
    """Seconds that pass only when somebody waits, or a request is made."""

    now: float = 1000.0

    def time(self) -> float:
        """Tell the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Wait."""
        self.now += seconds


@cache
def credentials_of(server: SheetsServer) -> list[service_account.Credentials]:
    """Each account's credentials: reading a key is slow, so it is done once."""
    return [
        service_account.Credentials.from_service_account_info(
            server.service_account(email), scopes=[SCOPE]
        )
        for email in (ROBOT, OTHER)
    ]


@dataclass
class Account:
    """One that syncs: a job that begins anew each time, or a watch that keeps its book."""

    credentials: service_account.Credentials
    watches: bool
    book: GoogleBook | None = None
    transport: Transport | None = None

    def hangs_up(self) -> None:
        """Leave no connection open: each holds a thread of the server's."""
        for line in self.transport._lines if self.transport else ():
            line.close()
