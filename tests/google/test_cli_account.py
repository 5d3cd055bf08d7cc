"""`funnel sheets login`, `logout`, `whoami` and `new`, as a person types them."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import threading
import warnings

import pytest

from funnel_addin.books.google.account import credentials, keeping
from funnel_addin.cli import faults, main
from tests.google.accounts import BROWSER, SECRET, Home
from tests.sheets_server import OWNER, ROBOT, client

ADDRESS = "https://docs.google.com/spreadsheets/d/"


@pytest.fixture
def person(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home where a person's credentials are named by the environment."""
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(home.user(account=OWNER)))
    return home


def browser(home: Home) -> str:
    """A browser, as the variable BROWSER names one."""
    return f"{sys.executable} {home.file('browser.py', BROWSER)} %s &"


def test_from_nothing_to_a_shared_sheet(home: Home) -> None:
    """Log in by a browser, see who one is, make a Sheet, log out: each in a process of its own."""
    done = home.funnel("login", "--client", str(home.client()), BROWSER=browser(home))
    assert done.returncode == 0, done.stderr
    last = done.stdout.splitlines()[-1]
    assert last == (
        "Logged in to Google Sheets as me@example.com. The login is kept in "
        f"{home.folder / 'config' / 'google' / 'google-login.json'}."
    )
    assert home.funnel("whoami").stdout == (
        "me@example.com, by funnel sheets login. Google lets it in.\n"
    )
    made = home.funnel("new", "funnel_plan", "--share", "ann@example.com", "bob@example.com")
    assert made.returncode == 0, made.stderr
    lines = made.stdout.splitlines()
    assert lines[0] == "Made 'Funnel plan' in the Drive of me@example.com:"
    assert lines[1].startswith(f"  {ADDRESS}")
    assert lines[2:4] == [f"Shared with {who}@example.com (writer)." for who in ("ann", "bob")]
    assert lines[-1] == f"  funnel sheets sync {lines[1].strip()}"
    out = home.funnel("logout")
    assert (out.stdout, out.returncode) == ("Logged out: me@example.com is forgotten.\n", 0)
    assert home.funnel("whoami").returncode == 1
    told = "".join(each.stdout + each.stderr for each in (done, made, out))
    for hidden in (SECRET, *home.server.app.door.tokens):
        assert hidden not in told


def test_an_example_in_a_currency_becomes_a_sheet(person: Home) -> None:
    """Any template, filled, its money with the sign; it is called what the template is called."""
    made = person.funnel("new", "channel_budget", "--example", "--currency", "gbp", "--json")
    assert made.returncode == 0, made.stderr
    told = json.loads(made.stdout)
    assert told["title"] == "Channel budget"
    book = client(person.server.base_url, person.server.authorized_user()).open_by_key(told["id"])
    assert book.values_get("Plan_Currency")["values"] == [["GBP"]]
    assert book.values_get("Plan_Channels")["values"][0] != [""]
    mask = {"fields": "sheets.data.rowData.values.userEnteredFormat.numberFormat.pattern"}
    assert "[$£]#,##0" in json.dumps(book.fetch_sheet_metadata(mask), ensure_ascii=False)
    wrong = person.funnel("new", "funnel_plan", "--currency", "pound")
    assert wrong.returncode == 1
    assert "must be a currency's code of three letters" in wrong.stderr


def test_a_keyring_is_used_where_the_environment_names_one(home: Home) -> None:
    """PYTHON_KEYRING_BACKEND, as keyring has it; a locked one gives way to the file."""
    ring = {"PYTHON_KEYRING_BACKEND": "tests.google.ring.Ring"}
    words = "login", "--client", str(home.client())
    done = home.funnel(*words, BROWSER=browser(home), **ring)
    assert done.stdout.endswith("The login is kept in the system's keyring.\n"), done.stderr
    assert home.funnel("whoami", **ring).returncode == 0
    locked = {"PYTHON_KEYRING_BACKEND": "tests.google.ring.Locked"}
    gone = home.funnel("whoami", **locked)
    assert (gone.returncode, gone.stdout) == (1, "")
    assert gone.stderr.startswith("funnel: the login is in the system's keyring, which does not")
    done = home.funnel(*words, BROWSER=browser(home), **locked)
    assert done.returncode == 0
    assert "Note: the system's keyring did not take the login (KeyringLocked)" in done.stdout
    assert home.funnel("whoami", **locked).returncode == 0


def test_without_a_browser_the_address_is_printed(home: Home) -> None:
    """Ctrl-C ends the wait: one line, no traceback, nothing kept."""
    words = ("login", "--client", str(home.client()), "--no-browser")
    with subprocess.Popen(
        [sys.executable, "-m", "funnel_addin.cli", "sheets", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=home.environment(),
    ) as running:
        stop = threading.Timer(30, running.kill)
        stop.start()
        assert running.stdout is not None
        said = [running.stdout.readline() for _ in range(4)]
        running.send_signal(signal.SIGINT)
        _, err = running.communicate()
        stop.cancel()
    assert said[0] == "Open this address in a browser on this machine, and agree there:\n"
    assert said[1].startswith(f"  {home.server.base_url}/o/oauth2/auth?")
    assert said[3].startswith("  ssh -L ")
    assert running.returncode == 130
    assert err == "funnel: stopped; nothing was left half written\n"
    assert home.kept == []


def test_a_service_account_logs_in(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    """It says whom to share the Sheet with, and that the key stays where it is."""
    key = home.key()
    assert main(["sheets", "login", "--service-account", str(key)]) == 0
    told = capsys.readouterr()
    assert f"as {ROBOT}. The login is kept in {key}." in told.out
    assert f"Share each Sheet with {ROBOT} as an editor." in told.out
    assert main(["sheets", "whoami"]) == 0
    assert capsys.readouterr().out.startswith(f"{ROBOT}, by funnel sheets login.")


def test_a_login_that_is_not_used_says_so(person: Home, capsys: pytest.CaptureFixture[str]) -> None:
    """GOOGLE_APPLICATION_CREDENTIALS comes first."""
    assert main(["sheets", "login", "--service-account", str(person.key())]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == (
        "Note: GOOGLE_APPLICATION_CREDENTIALS is set, and is used before this login: unset it."
    )
    assert main(["sheets", "whoami"]) == 0
    assert OWNER in capsys.readouterr().out


def test_one_way_to_log_in_at_a_time(home: Home) -> None:
    """Two of them are typed wrongly; so is a wait that is no number."""
    with pytest.raises(SystemExit) as typed:
        main(["sheets", "login", "--adc", "--client", str(home.client())])
    assert typed.value.code == 2
    assert main(["sheets", "login", "--wait", "soon"]) == 1


def test_new_tells_machines_what_it_did(person: Home, capsys: pytest.CaptureFixture[str]) -> None:
    """One JSON object: where the Sheet is, and with whom it is shared."""
    words = ["--title", "Next year", "--share", "ann@example.com", "--role", "reader", "--json"]
    assert main(["sheets", "new", *words]) == 0
    told = json.loads(capsys.readouterr().out)
    made = told.pop("id")
    assert told == {
        "address": f"{ADDRESS}{made}/edit",
        "title": "Next year",
        "shared": [{"email": "ann@example.com", "role": "reader"}],
        "problems": [],
        "requests": 2,
    }
    book = client(person.server.base_url, person.server.authorized_user()).open_by_key(made)
    assert "Plan_Target" in {each["name"] for each in book.list_named_ranges()}


def test_a_share_that_fails_leaves_the_sheet_and_says_so(
    person: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit status 1; the address is printed, the others are let in, and the one is named."""
    person.server.fault("400", call="permissions.create")
    both = ["--share", "bad@example.com", "--share", "ann@example.com"]
    assert main(["sheets", "new", *both]) == 1
    told = capsys.readouterr()
    assert ADDRESS in told.out
    assert "Shared with ann@example.com (writer)." in told.out
    assert told.err == (
        "funnel: the Sheet is made, but it is not shared with bad@example.com: Google knows of no "
        "account of that address: check it, or add --notify, which invites somebody without an "
        "account\n"
    )
    person.server.fault("400", call="permissions.create")
    assert main(["sheets", "new", *both, "--json"]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [each["email"] for each in problems] == ["bad@example.com"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["funnel_plam"], "there is no template 'funnel_plam'; there are funnel_plan"),
        (["--share", "ann@example.com", "bob"], "--share needs an e-mail address .*; got 'bob'"),
        (["--folder", "a b"], "--folder needs the ID"),
        (["--credentials", "nowhere.json"], "there is no file nowhere.json, which --credentials"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_made(
    person: Home, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence, exit status 1, and no call."""
    assert main(["sheets", "new", *words]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert re.search(said, told.err)
    assert person.server.log() == []


def test_ctrl_c_while_a_sheet_is_made_says_where_to_look(person: Home) -> None:
    """Nobody knows whether it was made."""
    person.server.fault("hang", call="files.create", times=None)
    with subprocess.Popen(
        [sys.executable, "-m", "funnel_addin.cli", "sheets", "new", "--title", "Ours"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=person.environment(),
    ) as running:
        arrived = threading.Event()
        person.server.run(arrived.set, call="files.create")
        assert arrived.wait(30)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert (running.returncode, out) == (130, "")
    assert err == "funnel: stopped; look in Google Drive whether 'Ours' is there\n"


@pytest.mark.parametrize(
    ("words", "besides"),
    [
        (["whoami"], ""),
        (["new"], "; look in Google Drive whether the Sheet was made"),
        (["login", "--adc"], ""),
        (["logout"], ""),
    ],
)
def test_what_nobody_foresaw_is_told_without_what_it_quotes(
    home: Home,
    words: list[str],
    besides: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where it happened, for a report; never a token nor a traceback."""

    def broken(*_: object) -> None:
        raise AttributeError(SECRET)

    monkeypatch.setattr(keeping, "kept", broken)
    monkeypatch.setattr(credentials, "of_default", broken)
    assert main(["sheets", *words]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert re.fullmatch(
        r"funnel: a fault of this program, AttributeError at test_cli_account\.py, line \d+, "
        rf"ended it: please report it{besides}\n",
        told.err,
    )


def test_a_warning_is_one_line_and_said_once(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    """A command shows no line of its source; another program's warnings stay as they are."""
    key = home.key()
    key.chmod(0o644)
    for _ in range(2):
        assert main(["sheets", "whoami", "--credentials", str(key)]) == 0
    said = f"funnel: {key} is readable by others on this machine: chmod 600 {key}\n"
    assert capsys.readouterr().err == said
    with pytest.warns(UserWarning, match="another"), faults.warnings_told():
        warnings.warn("another", UserWarning, stacklevel=1)


def test_a_service_account_makes_a_sheet_in_a_shared_drive(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    """--folder names it; without it, Google has no room for the account."""
    home.server.fault("403-storage", call="files.create")
    key = str(home.key())
    assert main(["sheets", "new", "--credentials", key]) == 1
    assert "--folder ID" in capsys.readouterr().err
    assert main(["sheets", "new", "--credentials", key, "--folder", "1aBc", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)["id"]
    assert home.server.app.drive.files[made].parents == ["1aBc"]


def test_the_commands_explain_themselves_without_loading_google(home: Home) -> None:
    """--help answers at once: neither gspread nor requests is loaded."""
    program = (
        "import sys\nfrom funnel_addin.cli import main\n"
        "try:\n    main(['sheets', sys.argv[1], '--help'])\n"
        "except SystemExit:\n"
        "    print(sorted({'gspread', 'google.auth', 'requests'} & set(sys.modules)))"
    )
    for command in ("login", "logout", "whoami", "new"):
        run = subprocess.run(
            [sys.executable, "-c", program, command],
            capture_output=True,
            text=True,
            check=False,
            env=home.environment(),
        )
        assert run.stdout.startswith(f"usage: funnel sheets {command}")
        assert run.stdout.endswith("[]\n")


def test_a_place_that_takes_no_login_is_told_of(home: Home) -> None:
    """One sentence, and which variable moves it."""
    blocked = str(home.file("blocked", ""))
    words = "login", "--client", str(home.client())
    run = home.funnel(*words, BROWSER=browser(home), FUNNEL_CONFIG_DIR=blocked)
    assert run.returncode == 1
    assert "set FUNNEL_CONFIG_DIR to a folder that you can write to" in run.stderr
    assert len(run.stderr.splitlines()) == 1
