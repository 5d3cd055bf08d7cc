"""What a sync of a shared Sheet costs: requests, bytes, time, memory, against others doing the job.

The server is a process of its own and answers each call after 100 ms where time is measured; all
bytes are counted on their way, headers included. Peers do the same job on the same Sheet: read the
inputs, work the plan out with the same core, write the same outputs. None of them looks whether a
person changed an output: they overwrite it.
"""

from __future__ import annotations

import gc
import json
import resource
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pytest_benchmark.fixture import BenchmarkFixture

from funnel_addin.sync import Synced
from tests.benchmarks.peers import AS_OF, PEERS, READERS, inputs, missing, worked_out
from tests.benchmarks.sheets import (
    Google,
    Relay,
    Traffic,
    long_actions,
    plan_actions,
    replayed,
    wide_actions,
)
from tests.benchmarks.timing import seconds, tell

LATENCY = 0.1
ROUNDS = 5
OUTPUTS = (
    "Plan_Required",
    "Plan_Required_Confident",
    "Plan_Expected",
    "Plan_Pace",
    "Plan_Schedule",
)


@pytest.fixture(scope="module")
def google() -> Iterator[Google]:
    """A server in a process of its own."""
    with Google() as running:
        yield running
        assert running.control("GET", "violations") == []


@pytest.fixture
def relay(google: Google) -> Iterator[Relay]:
    """A way to the server on which everything is counted."""
    with Relay(google.base_url) as standing:
        yield standing


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Path], None]:
    """Point what we run, in this process and in others, at an address and a key."""

    def point(base_url: str, key: Path) -> None:
        monkeypatch.setenv("FUNNEL_SHEETS_ENDPOINT", base_url)
        monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(key))

    return point


Pointed = Callable[[str, Path], None]


def ours(sheet: str) -> object:
    """Sync, as a program does that has just started."""
    from funnel_addin.sync import sync

    return sync(sheet, as_of=AS_OF)


def edited(google: Google, sheet: str, target: float) -> None:
    """Let a person change the target, so that nearly every output changes."""
    google.act(sheet, {"edit": "Plan_Target", "value": target, "as": "RAW"})


def counted(relay: Relay, run: Callable[[], object]) -> Traffic:
    """Run something, and give what went over the wire."""
    traffic = relay.begin()
    run()
    return traffic


def line(what: str, traffic: Traffic) -> str:
    """Tell what went over the wire."""
    return (
        f"{what:32} {len(traffic.sent):8} {traffic.up / 1e3:9.1f} {traffic.down / 1e3:9.1f} "
        f"{traffic.packed / 1e3:13.1f}"
    )


def test_requests_and_bytes(
    benchmark: BenchmarkFixture, google: Google, relay: Relay, at: Pointed
) -> None:
    """The first sync, one after an edit, one when nothing changed; and every peer's one way."""
    key = google.key_for(relay.base_url)
    at(relay.base_url, key)
    sheet = google.sheet(plan_actions())
    rows = [f"{'112 output cells':32} requests     kB up   kB down  kB down, gzip"]
    rows.append(line("ours, first", counted(relay, lambda: ours(sheet))))
    rows.append(line("ours, unchanged", counted(relay, lambda: ours(sheet))))
    edited(google, sheet, 1_200_000)
    rows.append(line("ours, changed", counted(relay, lambda: ours(sheet))))
    for name, (peer, package) in PEERS.items():
        why_not = missing(package) if package else ""
        if why_not:
            rows.append(f"{name:32} {why_not}")
            continue
        fresh = google.sheet(plan_actions())
        edited(google, fresh, 1_200_000)
        once = counted(relay, lambda peer=peer, fresh=fresh: peer(relay.base_url, key, fresh))
        rows.append(line(name, once))
        for each in OUTPUTS:
            assert google.seen(fresh, each) == google.seen(sheet, each)
    print("\n" + "\n".join(rows))
    benchmark.extra_info["over the wire"] = rows
    benchmark.pedantic(ours, args=(sheet,), rounds=3)


def in_turn(
    run: Callable[[], object], floor: Callable[[], object], before: Callable[[], None]
) -> tuple[float, float]:
    """Give medians of two runs in turn, so that a drifting machine drifts for both."""
    pairs = []
    for _ in range(ROUNDS):
        before()
        taken = []
        for each in (run, floor):
            start = time.perf_counter()
            each()
            taken.append(time.perf_counter() - start)
        pairs.append(taken)
    return statistics.median(one for one, _ in pairs), statistics.median(two for _, two in pairs)


def read_key(path: Path) -> object:
    """Read a key as google-auth must: checking that it is sound takes most of the time."""
    pem = json.loads(path.read_text())["private_key"].encode()
    return load_pem_private_key(pem, None)


@pytest.mark.parametrize("changed", [True, False], ids=["changed", "unchanged"])
@pytest.mark.parametrize("opened", [True, False], ids=["an open book", "a new book"])
def test_wall_time(
    benchmark: BenchmarkFixture, google: Google, at: Pointed, opened: bool, changed: bool
) -> None:
    """The sync against its own requests, sent again bare over one connection.

    A new book gets a token first, which is one round trip more on both sides.
    """
    from funnel_addin.books.google import open_sheet
    from funnel_addin.sync import sync

    sheet = google.sheet(plan_actions())
    with Relay(google.base_url) as relay:
        at(relay.base_url, google.key_for(relay.base_url))
        book = open_sheet(sheet)
        sync(book, as_of=AS_OF)
        edited(google, sheet, 1_100_000 if changed else 1_000_000)
        traffic = counted(relay, lambda: sync(book, as_of=AS_OF) if opened else ours(sheet))
    bare = [*traffic.tokens, *traffic.sent]
    at(google.base_url, google.key)
    book = open_sheet(sheet)
    sync(book, as_of=AS_OF)
    targets = iter(range(1_200_000, 9_000_000, 100_000))

    def prepare() -> None:
        google.latency(0)
        if changed:
            edited(google, sheet, next(targets))
        google.latency(LATENCY)

    def run() -> object:
        return sync(book, as_of=AS_OF) if opened else ours(sheet)

    try:
        taken, floor = in_turn(run, lambda: replayed(google.base_url, bare), prepare)
        what = f"{'changed' if changed else 'unchanged'}, {'an open' if opened else 'a new'} book"
        tell(benchmark, f"sync, {what}, against {len(bare)} bare round trips", taken, floor)
        if not opened:
            with_key = floor + seconds(lambda: read_key(google.key))
            tell(benchmark, "the same, and the service account's key read", taken, with_key)
        benchmark.pedantic(run, setup=prepare, rounds=3)
    finally:
        google.latency(0)


def test_the_whole_command(benchmark: BenchmarkFixture, google: Google, at: Pointed) -> None:
    """`funnel sheets sync` of a Sheet that did not change, against bare Python and round trips."""
    sheet = google.sheet(plan_actions())
    command = [sys.executable, "-m", "funnel_addin.cli", "sheets", "sync", sheet]
    command += ["--as-of", AS_OF.isoformat()]
    with Relay(google.base_url) as relay:
        at(relay.base_url, google.key_for(relay.base_url))
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        traffic = relay.begin()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    bare = [*traffic.tokens, *traffic.sent]
    at(google.base_url, google.key)

    def run() -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def floor() -> None:
        subprocess.run([sys.executable, "-c", "pass"], check=True)
        replayed(google.base_url, bare)

    google.latency(LATENCY)
    try:
        taken, least = in_turn(run, floor, lambda: None)
        what = f"funnel sheets sync, against bare Python and {len(bare)} round trips"
        tell(benchmark, what, taken, least)
        benchmark.pedantic(run, rounds=3)
    finally:
        google.latency(0)


def test_work_without_the_network(benchmark: BenchmarkFixture, google: Google, at: Pointed) -> None:
    """CPU time of a sync in this process, against bare requests and the plan worked out."""
    from funnel_addin.books.google import open_sheet
    from funnel_addin.sync import sync

    sheet = google.sheet(plan_actions())
    with Relay(google.base_url) as relay:
        at(relay.base_url, google.key_for(relay.base_url))
        book = open_sheet(sheet)
        sync(book, as_of=AS_OF)
        traffic = counted(relay, lambda: sync(book, as_of=AS_OF))
    at(google.base_url, google.key)
    book = open_sheet(sheet)
    sync(book, as_of=AS_OF)

    def work(run: Callable[[], object], times: int = 20) -> float:
        start = time.process_time()
        for _ in range(times):
            run()
        return (time.process_time() - start) / times

    taken = min(work(lambda: sync(book, as_of=AS_OF)) for _ in range(3))
    values = inputs(google.base_url, google.key, sheet)

    def least() -> None:
        replayed(google.base_url, traffic.sent)
        worked_out(values)

    floor = min(work(least) for _ in range(3))
    what = "CPU of an unchanged sync, against bare round trips and the plan worked out"
    tell(benchmark, what, taken, floor)
    benchmark.pedantic(lambda: sync(book, as_of=AS_OF), rounds=5)


LARGE = {
    "10,000 periods of actuals": wide_actions,
    "names of 10,000 rows": long_actions,
}


def peak(run: Callable[[], object]) -> float:
    """Give the most memory that Python held while something ran, in MB."""
    tracemalloc.start()
    run()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


@pytest.mark.parametrize("what", LARGE)
def test_large_sheets(
    benchmark: BenchmarkFixture, google: Google, relay: Relay, at: Pointed, what: str
) -> None:
    """A whole sync that changes nothing, against others' mere reading of the same cells."""
    key = google.key_for(relay.base_url)
    at(relay.base_url, key)
    sheet = google.sheet([*plan_actions(), *LARGE[what]()])
    ours(sheet)
    runs: dict[str, Callable[[], object]] = {"ours, a whole sync": lambda: ours(sheet)}
    for name, (reader, package) in READERS.items():
        if not (package and missing(package)):
            runs[name] = lambda reader=reader: reader(relay.base_url, key, sheet)
    rows = [f"{what:32} requests     kB up   kB down  kB down, gzip     s  CPU s  peak MB"]
    for name, run in runs.items():
        traffic = counted(relay, run)
        relay.begin()
        start, began = time.perf_counter(), time.process_time()
        run()
        taken, worked = time.perf_counter() - start, time.process_time() - began
        rows.append(f"{line(name, traffic)} {taken:5.2f} {worked:6.2f} {peak(run):8.1f}")
    print("\n" + "\n".join(rows))
    benchmark.extra_info["large"] = rows
    benchmark.pedantic(ours, args=(sheet,), rounds=3)


def test_memory_of_a_watch(benchmark: BenchmarkFixture, google: Google, at: Pointed) -> None:
    """What Python holds after 100 and after 1,000 turns a minute apart, on a clock of its own."""
    from funnel_addin.books.google import open_sheet
    from funnel_addin.books.google.calls.patience import Patience
    from funnel_addin.sync import sync, watched

    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    at(google.base_url, google.key)
    sheet = google.sheet(plan_actions())
    patience = Patience(sleep=sleep, clock=lambda: now[0])
    book = open_sheet(sheet, patience=patience)
    turns = watched(lambda: sync(book, as_of=AS_OF), 60, lambda: now[0], sleep)
    told = []
    for turn in range(1, 1_001):
        if turn % 10 == 0:
            edited(google, sheet, 1_000_000 + 1_000 * turn)
        assert isinstance(next(turns), Synced)
        if turn in {100, 1_000}:
            gc.collect()
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
            told.append(
                f"{turn:,} turns: {len(gc.get_objects()):,} objects, {most:.1f} MB at the most"
            )
    print("\na watch after " + "; after ".join(told))
    benchmark.extra_info["a watch"] = told
    benchmark.pedantic(lambda: next(turns), rounds=3)
