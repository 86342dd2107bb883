"""The rules of the user, which of them are on, and what has happened."""

from monitor.engine.host import EngineHost
from monitor.engine.messages import AlertChanged

__all__ = ["AlertBoard"]


class AlertBoard:
    """`version` grows with every change of rules or alerts."""

    def __init__(self, host: EngineHost) -> None:
        self._host = host
        self.version = 0

    def take(self, message: AlertChanged) -> None:
        """The engine says that an alert has changed."""
