"""Pusher Channels, by the messages of its protocol's description."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import Dialect, Outgoing, Payloads
from monitor.wire.dialects.channels import Channel
from monitor.wire.dialects.pusher import Pusher
from monitor.wire.received import Received

ESTABLISHED = (
    b'{"event":"pusher:connection_established","data":"{\\"socket_id\\":\\"1234.1234\\",\\"activity_timeout\\":60}"}'
)
NEWS = (Channel("news"),)
KEY, SECRET = "278d425bdf160c739803", "7ad3773142a6692b25b8"


def told(dialect: Dialect, *messages: bytes, now: float = 1.0) -> Payloads:
    return dialect.receive(Received(messages=list(messages)), now=now)


def said(outgoing: Any) -> list[Any]:
    return [json.loads(each.data) for each in outgoing]


def established(*channels: Channel) -> Pusher:
    dialect = Pusher(channels=channels or NEWS)
    dialect.opened(now=0.0)
    told(dialect, ESTABLISHED, now=0.0)
    return dialect


def event(name: str, data: Any, channel: str | None = "news") -> bytes:
    return json.dumps({"event": name, "channel": channel, "data": data}).encode()


def test_it_subscribes_once_the_server_has_greeted():
    dialect = Pusher(channels=(*NEWS, Channel("presence-a", '{"user_id":"u"}', "k:abc")))
    assert list(dialect.opened(now=0.0)) == []
    assert not dialect.ready
    assert dialect.deadline is None
    payloads = told(dialect, ESTABLISHED)
    assert dialect.ready
    assert payloads.messages == []
    assert all(each.paced for each in payloads.replies)
    assert said(payloads.replies) == [
        {"event": "pusher:subscribe", "data": {"channel": "news"}},
        {
            "event": "pusher:subscribe",
            "data": {"channel": "presence-a", "auth": "k:abc", "channel_data": '{"user_id":"u"}'},
        },
    ]


def test_private_channels_are_signed_as_in_the_description_of_signatures():
    dialect = Pusher(
        channels=(Channel("private-foobar"), *NEWS), key="278d425bdf160c739803", secret="7ad3773142a6692b25b8"
    )
    requests = said(told(dialect, ESTABLISHED).replies)
    assert requests[0]["data"]["auth"] == (
        "278d425bdf160c739803:58df8b0c36d6982b82c3ecf6b4662e34fe8c25bba48f5369f135bf843651c3a4"
    )
    assert "auth" not in requests[1]["data"]


def test_presence_channels_are_signed_with_their_data():
    data = '{"user_id":10,"user_info":{"name":"Mr. Channels"}}'
    dialect = Pusher(channels=(Channel("presence-foobar", data),), key=KEY, secret=SECRET)
    (request,) = said(told(dialect, ESTABLISHED).replies)
    assert request["data"]["auth"] == (
        "278d425bdf160c739803:31935e7d86dba64c2a90aed31fdc61869f9b22ba9d8863bba239c03ca481bc80"
    )


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        ('{"p": 1.10}', '{"p": 1.10}'),
        ("1.5", "1.5"),
        ("[1,2]", "[1,2]"),
        ("hello", '"hello"'),
        ('"hello"', '"hello"'),
        ({"p": 1}, '{"p": 1}'),
        ("", '""'),
    ],
)
def test_data_comes_out_of_its_string(data: Any, seen: str):
    assert told(established(), event("tick", data)).messages == [
        b'{"channel":"news","event":"tick","data":' + seen.encode() + b"}"
    ]


def test_what_belongs_to_the_protocol_alone_is_not_shown_but_who_is_present_is():
    payloads = told(
        established(),
        event("pusher_internal:subscription_succeeded", "{}"),
        b'{"event":"pusher:pong","data":"{}"}',
        event("pusher_internal:subscription_succeeded", '{"presence":{"count":2}}'),
    )
    assert [json.loads(each)["data"] for each in payloads.messages] == [{"presence": {"count": 2}}]


def test_pings_of_the_server_are_answered():
    assert said(told(established(), b'{"event":"pusher:ping","data":"{}"}').replies) == [
        {"event": "pusher:pong", "data": {}}
    ]


def test_a_silent_server_is_pinged_and_given_up_without_an_answer():
    dialect = established()
    assert dialect.deadline == 60.0
    assert dialect.tick(now=59.0) == Payloads()
    assert said(dialect.tick(now=60.0).replies) == [{"event": "pusher:ping", "data": {}}]
    assert dialect.deadline == 90.0
    told(dialect, b'{"event":"pusher:pong","data":"{}"}', now=61.0)
    assert dialect.deadline == 121.0
    dialect.tick(now=121.0)
    fault = dialect.tick(now=151.0).fault
    assert fault is not None
    assert (fault.remedy, fault.code) == (Remedy.RETRY, 1001)


@pytest.mark.parametrize(
    ("code", "remedy"),
    [(4001, Remedy.ASK), (4009, Remedy.ASK), (4100, Remedy.BACK_OFF), (4200, Remedy.RETRY), (4301, None), (1000, None)],
)
def test_error_codes_say_whether_to_come_back(code: int, remedy: Remedy | None):
    error = told(established(), event("pusher:error", {"code": code, "message": "reason"}), b"{}")
    assert (error.fault and error.fault.remedy) is remedy
    assert (error.fault and error.fault.said) == (code if remedy else None)
    assert (len(error.messages), error.lost) == ((0, 1) if remedy else (2, 0))


def test_an_error_before_the_greeting_is_told():
    fault = told(Pusher(), event("pusher:error", {"code": 4001, "message": "App key x not in this cluster"})).fault
    assert fault is not None
    assert fault.what == "the server refuses the connection (4001): App key x not in this cluster"
    assert "key" in fault.advice


def test_a_refused_channel_is_told():
    refusal = event("pusher:subscription_error", '{"type":"AuthError","error":"invalid signature","status":401}')
    fault = told(established(), refusal).fault
    assert fault is not None
    assert fault.remedy is Remedy.ASK
    assert fault.what == "the server refuses the channel news: invalid signature"


def test_an_event_of_the_user_goes_as_it_is_and_all_else_to_the_first_private_channel():
    dialect = established(*NEWS, Channel("private-a", token="t"))
    text = '{"event":"client-x","channel":"private-a","data":{}}'
    assert list(dialect.wrap(text, now=1.0)) == [Outgoing(text.encode())]
    assert said(dialect.wrap('{"x":1}', now=1.0)) == [
        {"event": "client-message", "channel": "private-a", "data": {"x": 1}}
    ]
    assert list(established().wrap("hello", now=1.0)) == [Outgoing(b"hello")]


def test_what_cannot_be_read_is_shown_as_it_came():
    payloads = told(established(), b"hello", b'{"event":"x","data":"\\ud800"}', b"[]")
    assert {0, 2} <= payloads.opaque


def test_a_greeting_that_cannot_be_read_is_shown_as_it_came():
    dialect = Pusher()
    assert told(dialect, event("pusher:connection_established", "no")).opaque == {0}
    assert not dialect.ready


def test_it_leaves_without_a_word():
    assert list(established().closing(now=1.0)) == []


NAMES = st.sampled_from(
    ["pusher:error", "pusher:ping", "pusher:connection_established", "tick", "pusher:subscription_error"]
)
DATA = st.none() | st.text(max_size=10) | st.sampled_from([{}, {"code": 1}, '{"socket_id":"1"}', '{"code":"x"}'])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.binary(max_size=40) | st.builds(event, NAMES | st.just("tick"), DATA), max_size=8))
def test_whatever_comes_nothing_is_raised(messages: list[bytes]):
    dialect = Pusher(channels=NEWS)
    payloads = told(dialect, *messages)
    for index, message in enumerate(payloads.messages):
        assert index in payloads.opaque or "event" in json.loads(message.decode(errors="replace"))
    dialect.tick(now=1000.0)
