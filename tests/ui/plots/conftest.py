"""Fixtures for plots: panels that are shown, and deleted again."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.helpers.plots import Screen


@pytest.fixture
def screen(qapp: QApplication) -> Iterator[Screen]:
    made = Screen()
    yield made
    made.clear()
