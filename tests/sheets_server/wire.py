"""HTTP/1.1 over sockets: requests in, replies out whole, cut midway, or reset."""

import contextlib
import socket
import struct
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.sheets_server.app import App, Reply, Request
from tests.sheets_server.control import Control


class Wire(ThreadingHTTPServer):
    """The listening socket; each connection has a thread that ends with the process."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, app: App, control: Control, port: int) -> None:
        self.app, self.control = app, control
        self.open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), Connection)

    def break_off(self) -> None:
        """Close the socket and every connection that is still open."""
        self.server_close()
        for each in list(self.open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of connections that the far side broke off."""


class Connection(BaseHTTPRequestHandler):
    """One keep-alive connection."""

    server: Wire
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "ESF", ""
    wbufsize = -1
    disable_nagle_algorithm = True

    def setup(self) -> None:
        """Begin a connection."""
        super().setup()
        self.server.open.add(self.connection)

    def finish(self) -> None:
        """End a connection."""
        self.server.open.discard(self.connection)
        with contextlib.suppress(OSError, ValueError):
            super().finish()

    def log_message(self, format: str, *args: Any) -> None:
        """Write nothing: the log is the app's."""

    def do_GET(self) -> None:
        """Answer a reading call."""
        self.answer()

    def do_POST(self) -> None:
        """Answer a call with a body."""
        self.answer()

    def do_PUT(self) -> None:
        """Answer a call that sets."""
        self.answer()

    def do_PATCH(self) -> None:
        """Answer a call that changes."""
        self.answer()

    def do_DELETE(self) -> None:
        """Answer a call that deletes."""
        self.answer()

    def answer(self) -> None:
        """Read a request, have it answered, send the reply."""
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, path, query, headers, self._read_body())
        if path.startswith("/control"):
            reply = self.server.control.answer(request)
        else:
            reply = self.server.app.serve(request)
        self._send(reply)

    def _read_body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            chunks = []
            while size := int(self.rfile.readline().split(b";")[0], 16):
                chunks.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(chunks)
        return self.rfile.read(int(self.headers.get("Content-Length", "0")))

    def _send(self, reply: Reply) -> None:
        if reply.wire == "reset":
            self._reset()
            return
        self.send_response(reply.code)
        self.send_header("Content-Type", reply.mime)
        self.send_header("Content-Length", str(len(reply.data)))
        self.send_header("Vary", "Origin, X-Origin, Referer")
        self.send_header("Cache-Control", "private")
        self.send_header("X-Content-Type-Options", "nosniff")
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if reply.wire == "cut":
            self.wfile.write(reply.data[: len(reply.data) // 2])
            self.wfile.flush()
            self.close_connection = True
            return
        if reply.wire == "drip":
            self._drip(reply)
            return
        self.wfile.write(reply.data)

    def _drip(self, reply: Reply) -> None:
        """Send a byte at a time; a caller that minds only single reads waits for ever."""
        for at in range(len(reply.data)):
            self.wfile.write(reply.data[at : at + 1])
            self.wfile.flush()
            if self.server.app.closing.wait(reply.pause):
                return

    def _reset(self) -> None:
        """Break the connection off with RST, as a proxy that dies does."""
        self.close_connection = True
        with contextlib.suppress(OSError):
            at_once = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
            self.rfile.close()
            self.wfile.close()
            self.connection.close()
