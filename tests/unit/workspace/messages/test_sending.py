from monitor.core.state import FeedState
from monitor.engine.commands import (
    SendBytes,
    SendText,
)
from monitor.engine.messages import FeedStatus
from monitor.feed.profile import Limits, Profile
from monitor.workspace.feed_view import FeedView
from monitor.workspace.messages.sending import Sending
from tests.helpers.fake_host import FakeHost


def live(**limits: float) -> tuple[Sending, FakeHost, dict[str, FeedView]]:
    profile = Profile(name="a", address="wss://example.net/", limits=Limits(**limits))  # type: ignore[arg-type]
    feeds = {"feed": FeedView("feed", profile, opened=0.0)}
    be(feeds, FeedState.LIVE)
    host = FakeHost()
    return Sending(host, feeds), host, feeds


def be(feeds: dict[str, FeedView], state: FeedState) -> None:
    feeds["feed"].take_status(FeedStatus("feed", state, 0.0))


def test_text_and_bytes_are_sent_once() -> None:
    sending, host, _ = live()
    sending.send("feed", "hello", reply=(b"id",))
    sending.send("feed", b"\x00")
    assert host.told == [SendText("feed", "hello", (b"id",)), SendBytes("feed", b"\x00")]


def test_a_repeated_message_goes_at_once_and_then_at_its_times() -> None:
    sending, host, _ = live()
    repeat = sending.repeat("feed", "ping", seconds=5.0, now=100.0)
    for now in (100.0, 102.0, 105.0, 109.9, 110.1):
        sending.tick(now)
    assert repeat.sent == len(host.told) == 3
    sending.stop(repeat)
    sending.stop(repeat)
    sending.tick(200.0)
    assert (repeat.sent, repeat.ended) == (3, "stopped")


def test_it_is_never_sent_oftener_than_the_feed_allows() -> None:
    sending, _, _ = live(send_rate=2.0)
    assert sending.repeat("feed", "x", seconds=0.01, now=0.0).seconds == 0.5
    assert sending.least_seconds("other") == 0.0
    by_the_hour, _, _ = live(send_rate=2.0, send_minute=20, send_hour=360)
    assert by_the_hour.least_seconds("feed") == 10.0


def test_while_the_feed_is_away_nothing_is_sent_nor_made_up_for() -> None:
    sending, host, feeds = live()
    repeat = sending.repeat("feed", "x", seconds=1.0, now=0.0)
    be(feeds, FeedState.WAITING)
    for now in range(1, 20):
        sending.tick(float(now))
    be(feeds, FeedState.LIVE)
    sending.tick(20.0)
    sending.tick(20.5)
    assert repeat.sent == len(host.told) == 2
    assert repeat.ended == ""


def test_it_ends_with_its_feed() -> None:
    sending, _, feeds = live()
    repeat = sending.repeat("feed", "x", seconds=1.0, now=0.0)
    be(feeds, FeedState.STOPPED)
    sending.tick(1.0)
    assert repeat.ended == "the feed stopped"
    be(feeds, FeedState.LIVE)
    again = sending.repeat("feed", "x", seconds=1.0, now=2.0)
    feeds.clear()
    sending.tick(3.0)
    assert again.ended == "the feed was closed"


def test_there_is_an_end_to_how_many_are_repeated() -> None:
    sending, host, _ = live()
    repeats = [sending.repeat("feed", "x", seconds=1.0, now=0.0) for _ in range(60)]
    assert sum(bool(repeat.ended) for repeat in repeats) == 10
    assert len(host.told) == 50
