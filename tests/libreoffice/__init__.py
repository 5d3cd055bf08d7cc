"""The functions typed into a real LibreOffice Calc, with our extension installed by our command."""
