"""Where records and files are kept: the database and the file store."""
