"""The funnel add-in: what stands between the calculation and spreadsheets."""

__version__ = "0.1.0"
