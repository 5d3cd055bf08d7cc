"""What the extension, its component, its interface and its methods are called.

A file that Calc saves holds a function by the component's name and the method's, FUNNEL.REQUIRED:
change neither. They are the function's own name but for a dot, which no function of an add-in goes
without.
"""

from __future__ import annotations

from funnel_addin.catalog import PREFIX

__all__ = [
    "COMPONENT",
    "EXTENSION",
    "INTERFACE",
    "JOB",
    "MODULE",
    "ONE_CELL",
    "method_name",
    "parameter_name",
]

EXTENSION = "org.funnelplanner.calc"
ONE_CELL = frozenset(
    "FUNNEL_PROBABILITY FUNNEL_CUSTOMERS FUNNEL_CUSTOMERS_FOR_PROFIT FUNNEL_EXPECTED FUNNEL_PACE "
    "FUNNEL_SPEND_FOR FUNNEL_ROI FUNNEL_CAC FUNNEL_PAYBACK FUNNEL_LTV FUNNEL_SAMPLE_SIZE "
    "FUNNEL_WHY".split()
)
"""The functions that answer one cell, whatever they are asked; the others answer rows of cells.

UNO takes rows from Python only where the interface says that there are rows.
"""

MODULE = ("org", "funnelplanner")
INTERFACE = "XFunnelFunctions"
COMPONENT = "Funnel"
JOB = "org.funnelplanner.Opening"


def method_name(function: str) -> str:
    """Give the method that answers a worksheet function.

    >>> method_name("FUNNEL_CUSTOMERS_FOR_PROFIT")
    'CUSTOMERS_FOR_PROFIT'
    """
    return function.removeprefix(PREFIX)


def parameter_name(argument: str) -> str:
    """Give an argument's name in the interface, where an underscore is not allowed.

    >>> parameter_name("share_of_year")
    'shareOfYear'
    """
    first, *others = argument.split("_")
    return first + "".join(each.capitalize() for each in others)
