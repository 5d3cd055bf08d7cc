"""What may be typed into a cell: the hint on entering it, and what is said when it is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Rule", "choice", "count", "day", "number", "one_of", "positive", "share", "text"]

LAST_DAY = 2_958_465
"""31 December 9999, the last day that a spreadsheet knows."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A validation: XlsxWriter's options, the hint (up to 255 characters) and the refusal.

    An option that begins with "=" may name fields in braces.
    """

    options: Mapping[str, Any]
    hint: str
    wrong: str


def positive(hint: str, wrong: str = "Type a number above 0, without words or a sign.") -> Rule:
    """Ask for a number above 0."""
    return Rule({"validate": "decimal", "criteria": ">", "value": 0}, hint, wrong)


def number(hint: str, wrong: str = "Type a number from 0 up, without words or a sign.") -> Rule:
    """Ask for a number from 0 up."""
    return Rule({"validate": "decimal", "criteria": ">=", "value": 0}, hint, wrong)


def share(
    hint: str, wrong: str = "Type a share above 0% and up to 100%: write 47% or 0.47, not 47."
) -> Rule:
    """Ask for a share above 0 and up to 1."""
    options = {"validate": "decimal", "criteria": "between", "minimum": 1e-9, "maximum": 1}
    return Rule(options, hint, wrong)


def count(hint: str, wrong: str = "Type a whole number from 0 up.") -> Rule:
    """Ask for a whole number from 0 up."""
    return Rule({"validate": "integer", "criteria": ">=", "value": 0}, hint, wrong)


def day(hint: str, wrong: str = "Type a date, such as 2027-01-31.") -> Rule:
    """Ask for a date."""
    options = {"validate": "decimal", "criteria": "between", "minimum": 1, "maximum": LAST_DAY}
    return Rule(options, hint, wrong)


def choice(options: Sequence[str], hint: str, own: bool = False) -> Rule:
    """Ask for one of a list; with `own`, another text is allowed after a question."""
    rule: dict[str, Any] = {"validate": "list", "source": list(options)}
    if own:
        rule["error_type"] = "warning"
        return Rule(rule, hint, "This is not on the list. Keep it?")
    return Rule(rule, hint, f"Pick one: {', '.join(options)}.")


def one_of(cells: str, hint: str) -> Rule:
    """Ask for what stands in other cells, such as "{stage:}"; another text is asked about."""
    options = {"validate": "list", "source": f"={cells}", "error_type": "warning"}
    return Rule(options, hint, "This is not among the names. Keep it?")


def text(hint: str, most: int = 60) -> Rule:
    """Ask for a text of at most so many characters."""
    options = {"validate": "length", "criteria": "<=", "value": most}
    return Rule(options, hint, f"Keep it to {most} characters.")
