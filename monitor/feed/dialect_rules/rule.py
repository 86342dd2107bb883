"""Every dialect a profile can ask for, as one type."""

from typing import TypeAlias

from monitor.feed.dialect_rules.brokers import MqttRule, NatsRule, StompRule
from monitor.feed.dialect_rules.calls import GraphQlRule, JsonRpcRule, SignalRRule, WampRule
from monitor.feed.dialect_rules.channels import (
    ActionCableRule,
    BayeuxRule,
    CentrifugoRule,
    PhoenixRule,
    PusherRule,
)
from monitor.feed.dialect_rules.socketio import SocketIoRule, SockJsRule

__all__ = ["DialectRule"]

DialectRule: TypeAlias = (
    SocketIoRule
    | SockJsRule
    | StompRule
    | MqttRule
    | NatsRule
    | GraphQlRule
    | SignalRRule
    | JsonRpcRule
    | WampRule
    | PhoenixRule
    | CentrifugoRule
    | PusherRule
    | ActionCableRule
    | BayeuxRule
)
