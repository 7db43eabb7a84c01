"""Programs for the people who work on the site; nothing here runs while it serves."""
