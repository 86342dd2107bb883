"""Where nothing has come yet, every feed says in full how it is."""

from PySide6.QtWidgets import QLabel

from monitor.core.state import FeedState
from tests.ui.conftest import Stage


def said(stage: Stage) -> list[str]:
    labels = stage.window.desk.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible() and label.text()]


def test_a_feed_that_fails_is_told_with_its_reason_and_what_to_do(stage: Stage) -> None:
    feed = stage.open("Market")
    reason = "the server answered 401 (unauthorised) and wants to know who asks"
    stage.be(feed, FeedState.NEEDS_ATTENTION, detail=reason, advice="Give a token.")
    stage.tick()
    assert said(stage)[1:] == ["Market", f"Needs you: {reason}", "Give a token."]


def test_more_feeds_than_there_is_room_for_are_counted(stage: Stage) -> None:
    for number in range(9):
        stage.open(f"Feed {number}")
    stage.tick()
    assert "Feed 5" in said(stage)
    assert "Feed 6" not in said(stage)
    assert said(stage)[-1].startswith("3")


def test_it_gives_way_to_the_first_panel(stage: Stage) -> None:
    feed = stage.open("Market")
    stage.row(feed, "BTC", 1.0)
    stage.tick()
    stage.tick()
    assert "Waiting for the first numbers" not in said(stage)


def test_it_follows_the_theme(stage: Stage) -> None:
    stage.open("Market")
    stage.commands.do.look.light()
    stage.tick()
    assert "Market" in said(stage)
