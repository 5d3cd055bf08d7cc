"""The funnel add-in: what stands between the calculation and spreadsheets."""
