"""One feed at work: its link, its dialect, its decoding, and what it has to tell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from monitor.core.errors import FeedscopeError
from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.engine.commands import OpenFeed
from monitor.engine.decoding import Decoding
from monitor.engine.discretion import Discretion
from monitor.engine.equipment import governor_of, needs_new_connection, policy_of, supervisor_of
from monitor.engine.login.renewal import Renewal
from monitor.engine.messages import (
    Connecting,
    Message,
    ProfileTaken,
    Recognised,
)
from monitor.engine.preparing import prepare
from monitor.engine.raw_views import RawViews
from monitor.engine.reaching import connected, status_of, told_steps
from monitor.engine.recognising.recognition import Recognition
from monitor.engine.speaking.exchange import Exchange
from monitor.engine.speaking.script import Script
from monitor.engine.speaking.starting import start_of
from monitor.engine.surroundings import Surroundings
from monitor.engine.tally import Tally
from monitor.engine.unsent import Unsent
from monitor.feed.discover import Discovery
from monitor.feed.profile import Profile
from monitor.feed.recognition.found import Found, Tried, adopt
from monitor.feed.sources import Sources
from monitor.feed.texts import secrets_needed
from monitor.net.asking import fetch
from monitor.net.connecting.dial import Negotiated
from monitor.net.connecting.steps import Step
from monitor.net.endpoint import Endpoint
from monitor.net.governor import Sendable, Turn
from monitor.net.link import Link
from monitor.wire.dialects.base import Payloads
from monitor.wire.dialects.plain import Plain
from monitor.wire.received import Received

__all__ = ["Session"]


class Session:
    """A feed from OpenFeed to CloseFeed. Lives on the engine's loop; is the listener of its link.

    heed: takes messages as they came, with the time of that; None while nobody wants them.
    Raises ProfileError for a profile that cannot be used.
    """

    def __init__(self, order: OpenFeed, surroundings: Surroundings) -> None:
        self.feed = order.feed
        self.tally = Tally(order.feed)
        self._reconnect = order.reconnect
        self._around = surroundings
        self._sources = Sources(surroundings.environment, secrets=order.secrets)
        self._discretion = Discretion(order.profile, self._sources)
        self._decoding = Decoding(
            order.profile, tally=self.tally, emit=self._tell, answer=self._answer, renew=self._renew
        )
        self.raw = RawViews(order.feed, emit=self._tell, clock=surroundings.clock)
        if order.raw:
            self.raw.unwrapped.begin(most=None, outgoing=False)
        self._unsent = Unsent(order.feed, tell=self._tell, clock=surroundings.clock)
        self.heed: Callable[[Sequence[bytes], float], None] | None = None
        self._memory: dict[str, object] = {}
        self._recognition = Recognition(
            order.profile, clock=surroundings.clock, random=surroundings.random, told=self._recognised
        )
        self.link = Link(
            self.feed,
            endpoint=self._prepare,
            supervisor=supervisor_of(order.profile, reconnect=order.reconnect, random=surroundings.random),
            governor=governor_of(order.profile),
            listener=self,
            clock=surroundings.clock,
            network_up=surroundings.network_up,
        )
        self._renewal = Renewal(self.link.renew, clock=surroundings.clock, random=surroundings.random)
        self._exchange = Exchange(
            Script(Plain(inflate_limit=order.profile.limits.message_bytes)),
            link=self.link,
            clock=surroundings.clock,
            take=self._take,
            unsent=self._unsent.add,
        )

    @property
    def profile(self) -> Profile:
        """The profile as it stands, discovery included."""
        return self._decoding.profile

    # --- for the engine -----------------------------------------------------------------------------------------

    def change(self, profile: Profile, secrets: Mapping[str, str]) -> None:
        """Take another profile and further secrets, and another connection where they need one.

        Raises ProfileError and changes nothing when the profile cannot be used.
        """
        old = self.profile
        self._decoding.change(profile)
        self._recognition.change(profile)
        known, self._sources = self._sources, self._sources.with_secrets(secrets)
        self._discretion.learn(profile, self._sources)
        if needs_new_connection(old, profile) or _differ(known, self._sources, profile):
            self._memory.clear()
            self.link.change(policy=policy_of(profile, reconnect=self._reconnect), governor=governor_of(profile))
        self._tell(ProfileTaken(self.feed))
        self._around.expect(self)

    def send(self, message: Sendable, *, reply: tuple[bytes, ...] = ()) -> None:
        """Send a message within the profile's rate. reply: texts of the message it is likely answered by."""
        self.raw.expect(reply)
        if why := self._exchange.send(message):
            self._unsent.add(why)

    def flush(self) -> None:
        """Decode what waits and hand the rows up."""
        self._decoding.flush()

    def finish(self, *, look: bool) -> None:
        """Nothing more will come: hand up what there is. `look`: there is time for a last discovery."""
        self._decoding.finish(self._around.clock.monotonic(), look=look)

    def question(self) -> Callable[[], Discovery] | None:
        """What discovery has to work out now, None while there is nothing; its answer goes to `settle`."""
        return self._decoding.question(self._around.clock.monotonic())

    def settle(self, discovery: Discovery) -> None:
        """Go on with what was found out."""
        self._decoding.settle(discovery)

    def tell_counts(self, *, at_once: bool = False) -> None:
        """Emit the counts when they are new."""
        link = self.link
        self.raw.settle()
        self._unsent.settle()
        counts = self.tally.counts(
            reconnects=link.supervisor.reconnects,
            sent=link.sent,
            send_queue=link.waiting + len(self._exchange),
            next_send=link.next_at,
            unsent=self._unsent.count,
            paused=link.paused,
        )
        news = counts if at_once else self.tally.news(counts, self._around.clock.monotonic())
        if news is not None:
            self._tell(news)

    # --- LinkListener -------------------------------------------------------------------------------------------

    def link_step(self, done: Sequence[Step]) -> None:
        """Tell how far connecting has come."""
        self._tell(Connecting(self.feed, told_steps(done)))

    def link_opened(self, negotiated: Negotiated) -> None:
        """Begin to talk: first the dialect, then what the profile wants said."""
        self._tell(connected(self.feed, negotiated, at=self._around.clock.wall()))
        self._exchange.opened()
        self._recognition.opened()

    def link_switched(self) -> None:
        """Begin afresh with whatever belongs to a single connection."""
        self._decoding.reset_connection()
        self._exchange.switched()
        self._renewal.switched()

    def link_dropped(self) -> None:
        """Go on with the connection in use alone."""
        self._exchange.dropped()

    def link_received(self, received: Received, size: int, wall: float) -> bool:
        """Take what the dialect makes of it."""
        self.tally.payload_bytes += size
        self.raw.came(received, wall)
        return bool(received.messages) and self._exchange.received(received, size, wall)

    def link_received_early(self, received: Received, size: int, wall: float) -> bool:
        """Keep what the dialect makes of it until the other connection has gone."""
        self.tally.payload_bytes += size
        self.raw.came(received, wall)
        return bool(received.messages) and self._exchange.received_early(received, size, wall)

    def link_closing(self) -> None:
        """Let the dialect take its leave."""
        self._exchange.closing()

    def link_sent(self, message: Sendable) -> None:
        """Show it to whoever looks."""
        self.raw.sent(message)

    def link_unsent(self, count: int) -> None:
        """Tell of them."""
        self._unsent.add("the connection ended first", count)

    def link_lost(self, error: FeedscopeError, *, early: bool) -> FeedscopeError:
        """Ask the dialect."""
        return self._exchange.lost(error, early=early)

    def link_changed(self) -> None:
        """Tell the state."""
        if not self.link.supervisor.state.connected:
            self._exchange.ended()
            self._renewal.ended()
        self._tell(self._recognition.shown(status_of(self.feed, self.link)))

    def link_gap(self, gap: Gap) -> None:
        """Tell the gap, after the rows that came before it."""
        self.flush()
        if gap.end is None:
            self.tally.gaps += 1
        self._tell(gap)
        self._around.expect(self)

    # --- inner --------------------------------------------------------------------------------------------------

    def _tell(self, message: Message) -> None:
        self._around.emit(self._discretion(message))

    def _renew(self) -> None:
        self.link.renew()

    def _answer(self, text: str) -> None:
        if why := self._exchange.send(text, Turn.NEXT):
            self._unsent.add(why)

    async def _prepare(self) -> Endpoint:
        """Where to connect. Also makes ready what will be said there."""
        around = self._around
        prepared = await prepare(
            self.profile,
            self._sources,
            clock=around.clock,
            random=around.random,
            memory=self._memory,
            learn=self._discretion.learn_passing,
        )
        start = start_of(self.profile.dialect, prepared.endpoint, fetch=partial(fetch, clock=around.clock))
        self._exchange.script = replace(prepared.script, start=start)
        self._renewal.prepared(prepared.expires)
        self._recognition.dialling(prepared.endpoint)
        return prepared.endpoint

    def _recognised(self, found: Found | None, tried: tuple[Tried, ...]) -> None:
        """Go on with what was found; without it, as the plain connection stands."""
        self._tell(Recognised(self.feed, found, tried))
        if found is None:
            self.link_changed()
            return
        self.change(adopt(self.profile, found), {})
        if found.rule is not None and self.link.supervisor.state is FeedState.STOPPED:
            # Without further tries the failure of the plain connection was the last word.
            self.link.start()

    def _take(self, payloads: Payloads, size: int, wall: float, now: float) -> None:
        """Count, keep for decoding, and pass on raw where somebody looks."""
        if payloads.messages and self._recognition.heard(payloads.messages):
            return
        readable = self.tally.take(payloads, wall)
        if payloads.messages:
            self.raw.taken(payloads, wall=wall, now=now)
            if self.heed is not None:
                self.heed(payloads.messages, wall)
            self._decoding.keep(readable, wall=wall, size=size, now=now)
            self._around.expect(self)


def _differ(old: Sources, new: Sources, profile: Profile) -> bool:
    """Whether anything that the profile refers to has another value now."""
    return any(old.referred(each) != new.referred(each) for each in secrets_needed(profile))
