"""Youcheng (友城): the public site of Jiangsu and its five international partners."""
