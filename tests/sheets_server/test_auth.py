"""The door: assertions, refresh tokens, scopes, and who is not let in."""

import base64
import hashlib
import time
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import gspread
import pytest
import requests
from google.auth import crypt, jwt
from google.auth.exceptions import RefreshError

from tests.sheets_server import ROBOT, SheetsServer, client, session
from tests.sheets_server.auth import ASSERTION, GOOGLE_AUDIENCE, SCOPES

SHEET = "https://sheets.googleapis.com/v4/spreadsheets/"


def asserted(server: SheetsServer, info: dict[str, str], **claims: Any) -> requests.Response:
    """The token endpoint's answer to an assertion of one's own."""
    now = int(time.time())
    whole = {"iss": ROBOT, "aud": GOOGLE_AUDIENCE, "iat": now, "exp": now + 3600}
    whole |= {"scope": f"{SCOPES}spreadsheets"} | claims
    token = jwt.encode(crypt.RSASigner.from_service_account_info(info), whole)
    form = {"grant_type": ASSERTION, "assertion": token}
    return requests.post(server.token_uri, data=form, timeout=5)


def test_google_auth_signs_in_with_a_key_file(server: SheetsServer, gc: gspread.Client) -> None:
    """One token call serves many calls."""
    book = gc.create("Mine")
    book.sheet1.get("A1")
    assert [each.code for each in server.log("token")] == [200]
    assert {each.who for each in server.log("spreadsheets.*")} == {ROBOT}


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"aud": "https://elsewhere.example"}, "audience"),
        ({"exp": 1, "iat": 0}, "short-lived"),
        ({"iat": int(time.time()) + 9999, "exp": int(time.time()) + 10999}, "short-lived"),
        ({"exp": int(time.time()) + 7200}, "one hour"),
        ({"iss": "nobody@example.com"}, "account not found"),
        ({"scope": ""}, "scope"),
    ],
)
def test_an_assertion_must_claim_the_right_things(
    server: SheetsServer, claims: dict[str, Any], why: str
) -> None:
    """Audience, times, issuer, scope: each is checked, and named."""
    reply = asserted(server, server.service_account(), **claims)
    assert reply.status_code == 400
    assert why in reply.json()["error_description"]


def test_an_assertion_must_be_signed_by_the_right_key(server: SheetsServer) -> None:
    """Another account's key does not sign for this one."""
    server.service_account()
    other = server.service_account("other@test-project.iam.gserviceaccount.com")
    reply = asserted(server, other, iss=ROBOT)
    assert reply.json() == {
        "error": "invalid_grant",
        "error_description": "Invalid JWT Signature.",
    }


def test_the_endpoint_itself_is_an_audience_too(server: SheetsServer) -> None:
    """Older libraries name their token_uri."""
    assert asserted(server, server.service_account(), aud=server.token_uri).status_code == 200


@pytest.mark.parametrize("assertion", ["", "a.b.c", "a.b", "é"])
def test_what_is_no_assertion_is_refused(server: SheetsServer, assertion: str) -> None:
    """Never a crash."""
    form = {"grant_type": ASSERTION, "assertion": assertion}
    assert requests.post(server.token_uri, data=form, timeout=5).status_code == 400


def test_no_token_and_a_wrong_one_are_refused(server: SheetsServer, sheet_id: str) -> None:
    """401, in Google's words and shape."""
    url = f"{server.base_url}/v4/spreadsheets/{sheet_id}"
    for headers in ({}, {"Authorization": "Bearer no"}, {"Authorization": "Basic eDp5"}):
        reply = requests.get(url, headers=headers, timeout=5)
        assert reply.status_code == 401
        assert reply.json()["error"]["status"] == "UNAUTHENTICATED"


def test_an_open_door_lets_any_token_in(sheet_id: str) -> None:
    """Only where that was asked for; it is how the server runs on its own without a key file."""
    with SheetsServer(open_door=True) as server:
        mine = server.spreadsheet(shared_with={"me@example.com": "writer"})
        url = f"{server.base_url}/v4/spreadsheets/{mine}"
        reply = requests.get(url, headers={"Authorization": "Bearer any"}, timeout=5)
        assert reply.status_code == 200


def test_a_person_signs_in_with_a_refresh_token(server: SheetsServer, sheet_id: str) -> None:
    """The authorized_user file of a person."""
    person = client(server.base_url, server.authorized_user())
    assert person.open_by_key(sheet_id).title == "Plan"


def test_a_revoked_grant_is_invalid(server: SheetsServer, sheet_id: str) -> None:
    """google-auth's RefreshError, whose first word is `invalid_grant`."""
    info = server.authorized_user()
    server.app.door.grants.clear()
    with pytest.raises(RefreshError, match="invalid_grant"):
        client(server.base_url, info).open_by_key(sheet_id)


def test_a_refresh_token_can_be_rotated(server: SheetsServer) -> None:
    """The old one is good once."""
    server.app.door.rotate = True
    info = server.authorized_user()
    form = {
        "grant_type": "refresh_token",
        "client_id": info["client_id"],
        "client_secret": info["client_secret"],
        "refresh_token": info["refresh_token"],
    }
    first = requests.post(server.token_uri, data=form, timeout=5).json()
    again = requests.post(server.token_uri, data=form, timeout=5).json()
    assert again["error"] == "invalid_grant"
    form["refresh_token"] = first["refresh_token"]
    assert requests.post(server.token_uri, data=form, timeout=5).status_code == 200
    form["client_secret"] = "wrong"
    assert requests.post(server.token_uri, data=form, timeout=5).status_code == 400


ASKED = {
    "client_id": "client-1",
    "redirect_uri": "http://localhost:1/",
    "scope": f"{SCOPES}spreadsheets",
    "state": "s1",
}
VERIFIER = "v" * 64
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode()


def consented(server: SheetsServer, **more: str) -> dict[str, str]:
    """What comes back from the consent screen, in the address that the browser is sent to."""
    url = f"{server.base_url}/o/oauth2/auth"
    reply = requests.get(url, params=ASKED | more, allow_redirects=False, timeout=5)
    assert reply.status_code == 302
    assert reply.headers["Location"].startswith(ASKED["redirect_uri"])
    return dict(parse_qsl(urlsplit(reply.headers["Location"]).query))


def test_a_person_can_consent_in_a_browser(server: SheetsServer) -> None:
    """The code that comes back by redirect is exchanged, once, for tokens."""
    query = consented(server)
    assert query["state"] == "s1"
    form = {"grant_type": "authorization_code", "code": query["code"]}
    form |= {name: ASKED[name] for name in ("client_id", "redirect_uri")}
    tokens = requests.post(server.token_uri, data=form, timeout=5).json()
    assert {"access_token", "refresh_token", "expires_in"} <= tokens.keys()
    assert requests.post(server.token_uri, data=form, timeout=5).status_code == 400


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({}, ""),
        ({"code_verifier": "w" * 64}, "invalid_grant"),
        ({"code_verifier": ""}, "invalid_grant"),
        ({"redirect_uri": "http://localhost:2/"}, "redirect_uri_mismatch"),
        ({"client_id": "client-2"}, "invalid_client"),
    ],
)
def test_a_code_is_good_for_whoever_asked_for_it(
    server: SheetsServer, wrong: dict[str, str], error: str
) -> None:
    """The same client, the same way back, and who knows what the challenge was made of."""
    code = consented(server, code_challenge=CHALLENGE.rstrip("="), code_challenge_method="S256")
    form = {"grant_type": "authorization_code", "code": code["code"], "code_verifier": VERIFIER}
    form |= {name: ASKED[name] for name in ("client_id", "redirect_uri")} | wrong
    reply = requests.post(server.token_uri, data=form, timeout=5).json()
    assert reply.get("error", "") == error


def test_a_person_can_deny_or_untick(server: SheetsServer) -> None:
    """Then there is no code, or one that covers less than was asked for."""
    server.app.door.unticked = frozenset({f"{SCOPES}drive.file"})
    both = consented(server, scope=f"{SCOPES}spreadsheets {SCOPES}drive.file")
    assert both["scope"] == f"{SCOPES}spreadsheets"
    server.app.door.denies = True
    assert consented(server) == {"state": "s1", "error": "access_denied"}


def test_a_grant_can_be_revoked_once(server: SheetsServer) -> None:
    """Then it refreshes nothing."""
    form = {"token": server.authorized_user()["refresh_token"]}
    url = f"{server.base_url}/revoke"
    assert [requests.post(url, data=form, timeout=5).status_code for _ in "12"] == [200, 400]
    assert server.app.door.grants == {}


def test_a_token_that_has_expired_is_renewed_behind_ones_back(
    server: SheetsServer, sheet_id: str
) -> None:
    """google-auth meets a 401 with a new token, and the call again."""
    book = client(server.base_url, server.service_account()).open_by_key(sheet_id)
    server.app.door.forget()
    assert book.sheet1.get("A1") == [[]]
    assert 401 in [each.code for each in server.log("spreadsheets.*")]
    assert len(server.log("token")) == 2


def test_a_scope_that_does_not_cover_the_call_is_refused(
    server: SheetsServer, sheet_id: str
) -> None:
    """Read-only scopes read; they do not write."""
    ask = session(server.base_url, server.service_account(), "spreadsheets.readonly")
    assert ask.get(SHEET + sheet_id).status_code == 200
    reply = ask.post(f"{SHEET}{sheet_id}/values:batchClear", json={"ranges": ["A1"]})
    assert reply.status_code == 403
    assert reply.json()["error"]["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"


def test_drive_file_reaches_only_the_apps_own_files(server: SheetsServer, sheet_id: str) -> None:
    """The least scope: what the same project made, and nothing else."""
    robot = client(server.base_url, server.service_account(), "drive.file")
    made = robot.create("Made by the app")
    made.sheet1.update([[1]], "A1")
    with pytest.raises(PermissionError):
        robot.open_by_key(sheet_id)
