"""Fixtures for what is seen: a window over an engine that says what it is told to, without a display."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

# Before any of Qt is loaded.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_API", "pyside6")
os.environ.setdefault("PYQTGRAPH_QT_LIB", "PySide6")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitor.core.clock import ManualClock
from monitor.core.state import FeedState
from monitor.engine.messages import (
    FeedCounts,
    FeedStatus,
)
from monitor.feed.profile import Profile, StreamRule
from monitor.store.store import Store
from monitor.ui.appearance import Appearance
from monitor.ui.commands.commands import Commands
from monitor.ui.fonts import load_fonts
from monitor.ui.frame import Frame
from monitor.ui.panels.kinds import PanelKind
from monitor.ui.theme import Theme, ThemeChoice, load_theme
from monitor.ui.window import MainWindow
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost
from tests.helpers.plain_panels import PlainPanels
from tests.helpers.rows import START, Source

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says of itself what it cannot do; that is no fault of the window."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


class Stage:
    """A whole window with everything behind it faked but the workspace. kinds: of panels; plain ones if not given."""

    def __init__(
        self, app: QApplication, qtbot: QtBot, own_feeds: Path, *, kinds: Sequence[PanelKind[Any]] | None = None
    ) -> None:
        self.host = FakeHost()
        self.clock = ManualClock(wall=START)
        self.workspace = Workspace(self.host, store=Store(keep_bytes=1 << 26), clock=self.clock, own_feeds=own_feeds)
        self.panels = PlainPanels()
        self.appearance = Appearance(app, choice=ThemeChoice.DARK)
        self.window = MainWindow(
            self.workspace, self.appearance.theme, kinds=self.panels.kinds if kinds is None else kinds
        )
        self.demos = 0
        self.quits = 0
        self.commands = Commands(
            self.workspace,
            self.window,
            self.appearance,
            open_demo_feeds=self._demo,
            quit_now=self._quit,
        )
        self.frame = Frame(self.workspace, self.window, clock=self.clock)
        self.frame.follow = self.commands.refresh
        self._sources: dict[str, Source] = {}
        self.window.resize(1280, 720)
        self.window.show()
        qtbot.waitExposed(self.window)

    def tick(self, seconds: float = 0.25) -> bool:
        """Let time pass and draw one frame."""
        self.clock.advance(seconds)
        return self.frame()

    def open(self, name: str = "Market", **values: float) -> str:
        """A feed that is live and has sent one row for each key given."""
        rule = StreamRule(name="trades", columns={"price": "p"})
        feed = self.workspace.open_feed(Profile(name=name, address=f"wss://example.net/{name}", stream=(rule,)))
        self.be(feed, FeedState.LIVE, round_trip=0.038)
        self.host.say(FeedCounts(feed, messages=len(values), last_received=self.clock.wall()))
        for key, value in values.items():
            self.row(feed, key, value)
        self.tick()
        return feed

    def be(self, feed: str, state: FeedState, **fields: object) -> None:
        """The engine says that the feed is in this state now."""
        self.host.say(FeedStatus(feed, state, self.clock.wall(), **fields))  # type: ignore[arg-type]

    def row(self, feed: str, key: str, value: float) -> None:
        """The engine sends one row."""
        source = self._sources.setdefault(feed, Source(feed))
        self.host.say(source.batch([self.clock.wall()], [value], keys=key))

    def close(self) -> None:
        self.window.desk.clear()
        self.window.allow_close()
        self.window.close()
        self.window.deleteLater()
        self.appearance.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _demo(self) -> None:
        self.demos += 1

    def _quit(self) -> None:
        self.quits += 1


@pytest.fixture(scope="session", autouse=True)
def _fonts(qapp: QApplication) -> None:
    load_fonts()


@pytest.fixture
def stage(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    made = Stage(qapp, qtbot, tmp_path)
    yield made
    made.close()


@pytest.fixture
def dark() -> Theme:
    return load_theme("dark")


@pytest.fixture
def light() -> Theme:
    return load_theme("light")
