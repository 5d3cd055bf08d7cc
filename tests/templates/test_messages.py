"""What the template says about bad input, and that it never shows an error value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pytest

from funnel_core import spread
from templates.builder.making import packed
from templates.builder.writing import written
from tests.templates.described import layout, workbook
from tests.templates.engines import Engine, Shown
from tests.templates.funnels import Case
from tests.templates.test_recalculation import each_engine
from tests.templates.workbooks import Cell, Inputs, bare, cells_of, places

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


PLAN = {
    "target": 1_000_000,
    "value": 10_000,
    "last_year": 800_000,
    "start": 46_388,
    "end": 46_752,
    "confidence": 0.8,
    "rate": [rate for (rate,) in RATES],
}


@cache
def worked_case() -> bytes:
    """Give the funnel plan with the worked case typed in."""
    return bare(packed(written(workbook("funnel_plan"), PLAN, {})))


def says(cells: Shown, key: str, number: int = 0) -> object:
    """Give what a cell of a field shows, counted from 0."""
    return cells.values.get(cells_of(layout("funnel_plan").spots[key])[number])


SPOKEN = (
    "check",
    "funnel_status",
    "schedule_status",
    "answer",
    "top_confident",
    "confident_told",
    "required",
    "pace_status",
    "promise_hand_over",
    "smart_achievable",
    *(f"{key}_note" for key in ("target", "value", "last_year", "start", "end", "confidence")),
)


def spoken() -> list[Cell]:
    """Give the cells that tell what is wrong, and the volumes."""
    return [cell for key in SPOKEN for cell in cells_of(layout("funnel_plan").spots[key])]


@dataclass(frozen=True)
class Bad:
    """Inputs, the cell that must speak, what it must say, and whether the volumes stay."""

    inputs: Inputs
    cell: tuple[str, int]
    says: str
    volumes: bool = False


BAD = (
    Bad(rates(2, 47), ("check", 1), "write 47% or 0.47"),
    Bad(rates(2, 0), ("check", 1), "a rate must be above 0%"),
    Bad(rates(2, -1), ("check", 1), "a rate must be above 0%"),
    Bad(rates(2, 470), ("check", 1), "a rate is 100% at most"),
    Bad(rates(2, "47%"), ("check", 1), "the rate is text: write 47% or 0.47"),
    Bad(rates(2, "=1/0"), ("check", 1), "a cell in this row holds an error: clear it"),
    Bad(rates(2, None), ("check", 1), "a rate is missing here"),
    Bad(rates(1, None), ("check", 0), "a rate is missing here"),
    Bad(
        {"Plan_Rates": [[None]] * 12},
        ("check", 0),
        "type a rate: the share that goes on to the next stage",
    ),
    Bad(
        rates(6, None),
        ("check", 6),
        "no rate leads here: type one above, or clear this name",
        volumes=True,
    ),
    Bad(
        {**rates(6, 0.25), "Plan_Stages": [["Visitor"], [None], ["MQL"]]},
        ("check", 1),
        "name this stage",
        volumes=True,
    ),
    Bad(
        {"Plan_Stages": [["Visitor"], ["visitor "], ["MQL"]]},
        ("check", 1),
        "another stage has this name: give each its own",
        volumes=True,
    ),
    Bad(
        {"Plan_Lags": [[40]]},
        ("check", 0),
        "months to the next stage: the plan has only 12",
        volumes=True,
    ),
    Bad(
        {"Plan_As_Of": [[46_753]]},
        ("pace_status", 0),
        "Check: the day beside “Counted until” is after the end of the plan.",
        volumes=True,
    ),
    Bad(
        {"Plan_Owners": [["Sales"]] * 7},
        ("promise_hand_over", 0),
        "Check: all stages have one owner. Name a second one on Funnel, and what is handed over"
        " appears here.",
        volumes=True,
    ),
    Bad(
        {"Plan_Owners": [[None]] * 7},
        ("promise_hand_over", 0),
        "Check: the first stage has no owner. Name the owners on Funnel, and what is handed over"
        " appears here.",
        volumes=True,
    ),
    Bad(counts(40, 60), ("check", 1), "advanced (60) is more than entered (40)"),
    Bad(counts(40, None), ("check", 1), "fill both entered and advanced, or neither"),
    Bad(counts("forty", 10), ("check", 1), "the counts are text: write whole numbers"),
    Bad(counts(-40, -60), ("check", 1), "counts must be 0 or more"),
    Bad(counts(40, 10.5), ("check", 1), "counts must be whole numbers"),
    Bad(counts(0, 0), ("check", 1), "nobody entered: clear the counts, type a rate"),
    Bad(counts(40, 0), ("check", 1), "nobody advanced: no volume would be enough"),
    Bad(
        {"Plan_Rates": [[0.0001]] * 6},
        ("check", 2),
        "more than 100 trillion: check the rates",
        volumes=True,
    ),
    Bad(
        {"Plan_Target": [[1e15]], "Plan_Value": [[None]]},
        ("funnel_status", 0),
        "Check: the goal takes more than 100 trillion wins, see the sheet Goal.",
    ),
    Bad({"Plan_Target": [[-5]]}, ("target_note", 0), "Check: write a number above 0."),
    Bad({"Plan_Target": [[0]]}, ("target_note", 0), "Check: write a number above 0."),
    Bad(
        {"Plan_Target": [["1 million"]]},
        ("target_note", 0),
        "Check: this is text; write a number, such as 1000000.",
    ),
    Bad(
        {"Plan_Target": [[None]]}, ("target_note", 0), "Check: type what to reach, such as 1000000."
    ),
    Bad({"Plan_Value": [[0]]}, ("value_note", 0), "Check: write a number above 0."),
    Bad(
        {"Plan_Value": [["=1/0"]]}, ("value_note", 0), "Check: this cell holds an error, clear it."
    ),
    Bad(
        {"Plan_Confidence": [[80]]},
        ("confidence_note", 0),
        "Check: write 80% or 0.8.",
        volumes=True,
    ),
    Bad(
        {"Plan_Confidence": [[1]]}, ("confidence_note", 0), "Check: write 1% or 0.01.", volumes=True
    ),
    Bad(
        {"Plan_Last_Year": [[-3]]},
        ("last_year_note", 0),
        "Check: write a number above 0.",
        volumes=True,
    ),
    Bad(
        {"Plan_End": [[46_000]]},
        ("end_note", 0),
        "Check: the end is before the start.",
        volumes=True,
    ),
    Bad(
        {"Plan_Start": [["soon"]]},
        ("start_note", 0),
        "Check: this is no date; write one such as 1 Jan 2027.",
        volumes=True,
    ),
    Bad(
        {"Plan_Start": [[None]], "Plan_End": [[None]]},
        ("schedule_status", 0),
        "Check: the start and the end on Goal are not two dates in order; the months are numbered"
        " instead.",
        volumes=True,
    ),
    Bad(
        {"Plan_End": [[46_752 + 31]]},
        ("schedule_status", 0),
        "Check: From 1 January 2027 to 31 January 2028 are more than 12 months; the volumes are"
        " spread over 12.",
        volumes=True,
    ),
    Bad(
        {"Plan_Weights": [[1] * 11 + [None]]},
        ("schedule_status", 0),
        "Check: From 1 January 2027 to 31 December 2027 is 12 months, but 11 weights are given.",
        volumes=True,
    ),
    Bad(
        weights(*[0] * 12),
        ("schedule_status", 0),
        "Check: the weights are all 0; type a weight above 0 in one month.",
        volumes=True,
    ),
    Bad(
        weights(1, None),
        ("schedule_status", 0),
        "Check: the weight of month 2 is missing; type 0 if nothing is due then.",
        volumes=True,
    ),
    Bad(
        weights(1, -1),
        ("schedule_status", 0),
        "Check: the weight of month 2 must be a number from 0 up.",
        volumes=True,
    ),
    Bad(
        weights(1, "twice"),
        ("schedule_status", 0),
        "Check: the weight of month 2 must be a number from 0 up.",
        volumes=True,
    ),
    Bad(
        {"Plan_Weights": [[None] * 12]},
        ("schedule_status", 0),
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
    book = worked_case()
    required = places(book)["Plan_Required"]
    shown = engine.calculate(book, [*(bad.inputs for bad in BAD), *FINE], spoken())
    said = [(bad.cell, says(cells, *bad.cell)) for bad, cells in zip(BAD, shown, strict=False)]
    assert said == [(bad.cell, bad.says) for bad in BAD]
    volumes = [any(row != [None] for row in cells.behind(required)) for cells in shown]
    assert volumes == [bad.volumes for bad in BAD] + [True] * len(FINE)
    typed_errors = ("Funnel!D9 shows #DIV/0!", "Goal!C7 shows #DIV/0!")
    assert [line for cells in shown for line in cells.errors if line not in typed_errors] == []


@each_engine
def test_volumes_with_confidence_go_stale_when_inputs_change(engine: Engine) -> None:
    """After a fill the column counts as up to date; after a change of an input it says so."""
    book = worked_case()
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
    shown = engine.calculate(book, [{**filled, **change} for change in changes], spoken())
    below = [says(cells, "confident_told") for cells in shown]
    assert below == [None, *["fill to update"] * 7]
    assert says(shown[0], "top_confident") == 650_000
    assert says(shown[1], "top_confident") == "fill to update"


@each_engine
def test_what_is_typed_over_a_fill_is_not_taken_for_one(engine: Engine) -> None:
    """Confident volumes that no fill gives, or no chance at all, ask for another fill."""
    book = worked_case()
    volumes = (650_000, 6_500, 3_100, 1_200, 830, 429, 100)
    filled: Inputs = {
        "Plan_Required_Confident": [[n] for n in volumes],
        "Plan_Basis": [[1_000_000], [10_000], [0.8], *RATES],
        "Plan_Volumes": [[None]] * 6 + [[90]],
        "Plan_Volumes_At_Fill": [[None]] * 6 + [[90]],
        "Plan_Probability": [[0.9]],
    }
    over: tuple[Inputs, ...] = tuple(
        {"Plan_Required_Confident": [[650_000], [typed], *([n] for n in volumes[2:])]}
        for typed in (5, None, 6_500.5, "6,500", "=1/0")
    )
    chances: tuple[Inputs, ...] = tuple({"Plan_Probability": [[c]]} for c in (-1, 1.5, "sure"))
    shown = engine.calculate(book, [{**filled, **each} for each in ({}, *over, *chances)], spoken())
    tops = [says(cells, "top_confident") for cells in shown]
    assert tops == [650_000, *["fill to update"] * 5, *[650_000] * 3]
    likely = [says(cells, "smart_achievable") for cells in shown]
    assert likely == [*["yes"] * 6, *["fill to update"] * 3]


@each_engine
def test_what_the_schedule_asks_for_is_on_pace(engine: Engine) -> None:
    """Counts as scheduled are neither ahead nor behind, though months differ in days and weight."""
    book = worked_case()
    required = (640_000, 6_400, 3_008, 1_143, 800, 400, 100)
    typed = []
    for second in (1, 10):
        parts = [spread(volume, [1, second, *[1] * 10])[:2] for volume in required]
        typed.append({**weights(1, second), "Plan_Actuals": parts})
    said = [says(cells, "pace_status") for cells in engine.calculate(book, typed, spoken())]
    assert said == ["By 28 February 2027: 0 behind, 7 on pace, 0 ahead."] * 2


@each_engine
def test_a_rate_missing_in_the_middle_is_one_thing_to_put_right(engine: Engine) -> None:
    """Only the row that lacks the rate speaks, and the stages that none leads to."""
    book = worked_case()
    two: Inputs = {"Plan_Rates": [[0.01], [0.47], [None], [0.7], [0.5], [None]]}
    shown = engine.calculate(book, [rates(2, None), rates(5, None), two], spoken())
    checks = [
        {row: said for row in range(13) if (said := says(cells, "check", row)) is not None}
        for cells in shown
    ]
    missing = "a rate is missing here"
    stranded = "no rate leads here: type one above, or clear this name"
    assert checks == [{1: missing}, {4: missing}, {2: missing, 6: stranded}]
    assert says(shown[0], "funnel_status") == "Check: one thing to put right, see the column Check."


@each_engine
def test_without_a_confidence_none_is_promised(engine: Engine) -> None:
    """A blank confidence asks for no volumes, whatever an earlier fill has left."""
    book = worked_case()
    blank: Inputs = {"Plan_Confidence": [[None]]}
    filled: Inputs = {
        "Plan_Required_Confident": [[n] for n in (650_000, 6_500, 3_100, 1_200, 830, 429, 100)],
        "Plan_Basis": [[1_000_000], [10_000], [0.8], *RATES],
    }
    shown = engine.calculate(book, [blank, {**filled, **blank}, {}], spoken())
    tops = [says(cells, "top_confident") for cells in shown]
    assert tops == [None, "fill to update", None]
    told = [str(says(cells, "funnel_status")).split("; ")[1] for cells in shown]
    assert told == [
        "for volumes with confidence, type one on Goal and fill or sync.",
        "the volumes with confidence are out of date: fill or sync again.",
        "for the volumes with confidence, fill or sync.",
    ]


@each_engine
def test_the_answer_promises_no_end_before_the_start(engine: Engine) -> None:
    """The sentence names the end only where it does not come before the start."""
    book = worked_case()
    early: Inputs = {"Plan_End": [[46_000]]}
    deals: Inputs = {"Plan_Value": [[None]]}
    undated: Inputs = {"Plan_Start": [["soon"]]}
    shown = engine.calculate(book, [{}, early, {**early, **deals}, undated], spoken())
    said = [re.split(", [0-9]", str(says(cells, "answer")))[0] for cells in shown]
    assert said == [
        "To reach 1,000,000 of revenue by 31 December 2027",
        "To reach 1,000,000 of revenue",
        "To win 1,000,000 new customers",
        "To reach 1,000,000 of revenue by 31 December 2027",
    ]
