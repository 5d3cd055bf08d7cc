"""Lists and tables that belong together are read together."""

from __future__ import annotations

from typing import Any

import pytest

from funnel_addin.catalog import Argument, Kind
from funnel_addin.functions.grid import Cells, Listed
from funnel_addin.functions.groups import Member, Table, read_group
from funnel_core.errors import CellError, InputError, OutOfRange
from funnel_core.schedule import spread


def argument(name: str, kind: Kind = Kind.LIST, **more: Any) -> Argument:
    """Make an argument of a group, of numbers from 0 up."""
    return Argument(name, kind, "help", core=spread, parameter="weights", group="g", **more)


def read(*members: tuple[Argument, Any]) -> dict[str, Listed | Table]:
    """Read arguments as one group."""
    return read_group([Member(each, Cells.of(each.name, cells)) for each, cells in members])


PLAN, ACTUAL = argument("plan"), argument("actual")


def values(read: dict[str, Listed | Table], name: str) -> tuple[float, ...]:
    """Give the numbers of a list that was read."""
    listed = read[name]
    assert isinstance(listed, Listed)
    return listed.values


def entries(read: dict[str, Listed | Table], name: str) -> tuple[tuple[float, ...], ...]:
    """Give the numbers of a table that was read."""
    table = read[name]
    assert isinstance(table, Table)
    return table.entries


def test_blank_ends_are_trimmed_from_both_lists_at_once() -> None:
    """What is blank in both lists at an end is left out."""
    got = read((PLAN, [[None], [1], [2], [""]]), (ACTUAL, [[None], [3], [4], [None]]))
    assert (values(got, "plan"), values(got, "actual")) == ((1, 2), (3, 4))


@pytest.mark.parametrize(
    ("plan", "actual", "told"),
    [
        ([[1], [2], [None]], [[3], [4], [5]], "'plan' must be numbers from 0 up; row 3 is blank"),
        ([[1], [2]], [[None], [4]], "'actual' must be numbers from 0 up; row 1 is blank"),
        ([[1, 2, None]], [[3, 4, 5]], "'plan' must be numbers from 0 up; column 3 is blank"),
    ],
)
def test_a_row_blank_in_only_one_list_is_an_error(plan: Any, actual: Any, told: str) -> None:
    """It names the list and the row within the range as handed over."""
    with pytest.raises(InputError, match=told):
        read((PLAN, plan), (ACTUAL, actual))


def test_lists_of_other_shapes_are_trimmed_alone_and_must_be_equally_long() -> None:
    """A longer selection with a blank tail serves; numbers too many do not."""
    got = read((PLAN, [[1], [2], [None], [None]]), (ACTUAL, [[3], [4]]))
    assert values(got, "plan") == (1, 2)
    with pytest.raises(InputError, match="equally long; got 3 in 'plan', 2 in 'actual'"):
        read((PLAN, [[1], [2], [3]]), (ACTUAL, [[3], [4]]))


def test_every_bad_cell_of_a_list_is_told_and_an_error_cell_passes_its_code_on() -> None:
    """The first one decides the code."""
    with pytest.raises(CellError, match=r"row 1 holds the error #DIV/0!.*; row 3 is -1") as caught:
        read((PLAN, [["#DIV/0!"], [1], [-1]]), (ACTUAL, [[1], [1], [1]]))
    assert caught.value.code == "#DIV/0!"
    with pytest.raises(OutOfRange, match="row 2 is -1"):
        read((PLAN, [[1], [-1]]), (ACTUAL, [[1], [1]]))


def test_one_number_may_stand_for_all_where_the_argument_says_so() -> None:
    """Such an argument is left alone; without saying so it is too short."""
    shape = argument("shape", single=True)
    got = read((PLAN, [[1], [2]]), (shape, 3))
    assert values(got, "shape") == (3,)
    with pytest.raises(InputError, match="equally long"):
        read((PLAN, [[1], [2]]), (ACTUAL, 3))


def test_series_lie_in_columns_and_across_only_where_the_list_does() -> None:
    """A row per entry; a table that fits only the other way round is turned."""
    series = argument("activities", Kind.COLUMNS)
    down = [[1, 4], [2, 5], [3, 6], [None, None]]
    got = read((series, down), (ACTUAL, [[7], [8], [9], [None]]))
    assert entries(got, "activities") == ((1, 4), (2, 5), (3, 6))
    got = read((series, [[1, 2, 3], [4, 5, 6]]), (ACTUAL, [[7, 8, 9]]))
    assert entries(got, "activities") == ((1, 4), (2, 5), (3, 6))
    with pytest.raises(InputError, match="row 2, column 2 is blank"):
        read((series, [[1, 4], [2, None]]), (ACTUAL, [[7], [8]]))
    with pytest.raises(InputError, match="equally long; got 2 in 'activities', 3 in 'actual'"):
        read((series, [[1], [2]]), (ACTUAL, [[7], [8], [9]]))


def test_channels_lie_in_columns_and_a_blank_step_counts_as_it_says() -> None:
    """A column per entry; a blank in a filled row and column is what the argument says."""
    rates = argument("rates", Kind.ROWS, blank=1.0)
    got = read((PLAN, [[0.5, 0.5, None]]), (rates, [[None] * 3, [2, None, None], [3, 4, None]]))
    assert entries(got, "rates") == ((2, 3), (1.0, 4))
    assert values(got, "plan") == (0.5, 0.5)
    with pytest.raises(InputError, match=r"row 2, column 1 is blank.*; row 2, column 2 is blank"):
        read((PLAN, [[0.5, 0.5]]), (rates, [[1, 1], [None, None], [1, 1]]))
    with pytest.raises(InputError, match="row 1, column 2 is blank"):
        read((PLAN, [[0.5, 0.5]]), (rates, [[1, None], [1, None]]))


def test_a_wholly_blank_argument_says_so() -> None:
    """There is nothing to trim to."""
    with pytest.raises(InputError, match="'actual' must be numbers from 0 up; it is blank"):
        read((PLAN, [[1], [2]]), (ACTUAL, [[None], [None]]))
