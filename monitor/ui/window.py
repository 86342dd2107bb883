"""The window: where everything stands; what it does is in the actions."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from monitor.ui.crashes.crash_offer import CrashOffer
from monitor.ui.desk.area import DeskArea
from monitor.ui.empty_state import EmptyState
from monitor.ui.feeds_list import FeedsList
from monitor.ui.pages.pages import Pages
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.kinds import PanelKind
from monitor.ui.panels.time_cursor import TimeCursor
from monitor.ui.status_line import StatusLine
from monitor.ui.theme import Theme
from monitor.ui.timeline.timeline import Timeline
from monitor.ui.toasts import Toasts
from monitor.ui.top_bar import TopBar
from monitor.workspace.workspace import Workspace

__all__ = ["MainWindow"]

_USUAL = QSize(1440, 900)
_LEAST = QSize(760, 480)
_FEEDS_WIDTH = 272
_FEEDS_LEAST = 200


class MainWindow(QMainWindow):
    """Signals: close_asked() when the user wants it closed; painted(seconds) after each repaint.

    It closes only after `allow_close`, so that everything behind it can be ended first.
    """

    close_asked = Signal()
    painted = Signal(float)

    def __init__(self, workspace: Workspace, theme: Theme, *, kinds: Sequence[PanelKind[Any]]) -> None:
        super().__init__()
        self._may_close = False
        self.strip: CrashOffer | None = None
        self._workspace = workspace
        self.kinds = kinds
        self.setWindowTitle("Feedscope")
        self.setMinimumSize(_LEAST)
        self.top_bar = TopBar(workspace, theme)
        self.feeds = FeedsList(workspace, theme)
        self.context = PanelContext(workspace, theme, TimeCursor(self))
        self.desk = DeskArea(self.context, kinds)
        self.empty = EmptyState(theme)
        self.timeline = Timeline(workspace, theme)
        self.timeline.looked_at.connect(self.desk.look_at)
        self.status = StatusLine(theme)
        self._centre = QStackedWidget()
        self.toasts = Toasts(workspace.notices, theme, parent=self._centre)
        self.pages = Pages(self._centre, theme)
        self._themed = (
            self.top_bar,
            self.feeds,
            self.desk,
            self.empty,
            self.toasts,
            self.pages,
            self.timeline,
            self.status,
        )
        self._centre.addWidget(self.empty)
        self._centre.addWidget(self.desk)
        self._lay_out()

    @property
    def feeds_width(self) -> int:
        """Pixels of the list of feeds."""
        return self._sides.sizes()[0]

    def set_feeds_width(self, width: int) -> None:
        """Give the list of feeds so many pixels, and the rest to the desk."""
        self._sides.setSizes([width, max(1, self.width() - width)])

    def set_theme(self, theme: Theme) -> None:
        """Restyle everything that paints in its own colours."""
        for part in self._themed:
            part.set_theme(theme)
        if self.strip is not None:
            self.strip.set_theme(theme)

    def refresh(self) -> None:
        """Bring lists and notices up to date; the status line is told its numbers by whoever has them."""
        now = self._workspace.wall()
        self.feeds.refresh()
        self.toasts.refresh(now)
        self.desk.refresh()
        self.top_bar.refresh()
        self.timeline.refresh(now)
        self._align()
        self.pages.refresh(now)
        begun = self._workspace.feeds or self._workspace.desks.current.panels
        self.timeline.setVisible(bool(begun))
        centre: QWidget = self.pages.page or (self.desk if begun else self.empty)
        if self._centre.currentWidget() is not centre:
            self._centre.setCurrentWidget(centre)

    def frame(self, now: float, *, late: Callable[[], bool]) -> bool:
        """Draw one frame at `now` (wall seconds); answers whether anything was drawn.

        late: whether what has not been drawn yet has to wait for the next frame.
        """
        moved = self.timeline.frame(now)
        if self.pages.page is not None:
            return self.pages.frame(now) or moved
        return self.desk.frame(now, late=late) or moved

    def show_strip(self, strip: CrashOffer) -> None:
        """Put something to be read below the top bar; whoever made it hides it."""
        self._column.insertWidget(1, strip)
        strip.show()
        self.strip = strip

    def allow_close(self) -> None:
        """The next close is one."""
        self._may_close = True

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close:
            event.ignore()
            self.close_asked.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.UpdateRequest:
            return super().event(event)
        started = time.perf_counter()
        done = super().event(event)
        self.painted.emit(time.perf_counter() - started)
        return done

    def _lay_out(self) -> None:
        self._sides = sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setHandleWidth(1)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self.feeds)
        sides.addWidget(self._centre)
        sides.setStretchFactor(1, 1)
        sides.setSizes([_FEEDS_WIDTH, _USUAL.width() - _FEEDS_WIDTH])
        self.feeds.setMinimumWidth(_FEEDS_LEAST)
        whole = QWidget()
        self._column = column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(sides, 1)
        column.addWidget(self.timeline)
        column.addWidget(self.status)
        self.setCentralWidget(whole)
        room = self.screen().availableSize()
        self.resize(_USUAL.boundedTo(room))

    def _align(self) -> None:
        """The bars of the timeline begin where the desk does."""
        self.timeline.set_label_width(self.feeds_width)
