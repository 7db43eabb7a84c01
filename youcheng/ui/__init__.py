"""The interactive app: the only package besides pages/ that imports Streamlit."""
