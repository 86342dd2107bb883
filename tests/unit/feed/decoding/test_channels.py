"""Channels: what was announced for the number that data messages begin with."""

import pytest
from msgspec import UNSET

from monitor.feed.decoding.channels import Channels
from monitor.feed.paths import compile_path
from monitor.feed.profile import ChannelMap

RULE = ChannelMap(when={"event": "subscribed"}, id="chanId")
PATHS = [compile_path(text) for text in ("@symbol", "@sub.name", "price", "")]


def announcement(number: object, symbol: str) -> dict[str, object]:
    return {"event": "subscribed", "chanId": number, "symbol": symbol, "sub": {"name": "n"}, "other": "x" * 100}


def test_a_channel_is_what_was_announced_last_for_its_number() -> None:
    channels = Channels(RULE, PATHS)
    assert channels.of([5, "hb"]) is UNSET
    assert channels.announce(announcement(5, "BTC"))
    assert channels.announce(announcement("6", "ETH"))
    assert channels.of([5, 1])["symbol"] == "BTC"
    assert channels.of(["6", 1])["symbol"] == "ETH"
    assert channels.of([6.0, 1])["symbol"] == "ETH"
    assert channels.announce(announcement(5, "SOL"))
    assert channels.of([5, 1])["symbol"] == "SOL"


def test_only_the_members_that_are_asked_for_are_kept() -> None:
    channels = Channels(RULE, PATHS)
    channels.announce(announcement(5, "BTC"))
    assert channels.of([5]) == {"symbol": "BTC", "sub": {"name": "n"}}


@pytest.mark.parametrize(
    "message",
    [
        {"event": "info", "chanId": 5},
        {"event": "subscribed"},
        {"event": "subscribed", "chanId": None},
        [5, 1],
        "text",
        None,
    ],
)
def test_whatever_is_no_announcement_changes_nothing(message: object) -> None:
    channels = Channels(RULE, PATHS)
    assert not channels.announce(message)
    assert channels.of([5]) is UNSET


def test_a_new_connection_gives_numbers_a_new_meaning() -> None:
    channels = Channels(RULE, PATHS)
    channels.announce(announcement(5, "BTC"))
    channels.forget()
    assert channels.of([5]) is UNSET


def test_the_oldest_channel_goes_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.feed.decoding.channels._MOST", 2)
    channels = Channels(RULE, PATHS)
    for number in (1, 2, 1, 3):
        channels.announce(announcement(number, f"S{number}"))
    assert channels.of([2]) is UNSET
    assert channels.of([1])["symbol"] == "S1"
    assert channels.of([3])["symbol"] == "S3"
