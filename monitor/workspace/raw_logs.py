"""The newest raw messages of the feeds somebody looks at."""

from monitor.engine.host import EngineHost
from monitor.engine.messages import RawMessages

__all__ = ["RawLogs"]


class RawLogs:
    """Messages as they came, bounded, for inspector, console and event log. Asks the engine only while watched."""

    def __init__(self, host: EngineHost) -> None:
        self._host = host

    def take(self, message: RawMessages) -> None:
        """The engine has sent raw messages."""

    def drop_feed(self, feed: str) -> None:
        """The feed is closed."""
