"""What the tests of the transport share: a clock that nobody waits for, and real credentials."""

from __future__ import annotations

import random
from typing import Any

from google.oauth2 import service_account
from google.oauth2.credentials import Credentials

from funnel_addin.books.google.calls.patience import Patience
from funnel_addin.books.google.calls.transport import Transport
from tests.google.listener import Listener
from tests.sheets_server import SheetsServer

SCOPE = "https://www.googleapis.com/auth/spreadsheets"
READ, WRITE = "spreadsheets.get", "*.values.batchUpdate"


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        """Tell the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self.now += seconds


def patience(clock: Clock, **settings: Any) -> Patience:
    """Patience by that clock, its pauses drawn from a seed."""
    return Patience(sleep=clock.sleep, clock=clock, rng=random.Random(1), **settings)


def robot(server: SheetsServer, *scopes: str) -> service_account.Credentials:
    """google-auth's own credentials of a service account, as production has them."""
    return service_account.Credentials.from_service_account_info(
        server.service_account(), scopes=list(scopes or (SCOPE,))
    )


def caller(server: SheetsServer, clock: Clock | None = None, **settings: Any) -> Transport:
    """A transport to a server, patient by a clock of its own unless one is given."""
    return Transport(robot(server), server.base_url, patience(clock or Clock(), **settings))


def read(transport: Transport, sheet_id: str) -> str:
    """Read the spreadsheet's title."""
    reply = transport.fetch_sheet_metadata(sheet_id, {"fields": "properties.title"})
    return str(reply["properties"]["title"])


def write(transport: Transport, sheet_id: str, value: Any = "new") -> None:
    """Write a value into A1."""
    body = {"valueInputOption": "RAW", "data": [{"range": "A1", "values": [[value]]}]}
    transport.values_batch_update(sheet_id, body)


def writes(server: SheetsServer) -> int:
    """Count the writes that the server saw."""
    return len(server.log(WRITE))


def of(listener: Listener | str, **settings: Any) -> Transport:
    """A transport with a token that does not run out, to a listener or an address."""
    url = listener if isinstance(listener, str) else listener.url
    return Transport(Credentials("token-0815"), url, patience(Clock(), **settings))
