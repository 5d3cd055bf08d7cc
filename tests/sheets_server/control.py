"""The tests' own door, /control/…: faults, people, accounts, files and the log, over HTTP."""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from tests.sheets_server import people, sharing
from tests.sheets_server.app import App, Reply, Request, as_json
from tests.sheets_server.auth import EVERY_SCOPE, Account, service_account
from tests.sheets_server.context import Caller
from tests.sheets_server.errors import Refused
from tests.sheets_server.faults import FAULTS, Quota, Rule
from tests.sheets_server.workbooks import SHEETS

Body = dict[str, Any]


class Control:
    """Scripts the app, whichever process asks."""

    def __init__(self, app: App, base: Callable[[], str]) -> None:
        self.app, self.base = app, base
        self.ways: dict[tuple[str, str], Callable[[Body], Any]] = {
            ("GET", "faults"): lambda body: sorted(FAULTS),
            ("POST", "rules"): self.add_rules,
            ("DELETE", "rules"): lambda body: self.app.script.rules.clear(),
            ("GET", "log"): lambda body: [asdict(each) for each in self.app.log],
            ("DELETE", "log"): lambda body: self.app.log.clear(),
            ("GET", "violations"): lambda body: self.app.violations,
            ("POST", "people"): self.act,
            ("POST", "seen"): self.seen,
            ("POST", "files"): self.new_file,
            ("POST", "accounts"): self.trust,
            ("POST", "service-accounts"): self.new_account,
            ("POST", "grants"): self.grant,
            ("DELETE", "grants"): lambda body: self.app.door.grants.clear(),
            ("DELETE", "tokens"): lambda body: self.app.door.forget(),
            ("PUT", "settings"): self.settings,
        }

    def answer(self, request: Request) -> Reply:
        """Do what is asked; 400 says what could have been."""
        way = self.ways.get((request.verb, request.path.removeprefix("/control/").strip("/")))
        try:
            if way is None:
                shown = ", ".join(f"{verb} /control/{name}" for verb, name in self.ways)
                raise Refused(f"There is {shown}.")
            with self.app.lock:
                answer = way(json.loads(request.body or b"{}"))
        except (Refused, KeyError, TypeError, ValueError) as wrong:
            return as_json(400, Refused(f"{type(wrong).__name__}: {wrong}").body("sheets"))
        return as_json(200, {} if answer is None else answer)

    def add_rules(self, body: Body) -> None:
        """One rule, or `{"rules": […]}`."""
        self.app.script.rules += [Rule.of(each) for each in body.get("rules", [body])]

    def act(self, body: Body) -> None:
        """A person acts now: `{"spreadsheet": …, "actions": […]}`."""
        self.app.act(body["spreadsheet"], body["actions"])

    def seen(self, body: Body) -> list[list[Any]]:
        """What stands in `{"spreadsheet": …, "range": …}`: a person's eyes, no API call."""
        return people.seen(self.app.person(body["spreadsheet"]), body["range"])

    def new_file(self, body: Body) -> Body:
        """A spreadsheet of somebody's: `owner`, and `title`, `id`, `share` ({email: role})."""
        caller = Caller(body["owner"], body.get("project", "people"))
        given = {"name": body.get("title", "Untitled spreadsheet"), "mimeType": SHEETS}
        file = self.app.drive.new(caller, given, body.get("id", ""))
        for email, role in body.get("share", {}).items():
            share(self.app, file.file_id, email, role)
        return {"id": file.file_id}

    def trust(self, body: Body) -> None:
        """Let a service account in by its `email` and `public_key` (PEM)."""
        given = body | {"public_key": body["public_key"].encode()}
        account = Account(**given)
        self.app.door.accounts[account.email] = account

    def new_account(self, body: Body) -> dict[str, str]:
        """Make a service account: the answer is the file that google-auth reads."""
        email = body.get("email", "robot@test-project.iam.gserviceaccount.com")
        project = body.get("project", "test-project")
        info, account = service_account(email, f"{self.base()}/token", project)
        self.app.door.accounts[email] = account
        return info

    def grant(self, body: Body) -> dict[str, str]:
        """A person's grant: the answer is an `authorized_user` file."""
        scopes = frozenset(body.get("scopes", EVERY_SCOPE))
        info = self.app.door.grant(body["email"], scopes)
        return info | {"token_uri": f"{self.base()}/token"}

    def settings(self, body: Body) -> None:
        """`latency`, `quota` ({reads, writes, window}), `rotate`, `lifetime`, `open`."""
        for name, value in body.items():
            if name == "latency":
                self.app.script.latency = float(value)
            elif name == "quota":
                self.app.script.quota = Quota(**value)
            elif name in {"rotate", "lifetime", "open"}:
                setattr(self.app.door, name, value)
            else:
                raise Refused(f"There is no setting {name!r}.")


def share(app: App, file_id: str, email: str, role: str) -> None:
    """Let somebody else at a file."""
    given = {"type": "user", "role": role, "emailAddress": email}
    sharing.share(app.drive.files[file_id].permissions, given)
