"""Every JSON case, typed into cells of a real Calc."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import pytest

from funnel_addin.catalog import CATALOG, WorksheetFunction
from tests.cases import Case, load
from tests.libreoffice.calc import Office, codes
from tests.libreoffice.typed import (
    IMPOSSIBLE,
    IN_RANGE,
    SURPLUS,
    TRUTH,
    WORKBOOK,
    Block,
    Expected,
    Page,
    expected,
)


@cache
def wanted(function: str) -> tuple[Expected, ...]:
    """Give what Calc is to show for each case of a function."""
    return tuple(expected(case) for case in load(function))


each_function = pytest.mark.parametrize("function", CATALOG, ids=lambda each: each.name)


@each_function
def test_the_cases_typed_into_cells_show_their_answers(office: Office, function: WorksheetFunction):
    """Each case answers as a matrix and, its first cell, in one cell; errors are Calc's own."""
    typed = [each for each in wanted(function.name) if each.differs != IMPOSSIBLE]
    # in a document of their own: beside the same call with a 0 they could not be told from it
    blank = [each for each in typed if [[None]] in each.case.args]
    wrong = disagreements(office, [each for each in typed if each not in blank])
    wrong += disagreements(office, blank) if blank else []
    assert not wrong, "\n".join(wrong)


def disagreements(office: Office, typed: list[Expected]) -> list[str]:
    """Type cases into a new spreadsheet, and give what it shows that it should not."""
    page = Page()
    blocks = [page.add(each) for each in typed]
    book = office.new()
    page.enter(office, book, "Cases")
    addresses = [place for each in blocks for place in (each.single, each.matrix, each.why)]
    read = office.read(book, "Cases", addresses)
    office.close(book)
    shown = zip(read[::3], read[1::3], read[2::3], strict=True)
    return [
        f"{block.wanted.case.says}: {block.formula} shows {told}"
        for block, rows in zip(blocks, shown, strict=True)
        if (told := disagreement(block, *map(codes, rows)))
    ]


def disagreement(block: Block, single: Any, matrix: Any, why: Any) -> str:
    """Tell what Calc shows that it should not; nothing where all is as expected."""
    case = block.wanted.case
    reason = why[0][0]
    if case.error is None:
        first = case._replace(value=[[case.value[0][0]]] if case.value else None)
        agrees = case.agrees(matrix) and first.agrees(single)
        # an error within an answer is a cell that has nothing to say: no function failed
        silent = reason == "" or single[0][0] in ("#N/A",)
        return "" if agrees and silent else f"{single}, {matrix}, reason {reason!r}"
    agrees = single == matrix == [[case.error]]
    told = case.message in str(reason)
    return "" if agrees and told else f"{single}, {matrix}, reason {reason!r}, not {case.error}"


def test_what_calc_cannot_tell_apart_is_known():
    """All but a few cases are typed as they stand; of the others it is known why, and counted."""
    cases: list[Case] = load()
    found = Counter(each.differs for function in CATALOG for each in wanted(function.name))
    as_they_stand = found.pop("")
    assert found == {IMPOSSIBLE: 5, SURPLUS: 31, TRUTH: 99, IN_RANGE: 62, WORKBOOK: 1}
    assert as_they_stand == len(cases) - sum(found.values())
