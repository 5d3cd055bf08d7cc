"""Whose name a Sheet is opened in: where it is looked for, and what a wrong file is told."""

from __future__ import annotations

import logging
import os
import re
import threading
import time
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from google.auth.exceptions import TransportError
from google.auth.transport import Request, Response
from google.oauth2.credentials import Credentials
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from funnel_addin.books.google.account import keeping
from funnel_addin.books.google.account.credentials import (
    DRIVE_FILE,
    READ_SHEETS,
    SHEETS,
    SignedIn,
    find,
)
from funnel_addin.books.google.account.keyfiles import LoginWarning
from funnel_addin.books.google.calls.endpoint import Endpoint
from funnel_addin.books.google.calls.patience import Patience
from funnel_addin.books.google.calls.refusals import CallError
from funnel_addin.books.google.calls.tokens import Door
from funnel_addin.books.google.calls.transport import Transport
from funnel_addin.books.google.calls.wire import Line
from funnel_core.errors import SheetError
from tests.google.accounts import SECRET, Home
from tests.sheets_server import OWNER, ROBOT

OTHER = "other@test-project.iam.gserviceaccount.com"
PERSON = {"kind": "person", "account": OWNER, "scopes": f"{SHEETS} {DRIVE_FILE}"}


def title(home: Home, *scopes: str, **named: Any) -> str:
    """Read a Sheet's title in the name of whoever is found."""
    sheet_id = home.server.spreadsheet("Ours")
    found = find(list(scopes or (SHEETS,)), **named)
    reply = Transport(found.credentials).fetch_sheet_metadata(sheet_id)
    return str(reply["properties"]["title"])


def log_in(home: Home, told: dict[str, str] | None = None) -> dict[str, str]:
    """Keep a person's login, as `funnel sheets login` does; the refresh token that is kept."""
    info = home.server.authorized_user(scopes=frozenset({SHEETS, DRIVE_FILE}))
    secret = {name: text for name, text in info.items() if name != "type"}
    keeping.keep(keeping.LOGIN, told or PERSON, secret)
    return secret


def use_gcloud(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let gcloud's application-default login stand in this home."""
    folder = home.folder / "gcloud"
    folder.mkdir()
    monkeypatch.setenv("CLOUDSDK_CONFIG", str(folder))
    info = home.server.authorized_user()
    home.file("gcloud/application_default_credentials.json", info | {"account": "gcloud@x.org"})


def test_a_named_key_file_comes_first_and_nobody_last(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--credentials, GOOGLE_APPLICATION_CREDENTIALS, the login, gcloud's: in this order."""
    log_in(home)
    use_gcloud(home, monkeypatch)
    other = home.file("other.json", home.server.service_account(OTHER))
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(home.key()))
    assert find([SHEETS], other).who == OTHER
    assert find([SHEETS]).who == ROBOT
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "")
    assert find([SHEETS]).who == OWNER
    keeping.forget(keeping.LOGIN)
    assert find([SHEETS]).who == "gcloud@x.org"
    monkeypatch.delenv("CLOUDSDK_CONFIG")
    with pytest.raises(SheetError, match=r"nobody is logged in .*: funnel sheets login") as said:
        find([SHEETS])
    assert "GOOGLE_APPLICATION_CREDENTIALS" in str(said.value)


def test_gclouds_login_is_found_where_gcloud_puts_it(home: Home) -> None:
    """In ~/.config/gcloud, where no variable says otherwise."""
    (home.folder / ".config" / "gcloud").mkdir(parents=True)
    where = ".config/gcloud/application_default_credentials.json"
    home.file(where, home.server.authorized_user())
    assert title(home) == "Ours"


def test_a_service_account_signs_and_asks_for_nothing_else(home: Home) -> None:
    """One token for the scope of the command, one read; no look-up behind one's back."""
    before = threading.active_count()
    assert title(home, READ_SHEETS, explicit=home.key()) == "Ours"
    assert [each.call for each in home.server.log()] == ["token", "spreadsheets.get"]
    scopes = [each.caller.scopes for each in home.server.app.door.tokens.values()]
    assert scopes == [frozenset({READ_SHEETS})]
    assert not [each for each in threading.enumerate()[before:] if "egional" in each.name]


def test_a_persons_file_goes_to_its_own_token_uri(home: Home) -> None:
    """google-auth's reader would send the refresh token to Google, whatever the file says."""
    assert title(home, explicit=home.user()) == "Ours"


@pytest.mark.parametrize(
    ("wanted", "got"), [(SHEETS, SHEETS), (READ_SHEETS, SHEETS), (DRIVE_FILE, DRIVE_FILE)]
)
def test_a_login_is_used_for_what_the_command_needs(home: Home, wanted: str, got: str) -> None:
    """One consent covers both scopes; a token is asked for the one. Reading is part of writing."""
    log_in(home)
    found = find([wanted])
    Transport(found.credentials).request(
        "get", "https://www.googleapis.com/drive/v3/about", params={"fields": "user"}
    ) if wanted == DRIVE_FILE else title(home, wanted)
    held = {each.caller.scopes for each in home.server.app.door.tokens.values()}
    assert held == {frozenset({got})}


@pytest.mark.parametrize("told", [[READ_SHEETS], READ_SHEETS, f"{READ_SHEETS} {DRIVE_FILE}"])
def test_a_file_that_may_only_read_is_asked_to_read(home: Home, told: object) -> None:
    """Where the file says what was consented to, as google-auth's own files do."""
    scopes = frozenset({READ_SHEETS, DRIVE_FILE})
    info = home.server.authorized_user(scopes=scopes) | {"scopes": told}
    assert title(home, READ_SHEETS, explicit=home.file("reader.json", info)) == "Ours"
    (token,) = home.server.app.door.tokens.values()
    assert token.caller.scopes == {READ_SHEETS}


def test_a_login_that_covers_too_little_says_so(home: Home) -> None:
    """Before Google is asked."""
    log_in(home, PERSON | {"scopes": DRIVE_FILE})
    with pytest.raises(SheetError, match="does not cover this: log in again"):
        find([SHEETS])
    assert home.server.log() == []


def broken_key(home: Home) -> Path:
    """Write a key whose private key is cut short."""
    whole = home.server.service_account()["private_key"]
    return home.key(private_key=whole[:200] + SECRET)


WRONG: dict[str, tuple[Callable[[Home], object], str]] = {
    "missing": (lambda home: home.folder / "nowhere.json", "there is no file"),
    "folder": (lambda home: home.folder, "is a folder: name the file in it"),
    "nul": (lambda home: "a\0b", "cannot be read"),
    "empty": (lambda home: home.file("k.json", " \n"), "is empty: make a new key"),
    "text": (lambda home: home.file("k.json", SECRET), "is no JSON file: make a new key"),
    "deep": (lambda home: home.file("k.json", "[" * 9000), "is no JSON file"),
    "endless": (lambda home: "/dev/zero", "is no JSON file"),
    "list": (lambda home: home.file("k.json", [SECRET]), "is no key file"),
    "type": (lambda home: home.key(type=SECRET), "its type should be one of service_account"),
    "no type": (lambda home: home.key(type=None), "its type should be one of"),
    "client": (lambda home: home.client(), "is an OAuth client.*login --client"),
    "web": (lambda home: home.client("web"), "is an OAuth client"),
    "cut": (broken_key, "its private_key cannot be read: make a new key"),
    "no key": (lambda home: home.key(private_key=""), "it has no private_key"),
    "bare": (
        lambda home: home.file("k.json", {"type": "authorized_user", "client_id": "a"}),
        "it has no refresh_token and no client_secret",
    ),
    "number": (lambda home: home.key(client_email=5), "it has no client_email"),
    "http": (lambda home: home.key(token_uri="http://example.com/t"), "must be an https address"),
    "near": (
        lambda home: home.key(token_uri="http://127.0.0.1.example.com/t"),
        "must be an https address",
    ),
    "external": (
        lambda home: home.file("k.json", {"type": "external_account", "audience": SECRET}),
        "contents are not understood: make it again",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_key_file_is_named_with_what_mends_it(home: Home, case: str) -> None:
    """One sentence, and nothing of what the file holds, in the traceback neither."""
    make, said = WRONG[case]
    path = make(home)
    with pytest.raises(SheetError, match=said) as raised:
        find([SHEETS], str(path))
    assert str(raised.value).count("\n") == 0
    told = "".join(traceback.format_exception(raised.value))
    assert SECRET not in told
    assert "BEGIN PRIVATE" not in told
    assert home.server.log() == []


FIELDS = (
    "client_email private_key private_key_id token_uri project_id universe_domain refresh_token "
    "client_id client_secret account scopes quota_project_id audience subject_token_type token_url "
    "credential_source service_account_impersonation_url source_credentials"
).split()
KINDS = "service_account", "authorized_user", "external_account", "impersonated_service_account"
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(),
    st.just("https://example.com/x/a@b.c:generateAccessToken"),
    st.lists(st.text(), max_size=2),
    st.dictionaries(st.sampled_from(["file", "url", "executable", "type", "format"]), st.text()),
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(KINDS), st.dictionaries(st.sampled_from(FIELDS), JUNK))
def test_whatever_a_key_file_holds_it_is_used_or_refused_in_a_sentence(
    home: Home, kind: str, fields: dict[str, object]
) -> None:
    """Fields of any kind, there or not: never an error of another's making."""
    path = home.file("junk.json", fields | {"type": kind})
    try:
        told = find([SHEETS], path).who
    except SheetError as refused:
        told = str(refused) if str(path) in str(refused) else ""
    assert told


@pytest.mark.parametrize("kind", ["elliptic", "locked", "public", "one line"])
def test_a_private_key_that_does_not_sign_is_none(home: Home, kind: str) -> None:
    """Another kind of key, one with a password, half a pair, one that lost its lines."""
    info = home.server.service_account()
    whole = serialization.load_pem_private_key(info["private_key"].encode(), None)
    no_password = serialization.NoEncryption()
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    half = serialization.PublicFormat.SubjectPublicKeyInfo
    text = {
        "elliptic": ec.generate_private_key(ec.SECP256R1()).private_bytes(*form, no_password),
        "locked": whole.private_bytes(*form, serialization.BestAvailableEncryption(b"word")),
        "public": whole.public_key().public_bytes(serialization.Encoding.PEM, half),
        "one line": info["private_key"].replace("\n", "\\n").encode(),
    }[kind]
    with pytest.raises(SheetError, match="its private_key cannot be read: make a new key"):
        find([SHEETS], home.key(private_key=text.decode()))


@pytest.mark.skipif(os.name == "nt", reason="modes say nothing there")
def test_a_file_that_may_not_be_read_is_named(home: Home) -> None:
    """With the system's word for why; root, who reads everything, is somebody else meanwhile."""
    path, caller = home.file("key.json", {}, mode=0o000), os.geteuid()
    if caller == 0:
        os.seteuid(65534)
    try:
        with pytest.raises(SheetError, match=r"cannot be read \(Permission denied\)"):
            find([SHEETS], path)
    finally:
        os.seteuid(caller)


@pytest.mark.skipif(os.name == "nt", reason="modes say nothing there")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o660, 0o604])
def test_a_key_that_others_can_read_is_warned_about_once(
    home: Home, mode: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """As Python warns, with the command that closes it; a program may do with that as it likes."""
    path = home.file("a key.json", home.server.service_account(), mode)
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        for _ in range(3):
            find([SHEETS], path)
        path.chmod(0o600)
        find([SHEETS], home.key())
    told = [str(each.message) for each in given if each.category is LoginWarning]
    assert told == [f"{path} is readable by others on this machine: chmod 600 '{path}'"]
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("kind", ["service_account", "authorized_user", "login"])
def test_what_google_refuses_for_good_is_one_sentence_with_its_cure(home: Home, kind: str) -> None:
    """A deleted key, a consent that was taken back: told at once, whose it is and what to do."""
    if kind == "service_account":
        path, cure, who = home.key(), "make a new key", ROBOT
        home.server.app.door.accounts.clear()
    elif kind == "authorized_user":
        path, cure, who = home.user(), "gcloud auth application-default login", "user.json"
    else:
        path, cure, who = None, "funnel sheets login", OWNER
        log_in(home)
    home.server.app.door.grants.clear()
    with pytest.raises(SheetError, match=r"does not let .* in \(invalid_grant\)") as said:
        title(home, explicit=path)
    assert cure in str(said.value)
    assert who in str(said.value)
    assert len(home.server.log()) == 1


@pytest.mark.parametrize("answer", ["refused", "less"])
def test_a_scope_that_was_not_consented_to_is_told_with_the_command_that_asks_for_it(
    home: Home, answer: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """What gcloud's login lacks unless it is asked for: the commonest way to fail."""
    info = home.server.authorized_user(scopes=frozenset({DRIVE_FILE}))
    if answer == "refused":
        home.server.fault("invalid_grant", call="token")
    with pytest.raises(SheetError, match=r"gcloud auth .* --scopes=.*/spreadsheets,"):
        title(home, SHEETS, DRIVE_FILE, explicit=home.file("user.json", info))
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("fault", ["500", "503", "200-html", "200-empty", "reset", "lost", "cut"])
def test_a_token_endpoint_that_is_down_is_waited_for(home: Home, fault: str) -> None:
    """It may serve again: nobody is sent to log in anew."""
    log_in(home)
    home.server.fault(fault, call="token", times=2)
    found = find([SHEETS])
    caller = Transport(found.credentials, patience=Patience(sleep=lambda seconds: None))
    sheet_id = home.server.spreadsheet("Ours")
    assert caller.fetch_sheet_metadata(sheet_id)["properties"]["title"] == "Ours"


def test_google_auths_own_request_is_understood_too(home: Home) -> None:
    """Whoever refreshes: an answer that is no token may pass, and its text is not quoted."""
    from google.auth.transport.requests import Request

    home.server.fault("200-html", call="token")
    found = find([SHEETS], home.key())
    with pytest.raises(TransportError, match="did not answer as it does") as said:
        found.credentials.refresh(Request())
    assert said.value.retryable
    found.credentials.refresh(Request())
    assert found.credentials.valid


def test_a_rotated_refresh_token_is_kept(home: Home) -> None:
    """The old one is good no more: the next command finds the new one."""
    home.server.app.door.rotate = True
    first = log_in(home)["refresh_token"]
    assert [title(home) for _ in range(3)] == ["Ours"] * 3
    kept = keeping.kept(keeping.LOGIN)
    assert kept is not None
    assert kept.secret["refresh_token"] != first
    assert set(home.server.app.door.grants) == {kept.secret["refresh_token"]}


def test_a_rotated_refresh_token_that_cannot_be_kept_does_not_end_the_sync(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes on with the new one, for days if need be, and warns once of what comes after."""
    home.server.app.door.rotate = True
    log_in(home)
    found = find([SHEETS])
    monkeypatch.setenv("FUNNEL_CONFIG_DIR", str(home.file("blocked", "")))
    calls = Transport(found.credentials)
    sheet_id = home.server.spreadsheet("Ours")
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always", LoginWarning)
        for _ in range(3):
            found.credentials.token = None
            assert calls.fetch_sheet_metadata(sheet_id)["properties"]["title"] == "Ours"
    (told,) = [str(each.message) for each in given if each.category is LoginWarning]
    assert re.search("renewed the login, but .* cannot be kept .*; then log in again: funnel", told)


def test_one_thread_at_a_time_asks_for_a_token(home: Home) -> None:
    """One that was given up may still be at it; a rotated token it got must not be overlooked."""
    home.server.app.door.rotate = True
    log_in(home)
    credentials = find([SHEETS]).credentials
    door = Door(Endpoint(), Line())
    inside, most = 0, 0

    class Slow(Request):
        def __call__(self, *args: Any, **kwargs: Any) -> Response:
            nonlocal inside, most
            inside += 1
            most = max(most, inside)
            time.sleep(0.02)
            answer = door(*args, **kwargs)
            inside -= 1
            return answer

    asking = [threading.Thread(target=credentials.refresh, args=(Slow(),)) for _ in range(4)]
    for each in asking:
        each.start()
    for each in asking:
        each.join(20)
    kept = keeping.kept(keeping.LOGIN)
    assert kept is not None
    assert (most, {*home.server.app.door.grants}) == (1, {kept.secret["refresh_token"]})


@pytest.mark.parametrize("trouble", [TypeError, AttributeError, ValueError, KeyError])
def test_what_goes_wrong_before_google_is_asked_is_not_waited_for(
    home: Home, trouble: type[Exception]
) -> None:
    """It is not the endpoint that fails: the kind of error is told at once, not what it quotes."""

    class Broken(Credentials):
        def refresh(self, request: object) -> None:
            raise trouble(SECRET)

    broken = SignedIn(Broken("none"), ROBOT, "make a new key")
    with pytest.raises(SheetError, match=rf"cannot be used \({trouble.__name__}\): make") as said:
        Transport(broken).fetch_sheet_metadata(home.server.spreadsheet())
    assert SECRET not in "".join(traceback.format_exception(said.value))
    assert home.server.log() == []


def test_two_syncs_share_a_rotated_refresh_token(home: Home) -> None:
    """The one whose token was rotated away takes up what the other kept."""
    home.server.app.door.rotate = True
    log_in(home)
    sheet_id = home.server.spreadsheet("Ours")
    one, other = (Transport(find([SHEETS]).credentials) for _ in range(2))
    for caller in (one, other, one, other):
        caller.credentials.expiry = None
        caller.credentials.token = None
        assert caller.fetch_sheet_metadata(sheet_id)["properties"]["title"] == "Ours"


def test_somebody_elses_later_login_is_not_taken_up(home: Home) -> None:
    """A watch goes on in the name that it began in, or ends."""
    log_in(home)
    found = find([SHEETS])
    home.server.app.door.grants.clear()
    log_in(home, PERSON | {"account": "else@example.com"})
    with pytest.raises(SheetError, match=f"does not let {OWNER} in"):
        Transport(found.credentials).fetch_sheet_metadata(home.server.spreadsheet())


def test_an_impersonated_account_is_known_by_its_address(home: Home) -> None:
    """What `gcloud --impersonate-service-account` writes."""
    act_for = f"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/{OTHER}"
    info = {
        "type": "impersonated_service_account",
        "source_credentials": home.server.authorized_user(),
        "service_account_impersonation_url": f"{act_for}:generateAccessToken",
    }
    assert find([SHEETS], home.file("act.json", info)).who == OTHER


def test_no_secret_is_logged_nor_shown(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    """At DEBUG, in what `repr` says, and in the traceback of a refusal."""
    caplog.set_level(logging.DEBUG)
    secret = log_in(home)
    found = find([SHEETS])
    assert title(home) == "Ours"
    shown = [repr(found), repr(found.credentials), repr(keeping.kept(keeping.LOGIN))]
    key = home.server.service_account()
    title(home, explicit=home.key())
    home.server.app.door.grants.clear()
    with pytest.raises((SheetError, CallError)) as raised:
        title(home)
    told = caplog.text + "".join(shown) + "".join(traceback.format_exception(raised.value))
    for hidden in (
        secret["refresh_token"],
        secret["client_secret"],
        key["private_key"][40:80],
        *home.server.app.door.tokens,
    ):
        assert hidden not in told
