"""One open feed, as put together from what the engine says."""

from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.engine.messages import (
    Connected,
    Connecting,
    FeedCounts,
    FeedStatus,
    Recognised,
)
from monitor.feed.dialect_rules.socketio import SocketIoRule, SockJsRule
from monitor.feed.profile import Profile, StreamRule
from monitor.feed.recognition.found import Found
from monitor.workspace.feed_view import FeedLine, FeedView
from monitor.workspace.wording import UNKNOWN

WALL = 1_700_000_000.0


def view(address: str = "wss://example.net/stream") -> FeedView:
    return FeedView("f", Profile(name="Example", address=address), opened=WALL)


def line(feed: FeedView, *, later: float = 0.0) -> FeedLine:
    return feed.line(wall=WALL + later, monotonic=1000.0 + later)


def live(feed: FeedView, *, seconds: int = 10, per_second: int = 50) -> None:
    feed.take_status(FeedStatus("f", FeedState.LIVE, WALL))
    for second in range(seconds + 1):
        counts = FeedCounts("f", messages=second * per_second, last_received=WALL + second)
        feed.take_counts(counts, monotonic=1000.0 + second)


def test_a_new_feed_is_not_started_and_has_no_rate() -> None:
    said = line(view())
    assert (said.name, said.words, said.rate_words, said.age) == ("Example", "not started", UNKNOWN, None)


def test_a_live_feed_has_a_rate_and_an_age() -> None:
    feed = view()
    live(feed)
    said = line(feed, later=10.4)
    assert said.state is FeedState.LIVE
    assert said.rate_words.startswith(("48", "49", "50"))
    assert said.age is not None
    assert 0.3 < said.age < 0.5


def test_the_rhythm_is_remembered_when_a_feed_falls_silent() -> None:
    feed = view()
    live(feed)
    feed.take_status(FeedStatus("f", FeedState.STALE, WALL + 20))
    assert "usually 50" in line(feed, later=40).words


def test_two_lines_that_differ_in_age_alone_are_equal() -> None:
    feed = view()
    live(feed, per_second=0)
    assert line(feed, later=11.0) == line(feed, later=11.3)


def test_a_secret_in_the_address_is_not_shown() -> None:
    shown = line(view("wss://me:word@example.net/feed?token=abc&depth=5")).address
    assert "word" not in shown
    assert "abc" not in shown
    assert "depth=5" in shown


def test_a_closed_gap_takes_the_place_of_the_open_one() -> None:
    feed = view()
    gap = Gap("f", WALL, None, "the server restarted (1012)")
    feed.take_gap(gap)
    feed.take_gap(gap.closed(WALL + 9))
    assert feed.gaps == (gap.closed(WALL + 9),)


def test_gaps_are_bounded_and_the_newest_stay() -> None:
    feed = view()
    for start in range(1200):
        feed.take_gap(Gap("f", float(start), start + 0.5, "x"))
    assert len(feed.gaps) == 1000
    assert feed.gaps[-1].start == 1199.0


def test_every_word_of_the_engine_moves_the_version() -> None:
    feed = view()
    versions = [feed.version]
    for act in (
        lambda: feed.take_status(FeedStatus("f", FeedState.LIVE, WALL)),
        lambda: feed.take_counts(FeedCounts("f", messages=1), monotonic=1.0),
        lambda: feed.take_gap(Gap("f", WALL, None, "x")),
        lambda: feed.take_profile(Profile(name="Found", address="wss://a"), "2 streams"),
        lambda: feed.take_steps(Connecting("f", (("TLS", "1.3"),))),
        lambda: feed.take_connection(Connected("f", at=WALL, seconds=0.1)),
        lambda: feed.change(Profile(name="Other", address="wss://b")),
    ):
        act()
        versions.append(feed.version)
    assert len(set(versions)) == 8
    assert (feed.name, feed.summary) == ("Other", "2 streams")


def test_of_what_discovery_proposes_only_the_mapping_is_taken() -> None:
    feed = view()
    rule = StreamRule("trade", columns={"price": "p"})
    filled = Profile(
        name="Elsewhere", address="wss://${secret_TOKEN}", variables={"secret_TOKEN": "4711"}, stream=(rule,)
    )
    feed.take_profile(filled, "1 stream")
    assert feed.profile.stream == (rule,)
    assert "4711" not in repr(feed.profile)
    assert feed.profile.address == view().profile.address


def test_a_mapping_that_the_user_has_chosen_is_not_changed_by_a_proposal_on_its_way() -> None:
    feed = view()
    mine = Profile(name="Mine", address="wss://a", stream=(StreamRule("trade", columns={"price": "p"}),))
    feed.change(mine)
    feed.take_profile(Profile(name="Mine", address="wss://a", stream=(StreamRule("x", columns={"y": "z"}),)), "")
    assert feed.profile is mine


def test_what_was_recognised_goes_into_the_profile_and_is_kept_to_be_told() -> None:
    feed = FeedView("f", Profile(name="Example", address="http://${env:HOST}/page", recognise=True), opened=WALL)
    told = Recognised("f", Found("Socket.IO 4", "its answer", SocketIoRule(), "/socket.io/"), (("a", "b"),))

    feed.take_recognised(told)

    assert feed.profile.dialect == SocketIoRule()
    assert feed.profile.address == "http://${env:HOST}/socket.io/"
    assert not feed.profile.recognise
    assert feed.recognised is told


def test_what_was_on_its_way_while_the_user_chose_counts_no_more() -> None:
    feed = FeedView("f", Profile(name="Example", address="wss://a", recognise=True), opened=WALL)
    feed.change(Profile(name="Example", address="wss://a", dialect=SockJsRule()))

    feed.take_recognised(Recognised("f", Found("Socket.IO 4", "its answer", SocketIoRule()), ()))

    assert feed.profile.dialect == SockJsRule()
    assert feed.recognised is None


def test_what_was_tried_before_is_forgotten_when_it_is_to_be_found_out_again() -> None:
    feed = FeedView("f", Profile(name="Example", address="wss://a", recognise=True), opened=WALL)
    feed.take_recognised(Recognised("f", Found("plain JSON", "its first messages"), ()))
    feed.change(Profile(name="Example", address="wss://a", recognise=True))

    assert feed.recognised is None


def test_what_a_dead_engine_dropped_is_not_forgotten() -> None:
    feed = view()
    feed.take_status(FeedStatus("f", FeedState.LIVE, WALL))
    feed.take_counts(FeedCounts("f", messages=100, dropped=7), monotonic=1.0)
    feed.engine_down(WALL + 1)
    feed.take_counts(FeedCounts("f", messages=3, dropped=2), monotonic=2.0)
    assert feed.dropped == 9
    assert feed.state is FeedState.CONNECTING


def test_a_stopped_feed_stays_stopped_when_the_engine_dies() -> None:
    feed = view()
    feed.take_status(FeedStatus("f", FeedState.STOPPED, WALL))
    feed.engine_down(WALL + 1)
    assert feed.state is FeedState.STOPPED
