"""The gallery in the app."""
