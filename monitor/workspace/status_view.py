"""The standing of everything open, in the few numbers a status line has room for."""

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.core.state import FeedState
from monitor.workspace.feed_view import FeedView

__all__ = ["StatusView", "status_of"]


@dataclass(frozen=True, slots=True)
class StatusView:
    """All feeds at one moment.

    starting:  feeds that connect or wait for their first data.
    next_retry: seconds to the soonest next try, None when nothing waits.
    rate:      messages a second of all feeds.
    dropped:   rows given up because a bound was reached.
    evicted:   rows let go because memory for rows is bounded; the oldest go first.
    held:      bytes of rows in memory.
    paused:    feeds whose reading is held back because this window is slow.
    """

    live: int = 0
    silent: int = 0
    retrying: int = 0
    needs_you: int = 0
    starting: int = 0
    stopped: int = 0
    next_retry: float | None = None
    rate: float = 0.0
    dropped: int = 0
    evicted: int = 0
    held: int = 0
    paused: int = 0
    engine_down: bool = False


def status_of(
    feeds: Iterable[FeedView], *, wall: float, monotonic: float, held: int, evicted: int, engine_down: bool
) -> StatusView:
    """Count what the feeds say."""
    views = list(feeds)
    states = [view.state for view in views]
    retries = [
        max(0.0, view.status.retry_at - wall)
        for view in views
        if view.state is FeedState.WAITING and view.status.retry_at is not None
    ]
    return StatusView(
        live=states.count(FeedState.LIVE),
        silent=states.count(FeedState.STALE),
        retrying=states.count(FeedState.WAITING),
        needs_you=states.count(FeedState.NEEDS_ATTENTION),
        starting=states.count(FeedState.CONNECTING) + states.count(FeedState.OPENING),
        stopped=states.count(FeedState.STOPPED) + states.count(FeedState.IDLE),
        next_retry=min(retries, default=None),
        rate=sum(view.rate(monotonic=monotonic) for view in views if view.state.connected),
        dropped=sum(view.dropped for view in views),
        evicted=evicted,
        held=held,
        paused=sum(view.counts.paused for view in views),
        engine_down=engine_down,
    )
