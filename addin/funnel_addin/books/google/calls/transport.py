"""Calls to Google: repeated where that is safe, and never for longer than the sync's patience.

A read is made again until it succeeds. A write is made once: where it was refused, or nobody knows
what became of it, the caller is sent to look again before anything else is written.
"""

from __future__ import annotations

import json as json_format
import math
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from google.auth.credentials import Credentials
from gspread.http_client import FileType, HTTPClient, ParamsType
from requests import Response
from tenacity import RetryCallState, Retrying, retry_if_result

from funnel_addin.books.google.calls.endpoint import Endpoint
from funnel_addin.books.google.calls.outcomes import (
    Answer,
    Login,
    Outcome,
    Passing,
    of_error,
    of_reply,
)
from funnel_addin.books.google.calls.patience import Pace, Patience
from funnel_addin.books.google.calls.refusals import CallError, OutOfPatience, Refused, Unknown
from funnel_addin.books.google.calls.tokens import Door
from funnel_addin.books.google.calls.wire import Attempt, Line
from funnel_core.errors import SheetError

__all__ = ["Transport"]

_LARGEST = 2_000_000
"""Bytes: what Google recommends as the most for one request."""

_STALE = 20.0
"""Seconds: a connection that was idle for longer may have died unnoticed, in a laptop's sleep."""

_UNSURE = "it is not known whether the last write arrived: run it again, nothing is written twice"


@dataclass(frozen=True)
class _Call:
    method: str
    url: str
    params: ParamsType
    data: bytes | None
    files: FileType
    headers: Mapping[str, str]

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


class Transport(HTTPClient):
    """gspread's HTTP client, with a deadline, safe repetition, and errors in plain English.

    It makes one call at a time: it is for one thread.

    Args:
        credentials: who calls.
        endpoint: what stands for Google's hosts; None reads FUNNEL_SHEETS_ENDPOINT, and without
            that it is Google itself.
        patience: how long a sync goes on trying.

    Raises:
        InputError: the endpoint is no address, or not encrypted.
    """

    def __init__(
        self,
        credentials: Credentials,
        endpoint: str | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.patience = patience or Patience()
        self.pace = Pace(self.patience.clock)
        self.credentials = credentials
        self.unsure = False
        """Whether a write's outcome is unknown, and no look since has shown it."""
        self._endpoint = Endpoint(endpoint)
        self._line, token_line = Line(counted=True), Line()
        self._lines = (self._line, token_line)
        self._door = Door(self._endpoint, token_line)
        self._requests = 0
        self._writing = False
        self._told = "there was no time left for an answer"
        self._last = self.patience.clock()
        super().__init__(credentials, self._line)

    @property
    def requests(self) -> int:
        """Count the API calls sent so far, repeated ones included."""
        return self._requests

    @property
    def caller(self) -> Login:
        """Give who calls, as far as the credentials tell."""
        who = _told(self.credentials, "who") or _told(self.credentials, "service_account_email")
        cure = _told(self.credentials, "cure")
        known = Login()
        return Login(who or known.who, cure or known.cure)

    def settled(self) -> None:
        """Take note that a look has shown what became of the last write."""
        self.unsure = False

    def request(
        self,
        method: str,
        endpoint: str,
        params: ParamsType | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: FileType = None,
        headers: MutableMapping[str, str] | None = None,
    ) -> Response:
        """Make a call; a read as often as it takes, a write once.

        Args:
            method: the HTTP method.
            endpoint: the address, at Google's own host.
            params: the query.
            data: the body, as it is.
            json: the body, to be sent as JSON.
            files: the parts of a body of several parts.
            headers: further headers.

        Returns:
            The answer, whose JSON has been read.

        Raises:
            Again: a write that was refused, or whose outcome is unknown, once it has been waited
                for as long as it must: look again first.
            CallError: trying on would not mend it, or there is no patience left.
            SheetError: the body is too large.
        """
        sent_headers = dict(headers or {})
        if json is not None:
            data = json_format.dumps(json, allow_nan=False, separators=(",", ":")).encode()
            sent_headers["Content-Type"] = "application/json; charset=UTF-8"
            _check_size(data)
        # numbers and texts without the spaces that make an answer readable
        query: ParamsType = {"prettyPrint": "false", **(params or {})}
        url = self._endpoint.of(endpoint)
        call = _Call(method.upper(), url, query, data, files, sent_headers)
        return self._written(call) if call.writes else self._read(call)

    def _read(self, call: _Call) -> Response:
        tries = Retrying(
            retry=retry_if_result(lambda outcome: isinstance(outcome, Passing)),
            wait=self._wait,
            stop=self._in_vain,
            sleep=self.patience.sleep,
            before_sleep=self._notice,
            retry_error_callback=_last_outcome,
        )
        outcome: Outcome = tries(self._outcome, call)
        if isinstance(outcome, Answer):
            return outcome
        raise self._given_up(outcome)

    def _written(self, call: _Call) -> Response:
        outcome = self._outcome(call)
        if isinstance(outcome, Answer):
            self.unsure = False
            self.patience.failures = 0
            return outcome
        if isinstance(outcome, CallError):
            raise self._given_up(outcome)
        self.unsure = self.unsure or not outcome.refused
        self.patience.failures += 1
        pause = self.patience.pause(self.patience.failures, outcome.after)
        if not self.patience.allows(call.writes, pause):
            raise self._given_up(outcome)
        self.patience.notice(outcome.told, pause)
        self.patience.sleep(pause)
        if outcome.refused:
            raise Refused(f"{outcome.told}: nothing was written")
        raise Unknown(f"{outcome.told}: it is not known whether the write arrived")

    def _outcome(self, call: _Call) -> Outcome:
        """Make one attempt."""
        if not self.patience.allows(call.writes):
            return Passing(self._told, refused=True)
        early = self.pace.wait(call.writes)
        if early > 0:
            return Passing("Google's quota for a minute is used up", refused=True, after=early)
        if self.patience.clock() - self._last > _STALE:
            for line in self._lines:
                line.wire.let_go()
        allowed = self.patience.write if call.writes else self.patience.read
        within = min(allowed, self.patience.left())
        self._writing = call.writes
        self._door.timeout = min(self.patience.connect, within), within
        attempt = Attempt(lambda: self._exchange(call, within), self._count)
        outcome = self._awaited(attempt, call, within)
        self._last = self.patience.clock()
        if isinstance(outcome, Passing):
            self._told = outcome.told
        return outcome

    def _awaited(self, attempt: Attempt, call: _Call, within: float) -> Outcome:
        ended = False
        try:
            attempt.start()
            ended = attempt.ended(within)
        finally:
            # Ctrl-C, too, comes by here: whatever is going on is broken off
            if not ended:
                attempt.abandon()
                self.unsure = self.unsure or (call.writes and attempt.left)
                for line in self._lines:
                    line.wire.cut_off()
        if not ended:
            return Passing(f"{call.host} did not answer in time", refused=not attempt.left)
        if attempt.answer is not None:
            return of_reply(attempt.answer, self.caller)
        outcome = of_error(attempt.error or RuntimeError("neither answer nor error"), call.host)
        if isinstance(outcome, Passing) and not attempt.left:
            return replace(outcome, refused=True)
        return outcome

    def _exchange(self, call: _Call, within: float) -> Response:
        """Make a call with a token; where the token is not accepted, once more with a new one.

        `valid`, `refresh` and `apply`, and not google-auth's `before_request`, which would start
        a look-up of its own in the background, at another of Google's hosts and with the token.
        """
        if not self.credentials.valid:
            self.credentials.refresh(self._door)
        reply = self._sent(call, within)
        if reply.status_code == 401:
            self.credentials.refresh(self._door)
            reply = self._sent(call, within)
        return reply

    def _sent(self, call: _Call, within: float) -> Response:
        headers = dict(call.headers)
        self.credentials.apply(headers)
        return self._line.request(
            call.method,
            call.url,
            params=call.params,
            data=call.data,
            files=call.files,
            headers=headers,
            timeout=(min(self.patience.connect, within), within),
        )

    def _count(self, number: int) -> None:
        self._requests += number
        self.patience.sent += number
        if number > 0:
            self.pace.note(self._writing)

    def _wait(self, state: RetryCallState) -> float:
        outcome = _last_outcome(state)
        after = outcome.after if isinstance(outcome, Passing) else None
        return self.patience.pause(state.attempt_number, after)

    def _notice(self, state: RetryCallState) -> None:
        self.patience.notice(self._told, state.upcoming_sleep)

    def _in_vain(self, state: RetryCallState) -> bool:
        return not self.patience.allows(False, state.upcoming_sleep)

    def _given_up(self, outcome: Outcome) -> CallError:
        """Give the error for good."""
        if isinstance(outcome, CallError):
            error = outcome
        elif isinstance(outcome, Passing):
            told = self._in_words(outcome)
            # of a read that fails after such a write, the flow says so: it knows what it sent
            told = told if outcome.refused or not self._writing else f"{told}; {_UNSURE}"
            error = OutOfPatience(told, outcome.status)
        else:
            error = OutOfPatience("there was no answer")
        error.unsure = self.unsure
        return error

    def _in_words(self, outcome: Passing) -> str:
        if outcome.after is not None and outcome.after >= self.patience.left():
            span = _span(outcome.after)
            return f"{outcome.told}, and there is to be no request for {span}: sync again in {span}"
        if self.patience.sent >= self.patience.requests:
            limit = f"sends {self.patience.requests} requests"
        else:
            limit = f"goes on for {self.patience.deadline:g} seconds"
        return f"{outcome.told}, and a sync {limit} at most: sync again later"


def _told(credentials: Credentials, name: str) -> str:
    """Give what credentials say of themselves; a machine of Google's is "default" at first."""
    found = getattr(credentials, name, None)
    return found if isinstance(found, str) and found != "default" else ""


def _last_outcome(state: RetryCallState) -> Outcome:
    outcome: Outcome = state.outcome.result() if state.outcome else Passing("nothing was tried")
    return outcome


def _check_size(data: bytes) -> None:
    if len(data) > _LARGEST:
        raise SheetError(
            f"what is to be written at once is {len(data) / 1e6:.1f} MB, and Google takes 2 MB: "
            "make the ranges behind the names shorter"
        )


def _span(seconds: float) -> str:
    """Give a time to wait in words, never shorter than it is.

    >>> _span(45.2), _span(600)
    ('46 seconds', '10 minutes')
    """
    if seconds <= 90:
        return f"{math.ceil(seconds)} seconds"
    return f"{math.ceil(seconds / 60)} minutes"
