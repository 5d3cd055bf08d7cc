"""Tests of the books: workbook files, live Excel, shared sheets."""
