"""The worksheet functions in LibreOffice Calc: what Calc hands over in, what Calc shows out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from funnel_addin.catalog import PREFIX, WHY
from funnel_calc.answering import answer
from funnel_calc.entering import enter_again
from funnel_calc.following import follow
from funnel_calc.why import why

__all__ = ["enter_again", "follow", "method"]


def method(name: str, one_cell: bool) -> Callable[..., Any]:
    """Give what answers a method of the component.

    Calc hands over the document that asks, then the arguments.

    Args:
        name: the method's name, that of the worksheet function without FUNNEL_.
        one_cell: whether the interface says that the answer is one cell.
    """
    function = PREFIX + name
    if function == WHY.name:
        return lambda document, cells: why(document, cells)
    if one_cell:
        return lambda document, *arguments: answer(document, function, arguments)[0][0]
    return lambda document, *arguments: answer(document, function, arguments)
