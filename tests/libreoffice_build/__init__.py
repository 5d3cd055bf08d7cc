"""Building the extension for LibreOffice: what tests need not have LibreOffice for."""
