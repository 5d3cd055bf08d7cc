"""The add-in that Excel on Windows loads, in an Excel that is not Microsoft's."""
