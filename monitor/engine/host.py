"""The face of an engine, the same whether it runs inline or in a process of its own."""

from collections.abc import Sequence
from typing import Protocol

from monitor.engine.commands import Command
from monitor.engine.messages import Message

__all__ = ["EngineHost"]


class EngineHost(Protocol):
    """An engine one can start, talk to and stop.

    Messages come in order and none is dropped: when they are not drained the engine stops reading its
    sockets, so the servers wait, and says so (`FeedCounts.paused`).
    """

    async def start(self) -> None:
        """Begin. Raises EngineError when that cannot be done."""

    def send(self, command: Command) -> None:
        """Hand over a command. Never blocks."""

    def drain(self, limit: int = 1000) -> Sequence[Message]:
        """Take what has come, oldest first, at most `limit` messages. Never blocks."""

    async def wait(self) -> None:
        """Return when there is something to drain, or the engine has stopped."""

    async def stop(self) -> None:
        """Close every connection, end the engine and free all it holds. May be called twice."""
