"""Google Sheets: the one room that knows gspread, google-auth and the network."""

from funnel_addin.books.google.opening import open_sheet

__all__ = ["open_sheet"]
