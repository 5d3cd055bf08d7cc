"""Workbook files, edited in place: the XML of the cells meant, and nothing else."""

from funnel_addin.books.xlsx.book import XlsxBook

__all__ = ["XlsxBook"]
