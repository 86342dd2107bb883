"""A link to a server of the test's own, and a listener that remembers all it hears."""

import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

from monitor.core.backoff import Backoff
from monitor.core.clock import SystemClock
from monitor.core.errors import FeedscopeError
from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.net.actions import Policy
from monitor.net.connecting.dial import Negotiated
from monitor.net.connecting.steps import Step
from monitor.net.endpoint import Endpoint
from monitor.net.governor import Governor, Sendable
from monitor.net.link import Link
from monitor.net.supervisor import Supervisor
from monitor.wire.received import Received
from tests.helpers.changes import Changes

__all__ = ["Listener", "linked"]


class Listener:
    """What a link reports, to wait for. `opening`: said on every open, as a session does.

    meant: what the end of a connection is taken for.
    """

    def __init__(self, *opening: str) -> None:
        self.opening = opening
        self.link: Link | None = None
        self.messages: list[bytes] = []
        self.states: list[FeedState] = []
        self.details: list[str] = []
        self.gaps: list[Gap] = []
        self.opened = 0
        self.steps: list[tuple[str, ...]] = []
        self.switched = 0
        self.closed = 0
        self.early: list[tuple[Received, int, float]] = []
        self.sent: list[Sendable] = []
        self.size = 0
        self.unsent = 0
        self.lost: list[tuple[FeedscopeError, bool]] = []
        self.meant: FeedscopeError | None = None
        self.on_message: Callable[[bytes], None] = lambda _: None
        self._changed = Changes()

    def link_step(self, done: Sequence[Step]) -> None:
        self.steps.append(tuple(step.name for step in done))

    def link_opened(self, negotiated: Negotiated) -> None:
        self.opened += 1
        assert self.link is not None
        self.link.clear()
        for text in self.opening:
            assert self.link.send(text)
        self._changed.set()

    def link_switched(self) -> None:
        self.switched += 1

        early, self.early = self.early, []
        for received, size, wall in early:
            self.link_received(received, size, wall)

    def link_dropped(self) -> None:
        self.early.clear()

    def link_closing(self) -> None:
        self.closed += 1

    def link_received_early(self, received: Received, size: int, wall: float) -> bool:
        self.early.append((received, size, wall))
        return bool(received.messages)

    def link_received(self, received: Received, size: int, wall: float) -> bool:
        self.size += size
        for message in received.messages:
            self.messages.append(message)
            self.on_message(message)
        self._changed.set()
        return bool(received.messages)

    def link_unsent(self, count: int) -> None:
        self.unsent += count

    def link_lost(self, error: FeedscopeError, *, early: bool) -> FeedscopeError:
        self.lost.append((error, early))
        return self.meant or error

    def link_sent(self, message: Sendable) -> None:
        self.sent.append(message)
        self._changed.set()

    def link_changed(self) -> None:
        assert self.link is not None
        supervisor = self.link.supervisor
        if not self.states or self.states[-1] is not supervisor.state:
            self.states.append(supervisor.state)
            self.details.append(supervisor.detail)
        self._changed.set()

    def link_gap(self, gap: Gap) -> None:
        self.gaps.append(gap)
        self._changed.set()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition` holds, looked at after each report."""
        await self._changed.until(condition)

    async def state(self, state: FeedState) -> None:
        """Wait until the feed stands so."""
        await self.until(lambda: bool(self.states) and self.states[-1] is state)

    async def count(self, count: int) -> None:
        """Wait for so many messages."""
        await self.until(lambda: len(self.messages) >= count)


@contextlib.asynccontextmanager
async def linked(
    url: str | Callable[[], Endpoint],
    *opening: str,
    policy: Policy | None = None,
    governor: Governor | None = None,
    random: Callable[[], float] = lambda: 0.0,
    **endpoint: Any,
) -> AsyncIterator[tuple[Link, Listener]]:
    """A started link, ended and closed at the end. Retries come at once unless `random` says otherwise."""
    listener = Listener(*opening)
    settings = {"connect_seconds": 5.0, "proxy": "none", **endpoint}

    async def there() -> Endpoint:
        return url() if callable(url) else Endpoint(url, **settings)

    link = Link(
        "feed",
        endpoint=there,
        supervisor=Supervisor(policy or Policy(), backoff=Backoff(random=random)),
        governor=Governor(rate=1000.0, burst=100, queue=1000) if governor is None else governor,
        listener=listener,
        clock=SystemClock(),
        network_up=lambda: False,
    )
    listener.link = link
    link.start()
    try:
        yield link, listener
    finally:
        link.end()
        await link.wait_closed()
