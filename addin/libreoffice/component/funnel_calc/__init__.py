"""The worksheet functions in LibreOffice Calc: what Calc hands over in, what Calc shows out."""

from __future__ import annotations

from funnel_calc import described
from funnel_calc.answering import answer
from funnel_calc.why import why

__all__ = ["described", "method"]


def method(context, name, one_cell):
    """Give what answers a method of the component.

    Calc hands over the document that asks, then the arguments.
    """
    function = described.name_of(name)
    if function == described.WHY.name:
        return lambda document, cells: why(context, document, cells)
    if one_cell:
        return lambda document, *arguments: answer(context, document, function, arguments)[0][0]
    return lambda document, *arguments: answer(context, document, function, arguments)
