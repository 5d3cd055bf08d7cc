"""References inside formulas, which follow the cells they mean when rows and columns move."""

import re
from collections.abc import Callable

from tests.sheets_server import a1

TITLE = r"(?:'(?:[^']|'')+'|[A-Za-z_][\w.]*)!"
CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d*"
REFERENCE = re.compile(
    rf'("(?:[^"]|"")*")|(?P<title>{TITLE})?(?<![\w.$])(?P<first>{CELL})(?::(?P<last>{CELL}))?(?![\w(.])'
)
Sides = tuple[int, int, int, int]


def follow(
    formula: str,
    home: str,
    moved: Callable[[str, Sides], tuple[str, Sides] | None],
    now_on: str = "",
) -> str:
    """The formula with each reference replaced by where its cells went; #REF! where they are gone.

    `moved` is handed a sheet's title and (top, left, bottom, right), half open. A formula that was
    cut goes from its `home` to the sheet `now_on`: it still looks at the cells that it looked at.
    """
    lives = now_on or home

    def each(found: re.Match[str]) -> str:
        first, last = found["first"], found["last"]
        if first is None:
            return found[0]
        title = found["title"]
        name = a1.split(f"{title}A1")[0] if title else home
        sides = a1.corners(f"{first}:{last or first}".replace("$", ""))
        if name is None or sides is None or None in sides:
            return found[0]
        top, left, bottom, right = (side or 0 for side in sides)
        now = moved(name, (top, left, bottom, right))
        if now is None:
            return "#REF!"
        if now == (name, (top, left, bottom, right)) and (title or lives == home):
            return found[0]
        title_now, (top, left, bottom, right) = now
        shown = f"{a1.quoted(title_now)}!" if title or title_now != lives else ""
        start = _like(first, top, left)
        return shown + start + (f":{_like(last, bottom - 1, right - 1)}" if last else "")

    return REFERENCE.sub(each, formula)


def translated(formula: str, down: int, right: int) -> str:
    """The formula as it reads when copied elsewhere: only relative parts move."""

    def corner(found: re.Match[str]) -> str:
        column, row = found[2], int(found[4])
        if not found[1]:
            at = a1.number(column) + right
            if at < 0:
                return "#REF!"
            column = a1.letters(at)
        if not found[3]:
            row += down
            if row < 1:
                return "#REF!"
        return f"{found[1]}{column}{found[3]}{row}"

    def each(found: re.Match[str]) -> str:
        if found["first"] is None:
            return found[0]
        ends = [found["first"], *([found["last"]] if found["last"] else [])]
        parts = [re.sub(r"(\$?)([A-Za-z]{1,3})(\$?)(\d+)", corner, end) for end in ends]
        return (found["title"] or "") + ":".join(parts)

    return REFERENCE.sub(each, formula)


def _like(text: str, row: int, column: int) -> str:
    """A corner written with the dollar signs that it had."""
    found = re.fullmatch(r"(\$?)[A-Za-z]+(\$?)\d+", text)
    column_mark, row_mark = found.groups() if found else ("", "")
    return f"{column_mark}{a1.letters(column)}{row_mark}{row + 1}"
