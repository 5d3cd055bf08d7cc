"""What the catalog says of the component's methods."""

from __future__ import annotations

from funnel_addin.catalog import PREFIX, WHY, find

__all__ = ["WHY", "argument_of", "method_of", "name_of", "summary_of"]


def name_of(method):
    """Give the worksheet function of a method.

    >>> name_of("CUSTOMERS_FOR_PROFIT")
    'FUNNEL_CUSTOMERS_FOR_PROFIT'
    """
    return PREFIX + method


def method_of(display):
    """Give the method of a worksheet function, or an empty text."""
    name = display.upper()
    if name == WHY.name or find(name):
        return name[len(PREFIX) :]
    return ""


def summary_of(method):
    """Tell what a method's function answers."""
    name = name_of(method)
    if name == WHY.name:
        return WHY.summary
    function = find(name)
    return function.summary if function else ""


def argument_of(method, position):
    """Give the name and the help of an argument; the first parameter is none."""
    name = name_of(method)
    if name == WHY.name:
        return WHY.argument, WHY.help
    function = find(name)
    if function is None or not 0 < position <= len(function.arguments):
        return "", ""
    argument = function.arguments[position - 1]
    if argument.default:
        return argument.name, f"{argument.help}. Omitted, it is {argument.default}"
    return argument.name, argument.help
