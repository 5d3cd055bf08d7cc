"""The `funnel sheets` commands: what they are called, and what they take."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, TypeAlias

from funnel_addin.cli import options
from funnel_addin.cli.hosts_parser import add_folder

if TYPE_CHECKING:
    _Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]

__all__ = ["add_sheets"]


def add_sheets(commands: _Commands) -> None:
    """Add `funnel sheets` and the commands under it."""
    sheets = commands.add_parser(
        "sheets",
        allow_abbrev=False,
        help="sync a shared Google Sheet, or bring the functions into one",
        description="Sync a shared Google Sheet: its named inputs are read, its named outputs "
        "written. What a person typed is kept. 'funnel sheets functions' brings the worksheet "
        "functions into a Sheet, and needs no login.",
        epilog="Start a sync with 'funnel sheets login'. Each command explains itself: "
        "'funnel sheets sync --help'.",
    )
    under = sheets.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (_add_login, _add_logout, _add_whoami, _add_new, _add_check, _add_sync):
        add(under)
    _add_functions(under)


def _add_login(commands: _Commands) -> None:
    login = commands.add_parser(
        "login",
        allow_abbrev=False,
        help="let this program at your Google Sheets",
        description="Log in as a person in the browser, or name a service account's key file for a "
        "job. The login is kept in the system's keyring, or in a file that only you can read. "
        "GOOGLE_APPLICATION_CREDENTIALS needs no login.",
    )
    way = login.add_mutually_exclusive_group()
    way.add_argument(
        "--client",
        metavar="FILE",
        help="the JSON of your OAuth client (kind: Desktop app); remembered for the next login",
    )
    way.add_argument(
        "--service-account", metavar="FILE", help="a service account's key; its place is remembered"
    )
    way.add_argument(
        "--adc", action="store_true", help="use gcloud's or this machine's default credentials"
    )
    login.add_argument(
        "--no-browser", action="store_true", help="print the address instead of opening it"
    )
    login.add_argument(
        "--wait",
        metavar="SECONDS",
        default="300",
        help="how long there is to agree in the browser; 300 if left out",
    )
    login.set_defaults(run=options.later("sheets_login", "login"))


def _add_logout(commands: _Commands) -> None:
    logout = commands.add_parser(
        "logout",
        allow_abbrev=False,
        help="forget the login",
        description="Forget who is logged in, and have Google take the login back: where the same "
        "person logged in by the same OAuth client on another machine, it is over there, too.",
    )
    logout.add_argument("--all", action="store_true", help="forget the OAuth client, too")
    logout.set_defaults(run=options.later("sheets_login", "logout"))


def _add_whoami(commands: _Commands) -> None:
    whoami = commands.add_parser(
        "whoami",
        allow_abbrev=False,
        help="say whose login is used, and whether Google lets it in",
        description="Say whose login is used, where it was found, and whether Google lets it in.",
    )
    whoami.add_argument("--credentials", metavar="FILE", help="a key file; the login, if left out")
    whoami.set_defaults(run=options.later("sheets_login", "whoami"))


def _add_new(commands: _Commands) -> None:
    new = commands.add_parser(
        "new",
        allow_abbrev=False,
        help="make a Google Sheet from a template",
        description="Make a Google Sheet from a template, share it, and print its address. It "
        "calculates by itself.",
        epilog="exit status: 0 made, and shared with all; 1 not made, or not shared with all: one "
        "sentence each says why, and the address is printed if it was made; 2 typed wrongly",
    )
    options.add_template(new, default="funnel_plan")
    new.add_argument("--title", metavar="TEXT", help="what the Sheet is called")
    new.add_argument(
        "--share",
        metavar="EMAIL",
        nargs="+",
        action="extend",
        default=[],
        help="whom to let in: one or several addresses",
    )
    new.add_argument(
        "--role",
        choices=("writer", "commenter", "reader"),
        default="writer",
        help="what they may do; writer if left out",
    )
    new.add_argument("--notify", action="store_true", help="have Google write them an e-mail")
    new.add_argument("--folder", metavar="ID", help="a Drive folder to make it in")
    new.add_argument("--credentials", metavar="FILE", help="a key file; the login, if left out")
    new.add_argument("--json", action="store_true", help="print what was done as JSON")
    new.set_defaults(run=options.later("sheets_login", "new"))


def _add_check(commands: _Commands) -> None:
    check = commands.add_parser(
        "check",
        allow_abbrev=False,
        help="say which names a Sheet has, what is wrong, and what a sync would do",
        description="Say which names a Sheet has, which are missing, what is wrong in which cell, "
        "and what a sync would do. Nothing is written.",
        epilog="exit status: 0 nothing is wrong; 3 a sync would keep what a person typed over an "
        "output; 1 something is wrong; 2 typed wrongly",
    )
    options.add_sheet(check)
    check.set_defaults(run=options.later("sheets", "check"))


def _add_sync(commands: _Commands) -> None:
    sync = commands.add_parser(
        "sync",
        allow_abbrev=False,
        help="read a Sheet's named inputs, and write the named outputs that changed",
        description="Read a Sheet's named inputs, work out the plan, and write the cells of the "
        "named outputs that changed. What a person typed over an output is kept and told.",
        epilog="exit status: 0 in sync; 3 something was left as a person made it, or an output "
        "could not be written; 1 nothing was written, one sentence says why; 2 typed wrongly; "
        "130 stopped with Ctrl-C, 143 by SIGTERM",
    )
    options.add_sheet(sync)
    options.add_sync_options(sync)
    sync.set_defaults(run=options.later("sheets", "sync"))


def _add_functions(commands: _Commands) -> None:
    functions = commands.add_parser(
        "functions",
        allow_abbrev=False,
        help="write the script that brings the functions into a Google Sheet",
        description="Write the script that brings the worksheet functions into a Google Sheet: "
        "Code.js, to be pasted into Apps Script or pushed with clasp. It needs no login.",
    )
    add_folder(functions)
    functions.set_defaults(run=options.later("web", "google"))
