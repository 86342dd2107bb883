"""Centrifugo, Phoenix, Pusher, Action Cable and Bayeux, made from their rules."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from monitor.engine.speaking.approach import Approach, with_path, with_query
from monitor.engine.speaking.given import Given
from monitor.feed.dialect_rules.channels import (
    ActionCableRule,
    BayeuxRule,
    CentrifugoRule,
    ChannelToJoin,
    PhoenixRule,
    PusherRule,
)
from monitor.wire.dialects.actioncable import ActionCable
from monitor.wire.dialects.bayeux import Bayeux
from monitor.wire.dialects.centrifugo import Centrifugo, Positions
from monitor.wire.dialects.channels import Channel
from monitor.wire.dialects.phoenix import Phoenix
from monitor.wire.dialects.pusher import Pusher

__all__ = [
    "action_cable",
    "bayeux",
    "centrifugo",
    "phoenix",
    "pusher",
    "reach_action_cable",
    "reach_phoenix",
    "reach_pusher",
]

_POSITIONS: Final = "centrifugo positions"
_TRANSPORT: Final = "/websocket"
_ACTION_CABLE: Final = ("actioncable-v1-json",)
_PUSHER: Final = {"protocol": "7", "client": "feedscope", "version": "1.0"}


def centrifugo(rule: CentrifugoRule, given: Given) -> Centrifugo:
    """A connection that goes on where the feed's last one left off, if the rule says so."""
    return Centrifugo(
        channels=_channels(rule.channels),
        token=rule.token,
        positions=_positions(given) if rule.recover else None,
    )


def phoenix(rule: PhoenixRule) -> Phoenix:
    """A connection that joins the rule's topics."""
    return Phoenix(channels=_channels(rule.channels), version=rule.version, heartbeat_seconds=rule.heartbeat_seconds)


def reach_phoenix(rule: PhoenixRule, address: str) -> Approach:
    """The version in the query, and behind a path that ends in /socket the transport, as its own client has it."""
    there = with_path(address, lambda path: path + _TRANSPORT if path.endswith("/socket") else path)
    return Approach(with_query(there, {"vsn": rule.version}))


def pusher(rule: PusherRule) -> Pusher:
    """A connection that subscribes to the rule's channels, signed where the rule has the secret."""
    return Pusher(channels=_channels(rule.channels), key=rule.key, secret=rule.secret)


def reach_pusher(rule: PusherRule, address: str) -> Approach:
    """The protocol's version and our name in the query, and the path of the application where there is none."""
    there = with_path(address, lambda path: f"/app/{quote(rule.key, safe='')}" if path == "/" and rule.key else path)
    return Approach(with_query(there, _PUSHER))


def action_cable(rule: ActionCableRule) -> ActionCable:
    """A connection that subscribes to the rule's channels."""
    return ActionCable(channels=_channels(rule.channels))


def reach_action_cable(address: str) -> Approach:
    """The subprotocol that the server asks for, and where there is no path the one that Rails gives it."""
    return Approach(with_path(address, lambda path: "/cable" if path == "/" else path), _ACTION_CABLE)


def bayeux(rule: BayeuxRule) -> Bayeux:
    """A session that subscribes to the rule's channels."""
    return Bayeux(channels=rule.channels, ext=rule.ext)


def _positions(given: Given) -> Positions:
    kept = given.memory.setdefault(_POSITIONS, {})
    assert isinstance(kept, dict)
    return kept


def _channels(wanted: Sequence[ChannelToJoin]) -> tuple[Channel, ...]:
    return tuple(Channel(each.name, each.payload, each.token) for each in wanted)
