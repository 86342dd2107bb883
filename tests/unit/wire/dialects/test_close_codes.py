"""What each protocol means by its close codes, and how each takes its leave."""

import json

import pytest

from monitor.core.errors import Remedy
from monitor.wire.dialects.actioncable import ActionCable
from monitor.wire.dialects.base import Dialect
from monitor.wire.dialects.bayeux import Bayeux
from monitor.wire.dialects.centrifugo import Centrifugo
from monitor.wire.dialects.channels import Channel
from monitor.wire.dialects.graphql import GraphQl, GraphQlOperation
from monitor.wire.dialects.jsonrpc import JsonRpc
from monitor.wire.dialects.mqtt import Mqtt
from monitor.wire.dialects.nats import Nats
from monitor.wire.dialects.phoenix import Phoenix
from monitor.wire.dialects.plain import Plain
from monitor.wire.dialects.pusher import Pusher
from monitor.wire.dialects.signalr import SignalR
from monitor.wire.dialects.signalr_legacy import LegacySignalR
from monitor.wire.dialects.socketio import SocketIo
from monitor.wire.dialects.sockjs import SockJs
from monitor.wire.dialects.stomp import Stomp
from monitor.wire.dialects.wamp import Wamp
from monitor.wire.received import Received

ASK, BACK_OFF, RETRY = Remedy.ASK, Remedy.BACK_OFF, Remedy.RETRY


CALLING = JsonRpc(calls=('{"id":1,"method":"a"}',))


def hear(dialect: Dialect, *messages: bytes, binary: bool = False) -> Dialect:
    dialect.opened(now=0.0)
    dialect.receive(Received(list(messages), set(range(len(messages))) if binary else set()), now=0.0)
    assert dialect.ready
    return dialect


def socket_io() -> Dialect:
    return hear(SocketIo(), b'0{"sid":"a"}', b'40{"sid":"b"}')


def stomp() -> Dialect:
    return hear(Stomp(), b"CONNECTED\nversion:1.2\n\n\0")


def mqtt() -> Dialect:
    return hear(Mqtt(topics=()), b"\x20\x03\0\0\0", binary=True)


def nats() -> Dialect:
    return hear(Nats(), b"INFO {}\r\nPONG\r\n")


def graph_ql(*, legacy: bool = False) -> Dialect:
    running = GraphQl(operations=(GraphQlOperation("subscription { a }"),), legacy=legacy)
    return hear(running, b'{"type":"connection_ack"}')


def wamp() -> Dialect:
    return hear(Wamp(), b"[2,1,{}]")


@pytest.mark.parametrize(
    ("dialect", "code", "remedy"),
    [
        (Plain(), 1008, None),
        (JsonRpc(), 1008, None),
        (SockJs(), 3000, RETRY),
        (SockJs(), 2010, BACK_OFF),
        (SockJs(Stomp()), 1002, ASK),
        (SocketIo(), 1008, ASK),
        (SocketIo(), 1000, None),
        (socket_io(), 1008, None),
        (Stomp(), 1002, ASK),
        (stomp(), 1002, None),
        (Mqtt(), 1002, ASK),
        (mqtt(), 1002, None),
        (Nats(), 1008, ASK),
        (nats(), 1008, BACK_OFF),
        (nats(), 1001, None),
        (GraphQl(), 4400, ASK),
        (GraphQl(), 4401, ASK),
        (GraphQl(), 4403, ASK),
        (GraphQl(), 4406, ASK),
        (GraphQl(), 4408, RETRY),
        (GraphQl(), 4409, RETRY),
        (GraphQl(), 4429, BACK_OFF),
        (GraphQl(), 4500, BACK_OFF),
        (GraphQl(), 1012, None),
        (SignalR(), 3000, ASK),
        (LegacySignalR(), 1008, ASK),
        (LegacySignalR(), 1011, None),
        (Wamp(), 3003, ASK),
        (wamp(), 3003, None),
        (Centrifugo(), 3000, RETRY),
        (Centrifugo(), 3008, BACK_OFF),
        (Centrifugo(), 3499, RETRY),
        (Centrifugo(), 3500, ASK),
        (Centrifugo(), 3999, ASK),
        (Centrifugo(), 4499, RETRY),
        (Centrifugo(), 4500, ASK),
        (Centrifugo(), 1000, None),
        (Phoenix(), 1011, BACK_OFF),
        (Phoenix(), 1000, None),
        (Pusher(), 4001, ASK),
        (Pusher(), 4099, ASK),
        (Pusher(), 4100, BACK_OFF),
        (Pusher(), 4199, BACK_OFF),
        (Pusher(), 4200, RETRY),
        (Pusher(), 4299, RETRY),
        (Pusher(), 4300, None),
        (ActionCable(), 1008, ASK),
        (Bayeux(), 3003, ASK),
        (Bayeux(), 1000, None),
    ],
    ids=lambda each: type(each).__name__ if not isinstance(each, int | Remedy) else None,
)
def test_a_close_code_says_whether_to_come_back(dialect: Dialect, code: int, remedy: Remedy | None) -> None:
    fault = dialect.closed(code, "because\nof it")
    assert (fault and fault.remedy) is remedy
    if fault is not None:
        assert fault.said == code
        assert fault.what.endswith(f"({code}): because of it")
        assert bool(fault.advice) is (remedy is ASK)


@pytest.mark.parametrize(
    ("reason", "joined", "remedy"),
    [
        ("wamp.error.no_such_realm", False, ASK),
        ("wamp.close.system_shutdown", True, BACK_OFF),
        ("wamp.error.authorization_failed", True, ASK),
    ],
)
def test_a_router_may_say_in_its_close_frame_what_is_wrong(reason: str, joined: bool, remedy: Remedy) -> None:
    fault = (wamp() if joined else Wamp()).closed(1000, reason)
    assert fault is not None
    assert (fault.remedy, fault.said) == (remedy, 1000)
    assert reason in fault.what


@pytest.mark.parametrize(
    ("dialect", "words"),
    [
        (socket_io(), [b"41"]),
        (stomp(), [b"DISCONNECT\nreceipt:bye\n\n\0"]),
        (mqtt(), [b"\xe0\0"]),
        (graph_ql(), [b'{"id":"1","type":"complete"}']),
        (graph_ql(legacy=True), [b'{"id":"1","type":"stop"}', b'{"type":"connection_terminate"}']),
        (hear(SignalR(), b"{}\x1e"), [b'{"type":7}\x1e']),
        (wamp(), [b'[6,{},"wamp.close.close_realm"]']),
        (hear(Phoenix(channels=[Channel("room:1")])), [b'["1","2","room:1","phx_leave",{}]']),
        (hear(SockJs(socket_io()), b"o"), [b'["41"]']),
    ],
    ids=lambda each: None if isinstance(each, list) else type(each).__name__,
)
def test_it_takes_its_leave_as_the_protocol_has_it(dialect: Dialect, words: list[bytes]) -> None:
    assert [each.data for each in dialect.closing(now=1.0)] == words


def test_a_session_of_bayeux_is_ended() -> None:
    greeting = {"channel": "/meta/handshake", "successful": True, "clientId": "c"}
    dialect = hear(Bayeux(), json.dumps([greeting]).encode())
    (said,) = dialect.closing(now=1.0)
    assert json.loads(said.data)[0]["channel"] == "/meta/disconnect"


@pytest.mark.parametrize("dialect", [Stomp(), Mqtt(), SocketIo(), GraphQl(), SignalR(), Wamp(), Bayeux(), SockJs()])
def test_whoever_has_not_logged_in_has_no_leave_to_take(dialect: Dialect) -> None:
    dialect.opened(now=0.0)
    assert not dialect.closing(now=1.0)


@pytest.mark.parametrize(
    ("dialect", "block", "lost"),
    [
        (stomp(), [b"ERROR\n\nno\0MESSAGE\ndestination:a\n\n1\0\nMESSAGE\n\n2\0MESSAGE\n"], 2),
        (mqtt(), [b"\xe0\x02\x8b\0\x30\x04\0\x01a1\x30\x04\0\x01a2\xd0\0"], 2),
        (
            JsonRpc(calls=('{"id":1,"method":"a"}',)),
            [b'[{"id":1,"error":{}},{"a":1},{"a":2}]', b'[{"a":3},{"a":4}]'],
            4,
        ),
        (hear(SignalR(), b"{}\x1e"), [b'{"type":7}\x1e{"type":1}\x1e', b'{"type":1}\x1e{"type":1}\x1e{"ty'], 3),
        (
            hear(Centrifugo(), b'{"id":1,"connect":{}}'),
            [b'{"push":{"disconnect":{"code":3000}}}\n{"a":1}\n\n{"a":2}', b'{"a":3}\n'],
            3,
        ),
        (hear(SockJs(), b"o"), [b'c[3000,"Go away!"]', b'a["1","2"]', b"h", b'm"3"'], 3),
        (socket_io(), [b"41", b'42["a"]', b"2", b'451-["b",{"_placeholder":true,"num":0}]'], 2),
    ],
    ids=lambda each: None if isinstance(each, list | int) else type(each).__name__,
)
def test_what_a_fault_keeps_from_being_read_is_counted_message_by_message(
    dialect: Dialect, block: list[bytes], lost: int
) -> None:
    if isinstance(dialect, JsonRpc):
        dialect.opened(now=0.0)
    binary = set(range(len(block))) if isinstance(dialect, Mqtt) else set()
    payloads = dialect.receive(Received(block, binary), now=1.0)
    assert payloads.fault is not None
    assert payloads.lost == lost
