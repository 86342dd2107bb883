"""TCP: racing to the first of several addresses that answers (after RFC 8305), and socket options."""

import contextlib
import errno
import itertools
import os
import selectors
import socket
from collections.abc import Sequence
from typing import Self

from monitor.net.connecting.attempt import Attempt
from monitor.net.connecting.resolve import Place

__all__ = ["connect_first", "tune"]

_HEAD_START = 0.25
"""Seconds an address has before the next one is tried beside it (RFC 8305 section 8)."""
_MOST_PLACES = 8
_UNDER_WAY = {0, errno.EINPROGRESS, errno.EWOULDBLOCK, errno.EAGAIN}

_OPTIONS = (
    ("IPPROTO_TCP", "TCP_NODELAY", 1),
    ("SOL_SOCKET", "SO_KEEPALIVE", 1),
    ("IPPROTO_TCP", "TCP_KEEPIDLE", 15),
    ("IPPROTO_TCP", "TCP_KEEPALIVE", 15),
    ("IPPROTO_TCP", "TCP_KEEPINTVL", 5),
    ("IPPROTO_TCP", "TCP_KEEPCNT", 3),
    # Keepalive is silent while sent data waits for its acknowledgement; this covers that case. Milliseconds.
    ("IPPROTO_TCP", "TCP_USER_TIMEOUT", 20_000),
)


def tune(sock: socket.socket) -> None:
    """Send small frames at once and notice a dead peer in half a minute, as far as the system can."""
    for level, name, value in _OPTIONS:
        if hasattr(socket, name):
            with contextlib.suppress(OSError):
                sock.setsockopt(getattr(socket, level), getattr(socket, name), value)


def connect_first(places: Sequence[Place], *, attempt: Attempt) -> socket.socket:
    """A connection to the first of `places` that answers. Raises OSError, OutOfTime, Abandoned."""
    with _Race() as race, attempt.interruptible(race.wake):
        for place in _alternate(places)[:_MOST_PLACES]:
            race.enter(place)
            if winner := race.watch(min(_HEAD_START, attempt.remaining())):
                return winner
        while race.running:
            if winner := race.watch(attempt.remaining()):
                return winner
        attempt.remaining()
        raise race.failures[0]


def _alternate(places: Sequence[Place]) -> list[Place]:
    """IPv6 and IPv4 in turn, beginning with what the system prefers, so that one dead family costs little."""
    first = [place for place in places if place.family == places[0].family]
    others = [place for place in places if place.family != places[0].family]
    pairs = itertools.zip_longest(first, others)
    return [place for pair in pairs for place in pair if place is not None]


class _Race:
    """Connections under way; closes all but the winner."""

    def __init__(self) -> None:
        self.failures: list[OSError] = []
        self._selector = selectors.DefaultSelector()
        self._running: set[socket.socket] = set()
        self._ear, self._bell = socket.socketpair()
        self._selector.register(self._ear, selectors.EVENT_READ)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for sock in (*self._running, self._ear, self._bell):
            sock.close()
        self._selector.close()

    @property
    def running(self) -> bool:
        """Whether an answer may still come."""
        return bool(self._running)

    def wake(self) -> None:
        """End `watch` at once. May be called from any thread."""
        self._bell.send(b"\0")

    def enter(self, place: Place) -> None:
        """Begin to connect; what fails at once is noted."""
        try:
            sock = socket.socket(place.family, socket.SOCK_STREAM)
        except OSError as error:
            self.failures.append(error)
            return
        sock.setblocking(False)
        code = sock.connect_ex(place.address)
        if code in _UNDER_WAY:
            self._running.add(sock)
            self._selector.register(sock, selectors.EVENT_WRITE)
        else:
            sock.close()
            self.failures.append(OSError(code, os.strerror(code)))

    def watch(self, seconds: float) -> socket.socket | None:
        """The winner; None when `seconds` have passed, a runner has failed, or `wake` was called."""
        if not self._running:
            return None
        for key, _ in self._selector.select(seconds):
            sock = key.fileobj
            if not isinstance(sock, socket.socket) or sock is self._ear:
                continue
            self._selector.unregister(sock)
            self._running.remove(sock)
            code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if not code:
                return sock
            sock.close()
            self.failures.append(OSError(code, os.strerror(code)))
        return None
