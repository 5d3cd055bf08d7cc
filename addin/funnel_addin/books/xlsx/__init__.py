"""Workbook files, edited in place: the XML of the cells meant, and nothing else."""

from funnel_addin.books.xlsx.book import XlsxBook
from funnel_addin.books.xlsx.lint import lint
from funnel_addin.books.xlsx.sync import SyncedWorkbook

__all__ = ["SyncedWorkbook", "XlsxBook", "lint"]
