"""The JSON cases, answered by Python and by the command line."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from funnel_addin import functions
from funnel_addin.catalog import CATALOG, WorksheetFunction
from funnel_addin.functions.answers import ANSWERS
from funnel_core.errors import FunnelError
from tests.cases import Case, load

CASES = load()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_function_answers_its_case(case: Case) -> None:
    """A call answers the grid that its case expects, or fails with its code and its sentence."""
    if case.error is None:
        assert case.agrees(functions.call(case.function, case.args))
        return
    with pytest.raises(FunnelError) as caught:
        functions.call(case.function, case.args)
    assert caught.value.code == case.error
    assert case.message in str(caught.value)


def test_the_command_line_answers_every_case_in_one_batch() -> None:
    """`funnel call --batch` prints one answer a line, the same as Python's."""
    lines = "\n".join(json.dumps({"function": case.function, "args": case.args}) for case in CASES)
    run = subprocess.run(
        [sys.executable, "-m", "funnel_addin.cli", "call", "--batch"],
        input=lines,
        capture_output=True,
        text=True,
        check=True,
    )
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(answers) == len(CASES)
    for case, answer in zip(CASES, answers, strict=True):
        if case.error is None:
            assert case.agrees(answer["value"]), case
        else:
            assert answer["error"] == case.error, case
            assert case.message in answer["message"], case


def test_every_function_has_cases_good_and_bad_and_an_answer() -> None:
    """No function of the catalog is without cases of both kinds, nor without an implementation."""
    for function in CATALOG:
        kinds = {case.error is None for case in CASES if case.function == function.name}
        assert kinds == {True, False}, function.name
    assert list(ANSWERS) == [function.name for function in CATALOG]


@pytest.mark.parametrize("function", CATALOG, ids=lambda function: function.name)
def test_the_catalog_example_runs(function: WorksheetFunction) -> None:
    """The example that the documentation shows is answered."""
    assert functions.call(function.name, json.loads(function.example))
