"""Ranges and cells of every kind, for each argument of each function, through xlwings' pipeline."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from typing import Any

import pytest

from funnel_addin.catalog import CATALOG, Argument, Kind, WorksheetFunction
from tests.excel_objects import LAST_ROW, OMITTED, Cells, Currency
from tests.udfs.test_pipeline import error, grid, outside, refused
from tests.xlwings_windows import Excel

LISTS = (Kind.LIST, Kind.COLUMNS, Kind.ROWS, Kind.STEPS, Kind.COUNTS)


def upright(argument: Argument, value: Any) -> Any:
    """Lay a row of the catalog's example as a column, where it is a plain list."""
    if argument.kind not in (Kind.LIST, Kind.STEPS) or not isinstance(value, list):
        return value
    return [[each] for each in value[0]] if len(value) == 1 else value


def example(function: WorksheetFunction) -> tuple[Any, ...]:
    """Give the catalog's example of a function, an argument each; None where it is omitted."""
    given = json.loads(function.example)
    padded = [*given, *[None] * (len(function.arguments) - len(given))]
    if function.name != "FUNNEL_MIX":  # its channels lie across
        pairs = zip(function.arguments, padded, strict=True)
        padded = [upright(argument, value) for argument, value in pairs]
    return tuple(padded)


def rows_of(value: Any) -> list[list[Any]]:
    """Give an argument as rows of cells, days as dates."""
    rows = value if isinstance(value, list) else [[value]]
    return [[day(each) if isinstance(each, str) else each for each in row] for row in rows]


def day(text: str) -> dt.date:
    """Read a day of an example."""
    return dt.date.fromisoformat(text)


def handed(value: Any) -> Any:
    """Hand an argument over as cells."""
    return OMITTED if value is None else Cells(rows_of(value))


def same(shown: Any, wanted: tuple[Any, ...]) -> bool:
    """Tell whether Excel is shown what the functions answer outside of it."""
    return (error(shown) if refused(shown) else grid(shown)) == wanted


WITH_LISTS = [
    function for function in CATALOG if any(each.kind in LISTS for each in function.arguments)
]


@pytest.mark.parametrize("function", WITH_LISTS, ids=lambda each: each.name)
@pytest.mark.parametrize("blank_above", [0, 2])
def test_whole_columns_are_cut_before_they_are_read(
    excel: Excel, function: WorksheetFunction, blank_above: int
) -> None:
    """B:B answers as the cells that are used in it, of which no more are read."""
    given = example(function)
    whole, largest = [], 0
    for argument, value in zip(function.arguments, given, strict=True):
        if argument.kind not in LISTS or value is None:
            whole.append(handed(value))
            continue
        rows = [[None] * len(value[0])] * blank_above + rows_of(value)
        largest = max(largest, len(rows) * len(rows[0]))
        whole.append(Cells(rows, rows=LAST_ROW))
    shown = excel.call(function.name, *whole)
    assert not refused(shown), shown
    assert same(shown, outside(function.name, given))
    assert excel.cells_read() == max(largest, 1)


@pytest.mark.parametrize("function", WITH_LISTS, ids=lambda each: each.name)
def test_another_column_may_be_longer(excel: Excel, function: WorksheetFunction) -> None:
    """Blank rows up to the last used row of the sheet are trimmed, and are all that is read."""
    given = example(function)
    whole = []
    for argument, value in zip(function.arguments, given, strict=True):
        if argument.kind not in LISTS or value is None:
            whole.append(handed(value))
            continue
        rows = rows_of(value)
        blank = [[None] * len(rows[0])] * (1_000 - len(rows))
        whole.append(Cells(rows + blank, rows=LAST_ROW))
    assert same(excel.call(function.name, *whole), outside(function.name, given))
    assert excel.cells_read() <= 1_000 * 2


ARGUMENTS = [
    pytest.param(function, at, id=f"{function.name}-{argument.name}")
    for function in CATALOG
    for at, argument in enumerate(function.arguments)
]


def with_argument(function: WorksheetFunction, at: int, cells: Any) -> list[Any]:
    """Hand the example over with one argument replaced."""
    return [*map(handed, example(function)[:at]), cells, *map(handed, example(function)[at + 1 :])]


def usable(function: WorksheetFunction, at: int) -> Any:
    """Give a value that the argument takes: the example's, or another where that omits it."""
    value = example(function)[at]
    if value is not None:
        return value
    kind, name = function.arguments[at].kind, function.arguments[at].name
    if kind is Kind.FLAG:
        return True
    if kind in LISTS:
        return [[1.0]] * 3 if name == "shape" else [[1.0], [2.0]]
    known = {"stage": 2, "max_lag": 2, "value": 10, "purchases": 2, "alpha": 0.05, "change": 0.1}
    return known.get(name, 0.5)


@pytest.mark.parametrize(("function", "at"), ARGUMENTS)
def test_currency_counts_as_its_number(excel: Excel, function: WorksheetFunction, at: int) -> None:
    """Cells formatted as money answer as plain ones do, in each argument of each function."""
    value = usable(function, at)
    if function.arguments[at].kind is Kind.DATE:
        value = float((day(value) - dt.date(1899, 12, 30)).days)
    rows = rows_of(value)
    money = [[Currency(float(each)) for each in row] for row in rows]
    plain = [[float(each) for each in row] for row in rows]
    shown = excel.call(function.name, *with_argument(function, at, Cells(money)))
    assert same(shown, outside(function.name, (*example(function)[:at], plain,
                                               *example(function)[at + 1 :])))  # fmt: skip
    assert not refused(shown), shown


@pytest.mark.parametrize(("function", "at"), ARGUMENTS)
def test_a_date_is_a_date_and_no_number(excel: Excel, function: WorksheetFunction, at: int) -> None:
    """A date cell answers where a date belongs; elsewhere it is refused as such, by its row."""
    argument = function.arguments[at]
    if argument.kind is Kind.DATE:
        rows = rows_of(usable(function, at))
        shown = excel.call(function.name, *with_argument(function, at, Cells(rows)))
        assert same(shown, outside(function.name, example(function)))
        return
    rows = rows_of(usable(function, at))
    rows[-1] = [*rows[-1][:-1], dt.date(2027, 3, 1)]
    code, sentence = error(excel.call(function.name, *with_argument(function, at, Cells(rows))))
    assert code == "#VALUE!"
    assert f"'{argument.name}' must be " in sentence
    assert "2027-03-01" in sentence or "datetime.datetime(2027, 3, 1" in sentence


@pytest.mark.parametrize(("function", "at"), ARGUMENTS)
def test_a_blank_cell_is_as_if_omitted(excel: Excel, function: WorksheetFunction, at: int) -> None:
    """A blank cell, an empty text and nothing at all: the default, or what is missing by name."""
    argument = function.arguments[at]
    wanted = outside(function.name, (*example(function)[:at], None, *example(function)[at + 1 :]))
    blanks: list[Any] = [Cells([[None]]), Cells([[""]]), None, ""]
    if argument.optional:
        blanks.append(OMITTED)
    for blank in blanks:
        shown = excel.call(function.name, *with_argument(function, at, blank))
        assert same(shown, wanted), blank
        if not argument.optional:
            assert error(shown)[1].startswith(f"'{argument.name}' is missing in ")


@pytest.mark.parametrize(("function", "at"), ARGUMENTS)
def test_one_cell_is_one_number(excel: Excel, function: WorksheetFunction, at: int) -> None:
    """A reference to one cell, that number typed, and an array constant of one answer alike.

    Excel hands a single cell over without its row and column around it.
    """
    value = usable(function, at)
    first = rows_of(value)[0][0]
    typed = first if isinstance(first, bool) else (
        dt.datetime(first.year, first.month, first.day, tzinfo=dt.UTC)
        if isinstance(first, dt.date)
        else float(first)
    )  # fmt: skip
    plain = str(first) if isinstance(first, dt.date) else first
    wanted = outside(function.name, (*example(function)[:at], plain, *example(function)[at + 1 :]))
    for cells in (Cells([[first]]), typed, ((typed,),)):
        assert same(excel.call(function.name, *with_argument(function, at, cells)), wanted), cells


@pytest.mark.parametrize("function", WITH_LISTS, ids=lambda each: each.name)
def test_a_blank_within_is_named_by_its_row(excel: Excel, function: WorksheetFunction) -> None:
    """A blank between two numbers is never skipped: every list says where it is, or what it is."""
    for at, argument in enumerate(function.arguments):
        value = usable(function, at)
        if argument.kind is not Kind.LIST or len(value) < 3:
            continue
        rows = [[None], [None], *rows_of(value)]
        rows[3] = [None]
        shown = excel.call(function.name, *with_argument(function, at, Cells(rows)))
        assert "row 4 is blank" in error(shown)[1]


def test_the_examples_cover_each_kind() -> None:
    """No kind of argument is left out above."""
    kinds = {each.kind for each in itertools.chain(*(entry.arguments for entry in CATALOG))}
    assert kinds == set(Kind)
