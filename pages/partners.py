"""Partners: the five, and the story of one in six steps."""

from youcheng.ui.page import show_page

show_page("partners")
