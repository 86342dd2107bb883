"""The loop around a supervisor: carries out its actions on a real connection and reports what happens."""

import asyncio
from collections.abc import Awaitable, Callable

from monitor.core.clock import Clock
from monitor.core.errors import DialectError, FeedscopeError
from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.net.actions import Action, Announce, CloseGap, Connect, Disconnect, OpenGap, Policy, SendPing
from monitor.net.alarm import Alarm
from monitor.net.connecting.steps import Steps
from monitor.net.endpoint import Endpoint
from monitor.net.governor import Governor, Sendable
from monitor.net.listener import LinkListener
from monitor.net.pair import Pair
from monitor.net.sending import Sending
from monitor.net.supervisor import Supervisor
from monitor.net.transport import Connection, connect
from monitor.net.tries import Tries
from monitor.wire.received import Pong, Received

__all__ = ["Link"]

_GOODBYE = 1.5


class Link:
    """One feed's connection, kept alive.

    `endpoint` is awaited anew for each try, so that it may renew tokens; it may raise any FeedscopeError.
    """

    def __init__(
        self,
        feed: str,
        *,
        endpoint: Callable[[], Awaitable[Endpoint]],
        supervisor: Supervisor,
        governor: Governor,
        listener: LinkListener,
        clock: Clock,
        network_up: Callable[[], bool],
    ) -> None:
        self.supervisor = supervisor
        self._feed = feed
        self._listener = listener
        self._clock = clock
        self._network_up = network_up
        self._pair = Pair(on_ready=self._take_over)
        self._sending = Sending(governor, outlet=lambda: self._pair.outlet, on_sent=listener.link_sent, clock=clock)
        self._endpoint = endpoint
        self._tries = Tries(
            self._dial,
            clock=clock,
            on_step=listener.link_step,
            on_open=self._on_open,
            on_failed=self._on_failed,
            name=f"connect {feed}",
        )
        self._alarm = Alarm(self._tick)
        self._gap: Gap | None = None

    # --- for the owner ------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Connect now, whatever the state."""
        self._carry_out(self.supervisor.started(self._now()))

    def stop(self) -> None:
        """Disconnect and stay so."""
        self._carry_out(self.supervisor.stopped(self._now()))

    def change(self, *, policy: Policy, governor: Governor) -> None:
        """What `endpoint` returns has changed: connect anew, unless the feed is stopped."""
        self._sending.governor = governor
        self._carry_out(self.supervisor.changed(policy, self._now()))

    def wake(self) -> None:
        """The machine slept or the network changed: look at once."""
        self._carry_out(self.supervisor.woken(self._now()))

    def renew(self) -> None:
        """The server has said that it will cut this connection."""
        self._carry_out(self.supervisor.renew(self._now()))

    def give_up(self, error: DialectError, *, early: bool = False) -> None:
        """The connection is of no use: end it with the error's code and do as for one that was lost.

        early: it is the one that stands by.
        """
        if early and self._pair.part_with_successor(code=error.code, reason=error.what):
            self._do_without_successor(error)
        elif not early and self._pair.part(code=error.code, reason=error.what):
            self._leave(polite=False)
            self._carry_out(self.supervisor.lost(error, self._now()))

    def clear(self) -> None:
        """What is sent from here on goes to the connection that stands by, if one does."""
        self._pair.clear()

    def send(self, message: Sendable) -> bool:
        """Send a message as soon as the rate limit lets it; False when there is no room or no connection."""
        taken = self._sending.offer(message)
        if taken:
            self._arm()
        return taken

    def reply(self, message: Sendable, *, early: bool = False) -> None:
        """Send a message at once; those that wait for the rate limit wait longer for it.

        early: on the connection that stands by, instead of the one in use.
        """
        connection = self._pair.successor if early else self._pair.current
        if connection is not None:
            self._sending.at_once(message, connection)

    @property
    def sent(self) -> int:
        """How many messages have gone out."""
        return self._sending.sent

    @property
    def governor(self) -> Governor:
        """What holds messages to the rate; its length is how many wait."""
        return self._sending.governor

    @property
    def paused(self) -> bool:
        """Whether reading is held back."""
        return self._pair.paused

    def pause(self, on: bool) -> None:
        """Hold reading back, or go on. Nothing is lost: the server waits."""
        if self._pair.paused and not on and self._pair.current is not None:
            # Until now nothing could be heard, which says nothing about the server.
            self.supervisor.liveness.held_back(self._now())
        self._pair.pause(on)

    @property
    def connection(self) -> Connection | None:
        """The open connection, None while there is none."""
        return self._pair.current

    @property
    def reaches_out(self) -> bool:
        """Whether a connection beyond this machine is open, which shows that there is a network."""
        current = self._pair.current
        return current is not None and not current.negotiated.peer.startswith(("127.", "[::1]"))

    def end(self) -> None:
        """Disconnect for good; what is missing from here on is no gap."""
        self._carry_out(self.supervisor.ended(self._now()))
        self._alarm.cancel()

    async def wait_closed(self) -> None:
        """After `end`: return when every socket is closed, which takes about a second at the most."""
        waiting = [*self._pair.closing(), *self._tries.pending()]
        if waiting:
            await asyncio.wait(waiting, timeout=_GOODBYE)

    # --- actions ------------------------------------------------------------------------------------------------

    def _carry_out(self, actions: list[Action]) -> None:
        for action in actions:
            match action:
                case Connect():
                    self._tries.begin()
                case Disconnect(polite=polite):
                    self._leave(polite=polite)
                case SendPing(payload=payload):
                    if self._pair.current is not None:
                        self._pair.current.send_ping(payload)
                case OpenGap(start=start, reason=reason):
                    self._gap = Gap(self._feed, self.to_wall(start), None, reason)
                    self._listener.link_gap(self._gap)
                case CloseGap(end=end):
                    self._close_gap(end)
                case Announce():
                    self._listener.link_changed()
        self._arm()

    def _close_gap(self, end: float) -> None:
        if self._gap is not None:
            self._listener.link_gap(self._gap.closed(max(self._gap.start, self.to_wall(end))))
            self._gap = None

    def _take_over(self) -> None:
        """The connection that stood by becomes the one in use."""
        if self._pair.successor is None:
            return
        if self._pair.current is not None:
            self._listener.link_closing()
        self._carry_out(self.supervisor.opened(self._now()))
        self._switch()

    def _switch(self) -> None:
        delivered = self._pair.take_over()
        connection = self._pair.current
        self._listener.link_switched()
        if connection is self._pair.current:
            if delivered:
                self._carry_out(self.supervisor.received(self._now()))
            self._pair.pause(self._pair.paused)

    def _leave(self, *, polite: bool) -> None:
        self._tries.cancel()
        if polite and self._pair.current is not None:
            self._listener.link_closing()
        self._sending.governor.clear()
        if self._pair.successor is not None:
            self._listener.link_dropped()
        self._pair.leave(polite=polite)

    # --- reports ------------------------------------------------------------------------------------------------

    async def _dial(self, steps: Steps) -> Connection:
        return await connect(await self._endpoint(), clock=self._clock, steps=steps)

    def _on_open(self, connection: Connection) -> None:
        alone = self._pair.current is None
        self._pair.stand_by(connection)
        if alone:
            self._carry_out(self.supervisor.opened(self._now()))
        self._listener.link_opened(connection.negotiated)
        if alone:
            self._switch()
        connection.start(
            lambda received, size, wall: self._on_received(connection, received, size, wall),
            lambda error: self._on_lost(connection, error),
        )

    def _on_failed(self, error: FeedscopeError) -> None:
        self._carry_out(self.supervisor.failed(error, self._now(), network_up=self._network_up()))

    def _on_received(self, connection: Connection, received: Received, size: int, wall: float) -> None:
        if connection is not self._pair.current:
            if self._pair.is_successor(connection) and self._listener.link_received_early(received, size, wall):
                self._pair.deliver()
            return
        now = self._now()
        data = self._listener.link_received(received, size, wall)
        if connection is not self._pair.current:
            return  # What came made the listener give it up.
        if data:
            actions = self.supervisor.received(now)
            if actions:
                self._carry_out(actions)
        else:
            self.supervisor.heard(now)
        for frame in received.control:
            if isinstance(frame, Pong):
                self._carry_out(self.supervisor.pong(frame.payload, now))

    def _on_lost(self, connection: Connection, error: FeedscopeError) -> None:
        if self._pair.is_successor(connection):
            self._pair.drop_successor()
            self._do_without_successor(error)
        elif connection is self._pair.current:
            self._pair.current = None
            self._carry_out(self.supervisor.lost(error, self._now()))
            if self.supervisor.state is FeedState.WAITING and self._pair.successor is not None:
                self._take_over()
            else:
                self._leave(polite=False)

    def _do_without_successor(self, error: FeedscopeError) -> None:
        self._listener.link_dropped()
        self._carry_out(self.supervisor.failed(error, self._now()))

    # --- time ---------------------------------------------------------------------------------------------------

    def to_wall(self, monotonic: float) -> float:
        """The wall time of a monotonic one."""
        return self._clock.wall() - (self._clock.monotonic() - monotonic)

    def _now(self) -> float:
        return self._clock.monotonic()

    def _arm(self) -> None:
        times = [each for each in (self.supervisor.deadline, self._sending.due()) if each is not None]
        if times:
            self._alarm.set(min(times) - self._now())

    def _tick(self) -> None:
        self._sending.release()
        self._carry_out(self.supervisor.tick(self._now(), paused=self._pair.paused))
