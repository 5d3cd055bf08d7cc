"""In whose name a Sheet is opened: key files, logins, and where a login is kept."""
