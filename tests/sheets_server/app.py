"""A request's way through: routed, faulted, let in, validated, applied, validated, answered."""

from __future__ import annotations

import json
import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, urlencode

from tests.sheets_server import calls_drive, calls_sheets, faults, masks, people
from tests.sheets_server.auth import Door
from tests.sheets_server.calls_drive import Content
from tests.sheets_server.context import Caller, Context
from tests.sheets_server.discovery import Api, Call, Reader, api, problems, read_query, unsupported
from tests.sheets_server.drive import Drive, media_of
from tests.sheets_server.errors import Refused, bad_field
from tests.sheets_server.faults import FAULTS, JSON, Rule, Script

TOLERATED = {
    "sheets": frozenset[str](),
    # what gspread sends and Drive lets pass, as its recorded calls show
    "drive": frozenset({"withLink", "includeItemsFromAllDrives"}),
}


@dataclass(frozen=True)
class Request:
    """What came over the wire; the path still quoted."""

    verb: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        """The body as a form."""
        return {name: texts[-1] for name, texts in parse_qs(self.body.decode()).items()}


@dataclass(frozen=True)
class Reply:
    """What goes back; `wire` says how: whole, reset, cut midway, or dripping."""

    code: int = 200
    data: bytes = b""
    mime: str = JSON
    headers: dict[str, str] = field(default_factory=dict)
    wire: str = "reply"
    pause: float = 0.0


@dataclass
class Entry:
    """A line of the log: sizes and names, never a token nor what a cell holds."""

    n: int
    verb: str
    path: str
    call: str
    sent: int
    at: float
    received: int = 0
    code: int = 0
    fault: str = ""
    who: str = ""


@dataclass
class Route:
    """Where a request line leads."""

    api: str
    name: str
    call: Call | None = None
    parameters: dict[str, str] = field(default_factory=dict)
    document: Api | None = None

    @property
    def writes(self) -> bool:
        """Whether the call counts as a write."""
        if self.api == "sheets":
            return self.name not in calls_sheets.READS
        return self.call is not None and self.call.verb != "GET"


def route(verb: str, path: str) -> Route:
    """Find the call that a request line names; "unknown" where there is none."""
    if path == "/token":
        return Route("token", "token")
    if path.startswith(("/o/oauth2/", "/revoke")):
        return Route("token", "consent" if path.startswith("/o/") else "revoke")
    for name, version in (("sheets", "v4"), ("drive", "v3"), ("drive", "v2")):
        document = api(name, version)
        found = document.find(verb, path)
        if found and (version != "v2" or "/v2/" in path):
            call, parameters = found
            return Route(name, call.name, call, parameters, document)
    return Route("sheets" if path.startswith("/v4") else "drive", "unknown")


class App:
    """Everything behind the wire; `serve` is all that the wire needs."""

    def __init__(self, seed: int = 1, clock: Callable[[], float] = time.time) -> None:
        self.drive = Drive(random.Random(seed), clock)
        self.door = Door(clock, random.Random(seed + 1))
        self.script = Script()
        self.log: list[Entry] = []
        self.violations: list[str] = []
        self.lock = threading.RLock()
        self.closing = threading.Event()

    def serve(self, request: Request) -> Reply:
        """Answer a request, with whatever the script has happen on the way."""
        if self.script.latency:
            self.closing.wait(self.script.latency)
        way = route(request.verb, request.path)
        with self.lock:
            path = request.path + (f"?{_without_tokens(request.query)}" if request.query else "")
            entry = Entry(
                len(self.log) + 1, request.verb, path, way.name, len(request.body), time.monotonic()
            )
            self.log.append(entry)
            due = self.script.due(way.name, way.writes, request.path)
        rule = faults.chosen(due)
        entry.fault = rule.do if rule else ""
        fault = FAULTS[rule.do] if rule else None
        if fault and fault.wire == "slow-unapplied" and rule:
            self.closing.wait(rule.seconds)
        self._happen([each for each in due if each.moment == "before"], way)
        if fault and rule and not fault.applied and fault.wire != "slow-unapplied":
            return self._failed(rule, way, entry, Reply())
        with self.lock:
            reply = self._applied(request, way, entry)
        self._happen([each for each in due if each.moment == "after"], way)
        if fault and rule and fault.applied:
            return self._failed(rule, way, entry, reply)
        entry.code, entry.received = reply.code, len(reply.data)
        return reply

    def _failed(self, rule: Rule, way: Route, entry: Entry, reply: Reply) -> Reply:
        fault = FAULTS[rule.do]
        if fault.wire == "slow":
            self.closing.wait(rule.seconds)
        elif fault.wire == "hang":
            self.closing.wait()
            reply = Reply(wire="reset")
        elif fault.wire in {"reset", "cut", "drip"}:
            reply = replace(reply, wire=fault.wire, pause=rule.seconds)
        else:
            code, mime, text, headers = faults.answer(rule, way.api)
            reply = Reply(code, text.encode(), mime, headers)
        arrives = reply.wire in {"reply", "drip"}
        entry.code = reply.code if arrives else 0
        entry.received = len(reply.data) if arrives else 0
        return reply

    def _happen(self, rules: list[Rule], way: Route) -> None:
        """Let people act; what goes wrong for them is noted, and is nobody else's trouble."""
        for rule in rules:
            with self.lock:
                try:
                    if rule.run:
                        rule.run()
                    if rule.actions:
                        wanted = rule.spreadsheet or way.parameters.get("spreadsheetId", "")
                        self.act(wanted, rule.actions)
                except Refused as refused:
                    self.violations.append(f"a person could not act: {refused}")

    def person(self, spreadsheet_id: str) -> Context:
        """A spreadsheet in the hands of its owner."""
        file = self.drive.files.get(spreadsheet_id)
        if file is None:
            raise Refused(f"There is no spreadsheet {spreadsheet_id!r}.", 404)
        return self.drive.context(Caller(file.owner, "people"), file)

    def act(self, spreadsheet_id: str, actions: list[dict[str, Any]]) -> None:
        """Let a person act on a spreadsheet, now."""
        with self.lock:
            people.act(self.person(spreadsheet_id), actions)
            self.drive.touch(self.drive.files[spreadsheet_id])

    def _applied(self, request: Request, way: Route, entry: Entry) -> Reply:
        try:
            if way.api == "token":
                return self._token(request, way)
            caller = self._let_in(request, way)
            entry.who = caller.email
            if way.api == "sheets":
                self.script.quota.spend(caller.email, way.writes)
            return self._called(request, way, caller)
        except Refused as refused:
            return as_json(refused.code, refused.body(way.api))

    def _let_in(self, request: Request, way: Route) -> Caller:
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        caller = self.door.caller(bearer if scheme == "Bearer" else "")
        if way.call and caller.scopes and not caller.scopes & way.call.scopes:
            detail = {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
                "domain": "googleapis.com",
            }
            raise Refused(
                "Request had insufficient authentication scopes.",
                403,
                reason="insufficientPermissions",
                details=[detail],
            )
        return caller

    def _token(self, request: Request, way: Route) -> Reply:
        if way.name == "revoke":
            return as_json(*self.door.revoked(request.form))
        if way.name == "consent":
            query = {name: texts[-1] for name, texts in parse_qs(request.query).items()}
            where = f"{query.get('redirect_uri', '')}?{urlencode(self.door.consented(query))}"
            return Reply(302, headers={"Location": where})
        if request.verb != "POST":
            return as_json(404, {"error": "not_found"})
        return as_json(*self.door.answer(request.form))

    def _called(self, request: Request, way: Route, caller: Caller) -> Reply:
        if way.call is None or way.document is None:
            raise unsupported(request.verb, request.path)
        call, document, tolerated = way.call, way.document, TOLERATED[way.api]
        query = parse_qs(request.query, keep_blank_values=True)
        query.pop("access_token", None)
        options = read_query(call, document.shared, query, tolerated)
        if options.get("alt", "json") not in {"json", "media"}:
            raise bad_field("alt", f"Invalid value at 'alt': {options['alt']}")
        for name, text in way.parameters.items():
            options |= read_query(call, {}, {name: [text]}, tolerated)
        for name, schema in call.parameters.items():
            if schema.get("required") and name not in options:
                raise bad_field(name, f"Missing required parameter: {name}")
        mask = masks.parse(options.get("fields", ""))
        if call.response:
            masks.validate(document, {"$ref": call.response}, mask)
        body, media = self._body(request, call, document, tolerated)
        if way.api == "sheets":
            handler = calls_sheets.HANDLERS.get(call.name)
            if handler is None:
                raise unsupported(request.verb, request.path)
            answer: Any = handler(self.drive, caller, options, body)
        else:
            answer = self._driven(request, call, caller, options, body, media)
            if call.name in calls_drive.DEFAULT_FIELDS and not mask:
                mask = masks.parse(calls_drive.DEFAULT_FIELDS[call.name])
        if answer is None:
            return Reply(204, mime="text/html")
        if isinstance(answer, Content):
            headers = {"Content-Disposition": "attachment"}
            return Reply(200, answer.data, answer.mime, headers)
        return self._checked(document, call, masks.keep(answer, mask), options)

    def _driven(
        self,
        request: Request,
        call: Call,
        caller: Caller,
        options: dict[str, Any],
        body: Any,
        media: Any,
    ) -> Any:
        second = "/v2/" in request.path
        handler = (calls_drive.V2 if second else calls_drive.HANDLERS).get(call.name)
        if handler is None or "resumable" in {
            options.get("uploadType"),
            request.path.split("/")[1],
        }:
            raise unsupported(request.verb, request.path)
        if call.name.partition(".")[0] in {"comments", "about"} and not options.get("fields"):
            raise Refused("The 'fields' parameter is required for this method.", reason="required")
        return handler(self.drive, caller, options, body, media)

    def _body(
        self, request: Request, call: Call, document: Api, tolerated: frozenset[str]
    ) -> tuple[dict[str, Any], tuple[str, bytes] | None]:
        """The request's body by its schema, and the file that comes with it."""
        media = None
        if request.path.startswith("/upload/"):
            given, media = media_of(request.headers.get("content-type", ""), request.body)
        elif not request.body:
            given = {}
        else:
            try:
                given = json.loads(request.body)
            except ValueError as cause:
                raise bad_field("", f"Invalid JSON payload received. {cause}") from None
        if not call.request:
            if given:
                raise bad_field("", f"Invalid JSON payload received. {call.name} takes no body.")
            return {}, media
        # Google's own messages call a body that is no wrapper `data`
        path = "data" if call.request == "ValueRange" else ""
        read = Reader(document, tolerated).read({"$ref": call.request}, given, path)
        return read, media

    def _checked(self, document: Api, call: Call, body: Any, options: dict[str, Any]) -> Reply:
        """The reply, once it fits the schema; what does not fit is a fault of this server."""
        wrong = list(problems(document, {"$ref": call.response}, body))
        if wrong:
            self.violations += [f"{call.name}: {each}" for each in wrong]
            raise Refused(f"This server's own reply is not valid: {wrong[0]}")
        return as_json(200, body, options.get("prettyPrint", True))


def as_json(code: int, body: Any, pretty: bool = True) -> Reply:
    """A reply in JSON, spread over lines as Google's are unless `prettyPrint` is false."""
    text = json.dumps(body, ensure_ascii=False, indent=2 if pretty else None)
    return Reply(code, text.encode("utf-8", "surrogatepass") + b"\n")


def _without_tokens(query: str) -> str:
    return re.sub(r"((?:access_|oauth_)?token|code|key)=[^&]*", r"\1=…", query)
