"""The way from Excel to Python as it is on Windows, but for Excel itself, under Wine.

A Windows Python plays Excel: it loads xlwings' own DLL, which starts the Python that serves; the
two processes talk through real COM, by pywin32. `python -m tests.wine` shows it.
"""
