"""The loop around a supervisor: carries out its actions on a real connection and reports what happens."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from monitor.core.clock import Clock
from monitor.core.errors import DialectError, FeedscopeError
from monitor.core.gap import Gap
from monitor.net.actions import Action, Announce, CloseGap, Connect, Disconnect, OpenGap, SendPing
from monitor.net.endpoint import Endpoint
from monitor.net.governor import Governor
from monitor.net.supervisor import Supervisor
from monitor.net.transport import Connection, connect
from monitor.wire.received import Pong, Received

__all__ = ["Link", "LinkListener"]

_HANDOVER = 5.0
"""A new connection takes over from the old one at its first message, or after this many seconds."""
_GOODBYE = 1.5


class LinkListener(Protocol):
    """Who hears of a link's life. Called on the loop; must not block."""

    def link_opened(self, connection: Connection) -> None:
        """A connection is open; this is the time to send what opens the feed."""

    def link_received(self, received: Received, size: int, wall: float) -> None:
        """A block of `size` bytes came at `wall`; it may hold messages."""

    def link_changed(self) -> None:
        """State, detail, retry time or round trip have changed."""

    def link_gap(self, gap: Gap) -> None:
        """A gap has opened or closed."""


class Link:
    """One feed's connection, kept alive. `endpoint` is asked anew for each try, so that it may renew tokens."""

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
        self._endpoint = endpoint
        self._listener = listener
        self._clock = clock
        self._network_up = network_up
        self._connection: Connection | None = None
        self._successor: Connection | None = None
        self._attempt: asyncio.Task[None] | None = None
        self._farewells: dict[Connection, asyncio.Future[None]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._paused = False
        self._gap: Gap | None = None

    # --- for the owner ------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Connect now, whatever the state."""
        self._carry_out(self.supervisor.started(self._now()))

    def stop(self) -> None:
        """Disconnect and stay so."""
        self._carry_out(self.supervisor.stopped(self._now()))

    def wake(self) -> None:
        """The machine slept or the network changed: look at once."""
        self._carry_out(self.supervisor.woken(self._now()))

    def renew(self) -> None:
        """The server has said that it will cut this connection."""
        self._carry_out(self.supervisor.renew(self._now()))

    def give_up(self, error: DialectError) -> None:
        """The connection is of no use: end it with the error's code and do as for one that was lost."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        self._farewells[connection] = asyncio.get_running_loop().create_future()
        connection.close(error.code, error.what)
        self._leave(polite=False)
        self._carry_out(self.supervisor.lost(error, self._now()))

    def send(self, text: str) -> bool:
        """Send a text message as soon as the rate limit lets it; False when there is no room or no connection."""
        if self._connection is None or not self.governor.offer(text):
            return False
        self._release()
        self._arm()
        return True

    @property
    def paused(self) -> bool:
        """Whether reading is held back."""
        return self._paused

    def pause(self, on: bool) -> None:
        """Hold reading back, or go on. Nothing is lost: the server waits."""
        self._paused = on
        for connection in (self._connection, self._successor):
            if connection is not None:
                (connection.pause if on else connection.resume)()

    @property
    def connection(self) -> Connection | None:
        """The open connection, None while there is none."""
        return self._connection

    @property
    def reaches_out(self) -> bool:
        """Whether a connection beyond this machine is open, which shows that there is a network."""
        return self._connection is not None and not self._connection.negotiated.peer.startswith(("127.", "[::1]"))

    async def shut_down(self) -> None:
        """Stop, and return when every socket is closed; bounded by the closing handshake's second."""
        self.stop()
        if self._timer is not None:
            self._timer.cancel()
        waiting: list[asyncio.Future[None]] = [*self._farewells.values()]
        if self._attempt is not None:
            waiting.append(self._attempt)
        if waiting:
            await asyncio.wait(waiting, timeout=_GOODBYE)

    # --- actions ------------------------------------------------------------------------------------------------

    def _carry_out(self, actions: list[Action]) -> None:
        for action in actions:
            match action:
                case Connect():
                    self._begin_attempt()
                case Disconnect(polite=polite):
                    self._leave(polite=polite)
                case SendPing(payload=payload):
                    if self._connection is not None:
                        self._connection.send_ping(payload)
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

    def _begin_attempt(self) -> None:
        self._cancel_attempt()
        self._attempt = asyncio.get_running_loop().create_task(self._try(), name=f"connect {self._feed}")

    def _cancel_attempt(self) -> None:
        if self._attempt is not None:
            self._attempt.cancel()
            self._attempt = None

    async def _try(self) -> None:
        try:
            connection = await connect(self._endpoint(), clock=self._clock)
        except FeedscopeError as error:
            self._attempt = None
            self._carry_out(self.supervisor.failed(error, self._now(), network_up=self._network_up()))
            return
        self._attempt = None
        if self._connection is None:
            self._adopt(connection)
        else:
            self._stand_by(connection)
        connection.start(
            lambda received, size, wall: self._on_received(connection, received, size, wall),
            lambda error: self._on_lost(connection, error),
        )
        if self._paused:
            connection.pause()

    def _adopt(self, connection: Connection) -> None:
        self._connection = connection
        self.governor.clear()
        self._carry_out(self.supervisor.opened(self._now()))
        self._listener.link_opened(connection)
        self._release()

    def _stand_by(self, connection: Connection) -> None:
        """Subscribe on the new connection while the old one still delivers."""
        self._successor = connection
        self._listener.link_opened(connection)
        self._release()
        asyncio.get_running_loop().call_later(_HANDOVER, self._hand_over, connection)

    def _hand_over(self, connection: Connection) -> None:
        if self._successor is not connection:
            return
        self._successor = None
        old, self._connection = self._connection, connection
        if old is not None:
            self._say_goodbye(old)
        self._carry_out(self.supervisor.opened(self._now()))

    def _leave(self, *, polite: bool) -> None:
        self._cancel_attempt()
        self.governor.clear()
        for connection in (self._successor, self._connection):
            if connection is None:
                continue
            if polite:
                self._say_goodbye(connection)
            else:
                connection.abort()
        self._connection = self._successor = None

    def _say_goodbye(self, connection: Connection) -> None:
        self._farewells[connection] = asyncio.get_running_loop().create_future()
        connection.close()

    # --- reports ------------------------------------------------------------------------------------------------

    def _on_received(self, connection: Connection, received: Received, size: int, wall: float) -> None:
        if connection is self._successor and received.messages:
            self._hand_over(connection)
        if connection is not self._connection:
            return
        now = self._now()
        self._listener.link_received(received, size, wall)
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
        if connection is self._successor:
            self._successor = None
            self._carry_out(self.supervisor.failed(error, self._now()))
        elif connection is self._connection:
            self._connection = None
            self._leave(polite=False)
            self._carry_out(self.supervisor.lost(error, self._now()))
        elif connection in self._farewells:
            self._farewells.pop(connection).set_result(None)

    # --- time ---------------------------------------------------------------------------------------------------

    def to_wall(self, monotonic: float) -> float:
        """The wall time of a monotonic one."""
        return self._clock.wall() - (self._clock.monotonic() - monotonic)

    def _now(self) -> float:
        return self._clock.monotonic()

    def _release(self) -> None:
        outlet = self._successor or self._connection
        if outlet is None:
            return
        for text in self.governor.release(self._now()):
            self.sent += 1
            outlet.send_text(text)

    def _arm(self) -> None:
        """Have `_tick` called at the next deadline.

        An armed timer is kept when the deadline moves away, because each cancelled timer lives on in Qt
        until it would have fired, and deadlines move with every block received.
        """
        now = self._now()
        due = min(
            (each for each in (self.supervisor.deadline, self.governor.due(now)) if each is not None),
            default=None,
        )
        if due is None:
            return
        loop = asyncio.get_running_loop()
        at = loop.time() + max(0.0, due - now)
        if self._timer is not None and not self._timer.cancelled():
            if self._timer.when() <= at + 0.005:
                return
            self._timer.cancel()
        self._timer = loop.call_at(at, self._tick)

    def _tick(self) -> None:
        self._timer = None
        self._release()
        self._carry_out(self.supervisor.tick(self._now(), paused=self._paused))
