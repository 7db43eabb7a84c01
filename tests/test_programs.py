"""Programs that no other test starts find everything that they name."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import bench
import tools

MODULES = [
    f"{package.__name__}.{module.name}"
    for package in (bench, tools)
    for module in pkgutil.iter_modules(package.__path__)
]


@pytest.mark.parametrize("name", MODULES)
def test_it_can_be_imported(name: str) -> None:
    assert importlib.import_module(name).__doc__
