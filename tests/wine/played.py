"""Excel's objects as real COM objects, for a Python in another process. Runs on Windows only.

What answers behind them is what the tests over stand-ins use, too: `tests.xlwings_windows`.
"""

from __future__ import annotations

import decimal
import inspect
import tempfile
import types
from pathlib import Path
from typing import Any

import pythoncom
import win32com.server.policy
import win32com.server.util
import winerror
from win32com.client import VARIANT
from win32com.server.exception import COMException

from tests import xlwings_windows as stand_ins

__all__ = ["received", "sent"]

RANGE = "{00020846-0000-0000-C000-000000000046}"
SYS_WIN64 = 3
LEFT_OUT = VARIANT(pythoncom.VT_ERROR, stand_ins.OMITTED)
_OBJECTS = (
    *(stand_ins._Range, stand_ins._Sheet, stand_ins._Workbook, stand_ins._Name),
    types.SimpleNamespace,
)


def sent(value: Any) -> Any:
    """Give a value as Excel sends it: an object by reference, what was left out as just that.

    An error goes by its number alone: pywin32 can send no error but the one that says "left out",
    and tells its reader no more of an error than its number.
    """
    if isinstance(value, (tuple, list)):
        return tuple(sent(each) for each in value)
    if isinstance(value, _OBJECTS) or callable(value):
        return win32com.server.util.wrap(_Played(value), usePolicy=_Policy)
    if isinstance(value, stand_ins.Failed):
        return sent(stand_ins._as_value(value))
    if isinstance(value, decimal.Decimal):
        return VARIANT(pythoncom.VT_CY, value)
    if value is None:
        return pythoncom.Empty
    return LEFT_OUT if value == stand_ins.OMITTED else value


def received(value: Any) -> Any:
    """Give an object of ours that came back as what is played behind it."""
    try:
        return win32com.server.util.unwrap(value).played
    except (pythoncom.com_error, ValueError):
        return value


class _Played:
    """The object behind a COM object: any member of what is played, its results as Excel's."""

    def __init__(self, played: Any) -> None:
        self.played = played

    def _dynamic_(self, name: str, lcid: int, flags: int, arguments: tuple[Any, ...]) -> Any:
        handed = [received(each) for each in arguments]
        try:
            found = self.played if name == "_value_" else getattr(self.played, name)
            if handed:
                found = found(*handed)
            elif inspect.isroutine(found):
                raise COMException(scode=winerror.DISP_E_PARAMNOTOPTIONAL)
        except AttributeError:
            raise COMException(scode=winerror.DISP_E_MEMBERNOTFOUND) from None
        except stand_ins._ComError as refused:
            raise COMException(str(refused), scode=winerror.DISP_E_EXCEPTION) from None
        found = sent(found)
        # of a tuple pywin32 would take the first item for the answer
        return list(found) if isinstance(found, tuple) else found


class _Policy(win32com.server.policy.DynamicPolicy):
    """Members found by name, and a type that says of a range that it is one."""

    def _getdispid_(self, name: str, flags: int) -> int:
        if not hasattr(self._obj_.played, name):
            raise COMException(scode=winerror.DISP_E_UNKNOWNNAME)
        return super()._getdispid_(name, flags)

    def _GetTypeInfoCount_(self) -> int:
        return 1

    def _GetTypeInfo_(self, index: int, lcid: int) -> Any:
        if index != 0:
            raise COMException(scode=winerror.DISP_E_BADINDEX)
        return 0, _type_of(type(self._obj_.played).__name__.strip("_"))


_types: dict[str, Any] = {}


def _type_of(name: str) -> Any:
    """Give a COM type of that name, which has the identity of Excel's Range if it is one."""
    if name not in _types:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            path = str(Path(folder) / "excel.tlb")
            library = pythoncom.CreateTypeLib2(SYS_WIN64, path)
            library.SetName("Excel")
            library.SetGuid(pythoncom.CreateGuid())
            made = library.CreateTypeInfo(name, pythoncom.TKIND_DISPATCH)
            identity = pythoncom.MakeIID(RANGE) if name == "Range" else pythoncom.CreateGuid()
            made.SetGuid(identity)
            made.LayOut()
            library.SaveAllChanges()
            _types[name] = pythoncom.LoadTypeLib(path).GetTypeInfo(0)
    return _types[name]
