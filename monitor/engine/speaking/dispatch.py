"""From what a profile says of its dialect to the machine that speaks it, and to how its server is reached."""

from collections.abc import Callable

from monitor.engine.speaking import brokers, calls, channels, socketio
from monitor.engine.speaking.approach import Approach
from monitor.engine.speaking.given import Given
from monitor.feed.dialect_rules.brokers import MqttRule, NatsRule, StompRule
from monitor.feed.dialect_rules.calls import GraphQlRule, JsonRpcRule, SignalRRule, WampRule
from monitor.feed.dialect_rules.channels import ActionCableRule, BayeuxRule, CentrifugoRule, PhoenixRule, PusherRule
from monitor.feed.dialect_rules.rule import DialectRule
from monitor.feed.dialect_rules.socketio import SocketIoRule, SockJsRule
from monitor.wire.dialects.base import Dialect
from monitor.wire.dialects.plain import Plain

__all__ = ["approach_of", "dialect_for"]


def dialect_for(rule: DialectRule | None, given: Given) -> Dialect:
    """The machine for one connection. `rule`: with its placeholders filled in. Raises ProfileError."""
    match rule:
        case None:
            return Plain(inflate_limit=given.message_limit)
        case MqttRule():
            return brokers.mqtt(rule, given)
        case StompRule():
            return brokers.stomp(rule, given)
        case NatsRule():
            return brokers.nats(rule, given)
        case SocketIoRule():
            return socketio.socket_io(rule, given)
        case SockJsRule():
            return socketio.sock_js(given)
        case GraphQlRule():
            return calls.graph_ql(rule)
        case SignalRRule():
            return calls.signal_r(rule, given)
        case JsonRpcRule():
            return calls.json_rpc(rule)
        case WampRule():
            return calls.wamp(rule)
        case CentrifugoRule():
            return channels.centrifugo(rule, given)
        case PhoenixRule():
            return channels.phoenix(rule)
        case PusherRule():
            return channels.pusher(rule)
        case ActionCableRule():
            return channels.action_cable(rule)
        case BayeuxRule():
            return channels.bayeux(rule)


def approach_of(rule: DialectRule | None, address: str, *, random: Callable[[], float]) -> Approach:
    """How to reach the server at `address`. `rule`: with its placeholders filled in."""
    match rule:
        case MqttRule():
            return brokers.reach_mqtt(address)
        case StompRule():
            return brokers.reach_stomp(rule, address, random=random)
        case SocketIoRule():
            return socketio.reach_socket_io(rule, address)
        case SockJsRule():
            return socketio.reach_sock_js(address, random=random)
        case GraphQlRule():
            return calls.reach_graph_ql(rule, address)
        case SignalRRule():
            return calls.reach_signal_r(rule, address)
        case WampRule():
            return calls.reach_wamp(address)
        case PhoenixRule():
            return channels.reach_phoenix(rule, address)
        case PusherRule():
            return channels.reach_pusher(rule, address)
        case ActionCableRule():
            return channels.reach_action_cable(address)
        case _:
            return Approach(address)
