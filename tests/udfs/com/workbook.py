"""The workbook in memory as Excel shows it to pywin32: what VBA hands over as `ActiveWorkbook`.

Imported in the pipeline's own process alone, where stand-ins for pywin32 are in place. What a busy
Excel does is imitated as pywin32 passes it on: a member asked for is then said not to exist.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pywintypes
from win32com.client import CDispatch

from tests.excel_engine import REJECTED, BookOf, ComError, as_xlwings

UNKNOWN_NAME, EXCEPTION = -2147352570, -2147352567


class ComRefused(pywintypes.com_error):
    """The error of pywin32, with what xlwings takes it apart into."""

    def __init__(self, hresult: int, scode: int | None = None) -> None:
        told = None if scode is None else (0, "Excel", "refused", None, 0, scode)
        super().__init__(hresult, "refused", told, None)
        self.hresult, self.excepinfo = hresult, told


ComRefused.__name__ = "com_error"


def _asked(ask: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return ask(*arguments)
    except ComError as error:
        scode = error.excepinfo[5] if error.excepinfo else None
        raise ComRefused(error.hresult, scode) from None


class _Face(CDispatch):
    """A COM object: `get_X` and `set_X` are its members."""

    def __init__(self, impl: Any) -> None:
        self.__dict__["impl"] = impl
        self.__dict__["_oleobj_"] = SimpleNamespace(
            GetTypeInfo=lambda: SimpleNamespace(GetTypeAttr=lambda: SimpleNamespace(iid="other")),
            GetIDsOfNames=self._ids_of_names,
        )

    def _ids_of_names(self, _: int, member: str) -> None:
        self._member(member)

    def _member(self, member: str) -> Callable[[], Any]:
        found = getattr(type(self), f"get_{member}", None)
        if found is None:
            raise ComRefused(UNKNOWN_NAME)
        return lambda: found(self)

    def __getattr__(self, member: str) -> Any:
        try:
            return _asked(self._member(member))
        except ComRefused as error:
            if error.hresult in (UNKNOWN_NAME, REJECTED):
                self.__dict__["_oleobj_"].GetIDsOfNames = self._refusing(error)
                raise AttributeError(member) from None
            raise

    def _refusing(self, error: ComRefused) -> Callable[[int, str], None]:
        def ids_of_names(_: int, member: str) -> None:
            raise error

        return ids_of_names

    def __setattr__(self, member: str, value: Any) -> None:
        _asked(getattr(type(self), f"set_{member}"), self, value)


class _Workbook(_Face):
    """A Workbook."""

    def get_Name(self) -> str:
        return self.impl.name

    def get_Worksheets(self) -> _Worksheets:
        return _Worksheets(self.impl)

    def get_Names(self) -> _Names:
        return _Names(self.impl.names)

    def get_ActiveSheet(self) -> _Worksheet:
        return _Worksheet(self.impl.sheets.active)

    def get_ProtectStructure(self) -> bool:
        return self.impl.api.ProtectStructure


class _Worksheets(_Face):
    def get_Count(self) -> int:
        return len(self.impl.sheets)

    def get_Parent(self) -> _Workbook:
        return _Workbook(self.impl)

    def get_Add(self) -> Callable[..., Any]:
        return lambda **_: _Worksheet(_asked(self.impl.sheets.add, None, None))

    def __call__(self, which: int | str) -> _Worksheet:
        return _Worksheet(self.impl.sheets(which))

    def __iter__(self) -> Iterator[_Worksheet]:
        return iter([_Worksheet(each) for each in self.impl.sheets])


class _Worksheet(_Face):
    def get_Name(self) -> str:
        return self.impl.name

    def set_Name(self, value: str) -> None:
        self.impl.name = value

    def get_Index(self) -> int:
        return self.impl.index

    def get_Parent(self) -> _Workbook:
        return _Workbook(self.impl.book)

    def get_Move(self) -> Callable[..., None]:
        """Change places with the sheet before, as xlwings asks for."""
        sheets = self.impl._sheet.book.sheets

        def move(**where: _Worksheet) -> None:
            before = where["Before"].impl.index - 1
            sheets.insert(before, sheets.pop(self.impl.index - 1))

        return move

    def get_Activate(self) -> Callable[[], None]:
        return self.impl.activate

    def set_Visible(self, value: int) -> None:
        self.impl.api.Visible = value

    def get_ProtectContents(self) -> bool:
        return self.impl.api.ProtectContents

    def get_ProtectionMode(self) -> bool:
        return self.impl.api.ProtectionMode

    def get_UsedRange(self) -> _Range:
        return _Range(self.impl.used_range)

    def get_Cells(self) -> Callable[[int, int], _Range]:
        return lambda row, column: _Range(self.impl.range((row, column)))

    def get_Range(self) -> Callable[[Any, Any], _Range]:
        return lambda first, last: _Range(
            self.impl.range((first.Row, first.Column), (last.Row, last.Column))
        )


class _Range(_Face):
    def get_Worksheet(self) -> _Worksheet:
        return _Worksheet(self.impl.sheet)

    def get_Row(self) -> int:
        return self.impl.row

    def get_Column(self) -> int:
        return self.impl.column

    def get_Rows(self) -> Any:
        return SimpleNamespace(Count=self.impl.shape[0])

    def get_Columns(self) -> Any:
        return SimpleNamespace(Count=self.impl.shape[1])

    def get_Count(self) -> int:
        return len(self.impl)

    def get_Value(self) -> Any:
        return self.impl.raw_value

    def set_Value(self, value: Any) -> None:
        self.impl.raw_value = value

    def get_NumberFormat(self) -> Any:
        return self.impl.number_format

    def get_MergeCells(self) -> Any:
        return self.impl.merge_cells

    def get_MergeArea(self) -> _Range:
        return _Range(self.impl.merge_area)

    def get_GetAddress(self) -> Callable[..., str]:
        return lambda *_: self.impl.address

    def __call__(self, row: int, column: int) -> _Range:
        return _Range(self.impl(row, column))


for _same in ("Areas", "CountLarge", "Value2", "HasFormula", "HasArray", "Locked"):
    setattr(_Range, f"get_{_same}", lambda self, member=_same: getattr(self.impl.api, member))


class _Names(_Face):
    def get_Count(self) -> int:
        return len(self.impl)

    def __call__(self, which: int | str) -> _Name:
        return _Name(self.impl(which))


class _Name(_Face):
    def get_Name(self) -> str:
        return self.impl.name

    def get_RefersTo(self) -> str:
        return self.impl.refers_to

    def get_RefersToRange(self) -> _Range:
        return _Range(self.impl.refers_to_range)


def com_workbook(book: BookOf) -> _Workbook:
    """Give a workbook as VBA hands it over."""
    return _Workbook(as_xlwings(book).impl)
