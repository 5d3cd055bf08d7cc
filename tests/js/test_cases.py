"""The JSON cases, answered by the twin in Node as Python answers them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from funnel_addin import functions
from funnel_core.errors import FunnelError
from tests.cases import Case, load
from tests.js.node import Twin, needs_node

pytestmark = needs_node


def held(args: Any) -> bool:
    """Tell whether cells hold these arguments: no double is a whole number just above 2^53."""
    if isinstance(args, list):
        return all(map(held, args))
    return not isinstance(args, int) or float(args) == args


CASES = [case for case in load() if held(case.args)]


@pytest.fixture(scope="module")
def twin() -> Iterator[Twin]:
    """Start one Node process for all cases."""
    with Twin() as started:
        yield started


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_twin_answers_the_case_in_the_same_words(case: Case, twin: Twin) -> None:
    """A call answers the grid that its case expects, or fails with Python's code and sentence."""
    answer = twin.call(case.function, case.args)
    if case.error is None:
        assert case.agrees(answer.get("value")), answer
        return
    with pytest.raises(FunnelError) as caught:
        functions.call(case.function, case.args)
    assert answer == {"error": case.error, "message": str(caught.value)}


def test_nearly_all_cases_are_asked() -> None:
    """The one case that is left out hands over a number that no cell holds."""
    assert [str(case) for case in load() if case not in CASES] == [
        "FUNNEL_REQUIRED: a whole number above 2^53"
    ]
