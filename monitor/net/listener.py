"""What a link reports, and to whom."""

from collections.abc import Sequence
from typing import Protocol

from monitor.core.gap import Gap
from monitor.net.connecting.dial import Negotiated
from monitor.net.connecting.steps import Step
from monitor.net.governor import Sendable
from monitor.wire.received import Received

__all__ = ["LinkListener"]


class LinkListener(Protocol):
    """Who hears of a link's life. Called on the loop; must neither block nor raise."""

    def link_step(self, done: Sequence[Step]) -> None:
        """A connection is being made, and so much has been done for it; nothing yet when a try begins."""

    def link_opened(self, negotiated: Negotiated) -> None:
        """A connection is open: send what opens the feed. One that is about to end may still deliver beside it."""

    def link_switched(self) -> None:
        """What is received from here on comes from the connection that was opened last."""

    def link_received(self, received: Received, size: int, wall: float) -> None:
        """A block of `size` bytes came at `wall`; it may hold messages."""

    def link_sent(self, message: Sendable) -> None:
        """A message of ours has gone out, after it had waited for the rate limit."""

    def link_changed(self) -> None:
        """State, detail, retry time or round trip have changed."""

    def link_gap(self, gap: Gap) -> None:
        """A gap has opened or closed."""
