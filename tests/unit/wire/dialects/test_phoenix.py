"""Phoenix channels, by the messages of the guide to writing a client for them."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import Dialect, Outgoing, Payloads
from monitor.wire.dialects.channels import Channel
from monitor.wire.dialects.phoenix import Phoenix
from monitor.wire.received import Received

ROOM = (Channel("room:1"),)
JOINED = b'["1","1","room:1","phx_reply",{"status":"ok","response":{}}]'
NO_JSON = b"\x02\x06\x03room:1new\xff\x00"


def told(dialect: Dialect, *messages: bytes, now: float = 1.0, binary: bool = False) -> Payloads:
    received = Received(messages=list(messages), binary=set(range(len(messages))) if binary else set())
    return dialect.receive(received, now=now)


def said(outgoing: Any) -> list[Any]:
    return [json.loads(each.data) for each in outgoing]


def joined(channels: tuple[Channel, ...] = ROOM, version: str = "2.0.0") -> Phoenix:
    dialect = Phoenix(channels=channels, version=version)
    dialect.opened(now=0.0)
    return dialect


def test_topics_are_joined_on_opening():
    dialect: Dialect = Phoenix(channels=(Channel("room:1", '{"a":1.50}'), Channel("b", '{"x":1}', "t")))
    assert dialect.ready
    assert list(dialect.opened(now=0.0)) == [
        Outgoing(b'["1","1","room:1","phx_join",{"a":1.50}]', paced=True),
        Outgoing(b'["2","2","b","phx_join",{"x":1,"token":"t"}]', paced=True),
    ]


def test_version_1_has_objects_both_ways():
    dialect = Phoenix(channels=ROOM, version="1.0.0")
    assert said(dialect.opened(now=0.0)) == [{"topic": "room:1", "event": "phx_join", "payload": {}, "ref": "1"}]
    event = b'{"topic":"room:1","event":"new","payload":{"p":1},"ref":null}'
    assert told(dialect, event).messages == [b'{"topic":"room:1","event":"new","payload":{"p":1}}']


def test_events_come_out_with_their_topic_and_the_protocols_own_do_not():
    event = b'[null,null,"room:1","new", {"p": 1.10}]'
    nested = b'["1",null,"room:1","new","{\\"p\\":2}"]'
    assert told(joined(), JOINED, event, nested).messages == [
        b'{"topic":"room:1","event":"new","payload":{"p": 1.10}}',
        b'{"topic":"room:1","event":"new","payload":{"p":2}}',
    ]


def test_a_snapshot_in_the_answer_to_joining_is_not_lost():
    reply = b'["1","1","room:1","phx_reply",{"status":"ok","response":{"p":1}}]'
    assert [json.loads(each) for each in told(joined(), reply).messages] == [
        {"topic": "room:1", "event": "phx_reply", "payload": {"status": "ok", "response": {"p": 1}}}
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'\x00\x01\x06\x031room:1new{"p":1}', {"topic": "room:1", "event": "new", "payload": {"p": 1}}),
        (b'\x02\x06\x03room:1new{"p":1}', {"topic": "room:1", "event": "new", "payload": {"p": 1}}),
        (
            b"\x01\x01\x01\x06\x0219room:1okhi",
            {"topic": "room:1", "event": "phx_reply", "payload": {"status": "ok", "response": "hi"}},
        ),
        (NO_JSON, {"topic": "room:1", "event": "new", "payload": "\ufffd\x00"}),
    ],
)
def test_binary_messages_are_read(data: bytes, message: dict[str, Any]):
    payloads = told(joined(), data, binary=True)
    assert [json.loads(each) for each in payloads.messages] == [message]
    assert payloads.opaque == set()


@pytest.mark.parametrize("length", range(12))
def test_binary_that_ends_too_early_is_shown_as_it_came(length: int):
    cut = b"\x01\x01\x01\x06\x0219room:1ok"[:length]
    assert told(joined(), cut, binary=True) == Payloads([cut], {0}, [])


@pytest.mark.parametrize(
    ("response", "remedy", "words"),
    [
        ({"reason": "unauthorized"}, Remedy.ASK, ": unauthorized"),
        ({"reason": "join crashed"}, Remedy.BACK_OFF, ": join crashed"),
        ({}, Remedy.ASK, ""),
    ],
)
def test_a_topic_that_cannot_be_joined_is_told(response: dict[str, str], remedy: Remedy, words: str):
    reply = json.dumps(["1", "1", "room:1", "phx_reply", {"status": "error", "response": response}]).encode()
    payloads = told(joined(), b'[null,null,"a","b",{}]', reply, b"[]")
    assert payloads.fault is not None
    assert payloads.fault.what == f"the server does not let us join room:1{words}"
    assert payloads.fault.remedy is remedy
    assert (len(payloads.messages), payloads.lost) == (1, 1)


def test_heartbeats_are_sent_and_an_answer_is_waited_for_until_the_next():
    dialect = joined()
    assert dialect.deadline == 30.0
    assert dialect.tick(now=29.0).replies == []
    assert said(dialect.tick(now=30.0).replies) == [[None, "2", "phoenix", "heartbeat", {}]]
    answer = b'[null,"2","phoenix","phx_reply",{"status":"ok","response":{}}]'
    assert told(dialect, answer, now=31.0) == Payloads([], set(), [])
    assert said(dialect.tick(now=60.0).replies) == [[None, "3", "phoenix", "heartbeat", {}]]
    told(dialect, b'[null,null,"room:1","new",{}]', now=61.0)
    fault = dialect.tick(now=90.0).fault
    assert fault is not None
    assert fault.remedy is Remedy.RETRY


def test_without_heartbeats_there_is_no_deadline():
    dialect = Phoenix(channels=ROOM, heartbeat_seconds=0.0)
    dialect.opened(now=0.0)
    assert dialect.deadline is None


def test_while_nothing_is_read_heartbeats_go_on_and_none_is_missed():
    dialect = joined()
    dialect.tick(now=30.0)
    told(dialect, now=60.0)
    assert said(dialect.tick(now=60.0).replies) == [[None, "3", "phoenix", "heartbeat", {}]]
    late = b'[null,"2","phoenix","phx_reply",{"status":"ok","response":{}}]'
    assert told(dialect, late, now=61.0) == Payloads([], set(), [])
    assert dialect.tick(now=90.0).fault is not None


def test_a_topic_that_crashes_is_joined_again_and_later_each_time():
    dialect = joined()
    told(dialect, b'["1","1","room:1","phx_error",{}]', now=2.0)
    assert dialect.deadline == 3.0
    assert said(dialect.tick(now=3.0).replies) == [["2", "2", "room:1", "phx_join", {}]]
    told(dialect, b'["2","2","room:1","phx_error",{}]', now=4.0)
    assert dialect.deadline == 6.0
    assert said(dialect.tick(now=6.0).replies) == [["3", "3", "room:1", "phx_join", {}]]
    told(dialect, b'["3","3","room:1","phx_reply",{"status":"ok","response":{}}]', now=7.0)
    told(dialect, b'["3","3","room:1","phx_error",{}]', now=8.0)
    assert dialect.deadline == 9.0


def test_a_topic_that_the_server_closes_is_told_and_another_is_nothing_of_ours():
    assert told(joined(), b'["1","1","other","phx_close",{}]').fault is None
    fault = told(joined(), b'["1","1","room:1","phx_close",{}]').fault
    assert fault is not None
    assert fault.remedy is Remedy.BACK_OFF


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ('{"topic":"room:1","event":"buy","payload":{"n":1}}', ["1", "2", "room:1", "buy", {"n": 1}]),
        ('{"topic":"x","event":"buy"}', [None, "2", "x", "buy", {}]),
        ('["1","9","room:1","buy",{}]', ["1", "9", "room:1", "buy", {}]),
        ('{"n":1}', ["1", "2", "room:1", "message", {"n": 1}]),
        ("hello", ["1", "2", "room:1", "message", {"body": "hello"}]),
    ],
)
def test_what_the_user_sends_is_put_into_a_message(text: str, sent: list[Any]):
    assert said(joined().wrap(text, now=1.0)) == [sent]


def test_without_a_topic_a_text_goes_as_it_is():
    assert list(joined(()).wrap("hello", now=1.0)) == [Outgoing(b"hello")]


def test_answers_to_what_the_user_sent_are_shown():
    reply = b'["1","7","room:1","phx_reply",{"status":"error","response":{"reason":"no"}}]'
    payloads = told(joined(), reply)
    assert payloads.fault is None
    assert json.loads(payloads.messages[0])["payload"]["status"] == "error"


def test_what_cannot_be_read_is_shown_as_it_came():
    assert told(joined(), b"hello", b"[1]", b"{}").opaque == {0, 1, 2}


def test_it_leaves_its_topics():
    (leave,) = said(joined().closing(now=1.0))
    assert leave[3:] == ["phx_leave", {}]
    assert list(Phoenix().closing(now=1.0)) == []


MESSAGES = st.binary(max_size=40) | st.lists(
    st.sampled_from(["1", "2", None, 1, "room:1", "phoenix", "phx_reply", "phx_error", {}, {"status": "error"}]),
    min_size=4,
    max_size=6,
).map(lambda each: json.dumps(each).encode())


@settings(max_examples=150, deadline=None)
@given(st.lists(MESSAGES, max_size=8), st.booleans(), st.sampled_from(["1.0.0", "2.0.0"]))
def test_whatever_comes_nothing_is_raised(messages: list[bytes], binary: bool, version: str):
    dialect = joined(version=version)
    payloads = told(dialect, *messages, binary=binary)
    for index, message in enumerate(payloads.messages):
        assert index in payloads.opaque or json.loads(message.decode(errors="replace"))["topic"] is not None
    dialect.tick(now=100.0)
