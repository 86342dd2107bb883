"""Protocols of calls and subscriptions, as a profile asks for them: GraphQL, SignalR, JSON-RPC, WAMP."""

from typing import Literal

import msgspec

from monitor.feed.dialect_rules.base import JsonList, JsonObject, Query, Rule

__all__ = ["GraphQlRule", "HubCall", "JsonRpcRule", "Operation", "SignalRRule", "WampRule"]


class Operation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One GraphQL subscription. variables: a JSON object as text."""

    query: Query
    variables: JsonObject = ""
    name: str = ""


class GraphQlRule(Rule, frozen=True, tag="graphql"):
    """graphql-transport-ws or, with `legacy`, the older protocol whose subprotocol is called graphql-ws.

    init: the payload of connection_init, a JSON object as text. A message is the payload of next or data, with the
    name of its operation: {"operation": …, "data": …, "errors": …}.
    ping_seconds: after that much silence the server is asked for a sign of life; 0 for never, and always with `legacy`.
    """

    operations: tuple[Operation, ...] = ()
    init: JsonObject = ""
    legacy: bool = False
    ping_seconds: float = 0.0


class HubCall(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A method invoked on every open. arguments: a JSON array as text. stream: its results come one by one."""

    method: str
    arguments: JsonList = "[]"
    stream: bool = False


class SignalRRule(Rule, frozen=True, tag="signalr"):
    """SignalR Core with its JSON protocol or, with `legacy`, the older one of ASP.NET.

    hubs: names to connect to, legacy only. A message is {"hub": …, "target": …, "arguments": […]}.
    """

    calls: tuple[HubCall, ...] = ()
    hubs: tuple[str, ...] = ()
    legacy: bool = False
    negotiate: bool = True
    token: str = ""


class JsonRpcRule(Rule, frozen=True, tag="jsonrpc"):
    """JSON-RPC 2.0: calls made on every open, their errors told, batches taken apart.

    calls: whole requests as JSON text; ids are given where there is none. A message is a notification or result.
    """

    calls: tuple[JsonObject, ...] = ()


class WampRule(Rule, frozen=True, tag="wamp"):
    """WAMP 2 with JSON. A message is {"topic": …, "arguments": […], "keywords": {…}}."""

    realm: str = "realm1"
    topics: tuple[str, ...] = ()
    match: Literal["exact", "prefix", "wildcard"] = "exact"
    authid: str = ""
    method: Literal["", "anonymous", "ticket", "wampcra"] = ""
    secret: str = ""
