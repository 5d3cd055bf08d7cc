"""What a host's doctor found, as it is printed: the same for every host."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

from funnel_addin.cli import table
from funnel_addin.hosts.finding import Finding

__all__ = ["print_findings"]

WIDEST = len("xlwings' library")
"""Of what is looked at, the longest name; a finding is told before the next one is known."""


def print_findings(found: Iterable[Finding], next_step: str, *, json: bool) -> int:
    """Print what was found, each as soon as it is known, and sum it up.

    Args:
        found: what was found.
        next_step: what to do where all is well.
        json: whether it is printed as JSON, whole.

    Returns:
        The exit status: 1 where there is a problem.
    """
    kept = []
    for each in found:
        kept.append(each)
        if not json:
            print(f"{each.state:<7}  {each.what:<{WIDEST}}  {each.says}.", flush=True)
            if each.do:
                print(f"{'':<7}  {'':<{WIDEST}}  → {each.do}.", flush=True)
    states = [each.state for each in kept]
    problems, warnings = states.count("problem"), states.count("warning")
    if json:
        table.print_json([asdict(each) for each in kept])
    elif problems:
        print(f"\n{table.count(problems, 'problem')} to mend, the first first.")
    elif warnings:
        print(f"\nNo problem, {table.count(warnings, 'warning')}.")
    else:
        print(f"\nAll is well: {next_step}")
    return 1 if problems else 0
