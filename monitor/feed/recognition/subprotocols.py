"""Which dialect it is that a server takes when it is offered the subprotocols of all of them."""

from collections.abc import Mapping
from typing import Final

from monitor.feed.dialect_rules.brokers import MqttRule, StompRule
from monitor.feed.dialect_rules.calls import GraphQlRule, WampRule
from monitor.feed.dialect_rules.channels import ActionCableRule
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.recognition.found import Found

__all__ = ["ANY", "OFFERED", "SUBPROTOCOLS", "found_by_choice"]

ANY: Final = "any.feedscope"
"""Offered before all others: a server that takes it takes whatever comes first, which tells nothing."""

# Every broker that speaks MQTT 5 speaks 3.1.1 as well, and some speak nothing newer.
SUBPROTOCOLS: Final[Mapping[str, tuple[str, DialectRule]]] = {
    "mqtt": ("MQTT", MqttRule(version=4)),
    "v12.stomp": ("STOMP 1.2", StompRule()),
    "v11.stomp": ("STOMP 1.1", StompRule()),
    "v10.stomp": ("STOMP 1.0", StompRule()),
    "graphql-transport-ws": ("GraphQL", GraphQlRule()),
    "graphql-ws": ("GraphQL, older protocol", GraphQlRule(legacy=True)),
    "wamp.2.json": ("WAMP 2", WampRule()),
    "actioncable-v1-json": ("Action Cable", ActionCableRule()),
}
"""By the name of the subprotocol, in the order in which they are offered: name for the user, and rule."""

OFFERED: Final = (ANY, *SUBPROTOCOLS)


def found_by_choice(subprotocol: str | None, *, path: str = "") -> Found | None:
    """What the server's choice shows. path: as in Found."""
    known = SUBPROTOCOLS.get(subprotocol or "")
    if known is None:
        return None
    what, rule = known
    return Found(what, f"its subprotocol {subprotocol}", rule, path)
