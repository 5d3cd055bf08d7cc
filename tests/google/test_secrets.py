"""No token, no key and no cell gets into a log or an error."""

from __future__ import annotations

import logging
import traceback
from typing import Any

import pytest
from google.oauth2.credentials import Credentials

from funnel_addin.books.google.calls.transport import Transport
from funnel_core.errors import SheetError
from tests.google.callers import WRITE, Clock, caller, patience, read, write
from tests.sheets_server import PRIVATE_ID, SheetsServer

CELL = "salary of 4711"


def whole(error: BaseException) -> str:
    """Everything that printing an error with its causes could show."""
    return "".join(traceback.format_exception(error)) + repr(error)


@pytest.mark.parametrize(
    "fault",
    "400 401 403 404 408 429 500 502 200-html reset cut lost hang invalid_grant token-500".split(),
)
def test_no_token_key_or_cell_in_logs_and_tracebacks(
    server: SheetsServer, sheet_id: str, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    """At the lowest level of every logger, and in every error that a fault ends in."""
    caplog.set_level(logging.DEBUG)
    calls = caller(server, write=0.2)
    if fault == "invalid_grant":
        server.fault(fault, call="token", times=None)
    elif fault == "token-500":
        server.fault("500", call="token", times=None)
    else:
        read(calls, sheet_id)
        server.fault(fault, call=WRITE, times=None)
    told = ""
    with pytest.raises(SheetError) as caught:
        write(calls, sheet_id, CELL)
    told += whole(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    for record in caplog.records:
        told += record.getMessage() + repr(record.__dict__)
    token = str(calls.credentials.token)
    key = server.service_account()["private_key"][100:160]
    assert token == "None" or token not in told
    for secret in (CELL, key, "Bearer", "assertion"):
        assert secret not in told


def test_googles_message_about_a_cell_is_not_printed(server: SheetsServer, sheet_id: str) -> None:
    """It quotes what was to be written."""
    calls = caller(server)
    with pytest.raises(SheetError) as caught:
        calls.values_batch_update(sheet_id, {"data": [{"range": "A1", "values": CELL}]})
    assert CELL not in whole(caught.value)


def test_a_persons_secrets_stay_inside(
    server: SheetsServer, sheet_id: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A refresh token that was taken back: neither it nor the client's secret is told."""
    caplog.set_level(logging.DEBUG)
    info = server.authorized_user()
    me = Credentials(
        None,
        refresh_token=info["refresh_token"],
        token_uri=info["token_uri"],
        client_id=info["client_id"],
        client_secret=info["client_secret"],
    )
    server.fault("invalid_grant", call="token")
    with pytest.raises(SheetError) as caught:
        read(Transport(me, server.base_url, patience(Clock())), sheet_id)
    told = whole(caught.value) + repr([each.__dict__ for each in caplog.records])
    assert info["refresh_token"] not in told
    assert info["client_secret"] not in told


def test_an_error_that_nobody_expects_is_shown_as_it_is(server: SheetsServer) -> None:
    """A mistake of ours is not dressed up as Google's."""

    class Broken(Credentials):
        def apply(self, headers: Any, token: str | None = None) -> None:
            raise ZeroDivisionError("ours")

    with pytest.raises(ZeroDivisionError):
        read(Transport(Broken("t"), server.base_url, patience(Clock())), PRIVATE_ID)
