"""Google Sheets: the one room that knows gspread, google-auth and the network."""
