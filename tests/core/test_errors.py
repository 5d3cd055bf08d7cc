"""Faults as data, and where a person reads them."""

from __future__ import annotations

import pytest

from funnel_core.errors import CellError, Fault, FunnelError, NotEnoughData, OutOfRange
from funnel_core.quantities import COUNT


def test_a_sentence_without_faults_is_left_alone():
    """A plain sentence has no entries that could be called otherwise."""
    error = CellError("a cell holds the error #REF!", "#REF!")
    assert error.located(lambda fault: "row 9") is error
    assert str(OutOfRange("too much")) == "too much"
    assert str(FunnelError()) == ""


def test_an_error_with_its_entries_called_otherwise_is_of_the_same_kind():
    """The sentence keeps its beginning, what is said of each entry, and the cure."""
    error = NotEnoughData("expected", [Fault("a", 0, "is 1"), Fault("b", 2, "is 2", 1)], "do this")
    assert str(error) == "expected; row 1 is 1; row 3, column 2 is 2: do this"
    moved = error.located(lambda fault: f"cell {fault.argument}{fault.entry + 7}")
    assert type(moved) is NotEnoughData
    assert str(moved) == "expected; cell a7 is 1; cell b9 is 2: do this"
    assert str(error).startswith("expected; row 1 is 1")
    assert str(error.located(lambda fault: None)) == str(error)
    assert str(error.located(lambda fault: "")) == "expected; it is 1; it is 2: do this"


@pytest.mark.parametrize(
    ("values", "code", "told"),
    [
        ([1, -1, 2.5], "#NUM!", "row 2 is -1; row 3 is 2.5: count whole records, up to 2^53"),
        ([True, -1], "#VALUE!", "row 1 is True: write a number; row 2 is -1"),
        ([-1, "3"], "#NUM!", "row 1 is -1: count whole records, up to 2^53; row 2 is '3'"),
        ([None], "#VALUE!", "row 1 is None"),
        ([float("nan")], "#NUM!", "row 1 is nan"),
    ],
)
def test_every_entry_out_of_bounds_is_named(values, code, told):
    """All of them in one message, the first first; it also decides the code."""
    with pytest.raises(FunnelError) as caught:
        COUNT.check_each("volumes", values)
    assert caught.value.code == code
    assert told in str(caught.value)


def test_a_list_within_bounds_passes():
    """Nothing is raised, for an empty list neither."""
    COUNT.check_each("volumes", [0, 1, 2.0])
    COUNT.check_each("volumes", [])
