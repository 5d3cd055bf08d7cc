"""Several machines at one book, step by step: who looks or puts next is chosen, not luck."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence

from tests.sync.books import Hand, Paper

__all__ = ["Machine", "orders", "play"]


class Machine:
    """One machine that runs a sync on a thread of its own, and waits before each look and put."""

    def __init__(self, paper: Paper, sync: Callable[[Hand], object]) -> None:
        self.hand = Hand(paper, step=self._wait)
        self.outcome: object = None
        self.error: BaseException | None = None
        self.over = False
        self._go, self._stopped = threading.Semaphore(0), threading.Semaphore(0)
        self._thread = threading.Thread(target=self._run, args=(sync,), daemon=True)
        self._thread.start()
        self._stopped.acquire()

    def _wait(self, kind: str) -> None:
        self._stopped.release()
        self._go.acquire()

    def _run(self, sync: Callable[[Hand], object]) -> None:
        try:
            self.outcome = sync(self.hand)
        except BaseException as error:
            self.error = error
        self.over = True
        self._stopped.release()

    def turn(self) -> None:
        """Let it make one step: a look or a put, up to just before its next one."""
        if not self.over:
            self._go.release()
            self._stopped.acquire()


def play(order: Iterable[Machine | Callable[[], object]], machines: Sequence[Machine]) -> None:
    """Let machines and people act in this order, then the machines by turns until all are done."""
    for each in order:
        if isinstance(each, Machine):
            each.turn()
        else:
            each()
    while not all(machine.over for machine in machines):
        for machine in machines:
            machine.turn()


def orders(counts: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Give every order in which each of several actors has so many turns.

    >>> list(orders((2, 1)))
    [(0, 0, 1), (0, 1, 0), (1, 0, 0)]
    """
    if not any(counts):
        yield ()
    for actor, left in enumerate(counts):
        if left:
            fewer = tuple(count - (at == actor) for at, count in enumerate(counts))
            for rest in orders(fewer):
                yield (actor, *rest)
