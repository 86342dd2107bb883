"""Tests for monitor.feed.recognition.subprotocols."""

from monitor.feed.dialect_rules.brokers import MqttRule, StompRule
from monitor.feed.dialect_rules.calls import GraphQlRule
from monitor.feed.recognition.subprotocols import ANY, OFFERED, found_by_choice


def test_one_that_nobody_speaks_is_offered_first() -> None:
    assert OFFERED[0] == ANY
    assert len(set(OFFERED)) == len(OFFERED)


def test_a_server_that_takes_it_shows_nothing() -> None:
    assert found_by_choice(ANY) is None
    assert found_by_choice(None) is None
    assert found_by_choice("chat") is None


def test_a_choice_shows_the_dialect_and_its_version() -> None:
    stomp = found_by_choice("v11.stomp", path="/ws/websocket")

    assert stomp is not None
    assert (stomp.what, stomp.rule, stomp.path) == ("STOMP 1.1", StompRule(), "/ws/websocket")


def test_the_names_of_the_two_graphql_protocols_cross_over() -> None:
    old, new = found_by_choice("graphql-ws"), found_by_choice("graphql-transport-ws")

    assert old is not None
    assert new is not None
    assert old.rule == GraphQlRule(legacy=True)
    assert new.rule == GraphQlRule()


def test_mqtt_is_spoken_in_the_version_that_every_broker_knows() -> None:
    found = found_by_choice("mqtt")

    assert found is not None
    assert found.rule == MqttRule(version=4)
