"""What an MQTT server publishes."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import DialectError
from monitor.wire.dialects.mqtt_inbox import MOST_ALIASES, Inbox
from monitor.wire.dialects.mqtt_packets import prefixed

KEY = b"\0\x0a"


def read(message: bytes) -> dict:
    return json.loads(message)


def aliased(topic: str, alias: int, payload: bytes) -> bytes:
    return prefixed(topic) + b"\x03\x23" + alias.to_bytes(2, "big") + payload


def test_a_message_has_topic_levels_payload_and_retain():
    message, owed = Inbox(version=4).publish(0x01, prefixed("home/kitchen/temp") + b"21.5")
    assert read(message) == {
        "topic": "home/kitchen/temp",
        "levels": ["home", "kitchen", "temp"],
        "payload": 21.5,
        "retain": True,
    }
    assert owed == b""


@pytest.mark.parametrize("version", [4, 5])
def test_qualities_one_and_two_are_acknowledged_each_in_its_way(version):
    inbox = Inbox(version=version)
    none = b"\0" if version == 5 else b""
    body = prefixed("t") + KEY + none + b"1"
    assert inbox.publish(0x02, body)[1] == b"\x40\x02" + KEY
    message, owed = inbox.publish(0x04, body)
    assert message
    assert owed == b"\x50\x02" + KEY
    assert inbox.publish(0x0C, body) == (b"", b"\x50\x02" + KEY)
    assert inbox.release(KEY) == b"\x70\x02" + KEY
    assert inbox.publish(0x04, body)[0]


def test_an_alias_stands_for_its_topic_until_it_is_given_another():
    inbox = Inbox(version=5)
    topics = [read(inbox.publish(0, aliased(topic, 3, b"1"))[0])["topic"] for topic in ("a/b", "", "c", "")]
    assert topics == ["a/b", "a/b", "c", "c"]


@pytest.mark.parametrize("alias", [0, 9, MOST_ALIASES + 1])
def test_an_alias_that_was_never_given_is_refused(alias):
    with pytest.raises(DialectError, match="topic alias"):
        Inbox(version=5).publish(0, aliased("", alias, b"1"))


@pytest.mark.parametrize(
    ("flags", "body"), [(0, b""), (0, b"\0"), (0, b"\0\0x"), (6, b"\0\x01t\0\x01"), (2, b"\0\x01t")]
)
def test_a_malformed_publication_is_refused(flags, body):
    with pytest.raises(DialectError, match="publication"):
        Inbox(version=4).publish(flags, body)


def test_a_packet_identifier_of_zero_is_refused():
    with pytest.raises(DialectError, match="out of order"):
        Inbox(version=4).publish(2, prefixed("t") + b"\0\0x")


def test_topics_without_end_are_not_kept():
    inbox = Inbox(version=4)
    for index in range(20_000):
        assert read(inbox.publish(0, prefixed(f"t/{index}") + b"1")[0])["topic"] == f"t/{index}"
    assert len(inbox._openings) <= 8192


@given(st.sampled_from([4, 5]), st.integers(0, 15), st.binary(max_size=40))
def test_anything_is_a_message_or_refused(version, flags, body):
    try:
        message, _ = Inbox(version=version).publish(flags, body)
    except DialectError:
        return
    assert set(json.loads(message)) == {"topic", "levels", "payload", "retain"}
