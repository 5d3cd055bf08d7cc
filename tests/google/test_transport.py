"""What the transport sends, to whom, and what it never lets out."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import warnings
from pathlib import Path
from typing import Any

import pytest
from google.oauth2.credentials import Credentials
from requests import Response

from funnel_addin.books.google.account import keyfiles
from funnel_addin.books.google.calls.endpoint import Endpoint, is_loopback, is_secure
from funnel_addin.books.google.calls.outcomes import Shut
from funnel_addin.books.google.calls.refusals import CallError, OutOfPatience, Unknown
from funnel_addin.books.google.calls.tokens import Door
from funnel_addin.books.google.calls.transport import Transport
from funnel_addin.books.google.calls.wire import Line
from funnel_core.errors import FunnelError, InputError, SheetError
from tests.google.callers import READ, WRITE, Clock, caller, of, patience, read, robot, write
from tests.google.listener import TITLE, Listener, reply, self_signed
from tests.sheets_server import PRIVATE_ID, SheetsServer

ELSEWHERE = "sheets.example.com"


# -- what is sent


def test_what_a_request_says_of_itself(server: SheetsServer) -> None:
    """Compressed answers are asked for, without spaces; the token goes in its header."""
    with Listener(reply(TITLE)) as listener:
        assert read(of(listener), PRIVATE_ID) == "Plan"
    head = listener.heard[0].decode()
    assert f"GET /v4/spreadsheets/{PRIVATE_ID}?" in head
    assert "prettyPrint=false" in head
    assert "authorization: bearer token-0815" in head.lower()
    assert "accept-encoding: gzip\r\n" in head.lower()
    assert "user-agent: funnel-planner/" in head.lower()
    assert "(gzip)" in head


def test_a_compressed_answer_is_read() -> None:
    """As Google sends it."""
    with Listener(reply(gzip.compress(TITLE), "200 OK", "Content-Encoding: gzip")) as listener:
        assert read(of(listener), PRIVATE_ID) == "Plan"


def test_a_write_is_sent_without_spaces(server: SheetsServer, sheet_id: str) -> None:
    """Fewer bytes; texts of any language arrive as they are."""
    calls = caller(server)
    write(calls, sheet_id, "Größe “€” 漢字")
    assert server.seen(sheet_id, "A1") == [["Größe “€” 漢字"]]
    with Listener(reply(b"{}")) as listener:
        write(of(listener), PRIVATE_ID, 1)
    assert listener.heard[0].endswith(
        b'{"valueInputOption":"RAW","data":[{"range":"A1","values":[[1]]}]}'
    )


def test_requests_counts_what_the_server_saw(server: SheetsServer, sheet_id: str) -> None:
    """Calls, repeated ones too; not the token's."""
    calls = caller(server)
    server.fault("503", call=READ, nth=2)
    server.fault("401", call=WRITE)
    for _ in range(2):
        read(calls, sheet_id)
    write(calls, sheet_id)
    assert calls.requests == 5 == len(server.log()) - len(server.log("token"))


def test_more_than_two_megabytes_are_not_sent(server: SheetsServer, sheet_id: str) -> None:
    """Google would take longer than it allows itself; the sentence says what to do."""
    calls = caller(server)
    with pytest.raises(SheetError, match=r"is 2\.5 MB, and Google takes 2 MB"):
        write(calls, sheet_id, "x" * 2_500_000)
    assert server.log() == []


def test_one_connection_serves_all_calls(server: SheetsServer, sheet_id: str) -> None:
    """Until it was idle for long: it may have died in a laptop's sleep."""
    clock, met = Clock(), set[str]()

    def answer(connection: socket.socket, request: bytes) -> None:
        met.add(str(connection.getpeername()))
        reply(TITLE)(connection, request)

    with Listener(answer) as listener:
        calls = Transport(Credentials("t"), listener.url, patience(clock))
        for _ in range(3):
            read(calls, PRIVATE_ID)
        assert len(met) == 1
        clock.sleep(60)
        read(calls, PRIVATE_ID)
        assert len(met) == 2


def test_a_write_on_a_connection_that_breaks_is_not_sent_again() -> None:
    """Kept alive, and closed by the server just as the write arrives: neither library repeats."""

    def answer(connection: socket.socket, request: bytes) -> None:
        if request.startswith(b"POST"):
            connection.shutdown(socket.SHUT_RDWR)
        else:
            reply(TITLE)(connection, request)

    with Listener(answer) as listener:
        calls = of(listener)
        read(calls, PRIVATE_ID)
        with pytest.raises(Unknown):
            write(calls, PRIVATE_ID)
        assert [each[:4] for each in listener.heard] == [b"GET ", b"POST"]


def test_the_answer_is_read_once_and_is_still_a_response(
    server: SheetsServer, sheet_id: str
) -> None:
    """The JSON is for gspread; whoever wants the rest has it."""
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{sheet_id}"
    found = caller(server).request("get", url, params={"fields": "properties.title"})
    assert isinstance(found, Response)
    assert found.json() is found.json()
    assert (found.status_code, found.ok) == (200, True)
    assert found.json() == {"properties": {"title": "Plan"}}
    assert json.loads(found.content) == json.loads(found.text) == found.json()
    assert found.headers["Content-Type"].startswith("application/json")
    assert found.request.url == found.url


# -- where it goes


def test_googles_own_hosts_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable stands for every host of Google's, the token endpoint's included."""
    sheets = "https://sheets.googleapis.com/v4/spreadsheets/x"
    monkeypatch.delenv("FUNNEL_SHEETS_ENDPOINT", raising=False)
    assert Endpoint().of(sheets) == sheets
    monkeypatch.setenv("FUNNEL_SHEETS_ENDPOINT", " https://proxy.example.com/google/ ")
    assert Endpoint().of(sheets) == "https://proxy.example.com/google/v4/spreadsheets/x"
    for host in ("www.googleapis.com", "oauth2.googleapis.com", "iamcredentials.googleapis.com"):
        assert Endpoint().of(f"https://{host}/a?b=c") == "https://proxy.example.com/google/a?b=c"
    for other in ("https://googleapis.com.example.com/a", "https://example.com/googleapis.com"):
        assert Endpoint().of(other) == other


def test_a_persons_token_is_got_where_the_endpoint_is(server: SheetsServer, sheet_id: str) -> None:
    """Its file names Google's token endpoint, or none; nothing goes to Google all the same."""
    info = server.authorized_user()
    me = Credentials(
        None,
        refresh_token=info["refresh_token"],
        token_uri="https://oauth2.googleapis.com/token",
        client_id=info["client_id"],
        client_secret=info["client_secret"],
    )
    assert read(Transport(me, server.base_url, patience(Clock())), sheet_id) == "Plan"
    assert [each.call for each in server.log()] == ["token", "spreadsheets.get"]


def test_the_variable_is_honoured(
    server: SheetsServer, sheet_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an endpoint in the call."""
    monkeypatch.setenv("FUNNEL_SHEETS_ENDPOINT", server.base_url)
    assert read(Transport(robot(server), patience=patience(Clock())), sheet_id) == "Plan"


@pytest.mark.parametrize(
    "address",
    [
        "http://sheets.example.com",
        "http://127.0.0.1.example.com:8080",
        "http://10.0.0.1",
        "https://me:hunter2@sheets.example.com",
        "https://sheets.example.com/?key=hunter2",
        "https://sheets.example.com#hunter2",
        "sheets.example.com",
        "ftp://127.0.0.1",
        "https://",
        "https://x:99999",
        "https://[::1",
    ],
)
def test_an_endpoint_that_is_no_address_or_unencrypted_is_refused(address: str) -> None:
    """A token over plain http is everybody's; and what may be a password is not printed."""
    with pytest.raises(InputError, match="FUNNEL_SHEETS_ENDPOINT") as caught:
        Transport(Credentials("t"), address)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("http://127.0.0.1:80", True),
        ("http://127.8.9.10", True),
        ("http://[::1]:80/x", True),
        ("https://LOCALHOST", True),
        ("https://localhost.example.com", False),
        ("https://128.0.0.1", False),
        ("https://127.0.0.1@example.com", False),
        ("https://0.0.0.0", False),
    ],
)
def test_what_is_this_machine(address: str, here: bool) -> None:
    """Only that goes unverified."""
    assert is_loopback(address) is here


@pytest.mark.parametrize(
    ("address", "secure"),
    [
        ("https://oauth2.googleapis.com/token", True),
        ("http://127.9.9.9/token", True),
        ("http://[::1]:80/token", True),
        ("http://oauth2.googleapis.com/token", False),
        ("http://127.0.0.1.example.com/token", False),
        ("ftp://127.0.0.1/token", False),
        ("https://", False),
        ("127.0.0.1/token", False),
    ],
)
def test_one_rule_says_where_a_secret_may_be_sent(
    server: SheetsServer, tmp_path: Path, address: str, secure: bool
) -> None:
    """By https, or to this machine: for the endpoint, a key file and a request for a token."""
    assert is_secure(address) is secure
    key = tmp_path / "key.json"
    key.write_text(json.dumps(server.service_account() | {"token_uri": address}))
    key.chmod(0o600)
    if secure:
        keyfiles.read(key, "--credentials")
        Endpoint(address)
    else:
        for refused in (lambda: keyfiles.read(key, "--credentials"), lambda: Endpoint(address)):
            with pytest.raises(FunnelError):
                refused()
        with pytest.raises(Shut) as shut:
            Door(Endpoint(""), Line())(address, "PATCH")
        assert "not encrypted" in str(shut.value.outcome)


def test_the_warnings_of_the_program_around_are_its_own(tmp_path: Path) -> None:
    """None is given for this machine's own address, and no filter of the process is changed."""
    before = list(warnings.filters)
    with (
        Listener(reply(TITLE), self_signed(tmp_path, ELSEWHERE)) as listener,
        warnings.catch_warnings(record=True) as given,
    ):
        warnings.simplefilter("always")
        assert read(of(listener), PRIVATE_ID) == "Plan"
    assert [each for each in given if each.category is not ResourceWarning] == []
    assert warnings.filters == before


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"])
@pytest.mark.parametrize("call", [read, write])
def test_no_redirect_is_followed(status: str, call: Any) -> None:
    """The token, and what is written, stay where they were meant for."""
    with Listener(reply(TITLE)) as other:
        away = reply(b"", status, f"Location: {other.url}/v4/spreadsheets/x")
        with (
            Listener(away) as listener,
            pytest.raises((OutOfPatience, Unknown), match="redirection"),
        ):
            call(of(listener), PRIVATE_ID)
        assert other.heard == []


def test_no_redirect_of_the_token_endpoint_is_followed(server: SheetsServer) -> None:
    """Its request holds what a token is got with."""
    with Listener(reply(b"{}")) as other:
        with Listener(reply(b"", "307 Temporary", f"Location: {other.url}/token")) as door:
            info = server.service_account() | {"token_uri": f"{door.url}/token"}
            calls = Transport(
                type(robot(server)).from_service_account_info(info, scopes=["x"]),
                server.base_url,
                patience(Clock()),
            )
            with pytest.raises(OutOfPatience, match="no token could be had"):
                read(calls, PRIVATE_ID)
        assert other.heard == []


def test_a_token_endpoint_that_is_not_encrypted_is_refused(server: SheetsServer) -> None:
    """A key file that somebody changed must not give itself away."""
    info = server.service_account() | {"token_uri": "http://token.example.com/token"}
    found = type(robot(server)).from_service_account_info(info, scopes=["x"])
    with pytest.raises(CallError, match=r"token\.example\.com, that is not encrypted"):
        read(Transport(found, server.base_url, patience(Clock())), PRIVATE_ID)


def test_proxies_and_password_files_are_not_for_this_machine(
    server: SheetsServer, sheet_id: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A proxy would get the calls, and .netrc would take the token's place."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
        monkeypatch.setenv(name.upper(), "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password hunter2\n")
    monkeypatch.setenv("NETRC", str(netrc))
    assert read(caller(server), sheet_id) == "Plan"


def test_google_itself_is_reached_by_the_proxy(
    server: SheetsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As everywhere in an organization; one that is down is waited for, and no call was made."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    calls = of(f"https://{ELSEWHERE}")
    with pytest.raises(OutOfPatience, match="the proxy could not be reached"):
        read(calls, PRIVATE_ID)
    assert calls.requests == 0


@pytest.mark.parametrize("status", ["407 Proxy Authentication Required", "403 Forbidden"])
def test_a_proxy_that_lets_nobody_through_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    """Its password is wrong, or Google is not on its list; the password is not printed."""
    with Listener(reply(b"", status)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://me:hunter2@127.0.0.1:{proxy.port}")
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.delenv("NO_PROXY", raising=False)
        with pytest.raises(CallError, match="check HTTPS_PROXY") as caught:
            read(of(f"https://{ELSEWHERE}"), PRIVATE_ID)
        assert len(proxy.heard) == 1
    assert "hunter2" not in str(caught.value)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is not this machine's, and leads here all the same."""
    resolve = socket.getaddrinfo

    def resolved(host: Any, *rest: Any, **more: Any) -> Any:
        return resolve("127.0.0.1" if host == ELSEWHERE else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    for name in ("HTTPS_PROXY", "https_proxy", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)


def test_a_certificate_that_nobody_vouches_for_is_good_on_this_machine_only(
    elsewhere: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By 127.0.0.1 it is not looked at; by a name it is, and nothing is sent."""
    certificate = self_signed(tmp_path, ELSEWHERE)
    with Listener(reply(TITLE), certificate) as listener:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", "")
        assert read(of(listener), PRIVATE_ID) == "Plan"
        calls = of(f"https://{ELSEWHERE}:{listener.port}")
        with pytest.raises(CallError, match=rf"{ELSEWHERE} is not trusted.*REQUESTS_CA_BUNDLE"):
            read(calls, PRIVATE_ID)
        assert (len(listener.heard), calls.requests) == (1, 0)
        assert calls.patience.clock() == Clock()()
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        assert read(of(f"https://{ELSEWHERE}:{listener.port}"), PRIVATE_ID) == "Plan"


def test_a_bundle_of_certificates_that_is_not_there(
    elsewhere: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The setting is named; nothing is repeated."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/ca.pem")
    with pytest.raises(CallError, match="check the settings of the network"):
        read(of(f"https://{ELSEWHERE}"), PRIVATE_ID)


def test_nobody_else_is_asked_for_anything(
    server: SheetsServer, sheet_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """google-auth would look up a region in the background, at Google, with the token."""
    hosts, resolve = set[str](), socket.getaddrinfo

    def resolved(host: Any, *rest: Any, **more: Any) -> Any:
        hosts.add(str(host))
        return resolve(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    before = set(threading.enumerate())
    calls = caller(server)
    read(calls, sheet_id)
    write(calls, sheet_id)
    started = {each.name for each in threading.enumerate()} - {each.name for each in before}
    assert not {each for each in started if "Regional" in each}
    assert hosts == {"127.0.0.1"}
    assert [each.call for each in server.log()] == [
        "token",
        "spreadsheets.get",
        "spreadsheets.values.batchUpdate",
    ]
