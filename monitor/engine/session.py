"""One feed at work: its link, its dialect, its decoder, and what it has to tell."""

from collections.abc import Mapping
from typing import Protocol

from monitor.core.clock import Clock
from monitor.core.errors import DialectError, FeedscopeError
from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.engine.backlog import Backlog
from monitor.engine.equipment import endpoint_of, governor_of, needs_new_connection, supervisor_of
from monitor.engine.finder import Finder
from monitor.engine.messages import FeedStatus, Message, Notice, OpenFeed, ProfileFound, RawMessages
from monitor.engine.recurring import Recurring
from monitor.engine.tally import Tally
from monitor.feed.decoder import Decoder
from monitor.feed.profile import Profile
from monitor.feed.templates import opening_messages, periodic_messages
from monitor.net.link import Link
from monitor.net.transport import Connection
from monitor.wire.dialects.base import Dialect, Payloads
from monitor.wire.dialects.plain import Plain
from monitor.wire.received import Received

__all__ = ["Session", "Surroundings"]

_BLOCK = 1024 * 1024
"""Decode without waiting for the handover once this many bytes have come in."""
_UNREAD = 16 * 1024 * 1024
"""While no mapping is known, this many bytes are kept to be decoded when one is; then only the newest messages."""
_NEWEST = 2000


class Surroundings(Protocol):
    """What a session needs of its engine."""

    clock: Clock
    environment: Mapping[str, str]

    def emit(self, message: Message) -> None:
        """Hand a message up."""

    def expect(self, session: "Session") -> None:
        """Have `flush` called at the next handover."""

    def network_up(self) -> bool:
        """Whether another host is known to be reachable."""

    def random(self) -> float:
        """A float in [0, 1), for jitter."""


class Session:
    """A feed from OpenFeed to CloseFeed. Lives on the engine's loop; is the listener of its link."""

    def __init__(self, order: OpenFeed, surroundings: Surroundings) -> None:
        self.feed = order.feed
        self.profile = order.profile
        self.raw = order.raw
        self.tally = Tally(order.feed)
        self._reconnect = order.reconnect
        self._around = surroundings
        self._dialect: Dialect = self._new_dialect()
        self._decoder = Decoder(order.profile, feed=order.feed)
        self._finder = Finder(order.profile) if order.profile.discover else None
        self._backlog = Backlog()
        self._recurring = Recurring((), send=self.send)
        self.link = self._new_link()

    def _new_dialect(self) -> Dialect:
        return Plain(inflate_limit=self.profile.limits.message_bytes)

    def _new_link(self) -> Link:
        return Link(
            self.feed,
            endpoint=lambda: endpoint_of(self.profile, self._around.environment),
            supervisor=supervisor_of(self.profile, reconnect=self._reconnect, random=self._around.random),
            governor=governor_of(self.profile),
            listener=self,
            clock=self._around.clock,
            network_up=self._around.network_up,
        )

    # --- for the engine -----------------------------------------------------------------------------------------

    def change(self, profile: Profile) -> Link | None:
        """Take another profile; the link that is to be shut down when the connection had to change too.

        Raises ProfileError and changes nothing when the profile cannot be used.
        """
        decoder = Decoder(profile, feed=self.feed)
        old, self.profile = self.profile, profile
        self.flush()
        self._decoder = decoder
        self._finder = Finder(profile) if profile.discover else None
        if not needs_new_connection(old, profile):
            return None
        retired, self.link = self.link, self._new_link()
        self._recurring.stop()
        self.link.start()
        return retired

    def send(self, text: str) -> None:
        """Send a text message within the profile's rate."""
        if not self.link.send(text):
            connected = self.link.connection is not None
            why = "too many messages wait to be sent" if connected else "there is no connection"
            self._around.emit(Notice(self.feed, f"A message was not sent: {why}"))

    def flush(self) -> None:
        """Decode what waits and hand the rows up."""
        if not self._backlog or (self._finder is not None and not self._finder.found):
            return
        payloads, received = self._backlog.take()
        decoded = self._decoder.decode(payloads, received)
        tally = self.tally
        tally.rows += decoded.rows
        tally.dropped += decoded.dropped
        tally.keys = decoded.keys
        if decoded.unmatched:
            tally.unexplained(decoded.unmatched, decoded.last_unmatched)
        for batch in decoded.batches:
            self._around.emit(batch)
        for answer in decoded.answers:
            self.send(answer)

    def look(self) -> float | None:
        """Give discovery its turn; the monotonic time at which it wants the next, None for never."""
        finder = self._finder
        if finder is None:
            return None
        now = self._around.clock.monotonic()
        due = finder.due()
        if due is not None and now >= due:
            self._discover(finder, now)
        return finder.due()

    def tell_counts(self, *, at_once: bool = False) -> bool:
        """Emit the counts when they are new; True when there may be more to tell soon."""
        link = self.link
        counts = self.tally.counts(
            reconnects=link.supervisor.reconnects, sent=link.sent, send_queue=len(link.governor), paused=link.paused
        )
        now = self._around.clock.monotonic()
        news = counts if at_once else self.tally.news(counts, now)
        if news is not None:
            self._around.emit(news)
        return news is not None

    # --- LinkListener -------------------------------------------------------------------------------------------

    def link_opened(self, connection: Connection) -> None:
        """Say what the profile wants said, and begin what it wants repeated."""
        self.flush()
        self._decoder.reset_connection()
        self._dialect = self._new_dialect()
        environment = self._around.environment
        for text in opening_messages(self.profile, environment):
            self.send(text)
        self._recurring = Recurring(periodic_messages(self.profile, environment), send=self.send)
        self._recurring.start()

    def link_received(self, received: Received, size: int, wall: float) -> None:
        """Count, keep for decoding, and pass on raw where somebody looks."""
        tally = self.tally
        tally.payload_bytes += size
        if not received.messages:
            return
        now = self._around.clock.monotonic()
        payloads = self._dialect.receive(received, now=now)
        tally.messages += len(received.messages)
        tally.last_received = wall
        if self.raw:
            self._pass_raw(payloads, wall)
        self._keep(payloads, wall, size, now)
        if payloads.fault is not None:
            fault = payloads.fault
            error = DialectError(fault.what, advice=fault.advice, remedy=fault.remedy, code=fault.code)
            self.link.give_up(error)

    def link_changed(self) -> None:
        """Tell the state."""
        supervisor = self.link.supervisor
        if not supervisor.state.connected:
            self._recurring.stop()
        retry_at = supervisor.retry_at
        liveness = supervisor.liveness
        self._around.emit(
            FeedStatus(
                self.feed,
                supervisor.state,
                self.link.to_wall(supervisor.since),
                detail=supervisor.detail,
                advice=supervisor.advice,
                retry_at=None if retry_at is None else self.link.to_wall(retry_at),
                round_trip=liveness.round_trip,
                silent_after=liveness.silent_after if supervisor.state.connected else None,
                ended=supervisor.state is FeedState.STOPPED,
                close_code=supervisor.close_code,
            )
        )

    def link_gap(self, gap: Gap) -> None:
        """Tell the gap, after the rows that came before it."""
        self.flush()
        if gap.end is None:
            self.tally.gaps += 1
        self._around.emit(gap)
        self._around.expect(self)

    # --- inner --------------------------------------------------------------------------------------------------

    def _pass_raw(self, payloads: Payloads, wall: float) -> None:
        times = (wall,) * len(payloads.messages)
        self._around.emit(RawMessages(self.feed, times, tuple(payloads.messages), frozenset(payloads.opaque)))

    def _keep(self, payloads: Payloads, wall: float, size: int, now: float) -> None:
        messages = payloads.messages
        if payloads.opaque:
            opaque = [messages[index] for index in sorted(payloads.opaque)]
            self.tally.unexplained(len(opaque), opaque[-1])
            messages = [each for index, each in enumerate(messages) if index not in payloads.opaque]
        self._backlog.add(messages, wall, size)
        if self._finder is not None:
            self._finder.add(messages, wall, now)
            if self._backlog.size > _UNREAD:
                self.tally.unexplained(self._backlog.keep_newest(_NEWEST), b"")
        if self._backlog.size > _BLOCK:
            self.flush()
        self._around.expect(self)

    def _discover(self, finder: Finder, now: float) -> None:
        discovery = finder.look(now)
        if discovery is None:
            return
        self.flush()
        try:
            self._decoder = Decoder(finder.profile, feed=self.feed)
        except FeedscopeError as error:
            self._around.emit(Notice(self.feed, error.what, error.advice))
            return
        self.profile = finder.profile
        self._around.emit(ProfileFound(self.feed, finder.profile, discovery.summary))
        self.flush()
