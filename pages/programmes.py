"""Programmes: the six, and the page of one with what its form needs."""

from youcheng.ui.page import show_page

show_page("programmes")
