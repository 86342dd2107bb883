"""Centrifugo, by the messages of its client protocol."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import Dialect, Outgoing, Payloads
from monitor.wire.dialects.centrifugo import Centrifugo, Positions
from monitor.wire.dialects.channels import Channel
from monitor.wire.received import Received

CONNECTED = b'{"id":1,"connect":{"client":"c1","version":"6.0.0","ping":25,"pong":true}}'
NEWS = (Channel("news"),)


def told(dialect: Dialect, *messages: bytes, now: float = 1.0) -> Payloads:
    return dialect.receive(Received(messages=list(messages)), now=now)


def said(outgoing: Any) -> list[Any]:
    return [json.loads(each.data) for each in outgoing]


def connected(channels: tuple[Channel, ...] = NEWS, positions: Positions | None = None) -> Centrifugo:
    dialect = Centrifugo(channels=channels, positions=positions)
    dialect.opened(now=0.0)
    told(dialect, CONNECTED, now=0.0)
    assert dialect.ready
    return dialect


def test_it_connects_with_its_token_and_then_subscribes():
    dialect = Centrifugo(channels=(Channel("news", payload='{"a":1.50}', token="t"), Channel("b")), token="jwt")
    assert list(dialect.opened(now=0.0)) == [Outgoing(b'{"id":1,"connect":{"token":"jwt"}}')]
    assert not dialect.ready
    assert list(told(dialect, CONNECTED).replies) == [
        Outgoing(b'{"id":2,"subscribe":{"channel":"news","token":"t","data":{"a":1.50}}}', paced=True),
        Outgoing(b'{"id":3,"subscribe":{"channel":"b"}}', paced=True),
    ]
    assert dialect.ready


def test_a_frame_holds_several_messages_and_each_publication_is_one_message():
    frame = (
        b'{"id":2,"subscribe":{}}\n'
        b'{"push":{"channel":"news","pub":{"data":{"p": 1.10},"offset":7}}}\n'
        b'{"push":{"channel":"n\\"s","pub":{"data":"{\\"p\\":2}"}}}\n'
    )
    assert told(connected(), frame).messages == [
        b'{"channel":"news","data":{"p": 1.10},"offset":7}',
        b'{"channel":"n\\"s","data":{"p":2}}',
    ]


def test_pings_are_answered_only_where_the_server_wants_it():
    assert list(told(connected(), b"{}").replies) == [Outgoing(b"{}")]
    quiet = Centrifugo()
    quiet.opened(now=0.0)
    told(quiet, b'{"id":1,"connect":{"ping":25}}')
    assert told(quiet, b"{}") == Payloads([], set(), [])


def test_a_server_whose_pings_stop_is_given_up():
    dialect = connected()
    assert dialect.deadline == 35.0
    told(dialect, b"{}", now=25.0)
    assert dialect.deadline == 60.0
    assert dialect.tick(now=59.0) == Payloads()
    fault = dialect.tick(now=60.0).fault
    assert fault is not None
    assert (fault.remedy, fault.code) == (Remedy.RETRY, 1001)


def test_a_server_that_promises_no_pings_has_no_deadline():
    dialect = Centrifugo()
    dialect.opened(now=0.0)
    told(dialect, b'{"id":1,"connect":{}}')
    assert dialect.deadline is None


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        ({"code": 101, "message": "unauthorized"}, Remedy.ASK),
        ({"code": 109, "message": "token expired"}, Remedy.ASK),
        ({"code": 100, "message": "internal server error"}, Remedy.BACK_OFF),
        ({"code": 4000, "message": "busy", "temporary": True}, Remedy.BACK_OFF),
    ],
)
def test_a_refused_login_is_told(error: dict[str, Any], remedy: Remedy):
    dialect = Centrifugo(token="secret")
    dialect.opened(now=0.0)
    fault = told(dialect, json.dumps({"id": 1, "error": error}).encode()).fault
    assert fault is not None
    assert fault.remedy is remedy
    assert fault.what == f"the server refuses the connection ({error['code']}): {error['message']}"


def test_a_refused_channel_is_told_and_what_came_before_is_kept():
    refusal = b'{"id":2,"error":{"code":103,"message":"permission denied"}}'
    payloads = told(connected(), b'{"push":{"channel":"news","pub":{"data":1}}}', refusal, b"{}")
    assert payloads.fault is not None
    assert payloads.fault.what == "the server refuses the channel news (103): permission denied"
    assert payloads.fault.remedy is Remedy.ASK
    assert (len(payloads.messages), payloads.lost) == (1, 1)


def test_a_channel_that_the_server_has_joined_for_us_already_is_fine():
    assert told(connected(), b'{"id":2,"error":{"code":105,"message":"already subscribed"}}').fault is None


def test_the_next_connection_asks_for_what_was_missed_and_gets_it_in_order():
    positions: Positions = {}
    first = connected(positions=positions)
    told(first, b'{"id":2,"subscribe":{"recoverable":true,"epoch":"xyz","offset":5}}')
    told(first, b'{"push":{"channel":"news","pub":{"data":1,"offset":6}}}')
    assert positions == {"news": ("xyz", 6)}
    second = Centrifugo(channels=NEWS, positions=positions)
    second.opened(now=0.0)
    assert said(told(second, CONNECTED).replies) == [
        {"id": 2, "subscribe": {"channel": "news", "recover": True, "epoch": "xyz", "offset": 6}}
    ]
    recovered = (
        b'{"id":2,"subscribe":{"recoverable":true,"epoch":"xyz","offset":8,"recovered":true,'
        b'"publications":[{"data":2,"offset":7},{"data":3,"offset":8}]}}'
    )
    assert told(second, recovered).messages == [
        b'{"channel":"news","data":2,"offset":7}',
        b'{"channel":"news","data":3,"offset":8}',
    ]
    assert positions == {"news": ("xyz", 8)}


def test_a_position_that_the_server_no_longer_has_is_given_up():
    positions: Positions = {"news": ("old", 3)}
    dialect = connected(positions=positions)
    again = told(dialect, b'{"id":2,"error":{"code":112,"message":"unrecoverable position"}}')
    assert again.fault is None
    assert said(again.replies) == [{"id": 3, "subscribe": {"channel": "news"}}]
    assert positions == {}
    assert told(dialect, b'{"id":3,"error":{"code":112,"message":"again"}}').fault is not None


def test_channels_joined_by_the_server_are_recovered_as_well():
    positions: Positions = {}
    dialect = Centrifugo(positions=positions)
    dialect.opened(now=0.0)
    told(dialect, b'{"id":1,"connect":{"subs":{"mine":{"recoverable":true,"epoch":"e","offset":2}}}}')
    request = said(Centrifugo(positions=positions).opened(now=0.0))
    assert request == [{"id": 1, "connect": {"subs": {"mine": {"recover": True, "epoch": "e", "offset": 2}}}}]
    told(dialect, b'{"push":{"channel":"late","subscribe":{"recoverable":true,"epoch":"f","offset":1}}}')
    assert positions == {"mine": ("e", 2), "late": ("f", 1)}


def test_a_subscription_that_ends_for_the_moment_is_begun_again():
    lost = b'{"push":{"channel":"news","unsubscribe":{"code":2500,"reason":"insufficient state"}}}'
    assert said(told(connected(), lost).replies) == [{"id": 3, "subscribe": {"channel": "news"}}]


def test_a_subscription_that_the_server_ends_for_good_is_told():
    fault = told(connected(), b'{"push":{"channel":"news","unsubscribe":{"code":2000,"reason":"by server"}}}').fault
    assert fault is not None
    assert fault.what == "the server has ended the subscription of news (2000): by server"
    assert fault.remedy is Remedy.ASK


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        (3001, Remedy.RETRY),
        (3012, Remedy.RETRY),
        (3008, Remedy.BACK_OFF),
        (3500, Remedy.ASK),
        (3507, Remedy.ASK),
        (4100, Remedy.RETRY),
        (4500, Remedy.ASK),
        (1000, None),
    ],
)
def test_codes_to_disconnect_with_say_whether_to_come_back(code: int, remedy: Remedy | None):
    push = json.dumps({"push": {"disconnect": {"code": code, "reason": "reason"}}}).encode()
    fault = told(connected(), push).fault
    assert (fault and fault.remedy) is remedy
    assert (fault and fault.said) == (code if remedy else None)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ('{"publish":{"channel":"a","data":1}}', {"id": 3, "publish": {"channel": "a", "data": 1}}),
        ('{"id":77,"rpc":{"method":"m"}}', {"id": 77, "rpc": {"method": "m"}}),
        ('{"channel":"a","data":1}', {"id": 3, "publish": {"channel": "a", "data": 1}}),
        ('{"x":1}', {"send": {"data": {"x": 1}}}),
        ("hello", {"send": {"data": "hello"}}),
    ],
)
def test_what_the_user_sends_becomes_a_command(text: str, sent: dict[str, Any]):
    assert said(connected().wrap(text, now=1.0)) == [sent]


def test_answers_to_commands_of_the_user_are_shown():
    answer = b'{"id":3,"error":{"code":103,"message":"permission denied"}}'
    assert told(connected(), answer) == Payloads([answer], set(), [])


def test_what_cannot_be_read_is_shown_as_it_came():
    payloads = told(connected(), b"hello", b'{"push":3}')
    assert payloads.messages == [b"hello", b'{"push":3}']
    assert payloads.opaque == {0, 1}


def test_it_leaves_without_a_word():
    assert list(connected().closing(now=1.0)) == []


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.binary(max_size=60)
        | st.sampled_from([CONNECTED, b"{}", b'{"id":2,"subscribe":{"publications":[{}]}}', b'{"push":{"pub":{}}}'])
        | st.recursive(st.none() | st.integers() | st.sampled_from(["push", "news"]), st.lists, max_leaves=4).map(
            lambda each: json.dumps({"id": each, "push": {"channel": "news", "pub": {"data": each}}}).encode()
        ),
        max_size=8,
    )
)
def test_whatever_comes_nothing_is_raised(messages: list[bytes]):
    positions: Positions = {}
    dialect = Centrifugo(channels=NEWS, positions=positions)
    dialect.opened(now=0.0)
    payloads = told(dialect, *messages)
    assert all(index < len(payloads.messages) for index in payloads.opaque)
    assert len(positions) <= 2
