"""The dialects a user can choose from, by name."""

from collections.abc import Mapping
from typing import Final, get_args

from monitor.feed.dialect_rules.rule import DialectRule

__all__ = ["DIALECTS", "kind_of", "rule_of", "title_of"]

DIALECTS: Final[Mapping[str, str]] = {
    "socketio": "Socket.IO",
    "sockjs": "SockJS",
    "stomp": "STOMP",
    "mqtt": "MQTT",
    "nats": "NATS",
    "graphql": "GraphQL",
    "signalr": "SignalR",
    "jsonrpc": "JSON-RPC 2.0",
    "wamp": "WAMP 2",
    "phoenix": "Phoenix channels",
    "centrifugo": "Centrifugo",
    "pusher": "Pusher",
    "actioncable": "Action Cable",
    "bayeux": "Bayeux",
}
"""What the user reads, by what a profile says as `dialect.kind`."""

_TYPES: Final = {each.__struct_config__.tag: each for each in get_args(DialectRule)}


def kind_of(rule: DialectRule | None) -> str:
    """What a profile says as its kind, "" for none."""
    return "" if rule is None else str(type(rule).__struct_config__.tag)


def rule_of(kind: str) -> DialectRule | None:
    """The usual rule of a kind, None for "" and for one that is not known."""
    made = _TYPES.get(kind)
    rule: DialectRule | None = None if made is None else made()
    return rule


def title_of(rule: DialectRule | None) -> str:
    """Its name for the user, "" for none."""
    return DIALECTS.get(kind_of(rule), "")
