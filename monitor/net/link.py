"""The loop around a supervisor: carries out its actions on a real connection and reports what happens."""

import asyncio
from collections.abc import Callable

from monitor.core.clock import Clock
from monitor.core.errors import DialectError, FeedscopeError
from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.net.actions import Action, Announce, CloseGap, Connect, Disconnect, OpenGap, Policy, SendPing
from monitor.net.alarm import Alarm
from monitor.net.endpoint import Endpoint
from monitor.net.governor import Governor, Sendable
from monitor.net.listener import LinkListener
from monitor.net.pair import Pair
from monitor.net.successor import Arrival
from monitor.net.supervisor import Supervisor
from monitor.net.transport import Connection, connect
from monitor.net.tries import Tries
from monitor.wire.received import Pong

__all__ = ["Link"]

_GOODBYE = 1.5


class Link:
    """One feed's connection, kept alive.

    `endpoint` is asked anew for each try, so that it may renew tokens; it may raise any FeedscopeError.
    """

    def __init__(
        self,
        feed: str,
        *,
        endpoint: Callable[[], Endpoint],
        supervisor: Supervisor,
        governor: Governor,
        listener: LinkListener,
        clock: Clock,
        network_up: Callable[[], bool],
    ) -> None:
        self.supervisor = supervisor
        self.governor = governor
        self.sent = 0
        self._feed = feed
        self._listener = listener
        self._clock = clock
        self._network_up = network_up
        self._pair = Pair(on_ready=self._take_over)
        self._tries = Tries(
            lambda steps: connect(endpoint(), clock=clock, steps=steps),
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
        self.governor = governor
        self._carry_out(self.supervisor.changed(policy, self._now()))

    def wake(self) -> None:
        """The machine slept or the network changed: look at once."""
        self._carry_out(self.supervisor.woken(self._now()))

    def renew(self) -> None:
        """The server has said that it will cut this connection."""
        self._carry_out(self.supervisor.renew(self._now()))

    def give_up(self, error: DialectError) -> None:
        """The connection is of no use: end it with the error's code and do as for one that was lost."""
        if self._pair.part(code=error.code, reason=error.what):
            self._leave(polite=False)
            self._carry_out(self.supervisor.lost(error, self._now()))

    def send(self, message: Sendable) -> bool:
        """Send a message as soon as the rate limit lets it; False when there is no room or no connection."""
        if self._pair.current is None or not self.governor.offer(message):
            return False
        self._release()
        self._arm()
        return True

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
        arrivals = self._pair.take_over()
        connection = self._pair.current
        if connection is None:
            return
        self._carry_out(self.supervisor.opened(self._now()))
        self._listener.link_switched()
        for arrival in arrivals:
            self._on_received(connection, arrival)
        self._pair.pause(self._pair.paused)

    def _leave(self, *, polite: bool) -> None:
        self._tries.cancel()
        self.governor.clear()
        self._pair.leave(polite=polite)

    # --- reports ------------------------------------------------------------------------------------------------

    def _on_open(self, connection: Connection) -> None:
        if self._pair.current is None:
            self._pair.adopt(connection)
            self._carry_out(self.supervisor.opened(self._now()))
            self._listener.link_switched()
        else:
            self._pair.stand_by(connection)
        self._listener.link_opened(connection.negotiated)
        connection.start(
            lambda received, size, wall: self._on_received(connection, Arrival(received, size, wall)),
            lambda error: self._on_lost(connection, error),
        )

    def _on_failed(self, error: FeedscopeError) -> None:
        self._carry_out(self.supervisor.failed(error, self._now(), network_up=self._network_up()))

    def _on_received(self, connection: Connection, arrival: Arrival) -> None:
        if self._pair.is_successor(connection):
            self._pair.keep(arrival)
        if connection is not self._pair.current:
            return
        now = self._now()
        received = arrival.received
        self._listener.link_received(received, arrival.size, arrival.wall)
        if connection is not self._pair.current:
            return  # What came made the listener give it up.
        if received.messages:
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
            self._carry_out(self.supervisor.failed(error, self._now()))
        elif connection is self._pair.current:
            self._pair.current = None
            self._carry_out(self.supervisor.lost(error, self._now()))
            if self.supervisor.state is FeedState.WAITING and self._pair.outlet is not None:
                self._take_over()
            else:
                self._leave(polite=False)

    # --- time ---------------------------------------------------------------------------------------------------

    def to_wall(self, monotonic: float) -> float:
        """The wall time of a monotonic one."""
        return self._clock.wall() - (self._clock.monotonic() - monotonic)

    def _now(self) -> float:
        return self._clock.monotonic()

    def _release(self) -> None:
        outlet = self._pair.outlet
        if outlet is None:
            return
        for message in self.governor.release(self._now()):
            self.sent += 1
            if isinstance(message, bytes):
                outlet.send_binary(message)
            else:
                outlet.send_text(message)
            self._listener.link_sent(message)

    def _arm(self) -> None:
        now = self._now()
        times = [each for each in (self.supervisor.deadline, self.governor.due(now)) if each is not None]
        if times:
            self._alarm.set(min(times) - now)

    def _tick(self) -> None:
        self._release()
        self._carry_out(self.supervisor.tick(self._now(), paused=self._pair.paused))
