"""The `funnel` command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from funnel_addin.cli import options
from funnel_addin.cli.fill_options import add_fill_options
from funnel_addin.cli.history_parser import add_history
from funnel_addin.cli.hosts_parser import add_hosts
from funnel_addin.cli.sheets_parser import add_sheets

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
        add_history,
        add_sheets,
        add_hosts,
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
        help="list the templates, or start a workbook from one",
        description="List the templates, or start a workbook from one. It calculates by itself: no "
        "add-in needed.",
    )
    options.add_template(new)
    new.add_argument("-o", "--output", metavar="FILE", help="the workbook to write")
    new.add_argument("--force", action="store_true", help="replace the file if there is one")
    new.add_argument("--json", action="store_true", help="print what was done as JSON")
    new.set_defaults(run=options.later("new", "new"))


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
    add_fill_options(fill)
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
