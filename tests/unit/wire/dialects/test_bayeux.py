"""Bayeux, by the messages of its specification."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import Dialect, Outgoing, Payloads
from monitor.wire.dialects.bayeux import Bayeux
from monitor.wire.received import Received

SHAKEN = {"channel": "/meta/handshake", "version": "1.0", "clientId": "c1", "successful": True}
CONNECTED = {"channel": "/meta/connect", "clientId": "c1", "successful": True}


def told(dialect: Dialect, *messages: dict[str, Any], now: float = 1.0) -> Payloads:
    return dialect.receive(Received(messages=[json.dumps([each]).encode() for each in messages]), now=now)


def said(outgoing: Any) -> list[Any]:
    return [json.loads(each.data) for each in outgoing]


def shaken(*channels: str, **advice: Any) -> Bayeux:
    dialect = Bayeux(channels=channels or ("/prices",))
    dialect.opened(now=0.0)
    told(dialect, {**SHAKEN, "advice": advice}, now=0.0)
    return dialect


def test_it_shakes_hands_connects_and_subscribes():
    dialect = Bayeux(channels=("/prices", "/news/**"), ext='{"token":"t"}')
    (sent,) = said(dialect.opened(now=0.0))
    assert sent == [
        {
            "channel": "/meta/handshake",
            "id": "1",
            "version": "1.0",
            "minimumVersion": "1.0",
            "supportedConnectionTypes": ["websocket"],
            "ext": {"token": "t"},
        }
    ]
    assert not dialect.ready
    replies = told(dialect, SHAKEN).replies
    assert dialect.ready
    assert [each.paced for each in replies] == [False, True]
    connect, subscribe = said(replies)
    assert connect == [{"channel": "/meta/connect", "id": "2", "connectionType": "websocket", "clientId": "c1"}]
    ours = {"channel": "/meta/subscribe", "clientId": "c1", "ext": {"token": "t"}}
    assert subscribe == [
        {**ours, "id": "3", "subscription": "/prices"},
        {**ours, "id": "4", "subscription": "/news/**"},
    ]


def test_five_hundred_subscriptions_take_five_frames():
    dialect = Bayeux(channels=[f"/{i}" for i in range(500)])
    assert [len(each) for each in said(told(dialect, SHAKEN).replies)] == [1, 100, 100, 100, 100, 100]


def test_events_come_out_with_their_channel_and_the_protocols_own_do_not():
    frame = (
        b'[{"channel":"/prices","data":{"p": 1.10},"id":"9"},{"channel":"/meta/subscribe","successful":true,'
        b'"subscription":"/prices"},{"channel":"/prices","data":"{\\"p\\":2}"}]'
    )
    one = b' {"channel":"/prices","data":3}'
    payloads = shaken().receive(Received(messages=[frame, one, b"[]"]), now=1.0)
    assert payloads.messages == [
        b'{"channel":"/prices","data":{"p": 1.10}}',
        b'{"channel":"/prices","data":{"p":2}}',
        b'{"channel":"/prices","data":3}',
    ]
    assert payloads.opaque == set()


def test_each_answer_to_connect_is_followed_by_the_next():
    dialect = shaken(timeout=45_000)
    assert dialect.deadline == 60.0
    (reply,) = said(told(dialect, CONNECTED, now=45.0).replies)
    assert reply[0]["channel"] == "/meta/connect"
    assert dialect.deadline == 105.0
    assert dialect.tick(now=104.0) == Payloads()
    fault = dialect.tick(now=105.0).fault
    assert fault is not None
    assert (fault.remedy, fault.code) == (Remedy.RETRY, 1001)


def test_while_nothing_is_read_no_answer_is_missed():
    dialect = shaken(timeout=45_000)
    told(dialect, now=100.0)
    assert dialect.deadline == 115.0
    assert dialect.tick(now=114.0) == Payloads()


def test_the_next_waits_for_the_interval_that_the_server_wants():
    dialect = shaken()
    payloads = told(dialect, {**CONNECTED, "advice": {"interval": 2_000}}, now=10.0)
    assert payloads.replies == []
    assert dialect.deadline == 12.0
    (reply,) = said(dialect.tick(now=12.0).replies)
    assert reply[0]["channel"] == "/meta/connect"
    assert dialect.deadline == 87.0


@pytest.mark.parametrize(
    ("answer", "remedy", "what"),
    [
        ({"error": "401::No token", "advice": {"reconnect": "none"}}, Remedy.ASK, " (401): No token"),
        ({"error": "403:a:Forbidden"}, Remedy.ASK, " (403): Forbidden"),
        ({"error": "500::Trouble", "advice": {"reconnect": "handshake"}}, Remedy.BACK_OFF, " (500): Trouble"),
        ({"error": "no such version"}, Remedy.ASK, ": no such version"),
        ({}, Remedy.ASK, ""),
    ],
)
def test_a_refused_handshake_is_told(answer: dict[str, Any], remedy: Remedy, what: str):
    fault = told(Bayeux(), {"channel": "/meta/handshake", "successful": False, **answer}).fault
    assert fault is not None
    assert fault.remedy is remedy
    assert fault.what == f"the server refuses the handshake{what}"


@pytest.mark.parametrize("subscription", ["/prices", ["/prices"]])
def test_a_refused_channel_is_told_and_what_came_before_is_kept(subscription: Any):
    refusal = {"channel": "/meta/subscribe", "successful": False, "subscription": subscription, "error": "403::No"}
    payloads = told(shaken(), {"channel": "/prices", "data": 1}, refusal, CONNECTED)
    assert payloads.fault is not None
    assert payloads.fault.what == "the server refuses the channel /prices (403): No"
    assert payloads.fault.remedy is Remedy.ASK
    assert (len(payloads.messages), payloads.lost) == (1, 1)


@pytest.mark.parametrize(("advice", "remedy"), [("handshake", Remedy.RETRY), ("none", Remedy.ASK)])
def test_a_session_that_the_server_ends_is_told(advice: str, remedy: Remedy):
    ended = {**CONNECTED, "successful": False, "error": "401:c1:Unknown client", "advice": {"reconnect": advice}}
    fault = told(shaken(), ended).fault
    assert fault is not None
    assert fault.remedy is remedy
    assert fault.what == "the server ends the session (401): Unknown client"


def test_what_the_user_sends_is_published():
    dialect = shaken("/news/*", "/prices")
    ours = {"id": "5", "clientId": "c1"}
    assert said(dialect.wrap('{"channel":"/a","data":1}', now=1.0)) == [[{"channel": "/a", "data": 1, **ours}]]
    assert said(dialect.wrap("hello", now=1.0)) == [[{"channel": "/prices", "data": "hello", **ours, "id": "6"}]]
    assert list(dialect.wrap("[1]", now=1.0)) == [Outgoing(b"[1]")]
    assert list(shaken("/*").wrap("hello", now=1.0)) == [Outgoing(b"hello")]


def test_what_the_user_could_not_publish_is_shown_and_what_they_could_is_not():
    answers = (
        {"channel": "/a", "successful": True, "id": "5"},
        {"channel": "/a", "successful": False, "error": "403::No"},
    )
    payloads = told(shaken(), *answers)
    assert [json.loads(each) for each in payloads.messages] == [{"channel": "/a", "error": "403::No"}]


def test_it_says_that_it_leaves():
    assert said(shaken().closing(now=1.0)) == [[{"channel": "/meta/disconnect", "id": "4", "clientId": "c1"}]]
    assert list(Bayeux().closing(now=1.0)) == []


def test_what_cannot_be_read_is_shown_as_it_came():
    payloads = shaken().receive(Received(messages=[b"hello", b"[1]", b"{}"]), now=1.0)
    assert payloads.opaque == {0, 1, 2}


ANSWERS = st.fixed_dictionaries(
    {"channel": st.sampled_from(["/meta/handshake", "/meta/connect", "/meta/subscribe", "/a", 1])},
    optional={
        "successful": st.sampled_from([True, False, None, 1]),
        "error": st.sampled_from(["", "1", "1:2", "²::x", None]),
        "advice": st.fixed_dictionaries({}, optional={"interval": st.integers(), "timeout": st.integers()}),
        "clientId": st.sampled_from(["c", "", None]),
        "data": st.none() | st.text(max_size=5),
    },
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.binary(max_size=40) | ANSWERS.map(lambda each: json.dumps([each]).encode()), max_size=8))
def test_whatever_comes_nothing_is_raised(messages: list[bytes]):
    dialect = Bayeux(channels=("/a",))
    payloads = dialect.receive(Received(messages=messages), now=1.0)
    for index, shown in enumerate(payloads.messages):
        assert index in payloads.opaque or "channel" in json.loads(shown.decode(errors="replace"))
    dialect.tick(now=100.0)
