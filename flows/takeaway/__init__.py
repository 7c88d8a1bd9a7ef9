"""What people take away: spreadsheets, calendars, searchable PDFs and charts."""
