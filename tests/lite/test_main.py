"""What a person pastes into xlwings Lite, and what it does with what cells can hold."""

from __future__ import annotations

from typing import Any

import pytest

from addin.excel.lite.__main__ import rendered
from funnel_addin import lite
from funnel_addin.catalog import CATALOG, READS_ITS_WORKBOOK
from funnel_core.errors import FunnelError
from tests.lite.cells import shown


def test_what_is_pasted_is_up_to_date():
    """main.py and requirements.txt are what python -m addin.excel.lite renders now."""
    for path, text in rendered().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is stale"


def test_the_functions_are_offered_under_their_names(report: Any):
    """Excel is told each function of the catalog, its arguments, and the help of both."""
    assert set(report["offered"]) == {entry.name for entry in CATALOG}
    for entry in CATALOG:
        reads = entry.name == READS_ITS_WORKBOOK
        assert report["offered"][entry.name] == {
            "doc": f"{entry.summary}.",
            "arguments": [
                {
                    "name": argument.name,
                    "optional": argument.optional or reads,
                    "doc": argument.told,
                }
                for argument in entry.arguments
            ],
        }


@pytest.mark.parametrize(
    ("probe", "rows"),
    [
        ("blank tail", [[34], [33], [33]]),
        ("empty texts in the tail", [[34, 33, 33]]),
        ("blank optional cell", [[200], [100]]),
        ("dates", [[10]]),
        ("formatted date", [[10]]),
        ("money", [[200], [100]]),
        ("above 2^31", [[6_000_000_000], [3_000_000_000]]),
        ("at 2^53", [[2**53], [2**52]]),
        ("flag", [[198.4], [99.2]]),
    ],
)
def test_what_cells_can_hold(report: Any, probe: str, rows: Any):
    """Blanks, dates, amounts of money, large whole numbers and TRUE arrive as what they are."""
    assert shown(report["probed"][probe]["value"]) == rows


@pytest.mark.parametrize(
    ("probe", "begins", "says"),
    [
        ("no argument", "FUNNEL_REQUIRED cannot", "=FUNNEL_REQUIRED(Plan_Target, Plan_Rates"),
        ("blank in the middle", "'weights'", "row 2 is blank"),
        ("error cell", "#DIV/0!: ", "row 2 holds the error #DIV/0!"),
        ("truth value", "'target'", "TRUE"),
    ],
)
def test_a_refusal_is_a_sentence(report: Any, probe: str, begins: str, says: str):
    """What cannot be answered is raised as one sentence, after its code where that is another."""
    sentence = report["probed"][probe]["error"]
    assert sentence.startswith(begins)
    assert says in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("name", "ranges"),
    [
        ("FUNNEL_SPREAD", ([[100]], [[1], [2], [None], [3]])),
        ("FUNNEL_SPREAD", ([[100]], [[None], [1], [2], [3]])),
        ("FUNNEL_SHRINK", ([[20], [40], [60]], [[3], [9], [11]])),
        ("FUNNEL_SHRINK", ([[20], [40], [60]], [[3], [9]])),
        ("FUNNEL_SHRINK", ([[20], [40]], [[3], [9], [11]])),
        ("FUNNEL_XMR", ([[None], [None]],)),
        ("FUNNEL_PACE", ([[47], [None]], [[60]])),
        ("FUNNEL_CORRELATE", ([[1, 2], [3, 1]], [[5], [6]])),
    ],
)
def test_a_whole_column_is_its_filled_part(name: str, ranges: tuple[list[Any], ...]):
    """Columns selected to the end of the sheet answer, and are refused, as their filled rows."""
    height = max(len(each) for each in ranges)

    def answered(rows: int) -> object:
        handed = [
            each if len(each) == 1 else each + [[None] * len(each[0])] * (rows - len(each))
            for each in ranges
        ]
        try:
            return lite.answer(name, *handed)
        except FunnelError as error:
            return str(error)

    assert answered(1_048_576) == answered(height)


def test_a_short_list_beside_a_whole_column_keeps_its_rows():
    """A list is not cut where a whole column beside it ends."""
    whole = [[3], [9]] + [[None]] * 1_048_574
    with pytest.raises(FunnelError, match="row 3"):
        lite.answer("FUNNEL_SHRINK", [[20], [40], [60]], whole)


class Leaking:
    """A cell that nobody foresaw."""

    __hash__ = None

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("the roof leaks")


def test_what_nobody_foresaw_is_a_sentence():
    """A fault of ours is told as one, with what to report."""
    with pytest.raises(FunnelError, match=r"nobody foresaw .*the roof leaks.*please report it"):
        lite.answer("FUNNEL_PACE", Leaking(), 2)
