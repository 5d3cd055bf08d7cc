"""A saved history into a funnel plan: rates with their uncertainty, lags, what is open, counts."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from funnel_addin.books.port import Grid
from funnel_addin.books.xlsx import XlsxBook
from funnel_addin.cli import main
from funnel_addin.fill import fill
from funnel_addin.given import Given
from funnel_addin.learnt.history import SEVERAL_CURRENCIES, history_in
from funnel_addin.templates import template_path
from funnel_core.history.problems import Kind
from tests.flow.histories import STAGES, history, saved, way
from tests.flow.test_plans import book_of

EQUIVALENT = [(800, 300), (200, 100), (80, 20)]
TYPED = ["--target", "100", "--confidence", "80%"]


def started(folder: Path, **typed: Any) -> Path:
    """Start a plan from the template, with something typed into it; a name's cells in a list."""
    book = XlsxBook.open(template_path("funnel_plan"))
    grids: dict[str, Grid] = {}
    for name, cells in typed.items():
        place = book.read(f"Plan_{name}").values
        flat = [*cells, *[None] * (len(place) * len(place[0]) - len(cells))]
        width = len(place[0])
        grids[f"Plan_{name}"] = tuple(
            tuple(flat[at : at + width]) for at in range(0, len(flat), width)
        )
    assert not book.write(grids).problems
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


def column(path: Path, name: str, among: int = 0) -> list[Any]:
    """Give a column of what a name holds, without the blanks at its end."""
    cells = [row[among] for row in XlsxBook.open(path).read(name).values]
    while cells and cells[-1] in (None, ""):
        cells.pop()
    return cells


def ran(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Run the command; give its exit status, and all that it said."""
    capsys.readouterr()
    status = main(list(words))
    told = capsys.readouterr()
    return status, told.out + told.err


def test_a_history_fills_a_new_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Stages, equivalent counts, lags, open records, counts by month; what is told of each."""
    plan, source = started(tmp_path), saved(tmp_path)
    status, told = ran(capsys, "fill", str(plan), "--from", str(source), *TYPED)
    assert status == 0
    assert column(plan, "Plan_Stages") == STAGES
    entered, advanced = column(plan, "Plan_Counts"), column(plan, "Plan_Counts", 1)
    assert list(zip(entered, advanced, strict=True)) == EQUIVALENT
    assert column(plan, "Plan_Lags") == [1, 1, 1]
    assert column(plan, "Plan_Volumes") == [200, 100, 20, 16]
    assert [column(plan, "Plan_Actuals", month)[:4] for month in range(3)] == [
        [310, 95, 30, 6],
        [0, 0, 0, 0],
        [390, 115, 50, 10],
    ]
    assert XlsxBook.open(plan).read("Plan_Filled").values[0][1] == "funnel fill, history.json"
    assert "equivalent counts" in told
    assert "Lead → MQL 300 of 1,000, 200 open, 500 lost: 37.5%" in told
    assert "in the place of Visitor, MCL" in told
    assert "expects 17.5 wins" in told


@pytest.mark.parametrize(("as_of", "told_so"), [("2025-12-31", True), ("2026-12-31", False)])
def test_a_term_long_after_the_history_is_told(
    as_of: str, told_so: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was open a year before is not open at the start; a term that follows is as it should."""
    plan, source = started(tmp_path), saved(tmp_path, as_of=as_of, months=[])
    status, told = ran(capsys, "fill", str(plan), "--from", str(source), *TYPED)
    assert status == 0
    assert ("has seen records up to 2025-12-31 only" in told) is told_so


def test_the_plan_carries_the_uncertainty_of_the_rates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Volumes at a confidence are those of the equivalent counts, in fill and plan alike."""
    plan, source = started(tmp_path), saved(tmp_path)
    counts = tmp_path / "counts.csv"
    rows = [f"{name},{n},{k}" for name, (n, k) in zip(STAGES, EQUIVALENT, strict=False)]
    counts.write_text("\n".join([*rows, "Won"]))
    answers = []
    for words in (["--from", str(source)], ["--counts", str(counts)], ["--from", str(counts)]):
        _, told = ran(capsys, "plan", *TYPED, *words, "--json")
        answers.append(json.loads(told)["stages"])
    assert answers[0] == answers[1] == answers[2]
    assert ran(capsys, "fill", str(plan), "--from", str(source), *TYPED)[0] == 0
    wanted = [row["required_confident"] for row in answers[0]]
    assert column(plan, "Plan_Required_Confident") == wanted


def test_a_history_filled_again_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same history twice is the same workbook."""
    plan, source = started(tmp_path), saved(tmp_path)
    ran(capsys, "fill", str(plan), "--from", str(source), *TYPED)
    _, told = ran(capsys, "fill", str(plan), "--from", str(source))
    assert "in the place of" not in told
    assert column(plan, "Plan_Volumes") == [200, 100, 20, 16]


def test_stages_of_the_same_names_are_matched_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Letters' case apart; a stage that the history does not count keeps its rate and volume."""
    plan = started(
        tmp_path,
        Stages=["Visitor", "lead", "mql", "OPPORTUNITY", "won"],
        Rates=[0.02, 0.5, 0.5, 0.5],
        Volumes=[7000, 1, 2, 3],
    )
    status, told = ran(capsys, "fill", str(plan), "--from", str(saved(tmp_path)), *TYPED)
    assert status == 0
    assert column(plan, "Plan_Stages") == ["Visitor", "lead", "mql", "OPPORTUNITY", "won"]
    assert column(plan, "Plan_Rates") == [0.02]
    assert column(plan, "Plan_Counts") == [None, 800, 200, 80]
    assert column(plan, "Plan_Volumes") == [7000, 200, 100, 20, 16]
    assert "Visitor → lead: the history does not count it" in told
    assert "Plan_Rates (Funnel!D8:D19) was cleared" in told


def test_a_workbook_that_leaves_a_stage_out_between_takes_their_steps_together(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Rates multiplied, lags added, open records added; as uncertain as the steps together."""
    plan = started(tmp_path, Stages=["Lead", "Opportunity", "Won"], Rates=[0.5, 0.5])
    status, told = ran(capsys, "fill", str(plan), "--from", str(saved(tmp_path)), *TYPED)
    assert status == 0
    assert column(plan, "Plan_Stages") == ["Lead", "Opportunity", "Won"]
    (entered, _), (advanced, _) = column(plan, "Plan_Counts"), column(plan, "Plan_Counts", 1)
    assert advanced / entered == pytest.approx(0.375 * 0.5, abs=0.0005)
    relative = (1 - 0.375) / 300 + (1 - 0.5) / 100
    assert (1 - advanced / entered) / advanced == pytest.approx(relative, rel=0.01)
    assert column(plan, "Plan_Lags") == [2, 1]
    assert column(plan, "Plan_Volumes") == [300, 20, 16]
    assert "Lead → Opportunity 100 of 1,000, 300 open, 600 lost: 18.8%" in told


def test_a_workbook_that_leaves_a_stage_out_takes_the_way_around_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """From MQL straight to won the history knows the way, though it has a stage between."""
    plan = started(tmp_path, Stages=["Lead", "MQL", "Won"])
    assert ran(capsys, "fill", str(plan), "--from", str(saved(tmp_path)), *TYPED)[0] == 0
    assert column(plan, "Plan_Counts") == [800, 180]
    assert column(plan, "Plan_Counts", 1) == [300, 20]
    assert column(plan, "Plan_Volumes") == [200, 120, 16]


def test_a_stage_that_is_called_otherwise_is_matched_in_order_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where most of as many names stand at the same place, the workbook keeps its own."""
    plan = started(tmp_path, Stages=["Lead", "MQL", "Opportunity", "Customer"])
    status, told = ran(capsys, "fill", str(plan), "--from", str(saved(tmp_path)), *TYPED)
    assert status == 0
    assert column(plan, "Plan_Stages")[-1] == "Customer"
    assert "Customer is Won of the history" in told


def test_stages_given_beside_a_history_name_its_stages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--stages maps them in order; another number of names is refused with both lists."""
    plan, source = started(tmp_path), saved(tmp_path)
    words = ["fill", str(plan), "--from", str(source), *TYPED, "--stages"]
    status, told = ran(capsys, *words, "A,B,C")
    assert (status, "4 of them: Lead, MQL, Opportunity, Won; got 3: A, B, C" in told) == (1, True)
    assert ran(capsys, *words, "A,B,C,D")[0] == 0
    assert column(plan, "Plan_Stages") == ["A", "B", "C", "D"]


def test_a_step_without_an_honest_rate_keeps_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is told why; where the workbook has none either, nothing is written."""
    steps = history()["steps"]
    why = "3 records advanced, at least 5 are needed"
    steps[1] = way("MQL", "Opportunity", (9, 3, 0, 6), rate=None, equivalent=None, not_enough=why)
    source = saved(tmp_path, steps=steps)
    plan = started(tmp_path, Stages=STAGES, Rates=[0.1, 0.4, 0.3])
    status, told = ran(capsys, "fill", str(plan), "--from", str(source), *TYPED)
    assert status == 0
    assert f"the rate that stands there is kept for MQL → Opportunity: {why}" in told
    assert column(plan, "Plan_Rates") == [None, 0.4]
    assert column(plan, "Plan_Counts") == [800, None, 80]
    plan.unlink()
    bare = started(tmp_path, Stages=STAGES)
    before = bare.read_bytes()
    status, told = ran(capsys, "fill", str(bare), "--from", str(source), *TYPED)
    assert (status, told.count("\n")) == (1, 1)
    assert why in told
    assert bare.read_bytes() == before
    status, told = ran(capsys, "plan", "--from", str(source), *TYPED)
    assert (status, why in told) == (1, True)


def test_nobody_advanced_is_no_rate_either(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rate of 0 would take endlessly many records: it is told like a missing one."""
    steps = history()["steps"]
    steps[2] = way("Opportunity", "Won", (30, 0, 20, 10))
    status, told = ran(capsys, "plan", "--from", str(saved(tmp_path, steps=steps)), *TYPED)
    assert (status, "Opportunity → Won: none of 30 advanced" in told) == (1, True)


def test_the_value_of_a_win_is_filled_only_where_it_is_blank_and_money_is_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a goal a value would make money of a target in wins; what is typed stays."""
    plan, source = started(tmp_path), saved(tmp_path)
    words = ["fill", str(plan), "--from", str(source)]
    _, told = ran(capsys, *words, *TYPED)
    assert column(plan, "Plan_Value") == []
    assert "--value 9512.5 makes the target money" in told
    _, told = ran(capsys, *words, "--target", "1000000", "--goal", "revenue")
    assert column(plan, "Plan_Value") == [9512.5]
    assert "(95%: 8,000.00 to 11,000.00)" in told
    _, told = ran(capsys, *words, "--value", "5000")
    assert column(plan, "Plan_Value") == [5000]
    _, told = ran(capsys, *words)
    assert column(plan, "Plan_Value") == [5000]
    assert "Plan_Value (Goal!C7) stays 5,000" in told


def test_a_mean_of_several_currencies_is_no_value_of_a_win(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is in none of them: it is told with what to do, and a goal in money is not worked out."""
    assert Kind.SEVERAL_CURRENCIES.value == SEVERAL_CURRENCIES
    mixed: list[object] = [
        {"kind": SEVERAL_CURRENCIES, "count": 3, "examples": [], "sentence": "Three are in USD."}
    ]
    plan, source = started(tmp_path), saved(tmp_path, problems=mixed)
    words = ["fill", str(plan), "--from", str(source)]
    status, told = ran(capsys, *words, "--target", "1000000", "--goal", "revenue")
    assert (status, column(plan, "Plan_Value"), told.count("\n")) == (1, [], 1)
    assert "Plan_Value is blank; won deals brought 9,512.50 on average" in told
    assert (
        "in several currencies and the mean is in none of them: give what a win brings by" in told
    )
    status, told = ran(capsys, *words, *TYPED, "--goal", "customers")
    assert (status, column(plan, "Plan_Value")) == (0, [])
    assert "Plan_Value (Goal!C7) stays blank: won deals brought 9,512.50 on average" in told
    status, told = ran(capsys, *words, "--goal", "revenue", "--value", "5000")
    assert (status, column(plan, "Plan_Value"), "9,512" in told) == (0, [5000], False)
    _, told = ran(capsys, "plan", "--from", str(source), *TYPED)
    assert "the mean is in none of them: give what a win brings by --value" in told
    assert "makes the target money" not in told


def test_what_stood_there_is_told_before_it_goes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names that held other values are listed; a second fill has none to tell."""
    plan = started(tmp_path, Stages=STAGES, Volumes=[5, 100], Lags=[1], Actuals=[310, 7])
    words = ["fill", str(plan), "--from", str(saved(tmp_path)), *TYPED]
    _, told = ran(capsys, *words)
    assert "Plan_Actuals (Pace!D30:O42), Plan_Volumes (Funnel!J8:J20) held other values" in told
    _, told = ran(capsys, *words)
    assert "held other values" not in told


def test_options_go_before_what_a_history_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Lags and volumes that are typed beside --from are the ones that are filled."""
    plan, source = started(tmp_path), saved(tmp_path)
    words = ["fill", str(plan), "--from", str(source), *TYPED, "--lags", "2,0,3"]
    status, told = ran(capsys, *words, "--volumes", "5")
    assert status == 0
    assert column(plan, "Plan_Lags") == [2, 0, 3]
    assert column(plan, "Plan_Volumes") == [5]
    assert "mean lags" not in told


def test_lags_are_rounded_along_the_funnel(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three steps of 13 days are a month together: not three times none."""
    lag = {"mean_days": 13.0}
    steps = [each | {"lag": lag} for each in history()["steps"]]
    plan = started(tmp_path)
    ran(capsys, "fill", str(plan), "--from", str(saved(tmp_path, steps=steps)), *TYPED)
    assert column(plan, "Plan_Lags") == [0, 1, 0]


def test_a_month_that_has_begun_is_counted_to_its_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The pace is asked for the history's last day; what it has not seen stays as it is."""
    plan = started(tmp_path, Stages=STAGES)
    source = saved(tmp_path, as_of="2027-03-10")
    _, told = ran(capsys, "fill", str(plan), "--from", str(source), *TYPED)
    asked = column(plan, "Plan_As_Of")
    assert asked == [datetime.date(2027, 3, 10)]
    assert "blank it to follow the last period counted" in told
    assert "By 2027-03-10:" in told


@pytest.mark.parametrize("day", ["2026-12-31", "2030-12-31"])
def test_a_history_beside_the_term_counts_nothing_in_it(
    day: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Months before the term are none of its periods; those that a history has not seen stay."""
    months = [{"month": f"{day[:7]}", "entries": [9, 8, 7, 6]}]
    plan = started(tmp_path, Stages=STAGES, Actuals=[1])
    source = saved(tmp_path, as_of=day, months=months)
    assert ran(capsys, "fill", str(plan), "--from", str(source), *TYPED)[0] == 0
    assert column(plan, "Plan_Actuals") == [1]
    assert column(plan, "Plan_As_Of") == []


def test_counts_of_stages_that_are_gone_go_with_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a history's stages take the place of others, a stage takes its counts along."""
    plan = started(tmp_path, Actuals=[1] * 12 + [2] * 12 + [3] * 12, Volumes=[1, 2, 3, 4, 5, 6])
    source = saved(tmp_path, as_of="2026-12-31")
    assert ran(capsys, "fill", str(plan), "--from", str(source), *TYPED)[0] == 0
    assert column(plan, "Plan_Actuals") == [None, 3]
    assert column(plan, "Plan_Volumes") == [200, 100, 20]


def test_rates_go_into_a_workbook_without_a_place_for_counts(tmp_path: Path) -> None:
    """A workbook of a person's own with Plan_Rates alone takes the honest rates themselves."""
    blank: list[list[object]] = [[None]]
    names: dict[str, list[list[object]]] = {
        "Plan_Target": [[100]],
        "Plan_Rates": blank * 3,
        "Plan_Required": blank * 4,
    }
    book = book_of(tmp_path / "ours.xlsx", names)
    known = history_in(history(), "history.json")
    done = fill(book, Given(history=known), datetime.date(2027, 4, 1))
    assert done.plan is not None
    assert [float(step.rate) for step in done.plan.plan.funnel.transitions] == [0.375, 0.5, 0.25]
    assert any("honest rates" in note for note in done.notes)
