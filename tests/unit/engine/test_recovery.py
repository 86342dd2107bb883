from msgspec.structs import replace

from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.engine.commands import (
    ChangeFeed,
    CloseFeed,
    OpenFeed,
    StartFeed,
    StopFeed,
    WatchRaw,
)
from monitor.engine.messages import (
    FeedCounts,
    FeedStatus,
    ProfileFound,
    Recognised,
)
from monitor.engine.recovery import Recovery
from monitor.feed.dialect_rules.socketio import SockJsRule
from monitor.feed.profile import Profile
from monitor.feed.recognition.found import Found
from tests.helpers.rows import Source

A = Profile(name="a", address="ws://127.0.0.1/a")
B = Profile(name="b", address="ws://127.0.0.1/b")


def opened() -> Recovery:
    recovery = Recovery()
    recovery.told(OpenFeed("f", A))
    recovery.heard(FeedCounts("f", messages=3, last_received=100.0))
    return recovery


def test_the_next_engine_is_told_what_stands_now() -> None:
    recovery = opened()
    recovery.told(ChangeFeed("f", B))
    recovery.told(OpenFeed("g", A))
    recovery.told(CloseFeed("g"))
    assert recovery.orders() == [OpenFeed("f", B)]


def test_who_watches_goes_on_watching_as_before() -> None:
    recovery = opened()
    recovery.told(OpenFeed("g", A, raw=True))
    for command in (WatchRaw("f", True, most=200), WatchRaw("unknown", True), StopFeed("f")):
        recovery.told(command)
    orders = recovery.orders()
    assert orders == [OpenFeed("f", A), OpenFeed("g", A, raw=True), WatchRaw("f", True, most=200), StopFeed("f")]
    recovery.told(WatchRaw("f", False))
    recovery.told(WatchRaw("g", False))
    assert recovery.orders() == [OpenFeed("f", A), OpenFeed("g", A), StopFeed("f")]


def test_a_mapping_that_was_found_is_not_looked_for_again() -> None:
    recovery = opened()
    recovery.heard(ProfileFound("f", B, "found"))
    assert recovery.orders() == [OpenFeed("f", B)]


def test_what_was_recognised_is_spoken_from_the_start() -> None:
    recovery = Recovery()
    recovery.told(OpenFeed("f", replace(A, recognise=True)))
    recovery.heard(Recognised("f", None, ()))
    assert recovery.orders() == [OpenFeed("f", replace(A, recognise=True))]
    recovery.heard(Recognised("f", Found("SockJS", "its answer", SockJsRule()), ()))
    assert recovery.orders() == [OpenFeed("f", replace(A, dialect=SockJsRule()))]


def test_a_stopped_feed_stays_stopped() -> None:
    recovery = opened()
    recovery.told(StopFeed("f"))
    assert recovery.orders() == [OpenFeed("f", A), StopFeed("f")]
    recovery.told(StartFeed("f"))
    assert recovery.orders() == [OpenFeed("f", A)]


def test_the_hole_spans_the_last_message_to_the_first_after() -> None:
    recovery = opened()
    gap = Gap("f", 100.0, None, "the engine died")
    assert recovery.lost("the engine died", at=0.0) == [gap]
    assert list(recovery.heard(FeedStatus("f", FeedState.OPENING, 103.0))) == []
    assert list(recovery.heard(FeedStatus("f", FeedState.LIVE, 104.0))) == [gap.closed(104.0)]
    assert list(recovery.heard(FeedStatus("f", FeedState.LIVE, 105.0))) == []


def test_dying_twice_is_one_hole() -> None:
    recovery = opened()
    assert len(recovery.lost("x", at=0.0)) == 1
    assert recovery.lost("x", at=0.0) == []


def test_a_feed_that_never_sent_anything_has_no_hole() -> None:
    recovery = Recovery()
    recovery.told(OpenFeed("f", A))
    assert recovery.lost("x", at=0.0) == []


def test_rows_tell_the_last_moment_before_counts_do() -> None:
    recovery = opened()
    recovery.heard(Source("f").batch([1.0, 2.0], [1.0, 2.0], received=[100.5, 101.0]))
    recovery.heard(FeedCounts("f", messages=5, last_received=100.8))
    assert recovery.lost("x", at=0.0) == [Gap("f", 101.0, None, "x")]


def test_a_hole_that_was_open_when_the_engine_died_goes_on_and_is_closed() -> None:
    recovery = opened()
    outage = Gap("f", 100.0, None, "the server went away")
    recovery.heard(outage)
    assert recovery.lost("x", at=0.0) == []
    assert list(recovery.heard(FeedStatus("f", FeedState.LIVE, 104.0))) == [outage.closed(104.0)]


def test_a_hole_that_was_closed_before_stays_closed() -> None:
    recovery = opened()
    outage = Gap("f", 100.0, None, "the server went away")
    recovery.heard(outage)
    recovery.heard(outage.closed(101.0))
    assert list(recovery.heard(FeedStatus("f", FeedState.LIVE, 101.0))) == []
    assert recovery.lost("x", at=0.0) == [Gap("f", 100.0, None, "x")]


def test_what_a_closed_feed_still_says_is_not_remembered() -> None:
    recovery = opened()
    recovery.told(CloseFeed("f"))
    recovery.heard(Gap("f", 100.0, None, "late"))
    recovery.heard(FeedCounts("f", messages=9, last_received=101.0))
    recovery.told(OpenFeed("f", A))
    assert list(recovery.heard(FeedStatus("f", FeedState.LIVE, 104.0))) == []
    assert recovery.lost("x", at=0.0) == []


def test_a_new_engine_is_given_the_secrets_that_the_last_one_had() -> None:
    recovery = Recovery()
    recovery.told(OpenFeed("f", A, secrets={"env:A": "1", "secret:B": "2"}))
    recovery.told(ChangeFeed("f", B, secrets={"secret:B": "3"}))
    (order,) = recovery.orders()
    assert isinstance(order, OpenFeed)
    assert order.secrets == {"env:A": "1", "secret:B": "3"}
