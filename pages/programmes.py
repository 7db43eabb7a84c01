"""Programmes: the six, the page of one, its form and the receipt."""

from youcheng.ui.programmes.page import show_programmes

show_programmes()
