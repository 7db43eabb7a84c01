"""The map page's interactive parts."""
