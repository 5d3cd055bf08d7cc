"""How a workbook is described, laid out, written and checked; it knows no particular workbook."""
