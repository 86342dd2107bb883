"""Protocols of channels, as a profile asks for them: Phoenix, Centrifugo, Pusher, Action Cable, Bayeux."""

from typing import Literal

import msgspec

from monitor.feed.dialect_rules.base import JsonObject, Rule

__all__ = ["ActionCableRule", "BayeuxRule", "CentrifugoRule", "ChannelToJoin", "PhoenixRule", "PusherRule"]


class ChannelToJoin(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A channel or topic. payload: what is sent on joining, a JSON object as text; token: where it needs one."""

    name: str
    payload: JsonObject = ""
    token: str = ""


class PhoenixRule(Rule, frozen=True, tag="phoenix"):
    """Phoenix channels. A message is {"topic": …, "event": …, "payload": …}.

    heartbeat_seconds: 0 for none. Unless told otherwise, servers end what has been quiet for 60 s.
    """

    channels: tuple[ChannelToJoin, ...] = ()
    version: Literal["1.0.0", "2.0.0"] = "2.0.0"
    heartbeat_seconds: float = 30.0


class CentrifugoRule(Rule, frozen=True, tag="centrifugo"):
    """Centrifugo with JSON, recovering by offset. A message is {"channel": …, "data": …, "offset": …}."""

    channels: tuple[ChannelToJoin, ...] = ()
    token: str = ""
    recover: bool = True


class PusherRule(Rule, frozen=True, tag="pusher"):
    """Pusher 7. A message is {"channel": …, "event": …, "data": …}.

    Of a channel: token is its `auth`, payload its `channel_data`. key and secret: those of the application, which
    sign private channels that have no token; the key stands in the address too unless that has a path.
    """

    channels: tuple[ChannelToJoin, ...] = ()
    key: str = ""
    secret: str = ""


class ActionCableRule(Rule, frozen=True, tag="actioncable"):
    """Action Cable. name of a channel: its class; payload: further members of the identifier.

    A message is {"channel": …, "identifier": {…}, "message": …}.
    """

    channels: tuple[ChannelToJoin, ...] = ()


class BayeuxRule(Rule, frozen=True, tag="bayeux"):
    """Bayeux, as Faye and CometD speak it. A message is {"channel": …, "data": …}."""

    channels: tuple[str, ...] = ()
    ext: JsonObject = ""
    """Sent with the handshake and the subscriptions, a JSON object as text."""
