"""Whether an open connection still lives, and whether its feed has fallen silent."""

from enum import Enum

from monitor.net.actions import Policy
from monitor.net.rhythm import Rhythm

__all__ = ["Liveness", "Sign"]

_FIRST_PING = 1.0
_PATIENCE = 3.0
"""A feed with a known rhythm gets a new connection after this many times its silence threshold."""
_LEAST_PATIENCE = 60.0
_MOST_PATIENCE = 3600.0


class Sign(Enum):
    """What a look at the clock may show."""

    WELL = "nothing to do"
    PING = "a ping is due"
    DEAD = "no answer to the last ping"
    SILENT = "data is late"
    ABANDONED = "data is so late that a new connection is better"


class Liveness:
    """Pings, pongs and silence of one connection after another. Times are monotonic seconds.

    A connection lives as long as anything comes: an unanswered ping counts only when no byte came either.
    Silence is judged against the rhythm, which outlives the connections.
    """

    def __init__(self, policy: Policy) -> None:
        self.rhythm = Rhythm(floor=policy.silence_seconds)
        self.round_trip: float | None = None
        self.silent = False
        self.heard = 0.0
        self.first_data: float | None = None
        self.last_data: float | None = None
        self._policy = policy
        self._opened = 0.0
        self._ping_due = 0.0
        self._ping_sent: float | None = None
        self._pings = 0
        self._patience = _LEAST_PATIENCE

    def opened(self, now: float) -> None:
        """A new connection is open."""
        self._opened = self.heard = now
        self.first_data = None
        self.round_trip = None
        self.silent = False
        self._ping_sent = None
        self._ping_due = now + min(_FIRST_PING, self._policy.ping_seconds)
        self.rhythm.interrupted()

    def data(self, now: float) -> None:
        """Data came."""
        self.heard = self.last_data = now
        if self.first_data is None:
            self.first_data = now
        self.silent = False
        self.rhythm.arrived(now)

    def held_back(self, now: float) -> None:
        """We are not reading, so hearing nothing says nothing."""
        self.heard = now
        if self.first_data is not None:
            self.last_data = now

    def calmed(self) -> None:
        """Data has come for a good while: be as patient as at first."""
        self._patience = _LEAST_PATIENCE

    @property
    def payload(self) -> bytes:
        """What the last ping carried."""
        return f"feedscope {self._pings}".encode()

    def hurry(self, now: float) -> None:
        """Ask for a sign of life at once."""
        if self._ping_sent is None:
            self._ping_due = now

    def pong(self, payload: bytes, now: float) -> bool:
        """Take a pong; True when it gave a round trip. One that answers no ping of ours only shows life."""
        self.heard = now
        if self._ping_sent is None or payload != self.payload:
            return False
        self.round_trip = now - self._ping_sent
        self._ping_sent = None
        return True

    def look(self, now: float) -> Sign:
        """The most urgent sign at `now`. PING, SILENT and ABANDONED are each given once."""
        if self._ping_sent is not None and now >= self._pong_deadline():
            return Sign.DEAD
        if now >= self._ping_due:
            self._ping_due = now + self._policy.ping_seconds
            if self._ping_sent is None or self.heard > self._ping_sent:
                self._pings += 1
                self._ping_sent = now
                return Sign.PING
        if not self.silent:
            self.silent = now >= self._silent_at()
            return Sign.SILENT if self.silent else Sign.WELL
        if self.rhythm.learned and now >= self._abandon_at():
            self._patience = min(self._patience * 2.0, _MOST_PATIENCE)
            return Sign.ABANDONED
        return Sign.WELL

    @property
    def silent_after(self) -> float:
        """Seconds without data after which the feed counts as silent."""
        return self._policy.silence_seconds if self.first_data is None else self.rhythm.threshold

    @property
    def deadline(self) -> float:
        """When `look` will next have something to say."""
        times = [self._ping_due]
        if self._ping_sent is not None:
            times.append(self._pong_deadline())
        if not self.silent:
            times.append(self._silent_at())
        elif self.rhythm.learned:
            times.append(self._abandon_at())
        return min(times)

    def quiet(self, now: float) -> float:
        """Seconds since data came on this connection, or since it opened."""
        return now - self._quiet_since()

    def _quiet_since(self) -> float:
        if self.first_data is None or self.last_data is None:
            return self._opened
        return self.last_data

    def _pong_deadline(self) -> float:
        return max(self._ping_sent or 0.0, self.heard) + self._policy.pong_seconds

    def _silent_at(self) -> float:
        return self._quiet_since() + self.silent_after

    def _abandon_at(self) -> float:
        return self._quiet_since() + max(self._patience, _PATIENCE * self.rhythm.threshold)
