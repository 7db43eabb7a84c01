"""Desk: where staff work on submissions."""

from youcheng.ui.desk.page import show_desk

show_desk()
