"""One timer that is set again and again."""

import asyncio
from collections.abc import Callable

__all__ = ["Alarm"]

_EARLY_ENOUGH = 0.005


class Alarm:
    """Calls `on_due` at or before the time set last; who is called looks at the clock and sets it again.

    A timer that runs is kept when its time moves away, because each cancelled timer lives on in Qt until it would
    have fired, and deadlines move with every block received.
    """

    def __init__(self, on_due: Callable[[], None]) -> None:
        self._on_due = on_due
        self._timer: asyncio.Handle | None = None
        self._at = 0.0

    def set(self, seconds: float) -> None:
        """Be called in `seconds`, or earlier where a timer runs already."""
        loop = asyncio.get_running_loop()
        at = loop.time() + max(0.0, seconds)
        if self._timer is not None:
            if self._at <= at + _EARLY_ENOUGH:
                return
            self._timer.cancel()
        # Kept here, since the handles of Qt's loop cannot tell when they are due.
        self._at = at
        self._timer = loop.call_at(at, self._fire)

    def cancel(self) -> None:
        """Be called no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _fire(self) -> None:
        self._timer = None
        self._on_due()
