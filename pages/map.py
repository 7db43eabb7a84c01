"""Map: what Jiangsu and its partners do together, by place, theme and year."""

from youcheng.ui.map.page import show_map

show_map()
