"""A formula's text cut into tokens; strings, quoted sheets and brackets are never cut into."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["LAST_COLUMN", "LAST_ROW", "Token", "column_number", "scan"]

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

SCANNER = re.compile(
    r"""
    (?P<string>"(?:[^"]|"")*")
  | (?P<external>'(?:[^'\[]|'')*\[(?:[^']|'')+'!|\[[^\[\]'!]*\](?:[\w.]+(?::[\w.]+)?)?!)
  | (?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!)
  | (?P<error>\#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|GETTING_DATA|SPILL!|CALC!|FIELD!
        |BLOCKED!|UNKNOWN!|CONNECT!|BUSY!|EXTERNAL!|PYTHON!))
  | (?P<cell>\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?![\w.(\[\\?!]))
  | (?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\w.(\[\\?!]))
  | (?P<rows>\$?[0-9]{1,7}:\$?[0-9]{1,7}(?![\w.(\[\\?!]))
  | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?(?![\w.]))
  | (?P<word>(?:[^\W\d]|\\)[\w.?\\]*)
  | (?P<space>\s+)
  | (?P<open>[({])
  | (?P<close>[)}])
  | (?P<separator>[,;])
  | (?P<operator><>|<=|>=|[-+*/^&=<>%:@\#])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula: `kind` says what it is.

    Kinds: string, number, error, sheet (a prefix with its !), external, cell, columns, rows, name,
    function (a name right before a bracket), table (a name with its [...], or [...] alone), open,
    close, separator, operator, space, and unknown where the text makes no sense.
    """

    kind: str
    text: str
    start: int


@lru_cache(maxsize=4096)
def scan(formula: str) -> tuple[Token, ...]:
    """Cut a formula into tokens; their texts, joined, give the formula again.

    >>> [f"{token.kind} {token.text}" for token in scan("'My ''x'''!A1*t[[#This Row],[a]]")]
    ["sheet 'My ''x'''!", 'cell A1', 'operator *', 'table t[[#This Row],[a]]']
    """
    return tuple(_tokens(formula))


def _tokens(formula: str) -> Iterator[Token]:
    at, end = 0, len(formula)
    while at < end:
        match = SCANNER.match(formula, at)
        kind = match.lastgroup or "unknown" if match else "unknown"
        stop = match.end() if match else at + 1
        follows = formula[stop : stop + 1]
        if kind == "word":
            kind = {"(": "function", "[": "table"}.get(follows, "name")
        elif not match and formula[at] == "[":
            kind = "table"
            stop = at
        if kind == "table":
            stop = _after_brackets(formula, stop)
            kind = "table" if stop > 0 else "unknown"
            stop = stop if stop > 0 else end
        if kind == "cell" and not _on_sheet(formula[at:stop]):
            kind = "name"
        yield Token(kind, formula[at:stop], at)
        at = stop


def _after_brackets(formula: str, at: int) -> int:
    """Find the end of the brackets that open at `at`; 0 where they never close.

    An apostrophe takes the meaning from the character after it, as in tbl[Cost '[net']].
    """
    depth = 0
    while at < len(formula):
        character = formula[at]
        if character == "'":
            at += 1
        elif character == "[":
            depth += 1
        elif character == "]":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return 0


def _on_sheet(cell: str) -> bool:
    bare = cell.replace("$", "")
    letters = bare.rstrip("0123456789")
    return column_number(letters) <= LAST_COLUMN and 1 <= int(bare[len(letters) :]) <= LAST_ROW


def column_number(letters: str) -> int:
    """Give a column's number from its letters, A being 1.

    >>> column_number("A"), column_number("AB"), column_number("xfd")
    (1, 28, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
