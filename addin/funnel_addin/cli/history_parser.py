"""The `funnel history` command: what it is called, and what it takes."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, TypeAlias

from funnel_addin.cli import options

if TYPE_CHECKING:
    _Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]

__all__ = ["EXAMPLES", "add_history"]

EXAMPLES = (
    ("contacts.csv", "a HubSpot, Salesforce or Pipedrive export"),
    ("leads.csv deals.csv --save-roles crm.toml", "two exports joined by an id; keep how to read"),
    ("crm.toml --json", "read them again in the same way, for machines"),
    ("contacts.csv --check", "how good would these forecasts have been?"),
    ("contacts.csv --wins 10,10,12,12", "what must enter, month by month, for these wins?"),
    (
        "log.csv --record deal --stage stage --time entered --stages Lead,Demo,Won --lost Lost",
        "a log of stages, its columns named",
    ),
)
"""What may follow `funnel history`, and what it does."""


def add_history(commands: _Commands) -> None:
    """Add `funnel history`."""
    history = commands.add_parser(
        "history",
        allow_abbrev=False,
        help="learn conversion rates, lags and a forecast from CRM exports",
        description="Learn from CRM exports how many of the records that enter a stage advance in "
        "the\nend, how long they take, and what the open ones will bring. Records that are still\n"
        "open count neither as won nor as lost.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=_epilog(),
    )
    history.add_argument(
        "exports",
        metavar="EXPORT",
        nargs="*",
        help="CSV, Parquet or Excel files, a folder's *.parquet, the address of a database, or a "
        "file that --save-roles wrote; several are joined by their records",
    )
    _add_reading_options(history)
    _add_estimate_options(history)
    _add_outputs(history)
    history.set_defaults(run=options.later("history", "history"))


def _epilog() -> str:
    lines = ["examples:"]
    for words, what in EXAMPLES:
        lines += [f"  funnel history {words}", f"      {what}"]
    lines += [
        "",
        "exit status: 0 done; 1 it could not be done, one sentence says why; 2 typed wrongly;",
        "130 stopped with Ctrl-C: no file was touched",
    ]
    return "\n".join(lines)


def _add_reading_options(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group(
        "how the exports are read (what is recognised by itself need not be given)"
    )
    group.add_argument("--table", metavar="NAME", help="the table of a database, or the sheet")
    group.add_argument("--record", metavar="HEADING", help="the column that tells records apart")
    group.add_argument("--stage", metavar="HEADING", help="of a log: the stage that was entered")
    group.add_argument("--time", metavar="HEADING", help="of a log: when it was entered")
    group.add_argument(
        "--stages",
        metavar="LIST",
        help="the stages in their order, top first, the last one won: Lead,Demo,Won, or with a "
        "date column per stage Lead=Create Date,Won=Close Date[Deal Stage=Closed Won]",
    )
    group.add_argument(
        "--lost", metavar="LIST", help="the stages that say that a record is lost, likewise"
    )
    group.add_argument("--channel", metavar="HEADING", help="the channel that a record came by")
    group.add_argument("--amount", metavar="HEADING", help="the money that a record brings")
    group.add_argument("--roles", metavar="FILE", help="read all this from a file")
    group.add_argument("--save-roles", metavar="FILE", help="write all this into a file")
    group.add_argument(
        "--dates",
        choices=("day-first", "month-first", "year-first"),
        help="what 01/02/2027 means where the export does not show it",
    )
    group.add_argument(
        "--zone", metavar="ZONE", help="the time zone in which days begin: Europe/Amsterdam"
    )


def _add_estimate_options(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("what is worked out")
    group.add_argument(
        "--as-of",
        metavar="DATE",
        action="append",
        default=[],
        help="the last day that is seen; if left out, the export's last day up to today. With "
        "--check the days to go back to: several, parted by commas",
    )
    group.add_argument("--entered-from", metavar="DATE", help="rates of records from this day on")
    group.add_argument("--entered-to", metavar="DATE", help="rates of records up to this day")
    group.add_argument(
        "--confidence", metavar="SHARE", help="of all intervals: 0.8 or 80%%; 95%% if left out"
    )
    group.add_argument(
        "--months", metavar="NUMBER", help="how many months to forecast; 12 if left out"
    )
    group.add_argument(
        "--wins",
        metavar="LIST",
        help="wins wanted in the coming months: 10,10,12,12; says what must enter for them",
    )
    group.add_argument("--channels", action="store_true", help="show every step of every channel")
    group.add_argument(
        "--check",
        action="store_true",
        help="go back to earlier days, forecast from what was known then, and compare with what "
        "happened",
    )


def _add_outputs(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group("where it goes")
    group.add_argument("--json", action="store_true", help="print all of it as JSON")
    group.add_argument("--csv", metavar="FILE", help="write a row per step and channel")
    group.add_argument("--picture", metavar="FILE", help="draw cohort curves: a .png or .svg")
    group.add_argument("--force", action="store_true", help="replace files that are there already")
    group.add_argument(
        "--explain", action="store_true", help="print the SQL that engines are asked; count nothing"
    )
    group.add_argument(
        "--dialects",
        metavar="LIST",
        help="whose SQL --explain prints: duckdb,postgres,pyspark,bigquery,snowflake; the "
        "export's own engine's if left out",
    )
