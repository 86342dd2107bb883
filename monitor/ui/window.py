"""The window: where everything stands; what it does is in the actions."""

import time

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from monitor.ui.empty_state import EmptyState
from monitor.ui.feeds_list import FeedsList
from monitor.ui.pages.pages import Pages
from monitor.ui.plot_area import PlotArea
from monitor.ui.plot_seam import PlotMaker
from monitor.ui.status_line import StatusLine
from monitor.ui.theme import Theme
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

    def __init__(self, workspace: Workspace, theme: Theme, *, make_plot: PlotMaker) -> None:
        super().__init__()
        self._may_close = False
        self._workspace = workspace
        self.setWindowTitle("Feedscope")
        self.setMinimumSize(_LEAST)
        self.top_bar = TopBar(theme)
        self.feeds = FeedsList(workspace, theme)
        self.plots = PlotArea(workspace, theme, make_plot=make_plot)
        self.empty = EmptyState(theme)
        self.status = StatusLine(theme)
        self._centre = QStackedWidget()
        self.toasts = Toasts(workspace.notices, theme, parent=self._centre)
        self.pages = Pages(self._centre, theme)
        self._themed = (
            self.top_bar,
            self.feeds,
            self.plots,
            self.empty,
            self.toasts,
            self.pages,
            self.status,
        )
        self._centre.addWidget(self.empty)
        self._centre.addWidget(self.plots)
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Restyle everything that paints in its own colours."""
        for part in self._themed:
            part.set_theme(theme)

    def refresh(self) -> None:
        """Bring lists and notices up to date; the status line is told its numbers by whoever has them."""
        now = self._workspace.wall()
        self.feeds.refresh()
        self.toasts.refresh(now)
        self.plots.refresh()
        self.pages.refresh(now)
        centre: QWidget = self.pages.page or (self.plots if self._workspace.feeds else self.empty)
        if self._centre.currentWidget() is not centre:
            self._centre.setCurrentWidget(centre)

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
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setHandleWidth(1)
        sides.setChildrenCollapsible(False)
        sides.addWidget(self.feeds)
        sides.addWidget(self._centre)
        sides.setStretchFactor(1, 1)
        sides.setSizes([_FEEDS_WIDTH, _USUAL.width() - _FEEDS_WIDTH])
        self.feeds.setMinimumWidth(_FEEDS_LEAST)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(sides, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)
        room = self.screen().availableSize()
        self.resize(_USUAL.boundedTo(room))
