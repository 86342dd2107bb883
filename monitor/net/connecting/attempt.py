"""One attempt at connecting: its one deadline, and the way to give it up from another thread."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

from monitor.core.clock import Clock

__all__ = ["Abandoned", "Attempt", "OutOfTime"]


class OutOfTime(Exception):
    """The attempt's deadline has passed. No TimeoutError, which libraries on the way would turn into their own."""


class Abandoned(Exception):
    """Nobody waits for the attempt any more."""


class Attempt:
    """The time that all steps of one attempt share. Everything that blocks asks `remaining` first."""

    def __init__(self, seconds: float, *, clock: Clock) -> None:
        self.seconds = seconds
        self._clock = clock
        self._deadline = clock.monotonic() + seconds
        self._lock = threading.Lock()
        self._abandoned = False
        self._interrupt: Callable[[], None] | None = None

    def remaining(self) -> float:
        """Seconds left, more than 0. Raises OutOfTime or Abandoned."""
        if self._abandoned:
            raise Abandoned
        left = self._deadline - self._clock.monotonic()
        if left <= 0:
            raise OutOfTime
        return left

    def abandon(self) -> None:
        """Wake whatever blocks and have it fail. May be called from any thread, more than once."""
        with self._lock:
            self._abandoned = True
            if self._interrupt is not None:
                self._interrupt()

    @contextlib.contextmanager
    def interruptible(self, interrupt: Callable[[], None]) -> Iterator[None]:
        """While inside, `abandon` calls `interrupt`, which must end the wait at hand."""
        with self._lock:
            if self._abandoned:
                raise Abandoned
            self._interrupt = interrupt
        try:
            yield
        finally:
            with self._lock:
                self._interrupt = None

    @contextlib.contextmanager
    def interrupting(self, sock: socket.socket) -> Iterator[None]:
        """While inside, `abandon` ends every wait on this connection, also through a TLS socket made of it."""
        # Wrapping takes the descriptor away from `sock`; a duplicate can shut the connection down in any case.
        handle = socket.fromfd(sock.fileno(), sock.family, sock.type)
        with handle, self.interruptible(lambda: _shut_down(handle)):
            yield


def _shut_down(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)
