"""Files as people write and export them: rows of CSV, numbers, days and months, none guessed."""
