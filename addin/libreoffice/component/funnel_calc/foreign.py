"""Formulas that Calc read from a file of Excel's and did not know.

Excel writes a function of an add-in behind the number of the add-in's file, [1]!FUNNEL_CAC(500,5),
and one that an add-in for every platform brings as _xldudf_FUNNEL_CAC(500,5). LibreOffice reads
both as unknown names; one older than 25.2 so reads FUNNEL_CAC(500,5), too.
"""

from __future__ import annotations

import re

from funnel_addin.catalog import CATALOG, PREFIX, WHY

__all__ = ["known"]

_NAMES = frozenset(each.name for each in (*CATALOG, WHY))
_FILE = r"\[[0-9]+\]!|'(?:[^']|'')*\.xlam'(?:!|#\$?)"
"""The add-in's file, before a function of it: its number among the file's links, or its path."""

_WORDS = re.compile(
    rf"(?P<text>\"(?:[^\"]|\"\")*\")"
    rf"|(?<![\w.])(?:{_FILE})?(?:_xldudf_\w*?|_xll\.)?(?P<name>{PREFIX}[A-Z_]+)(?=\s*\()"
    r"|'(?:[^']|'')*'",
    re.IGNORECASE,
)


def known(formula: str) -> str:
    """Give a formula with our functions called as Calc knows them, and all else as it is.

    >>> known('=1+[1]!FUNNEL_CAC(A1;5)&"[1]!FUNNEL_CAC("')
    '=1+FUNNEL.CAC(A1;5)&"[1]!FUNNEL_CAC("'
    >>> known("=funnel_cac(500;5)+_xldudf_FUNNEL_ROI(1;2)+[1]!FUNNEL_OTHER()")
    '=FUNNEL.CAC(500;5)+FUNNEL.ROI(1;2)+[1]!FUNNEL_OTHER()'
    """
    return _WORDS.sub(_word, formula)


def _word(found: re.Match[str]) -> str:
    name = (found["name"] or "").upper()
    if name not in _NAMES:
        return found[0]
    return f"{PREFIX.rstrip('_')}.{name.removeprefix(PREFIX)}"
