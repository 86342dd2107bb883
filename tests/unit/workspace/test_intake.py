"""What the engine says about itself and about the program."""

from monitor.core.clock import ManualClock
from monitor.core.state import FeedState
from monitor.engine.messages import (
    EngineDown,
    EngineUp,
    FeedStatus,
    Notice,
)
from monitor.feed.profile import Profile
from monitor.store.store import Store
from monitor.workspace.alerts.alert_board import AlertBoard
from monitor.workspace.feed_view import FeedView
from monitor.workspace.intake import Intake
from monitor.workspace.notice_board import NoticeBoard
from monitor.workspace.panels import Panels
from monitor.workspace.raw_logs import RawLogs
from tests.helpers.fake_host import FakeHost
from tests.helpers.rows import START


class Bench:
    def __init__(self) -> None:
        self.feeds = {"f": FeedView("f", Profile(name="Market", address="wss://x"), opened=START)}
        self.notices = NoticeBoard()
        host = FakeHost()
        self.intake = Intake(
            self.feeds,
            trials={},
            store=Store(keep_bytes=1 << 20),
            panels=Panels(),
            notices=self.notices,
            raw=RawLogs(host),
            alerts=AlertBoard(host),
            clock=ManualClock(wall=START),
        )


def test_a_notice_is_shown_with_the_name_of_its_feed() -> None:
    bench = Bench()
    bench.intake.take([Notice("f", "too many keys", "Raise limits.keys."), Notice("", "disk full")])
    assert [(line.about, line.text, line.advice) for line in bench.notices.lines] == [
        ("Market", "too many keys", "Raise limits.keys."),
        ("", "disk full", ""),
    ]


def test_the_death_of_the_engine_is_told_and_shown_on_its_feeds() -> None:
    bench = Bench()
    bench.intake.take([EngineUp(), FeedStatus("f", FeedState.LIVE, START)])
    assert not bench.intake.engine_down
    bench.intake.take([EngineDown(START + 5, "the engine died (signal 9)")])
    assert bench.intake.engine_down
    assert bench.feeds["f"].state is FeedState.CONNECTING
    assert bench.notices.lines[0].text == "The engine died (signal 9)"
    assert bench.notices.lines[0].advice


def test_an_engine_that_takes_the_place_of_a_dead_one_is_told() -> None:
    bench = Bench()
    bench.intake.take([EngineDown(START, "the engine died"), EngineUp(restarted=True)])
    assert not bench.intake.engine_down
    (line,) = bench.notices.lines
    assert line.text == "The engine died, and runs again"
    assert "gap" in line.advice


def test_an_engine_that_dies_again_and_again_is_told_once_with_how_often() -> None:
    bench = Bench()
    for _ in range(3):
        bench.intake.take([EngineDown(START, "the engine died"), EngineUp(restarted=True)])
    assert [line.times for line in bench.notices.lines] == [3]


def test_the_first_start_of_the_engine_is_nothing_to_tell() -> None:
    bench = Bench()
    bench.intake.take([EngineUp()])
    assert bench.notices.lines == ()
