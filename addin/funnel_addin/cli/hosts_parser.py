"""The commands that bring the functions into a host: what they are called and what they take."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, TypeAlias

from funnel_addin.cli import options

if TYPE_CHECKING:
    _Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]

__all__ = ["add_folder", "add_hosts"]

_HOSTS = (
    (
        "excel",
        "bring the functions into Excel on Windows",
        "Bring the worksheet functions and the Funnel tab into Excel on Windows, through xlwings. "
        "They answer with the Python that runs this command.",
        {
            "install": "copy the add-in to Excel's start-up folder, and name the Python for it",
            "uninstall": "take the add-in, and what names the Python for it, away",
            "doctor": "look for what keeps the functions from working, and say what to do",
            "where": "print the paths of the add-in and of what it needs",
        },
    ),
    (
        "libreoffice",
        "bring the functions into LibreOffice Calc",
        "Bring the worksheet functions into LibreOffice Calc. They run on LibreOffice's own "
        "Python; nothing else is needed.",
        {
            "install": "add the extension to LibreOffice",
            "uninstall": "take the extension away",
            "doctor": "look for what keeps the functions from working, and say what to do",
            "where": "print the paths of the extension and of LibreOffice",
        },
    ),
)


def add_hosts(commands: _Commands) -> None:
    """Add `funnel excel`, `funnel libreoffice` and the commands under them."""
    for name, help_, description, tasks in _HOSTS:
        host = commands.add_parser(
            name,
            allow_abbrev=False,
            help=help_,
            description=description,
            epilog=f"Start with 'funnel {name} install'.",
        )
        under = host.add_subparsers(title="commands", metavar="COMMAND", required=True)
        for task, told in tasks.items():
            command = under.add_parser(
                task,
                allow_abbrev=False,
                help=told,
                description=f"{told[0].upper()}{told[1:]}.",
            )
            if task in ("doctor", "where"):
                command.add_argument("--json", action="store_true", help="print it as JSON")
            command.set_defaults(run=options.later(name, task))
    _add_office(commands)


def _add_office(commands: _Commands) -> None:
    office = commands.add_parser(
        "office",
        allow_abbrev=False,
        help="bring the functions into Excel on a Mac and on the web",
        description="Write the folder that Excel loads the worksheet functions from where it runs "
        "no Python: on a Mac, on the web, and on Windows too; on an iPad the pane alone. A server "
        "of static files serves it, over https.",
    )
    add_folder(office)
    office.add_argument(
        "--host",
        metavar="ADDRESS",
        required=True,
        help="where the folder will be served: https://addins.example.com/funnel",
    )
    office.set_defaults(run=options.later("web", "office"))


def add_folder(command: argparse.ArgumentParser) -> None:
    """Add the folder that files are written into."""
    command.add_argument("folder", metavar="FOLDER", help="where the files go; made if need be")
    command.add_argument(
        "--force", action="store_true", help="replace what is there by the names of these files"
    )
    command.add_argument("--json", action="store_true", help="print what was written as JSON")
