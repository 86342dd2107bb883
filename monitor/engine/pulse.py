"""Notices that the machine slept or that its network has changed."""

import socket

from monitor.core.clock import Clock

__all__ = ["Pulse", "local_address"]

_JUMP = 5.0


def local_address() -> str | None:
    """The address this machine would use towards the outside, None without a network. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # A datagram socket only looks up its route here; 192.0.2.1 is reserved for documentation (RFC 5737).
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        return str(probe.getsockname()[0])


class Pulse:
    """Compares each look with the one before it."""

    def __init__(self, clock: Clock, *, address: str | None) -> None:
        self._clock = clock
        self._offset = clock.wall() - clock.monotonic()
        self._seen = clock.monotonic()
        self.address = address

    def look(self, address: str | None) -> bool:
        """True when the clocks have drifted apart by a jump (sleep), this look is far too late, or the route differs.

        Monotonic time stands still while a Linux machine sleeps, but runs on elsewhere: hence both signs.
        """
        now = self._clock.monotonic()
        offset = self._clock.wall() - now
        slept = offset - self._offset > _JUMP or now - self._seen > _JUMP * 2
        moved = address is not None and address != self.address
        self._offset = offset
        self._seen = now
        self.address = address
        return slept or moved
