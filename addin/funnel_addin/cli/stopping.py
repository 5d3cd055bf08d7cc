"""Stop at once when a person presses Ctrl-C or a service is stopped, and say so."""

from __future__ import annotations

import _thread
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["Stop", "stoppable"]

SOON = 0.01
"""Seconds after which a stop that was swallowed is asked for once more."""


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
def stoppable() -> Iterator[list[int]]:
    """Raise `Stop` wherever the command is when it is to stop: Ctrl-C, or SIGTERM.

    What the command was started to ignore (in the background of a script, Ctrl-C) stays ignored.

    Returns:
        a context with the signals so far: an engine that is stopped may raise an error of its own.
    """
    asked: list[int] = []
    # Python lets the main thread alone hear of signals
    if threading.current_thread() is not threading.main_thread():
        yield asked
        return
    hook = sys.unraisablehook

    def stop(number: int, frame: FrameType | None) -> None:
        asked.append(number)
        raise Stop(number)

    def unraisable(what: sys.UnraisableHookArgs) -> None:
        if isinstance(what.exc_value, Stop):
            _ask_again(what.exc_value.number)
        else:
            hook(what)

    before = {}
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            before[number] = signal.signal(number, stop)
    sys.unraisablehook = unraisable
    try:
        yield asked
    finally:
        sys.unraisablehook = hook
        for number, handler in before.items():
            signal.signal(number, handler)


def _ask_again(number: int) -> None:
    """Ask again in a moment: the stop came while Python tidied up, and lets nothing out of there.

    It would go on, for days in a watch, as if nobody had pressed Ctrl-C.
    """
    asking = threading.Timer(SOON, _ask, [number])
    asking.daemon = True
    asking.start()


def _ask(number: int) -> None:
    if os.name == "nt":
        _thread.interrupt_main(signal.Signals(number))
    else:
        os.kill(os.getpid(), number)
