"""What panels of raw messages have in common: the feed they watch, and what they say while there is none."""

from collections.abc import Sequence
from typing import TypeAlias

from msgspec.structs import replace
from PySide6.QtCore import QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from monitor.core.batch import SeriesKey
from monitor.ui.charts.prompt import Prompt
from monitor.ui.panels.context import PanelContext
from monitor.ui.panels.view import PanelView
from monitor.workspace.desk.panel_spec import PanelSpec
from monitor.workspace.desk.specs.messages import ConsoleSpec, EventLogSpec, InspectorSpec
from monitor.workspace.feed_view import FeedView
from monitor.workspace.messages.feed_watch import FeedWatch
from monitor.workspace.messages.raw_log import RawLog

__all__ = ["FeedSpec", "MessagePanel"]

FeedSpec: TypeAlias = InspectorSpec | ConsoleSpec | EventLogSpec

_STEP = 0.1
"""Seconds between two looks at the log: text that changes faster is not read."""
_WORDS_STEP = 0.5


class MessagePanel(PanelView):
    """A subclass puts its content into `content`, and is told of the log it shows.

    log: that of the feed, None while the feed is not open.
    """

    def __init__(self, context: PanelContext, spec: FeedSpec, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.context = context
        self.content = QWidget()
        self._spec = spec
        self._watch = FeedWatch(context.workspace.raw, context.workspace.feed)
        self._seen_at = self._said_at = float("-inf")
        self._subtitle = ""
        self._feed_menu = QMenu(self.tr("Feed"), self)
        self._feed_menu.aboutToShow.connect(self._offer_feeds)
        self._feed_menu.triggered.connect(self._choose_feed)
        self._prompt = Prompt("", self.tr("Choose a feed"), parent=self)
        self._prompt.asked.connect(self._ask_feed)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.content)
        self._stack.addWidget(self._prompt)
        self._show_stack()

    # --- for subclasses -------------------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """What such a panel is called."""
        raise NotImplementedError

    @property
    def framed(self) -> bool:
        """Whether messages are shown as they came over the wire, and not as a dialect has unwrapped them."""
        return False

    def log_changed(self) -> None:
        """The panel shows another log, or none."""

    def spec_shown(self, old: FeedSpec) -> None:
        """`spec` holds other settings than `old`."""

    def step(self, now: float) -> bool:
        """Show what is new; answers whether anything was drawn. Called ten times a second, with a log."""
        return False

    def say(self, now: float) -> None:
        """Bring texts up to date; called twice a second."""

    def alter(self, spec: FeedSpec) -> None:
        """The user has changed the panel."""
        if spec != self._spec:
            self._spec = spec
            self.spec_changed.emit(spec)

    @property
    def log(self) -> RawLog | None:
        """The messages of the feed."""
        return self._watch.log

    @property
    def watched(self) -> FeedView | None:
        """The feed, None while it is not open."""
        return self._watch.view

    @property
    def utc(self) -> bool:
        """Whether times are shown as UTC."""
        return self.context.workspace.settings.now.time_zone == "utc"

    # --- a panel --------------------------------------------------------------------------------------------------

    @property
    def spec(self) -> FeedSpec:
        return self._spec

    @property
    def title(self) -> str:
        return self._spec.title or self.kind

    @property
    def subtitle(self) -> str:
        return self._subtitle

    def set_spec(self, spec: PanelSpec) -> None:
        if not isinstance(spec, type(self._spec)):
            return
        old, self._spec = self._spec, spec
        self._show_stack()
        if spec != old:
            self.spec_shown(old)
            self._seen_at = self._said_at = float("-inf")

    def frame(self, now: float) -> bool:
        if 0.0 <= now - self._seen_at < _STEP:
            return False
        self._seen_at = now
        changed = self._watch.look(self._spec.feed, framed=self.framed)
        if changed:
            self._show_stack()
            self.log_changed()
            self._said_at = float("-inf")
        drawn = self.step(now) if self.log is not None else False
        self._say(now)
        return drawn or changed

    def take_series(self, series: Sequence[SeriesKey]) -> bool:
        if not series:
            return False
        self._show_feed(series[0].feed)
        return True

    def menu_actions(self) -> Sequence[QAction]:
        return (self._feed_menu.menuAction(),)

    def let_go(self) -> None:
        self._watch.let_go()

    # --- inside ---------------------------------------------------------------------------------------------------

    def _say(self, now: float) -> None:
        if 0.0 <= now - self._said_at < _WORDS_STEP:
            return
        self._said_at = now
        name = self._watch.view.name if self._watch.view is not None else self._spec.feed
        if name != self._subtitle:
            self._subtitle = name
            self.texts_changed.emit()
        self.say(now)

    def _show_stack(self) -> None:
        feed = self._spec.feed
        closed = self.tr("The feed %1 is not open")
        self._prompt.set_words(closed.replace("%1", feed) if feed else self.tr("Choose the feed to look at"))
        there = bool(feed) and self.context.workspace.feed(feed) is not None
        self._stack.setCurrentWidget(self.content if there else self._prompt)

    def _show_feed(self, feed: str) -> None:
        if feed != self._spec.feed:
            self.alter(replace(self._spec, feed=feed))
            self._show_stack()
            self._seen_at = self._said_at = float("-inf")

    @Slot()
    def _offer_feeds(self) -> None:
        self._feed_menu.clear()
        for view in self.context.workspace.feeds:
            action = self._feed_menu.addAction(view.name)
            action.setData(view.feed)
            action.setCheckable(True)
            action.setChecked(view.feed == self._spec.feed)
        if self._feed_menu.isEmpty():
            self._feed_menu.addAction(self.tr("No feed is open")).setEnabled(False)

    @Slot(QAction)
    def _choose_feed(self, action: QAction) -> None:
        self._show_feed(action.data())

    @Slot(QPoint)
    def _ask_feed(self, at: QPoint) -> None:
        self._feed_menu.popup(at)
