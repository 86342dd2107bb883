"""Rules of dialects with wrong values."""

from typing import Any

import pytest
from hypothesis import given, settings

from monitor.feed.dialect_rules.brokers import MqttRule, StompRule
from monitor.feed.dialect_rules.calls import GraphQlRule, JsonRpcRule, Operation, SignalRRule
from monitor.feed.dialect_rules.calls import HubCall as Call
from monitor.feed.dialect_rules.channels import ChannelToJoin, PhoenixRule
from monitor.feed.dialect_rules.socketio import SocketIoRule
from monitor.feed.profile import Profile
from monitor.feed.profiles.dialect_checks import dialect_problems
from monitor.feed.profiles.lines import KeyPath
from tests.helpers.profiles import profiles


def problems(rule: Any) -> list[tuple[KeyPath, str]]:
    return [(each.path, each.what) for each in dialect_problems(Profile(name="x", address="y", dialect=rule))]


@pytest.mark.parametrize(
    ("rule", "path", "what"),
    [
        (MqttRule(keep_alive_seconds=-1.0), ("dialect", "keep_alive_seconds"), "from 0 on, not -1.0"),
        (StompRule(heartbeat_seconds=float("inf")), ("dialect", "heartbeat_seconds"), "from 0 on, not inf"),
        (GraphQlRule(init="[]"), ("dialect", "init"), "must be a JSON object as text"),
        (GraphQlRule(init="{"), ("dialect", "init"), "must be a JSON object as text"),
        (SignalRRule(calls=(Call("a", arguments="{}"),)), ("dialect", "calls", 0, "arguments"), "a JSON array as text"),
        (
            GraphQlRule(operations=(Operation("q"), Operation("q", variables="x"))),
            ("dialect", "operations", 1, "variables"),
            "a JSON object as text",
        ),
        (JsonRpcRule(calls=("{}", "3")), ("dialect", "calls", 1), "a JSON object as text"),
        (MqttRule(topics=("a",) * 1001), ("dialect", "topics"), "1001 are more than the 1000"),
        (SocketIoRule(auth={str(name): "" for name in range(1001)}), ("dialect", "auth"), "more than the 1000"),
    ],
)
def test_a_wrong_value_is_told_where_it_stands(rule: Any, path: KeyPath, what: str) -> None:
    ((found, told),) = problems(rule)
    assert found == path
    assert what in told


@pytest.mark.parametrize("text", ["", "{}", '{"a":"${b}"}', '{"a":${b}}', "{${broken"])
def test_json_may_hold_placeholders_whose_own_faults_are_told_elsewhere(text: str) -> None:
    assert problems(PhoenixRule(channels=(ChannelToJoin("a", payload=text),), heartbeat_seconds=0.0)) == []


@settings(max_examples=60, deadline=None)
@given(profiles())
def test_a_valid_profile_has_none(profile: Profile) -> None:
    assert list(dialect_problems(profile)) == []
