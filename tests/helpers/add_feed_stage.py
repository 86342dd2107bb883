"""The page for adding feeds over a real engine and real servers, driven by keys and mouse on Qt's own loop."""

import asyncio
import gc
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import qasync
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from monitor.core.clock import SystemClock
from monitor.engine.inline import InlineHost
from monitor.store.store import Store
from monitor.ui.add_feed.page import AddFeedPage
from monitor.ui.theme import Theme
from monitor.workspace.workspace import Workspace

__all__ = ["AddFeedStage", "on_qt"]

_PATIENCE = 20.0


def on_qt(app: QApplication, work: Awaitable[None]) -> None:
    """Run a coroutine on Qt's loop; what nobody handled there fails the test."""
    faults: list[dict[str, Any]] = []
    # As in the program: a page that closes is not the end of it.
    app.setQuitOnLastWindowClosed(False)
    with qasync.QEventLoop(app) as loop:
        loop.set_exception_handler(lambda _, context: faults.append(context))
        loop.run_until_complete(asyncio.wait_for(work, 40))
    assert faults == []
    # The loop's Qt objects must go in this thread, not when a server's thread happens to collect garbage.
    gc.collect()


class AddFeedStage:
    """`saved` and `closed` are what the page has told. Leaving the stage takes everything down."""

    def __init__(self, own: Path, theme: Theme, *, environment: dict[str, str] | None = None) -> None:
        clock = SystemClock()
        host = InlineHost(clock=clock, environment=environment or {})
        self.workspace = Workspace(host, store=Store(keep_bytes=1 << 26), clock=clock, own_feeds=own)
        self._theme = theme
        self.saved: list[str] = []
        self.closed = 0
        self.page = self.new_page()

    def new_page(self) -> AddFeedPage:
        """A page in a window of its own."""
        page = AddFeedPage(self.workspace, self._theme)
        page.saved.connect(self.saved.append)
        page.closed.connect(self._count)
        page.resize(1168, 780)
        page.show()
        page.take_focus()
        return page

    async def __aenter__(self) -> "AddFeedStage":
        await self.workspace.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.page.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        await self.workspace.stop()

    def tick(self) -> None:
        """One frame, as the window's ticker has it drawn."""
        self.workspace.pump(0.01)
        now = self.workspace.wall()
        self.page.refresh(now)
        self.page.frame(now)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Let frames go by until a condition holds."""
        async with asyncio.timeout(_PATIENCE):
            while not condition():
                self.tick()
                await asyncio.sleep(0.01)
        self.tick()

    def paste(self, field: QWidget, text: str) -> None:
        """Put a text on the clipboard and press the keys that paste it."""
        QGuiApplication.clipboard().setText(text)
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def type(self, field: QWidget, text: str) -> None:
        """Type a text in place of what is in a field."""
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click a widget with the left button."""
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or widget.rect().center()
        )

    def _count(self) -> None:
        self.closed += 1
