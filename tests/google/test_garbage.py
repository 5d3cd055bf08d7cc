"""Answers that are none: whatever speaks there, the transport ends in a sentence."""

from __future__ import annotations

import socket

import pytest

from funnel_addin.books.google.calls.refusals import OutOfPatience, Refused, Unknown
from funnel_addin.books.google.calls.transport import Transport
from tests.google.callers import Clock, of, patience, read, robot, write
from tests.google.listener import Listener
from tests.sheets_server import PRIVATE_ID, SheetsServer

GARBAGE = {
    "nothing": b"",
    "no http": b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
    "half a status": b"HTTP/1.1 2",
    "no number": b"HTTP/1.1 OK\r\n\r\n{}",
    "a long header": b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70000 + b"\r\n\r\n{}",
    "many headers": b"HTTP/1.1 200 OK\r\n" + b"X: x\r\n" * 200 + b"\r\n{}",
    "no gzip": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
    "half a chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{",
    "no chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}",
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 9\r\n\r\n{}",
    "no text": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\xff\xfe{",
    "a list": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]",
    "too deep": b"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + b"[" * 200000,
    "nowhere": b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
}


@pytest.mark.parametrize("what", GARBAGE)
@pytest.mark.parametrize("door", ["", "/token"])
def test_garbage_is_no_answer(server: SheetsServer, what: str, door: str) -> None:
    """From Google's address or the token's: a read is made again, a write is not."""
    met = list[bytes]()

    def answer(connection: socket.socket, request: bytes) -> None:
        met.append(request)
        connection.sendall(GARBAGE[what])
        connection.shutdown(socket.SHUT_RDWR)

    with Listener(answer) as listener:
        calls = of(listener)
        if door:
            info = server.service_account() | {"token_uri": listener.url + door}
            key = type(robot(server)).from_service_account_info(info, scopes=["x"])
            calls = Transport(key, server.base_url, patience(Clock()))
        with pytest.raises(Refused if door else Unknown):
            write(calls, PRIVATE_ID)
        assert len(met) == 1
        calls.settled()
        with pytest.raises(OutOfPatience):
            read(calls, PRIVATE_ID)
        assert 2 < len(met) <= 30
