"""What an export does not say by itself, asked at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TextIO

from funnel_addin.cli.history_bars import cut
from funnel_core.errors import InputError

__all__ = ["answered", "somebody_there"]

LONGEST = 60
LISTED = 40


def somebody_there(asked: TextIO | None = None, told: TextIO | None = None) -> bool:
    """Tell whether a person can be asked: standard input and standard error are a terminal."""
    asked, told = asked or sys.stdin, told or sys.stderr
    return asked is not None and told is not None and asked.isatty() and told.isatty()


def answered(question: str, choices: Sequence[str], default: str, sentence: str) -> str:
    """Ask a person, on standard error, until the answer is one that can be used.

    Args:
        question: what is asked.
        choices: what may be answered, by its number or its name; none: anything.
        default: what Enter alone answers; "": nothing.
        sentence: what to raise where the person answers nothing (Ctrl-D).

    Raises:
        InputError: nothing was answered.
    """
    print(f"\n{cut(question, 2000)}", file=sys.stderr)
    for number, choice in enumerate(choices[:LISTED], 1):
        print(f"  {number:>2}  {cut(choice, LONGEST)}", file=sys.stderr)
    if len(choices) > LISTED:
        print(f"  and {len(choices) - LISTED} more, by their names", file=sys.stderr)
    hint = f" [{cut(default, LONGEST)}]" if default else ""
    while True:
        prompt = f"Number or name{hint}: " if choices else f"Answer{hint}: "
        try:
            print(prompt, end="", file=sys.stderr, flush=True)
            typed = sys.stdin.readline()
        except KeyboardInterrupt:
            # what is said next begins on a line of its own
            print(file=sys.stderr)
            raise
        if not typed:
            print(file=sys.stderr)
            raise InputError(sentence)
        if not typed.strip() and default:
            return default
        try:
            return _meant(typed.strip(), choices)
        except InputError as error:
            print(error, file=sys.stderr)


def _meant(typed: str, choices: Sequence[str]) -> str:
    if not typed:
        raise InputError("type an answer, or Ctrl-D to stop")
    if not choices or typed in choices:
        return typed
    alike = [choice for choice in choices if choice.casefold() == typed.casefold()]
    if len(alike) == 1:
        return alike[0]
    if typed.isdecimal() and 1 <= int(typed) <= len(choices):
        return choices[int(typed) - 1]
    raise InputError(f"{typed} is none of them: type a number from 1 to {len(choices)}, or a name")
