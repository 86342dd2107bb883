"""Decides when a feed connects, retries, counts as silent or needs its user; pure: events in, actions out.

    idle -> connecting -> opening -> live <-> stale
               |             |         |       |
               +-------------+----+----+-------+
                                  v
                   waiting | needs attention | stopped

Every method that reports an event takes `now` (monotonic seconds) and returns the actions to carry out, in
order. `deadline` tells when `tick` wants to be called next.
"""

from monitor.core.backoff import Backoff
from monitor.core.errors import ConnectionLost, DialectError, FeedscopeError, Remedy
from monitor.core.state import FeedState
from monitor.net.actions import Action, Announce, CloseGap, Connect, Disconnect, OpenGap, Policy, SendPing
from monitor.net.liveness import Liveness, Sign
from monitor.net.verdict import Judge

__all__ = ["Supervisor"]

_STEADY = 10.0
"""So long must data have come before the backoff begins anew."""
_SETTLED = 5.0
"""An open connection without data ends a gap after this long."""
_RENEW_AGAIN = 10.0
"""While the old connection still serves, there is no hurry to replace it."""


class Supervisor:
    """The state machine of one feed.

    Readable at any time: state, since (when it began), detail, advice, retry_at, close_code (of the
    connection that ended last), reconnects, liveness.
    """

    def __init__(self, policy: Policy, *, backoff: Backoff) -> None:
        self.state = FeedState.IDLE
        self.since = 0.0
        self.detail = ""
        self.advice = ""
        self.retry_at: float | None = None
        self.close_code: int | None = None
        self.reconnects = 0
        self.liveness = Liveness(policy)
        self._policy = policy
        self._judge = Judge(policy, backoff=backoff)
        self._opened: float | None = None
        self._ever_live = False
        self._in_gap = False
        self._renewing = False
        self._renew_at = 0.0
        self._leaving = False

    # --- what the user and the machine do -----------------------------------------------------------------------

    def started(self, now: float) -> list[Action]:
        """The user wants the feed, now: at first, after a stop, or instead of waiting."""
        if self.state.connected or self.state is FeedState.CONNECTING:
            return []
        self._judge.forgive()
        return self._connect(now)

    def stopped(self, now: float) -> list[Action]:
        """The user wants no connection."""
        gap = self._end_connection(now, "stopped by you")
        self._become(FeedState.STOPPED, now)
        return [Disconnect(polite=True), *gap, Announce()]

    def ended(self, now: float) -> list[Action]:
        """Nobody wants to know of this feed any more; what comes after is no gap of it."""
        self._opened = None
        self._become(FeedState.STOPPED, now)
        return [Disconnect(polite=True), Announce()]

    def changed(self, policy: Policy, now: float) -> list[Action]:
        """Another connection is wanted in place of this one, by another policy. One that is stopped stays so."""
        gap = self._end_connection(now, "the feed was changed")
        self._policy = policy
        self._judge.change(policy)
        self.liveness = Liveness(policy)
        # Where it goes now nothing has ever been heard.
        self._ever_live = False
        if self.state in (FeedState.IDLE, FeedState.STOPPED):
            return gap
        return [Disconnect(polite=True), *gap, *self._connect(now)]

    def woken(self, now: float) -> list[Action]:
        """The machine slept, or its network came back or changed."""
        if self.state is FeedState.WAITING:
            return self._connect(now)
        if self.state.connected:
            self.liveness.hurry(now)
            return self.tick(now)
        return []

    # --- what the connection reports ----------------------------------------------------------------------------

    def opened(self, now: float) -> list[Action]:
        """The handshake is done and the opening messages are on their way."""
        if self._ever_live and not self._renewing:
            self.reconnects += 1
        self._renewing = False
        self._leaving = False
        self._opened = now
        self.liveness.opened(now)
        self._become(FeedState.OPENING, now)
        return [Announce()]

    def received(self, now: float) -> list[Action]:
        """Data came."""
        self.liveness.data(now)
        if self._judge.strained and now - (self.liveness.first_data or now) >= _STEADY:
            self._judge.forgive()
            self.liveness.calmed()
        if self.state is FeedState.LIVE:
            return []
        self._ever_live = True
        gap = self._end_gap()
        self._become(FeedState.LIVE, now)
        return [*gap, Announce()]

    def heard(self, now: float) -> None:
        """Bytes came that are no data: the connection lives."""
        self.liveness.heard = now

    def pong(self, payload: bytes, now: float) -> list[Action]:
        """A pong came."""
        return [Announce()] if self.liveness.pong(payload, now) else []

    def failed(self, error: FeedscopeError, now: float, *, network_up: bool = False) -> list[Action]:
        """No connection could be made. `network_up`: other hosts are known to be reachable."""
        if self._renewing:
            self._renewing = False
            self._renew_at = now + _RENEW_AGAIN
            return []
        return self._after(error, now, host_unknown=network_up and not self._ever_live)

    def lost(self, error: FeedscopeError, now: float) -> list[Action]:
        """The connection in use has ended."""
        self.close_code = _closed_with(error)
        gap = self._end_connection(now, error.what)
        return [*gap, *self._after(error, now, host_unknown=False)]

    def renew(self, now: float) -> list[Action]:
        """The server will soon cut: connect anew before it does (24 h rules, shutdown notices)."""
        if self._renewing or not self.state.connected:
            return []
        self._renewing = self._leaving = True
        return [Connect()]

    # --- what the clock shows -----------------------------------------------------------------------------------

    def tick(self, now: float, *, paused: bool = False) -> list[Action]:
        """Time has passed. `paused`: reading is held back."""
        if self.state is FeedState.WAITING:
            return self._connect(now) if self.retry_at is not None and now >= self.retry_at else []
        if not self.state.connected:
            return []
        if paused:
            self.liveness.held_back(now)
        settled = self._end_gap() if now >= self._settled_at() else []
        return [*settled, *self._on_sign(self.liveness.look(now), now), *self._check_age(now)]

    @property
    def deadline(self) -> float | None:
        """When `tick` has something to do, None when never."""
        if self.state is FeedState.WAITING:
            return self.retry_at
        if not self.state.connected:
            return None
        times = [self.liveness.deadline, self._aged_at()]
        if self._in_gap:
            times.append(self._settled_at())
        return min(times)

    def _on_sign(self, sign: Sign, now: float) -> list[Action]:
        quiet = self.liveness.quiet(now)
        match sign:
            case Sign.PING:
                return [SendPing(self.liveness.payload)]
            case Sign.DEAD:
                gone = now - self.liveness.heard
                return self._drop(ConnectionLost(f"the server has not answered for {gone:.0f} s"), now)
            case Sign.ABANDONED:
                return self._drop(ConnectionLost(f"nothing came for {quiet:.0f} s on an open connection"), now)
            case Sign.SILENT:
                return self._fall_silent(now)
            case Sign.WELL:
                return []

    def _fall_silent(self, now: float) -> list[Action]:
        if self.liveness.first_data is None:
            advice = "The server may wait for a message from you first."
            self._become(FeedState.STALE, now, detail="connected, but no message has come", advice=advice)
        else:
            self._become(FeedState.STALE, now, detail="no message")
        return [Announce()]

    def _check_age(self, now: float) -> list[Action]:
        return self.renew(now) if now >= self._aged_at() else []

    def _aged_at(self) -> float:
        if self._opened is None or self._renewing:
            return float("inf")
        if self._leaving:
            return self._renew_at
        return max(self._opened + self._policy.max_age, self._renew_at) if self._policy.max_age else float("inf")

    def _settled_at(self) -> float:
        return float("inf") if self._opened is None else self._opened + _SETTLED

    # --- what follows -------------------------------------------------------------------------------------------

    def _connect(self, now: float) -> list[Action]:
        self._become(FeedState.CONNECTING, now)
        return [Connect(), Announce()]

    def _drop(self, error: ConnectionLost, now: float) -> list[Action]:
        return [Disconnect(), *self.lost(error, now)]

    def _after(self, error: FeedscopeError, now: float, *, host_unknown: bool) -> list[Action]:
        remedy, delay = self._judge.judge(error, host_unknown=host_unknown)
        if not self._policy.reconnect:
            state = FeedState.STOPPED
        else:
            state = FeedState.NEEDS_ATTENTION if remedy is Remedy.ASK else FeedState.WAITING
        self._become(state, now, detail=error.what, advice=error.advice)
        self.retry_at = now + delay if state is FeedState.WAITING else None
        return [Announce()]

    def _become(self, state: FeedState, now: float, *, detail: str = "", advice: str = "") -> None:
        if state is not self.state:
            self.since = now
        self.state = state
        self.detail = detail
        self.advice = advice
        self.retry_at = None

    def _end_connection(self, now: float, reason: str) -> list[Action]:
        self._opened = None
        self._renewing = False
        # Where no connection follows, nothing is missing but the end.
        if self._in_gap or not self._ever_live or not self._policy.reconnect:
            return []
        self._in_gap = True
        last = self.liveness.last_data
        return [OpenGap(now if last is None else last, reason)]

    def _end_gap(self) -> list[Action]:
        if not self._in_gap or self._opened is None:
            return []
        self._in_gap = False
        return [CloseGap(self._opened)]


def _closed_with(error: FeedscopeError) -> int | None:
    """The close code that the server gave, by a close frame or inside its protocol."""
    if isinstance(error, DialectError):
        return error.said
    return error.code if isinstance(error, ConnectionLost) else None
