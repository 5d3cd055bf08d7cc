"""What can go wrong on the way, by name; and when it does: at the nth call of a kind."""

from __future__ import annotations

import datetime as dt
import fnmatch
import json
import re
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from email.utils import format_datetime
from typing import Any

from tests.sheets_server.context import PROTECTED
from tests.sheets_server.errors import Refused

JSON = "application/json; charset=UTF-8"
HTML = (
    "<!DOCTYPE html><html lang=en><title>Error {code}</title><p><b>{code}.</b> "
    "<ins>That’s an error.</ins><p>The server encountered a temporary error and could not complete "
    "your request.<p>Please try again in 30 seconds. <ins>That’s all we know.</ins></html>"
)
QUOTA = (
    "Quota exceeded for quota metric '{metric} requests' and limit '{metric} requests per minute "
    "per user' of service 'sheets.googleapis.com' for consumer 'project_number:1'."
)


@dataclass(frozen=True)
class Fault:
    """One way to fail: what is answered (nothing, where `wire` breaks), after applying or not."""

    code: int = 0
    message: str = ""
    html: bool = False
    applied: bool = False
    wire: str = "reply"
    reason: str = ""
    wait: str = ""


FAULTS: dict[str, Fault] = {
    "429": Fault(429, QUOTA.format(metric="Read"), reason="rateLimitExceeded"),
    "429-seconds": Fault(429, QUOTA.format(metric="Read"), wait="seconds"),
    "429-date": Fault(429, QUOTA.format(metric="Read"), wait="date"),
    "400": Fault(400, "Request contains an invalid argument."),
    "401": Fault(401, "Request had invalid authentication credentials."),
    "403": Fault(403, "The caller does not have permission"),
    "403-protected": Fault(403, PROTECTED),
    "403-quota": Fault(403, "User Rate Limit Exceeded", reason="userRateLimitExceeded"),
    "403-storage": Fault(
        403, "The user's Drive storage quota has been exceeded.", reason="storageQuotaExceeded"
    ),
    "404": Fault(404, "Requested entity was not found."),
    "408": Fault(408, html=True),
    "500": Fault(500, "Internal error encountered."),
    "500-applied": Fault(500, "Internal error encountered.", applied=True),
    "502": Fault(502, html=True),
    "502-applied": Fault(502, html=True, applied=True),
    "503": Fault(503, "The service is currently unavailable."),
    "503-seconds": Fault(503, "The service is currently unavailable.", wait="seconds"),
    "503-applied": Fault(503, "The service is currently unavailable.", applied=True),
    "200-html": Fault(200, html=True),
    "200-html-applied": Fault(200, html=True, applied=True),
    "200-empty": Fault(200),
    "200-empty-applied": Fault(200, applied=True),
    "invalid_grant": Fault(400, "Token has been expired or revoked.", reason="invalid_grant"),
    "reset": Fault(wire="reset"),
    "lost": Fault(wire="reset", applied=True),
    "cut": Fault(wire="cut", applied=True),
    "drip": Fault(wire="drip", applied=True),
    "slow": Fault(wire="slow", applied=True),
    "slow-unapplied": Fault(wire="slow-unapplied"),
    "hang": Fault(wire="hang"),
    "hang-applied": Fault(wire="hang", applied=True),
}
"""`applied`: the call has its effect before it fails. `lost` is a reply reset on its way; `drip`
sends one byte each `seconds`, so that no single read ever times out."""


DOOR = frozenset({"token", "consent", "revoke"})
"""Calls of the OAuth endpoints: only a rule that names one is about it."""


@dataclass
class Rule:
    """When something happens: at the nth matching call, and `times` calls on (None: for ever).

    `call` is a pattern of call names, such as `*.values.batchUpdate`, several parted by commas
    (`token` is meant only where it is named);
    `kind` is `read` or `write`; `path` is searched for in the path.
    """

    do: str = ""
    nth: int = 1
    times: int | None = 1
    call: str = "*"
    kind: str = ""
    path: str = ""
    moment: str = "before"
    seconds: float = 1.0
    spreadsheet: str = ""
    actions: list[dict[str, Any]] = field(default_factory=list)
    run: Callable[[], None] | None = None
    seen: int = 0

    def __post_init__(self) -> None:
        if self.do and self.do not in FAULTS:
            raise Refused(f"There is no fault {self.do!r}; there are {', '.join(FAULTS)}.")

    @classmethod
    def of(cls, body: dict[str, Any]) -> Rule:
        """Read a rule that came over the control endpoint."""
        known = {each.name for each in fields(cls)} - {"run", "seen"}
        if not set(body) <= known:
            raise Refused(
                f"A rule has {', '.join(sorted(known))}; not {sorted(set(body) - known)}."
            )
        return cls(**body)

    def due(self, call: str, writes: bool, path: str) -> bool:
        """Count a call that matches, and say whether it is one of those that are meant."""
        patterns = [each.strip() for each in self.call.split(",")]
        names = any(fnmatch.fnmatchcase(call, each) for each in patterns)
        if call in DOOR and call not in patterns:
            return False
        kind = not self.kind or self.kind == ("write" if writes else "read")
        if not (names and kind and (not self.path or re.search(self.path, path))):
            return False
        self.seen += 1
        return self.seen >= self.nth and (self.times is None or self.seen < self.nth + self.times)


@dataclass
class Quota:
    """How many calls a caller has a minute; None is as many as they like."""

    reads: int | None = None
    writes: int | None = None
    window: float = 60.0
    clock: Callable[[], float] = time.monotonic
    made: dict[tuple[str, bool], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def spend(self, who: str, writes: bool) -> None:
        """Count a call; refuses it when the minute's are used up."""
        limit = self.writes if writes else self.reads
        if limit is None:
            return
        times, now = self.made[who, writes], self.clock()
        while times and times[0] <= now - self.window:
            times.popleft()
        if len(times) >= limit:
            raise Refused(QUOTA.format(metric="Write" if writes else "Read"), 429)
        times.append(now)


@dataclass
class Script:
    """The rules of a test, and the faults that no rule asks for."""

    rules: list[Rule] = field(default_factory=list)
    quota: Quota = field(default_factory=Quota)
    latency: float = 0.0

    def due(self, call: str, writes: bool, path: str) -> list[Rule]:
        """The rules that this call sets off; every rule counts it."""
        return [rule for rule in self.rules if rule.due(call, writes, path)]


def chosen(rules: Iterable[Rule]) -> Rule | None:
    """The first fault among the rules that a call sets off."""
    return next((rule for rule in rules if rule.do), None)


def answer(rule: Rule, api: str) -> tuple[int, str, str, dict[str, str]]:
    """The code, content type, text and headers that a fault answers with."""
    fault = FAULTS[rule.do]
    headers = {}
    if fault.wait == "seconds":
        headers["Retry-After"] = f"{rule.seconds:g}"
    elif fault.wait == "date":
        moment = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=rule.seconds)
        headers["Retry-After"] = format_datetime(moment, usegmt=True)
    if fault.html:
        return fault.code, "text/html; charset=UTF-8", HTML.format(code=fault.code), headers
    if fault.code == 200:
        return 200, JSON, "", headers
    if api == "token":
        body: dict[str, Any] = {
            "error": fault.reason or "internal_failure",
            "error_description": fault.message,
        }
    else:
        body = Refused(fault.message, fault.code, reason=fault.reason).body(api)
        if fault.reason == "userRateLimitExceeded" and api == "drive":
            body["error"]["errors"][0]["domain"] = "usageLimits"
    return fault.code, JSON, json.dumps(body, indent=2), headers
