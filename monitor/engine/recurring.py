"""Messages that a profile wants sent again and again while the connection is open."""

import asyncio
from collections.abc import Callable, Sequence

__all__ = ["Recurring"]


class Recurring:
    """Timers for (text, seconds between) pairs. In place of a text there may be what makes it anew each time."""

    def __init__(
        self, messages: Sequence[tuple[str | Callable[[], str], float]], *, send: Callable[[str], object]
    ) -> None:
        self._messages = messages
        self._send = send
        self._timers: dict[int, asyncio.TimerHandle] = {}

    def start(self) -> None:
        """Begin; the first of each is due after its interval."""
        self.stop()
        for index in range(len(self._messages)):
            self._arm(index)

    def stop(self) -> None:
        """End all timers."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    def _arm(self, index: int) -> None:
        _, seconds = self._messages[index]
        self._timers[index] = asyncio.get_running_loop().call_later(seconds, self._fire, index)

    def _fire(self, index: int) -> None:
        self._arm(index)
        text, _ = self._messages[index]
        self._send(text if isinstance(text, str) else text())
