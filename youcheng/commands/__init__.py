"""Commands for operators and editors, one module for each group: `python -m youcheng --help`."""
