"""About: what this is, its sources, accessibility, privacy, open data."""

from youcheng.ui.page import show_page

show_page("about")
