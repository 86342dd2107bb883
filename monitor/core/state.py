"""The states of a feed, as the user sees them."""

from enum import Enum

__all__ = ["FeedState"]


class FeedState(Enum):
    """Where a feed stands. The value is the word shown to the user."""

    IDLE = "idle"
    """Known, never started."""
    CONNECTING = "connecting"
    """Name, TCP, TLS and handshake are under way."""
    OPENING = "opening"
    """The socket is open; login and subscriptions are sent, no data yet."""
    LIVE = "live"
    """Data arrives in its usual rhythm."""
    STALE = "silent"
    """The socket is open, but data is later than its rhythm allows."""
    WAITING = "retrying"
    """No connection; the next try has a time."""
    NEEDS_ATTENTION = "needs you"
    """No connection, and trying again cannot help until the user changes something."""
    STOPPED = "stopped"
    """The user stopped it."""

    @property
    def connected(self) -> bool:
        """Whether a WebSocket is open."""
        return self in (FeedState.OPENING, FeedState.LIVE, FeedState.STALE)
