"""Content as data: typed objects and the loader of data/."""
