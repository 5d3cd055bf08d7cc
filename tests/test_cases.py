"""The JSON cases, answered by Python and by the command line."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from funnel_addin import functions
from funnel_addin.catalog import CATALOG, Kind, WorksheetFunction
from funnel_addin.functions.answers import ANSWERS
from funnel_core.errors import FunnelError
from funnel_core.quantities import Quantity
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
    lines = "\n".join(
        # JSON has no infinity; a number too large for a double is one all the same
        json.dumps({"function": case.function, "args": case.args}).replace("Infinity", "1e999")
        for case in CASES
    )
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
def test_every_argument_has_bad_cases_of_each_kind(function: WorksheetFunction) -> None:
    """Each argument is shown wrong: in kind (#VALUE!), and in bounds (#NUM!) where it has any."""
    bad = [case for case in load(function.name) if case.error is not None]
    for argument in function.arguments:
        codes = {case.error for case in bad if f"'{argument.name}'" in sentence(case)}
        assert "#VALUE!" in codes, f"no wrong kind of '{argument.name}'"
        if argument.kind not in (Kind.FLAG, Kind.DATE) and has_bounds(argument.quantity):
            assert "#NUM!" in codes, f"no '{argument.name}' out of bounds"
    first = {case.error for case in bad if case.message}
    assert "#VALUE!" in first, "cases should say what the sentence holds"


def sentence(case: Case) -> str:
    """Give the sentence that a bad case really answers."""
    with pytest.raises(FunnelError) as caught:
        functions.call(case.function, case.args)
    return str(caught.value)


def has_bounds(quantity: Quantity) -> bool:
    """Tell whether a number can be out of bounds at all."""
    ends = (quantity.above, quantity.at_least, quantity.below, quantity.at_most)
    return quantity.whole or any(end is not None for end in ends)


@pytest.mark.parametrize("function", CATALOG, ids=lambda function: function.name)
def test_an_error_cell_passes_its_code_on(function: WorksheetFunction) -> None:
    """An error in any cell of any argument shows as itself, whatever else is wrong there."""
    arguments = json.loads(function.example)
    for index, argument in enumerate(function.arguments[: len(arguments)]):
        if arguments[index] is None:
            continue
        with pytest.raises(FunnelError) as caught:
            functions.call(function.name, [*arguments[:index], "#DIV/0!", *arguments[index + 1 :]])
        assert caught.value.code == "#DIV/0!", argument.name
        assert f"'{argument.name}'" in str(caught.value)


@pytest.mark.parametrize("function", CATALOG, ids=lambda function: function.name)
def test_a_surplus_argument_is_refused(function: WorksheetFunction) -> None:
    """One argument too many is #VALUE!, with the usage."""
    with pytest.raises(FunnelError, match="takes at most") as caught:
        functions.call(function.name, [1] * (len(function.arguments) + 1))
    assert caught.value.code == "#VALUE!"


@pytest.mark.parametrize("function", CATALOG, ids=lambda function: function.name)
def test_a_missing_argument_is_named(function: WorksheetFunction) -> None:
    """With nothing handed over, the first argument is missing, and what it is is said."""
    with pytest.raises(FunnelError, match=f"'{function.arguments[0].name}' is missing") as caught:
        functions.call(function.name, [])
    assert caught.value.code == "#VALUE!"


@pytest.mark.parametrize("function", CATALOG, ids=lambda function: function.name)
def test_the_catalog_example_runs(function: WorksheetFunction) -> None:
    """The example that the documentation shows is answered."""
    assert functions.call(function.name, json.loads(function.example))
