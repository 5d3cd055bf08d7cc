"""What Google Sheets loads: its tests in Node, and the plan behind names as Python reads it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from funnel_addin.books.port import Block, CellErrorValue, Grid, Place, Problem, Written
from funnel_addin.catalog import NAMES_READ
from funnel_addin.functions.grid import ERROR_CODES
from funnel_addin.plans import required
from funnel_core.errors import FunnelError
from tests.js.node import PATIENCE, ROOT, needs_node

FOLDER = Path(__file__).with_name("google")
TOOLS = ROOT / "tests" / "node" / "node_modules"

pytestmark = needs_node


@pytest.mark.skipif(
    not (TOOLS / "acorn").is_dir() or not (TOOLS / "micromatch").is_dir(),
    reason="the tests' tools are not installed: run `npm install` in tests/node",
)
def test_the_script_does_what_its_own_tests_say() -> None:
    """Every test of tests/js/google passes, of the script as it is committed."""
    files = sorted(map(str, FOLDER.glob("*.test.mjs")))
    assert len(files) == 3
    run = subprocess.run(
        ["node", "--test", "--test-reporter=tap", *files],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stdout + run.stderr


class InMemory:
    """A book of a few named cells, as Python's plans read it."""

    title = "My plan"

    def __init__(self, names: Mapping[str, Mapping[str, Any]]) -> None:
        self._blocks = {name: _block(**each) for name, each in names.items()}

    def places(self) -> Mapping[str, Place | Problem]:
        """Give where the named cells are."""
        return {name: block.place for name, block in self._blocks.items()}

    def read(self, name: str) -> Block:
        """Give the cells behind a name."""
        return next(each for key, each in self._blocks.items() if key.lower() == name.lower())

    def formulas_in(self, name: str) -> tuple[tuple[bool, ...], ...]:
        """Tell that no cell holds a formula."""
        return tuple((False,) * len(row) for row in self.read(name).values)

    def write(self, values: Mapping[str, Grid]) -> Written:
        """Refuse: nothing is written in these tests."""
        raise AssertionError(values)


def _block(sheet: str, top: int, left: int, rows: list[list[Any]]) -> Block:
    values = tuple(
        tuple(
            CellErrorValue(cell) if isinstance(cell, str) and cell in ERROR_CODES else cell
            for cell in row
        )
        for row in rows
    )
    return Block(Place(sheet, top, left, len(rows), len(rows[0])), values)


class Naming:
    """The twin's reading of names, in a Node process of its own."""

    def __enter__(self) -> Naming:
        self._process = subprocess.Popen(
            ["node", str(FOLDER / "naming.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate(timeout=PATIENCE)

    def required(self, names: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
        """Answer what the plan behind the names needs, or what is wrong."""
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        asked.write(json.dumps({"title": InMemory.title, "names": names}) + "\n")
        asked.flush()
        answer: dict[str, Any] = json.loads(answers.readline())
        return answer


@pytest.fixture(scope="module")
def naming() -> Iterator[Naming]:
    """Start one Node process for all examples."""
    with Naming() as started:
        yield started


_BAD = st.sampled_from(["", "lots", "50%", "#REF!", "#DIV/0!", True, -1, 0, 47, 2.5, 1e300])
_NUMBERS: dict[str, st.SearchStrategy[Any]] = {
    "Plan_Target": st.sampled_from([1, 99.2, 100, 880_000.0000000001, 1_000_000]),
    "Plan_Value": st.sampled_from([0.57, 1 / 3, 250, 10_000]),
    "Plan_Goal": st.sampled_from(["revenue", "Customers", "PROFIT", "wins", ""]),
    "Plan_Purchases": st.sampled_from([1, 4, 0.5]),
    "Plan_Existing": st.sampled_from([0, 800]),
    "Plan_Retention": st.sampled_from([0, 0.8, 1]),
    "Plan_Share_Of_Year": st.sampled_from([0.5, 1]),
    "Plan_Fixed_Cost": st.sampled_from([0, 200_000]),
    "Plan_Margin": st.sampled_from([0.6, 1]),
    "Plan_CAC": st.sampled_from([0, 1_000, 100_000]),
}
_RATE = st.sampled_from([0.01, 0.25, 0.47, 1 / 3, 1])
_PAIR: st.SearchStrategy[tuple[Any, Any]] = st.sampled_from(
    [(200, 50), (30, 0), (0, 0), (50, 200), ("", ""), (7, 7), (10, "")]
)


def _placed(rows: list[list[Any]], sheet: str) -> dict[str, Any]:
    return {"sheet": sheet, "top": 3, "left": 26, "rows": rows}


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """Draw names of a book: most of them well, some wrong, missing, blank or misshapen."""
    sheet = draw(st.sampled_from(["Goal", "My sheet", "Q1"]))
    names: dict[str, Any] = {}
    for name, good in _NUMBERS.items():
        wanted = 9 if name in ("Plan_Target", "Plan_Value") else 3
        if draw(st.integers(0, 9)) < wanted:
            cell = draw(good if draw(st.integers(0, 9)) else _BAD)
            rows = [[cell]] if draw(st.integers(0, 30)) else [[cell, cell]]
            names[name] = _placed(rows, sheet)
    if draw(st.integers(0, 9)) < 8:
        cells: list[Any] = draw(
            st.lists(_RATE, min_size=1, max_size=14 if draw(st.booleans()) else 6)
        )
        if not draw(st.integers(0, 3)):
            cells[draw(st.integers(0, len(cells) - 1))] = draw(_BAD)
        cells += [""] * draw(st.integers(0, 2))
        across = draw(st.booleans())
        names["Plan_Rates"] = _placed([cells] if across else [[cell] for cell in cells], sheet)
    if draw(st.integers(0, 9)) < 4:
        pairs: list[list[Any]] = [
            list(pair) for pair in draw(st.lists(_PAIR, min_size=1, max_size=6))
        ]
        if not draw(st.integers(0, 3)):
            pairs = [list(row) for row in zip(*pairs, strict=True)]
        if not draw(st.integers(0, 9)):
            pairs = [[*row, 1] for row in pairs]
        names["Plan_Counts"] = _placed(pairs, sheet)
    return names


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(names=plans())
def test_a_plan_behind_names_is_read_as_python_reads_it(
    names: dict[str, Any], naming: Naming
) -> None:
    """The volumes are the same, lying the same way, or all problems in the same words."""
    assert set(names) <= set(NAMES_READ)
    assert naming.required(names) == in_python(names)


def in_python(names: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Answer as the twin does: {"value": rows} or {"error": code, "message": …}."""
    try:
        return {"value": [list(row) for row in required(InMemory(names))]}
    except FunnelError as error:
        return {"error": error.code, "message": str(error)}
