"""The `funnel excel` and `funnel libreoffice` commands: what they are called and what they take."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, TypeAlias

from funnel_addin.cli import options

if TYPE_CHECKING:
    _Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]

__all__ = ["add_hosts"]

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
