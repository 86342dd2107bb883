"""Every dialect, as a server that knows it well and means no good would treat it."""

import re
from collections.abc import Callable, Hashable
from functools import partial

from monitor.wire.dialects.actioncable import ActionCable
from monitor.wire.dialects.base import Dialect, Outgoing, Payloads, Unsendable
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
from monitor.wire.dialects.signalr import HubMethod, SignalR
from monitor.wire.dialects.signalr_legacy import LegacySignalR
from monitor.wire.dialects.socketio import SocketIo
from monitor.wire.dialects.sockjs import SockJs
from monitor.wire.dialects.stomp import Stomp
from monitor.wire.dialects.wamp import Wamp
from monitor.wire.received import Received
from tests.fuzz.dialect_seeds import SEEDS, TOKENS
from tests.fuzz.target import Example, Finding, Target
from tests.fuzz.weight import weight

__all__ = ["HEAVIEST", "MAKERS", "TARGETS"]

_LIMIT = 64 * 1024
HEAVIEST = 24 * 1024 * 1024
"""Bytes that one that was not given a limit may keep: those of an unfinished message, and its own tables."""
_MOST_TICKS = 50
_CHANNELS = (Channel("news"), Channel("private-a", '{"user_id":1}', "token"))
_QUERY = GraphQlOperation("subscription { price }")

MAKERS: dict[str, Callable[[], Dialect]] = {
    "plain": partial(Plain, inflate_limit=_LIMIT),
    "socketio": partial(SocketIo, limit=_LIMIT),
    "socketio3": partial(SocketIo, version=3, namespace="/admin", limit=_LIMIT),
    "sockjs": SockJs,
    "sockjs+stomp": lambda: SockJs(Stomp(destinations=("/a",), limit=_LIMIT)),
    "stomp": partial(Stomp, destinations=("/a", "/b"), limit=_LIMIT),
    "mqtt4": partial(Mqtt, version=4, limit=_LIMIT),
    "mqtt5": partial(Mqtt, qos=2, limit=_LIMIT),
    "nats": partial(Nats, limit=_LIMIT),
    "graphql": partial(GraphQl, operations=(_QUERY, _QUERY), ping_seconds=20.0),
    "graphql-legacy": partial(GraphQl, operations=(_QUERY,), legacy=True),
    "signalr": partial(SignalR, calls=(HubMethod("Watch"), HubMethod("List", stream=True)), hub="prices"),
    "signalr-legacy": partial(LegacySignalR, calls=(HubMethod("Watch"),), hubs=("h",)),
    "jsonrpc": partial(JsonRpc, calls=('{"method":"a"}', '{"id":2,"method":"b"}')),
    "wamp": partial(Wamp, topics=("a.b", "c"), authid="me", method="wampcra", secret="s"),
    "centrifugo": lambda: Centrifugo(channels=_CHANNELS, token="t", positions={}),
    "phoenix": partial(Phoenix, channels=(Channel("room:1"), *_CHANNELS)),
    "pusher": partial(Pusher, channels=_CHANNELS, key="k", secret="s"),
    "actioncable": partial(ActionCable, channels=(Channel("Prices"), *_CHANNELS)),
    "bayeux": partial(Bayeux, channels=("/a/**", "/b"), ext='{"t":1}'),
}
_SAYINGS = (
    "hello",
    '{"a":1}',
    "[1]",
    '["m",1]',
    '{"topic":"t","payload":"x","qos":2}',
    '{"subject":"a","payload":{}}',
    "\ud800",
    '{"destination":"/a","body":"b"}',
    '{"query":"{a}"}',
    '{"topic":1}',
    '{"channel":"/b","data":[]}',
    "",
    "[" * 500,
)
_NUMBERS = re.compile(r"[0-9]+|'[^']*'|\"[^\"]*\"|:.*", re.DOTALL)


def _play(make: Callable[[], Dialect], example: Example) -> Hashable:
    """A whole connection. What it has come to, roughly."""
    dialect, now = make(), 1000.0
    replies = _checked_outgoing(dialect.opened(now=now))
    messages = opaque = 0
    for number, (delay, data, binary) in enumerate(example):
        now += delay
        for payloads in (*_ticked(dialect, now), dialect.receive(Received([data], {0} if binary else set()), now=now)):
            _check(payloads)
            messages, opaque = messages + len(payloads.messages), opaque + len(payloads.opaque)
            replies += len(payloads.replies)
            if payloads.fault is not None:
                dialect.closed(payloads.fault.code, payloads.fault.what)
                return _NUMBERS.sub("", payloads.fault.what), payloads.fault.remedy, min(messages, 5)
        if dialect.ready:
            said = dialect.wrap(_SAYINGS[number % len(_SAYINGS)], now=now)
            replies += 0 if isinstance(said, Unsendable) else _checked_outgoing(said)
    _check_weight(dialect)
    _checked_outgoing(dialect.closing(now=now))
    return dialect.ready, min(messages, 9), min(opaque, 3), min(replies, 12), dialect.deadline is None


def _ticked(dialect: Dialect, now: float) -> list[Payloads]:
    """Every deadline that has passed. It must come to an end: a dialect that is always late would never rest."""
    found: list[Payloads] = []
    while dialect.deadline is not None and now >= dialect.deadline:
        found.append(dialect.tick(now=now))
        if found[-1].fault is not None:
            break
        if len(found) > _MOST_TICKS:
            raise Finding("its deadline never lies ahead")
    return found


def _check(payloads: Payloads) -> None:
    if not all(isinstance(message, bytes) for message in payloads.messages):
        raise Finding("a message is no bytes")
    if not set(payloads.opaque) <= set(range(len(payloads.messages))):
        raise Finding("an index of what holds nothing is none")
    if payloads.lost < 0 or (payloads.lost and payloads.fault is None):
        raise Finding("something was lost without a fault")
    if payloads.fault is not None and not 1000 <= payloads.fault.code < 5000:
        raise Finding("the close code is none")
    _checked_outgoing(payloads.replies)


def _checked_outgoing(owed: object) -> int:
    replies = list(owed)  # type: ignore[call-overload]
    for each in replies:
        if not isinstance(each, Outgoing) or not isinstance(each.data, bytes):
            raise Finding("a reply is none")
        if not each.binary:
            each.data.decode()
    return len(replies)


def _check_weight(dialect: Dialect) -> None:
    if (found := weight(dialect)) > HEAVIEST:
        raise Finding(f"it keeps {found:,} bytes")


TARGETS = tuple(
    Target(f"dialects/{name}", partial(_play, make), SEEDS[name], TOKENS.get(name, ())) for name, make in MAKERS.items()
)
