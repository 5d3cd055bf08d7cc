"""What keeps a book from being filled: every problem is kept once, the first of them are told."""

from __future__ import annotations

import pytest

from funnel_addin.books.port import Problem
from funnel_addin.plans.reading import MOST_TOLD, BookProblems, Reader
from tests.plans.sights import sight_of


def problems(count: int) -> list[Problem]:
    """Give so many problems, each of a cell of its own."""
    return [Problem("Plan_Log", f"Log!C{row}", f"Log!C{row} is 'X'") for row in range(8, 8 + count)]


def test_a_problem_met_again_is_kept_once_in_the_order_of_the_first() -> None:
    """Two parts of a book may read the same input."""
    reader = Reader(sight_of({}))
    first, second, third = problems(3)
    for each in (second, first, second, Problem(*_fields(first)), third):
        reader.keep(each)
    assert reader.problems == [second, first, third]


def _fields(problem: Problem) -> tuple[str, str, str, str]:
    return problem.name, problem.where, problem.sentence, problem.code


@pytest.mark.parametrize("count", [2, MOST_TOLD, MOST_TOLD + 1, 5000])
def test_the_first_problems_are_told_and_all_are_kept(count: int) -> None:
    """A log of 5,000 wrong rows does not flood the terminal: how many more there are is said."""
    error = BookProblems("system.xlsx", problems(count))
    assert error.problems == tuple(problems(count))
    heading, *lines = str(error).split("\n  ")
    assert heading == f"system.xlsx has {count:,} problems:"
    told = [problem.sentence for problem in problems(min(count, MOST_TOLD))]
    more = [f"and {count - MOST_TOLD:,} more"] if count > MOST_TOLD else []
    assert lines == told + more


def test_one_problem_is_told_in_one_line() -> None:
    """With the book's title before it."""
    assert str(BookProblems("system.xlsx", problems(1))) == "system.xlsx: Log!C8 is 'X'"
