"""What a defined name of an open workbook stands for: one block of cells, or what is wrong."""

from __future__ import annotations

from collections.abc import Callable

import xlwings as xw

from funnel_addin.books.excel.busy import is_busy
from funnel_addin.books.port import Problem
from funnel_core.errors import InputError

__all__ = ["named_cells"]


def named_cells(
    name: str, found: xw.Name, fit: Callable[[xw.Range, str], xw.Range]
) -> xw.Range | Problem:
    """Give the cells behind a name, or say what is wrong with it; `fit` refuses some, or cuts."""
    try:
        return fit(found.refers_to_range, name)
    except InputError as error:
        return Problem(name, found.refers_to or "", str(error))
    except Exception as error:  # pywin32's error, which exists on Windows only
        if is_busy(error):
            raise
        return Problem(
            name,
            found.refers_to or "",
            f"'{name}' must be the name of cells; it is {found.refers_to}: "
            "point it at cells in Formulas > Name Manager",
        )
