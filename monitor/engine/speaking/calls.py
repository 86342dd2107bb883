"""GraphQL, SignalR, JSON-RPC and WAMP: the machines, and how their servers are reached."""

from typing import Final

import msgspec

from monitor.engine.speaking.approach import Approach, with_path, with_query
from monitor.engine.speaking.given import Given
from monitor.feed.dialect_rules.calls import GraphQlRule, JsonRpcRule, SignalRRule, WampRule
from monitor.wire.dialects.base import Dialect
from monitor.wire.dialects.graphql import GraphQl, GraphQlOperation
from monitor.wire.dialects.jsonrpc import JsonRpc
from monitor.wire.dialects.signalr import HubMethod, SignalR
from monitor.wire.dialects.signalr_legacy import LegacySignalR
from monitor.wire.dialects.wamp import Wamp

__all__ = ["graph_ql", "json_rpc", "reach_graph_ql", "reach_signal_r", "reach_wamp", "signal_r", "wamp"]

_CONNECT: Final = "/connect"


def graph_ql(rule: GraphQlRule) -> Dialect:
    """The machine for one connection."""
    operations = tuple(GraphQlOperation(each.query, each.variables, each.name) for each in rule.operations)
    return GraphQl(operations=operations, init=rule.init, legacy=rule.legacy, ping_seconds=rule.ping_seconds)


def reach_graph_ql(rule: GraphQlRule, address: str) -> Approach:
    """The names of the two subprotocols cross over: graphql-ws is that of the older one."""
    return Approach(address, ("graphql-ws" if rule.legacy else "graphql-transport-ws",))


def signal_r(rule: SignalRRule, given: Given) -> Dialect:
    """The machine for one connection. Messages name the last part of the path as their hub, which the wire does not."""
    calls = tuple(HubMethod(each.method, each.arguments, each.stream) for each in rule.calls)
    if rule.legacy:
        return LegacySignalR(calls=calls, hubs=rule.hubs)
    path = given.address.partition("#")[0].partition("?")[0].partition("://")[2].partition("/")[2]
    return SignalR(calls=calls, hub=path.rstrip("/").rpartition("/")[2])


def reach_signal_r(rule: SignalRRule, address: str) -> Approach:
    """What the older protocol has in its address. What negotiating yields comes on top of it."""
    if not rule.legacy:
        return Approach(address)
    hubs = msgspec.json.encode([{"name": each} for each in rule.hubs]).decode()
    query = {"transport": "webSockets", "clientProtocol": "1.5", "connectionData": hubs}
    return Approach(with_query(with_path(address, _connect_path), query))


def json_rpc(rule: JsonRpcRule) -> Dialect:
    """The machine for one connection."""
    return JsonRpc(calls=rule.calls)


def wamp(rule: WampRule) -> Dialect:
    """The machine for one connection."""
    return Wamp(
        realm=rule.realm,
        topics=rule.topics,
        match=rule.match,
        authid=rule.authid,
        method=rule.method,
        secret=rule.secret,
    )


def reach_wamp(address: str) -> Approach:
    """With JSON in text messages."""
    return Approach(address, ("wamp.2.json",))


def _connect_path(path: str) -> str:
    base = path.rstrip("/")
    return base if base.endswith(_CONNECT) else base + _CONNECT
