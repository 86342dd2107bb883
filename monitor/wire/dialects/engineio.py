"""Engine.IO 3 and 4 under Socket.IO: the opening packet, and the heartbeat of either version.

Source: socketio/engine.io-protocol, README of versions 3 and 4. Version 4: the server pings and is answered. Version 3:
the client pings, and the server answers. Over WebSocket each packet is one message, its type the first character.
"""

import math
from typing import Final, Literal

import msgspec

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import DialectFault, Outgoing
from monitor.wire.dialects.raw_json import UNREADABLE

__all__ = ["Heartbeat", "Opening", "read_opening"]

_SPANS: Final = (0.05, 3600.0)
"""No server means less or more than this, in seconds."""
_PING: Final = (Outgoing(b"2"),)


class Opening(msgspec.Struct, frozen=True, rename="camel"):
    """What the server tells first; spans in milliseconds."""

    sid: str = ""
    ping_interval: float = 25_000.0
    ping_timeout: float = 20_000.0


def read_opening(packet: bytes) -> Opening | None:
    """The opening packet, its type included; None where this is none."""
    if not packet.startswith(b"0{"):
        return None
    try:
        return msgspec.json.decode(packet[1:], type=Opening)
    except UNREADABLE:
        return None


class Heartbeat:
    """Who has to say something, and until when. Times are monotonic seconds."""

    def __init__(self, version: Literal[3, 4], opening: Opening, *, now: float) -> None:
        self._interval = _span(opening.ping_interval, usual=25.0)
        self._timeout = _span(opening.ping_timeout, usual=20.0)
        self._pings = version == 3
        self._ping_at = now + self._interval
        self._silent_at = math.inf if self._pings else now + self._interval + self._timeout

    @property
    def deadline(self) -> float:
        """When `tick` has something to say."""
        return min(self._ping_at, self._silent_at) if self._pings else self._silent_at

    def heard(self, now: float) -> None:
        """Something came: the server lives."""
        if not self._pings:
            self._silent_at = now + self._interval + self._timeout
        elif self._silent_at < math.inf:
            self._silent_at = math.inf

    def tick(self, now: float) -> tuple[Outgoing, ...] | DialectFault:
        """A ping that is owed, or what is wrong."""
        if now >= self._silent_at:
            quiet = self._timeout if self._pings else self._interval + self._timeout
            return DialectFault(f"the server's heartbeat has not come for {quiet:g} s", remedy=Remedy.RETRY)
        if self._pings and now >= self._ping_at:
            self._ping_at = now + self._interval
            self._silent_at = min(self._silent_at, now + self._timeout)
            return _PING
        return ()


def _span(milliseconds: float, *, usual: float) -> float:
    """Seconds. A server in Python tells fractions of a second as nothing; then the usual span is meant."""
    least, most = _SPANS
    return min(max(milliseconds / 1000.0, least), most) if milliseconds > 0.0 else usual
