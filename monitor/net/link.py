"""One feed's connection, kept alive: what its owner may ask of it."""

import asyncio
from collections.abc import Awaitable, Callable

from monitor.core.clock import Clock
from monitor.core.errors import DialectError
from monitor.net.actions import Policy
from monitor.net.connecting.steps import Steps
from monitor.net.course import Course
from monitor.net.endpoint import Endpoint
from monitor.net.governor import Governor, Sendable, Turn
from monitor.net.listener import LinkListener
from monitor.net.pair import Pair
from monitor.net.sending import Sending
from monitor.net.supervisor import Supervisor
from monitor.net.transport import Connection, connect

__all__ = ["Link"]

_GOODBYE = 1.5


class Link:
    """Begins, stops, changes and sends; what comes of it is told to the listener.

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
        self._endpoint = endpoint
        self._listener = listener
        self._clock = clock
        self._pair = Pair(on_ready=lambda: self._course.take_over())
        self._sending = Sending(governor, outlet=lambda: self._pair.outlet, on_sent=listener.link_sent, clock=clock)
        self._course = Course(
            feed,
            dial=self._dial,
            pair=self._pair,
            supervisor=supervisor,
            sending=self._sending,
            listener=listener,
            clock=clock,
            network_up=network_up,
        )

    # --- connecting ---------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Connect now, whatever the state."""
        self._course.carry_out(self.supervisor.started(self._clock.monotonic()))

    def stop(self) -> None:
        """Disconnect and stay so."""
        self._course.carry_out(self.supervisor.stopped(self._clock.monotonic()))

    def change(self, *, policy: Policy, governor: Governor) -> None:
        """What `endpoint` returns has changed: connect anew, unless the feed is stopped."""
        self._course.carry_out(self.supervisor.changed(policy, self._clock.monotonic()))
        self._sending.change(governor)

    def wake(self) -> None:
        """The machine slept or the network changed: look at once."""
        self._course.carry_out(self.supervisor.woken(self._clock.monotonic()))

    def renew(self) -> None:
        """The server has said that it will cut this connection."""
        self._course.carry_out(self.supervisor.renew(self._clock.monotonic()))

    def give_up(self, error: DialectError, *, early: bool = False) -> None:
        """The connection is of no use: end it with the error's code and do as for one that was lost.

        early: it is the one that stands by.
        """
        self._course.give_up(error, early=early)

    def end(self) -> None:
        """Disconnect for good; what is missing from here on is no gap."""
        self._course.carry_out(self.supervisor.ended(self._clock.monotonic()))
        self._course.rest()

    async def wait_closed(self) -> None:
        """After `end`: return when every socket is closed, which takes about a second at the most."""
        waiting = self._course.pending()
        if waiting:
            await asyncio.wait(waiting, timeout=_GOODBYE)

    # --- sending ------------------------------------------------------------------------------------------------

    def clear(self) -> None:
        """What is sent from here on goes to the connection that stands by, if one does."""
        self._pair.clear()

    def send(self, message: Sendable, turn: Turn = Turn.USUAL) -> bool:
        """Send a message as soon as the rate limit lets it; False when there is no room or no connection."""
        taken = self._sending.offer(message, turn)
        if taken:
            self._course.arm()
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
    def waiting(self) -> int:
        """How many messages wait for the rate limit."""
        return len(self._sending.governor)

    @property
    def next_at(self) -> float | None:
        """When the next of those that wait may go (wall seconds), None when none does."""
        due = self._sending.due()
        return None if due is None else self.to_wall(due)

    # --- receiving ----------------------------------------------------------------------------------------------

    @property
    def paused(self) -> bool:
        """Whether reading is held back."""
        return self._pair.paused

    def pause(self, on: bool) -> None:
        """Hold reading back, or go on. Nothing is lost: the server waits."""
        if self._pair.paused and not on and self._pair.current is not None:
            # Until now nothing could be heard, which says nothing about the server.
            self.supervisor.liveness.held_back(self._clock.monotonic())
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

    def to_wall(self, monotonic: float) -> float:
        """The wall time of a monotonic one."""
        return self._course.gaps.to_wall(monotonic)

    async def _dial(self, steps: Steps) -> Connection:
        return await connect(await self._endpoint(), clock=self._clock, steps=steps)
