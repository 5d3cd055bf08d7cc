"""How google-auth reaches the endpoint that gives out tokens: over a wire of ours."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from google.auth.transport import Request as TokenRequest
from google.auth.transport import Response as TokenResponse
from requests import Response

from funnel_addin.books.google.calls.endpoint import Endpoint, is_secure
from funnel_addin.books.google.calls.outcomes import Login, Passing, Shut, of_error, of_reply
from funnel_addin.books.google.calls.refusals import CallError
from funnel_addin.books.google.calls.wire import BROKEN, Line

__all__ = ["Door"]


_METADATA = ("GET", "PUT")
"""How a cloud's machine is asked who it is: at an address of its own net, without encryption."""


class _Reply(TokenResponse):
    """A reply, as google-auth reads it."""

    def __init__(self, reply: Response) -> None:
        self._reply = reply

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self._reply.status_code

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers."""
        return self._reply.headers

    @property
    def data(self) -> bytes:
        """The body."""
        return self._reply.content


class Door(TokenRequest):
    """google-auth's way to a token: one request, with no repetition of google-auth's own.

    What may pass is handed on to the one policy of waiting that there is, so that a token endpoint
    that is down is waited for like Google itself.

    Args:
        endpoint: what stands for Google's hosts.
        line: what it goes over.
    """

    def __init__(self, endpoint: Endpoint, line: Line) -> None:
        self.timeout: tuple[float, float] = (5.0, 20.0)
        self._endpoint, self._line = endpoint, line

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
        **kwargs: object,
    ) -> _Reply:
        """Make a request, as google-auth wants it."""
        url = self._endpoint.of(url)
        host = urlsplit(url).hostname or ""
        if method not in _METADATA and not is_secure(url):
            raise Shut(
                CallError(
                    f"the login names a token endpoint, {host}, that is not encrypted: take a key "
                    "that came from Google"
                )
            )
        failure: BaseException | None = None
        try:
            reply = self._line.request(
                method, url, data=body, headers=headers, timeout=self.timeout
            )
        except BROKEN as error:
            failure = error
        if failure is not None:
            raise Shut(_nothing_sent(of_error(failure, host)))
        outcome = of_reply(reply, Login())
        # what a token is exchanged for may be had as plain text
        plain = method in _METADATA and reply.ok
        if isinstance(outcome, Passing) and not plain:
            raise Shut(_nothing_sent(outcome))
        return _Reply(reply)


def _nothing_sent(outcome: Passing | CallError) -> Passing | CallError:
    """Say of a failure that it befell the request for a token, before the call was made."""
    if isinstance(outcome, CallError):
        return outcome
    told = f"no token could be had ({outcome.told})"
    return Passing(told, True, outcome.after, outcome.status)
