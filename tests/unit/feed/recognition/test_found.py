"""Tests for monitor.feed.recognition.found."""

import pytest

from monitor.feed.dialect_rules.brokers import MqttRule, StompRule
from monitor.feed.dialect_rules.calls import GraphQlRule, SignalRRule
from monitor.feed.dialect_rules.channels import ChannelToJoin, PusherRule
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.dialect_rules.socketio import SocketIoRule
from monitor.feed.profiles.targets import profile_at
from monitor.feed.recognition.found import Found, adopt, lack_of


def test_a_pasted_address_is_to_be_recognised() -> None:
    profile = profile_at("wss://host/a")

    assert profile.recognise
    assert profile.dialect is None


def test_what_was_found_goes_into_the_profile() -> None:
    profile = adopt(profile_at("http://host/page?tab=1"), Found("Socket.IO 4", "", SocketIoRule(), "/socket.io/"))

    assert profile.dialect == SocketIoRule()
    assert profile.address == "http://host/socket.io/"
    assert not profile.recognise
    assert profile.discover


def test_plain_messages_leave_the_profile_as_it_is() -> None:
    profile = adopt(profile_at("wss://host/a?b=1"), Found("plain JSON", "its first messages"))

    assert profile.dialect is None
    assert profile.address == "wss://host/a?b=1"
    assert not profile.recognise


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        (StompRule(), "destinations"),
        (GraphQlRule(), "operations"),
        (PusherRule(), "channels"),
        (SignalRRule(legacy=True), "hubs"),
    ],
)
def test_what_only_the_user_can_know_is_named(rule: DialectRule, key: str) -> None:
    lack = lack_of(rule)

    assert lack is not None
    assert lack.key == key
    assert hasattr(rule, key)


@pytest.mark.parametrize(
    "rule", [None, MqttRule(), SocketIoRule(), SignalRRule(), PusherRule(channels=(ChannelToJoin("a"),))]
)
def test_nothing_is_missing_where_there_is_a_usual_value(rule: DialectRule | None) -> None:
    assert lack_of(rule) is None
