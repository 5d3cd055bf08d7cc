"""Live Excel through xlwings: cells handed over, the asking cell's workbook, a workbook synced."""

from funnel_addin.books.excel.callers import CallersBook
from funnel_addin.books.excel.handed import AsHanded, Handed, Table
from funnel_addin.books.excel.live import LiveWorkbook

__all__ = ["AsHanded", "CallersBook", "Handed", "LiveWorkbook", "Table"]
