"""Languages, message catalogues and CLDR formats."""
