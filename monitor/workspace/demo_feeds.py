"""The feeds of the demo: its server, started at most once, and which of the open feeds are its."""

from collections.abc import Sequence

from msgspec.structs import replace

from monitor.core.errors import FeedscopeError
from monitor.demo.names import DEMO_FEEDS
from monitor.demo.process import DemoProcess
from monitor.feed.profile import Profile
from monitor.feed.profiles.reading import load_profile
from monitor.resources import resource
from monitor.workspace.keeping.state import OpenedFeed
from monitor.workspace.workspace import Workspace

__all__ = ["DemoFeeds", "demo_profile"]


def demo_profile(name: str, port: int) -> Profile:
    """The profile of one of DEMO_FEEDS, on loopback, for the port the demo listens on this time."""
    profile = load_profile(resource("demo", f"{name}.toml"))
    return replace(profile, variables={**profile.variables, "port": str(port)})


class DemoFeeds:
    """Lives on the window's loop. `stop` ends the server."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._process: DemoProcess | None = None
        self._names: dict[str, str] = {}

    def name_of(self, feed: str) -> str:
        """What an open feed is called in the demo, "" where it is not of the demo."""
        return self._names.get(feed, "")

    async def open(self) -> None:
        """Open those that are not open yet, starting the server where it does not run. Raises FeedscopeError."""
        port = await self._port()
        there = {name for feed, name in self._names.items() if self._workspace.feed(feed) is not None}
        for name in DEMO_FEEDS:
            if name not in there:
                self._names[self._workspace.open_feed(demo_profile(name, port))] = name

    async def reopen(self, feeds: Sequence[OpenedFeed]) -> None:
        """Open feeds of the demo that were open in an earlier run, under their ids. Raises FeedscopeError."""
        port = await self._port()
        for opened in feeds:
            if opened.demo in DEMO_FEEDS:
                self._names[opened.feed] = opened.demo
                self._workspace.reopen_feed(opened.feed, demo_profile(opened.demo, port), stopped=opened.stopped)

    def stop(self) -> None:
        """End the server. May be called twice."""
        if self._process is not None:
            self._process.stop()

    async def _port(self) -> int:
        if self._process is None:
            self._process = DemoProcess()
            try:
                self._process.start()
                return await self._process.ready()
            except FeedscopeError:
                self._process = None
                raise
        return await self._process.ready()
