"""What a link sends: within the rate of its server, or at once and charged to that rate."""

from collections.abc import Callable

from monitor.core.clock import Clock
from monitor.net.governor import Governor, Sendable, Turn
from monitor.net.transport import Connection

__all__ = ["Sending"]


class Sending:
    """Counts what is `sent`. outlet: where messages go whose turn has come; on_sent: is told of each that has gone."""

    def __init__(
        self,
        governor: Governor,
        *,
        outlet: Callable[[], Connection | None],
        on_sent: Callable[[Sendable], None],
        clock: Clock,
    ) -> None:
        self.governor = governor
        self.sent = 0
        self._outlet = outlet
        self._on_sent = on_sent
        self._clock = clock

    def change(self, governor: Governor) -> None:
        """Send by another governor, without forgetting what has been sent. The first one's queue should be empty."""
        governor.go_on_from(self.governor)
        self.governor = governor

    def offer(self, message: Sendable, turn: Turn = Turn.USUAL) -> bool:
        """Send it as soon as the rate lets it; False when there is no room or no connection."""
        if self._outlet() is None or not self.governor.offer(message, turn):
            return False
        self.release()
        return True

    def release(self) -> None:
        """Send what may be sent by now."""
        outlet = self._outlet()
        if outlet is not None:
            for message in self.governor.release(self._clock.monotonic()):
                self._put(outlet, message)

    def at_once(self, message: Sendable, connection: Connection) -> None:
        """Send it now; those that wait have to wait longer for it."""
        self.governor.charge(self._clock.monotonic())
        self._put(connection, message)

    def control_sent(self, frames: int = 1) -> None:
        """So many pings or pongs have gone, which some servers count as messages."""
        if self.governor.counts_control:
            for _ in range(frames):
                self.governor.charge(self._clock.monotonic())

    def due(self) -> float | None:
        """When (monotonic) `release` will have something to do, None when nothing waits."""
        return self.governor.due(self._clock.monotonic())

    def _put(self, connection: Connection, message: Sendable) -> None:
        self.sent += 1
        if isinstance(message, bytes):
            connection.send_binary(message)
        else:
            connection.send_text(message)
        self._on_sent(message)
