"""Worksheet functions on the command line: listed, explained and called."""

from __future__ import annotations

import json

import pytest

from funnel_addin.catalog import CATALOG, WHY
from funnel_addin.cli import main
from tests.flow.command import funnel


def test_call_answers_and_exits_0_or_1(capsys: pytest.CaptureFixture[str]) -> None:
    """A value and status 0; an error with its code and its sentence, and status 1."""
    assert main(["call", "FUNNEL_REQUIRED", "[21, 0.7]"]) == 0
    assert json.loads(capsys.readouterr().out) == {"value": [[30], [21]]}
    assert main(["call", "funnel_required", "[21, 7]"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["error"] == "#NUM!"
    assert answer["message"].startswith("'rates' must be shares above 0 and up to 1; it is 7")


@pytest.mark.parametrize(
    ("function", "arguments", "code"),
    [
        ("NO_SUCH", "[]", "#NAME?"),
        ("FUNNEL_REQUIRED", "[1, 0.5", "#VALUE!"),
        ("FUNNEL_REQUIRED", '{"target": 1}', "#VALUE!"),
        ("FUNNEL_REQUIRED", "[NaN, 0.5]", "#VALUE!"),
        ("FUNNEL_REQUIRED", "[1e999, 0.5]", "#NUM!"),
        ("FUNNEL_REQUIRED", "[" + "9" * 400 + ", 0.5]", "#NUM!"),
    ],
)
def test_call_refuses_what_no_cell_can_hold(
    function: str, arguments: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Broken JSON and impossible numbers are answered like any other error."""
    assert main(["call", function, arguments]) == 1
    assert json.loads(capsys.readouterr().out)["error"] == code


def test_a_batch_answers_every_line_even_bad_ones() -> None:
    """One answer a line; a line that is wrong does not stop the others."""
    lines = [
        '{"function": "FUNNEL_PACE", "args": [47, 60]}',
        "nonsense",
        "",
        "[1]",
        '{"function": "X"}',
    ]
    run = funnel("call", "--batch", input="\n".join(lines))
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 0
    assert answers[0] == {"value": [["behind"]]}
    errors = [answer.get("error") for answer in answers]
    assert errors == [None, "#VALUE!", "#VALUE!", "#VALUE!", "#NAME?"]
    wanted = '{"function": "NAME", "args": [arguments]}'
    assert answers[1]["message"].startswith(f"line 2 must be JSON, such as {wanted}; ")
    assert answers[2]["message"] == f"line 3 is blank: it must be {wanted}"


def test_functions_are_listed_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """`funnel functions` lists the catalog; with a name, also without its prefix, it explains."""
    assert main(["functions"]) == 0
    listed = capsys.readouterr().out
    assert all(f"  {function.name} " in listed for function in CATALOG)
    assert main(["functions", "spread"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("FUNNEL_SPREAD(target, weights)\n")
    assert "=FUNNEL_SPREAD(100, {1,1,1})\n    34   33   33\n" in told
    assert "`funnel call FUNNEL_SPREAD '[…]'` with the numbers of its arguments prints" in told
    assert main(["functions", "sprea"]) == 1
    assert "did you mean FUNNEL_SPREAD" in capsys.readouterr().err


def test_the_function_that_tells_why_is_explained_where_it_cannot_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """FUNNEL_WHY reads cells: the command line explains it, and says what prints reasons."""
    assert main(["functions"]) == 0
    assert f"Errors\n  FUNNEL_WHY {' ' * 19} {WHY.summary}\n" in capsys.readouterr().out
    for name in ("FUNNEL_WHY", "why"):
        assert main(["functions", name]) == 0
        told = capsys.readouterr().out
        assert told.startswith("FUNNEL_WHY(cell)\n")
        assert (
            "=FUNNEL_WHY(B4)\n    'rates' must be shares above 0 and up to 1; row 2 is 47" in told
        )
    assert main(["call", "funnel_why", '["B4"]']) == 1
    answered = json.loads(capsys.readouterr().out)
    assert answered["error"] == "#VALUE!"
    assert "call the function that shows the error" in answered["message"]


@pytest.mark.parametrize("name", ["FUNNEL_", "FUNNEL_XQZ", "SUM"])
def test_a_name_that_is_near_to_none_is_no_guess(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What all names begin with makes none of them near; the list is a command away."""
    assert main(["call", name, "[]"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["error"] == "#NAME?"
    assert told["message"] == f"no function is called {name}; `funnel functions` lists them all"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["[330, [[60%]]]"], "write 0.6 for 60%"),
        (["[330, {0.6;0.3}]"], "[[1],[2]] for a column"),
        (["330", "0.4"], "got 2: 330 0.4"),
    ],
)
def test_arguments_that_are_no_json_are_told_how_to_be(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is typed as in a cell, or as several words, is refused with the way to write it."""
    assert main(["call", "FUNNEL_REQUIRED", *words]) == 1
    printed = capsys.readouterr()
    assert told in printed.out + printed.err
