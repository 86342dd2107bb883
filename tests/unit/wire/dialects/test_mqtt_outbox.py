"""What is published to an MQTT server."""

import json

import pytest

from monitor.wire.dialects.base import Unsendable
from monitor.wire.dialects.mqtt_outbox import Outbox


def publication(**members: object) -> str:
    return json.dumps(members)


@pytest.mark.parametrize(
    ("payload", "expected"), [("on", b"on"), (21.5, b"21.5"), ({"a": 1}, b'{"a": 1}'), (None, b"null"), ("", b"")]
)
def test_text_goes_without_quotes_and_all_else_as_json(payload, expected):
    made = Outbox(version=4).publish(publication(topic="a/b", payload=payload))
    assert made == b"\x30" + bytes((5 + len(expected),)) + b"\0\x03a/b" + expected


def test_quality_and_retain_are_in_the_first_byte_and_version_5_has_properties():
    made = Outbox(version=5).publish(publication(topic="t", payload="x", qos=2, retain=True))
    assert made == b"\x35\x07\0\x01t\0\x02\0x"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "[]",
        '{"payload": 1}',
        '{"topic": "a/+", "payload": 1}',
        '{"topic": "#"}',
        '{"topic": ""}',
        '{"topic": "t", "qos": 3}',
        '{"topic": 5}',
        "\ud800",
        '{"topic": "t", "payload": "\\ud800"}',
    ],
)
def test_what_is_no_publication_is_not_sent(text):
    assert isinstance(Outbox(version=5).publish(text), Unsendable)


def test_packet_identifiers_are_not_used_again_before_they_are_acknowledged():
    outbox = Outbox(version=4)
    text = publication(topic="t", payload=1, qos=1)
    made = [outbox.publish(text) for _ in range(1000)]
    assert len({packet[5:7] for packet in made}) == 1000
    assert isinstance(outbox.publish(text), Unsendable)
    outbox.acknowledged(made[0][5:7])
    assert outbox.publish(text)


def test_quality_two_goes_through_its_four_steps():
    outbox = Outbox(version=5)
    outbox.publish(publication(topic="t", payload=1, qos=2))
    assert outbox.received(b"\0\x02") == b"\x62\x02\0\x02"
    outbox.acknowledged(b"\0\x02")
    assert not outbox._under_way


def test_a_refused_publication_ends_with_the_refusal():
    outbox = Outbox(version=5)
    outbox.publish(publication(topic="t", payload=1, qos=2))
    assert outbox.received(b"\0\x02\x87") == b""
    assert not outbox._under_way


def test_what_the_server_will_not_take_is_not_sent():
    outbox = Outbox(version=5)
    outbox.largest = 20
    assert isinstance(outbox.publish(publication(topic="t", payload="x" * 30, qos=1)), Unsendable)
    assert not outbox._under_way
    assert outbox.publish(publication(topic="t", payload="x"))
