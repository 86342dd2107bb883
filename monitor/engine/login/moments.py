"""The values that are made for each connection."""

import uuid

from monitor.core.clock import Clock
from monitor.feed.moment import Moment

__all__ = ["new_moment"]

_NONCE = "login nonce"


def new_moment(clock: Clock, memory: dict[str, object]) -> Moment:
    """For a connection that is about to be made. memory: the feed's; nonces rise, also when the clock is set back."""
    last = memory.get(_NONCE, 0)
    assert isinstance(last, int)
    wall = clock.wall()
    nonce = max(int(wall * 1e6), last + 1)
    memory[_NONCE] = nonce
    return Moment(wall, nonce, str(uuid.uuid4()))
