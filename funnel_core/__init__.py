"""Funnel planning, calculation only: numbers in, numbers out.

No file, network, clock, random source or spreadsheet is known here.
"""
