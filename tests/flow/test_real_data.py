"""Counts taken from real exports fill the template."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from funnel_addin.cli import main
from tests.shared import DATA, needs_data

BANK = {
    "A_SUBMITTED": "submitted",
    "A_PREACCEPTED": "preaccepted",
    "A_ACCEPTED": "accepted",
    "O_SENT": "offer sent",
    "O_SENT_BACK": "returned",
    "A_APPROVED": "approved",
}


def write_counts(path: Path, stages: list[str], volumes: list[int]) -> Path:
    """Write stage, entered, advanced rows, and the last stage's name alone."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["stage", "entered", "advanced"])
        for stage, entered, advanced in zip(stages, volumes, volumes[1:], strict=False):
            writer.writerow([stage, entered, advanced])
        writer.writerow([stages[-1], "", ""])
    return path


def bank_volumes() -> list[int]:
    """Count first entries; a case seen at a later stage has passed the earlier ones."""
    order = list(BANK)
    furthest: dict[str, int] = defaultdict(int)
    with gzip.open(DATA / "bpi2012" / "events.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["stage"] in BANK:
                case = row["case"]
                furthest[case] = max(furthest[case], order.index(row["stage"]))
    return [sum(stage >= at for stage in furthest.values()) for at in range(len(order))]


def seller_volumes() -> list[int]:
    """Count leads, and the deals won among them."""
    with (DATA / "olist" / "leads.csv").open(encoding="utf-8") as file:
        leads = {row["mql_id"] for row in csv.DictReader(file)}
    with (DATA / "olist" / "deals.csv").open(encoding="utf-8") as file:
        won = {row["mql_id"] for row in csv.DictReader(file)} & leads
    return [len(leads), len(won)]


@needs_data
@pytest.mark.parametrize(
    ("stages", "volumes"),
    [(list(BANK.values()), bank_volumes), (["MQL", "Closed won"], seller_volumes)],
    ids=["bpi2012", "olist"],
)
def test_counts_of_a_real_export_fill_the_template(
    tmp_path: Path,
    stages: list[str],
    volumes: Callable[[], list[int]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The filled workbook holds the stages, and volumes just large enough for each count."""
    counted = volumes()
    assert counted == sorted(counted, reverse=True)
    counts = write_counts(tmp_path / "counts.csv", stages, counted)
    plan, filled = tmp_path / "plan.xlsx", tmp_path / "filled.xlsx"
    assert main(["new", "funnel_plan", "-o", str(plan)]) == 0
    goal = ["--target", "100", "--value", "1", "--confidence", "80%"]
    status = main(["fill", str(plan), "-o", str(filled), *goal, "--counts", str(counts)])
    assert status == 0, capsys.readouterr().err
    book = openpyxl.load_workbook(filled, data_only=True)
    assert column(book, "Plan_Stages")[: len(stages)] == stages
    assert column(book, "Plan_Stages")[len(stages) :] == [None] * (13 - len(stages))
    required = column(book, "Plan_Required")[: len(stages)]
    confident = column(book, "Plan_Required_Confident")[: len(stages)]
    assert required[-1] == confident[-1] == 100
    for above, below, entered, advanced in zip(
        required, required[1:], counted, counted[1:], strict=False
    ):
        assert above == -(-below * entered // advanced)
    assert all(sure >= mean for sure, mean in zip(confident, required, strict=True))


def column(book: openpyxl.Workbook, name: str) -> list[object]:
    """Read the cells behind a name, in order."""
    ((sheet, cells),) = book.defined_names[name].destinations
    block = book[sheet][cells.replace("$", "")]
    rows = block if isinstance(block, tuple) else ((block,),)
    return [cell.value for row in rows for cell in row]
