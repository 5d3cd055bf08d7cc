"""Play many storms: `python -m tests.sync.storm --runs 5000 --seed 7`.

Prints the shortest script that it finds to break a rule, ready to be pasted into a test.
"""

from __future__ import annotations

import argparse
import time

from hypothesis import HealthCheck, given, seed, settings

from tests.sheets_server import SheetsServer
from tests.sync.storm import Broken, Script, run, scripts


def main() -> int:
    """Run, and say what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.sync.storm", description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    runs = syncs = window = 0
    began = time.perf_counter()
    with SheetsServer() as server:

        @seed(wanted.seed)
        @settings(
            max_examples=wanted.runs,
            deadline=None,
            database=None,
            derandomize=False,
            suppress_health_check=list(HealthCheck),
        )
        @given(scripts())
        def storm(script: Script) -> None:
            nonlocal runs, syncs, window
            world = run(server, script)
            runs, syncs, window = runs + 1, syncs + world.syncs, window + world.window

        try:
            storm()
        except (Broken, ExceptionGroup) as broken:
            print(f"seed {wanted.seed}, after {runs} runs that held:")
            for each in getattr(broken, "exceptions", (broken,)):
                print(f"\n{type(each).__name__}: {each}", *getattr(each, "__notes__", ()), sep="\n")
            return 1
    took = time.perf_counter() - began
    print(
        f"{runs} runs, {syncs} syncs, {took:.0f} s ({1000 * took / max(runs, 1):.0f} ms a run); "
        f"{window} values of people lost in the API's open window"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
