"""Status: how far a submission has come."""

from youcheng.ui.page import show_page

show_page("track")
