from monitor.engine.commands import WatchRaw
from monitor.feed.profile import Profile
from monitor.workspace.feed_view import FeedView
from monitor.workspace.messages.feed_watch import FeedWatch
from monitor.workspace.raw_logs import MOST_A_SECOND, RawLogs
from tests.helpers.fake_host import FakeHost
from tests.helpers.messages import raw

ON, OFF = WatchRaw("feed", True, most=MOST_A_SECOND), WatchRaw("feed", False)


def view() -> FeedView:
    return FeedView("feed", Profile(name="a", address="wss://example.net/"), opened=0.0)


def test_two_who_watch_share_one_log_and_the_engine_is_asked_once() -> None:
    host = FakeHost()
    logs = RawLogs(host)
    one, two = logs.watch("feed"), logs.watch("feed")
    logs.take(raw(b"a"))
    assert one is two
    assert len(one) == 1
    logs.release(one)
    assert host.told == [ON]
    logs.release(two)
    assert host.told == [ON, OFF]
    logs.take(raw(b"b"))
    assert len(one) == 1


def test_what_nobody_watches_is_not_kept() -> None:
    logs = RawLogs(FakeHost())
    logs.take(raw(b"a"))
    assert len(logs.watch("feed")) == 0


def test_a_closed_feed_leaves_an_empty_log_that_may_still_be_released() -> None:
    host = FakeHost()
    logs = RawLogs(host)
    log = logs.watch("feed")
    logs.take(raw(b"a"))
    logs.drop_feed("feed")
    logs.drop_feed("feed")
    assert len(log) == 0
    fresh = logs.watch("feed")
    logs.release(log)
    assert host.told == [ON, ON]
    assert fresh is not log


def test_a_panel_watches_its_feed_from_when_it_is_opened() -> None:
    host, feeds = FakeHost(), dict[str, FeedView]()
    watch = FeedWatch(RawLogs(host), feeds.get)
    assert not watch.look("feed")
    assert watch.log is None
    feeds["feed"] = view()
    assert watch.look("feed")
    assert not watch.look("feed")
    assert watch.log is not None
    assert watch.view is feeds["feed"]
    assert watch.look("")
    assert watch.log is None
    assert host.told == [ON, OFF]


def test_a_feed_that_was_closed_and_opened_anew_is_watched_anew() -> None:
    host, feeds = FakeHost(), {"feed": view()}
    logs = RawLogs(host)
    watch = FeedWatch(logs, feeds.get)
    watch.look("feed")
    first = watch.log
    logs.drop_feed("feed")
    feeds["feed"] = view()
    assert watch.look("feed")
    assert watch.log is not first
    assert host.told == [ON, ON]
    watch.let_go()
    watch.let_go()
    assert host.told == [ON, ON, OFF]
