"""Socket.IO with frames of its specification, and with what no server should send."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.core.errors import Remedy
from monitor.wire.dialects.base import Dialect, DialectFault, Outgoing, Payloads
from monitor.wire.dialects.socketio import SocketIo
from monitor.wire.received import Received

OPEN = b'0{"sid":"x","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}'
CONNECTED = b'40{"sid":"y"}'


def receive(dialect: SocketIo, *messages: bytes, binary: Any = (), now: float = 0.0) -> Payloads:
    return dialect.receive(Received(list(messages), set(binary)), now=now)


def ready(**options: Any) -> SocketIo:
    """One whose login is done."""
    dialect = SocketIo(**options)
    prefix = dialect._prefix
    assert dialect.opened(now=0.0) == ()
    assert receive(dialect, OPEN).fault is None
    assert not dialect.ready
    assert receive(dialect, b"40" + prefix + b'{"sid":"y"}').fault is None
    assert dialect.ready
    return dialect


def fault(payloads: Payloads) -> DialectFault:
    assert payloads.fault is not None
    return payloads.fault


def test_it_waits_for_the_server_then_asks_to_connect_then_is_ready() -> None:
    dialect = SocketIo(auth={"token": "t"})
    checked: Dialect = dialect
    assert checked.deadline is None
    assert receive(dialect, OPEN, now=5.0) == Payloads([], set(), [Outgoing(b'40{"token":"t"}')])
    assert dialect.deadline == 50.0
    assert receive(dialect, CONNECTED) == Payloads([], set(), [])
    assert dialect.ready


def test_it_connects_to_a_namespace() -> None:
    dialect = SocketIo(namespace="prices", auth={"a": "b"})
    assert receive(dialect, OPEN).replies == [Outgoing(b'40/prices,{"a":"b"}')]
    receive(dialect, CONNECTED)
    assert not dialect.ready, "that was another namespace"
    receive(dialect, b'40/prices,{"sid":"z"}')
    assert dialect.ready
    assert receive(dialect, b'42/prices,["a",1]', b'42["b",2]', b'42/other,["c",3]').messages == [b'["a",1]']
    assert list(dialect.wrap('["x"]', now=0.0)) == [Outgoing(b'42/prices,["x"]')]
    assert list(dialect.closing(now=0.0)) == [Outgoing(b"41/prices,")]


def test_in_version_3_the_server_connects_by_itself_and_is_pinged() -> None:
    dialect = SocketIo(version=3, auth={"token": "t"})
    assert receive(dialect, OPEN, b"40").replies == []
    assert dialect.ready
    assert dialect.deadline == 25.0
    assert dialect.tick(now=25.0) == Payloads(replies=(Outgoing(b"2"),))
    assert receive(dialect, b"3", now=26.0) == Payloads([], set(), [])
    assert dialect.tick(now=50.0).replies
    assert "heartbeat" in fault(dialect.tick(now=70.0)).what


def test_in_version_3_a_namespace_is_asked_for() -> None:
    dialect = SocketIo(version=3, namespace="/prices")
    assert receive(dialect, OPEN, b"40").replies == [Outgoing(b"40/prices,")]
    assert not dialect.ready
    receive(dialect, b"40/prices")
    assert dialect.ready


def test_pings_of_the_server_are_answered_with_what_they_carry() -> None:
    dialect = ready()
    assert receive(dialect, b"2", b"2probe", now=7.0) == Payloads([], set(), [Outgoing(b"3"), Outgoing(b"3probe")])
    assert dialect.deadline == 52.0
    assert "45 s" in fault(dialect.tick(now=52.0)).what


def test_nothing_is_due_before_the_server_has_spoken() -> None:
    assert SocketIo().tick(now=1e9) == Payloads()


def test_events_are_messages_also_before_the_login_is_confirmed() -> None:
    dialect = SocketIo()
    assert receive(dialect, OPEN, b'42["early",1]', CONNECTED, b'42["late",2]').messages == [
        b'["early",1]',
        b'["late",2]',
    ]


def test_an_acknowledgement_that_is_asked_for_is_given() -> None:
    assert receive(ready(), b'4212["foo",1]') == Payloads([b'["foo",1]'], set(), [Outgoing(b"4312[]")])
    assert receive(ready(namespace="/a"), b'42/a,7["foo"]').replies == [Outgoing(b"43/a,7[]")]
    assert receive(ready(), b'4312["done"]') == Payloads([], set(), []), "nobody has asked"


def test_attachments_are_waited_for_over_blocks_and_heartbeats() -> None:
    dialect = ready()
    head = b'452-5["baz",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]'
    assert receive(dialect, head) == Payloads([], set(), [])
    assert receive(dialect, b"\x00", b"2", binary={0}).messages == []
    payloads = receive(dialect, b'{"p":1}', b'42["next"]', binary={0})
    assert payloads.messages == [b'["baz","AA==",{"p":1}]', b'["next"]']
    assert payloads.replies == [Outgoing(b"435[]")]


def test_in_version_3_an_attachment_has_a_type_before_it() -> None:
    dialect = SocketIo(version=3)
    payloads = receive(dialect, OPEN, b"40", b'451-["a",{"_placeholder":true,"num":0}]', b"\x04[1]", binary={3})
    assert payloads.messages == [b'["a",[1]]']


def test_attachments_of_another_namespace_are_not_taken_for_ours() -> None:
    dialect = ready()
    payloads = receive(dialect, b'451-/x,["a",{"_placeholder":true,"num":0}]', b"[1]", b'42["b"]', binary={1})
    assert payloads == Payloads([b'["b"]'], set(), [])


def test_text_in_place_of_an_attachment_ends_the_connection() -> None:
    payloads = receive(ready(), b'42["a"]', b'451-["a",{"_placeholder":true,"num":0}]', b'42["b"]', b'42["c"]')
    assert payloads.messages == [b'["a"]']
    assert payloads.lost == 1
    assert fault(payloads).code == 1002


@pytest.mark.parametrize("messages", [[b'4599999-["a"]'], [b'451-["a"]', b"x" * 101]])
def test_too_much_at_once_ends_the_connection_with_advice(messages: list[bytes]) -> None:
    found = fault(receive(ready(limit=100), *messages, binary={1}))
    assert (found.code, found.remedy) == (1009, Remedy.ASK)
    assert "limits.message_bytes" in found.advice


def test_what_is_no_packet_is_shown_as_it_came() -> None:
    payloads = receive(ready(), b"hello", b"4x", b"\x00\x01", b'42["a"]', binary={2})
    assert payloads == Payloads([b"hello", b"4x", b"\x00\x01", b'["a"]'], {0, 1, 2}, [])


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (b'44{"message":"not authorised"}', "refused the login: not authorised"),
        (b'44"not authorised"', "refused the login: not authorised"),
        (b'44{"message":"no","data":{"code":7}}', "refused the login: no"),
        (b"44", "has refused the login"),
    ],
)
def test_a_refused_login_asks_the_user(told: bytes, says: str) -> None:
    found = fault(receive(SocketIo(), OPEN, told))
    assert found.remedy is Remedy.ASK
    assert says in found.what
    assert "auth" in found.advice


def test_a_refusal_of_the_whole_connection_counts_for_any_namespace() -> None:
    assert fault(receive(SocketIo(version=3, namespace="/a"), OPEN, b'44"no"')).remedy is Remedy.ASK


@pytest.mark.parametrize("told", [b"41", b"1"])
def test_a_session_that_the_server_ends_is_begun_again(told: bytes) -> None:
    assert fault(receive(ready(), told)).remedy is Remedy.RETRY


def test_an_older_server_asks_for_its_version() -> None:
    found = fault(receive(SocketIo(), OPEN, b"40"))
    assert found.remedy is Remedy.ASK
    assert "version = 3" in found.advice


@pytest.mark.parametrize("first", [b'{"type":"welcome"}', b"", b"o", b"2"])
def test_a_server_that_speaks_otherwise_is_told_apart(first: bytes) -> None:
    found = fault(receive(SocketIo(), first))
    assert found.remedy is Remedy.ASK
    assert "does not speak Socket.IO" in found.what


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ('["subscribe", {"a": 1}]', b'42["subscribe", {"a": 1}]'),
        (' ["a"] ', b'42["a"]'),
        ("hello", b'42["message","hello"]'),
        ("17", b'42["message","17"]'),
        ("[]", b'42["message",[]]'),
        ("[1, 2]", b'42["message",[1, 2]]'),
        ('{"op": "ping"}', b'42["message",{"op": "ping"}]'),
        ("a\ud800", b'42["message","a?"]'),
    ],
)
def test_what_is_sent_is_an_event(text: str, sent: bytes) -> None:
    assert list(ready().wrap(text, now=0.0)) == [Outgoing(sent)]


def test_there_is_no_farewell_before_the_login() -> None:
    assert list(SocketIo().closing(now=0.0)) == []
    assert list(ready().closing(now=0.0)) == [Outgoing(b"41")]


ATTACHED = b'451-["a",{"_placeholder":true,"num":0}]'
PIECES = st.one_of(
    st.binary(max_size=30),
    st.sampled_from([OPEN, CONNECTED, b"2", b"3", b"4", b'42["a",1]', b'4217["a"]', ATTACHED]),
)


@settings(max_examples=300, deadline=None)
@given(
    blocks=st.lists(st.lists(st.tuples(PIECES, st.booleans()), max_size=4), max_size=12),
    version=st.sampled_from([3, 4]),
    namespace=st.sampled_from(["/", "/a"]),
)
def test_nothing_that_is_sent_breaks_it_or_makes_it_grow(blocks: Any, version: Any, namespace: str) -> None:
    dialect = SocketIo(version=version, namespace=namespace, limit=200)
    for now, block in enumerate(blocks):
        messages = [piece for piece, _ in block]
        binary = {index for index, (_, is_binary) in enumerate(block) if is_binary}
        payloads = dialect.receive(Received(messages, binary), now=float(now))
        assert payloads.opaque <= set(range(len(payloads.messages)))
        assert dialect._size <= 200 + len(OPEN) or payloads.fault
        assert len(payloads.messages) <= len(messages)
        if payloads.fault:
            break
        json.dumps([reply.data.decode(errors="replace") for reply in payloads.replies])
