"""Excel's objects as real COM objects, for a Python in another process. Runs on Windows only.

What answers behind them is what the tests over stand-ins use, too: `tests.excel_objects`.
"""

from __future__ import annotations

import datetime as dt
import decimal
import functools
import inspect
import tempfile
from pathlib import Path
from typing import Any

import pythoncom
import win32com.server.policy
import win32com.server.util
import winerror
from win32com.client import VARIANT
from win32com.server.exception import COMException

from tests.excel_objects import OMITTED, ComError, Failed, as_value

__all__ = ["received", "sent"]

RANGE = "{00020846-0000-0000-C000-000000000046}"
SYS_WIN64 = 3
PUT = pythoncom.DISPATCH_PROPERTYPUT | pythoncom.DISPATCH_PROPERTYPUTREF
LEFT_OUT = VARIANT(pythoncom.VT_ERROR, OMITTED)
_OBJECT = pythoncom.TypeIIDs[pythoncom.IID_IDispatch]
_AS_IT_IS = (str, float, int, dt.datetime, VARIANT, _OBJECT)


def sent(value: Any) -> Any:
    """Give a value as Excel sends it: an object by reference, what was left out as just that.

    An error goes by its number alone: pywin32 can send no error but the one that says "left out",
    and tells its reader no more of an error than its number.
    """
    if isinstance(value, (tuple, list)):
        return tuple(sent(each) for each in value)
    if isinstance(value, Failed):
        return sent(as_value(value))
    if isinstance(value, decimal.Decimal):
        return VARIANT(pythoncom.VT_CY, value)
    if value is None:
        return pythoncom.Empty
    if not isinstance(value, _AS_IT_IS):
        return win32com.server.util.wrap(_Played(value), usePolicy=_Policy)
    return LEFT_OUT if value == OMITTED else value


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
        if name == "_NewEnum":
            return win32com.server.util.NewEnum([sent(each) for each in self.played])
        handed = [received(each) for each in arguments]
        if flags & PUT:
            setattr(self.played, name, *handed)
            return None
        try:
            found = self.played if name == "_value_" else getattr(self.played, name)
            if handed:
                found = found(*handed)
            elif inspect.isroutine(found):
                raise COMException(scode=winerror.DISP_E_PARAMNOTOPTIONAL)
        except AttributeError:
            raise COMException(scode=winerror.DISP_E_MEMBERNOTFOUND) from None
        except ComError as refused:
            raise COMException(str(refused), scode=winerror.DISP_E_EXCEPTION) from None
        found = sent(found)
        # of a tuple pywin32 would take the first item for the answer
        return list(found) if isinstance(found, tuple) else found


class _Policy(win32com.server.policy.DynamicPolicy):
    """Members by their names, and a type that tells them, as those of Excel's library do."""

    def _wrap_(self, played: _Played) -> None:
        super()._wrap_(played)
        self._members = _members(played.played)
        for number, name in enumerate(self._members, start=1):
            self._name_to_dispid_[name.lower()] = number
            self._dyn_dispid_to_name_[number] = name

    def _getdispid_(self, name: str, flags: int) -> int:
        played = self._obj_.played
        known = name in self._members or hasattr(type(played), f"set_{name}")
        if not known and not hasattr(played, name):
            raise COMException(scode=winerror.DISP_E_UNKNOWNNAME)
        return super()._getdispid_(name, flags)

    def _GetTypeInfoCount_(self) -> int:
        return 1

    def _GetTypeInfo_(self, index: int, lcid: int) -> Any:
        if index != 0:
            raise COMException(scode=winerror.DISP_E_BADINDEX)
        return 0, _type(type(self._obj_.played).__name__.strip("_"), self._members)


def _members(played: Any) -> tuple[str, ...]:
    """Name what is asked of an object without arguments."""
    kind = type(played)
    offered = {name for name in dir(kind) if not inspect.isroutine(getattr(kind, name))}
    return tuple(sorted(name for name in offered | set(vars(played)) if name[0].isupper()))


@functools.cache
def _type(name: str, members: tuple[str, ...]) -> Any:
    """Give a COM type; the one called Range has the identity of Excel's."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = str(Path(folder) / "excel.tlb")
        library = pythoncom.CreateTypeLib2(SYS_WIN64, path)
        library.SetName("Excel")
        library.SetGuid(pythoncom.CreateGuid())
        made = library.CreateTypeInfo(name, pythoncom.TKIND_DISPATCH)
        made.SetGuid(pythoncom.MakeIID(RANGE) if name == "Range" else pythoncom.CreateGuid())
        for index, member in enumerate(members):
            told = pythoncom.FUNCDESC()
            told.memid = index + 1
            told.funckind = pythoncom.FUNC_DISPATCH
            told.invkind = pythoncom.DISPATCH_PROPERTYGET
            told.rettype = (pythoncom.VT_VARIANT, 0, None)
            made.AddFuncDesc(index, told)
            made.SetFuncAndParamNames(index, (member,))
        made.LayOut()
        library.SaveAllChanges()
        return pythoncom.LoadTypeLib(path).GetTypeInfo(0)
