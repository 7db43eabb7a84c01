"""Our own file-backed components, where Streamlit's elements fall short."""
