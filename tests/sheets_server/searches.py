"""The search language of files.list: `mimeType = '…' and name contains '…' and '…' in parents`.

Properties of the calling program's own: `appProperties has { key='…' and value='…' }`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.sheets_server.errors import Refused

if TYPE_CHECKING:
    from tests.sheets_server.drive import File

_TERM = re.compile(
    r"""\s*(?:(?P<field>mimeType|name|trashed|starred)\s*(?P<mark>=|!=|contains)\s*(?P<value>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|true|false)
    |(?P<parent>'[^']*'|"[^"]*")\s+in\s+parents|parents\s+in\s+(?P<other>'[^']*'|"[^"]*"))\s*""",
    re.VERBOSE,
)
_HAS = re.compile(r"\s*appProperties\s+has\s*\{\s*key='([^']*)'\s+and\s+value='([^']*)'\s*\}\s*")
_AND = re.compile(r"\s+and\s+(?![^{}]*\})")


def selects(text: str) -> Callable[[File], bool]:
    """The test that a search's terms, joined by `and`, make."""
    tests = [_term(each, text) for each in _AND.split(text.strip()) if each]
    return lambda file: all(test(file) for test in tests)


def _term(term: str, whole: str) -> Callable[[File], bool]:
    own = _HAS.fullmatch(term)
    if own:
        return lambda file: file.extra.get("appProperties", {}).get(own[1]) == own[2]
    found = _TERM.fullmatch(term)
    if not found:
        raise Refused(f"Invalid Value: the search {whole!r} is not understood.", reason="invalid")
    parent = found["parent"] or found["other"]
    if parent:
        return lambda file: parent[1:-1] in file.parents
    name, mark, value = found["field"], found["mark"], found["value"]
    wanted: Any = (
        value == "true" if value in {"true", "false"} else re.sub(r"\\(.)", r"\1", value[1:-1])
    )

    def test(file: File) -> bool:
        has = {
            "mimeType": file.mime,
            "name": file.name,
            "trashed": file.trashed,
            "starred": bool(file.extra.get("starred")),
        }[name]
        if mark == "contains":
            return str(wanted).casefold() in str(has).casefold()
        return bool((has == wanted) == (mark == "="))

    return test
