"""A desk with plain panels."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from monitor.ui.theme import Theme
from tests.helpers.desk_stage import DeskStage


@pytest.fixture
def desk(tmp_path: Path, dark: Theme, qtbot: QtBot) -> Iterator[DeskStage]:
    stage = DeskStage(tmp_path, dark, qtbot)
    yield stage
    stage.close()
