"""Brings the window back as it was, and writes down how it is."""

import logging
from collections.abc import Sequence

from monitor.core.state import FeedState
from monitor.ui.window import MainWindow
from monitor.workspace.demo_feeds import DemoFeeds
from monitor.workspace.keeping.memory import Memory
from monitor.workspace.keeping.state import OpenedFeed, WindowShape
from monitor.workspace.workspace import Workspace

__all__ = ["Remembering"]

_LOG = logging.getLogger(__name__)


class Remembering:
    """Between the memory and one window. `look` now and then, `save` at the end."""

    def __init__(self, memory: Memory, workspace: Workspace, window: MainWindow, demo: DemoFeeds) -> None:
        self._memory = memory
        self._workspace = workspace
        self._window = window
        self._demo = demo
        self._waiting = tuple(feed for feed in memory.feeds if feed.demo)
        self._keeper = memory.keeper(workspace, feeds=self._opened, shape=self._shape, on_problem=self._tell)

    def restore_shape(self) -> None:
        """Make the window as large as it was."""
        shape = self._memory.shape
        room = self._window.screen().availableSize()
        self._window.resize(min(shape.width, room.width()), min(shape.height, room.height()))
        self._window.set_feeds_width(shape.feeds_width)
        if shape.maximised:
            self._window.showMaximized()

    def restore_feeds(self) -> None:
        """Open the feeds that were open, and say what could not be read."""
        for problem in self._memory.problems:
            self._tell(problem)
        for opened in self._memory.feeds:
            if not opened.demo:
                self._workspace.reopen_feed(opened.feed, opened.profile, stopped=opened.stopped)

    async def restore_demo(self) -> None:
        """Open the feeds of the demo that were open, which takes its server. Raises FeedscopeError."""
        if self._waiting:
            await self._demo.reopen(self._waiting)
            self._waiting = ()

    def look(self) -> None:
        """Write what has changed once it has settled."""
        if self._keeper is not None:
            self._keeper.look(self._workspace.monotonic())

    def save(self) -> None:
        """Write how things are."""
        if self._keeper is not None:
            self._keeper.save()

    def _opened(self) -> Sequence[OpenedFeed]:
        """What is open, and what of an earlier run is still to be opened."""
        views = self._workspace.feeds
        opened = [
            OpenedFeed(
                view.feed,
                view.profile,
                stopped=view.state is FeedState.STOPPED,
                demo=self._demo.name_of(view.feed),
            )
            for view in views
        ]
        there = {view.feed for view in views}
        return [*opened, *(feed for feed in self._waiting if feed.feed not in there)]

    def _shape(self) -> WindowShape:
        window = self._window
        size = window.normalGeometry().size() if window.isMaximized() or window.isFullScreen() else window.size()
        return WindowShape(size.width(), size.height(), window.isMaximized(), window.feeds_width)

    def _tell(self, problem: str) -> None:
        _LOG.info("%s", problem)
        self._workspace.notices.post(problem, now=self._workspace.wall())
