"""Gallery: the works on show, as a wall."""

from youcheng.ui.gallery.page import show_gallery

show_gallery()
