"""The `funnel` command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from funnel_addin.cli import options
from funnel_addin.cli.sheets_account import add_account_commands

__all__ = ["main", "parser"]

if TYPE_CHECKING:
    _Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the `funnel` command and give its exit status.

    0: done. 1: it could not be done; one sentence on standard error says why. 2: the command was
    typed wrongly.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # a console that cannot show "→" must not stop the plan
            stream.reconfigure(errors="replace")
    words = sys.argv[1:] if arguments is None else arguments
    words = options.with_names_apart(options.with_signed_values(words))
    options_given = parser().parse_args(words)
    from funnel_core.errors import FunnelError

    try:
        status: int = options_given.run(options_given)
        sys.stdout.flush()
    except FunnelError as error:
        print(f"funnel: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # the reader of a pipe has seen enough; nothing may be said on the broken pipe at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(f"funnel: cannot write what was asked for: {error.strerror}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("funnel: stopped; nothing was left half written", file=sys.stderr)
        return 130
    return status


def parser() -> argparse.ArgumentParser:
    """Make the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="funnel",
        allow_abbrev=False,
        description="Plan a marketing and sales funnel backward from a goal.",
        epilog="Start with 'funnel demo'. Every command explains itself: 'funnel fill --help'.",
    )
    top.add_argument("--version", action=options.Version)
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (
        _add_demo,
        _add_new,
        _add_fill,
        _add_plan,
        _add_check,
        _add_sheets,
        _add_functions,
        _add_call,
    ):
        add(commands)
    return top


def _add_demo(commands: _Commands) -> None:
    demo = commands.add_parser(
        "demo",
        allow_abbrev=False,
        help="print a worked plan and write it as a filled workbook",
        description="Print a worked plan and write it as a filled workbook that you can open.",
    )
    demo.add_argument("-o", "--output", metavar="FILE", help="the workbook to write")
    demo.set_defaults(run=options.later("workbooks", "demo"))


def _add_new(commands: _Commands) -> None:
    new = commands.add_parser(
        "new",
        allow_abbrev=False,
        help="start a workbook from a template",
        description="Start a workbook from a template. It calculates by itself: no add-in needed.",
    )
    new.add_argument(
        "template", metavar="TEMPLATE", nargs="?", default="funnel_plan", help="funnel_plan"
    )
    new.add_argument("-o", "--output", metavar="FILE", help="the workbook to write")
    new.add_argument("--force", action="store_true", help="replace the file if there is one")
    new.set_defaults(run=options.later("workbooks", "new"))


def _add_fill(commands: _Commands) -> None:
    fill = commands.add_parser(
        "fill",
        allow_abbrev=False,
        help="fill a workbook's named outputs from its named inputs",
        description="Set inputs of a workbook, work out the plan, and fill its outputs. What is "
        "not given here is read from the workbook, by its defined names (Plan_Target, …).",
    )
    fill.add_argument("workbook", metavar="WORKBOOK", help="an .xlsx or .xlsm with Plan_ names")
    fill.add_argument(
        "-o", "--output", metavar="FILE", help="where to write; the workbook itself if left out"
    )
    fill.add_argument(
        "--force", action="store_true", help="replace the output if it is another file"
    )
    options.add_plan_options(fill)
    fill.add_argument("--json", action="store_true", help="print what was done as JSON")
    fill.set_defaults(run=options.later("workbooks", "fill"))


def _add_plan(commands: _Commands) -> None:
    plan = commands.add_parser(
        "plan",
        allow_abbrev=False,
        help="print what every stage needs",
        description="Print what every stage of the funnel needs to reach a target.",
    )
    options.add_plan_options(plan)
    plan.add_argument("--json", action="store_true", help="print the plan as JSON")
    plan.set_defaults(run=options.later("answering", "plan"))


def _add_check(commands: _Commands) -> None:
    check = commands.add_parser(
        "check",
        allow_abbrev=False,
        help="say which names a workbook has, and what is wrong with them",
        description="Say which names a workbook has, which are missing, and what is wrong in which "
        "cell. Nothing is written.",
    )
    check.add_argument("workbook", metavar="WORKBOOK", help="an .xlsx or .xlsm")
    check.add_argument("--json", action="store_true", help="print the findings as JSON")
    check.set_defaults(run=options.later("workbooks", "check"))


def _add_sheets(commands: _Commands) -> None:
    sheets = commands.add_parser(
        "sheets",
        allow_abbrev=False,
        help="sync a shared Google Sheet",
        description="Sync a shared Google Sheet: its named inputs are read, its named outputs "
        "written. What a person typed is kept.",
        epilog="Start with 'funnel sheets login'. Each command explains itself: "
        "'funnel sheets sync --help'.",
    )
    under = sheets.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_account_commands(under)
    _add_sheets_check(under)
    _add_sheets_sync(under)


def _add_sheets_check(commands: _Commands) -> None:
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


def _add_sheets_sync(commands: _Commands) -> None:
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
        help="list the worksheet functions, or explain one",
        description="List the worksheet functions, or explain one: its arguments, its formula and "
        "an example.",
    )
    functions.add_argument("function", metavar="NAME", nargs="?", help="such as FUNNEL_REQUIRED")
    functions.set_defaults(run=options.later("answering", "list_functions"))


def _add_call(commands: _Commands) -> None:
    call = commands.add_parser(
        "call",
        allow_abbrev=False,
        help="answer a worksheet function",
        description="Answer a worksheet function as a cell would.",
        epilog="example: funnel call FUNNEL_REQUIRED '[100, [[0.5],[0.25]]]'",
    )
    call.add_argument("function", metavar="NAME", nargs="?", help="such as FUNNEL_REQUIRED")
    call.add_argument(
        "arguments",
        metavar="JSON",
        nargs="*",
        help="the arguments as a JSON array: a cell as a value, a range as a list of rows, an "
        "omitted one as null",
    )
    call.add_argument(
        "--batch",
        action="store_true",
        help='read lines {"function": …, "args": […]} and print one answer a line',
    )
    call.set_defaults(run=options.later("calls", "call"))
