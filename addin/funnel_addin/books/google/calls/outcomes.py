"""What came of an attempt: an answer, something that may pass, or an error for good."""

from __future__ import annotations

import datetime
import io
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from google.auth.exceptions import GoogleAuthError, TransportError
from requests import ReadTimeout, Response
from requests.exceptions import InvalidURL, ProxyError

from funnel_addin.books.google.calls.refusals import (
    BadRequest,
    CallError,
    LoginNeeded,
    NotEnabled,
    NotFound,
    NotShared,
    Protected,
    ScopeMissing,
)
from funnel_addin.books.google.calls.wire import BROKEN, is_barred, is_untrusted, never_left
from funnel_core.errors import SheetError

__all__ = ["Answer", "Login", "Outcome", "Passing", "Shut", "of_error", "of_reply"]

_RATES = {"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"}
_SPENT = re.compile(r"rate limit exceeded|quota exceeded", re.IGNORECASE)
_NOT_ENABLED = {"accessNotConfigured", "SERVICE_DISABLED"}
_NO_SCOPE = {"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}
_NO_RIGHT = {"forbidden", "insufficientFilePermissions", "IAM_PERMISSION_DENIED"}
_ONCE_MORE = {408, 409, 429}
_CERTAINLY_REFUSED = {409, 429}


@dataclass(frozen=True)
class Passing:
    """What may pass if it is waited for.

    Args:
        told: what happened, as the subject and verb of a sentence.
        refused: whether certainly nothing was applied.
        after: seconds that the server asked to be left alone for.
        status: the HTTP status; 0 where there was no answer.
    """

    told: str
    refused: bool = False
    after: float | None = None
    status: int = 0


@dataclass(frozen=True)
class Login:
    """Who calls.

    Args:
        who: whom a spreadsheet must be shared with.
        cure: what to do when the login is not accepted.
    """

    who: str = "the account you logged in with"
    cure: str = "log in again: funnel sheets login"


class Answer(Response):
    """A reply whose JSON was read once."""

    def __init__(self, reply: Response, body: object) -> None:
        super().__init__()
        self.status_code, self.reason, self.url = reply.status_code, reply.reason, reply.url
        self.headers, self.encoding, self.cookies = reply.headers, reply.encoding, reply.cookies
        self.request, self.history, self.elapsed = reply.request, reply.history, reply.elapsed
        self.raw = io.BytesIO(reply.content)
        self._body = body

    def json(self, **kwargs: object) -> object:
        """Give what it says."""
        return self._body


Outcome = Answer | Passing | CallError


def of_reply(reply: Response, login: Login) -> Outcome:
    """Judge a reply.

    Args:
        reply: what Google, or something on the way, answered.
        login: who called.
    """
    status, after = reply.status_code, _asked(reply)
    body = _json(reply)
    if 200 <= status < 300:
        if isinstance(body, dict) or (status == 204 and not reply.content):
            return Answer(reply, body)
        return Passing("the answer was cut off, or was not Google's", status=status)
    if status < 400:
        return Passing(f"something on the way answered with a redirection ({status})")
    error = _error(body)
    reasons = _reasons(error)
    if status in _ONCE_MORE or (status >= 500 and status != 501):
        told = "Google's quota is used up" if status == 429 else f"the answer was {status}"
        return Passing(told, status in _CERTAINLY_REFUSED, after, status)
    if status == 403 and (reasons & _RATES or _SPENT.search(str(error.get("message", "")))):
        return Passing("Google's quota is used up", True, after, status)
    return _for_good(reply, error, reasons, login)


def _for_good(
    reply: Response, error: Mapping[str, Any], reasons: set[str], login: Login
) -> CallError:
    status, url, who = reply.status_code, reply.url or "", login.who
    said = str(error.get("message", ""))
    what = (min(reasons, default=""), said)
    if "protected cell" in said:
        return Protected(
            f"a cell is protected: have its owner let {who} edit it, or take the protection away",
            status,
            *what,
        )
    if status == 401:
        return LoginNeeded(f"Google does not accept the login (401): {login.cure}", 401, *what)
    if status == 403 and error:
        return _forbidden(url, reasons, login, what)
    if status == 404:
        return NotFound(
            f"Google knows of no {_subject(url)}, or {who} may not see it: check the address, and "
            f"share the spreadsheet with {who} as an editor",
            404,
            *what,
        )
    if status == 400:
        return BadRequest(
            "Google did not accept the request (400): something that it names is no longer in "
            "the spreadsheet, or is too small; run it again",
            400,
            *what,
        )
    return CallError(
        f"the request was refused ({status}), by Google or by a proxy in between: if it stays so, "
        "ask whoever looks after the network",
        status,
        *what,
    )


def _forbidden(url: str, reasons: set[str], login: Login, what: tuple[str, str]) -> CallError:
    drive = "/drive/" in urlsplit(url).path
    api, page = ("Google Drive API", "drive") if drive else ("Google Sheets API", "sheets")
    if reasons & _NOT_ENABLED:
        return NotEnabled(
            f"the {api} is not enabled in the project of the login: enable it at "
            f"https://console.cloud.google.com/apis/library/{page}.googleapis.com and wait "
            "a minute",
            403,
            *what,
        )
    if reasons & _NO_SCOPE:
        return ScopeMissing(
            f"the login does not cover the use of the {api}: {login.cure}", 403, *what
        )
    if reasons <= _NO_RIGHT:
        return NotShared(
            f"{login.who} may not do this with the {_subject(url)}: share it with {login.who} as "
            "an editor",
            403,
            *what,
        )
    word = what[0] if what[0].isidentifier() else "forbidden"
    return CallError(
        f"Google refuses this ({word}): have the administrator of the account look into it",
        403,
        *what,
    )


def of_error(error: BaseException, host: str) -> Passing | CallError:
    """Judge what went wrong on the way.

    Args:
        error: what the request, or the request for a token, ended with.
        host: where the call was to go.

    Raises:
        BaseException: what is nobody's to expect, as it is.
    """
    if isinstance(error, Shut):
        return error.outcome
    if isinstance(error, SheetError):
        return error if isinstance(error, CallError) else LoginNeeded(str(error))
    if isinstance(error, GoogleAuthError):
        return _no_token(error)
    if is_untrusted(error):
        return CallError(
            f"the certificate of {host} is not trusted: if a proxy of your organization stands "
            "in between, set REQUESTS_CA_BUNDLE to its certificate"
        )
    if isinstance(error, BROKEN):
        return _broken(error, host)
    if isinstance(error, OSError):
        return CallError(
            f"no call to {host} could be made ({type(error).__name__}): check the settings of "
            "the network, such as REQUESTS_CA_BUNDLE and HTTPS_PROXY"
        )
    raise error


class Shut(Exception):
    """There was no talking to the endpoint that gives out tokens.

    It is no error of google-auth's, so that google-auth lets it pass as it is.
    """

    def __init__(self, outcome: Passing | CallError) -> None:
        super().__init__("no token")
        self.outcome = outcome


def _broken(error: Exception, host: str) -> Passing | CallError:
    if is_barred(error):
        return CallError(
            f"the proxy does not let calls to {host} through: check HTTPS_PROXY, and the user and "
            "password in it"
        )
    if isinstance(error, InvalidURL):
        return CallError(f"no call can be made to {host}: check the address")
    if isinstance(error, ProxyError):
        return Passing("the proxy could not be reached", refused=True)
    if never_left(error):
        return Passing(f"{host} could not be reached", refused=True)
    if isinstance(error, ReadTimeout):
        return Passing(f"{host} did not answer in time")
    return Passing(f"the connection to {host} broke")


def _no_token(error: GoogleAuthError) -> Passing | CallError:
    if isinstance(error, TransportError) or error.retryable:
        return Passing("Google's token endpoint does not serve now", refused=True)
    return LoginNeeded(
        "Google gives no token: check this machine's clock; if it is right, the login has expired "
        "or was taken back, and you log in again: funnel sheets login",
        reason=_grant(error),
    )


def _grant(error: GoogleAuthError) -> str:
    """Give the one word of OAuth's, such as "invalid_grant"."""
    told = error.args[-1] if error.args else None
    return str(told.get("error", "")) if isinstance(told, Mapping) else ""


def _asked(reply: Response) -> float | None:
    """Give how many seconds a reply asks to be left alone for."""
    given = reply.headers.get("Retry-After", "").strip()
    try:
        seconds = float(given)
    except ValueError:
        return _until(given, reply.headers.get("Date", ""))
    return max(0.0, seconds) if math.isfinite(seconds) else None


def _until(given: str, date: str) -> float | None:
    """Give the seconds until a date, by the clock of the server that named it, if it told."""
    until = _moment(given)
    if until is None:
        return None
    now = _moment(date) or datetime.datetime.now(datetime.UTC)
    return max(0.0, (until - now).total_seconds())


def _moment(text: str) -> datetime.datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)


def _json(reply: Response) -> object:
    try:
        body: object = json.loads(reply.content)
        return body
    except (ValueError, RecursionError):
        return None


def _error(body: object) -> Mapping[str, Any]:
    error = body.get("error") if isinstance(body, dict) else None
    return error if isinstance(error, dict) else {}


def _reasons(error: Mapping[str, Any]) -> set[str]:
    """Give Google's words for an error: Drive lists them in `errors`, Sheets in `details`."""
    listed = [*_listed(error, "errors"), *_listed(error, "details")]
    found = {each.get("reason") for each in listed if isinstance(each, dict)}
    return {each for each in found if isinstance(each, str)}


def _listed(error: Mapping[str, Any], name: str) -> list[Any]:
    found = error.get(name)
    return found if isinstance(found, list) else []


def _subject(url: str) -> str:
    """Give what a call was about: "spreadsheet 1aBc…"."""
    steps = urlsplit(url).path.split("/")
    for kind, told in (("spreadsheets", "spreadsheet"), ("files", "file")):
        if kind in steps[:-1]:
            return f"{told} {steps[steps.index(kind) + 1].partition(':')[0]}".strip()
    return "file"
