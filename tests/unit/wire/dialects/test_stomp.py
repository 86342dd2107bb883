"""Conversations in STOMP, alone and inside SockJS."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import Dialect, Payloads, Unsendable
from monitor.wire.dialects.sockjs import SockJs
from monitor.wire.dialects.stomp import Stomp, StompLogin
from monitor.wire.received import Received

CONNECTED = b"CONNECTED\nversion:1.2\nheart-beat:10000,10000\nserver:x\n\n\0"
MESSAGE = b'MESSAGE\ndestination:/topic/a\\cb\nsubscription:0\nmessage-id:1\n\n{"p": 1.5}\0'


def hear(dialect: Dialect, *messages: bytes, now: float = 0.0) -> Payloads:
    return dialect.receive(Received(messages=list(messages)), now=now)


def greeted(**options: object) -> Stomp:
    dialect = Stomp(**options)
    dialect.opened(now=0.0)
    hear(dialect, CONNECTED)
    assert dialect.ready
    return dialect


def test_it_is_a_dialect():
    dialect: Dialect = Stomp()
    assert not dialect.ready
    assert dialect.deadline is None
    assert not dialect.closing(now=0.0)


def test_it_connects_with_all_three_versions():
    login = StompLogin("ann", "secret", "/", {"x-token": "t"})
    (owed,) = Stomp(login=login, heartbeat=10.0).opened(now=0.0)
    assert owed.data == (
        b"CONNECT\naccept-version:1.0,1.1,1.2\nhost:/\nheart-beat:10000,10000\n"
        b"login:ann\npasscode:secret\nx-token:t\n\n\0"
    )
    assert not owed.binary
    assert not owed.paced


def test_it_subscribes_once_it_is_let_in():
    dialect = Stomp(destinations=("/topic/a:b", "/queue/c"))
    dialect.opened(now=0.0)
    replies = hear(dialect, CONNECTED).replies
    assert [each.data for each in replies] == [
        b"SUBSCRIBE\nid:0\ndestination:/topic/a\\cb\nack:auto\n\n\0",
        b"SUBSCRIBE\nid:1\ndestination:/queue/c\nack:auto\n\n\0",
    ]
    assert all(each.paced for each in replies)


def test_a_message_has_destination_headers_and_body():
    (message,) = hear(greeted(), MESSAGE).messages
    assert json.loads(message) == {
        "destination": "/topic/a:b",
        "headers": {"subscription": "0", "message-id": "1"},
        "body": {"p": 1.5},
    }


def test_several_frames_in_one_message_and_one_frame_in_several():
    dialect = greeted()
    assert len(hear(dialect, MESSAGE + b"\n" + MESSAGE + MESSAGE[:20], MESSAGE[20:]).messages) == 3


def test_binary_is_taken_like_text():
    assert len(greeted().receive(Received(messages=[MESSAGE], binary={0}), now=0.0).messages) == 1


def test_an_old_server_says_no_version():
    dialect = Stomp()
    dialect.opened(now=0.0)
    hear(dialect, b"CONNECTED\nsession: 1\n\n\0")
    (message,) = hear(dialect, b"MESSAGE\ndestination: /a\\c\n\nup\0").messages
    assert json.loads(message) == {"destination": "/a\\c", "headers": {}, "body": "up"}


def test_a_version_nobody_knows_asks_the_user():
    fault = hear(Stomp(), b"CONNECTED\nversion:2.0\n\n\0").fault
    assert fault is not None
    assert fault.remedy is Remedy.ASK


def test_a_refused_login_asks_the_user_without_the_secret():
    dialect = Stomp(login=StompLogin("ann", "secret"))
    dialect.opened(now=0.0)
    fault = hear(dialect, b"ERROR\nmessage:Bad CONNECT\n\nAccess refused for user 'ann'\n\0").fault
    assert fault is not None
    assert fault.remedy is Remedy.ASK
    assert "Access refused" in fault.what
    assert "passcode" in fault.advice
    assert "secret" not in fault.what + fault.advice


def test_what_comes_before_an_error_is_kept():
    payloads = hear(greeted(), MESSAGE + b"ERROR\nmessage:gone\n\n\0")
    assert len(payloads.messages) == 1
    assert payloads.fault is not None


@pytest.mark.parametrize("sent", [b"SEND\n\nx\0", b"HTTP/1.1 400 Bad\r\n\r\n\0"])
def test_what_a_server_does_not_send_asks_the_user(sent):
    fault = hear(Stomp(), sent).fault
    assert fault is not None
    assert fault.remedy is Remedy.ASK


def test_receipts_are_not_messages():
    assert hear(greeted(), b"RECEIPT\nreceipt-id:1\n\n\0") == Payloads([], replies=[])


def test_heart_beats_go_both_ways():
    dialect = greeted(heartbeat=10.0)
    assert dialect.deadline == 7.5
    assert [each.data for each in dialect.tick(now=7.5).replies] == [b"\n"]
    assert dialect.deadline == 15.0
    assert hear(dialect, b"\n", now=14.0) == Payloads([], replies=[])
    dialect.tick(now=15.0)
    dialect.tick(now=30.0)
    assert dialect.tick(now=33.9).fault is None
    fault = dialect.tick(now=34.0).fault
    assert fault is not None
    assert fault.remedy is Remedy.RETRY


def test_it_sends_in_its_turn():
    dialect = greeted()
    (owed,) = dialect.wrap('{"destination": "/a", "body": {"x": 1}, "headers": {"receipt": "r:1"}}', now=0.0)
    assert owed.paced
    assert owed.data == (
        b'SEND\ndestination:/a\ncontent-type:application/json\ncontent-length:8\nreceipt:r\\c1\n\n{"x": 1}\0'
    )
    (owed,) = dialect.wrap('{"destination": "/a", "body": "hi"}', now=0.0)
    assert owed.data == b"SEND\ndestination:/a\ncontent-type:text/plain\ncontent-length:2\n\nhi\0"


@pytest.mark.parametrize("text", ["", "hello", "[]", '{"body": 1}', '{"destination": 1}', "\ud800"])
def test_what_names_no_destination_is_not_sent(text):
    assert isinstance(greeted().wrap(text, now=0.0), Unsendable)


def test_it_takes_its_leave_with_a_receipt():
    assert [each.data for each in greeted().closing(now=0.0)] == [b"DISCONNECT\nreceipt:bye\n\n\0"]


def test_inside_sockjs_it_waits_for_the_opening_and_wraps_everything():
    dialect = SockJs(Stomp(destinations=("/a",)))
    assert not dialect.opened(now=0.0)
    (connect,) = hear(dialect, b"o").replies
    assert json.loads(connect.data)[0].startswith("CONNECT\naccept-version:")
    (subscribe,) = hear(dialect, b"a" + json.dumps([CONNECTED.decode()]).encode()).replies
    assert json.loads(subscribe.data) == ["SUBSCRIBE\nid:0\ndestination:/a\nack:auto\n\n\0"]
    assert len(hear(dialect, b"h", b"a" + json.dumps([MESSAGE.decode(), "\n"]).encode()).messages) == 1
    assert [each.data for each in dialect.tick(now=8.0).replies] == [b'["\\n"]']
    fault = hear(dialect, b'c[3000,"Go away!"]').fault
    assert fault is not None
    assert fault.remedy is Remedy.RETRY


@given(st.booleans(), st.lists(st.binary(max_size=40) | st.sampled_from([b"o", CONNECTED, MESSAGE]), max_size=8))
def test_garbage_is_never_raised_at_the_caller(sockjs, blocks):
    dialect = SockJs(Stomp()) if sockjs else Stomp()
    dialect.opened(now=0.0)
    for block in blocks:
        payloads = hear(dialect, block)
        for message in payloads.messages:
            json.loads(message)
        if payloads.fault:
            break
