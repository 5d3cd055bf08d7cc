"""What the template says about bad input, and that it never shows an error value."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from templates.build import WORKBOOK
from tests.templates.engines import Engine
from tests.templates.funnels import Case
from tests.templates.test_recalculation import each_engine
from tests.templates.workbooks import Inputs, bare, places

RATES: list[list[object]] = [[0.01], [0.47], [0.38], [0.7], [0.5], [0.25]]


def rates(row: int, content: object) -> Inputs:
    """Give the worked case's rates with one of them changed; rows count from 1."""
    return {
        "Plan_Rates": [
            [content] if number == row else rate for number, rate in enumerate(RATES, start=1)
        ]
    }


def counts(entered: object, advanced: object) -> Inputs:
    """Give counts for the second step."""
    return {"Plan_Counts": [[None, None], [entered, advanced]]}


def weights(*typed: object) -> Inputs:
    """Give the weights of the first months, the others 1."""
    return {"Plan_Weights": [[*typed, *[1] * (12 - len(typed))]]}


@dataclass(frozen=True)
class Bad:
    """Inputs, the cell that must speak, what it must say, and whether the volumes stay."""

    inputs: Inputs
    cell: str
    says: str
    volumes: bool = False


BAD = (
    Bad(rates(2, 47), "Funnel!J9", "write 47% or 0.47"),
    Bad(rates(2, 0), "Funnel!J9", "a rate must be above 0%"),
    Bad(rates(2, -1), "Funnel!J9", "a rate must be above 0%"),
    Bad(rates(2, 470), "Funnel!J9", "a rate is 100% at most"),
    Bad(rates(2, "47%"), "Funnel!J9", "the rate is text: write 47% or 0.47"),
    Bad(rates(2, "=1/0"), "Funnel!J9", "a cell in this row holds an error: clear it"),
    Bad(rates(2, None), "Funnel!J9", "a rate is missing here"),
    Bad(rates(1, None), "Funnel!J8", "a rate is missing here"),
    Bad(
        {"Plan_Rates": [[None]] * 12},
        "Funnel!J8",
        "type a rate: the share that goes on to the next stage",
    ),
    Bad(
        rates(6, None),
        "Funnel!J14",
        "no rate leads to this stage: type one in the row above",
        volumes=True,
    ),
    Bad(
        {**rates(6, 0.25), "Plan_Stages": [["Visitor"], [None], ["MQL"]]},
        "Funnel!J9",
        "name this stage",
        volumes=True,
    ),
    Bad(counts(40, 60), "Funnel!J9", "advanced (60) is more than entered (40)"),
    Bad(counts(40, None), "Funnel!J9", "fill both entered and advanced, or neither"),
    Bad(counts("forty", 10), "Funnel!J9", "the counts are text: write whole numbers"),
    Bad(counts(-40, -60), "Funnel!J9", "counts must be 0 or more"),
    Bad(counts(40, 10.5), "Funnel!J9", "counts must be whole numbers"),
    Bad(counts(0, 0), "Funnel!J9", "nobody entered: clear the counts, type a rate"),
    Bad(counts(40, 0), "Funnel!J9", "nobody advanced: no volume would be enough"),
    Bad(
        {"Plan_Rates": [[0.0001]] * 6},
        "Funnel!J10",
        "more than 100 trillion: check the rates",
        volumes=True,
    ),
    Bad(
        {"Plan_Target": [[1e15]], "Plan_Value": [[None]]},
        "Funnel!B4",
        "Check: the goal takes more than 100 trillion wins, see the sheet Goal.",
    ),
    Bad({"Plan_Target": [[-5]]}, "Goal!D6", "Check: a target must be above 0."),
    Bad({"Plan_Target": [[0]]}, "Goal!D6", "Check: a target must be above 0."),
    Bad(
        {"Plan_Target": [["1 million"]]},
        "Goal!D6",
        "Check: this is text; write a number, such as 1000000.",
    ),
    Bad({"Plan_Target": [[None]]}, "Goal!D6", "Check: type what to reach, such as 1000000."),
    Bad({"Plan_Value": [[0]]}, "Goal!D7", "Check: a value must be above 0, or blank."),
    Bad({"Plan_Value": [["=1/0"]]}, "Goal!D7", "Check: this cell holds an error, clear it."),
    Bad({"Plan_Confidence": [[80]]}, "Goal!D12", "Check: write 80% or 0.8.", volumes=True),
    Bad({"Plan_Confidence": [[1]]}, "Goal!D12", "Check: write 1% or 0.01.", volumes=True),
    Bad(
        {"Plan_Last_Year": [[-3]]},
        "Goal!D8",
        "Check: last year must be above 0, or blank.",
        volumes=True,
    ),
    Bad({"Plan_End": [[46_000]]}, "Goal!D11", "Check: the end is before the start.", volumes=True),
    Bad(
        {"Plan_Start": [["soon"]]},
        "Goal!D10",
        "Check: this is no date; write one such as 1 Jan 2027.",
        volumes=True,
    ),
    Bad(
        {"Plan_Start": [[None]], "Plan_End": [[None]]},
        "Schedule!B4",
        "Check: the start and the end on Goal are not two dates in order; the months are numbered"
        " instead.",
        volumes=True,
    ),
    Bad(
        {"Plan_End": [[46_752 + 31]]},
        "Schedule!B4",
        "Check: From 1 January 2027 to 31 January 2028 are more than 12 months; the volumes are"
        " spread over 12.",
        volumes=True,
    ),
    Bad(
        {"Plan_Weights": [[1] * 11 + [None]]},
        "Schedule!B4",
        "Check: From 1 January 2027 to 31 December 2027 is 12 months, but 11 weights are given.",
        volumes=True,
    ),
    Bad(
        weights(*[0] * 12),
        "Schedule!B4",
        "Check: the weights are all 0; type a weight above 0 in one month.",
        volumes=True,
    ),
    Bad(
        weights(1, None),
        "Schedule!B4",
        "Check: the weight of month 2 is missing; type 0 if nothing is due then.",
        volumes=True,
    ),
    Bad(
        weights(1, -1),
        "Schedule!B4",
        "Check: the weight of month 2 must be a number from 0 up.",
        volumes=True,
    ),
    Bad(
        weights(1, "twice"),
        "Schedule!B4",
        "Check: the weight of month 2 must be a number from 0 up.",
        volumes=True,
    ),
    Bad(
        {"Plan_Weights": [[None] * 12]},
        "Schedule!B4",
        "Check: type a weight for each month, such as 1.",
        volumes=True,
    ),
)

FINE: tuple[Inputs, ...] = (
    {},
    Case(20, None, (0.5,), (1.0,)).inputs,
    Case(1_000_000, 10_000, (0.5,) * 3, (1.0, 0.0, 2.0)).inputs,
    Case(1_000, None, (0.9,) * 12).inputs,
    Case(10**12, None, (0.7,) * 2).inputs,
)


@each_engine
@pytest.mark.slow
def test_bad_input_is_answered_in_words(engine: Engine) -> None:
    """Bad input has its sentence beside it, no volumes where there are none, and never an error."""
    book = bare(WORKBOOK.read_bytes())
    required = places(book)["Plan_Required"]
    shown = engine.calculate(book, [*(bad.inputs for bad in BAD), *FINE])
    said = [(bad.cell, cells.at(bad.cell)) for bad, cells in zip(BAD, shown, strict=False)]
    assert said == [(bad.cell, bad.says) for bad in BAD]
    volumes = [any(row != [None] for row in cells.behind(required)) for cells in shown]
    assert volumes == [bad.volumes for bad in BAD] + [True] * len(FINE)
    typed_errors = ("Funnel!D9 shows #DIV/0!", "Goal!C7 shows #DIV/0!")
    assert [line for cells in shown for line in cells.errors if line not in typed_errors] == []


@each_engine
def test_volumes_with_confidence_go_stale_when_inputs_change(engine: Engine) -> None:
    """After a fill the column counts as up to date; after a change of an input it says so."""
    book = bare(WORKBOOK.read_bytes())
    filled: Inputs = {
        "Plan_Required_Confident": [[n] for n in (650_000, 6_500, 3_100, 1_200, 830, 429, 100)],
        "Plan_Basis": [[1_000_000], [10_000], [0.8], *RATES],
    }
    changes: tuple[Inputs, ...] = (
        {},
        {"Plan_Target": [[1_100_000]]},
        {"Plan_Value": [[None]]},
        {"Plan_Confidence": [[0.9]]},
        rates(3, 0.39),
        counts(100, 48),
        counts(100, 47),
        rates(6, None),
    )
    shown = engine.calculate(book, [{**filled, **change} for change in changes])
    headings = [cells.at("Funnel!I7") for cells in shown]
    stale = "Out of date: fill or sync again"
    assert headings == ["Required to be 80% sure", *[stale] * 7]
    assert shown[0].at("Goal!G12") == 650_000
    assert shown[1].at("Goal!G12") == "out of date"


@each_engine
def test_a_rate_missing_in_the_middle_is_one_thing_to_put_right(engine: Engine) -> None:
    """Only the row that lacks the rate speaks, and the stages that none leads to."""
    book = bare(WORKBOOK.read_bytes())
    two: Inputs = {"Plan_Rates": [[0.01], [0.47], [None], [0.7], [0.5], [None]]}
    shown = engine.calculate(book, [rates(2, None), rates(5, None), two])
    checks = [
        {row: said for row in range(8, 21) if (said := cells.at(f"Funnel!J{row}")) is not None}
        for cells in shown
    ]
    missing = "a rate is missing here"
    stranded = "no rate leads to this stage: type one in the row above"
    assert checks == [{9: missing}, {12: missing}, {10: missing, 14: stranded}]
    assert shown[0].at("Funnel!B4") == "Check: one thing to put right, see the column Check."


@each_engine
def test_without_a_confidence_none_is_promised(engine: Engine) -> None:
    """A blank confidence asks for no volumes, whatever an earlier fill has left."""
    book = bare(WORKBOOK.read_bytes())
    blank: Inputs = {"Plan_Confidence": [[None]]}
    filled: Inputs = {
        "Plan_Required_Confident": [[n] for n in (650_000, 6_500, 3_100, 1_200, 830, 429, 100)],
        "Plan_Basis": [[1_000_000], [10_000], [0.8], *RATES],
    }
    shown = engine.calculate(book, [blank, {**filled, **blank}, {}])
    tiles = [(cells.at("Goal!G11"), cells.at("Goal!G12")) for cells in shown]
    asked = ("To be 80% sure, plan for", "not filled yet")
    assert tiles == [("No confidence asked for", "–"), ("No confidence asked for", "–"), asked]
    told = [str(cells.at("Funnel!B4")).split("; ")[1] for cells in shown]
    assert told == [
        "for volumes with confidence, type one on Goal and fill or sync.",
        "the volumes with confidence are out of date: fill or sync again.",
        "for the volumes with confidence, fill or sync.",
    ]


@each_engine
def test_the_answer_promises_no_end_before_the_start(engine: Engine) -> None:
    """The sentence names the end only where it does not come before the start."""
    book = bare(WORKBOOK.read_bytes())
    early: Inputs = {"Plan_End": [[46_000]]}
    deals: Inputs = {"Plan_Value": [[None]]}
    undated: Inputs = {"Plan_Start": [["soon"]]}
    shown = engine.calculate(book, [{}, early, {**early, **deals}, undated])
    said = [str(cells.at("Goal!F6")).split(", you need")[0] for cells in shown]
    assert said == [
        "To reach 1,000,000 by 31 December 2027",
        "To reach 1,000,000",
        "To win 1,000,000 deals",
        "To reach 1,000,000 by 31 December 2027",
    ]
