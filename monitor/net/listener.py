"""What a link reports, and to whom."""

from collections.abc import Sequence
from typing import Protocol

from monitor.core.errors import FeedscopeError
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
        """A connection is open and stands by: send what opens the feed, and `clear` it for all else that is sent.

        One that is about to end may still deliver beside it.
        """

    def link_switched(self) -> None:
        """The connection that stood by is the one in use from here on: handle what it has brought so far."""

    def link_dropped(self) -> None:
        """The connection that stood by is gone; the one in use stays."""

    def link_received(self, received: Received, size: int, wall: float) -> bool:
        """A block of `size` bytes came at `wall`; it may hold messages. Whether any of them is data of the feed."""

    def link_received_early(self, received: Received, size: int, wall: float) -> bool:
        """As `link_received`, from the connection that stands by: what is data waits for `link_switched`."""

    def link_closing(self) -> None:
        """The connection in use is about to be closed in good order."""

    def link_sent(self, message: Sendable) -> None:
        """A message of ours has gone out, after it had waited for the rate limit."""

    def link_unsent(self, count: int) -> None:
        """So many messages of the user were waiting for the rate limit when their connection went."""

    def link_lost(self, error: FeedscopeError, *, early: bool) -> FeedscopeError:
        """A connection has ended in this way: the one in use, or with `early` the one that stands by.

        What it means by the protocol that is spoken there, which is `error` where that has nothing to say.
        """

    def link_changed(self) -> None:
        """State, detail, retry time or round trip have changed."""

    def link_gap(self, gap: Gap) -> None:
        """A gap has opened or closed."""
