"""Where a browser is sent back to with a person's consent: a port of this machine's own."""

from __future__ import annotations

import contextlib
import hmac
import queue
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from threading import Lock, Thread
from typing import Self
from urllib.parse import parse_qs, urlsplit

from funnel_core.errors import SheetError

__all__ = ["AGAIN", "Redirect"]

AGAIN = "run funnel sheets login again"
SLICE = 0.2
"""Seconds: on Windows Ctrl-C is noticed between two waits, not during one."""


class Redirect(ThreadingTCPServer):
    """Where the browser is sent back to: a port of this machine's own, for one answer.

    A browser opens connections that it does not use, and other programs may knock, too. So each
    connection has a thread, and whoever does not bring the state that this login drew is turned
    away, and waiting goes on.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        try:
            super().__init__(("127.0.0.1", 0), _Handler)
        except OSError as cause:
            raise SheetError(
                f"this machine gives no port for the browser to come back to ({cause.strerror}): "
                "log in on another, or by --service-account FILE"
            ) from None
        self.state = ""
        self.answers: queue.Queue[Mapping[str, str]] = queue.Queue(1)
        self.gate = Lock()

    @property
    def host(self) -> str:
        """What a browser that was sent here calls us."""
        return f"127.0.0.1:{self.server_address[1]}"

    @property
    def address(self) -> str:
        """Where the browser is to be sent."""
        return f"http://{self.host}/"

    def __enter__(self) -> Self:
        Thread(target=self.serve_forever, args=(SLICE / 4,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of who hangs up: a traceback would show what they brought."""

    def takes(self, query: Mapping[str, str]) -> bool:
        """Take the one answer that is ours."""
        given = query.get("state", "").encode("utf-8", "replace")
        with self.gate:
            ours = self.state and hmac.compare_digest(given, self.state.encode())
            if not ours or self.answers.full() or not query.keys() & {"code", "error"}:
                return False
            self.state = ""
            self.answers.put(query)
            return True

    def code(self, wait: float) -> str:
        """Wait for the code."""
        until = time.monotonic() + wait
        while True:
            with contextlib.suppress(queue.Empty):
                return self._code_in(self.answers.get(timeout=SLICE))
            if time.monotonic() >= until:
                raise SheetError(
                    f"nobody agreed in the browser within {wait:g} seconds: {AGAIN}, and agree "
                    "there; where no browser opens, add --no-browser"
                )

    @staticmethod
    def _code_in(answer: Mapping[str, str]) -> str:
        if answer.get("code"):
            return answer["code"]
        if answer.get("error") == "access_denied":
            raise SheetError(f"the login was refused in the browser: {AGAIN}, and agree there")
        raise SheetError(
            "Google refused the login: see the page in the browser; an administrator of yours may "
            "have to allow the app"
        )


class _Handler(BaseHTTPRequestHandler):
    """Answers whoever comes to the redirect address."""

    timeout = 10
    server: Redirect

    def do_GET(self) -> None:
        """Take the answer, or turn away whoever brings none."""
        parts = urlsplit(self.path)
        query = {name: texts[0] for name, texts in parse_qs(parts.query).items()}
        ours = parts.path == "/" and self.headers.get("Host") == self.server.host
        if ours and self.server.takes(query):
            self._say(200, "You can close this window, and go back to the terminal.")
        else:
            self._say(404, "There is nothing here.")

    def _say(self, status: int, sentence: str) -> None:
        body = f"<!doctype html><title>funnel</title><p>{sentence}".encode()
        self.send_response_only(status)
        for name, text in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            # the address holds the code
            ("Referrer-Policy", "no-referrer"),
            ("Connection", "close"),
        ):
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Write no code to standard error."""
