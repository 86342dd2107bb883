from pathlib import Path

from monitor.core.errors import ProfileError
from monitor.core.state import FeedState
from monitor.engine.messages import FeedStatus
from monitor.feed.profile import Profile
from monitor.feed.profiles.catalogue import Entry
from monitor.workspace.feed_view import FeedView
from monitor.workspace.profile_rows import profile_rows

SHIPPED = Entry("a", Path("a.toml"), True, Profile(name="A", address="wss://x", about="About", needs="a key"))
MINE = Entry("m", Path("m.toml"), False, Profile(name="M", address="wss://x"))
BROKEN = Entry("b", Path("b.toml"), False, error=ProfileError("unknown key", file="b.toml", line=6, key="x"))


def test_broken_files_come_first_with_the_line_at_fault_then_the_users_own() -> None:
    broken, mine, shipped = profile_rows([SHIPPED, MINE, BROKEN], [])
    assert (broken.words, broken.broken, broken.own) == ("b.toml, line 6: x: unknown key", True, True)
    assert (mine.name, mine.origin) == ("M", "own")
    assert (shipped.words, shipped.origin, shipped.own) == ("About · needs a key", "shipped", False)


def test_a_profile_says_how_its_open_feed_stands() -> None:
    view = FeedView("m", Profile(name="M", address="wss://x"), opened=0.0)
    view.take_status(FeedStatus("m", FeedState.LIVE, 0.0))
    assert profile_rows([MINE], [view])[0].state == "live"
