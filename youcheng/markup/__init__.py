"""HTML from read models, in a visitor's language: first paint, light addresses and app alike."""
