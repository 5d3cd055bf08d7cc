"""Sync again and again, for days: a laptop sleeps, a network goes and comes back, people edit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from funnel_addin.books.sight import Unreachable
from funnel_addin.plans import BookProblems
from funnel_addin.sync.flow import Synced
from funnel_core.errors import FunnelError

__all__ = ["SHORTEST", "Turn", "watched"]

SHORTEST = 5.0
"""Seconds: Google lets a user make 60 reads a minute, and other programs want some of them."""

Turn: TypeAlias = "Synced | FunnelError"
"""What one turn of a watch came to: what a sync did, or why it could not."""


def watched(
    sync: Callable[[], Synced],
    every: float,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
) -> Iterator[Turn]:
    """Sync every so many seconds; give what each turn came to.

    A book that cannot be reached, and inputs that are wrong just now, are given and tried again;
    what cannot mend itself (access withdrawn, a login expired) is raised.

    Args:
        sync: one sync of the book.
        every: seconds from the start of one turn to the start of the next. Turns that a sleeping
            machine has missed are not made up for.
        clock: seconds that pass, from `time.monotonic`.
        sleep: waits so many seconds, from `time.sleep`.

    Raises:
        FunnelError: trying on would not help.
    """
    while True:
        began = clock()
        yield _turn(sync)
        spent = clock() - began
        sleep(every - spent if spent < every else SHORTEST)


def _turn(sync: Callable[[], Synced]) -> Turn:
    try:
        return sync()
    except (Unreachable, BookProblems) as error:
        # its frames hold all that the sync saw of the book
        return error.with_traceback(None)
