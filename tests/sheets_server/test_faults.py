"""Every way that the server can fail, as the real requests and gspread meet it."""

import datetime as dt
import time
from email.utils import parsedate_to_datetime
from typing import Any

import gspread
import pytest
import requests
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import AuthorizedSession
from gspread.exceptions import APIError

from tests.sheets_server import FAULTS, ROBOT, SheetsServer, client, session

WRITE = "*.values.batchUpdate"
BODY = {"valueInputOption": "RAW", "data": [{"range": "A1", "values": [["new"]]}]}


@pytest.fixture
def ask(server: SheetsServer) -> AuthorizedSession:
    """A signed-in session that repeats nothing of itself."""
    return session(server.base_url, server.service_account())


def url(sheet_id: str, rest: str = "/values:batchUpdate") -> str:
    """An address of the Sheets API."""
    return f"https://sheets.googleapis.com/v4/spreadsheets/{sheet_id}{rest}"


def write(ask: AuthorizedSession, sheet_id: str) -> requests.Response:
    """Write "new" into A1, with half a second's patience."""
    reply: requests.Response = ask.post(url(sheet_id), json=BODY, timeout=0.5)
    return reply


@pytest.mark.parametrize("code", ["400", "403", "404", "429", "500", "503"])
def test_an_error_in_json_and_nothing_applied(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession, code: str
) -> None:
    """Google's shape: code, message, status."""
    server.fault(code, call=WRITE)
    reply = write(ask, sheet_id)
    assert reply.status_code == int(code)
    assert reply.json()["error"]["code"] == int(code)
    assert server.seen(sheet_id, "A1") == [[None]]
    assert write(ask, sheet_id).status_code == 200


@pytest.mark.parametrize("code", ["500-applied", "502-applied", "503-applied", "200-html-applied"])
def test_an_error_although_the_write_was_applied(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession, code: str
) -> None:
    """The worst of both: it says no, and did."""
    server.fault(code, call=WRITE)
    assert write(ask, sheet_id).status_code == int(code[:3])
    assert server.seen(sheet_id, "A1") == [["new"]]


@pytest.mark.parametrize("code", ["408", "502", "200-html"])
def test_a_page_of_html_instead_of_json(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession, code: str
) -> None:
    """A proxy's page; 200 does not make it an answer."""
    server.fault(code, call=WRITE)
    reply = write(ask, sheet_id)
    assert reply.status_code == int(code[:3])
    assert reply.headers["Content-Type"].startswith("text/html")
    with pytest.raises(requests.JSONDecodeError):
        reply.json()
    assert server.seen(sheet_id, "A1") == [[None]]


def test_retry_after_in_seconds(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession
) -> None:
    """429 and 503 may say how long to wait."""
    server.fault("429-seconds", call=WRITE, seconds=3)
    server.fault("503-seconds", nth=2, call=WRITE, seconds=2)
    assert write(ask, sheet_id).headers["Retry-After"] == "3"
    assert write(ask, sheet_id).headers["Retry-After"] == "2"


def test_retry_after_as_a_date(server: SheetsServer, sheet_id: str, ask: AuthorizedSession) -> None:
    """An HTTP date, a while from now."""
    server.fault("429-date", call=WRITE, seconds=90)
    until = parsedate_to_datetime(write(ask, sheet_id).headers["Retry-After"])
    ahead = (until - dt.datetime.now(dt.UTC)).total_seconds()
    assert 60 < ahead < 91


def test_a_burst_of_429(server: SheetsServer, sheet_id: str, ask: AuthorizedSession) -> None:
    """From the second write on, three times."""
    server.fault("429", call=WRITE, nth=2, times=3)
    assert [write(ask, sheet_id).status_code for _ in range(6)] == [200, 429, 429, 429, 200, 200]


def test_401_once_is_mended_by_a_new_token(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession
) -> None:
    """google-auth signs in again and repeats the call."""
    server.fault("401", call=WRITE)
    assert write(ask, sheet_id).status_code == 200
    assert len(server.log("token")) == 2


def test_401_for_ever_stays(server: SheetsServer, sheet_id: str, ask: AuthorizedSession) -> None:
    """No number of new tokens helps."""
    server.fault("401", call="spreadsheets.*", times=None)
    assert write(ask, sheet_id).status_code == 401
    assert write(ask, sheet_id).status_code == 401


def test_403_is_a_permission_error_to_gspread(server: SheetsServer, sheet_id: str) -> None:
    """The file is not shared any more."""
    gc = client(server.base_url, server.service_account())
    server.fault("403", call="spreadsheets.get")
    with pytest.raises(PermissionError):
        gc.open_by_key(sheet_id)


def test_403_once_somebody_took_the_share_back(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession
) -> None:
    """Not a fault of the wire: the owner unshared the file before the second write."""
    server.run(lambda: server.unshare(sheet_id, ROBOT), call=WRITE, nth=2)
    assert [write(ask, sheet_id).status_code for _ in range(2)] == [200, 403]


def test_403_of_drives_quota(server: SheetsServer, ask: AuthorizedSession) -> None:
    """Drive says rate limits with 403, in `errors`."""
    server.fault("403-quota", call="files.list")
    told = ask.get("https://www.googleapis.com/drive/v3/files").json()["error"]["errors"][0]
    assert (told["domain"], told["reason"]) == ("usageLimits", "userRateLimitExceeded")


def test_invalid_grant_at_the_token_endpoint(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession
) -> None:
    """RefreshError, not an error of the API."""
    server.fault("invalid_grant", call="token")
    with pytest.raises(RefreshError, match="invalid_grant"):
        write(ask, sheet_id)


def test_the_token_endpoint_is_down(server: SheetsServer, sheet_id: str) -> None:
    """google-auth tries a few times itself, then gives up."""
    server.fault("reset", call="token", times=None)
    with pytest.raises(Exception, match=r"reset|Connection"):
        write(session(server.base_url, server.service_account()), sheet_id)
    assert server.log("spreadsheets.*") == []


def test_a_connection_reset_before_anything_was_applied(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession
) -> None:
    """RST instead of a reply."""
    server.fault("reset", call=WRITE)
    with pytest.raises(requests.ConnectionError):
        write(ask, sheet_id)
    assert server.seen(sheet_id, "A1") == [[None]]


def test_a_reply_lost_after_the_write_was_applied(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession
) -> None:
    """To the caller the same as a reset; the sheet says otherwise."""
    server.fault("lost", call=WRITE)
    with pytest.raises(requests.ConnectionError):
        write(ask, sheet_id)
    assert server.seen(sheet_id, "A1") == [["new"]]


def test_a_reply_cut_midway(server: SheetsServer, sheet_id: str, ask: AuthorizedSession) -> None:
    """Fewer bytes than Content-Length says."""
    server.fault("cut", call=WRITE)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        write(ask, sheet_id)
    assert server.seen(sheet_id, "A1") == [["new"]]


@pytest.mark.parametrize(
    ("fault", "after"), [("slow", "new"), ("hang-applied", "new"), ("hang", None)]
)
def test_a_reply_slower_than_ones_patience(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession, fault: str, after: Any
) -> None:
    """Late, or never: the effect may have happened or not."""
    server.fault(fault, call=WRITE, seconds=1.5)
    started = time.monotonic()
    with pytest.raises(requests.ReadTimeout):
        write(ask, sheet_id)
    assert time.monotonic() - started < 1.4
    assert server.seen(sheet_id, "A1") == [[after]]


def test_a_reply_that_drips(server: SheetsServer, sheet_id: str, ask: AuthorizedSession) -> None:
    """Each byte comes in time, the whole does not: half a second's patience takes far longer."""
    server.fault("drip", call=WRITE, seconds=0.002)
    started = time.monotonic()
    assert write(ask, sheet_id).status_code == 200
    assert time.monotonic() - started > 0.51


@pytest.mark.parametrize(("fault", "after"), [("200-empty", None), ("200-empty-applied", "new")])
def test_a_200_with_nothing_in_it(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession, fault: str, after: Any
) -> None:
    """No JSON, no error."""
    server.fault(fault, call=WRITE)
    reply = write(ask, sheet_id)
    assert (reply.status_code, reply.content) == (200, b"")
    assert server.seen(sheet_id, "A1") == [[after]]


def test_a_slow_reply_that_is_waited_for(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession
) -> None:
    """It comes."""
    server.fault("slow", call=WRITE, seconds=0.2)
    assert write(ask, sheet_id).status_code == 200


def test_a_write_that_is_applied_long_after_one_gave_up(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession
) -> None:
    """`slow-unapplied`: the request sits in a queue, and then takes effect."""
    server.fault("slow-unapplied", call=WRITE, seconds=0.8)
    with pytest.raises(requests.ReadTimeout):
        write(ask, sheet_id)
    assert server.seen(sheet_id, "A1") == [[None]]
    until = time.monotonic() + 5
    while server.seen(sheet_id, "A1") == [[None]] and time.monotonic() < until:
        time.sleep(0.02)
    assert server.seen(sheet_id, "A1") == [["new"]]


def test_the_network_is_gone_and_comes_back(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession
) -> None:
    """Open connections break, new ones are refused; afterwards all is as it was."""
    assert write(ask, sheet_id).status_code == 200
    server.go_offline()
    for _ in range(2):
        with pytest.raises(requests.ConnectionError):
            write(ask, sheet_id)
    server.come_back()
    assert write(ask, sheet_id).status_code == 200
    assert [each.code for each in server.log(WRITE)] == [200, 200]


def test_a_quota_per_minute(server: SheetsServer, sheet_id: str, ask: AuthorizedSession) -> None:
    """Reads and writes are counted apart, for each caller; the window passes."""
    server.quota(reads=1, writes=2, window=0.5)
    assert [write(ask, sheet_id).status_code for _ in range(3)] == [200, 200, 429]
    reads = [ask.get(url(sheet_id, "/values/A1")) for _ in range(2)]
    assert [each.status_code for each in reads] == [200, 429]
    assert "Quota exceeded for quota metric 'Read requests'" in reads[1].text
    time.sleep(0.55)
    assert write(ask, sheet_id).status_code == 200


def test_latency_is_added_to_every_call(sheet_id: str) -> None:
    """`--latency 0.1`."""
    with SheetsServer(latency=0.1) as slow:
        started = time.monotonic()
        session(slow.base_url, slow.service_account()).get(f"{slow.base_url}/v4/spreadsheets/x")
        assert time.monotonic() - started >= 0.2  # the token, the call


def test_a_rule_names_reads_writes_or_paths(
    server: SheetsServer, sheet_id: str, ask: AuthorizedSession
) -> None:
    """`kind`, `path` and `call` each narrow a rule down; `calm` ends them all."""
    server.fault("500", kind="read", times=None)
    server.fault("503", path="batchUpdate$", times=None)
    assert ask.get(url(sheet_id, "/values/A1")).status_code == 500
    assert write(ask, sheet_id).status_code == 503
    server.calm()
    assert write(ask, sheet_id).status_code == 200


def test_gspread_meets_faults_as_its_own_errors(
    server: SheetsServer, book: gspread.Spreadsheet
) -> None:
    """An APIError with the code; a page of HTML too."""
    server.fault("503", call="*.values.get")
    server.fault("502", call="*.values.get", nth=2)
    for _ in range(2):
        with pytest.raises(APIError):
            book.values_get("A1")
    assert book.values_get("A1")["range"] == "Sheet1!A1"


def test_an_unknown_fault_is_refused(server: SheetsServer) -> None:
    """The sentence lists those that there are."""
    with pytest.raises(Exception, match="there are 429, 429-seconds"):
        server.fault("flood")
    assert len(FAULTS) > 20
