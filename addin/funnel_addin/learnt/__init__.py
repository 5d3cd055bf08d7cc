"""What a history says, and where that goes in a workbook: its stages, periods and channels."""
