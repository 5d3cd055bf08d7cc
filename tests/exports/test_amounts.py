"""Amounts of exports: no comma is ever guessed, and none is dropped in silence."""

from __future__ import annotations

import math

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funnel_addin.exports.amounts import read_amounts
from funnel_addin.files.written import as_cell, decimal_mark
from funnel_core.errors import CrmError
from funnel_core.history.problems import Kind


def read(*texts: str) -> tuple[list[float | None], list[tuple[int, tuple[str, ...]]]]:
    rows = ibis.memtable({"at": list(range(len(texts))), "amount": list(texts)})
    value, problems = read_amounts(rows, rows.amount, "deals.csv", "Amount")
    found = rows.select("at", value=value).order_by("at").execute()["value"]
    values = [None if math.isnan(each) else each for each in found.astype(float)]
    said = [each for each in problems if each.kind is not Kind.SEVERAL_CURRENCIES]
    return values, [(problem.count, problem.examples) for problem in said]


@pytest.mark.parametrize(
    ("texts", "amounts"),
    [
        (["1.234,50 €", "€ 2.000,00", "1.500"], [1234.5, 2000, 1500]),
        (["$1,234.50", "$10", "1,500"], [1234.5, 10, 1500]),
        (["117.0", "18500", ""], [117, 18500, None]),
        (["EUR 1 234,50", "1 234,50 kr", "1'234.00 CHF"], [1234.5, 1234.5, 1234]),
        (["1.234.567", "2.500"], [1234567, 2500]),
        (["Kr. 500", "Kr. 1,234.50"], [500, 1234.5]),
        (["R. 500", "12.5"], [500, 12.5]),
        (["Fr. 1'234.50", "Fr. 500", "500 kr."], [1234.5, 500, 500]),
    ],
)
def test_marks_are_those_that_the_column_shows(
    texts: list[str], amounts: list[float | None]
) -> None:
    """Currencies and thousands marks are no trouble where the column shows what is what."""
    assert read(*texts) == (amounts, [])


@pytest.mark.parametrize(
    ("texts", "count", "examples"),
    [
        (["€10", "EUR 20.5", "$30"], 1, ("EUR", "USD")),
        (["10 USD", "$20", "US$ 30", "40"], 0, ()),
        (["Kr. 500", "500 kr"], 0, ()),
        (["£5", "¥6", "¥7", "no money"], 1, ("JPY", "GBP")),
    ],
)
def test_amounts_in_several_currencies_are_told(
    texts: list[str], count: int, examples: tuple[str, ...]
) -> None:
    """Their mean is in none of them; a sign and its code are one currency."""
    rows = ibis.memtable({"amount": texts})
    _, problems = read_amounts(rows, rows.amount, "deals.csv", "Amount")
    told = [each for each in problems if each.kind is Kind.SEVERAL_CURRENCIES]
    assert [(each.count, each.examples) for each in told] == ([(count, examples)] if count else [])


def test_an_amount_that_could_be_two_numbers_is_told() -> None:
    """1.500 is left out where nothing shows whether it is more than a thousand."""
    assert read("1.500", "200") == ([None, 200], [(1, ("1.500",))])
    assert read("1.500", "2,5", "2.5") == ([None, 2.5, 2.5], [(1, ("1.500",))])


def test_what_is_no_number_is_told() -> None:
    """Words, shares and scientific notation are no amounts of money."""
    values, problems = read("12", "soon", "1.2M", "5 %", "12 345 6")
    assert values == [12, None, None, None, None]
    assert problems == [(4, ("1.2M", "12 345 6", "5 %", "soon"))]


def test_signs_of_amounts_are_kept_and_told() -> None:
    """An amount below 0 counts as it stands, with any dash before it or its currency."""
    values, problems = read("-$10", "€ -5", "\u22127", "\u2013 8.50", "+3", "1,500.00")
    assert values == [-10, -5, -7, -8.5, 3, 1500]
    assert problems == [(4, ("-10",))]
    rows = ibis.memtable({"amount": [1.5, -2.5]})
    _, (told,) = read_amounts(rows, rows.amount, "deals.parquet", "Amount")
    assert (told.kind, told.count, told.examples) == (Kind.NEGATIVE_AMOUNT, 1, ("-2.5",))


def test_what_is_not_read_is_always_told() -> None:
    """Two signs, or more digits than any amount has, are no number: left out, and counted."""
    assert read("--5", "1" * 400, "7") == ([None, None, 7], [(2, ("--5", "1" * 400))])
    assert read("+-5", "$3") == ([None, 3], [(1, ("+-5",))])


def test_numbers_stay_numbers() -> None:
    """What an engine holds as a number is not read as a text; what is none is nothing."""
    rows = ibis.memtable({"amount": [1.5, float("nan"), None]})
    value, problems = read_amounts(rows, rows.amount, "deals.parquet", "Amount")
    assert rows.aggregate(total=value.sum()).execute()["total"][0] == 1.5
    assert problems == ()


def test_an_endless_amount_is_none_and_told() -> None:
    """No mean is finite with an infinite amount in it."""
    rows = ibis.memtable({"amount": [1.5, math.inf, -math.inf]})
    value, (told,) = read_amounts(rows, rows.amount, "deals.parquet", "Amount")
    assert rows.aggregate(total=value.sum()).execute()["total"][0] == 1.5
    assert (told.kind, told.count, told.examples) == (Kind.UNREAD_AMOUNT, 2, ("-inf", "inf"))


numbers = st.from_regex(r"[+-]?[0-9]{1,4}([.,][0-9]{3}){0,2}([.,][0-9]{1,3})?", fullmatch=True)


@settings(max_examples=80)
@given(st.lists(numbers, min_size=1, max_size=5))
def test_marks_are_told_as_in_any_csv_file_of_ours(texts: list[str]) -> None:
    """The engine reads what the cells of other CSV files are read as, one by one."""
    mark = decimal_mark(texts)
    expected: list[float | None] = []
    for text in texts:
        try:
            cell = as_cell(text, mark)
        except CrmError:
            cell = None
        expected.append(None if isinstance(cell, str) or cell is None else float(cell))
    assert read(*texts)[0] == expected
