"""The sample edition: works painted by the project itself, the words that belong to them, and the
variations that fill a large exhibition. Nothing here shows the work of a real child."""
