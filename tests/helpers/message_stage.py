"""One panel of raw messages over an engine that says what it is told to, driven as the frame ticker does."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from monitor.core.clock import ManualClock
from monitor.core.state import FeedState
from monitor.engine.messages import (
    FeedStatus,
    Message,
)
from monitor.feed.profile import Profile
from monitor.store.store import Store
from monitor.ui.messages.message_panel import MessagePanel
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.time_cursor import TimeCursor
from monitor.ui.theme import Theme
from monitor.workspace.workspace import Workspace
from tests.helpers.fake_host import FakeHost
from tests.helpers.messages import raw
from tests.helpers.rows import START

__all__ = ["MessageStage", "clipboard"]


class MessageStage:
    """`open` opens a feed that is live, `show` shows a panel, `come` lets messages come and be drawn."""

    def __init__(self, qtbot: QtBot, theme: Theme, folder: Path) -> None:
        self.qtbot = qtbot
        self.host = FakeHost()
        self.clock = ManualClock(wall=START)
        self.workspace = Workspace(self.host, store=Store(keep_bytes=1 << 20), clock=self.clock, own_feeds=folder)
        self.context = PanelContext(self.workspace, theme, TimeCursor())
        self.panel: MessagePanel | None = None
        self.specs: list[Any] = []

    def open(self, name: str = "Market", **profile: Any) -> str:
        """A feed that is live."""
        feed = self.workspace.open_feed(Profile(name=name, address="wss://example.net/", **profile))
        self.be(feed, FeedState.LIVE)
        return feed

    def be(self, feed: str, state: FeedState, **more: Any) -> None:
        """The engine says that the feed is in this state."""
        self.say(FeedStatus(feed, state, self.clock.wall(), **more))

    def show(self, panel: MessagePanel, *, width: int = 600, height: int = 400) -> None:
        """Show the panel with its controls beside it, and draw a frame."""
        self.panel = panel
        panel.spec_changed.connect(self.specs.append)
        self.qtbot.addWidget(panel, before_close_func=_let_go)
        if panel.controls is not None:
            panel.controls.setParent(panel)
            panel.controls.move(0, 0)
            panel.fit_controls(width)
            panel.controls.show()
        panel.resize(width, height)
        panel.show()
        panel.activateWindow()
        self.qtbot.waitExposed(panel)
        self.tick()

    def say(self, *messages: Message) -> None:
        """The engine says this, and it is taken in."""
        self.host.say(*messages)
        self.workspace.pump(1.0)

    def come(self, feed: str, *messages: Any, **more: Any) -> None:
        """Messages come and are drawn."""
        self.say(raw(*messages, feed=feed, at=self.clock.wall(), **more))
        self.tick()

    def tick(self, seconds: float = 0.6) -> bool:
        """Let time pass and draw a frame."""
        assert self.panel is not None
        self.clock.advance(seconds)
        self.workspace.pump(1.0)
        return self.panel.frame(self.clock.wall())

    def click_row(self, view: QAbstractItemView, row: int) -> None:
        """Click a row of a list."""
        rect = view.visualRect(view.model().index(row, 0))
        at = QPoint(rect.left() + 150, rect.center().y())
        self.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def clipboard() -> str:
    """What was copied last."""
    return QGuiApplication.clipboard().text()


def _let_go(panel: MessagePanel) -> None:
    panel.let_go()
