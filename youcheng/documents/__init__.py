"""Files that visitors take away: calendars, tables, and copies of what they sent."""
