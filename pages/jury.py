"""Jury: where jurors score."""

from youcheng.ui.jury.page import show_jury

show_jury()
