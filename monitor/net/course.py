"""From what a supervisor wants to real connections, and from what these report back to it."""

import asyncio
from collections.abc import Callable

from monitor.core.clock import Clock
from monitor.core.errors import DialectError, FeedscopeError
from monitor.core.state import FeedState
from monitor.net.actions import Action, Announce, CloseGap, Connect, Disconnect, OpenGap, SendPing
from monitor.net.alarm import Alarm
from monitor.net.gap_log import GapLog
from monitor.net.listener import LinkListener
from monitor.net.pair import Pair
from monitor.net.sending import Sending
from monitor.net.supervisor import Supervisor
from monitor.net.transport import Connection
from monitor.net.tries import Dial, Tries
from monitor.wire.received import Ping, Pong, Received

__all__ = ["Course"]


class Course:
    """Carries out the supervisor's actions, in order. Everything happens on the loop.

    sending: what goes out; it is looked at again after every action, because its time may have come.
    """

    def __init__(
        self,
        feed: str,
        *,
        dial: Dial,
        pair: Pair,
        supervisor: Supervisor,
        sending: Sending,
        listener: LinkListener,
        clock: Clock,
        network_up: Callable[[], bool],
    ) -> None:
        self.gaps = GapLog(feed, tell=listener.link_gap, clock=clock)
        self._pair = pair
        self._supervisor = supervisor
        self._sending = sending
        self._listener = listener
        self._clock = clock
        self._network_up = network_up
        self._tries = Tries(
            dial,
            clock=clock,
            on_step=listener.link_step,
            on_open=self._on_open,
            on_failed=self._on_failed,
            name=f"connect {feed}",
        )
        self._alarm = Alarm(self._tick)

    def carry_out(self, actions: list[Action]) -> None:
        """Do what the supervisor wants."""
        for action in actions:
            match action:
                case Connect():
                    self._tries.begin()
                case Disconnect(polite=polite):
                    self._leave(polite=polite)
                case SendPing(payload=payload):
                    if self._pair.current is not None:
                        self._pair.current.send_ping(payload)
                        self._sending.control_sent()
                case OpenGap(start=start, reason=reason):
                    self.gaps.open(start, reason)
                case CloseGap(end=end):
                    self.gaps.close(end)
                case Announce():
                    self._listener.link_changed()
        self.arm()

    def give_up(self, error: DialectError, *, early: bool) -> None:
        """The connection is of no use: end it with the error's code and do as for one that was lost."""
        if early and self._pair.part_with_successor(code=error.code, reason=error.what):
            self._do_without_successor(error)
        elif not early and self._pair.part(code=error.code, reason=error.what):
            self._leave(polite=False)
            self.carry_out(self._supervisor.lost(error, self._now()))

    def take_over(self) -> None:
        """The connection that stood by becomes the one in use."""
        if self._pair.successor is None:
            return
        if self._pair.current is not None:
            self._listener.link_closing()
        self.carry_out(self._supervisor.opened(self._now()))
        self._switch()

    def arm(self) -> None:
        """Look at the clock again when there is something to do."""
        times = [each for each in (self._supervisor.deadline, self._sending.due()) if each is not None]
        if times:
            self._alarm.set(min(times) - self._now())

    def rest(self) -> None:
        """Look at the clock no more."""
        self._alarm.cancel()

    def pending(self) -> list[asyncio.Future[None]]:
        """What to wait for until nothing is open or under way."""
        return [*self._pair.closing(), *self._tries.pending()]

    # --- changes ------------------------------------------------------------------------------------------------

    def _switch(self) -> None:
        delivered = self._pair.take_over()
        connection = self._pair.current
        self._listener.link_switched()
        if connection is self._pair.current:
            if delivered:
                self.carry_out(self._supervisor.received(self._now()))
            self._pair.pause(self._pair.paused)

    def _leave(self, *, polite: bool) -> None:
        self._tries.cancel()
        if polite and self._pair.current is not None:
            self._listener.link_closing()
        unsent = self._sending.governor.clear()
        if unsent:
            self._listener.link_unsent(unsent)
        if self._pair.successor is not None:
            self._listener.link_dropped()
        self._pair.leave(polite=polite)

    def _do_without_successor(self, error: FeedscopeError) -> None:
        self._listener.link_dropped()
        self.carry_out(self._supervisor.failed(error, self._now()))

    # --- reports ------------------------------------------------------------------------------------------------

    def _on_open(self, connection: Connection) -> None:
        alone = self._pair.current is None
        self._pair.stand_by(connection)
        if alone:
            self.carry_out(self._supervisor.opened(self._now()))
        self._listener.link_opened(connection.negotiated)
        if alone:
            self._switch()
        connection.start(
            lambda received, size, wall: self._on_received(connection, received, size, wall),
            lambda error: self._on_lost(connection, error),
        )

    def _on_failed(self, error: FeedscopeError) -> None:
        self.carry_out(self._supervisor.failed(error, self._now(), network_up=self._network_up()))

    def _on_received(self, connection: Connection, received: Received, size: int, wall: float) -> None:
        if received.control:
            # Each ping has been answered.
            self._sending.control_sent(sum(isinstance(frame, Ping) for frame in received.control))
        if connection is not self._pair.current:
            if self._pair.is_successor(connection) and self._listener.link_received_early(received, size, wall):
                self._pair.deliver()
            return
        now = self._now()
        data = self._listener.link_received(received, size, wall)
        if connection is not self._pair.current:
            return  # What came made the listener give it up.
        if data:
            actions = self._supervisor.received(now)
            if actions:
                self.carry_out(actions)
        else:
            self._supervisor.heard(now)
        for frame in received.control:
            if isinstance(frame, Pong):
                self.carry_out(self._supervisor.pong(frame.payload, now))

    def _on_lost(self, connection: Connection, error: FeedscopeError) -> None:
        if self._pair.is_successor(connection):
            error = self._listener.link_lost(error, early=True)
            self._pair.drop_successor()
            self._do_without_successor(error)
        elif connection is self._pair.current:
            error = self._listener.link_lost(error, early=False)
            self._pair.current = None
            self.carry_out(self._supervisor.lost(error, self._now()))
            if self._supervisor.state is FeedState.WAITING and self._pair.successor is not None:
                self.take_over()
            else:
                self._leave(polite=False)

    # --- time ---------------------------------------------------------------------------------------------------

    def _now(self) -> float:
        return self._clock.monotonic()

    def _tick(self) -> None:
        self._sending.release()
        self.carry_out(self._supervisor.tick(self._now(), paused=self._pair.paused))
