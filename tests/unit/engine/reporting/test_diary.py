"""The log says what turned in the life of a feed, and nothing of its messages."""

import logging

import pytest

from monitor.core.gap import Gap
from monitor.core.state import FeedState
from monitor.engine.messages import (
    Connected,
    FeedCounts,
    FeedStatus,
    Message,
    Notice,
    ProfileFound,
    RawMessages,
)
from monitor.engine.reporting.diary import Diary
from monitor.feed.profile import Profile


def note(caplog: pytest.LogCaptureFixture, *messages: Message) -> list[str]:
    caplog.set_level(logging.INFO, logger="monitor")
    diary = Diary()
    for message in messages:
        diary.note(message)
    return caplog.messages


def test_a_state_is_told_with_its_reason_and_only_when_it_has_changed(caplog: pytest.LogCaptureFixture) -> None:
    waiting = FeedStatus("a", FeedState.WAITING, 1.0, detail="the connection was refused")
    live = FeedStatus("a", FeedState.LIVE, 2.0)
    slower = FeedStatus("a", FeedState.LIVE, 2.0, round_trip=0.5)
    assert note(caplog, waiting, waiting, live, slower, waiting) == [
        "a: retrying: the connection was refused",
        "a: live",
        "a: retrying: the connection was refused",
    ]


def test_turns_are_told(caplog: pytest.LogCaptureFixture) -> None:
    assert note(
        caplog,
        Connected("a", 1.0, 0.25, compression=True),
        Gap("a", 1.0, 3.5, "the server restarted"),
        ProfileFound("a", Profile(name="A", address="wss://example.net"), "two streams"),
        Notice("", "The clock was set"),
    ) == [
        "a: connected in 0.25 s, compressed",
        "a: data is missing for 2.5 s: the server restarted",
        "a: found out what it sends: two streams",
        "engine: The clock was set",
    ]


def test_messages_and_counts_are_not(caplog: pytest.LogCaptureFixture) -> None:
    assert note(caplog, RawMessages("a", (1.0,), (b"x",)), FeedCounts("a", messages=3), Gap("a", 1.0, None, "x")) == []


def test_there_is_an_end_to_how_many_feeds_are_remembered(caplog: pytest.LogCaptureFixture) -> None:
    many = [FeedStatus(str(number), FeedState.LIVE, 1.0) for number in range(2100)]
    assert len(note(caplog, *many, many[-1])) == 2100
