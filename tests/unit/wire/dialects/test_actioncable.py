"""Action Cable, by the messages of Rails."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import Remedy
from monitor.wire.dialects.actioncable import ActionCable
from monitor.wire.dialects.base import Dialect, Outgoing, Payloads
from monitor.wire.dialects.channels import Channel
from monitor.wire.received import Received

WELCOME = b'{"type":"welcome"}'
TICKER = (Channel("TickerChannel", '{"symbol":"AAPL"}'),)
NAME = '{"channel":"TickerChannel","symbol":"AAPL"}'


def told(dialect: Dialect, *messages: bytes, now: float = 1.0) -> Payloads:
    return dialect.receive(Received(messages=list(messages)), now=now)


def said(outgoing: Any) -> list[Any]:
    return [json.loads(each.data) for each in outgoing]


def message(**members: Any) -> bytes:
    return json.dumps(members).encode()


def welcomed(channels: tuple[Channel, ...] = TICKER) -> ActionCable:
    dialect = ActionCable(channels=channels)
    dialect.opened(now=0.0)
    told(dialect, WELCOME, now=0.0)
    return dialect


def test_it_subscribes_once_it_is_welcome():
    dialect = ActionCable(channels=(*TICKER, Channel("Plain")))
    assert list(dialect.opened(now=0.0)) == []
    assert not dialect.ready
    assert dialect.deadline is None
    replies = told(dialect, WELCOME).replies
    assert dialect.ready
    assert all(each.paced for each in replies)
    assert said(replies) == [
        {"command": "subscribe", "identifier": NAME},
        {"command": "subscribe", "identifier": '{"channel":"Plain"}'},
    ]


def test_a_broadcast_comes_out_with_its_channel_and_its_identifier_as_an_object():
    payloads = told(
        welcomed(),
        message(type="confirm_subscription", identifier=NAME),
        message(type="ping", message=1_700_000_000),
        b'{"identifier":' + json.dumps(NAME).encode() + b',"message":{"p": 1.10}}',
        message(identifier=NAME, message='{"p":2}'),
    )
    head = b'{"channel":"TickerChannel","identifier":' + NAME.encode() + b',"message":'
    assert payloads.messages == [head + b'{"p": 1.10}}', head + b'{"p":2}}']
    assert payloads.opaque == set()


def test_a_broadcast_of_a_channel_that_the_user_joined_names_it_by_its_identifier():
    (shown,) = told(welcomed(), message(identifier="other", message=1)).messages
    assert json.loads(shown) == {"channel": None, "identifier": "other", "message": 1}


def test_a_server_whose_pings_stop_is_given_up():
    dialect = welcomed(())
    assert dialect.deadline == 6.0
    told(dialect, message(type="ping", message=1), now=3.0)
    assert dialect.deadline == 9.0
    assert dialect.tick(now=8.0) == Payloads()
    fault = dialect.tick(now=9.0).fault
    assert fault is not None
    assert (fault.remedy, fault.code) == (Remedy.RETRY, 1001)


def test_a_subscription_without_an_answer_is_asked_for_again_and_in_the_end_given_up():
    dialect = welcomed()
    for now in (5.0, 10.0):
        told(dialect, message(type="ping", message=1), now=now - 1.0)
        assert dialect.deadline == now
        assert said(dialect.tick(now=now).replies) == [{"command": "subscribe", "identifier": NAME}]
    told(dialect, message(type="ping", message=1), now=14.0)
    fault = dialect.tick(now=15.0).fault
    assert fault is not None
    assert fault.what == "the server does not answer for TickerChannel"


def test_while_nothing_is_read_nothing_is_asked_again():
    dialect = welcomed()
    told(dialect, now=100.0)
    assert dialect.deadline == 105.0


def test_a_subscription_that_is_confirmed_is_not_asked_for_again():
    dialect = welcomed()
    told(dialect, message(type="confirm_subscription", identifier=NAME), now=4.0)
    assert dialect.deadline == 10.0


def test_a_rejected_channel_is_told_and_what_came_before_is_kept():
    payloads = told(
        welcomed(), message(identifier=NAME, message=1), message(type="reject_subscription", identifier=NAME), b"{}"
    )
    assert payloads.fault is not None
    assert payloads.fault.remedy is Remedy.ASK
    assert payloads.fault.what == "the server refuses the channel TickerChannel"
    assert (len(payloads.messages), payloads.lost) == (1, 1)


@pytest.mark.parametrize(
    ("reason", "reconnect", "remedy"),
    [
        ("unauthorized", False, Remedy.ASK),
        ("invalid_request", False, Remedy.ASK),
        ("server_restart", True, Remedy.RETRY),
        ("remote", True, Remedy.RETRY),
        ("remote", False, Remedy.ASK),
    ],
)
def test_the_servers_reason_to_disconnect_says_whether_to_come_back(reason: str, reconnect: bool, remedy: Remedy):
    fault = told(ActionCable(), message(type="disconnect", reason=reason, reconnect=reconnect)).fault
    assert fault is not None
    assert fault.remedy is remedy
    assert fault.what == f"the server has disconnected us: {reason.replace('_', ' ')}"


@pytest.mark.parametrize(
    ("text", "data"), [('{"action":"speak","n":1}', {"action": "speak", "n": 1}), ("hello", {"message": "hello"})]
)
def test_what_the_user_sends_goes_to_the_first_channel(text: str, data: dict[str, Any]):
    (sent,) = said(welcomed().wrap(text, now=1.0))
    assert (sent["command"], sent["identifier"], json.loads(sent["data"])) == ("message", NAME, data)


def test_a_command_of_the_user_goes_as_it_is():
    text = '{"command":"unsubscribe","identifier":"x"}'
    assert list(welcomed().wrap(text, now=1.0)) == [Outgoing(text.encode())]
    assert list(welcomed(()).wrap("hello", now=1.0)) == [Outgoing(b"hello")]


def test_what_cannot_be_read_is_shown_as_it_came():
    assert told(welcomed(), b"hello", b"{}", b"[]").opaque == {0, 1, 2}


def test_it_leaves_without_a_word():
    assert list(welcomed().closing(now=1.0)) == []


TYPES = st.sampled_from(["welcome", "ping", "confirm_subscription", "", "new"])
MESSAGES = st.binary(max_size=40) | st.builds(
    message, type=TYPES, identifier=st.sampled_from([NAME, "x", 1]), message=st.sampled_from([None, 1, "{", {}])
)


@settings(max_examples=150, deadline=None)
@given(st.lists(MESSAGES, max_size=8))
def test_whatever_comes_nothing_is_raised(messages: list[bytes]):
    dialect = welcomed()
    payloads = told(dialect, *messages)
    for index, shown in enumerate(payloads.messages):
        assert index in payloads.opaque or "message" in json.loads(shown.decode(errors="replace"))
    dialect.tick(now=6.0)
