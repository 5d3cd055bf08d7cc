"""What a plan needs, as a worksheet function answers it that reads the names of its workbook."""

from __future__ import annotations

from funnel_addin.books.port import Book, Place
from funnel_addin.plans.inputs import read_plan

__all__ = ["required"]


def required(book: Book) -> tuple[tuple[int, ...], ...]:
    """Answer what the book's plan needs, lying as its rates lie.

    Raises:
        FunnelError: what is wrong with its names or the cells behind them.
    """
    volumes = read_plan(book).plan.required
    rates = book.places().get("Plan_Rates")
    if isinstance(rates, Place) and rates.rows == 1 < rates.columns:
        return (volumes,)
    return tuple((volume,) for volume in volumes)
