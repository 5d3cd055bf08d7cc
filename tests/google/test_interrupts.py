"""Ctrl-C, deadlines and quotas: when the transport stops, and when it waits."""

from __future__ import annotations

import os
import select
import signal
import socket
import ssl
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from google.oauth2.credentials import Credentials
from requests import RequestException, Response

from funnel_addin.books.google.calls.patience import Patience
from funnel_addin.books.google.calls.refusals import OutOfPatience, Refused
from funnel_addin.books.google.calls.transport import Transport
from funnel_addin.books.google.calls.wire import Attempt
from tests.google.callers import READ, WRITE, Clock, caller, of, patience, read, write
from tests.google.listener import TITLE, Listener, reply, self_signed, silence
from tests.sheets_server import PRIVATE_ID, SheetsServer

# -- Ctrl-C


def test_ctrl_c_acts_at_once_in_mid_request() -> None:
    """It passes through untouched, and the connection is closed."""

    def answer(connection: socket.socket, request: bytes) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    with Listener(answer) as listener:
        calls = of(listener)
        with pytest.raises(KeyboardInterrupt):
            write(calls, PRIVATE_ID)
        assert listener.ended.wait(5)
        assert len(listener.heard) == 1


def test_ctrl_c_acts_where_no_signal_wakes_a_thread_that_waits() -> None:
    """On Windows a wait for a lock goes on; so it is never a long one."""
    import _thread

    with Listener(silence) as listener:
        calls = of(listener)
        threading.Timer(0.1, _thread.interrupt_main).start()
        with pytest.raises(KeyboardInterrupt):
            read(calls, PRIVATE_ID)
        assert listener.ended.wait(5)


def test_ctrl_c_while_the_token_is_fetched_sends_nothing_afterwards(
    server: SheetsServer, sheet_id: str
) -> None:
    """The token's answer comes when everybody has left."""
    server.run(lambda: os.kill(os.getpid(), signal.SIGINT), call="token")
    server.fault("slow", call="token", seconds=0.2)
    with pytest.raises(KeyboardInterrupt):
        write(caller(server), sheet_id)
    time.sleep(0.4)
    assert [each.call for each in server.log()] == ["token"]


def test_ctrl_c_ends_a_process_that_waits() -> None:
    """No thread that still waits for an answer holds the process up."""
    with Listener(silence) as listener:
        program = f"""
            from google.oauth2.credentials import Credentials
            from funnel_addin.books.google.calls.transport import Transport
            Transport(Credentials("t"), "{listener.url}").fetch_sheet_metadata("{PRIVATE_ID}")
        """
        running = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(program)], stderr=subprocess.PIPE, text=True
        )
        until = time.monotonic() + 30
        while not listener.heard and time.monotonic() < until:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=10)
    assert told.rstrip().endswith("KeyboardInterrupt")
    assert running.returncode == -signal.SIGINT


def test_what_was_given_up_cannot_leave_later(server: SheetsServer, sheet_id: str) -> None:
    """A login that comes to itself after the deadline finds the door shut."""
    late, asleep = threading.Event(), list[threading.Thread]()

    class Sleepy(Credentials):
        def refresh(self, request: Any) -> None:
            asleep.append(threading.current_thread())
            late.wait(10)
            self.token = "token-0815"

    with Listener(reply(TITLE)) as listener:
        calls = Transport(Sleepy(None), listener.url, Patience(deadline=0.1))
        with pytest.raises(OutOfPatience):
            write(calls, PRIVATE_ID)
        late.set()
        asleep[0].join(10)
        assert not asleep[0].is_alive()
        assert listener.heard == []
    assert not calls.unsure


def test_what_was_given_up_changes_no_later_count() -> None:
    """The next sync of a watch has begun, with a count of its own."""
    counted: list[int] = []
    on, over = threading.Event(), threading.Event()

    def slow() -> Response:
        here = threading.current_thread()
        assert isinstance(here, Attempt)
        here.departs(call=True)
        on.set()
        over.wait(10)
        here.stayed()
        with pytest.raises(RequestException):
            here.departs(call=True)
        return Response()

    attempt = Attempt(slow, counted.append)
    attempt.start()
    assert on.wait(10)
    attempt.abandon()
    over.set()
    assert attempt.ended(10)
    assert attempt.error is None
    assert counted == [1]


def test_ctrl_c_acts_behind_a_proxy_that_is_reached_by_tls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TLS within TLS: both connections end, and nothing but the stop comes out."""
    name = "sheets.example.com"
    certificate = self_signed(tmp_path, name)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    for each in ("no_proxy", "NO_PROXY", "https_proxy"):
        monkeypatch.delenv(each, raising=False)

    def answer(connection: socket.socket, request: bytes) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    with Listener(answer, certificate) as google:

        def passed_on(connection: socket.socket, request: bytes) -> None:
            with socket.create_connection(("127.0.0.1", google.port)) as beyond:
                connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                relay(connection, beyond)

        with Listener(passed_on, certificate) as proxy:
            monkeypatch.setenv("HTTPS_PROXY", proxy.url)
            with pytest.raises(KeyboardInterrupt):
                write(of(f"https://{name}"), PRIVATE_ID)
            assert proxy.ended.wait(5)
            assert google.ended.wait(5)
        assert len(google.heard) == 1


def relay(one: socket.socket, other: socket.socket) -> None:
    """Pass on what each says until either hangs up."""
    both = {one: other, other: one}
    while True:
        waiting = [each for each in both if isinstance(each, ssl.SSLSocket) and each.pending()]
        for each in waiting or select.select([*both], [], [])[0]:
            said = each.recv(65536)
            if not said:
                return
            both[each].sendall(said)


def test_a_write_that_ctrl_c_broke_off_is_unknown() -> None:
    """Whoever says good-bye can say so."""

    def answer(connection: socket.socket, request: bytes) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    with Listener(answer) as listener:
        calls = of(listener)
        with pytest.raises(KeyboardInterrupt):
            write(calls, PRIVATE_ID)
    assert calls.unsure


# -- time


def test_headers_that_drip_end_at_the_deadline() -> None:
    """Each byte comes in time; the sync's time is up all the same, and the connection closed."""

    def answer(connection: socket.socket, request: bytes) -> None:
        for _ in range(1000):
            connection.sendall(b"X")
            time.sleep(0.02)

    with Listener(answer) as listener:
        calls = Transport(Credentials("t"), listener.url, Patience(deadline=0.3))
        with pytest.raises(OutOfPatience):
            read(calls, PRIVATE_ID)
        assert listener.ended.wait(5)


def test_the_quota_of_a_minute_is_kept_over_many_syncs(server: SheetsServer, sheet_id: str) -> None:
    """Reads wait before they would be refused; 50 in any minute, where Google allows 60."""
    clock, made = Clock(), list[float]()
    calls = caller(server, clock)
    for _ in range(120):
        calls.patience.begin()
        read(calls, sheet_id)
        made.append(clock.now)
    assert all(late - early >= 60 for early, late in zip(made, made[50:], strict=False))
    assert calls.requests == len(server.log(READ)) == 120


def test_a_write_that_the_quota_holds_up_is_looked_at_anew(
    server: SheetsServer, sheet_id: str
) -> None:
    """Much may have been typed in the meantime; reads have a quota of their own."""
    clock = Clock()
    calls = caller(server, clock)
    for _ in range(50):
        calls.patience.begin()
        write(calls, sheet_id)
    with pytest.raises(Refused):
        write(calls, sheet_id)
    assert clock.now >= 1060
    assert len(server.log(WRITE)) == 50
    assert read(calls, sheet_id) == "Plan"
    write(calls, sheet_id)


def test_a_pause_is_announced(server: SheetsServer, sheet_id: str) -> None:
    """So that nobody sits in front of a command that says nothing for a minute."""
    told: list[tuple[str, float]] = []
    clock = Clock()
    calls = caller(server, clock, notice=lambda what, seconds: told.append((what, seconds)))
    server.fault("503", call=READ)
    server.fault("429-seconds", call=WRITE, seconds=7)
    read(calls, sheet_id)
    with pytest.raises(Refused):
        write(calls, sheet_id)
    assert [what for what, _ in told] == ["the answer was 503", "Google's quota is used up"]
    assert [seconds for _, seconds in told] == clock.slept


def test_full_jitter_draws_from_the_whole_range() -> None:
    """Two syncs that failed together do not come back together; what was asked for is the least."""
    drawn = [patience(Clock()).pause(3, None) for _ in range(2)]
    assert drawn[0] == drawn[1], "the same seed draws the same pauses"
    many = Patience()
    pauses = [many.pause(5, None) for _ in range(2000)]
    assert min(pauses) < 1 < 15 < max(pauses) <= 16
    assert all(30 <= many.pause(5, 30.0) <= 31 for _ in range(100))
