"""What takes its time, told on a terminal while it goes on, and cleared away after it."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TextIO

__all__ = ["Progress"]

SOON = 1.0
"""Seconds that anything may take before it is told."""

EVERY = 0.25
BAR = 24
CLEARED = "\r\x1b[K"


class Progress:
    """A line on a terminal that says what is being done, and how much of it is done.

    It is written by a thread of its own: an engine that counts lets nobody else speak. Where the
    stream is no terminal nothing is written.

    Args:
        stream: where to tell; standard error if left out.
        clock: gives seconds that only rise.
    """

    def __init__(
        self, stream: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._clock = clock
        self._began = clock()
        self._doing = ""
        self._share: float | None = None
        self._asked: Callable[[], float | None] | None = None
        self._shown = False
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._teller: threading.Thread | None = None

    def __enter__(self) -> Progress:
        """Begin to tell, if anybody is there to see it."""
        if self._stream.isatty():
            self._teller = threading.Thread(target=self._tell, daemon=True)
            self._teller.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        """Clear the line away."""
        self._over.set()
        if self._teller is not None:
            self._teller.join(EVERY * 4)
        self.cleared()

    def __call__(self, doing: str, share: float | None = None) -> None:
        """Note what is being done, and which share of it is done where that is known."""
        self._doing, self._share = doing, share

    @contextmanager
    def following(self, asked: Callable[[], float | None]) -> Iterator[None]:
        """Ask an engine for the share that is done, as long as it works and no longer."""
        self._asked = asked
        try:
            yield
        finally:
            # whoever asks just now is done before the engine goes
            with self._lock:
                self._asked = None

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Tell nothing for as long as somebody else speaks; the clock begins anew after it."""
        doing, self._doing = self._doing, ""
        self.cleared()
        try:
            yield
        finally:
            self._doing, self._began = doing, self._clock()

    def cleared(self) -> None:
        """Clear the line away, so that something else can be said."""
        with self._lock:
            if self._shown:
                self._stream.write(CLEARED)
                self._stream.flush()
                self._shown = False

    def _tell(self) -> None:
        while not self._over.wait(EVERY):
            passed = self._clock() - self._began
            if passed >= SOON and self._doing:
                self._write(passed)

    def _write(self, passed: float) -> None:
        with self._lock:
            if self._over.is_set() or not self._doing:
                return
            room = shutil.get_terminal_size().columns - 1
            self._stream.write(CLEARED + line(self._doing, self._known(), passed)[:room])
            self._stream.flush()
            self._shown = True

    def _known(self) -> float | None:
        if self._share is not None or self._asked is None:
            return self._share
        try:
            return self._asked()
        except Exception:
            # an engine that fails tells so itself, to whoever waits for it
            self._asked = None
            return None


def line(doing: str, share: float | None, passed: float) -> str:
    """Give the line that is told.

    >>> line("counting", 0.5, 12.3)
    '████████████············  50%  counting, 12 s'
    >>> line("reading leads.csv", None, 3)
    'reading leads.csv, 3 s'
    """
    told = f"{doing}, {passed:.0f} s"
    if share is None:
        return told
    done = max(0.0, min(1.0, share))
    full = int(BAR * done)
    return f"{'█' * full}{'·' * (BAR - full)}  {done * 100:.0f}%  {told}"
