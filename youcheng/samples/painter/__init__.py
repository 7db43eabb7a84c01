"""Paints pictures as children would: a scene, a medium, a palette and a hand, varied by a seed.

Painting is slow (seconds a picture), so its results are shipped in assets/sample and nothing is
painted at run time. Only this package and the variations import numpy.
"""
