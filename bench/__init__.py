"""Benchmarks, each against the usual Streamlit way in the same run: `python -m bench`."""
