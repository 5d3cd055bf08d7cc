"""Stop at once when a person presses Ctrl-C or a service is stopped, and say so."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["Stop", "stoppable"]


class Stop(KeyboardInterrupt):
    """What was asked to stop; `number` is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    @property
    def status(self) -> int:
        """Give the exit status of a command that a signal stopped: 130 for Ctrl-C."""
        return 128 + self.number


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `Stop` wherever the command is when it is to stop: Ctrl-C, or SIGTERM.

    What the command was started to ignore (in the background of a script, Ctrl-C) stays ignored.
    """

    def stop(number: int, frame: FrameType | None) -> None:
        raise Stop(number)

    before = {}
    # Python lets the main thread alone hear of signals
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
