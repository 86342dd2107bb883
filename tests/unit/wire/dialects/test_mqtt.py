"""Conversations in MQTT 3.1.1 and 5."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import Dialect, Payloads, Unsendable
from monitor.wire.dialects.mqtt import Mqtt, MqttLogin
from monitor.wire.dialects.mqtt_packets import PUBLISH, SUBACK, packet, prefixed
from monitor.wire.received import Received

CONNACK = {4: b"\x20\x02\0\0", 5: b"\x20\x03\0\0\0"}
SUBACK_OK = {4: packet(SUBACK, b"\0\x01\0"), 5: packet(SUBACK, b"\0\x01\0\0")}
PINGREQ, PINGRESP = b"\xc0\0", b"\xd0\0"


def hear(dialect: Mqtt, *messages: bytes, now: float = 0.0) -> Payloads:
    return dialect.receive(Received(messages=list(messages), binary=set(range(len(messages)))), now=now)


def greeted(version: int = 5, **options: object) -> Mqtt:
    dialect = Mqtt(version=version, **options)
    dialect.opened(now=0.0)
    hear(dialect, CONNACK[version], SUBACK_OK[version])
    assert dialect.ready
    return dialect


def test_it_is_a_dialect():
    dialect: Dialect = Mqtt()
    assert not dialect.ready
    assert dialect.deadline is None
    assert not dialect.closing(now=0.0)


def test_version_4_connects_with_name_password_and_keep_alive():
    (owed,) = Mqtt(version=4, login=MqttLogin("me", "ann", "secret"), keep_alive=30.0).opened(now=0.0)
    assert owed.binary
    assert not owed.paced
    body = b"\0\x04MQTT\x04\xc2\0\x1e" + prefixed("me") + prefixed("ann") + prefixed("secret")
    assert owed.data == packet(0x10, body)


def test_version_5_says_what_it_takes():
    (owed,) = Mqtt(version=5, keep_alive=0.5, limit=70_000).opened(now=0.0)
    properties = b"\x08\x27\0\x01\x11\x70\x22\x04\0"
    assert owed.data == packet(0x10, b"\0\x04MQTT\x05\x02\0\x01" + properties + b"\0\0")


@pytest.mark.parametrize(("version", "flags"), [(4, 0xC2), (5, 0x42)])
def test_a_password_alone_comes_with_an_empty_name_where_it_must(version, flags):
    (owed,) = Mqtt(version=version, login=MqttLogin(password="p")).opened(now=0.0)
    assert owed.data[9] == flags


@pytest.mark.parametrize("version", [4, 5])
def test_it_subscribes_once_it_is_let_in(version):
    dialect = Mqtt(version=version, topics=("a/+", "b"), qos=1)
    dialect.opened(now=0.0)
    (owed,) = hear(dialect, CONNACK[version]).replies
    none = b"\0" if version == 5 else b""
    assert owed.data == packet(0x82, b"\0\x01" + none + prefixed("a/+") + b"\x01" + prefixed("b") + b"\x01")
    assert dialect.ready


def test_without_topics_nothing_is_subscribed_to():
    dialect = Mqtt(topics=())
    dialect.opened(now=0.0)
    assert not hear(dialect, CONNACK[5]).replies


@pytest.mark.parametrize(
    ("version", "code", "remedy"),
    [
        (4, 1, Remedy.ASK),
        (4, 2, Remedy.ASK),
        (4, 3, Remedy.BACK_OFF),
        (4, 4, Remedy.ASK),
        (4, 5, Remedy.ASK),
        (4, 9, Remedy.RETRY),
        (5, 0x80, Remedy.RETRY),
        (5, 0x84, Remedy.ASK),
        (5, 0x86, Remedy.ASK),
        (5, 0x87, Remedy.ASK),
        (5, 0x88, Remedy.BACK_OFF),
        (5, 0x89, Remedy.BACK_OFF),
        (5, 0x8A, Remedy.ASK),
        (5, 0x97, Remedy.BACK_OFF),
        (5, 0x9F, Remedy.BACK_OFF),
    ],
)
def test_a_refused_login_says_why_and_what_helps(version, code, remedy):
    dialect = Mqtt(version=version, login=MqttLogin("me", "ann", "secret"))
    dialect.opened(now=0.0)
    end = b"\0" if version == 5 else b""
    fault = hear(dialect, packet(0x20, bytes((0, code)) + end)).fault
    assert fault is not None
    assert fault.remedy is remedy
    assert bool(fault.advice) == (remedy is Remedy.ASK)
    assert "secret" not in fault.what + fault.advice
    assert not dialect.ready


def test_the_reason_the_server_gives_is_told():
    dialect = Mqtt()
    said = b"\x1f" + prefixed("come back\nlater")
    fault = hear(dialect, packet(0x20, b"\0\x89" + bytes((len(said),)) + said)).fault
    assert fault is not None
    assert fault.what == "the server refused the MQTT login: server busy (come back later)"


@pytest.mark.parametrize(("version", "codes"), [(4, b"\0\x80"), (5, b"\0\x87")])
def test_a_refused_subscription_names_its_topic(version, codes):
    dialect = Mqtt(version=version, topics=("open", "closed"))
    dialect.opened(now=0.0)
    hear(dialect, CONNACK[version])
    none = b"\0" if version == 5 else b""
    fault = hear(dialect, packet(SUBACK, b"\0\x01" + none + codes)).fault
    assert fault is not None
    assert fault.remedy is Remedy.ASK
    assert "closed" in fault.what
    assert "open" not in fault.what


def test_publications_become_messages_and_their_answers_go_in_one_piece():
    dialect = greeted(4)
    first = packet(PUBLISH | 2, prefixed("a") + b"\0\x07" + b'{"p": 1}')
    second = packet(PUBLISH | 4, prefixed("b") + b"\0\x08" + b"up")
    payloads = hear(dialect, first + second[:3], second[3:])
    assert [json.loads(message)["payload"] for message in payloads.messages] == [{"p": 1}, "up"]
    (owed,) = payloads.replies
    assert owed.data == b"\x40\x02\0\x07\x50\x02\0\x08"
    assert not owed.paced


def test_what_comes_before_a_fault_is_kept_and_answered():
    dialect = greeted(5)
    good = packet(PUBLISH, prefixed("a") + b"\0" + b"1")
    payloads = hear(dialect, good + b"\xf0\0")
    assert len(payloads.messages) == 1
    assert payloads.fault is not None


@pytest.mark.parametrize(
    ("body", "remedy"),
    [
        (b"", Remedy.RETRY),
        (b"\x8b\0", Remedy.RETRY),
        (b"\x89\0", Remedy.BACK_OFF),
        (b"\x8e", Remedy.ASK),
        (b"\x8d\0", Remedy.RETRY),
    ],
)
def test_the_servers_farewell_is_told(body, remedy):
    fault = hear(greeted(5), packet(0xE0, body)).fault
    assert fault is not None
    assert fault.remedy is remedy
    assert fault.what.startswith("the server ended the MQTT session: ")


def test_a_ping_goes_out_in_good_time_and_its_answer_is_awaited():
    dialect = greeted(4, keep_alive=20.0)
    assert dialect.deadline == 15.0
    (owed,) = dialect.tick(now=15.0).replies
    assert owed.data == PINGREQ
    assert dialect.tick(now=16.0) == Payloads()
    assert hear(dialect, PINGRESP, now=16.5) == Payloads([])
    assert dialect.deadline == 30.0
    dialect.tick(now=30.0)
    dialect.tick(now=45.0)
    assert dialect.deadline == 50.0
    fault = dialect.tick(now=50.0).fault
    assert fault is not None
    assert fault.remedy is Remedy.RETRY


def test_a_held_back_connection_is_not_blamed_on_the_server():
    dialect = greeted(4, keep_alive=20.0)
    dialect.tick(now=15.0)
    dialect.receive(Received(), now=34.0)
    assert dialect.tick(now=35.0).fault is None


def test_the_keep_alive_is_the_servers_where_it_sets_one():
    dialect = Mqtt(keep_alive=60.0, topics=())
    dialect.opened(now=0.0)
    hear(dialect, packet(0x20, b"\0\0\x03\x13\0\x08"), now=100.0)
    assert dialect.deadline == 106.0


def test_without_keep_alive_there_is_no_ping():
    dialect = Mqtt(version=4, keep_alive=0.0, topics=())
    dialect.opened(now=0.0)
    hear(dialect, CONNACK[4])
    assert dialect.deadline is None


def test_a_subscription_without_answer_is_told():
    dialect = Mqtt(version=4, keep_alive=0.0)
    dialect.opened(now=0.0)
    hear(dialect, CONNACK[4], now=1.0)
    assert dialect.deadline == 16.0
    assert dialect.tick(now=16.0).fault is not None
    dialect.receive(Received(), now=15.0)
    assert dialect.tick(now=16.0).fault is None


def test_it_publishes_in_its_turn_and_takes_its_leave():
    dialect = greeted(4)
    (owed,) = dialect.wrap('{"topic": "t", "payload": 5}', now=0.0)
    assert (owed.data, owed.binary, owed.paced) == (b"\x30\x04\0\x01t5", True, True)
    assert isinstance(dialect.wrap("hello", now=0.0), Unsendable)
    assert [each.data for each in dialect.closing(now=0.0)] == [b"\xe0\0"]


def test_text_is_not_mqtt():
    fault = Mqtt().receive(Received(messages=[b"{}"]), now=0.0).fault
    assert fault is not None
    assert (fault.code, fault.remedy) == (1003, Remedy.ASK)


@given(st.sampled_from([4, 5]), st.lists(st.binary(max_size=60), max_size=8), st.booleans())
def test_garbage_is_never_raised_at_the_caller(version, blocks, let_in):
    dialect = greeted(version) if let_in else Mqtt(version=version)
    for block in blocks:
        payloads = hear(dialect, block)
        for message in payloads.messages:
            json.loads(message)
        if payloads.fault:
            break


def test_a_packet_cut_into_single_bytes_arrives_once():
    dialect = greeted(5)
    data = packet(PUBLISH, prefixed("a") + b"\0" + b'{"p":' + b"1" * 200 + b"}")
    found = [message for byte in data for message in hear(dialect, bytes((byte,))).messages]
    assert len(found) == 1
