"""Where a login is kept: the keyring, or a private file; and how it is taken back."""

from __future__ import annotations

import json
import os
import stat
from typing import Any

import keyring
import pytest

from funnel_addin.books.google.account import keeping, login
from funnel_addin.books.google.account.credentials import SHEETS, find
from funnel_core.errors import SheetError
from tests.google.accounts import SECRET, Home, log_in
from tests.google.ring import Forgetful, Locked, PlaintextRing, Ring
from tests.sheets_server import OWNER, ROBOT


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


@pytest.mark.parametrize("held", ["[]", "5", '{"refresh_token": 5}', '[["a", 1]]', "{"])
def test_a_keyring_that_holds_something_else_is_told_of(home: Home, held: str) -> None:
    """Another program's entry, or half of ours: logging in again mends it."""
    ring = Ring()
    keyring.set_keyring(ring)
    log_in(home)
    (name,) = (each for each in ring.held if "google-login" in each)
    ring.set_password(*name.split("/", 1), held)
    with pytest.raises(SheetError, match="does not give it out: unlock it, or log in again"):
        find([SHEETS])
    assert log_in(home).who == "me@example.com"


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


NOT_WHOLE = [
    "",
    "{",
    "[]",
    "{}",
    '{"told": 1, "keyring": false}',
    '{"told": [["kind", "person"]], "keyring": false}',
    '{"told": {"kind": "person", "scopes": 5}, "keyring": false, "secret": {"refresh_token": "x"}}',
    '{"told": {"kind": "person"}, "keyring": false, "secret": {"refresh_token": ["x"]}}',
    json.dumps(
        {
            "told": {"kind": "person", "scopes": SHEETS},
            "keyring": False,
            "secret": {"refresh_token": "x"},
        }
    ),
]


@pytest.mark.parametrize("content", NOT_WHOLE)
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
