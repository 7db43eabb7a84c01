"""The rules of the site, free of frameworks: standard library only."""
