"""A person's consent in a browser, and where a login is kept."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import traceback
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from funnel_addin.books.google.account import consent, login
from funnel_addin.books.google.account.credentials import DRIVE_FILE, SHEETS, find
from funnel_addin.books.google.account.redirect import Redirect
from funnel_core.errors import SheetError
from tests.google.accounts import SECRET, Browser, Home, forged, log_in, silent


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


@pytest.mark.parametrize("answer", [{"user": "x"}, {"user": {"emailAddress": 7}}, {}])
def test_a_consent_outlives_an_answer_that_makes_no_sense(home: Home, answer: object) -> None:
    """Whoever's account it is: what a person agreed to is kept."""
    with forged(home, "about.get", answer):
        done = log_in(home)
    assert done.who == "the person in the browser"
    assert login.checked(find([SHEETS])).who == "the person who logged in"


def test_a_consent_is_kept_before_anything_else_is_asked(home: Home) -> None:
    """Ctrl-C while Drive does not answer loses nothing."""
    home.server.run(lambda: os.kill(os.getpid(), signal.SIGINT), call="about.get")
    home.server.fault("hang", call="about.get")
    with pytest.raises(KeyboardInterrupt):
        log_in(home)
    assert login.checked(find([SHEETS])).who == "the person who logged in"


def test_a_login_that_google_renews_at_its_first_use_is_kept_renewed(home: Home) -> None:
    """The first refresh token is good no more."""
    home.server.app.door.rotate = True
    assert log_in(home).who == "me@example.com"
    assert login.checked(find([SHEETS])).who == "me@example.com"


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
