"""What LibreOffice Calc loads: an add-in whose methods answer the worksheet functions.

It is loaded when the first function is calculated, and then loads the calculation.
"""

import os
import sys

import unohelper
from com.sun.star.lang import Locale, XLocalizable, XServiceInfo, XServiceName
from com.sun.star.sheet import XAddIn
from org.funnelplanner import XFunnelFunctions

COMPONENT = "Funnel"
SERVICES = ("com.sun.star.sheet.AddIn", COMPONENT)
ONE_CELL = frozenset(
    "PROBABILITY CUSTOMERS CUSTOMERS_FOR_PROFIT EXPECTED PACE SPEND_FOR ROI CAC PAYBACK LTV "
    "SAMPLE_SIZE WHY".split()
)
"""The methods whose answer the interface says is one cell."""

CARRIED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pythonpath")


def _calc():
    """Load what this extension carries, and nothing of the same name from elsewhere."""
    if "funnel_calc" not in sys.modules:
        sys.path.insert(0, CARRIED)
        try:
            import funnel_calc
            import funnel_calc.described
        finally:
            sys.path.remove(CARRIED)
    return sys.modules["funnel_calc"]


class FunnelFunctions(
    unohelper.Base, XFunnelFunctions, XAddIn, XServiceName, XServiceInfo, XLocalizable
):
    """The add-in; what the function wizard shows stands in CalcAddIns.xcu, too."""

    def __init__(self, context):
        self._context = context
        self._locale = Locale("en", "US", "")

    def __getattr__(self, name):
        """Give the method that answers a worksheet function."""
        if not name.isupper():
            raise AttributeError(name)
        return _calc().method(self._context, name, name in ONE_CELL)

    def getProgrammaticFuntionName(self, display):
        return _calc().described.method_of(display)

    def getDisplayFunctionName(self, method):
        return _calc().described.name_of(method)

    def getFunctionDescription(self, method):
        return _calc().described.summary_of(method)

    def getDisplayArgumentName(self, method, position):
        return _calc().described.argument_of(method, position)[0]

    def getArgumentDescription(self, method, position):
        return _calc().described.argument_of(method, position)[1]

    def getProgrammaticCategoryName(self, method):
        return "Add-In"

    def getDisplayCategoryName(self, method):
        return "Add-In"

    def setLocale(self, locale):
        self._locale = locale

    def getLocale(self):
        return self._locale

    def getServiceName(self):
        return COMPONENT

    def getImplementationName(self):
        return COMPONENT

    def supportsService(self, name):
        return name in SERVICES

    def getSupportedServiceNames(self):
        return SERVICES


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(FunnelFunctions, COMPONENT, SERVICES)
