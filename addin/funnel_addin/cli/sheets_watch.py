"""What a watch says: a line when something happened, and none for days when nothing did."""

from __future__ import annotations

import datetime
import select
from collections.abc import Iterator
from typing import TextIO

from funnel_addin.books.sight import Unreachable
from funnel_addin.cli import sheets_told
from funnel_addin.plans import BookProblems
from funnel_addin.sync import Synced, Turn
from funnel_core.errors import FunnelError

__all__ = ["Report", "reader_gone"]


class Report:
    """What a watch has told so far, so that nothing is told twice.

    Args:
        as_json: tell each turn as an object on a line of its own.
        every: seconds from turn to turn.
    """

    def __init__(self, as_json: bool, every: float) -> None:
        self._json, self._every = as_json, every
        self._state: object = None
        self._away = False

    def of(self, turn: Turn, now: datetime.datetime, which: str, requests: int) -> Iterator[str]:
        """Give the lines for one turn: none where it went as the one before.

        Args:
            turn: what the turn came to.
            now: the time on the clock.
            which: the spreadsheet's ID.
            requests: the calls that the turn made.
        """
        state, before = _state(turn), self._state
        away, was_away = isinstance(turn, Unreachable), self._away
        self._state, self._away = state, away
        wrote = isinstance(turn, Synced) and turn.written and not turn.dry_run
        if state == before and not wrote:
            return
        if self._json:
            data = (
                sheets_told.error_data(turn, which, requests)
                if isinstance(turn, FunnelError)
                else sheets_told.as_data(turn)
            )
            yield sheets_told.line_of(data, now)
            return
        again = "reached again: " if was_away and not away else ""
        yield f"{now:%Y-%m-%d %H:%M:%S}  {again}{self._summed_up(turn)}"
        if isinstance(turn, Synced):
            for line in (*sheets_told.cells(turn), *sheets_told.remarks(turn)):
                yield f"  {line}"

    def _summed_up(self, turn: Turn) -> str:
        if isinstance(turn, Synced):
            return f"{sheets_told.clean(turn.title)}: {sheets_told.summed_up(turn)}"
        told = "\n".join(map(sheets_told.clean, str(turn).split("\n")))
        return f"{told} (tried again every {self._every:g} seconds)"


def _state(turn: Turn) -> object:
    """Give what must differ for a turn to be told."""
    if isinstance(turn, Synced):
        return turn.kept, turn.problems, turn.written if turn.dry_run else ()
    if isinstance(turn, BookProblems):
        return turn.problems
    # how long it was tried, and how often, may differ from turn to turn
    return type(turn).__name__ if isinstance(turn, Unreachable) else str(turn)


def reader_gone(stream: TextIO) -> bool:
    """Tell whether nobody reads any more what is written to a pipe."""
    if not hasattr(select, "poll"):
        return False
    try:
        number = stream.fileno()
    except (OSError, ValueError):
        return False
    look = select.poll()
    look.register(number, 0)
    return any(event & select.POLLERR for _, event in look.poll(0))
