"""The stage that the tests of the page for adding feeds play on."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TypeAlias

import pytest
from PySide6.QtWidgets import QApplication

from monitor.ui.theme import Theme
from tests.helpers.add_feed_stage import AddFeedStage, on_qt

Play: TypeAlias = Callable[[Callable[[AddFeedStage], Coroutine[None, None, None]]], None]


@pytest.fixture
def play(qapp: QApplication, tmp_path: Path, dark: Theme) -> Play:
    """Plays a scene on a stage."""

    def run(scene: Callable[[AddFeedStage], Coroutine[None, None, None]]) -> None:
        async def played() -> None:
            async with AddFeedStage(tmp_path / "feeds", dark) as stage:
                await scene(stage)

        on_qt(qapp, played())

    return run
