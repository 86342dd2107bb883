"""The numbers of the status line."""

from monitor.core.state import FeedState
from monitor.engine.messages import (
    FeedCounts,
    FeedStatus,
)
from monitor.feed.profile import Profile
from monitor.workspace.feed_view import FeedView
from monitor.workspace.status_view import StatusView, status_of

WALL = 1_700_000_000.0


def feed(state: FeedState, *, retry_at: float | None = None, dropped: int = 0, paused: bool = False) -> FeedView:
    view = FeedView("f", Profile(name="F", address="wss://x"), opened=WALL)
    view.take_status(FeedStatus("f", state, WALL, retry_at=retry_at))
    view.take_counts(FeedCounts("f", dropped=dropped, paused=paused), monotonic=0.0)
    return view


def status(*feeds: FeedView) -> StatusView:
    return status_of(feeds, wall=WALL, monotonic=0.0, held=10, evicted=2, engine_down=False)


def test_every_state_is_counted_once() -> None:
    seen = status(*(feed(state) for state in FeedState))
    counted = seen.live + seen.silent + seen.retrying + seen.needs_you + seen.starting + seen.stopped
    assert counted == len(FeedState)
    assert (seen.live, seen.starting, seen.stopped) == (1, 2, 2)


def test_the_soonest_retry_is_told() -> None:
    waiting = [feed(FeedState.WAITING, retry_at=WALL + seconds) for seconds in (9.0, 4.0)]
    assert status(*waiting).next_retry == 4.0
    assert status().next_retry is None


def test_losses_are_added_up() -> None:
    seen = status(feed(FeedState.LIVE, dropped=3), feed(FeedState.LIVE, dropped=4, paused=True))
    assert (seen.dropped, seen.evicted, seen.held, seen.paused) == (7, 2, 10, 1)


def test_rates_of_connected_feeds_are_added_up() -> None:
    views = [feed(FeedState.LIVE), feed(FeedState.LIVE), feed(FeedState.STOPPED)]
    for view in views:
        for second in range(11):
            view.take_counts(FeedCounts("f", messages=100 * second), monotonic=float(second))
    seen = status_of(views, wall=WALL, monotonic=10.0, held=0, evicted=0, engine_down=False)
    assert 190.0 < seen.rate < 210.0
