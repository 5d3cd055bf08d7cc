"""A source of rates → inputs: counts as they stand, or all that a history says."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from funnel_addin.files.counts import read_counts_file
from funnel_addin.given import Given
from funnel_addin.learnt.history import History, history_in
from funnel_addin.sources.kinds import Kind, kind_of
from funnel_core.errors import CrmError

__all__ = ["Source", "read_source"]

Progress = Callable[[str, float | None], None]


@dataclass(frozen=True, slots=True)
class Source:
    """What a source gives.

    Args:
        given: counts with their stages' names, or a history.
        name: what Plan_Filled calls it: a file's name, or a database's without its password.
        note: what it was taken for.
    """

    given: Given
    name: str
    note: str

    def beside(self, given: Given) -> Given:
        """Give inputs with this source among them; names that were given go before its own."""
        stages = self.given.stages if given.stages is None else given.stages
        return replace(given, counts=self.given.counts, stages=stages, history=self.given.history)


def read_source(
    source: str | os.PathLike[str], today: datetime.date, progress: Progress | None = None
) -> Source:
    """Read what rates come from; data libraries are loaded for exports alone.

    Args:
        source: a CSV file of counts, what `funnel history` saved (`--json` or `--save-roles`), or
            an export that needs no help to be read, also the address of a database.
        today: the day it is: what an export dates later has not happened yet.
        progress: is told what is being done, and how far it is.

    Raises:
        CrmError: it cannot be read, or is something else; one sentence says which.
    """
    path = os.fspath(source)
    kind = kind_of(path)
    if kind is Kind.COUNTS:
        stages, counts, notes = read_counts_file(path)
        note = "; ".join([_note(path, kind), *notes])
        return Source(Given(counts=counts, stages=stages), _name(path), note)
    history = _saved(path) if kind is Kind.HISTORY else _learnt(path, kind, today, progress)
    note = f"{_note(path, kind)}; it has seen records up to {history.as_of}"
    if history.problems:
        kinds = ", ".join(dict.fromkeys(history.problems))
        note += f", and found in the data: {kinds} ('funnel history' tells what that means)"
    return Source(Given(history=history), _name(path), note)


def _note(path: str, kind: Kind) -> str:
    return f"{_name(path)} was taken for {kind.value}"


def _name(path: str) -> str:
    """Give a source's name without folders, users and passwords.

    >>> _name("crm/history.json"), _name("postgresql://ann:secret@db.example.com/crm?table=deals")
    ('history.json', 'db.example.com/crm')
    """
    if "://" not in path:
        return Path(path).name or path
    parts = urlsplit(path)
    return f"{parts.hostname or parts.scheme}{parts.path}"


def _saved(path: str) -> History:
    try:
        # a shell on Windows may write UTF-16, which JSON tells by itself
        data = json.loads(Path(path).read_bytes())
    except (ValueError, RecursionError):
        # a key file, say: nothing of it may be quoted
        raise CrmError(
            f"{path}: expected a CSV file of counts, or what 'funnel history --json' prints; it "
            "begins like JSON and is none: write it anew"
        ) from None
    return history_in(data, path)


def _learnt(path: str, kind: Kind, today: datetime.date, progress: Progress | None) -> History:
    try:
        from funnel_addin.exports.chain import Exports, Wanted, learnt_from
        from funnel_addin.exports.options import RoleMissing
        from funnel_addin.exports.saved import as_data
    except ImportError as error:
        if (error.name or "").startswith("funnel"):
            raise
        raise CrmError(
            f"{_shown(path)} is {kind.value}, and reading those takes libraries that are not here "
            f"({error.name}): install funnel-planner[history], or give the JSON of 'funnel history'"
        ) from None
    exports = Exports((), roles=path) if kind is Kind.ROLES else Exports((path,))
    try:
        report = learnt_from(exports, Wanted(today), progress=progress)
    except RoleMissing as error:
        raise CrmError(
            f"{error}; say it once to 'funnel history {_shown(path)} … --save-roles crm.toml', "
            "and give that file"
        ) from None
    return history_in(json.loads(json.dumps(as_data(report))), _shown(path))


def _shown(path: str) -> str:
    """Give a path as it was typed, and a database's address without its password."""
    return _name(path) if "://" in path else path
