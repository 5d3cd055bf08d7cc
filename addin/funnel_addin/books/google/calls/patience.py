"""How long a sync goes on trying: its deadline, its requests, its pauses, and Google's quota."""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Pace", "Patience"]


def _silent(told: str, seconds: float) -> None:
    """Tell nobody."""


@dataclass
class Patience:
    """One sync's patience; `begin` starts it anew.

    Args:
        deadline: seconds after which a sync ends, whatever happens.
        requests: how many requests a sync may send.
        first: the longest pause after the first failure, in seconds; it doubles each time.
        most: the longest pause of all.
        connect: seconds to wait for a connection.
        read: seconds that one reading call may take.
        write: seconds that one writing call may take. It is longer, since a write that was given
            up may still take effect.
        notice: told what happened, and for how many seconds it is waited, before each pause.
        sleep: waits for so many seconds.
        clock: tells seconds that never run backwards.
        rng: draws the pauses.
    """

    deadline: float = 120.0
    requests: int = 30
    first: float = 1.0
    most: float = 20.0
    connect: float = 5.0
    read: float = 30.0
    write: float = 60.0
    notice: Callable[[str, float], None] = _silent
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    rng: random.Random = field(default_factory=random.Random)
    sent: int = field(default=0, init=False)
    failures: int = field(default=0, init=False)
    _until: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Start the deadline and the count of requests anew."""
        self.sent = self.failures = 0
        self._until = self.clock() + self.deadline

    def left(self) -> float:
        """Tell how many seconds are left."""
        return max(0.0, self._until - self.clock())

    def allows(self, writes: bool, pause: float = 0.0) -> bool:
        """Tell whether a call may be made now, or after a pause.

        A write is not begun in the last twentieth of the time: there would be none left to see
        what became of it.
        """
        least = self.deadline / 20 if writes else 0.0
        return self.sent < self.requests and self.left() - pause > least

    def pause(self, failures: int, asked: float | None) -> float:
        """Draw how long to wait after so many failures in a row.

        The whole range from 0 is drawn from (full jitter), so that syncs that failed together do
        not come back together. What the server asked for comes first, and is never cut.
        """
        drawn = self.rng.uniform(0.0, min(self.most, self.first * 2.0 ** min(failures - 1, 30)))
        return drawn if asked is None else asked + min(drawn, self.first)


@dataclass
class Pace:
    """Keeps below Google's quota for each user, over all the syncs of a watch.

    Args:
        clock: tells seconds that never run backwards.
        most: reads, and writes, in a window; Google allows 60.
        window: its seconds.
    """

    clock: Callable[[], float]
    most: int = 50
    window: float = 60.0
    _made: dict[bool, deque[float]] = field(
        default_factory=lambda: {False: deque(), True: deque()}, init=False
    )

    def wait(self, writes: bool) -> float:
        """Tell how many seconds to wait before the next read, or write."""
        made, now = self._made[writes], self.clock()
        while made and made[0] <= now - self.window:
            made.popleft()
        return 0.0 if len(made) < self.most else made[-self.most] + self.window - now

    def note(self, writes: bool) -> None:
        """Count one that is sent."""
        self._made[writes].append(self.clock())
