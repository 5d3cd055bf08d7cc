"""What the core answers for a filling, by the keys of a workbook's worked fields."""
