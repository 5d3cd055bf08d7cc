"""The options that several commands share, and how what is typed is parted into them."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from funnel_addin import __version__

__all__ = [
    "Run",
    "Version",
    "add_plan_options",
    "add_sheet",
    "add_sync_options",
    "add_template",
    "later",
    "with_names_apart",
    "with_signed_values",
]

Run: TypeAlias = Callable[[argparse.Namespace], int]

FROM = (
    "where rates come from: what 'funnel history' wrote (--json or --save-roles), a CRM's export, "
    "or a CSV file of counts"
)
"""What --from takes, wherever it may stand."""

_SIGNED = re.compile(r"-[\d.]")


def later(room: str, command: str) -> Run:
    """Load a command's code only when it is used, so that --help answers at once."""

    def run(given: argparse.Namespace) -> int:
        import importlib

        room_of_it = importlib.import_module(f"funnel_addin.cli.{room}")
        status: int = getattr(room_of_it, command)(given)
        return status

    return run


class Version(argparse.Action):
    """Prints the version."""

    def __init__(self, option_strings: list[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print the version and stop."""
        print(f"funnel {__version__}")
        parser.exit()


def add_plan_options(
    command: argparse.ArgumentParser, title: str = "the plan", goal: str = ""
) -> argparse._ArgumentGroup:
    """Add the inputs of a plan, which several commands share.

    Args:
        command: what they are added to.
        title: of their group.
        goal: of a group of its own for what must be reached, where there is one.

    Returns:
        The group of what must be reached.
    """
    first = command.add_argument_group(goal or title)
    first.add_argument(
        "--target", metavar="AMOUNT", help="what must be reached: money with a value, else wins"
    )
    first.add_argument("--value", metavar="AMOUNT", help="money that one won record brings")
    first.add_argument("--wins", metavar="NUMBER", help="a target in records won, not in money")
    group = command.add_argument_group(title) if goal else first
    rates = group.add_mutually_exclusive_group()
    rates.add_argument(
        "--rates",
        metavar="LIST",
        help="conversion rates, top of the funnel first: 1%%,47%%,0.38 or '2,5%%;12%%'",
    )
    rates.add_argument(
        "--counts",
        metavar="FILE",
        help="a CSV file of counts, a row per step: entered,advanced (a column stage may go first)",
    )
    rates.add_argument("--from", dest="source", metavar="SOURCE", help=FROM)
    group.add_argument(
        "--stages", metavar="LIST", help="the stages' names, one more than rates: Visitor,Lead,Won"
    )
    group.add_argument("--owners", metavar="LIST", help="who answers for each stage")
    group.add_argument("--confidence", metavar="SHARE", help="how sure to be: 0.8 or 80%%")
    group.add_argument("--start", metavar="DATE", help="the first day of the term: 2027-01-01")
    group.add_argument("--end", metavar="DATE", help="the last day of the term: 2027-12-31")
    group.add_argument("--weights", metavar="LIST", help="a weight per period: 1,1,2")
    group.add_argument(
        "--as-of",
        metavar="DATE",
        help="the day that the pace is worked out for; if left out, "
        + ("what the workbook says, else today" if goal else "today"),
    )
    return first


def add_template(command: argparse.ArgumentParser, default: str | None = None) -> None:
    """Add which template is meant, empty or filled, and its currency."""
    command.add_argument(
        "template",
        metavar="TEMPLATE",
        nargs="?",
        default=default,
        help="one of those that 'funnel new' lists"
        + (f"; {default} if left out" if default else ""),
    )
    command.add_argument("--example", action="store_true", help="filled with an example")
    command.add_argument(
        "--currency", metavar="CODE", help="the currency of its money, such as EUR (ISO 4217)"
    )


def add_sheet(command: argparse.ArgumentParser) -> None:
    """Add which Sheet is meant, and in whose name."""
    command.add_argument("spreadsheet", metavar="SPREADSHEET", help="its address, or its ID")
    command.add_argument("--json", action="store_true", help="print what was found as JSON")
    command.add_argument("--credentials", metavar="FILE", help="a key file; the login, if left out")


def add_sync_options(command: argparse.ArgumentParser) -> None:
    """Add what a sync can be told."""
    command.add_argument(
        "--dry-run", action="store_true", help="write nothing; say what would be written"
    )
    command.add_argument(
        "--watch", metavar="SECONDS", help="sync again every so many seconds until it is stopped"
    )
    command.add_argument(
        "--from",
        dest="export",
        metavar="SOURCE",
        help=FROM,
    )
    command.add_argument(
        "--overwrite",
        metavar="NAME",
        action="append",
        default=[],
        help="a name, such as Plan_Required, whose cells are written whoever filled them; in a "
        "watch at its first sync alone",
    )
    command.add_argument(
        "--as-of",
        metavar="DATE",
        help="the day that the pace is worked out for; if left out, what the Sheet says, else "
        "today in its time zone",
    )
    command.add_argument(
        "--deadline",
        metavar="SECONDS",
        default="120",
        help="how long a sync goes on trying; 120 if left out",
    )


def with_signed_values(arguments: Sequence[str]) -> list[str]:
    """Join an option to a value that begins with a minus, so that it is read and then refused.

    >>> with_signed_values(["plan", "--rates", "-2%,0.5", "--json"])
    ['plan', '--rates=-2%,0.5', '--json']
    """
    joined: list[str] = []
    for argument in arguments:
        if joined and joined[-1].startswith("--") and _SIGNED.match(argument):
            joined[-1] += f"={argument}"
        else:
            joined.append(argument)
    return joined


def with_names_apart(arguments: Sequence[str]) -> list[str]:
    """Give each name behind one --overwrite its own, so that what follows them stays what it is.

    >>> with_names_apart(["sync", "--overwrite", "Plan_Required", "plan_pace", "1aBc"])
    ['sync', '--overwrite', 'Plan_Required', '--overwrite', 'plan_pace', '1aBc']
    """
    apart: list[str] = []
    for argument in arguments:
        more = len(apart) > 1 and apart[-2] == "--overwrite" and argument[:5].lower() == "plan_"
        apart += ["--overwrite", argument] if more else [argument]
    return apart
