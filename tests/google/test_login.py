"""A person's consent in a browser, and where a login is kept."""

from __future__ import annotations

import json
import logging
import os
import socket
import stat
import threading
import traceback
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import keyring
import pytest
import requests

from funnel_addin.books.google import consent, keeping, login
from funnel_addin.books.google.credentials import DRIVE_FILE, SHEETS, find
from funnel_addin.books.google.redirect import Redirect
from funnel_core.errors import SheetError
from tests.google.accounts import SECRET, Browser, Home
from tests.google.ring import Forgetful, Locked, PlaintextRing, Ring
from tests.sheets_server import OWNER, ROBOT


def silent(address: str) -> None:
    """Show nothing."""


def log_in(home: Home, browser: Callable[[str], object] | None = None) -> login.LoggedIn:
    """Log a person in, who agrees unless the browser does something else."""
    return login.by_consent(home.client(), silent, browser or Browser(), wait=20)


def sent_back(address: str) -> tuple[str, str]:
    """Where an address sends the browser back to, and the state that must come along."""
    query = parse_qs(urlsplit(address).query)
    return query["redirect_uri"][0], query["state"][0]


def test_a_person_logs_in_and_is_known(home: Home) -> None:
    """Consent, exchange, and whose account it is; then a command finds the login."""
    browser = Browser()
    done = log_in(home, browser)
    assert done == login.LoggedIn("me@example.com", str(home.kept[-1]))
    assert find([SHEETS]).who == "me@example.com"
    assert [each.call for each in home.server.log()] == ["consent", "token", "token", "about.get"]
    assert "go back to the terminal" in browser.seen[0].text


def test_the_consent_is_asked_for_as_it_should_be(home: Home) -> None:
    """The least scopes, a lasting token, PKCE, and the way back to this machine by its number."""
    shown: list[str] = []
    login.by_consent(home.client(), shown.append, Browser(), wait=20)
    query = {name: texts[0] for name, texts in parse_qs(urlsplit(shown[0]).query).items()}
    assert query["scope"].split() == [SHEETS, DRIVE_FILE]
    assert (query["access_type"], query["prompt"]) == ("offline", "consent")
    assert query["code_challenge_method"] == "S256"
    assert len(query["code_challenge"]) == 43
    assert query["redirect_uri"].startswith("http://127.0.0.1:")
    assert len(query["state"]) >= 20
    assert SECRET not in shown[0]


def test_the_next_login_needs_no_client_file(home: Home) -> None:
    """The client is remembered; `logout --all` forgets it."""
    log_in(home)
    home.client().unlink()
    assert login.by_consent(None, silent, Browser(), wait=20).who == "me@example.com"
    login.logout()
    assert login.by_consent(None, silent, Browser(), wait=20).who == "me@example.com"
    login.logout(forget_client=True)
    assert home.kept == []
    with pytest.raises(SheetError, match=r"needs an OAuth client.*'Desktop app'.*--client FILE"):
        login.by_consent(None, silent, Browser(), wait=20)


def test_what_a_person_does_not_agree_to_is_not_kept(home: Home) -> None:
    """A refusal, a box that is not ticked, and nobody there: a sentence each, and no login."""
    home.server.app.door.denies = True
    with pytest.raises(SheetError, match="refused in the browser: run funnel sheets login again"):
        log_in(home)
    home.server.app.door.denies = False
    home.server.app.door.unticked = frozenset({DRIVE_FILE})
    with pytest.raises(SheetError, match="not every box was ticked"):
        log_in(home)
    with pytest.raises(SheetError, match=r"nobody agreed in the browser within 0.3 seconds"):
        login.by_consent(home.client(), silent, silent, wait=0.3)
    assert home.kept == []


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("reset", "Google could not be reached"),
        ("503", "Google did not finish the login: run"),
        ("200-html", "Google did not finish the login|not understood"),
        ("invalid_grant", "Google did not finish the login: run"),
    ],
)
def test_a_code_that_cannot_be_exchanged_is_no_login(home: Home, fault: str, said: str) -> None:
    """A code is good once: the person begins anew."""
    home.server.fault(fault, call="token", times=None)
    with pytest.raises(SheetError, match=said) as raised:
        log_in(home)
    assert SECRET not in "".join(traceback.format_exception(raised.value))
    assert home.kept == []


def test_a_login_is_good_where_drive_does_not_say_whose_it_is(home: Home) -> None:
    """The Drive API may be switched off: then Sheets work all the same."""
    home.server.fault("403", call="about.get")
    done = log_in(home)
    assert done.who == "the person in the browser"
    assert done.notes[0].startswith("whose account it is could not be asked")
    assert find([SHEETS]).who == "the person who logged in"


WRONG: dict[str, tuple[Callable[[Home], object], str]] = {
    "missing": (lambda home: home.folder / "no.json", "there is no file .*--client names"),
    "empty": (lambda home: home.file("c.json", ""), "is empty: make one of the kind"),
    "text": (lambda home: home.file("c.json", SECRET), "is no JSON file: make one"),
    "list": (lambda home: home.file("c.json", []), "is no OAuth client: make one"),
    "web": (lambda home: home.client("web"), "for a web site, where one for a desktop app"),
    "key": (lambda home: home.key(), "is a service account's key.*login --service-account"),
    "bare": (lambda home: home.client(client_secret=""), "it has no client_secret"),
    "http": (lambda home: home.client(token_uri="http://x.org/t"), "must be an https address"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_client_file_is_named_with_what_mends_it(home: Home, case: str) -> None:
    """One sentence, before any browser opens, and nothing of what the file holds."""
    make, said = WRONG[case]
    with pytest.raises(SheetError, match=said) as raised:
        login.by_consent(str(make(home)), silent, pytest.fail, wait=1)
    assert SECRET not in "".join(traceback.format_exception(raised.value))


def test_only_the_right_state_is_let_in_and_only_once(home: Home) -> None:
    """Other programs of this machine, a wrong state, a wrong host: 404, and waiting goes on."""
    codes: list[int] = []

    def browser(address: str) -> None:
        back, state = sent_back(address)
        idle = socket.create_connection(("127.0.0.1", urlsplit(back).port or 0))
        for query in ("", "code=evil", "code=evil&state=", f"state={state}", "code=evil&state=é"):
            codes.append(requests.get(f"{back}?{query}", timeout=5).status_code)
        right = f"{back}?code=evil&state={state}"
        codes.append(requests.get(right, headers={"Host": "evil.example"}, timeout=5).status_code)
        codes.append(requests.get(f"{back}else?code=evil&state={state}", timeout=5).status_code)
        codes.append(requests.post(right, timeout=5).status_code)
        reply = requests.get(address, timeout=5)
        codes.append(reply.status_code)
        codes.append(requests.get(reply.url, timeout=5).status_code)
        idle.close()

    assert log_in(home, browser).who == "me@example.com"
    assert codes == [404, 404, 404, 404, 404, 404, 404, 501, 200, 404]


def test_the_way_back_is_open_to_this_machine_alone_and_only_meanwhile() -> None:
    """It listens on 127.0.0.1, at a port that the system chose; afterwards nobody does."""
    with Redirect() as redirect:
        assert redirect.server_address[0] == "127.0.0.1"
        port = redirect.server_address[1]
        assert redirect.address == f"http://127.0.0.1:{port}/"
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=5)


def test_the_page_that_ends_a_login_does_not_pass_the_code_on(home: Home) -> None:
    """It is not stored, sends no referrer, and says nothing of the software."""
    browser = Browser()
    log_in(home, browser)
    headers = browser.seen[0].headers
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "Server" not in headers


def test_no_token_is_logged_even_at_debug(
    home: Home, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Oauthlib writes them down at DEBUG, unless it is asked not to; afterwards it may talk."""
    caplog.set_level(logging.DEBUG)
    talker = logging.getLogger("requests_oauthlib.oauth2_session")
    talker.setLevel(logging.DEBUG)
    codes: list[str] = []

    def browser(address: str) -> None:
        codes.append(parse_qs(urlsplit(requests.get(address, timeout=5).url).query)["code"][0])

    log_in(home, browser)
    told = caplog.text + "".join(capfd.readouterr())
    door = home.server.app.door
    for hidden in (*door.tokens, *door.grants, *codes, SECRET):
        assert hidden not in told
    assert not talker.disabled
    assert "OAUTHLIB_INSECURE_TRANSPORT" not in os.environ
    assert "OAUTHLIB_RELAX_TOKEN_SCOPE" not in os.environ


def test_repr_shows_no_secret(home: Home) -> None:
    """Neither of the client nor of the consent."""
    client = consent.client_of(home.client())
    assert SECRET not in repr(client)
    assert SECRET not in repr(consent.Consent(SECRET, (SHEETS,)))


def test_ctrl_c_ends_the_wait_at_once(home: Home) -> None:
    """While nobody has agreed yet: nothing is kept, and nobody listens any more."""
    ports: list[int] = []

    def browser(address: str) -> None:
        ports.append(urlsplit(sent_back(address)[0]).port or 0)
        threading.Timer(0.2, os.kill, (os.getpid(), 2)).start()

    with pytest.raises(KeyboardInterrupt):
        log_in(home, browser)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", ports[0]), timeout=5)
    assert home.kept == []


# where it is kept


@pytest.mark.skipif(os.name == "nt", reason="modes say nothing there")
def test_without_a_keyring_the_file_is_its_owners_alone(home: Home) -> None:
    """0600 in 0700, whatever the umask and whatever the folder was before."""
    (home.folder / "config" / "google").mkdir(parents=True, mode=0o777)
    before = os.umask(0)
    try:
        log_in(home)
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(each.stat().st_mode) for each in home.kept}
    assert modes == {0o600}
    assert stat.S_IMODE(home.kept[0].parent.stat().st_mode) == 0o700
    assert [each.name for each in home.kept] == ["google-client.json", "google-login.json"]


def test_a_keyring_holds_the_secrets_and_the_file_none(home: Home) -> None:
    """The file says whose login it is; the keyring forgets it at logout."""
    ring = Ring()
    keyring.set_keyring(ring)
    assert log_in(home).where == "the system's keyring"
    files = "".join(each.read_text() for each in home.kept)
    refresh = next(iter(home.server.app.door.grants))
    assert refresh not in files
    assert SECRET not in files
    assert "me@example.com" in files
    assert refresh in ring.held[f"funnel/google-login in {home.kept[0].parent}"]
    assert find([SHEETS]).who == "me@example.com"
    login.logout(forget_client=True)
    assert (ring.held, home.kept) == ({}, [])


@pytest.mark.parametrize(
    ("ring", "said"),
    [(Locked(), "did not take the login (KeyringLocked)"), (Forgetful(), "did not keep the login")],
)
def test_a_keyring_that_fails_gives_way_to_the_file(home: Home, ring: Ring, said: str) -> None:
    """With a sentence that says so, and nothing of what the keyring said."""
    keyring.set_keyring(ring)
    done = log_in(home)
    assert done.where == str(home.kept[-1])
    assert any(said in note and SECRET not in note for note in done.notes)
    assert find([SHEETS]).who == "me@example.com"


def test_a_keyring_of_plain_text_is_none(home: Home) -> None:
    """It would keep the token in a file that others may read."""
    keyring.set_keyring(PlaintextRing())
    assert log_in(home).where == str(home.kept[-1])
    assert PlaintextRing().held == {}


def test_a_keyring_that_is_locked_later_is_told_of(home: Home) -> None:
    """The login is there, and cannot be read; logging in again mends it."""
    keyring.set_keyring(Ring())
    log_in(home)
    keyring.set_keyring(Locked())
    with pytest.raises(SheetError, match="keyring, which does not give it out: unlock it, or log"):
        find([SHEETS])
    assert log_in(home).where == str(home.kept[-1])
    assert find([SHEETS]).who == "me@example.com"


def test_each_folder_has_logins_of_its_own(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the one keyring, too: FUNNEL_CONFIG_DIR keeps two accounts apart."""
    keyring.set_keyring(Ring())
    log_in(home)
    monkeypatch.setenv("FUNNEL_CONFIG_DIR", str(home.folder / "other"))
    home.server.app.door.stranger = "other@example.com"
    log_in(home)
    assert find([SHEETS]).who == "other@example.com"
    login.logout()
    monkeypatch.setenv("FUNNEL_CONFIG_DIR", str(home.folder / "config"))
    assert find([SHEETS]).who == "me@example.com"
    login.checked(find([SHEETS]))


def test_a_login_without_a_secret_leaves_none_of_the_last_behind(home: Home) -> None:
    """Neither in the keyring nor in the file."""
    ring = Ring()
    keyring.set_keyring(ring)
    log_in(home)
    login.by_key_file(home.key())
    assert [each for each in ring.held if "google-login" in each] == []
    assert find([SHEETS]).who == ROBOT


def test_a_service_account_is_kept_by_its_place(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key stays where it is; wherever the next command runs, it is found, or missed."""
    key = home.key()
    monkeypatch.chdir(home.folder)
    done = login.by_key_file("key.json")
    assert (done.who, done.where) == (ROBOT, str(key))
    assert "PRIVATE KEY" not in "".join(each.read_text() for each in home.kept)
    monkeypatch.chdir("/")
    assert find([SHEETS]).who == ROBOT
    key.unlink()
    with pytest.raises(SheetError, match=r"there is no file .*funnel sheets login names"):
        find([SHEETS])


def test_a_key_that_google_does_not_know_is_not_kept(home: Home) -> None:
    """It signs, and is refused: nothing changes."""
    log_in(home)
    key = home.key()
    home.server.app.door.accounts.clear()
    with pytest.raises(SheetError, match=r"\(invalid_grant\)"):
        login.by_key_file(key)
    home.server.fault("hang", call="token", times=None)
    assert find([SHEETS]).who == "me@example.com"


def test_default_credentials_are_kept_by_their_kind(home: Home) -> None:
    """gcloud's, where they are there when they are wanted."""
    with pytest.raises(SheetError, match="no application-default credentials"):
        login.by_default()
    (home.folder / ".config" / "gcloud").mkdir(parents=True)
    info = home.server.authorized_user() | {"account": OWNER}
    path = home.file(".config/gcloud/application_default_credentials.json", info)
    assert login.by_default().who == OWNER
    path.unlink()
    with pytest.raises(SheetError, match="is not there any more: log in again"):
        find([SHEETS])


def test_logging_out_takes_the_login_back_at_google(home: Home) -> None:
    """Whoever copied the token has nothing; a second time nobody was logged in."""
    log_in(home)
    gone = login.logout()
    assert gone == login.Forgotten("me@example.com")
    assert home.server.app.door.grants == {}
    assert [each.name for each in home.kept] == ["google-client.json"]
    assert login.logout() is None


def test_logging_out_works_where_google_does_not(home: Home) -> None:
    """The login is forgotten here, and the person told where to take it back."""
    log_in(home)
    home.server.fault("reset", call="revoke")
    gone = login.logout()
    assert gone is not None
    assert "https://myaccount.google.com/permissions" in gone.notes[0]
    with pytest.raises(SheetError, match="nobody is logged in"):
        find([SHEETS])


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"told": 1, "keyring": false}'])
def test_a_kept_login_that_is_not_whole_is_told_of(home: Home, content: str) -> None:
    """Logging in again, and logging out, both mend it."""
    log_in(home)
    home.kept[-1].write_text(content)
    with pytest.raises(SheetError, match="is not whole: log in again"):
        find([SHEETS])
    assert login.logout() is not None
    assert login.logout() is None
    assert log_in(home).who == "me@example.com"


def test_a_folder_that_cannot_be_written_to_is_told_of(home: Home) -> None:
    """With the variable that names another."""
    home.file("config", "no folder")
    with pytest.raises(SheetError, match=r"cannot be kept in .*FUNNEL_CONFIG_DIR"):
        log_in(home)


def test_a_kept_file_is_whole_or_as_it_was(home: Home) -> None:
    """What breaks off midway leaves the last login, and no draft behind."""
    log_in(home)
    broken: Any = {"account": "else@example.com", "kind": object()}
    with pytest.raises(TypeError):
        keeping.keep(keeping.LOGIN, broken, {})
    assert [each.name for each in home.kept] == ["google-client.json", "google-login.json"]
    assert json.loads(home.kept[-1].read_text())["told"]["account"] == "me@example.com"
