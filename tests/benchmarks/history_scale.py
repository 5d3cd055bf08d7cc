"""`python -m tests.benchmarks.history_scale [--records 20000000] [--text]`: how counting scales.

Writes about five events a record into a Parquet file in a temporary folder, and counts them into
cohorts on two cores. The floor is DuckDB's one bare aggregation over the same file: the least that
any count of cohorts must do. Each is measured in a process of its own, with the most memory that
it had.

Measured on a harsher file than the one written here (100 million events of 20 million records with
whole numbers for ids, most of which repeat a stage), on two cores that nobody else used: the bare
aggregation took 7.8 s (15.5 s of processors, 2.4 GiB), and counting 41.3 s (80 s, 4.9 GiB): 5.3
times, 5.2 of processors; in an earlier run 8.7 s and 44.9 s.
"""

from __future__ import annotations

import argparse
import datetime
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import ibis

from funnel_core.history.counting import counted
from tests.benchmarks.events import ORDER, write_events

__all__ = ["BARE", "bare", "cohorts", "connected"]

BARE = (
    "SELECT count(*), sum(n), min(first) FROM "
    "(SELECT record, min(time) AS first, count(*) AS n FROM '{path}' GROUP BY record)"
)
MEMORY = "5GB"
TODAY = datetime.date(2027, 1, 1)


def connected(folder: Path) -> ibis.BaseBackend:
    """Give an engine with two threads and a bound on its memory."""
    return ibis.duckdb.connect(
        threads=2, memory_limit=MEMORY, temp_directory=str(folder / "spilled")
    )


def bare(path: Path) -> str:
    """Aggregate once, and say what came of it."""
    rows = connected(path.parent).con.execute(BARE.format(path=path)).fetchall()
    return f"{rows[0][1]:,} events of {rows[0][0]:,} records"


def cohorts(path: Path) -> str:
    """Count into cohorts, problems and amounts included, and say what came of it."""
    started = time.perf_counter()

    def tell(doing: str, share: float | None) -> None:
        print(f"  {time.perf_counter() - started:6.1f} s: {doing}", file=sys.stderr, flush=True)

    events = connected(path.parent).read_parquet(path)
    history = counted(events, ORDER, None, TODAY, progress=tell)
    problems = ", ".join(f"{problem.kind} {problem.count:,}" for problem in history.problems)
    return f"{len(history.counts):,} lines of counts; {problems}"


def main() -> None:
    """Measure, or be one of the processes that are measured."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--records", type=int, default=20_000_000)
    asked.add_argument("--text", action="store_true", help="ids of 16 letters")
    asked.add_argument("--only", choices=("bare", "cohorts"), help=argparse.SUPPRESS)
    asked.add_argument("--file", type=Path, help="measure this file rather than write one")
    given = asked.parse_args()
    if given.only:
        started = time.perf_counter()
        said = {"bare": bare, "cohorts": cohorts}[given.only](given.file)
        seconds = time.perf_counter() - started
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 2**20, said)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = given.file or Path(folder) / "events.parquet"
        if given.file is None:
            write_events(path, given.records, given.text)
        taken: dict[str, float] = {}
        worked: dict[str, float] = {}
        for only in ("bare", "cohorts", "bare"):
            command = [sys.executable, "-m", __spec__.name, "--only", only, "--file", str(path)]
            answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
            *numbers, said = answer.split(maxsplit=3)
            seconds, work, most = map(float, numbers)
            taken[only] = min(seconds, taken.get(only, seconds))
            worked[only] = min(work, worked.get(only, work))
            told = f"{seconds:.1f} s, {work:.1f} s of processors, {most:.2f} GiB"
            print(f"{only}: {told}; {said.strip()}", flush=True)
        print(
            f"cohorts against the bare aggregation: {taken['cohorts'] / taken['bare']:.2f}×; of "
            f"processors {worked['cohorts'] / worked['bare']:.2f}×"
        )


if __name__ == "__main__":
    main()
