"""One attempt at one call: on a thread of its own, so that it can be given up at any moment.

A socket that blocks cannot be interrupted everywhere, and no timeout of a single read ends an
answer that drips in byte by byte. So the caller waits for a thread instead, and when it gives up,
the sockets are shut down beneath it, and nothing more leaves.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from weakref import WeakSet

from requests import ConnectionError as NoConnection
from requests import ConnectTimeout, PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from requests.exceptions import ProxyError, RequestException, SSLError
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError

from funnel_addin import __version__
from funnel_addin.books.google.calls.endpoint import is_loopback, is_this_machine

__all__ = ["BROKEN", "Attempt", "Line", "Wire", "is_barred", "is_untrusted", "never_left"]

BROKEN = (RequestException, HTTPError, HTTPException)
"""What a request that goes wrong on its way may end with; not all of it is put into one kind."""

_SLICE = 0.1
"""Seconds: on Windows, Ctrl-C is noticed between two waits for a lock, not during one."""


class Attempt(threading.Thread):
    """Something to do that may be given up.

    Args:
        do: what to do.
        count: told 1 when a call leaves, -1 when it turns out that no connection was made; nothing
            once the attempt is given up, since another one may be under way by then.
    """

    def __init__(self, do: Callable[[], Response], count: Callable[[int], None]) -> None:
        super().__init__(name="funnel-sheets-call", daemon=True)
        self.answer: Response | None = None
        self.error: BaseException | None = None
        self.left = False
        self._do, self._count = do, count
        self._over = threading.Event()
        self._gate = threading.Lock()
        self._abandoned = False

    def run(self) -> None:
        """Do it, and keep what came of it."""
        try:
            self.answer = self._do()
        except BaseException as error:  # it is the waiting thread's to deal with
            self.error = error
        finally:
            self._over.set()

    def ended(self, within: float) -> bool:
        """Wait for the end; False when it did not come."""
        until = time.monotonic() + within
        while not self._over.wait(max(0.0, min(_SLICE, until - time.monotonic()))):
            if time.monotonic() >= until:
                return False
        return True

    def abandon(self) -> None:
        """See to it that nothing more leaves."""
        with self._gate:
            self._abandoned = True

    def departs(self, call: bool) -> None:
        """Take note that a call, or a request for a token, leaves now; or stop it."""
        with self._gate:
            if self._abandoned:
                raise NoConnection("given up")
            if call:
                self.left = True
                self._count(1)

    def stayed(self) -> None:
        """Take note that the call that left had no connection to leave by."""
        with self._gate:
            if not self._abandoned:
                self._count(-1)


def _here() -> Attempt | None:
    """Give the attempt that this thread makes, if it makes one."""
    here = threading.current_thread()
    return here if isinstance(here, Attempt) else None


class Wire(HTTPAdapter):
    """Sends requests, has the attempt that makes them count them, and can be cut off.

    It repeats nothing, verifies TLS but on this machine, and asks no proxy for this machine.

    Args:
        counted: the requests are calls; those for tokens, nobody counts.
    """

    def __init__(self, counted: bool = False) -> None:
        self._counted = counted
        self._sockets: WeakSet[socket.socket] = WeakSet()
        self._gate = threading.Lock()
        super().__init__()

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: object
    ) -> None:
        """Make what connects, its connections known here."""
        super().init_poolmanager(connections, maxsize, block, **pool_kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._keep)

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: object) -> PoolManager:
        """Give what connects by way of a proxy, its connections known here too."""
        manager: PoolManager = super().proxy_manager_for(proxy, **proxy_kwargs)
        if not proxy.lower().startswith("socks"):
            manager.pool_classes_by_scheme = _pools(self._keep)
        return manager

    def send(
        self,
        request: PreparedRequest,
        stream: bool = False,
        timeout: float | tuple[float | None, float | None] | None = None,
        verify: bool | str = True,
        cert: str | tuple[str, str] | None = None,
        proxies: dict[str, str] | None = None,
    ) -> Response:
        """Send a request, once."""
        if is_loopback(request.url or ""):
            verify, proxies = False, {}
        attempt = _here()
        if attempt is not None:
            attempt.departs(call=self._counted)
        try:
            return super().send(request, stream, timeout, verify, cert, proxies)
        except NoConnection as error:
            if attempt is not None and self._counted and never_left(error):
                attempt.stayed()
            raise

    def cut_off(self) -> None:
        """End whatever is going on, and whatever connections are idle."""
        with self._gate:
            open_ones = list(self._sockets)
        for each in open_ones:
            # it may have been closed meanwhile
            with suppress(OSError, ValueError, AttributeError):
                each.shutdown(socket.SHUT_RDWR)
        self.let_go()

    def let_go(self) -> None:
        """Close the connections that are idle."""
        self.poolmanager.clear()
        for manager in self.proxy_manager.values():
            manager.clear()

    def _keep(self, opened: socket.socket | None) -> None:
        """Know a new connection; where it comes too late, nothing is sent over it."""
        if opened is not None:
            with self._gate:
                # behind a proxy that is itself reached by TLS, urllib3 wraps the socket in one
                # more layer, which cannot be shut down
                self._sockets.add(getattr(opened, "socket", opened))
        attempt = _here()
        if attempt is not None:
            attempt.departs(call=False)


def _pools(keep: Callable[[socket.socket | None], None]) -> dict[str, type[HTTPConnectionPool]]:
    """Give pools whose every new connection is shown to `keep`."""

    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            keep(self.sock)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            if is_this_machine(self.host):
                # nobody stands in between: there is nothing for urllib3 to warn of
                self.is_verified = True
            keep(self.sock)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}


def never_left(error: BaseException) -> bool:
    """Tell whether a request certainly did not leave, since there was no connection."""
    if isinstance(error, ConnectTimeout | ProxyError) or is_untrusted(error):
        return True
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    return isinstance(reason, NewConnectionError)


def is_barred(error: BaseException) -> bool:
    """Tell whether a proxy is there, and lets nobody through, or not without a password."""
    return isinstance(error, ProxyError) and "Tunnel connection failed: 4" in str(error)


def is_untrusted(error: BaseException) -> bool:
    """Tell whether the other side's certificate is not good."""
    return isinstance(error, SSLError) and "CERTIFICATE_VERIFY_FAILED" in str(error)


class Line(Session):
    """A session over a wire: no redirect is followed, and no password file is read.

    A redirect would take the token along to wherever it points. And for a host that stands in
    .netrc, requests would put that file's password in the place of the token.

    Args:
        counted: see `Wire`.
    """

    def __init__(self, counted: bool = False) -> None:
        super().__init__()
        self.wire = Wire(counted)
        self.mount("https://", self.wire)
        self.mount("http://", self.wire)
        self.auth = _as_it_is
        self.headers["Accept-Encoding"] = "gzip"
        # Google compresses its answers only for a program that has "gzip" in its name, too
        self.headers["User-Agent"] = f"funnel-planner/{__version__} (gzip)"

    def get_redirect_target(self, resp: Response) -> str | None:
        """Follow none."""
        return None


def _as_it_is(request: PreparedRequest) -> PreparedRequest:
    return request
