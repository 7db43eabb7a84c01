"""The jury's page."""
