"""The `funnel sheets` commands that log in and out, and the one that makes a Sheet."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import webbrowser
from urllib.parse import parse_qs, urlsplit

from funnel_addin.books.google import drive
from funnel_addin.books.google.account import credentials
from funnel_addin.books.google.account import login as logins
from funnel_addin.books.google.calls.transport import Transport
from funnel_addin.cli import faults, table, values
from funnel_addin.cli.stopping import Stop, stoppable
from funnel_core.errors import SheetError

__all__ = ["login", "logout", "new", "whoami"]

SOONEST = 1.0


@faults.in_sentences()
def login(typed: argparse.Namespace) -> int:
    """Log in, and say as whom and where the login is kept."""
    wait = values.seconds("wait", typed.wait, SOONEST, "nobody agrees that fast")
    if typed.service_account is not None:
        who = logins.by_key_file(typed.service_account)
    elif typed.adc:
        who = logins.by_default()
    else:
        show, browse = (_show_alone, _do_not) if typed.no_browser else (_show, _open)
        who = logins.by_consent(typed.client, show, browse, wait)
    print(f"Logged in to Google Sheets as {who.who}. The login is kept in {who.where}.")
    for note in who.notes:
        print(f"Note: {note}.")
    if os.environ.get(credentials.VARIABLE):
        print(f"Note: {credentials.VARIABLE} is set, and is used before this login: unset it.")
    return 0


def _show(address: str) -> None:
    print("Your browser opens: agree there, then come back. If it does not open, go to")
    print(f"  {address}", flush=True)


def _show_alone(address: str) -> None:
    back = parse_qs(urlsplit(address).query).get("redirect_uri", [""])[0]
    port = urlsplit(back).port
    print("Open this address in a browser on this machine, and agree there:")
    print(f"  {address}")
    print(
        "Where the browser is on another machine, let it reach this one first, from there:\n"
        f"  ssh -L {port}:127.0.0.1:{port} THIS-MACHINE",
        flush=True,
    )


def _open(address: str) -> None:
    # where there is no browser, the address was shown
    with contextlib.suppress(webbrowser.Error, OSError):
        webbrowser.open(address, new=1)


def _do_not(address: str) -> None:
    """Open nothing."""


@faults.in_sentences()
def logout(typed: argparse.Namespace) -> int:
    """Forget the login."""
    gone = logins.logout(typed.all)
    if gone is None:
        print("Nobody was logged in.")
        return 0
    print(f"Logged out: {gone.who} is forgotten.")
    for note in gone.notes:
        print(f"Note: {note}.")
    return 0


@faults.in_sentences()
def whoami(typed: argparse.Namespace) -> int:
    """Say whose login is used."""
    found = logins.checked(credentials.find([credentials.SHEETS], typed.credentials))
    print(f"{found.who}, by {found.how}. Google lets it in.")
    return 0


@faults.in_sentences("look in Google Drive whether the Sheet was made")
def new(typed: argparse.Namespace) -> int:
    """Make a Sheet from a template, and share it."""
    # it loads lxml, which no other command here needs
    from funnel_addin.templates import template_bytes, template_named

    people = [drive.check_email(each) for each in dict.fromkeys(typed.share)]
    folder = None if typed.folder is None else drive.folder_id(typed.folder)
    template = template_named(typed.template)
    title = typed.title or template.title
    workbook = template_bytes(typed.template, typed.example, typed.currency)
    found = credentials.find([credentials.DRIVE_FILE], typed.credentials)
    caller = Transport(found.credentials)
    made: drive.Made | None = None
    try:
        with stoppable():
            made = drive.make(caller, workbook, title, folder, found.who)
            if not typed.json:
                # before it is shared: whatever happens then, the Sheet is not lost
                print(f"Made '{title}' in the Drive of {found.who}:\n  {made.address}", flush=True)
            problems = _shared(caller, made, people, typed)
    except Stop as stop:
        where = made.address if made else f"look in Google Drive whether '{title}' is there"
        print(f"funnel: stopped; {where}", file=sys.stderr)
        return stop.status
    if typed.json:
        told = _data(typed, title, made, people, problems)
        table.print_json(told | {"requests": caller.requests})
    else:
        _tell(typed, made, people, problems, template.first)
    sys.stdout.flush()
    for said in problems.values():
        print(f"funnel: the Sheet is made, but {said}", file=sys.stderr)
    return 1 if problems else 0


def _shared(
    caller: Transport, made: drive.Made, people: list[str], typed: argparse.Namespace
) -> dict[str, str]:
    """Let everyone in; say why, of each who could not be."""
    problems = {}
    for email in people:
        try:
            drive.share(caller, made, email, typed.role, typed.notify)
        except SheetError as error:
            problems[email] = str(error)
    return problems


def _tell(
    typed: argparse.Namespace,
    made: drive.Made,
    people: list[str],
    problems: dict[str, str],
    first: str,
) -> None:
    for email in people:
        if email not in problems:
            print(f"Shared with {email} ({typed.role}).")
    start = "Look around there." if typed.example else f"{first[0].upper()}{first[1:]}."
    print(f"{start} Then:\n  funnel sheets sync {made.address}")


def _data(
    typed: argparse.Namespace,
    title: str,
    made: drive.Made,
    people: list[str],
    problems: dict[str, str],
) -> dict[str, object]:
    return {
        "id": made.file_id,
        "address": made.address,
        "title": title,
        "shared": [
            {"email": email, "role": typed.role} for email in people if email not in problems
        ],
        "problems": [{"email": email, "problem": said} for email, said in problems.items()],
    }
