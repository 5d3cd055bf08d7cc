"""Programs that hold no key: a job that Google itself vouches for, or that another host does."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import pytest

from funnel_addin.books.google.account.credentials import SHEETS, find
from funnel_addin.books.google.calls.transport import Transport
from funnel_core.errors import SheetError
from tests.google.accounts import SECRET, Home
from tests.sheets_server import ROBOT
from tests.sheets_server.auth import Token
from tests.sheets_server.context import Caller

SUBJECT = "urn:ietf:params:oauth:token-type:jwt"
POOL = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/github"


class Answers(BaseHTTPRequestHandler):
    """What hosts around a job answer, by how the path ends; each path asked is noted."""

    said: ClassVar[dict[str, Any]] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Answer."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        type(self).asked.append(f"{self.command} {self.path}")
        body = next((text for end, text in self.said.items() if end in self.path), None)
        data = body.encode() if isinstance(body, str) else json.dumps(body or {}).encode()
        self.send_response(404 if body is None else 200)
        for name, text in (
            ("Metadata-Flavor", "Google"),
            ("Content-Type", "application/json"),
            ("Content-Length", str(len(data))),
        ):
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self) -> None:
        """Answer what is posted, too."""
        self.do_GET()

    def do_PUT(self) -> None:
        """And what is put."""
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def around(home: Home) -> Iterator[str]:
    """The address of the hosts around a job, which hand out a token that Google takes."""
    token = "ya29.from-around"
    caller = Caller(ROBOT, "test-project", frozenset({SHEETS}))
    home.server.app.door.tokens[token] = Token(caller, 1e12)
    Answers.asked.clear()
    Answers.said.clear()
    Answers.said.update(
        {
            "recursive=true": {"email": ROBOT, "scopes": [SHEETS], "aliases": ["default"]},
            "/token?scopes": {"access_token": token, "expires_in": 3599, "token_type": "Bearer"},
            "/oidc": {"value": SECRET},
            "/v1/token": {
                "access_token": "sts",
                "issued_token_type": "urn:ietf:params:oauth:token-type:access_token",
                "token_type": "Bearer",
                "expires_in": 3599,
            },
            ":generateAccessToken": {"accessToken": token, "expireTime": "2099-01-01T00:00:00Z"},
        }
    )
    with HTTPServer(("127.0.0.1", 0), Answers) as serving:
        threading.Thread(target=serving.serve_forever, args=(0.02,), daemon=True).start()
        yield f"127.0.0.1:{serving.server_address[1]}"
        serving.shutdown()


def github(around: str) -> dict[str, Any]:
    """What GitHub's Google login writes into a workflow."""
    act_for = f"http://{around}/v1/projects/-/serviceAccounts/{ROBOT}:generateAccessToken"
    return {
        "type": "external_account",
        "audience": POOL,
        "subject_token_type": SUBJECT,
        "token_url": f"http://{around}/v1/token",
        "service_account_impersonation_url": act_for,
        "credential_source": {
            "url": f"http://{around}/oidc?audience=a",
            "headers": {"Authorization": "Bearer x"},
            "format": {"type": "json", "subject_token_field_name": "value"},
        },
    }


def aws(around: str) -> dict[str, Any]:
    """What lets a machine of Amazon's in, which asks the machine itself who it is."""
    return github(around) | {
        "subject_token_type": "urn:ietf:params:aws:token-type:aws4_request",
        "credential_source": {
            "environment_id": "aws1",
            "region_url": f"http://{around}/latest/meta-data/placement/availability-zone",
            "url": f"http://{around}/latest/meta-data/iam/security-credentials",
            "imdsv2_session_token_url": f"http://{around}/latest/api/token",
            "regional_cred_verification_url": "https://sts.{region}.amazonaws.com?Action=Get",
        },
    }


def title(home: Home) -> str:
    """Read a Sheet's title in the name of whoever is found."""
    sheet_id = home.server.spreadsheet("Ours")
    reply = Transport(find([SHEETS]).credentials).fetch_sheet_metadata(sheet_id)
    return str(reply["properties"]["title"])


def test_github_vouches_for_a_workflow(
    home: Home, around: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its word is exchanged for a token of Google's, and that for the service account's."""
    path = home.file("gha-creds.json", github(around))
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(path))
    assert find([SHEETS]).who == ROBOT
    assert title(home) == "Ours"
    assert [each.partition("?")[0].rpartition("/")[2] for each in Answers.asked] == [
        "oidc",
        "token",
        f"{ROBOT}:generateAccessToken",
    ]


def test_amazon_vouches_for_a_machine(
    home: Home, around: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It answers in plain text: a PUT gets the word by which the other questions are let in."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    known = {"AccessKeyId": "AKIA", "SecretAccessKey": SECRET, "Token": SECRET}
    Answers.said |= {
        "/api/token": "a-session-word",
        "/availability-zone": "eu-central-1a",
        "/security-credentials/funnel": known,
        "/security-credentials": "funnel",
    }
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(home.file("aws.json", aws(around))))
    assert title(home) == "Ours"
    assert Answers.asked[0] == "PUT /latest/api/token"


def test_a_workflow_that_google_does_not_trust_is_told_so(
    home: Home, around: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence with the account's address, and nothing of what GitHub said."""
    info = github(around) | {"token_url": home.server.token_uri}
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(home.file("gha.json", info)))
    with pytest.raises(SheetError, match=f"Google does not let {ROBOT} in") as said:
        title(home)
    assert SECRET not in str(said.value)


def test_a_machine_of_googles_is_let_in_by_its_own_account(home: Home, around: str) -> None:
    """Cloud Run and the like: the metadata server gives the token, and the account's name."""
    run = home.funnel("whoami", GCE_METADATA_HOST=around, CLOUD_RUN_JOB="sync")
    assert run.stdout == f"{ROBOT}, by this machine's service account. Google lets it in.\n"
    assert (run.returncode, run.stderr) == (0, "")
    assert any(
        f"scopes={SHEETS.replace(':', '%3A').replace('/', '%2F')}" in each for each in Answers.asked
    )


def test_a_login_of_the_machine_is_kept_by_its_kind(home: Home, around: str) -> None:
    """`login --adc` on Cloud Run, and the next command."""
    cloud = {"GCE_METADATA_HOST": around, "CLOUD_RUN_JOB": "sync"}
    done = home.funnel("login", "--adc", **cloud)
    assert done.stdout.startswith(f"Logged in to Google Sheets as {ROBOT}."), done.stderr
    assert home.funnel("whoami", **cloud).returncode == 0
    gone = home.funnel("whoami")
    assert "what funnel sheets login kept is not there any more" in gone.stderr
