"""A blocking socket under an attempt's deadline, in the shape that blocking libraries expect."""

import math
import socket

from monitor.net.connecting.attempt import Attempt, OutOfTime

__all__ = ["Channel"]


class Channel:
    """Each operation may take no longer than the attempt has left, however slowly the peer dribbles."""

    def __init__(self, sock: socket.socket, *, attempt: Attempt) -> None:
        self._sock = sock
        self._attempt = attempt

    def recv(self, size: int, *, patience: float = math.inf) -> bytes:
        """At most `size` bytes, none at the end of the stream. Raises OSError, OutOfTime, Abandoned."""
        self._sock.settimeout(min(patience, self._attempt.remaining()))
        try:
            return self._sock.recv(size)
        except TimeoutError:
            raise OutOfTime from None

    def sendall(self, data: bytes) -> None:
        """Send all of `data`. Raises OSError, OutOfTime, Abandoned."""
        self._sock.settimeout(self._attempt.remaining())
        try:
            self._sock.sendall(data)
        except TimeoutError:
            raise OutOfTime from None

    def close(self) -> None:
        self._sock.close()
