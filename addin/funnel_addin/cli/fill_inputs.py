"""What is given to `funnel fill` beside a workbook, read for the workbook's names."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Sequence

from funnel_addin import names
from funnel_addin.books.port import Book, Cell, Grid
from funnel_addin.books.xlsx.currency import currency_code
from funnel_addin.cli import datafiles, values
from funnel_addin.cli.fill_options import INPUTS, Input
from funnel_addin.functions.grid import bounded, refuse
from funnel_addin.given import Given
from funnel_core.errors import FunnelError, InputError
from funnel_core.quantities import Quantity

__all__ = ["given_for"]


def given_for(book: Book, typed: argparse.Namespace) -> Given:
    """Read what was typed, and the files it names; what was not typed stays as the book has it.

    Raises:
        FunnelError: an option or a file that cannot be read, or is out of its bounds.
    """
    given = values.given(typed)
    inputs: dict[str, Grid] = {}
    for each in INPUTS:
        text = getattr(typed, each.option.replace("-", "_"))
        if text is not None:
            inputs[each.name] = _grid(each, text)
    inputs |= _from_files(book, typed, given.stages)
    as_of = values.date("as-of", typed.as_of)
    if as_of is not None and "Plan_As_Of" in book.places():
        inputs["Plan_As_Of"] = ((as_of,),)
    return dataclasses.replace(given, inputs=inputs, as_of=as_of)


def _from_files(
    book: Book, typed: argparse.Namespace, stages: Sequence[str] | None
) -> dict[str, Grid]:
    inputs: dict[str, Grid] = {}
    labels = datafiles.Labels.of(book, stages)
    if typed.channels is not None:
        inputs |= datafiles.channels(typed.channels, labels, book)
        named = [str(row[0]) for row in inputs["Plan_Channels"]]
        labels = dataclasses.replace(labels, channels=named)
    if typed.actuals is not None:
        inputs |= datafiles.actuals(typed.actuals, labels)
    if typed.log is not None:
        inputs |= datafiles.log(typed.log, labels)
    if typed.experiments is not None:
        inputs |= datafiles.experiments(typed.experiments)
    return inputs


def _grid(each: Input, text: str) -> Grid:
    """Read what was typed after an option."""
    if each.name == "Plan_Currency":
        return ((currency_code(text),),)
    if each.kind == "names":
        return _column([name or None for name in values.texts(each.option, text)])
    if each.kind == "text":
        return ((text.strip() or None,),)
    if "," in each.kind:
        words = each.kind.split(",")
        if text.strip().lower() not in words:
            raise InputError(f"'--{each.option}' must be one of {', '.join(words)}; it is {text!r}")
        return ((text.strip().lower(),),)
    quantity = _quantity(each.name)
    if each.kind == "list":
        return _column(_blank_or_number(each.option, text, quantity))
    read = values.amount if each.kind == "amount" else values.number
    return ((read(each.option, text, quantity),),)


def _blank_or_number(option: str, text: str, quantity: Quantity) -> list[Cell]:
    """Read a list in which a number may be left out: 100,,50."""
    cells = [values.cell(part) for part in values.parts(text)]
    read = [None if cell == "" else bounded(cell, quantity) for cell in cells]
    faults = [
        (f"number {at}", number)
        for at, number in enumerate(read, start=1)
        if isinstance(number, FunnelError)
    ]
    if faults:
        raise refuse(f"'--{option}' must be {quantity.plural}", faults)
    return [None if isinstance(number, FunnelError) else number for number in read]


def _quantity(name: str) -> Quantity:
    known = names.find(name)
    assert known is not None
    assert isinstance(known.holds, Quantity)
    return known.holds


def _column(cells: Sequence[Cell]) -> Grid:
    return tuple((cell,) for cell in cells)
