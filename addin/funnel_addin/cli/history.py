"""`funnel history`: CRM exports in, honest rates, lags and a forecast out."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from funnel_addin.cli import faults
from funnel_addin.cli.history_files import refused, write_all
from funnel_addin.cli.history_progress import Progress
from funnel_addin.cli.history_typed import Typed, typed_in
from funnel_addin.cli.stopping import Stop, stoppable
from funnel_core.errors import FunnelError

if TYPE_CHECKING:
    from funnel_addin.cli.history_answer import Answer

__all__ = ["history"]

EXTRA = ("numpy", "scipy", "pandas", "ibis", "duckdb", "tomli_w", "python_calamine")
"""What `pip install 'funnel-planner[history]'` brings."""

NO_EXPORT = (
    "funnel history: expected at least one export; got none: give its path, such as 'funnel "
    "history contacts.csv', or see 'funnel history --help'"
)


def history(typed: argparse.Namespace) -> int:
    """Learn from CRM exports what they say, and print or write it."""
    if not typed.exports and not typed.roles:
        print(NO_EXPORT, file=sys.stderr)
        return 2
    given = typed_in(typed)
    sources = [*typed.exports, *([typed.roles] if typed.roles else [])]
    refused(given.outputs, sources, typed.force)
    _must_be_installed(given.outputs)
    try:
        with stoppable() as stopped:
            answer = _unless_stopped(stopped, lambda: _answered(typed, given, stopped))
    except Stop as stop:
        print("funnel: stopped; no file was touched", file=sys.stderr)
        return stop.status
    for line in answer.lines:
        print(line)
    return 0


def _must_be_installed(outputs: Mapping[str, Path]) -> None:
    needed = (*EXTRA, "matplotlib") if "--picture" in outputs else EXTRA
    missing = [name for name in needed if find_spec(name) is None]
    if missing:
        are = "is" if len(missing) == 1 else "are"
        raise FunnelError(
            f"'funnel history' needs {', '.join(missing)}, which {are} not installed: "
            "pip install 'funnel-planner[history]'"
        )


def _unless_stopped(stopped: list[int], work: Callable[[], Answer]) -> Answer:
    """Do the work; what goes wrong once a stop was asked for is that stop.

    An engine that is interrupted raises an error of its own.
    """
    try:
        return work()
    except Exception as error:
        if stopped:
            raise Stop(stopped[-1]) from None
        raise _told(error) from None


def _told(error: Exception) -> FunnelError:
    """Give what went wrong as one sentence."""
    if isinstance(error, MemoryError):
        return FunnelError(
            "the exports need more memory than there is: close other programs, or give the address "
            "of a database that holds them"
        )
    if isinstance(error, OSError):
        where = f" at {error.filename}" if error.filename else ""
        return FunnelError(f"the system refused what was needed{where}: {error.strerror or error}")
    return faults.told(error)


def _answered(typed: argparse.Namespace, given: Typed, stopped: list[int]) -> Answer:
    """Work out what was asked, and write the files that were asked for."""
    with Progress() as progress, warnings.catch_warnings():
        # what libraries warn their programmers of is no sentence for who typed this
        warnings.simplefilter("ignore")
        progress("loading the data libraries")
        from funnel_addin.cli import history_answer

        answer = history_answer.answered(typed, given, progress)
        if stopped:
            # a library may swallow a stop, and go on
            raise Stop(stopped[-1])
        write_all(answer.files, typed.force)
    return answer
