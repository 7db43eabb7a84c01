"""Files that visitors take away: calendars and tables."""
