"""How a benchmark times two calls and tells how they compare."""

from __future__ import annotations

import time
from collections.abc import Callable

from pytest_benchmark.fixture import BenchmarkFixture

__all__ = ["seconds", "tell", "times"]


def seconds(call: Callable[[], object], rounds: int = 3) -> float:
    """Give the shortest time of a few calls."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return min(taken)


def times(calls: int, call: Callable[..., object], *arguments: object) -> float:
    """Give the time of one of so many calls in a row: one alone is too short to be timed."""

    def repeated() -> None:
        for _ in range(calls):
            call(*arguments)

    return seconds(repeated) / calls


def tell(benchmark: BenchmarkFixture, what: str, ours: float, floor: float) -> None:
    """Print and keep a ratio; `what` says against which floor."""
    told = f"{ours * 1e3:,.3f} ms against {floor * 1e3:,.3f} ms: {ours / floor:.2f}×"
    print(f"\n{what}: {told}")
    benchmark.extra_info.setdefault("against the floor", []).append(f"{what}: {told}")
