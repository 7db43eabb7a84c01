"""Home: the map of friendships, the partners, the programmes, what is next."""

from youcheng.ui.page import show_page

show_page("home")
