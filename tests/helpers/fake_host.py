"""An engine that says what a test tells it to, and remembers what it was told."""

from collections import deque
from collections.abc import Sequence

from monitor.engine.commands import Command
from monitor.engine.messages import Message

__all__ = ["FakeHost"]


class FakeHost:
    """Stands in for an engine: `say` puts messages up, `told` holds the commands that came down."""

    def __init__(self) -> None:
        self.told: list[Command] = []
        self.running = False
        self.stops = 0
        self._waiting: deque[Message] = deque()

    async def start(self) -> None:
        self.running = True

    def send(self, command: Command) -> None:
        self.told.append(command)

    def say(self, *messages: Message) -> None:
        """Put messages where the next drain finds them."""
        self._waiting.extend(messages)

    @property
    def unread(self) -> int:
        """Messages nobody has taken yet."""
        return len(self._waiting)

    def drain(self, limit: int = 1000) -> Sequence[Message]:
        return [self._waiting.popleft() for _ in range(min(limit, len(self._waiting)))]

    async def wait(self) -> None:
        return None

    async def stop(self) -> None:
        self.running = False
        self.stops += 1
