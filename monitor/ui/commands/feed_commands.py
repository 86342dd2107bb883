"""What can be done to the feed that is current in the list."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from monitor.core.state import FeedState
from monitor.ui.window import MainWindow
from monitor.workspace.feed_view import FeedView
from monitor.workspace.workspace import Workspace

__all__ = ["FeedCommands"]

_UNDO_SECONDS = 12.0
_AT_WORK = frozenset({FeedState.CONNECTING, FeedState.OPENING, FeedState.LIVE, FeedState.STALE, FeedState.WAITING})
_CONNECTED = frozenset({FeedState.CONNECTING, FeedState.OPENING, FeedState.LIVE, FeedState.STALE})


class FeedCommands:
    """Asks the workspace for one thing at a time; without a feed nothing happens."""

    def __init__(self, workspace: Workspace, window: MainWindow, *, open_demo_feeds: Callable[[], None]) -> None:
        self._workspace = workspace
        self._window = window
        self._open_demo_feeds = open_demo_feeds

    @property
    def current(self) -> FeedView | None:
        """The feed that is meant."""
        return self._workspace.feed(self._window.feeds.current_feed or "")

    @property
    def can_start(self) -> bool:
        """Whether there is a feed that is not connected."""
        view = self.current
        return view is not None and view.state not in _CONNECTED

    @property
    def can_stop(self) -> bool:
        """Whether there is a feed at work."""
        view = self.current
        return view is not None and view.state in _AT_WORK

    def open_demo(self) -> None:
        self._open_demo_feeds()

    def start(self) -> None:
        self._with_current(self._workspace.start_feed)

    def stop(self) -> None:
        self._with_current(self._workspace.stop_feed)

    def remove(self) -> None:
        """Take the feed out of sight at once, and for good once nobody has taken that back for a while."""
        view = self.current
        if view is None:
            return
        workspace = self._workspace
        workspace.hide_feed(view.feed, seconds=_UNDO_SECONDS)
        words = QCoreApplication.translate("FeedCommands", "%1 was removed").replace("%1", view.name)
        workspace.notices.post(
            words,
            now=workspace.wall(),
            level="ok",
            seconds=_UNDO_SECONDS,
            undo=lambda: workspace.bring_back(view.feed),
            undo_words=QCoreApplication.translate("FeedCommands", "Undo"),
        )
        self._window.refresh()

    def copy_address(self) -> None:
        view = self.current
        if view is not None:
            QGuiApplication.clipboard().setText(view.profile.address)

    def _with_current(self, act: Callable[[str], None]) -> None:
        view = self.current
        if view is not None:
            act(view.feed)
