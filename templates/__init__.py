"""Workbooks that a person opens, and the code that builds them; not part of the package."""
