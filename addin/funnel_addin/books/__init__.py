"""Books: a workbook file, live Excel, a Google Sheet; one port, an adapter each."""
