"""Workbooks that a person opens, and the code that builds them; no part of the installed package."""
