"""Cohort curves with their intervals, drawn as PNG or SVG; this room alone knows matplotlib."""
