"""MQTT, STOMP and NATS, made from their rules."""

from collections.abc import Callable
from typing import Final

from monitor.core.errors import ProfileError
from monitor.engine.speaking.approach import Approach
from monitor.engine.speaking.given import Given
from monitor.engine.speaking.socketio import in_sock_js, reach_sock_js
from monitor.feed.dialect_rules.brokers import MqttRule, NatsRule, StompRule
from monitor.wire.dialects.base import Dialect
from monitor.wire.dialects.mqtt import Mqtt, MqttLogin
from monitor.wire.dialects.nats import Nats, NatsLogin
from monitor.wire.dialects.nats_keys import NKey
from monitor.wire.dialects.stomp import Stomp, StompLogin

__all__ = ["mqtt", "nats", "reach_mqtt", "reach_stomp", "stomp"]

_MQTT: Final = ("mqtt",)
_STOMP: Final = ("v12.stomp", "v11.stomp", "v10.stomp")
_ROOT: Final = "/"
"""The virtual host of RabbitMQ that is always there; most others do not look."""


def mqtt(rule: MqttRule, given: Given) -> Mqtt:
    """A session of MQTT 3.1.1 or 5."""
    return Mqtt(
        version=rule.version,
        topics=rule.topics,
        qos=rule.qos,
        login=MqttLogin(rule.client_id, rule.username, rule.password),
        keep_alive=rule.keep_alive_seconds,
        limit=given.message_limit,
    )


def reach_mqtt(address: str) -> Approach:
    """The subprotocol that MQTT must offer (MQTT 5 section 6)."""
    return Approach(address, _MQTT)


def stomp(rule: StompRule, given: Given) -> Dialect:
    """A session of STOMP, inside SockJS where the rule says so."""
    bare = Stomp(
        destinations=rule.destinations,
        login=StompLogin(rule.login, rule.passcode, rule.host or _ROOT, rule.headers),
        heartbeat=rule.heartbeat_seconds,
        limit=given.message_limit,
    )
    return in_sock_js(bare, given) if rule.sockjs else bare


def reach_stomp(rule: StompRule, address: str, *, random: Callable[[], float]) -> Approach:
    """The subprotocols of STOMP; inside SockJS there are none, and the path is SockJS's."""
    return reach_sock_js(address, random=random) if rule.sockjs else Approach(address, _STOMP)


def nats(rule: NatsRule, given: Given) -> Nats:
    """A session of NATS. Raises ProfileError for a seed or a subject that is none."""
    if any(len(subject.split()) != 1 for subject in rule.subjects):
        raise ProfileError("a subject is one word, without spaces", key="dialect.subjects")
    key = NKey(rule.seed) if rule.seed else None
    login = NatsLogin(
        user=rule.user,
        password=rule.password,
        token=rule.token,
        jwt=rule.jwt,
        # A JWT names the key itself.
        key=key.public if key and not rule.jwt else "",
        sign=key.sign if key else None,
    )
    return Nats(subjects=rule.subjects, login=login, limit=given.message_limit)
