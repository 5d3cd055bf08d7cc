"""What a formula refers to: cells, names and tables, found in its tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from funnel_addin.books.port import column_letters
from funnel_addin.books.xlsx.formulas import LAST_COLUMN, LAST_ROW, Token, column_number, scan
from funnel_addin.books.xlsx.vocabulary import is_known, is_resizing, reads_anything

__all__ = ["Area", "AreaRef", "NameRef", "Parsed", "TableRef", "parse_area", "parse_references"]


CELL = r"\$?[A-Z]{1,2}\$?[1-9][0-9]{0,5}"
PIECE = re.compile(
    rf"(?:([^\W\d][\w.]*)!)?({CELL})(?::({CELL}))?(?![\w.(\[\\?!:$])|([A-Z]+)\(|"
    r'[0-9]+(?:\.[0-9]+)?(?![\w.:$!])|"(?:[^"]|"")*"(?!")|[-+*/^(),<>=&]'
)
PLAIN = re.compile(f"(?:{PIECE.pattern})+")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, counted from 1, both ends within it."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Tell whether a cell lies in the area."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Area) -> bool:
        """Tell whether two areas share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )

    def joined(self, other: Area) -> Area:
        """Give the smallest area that holds both."""
        top, left = min(self.top, other.top), min(self.left, other.left)
        return Area(top, left, max(self.bottom, other.bottom), max(self.right, other.right))

    def __str__(self) -> str:
        first, last = f"{column_letters(self.left)}{self.top}", ""
        if self.size > 1:
            last = f":{column_letters(self.right)}{self.bottom}"
        return first + last

    @property
    def rows(self) -> int:
        """Give the number of rows."""
        return self.bottom - self.top + 1

    @property
    def columns(self) -> int:
        """Give the number of columns."""
        return self.right - self.left + 1

    @property
    def size(self) -> int:
        """Give the number of cells."""
        return self.rows * self.columns


@dataclass(frozen=True, slots=True)
class AreaRef:
    """A reference to cells: sheets (none: the formula's own; two: a 3-D run of sheets), and area.

    `relative` tells of top, left, bottom and right whether it moves with the formula.
    """

    sheets: tuple[str, ...]
    area: Area
    relative: tuple[bool, bool, bool, bool]
    whole: bool = False

    @property
    def is_absolute(self) -> bool:
        """Tell whether the reference stays where it is, wherever the formula stands."""
        return not any(self.relative)

    def shifted(self, down: int, across: int) -> Area | None:
        """Give the area as seen from a formula that many cells away; None past the sheet's edge."""
        area = self.area
        if down or across:
            top, left, bottom, right = (
                edge + (by if moves else 0)
                for edge, by, moves in zip(
                    (area.top, area.left, area.bottom, area.right),
                    (down, across, down, across),
                    self.relative,
                    strict=True,
                )
            )
            area = Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
        inside = area.top >= 1 and area.left >= 1
        return area if inside and area.bottom <= LAST_ROW and area.right <= LAST_COLUMN else None


@dataclass(frozen=True, slots=True)
class NameRef:
    """A reference to a defined name, perhaps of one sheet."""

    sheet: str | None
    name: str


@dataclass(frozen=True, slots=True)
class TableRef:
    """A structured reference: the table (empty: the one around the cell) and its brackets."""

    table: str
    inside: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """All that a formula refers to.

    `anything` says that its answer may hang on any cell (INDIRECT, a function we do not know, text
    that we cannot read); `dead` that it holds a #REF!; `external` that it looks into another book.
    """

    references: tuple[AreaRef | NameRef | TableRef, ...]
    anything: bool = False
    dead: bool = False
    external: bool = False


def sheet_names(prefix: str) -> tuple[str, ...]:
    """Give the sheets of a prefix: one, or the first and last of a 3-D run.

    >>> sheet_names("'Q1 ''24:Q4'!"), sheet_names("Goal!")
    (("Q1 '24", 'Q4'), ('Goal',))
    """
    bare = prefix[:-1]
    if bare.startswith("'"):
        bare = bare[1:-1].replace("''", "'")
    return tuple(bare.split(":", 1))


def parse_area(tokens: tuple[Token, ...], at: int) -> tuple[AreaRef, int] | None:
    """Read a reference to cells that begins at token `at`: it, and the token after it."""
    sheets: tuple[str, ...] = ()
    if tokens[at].kind == "sheet":
        sheets = sheet_names(tokens[at].text)
        at += 1
    if at >= len(tokens):
        return None
    first = tokens[at]
    if first.kind in ("columns", "rows"):
        return AreaRef(sheets, *_whole(first), whole=True), at + 1
    if first.kind != "cell":
        return None
    at += 1
    second = _second_corner(tokens, at, sheets)
    if second is None:
        return _between(sheets, first.text, first.text), at
    return _between(sheets, first.text, tokens[second].text), second + 1


def _between(sheets: tuple[str, ...], first: str, second: str) -> AreaRef:
    top, left, moves_down, moves_across = _corner(first)
    if second == first:
        moves = (moves_down, moves_across, moves_down, moves_across)
        return AreaRef(sheets, Area(top, left, top, left), moves)
    bottom, right, end_down, end_across = _corner(second)
    if bottom < top:
        top, bottom, moves_down, end_down = bottom, top, end_down, moves_down
    if right < left:
        left, right, moves_across, end_across = right, left, end_across, moves_across
    area = Area(top, left, bottom, right)
    return AreaRef(sheets, area, (moves_down, moves_across, end_down, end_across))


def _second_corner(tokens: tuple[Token, ...], at: int, sheets: tuple[str, ...]) -> int | None:
    if at + 1 >= len(tokens) or tokens[at].text != ":":
        return None
    at += 1
    if tokens[at].kind == "sheet" and sheet_names(tokens[at].text) == sheets:
        at += 1
    return at if at < len(tokens) and tokens[at].kind == "cell" else None


def _corner(cell: str) -> tuple[int, int, bool, bool]:
    across = not cell.startswith("$")
    bare = cell.lstrip("$")
    letters = bare.rstrip("0123456789")
    down = not letters.endswith("$")
    row = int(bare[len(letters) :])
    return row, column_number(letters.rstrip("$")), down, across


def _whole(token: Token) -> tuple[Area, tuple[bool, bool, bool, bool]]:
    ends = token.text.split(":")
    moves = [not end.startswith("$") for end in ends]
    if token.kind == "rows":
        first, last = sorted(int(end.lstrip("$")) for end in ends)
        return Area(first, 1, last, LAST_COLUMN), (moves[0], False, moves[1], False)
    first, last = sorted(column_number(end.lstrip("$")) for end in ends)
    return Area(1, first, LAST_ROW, last), (False, moves[0], False, moves[1])


@lru_cache(maxsize=8192)
def parse_references(formula: str) -> Parsed:
    """Find what a formula (without its =) refers to.

    >>> parse_references("SUM(A1:A3)*Rate").references[1]
    NameRef(sheet=None, name='Rate')
    >>> parse_references('INDIRECT("A1")').anything
    True
    """
    return _plain(formula) or _from_tokens(formula)


def _plain(formula: str) -> Parsed | None:
    """Read a formula of nothing but cells, areas, numbers, texts, signs and usual functions.

    Most of a sheet's formulas are such; cut into tokens they would take ten times as long. None
    for any other: that is read from its tokens.
    """
    if not PLAIN.fullmatch(formula):
        return None
    found: list[AreaRef] = []
    for sheet, first, second, function in PIECE.findall(formula):
        if first:
            found.append(_between((sheet,) if sheet else (), first, second or first))
        elif function and (
            reads_anything(function) or not is_known(function) or is_resizing(function)
        ):
            return None
    return Parsed(tuple(found))


def _from_tokens(formula: str) -> Parsed:
    tokens = tuple(token for token in scan(formula) if token.kind != "space")
    found: list[AreaRef | NameRef | TableRef] = []
    anything = dead = external = False
    at = 0
    while at < len(tokens):
        token = tokens[at]
        kind = token.kind
        area = parse_area(tokens, at) if kind in ("sheet", "cell", "columns", "rows") else None
        if area is not None:
            found.append(area[0])
            at = area[1]
            continue
        if kind == "sheet":
            following = tokens[at + 1] if at + 1 < len(tokens) else token
            sheets = sheet_names(token.text)
            if following.kind in ("name", "function") and len(sheets) == 1:
                found.append(NameRef(sheets[0], following.text))
            elif following.text != "#REF!":
                anything = True
            at += 1 if following.text == "#REF!" else 2
            continue
        if kind == "external":
            external = True
            at = _after_external(tokens, at + 1)
            continue
        if kind == "error":
            dead = dead or token.text == "#REF!"
            if at + 1 < len(tokens) and tokens[at + 1].kind in ("cell", "columns", "rows"):
                at += 1
        elif kind in ("name", "function"):
            anything = anything or _adds_name(token, found)
            anything = anything or (kind == "function" and _resizes(tokens, at))
        elif kind == "table":
            table, bracket, inside = token.text.partition("[")
            found.append(TableRef(table, bracket + inside))
        elif kind == "unknown" or token.text == ":":
            anything = True
        at += 1
    return Parsed(tuple(found), anything, dead, external)


def _after_external(tokens: tuple[Token, ...], at: int) -> int:
    if at < len(tokens):
        at += 1
    while at + 1 < len(tokens) and tokens[at].text == ":" and tokens[at + 1].kind == "cell":
        at += 2
    return at


def _adds_name(token: Token, found: list[AreaRef | NameRef | TableRef]) -> bool:
    """Note a name or a function that is ours to look up; tell whether it may read anything."""
    if token.kind == "function":
        if reads_anything(token.text):
            return True
        if is_known(token.text):
            return False
    elif token.text.upper() in ("TRUE", "FALSE"):
        return False
    if not token.text.lower().startswith("_xlpm."):
        found.append(NameRef(None, token.text))
    return False


def _resizes(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether the function at `at` may reach past the range that its third argument names.

    SUMIF(A1:A9,">0",B1) adds up B1:B9.
    """
    if not is_resizing(tokens[at].text):
        return False
    arguments: list[list[str]] = [[]]
    depth = 0
    for token in tokens[at + 1 :]:
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if depth == 0:
            break
        if depth == 1 and token.kind == "separator":
            arguments.append([])
        elif not (depth == 1 and token.kind == "open"):
            arguments[-1].append(token.text)
    return len(arguments) > 2 and _shape(arguments[0]) != _shape(arguments[2])


def _shape(argument: list[str]) -> object:
    """Give the shape of an argument that is one plain range; else a value equal to nothing."""
    references = parse_references("".join(argument)).references
    if len(references) == 1 and isinstance(references[0], AreaRef):
        return references[0].area.rows, references[0].area.columns
    return object()
