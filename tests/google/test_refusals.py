"""What no repetition mends, and a network that is gone: each ends in its own sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from google.oauth2.credentials import Credentials
from requests import Response

from funnel_addin.books.google.calls.outcomes import Login, of_reply
from funnel_addin.books.google.calls.refusals import (
    BadRequest,
    CallError,
    LoginNeeded,
    NotEnabled,
    NotFound,
    NotShared,
    OutOfPatience,
    Protected,
    Refused,
    ScopeMissing,
)
from funnel_addin.books.google.calls.transport import Transport
from tests.google.callers import READ, WRITE, Clock, caller, patience, read, robot, write, writes
from tests.sheets_server import OWNER, PRIVATE_ID, ROBOT, SheetsServer

# -- the login


@pytest.mark.parametrize("call", [read, write])
def test_401_once_is_mended_by_a_new_token(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock, call: Any
) -> None:
    """The token had run out: nothing was applied, so that a write may be sent with a new one."""
    server.fault("401", call="spreadsheets.*")
    call(calls, sheet_id)
    assert calls.requests == 2
    assert len(server.log("token")) == 2
    assert clock.slept == []


@pytest.mark.parametrize("call", [read, write])
def test_401_for_ever_asks_for_a_login(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock, call: Any
) -> None:
    """A new token does not help: two requests show it."""
    server.fault("401", call="spreadsheets.*", times=None)
    with pytest.raises(LoginNeeded, match="log in again: funnel sheets login"):
        call(calls, sheet_id)
    assert calls.requests == 2
    assert clock.slept == []


@pytest.mark.parametrize("fault", ["reset", "cut", "500", "503-seconds", "200-html", "502", "429"])
def test_a_token_endpoint_that_is_down_is_waited_for(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock, fault: str
) -> None:
    """Like Google itself, and without the repetition of google-auth's own."""
    server.fault(fault, call="token", times=3)
    assert read(calls, sheet_id) == "Plan"
    assert len(server.log("token")) == 4
    assert len(clock.slept) == 3
    assert calls.requests == 1


def test_a_token_endpoint_that_stays_down_ends_it(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock
) -> None:
    """Within the deadline; no call was made."""
    server.fault("503", call="token", times=None)
    with pytest.raises(OutOfPatience, match="no token could be had"):
        read(calls, sheet_id)
    assert calls.requests == 0
    assert clock.now - 1000 <= 120


def test_a_write_without_a_token_is_refused_and_not_unknown(
    server: SheetsServer, sheet_id: str, calls: Transport
) -> None:
    """Nothing was sent; but time has passed, so that the caller is to look again."""
    server.fault("503", call="token")
    with pytest.raises(Refused):
        write(calls, sheet_id)
    assert writes(server) == 0


def test_invalid_grant_asks_for_a_login(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock
) -> None:
    """No repetition mends it: none is made."""
    server.fault("invalid_grant", call="token", times=None)
    with pytest.raises(LoginNeeded, match="log in again: funnel sheets login") as caught:
        read(calls, sheet_id)
    assert caught.value.reason == "invalid_grant"
    assert len(server.log("token")) == 1
    assert clock.slept == []


# -- refusals for good


@pytest.mark.parametrize("call", [read, write])
def test_403_says_with_whom_to_share(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock, call: Any
) -> None:
    """The service account's address, to be pasted into Share."""
    server.unshare(sheet_id, ROBOT)
    with pytest.raises(NotShared, match=f"share it with {ROBOT} as an editor") as caught:
        call(calls, sheet_id)
    assert caught.value.status == 403
    assert calls.requests == 1
    assert clock.slept == []


def test_a_reader_cannot_write(server: SheetsServer, sheet_id: str, calls: Transport) -> None:
    """Reading works; the write is a matter of sharing."""
    server.share(sheet_id, ROBOT, "reader")
    assert read(calls, sheet_id) == "Plan"
    with pytest.raises(NotShared):
        write(calls, sheet_id)


def test_a_strangers_spreadsheet(calls: Transport) -> None:
    """It is there, and none of ours."""
    with pytest.raises(NotShared, match=PRIVATE_ID):
        read(calls, PRIVATE_ID)


def test_404_names_the_id(calls: Transport) -> None:
    """A letter too few."""
    with pytest.raises(NotFound, match=f"no spreadsheet {PRIVATE_ID[:-1]},"):
        read(calls, PRIVATE_ID[:-1])


def test_a_protected_cell(server: SheetsServer, sheet_id: str, calls: Transport) -> None:
    """Whatever code Google gives it: it is told apart from a sheet that is not shared."""
    server.act(sheet_id, [{"protect": "A1"}])
    with pytest.raises(Protected, match=ROBOT):
        write(calls, sheet_id)
    server.fault("403-protected", call=WRITE)
    with pytest.raises(Protected):
        write(calls, sheet_id)


def test_a_range_that_is_gone_is_a_bad_request(sheet_id: str, calls: Transport) -> None:
    """Google's own words are kept on the error, and are not in the sentence."""
    with pytest.raises(BadRequest) as caught:
        calls.fetch_sheet_metadata(sheet_id, {"ranges": ["Nowhere"], "fields": "sheets.data"})
    assert caught.value.status == 400
    assert "Nowhere" in caught.value.said
    assert "Nowhere" not in str(caught.value)


def test_a_login_of_too_little_scope(server: SheetsServer, sheet_id: str) -> None:
    """It may read, and this is a write."""
    scope = "https://www.googleapis.com/auth/spreadsheets.readonly"
    calls = Transport(robot(server, scope), server.base_url, patience(Clock()))
    assert read(calls, sheet_id) == "Plan"
    with pytest.raises(ScopeMissing, match="log in again: funnel sheets login"):
        write(calls, sheet_id)


@pytest.mark.parametrize(
    ("path", "body", "page"),
    [
        ("v4/spreadsheets/x", {"details": [{"reason": "SERVICE_DISABLED"}]}, "sheets"),
        ("drive/v3/files", {"errors": [{"reason": "accessNotConfigured"}]}, "drive"),
    ],
)
def test_an_api_that_is_switched_off(path: str, body: dict[str, Any], page: str) -> None:
    """Google says so in two ways; the sentence says where it is switched on."""
    reply = Response()
    reply.status_code, reply.url = 403, f"https://x.googleapis.com/{path}"
    reply._content = json.dumps({"error": {"message": "…", **body}}).encode()
    outcome = of_reply(reply, Login(ROBOT))
    assert isinstance(outcome, NotEnabled)
    assert f"library/{page}.googleapis.com" in str(outcome)


@pytest.mark.parametrize(
    ("body", "kind", "told"),
    [
        (b"<html>Blocked", CallError, "by Google or by a proxy in between"),
        (b'{"error": "no"}', CallError, "by Google or by a proxy in between"),
        (b'{"error": {"errors": [{"reason": "domainPolicy"}]}}', CallError, r"\(domainPolicy\)"),
        (b'{"error": {"errors": [{"reason": "4711 = x"}]}}', CallError, r"\(forbidden\)"),
        (b'{"error": {"errors": [7], "details": 7, "message": 7}}', NotShared, ROBOT),
    ],
)
def test_other_ways_to_be_forbidden(body: bytes, kind: type[CallError], told: str) -> None:
    """A firewall's page, an administrator's rule: not everything is a matter of sharing."""
    reply = Response()
    reply.status_code, reply.url, reply._content = 403, "https://x.googleapis.com/v4", body
    outcome = of_reply(reply, Login(ROBOT))
    assert type(outcome) is kind
    with pytest.raises(kind, match=told):
        raise outcome


def test_a_login_that_says_how_it_is_mended(server: SheetsServer, sheet_id: str) -> None:
    """It knows better than the transport what kind it is."""

    class Telling(Credentials):
        who, cure = "whoever the file was made for", "make a new key"

    token = robot(server)
    calls = Transport(token, server.base_url, patience(Clock()))
    read(calls, sheet_id)
    calls = Transport(Telling(token.token), server.base_url, patience(Clock()))
    with pytest.raises(NotShared, match="share it with whoever the file was made for"):
        read(calls, PRIVATE_ID)
    assert calls.caller == Login(Telling.who, Telling.cure)


def test_an_owner_whose_login_is_a_persons(server: SheetsServer, sheet_id: str) -> None:
    """A refresh token instead of a key; there is no address to share with."""
    info = server.authorized_user(OWNER)
    me = Credentials(
        None,
        refresh_token=info["refresh_token"],
        token_uri=info["token_uri"],
        client_id=info["client_id"],
        client_secret=info["client_secret"],
    )
    calls = Transport(me, server.base_url, patience(Clock()))
    write(calls, sheet_id)
    with pytest.raises(NotShared, match="share it with the account you logged in with"):
        read(calls, PRIVATE_ID)


# -- the network


def test_offline_and_back(server: SheetsServer, sheet_id: str, clock: Clock) -> None:
    """Refused connections are waited out; the network returns during a pause."""
    back = [3]

    def sleep(seconds: float) -> None:
        clock.sleep(seconds)
        back[0] -= 1
        if back[0] == 0:
            server.come_back()

    calls = caller(server, clock)
    assert read(calls, sheet_id) == "Plan"
    calls.patience.sleep = sleep
    server.go_offline()
    assert read(calls, sheet_id) == "Plan"
    assert calls.requests == len(server.log(READ)) == 2


def test_a_write_while_offline_is_refused_and_not_unknown(
    server: SheetsServer, sheet_id: str, calls: Transport
) -> None:
    """There was no connection that it could have left by."""
    assert read(calls, sheet_id) == "Plan"
    server.go_offline()
    with pytest.raises(Refused, match=r"127\.0\.0\.1 could not be reached"):
        write(calls, sheet_id)
    server.come_back()
    assert server.seen(sheet_id, "A1") == [[None]]


def test_offline_for_good_ends(server: SheetsServer, sheet_id: str, calls: Transport) -> None:
    """With a sentence that names the host."""
    read(calls, sheet_id)
    server.go_offline()
    with pytest.raises(OutOfPatience, match="could not be reached"):
        read(calls, sheet_id)


def test_a_name_that_is_not_found(server: SheetsServer) -> None:
    """The resolver knows of no such host: nothing was sent."""
    calls = Transport(robot(server), "https://sheets.invalid", patience(Clock()))
    with pytest.raises(OutOfPatience):
        read(calls, PRIVATE_ID)
    assert calls.requests == 0


@pytest.mark.parametrize("call", [read, write])
def test_a_connection_that_the_server_closed_meanwhile_simply_works(
    server: SheetsServer, sheet_id: str, calls: Transport, clock: Clock, call: Any
) -> None:
    """A watch's connection was idle for a minute; the server has let it go."""
    read(calls, sheet_id)
    server.go_offline()
    server.come_back()
    call(calls, sheet_id)
    assert clock.slept == []
    assert len(server.log("spreadsheets.*")) == calls.requests == 2


def test_every_error_for_good_is_one_sentence_with_a_status() -> None:
    """They are errors of a sheet: the command prints them as they are."""
    for kind in (BadRequest, LoginNeeded, NotEnabled, NotFound, NotShared, Protected, ScopeMissing):
        error = kind("it is so: do this", 403, "why", "said")
        assert isinstance(error, CallError)
        assert str(error) == "it is so: do this"
        assert (error.status, error.reason, error.said) == (403, "why", "said")
