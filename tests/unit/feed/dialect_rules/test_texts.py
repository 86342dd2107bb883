"""The texts of a dialect's rule, found and filled in."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from monitor.core.errors import ProfileError
from monitor.feed.dialect_rules.brokers import MqttRule
from monitor.feed.dialect_rules.calls import GraphQlRule, HubCall, Operation, SignalRRule
from monitor.feed.dialect_rules.channels import CentrifugoRule, ChannelToJoin, PhoenixRule
from monitor.feed.dialect_rules.socketio import SocketIoRule
from monitor.feed.dialect_rules.texts import render_dialect
from monitor.feed.filling import rule_texts
from monitor.feed.profile import Profile
from monitor.feed.sources import Sources
from tests.helpers.profiles import profiles


def profile(dialect: Any, **more: Any) -> Profile:
    return Profile(name="x", address="wss://y", dialect=dialect, **more)


def test_every_text_has_its_place() -> None:
    rule = PhoenixRule(channels=(ChannelToJoin("a", payload="{}"), ChannelToJoin("b", token="t")))
    assert dict(rule_texts(rule)) == {
        ("dialect", "channels", 0, "name"): "a",
        ("dialect", "channels", 0, "payload"): "{}",
        ("dialect", "channels", 0, "token"): "",
        ("dialect", "channels", 1, "name"): "b",
        ("dialect", "channels", 1, "payload"): "",
        ("dialect", "channels", 1, "token"): "t",
        ("dialect", "version"): "2.0.0",
    }
    assert dict(rule_texts(SocketIoRule(auth={"a": "b"})))["dialect", "auth", "a"] == "b"
    assert list(rule_texts(None)) == []


def test_placeholders_are_filled_in_everywhere() -> None:
    rule = SocketIoRule(namespace="/${space}", auth={"token": "${env:TOKEN}", "price": "$$5"})
    filled = render_dialect(profile(rule, variables={"space": "prices"}), Sources({"TOKEN": "t"}))
    assert filled == SocketIoRule(namespace="/prices", auth={"token": "t", "price": "$5"})


def test_an_item_with_a_symbol_stands_for_one_of_each() -> None:
    rule = MqttRule(topics=("first", "prices/${symbol:lower}/#"), qos=1)
    assert render_dialect(profile(rule, symbols=("A", "B")), Sources()) == MqttRule(
        topics=("first", "prices/a/#", "prices/b/#"), qos=1
    )
    calls = SignalRRule(calls=(HubCall("Subscribe", arguments='["${symbol}"]'),))
    assert render_dialect(profile(calls, symbols=("A", 'B"')), Sources()) == SignalRRule(
        calls=(HubCall("Subscribe", arguments='["A"]'), HubCall("Subscribe", arguments='["B\\""]'))
    )


def test_values_inside_json_are_escaped() -> None:
    rule = GraphQlRule(
        operations=(Operation("subscription { a }", variables='{"s":"${env:V}"}'),), init='{"t":${env:V}}'
    )
    filled = render_dialect(profile(rule), Sources({"V": 'a"b'}))
    assert isinstance(filled, GraphQlRule)
    assert filled.operations[0].variables == '{"s":"a\\"b"}'
    assert filled.init == '{"t":a"b}'


def test_what_is_missing_is_told() -> None:
    with pytest.raises(ProfileError, match="TOKEN is not set"):
        render_dialect(profile(SocketIoRule(auth={"token": "${env:TOKEN}"})), Sources())


def test_no_dialect_is_none() -> None:
    assert render_dialect(profile(None), Sources()) is None


@settings(max_examples=60, deadline=None)
@given(profiles())
def test_a_rule_without_placeholders_stays_what_it_is_but_for_its_dollars(told: Profile) -> None:
    found = render_dialect(told, Sources())
    assert type(found) is type(told.dialect)
    if found is not None:
        texts = [text.replace("$$", "$") for _, text in rule_texts(told.dialect)]
        assert [text for _, text in rule_texts(found)] == texts
        assert msgspec.convert(msgspec.to_builtins(found), type(found)) == found


def test_values_are_escaped_where_the_text_is_json_and_nowhere_else() -> None:
    payload = ChannelToJoin("{prices}${env:V}", payload='{"t":"${env:V}"}', token='{"${env:V}')
    found = render_dialect(profile(CentrifugoRule(channels=(payload,), token="${env:V}")), Sources({"V": 'a"b\\'}))
    assert isinstance(found, CentrifugoRule)
    assert found.token == 'a"b\\'
    assert found.channels == (ChannelToJoin('{prices}a"b\\', payload='{"t":"a\\"b\\\\"}', token='{"a"b\\'),)


def test_a_value_in_a_string_of_a_query_is_escaped() -> None:
    rule = GraphQlRule(operations=(Operation('subscription { live(id: "${env:V}") { power } }'),))
    found = render_dialect(profile(rule), Sources({"V": 'a"b'}))
    assert isinstance(found, GraphQlRule)
    assert found.operations[0].query == 'subscription { live(id: "a\\"b") { power } }'


def test_what_is_missing_is_told_with_its_key() -> None:
    rule = CentrifugoRule(channels=(ChannelToJoin("a"), ChannelToJoin("b", token="${secret:T}")))
    with pytest.raises(ProfileError, match=r"dialect\.channels\[1\]\.token: the secret T is not known"):
        render_dialect(profile(rule), Sources())
