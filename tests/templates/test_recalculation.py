"""The template's native formulas against the core, in engines that nobody here wrote."""

from __future__ import annotations

import pytest

from templates.build import WORKBOOK
from tests.templates.engines import ENGINES, Engine, missing
from tests.templates.funnels import TRAPS, generated
from tests.templates.workbooks import bare, places

CASES = (*generated(204), *TRAPS)

each_engine = pytest.mark.parametrize(
    "engine",
    [
        pytest.param(
            engine,
            id=engine.name,
            marks=pytest.mark.skipif(bool(missing(engine.name)), reason=missing(engine.name)),
        )
        for engine in ENGINES
    ],
)


@each_engine
@pytest.mark.slow
def test_the_workbook_answers_as_the_core_does(engine: Engine) -> None:
    """Volumes and schedule of generated funnels and of the float traps equal the core's."""
    book = bare(WORKBOOK.read_bytes())
    where = places(book)
    shown = engine.calculate(book, [case.inputs for case in CASES])
    wrong = [
        case
        for case, cells in zip(CASES, shown, strict=True)
        if cells.behind(where["Plan_Required"]) != case.required
        or cells.behind(where["Plan_Schedule"]) != case.schedule
    ]
    assert wrong == []
    assert [line for cells in shown for line in cells.errors] == []


def test_the_generated_funnels_cover_what_people_type() -> None:
    """1 to 12 steps; counts, computed and typed rates; blank values; short and zero weights."""
    funnels = generated(204)
    kinds = {type(step).__name__ for case in funnels for step in case.steps}
    assert len(funnels) >= 200
    assert {len(case.steps) for case in funnels} == set(range(1, 13))
    assert kinds == {"float", "Fraction", "Counts"}
    assert {case.value is None for case in funnels} == {True, False}
    assert {len(case.weights) < 12 for case in funnels} == {True, False}
    assert any(0.0 in case.weights for case in funnels)
    assert any(case.decoys for case in funnels)
    assert any(case.target != int(case.target) for case in funnels)
    assert max(float(row[0] or 0) for case in TRAPS for row in case.required) > 1e12
